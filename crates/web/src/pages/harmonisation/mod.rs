//! `/sessions/{id}/harmonisation`: the commissions side by side, where to look, and recommendations. For the jury.
#![allow(clippy::cmp_owned, reason = "the select component compares keys of any type as texts")]

mod acts;
mod shown;

use crate::App;
use crate::answer::{Answer, pdf};
use crate::forms::{Fields, pairs};
use crate::page::{Page, render};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use exam::candidate::{Speciality, Track};
use office::acts::harmonisation::{Compared, Look};
use shown::{Clue, Heat, Line, Mark, Profile, Said};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/sessions/{id}/harmonisation", get(see).post(acts::recommend))
        .route("/sessions/{id}/harmonisation/membres", post(acts::name))
        .route("/sessions/{id}/harmonisation/retrait", post(acts::release))
        .route("/sessions/{id}/harmonisation.pdf", get(minutes))
        .route("/recommandations/{id}/reponse", post(acts::answer))
}

/// A track in an address.
fn word(track: Track) -> &'static str {
    match track {
        Track::OneOff => "ponctuel",
        Track::Continuous => "ccf",
    }
}

/// How the room is looked at, from an address or a form.
fn look(fields: &Fields) -> Look {
    Look {
        names: fields.text("noms") == "oui",
        masked: fields.text("commissions") == "masquees",
        drawn: fields.text("tirage") == "oui",
        speciality: Speciality::ALL.into_iter().find(|one| one.label() == fields.text("option")),
        track: Track::ALL.into_iter().find(|one| word(*one) == fields.text("forme")),
    }
}

#[derive(Template)]
#[template(path = "pages/harmonisation/room.html")]
struct RoomPage {
    page: Page,
    session: String,
    /// The address's part after `?`, so that a form comes back to the same look.
    query: String,
    look: Look,
    option: String,
    track: String,
    specialities: [(&'static str, &'static str); 3],
    tracks: [(&'static str, &'static str); 3],
    unsigned: usize,
    signed: usize,
    design: Vec<String>,
    to_examine: usize,
    said: Vec<Said>,
    whole: Option<Said>,
    clues: Vec<Clue>,
    heat: Vec<Heat>,
    titles: Vec<String>,
    profile: Profile,
    chosen: String,
    commissions: Vec<(String, String)>,
    lines: Vec<Line>,
    recommendations: Vec<Mark>,
    members: Vec<(String, String, String)>,
    others: Vec<(String, String)>,
    schools: Vec<(String, String)>,
    not_represented: Vec<String>,
    member: bool,
    presides: bool,
    sent: Fields,
}

fn template(page: Page, compared: &Compared, fields: &Fields, sent: Fields) -> RoomPage {
    let (room, look) = (&compared.room, look(fields));
    let chosen = shown::chosen(compared, fields.text("commission"));
    let school =
        |id: &exam::id::SchoolId| room.schools.iter().find(|one| one.id == *id).map(|one| one.name.clone());
    let whole = compared.whole.as_ref().map(shown::whole);
    RoomPage {
        page,
        session: room.session.id.to_string(),
        query: shown::query(&look, &chosen),
        option: look.speciality.map(Speciality::label).unwrap_or_default().to_owned(),
        track: look.track.map(word).unwrap_or_default().to_owned(),
        specialities: [("", "Les deux options"), ("SLAM", "SLAM"), ("SISR", "SISR")],
        tracks: [("", "Les deux formes"), ("ponctuel", "Ponctuel"), ("ccf", "CCF")],
        unsigned: room.unsigned,
        signed: room.sheets.len(),
        design: compared.design.clone(),
        to_examine: compared.rows.iter().filter(|row| shown::to_examine(row)).count(),
        said: compared.rows.iter().map(shown::said).collect(),
        whole,
        clues: compared.clues.iter().map(|clue| shown::clue(clue, compared)).collect(),
        heat: compared.rows.iter().map(|row| shown::heat(&row.name, &row.view)).collect(),
        titles: room.session.referential.lines.iter().map(|line| line.label.clone()).collect(),
        profile: shown::profile(compared),
        commissions: compared.rows.iter().map(|row| (row.commission.to_string(), row.name.clone())).collect(),
        lines: shown::lines(compared, &chosen),
        recommendations: room.recommendations.iter().map(|one| shown::recommended(one, compared)).collect(),
        members: room
            .members
            .iter()
            .map(|one| {
                let school = one.school.as_ref().and_then(school).unwrap_or_default();
                (one.account.to_string(), one.name.clone(), school)
            })
            .collect(),
        others: room.others.iter().map(|(id, name)| (id.to_string(), name.clone())).collect(),
        schools: [(String::new(), "Aucun".to_owned())]
            .into_iter()
            .chain(room.schools.iter().map(|one| (one.id.to_string(), one.name.clone())))
            .collect(),
        not_represented: room.not_represented.iter().map(|one| one.name.clone()).collect(),
        member: room.member,
        presides: room.presides,
        chosen,
        look,
        sent,
    }
}

async fn page(
    app: &App,
    visitor: &Visitor,
    session: &str,
    query: &str,
    (no, sent): (Option<String>, Fields),
) -> Answer {
    let fields = pairs(query.as_bytes());
    let compared = app.office.compare(&visitor.actor, &session.into(), look(&fields)).await?;
    let done = (!fields.text("fait").is_empty()).then(|| format!("fait={}", fields.text("fait")));
    let page = Page::new(app, visitor, "Harmonisation", "").done(done.as_deref());
    let (page, status) = match no {
        Some(sentence) => (page.flash("error", sentence), StatusCode::UNPROCESSABLE_ENTITY),
        None => (page, StatusCode::OK),
    };
    Ok(render(status, &template(page, &compared, &fields, sent)))
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    page(&app, &visitor, &id, &query.unwrap_or_default(), (None, Fields::default())).await
}

async fn minutes(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let look = look(&pairs(query.unwrap_or_default().as_bytes()));
    Ok(pdf(app.office.print_harmonisation(&visitor.actor, &id.into(), look).await?))
}
