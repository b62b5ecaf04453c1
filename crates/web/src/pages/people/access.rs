//! `/sessions/{id}/acces`: the candidates' accounts, opened and handed over on paper.

use crate::App;
use crate::answer::Answer;
use crate::forms::Form;
use crate::page::{Page, show};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::post;
use office::acts::people::CandidateAccess;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/sessions/{id}/acces", post(open))
}

#[derive(Template)]
#[template(path = "pages/people/access.html")]
struct AccessPage {
    page: Page,
    session: String,
    opened: Vec<CandidateAccess>,
}

async fn open(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let mut opened = app.office.open_access(&form.visitor.actor, &id.as_str().into()).await?;
    opened.sort_by(|a, b| (&a.class_name, &a.access.name).cmp(&(&b.class_name, &b.access.name)));
    let page = Page::new(&app, &form.visitor, "Les accès ouverts", "/sessions");
    Ok(show(&AccessPage { page, session: id, opened }))
}
