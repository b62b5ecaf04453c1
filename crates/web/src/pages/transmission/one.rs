//! `/sessions/{id}/transmission` and `/etablissements/{id}/transmission`: one bundle, who is in it, what is missing and
//! where to mend it, and what became of it.

use super::sent::{Shown, shown};
use super::{allowed, people, standing};
use crate::App;
use crate::answer::Answer;
use crate::page::{Page, render};
use crate::place::{self, Place};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::routing::get;
use exam::access::Act;
use exam::french;
use exam::transmission::{Hole, Stage};
use office::acts::perimeter::Perimeter;
use office::acts::transmission::{Line, Next, Prepared, SeeBundle};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/sessions/{id}/transmission", get(see))
        .route("/etablissements/{id}/transmission", get(see))
}

/// One candidate of the page.
struct Row {
    number: String,
    name: String,
    kind: &'static str,
    state: String,
    /// What is missing, in words; empty where nothing is.
    missing: String,
    /// Where it is mended, and the words of the link; both empty where this person cannot.
    href: String,
    link: String,
}

#[derive(Template)]
#[template(path = "pages/transmission/one.html")]
#[expect(clippy::struct_excessive_bools, reason = "each shows a part of the page")]
struct OnePage {
    page: Page,
    lead: String,
    here: String,
    session: String,
    kind: &'static str,
    state: &'static str,
    /// What comes next, and what to know of it.
    next: String,
    detail: &'static str,
    /// The person's next step: `sign`, `send`, `receive` or `none`.
    step: &'static str,
    /// The bundle to receive.
    receive: String,
    due: String,
    is_past: bool,
    is_late: bool,
    signature: String,
    void: bool,
    content: String,
    people: String,
    rows: Vec<Row>,
    sent: Vec<Shown>,
    /// The person may read proposed marks here: signs, or is of the jury.
    reads: bool,
    /// The person is of the jury's side.
    jury: bool,
    /// The person sees every bundle of the session.
    all: bool,
}

/// What is missing of one candidate, without the name.
fn missing(hole: &Hole) -> &'static str {
    match hole {
        Hole::Grid(_) => "la grille",
        Hole::Appraisal(_) => "l’appréciation",
        Hole::Visas(_) => "les deux visas",
        Hole::Optional(_) => "les documents EF4",
        Hole::NotOnBordereau(_) => "sa ligne du bordereau",
        Hole::Bordereau => "le bordereau",
        Hole::Signature => "la signature",
    }
}

fn row(line: &Line, perimeter: &Perimeter, jury: bool) -> Row {
    let told: Vec<_> = line.holes.iter().map(missing).collect();
    let (href, mend) = match (&line.commission, &line.sheet) {
        _ if told.is_empty() => (String::new(), String::new()),
        (Some(_), Some(sheet)) if jury => (format!("/feuilles/{sheet}"), "Ouvrir la feuille".to_owned()),
        (Some((id, number)), _) if !jury => {
            (format!("/commissions/{id}"), format!("La journée de la commission {number}"))
        }
        (None, _) if !jury => {
            (format!("{}/commissions", place::address(perimeter)), "Affecter à une commission".to_owned())
        }
        _ => (String::new(), String::new()),
    };
    let (kind, state) = match (line.absent, told.is_empty()) {
        (true, _) => ("neutral", french::capital(line.state)),
        (false, true) => ("success", "Complet".to_owned()),
        (false, false) => ("warning", french::capital(line.state)),
    };
    Row {
        number: line.number.clone(),
        name: line.name.clone(),
        kind,
        state,
        missing: french::capital(&told.join(", ")),
        href,
        link: mend,
    }
}

/// What comes next for those who prepare the bundle.
fn prepares(prepared: &Prepared) -> (String, &'static str) {
    let school = prepared.drawn.school.is_some();
    match prepared.next() {
        Next::Nobody => ("Personne n’est dans ce dossier".to_owned(), "Il n’y a rien à transmettre."),
        Next::Complete(count) => (
            format!("Il manque des documents pour {}", people(count)),
            "Chaque manque est nommé ci-dessous, avec le lien vers la page où il se répare. Rien ne se transmet incomplet.",
        ),
        Next::Sign { again: false } => (
            "Tout est là : relisez le bordereau, puis signez".to_owned(),
            "Votre signature porte sur la note proposée, la grille et l’appréciation de chaque personne.",
        ),
        Next::Sign { again: true } => (
            "La signature ne vaut plus : le contenu a changé".to_owned(),
            "Une feuille a été rouverte ou corrigée, ou la liste a changé. Relisez le bordereau, puis signez de nouveau.",
        ),
        Next::Send { again } => (
            if again { "Transmettez de nouveau" } else { "Scellez le dossier, et transmettez-le" }.to_owned(),
            match (school, again) {
                (true, false) => {
                    "Tout est là et signé. Les documents sont imprimés et scellés avec leurs empreintes."
                }
                (false, false) => {
                    "Tout est là. Les documents sont imprimés et scellés avec leurs empreintes."
                }
                (_, true) => {
                    "Le dossier transmis n’est plus celui-ci, ou il est altéré. L’ancien reste, marqué « remplacé »."
                }
            },
        ),
        Next::Done => ("Le dossier est transmis".to_owned(), "Rien ne vous attend ici."),
    }
}

/// What comes next for the jury's side.
fn receives(stage: Stage, moved: bool) -> (String, &'static str) {
    let told = match stage {
        Stage::NotSent => ("Ce dossier n’est pas encore transmis", "Ce qui lui manque est nommé ci-dessous."),
        Stage::Sent => (
            "Recevez ce dossier",
            "Chaque fichier est comparé à l’empreinte prise au scellement. Ce qui a changé est nommé.",
        ),
        Stage::Altered => (
            "Ce dossier est altéré : ne l’employez pas",
            "Prévenez qui l’a transmis, et demandez une nouvelle transmission.",
        ),
        Stage::Verified | Stage::Opened if moved => (
            "Ce dossier n’est plus ce que disent les feuilles",
            "Une feuille a changé depuis la transmission : une nouvelle transmission est attendue.",
        ),
        Stage::Verified | Stage::Opened => {
            ("Ce dossier est reçu et vérifié", "Ouvrez-le pour lire ses documents.")
        }
    };
    (told.0.to_owned(), told.1)
}

/// What a page says beyond the bundle.
#[derive(Default)]
pub(super) struct Said {
    /// The address's query, which names what was just done.
    pub query: Option<String>,
    /// Why the last form was refused, or what was found.
    pub refused: Option<String>,
}

pub(super) async fn show(app: &App, visitor: &Visitor, perimeter: Perimeter, said: Said) -> Answer {
    let prepared = app.office.consult(&visitor.actor, SeeBundle { perimeter }).await?;
    let page = Page::new(app, visitor, "Transmission au jury", "").done(said.query.as_deref());
    let (page, status) = page.refused(said.refused);
    Ok(render(status, &template(page, visitor, &prepared)))
}

fn template(page: Page, visitor: &Visitor, prepared: &Prepared) -> OnePage {
    let may = |act| allowed(visitor, act, prepared);
    let (sends, jury) = (may(Act::SendBundle), may(Act::ReceiveBundle));
    let (stage, session) = (prepared.stage(), &prepared.drawn.session);
    let (next, detail) = if sends { prepares(prepared) } else { receives(stage, prepared.has_moved()) };
    let step = match prepared.next() {
        _ if jury && stage == Stage::Sent => "receive",
        Next::Sign { .. } if may(Act::SignBundle) => "sign",
        Next::Send { .. } if sends => "send",
        _ => "none",
    };
    let (kind, word) = if sends { standing(prepared) } else { super::badge(stage) };
    let signature = prepared.signature();
    let told = signature.map(|(one, _)| format!("{}, {}", one.name, french::instant(one.at, &session.zone)));
    OnePage {
        page,
        lead: place::title(&prepared.drawn),
        here: place::address(&prepared.perimeter),
        session: session.id.to_string(),
        kind,
        state: word,
        next,
        detail,
        step,
        receive: prepared.sent.first().map(|sent| sent.id.clone()).unwrap_or_default(),
        due: prepared.due.map(french::date).unwrap_or_default(),
        is_past: prepared.is_past,
        is_late: prepared.is_past && !matches!(prepared.next(), Next::Done | Next::Nobody),
        void: signature.is_some_and(|(_, stands)| !stands),
        signature: told.unwrap_or_default(),
        content: prepared.content(),
        people: people(prepared.lines.len()),
        rows: prepared.lines.iter().map(|line| row(line, &prepared.perimeter, jury)).collect(),
        sent: prepared.sent.iter().enumerate().map(|(nth, sent)| shown(prepared, nth, sent)).collect(),
        reads: may(Act::OpenBundle),
        jury,
        all: may(Act::SeeTransmissions),
    }
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Place(perimeter): Place,
    RawQuery(query): RawQuery,
) -> Answer {
    show(&app, &visitor, perimeter, Said { query, ..Said::default() }).await
}
