//! `/feuilles/{id}/visa`: the sheet read again as a whole, and the visa given over exactly that.

use super::shown::Read;
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::Form;
use crate::page::{Page, render};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use exam::access::Role;
use office::acts::sheets::{GiveVisa, SeeSheet, SheetPage};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/feuilles/{id}/visa", get(review).post(sign))
}

#[derive(Template)]
#[template(path = "pages/sheets/review.html")]
struct Review {
    page: Page,
    sheet: Read,
    /// The actor is a member whose visa does not stand yet.
    to_sign: bool,
    president: bool,
    commission: String,
    session: String,
}

/// The sheet to read, with what this person may do next.
pub(crate) fn page(app: &App, visitor: &Visitor, sheet: &SheetPage, sentence: Option<String>) -> Response {
    let me = sheet.members.iter().find(|member| member.account == visitor.actor.account);
    let signed = |id| sheet.content.standing_visas().any(|visa| visa.examiner == id);
    let read = Read::of(sheet);
    let (head, status) = Page::new(app, visitor, read.candidate.clone(), "").refused(sentence);
    let template = Review {
        page: head,
        to_sign: me.is_some_and(|me| !signed(me.id.clone())) && sheet.writable(),
        president: visitor.actor.holds(Role::JuryPresident),
        commission: sheet.commission.id.to_string(),
        session: sheet.session.id.to_string(),
        sheet: read,
    };
    render(status, &template)
}

async fn review(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    let sheet = app.office.consult(&visitor.actor, SeeSheet { sheet: id.into() }).await?;
    Ok(page(&app, &visitor, &sheet, None))
}

async fn sign(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let actor = &form.visitor.actor;
    let act = GiveVisa { sheet: id.as_str().into(), seen: form.text("seen").to_owned() };
    match app.office.perform(actor, act).await {
        Ok(()) => Ok(Redirect::to(&format!("/feuilles/{id}/visa")).into_response()),
        Err(failure) => match refusal(&failure) {
            Some(sentence) => {
                let sheet = app.office.consult(actor, SeeSheet { sheet: id.into() }).await?;
                Ok(page(&app, &form.visitor, &sheet, Some(sentence)))
            }
            None => Err(Oops::from(failure)),
        },
    }
}
