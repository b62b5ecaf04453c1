//! `/sessions/{id}/statistiques`: the anonymous numbers of a published session, with plots, and as a workbook.

mod plot;

use crate::App;
use crate::answer::Answer;
use crate::page::{Page, show};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use exam::french;
use office::acts::statistics::{Block, Report, SeeStatistics};
use plot::Plot;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/sessions/{id}/statistiques", get(see))
        .route("/sessions/{id}/statistiques.xlsx", get(save))
}

/// A block, as a plot and as a table.
struct Shown {
    anchor: String,
    label: String,
    plot: Plot,
    categories: Vec<String>,
    rows: Vec<Line>,
}

struct Line {
    label: String,
    total: String,
    cells: Vec<String>,
}

struct Part {
    label: String,
    blocks: Vec<Shown>,
}

#[derive(Template)]
#[template(path = "pages/statistics/report.html")]
struct ReportPage {
    page: Page,
    session: String,
    lead: String,
    candidates: String,
    median: String,
    notes: Vec<String>,
    parts: Vec<Part>,
}

fn written(count: Option<u32>) -> String {
    count.map_or_else(|| office::print::HIDDEN.to_owned(), |count| count.to_string())
}

fn shown(anchor: String, block: &Block) -> Shown {
    let line = |row: &office::acts::statistics::Row| Line {
        label: row.label.clone(),
        total: written(row.total),
        cells: row.cells.iter().map(|cell| written(*cell)).collect(),
    };
    Shown {
        anchor,
        label: block.label.clone(),
        plot: Plot::of(block),
        categories: block.categories.clone(),
        rows: block.rows.iter().map(line).collect(),
    }
}

fn part(nth: usize, label: &str, blocks: &[&Block]) -> Part {
    let blocks = blocks.iter().enumerate().map(|(at, block)| shown(format!("t{nth}-{at}"), block));
    Part { label: label.to_owned(), blocks: blocks.collect() }
}

fn parts(report: &Report) -> Vec<Part> {
    let all: Vec<&Block> = [&report.levels, &report.marks].into_iter().chain(&report.others).collect();
    let groups = report.groupings.iter().enumerate().map(|(nth, grouping)| {
        let blocks: Vec<&Block> = grouping.blocks.iter().collect();
        part(nth + 1, &grouping.label, &blocks)
    });
    [part(0, "Ensemble", &all)].into_iter().chain(groups).collect()
}

async fn see(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    let view = SeeStatistics { session: id.as_str().into() };
    let (session, report) = app.office.consult(&visitor.actor, view).await?;
    let title = format!("Statistiques, {} {}", session.referential.exam, session.year);
    let published = session.published_at.map(|at| french::instant(at, &session.zone)).unwrap_or_default();
    let template = ReportPage {
        page: Page::new(&app, &visitor, title, ""),
        session: id,
        lead: format!("{}. Résultats publiés {published}.", session.academy),
        candidates: written(report.candidates),
        median: report.median.clone(),
        notes: office::print::notes(&report),
        parts: parts(&report),
    };
    Ok(show(&template))
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn save(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    let bytes = app.office.export_statistics(&visitor.actor, &id.into()).await?;
    let disposition = "attachment; filename=\"statistiques.xlsx\"";
    Ok(([(header::CONTENT_TYPE, XLSX), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}
