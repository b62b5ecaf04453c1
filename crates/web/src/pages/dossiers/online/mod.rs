//! `/mon-dossier/{candidate}/tableau`: the synthesis table edited on line, and its way to and from files.

mod form;
mod notes;
mod others;
mod save;
mod shown;

use crate::App;
use crate::answer::Answer;
use crate::page::{Page, render};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::routing::get;
use exam::dossier::PieceKind;
use exam::french;
use exam::id::CandidateId;
use form::{Gone, Typed};
use notes::Notes;
use office::acts::online::{OnlinePage, SeeOnlineTable, Version};
use shown::{Both, Group, Row, both, groups, lead, model_row};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/mon-dossier/{candidate}/tableau", get(see))
        .merge(save::routes())
        .merge(others::routes())
}

#[derive(Template)]
#[template(path = "pages/dossiers/online/page.html")]
#[expect(clippy::struct_excessive_bools, reason = "what a template shows or not")]
struct OnlineTable {
    page: Page,
    id: String,
    links: [(String, &'static str); 1],
    lead: String,
    open: bool,
    revision: i64,
    received: String,
    centre: String,
    portfolio: String,
    takes_portfolio: bool,
    labels: Vec<String>,
    groups: Vec<Group>,
    model_row: Row,
    notes: Notes,
    deposited: Option<(String, String)>,
    start: bool,
    can_go_back: bool,
    both: Option<Both>,
    gone: Option<(String, String)>,
}

/// What the page says beyond the table as it was received.
#[derive(Debug, Default)]
struct Said {
    /// What was typed and is not received, or was changed by a button.
    typed: Option<Typed>,
    /// A newer version that was received meanwhile.
    theirs: Option<Box<Version>>,
    /// The line that was just taken out.
    gone: Option<Gone>,
    /// A sentence at the top: its kind and its words.
    flash: Option<(&'static str, String)>,
    status: StatusCode,
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Path(candidate): Path<CandidateId>,
    RawQuery(query): RawQuery,
) -> Answer {
    let told = match query.as_deref() {
        Some("importe") => "Le tableau est repris ici : vérifiez-le, corrigez-le, puis déposez-le.",
        Some("repris") => "La version d’avant l’import est de retour.",
        _ => "",
    };
    let flash = (!told.is_empty()).then(|| ("success", told.to_owned()));
    show(&app, &visitor, candidate, Said { flash, ..Said::default() }).await
}

/// The page.
async fn show(app: &App, visitor: &Visitor, candidate: CandidateId, said: Said) -> Answer {
    let seen = app.office.consult(&visitor.actor, SeeOnlineTable { candidate }).await?;
    let typed = said.typed.unwrap_or_else(|| Typed::of(seen.table()));
    let notes = Notes::of(&app.office.check_table(&seen, &typed.table).await?);
    let mut page = Page::new(app, visitor, "Mon tableau de synthèse", "");
    if let Some((kind, text)) = said.flash {
        page = page.flash(kind, text);
    }
    let zone = &seen.dossier.session.zone;
    let gone = said.gone.and_then(|gone| {
        let title = gone.line.title.clone().unwrap_or_else(|| "Une réalisation sans intitulé".to_owned());
        Some((title, serde_json::to_string(&gone).ok()?))
    });
    let candidate = &seen.dossier.candidate;
    let template = OnlineTable {
        page,
        id: candidate.id.to_string(),
        links: [(format!("/mon-dossier/{}", candidate.id), "Mon dossier")],
        lead: lead(&seen),
        open: !seen.dossier.closed && !candidate.withdrawn,
        revision: seen.revision(),
        received: received(&seen, said.theirs.is_some()),
        centre: typed.table.centre.clone().unwrap_or_default(),
        portfolio: typed.table.portfolio_url.clone().unwrap_or_default(),
        takes_portfolio: seen.model.as_ref().is_none_or(|model| model.takes_portfolio),
        labels: labels(&seen),
        groups: groups(&typed, &notes),
        model_row: model_row(),
        notes,
        deposited: deposited(&seen),
        start: seen.version.is_none(),
        can_go_back: seen.version.as_ref().is_some_and(|version| version.replaced.is_some()),
        both: said.theirs.map(|theirs| both(&theirs, &typed.table, zone)),
        gone,
    };
    Ok(render(said.status, &template))
}

fn labels(seen: &OnlinePage) -> Vec<String> {
    seen.dossier.session.referential.competences.iter().map(|one| one.label.clone()).collect()
}

/// « 10 h 42 min 07 s », where what the page shows is what the server holds.
fn received(seen: &OnlinePage, other: bool) -> String {
    let version = seen.version.as_ref().filter(|_| !other);
    version.map_or_else(String::new, |version| french::second_of(version.at, &seen.dossier.session.zone))
}

/// The table that was deposited: its file's name and when it came.
fn deposited(seen: &OnlinePage) -> Option<(String, String)> {
    let tables = seen.dossier.of(PieceKind::Table);
    let deposit = tables.first()?;
    let at = french::instant(deposit.at, &seen.dossier.session.zone);
    Some((deposit.file_name.clone().unwrap_or_default(), at))
}
