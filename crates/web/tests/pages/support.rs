//! A browser without a window: it signs in, opens pages, sends forms and files, and reads what a person reads.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use world::World;

/// Somebody's browser.
pub struct Browser {
    router: Router,
    token: String,
    /// What its forms carry; a test may forge it.
    pub csrf: String,
}

/// What a page answered.
#[derive(Debug)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub bytes: Vec<u8>,
}

impl Browser {
    /// The browser of somebody who is signed in.
    pub async fn of(world: &World, login: &str) -> Self {
        let signed_in = world.office.sign_in_as(login).await.unwrap();
        let csrf = world.office.visitor(&signed_in.token).await.unwrap().unwrap().csrf;
        let router = web::router(world.office.clone(), web::Options::default());
        Self { router, token: signed_in.token, csrf }
    }

    /// The browser of somebody who has no account.
    pub fn nobody(world: &World) -> Self {
        let router = web::router(world.office.clone(), web::Options::default());
        Self { router, token: String::new(), csrf: String::new() }
    }

    /// The same browser, where the pages are the demonstration's.
    pub fn of_the_demonstration(self, world: &World) -> Self {
        let personas = vec![web::Persona {
            login: "personne".to_owned(),
            name: "Personne".to_owned(),
            role: "Personne candidate".to_owned(),
            sentence: "Essaie.".to_owned(),
        }];
        let options = web::Options { personas, ..web::Options::default() };
        Self { router: web::router(world.office.clone(), options), ..self }
    }

    async fn send(&self, request: axum::http::request::Builder, body: Body) -> Reply {
        let cookie = format!("florilege={}", self.token);
        let request = request.header(header::COOKIE, cookie).body(body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = response.into_body().collect().await.unwrap().to_bytes().to_vec();
        Reply { status, headers, bytes }
    }

    /// Opens an address.
    pub async fn get(&self, path: &str) -> Reply {
        self.send(Request::get(path), Body::empty()).await
    }

    /// Opens an address as a browser does that takes compressed answers: the body as it is on the wire.
    pub async fn compressed(&self, path: &str) -> Reply {
        self.send(Request::get(path).header(header::ACCEPT_ENCODING, "gzip"), Body::empty()).await
    }

    /// Opens an address that must answer 200.
    pub async fn page(&self, path: &str) -> Reply {
        let reply = self.get(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
        reply
    }

    /// Opens each notice of this person, and each page that one leads to: none is closed to whom it was given.
    pub async fn follows_notices(&self) {
        let of_notices = |links: Vec<String>| links.into_iter().filter(|link| link.starts_with("/mes-avis/"));
        let notices: Vec<_> = of_notices(self.page("/mes-avis").await.links()).collect();
        assert!(!notices.is_empty());
        for notice in notices {
            for link in self.page(&notice).await.links() {
                self.page(&link).await;
            }
        }
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("csrf", &self.csrf).extend_pairs(fields);
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(form.finish())).await
    }

    /// Sends a form as a script does; the answer is JSON.
    pub async fn script(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("csrf", &self.csrf).extend_pairs(fields);
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "application/json");
        self.send(request, Body::from(form.finish())).await
    }

    /// Sends a file.
    pub async fn upload(&self, path: &str, name: &str, bytes: &[u8]) -> Reply {
        self.upload_with(path, "", (name, bytes)).await
    }

    /// Sends a file, with the revision that was seen.
    pub async fn upload_with(&self, path: &str, revision: &str, file: (&str, &[u8])) -> Reply {
        self.upload_fields(path, &[("revision", revision)], file).await
    }

    /// Sends a file after some fields.
    pub async fn upload_fields(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        (name, bytes): (&str, &[u8]),
    ) -> Reply {
        const EDGE: &str = "bord";
        let mut body = vec![];
        for (field, value) in [("csrf", self.csrf.as_str())].iter().chain(fields) {
            let head = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n");
            body.extend(format!("{head}{value}\r\n").into_bytes());
        }
        let head =
            format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        body.extend(head.into_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{EDGE}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={EDGE}");
        let request =
            Request::post(path).header(header::CONTENT_TYPE, kind).header(header::CONTENT_LENGTH, body.len());
        self.send(request, Body::from(body)).await
    }

    /// Goes where a form's answer sends it; the answer must send somewhere.
    pub async fn follow(&self, reply: Reply) -> Reply {
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
        self.page(reply.header("location")).await
    }
}

impl Reply {
    /// A header; empty where it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The body as it was sent.
    pub fn html(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// What a person reads in the page's main part: no tags, one space between words.
    pub fn text(&self) -> String {
        let html = self.html();
        let main = html.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>"));
        let main = main.map_or(html.as_str(), |(main, _)| main);
        let mut text = String::new();
        for piece in main.split('<') {
            text.push(' ');
            text.push_str(piece.split_once('>').map_or(piece, |(_, after)| after));
        }
        let entities = [("&#38;", "&"), ("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">")];
        let text = entities.iter().fold(text, |text, (code, sign)| text.replace(code, sign));
        text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The page says each of these.
    pub fn says(&self, sentences: &[&str]) -> &Self {
        let text = self.text();
        for sentence in sentences {
            assert!(text.contains(sentence), "« {sentence} » is not in: {text}");
        }
        self
    }

    /// The page says none of these, not even where a person does not read.
    pub fn hides(&self, words: &[&str]) -> &Self {
        let html = self.html();
        for word in words {
            assert!(!html.contains(word), "« {word} » is in: {}", self.text());
        }
        self
    }

    /// Every address of ours that the page links to.
    pub fn links(&self) -> Vec<String> {
        let html = self.html();
        let after = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        after.filter(|href| href.starts_with('/')).map(str::to_owned).collect()
    }
}
