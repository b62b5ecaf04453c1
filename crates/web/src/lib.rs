//! The pages: French, rendered on the server, working without JavaScript. They decide nothing.
//!
//! A page reads a form into types, hands an act to the office, and shows what comes back. This crate cannot name
//! `store`: no page writes around rights and journal.

mod answer;
mod assets;
mod forms;
mod page;
mod pages;
mod place;
mod security;
mod visitor;
mod words;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use office::Office;
use std::sync::Arc;
use tokio::sync::watch;
use tower_http::compression::CompressionLayer;
use tower_http::trace::TraceLayer;

pub use pages::demo::Persona;
pub use pages::portfolio::reach::words as finding_words;

/// How the pages are served.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The demonstration's people, offered by one click each; empty in a real installation.
    pub personas: Vec<Persona>,
    /// Cookies are sent over HTTPS only. Off for loopback and the demonstration.
    pub https: bool,
    /// Ends the answers that stay open, when the service stops.
    pub closing: Closing,
}

/// Whether the service is stopping.
#[derive(Debug, Clone, Default)]
pub struct Closing(Option<watch::Receiver<bool>>);

impl Closing {
    /// A signal that somebody gives by sending `true`.
    pub fn on(signal: watch::Receiver<bool>) -> Self {
        Self(Some(signal))
    }

    /// Ends when the service stops; never without a signal.
    pub(crate) async fn wait(&mut self) {
        match &mut self.0 {
            Some(signal) => drop(signal.wait_for(|stopping| *stopping).await),
            None => std::future::pending().await,
        }
    }
}

/// What every handler has.
#[derive(Clone)]
struct App {
    office: Office,
    options: Arc<Options>,
}

/// Every page and asset.
pub fn router(office: Office, options: Options) -> Router {
    let app = App { office, options: Arc::new(options) };
    // The mailbox shows everybody's mails to anybody: a real installation has no such page.
    let demonstration =
        if app.options.personas.is_empty() { Router::new() } else { pages::notices::demonstration() };
    pages::routes()
        .merge(demonstration)
        .merge(assets::routes())
        .fallback(pages::not_found)
        .layer(DefaultBodyLimit::max(forms::MAX_FORM))
        .layer(middleware::from_fn(security::silence))
        .layer(middleware::from_fn(security::same_origin))
        .layer(middleware::from_fn_with_state(app.clone(), answer::explain))
        .layer(middleware::from_fn(security::headers))
        .layer(CompressionLayer::new())
        .layer(TraceLayer::new_for_http())
        .with_state(app)
}
