//! Signing in with a password, and out.

use super::demo::{Persona, cookie, cookie_name};
use crate::App;
use crate::answer::Answer;
use crate::forms::pairs;
use crate::page::{Page, render};
use crate::visitor::token;
use askama::Template;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use office::login::SignIn;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/connexion", get(form).post(sign_in)).route("/deconnexion", post(sign_out))
}

#[derive(Template)]
#[template(path = "pages/sign_in.html")]
struct SignInPage<'a> {
    page: Page,
    login: &'a str,
    personas: &'a [Persona],
}

async fn form(State(app): State<App>) -> Answer {
    let page = Page::public(&app, "Connexion");
    Ok(render(StatusCode::OK, &SignInPage { page, login: "", personas: &app.options.personas }))
}

async fn sign_in(State(app): State<App>, body: Bytes) -> Answer {
    let fields = pairs(&body);
    let login = fields.text("login");
    let sentence = match app.office.sign_in(login, fields.text("password").to_owned()).await? {
        SignIn::Welcome(signed_in) => {
            return Ok(
                ([(header::SET_COOKIE, cookie(&app, &signed_in.token))], Redirect::to("/")).into_response()
            );
        }
        SignIn::Wrong => {
            "Identifiant ou mot de passe inconnu. Vérifiez les majuscules, puis réessayez.".to_owned()
        }
        SignIn::Wait(seconds) => format!("Trop d’essais : attendez {seconds} secondes avant de réessayer."),
    };
    let page = Page::public(&app, "Connexion").flash("error", sentence);
    let template = SignInPage { page, login, personas: &app.options.personas };
    Ok(render(StatusCode::UNPROCESSABLE_ENTITY, &template))
}

/// Ends the browser's sign-in. Needs no token: at worst somebody is signed out.
async fn sign_out(State(app): State<App>, request: Request) -> Answer {
    let (parts, _) = request.into_parts();
    if let Some(token) = token(&parts) {
        app.office.sign_out(token).await?;
    }
    let (name, secure) = cookie_name(&app);
    let gone = format!("{name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}");
    Ok(([(header::SET_COOKIE, gone)], Redirect::to("/connexion")).into_response())
}
