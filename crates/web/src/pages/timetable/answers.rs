//! `…/calendrier/disponibilites`: who answered what, links sent, and an answer written for somebody.

use super::shown::{Shown, read};
use super::words::count;
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Fields, Form, pairs};
use crate::page::{Page, render};
use crate::place::{self, Place};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use exam::french;
use exam::id::ExaminerId;
use office::Failure;
use office::acts::perimeter::Perimeter;
use office::acts::timetable::{AnswerLine, AskAnswers, RevokeLink, SeeAnswers, Sent, SetAnswer};

pub(super) fn routes() -> Router<App> {
    let routes = |prefix: &str| {
        Router::new()
            .route(&format!("{prefix}/calendrier/disponibilites"), get(see).post(ask))
            .route(&format!("{prefix}/calendrier/disponibilite"), get(one).post(write))
            .route(&format!("{prefix}/calendrier/lien"), post(close))
    };
    routes("/sessions/{id}").merge(routes("/etablissements/{id}"))
}

/// An examiner of the list.
struct Line {
    id: String,
    name: String,
    detail: String,
    state: String,
    wrong: bool,
    link: bool,
}

#[derive(Template)]
#[template(path = "pages/timetable/answers.html")]
struct AnswersPage {
    page: Page,
    place: String,
    lines: Vec<Line>,
    /// Who has not answered.
    silent: Vec<String>,
    until: String,
    sent: Vec<Sent>,
    ready: bool,
}

#[derive(Template)]
#[template(path = "pages/timetable/answer.html")]
struct AnswerPage {
    page: Page,
    place: String,
    id: String,
    shown: Shown,
    tutored: String,
}

fn line(one: &AnswerLine) -> Line {
    let state = match one.entered {
        None => "pas de réponse".to_owned(),
        Some((_, own)) => {
            let halves = count(one.answer.halves.len(), "demi-journée", "demi-journées");
            let by = if own { "répondu" } else { "saisi pour elle" };
            format!("{by} : {halves}, {} au plus", one.answer.most)
        }
    };
    let school = if one.school.is_empty() { String::new() } else { format!(", {}", one.school) };
    Line {
        id: one.examiner.id.to_string(),
        name: one.examiner.name.clone(),
        detail: format!("{}{school}", one.examiner.quality.label()),
        state,
        wrong: !one.contradictions.is_empty(),
        link: one.link.is_some(),
    }
}

async fn show(
    app: &App,
    visitor: &Visitor,
    perimeter: Perimeter,
    (sent, sentence, query): (Vec<Sent>, Option<String>, Option<String>),
) -> Answer {
    let place = place::address(&perimeter);
    let seen = app.office.consult(&visitor.actor, SeeAnswers { perimeter }).await?;
    let title = format!("Disponibilités, {}", place::title(&seen.drawn));
    let (page, status) = Page::new(app, visitor, title, "/sessions").done(query.as_deref()).refused(sentence);
    let template = AnswersPage {
        page,
        place,
        ready: !seen.frame.halves.is_empty() && !seen.frame.centres.is_empty(),
        silent: seen
            .lines
            .iter()
            .filter(|one| one.entered.is_none())
            .map(|one| one.examiner.name.clone())
            .collect(),
        until: seen
            .frame
            .answers_until
            .map(|day| format!(" avant le {}", french::date(day)))
            .unwrap_or_default(),
        lines: seen.lines.iter().map(line).collect(),
        sent,
    };
    Ok(render(status, &template))
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Place(perimeter): Place,
    RawQuery(query): RawQuery,
) -> Answer {
    show(&app, &visitor, perimeter, (vec![], None, query)).await
}

/// What stands before the path of every page, as this browser reached it.
fn origin(app: &App, headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    format!("{}://{host}", if app.options.https { "https" } else { "http" })
}

async fn ask(State(app): State<App>, Place(perimeter): Place, headers: HeaderMap, form: Form) -> Answer {
    let examiners = form.all("examiner").map(Into::into).collect();
    let act = AskAnswers { perimeter: perimeter.clone(), examiners, origin: origin(&app, &headers) };
    match app.office.perform(&form.visitor.actor, act).await {
        Ok(sent) => show(&app, &form.visitor, perimeter, (sent, None, None)).await,
        Err(failure) => match refusal(&failure) {
            Some(sentence) => show(&app, &form.visitor, perimeter, (vec![], Some(sentence), None)).await,
            None => Err(Oops::from(failure)),
        },
    }
}

async fn show_one(
    app: &App,
    visitor: &Visitor,
    (perimeter, id): (Perimeter, ExaminerId),
    (typed, sentence): (Option<Fields>, Option<String>),
) -> Answer {
    let place = place::address(&perimeter);
    let seen = app.office.consult(&visitor.actor, SeeAnswers { perimeter }).await?;
    let mut line = seen.lines.into_iter().find(|line| line.examiner.id == id).ok_or(Failure::NotFound)?;
    let mut tutored = line.tutored.join(", ");
    if let Some(form) = &typed {
        line.answer = read(form);
        form.text("tutored").clone_into(&mut tutored);
    }
    let title = format!("Disponibilités de {}", line.examiner.name);
    let (page, status) = Page::new(app, visitor, title, "/sessions").refused(sentence);
    let template =
        AnswerPage { page, place, id: id.to_string(), shown: Shown::new(&seen.frame, &line), tutored };
    Ok(render(status, &template))
}

async fn one(
    State(app): State<App>,
    visitor: Visitor,
    Place(perimeter): Place,
    RawQuery(query): RawQuery,
) -> Answer {
    let query = pairs(query.unwrap_or_default().as_bytes());
    show_one(&app, &visitor, (perimeter, query.text("de").into()), (None, None)).await
}

async fn write(State(app): State<App>, Place(perimeter): Place, form: Form) -> Answer {
    let numbers = form.text("tutored").split([',', ';', ' ']).map(str::trim);
    let numbers = numbers.filter(|one| !one.is_empty()).map(str::to_owned).collect();
    let examiner = ExaminerId::from(form.text("examiner"));
    let act = SetAnswer {
        perimeter: perimeter.clone(),
        examiner: examiner.clone(),
        seen: form.text("revision").parse().unwrap_or_default(),
        answer: read(&form),
        tutored: Some(numbers),
        link: None,
    };
    match app.office.perform(&form.visitor.actor, act).await {
        Ok(told) => {
            let place = place::address(&perimeter);
            let address = if told.is_empty() {
                format!("{place}/calendrier/disponibilites?fait=disponibilites")
            } else {
                format!("{place}/calendrier/disponibilite?de={examiner}")
            };
            Ok(Redirect::to(&address).into_response())
        }
        Err(failure) => match refusal(&failure) {
            Some(sentence) => {
                let typed = Some(form.fields().clone());
                show_one(&app, &form.visitor, (perimeter, examiner), (typed, Some(sentence))).await
            }
            None => Err(Oops::from(failure)),
        },
    }
}

async fn close(State(app): State<App>, Place(perimeter): Place, form: Form) -> Answer {
    let address = format!("{}/calendrier/disponibilites?fait=lien", place::address(&perimeter));
    let act = RevokeLink { perimeter, examiner: form.text("examiner").into() };
    app.office.perform(&form.visitor.actor, act).await?;
    Ok(Redirect::to(&address).into_response())
}
