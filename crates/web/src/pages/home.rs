//! « À faire »: what waits for the person, by role.

use crate::App;
use crate::answer::Answer;
use crate::page::{Page, show};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/", get(home))
}

#[derive(Template)]
#[template(path = "pages/home.html")]
struct Home {
    page: Page,
}

async fn home(State(app): State<App>, visitor: Visitor) -> Answer {
    Ok(show(&Home { page: Page::new(&app, &visitor, "À faire", "/") }))
}
