//! `/hors-ligne.js`, `/florilege.webmanifest` and `/hors-ligne`: what makes a day open without a network.
//!
//! The worker stands at the root, whence it reaches every page. Its first line names the version of the assets that it
//! keeps: another version is another worker, and what waits on the device is in neither.

use crate::App;
use crate::answer::Answer;
use crate::assets;
use crate::page::{Page, show};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use std::sync::LazyLock;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/hors-ligne.js", get(worker))
        .route("/florilege.webmanifest", get(manifest))
        .route("/hors-ligne", get(shell))
}

/// The worker: the assets that it keeps, then the vault that it shares with the pages, then itself.
static WORKER: LazyLock<String> = LazyLock::new(|| {
    let list: Vec<_> = assets::addresses().chain(["/hors-ligne".to_owned()]).collect();
    let list = serde_json::Value::from(list);
    let vault = include_str!("../../../assets/js/vault.js").replace("export ", "");
    let own = include_str!("../../../assets/worker/worker.js");
    format!("const VERSION = \"{}\";\nconst KEPT = {list};\n{vault}\n{own}", assets::version())
});

async fn worker() -> Answer {
    let headers =
        [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    Ok((headers, WORKER.as_str()).into_response())
}

async fn manifest() -> Answer {
    let headers = [(header::CONTENT_TYPE, "application/manifest+json"), (header::CACHE_CONTROL, "no-cache")];
    Ok((headers, include_str!("../../../assets/worker/manifest.json")).into_response())
}

#[derive(Template)]
#[template(path = "pages/offline/shell.html")]
struct Shell {
    page: Page,
}

/// The page of who has no network: nothing of anybody is in it.
async fn shell(State(app): State<App>) -> Answer {
    Ok(show(&Shell { page: Page::public(&app, "Sans réseau") }))
}
