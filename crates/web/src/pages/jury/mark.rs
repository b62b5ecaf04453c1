//! `/candidatures/{id}/note`: the jury decides a mark.

use super::list;
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::Form;
use crate::pages::sheets::visa;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::post;
use exam::access::Actor;
use exam::sitting::WhichExam;
use office::acts::jury::{DecideMark, JuryLine, SeeJury};
use office::acts::optional::DecideOptionalMark;
use office::acts::sheets::SeeSheet;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/candidatures/{id}/note", post(decide))
}

async fn decide(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let actor = &form.visitor.actor;
    let typed = (form.text("mark").to_owned(), form.text("remark").to_owned());
    let (candidate, mark, remark) = (id.into(), typed.0.clone(), typed.1.clone());
    let done = if form.text("exam") == WhichExam::Optional.code() {
        app.office.perform(actor, DecideOptionalMark { candidate, mark, remark }).await
    } else {
        app.office.perform(actor, DecideMark { candidate, mark, remark }).await
    };
    let (session, sheet) = (plain(form.text("session")), plain(form.text("sheet")));
    match done {
        Ok(_) => Ok(Redirect::to(&next(&app, actor, &session).await?).into_response()),
        Err(failure) => match refusal(&failure) {
            Some(sentence) if sheet.is_empty() => list::again(&app, &form.visitor, &session, sentence).await,
            Some(sentence) => {
                let sheet = app.office.consult(actor, SeeSheet { sheet: sheet.into() }).await?;
                Ok(visa::page(&app, &form.visitor, &sheet, (Some(sentence), Some(typed))))
            }
            None => Err(Oops::from(failure)),
        },
    }
}

/// An identifier as it may stand in an address.
pub(super) fn plain(sent: &str) -> String {
    sent.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

/// The next sheet that is ready; the jury's list once there is none.
async fn next(app: &App, actor: &Actor, session: &str) -> Result<String, Oops> {
    let seen = app.office.consult(actor, SeeJury { session: session.into() }).await?;
    let ready = |line: &'_ JuryLine| {
        let optional = line.optional.as_ref().filter(|one| one.ready()).map(|one| one.sheet.clone());
        line.sheet.clone().filter(|_| line.ready()).or(optional)
    };
    let ready = seen.lines.iter().find_map(ready);
    Ok(ready.map_or_else(|| format!("/sessions/{session}/jury"), |sheet| format!("/feuilles/{sheet}")))
}
