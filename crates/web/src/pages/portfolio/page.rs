//! `/mon-dossier/{candidate}/portfolio/pages/{key}`: one page of the portfolio written here.

use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::Form;
use crate::page::{Page, render};
use crate::visitor::Visitor;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use axum::{Json, Router};
use exam::french;
use exam::id::CandidateId;
use office::Failure;
use office::acts::portfolio::{self, Change, PagesWritten, Remark, SeePages, WritePages, remarks};
use serde_json::json;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/mon-dossier/{candidate}/portfolio/pages/{key}", get(see).post(write))
        .route("/mon-dossier/{candidate}/portfolio/pages/{key}/saisie", post(save))
}

#[derive(Template)]
#[template(path = "pages/portfolio/page.html")]
struct Edit {
    page: Page,
    id: String,
    key: String,
    links: [(String, &'static str); 2],
    home: bool,
    open: bool,
    typed: portfolio::Page,
    achievements: Vec<(String, String)>,
    files: Vec<(String, bool)>,
    remarks: Vec<String>,
    /// The page as it stands, where it was written meanwhile.
    theirs: Option<portfolio::Page>,
}

/// What a reader would miss, in words.
pub(super) fn remark(remark: &Remark) -> String {
    match remark {
        Remark::NoDescription(name) => format!(
            "L’image « {name} » n’a pas de description : écrivez-la entre les crochets, pour qui ne voit pas l’image."
        ),
        Remark::NoFile(name) => {
            format!("« {name} » n’est pas dans vos fichiers : ajoutez-le, ou corrigez son nom dans la page.")
        }
        Remark::NoAchievement(title) => {
            format!("« {title} » n’est plus dans votre tableau : choisissez la réalisation de nouveau.")
        }
        Remark::Nothing => "Rien n’est encore écrit.".to_owned(),
    }
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Path((candidate, key)): Path<(CandidateId, String)>,
) -> Answer {
    show(&app, &visitor, (candidate, key), Said::default()).await
}

/// What the page says beyond what is received.
#[derive(Default)]
struct Said {
    typed: Option<portfolio::Page>,
    theirs: Option<portfolio::Page>,
    refused: Option<String>,
}

async fn show(app: &App, visitor: &Visitor, (candidate, key): (CandidateId, String), said: Said) -> Answer {
    let seen = app.office.consult(&visitor.actor, SeePages { candidate }).await?;
    let own = if key == "index" { "" } else { &key };
    let mut all = std::iter::once(&seen.written.home).chain(&seen.written.pages);
    let kept = all.find(|page| page.key == own).ok_or(Failure::NotFound)?;
    let typed = said.typed.unwrap_or_else(|| kept.clone());
    let title = if own.is_empty() { "Accueil".to_owned() } else { kept.title.clone() };
    let mut page = Page::new(app, visitor, format!("Ma page : {title}"), "");
    let status = match (&said.theirs, &said.refused) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, Some(_)) => StatusCode::UNPROCESSABLE_ENTITY,
        (None, None) => StatusCode::OK,
    };
    if let Some(sentence) = said.refused {
        page = page.flash("error", sentence);
    }
    let id = seen.dossier.candidate.id.to_string();
    let none = (String::new(), "Aucune en particulier".to_owned());
    let known = seen.around.achievements.keys().map(|title| (title.clone(), title.clone()));
    let mut achievements: Vec<_> = std::iter::once(none).chain(known).collect();
    if !achievements.iter().any(|(title, _)| *title == typed.achievement) {
        achievements
            .push((typed.achievement.clone(), format!("{} (n’est plus dans le tableau)", typed.achievement)));
    }
    let template = Edit {
        page,
        links: [
            (format!("/mon-dossier/{id}"), "Mon dossier"),
            (format!("/mon-dossier/{id}/portfolio/pages"), "Mon portfolio"),
        ],
        home: own.is_empty(),
        open: !seen.dossier.closed && !seen.dossier.candidate.withdrawn,
        remarks: remarks(&typed, &seen.written, &seen.around).iter().map(remark).collect(),
        typed,
        achievements,
        files: seen
            .written
            .files
            .iter()
            .map(|file| (file.name.clone(), file.media_type.starts_with("image/")))
            .collect(),
        theirs: said.theirs,
        id,
        key,
    };
    Ok(render(status, &template))
}

fn typed(form: &Form, key: &str) -> portfolio::Page {
    portfolio::Page {
        key: if key == "index" { String::new() } else { key.to_owned() },
        title: form.text("title").to_owned(),
        text: form.text("text").replace("\r\n", "\n"),
        achievement: form.text("achievement").to_owned(),
        revision: form.text("revision").parse().unwrap_or_default(),
    }
}

/// A page as a script saves it while one writes; answered as JSON.
async fn save(
    State(app): State<App>,
    Path((candidate, key)): Path<(CandidateId, String)>,
    form: Form,
) -> Answer {
    let act = WritePages { candidate: candidate.clone(), change: Change::Write(typed(&form, &key)) };
    match app.office.perform(&form.visitor.actor, act).await.map_err(Oops::from)? {
        PagesWritten::Received(_, revision, at) => {
            let seen = app.office.consult(&form.visitor.actor, SeePages { candidate }).await?;
            let received_at = french::second_of(at, &seen.dossier.session.zone);
            Ok(Json(json!({ "revision": revision, "received_at": received_at })).into_response())
        }
        PagesWritten::Stale(theirs) => {
            let body = json!({ "theirs": { "value": theirs.text, "revision": theirs.revision } });
            Ok((StatusCode::CONFLICT, Json(body)).into_response())
        }
    }
}

async fn write(
    State(app): State<App>,
    Path((candidate, key)): Path<(CandidateId, String)>,
    form: Form,
) -> Answer {
    let typed = typed(&form, &key);
    let act = WritePages { candidate: candidate.clone(), change: Change::Write(typed.clone()) };
    let said = match app.office.perform(&form.visitor.actor, act).await {
        Ok(PagesWritten::Received(..)) => {
            let to = if form.text("then") == "apercu" {
                let name = if key == "index" { "" } else { &format!("{key}.html") };
                format!("/mon-dossier/{candidate}/portfolio/apercu/{name}")
            } else {
                format!("/mon-dossier/{candidate}/portfolio/pages?enregistre")
            };
            return Ok(Redirect::to(&to).into_response());
        }
        Ok(PagesWritten::Stale(theirs)) => {
            let typed = portfolio::Page { revision: theirs.revision, ..typed };
            Said { typed: Some(typed), theirs: Some(*theirs), refused: None }
        }
        Err(failure) => {
            let refused = Some(refusal(&failure).ok_or(Oops::from(failure))?);
            Said { typed: Some(typed), theirs: None, refused }
        }
    };
    show(&app, &form.visitor, (candidate, key), said).await
}
