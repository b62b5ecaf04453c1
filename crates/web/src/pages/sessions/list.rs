//! `/sessions`: the sessions a person has to do with.

use crate::App;
use crate::answer::Answer;
use crate::page::{Page, show};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use exam::access::Role;
use exam::{Refusal, french};
use office::acts::sessions::Session;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/sessions", get(list))
}

#[derive(Template)]
#[template(path = "pages/sessions/list.html")]
struct List {
    page: Page,
    sessions: Vec<Line>,
}

/// A session as the list tells it.
struct Line {
    href: String,
    title: String,
    detail: String,
    state: &'static str,
}

fn line(session: &Session) -> Line {
    let dates = &session.dates;
    Line {
        href: format!("/sessions/{}", session.id),
        title: format!("{} {}, {}", session.referential.exam, session.year, session.academy),
        detail: format!("Oraux du {} au {}", french::date(dates.orals_from), french::date(dates.orals_to)),
        state: if session.published_at.is_some() { "Publiée" } else { "Ouverte" },
    }
}

async fn list(State(app): State<App>, visitor: Visitor) -> Answer {
    if !visitor.actor.holds(Role::Authority) {
        return Err(Refusal::NotAllowed.into());
    }
    let sessions = app.office.sessions(&visitor.actor).await?;
    let page = Page::new(&app, &visitor, "Sessions", "/sessions");
    Ok(show(&List { page, sessions: sessions.iter().map(line).collect() }))
}
