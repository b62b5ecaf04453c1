//! `/candidatures/{id}/ef4/feuille`: the commission opens the optional exam's sheet, after the oral.

use crate::App;
use crate::answer::{Answer, Oops};
use crate::forms::Form;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::post;
use office::acts::optional::OpenOptional;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/candidatures/{id}/ef4/feuille", post(open))
}

async fn open(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let act = OpenOptional { candidate: id.into() };
    let sheet = app.office.perform(&form.visitor.actor, act).await.map_err(Oops::from)?;
    Ok(Redirect::to(&format!("/feuilles/{sheet}")).into_response())
}
