//! What is done in the room: members named, marks recommended; and what a commission answers.

use super::page;
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use exam::Refusal;
use exam::harmonisation::Change;
use exam::mark::Mark;
use office::acts::harmonisation::{AnswerRecommendation, NameHarmoniser, Recommend, ReleaseHarmoniser};

/// The scale of a mark that is typed: the office asks the session's own again.
const SCALE: u16 = 20;

/// A mark, or a number of points with its sign.
fn change(form: &Form) -> Result<Change, Refusal> {
    let typed = form.text("mark").trim();
    if form.text("how") != "by" {
        return Ok(Change::To(Mark::parse(typed, SCALE)?));
    }
    let (sign, points) = match typed.strip_prefix(['-', '−']) {
        Some(points) => (-1, points),
        None => (1, typed.trim_start_matches('+')),
    };
    Ok(Change::By(sign * Mark::parse(points, SCALE)?.hundredths()))
}

pub(super) async fn recommend(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let query = form.text("query").to_owned();
    let done = match change(&form) {
        Ok(change) => {
            let act = Recommend {
                session: id.as_str().into(),
                sheets: form.fields().all("sheet").map(Into::into).collect(),
                change,
                reason: form.text("reason").to_owned(),
            };
            app.office.perform(&form.visitor.actor, act).await
        }
        Err(refused) => Err(refused.into()),
    };
    let Err(failure) = done else {
        let to = format!("/sessions/{id}/harmonisation?{query}&fait=recommandation#recommandations");
        return Ok(Redirect::to(&to).into_response());
    };
    let Some(sentence) = refusal(&failure) else { return Err(Oops::from(failure)) };
    page(&app, &form.visitor, &id, &query, (Some(sentence), form.fields().clone())).await
}

pub(super) async fn name(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let school = Some(form.text("school")).filter(|text| !text.is_empty());
    let act = NameHarmoniser {
        session: id.as_str().into(),
        account: form.text("account").into(),
        school: school.map(Into::into),
    };
    if let Err(failure) = app.office.perform(&form.visitor.actor, act).await {
        let Some(sentence) = refusal(&failure) else { return Err(Oops::from(failure)) };
        return page(&app, &form.visitor, &id, form.text("query"), (Some(sentence), form.fields().clone()))
            .await;
    }
    Ok(Redirect::to(&format!("/sessions/{id}/harmonisation?{}#membres", form.text("query"))).into_response())
}

pub(super) async fn release(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let act = ReleaseHarmoniser { session: id.as_str().into(), account: form.text("account").into() };
    app.office.perform(&form.visitor.actor, act).await?;
    Ok(Redirect::to(&format!("/sessions/{id}/harmonisation?{}#membres", form.text("query"))).into_response())
}

pub(super) async fn answer(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let act = AnswerRecommendation { recommendation: id.into(), content: form.text("content").to_owned() };
    let sheet = app.office.perform(&form.visitor.actor, act).await?;
    Ok(Redirect::to(&format!("/feuilles/{sheet}#harmonisation")).into_response())
}
