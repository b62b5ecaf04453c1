//! `/sessions/{id}/relance` and `/etablissements/{id}/relance`: the dossiers that lack pieces, and one button.

use crate::App;
use crate::answer::Answer;
use crate::forms::{Form, pairs};
use crate::page::{Page, show};
use crate::pages::dossiers::shown::missing_words;
use crate::place::{self, Place};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use exam::deadline::today;
use exam::french;
use office::acts::notices::{Incomplete, Lacking, Remind, SeeIncomplete};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/sessions/{id}/relance", get(see).post(remind))
        .route("/etablissements/{id}/relance", get(see).post(remind))
}

#[derive(Template)]
#[template(path = "pages/notices/remind.html")]
struct RemindPage {
    page: Page,
    lead: String,
    action: String,
    lines: Vec<Line>,
    /// How many were not reminded today.
    waiting: usize,
}

struct Line {
    name: String,
    number: String,
    missing: String,
    reminded: String,
    mailed: bool,
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Place(perimeter): Place,
    RawQuery(query): RawQuery,
) -> Answer {
    let action = format!("{}/relance", place::address(&perimeter));
    let seen = app.office.consult(&visitor.actor, SeeIncomplete { perimeter }).await?;
    let mut page = Page::new(&app, &visitor, "Relancer les dossiers incomplets", "/sessions");
    if let Some(told) = told(&query.unwrap_or_default()) {
        page = page.flash("success", told);
    }
    let zone = &seen.drawn.session.zone;
    let now = today(app.office.now(), zone);
    let to_remind = |one: &&Lacking| one.reminded_at.is_none_or(|at| today(at, zone) != now);
    Ok(show(&RemindPage {
        page,
        lead: place::title(&seen.drawn),
        action,
        waiting: seen.dossiers.iter().filter(to_remind).count(),
        lines: lines(&seen),
    }))
}

fn lines(seen: &Incomplete) -> Vec<Line> {
    let zone = &seen.drawn.session.zone;
    let line = |one: &Lacking| Line {
        name: one.candidate.full_name(),
        number: one.candidate.number.clone(),
        missing: missing_words(&one.missing),
        reminded: one.reminded_at.map(|at| french::instant(at, zone)).unwrap_or_default(),
        mailed: one.mailed,
    };
    seen.dossiers.iter().map(line).collect()
}

/// What a reminder came to, in words.
fn told(query: &str) -> Option<String> {
    let fields = pairs(query.as_bytes());
    let number = |name: &str| fields.text(name).parse::<usize>().ok();
    let (done, already, silent) = (number("relances")?, number("deja")?, number("sans")?);
    let mut sentences = vec![match done {
        0 => "Personne n’a été relancé.".to_owned(),
        1 => "Une personne est relancée.".to_owned(),
        several => format!("{several} personnes sont relancées."),
    }];
    match already {
        0 => {}
        1 => sentences.push("Une personne l’avait déjà été aujourd’hui.".to_owned()),
        several => sentences.push(format!("{several} personnes l’avaient déjà été aujourd’hui.")),
    }
    match silent {
        0 => {}
        1 => sentences
            .push("Une d’elles n’a pas d’adresse électronique : dites-le-lui de vive voix.".to_owned()),
        several => sentences
            .push(format!("{several} n’ont pas d’adresse électronique : dites-le-leur de vive voix.")),
    }
    Some(french::spaced(&sentences.join(" ")))
}

async fn remind(State(app): State<App>, Place(perimeter): Place, form: Form) -> Answer {
    let here = format!("{}/relance", place::address(&perimeter));
    let done = app.office.perform(&form.visitor.actor, Remind { perimeter }).await?;
    let query = format!("relances={}&deja={}&sans={}", done.told, done.already, done.without_mail);
    Ok(Redirect::to(&format!("{here}?{query}")).into_response())
}
