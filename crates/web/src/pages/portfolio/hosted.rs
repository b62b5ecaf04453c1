//! `/depots/{id}/portfolio`, for who may read the dossier, and `/portfolio/{token}/…`: the files of a hosted site.
//!
//! What a stranger wrote runs in a sandbox without our origin: no cookie, no storage, no connection, no form, no frame.
//! Its own images and style sheets are then another site's to the browser, which sends no cookie for them: the address
//! itself carries the right, for some hours.

use crate::App;
use crate::answer::Answer;
use crate::visitor::Visitor;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use exam::id::DepositId;
use office::acts::portfolio::Served;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/depots/{id}/portfolio", get(open))
        .route("/portfolio/{token}/", get(first))
        .route("/portfolio/{token}/{*path}", get(file))
}

/// Scripts run, without our origin: they reach nothing of ours, and no one else's server.
const POLICY: &str = "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads; \
    default-src 'self' 'unsafe-inline' data: blob:; connect-src 'none'; form-action 'none'; base-uri 'none'; \
    frame-src 'none'; frame-ancestors 'none'";

async fn open(State(app): State<App>, visitor: Visitor, Path(id): Path<DepositId>) -> Answer {
    let token = app.office.view_portfolio(&visitor.actor, &id).await?;
    Ok(Redirect::to(&format!("/portfolio/{token}/")).into_response())
}

async fn first(state: State<App>, Path(token): Path<String>, headers: HeaderMap) -> Answer {
    file(state, Path((token, String::new())), headers).await
}

async fn file(
    State(app): State<App>,
    Path((token, path)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let Some(site) = app.office.viewed_site(&token).await? else { return Ok(over()) };
    if site.is_folder(&path) {
        let last = path.rsplit('/').next().unwrap_or_default();
        return Ok(Redirect::to(&format!("{}/", escaped(last))).into_response());
    }
    let asked = headers.get(header::RANGE).and_then(|value| range(value.to_str().ok()?));
    match app.office.site_file(&site, &path, asked).await {
        Ok(served) => Ok(answer(served, asked.is_some(), &headers)),
        Err(office::Failure::NotFound) => Ok(missing()),
        Err(failure) => Err(failure.into()),
    }
}

/// `bytes=from-to` or `bytes=from-`, as players of sound and video ask; anything else gets the whole file.
fn range(value: &str) -> Option<(u64, Option<u64>)> {
    let (from, to) = value.strip_prefix("bytes=")?.split_once('-')?;
    let from = from.parse().ok()?;
    let to = if to.is_empty() { None } else { Some(to.parse().ok()?) };
    (to.is_none_or(|to| to >= from)).then_some((from, to))
}

fn answer(served: Served, asked: bool, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", served.hash);
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return sandboxed(StatusCode::NOT_MODIFIED.into_response());
    }
    let part = asked && served.range != (0..served.size);
    let status = if part { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK };
    let mut response = (status, Body::from_stream(served.pieces)).into_response();
    let mut set = |name: HeaderName, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, served.media_type);
    set(header::ETAG, tag);
    set(header::CONTENT_LENGTH, (served.range.end - served.range.start).to_string());
    set(header::ACCEPT_RANGES, "bytes".to_owned());
    if part {
        let last = served.range.end.saturating_sub(1);
        set(header::CONTENT_RANGE, format!("bytes {}-{last}/{}", served.range.start, served.size));
    }
    sandboxed(response)
}

/// The headers of everything under `/portfolio/`. The sandboxed document is a stranger to our origin: its own fonts and
/// modules need to be shared with it.
fn sandboxed(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let mut set =
        |name: HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::REFERRER_POLICY, "no-referrer");
    set(header::CACHE_CONTROL, "private, no-cache");
    set(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    set(HeaderName::from_static("cross-origin-resource-policy"), "cross-origin");
    set(HeaderName::from_static("x-robots-tag"), "noindex, nofollow");
    response
}

fn told(status: StatusCode, title: &str, sentence: &str) -> Response {
    let page = format!(
        "<!doctype html><html lang=\"fr\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title><h1>{title}</h1><p>{sentence}</p></html>"
    );
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    sandboxed((status, kind, page).into_response())
}

fn over() -> Response {
    let todo = "Rouvrez le portfolio depuis le dossier : cette adresse ne sert que quelques heures, à la personne qui l’a \
                ouverte.";
    told(StatusCode::NOT_FOUND, "Cette adresse n’est plus valable", todo)
}

fn missing() -> Response {
    let sentence = "Le site déposé ne contient pas ce fichier. Revenez à la page précédente.";
    told(StatusCode::NOT_FOUND, "Ce fichier manque dans le portfolio", sentence)
}

/// A part of a path as an address writes it.
pub(super) fn escaped(part: &str) -> String {
    form_urlencoded::byte_serialize(part.as_bytes()).collect::<String>().replace('+', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_read_as_players_ask_for_it() {
        assert_eq!(range("bytes=0-"), Some((0, None)));
        assert_eq!(range("bytes=10-19"), Some((10, Some(19))));
        for odd in [
            "bytes=-5",
            "bytes=9-3",
            "octets=0-1",
            "bytes=a-b",
            "bytes=0-1,3-4",
            "bytes=99999999999999999999-",
        ] {
            assert_eq!(range(odd), None, "{odd}");
        }
    }
}
