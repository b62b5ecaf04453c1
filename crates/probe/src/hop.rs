//! One request: its name resolved once, every answer checked, and the connection made to what was checked.

use crate::{AGENT, Finding, Names, Reach, STEP, Target};
use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper::header::{self, HeaderValue};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

/// What a server answered.
pub struct Answer {
    pub ip: IpAddr,
    pub status: u16,
    pub location: Option<String>,
    pub media_type: Option<String>,
    pub attachment: bool,
    pub body: Vec<u8>,
    pub cut: bool,
}

/// Why there is no answer.
pub struct Failed {
    pub ip: Option<String>,
    pub finding: Finding,
}

impl From<Finding> for Failed {
    fn from(finding: Finding) -> Self {
        Self { ip: None, finding }
    }
}

pub struct Client {
    names: Box<dyn Names>,
    reach: Reach,
    tls: Arc<ClientConfig>,
}

/// The most addresses of one name that are tried.
const TRIED: usize = 3;

impl Client {
    pub fn new(names: Box<dyn Names>, reach: Reach) -> Self {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        // The provider has both versions: it cannot fail.
        let tls = match builder {
            Ok(builder) => builder.with_root_certificates(roots).with_no_client_auth(),
            Err(_) => ClientConfig::builder().with_root_certificates(roots).with_no_client_auth(),
        };
        Self { names, reach, tls: Arc::new(tls) }
    }

    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// Asks for an address once. No redirection is followed here.
    pub async fn get(&self, target: &Target, most: usize) -> Result<Answer, Failed> {
        let (stream, ip) = self.connect(target).await?;
        let failed = |finding| Failed { ip: Some(ip.to_string()), finding };
        if !target.is_https() {
            return exchange(stream, target, ip, most).await.map_err(failed);
        }
        let name = ServerName::try_from(target.host()).map_err(|_| failed(Finding::Malformed))?;
        let connector = TlsConnector::from(Arc::clone(&self.tls));
        let stream = match step(connector.connect(name, stream)).await.map_err(failed)? {
            Ok(stream) => stream,
            Err(error) => return Err(failed(tls_finding(&error))),
        };
        exchange(stream, target, ip, most).await.map_err(failed)
    }

    /// A connection to an address that was checked. One forbidden answer forbids the name: a name that means both is
    /// a trap.
    async fn connect(&self, target: &Target) -> Result<(TcpStream, IpAddr), Failed> {
        let host = target.host();
        let found = match host.parse::<IpAddr>() {
            Ok(ip) => vec![ip],
            Err(_) => match step(self.names.resolve(&host)).await? {
                Ok(found) => found,
                Err(_) => return Err(Finding::UnknownName.into()),
            },
        };
        if found.is_empty() {
            return Err(Finding::UnknownName.into());
        }
        for ip in &found {
            Target::allowed(*ip, self.reach)
                .map_err(|finding| Failed { ip: Some(ip.to_string()), finding })?;
        }
        let mut last = Failed::from(Finding::NoConnection);
        for ip in found.into_iter().take(TRIED) {
            let address = SocketAddr::new(ip, target.port());
            let finding = match step(TcpStream::connect(address)).await {
                Ok(Ok(stream)) => return Ok((stream, ip)),
                Ok(Err(_)) => Finding::NoConnection,
                Err(finding) => finding,
            };
            last = Failed { ip: Some(ip.to_string()), finding };
        }
        Err(last)
    }
}

/// Waits for one step, no longer than [`STEP`].
async fn step<T>(doing: impl Future<Output = T>) -> Result<T, Finding> {
    timeout(STEP, doing).await.map_err(|_| Finding::TooSlow)
}

fn tls_finding(error: &io::Error) -> Finding {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match inner {
        Some(rustls::Error::InvalidCertificate(_)) => Finding::Certificate,
        Some(_) => Finding::Garbled,
        None => Finding::NoConnection,
    }
}

async fn exchange<S>(stream: S, target: &Target, ip: IpAddr, most: usize) -> Result<Answer, Finding>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut builder = hyper::client::conn::http1::Builder::new();
    builder.max_headers(100).max_buf_size(64 * 1024);
    let (mut sender, connection) =
        step(builder.handshake(TokioIo::new(stream))).await?.map_err(|_| Finding::Garbled)?;
    let driver = tokio::spawn(connection);
    let answer = ask(&mut sender, target, ip, most).await;
    driver.abort();
    answer
}

async fn ask(
    sender: &mut hyper::client::conn::http1::SendRequest<Empty<Bytes>>,
    target: &Target,
    ip: IpAddr,
    most: usize,
) -> Result<Answer, Finding> {
    let request = Request::get(target.path())
        .header(header::HOST, target.authority())
        .header(header::USER_AGENT, AGENT)
        .header(header::ACCEPT, "text/html,*/*;q=0.8")
        .header(header::ACCEPT_LANGUAGE, "fr,en;q=0.5")
        // Bytes are hashed as they come: nothing is expanded here.
        .header(header::ACCEPT_ENCODING, "identity")
        .header(header::CONNECTION, "close")
        .body(Empty::new())
        .map_err(|_| Finding::Malformed)?;
    let response = step(sender.send_request(request)).await?.map_err(|_| Finding::Garbled)?;
    let text = |name: header::HeaderName| {
        let value = response.headers().get(name).map(HeaderValue::as_bytes);
        value.map(|value| String::from_utf8_lossy(value).into_owned())
    };
    let status = response.status();
    let moved = status.is_redirection() && status != StatusCode::NOT_MODIFIED;
    let mut answer = Answer {
        ip,
        status: status.as_u16(),
        location: if moved { text(header::LOCATION) } else { None },
        media_type: text(header::CONTENT_TYPE),
        attachment: text(header::CONTENT_DISPOSITION).is_some_and(|value| value.starts_with("attachment")),
        body: vec![],
        cut: false,
    };
    if answer.location.is_some() {
        return Ok(answer);
    }
    let mut body = response.into_body();
    while let Some(frame) = step(body.frame()).await? {
        let Ok(frame) = frame else { return Err(Finding::Garbled) };
        let Ok(piece) = frame.into_data() else { continue };
        let room = most - answer.body.len();
        answer.body.extend_from_slice(&piece[..piece.len().min(room)]);
        if piece.len() > room {
            answer.cut = true;
            break;
        }
    }
    Ok(answer)
}
