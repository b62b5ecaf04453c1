//! Accessibility, personal data, and the health check.

use crate::App;
use crate::page::{Page, show};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/accessibilite", get(accessibility))
        .route("/donnees-personnelles", get(personal_data))
        .route("/sante", get(health))
}

#[derive(Template)]
#[template(path = "pages/accessibility.html")]
struct Accessibility {
    page: Page,
}

async fn accessibility(State(app): State<App>) -> Response {
    show(&Accessibility { page: Page::public(&app, "Accessibilité") })
}

#[derive(Template)]
#[template(path = "pages/personal_data.html")]
struct PersonalData {
    page: Page,
}

async fn personal_data(State(app): State<App>) -> Response {
    show(&PersonalData { page: Page::public(&app, "Données personnelles") })
}

/// For a supervisor: 200 when the database answers with the wanted schema, else 503.
async fn health(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.office.is_ready().await {
        Ok(true) => (StatusCode::OK, "ok\n"),
        Ok(false) => (StatusCode::SERVICE_UNAVAILABLE, "schema\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "database\n"),
    }
}
