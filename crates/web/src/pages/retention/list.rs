//! `/conservation`: the plan of everything that a person may read.

use crate::App;
use crate::answer::Answer;
use crate::page::{Page, show};
use crate::place;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use exam::french;
use office::acts::perimeter::Perimeter;
use office::acts::retention::{Kept, State as Stands};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/conservation", get(see))
}

struct Line {
    title: String,
    detail: String,
    href: String,
    kind: &'static str,
    state: &'static str,
}

#[derive(Template)]
#[template(path = "pages/retention/list.html")]
struct ListPage {
    page: Page,
    lines: Vec<Line>,
}

/// « 1 dossier », « 42 dossiers ».
pub(super) fn dossiers(count: usize) -> String {
    if count == 1 { "1\u{a0}dossier".to_owned() } else { format!("{count}\u{a0}dossiers") }
}

/// Where a purge is: a badge's kind and its word.
pub(super) fn state(kept: &Kept) -> (&'static str, &'static str) {
    let asked = kept.purge.as_ref().is_some_and(|purge| purge.asked.is_some());
    match kept.state() {
        _ if kept.people.is_empty() => ("success", "Détruits"),
        Stands::Kept if kept.keeping().to_announce(kept.today) => ("warning", "À annoncer"),
        Stands::Kept => ("neutral", "Conservés"),
        Stands::Announced { .. } => ("info", "Annoncée"),
        Stands::Purgeable if asked => ("warning", "À confirmer"),
        Stands::Purgeable => ("warning", "À demander"),
    }
}

/// « 42 dossiers seront effacés à partir du 1er octobre 2027. »
pub(super) fn sentence(kept: &Kept) -> String {
    let going = kept.going().count();
    let held = match kept.held() {
        0 => String::new(),
        1 => " La conservation d’un dossier est prolongée.".to_owned(),
        held => format!(" La conservation de {} est prolongée.", dossiers(held)),
    };
    let from = french::date(kept.from());
    let when = match (kept.state(), going) {
        (_, 0) => return format!("Aucun dossier à effacer.{held}"),
        (Stands::Purgeable, 1) => "peut être effacé, deux personnes le décident".to_owned(),
        (Stands::Purgeable, _) => "peuvent être effacés, deux personnes le décident".to_owned(),
        (Stands::Announced { .. }, 1) => format!("sera effacé à partir du {from}"),
        (Stands::Announced { .. }, _) => format!("seront effacés à partir du {from}"),
        (Stands::Kept, 1) => format!("pourra être effacé à partir du {from}"),
        (Stands::Kept, _) => format!("pourront être effacés à partir du {from}"),
    };
    format!("{} {when}.{held}", dossiers(going))
}

fn line((perimeter, kept): &(Perimeter, Kept)) -> Line {
    let (kind, state) = state(kept);
    Line {
        title: place::title(&kept.drawn),
        detail: sentence(kept),
        href: format!("{}/conservation", place::address(perimeter)),
        kind,
        state,
    }
}

async fn see(State(app): State<App>, visitor: Visitor) -> Answer {
    let plan = app.office.retention_plan(&visitor.actor).await?;
    let page = Page::new(&app, &visitor, "Conservation", "/conservation");
    Ok(show(&ListPage { page, lines: plan.lines.iter().map(line).collect() }))
}
