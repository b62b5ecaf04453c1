//! `/disponibilites/{token}`: an examiner answers by a link, without an account.

use super::shown::{Shown, read};
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::pairs;
use crate::page::{Page, render};
use crate::place;
use askama::Template;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use exam::french;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/disponibilites/{token}", get(see).post(write))
}

#[derive(Template)]
#[template(path = "pages/timetable/link.html")]
struct LinkPage {
    page: Page,
    shown: Shown,
    of: String,
    until: String,
}

/// The address is a secret: no other site learns it, and no search engine keeps it.
fn secret(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::REFERRER_POLICY, header::HeaderValue::from_static("no-referrer"));
    headers.insert("x-robots-tag", header::HeaderValue::from_static("noindex"));
    response
}

async fn show(app: &App, token: &str, (sentence, query): (Option<String>, Option<String>)) -> Answer {
    let seen = app.office.open_link(token).await?;
    let page = Page::public(app, "Vos disponibilités").done(query.as_deref());
    let (page, status) = page.refused(sentence);
    let until = seen.frame.answers_until.map(|day| format!("Répondez avant le {}.", french::day(day)));
    let template = LinkPage {
        page,
        shown: Shown::new(&seen.frame, &seen.line),
        of: place::title(&seen.drawn),
        until: until.unwrap_or_default(),
    };
    Ok(secret(render(status, &template)))
}

async fn see(State(app): State<App>, Path(token): Path<String>, RawQuery(query): RawQuery) -> Answer {
    show(&app, &token, (None, query)).await
}

async fn write(State(app): State<App>, Path(token): Path<String>, body: Bytes) -> Answer {
    let form = pairs(&body);
    let seen = form.text("revision").parse().unwrap_or_default();
    match app.office.answer_by_link(&token, seen, read(&form)).await {
        Ok(_) => {
            let address = format!("/disponibilites/{token}?fait=disponibilites");
            Ok(secret(Redirect::to(&address).into_response()))
        }
        Err(failure) => match refusal(&failure) {
            Some(sentence) => show(&app, &token, (Some(sentence), None)).await,
            None => Err(Oops::from(failure)),
        },
    }
}
