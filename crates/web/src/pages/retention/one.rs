//! `/sessions/{id}/conservation` and `/etablissements/{id}/conservation`: what is kept, until when, and its purge.
#![allow(clippy::cmp_owned, reason = "the select component compares keys of any type as texts")]

use super::list::{dossiers, sentence, state};
use crate::App;
use crate::answer::Answer;
use crate::page::{Page, render};
use crate::place::{self, Place};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::routing::get;
use exam::access::Role;
use exam::french;
use office::acts::perimeter::Perimeter;
use office::acts::retention::{Kept, Purge, SeeRetention, Signed, State as Stands};
use office::acts::sessions::Session;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/sessions/{id}/conservation", get(see))
        .route("/etablissements/{id}/conservation", get(see))
}

struct Class {
    label: String,
    rule: String,
    until: String,
}

struct Held {
    id: String,
    name: String,
    why: String,
}

struct Done {
    title: String,
    href: String,
}

#[derive(Template)]
#[template(path = "pages/retention/one.html")]
struct OnePage {
    page: Page,
    lead: String,
    here: String,
    kind: &'static str,
    state: &'static str,
    sentence: String,
    wording: String,
    classes: Vec<Class>,
    counts: Vec<(String, i64)>,
    going: usize,
    what: String,
    /// The next step: `wait`, `announce`, `ask`, `confirm`, `another` or `none`.
    step: &'static str,
    /// When it can be announced.
    announceable: String,
    /// « Annoncée le … par … », « Demandée le … par … ».
    story: Vec<String>,
    held: Vec<Held>,
    people: Vec<(String, String)>,
    typed: String,
    done: Vec<Done>,
    /// The person runs it: announces, asks, prolongs.
    runs: bool,
    /// The session whose end of training the person may fix; empty otherwise.
    session: String,
    revision: i64,
    end: String,
    end_said: String,
    fixed: bool,
}

fn told(what: &str, signed: &Signed, session: &Session) -> String {
    format!("{what} {} par {}.", french::instant(signed.at, &session.zone), signed.name)
}

fn step(kept: &Kept, visitor: &Visitor) -> &'static str {
    let asked = kept.purge.as_ref().is_some_and(|purge| purge.asked.is_some());
    match kept.state() {
        _ if kept.going().next().is_none() => "none",
        Stands::Kept if kept.keeping().to_announce(kept.today) => "announce",
        Stands::Kept | Stands::Announced { .. } => "wait",
        Stands::Purgeable if kept.waits_for_another(&visitor.actor) => "another",
        Stands::Purgeable if asked => "confirm",
        Stands::Purgeable => "ask",
    }
}

fn story(kept: &Kept) -> Vec<String> {
    let session = &kept.drawn.session;
    let Some(purge) = &kept.purge else { return vec![] };
    let announced = told("Destruction annoncée", &purge.announced, session);
    let asked = purge.asked.as_ref().map(|asked| told("Destruction demandée", asked, session));
    [announced].into_iter().chain(asked).collect()
}

fn done(kept: &Kept, here: &str) -> Vec<Done> {
    let zone = &kept.drawn.session.zone;
    let one = |purge: &Purge| {
        let record = purge.record.as_ref()?;
        let count = usize::try_from(record.candidates).unwrap_or(0);
        let at = french::instant(record.confirmed.at, zone);
        Some(Done {
            title: format!(
                "{} détruit{} {at} : procès-verbal",
                dossiers(count),
                if count > 1 { "s" } else { "" }
            ),
            href: format!("{here}/conservation/{}/proces-verbal.pdf", purge.id),
        })
    };
    kept.done.iter().filter_map(one).collect()
}

/// What a page says beyond the plan.
#[derive(Default)]
pub(super) struct Said {
    /// The address's query, which names what was just done.
    pub query: Option<String>,
    /// Why the last form was refused.
    pub refused: Option<String>,
    /// The reason that was typed.
    pub typed: String,
}

pub(super) async fn show(app: &App, visitor: &Visitor, perimeter: Perimeter, said: Said) -> Answer {
    let kept = app.office.consult(&visitor.actor, SeeRetention { perimeter: perimeter.clone() }).await?;
    let page = Page::new(app, visitor, "Conservation", "/conservation").done(said.query.as_deref());
    let (page, status) = page.refused(said.refused);
    let (here, session) = (place::address(&perimeter), &kept.drawn.session);
    let (kind, word) = state(&kept);
    let authority = visitor.actor.holds(Role::Authority);
    let class = |class: &office::acts::retention::Class| Class {
        label: class.label.clone(),
        rule: class.rule.clone(),
        until: french::date(class.until),
    };
    let held = kept.people.iter().filter_map(|one| {
        let hold = one.hold.as_ref()?;
        let at = french::instant(hold.at, &session.zone);
        let why = format!("{} Prolongée {at} par {}.", hold.reason, hold.by_name);
        Some(Held { id: one.candidate.id.to_string(), name: one.candidate.full_name(), why })
    });
    let people =
        kept.going().map(|one| (one.id.to_string(), format!("{}, n° {}", one.full_name(), one.number)));
    let going = kept.going().count();
    let template = OnePage {
        lead: place::title(&kept.drawn),
        kind,
        state: word,
        sentence: sentence(&kept),
        wording: session.referential.retention.wording.clone(),
        classes: kept.classes.iter().map(class).collect(),
        counts: kept.counts.iter().map(|one| (one.label.clone(), one.count)).collect(),
        going,
        what: dossiers(going),
        step: step(&kept, visitor),
        announceable: french::date(kept.keeping().announceable_from()),
        story: story(&kept),
        held: held.collect(),
        people: people.collect(),
        typed: said.typed,
        done: done(&kept, &here),
        runs: authority || visitor.actor.holds(Role::HeadOfSchool),
        session: match &perimeter {
            Perimeter::Session(id) if authority && kept.purge.is_none() => id.to_string(),
            _ => String::new(),
        },
        revision: session.revision,
        end: kept.training_end.0.to_string(),
        end_said: french::date(kept.training_end.0),
        fixed: kept.training_end.1,
        here,
        page,
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
