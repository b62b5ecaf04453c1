//! `/sessions/{id}/nominations`: the authority nominates the jury, half teachers, half members of the profession.

use super::deliberation::{Shown, shown};
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::Form;
use crate::page::{Page, render};
use crate::visitor::Visitor;
use crate::words::sentence;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use exam::deliberation::Side;
use office::acts::jury::{NominateJury, SeeNominations};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/sessions/{id}/nominations", get(see).post(nominate))
}

#[derive(Template)]
#[template(path = "pages/jury/nominations.html")]
struct NominationsPage {
    page: Page,
    session: String,
    members: Vec<Shown>,
    /// What keeps this jury from deliberating; empty where nothing does.
    fault: String,
    /// Nothing moves while a deliberation is open, nor after the signature.
    fixed: bool,
}

async fn show(app: &App, visitor: &Visitor, id: &str, no: Option<String>) -> Answer {
    let seen = app.office.consult(&visitor.actor, SeeNominations { session: id.into() }).await?;
    let session = &seen.session;
    let title = format!("Nominations du jury, {} {}", session.referential.exam, session.year);
    let (page, status) = Page::new(app, visitor, title, "").refused(no);
    let template = NominationsPage {
        page,
        session: session.id.to_string(),
        members: seen.members.iter().map(shown).collect(),
        fault: seen.fault.as_ref().map(sentence).unwrap_or_default(),
        fixed: seen.standing.may_prepare().is_err(),
    };
    Ok(render(status, &template))
}

async fn see(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    show(&app, &visitor, &id, None).await
}

async fn nominate(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let sides = form.with_prefix("side:");
    let jury = sides.filter_map(|(account, side)| Some((account.into(), Side::from_code(side)?))).collect();
    match app.office.perform(&form.visitor.actor, NominateJury { session: id.as_str().into(), jury }).await {
        Ok(()) => Ok(Redirect::to(&format!("/sessions/{id}/nominations")).into_response()),
        Err(failure) => match refusal(&failure) {
            Some(no) => show(&app, &form.visitor, &id, Some(no)).await,
            None => Err(Oops::from(failure)),
        },
    }
}
