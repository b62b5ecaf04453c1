//! Mails over SMTP.

use crate::mail::{Carrier, Enclosure, Mail, Unsent};
use async_trait::async_trait;
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};
use lettre::transport::smtp::Error;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::time::Duration;

/// How long the server has for each answer: less than the minute after which another node would try.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long one mail may take as a whole.
const WHOLE: Duration = Duration::from_secs(45);

/// A server of mails, and the address they come from.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Why the server or the address cannot be used as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unusable {
    /// The address of the server.
    Server,
    /// The address that mails come from.
    From,
}

impl Smtp {
    /// A server from its address: `smtp://HOST:PORT`, `smtps://USER:PASSWORD@HOST`, `?tls=required` for STARTTLS. The
    /// address may hold a password: it is told to nobody.
    ///
    /// # Errors
    /// [`Unusable`].
    pub fn new(server: &str, from: &str) -> Result<Self, Unusable> {
        let from = from.parse().map_err(|_| Unusable::From)?;
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(server).map_err(|_| Unusable::Server)?;
        Ok(Self { transport: builder.timeout(Some(PATIENCE)).build(), from })
    }

    fn message(&self, key: &str, mail: &Mail, enclosures: Vec<Enclosure>) -> Result<Message, Unsent> {
        let refused = |error: String| Unsent::Refused(error);
        let to = mail.to.parse().map_err(|error| refused(format!("address: {error}")))?;
        // The same at every attempt: who receives a mail twice can tell, and mail programs often hide the second.
        let domain = self.from.email.domain();
        let builder = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(&mail.subject)
            .message_id(Some(format!("<{key}@{domain}>")));
        let message = if enclosures.is_empty() {
            builder.header(ContentType::TEXT_PLAIN).body(mail.text.clone())
        } else {
            let mut parts = MultiPart::mixed().singlepart(SinglePart::plain(mail.text.clone()));
            for one in enclosures {
                let kind = one.media_type.parse().map_err(|error| refused(format!("media type: {error}")))?;
                parts = parts.singlepart(Attachment::new(one.name.to_owned()).body(one.bytes, kind));
            }
            builder.multipart(parts)
        };
        message.map_err(|error| refused(format!("message: {error}")))
    }
}

/// A server that answered with a code took its decision on this mail; anything else is the way to the server.
fn unsent(error: &Error) -> Unsent {
    match error.status() {
        Some(code) => Unsent::Refused(format!("SMTP {code}")),
        None => Unsent::Unreachable(error.to_string()),
    }
}

#[async_trait]
impl Carrier for Smtp {
    async fn carry(&self, key: &str, mail: &Mail, enclosures: Vec<Enclosure>) -> Result<(), Unsent> {
        let message = self.message(key, mail, enclosures)?;
        match tokio::time::timeout(WHOLE, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(unsent(&error)),
            Err(_) => Err(Unsent::Unreachable("no answer in time".to_owned())),
        }
    }
}
