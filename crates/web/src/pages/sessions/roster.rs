//! `/sessions/{id}/liste`: a list of candidates, shown line by line before anything is imported.

use crate::App;
use crate::answer::Answer;
use crate::forms::{Form, Upload};
use crate::page::{Page, render, show};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use office::acts::rosters::{ApplyRoster, Read, RosterPlan, SeeRosterPlan};
use office::acts::sessions::SeeSession;
use office::plan::Step;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/sessions/{id}/liste", get(form).post(read))
        .layer(DefaultBodyLimit::disable())
        .route("/sessions/{id}/liste/{draft}", get(plan).post(apply))
}

#[derive(Template)]
#[template(path = "pages/sessions/roster.html")]
struct FormPage {
    page: Page,
    session: String,
}

fn form_page(page: Page, session: String) -> FormPage {
    FormPage { page, session }
}

async fn form(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    app.office.consult(&visitor.actor, SeeSession { session: id.as_str().into() }).await?;
    Ok(show(&form_page(Page::new(&app, &visitor, "Importer une liste", "/sessions"), id)))
}

async fn read(State(app): State<App>, Path(id): Path<String>, upload: Upload) -> Answer {
    let again = |sentence: String| {
        let page =
            Page::new(&app, &upload.visitor, "Importer une liste", "/sessions").flash("error", sentence);
        Ok(render(StatusCode::UNPROCESSABLE_ENTITY, &form_page(page, id.clone())))
    };
    let Some(file) = upload.files.first() else {
        return again(
            "Aucun fichier n’a été choisi, ou il est vide : choisissez la liste, puis recommencez."
                .to_owned(),
        );
    };
    let session = id.as_str().into();
    match app.office.read_roster(&upload.visitor.actor, &session, &file.name, file.bytes.clone()).await? {
        Read::Draft(draft) => Ok(Redirect::to(&format!("/sessions/{id}/liste/{draft}")).into_response()),
        Read::Unreadable(sentence) => again(format!("{} : {sentence}", file.name)),
    }
}

#[derive(Template)]
#[template(path = "pages/sessions/roster_plan.html")]
struct PlanPage {
    page: Page,
    session: String,
    draft: String,
    file_name: String,
    applied: bool,
    counts: Counts,
    lines: Vec<Shown>,
}

#[derive(Default)]
struct Counts {
    create: usize,
    change: usize,
    nothing: usize,
    impossible: usize,
}

struct Shown {
    line: usize,
    number: String,
    name: String,
    kind: &'static str,
    step: &'static str,
    detail: String,
}

fn shown(plan: &RosterPlan) -> (Counts, Vec<Shown>) {
    let mut counts = Counts::default();
    let mut lines = vec![];
    for line in &plan.lines {
        let mut detail = line.remarks.clone();
        let (kind, step) = match &line.step {
            Step::Create => {
                counts.create += 1;
                ("success", "Nouvelle personne")
            }
            Step::Change(fields) => {
                counts.change += 1;
                detail.extend(
                    fields.iter().map(|f| format!("{} : « {} » devient « {} »", f.label, f.before, f.after)),
                );
                ("info", "Modifiée")
            }
            Step::Nothing => {
                counts.nothing += 1;
                ("neutral", "Inchangée")
            }
            Step::Impossible => {
                counts.impossible += 1;
                ("error", "Non importée")
            }
        };
        let (number, name) = (line.number.clone(), line.name.clone());
        lines.push(Shown { line: line.line, number, name, kind, step, detail: detail.join(" ") });
    }
    (counts, lines)
}

async fn plan(State(app): State<App>, visitor: Visitor, Path((id, draft)): Path<(String, String)>) -> Answer {
    let view = SeeRosterPlan { session: id.as_str().into(), draft: draft.clone() };
    let plan = app.office.consult(&visitor.actor, view).await?;
    let page = Page::new(&app, &visitor, "Ce que la liste fera", "/sessions");
    let (counts, lines) = shown(&plan);
    let RosterPlan { file_name, applied, .. } = plan;
    Ok(show(&PlanPage { page, session: id, draft, file_name, applied, counts, lines }))
}

async fn apply(State(app): State<App>, Path((id, draft)): Path<(String, String)>, form: Form) -> Answer {
    app.office.perform(&form.visitor.actor, ApplyRoster { session: id.as_str().into(), draft }).await?;
    Ok(Redirect::to(&format!("/sessions/{id}?fait=liste")).into_response())
}
