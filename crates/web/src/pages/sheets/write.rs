//! `/feuilles/{id}`: the form of the two members. Fields save themselves; without scripts, one button saves all.
#![allow(clippy::cmp_owned, reason = "the grid component compares values of any type as texts")]

use super::shown::Read;
use super::words;
use crate::App;
use crate::answer::{Answer, Oops};
use crate::forms::{Fields, Form};
use crate::page::{Page, render};
use crate::visitor::Visitor;
use crate::words::sentence;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use exam::french;
use exam::referential::Referential;
use exam::sheet::{Change, Field};
use jiff::tz::TimeZone;
use office::acts::sheets::{Outcome, SeeSheet, SheetPage, WriteFields};

/// What came back from a form that could not be written whole.
#[derive(Debug, Clone, Default)]
pub(super) struct Sent {
    /// The sentences of the fields that a rule refuses.
    refused: Vec<String>,
    /// The fields that somebody else wrote meanwhile.
    conflicts: Vec<Both>,
    /// What was typed in the refused fields: it stays in the form.
    typed: Vec<(String, String)>,
    /// Why something else that was sent to the sheet was not taken.
    problem: Option<String>,
}

impl Sent {
    /// Nothing of the form; something else was not taken, for this reason.
    pub(super) fn untaken(sentence: String) -> Self {
        Self { problem: Some(sentence), ..Self::default() }
    }
}

/// Two values of one field.
#[derive(Debug, Clone)]
struct Both {
    field: String,
    title: String,
    theirs: String,
    who: String,
    revision: i64,
    mine: String,
    mine_shown: String,
}

#[derive(Template)]
#[template(path = "pages/sheets/write.html")]
struct WritePage<'a> {
    page: Page,
    sheet: Read,
    sent: &'a Sent,
}

pub(super) fn page(
    app: &App,
    visitor: &Visitor,
    sheet: &SheetPage,
    sent: &Sent,
    status: StatusCode,
) -> Response {
    let mut read = Read::of(sheet);
    for (name, typed) in &sent.typed {
        restore(&mut read, name, typed);
    }
    let (page, _) = Page::new(app, visitor, read.candidate.clone(), "").refused(sent.problem.clone());
    render(status, &WritePage { page, sheet: read, sent })
}

/// Puts back what was typed and refused.
fn restore(read: &mut Read, name: &str, typed: &str) {
    let penalties = read.penalties.iter_mut().map(|line| &mut line.reason);
    let parts = read.parts.iter_mut().map(|part| &mut part.control);
    let notes = read.lines.iter_mut().map(|line| &mut line.note);
    let single = [&mut read.mark, &mut read.appraisal, &mut read.coverage, &mut read.environment];
    for control in single.into_iter().chain(parts).chain(notes).chain(penalties) {
        if control.name == name {
            typed.clone_into(&mut control.value);
            control.received.clear();
        }
    }
}

/// The changes of the form: each field comes with the revision and the value it was shown with, an unticked box with
/// nothing else. What still holds the value shown was not touched: it is no change, whoever wrote there since.
fn changes(fields: &Fields) -> Result<Vec<Change>, Oops> {
    let mut changes = vec![];
    for (name, seen) in fields.with_prefix("rev:") {
        let field = Field::from_name(name)?;
        let value = fields.text(name).replace("\r\n", "\n");
        let untouched =
            fields.sent(&format!("was:{name}")).is_some_and(|was| was.replace("\r\n", "\n") == value);
        if !untouched {
            changes.push(Change { field, seen: seen.parse().unwrap_or(0), value });
        }
    }
    Ok(changes)
}

pub(super) async fn save(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let actor = &form.visitor.actor;
    let act = WriteFields { sheet: id.as_str().into(), changes: changes(&form)? };
    let outcome = app.office.perform(actor, act).await?;
    if outcome.conflicts.is_empty() && outcome.refused.is_empty() {
        let next = if form.text("next") == "visa" { "/visa" } else { "" };
        return Ok(Redirect::to(&format!("/feuilles/{id}{next}")).into_response());
    }
    let status =
        if outcome.conflicts.is_empty() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::CONFLICT };
    let sheet = app.office.consult(actor, SeeSheet { sheet: id.into() }).await?;
    Ok(page(&app, &form.visitor, &sheet, &sent(&outcome, &form), status))
}

fn sent(outcome: &Outcome, form: &Fields) -> Sent {
    let (referential, zone) = (&outcome.session.referential, &outcome.session.zone);
    let told = |(field, refusal): &(Field, exam::Refusal)| {
        format!("{} : {}", words::field(field, referential), sentence(refusal))
    };
    let typed = |(field, _): &(Field, exam::Refusal)| {
        let name = field.to_string();
        let typed = form.text(&name).to_owned();
        (name, typed)
    };
    Sent {
        refused: outcome.refused.iter().map(told).collect(),
        conflicts: both(outcome, referential, zone),
        typed: outcome.refused.iter().map(typed).collect(),
        problem: None,
    }
}

fn both(outcome: &Outcome, referential: &Referential, zone: &TimeZone) -> Vec<Both> {
    let both = outcome.conflicts.iter().map(|conflict| Both {
        field: conflict.field.to_string(),
        title: words::field(&conflict.field, referential),
        theirs: words::value(&conflict.field, &conflict.theirs.value, referential),
        who: format!("{}, {}", conflict.theirs.by_name, french::second_of(conflict.theirs.at, zone)),
        revision: conflict.theirs.revision,
        mine_shown: words::value(&conflict.field, &conflict.yours, referential),
        mine: conflict.yours.clone(),
    });
    both.collect()
}
