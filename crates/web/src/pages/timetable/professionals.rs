//! `…/professionnels`: professionals whom a school proposes, and what the authority answers (E4-22).
#![allow(clippy::cmp_owned, reason = "the select component compares keys of any type as texts")]

use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Fields, Form};
use crate::page::{Page, render};
use crate::place::{self, Place};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use exam::commission::{Field, Proposal, Standing};
use office::Failure;
use office::acts::people::Access;
use office::acts::perimeter::Perimeter;
use office::acts::timetable::{
    AnswerProposal, Professional, ProposeProfessional, SeeOwnProposals, SeeProposals, WithdrawProposal,
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/etablissements/{id}/professionnels", get(see).post(propose))
        .route("/sessions/{id}/professionnels", get(see))
        .route("/sessions/{id}/professionnels/{proposal}", post(answer))
        .route("/etablissements/{id}/professionnels/{proposal}", post(withdraw))
}

/// A proposal of the list.
struct Line {
    id: String,
    name: String,
    detail: String,
    told: String,
    kind: &'static str,
    state: &'static str,
    waits: bool,
}

#[derive(Template)]
#[template(path = "pages/timetable/professionals.html")]
struct ProfessionalsPage {
    page: Page,
    place: String,
    /// The school proposes; else the authority answers.
    own: bool,
    lines: Vec<Line>,
    waiting: usize,
    fields: Vec<(&'static str, &'static str)>,
    access: Option<Access>,
    sent: Fields,
}

fn line(one: Professional, own: bool) -> Line {
    let (kind, state) = match one.standing {
        Standing::Proposed => ("info", "Proposée"),
        Standing::Accepted => ("success", "Acceptée"),
        Standing::Declined => ("neutral", "Refusée"),
    };
    let by = if own {
        format!("par {}", one.by_name)
    } else {
        format!("par {}, {}", one.by_name, one.school_name)
    };
    let reason = if one.reason.is_empty() { String::new() } else { format!(" Motif : {}", one.reason) };
    Line {
        waits: one.standing == Standing::Proposed,
        detail: format!("{}, {}, {}", one.company, one.field.label(), one.email),
        told: format!("Proposée {by}.{reason}"),
        id: one.id,
        name: one.name,
        kind,
        state,
    }
}

/// What the page says beyond the list.
#[derive(Default)]
struct Said {
    query: Option<String>,
    refused: Option<String>,
    access: Option<Access>,
    sent: Fields,
}

async fn show(app: &App, visitor: &Visitor, perimeter: Perimeter, said: Said) -> Answer {
    let place = place::address(&perimeter);
    let own = matches!(perimeter, Perimeter::School(_));
    let seen = match perimeter {
        Perimeter::School(school) => app.office.consult(&visitor.actor, SeeOwnProposals { school }).await?,
        Perimeter::Session(session) => app.office.consult(&visitor.actor, SeeProposals { session }).await?,
    };
    let title = format!("Personnes professionnelles, {}", place::title(&seen.drawn));
    let page = Page::new(app, visitor, title, if own { "" } else { "/sessions" });
    let (page, status) = page.done(said.query.as_deref()).refused(said.refused);
    let choose = [("", "Choisissez…")].into_iter();
    let template = ProfessionalsPage {
        page,
        place,
        own,
        waiting: seen.waiting(),
        lines: seen.lines.into_iter().map(|one| line(one, own)).collect(),
        fields: choose.chain(Field::ALL.map(|one| (one.code(), one.label()))).collect(),
        access: said.access,
        sent: said.sent,
    };
    Ok(render(status, &template))
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Place(perimeter): Place,
    RawQuery(query): RawQuery,
) -> Answer {
    show(&app, &visitor, perimeter, Said { query, ..Said::default() }).await
}

/// Back to the list, or the list with the sentence of what was refused and what was typed.
async fn back(app: &App, form: Form, perimeter: Perimeter, done: Result<&str, Failure>) -> Answer {
    match done {
        Ok(word) => {
            let address = format!("{}/professionnels?fait={word}", place::address(&perimeter));
            Ok(Redirect::to(&address).into_response())
        }
        Err(failure) => match refusal(&failure) {
            Some(sentence) => {
                let said = Said { refused: Some(sentence), sent: form.fields().clone(), ..Said::default() };
                show(app, &form.visitor, perimeter, said).await
            }
            None => Err(Oops::from(failure)),
        },
    }
}

async fn propose(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let text = |name: &str| form.text(name).to_owned();
    let act = ProposeProfessional {
        school: id.as_str().into(),
        proposal: Proposal {
            name: text("name"),
            company: text("company"),
            field: Field::from_code(form.text("field")),
            email: text("email"),
        },
    };
    let done = app.office.perform(&form.visitor.actor, act).await;
    back(&app, form, Perimeter::School(id.into()), done.map(|()| "proposition")).await
}

async fn withdraw(
    State(app): State<App>,
    Path((id, proposal)): Path<(String, String)>,
    form: Form,
) -> Answer {
    let done = app.office.perform(&form.visitor.actor, WithdrawProposal { proposal }).await;
    back(&app, form, Perimeter::School(id.into()), done.map(|()| "proposition-retiree")).await
}

async fn answer(State(app): State<App>, Path((id, proposal)): Path<(String, String)>, form: Form) -> Answer {
    let perimeter = Perimeter::Session(id.into());
    let accepted = form.text("answer") == "oui";
    let act = AnswerProposal {
        proposal,
        accepted,
        reason: form.text("reason").to_owned(),
        first: app.office.first_password().await?,
    };
    match app.office.perform(&form.visitor.actor, act).await {
        Ok(Some(access)) => {
            let said = Said { access: Some(access), ..Said::default() };
            show(&app, &form.visitor, perimeter, said).await
        }
        done => back(&app, form, perimeter, done.map(|_| "proposition-repondue")).await,
    }
}
