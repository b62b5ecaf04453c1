//! `/mon-dossier/{candidate}/portfolio/pages`: the portfolio written here, its pages, its files, its preview.

use super::hosted::escaped;
use super::page::remark;
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Form, Upload, too_large};
use crate::page::{Page, render};
use crate::pages::dossiers::own::{Said, show_own};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use exam::french;
use exam::id::CandidateId;
use office::Failure;
use office::acts::deposits::Received;
use office::acts::portfolio::{Change, PagesView, PagesWritten, SeePages, WritePages, remarks};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/mon-dossier/{candidate}/portfolio/fichiers", post(attach))
        .layer(DefaultBodyLimit::disable())
        .route("/mon-dossier/{candidate}/portfolio/pages", get(see).post(add))
        .route("/mon-dossier/{candidate}/portfolio/pages/{key}/retrait", post(remove))
        .route("/mon-dossier/{candidate}/portfolio/pages/{key}/place", post(place))
        .route("/mon-dossier/{candidate}/portfolio/fichiers/retrait", post(detach))
        .route("/mon-dossier/{candidate}/portfolio/depot", post(deposit))
        .route("/mon-dossier/{candidate}/portfolio/apercu/", get(first))
        .route("/mon-dossier/{candidate}/portfolio/apercu/{*path}", get(preview))
}

#[derive(Template)]
#[template(path = "pages/portfolio/pages.html")]
struct Pages {
    page: Page,
    id: String,
    links: [(String, &'static str); 1],
    open: bool,
    received: String,
    home: Line,
    others: Vec<Line>,
    files: Vec<Attachment>,
    untold: Vec<String>,
    ready: bool,
}

/// A page of the portfolio, in the list.
struct Line {
    key: String,
    title: String,
    achievement: String,
    remarks: Vec<String>,
}

/// A file of the portfolio.
struct Attachment {
    name: String,
    /// The name, as an address writes it.
    href: String,
    size: String,
    shown: bool,
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Path(candidate): Path<CandidateId>,
    RawQuery(query): RawQuery,
) -> Answer {
    let told = match query.as_deref() {
        Some("fichier") => "Le fichier est ajouté : écrivez son nom dans une page pour le montrer.",
        Some("retrait") => "C’est retiré.",
        Some("enregistre") => "La page est enregistrée.",
        _ => "",
    };
    let said = (!told.is_empty()).then(|| ("success", told.to_owned()));
    show(&app, &visitor, candidate, said).await
}

async fn show(
    app: &App,
    visitor: &Visitor,
    candidate: CandidateId,
    said: Option<(&'static str, String)>,
) -> Answer {
    let seen = app.office.consult(&visitor.actor, SeePages { candidate }).await?;
    let mut page = Page::new(app, visitor, "Mon portfolio", "");
    let refused = said.as_ref().is_some_and(|(kind, _)| *kind == "error");
    if let Some((kind, text)) = said {
        page = page.flash(kind, text);
    }
    let (written, around) = (&seen.written, &seen.around);
    let line = |one: &office::acts::portfolio::Page| Line {
        key: if one.key.is_empty() { "index".to_owned() } else { one.key.clone() },
        title: if one.title.is_empty() { "Accueil".to_owned() } else { one.title.clone() },
        achievement: one.achievement.clone(),
        remarks: remarks(one, written, around).iter().map(remark).collect(),
    };
    let file = |file: &office::acts::portfolio::Attached| Attachment {
        name: file.name.clone(),
        href: escaped(&file.name),
        size: french::size(file.size),
        shown: file.media_type.starts_with("image/"),
    };
    let mut all = std::iter::once(&written.home).chain(&written.pages);
    let template = Pages {
        page,
        id: seen.dossier.candidate.id.to_string(),
        links: [(format!("/mon-dossier/{}", seen.dossier.candidate.id), "Mon dossier")],
        open: !seen.dossier.closed && !seen.dossier.candidate.withdrawn,
        received: seen.at.map(|at| french::instant(at, &seen.dossier.session.zone)).unwrap_or_default(),
        home: line(&written.home),
        others: written.pages.iter().map(line).collect(),
        files: written.files.iter().map(file).collect(),
        untold: untold(&seen),
        ready: all.any(|page| !page.text.trim().is_empty()),
    };
    let status = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(render(status, &template))
}

/// The achievements of the table that no page tells of.
fn untold(seen: &PagesView) -> Vec<String> {
    let told = |title: &String| seen.written.pages.iter().any(|page| page.achievement.trim() == title);
    seen.around.achievements.keys().filter(|title| !told(title)).cloned().collect()
}

/// To the list, or the list again with the sentence that says why not.
async fn answer(
    app: &App,
    visitor: &Visitor,
    candidate: CandidateId,
    done: Result<PagesWritten, Failure>,
    then: &str,
) -> Answer {
    match done {
        Ok(_) => Ok(Redirect::to(&format!("/mon-dossier/{candidate}/portfolio/{then}")).into_response()),
        Err(failure) => {
            let sentence = refusal(&failure).ok_or(Oops::from(failure))?;
            show(app, visitor, candidate, Some(("error", sentence))).await
        }
    }
}

async fn change(app: &App, form: &Form, candidate: CandidateId, change: Change, then: &str) -> Answer {
    let act = WritePages { candidate: candidate.clone(), change };
    let done = app.office.perform(&form.visitor.actor, act).await;
    answer(app, &form.visitor, candidate, done, then).await
}

async fn add(State(app): State<App>, Path(candidate): Path<CandidateId>, form: Form) -> Answer {
    let act = WritePages { candidate: candidate.clone(), change: Change::Add(form.text("title").to_owned()) };
    let done = app.office.perform(&form.visitor.actor, act).await;
    let then = match &done {
        Ok(PagesWritten::Received(key, ..)) => format!("pages/{key}"),
        _ => String::new(),
    };
    answer(&app, &form.visitor, candidate, done, &then).await
}

async fn remove(
    State(app): State<App>,
    Path((candidate, key)): Path<(CandidateId, String)>,
    form: Form,
) -> Answer {
    change(&app, &form, candidate, Change::Remove(key), "pages?retrait").await
}

async fn place(
    State(app): State<App>,
    Path((candidate, key)): Path<(CandidateId, String)>,
    form: Form,
) -> Answer {
    let up = form.text("to") == "haut";
    change(&app, &form, candidate, Change::Move(key, up), "pages#liste").await
}

async fn detach(State(app): State<App>, Path(candidate): Path<CandidateId>, form: Form) -> Answer {
    let name = form.text("name").to_owned();
    change(&app, &form, candidate, Change::Detach(name), "pages?retrait").await
}

async fn attach(
    State(app): State<App>,
    visitor: Visitor,
    Path(candidate): Path<CandidateId>,
    sent: Result<Upload, Response>,
) -> Answer {
    let again = async |sentence: &str| {
        show(&app, &visitor, candidate.clone(), Some(("error", sentence.to_owned()))).await
    };
    let upload = match sent {
        Ok(upload) => upload,
        Err(response) => match too_large(&response) {
            Some(sentence) => return again(&sentence).await,
            None => return Ok(response),
        },
    };
    let Some(file) = upload.files.into_iter().next() else {
        return again("Aucun fichier n’a été choisi, ou il est vide : choisissez-le, puis recommencez.")
            .await;
    };
    let done = app.office.attach(&visitor.actor, &candidate, &file.name, file.bytes).await;
    answer(&app, &visitor, candidate.clone(), done, "pages?fichier").await
}

async fn deposit(State(app): State<App>, Path(candidate): Path<CandidateId>, form: Form) -> Answer {
    match app.office.deposit_pages(&form.visitor.actor, &candidate).await {
        Ok(Received::Kept(deposit)) => {
            Ok(Redirect::to(&format!("/mon-dossier/{candidate}?recu={deposit}")).into_response())
        }
        Ok(Received::Unreadable(sentence)) => {
            let said = Said { refused: Some(sentence), ..Said::default() };
            show_own(&app, &form.visitor, candidate, said).await
        }
        Err(failure) => {
            let sentence = refusal(&failure).ok_or(Oops::from(failure))?;
            show(&app, &form.visitor, candidate, Some(("error", sentence))).await
        }
    }
}

async fn first(state: State<App>, visitor: Visitor, Path(candidate): Path<CandidateId>) -> Answer {
    preview(state, visitor, Path((candidate, String::new()))).await
}

/// What is written here holds no script: the preview needs no sandbox, and allows none.
async fn preview(
    State(app): State<App>,
    visitor: Visitor,
    Path((candidate, path)): Path<(CandidateId, String)>,
) -> Answer {
    let (kind, bytes) = app.office.preview_pages(&visitor.actor, &candidate, &path).await?;
    let policy = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; base-uri 'none'; \
                  form-action 'none'; frame-ancestors 'none'";
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_SECURITY_POLICY, policy.to_owned())];
    Ok((headers, bytes).into_response())
}
