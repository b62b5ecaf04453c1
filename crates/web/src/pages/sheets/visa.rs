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
use axum::http::StatusCode;
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
    /// The mark and the remark of the jury's form: the proposal, or what was typed and refused.
    typed: (String, String),
}

/// The sheet to read, with what this person may do next.
pub(crate) fn page(
    app: &App,
    visitor: &Visitor,
    sheet: &SheetPage,
    (sentence, typed): (Option<String>, Option<(String, String)>),
) -> Response {
    let proposed = sheet.calculation.as_ref().map(|one| one.after_penalties.to_string()).unwrap_or_default();
    let me = sheet.members.iter().find(|member| member.account == visitor.actor.account);
    let signed = |id| sheet.content.standing_visas().any(|visa| visa.examiner == id);
    let read = Read::of(sheet);
    let mut head = Page::new(app, visitor, read.candidate.clone(), "");
    let status = match sentence {
        Some(sentence) => {
            head = head.flash("error", sentence);
            StatusCode::UNPROCESSABLE_ENTITY
        }
        None => StatusCode::OK,
    };
    let template = Review {
        page: head,
        to_sign: me.is_some_and(|me| !signed(me.id.clone())) && sheet.writable(),
        president: visitor.actor.holds(Role::JuryPresident),
        commission: sheet.commission.id.to_string(),
        session: sheet.session.id.to_string(),
        typed: typed.unwrap_or((proposed, String::new())),
        sheet: read,
    };
    render(status, &template)
}

async fn review(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    let sheet = app.office.consult(&visitor.actor, SeeSheet { sheet: id.into() }).await?;
    Ok(page(&app, &visitor, &sheet, (None, None)))
}

async fn sign(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let actor = &form.visitor.actor;
    let act = GiveVisa { sheet: id.as_str().into(), seen: form.text("seen").to_owned() };
    match app.office.perform(actor, act).await {
        Ok(()) => Ok(Redirect::to(&format!("/feuilles/{id}/visa")).into_response()),
        Err(failure) => match refusal(&failure) {
            Some(sentence) => {
                let sheet = app.office.consult(actor, SeeSheet { sheet: id.into() }).await?;
                Ok(page(&app, &form.visitor, &sheet, (Some(sentence), None)))
            }
            None => Err(Oops::from(failure)),
        },
    }
}
