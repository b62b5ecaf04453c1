//! `/sessions/nouvelle`: opening a session from a referential.
#![allow(clippy::cmp_owned, reason = "the select component compares keys of any type as texts")]

use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Fields, Form};
use crate::page::{Page, render};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use exam::Refusal;
use exam::referential;
use office::acts::sessions::{Dates, OpenSession};

/// Where French centres are: IANA name, and what people call it.
const ZONES: &[(&str, &str)] = &[
    ("Europe/Paris", "Hexagone et Corse"),
    ("America/Guadeloupe", "Guadeloupe"),
    ("America/Martinique", "Martinique"),
    ("America/Cayenne", "Guyane"),
    ("Indian/Reunion", "La Réunion"),
    ("Indian/Mayotte", "Mayotte"),
    ("America/Miquelon", "Saint-Pierre-et-Miquelon"),
    ("Pacific/Noumea", "Nouvelle-Calédonie"),
    ("Pacific/Tahiti", "Polynésie française"),
    ("Pacific/Wallis", "Wallis-et-Futuna"),
];

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/sessions/nouvelle", get(form).post(open))
}

#[derive(Template)]
#[template(path = "pages/sessions/open.html")]
struct OpenPage<'a> {
    page: Page,
    sent: &'a Fields,
    referentials: Vec<(&'static str, String)>,
    zones: &'a [(&'static str, &'static str)],
}

/// « E5, sessions 2025 et suivantes ».
fn label(code: &str, text: &str) -> String {
    let Ok(known) = referential::load(text, code) else { return code.to_owned() };
    let range = known.sessions;
    match range.to {
        Some(to) => format!("{}, sessions {} à {to}", known.exam, range.from),
        None => format!("{}, sessions {} et suivantes", known.exam, range.from),
    }
}

fn page(page: Page, sent: &Fields) -> OpenPage<'_> {
    let referentials = referential::builtin().iter().map(|(code, text)| (*code, label(code, text))).collect();
    OpenPage { page, sent, referentials, zones: ZONES }
}

async fn form(State(app): State<App>, visitor: Visitor) -> Answer {
    let head = Page::new(&app, &visitor, "Ouvrir une session", "/sessions");
    Ok(render(StatusCode::OK, &page(head, &Fields::default())))
}

/// The four dates, as the form sends them.
pub(super) fn dates(form: &Fields) -> Result<Dates, Refusal> {
    Ok(Dates {
        dossier_due: form.date("dossier_due", "Date limite de dépôt des dossiers")?,
        reading_from: form.date("reading_from", "Ouverture de la lecture aux commissions")?,
        orals_from: form.date("orals_from", "Premier jour des oraux")?,
        orals_to: form.date("orals_to", "Dernier jour des oraux")?,
    })
}

fn act(form: &Fields) -> Result<OpenSession, Refusal> {
    Ok(OpenSession {
        academy: form.text("academy").to_owned(),
        year: form
            .text("year")
            .trim()
            .parse()
            .map_err(|_| Refusal::Required { field: "Année de la session" })?,
        referential: form.text("referential").to_owned(),
        zone: form.text("zone").to_owned(),
        dates: dates(form)?,
    })
}

async fn open(State(app): State<App>, form: Form) -> Answer {
    let done = match act(&form) {
        Ok(act) => app.office.perform(&form.visitor.actor, act).await,
        Err(refused) => Err(refused.into()),
    };
    match done {
        Ok(session) => Ok(Redirect::to(&format!("/sessions/{session}")).into_response()),
        Err(failure) => match refusal(&failure) {
            Some(sentence) => {
                let head = Page::new(&app, &form.visitor, "Ouvrir une session", "/sessions");
                Ok(render(StatusCode::UNPROCESSABLE_ENTITY, &page(head.flash("error", sentence), &form)))
            }
            None => Err(Oops::from(failure)),
        },
    }
}
