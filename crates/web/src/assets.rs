//! Style sheets, scripts and pictures, inside the binary.

use crate::App;
use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

macro_rules! joined {
    ($($name:literal),+ $(,)?) => {
        concat!($(include_str!(concat!("../assets/css/", $name, ".css")), "\n"),+)
    };
}

/// The style sheet: the files of `assets/ORDER`, one after the other.
const CSS: &str = joined!(
    "tokens",
    "base",
    "layout",
    "button",
    "form",
    "table",
    "badge",
    "notice",
    "timeline",
    "empty",
    "panel",
    "steps",
    "grid",
    "sheet/timer",
    "sheet/wall",
    "sheet/compare",
    "save-state",
    "conflict",
    "tasks",
    "facts",
    "upload",
    "confirm",
    "dossier/piece",
    "dossier/found",
    "dossier/achieved",
    "dossier/check",
    "dossier/facing",
    "dossier/letter",
    "dossier/online",
    "numbers/plot",
    "board/board",
    "print"
);

macro_rules! scripts {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../assets/js/", $name)))),+]
    };
}

const SCRIPTS: &[(&str, &str)] = scripts![
    "app.js",
    "autosave.js",
    "board/drag.js",
    "board/progress.js",
    "confirm.js",
    "conflict.js",
    "device.js",
    "draft.js",
    "fields.js",
    "jury/room.js",
    "letters.js",
    "levels.js",
    "live.js",
    "offline.js",
    "pack.js",
    "post.js",
    "rows.js",
    "table.js",
    "timer.js",
    "undo.js",
    "upload.js",
    "vault.js",
    "wall.js"
];

/// The addresses of everything here.
pub(crate) fn addresses() -> impl Iterator<Item = String> {
    let scripts = SCRIPTS.iter().map(|(name, _)| format!("/assets/js/{name}"));
    let others = ["/assets/app.css", "/assets/favicon.svg", "/assets/logo.svg"];
    others.into_iter().map(str::to_owned).chain(scripts)
}

/// A word that changes with the assets.
pub(crate) fn version() -> String {
    let scripts = SCRIPTS.iter().flat_map(|(name, text)| [*name, *text]);
    let texts: Vec<_> = scripts.chain([CSS, include_str!("../assets/worker/worker.js")]).collect();
    office::hash(texts.concat().as_bytes()).chars().take(12).collect()
}

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/assets/app.css", get(|| async { asset("text/css; charset=utf-8", CSS) }))
        .route("/assets/js/{*name}", get(script))
        .route(
            "/assets/favicon.svg",
            get(|| async { asset("image/svg+xml", include_str!("../assets/favicon.svg")) }),
        )
        .route(
            "/assets/logo.svg",
            get(|| async { asset("image/svg+xml", include_str!("../assets/logo.svg")) }),
        )
}

async fn script(Path(name): Path<String>) -> Response {
    match SCRIPTS.iter().find(|(known, _)| *known == name) {
        Some((_, text)) => asset("text/javascript; charset=utf-8", text),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn asset(kind: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=300")], text).into_response()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_style_sheet_is_every_file_in_the_order_told() {
        let order = include_str!("../assets/ORDER");
        let mut expected = String::new();
        for name in order.lines().map(str::trim).filter(|name| !name.is_empty() && !name.starts_with('#')) {
            let name = name.trim_end_matches(".css");
            let path = format!("{}/assets/css/{name}.css", env!("CARGO_MANIFEST_DIR"));
            expected.push_str(&std::fs::read_to_string(path).unwrap());
            expected.push('\n');
        }
        assert_eq!(super::CSS, expected);
    }

    #[test]
    fn every_script_of_the_folder_is_served() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/js");
        let list = |folder: &str| {
            let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap());
            files.map(|file| file.file_name().into_string().unwrap()).collect::<Vec<_>>()
        };
        let mut names: Vec<String> = vec![];
        for name in list(folder) {
            let inside = format!("{folder}/{name}");
            if std::path::Path::new(&inside).is_dir() {
                names.extend(list(&inside).into_iter().map(|file| format!("{name}/{file}")));
            } else {
                names.push(name);
            }
        }
        names.sort();
        assert_eq!(names, super::SCRIPTS.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    }
}
