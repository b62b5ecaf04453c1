//! `…/calendrier/comparaison`: two drafts side by side, and who differs.

use super::board::asked;
use super::cards::candidate;
use super::words;
use crate::App;
use crate::answer::Answer;
use crate::page::{Page, show};
use crate::place::{self, Place};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::routing::get;
use exam::planning::changes;
use office::Failure;
use office::acts::timetable::{Board, Change, SeeBoard};

pub(super) fn routes() -> Router<App> {
    let routes = |prefix: &str| Router::new().route(&format!("{prefix}/calendrier/comparaison"), get(see));
    routes("/sessions/{id}").merge(routes("/etablissements/{id}"))
}

#[derive(Template)]
#[template(path = "pages/timetable/compare.html")]
struct ComparePage {
    page: Page,
    place: String,
    names: [(String, String); 2],
    rows: Vec<(&'static str, String, String)>,
    changes: Vec<(String, String, String)>,
}

/// A figure of a board, in words.
type Figure<'a> = (&'static str, &'a dyn Fn(&Board) -> String);

fn rows(one: &Board, other: &Board) -> Vec<(&'static str, String, String)> {
    let number = |value: Option<i64>| value.map_or_else(|| "inconnu".to_owned(), |one| one.to_string());
    let each: [Figure<'_>; 10] = [
        ("Coût", &|board| number(board.plan.draft.cost)),
        ("Aucun plan sous", &|board| number(board.plan.draft.bound)),
        ("Graine", &|board| board.plan.draft.how.seed.to_string()),
        ("Règles enfreintes", &|board| board.broken.len().to_string()),
        ("Sans place", &|board| board.plan.draft.unseated.len().to_string()),
        ("Commissions", &|board| board.plan.draft.sessions.len().to_string()),
        ("Sans personne professionnelle", &|board| board.without_professional.to_string()),
        ("Paires de membres", &|board| board.design.pairs.to_string()),
        ("Groupes que rien ne relie", &|board| board.design.groups.to_string()),
        ("Personnes candidates par paire, au moins", &|board| board.design.fewest_candidates.to_string()),
    ];
    each.into_iter().map(|(name, value)| (name, value(one), value(other))).collect()
}

/// Who differs: name, place in the first, place in the second.
pub(super) fn told(
    changes: &[Change],
    frame: &office::acts::timetable::Frame,
    (examiner, candidate): (
        impl Fn(&exam::id::ExaminerId) -> String,
        impl Fn(&exam::id::CandidateId) -> String,
    ),
) -> Vec<(String, String, String)> {
    let one = |place: Option<&exam::planning::Place>| {
        place.map_or_else(|| "rien".to_owned(), |place| words::place(frame, place))
    };
    let many = |places: &[exam::planning::Place]| {
        let all: Vec<_> = places.iter().map(|place| words::place(frame, place)).collect();
        if all.is_empty() { "rien".to_owned() } else { all.join(" ; ") }
    };
    changes
        .iter()
        .map(|change| match change {
            Change::Candidate(id, before, after) => {
                (candidate(id), one(before.as_ref()), one(after.as_ref()))
            }
            Change::Examiner(id, left, joined) => (examiner(id), many(left), many(joined)),
        })
        .collect()
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Place(perimeter): Place,
    RawQuery(query): RawQuery,
) -> Answer {
    let query = asked(query);
    let board =
        async |plan: &str| app.office.consult(&visitor.actor, SeeBoard { plan: plan.to_owned() }).await;
    let (one, other) = (board(query.text("un")).await?, board(query.text("deux")).await?);
    if one.perimeter != perimeter || other.perimeter != perimeter {
        return Err(Failure::NotFound.into());
    }
    let changed = changes(&one.plan.draft.sessions, &other.plan.draft.sessions);
    let names = (|id: &_| one.name(id).to_owned(), |id: &_| candidate(&one, id));
    let template = ComparePage {
        page: Page::new(&app, &visitor, "Comparer deux plans", "/sessions"),
        place: place::address(&perimeter),
        names: [&one, &other].map(|board| (board.plan.id.clone(), board.plan.name.clone())),
        rows: rows(&one, &other),
        changes: told(&changed, &one.frame, names),
    };
    Ok(show(&template))
}
