//! The page: counts, the filter by class, and one row for each candidate, those who are late first.
#![allow(clippy::cmp_owned, reason = "the select component compares keys of any type as texts")]

use super::{address, asked, groups, narrow};
use crate::App;
use crate::answer::Answer;
use crate::page::{Page, show};
use crate::pages::dossiers::shown::{and, badge, told};
use crate::place::{self, Place};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::routing::get;
use exam::dossier::{PieceKind, Progress};
use exam::french;
use jiff::Timestamp;
use office::acts::classes::{Class, Followed, Held, SeeClass};
use office::acts::sessions::Session;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/etablissements/{id}/classe", get(see)).route("/sessions/{id}/dossiers", get(see))
}

#[derive(Template)]
#[template(path = "pages/classes/list.html")]
struct ListPage {
    page: Page,
    lead: String,
    href: String,
    export: String,
    /// Where those whose dossier is incomplete are reminded; empty where nobody is, or who reads may not.
    remind: String,
    /// « 3 dossiers incomplets sur 40 ».
    headline: String,
    counts: Vec<(&'static str, usize, &'static str)>,
    classes: Vec<(String, String)>,
    chosen: String,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    name: String,
    number: String,
    /// School and class.
    place: String,
    state: (&'static str, &'static str),
    pieces: Vec<Cell>,
    missing: String,
    verdict: Option<(&'static str, String, String)>,
    last_deposit: String,
}

/// What stands of one kind of pieces.
struct Cell {
    label: &'static str,
    /// « 20 mars », « 2, le 20 mars »; empty where nothing stands.
    told: String,
    late: bool,
}

async fn see(State(app): State<App>, visitor: Visitor, Place(perimeter): Place, query: RawQuery) -> Answer {
    let mut class = app.office.consult(&visitor.actor, SeeClass { perimeter: perimeter.clone() }).await?;
    let classes = groups(&class);
    let chosen = narrow(&mut class, asked(query).text("classe"));
    let schools = class.drawn.school.is_none();
    let all = if schools { "Toutes les classes de la session" } else { "Toutes les classes" };
    let mut choices = vec![(String::new(), all.to_owned())];
    choices.extend(classes.into_iter().map(|one| (one.clone(), one)));
    let title = if schools { "Les dossiers de la session" } else { "Les dossiers de l’établissement" };
    Ok(show(&ListPage {
        page: Page::new(&app, &visitor, title, ""),
        lead: place::title(&class.drawn),
        href: address(&perimeter),
        export: export(&place::address(&perimeter), &chosen),
        remind: if class.may_remind && class.incomplete() > 0 {
            format!("{}/relance", place::address(&perimeter))
        } else {
            String::new()
        },
        headline: headline(class.incomplete(), class.followed.len()),
        counts: counts(&class),
        classes: choices,
        chosen,
        rows: class.followed.iter().map(|one| row(one, &class.drawn.session, schools)).collect(),
    }))
}

fn export(place: &str, chosen: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if !chosen.is_empty() {
        query.append_pair("classe", chosen);
    }
    let query = query.finish();
    format!("{place}/classe.xlsx{}{query}", if query.is_empty() { "" } else { "?" })
}

/// « 3 dossiers incomplets sur 40 ».
fn headline(incomplete: usize, all: usize) -> String {
    match incomplete {
        0 if all == 0 => "Aucune personne candidate".to_owned(),
        0 => format!("Aucun dossier incomplet sur {all}"),
        1 => format!("1 dossier incomplet sur {all}"),
        _ => format!("{incomplete} dossiers incomplets sur {all}"),
    }
}

fn state(progress: Progress) -> (&'static str, &'static str) {
    match progress {
        Progress::Overdue => ("error", "en retard"),
        Progress::CameLate => ("warning", "complet, en retard"),
        Progress::Incomplete => ("info", "incomplet"),
        Progress::Complete => ("success", "complet"),
    }
}

fn counts(class: &Class) -> Vec<(&'static str, usize, &'static str)> {
    let all = [Progress::Overdue, Progress::CameLate, Progress::Incomplete, Progress::Complete];
    let counted = all.into_iter().map(|one| (state(one).0, class.count(one), state(one).1));
    counted.filter(|(_, count, _)| *count > 0).collect()
}

fn row(one: &Followed, session: &Session, schools: bool) -> Row {
    let candidate = &one.candidate;
    let school = one.school.as_ref().filter(|_| schools).map(|school| school.name.clone());
    let place: Vec<_> = school.into_iter().chain(candidate.class_name.clone()).collect();
    let verdict = one.verdict.as_ref();
    Row {
        href: format!("/dossiers/{}", candidate.id),
        name: candidate.full_name(),
        number: candidate.number.clone(),
        place: place.join(", "),
        state: state(one.progress),
        pieces: one.pieces.iter().map(|held| cell(held, session)).collect(),
        missing: and(&one.missing.iter().map(|kind| short(*kind)).collect::<Vec<_>>()),
        verdict: verdict.map(|given| (badge(given), told(given), day(given.at, session))),
        last_deposit: one.last_deposit.map(|at| day(at, session)).unwrap_or_default(),
    }
}

fn day(at: Timestamp, session: &Session) -> String {
    french::date(at.to_zoned_datetime(session.zone.clone()).date())
}

/// A piece in one word.
fn short(kind: PieceKind) -> &'static str {
    match kind {
        PieceKind::Table => "tableau",
        PieceKind::Portfolio => "portfolio",
        PieceKind::Certificate => "attestations",
    }
}

fn cell(held: &Held, session: &Session) -> Cell {
    let label = match held.kind {
        PieceKind::Table => "Tableau",
        PieceKind::Portfolio => "Portfolio",
        PieceKind::Certificate => "Attestations",
    };
    let since = held.since.map(|at| day(at, session)).unwrap_or_default();
    let told = if held.count > 1 { format!("{} pièces, {since}", held.count) } else { since };
    Cell { label, told, late: held.late }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_agrees_with_its_count() {
        assert_eq!(headline(3, 40), "3 dossiers incomplets sur 40");
        assert_eq!(headline(1, 40), "1 dossier incomplet sur 40");
        assert_eq!(headline(0, 40), "Aucun dossier incomplet sur 40");
        assert_eq!(headline(0, 0), "Aucune personne candidate");
    }

    #[test]
    fn an_export_keeps_the_class() {
        assert_eq!(export("/sessions/s", ""), "/sessions/s/classe.xlsx");
        assert_eq!(export("/sessions/s", "Zay, 2 SIO"), "/sessions/s/classe.xlsx?classe=Zay%2C+2+SIO");
    }
}
