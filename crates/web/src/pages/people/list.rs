//! `/sessions/{id}/personnes`: who holds which role in a session.
#![allow(clippy::cmp_owned, reason = "the select component compares keys of any type as texts")]

use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Fields, Form};
use crate::page::{Page, render};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use exam::Refusal;
use exam::access::{Act, Role};
use office::Failure;
use office::acts::people::{Access, AddPerson, GIVEN, SeePeople, WithdrawRole};
use office::acts::perimeter::Perimeter;
use office::acts::reset::ResetPassword;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/sessions/{id}/personnes", get(see).post(add))
        .route("/sessions/{id}/personnes/retrait", post(withdraw))
        .route("/sessions/{id}/personnes/mot-de-passe", post(reset))
}

struct Line {
    name: String,
    login: String,
    role: &'static str,
    role_code: &'static str,
    school: String,
    school_id: String,
}

#[derive(Template)]
#[template(path = "pages/people/list.html")]
struct ListPage {
    page: Page,
    session: String,
    lines: Vec<Line>,
    roles: Vec<(&'static str, &'static str)>,
    schools: Vec<(String, String)>,
    without_account: usize,
    sent: Fields,
    access: Option<Access>,
}

async fn show(
    app: &App,
    visitor: &Visitor,
    id: String,
    sent: Fields,
    (access, sentence): (Option<Access>, Option<String>),
) -> Answer {
    let seen = app.office.consult(&visitor.actor, SeePeople { session: id.as_str().into() }).await?;
    let page = Page::new(app, visitor, "Les personnes de la session", "/sessions");
    let (page, status) = page.refused(sentence);
    let school = |id| seen.schools.iter().find(|school| Some(&school.id) == id);
    let lines = seen.holders.iter().map(|one| Line {
        name: one.name.clone(),
        login: one.login.clone(),
        role: one.role.label(),
        role_code: one.role.code(),
        school_id: one.school.as_ref().map(ToString::to_string).unwrap_or_default(),
        school: school(one.school.as_ref()).map(|school| school.name.clone()).unwrap_or_default(),
    });
    let schools = seen.schools.iter().map(|school| (school.id.to_string(), school.name.clone()));
    let template = ListPage {
        page,
        session: id,
        lines: lines.collect(),
        roles: [("", "Choisissez…")].into_iter().chain(GIVEN.map(|one| (one.code(), one.label()))).collect(),
        schools: [(String::new(), "Aucun : un rôle dans toute la session".to_owned())]
            .into_iter()
            .chain(schools)
            .collect(),
        without_account: seen.without_account.len(),
        sent,
        access,
    };
    Ok(render(status, &template))
}

async fn see(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    show(&app, &visitor, id, Fields::default(), (None, None)).await
}

async fn add(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let school = form.text("school");
    let done = match Role::from_code(form.text("role")) {
        Some(role) => {
            app.office
                .allow(&form.visitor.actor, Act::AddPerson, &Perimeter::Session(id.as_str().into()))
                .await?;
            let act = AddPerson {
                session: id.as_str().into(),
                login: form.text("login").to_owned(),
                name: form.text("name").to_owned(),
                role,
                school: (!school.is_empty()).then(|| school.into()),
                first: app.office.first_password().await?,
            };
            app.office.perform(&form.visitor.actor, act).await
        }
        None => Err(Refusal::Required { field: "rôle" }.into()),
    };
    match done {
        Ok(access) => show(&app, &form.visitor, id, Fields::default(), (Some(access), None)).await,
        Err(failure) => match refusal(&failure) {
            Some(sentence) => {
                show(&app, &form.visitor, id, form.fields().clone(), (None, Some(sentence))).await
            }
            None => Err(Oops::from(failure)),
        },
    }
}

async fn withdraw(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let Some(role) = Role::from_code(form.text("role")) else { return Err(Oops::from(Failure::NotFound)) };
    let school = form.text("school");
    let act = WithdrawRole {
        session: id.as_str().into(),
        login: form.text("login").to_owned(),
        role,
        school: (!school.is_empty()).then(|| school.into()),
    };
    app.office.perform(&form.visitor.actor, act).await?;
    Ok(Redirect::to(&format!("/sessions/{id}/personnes")).into_response())
}

async fn reset(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let actor = &form.visitor.actor;
    app.office.allow(actor, Act::ResetPassword, &Perimeter::Session(id.as_str().into())).await?;
    let act = ResetPassword {
        session: id.as_str().into(),
        login: form.text("lost").to_owned(),
        first: app.office.first_password().await?,
    };
    match app.office.perform(actor, act).await {
        Ok(access) => show(&app, &form.visitor, id, Fields::default(), (Some(access), None)).await,
        Err(failure) => match refusal(&failure) {
            Some(sentence) => {
                show(&app, &form.visitor, id, form.fields().clone(), (None, Some(sentence))).await
            }
            None => Err(Oops::from(failure)),
        },
    }
}
