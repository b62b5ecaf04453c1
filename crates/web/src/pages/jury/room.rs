//! `/candidatures/{id}/salle`: one candidate before the jury, with every document at hand and one place to decide; and
//! `/salle/reste`, which goes through those alone who wait for a decision.

use super::list::state;
use crate::App;
use crate::answer::{Answer, Oops};
use crate::page::{Page, render};
use crate::pages::dossiers::shown::{Kind, Verdict, kinds, missing_words, verdicts};
use crate::pages::dossiers::{Seen, seen};
use crate::pages::sheets::shown::Read;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use exam::absence::Consequence;
use exam::access::Role;
use exam::french;
use exam::id::{CandidateId, SessionId};
use exam::sheet::State as SheetState;
use exam::sitting::WhichExam;
use office::Failure;
use office::acts::dossiers::SeeDossier;
use office::acts::jury::{JuryLine, JuryRoom, SeeJury, SeeJuryRoom};
use office::acts::oral::SeeIncidents;
use office::acts::sheets::SeeSheet;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/sessions/{id}/salle", get(enter))
        .route("/candidatures/{id}/salle", get(see))
        .route("/candidatures/{id}/salle/reste", get(see_left))
}

/// What may be decided here, or was.
struct Decide {
    exam: &'static str,
    title: String,
    scale: u16,
    proposed: String,
    /// The mark that was decided, and the jury's remark; empty before.
    decided: String,
    remark: String,
    /// The mark and the remark of the form: the proposal, or what was typed and refused. `None` where nobody decides now.
    form: Option<(String, String)>,
    /// Why nobody decides now; empty where the form stands.
    why_not: &'static str,
    /// The sheet.
    sheet: String,
}

/// What was typed and refused: the exam, the mark, the remark.
pub(super) type Typed = (String, String, String);

#[derive(Template)]
#[template(path = "pages/jury/room.html")]
struct RoomPage {
    page: Page,
    id: String,
    session: String,
    name: String,
    lead: String,
    place: String,
    left: usize,
    /// The room goes through those alone who wait.
    only_left: bool,
    previous: String,
    next: String,
    kind: &'static str,
    state: String,
    decisions: Vec<Decide>,
    absence: String,
    remarks: Vec<String>,
    president: bool,
    deliberating: bool,
    sheet: Option<Read>,
    kinds: Vec<Kind>,
    missing: String,
    table: Option<Seen>,
    verdicts: Vec<Verdict>,
    incidents: Vec<String>,
}

/// The address of a candidate in the room.
pub(super) fn address(candidate: &CandidateId, left: bool) -> String {
    format!("/candidatures/{candidate}/salle{}", if left { "/reste" } else { "" })
}

/// Into the room: to the first who can be decided, else to the first of the list.
async fn enter(State(app): State<App>, visitor: Visitor, Path(session): Path<SessionId>) -> Answer {
    let seen = app.office.consult(&visitor.actor, SeeJury { session: session.clone() }).await?;
    let ready = seen.lines.iter().find(|line| line.marks_ready() > 0);
    let to = match (ready, seen.lines.first()) {
        (Some(line), _) => address(&line.candidate.id, true),
        (None, Some(line)) => address(&line.candidate.id, false),
        (None, None) => format!("/sessions/{session}/jury"),
    };
    Ok(Redirect::to(&to).into_response())
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Path(candidate): Path<CandidateId>,
    RawQuery(query): RawQuery,
) -> Answer {
    show(&app, &visitor, (candidate, false), (query, None)).await
}

async fn see_left(
    State(app): State<App>,
    visitor: Visitor,
    Path(candidate): Path<CandidateId>,
    RawQuery(query): RawQuery,
) -> Answer {
    show(&app, &visitor, (candidate, true), (query, None)).await
}

/// The room, with what was refused where something was.
pub(super) async fn show(
    app: &App,
    visitor: &Visitor,
    (candidate, left): (CandidateId, bool),
    (query, no): (Option<String>, Option<(String, Typed)>),
) -> Answer {
    let actor = &visitor.actor;
    let room = app.office.consult(actor, SeeJuryRoom { candidate: candidate.clone(), left }).await?;
    let dossier = app.office.consult(actor, SeeDossier { candidate }).await?;
    let (mut sheet, mut incidents) = (None, vec![]);
    if let Some(id) = &room.line.sheet {
        let seen = app.office.consult(actor, SeeSheet { sheet: id.clone() }).await?;
        let view = SeeIncidents { commission: seen.commission.id.clone() };
        incidents = told(app.office.consult(actor, view).await, &room)?;
        sheet = Some(Read::of(&seen));
    }
    let (sentence, typed) = no.unzip();
    let title = format!("Salle du jury, {}", room.line.candidate.full_name());
    let (page, status) = Page::new(app, visitor, title, "").done(query.as_deref()).refused(sentence);
    let president = actor.holds(Role::JuryPresident);
    let step = |to: &Option<CandidateId>| to.as_ref().map(|id| address(id, left)).unwrap_or_default();
    let (kind, state) = state(&room.line);
    let template = RoomPage {
        page,
        id: room.line.candidate.id.to_string(),
        session: room.session.id.to_string(),
        name: room.line.candidate.full_name(),
        lead: lead(&room, dossier.school.as_ref().map(|school| school.name.as_str())),
        place: format!("{} sur {}", room.place.0, room.place.1),
        left: room.left,
        only_left: left,
        previous: step(&room.previous),
        next: step(&room.next),
        kind,
        state,
        decisions: decisions(&room, president, typed.as_ref()),
        absence: absence(&room.line),
        remarks: room.line.remarks.iter().map(|one| format!("{} ({})", one.text, one.by_name)).collect(),
        president,
        deliberating: room.deliberating,
        sheet,
        kinds: kinds(&dossier),
        missing: missing_words(&dossier.missing()),
        table: seen(&dossier),
        verdicts: verdicts(&dossier),
        incidents,
    };
    Ok(render(status, &template))
}

/// The incidents about the candidate, or about the whole commission.
fn told(seen: Result<office::acts::oral::Incidents, Failure>, room: &JuryRoom) -> Result<Vec<String>, Oops> {
    let seen = seen?;
    let here = seen
        .lines
        .iter()
        .filter(|one| one.candidate.as_ref().is_none_or(|about| *about == room.line.candidate.id));
    let told = here.map(|one| {
        let at = french::instant(one.at, &seen.session.zone);
        format!("{} : {} ({at}, {})", one.kind.label(), one.text, one.by_name)
    });
    Ok(told.map(|line| french::spaced(&line)).collect())
}

fn lead(room: &JuryRoom, school: Option<&str>) -> String {
    let candidate = &room.line.candidate;
    let mut parts = vec![
        format!("N° {}", candidate.number),
        format!("option {}", candidate.speciality.label()),
        candidate.track.label().to_lowercase(),
    ];
    parts.extend(school.map(str::to_owned));
    if !room.line.commission.is_empty() {
        parts.push(format!("commission {}", room.line.commission));
    }
    format!("{}.", parts.join(", "))
}

fn absence(line: &JuryLine) -> String {
    let Some(one) = &line.absence else { return String::new() };
    let decided = match one.decided {
        Consequence::NewDate => "une autre date",
        Consequence::Absent => "déclarée absente",
        Consequence::MarkZero => "force majeure, la note 0",
    };
    let ground = [one.ground.as_str(), one.reason.as_str()].map(str::trim);
    let ground: Vec<_> = ground.into_iter().filter(|text| !text.is_empty()).collect();
    format!("{} : {decided}. {}", one.justification.label(), ground.join(" "))
}

/// What is decided here: the oral's mark, and the optional exam's where its sheet is open.
fn decisions(room: &JuryRoom, president: bool, typed: Option<&Typed>) -> Vec<Decide> {
    let line = &room.line;
    let zero = line.ready() && line.sheet.is_none();
    let proposal = if zero {
        ("0".to_owned(), "Absence pour force majeure.".to_owned())
    } else {
        let proposed = line.calculation.as_ref().map(|one| one.after_penalties.to_string());
        (proposed.unwrap_or_default(), String::new())
    };
    let form = |which: WhichExam, ready: bool, proposal: (String, String)| {
        let kept = typed.filter(|(exam, ..)| exam == which.code());
        let kept = kept.map(|(_, mark, remark)| (mark.clone(), remark.clone()));
        (president && ready).then(|| kept.unwrap_or(proposal))
    };
    let (mark, remark) =
        line.decision.as_ref().map(|one| (one.mark.to_string(), one.remark.clone())).unwrap_or_default();
    let oral = Decide {
        exam: WhichExam::Oral.code(),
        title: "La note du jury".to_owned(),
        scale: room.session.referential.scale,
        proposed: line.calculation.as_ref().map(|one| one.after_penalties.to_string()).unwrap_or_default(),
        why_not: why_not(line.decision.is_some(), line.sheet.is_some(), line.state, line.ready()),
        decided: mark,
        remark,
        form: form(WhichExam::Oral, line.ready(), proposal),
        sheet: line.sheet.as_ref().map(ToString::to_string).unwrap_or_default(),
    };
    let optional = line.optional.as_ref().map(|one| {
        let proposed = one.calculation.as_ref().map(|one| one.after_penalties.to_string());
        let proposed = proposed.unwrap_or_default();
        let (mark, remark) =
            one.decision.as_ref().map(|one| (one.mark.to_string(), one.remark.clone())).unwrap_or_default();
        Decide {
            exam: WhichExam::Optional.code(),
            title: "La note du jury, épreuve facultative EF4".to_owned(),
            scale: room.session.referential.scale,
            why_not: why_not(one.decision.is_some(), true, one.state, one.ready()),
            decided: mark,
            remark,
            form: form(WhichExam::Optional, one.ready(), (proposed.clone(), String::new())),
            proposed,
            sheet: one.sheet.to_string(),
        }
    });
    [oral].into_iter().chain(optional).collect()
}

fn why_not(decided: bool, seated: bool, state: SheetState, ready: bool) -> &'static str {
    match (decided || ready, seated, state) {
        (true, ..) => "",
        (false, true, SheetState::Open) => {
            "Aucun visa n’est donné : la note ne peut pas encore être arrêtée."
        }
        (false, true, _) => "Un visa manque : la note ne peut pas encore être arrêtée.",
        (false, false, _) => "Aucune commission n’a noté cette personne : il n’y a pas de note à arrêter.",
    }
}
