//! Who the browser is: an extractor that sends strangers to the sign-in page.

use crate::App;
use crate::answer::Oops;
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use exam::access::Actor;

/// The name of the cookie that holds a browser's token.
pub(crate) const COOKIE: &str = "florilege";

/// Its name behind HTTPS.
pub(crate) const HTTPS_COOKIE: &str = "__Host-florilege";

/// A signed-in person.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    /// Who, with everything the person holds.
    pub actor: Actor,
    /// What this browser's forms carry.
    pub csrf: String,
    /// How many notices the person has not read.
    pub unread: i64,
}

/// The token of a browser's cookie.
pub(crate) fn token(parts: &Parts) -> Option<&str> {
    let cookies = parts.headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|line| line.split(';')).find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == COOKIE || name == HTTPS_COOKIE).then_some(value)
    })
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let stranger = || {
            if parts.headers.get(header::ACCEPT).is_some_and(|accept| accept == "application/json") {
                let body = serde_json::json!({ "message": "Votre session est fermée : reconnectez-vous." });
                (axum::http::StatusCode::UNAUTHORIZED, axum::Json(body)).into_response()
            } else {
                Redirect::to("/connexion").into_response()
            }
        };
        let Some(token) = token(parts) else { return Err(stranger()) };
        match app.office.visitor(token).await {
            Ok(Some(visitor)) => {
                Ok(Self { actor: visitor.actor, csrf: visitor.csrf, unread: visitor.unread })
            }
            Ok(None) => Err(stranger()),
            Err(failure) => Err(Oops::from(failure).into_response()),
        }
    }
}
