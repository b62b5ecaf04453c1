//! The files of a transmission: the sealed archive, its receipt, the bordereau; and the decided marks of a session.

use crate::App;
use crate::answer::{Answer, Oops, pdf, refusal};
use crate::forms::Form;
use crate::place::Place;
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

pub(super) fn routes() -> Router<App> {
    let mut routes = Router::new()
        .route("/sessions/{id}/notes.xlsx", get(workbook))
        .route("/sessions/{id}/notes.csv", get(separated));
    for place in ["/sessions/{id}/transmission", "/etablissements/{id}/transmission"] {
        routes = routes
            .route(&format!("{place}/bordereau.pdf"), get(bordereau))
            .route(&format!("{place}/{{bundle}}/accuse.pdf"), get(receipt))
            .route(&format!("{place}/{{bundle}}/dossier.zip"), post(open));
    }
    routes
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn file(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response()
}

/// Opening is written down: it takes a form, which no link and no preview of one sends.
async fn open(
    State(app): State<App>,
    Place(perimeter): Place,
    Path((_, bundle)): Path<(String, String)>,
    form: Form,
) -> Answer {
    match app.office.open_bundle(&form.visitor.actor, &perimeter, &bundle).await {
        Ok(opened) => {
            let day = opened.sent.at.to_string();
            let day = day.split('T').next().unwrap_or_default().to_owned();
            Ok(file("application/zip", &format!("dossier-jury-{day}.zip"), opened.bytes))
        }
        Err(failure) => match refusal(&failure) {
            Some(sentence) => {
                let said = super::one::Said { refused: Some(sentence), ..super::one::Said::default() };
                super::one::show(&app, &form.visitor, perimeter, said).await
            }
            None => Err(Oops::from(failure)),
        },
    }
}

async fn receipt(
    State(app): State<App>,
    visitor: Visitor,
    Place(perimeter): Place,
    Path((_, bundle)): Path<(String, String)>,
) -> Answer {
    Ok(pdf(app.office.print_transmission(&visitor.actor, &perimeter, &bundle).await?))
}

async fn bordereau(State(app): State<App>, visitor: Visitor, Place(perimeter): Place) -> Answer {
    Ok(pdf(app.office.print_bundle_bordereau(&visitor.actor, &perimeter).await?))
}

async fn workbook(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    Ok(file(XLSX, "notes.xlsx", app.office.export_marks(&visitor.actor, &id.into()).await?))
}

async fn separated(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    let bytes = app.office.export_marks_csv(&visitor.actor, &id.into()).await?;
    Ok(file("text/csv; charset=utf-8", "notes.csv", bytes))
}
