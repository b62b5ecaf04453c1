//! `…/calendrier/import`: a table of availabilities, from a file or pasted, read line by line, shown, then written.

use super::words;
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Form, Upload};
use crate::page::{Page, render};
use crate::place::{self, Place};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use exam::access::Act;
use office::acts::perimeter::Perimeter;
use office::acts::timetable::{ImportAnswers, ImportLine, SeeImport, TypedTable};

pub(super) fn routes() -> Router<App> {
    let routes = |prefix: &str| {
        Router::new()
            .route(&format!("{prefix}/calendrier/import"), get(see).post(read))
            .layer(DefaultBodyLimit::disable())
            .route(&format!("{prefix}/calendrier/import/ecriture"), post(write))
            .route(&format!("{prefix}/calendrier/disponibilites.xlsx"), get(model))
    };
    routes("/sessions/{id}").merge(routes("/etablissements/{id}"))
}

/// A line as the page tells it.
struct Line {
    number: usize,
    who: String,
    kind: &'static str,
    state: &'static str,
    told: String,
    problems: Vec<String>,
}

#[derive(Template)]
#[template(path = "pages/timetable/import.html")]
struct ImportPage {
    page: Page,
    place: String,
    table: TypedTable,
    lines: Vec<Line>,
    good: usize,
    bad: usize,
    empty: usize,
}

fn line(one: ImportLine) -> Line {
    let told = one.answer.as_ref().map(|(_, answer)| {
        let halves = words::count(answer.halves.len(), "demi-journée", "demi-journées");
        format!("{halves}, {} au plus", answer.most)
    });
    let (kind, state) = match (&one.answer, one.problems.is_empty()) {
        (Some(_), _) => ("success", "Prête"),
        (None, true) => ("neutral", "Laissée de côté"),
        (None, false) => ("error", "À corriger"),
    };
    let contradictions = one.contradictions.iter().map(words::contradiction);
    Line {
        number: one.line,
        who: one.who,
        kind,
        state,
        told: told.unwrap_or_default(),
        problems: one.problems.into_iter().chain(contradictions).collect(),
    }
}

async fn show(
    app: &App,
    visitor: &Visitor,
    perimeter: Perimeter,
    (table, sentence): (TypedTable, Option<String>),
) -> Answer {
    let place = place::address(&perimeter);
    let seen = match &sentence {
        None if !table.text.is_empty() => {
            app.office.consult(&visitor.actor, SeeImport { perimeter, table: table.clone() }).await
        }
        _ => Ok(vec![]),
    };
    let (lines, sentence) = match seen {
        Ok(lines) => (lines, sentence),
        Err(failure) => match refusal(&failure) {
            Some(sentence) => (vec![], Some(sentence)),
            None => return Err(Oops::from(failure)),
        },
    };
    let (page, status) =
        Page::new(app, visitor, "Importer des disponibilités", "/sessions").refused(sentence);
    let good = lines.iter().filter(|line| line.answer.is_some()).count();
    let bad = lines.iter().filter(|line| line.answer.is_none() && !line.problems.is_empty()).count();
    let empty = lines.len() - good - bad;
    let lines = lines.into_iter().map(line).collect();
    Ok(render(status, &ImportPage { page, place, table, lines, good, bad, empty }))
}

async fn see(State(app): State<App>, visitor: Visitor, Place(perimeter): Place) -> Answer {
    app.office.allow(&visitor.actor, Act::PlanTimetable, &perimeter).await?;
    show(&app, &visitor, perimeter, (TypedTable::default(), None)).await
}

async fn read(State(app): State<App>, Place(perimeter): Place, upload: Upload) -> Answer {
    let typed = TypedTable { text: upload.fields.text("text").to_owned(), ..TypedTable::default() };
    let visitor = &upload.visitor;
    let Some(file) = upload.files.first() else {
        let none = "Choisissez un fichier, ou collez un tableau, puis relisez.".to_owned();
        let sentence = typed.text.trim().is_empty().then_some(none);
        app.office.allow(&visitor.actor, Act::PlanTimetable, &perimeter).await?;
        return show(&app, visitor, perimeter, (typed, sentence)).await;
    };
    let sent = (file.name.as_str(), file.bytes.clone());
    let (table, sentence) = match app.office.read_availabilities(&visitor.actor, &perimeter, sent).await {
        Ok(Ok(table)) => (table, None),
        Ok(Err(sentence)) => (typed, Some(format!("{} : {sentence}", file.name))),
        Err(failure) => match refusal(&failure) {
            Some(sentence) => (typed, Some(format!("{} : {sentence}", file.name))),
            None => return Err(Oops::from(failure)),
        },
    };
    show(&app, visitor, perimeter, (table, sentence)).await
}

async fn write(State(app): State<App>, Place(perimeter): Place, form: Form) -> Answer {
    let table = TypedTable { sheet: form.text("sheet").to_owned(), text: form.text("text").to_owned() };
    let address = format!("{}/calendrier/disponibilites?fait=disponibilites", place::address(&perimeter));
    let act = ImportAnswers { perimeter: perimeter.clone(), table: table.clone() };
    match app.office.perform(&form.visitor.actor, act).await {
        Ok(_) => Ok(Redirect::to(&address).into_response()),
        Err(failure) => match refusal(&failure) {
            Some(sentence) => show(&app, &form.visitor, perimeter, (table, Some(sentence))).await,
            None => Err(Oops::from(failure)),
        },
    }
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn model(State(app): State<App>, visitor: Visitor, Place(perimeter): Place) -> Answer {
    let bytes = app.office.print_availabilities(&visitor.actor, &perimeter).await?;
    let disposition = "attachment; filename=\"disponibilites.xlsx\"";
    Ok(([(header::CONTENT_TYPE, XLSX), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}
