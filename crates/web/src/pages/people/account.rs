//! `/mon-compte`: one's own password.

use crate::App;
use crate::answer::Answer;
use crate::forms::Form;
use crate::page::{Page, render, roles_label};
use crate::pages::demo::cookie;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use office::login::{PasswordChange, SHORTEST_PASSWORD};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/mon-compte", get(see).post(change))
}

#[derive(Template)]
#[template(path = "pages/people/account.html")]
struct AccountPage {
    page: Page,
    roles: String,
    shortest: usize,
}

fn page(visitor: &Visitor, page: Page) -> AccountPage {
    AccountPage { page, roles: roles_label(&visitor.actor), shortest: SHORTEST_PASSWORD }
}

async fn see(State(app): State<App>, visitor: Visitor, RawQuery(query): RawQuery) -> Answer {
    let mut head = Page::new(&app, &visitor, "Mon compte", "").done(query.as_deref());
    if app.office.has_provisional_password(&visitor.actor).await? {
        head =
            head.flash("warning", "Votre mot de passe est provisoire : choisissez-en un autre maintenant.");
    }
    Ok(render(StatusCode::OK, &page(&visitor, head)))
}

async fn change(State(app): State<App>, form: Form) -> Answer {
    let head = Page::new(&app, &form.visitor, "Mon compte", "");
    let (current, new) = (form.text("current").to_owned(), form.text("new").to_owned());
    let no = |sentence: String| {
        let head = head.clone().flash("error", sentence);
        Ok(render(StatusCode::UNPROCESSABLE_ENTITY, &page(&form.visitor, head)))
    };
    if new != form.text("again") {
        return no("Les deux saisies du nouveau mot de passe diffèrent : recommencez.".to_owned());
    }
    match app.office.change_password(&form.visitor.actor, current, new).await? {
        PasswordChange::Wrong => no("Le mot de passe actuel n’est pas celui-là.".to_owned()),
        PasswordChange::Weak => no(format!(
            "Le nouveau mot de passe doit être différent et compter au moins {SHORTEST_PASSWORD} caractères."
        )),
        PasswordChange::Done(signed_in) => {
            let cookie = [(header::SET_COOKIE, cookie(&app, &signed_in.token))];
            Ok((cookie, Redirect::to("/mon-compte?fait=motdepasse")).into_response())
        }
    }
}
