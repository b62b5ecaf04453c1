//! `/sessions/{id}/jury`: every candidate of a session, and the publication.

use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::Form;
use crate::page::{Page, render};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use exam::absence::Consequence;
use exam::access::Role;
use exam::french;
use exam::sheet::State as SheetState;
use office::acts::jury::{JuryLine, OptionalLine, PublishResults, SeeJury, Workspace};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/sessions/{id}/jury", get(see)).route("/sessions/{id}/publication", post(publish))
}

struct Line {
    number: String,
    name: String,
    speciality: &'static str,
    commission: String,
    candidate: String,
    kind: &'static str,
    state: String,
    proposed: String,
    decided: String,
    /// An absence by force majeure: the mark 0 can be decided without a sheet.
    zero: bool,
    optional: Option<OptionalShown>,
    /// The remarks of the jury, with who wrote each.
    remarks: Vec<String>,
}

/// The optional exam of a candidate.
struct OptionalShown {
    kind: &'static str,
    state: String,
    proposed: String,
    decided: String,
}

#[derive(Template)]
#[template(path = "pages/jury/list.html")]
struct ListPage {
    page: Page,
    session: String,
    lines: Vec<Line>,
    ready: usize,
    undecided: usize,
    unheard: usize,
    published: String,
    open: bool,
    signed: bool,
    president: bool,
}

/// Where a candidate stands before the jury: a badge's kind and its word.
pub(super) fn state(line: &JuryLine) -> (&'static str, String) {
    if line.decision.is_some() {
        return ("success", "Arrêtée".to_owned());
    }
    if let Some(absence) = &line.absence
        && line.sheet.is_none()
    {
        return ("warning", absence_word(absence.decided));
    }
    if line.diverging {
        return ("warning", "Divergence à trancher".to_owned());
    }
    match (line.sheet.is_some(), line.state) {
        (true, SheetState::Closed) => ("info", "À arrêter".to_owned()),
        (true, SheetState::OneVisa) => ("warning", "Un visa manque".to_owned()),
        (true, SheetState::Open) => ("warning", "Sans visa".to_owned()),
        (false, _) if line.not_valid => ("neutral", "Dossier non valide".to_owned()),
        (false, _) => ("neutral", "Sans commission".to_owned()),
    }
}

/// What an absence comes to, in a badge.
fn absence_word(decided: Consequence) -> String {
    match decided {
        Consequence::NewDate => "Absence, autre date".to_owned(),
        Consequence::Absent => "Déclarée absente".to_owned(),
        Consequence::MarkZero => "Force majeure, note 0".to_owned(),
    }
}

fn optional(line: &OptionalLine) -> OptionalShown {
    let (kind, state) = match (&line.decision, line.diverging, line.state) {
        (Some(_), ..) => ("success", "Arrêtée"),
        (None, true, _) => ("warning", "Divergence à trancher"),
        (None, _, SheetState::Closed) => ("info", "À arrêter"),
        (None, _, SheetState::OneVisa) => ("warning", "Un visa manque"),
        (None, _, SheetState::Open) => ("warning", "Sans visa"),
    };
    OptionalShown {
        kind,
        state: state.to_owned(),
        proposed: line.calculation.as_ref().map(|one| one.after_penalties.to_string()).unwrap_or_default(),
        decided: line.decision.as_ref().map(|one| one.mark.to_string()).unwrap_or_default(),
    }
}

fn shown(line: &JuryLine) -> Line {
    let (kind, state) = state(line);
    Line {
        number: line.candidate.number.clone(),
        name: line.candidate.full_name(),
        speciality: line.candidate.speciality.label(),
        commission: line.commission.clone(),
        candidate: line.candidate.id.to_string(),
        kind,
        state,
        proposed: line.calculation.as_ref().map(|one| one.after_penalties.to_string()).unwrap_or_default(),
        decided: line.decision.as_ref().map(|one| one.mark.to_string()).unwrap_or_default(),
        zero: line.ready() && line.sheet.is_none(),
        optional: line.optional.as_ref().map(optional),
        remarks: line.remarks.iter().map(|one| format!("{} ({})", one.text, one.by_name)).collect(),
    }
}

fn page(
    app: &App,
    visitor: &Visitor,
    seen: &Workspace,
    (query, no): (Option<String>, Option<String>),
) -> Response {
    let session = &seen.session;
    let title = format!("Jury, {} {}, {}", session.referential.exam, session.year, session.academy);
    let (page, status) = Page::new(app, visitor, title, "").done(query.as_deref()).refused(no);
    let mut lines: Vec<_> = seen.lines.iter().collect();
    lines.sort_by_key(|line| (line.marks_ready() == 0, line.marks_to_decide() == 0, line.decision.is_none()));
    let published = session.published_at.map(|at| french::instant(at, &session.zone));
    let template = ListPage {
        page,
        session: session.id.to_string(),
        lines: lines.into_iter().map(shown).collect(),
        ready: seen.lines.iter().map(JuryLine::marks_ready).sum(),
        undecided: seen.outlook.undecided,
        unheard: seen.outlook.unheard,
        published: published.unwrap_or_default(),
        open: seen.standing.open,
        signed: seen.standing.signed,
        president: visitor.actor.holds(Role::JuryPresident),
    };
    render(status, &template)
}

/// The jury's page again, with the sentence of what could not be done.
pub(super) async fn again(app: &App, visitor: &Visitor, session: &str, sentence: String) -> Answer {
    let seen = app.office.consult(&visitor.actor, SeeJury { session: session.into() }).await?;
    Ok(page(app, visitor, &seen, (None, Some(sentence))))
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let seen = app.office.consult(&visitor.actor, SeeJury { session: id.into() }).await?;
    Ok(page(&app, &visitor, &seen, (query, None)))
}

async fn publish(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let unheard_seen = form.text("unheard").parse().unwrap_or(0);
    let act = PublishResults { session: id.as_str().into(), unheard_seen };
    match app.office.perform(&form.visitor.actor, act).await {
        Ok(()) => Ok(Redirect::to(&format!("/sessions/{id}/jury")).into_response()),
        Err(failure) => match refusal(&failure) {
            Some(sentence) => again(&app, &form.visitor, &id, sentence).await,
            None => Err(Oops::from(failure)),
        },
    }
}
