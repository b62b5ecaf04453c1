//! The demonstration: one click for each person.

use crate::App;
use crate::answer::{Answer, Oops};
use crate::forms::pairs;
use crate::visitor::{COOKIE, HTTPS_COOKIE};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect};
use axum::routing::post;
use office::Failure;

/// Somebody the demonstration lets one become.
#[derive(Debug, Clone)]
pub struct Persona {
    /// The account's login.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// The role, in French.
    pub role: String,
    /// What that person does here, in one French sentence.
    pub sentence: String,
}

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/demonstration", post(become_somebody))
}

/// The cookie's name, and what follows it: behind HTTPS no other host can set it.
pub(crate) fn cookie_name(app: &App) -> (&'static str, &'static str) {
    if app.options.https { (HTTPS_COOKIE, "; Secure") } else { (COOKIE, "") }
}

/// The cookie of a browser that signed in.
pub(crate) fn cookie(app: &App, token: &str) -> String {
    let (name, secure) = cookie_name(app);
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200{secure}")
}

/// Only people of the list, and only where there is one: an installation without personas has no such door.
async fn become_somebody(State(app): State<App>, body: Bytes) -> Answer {
    let fields = pairs(&body);
    let wanted = fields.text("login");
    if !app.options.personas.iter().any(|persona| persona.login == wanted) {
        return Err(Oops::from(Failure::NotFound));
    }
    let signed_in = app.office.sign_in_as(wanted).await?;
    Ok(([(header::SET_COOKIE, cookie(&app, &signed_in.token))], Redirect::to("/")).into_response())
}
