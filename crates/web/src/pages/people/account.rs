//! `/mon-compte`: one's own password, and where one's own mails go.

use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::Form;
use crate::page::{Page, render, roles_label};
use crate::pages::demo::cookie;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use office::login::{PasswordChange, SHORTEST_PASSWORD};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/mon-compte", get(see).post(change)).route("/mon-compte/adresse", post(change_email))
}

#[derive(Template)]
#[template(path = "pages/people/account.html")]
struct AccountPage {
    page: Page,
    roles: String,
    shortest: usize,
    email: String,
    email_error: String,
}

async fn page(app: &App, visitor: &Visitor, page: Page) -> Result<AccountPage, Oops> {
    let email = app.office.email(&visitor.actor).await?.unwrap_or_default();
    let (roles, shortest, email_error) = (roles_label(&visitor.actor), SHORTEST_PASSWORD, String::new());
    Ok(AccountPage { page, roles, shortest, email, email_error })
}

async fn see(State(app): State<App>, visitor: Visitor, RawQuery(query): RawQuery) -> Answer {
    let mut head = Page::new(&app, &visitor, "Mon compte", "").done(query.as_deref());
    if app.office.has_provisional_password(&visitor.actor).await? {
        head =
            head.flash("warning", "Votre mot de passe est provisoire : choisissez-en un autre maintenant.");
    }
    Ok(render(StatusCode::OK, &page(&app, &visitor, head).await?))
}

async fn change(State(app): State<App>, form: Form) -> Answer {
    let head = Page::new(&app, &form.visitor, "Mon compte", "");
    let (current, new) = (form.text("current").to_owned(), form.text("new").to_owned());
    let no = async |sentence: String| {
        let head = head.clone().flash("error", sentence);
        Ok(render(StatusCode::UNPROCESSABLE_ENTITY, &page(&app, &form.visitor, head).await?))
    };
    if new != form.text("again") {
        return no("Les deux saisies du nouveau mot de passe diffèrent : recommencez.".to_owned()).await;
    }
    match app.office.change_password(&form.visitor.actor, current, new).await? {
        PasswordChange::Wrong => no("Le mot de passe actuel n’est pas celui-là.".to_owned()).await,
        PasswordChange::Weak => no(format!(
            "Le nouveau mot de passe doit être différent et compter au moins {SHORTEST_PASSWORD} caractères."
        ))
        .await,
        PasswordChange::Done(signed_in) => {
            let cookie = [(header::SET_COOKIE, cookie(&app, &signed_in.token))];
            Ok((cookie, Redirect::to("/mon-compte?fait=motdepasse")).into_response())
        }
    }
}

async fn change_email(State(app): State<App>, form: Form) -> Answer {
    let typed = form.text("email");
    match app.office.change_email(&form.visitor.actor, typed).await {
        Ok(()) => Ok(Redirect::to("/mon-compte?fait=adresse").into_response()),
        Err(failure) => {
            let sentence = refusal(&failure).ok_or(Oops::from(failure))?;
            let head = Page::new(&app, &form.visitor, "Mon compte", "").flash("error", sentence.clone());
            let shown = page(&app, &form.visitor, head).await?;
            let template = AccountPage { email: typed.to_owned(), email_error: sentence, ..shown };
            Ok(render(StatusCode::UNPROCESSABLE_ENTITY, &template))
        }
    }
}
