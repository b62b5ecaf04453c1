//! « À faire »: what waits for the person, by role.

use crate::App;
use crate::answer::Answer;
use crate::page::{Page, show};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use exam::access::Role;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/", get(home))
}

#[derive(Template)]
#[template(path = "pages/home.html")]
struct Home {
    page: Page,
    todo: Vec<Task>,
}

struct Task {
    title: String,
    detail: String,
    href: String,
}

async fn home(State(app): State<App>, visitor: Visitor) -> Answer {
    let mut todo = vec![];
    if visitor.actor.holds(Role::Authority) {
        for session in app.office.sessions(&visitor.actor).await? {
            todo.push(Task {
                title: format!("{} {}, {}", session.referential.exam, session.year, session.academy),
                detail: "Vérifier les dates et les établissements, importer les listes.".to_owned(),
                href: format!("/sessions/{}", session.id),
            });
        }
    }
    Ok(show(&Home { page: Page::new(&app, &visitor, "À faire", "/"), todo }))
}
