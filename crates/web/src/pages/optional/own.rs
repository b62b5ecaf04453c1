//! `/mon-dossier/{candidate}/ef4`: a candidate's own request for the optional exam.

use super::{answered, sent, state};
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Fields, Form};
use crate::page::{Page, render};
use crate::pages::forms::official;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use exam::forms::OwnForm;
use exam::french;
use exam::id::CandidateId;
use exam::sitting::Request;
use office::Failure;
use office::acts::optional::{RequestPage, SeeRequest, WriteRequest, Written};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/mon-dossier/{candidate}/ef4", get(see).post(write))
}

/// The names of the five fields, in the order of [`Request::answers`], each with a hint.
pub(super) const FIELDS: [(&str, &str); 5] = [
    ("place", "Une association, une entreprise, une collectivité, un service… : son nom et sa ville."),
    ("duty", "Ce que vous y faites, et ce dont vous êtes responsable."),
    ("period", "Par exemple : depuis septembre 2024, trois heures par semaine."),
    ("activities", "Des faits : ce que vous avez fait, avec qui, avec quels outils."),
    ("skills", "Ce que vous y avez appris, et ce qui vous sert dans votre formation."),
];

#[derive(Template)]
#[template(path = "pages/optional/own.html")]
struct OwnRequest {
    page: Page,
    /// The official form's name; empty where the form is the software's own.
    official: String,
    id: String,
    lead: String,
    kind: &'static str,
    state: &'static str,
    sent: String,
    answered: String,
    due: String,
    is_past: bool,
    /// Why nothing can be written: empty where it can.
    closed: String,
    revision: i64,
    /// Name, label, hint, value.
    fields: Vec<(&'static str, &'static str, &'static str, String)>,
    /// What another window wrote meanwhile: label, value; empty otherwise.
    theirs: Vec<(&'static str, String)>,
    layout: String,
}

/// What the page says beyond the request.
#[derive(Default)]
struct Said {
    refused: Option<String>,
    /// What was typed, where it was not received.
    typed: Option<Fields>,
    /// Another window wrote meanwhile.
    stale: bool,
    query: Option<String>,
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Path(candidate): Path<CandidateId>,
    RawQuery(query): RawQuery,
) -> Answer {
    show(&app, &visitor, candidate, Said { query, ..Said::default() }).await
}

async fn show(app: &App, visitor: &Visitor, candidate: CandidateId, said: Said) -> Answer {
    let official = official(app, visitor, &candidate, OwnForm::Request).await?;
    let seen = app.office.consult(&visitor.actor, SeeRequest { candidate }).await?;
    let mut page = Page::new(app, visitor, "Ma demande EF4", "").done(said.query.as_deref());
    let status = match (&said.refused, said.stale) {
        (_, true) => StatusCode::CONFLICT,
        (Some(_), _) => StatusCode::UNPROCESSABLE_ENTITY,
        (None, _) => StatusCode::OK,
    };
    if let Some(sentence) = &said.refused {
        page = page.flash("error", sentence);
    }
    Ok(render(status, &OwnRequest { official, ..template(page, &seen, &said) }))
}

fn template(page: Page, seen: &RequestPage, said: &Said) -> OwnRequest {
    let (session, requested) = (&seen.session, &seen.requested);
    let (kind, state) = state(requested);
    let kept = requested.kept.as_ref();
    let blank = Request::default();
    let written = kept.map_or(&blank, |kept| &kept.request).answers();
    let fields = FIELDS.iter().zip(written).map(|((name, hint), (label, value))| {
        let typed = said.typed.as_ref().and_then(|typed| typed.sent(name));
        (*name, label, *hint, typed.unwrap_or(value).to_owned())
    });
    let theirs = written.iter().filter(|_| said.stale).map(|(label, value)| (*label, (*value).to_owned()));
    OwnRequest {
        id: requested.candidate.id.to_string(),
        lead: format!(
            "{} « {} », à la suite de l’oral, devant la même commission.",
            seen.exam.referential.exam, seen.exam.referential.exam_title
        ),
        kind,
        state,
        sent: kept.map(|kept| sent(kept, session)).unwrap_or_default(),
        answered: kept.map(|kept| answered(kept, session)).unwrap_or_default(),
        due: french::day(seen.exam.due),
        is_past: seen.is_past,
        closed: requested
            .standing()
            .may_write()
            .err()
            .map(|why| crate::words::sentence(&why))
            .unwrap_or_default(),
        revision: kept.map_or(0, |kept| kept.revision),
        fields: fields.collect(),
        theirs: theirs.collect(),
        layout: seen.exam.referential.wordings.software_layout.clone(),
        official: String::new(),
        page,
    }
}

async fn write(State(app): State<App>, Path(candidate): Path<CandidateId>, form: Form) -> Answer {
    let text = |name: &str| form.text(name).to_owned();
    let act = WriteRequest {
        candidate: candidate.clone(),
        seen: form.text("revision").parse().unwrap_or(0),
        request: Request {
            place: text("place"),
            duty: text("duty"),
            period: text("period"),
            activities: text("activities"),
            skills: text("skills"),
        },
        send: form.text("next") == "send",
    };
    let typed = Some(form.fields().clone());
    let word = match app.office.perform(&form.visitor.actor, act).await {
        Ok(Written::Draft) => "brouillon",
        Ok(Written::Sent) => "demande",
        Ok(Written::SentLate) => "demande-retard",
        Err(Failure::Outdated) => {
            let refused = "Une autre fenêtre a écrit cette demande entre-temps. Rien n’est perdu : ce que vous avez tapé \
                           est dans le formulaire, ce qui est enregistré est en dessous.";
            let said = Said { refused: Some(refused.to_owned()), typed, stale: true, query: None };
            return show(&app, &form.visitor, candidate, said).await;
        }
        Err(failure) => {
            let Some(sentence) = refusal(&failure) else { return Err(Oops::from(failure)) };
            let said = Said { refused: Some(sentence), typed, ..Said::default() };
            return show(&app, &form.visitor, candidate, said).await;
        }
    };
    Ok(Redirect::to(&format!("/mon-dossier/{candidate}/ef4?fait={word}")).into_response())
}
