//! `/commissions/{id}/remplacer/{place}`: somebody else in one seat, among those whom the rules allow (E4-21).

use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::Form;
use crate::page::{Page, render};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use exam::commission::{Seat, Warning};
use exam::french;
use office::Failure;
use office::acts::oral::{Allowed, ReplaceMember, SeeReplacements};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/commissions/{id}/remplacer/{seat}", get(see).post(replace))
}

/// Somebody who may sit there.
struct Choice {
    id: String,
    name: String,
    detail: String,
    needs_reason: bool,
}

#[derive(Template)]
#[template(path = "pages/commissions/replace.html")]
struct ReplacePage {
    page: Page,
    id: String,
    seat: &'static str,
    lead: String,
    leaving: String,
    leaving_id: String,
    choices: Vec<Choice>,
    /// The reason as it was typed and not taken, and by whom it was chosen.
    typed: (String, String),
}

fn choice(one: &Allowed) -> Choice {
    let mut detail = one.examiner.quality.label().to_owned();
    for warning in &one.warnings {
        if let Warning::OwnStudent { candidate, .. } = warning {
            detail = format!("{detail}. À savoir : du même établissement que {candidate}");
        }
    }
    Choice {
        id: one.examiner.id.to_string(),
        name: one.examiner.name.clone(),
        detail,
        needs_reason: one.needs_reason,
    }
}

async fn show(
    app: &App,
    visitor: &Visitor,
    (id, seat): (String, Seat),
    (no, typed): (Option<String>, (String, String)),
) -> Answer {
    let view = SeeReplacements { commission: id.as_str().into(), seat };
    let seen = app.office.consult(&visitor.actor, view).await?;
    let title = format!("Remplacer {}", seen.leaving.name);
    let (page, status) = Page::new(app, visitor, title, "").refused(no);
    let template = ReplacePage {
        page,
        id,
        seat: seat.code(),
        lead: format!(
            "Commission {}, {}, salle {}.",
            seen.commission.number,
            french::day(seen.commission.held_on),
            seen.commission.room
        ),
        leaving: seen.leaving.name.clone(),
        leaving_id: seen.leaving.id.to_string(),
        choices: seen.allowed.iter().map(choice).collect(),
        typed,
    };
    Ok(render(status, &template))
}

fn read(seat: &str) -> Result<Seat, Oops> {
    Seat::from_code(seat).ok_or_else(|| Failure::NotFound.into())
}

async fn see(State(app): State<App>, visitor: Visitor, Path((id, seat)): Path<(String, String)>) -> Answer {
    show(&app, &visitor, (id, read(&seat)?), (None, (String::new(), String::new()))).await
}

async fn replace(State(app): State<App>, Path((id, seat)): Path<(String, String)>, form: Form) -> Answer {
    let seat = read(&seat)?;
    let act = ReplaceMember {
        commission: id.as_str().into(),
        seat,
        leaving: form.text("leaving").into(),
        arriving: form.text("arriving").into(),
        reason: form.text("reason").to_owned(),
    };
    match app.office.perform(&form.visitor.actor, act).await {
        Ok(()) => Ok(Redirect::to(&format!("/commissions/{id}?fait=membre")).into_response()),
        Err(failure) => match refusal(&failure) {
            Some(sentence) => {
                let typed = (form.text("arriving").to_owned(), form.text("reason").to_owned());
                show(&app, &form.visitor, (id, seat), (Some(sentence), typed)).await
            }
            None => Err(Oops::from(failure)),
        },
    }
}
