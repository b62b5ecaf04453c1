//! Servers as students have them, and servers made to lead astray; all on the loopback.
#![allow(clippy::unwrap_used)]

use async_trait::async_trait;
use probe::{Finding, Names, Prober, Reach, Target};
use std::io;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// Names of the test: each asks its own answer, one after the other; the last one stays.
struct Told(&'static [(&'static str, &'static [&'static str])], AtomicUsize);

#[async_trait]
impl Names for Told {
    async fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        let at = self.1.fetch_add(1, Ordering::Relaxed);
        let known = self.0.iter().find(|(name, _)| *name == host);
        let (_, answers) = known.ok_or_else(|| io::Error::other("unknown"))?;
        let answer = answers.get(at).or(answers.last()).unwrap();
        Ok(answer.split(',').map(|ip| ip.parse().unwrap()).collect())
    }
}

fn prober(names: &'static [(&'static str, &'static [&'static str])]) -> Prober {
    Prober::with(Box::new(Told(names, AtomicUsize::new(0))), Reach::Loopback)
}

/// A server that gives the same bytes to everyone; says its port.
async fn server(answer: impl Into<Vec<u8>>) -> u16 {
    let answer = answer.into();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let answer = answer.clone();
            tokio::spawn(async move {
                let mut request = [0; 4_096];
                let _ = stream.read(&mut request).await;
                let _ = stream.write_all(&answer).await;
            });
        }
    });
    port
}

fn page(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

fn moved(to: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n")
}

async fn found(address: &str) -> Finding {
    prober(&[]).probe(address).await.finding
}

#[tokio::test]
async fn e4_07_what_was_seen_is_kept() {
    let port = server(page("<h1>Alix</h1>")).await;
    let first = server(moved(&format!("http://127.0.0.1:{port}/accueil#haut"))).await;
    let report = prober(&[]).probe(&format!("http://127.0.0.1:{first}/")).await;
    assert_eq!(report.finding, Finding::Reachable);
    let statuses: Vec<_> = report.hops.iter().map(|hop| hop.status).collect();
    assert_eq!(statuses, [Some(302), Some(200)]);
    assert_eq!(report.hops[1].address, format!("http://127.0.0.1:{port}/accueil"));
    assert_eq!((report.bytes, report.cut), (13, false));
    assert_eq!(report.hash.unwrap().len(), 64);
}

#[tokio::test]
async fn a_redirection_to_a_private_address_is_not_followed() {
    for to in [
        "http://10.0.0.1/",
        "http://192.168.1.1/admin",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00::1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://0xa9fea9fe/",
        "http://2852039166/",
        "http://0251.0376.0251.0376/",
        "//10.1.1.1/x",
        "http://localhost/",
        "http://imprimante/",
        "file:///etc/passwd",
        "gopher://x.fr/",
        "ftp://x.fr/",
        "http://moi:secret@example.fr/",
        "http://interne.example.fr/",
        "http://mixte.example.fr/",
    ] {
        let port = server(moved(to)).await;
        let names: &[(&str, &[&str])] = &[
            ("interne.example.fr", &["10.0.0.7"]),
            ("mixte.example.fr", &["93.184.216.34,127.0.0.1,10.0.0.7"]),
        ];
        let report = prober(names).probe(&format!("http://127.0.0.1:{port}/")).await;
        assert!(matches!(report.finding, Finding::Private | Finding::Malformed), "{to}: {report:?}");
    }
}

/// Collected from public lists: OWASP's SSRF prevention sheet, `PayloadsAllTheThings`, the WHATWG address parser's tests.
const TRICKS: [&str; 66] = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://0/",
    "http://0.0.0.0/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0x7f.1/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://0177.1/",
    "http://00000177.0.0.1/",
    "http://127.0.0.1.:80/",
    "http://[::1]/",
    "http://[::]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[ff02::1]/",
    "http://[2001:db8::1]/",
    "http://10.0.0.1/",
    "http://10.1/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.0.1/",
    "http://192.168.1/",
    "http://3232235777/",
    "http://0xc0a80101/",
    "http://100.64.0.1/",
    "http://169.254.169.254/",
    "http://0xa9fea9fe/",
    "http://2852039166/",
    "http://0251.0376.0251.0376/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://198.18.0.1/",
    "http://192.0.2.1/",
    "http://localhost/",
    "http://LOCALHOST/",
    "http://localhost./",
    "http://a.localhost/",
    "http://ip6-localhost/",
    "http://metadata.google.internal/",
    "http://imprimante.local/",
    "http://nas.lan/",
    "http://ｌｏｃａｌｈｏｓｔ/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://example.fr:22/",
    "http://example.fr:6379/",
    "http://user:pass@example.fr/",
    "http://example.fr@127.0.0.1/",
    "http://example.fr\\@127.0.0.1/..",
    "http:127.0.0.1/",
];

#[tokio::test]
async fn every_trick_is_refused_before_anything_is_sent() {
    let names: &[(&str, &[&str])] = &[("example.fr", &["127.0.0.1"])];
    for trick in TRICKS {
        let prober = Prober::with(Box::new(Told(names, AtomicUsize::new(0))), Reach::Public);
        let report = prober.probe(trick).await;
        assert!(matches!(report.finding, Finding::Private | Finding::Malformed), "{trick}: {report:?}");
        assert!(report.hops.iter().all(|hop| hop.status.is_none()), "{trick}");
    }
    for other in [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "",
        "   ",
        "http://",
        "https:///x",
        "dict://x.fr/",
        "//example.fr",
        "example.fr",
        "http://exa mple.fr/",
        "http://[::1",
        "http://a..fr/",
    ] {
        let finding = Target::parse(other, Reach::Public).err();
        assert!(
            matches!(finding, Some(Finding::Malformed | Finding::Private)) || other == "http://a..fr/",
            "{other}"
        );
    }
}

#[tokio::test]
async fn a_name_that_changes_its_mind_is_asked_once_and_checked() {
    // Public when it is checked, private when it is used: the trap of those who ask twice.
    let names: &[(&str, &[&str])] = &[("change.example.fr", &["127.0.0.1", "10.0.0.7"])];
    let port = server(moved("/encore")).await;
    let report = prober(names).probe(&format!("http://change.example.fr:{port}/")).await;
    assert_eq!(
        report.finding,
        Finding::Private,
        "the second request asks again, and checks again: {report:?}"
    );
    assert_eq!(report.hops.len(), 2);
    assert_eq!(report.hops[0].ip.as_deref(), Some("127.0.0.1"));
}

#[tokio::test]
async fn what_does_not_answer_is_told() {
    assert_eq!(found("http://inconnu.example.fr/").await, Finding::UnknownName);
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    assert_eq!(found(&format!("http://127.0.0.1:{closed}/")).await, Finding::NoConnection);
    let noise = server("SSH-2.0-OpenSSH_9.7\r\n").await;
    assert_eq!(found(&format!("http://127.0.0.1:{noise}/")).await, Finding::Garbled);
    let plain = server(page("x")).await;
    let tls = found(&format!("https://127.0.0.1:{plain}/")).await;
    assert!(matches!(tls, Finding::Garbled | Finding::NoConnection), "{tls:?}");
    let empty = server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    assert_eq!(found(&format!("http://127.0.0.1:{empty}/")).await, Finding::Empty);
}

#[tokio::test]
async fn endless_answers_end() {
    let big = server(page(&"a".repeat(probe::BYTES + 10))).await;
    let report = prober(&[]).probe(&format!("http://127.0.0.1:{big}/")).await;
    assert_eq!((report.finding, report.bytes, report.cut), (Finding::Reachable, probe::BYTES as u64, true));
    let headers = "X: y\r\n".repeat(5_000);
    let flood = server(format!("HTTP/1.1 200 OK\r\n{headers}\r\n")).await;
    assert_eq!(found(&format!("http://127.0.0.1:{flood}/")).await, Finding::Garbled);
    let round = server(moved("/encore")).await;
    let report = prober(&[]).probe(&format!("http://127.0.0.1:{round}/")).await;
    assert_eq!((report.finding, report.hops.len()), (Finding::TooManyRedirects, probe::REDIRECTS + 1));
}

#[tokio::test(start_paused = true)]
async fn slow_answers_end() {
    // A clock that runs by itself: nobody waits forty seconds.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let _kept = tokio::spawn(async move {
        let mut open = vec![];
        while let Ok((stream, _)) = listener.accept().await {
            open.push(stream);
        }
    });
    assert_eq!(found(&format!("http://127.0.0.1:{port}/")).await, Finding::TooSlow);
}

#[tokio::test]
async fn a_door_behind_a_redirection_is_a_door() {
    let port = server(moved("https://accounts.google.com/ServiceLogin?continue=x")).await;
    let report = prober(&[]).probe(&format!("http://127.0.0.1:{port}/")).await;
    assert_eq!(report.finding, Finding::SignIn);
    assert_eq!(report.hops.len(), 1, "nothing is sent to the door");
}

/// A server of several pages, by path.
async fn site(pages: &'static [(&'static str, &'static str, &'static str)]) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = [0; 4_096];
            let read = stream.read(&mut request).await.unwrap_or(0);
            let line = String::from_utf8_lossy(&request[..read]).into_owned();
            let path = line.split(' ').nth(1).unwrap_or_default();
            let found = pages.iter().find(|(known, ..)| *known == path);
            let answer = match found {
                Some((_, kind, body)) => {
                    let length = body.len();
                    format!(
                        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}"
                    )
                }
                None => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_owned(),
            };
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    port
}

#[tokio::test]
async fn e4_18_a_copy_holds_the_pages_of_one_host_and_its_links_work() {
    let port = site(&[
        ("/robots.txt", "text/plain", "User-agent: *\nDisallow: /prive/\n"),
        (
            "/",
            "text/html",
            "<link href='/s.css'><a href=\"projets/glpi.html#fin\">GLPI</a><a href=\"/prive/x.html\">x</a>\
             <a href=\"https://example.fr/\">ailleurs</a><img src=\"/absent.png\"><a href=\"http://10.0.0.1/\">y</a>",
        ),
        ("/s.css", "text/css", "body { background: url( \"/fond.png\" ) }"),
        ("/fond.png", "image/png", "PNG"),
        ("/projets/glpi.html", "text/html; charset=utf-8", "<a href='../'>retour</a> <h1>GLPI</h1>"),
        ("/prive/x.html", "text/html", "secret"),
    ])
    .await;
    let outcome = prober(&[]).copy(&format!("http://127.0.0.1:{port}/")).await;
    let probe::CopyOutcome::Files(files, false) = outcome else { panic!("{outcome:?}") };
    let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["index.html", "copie/001-s.css", "copie/002-glpi.html", "copie/003-fond.png"]);
    let text = |at: usize| String::from_utf8(files[at].bytes.clone()).unwrap();
    assert!(text(0).contains("href='copie/001-s.css'") && text(0).contains("\"copie/002-glpi.html#fin\""));
    assert!(text(0).contains("\"https://example.fr/\"") && text(0).contains("\"/absent.png\""));
    assert!(text(1).contains("url( \"../copie/003-fond.png\" )"), "{}", text(1));
    assert!(text(2).contains("href='../index.html'"));
}

#[tokio::test]
async fn a_site_that_wants_no_copy_or_does_not_answer_has_none() {
    let port =
        site(&[("/robots.txt", "text/plain", "User-agent: *\nDisallow: /\n"), ("/", "text/html", "x")]).await;
    let outcome = prober(&[]).copy(&format!("http://127.0.0.1:{port}/")).await;
    assert_eq!(outcome, probe::CopyOutcome::Unwelcome);
    let port = site(&[]).await;
    let outcome = prober(&[]).copy(&format!("http://127.0.0.1:{port}/")).await;
    assert_eq!(outcome, probe::CopyOutcome::Silent(Finding::NotFound));
    assert_eq!(prober(&[]).copy("http://10.0.0.1/").await, probe::CopyOutcome::Silent(Finding::Private));
}
