//! `/ecran/{token}`: who is called where today, on a screen of the centre. No account: the address is the key.

use crate::App;
use crate::answer::{Answer, Oops};
use crate::page::{Page, show};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use axum::routing::get;
use exam::french;
use office::Failure;
use office::acts::convocations::{Wall, WallLine, WallState};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/ecran/{token}", get(see))
}

struct Line {
    hour: String,
    name: String,
    number: String,
    room: String,
    commission: String,
    kind: &'static str,
    state: &'static str,
}

#[derive(Template)]
#[template(path = "pages/convocations/wall.html")]
struct WallPage {
    page: Page,
    place: String,
    day: String,
    at: String,
    lines: Vec<Line>,
    over: usize,
}

fn line(one: &WallLine, wall: &Wall) -> Line {
    let (kind, state) = match one.state {
        WallState::Expected if one.starts_at <= wall.now => ("warning", "Attendu"),
        WallState::Expected => ("neutral", "À venir"),
        WallState::Arrived => ("info", "Arrivée notée"),
        WallState::UnderWay => ("success", "En cours"),
        WallState::Over => ("neutral", "Terminé"),
    };
    Line {
        hour: french::hour_of(one.starts_at, &wall.drawn.session.zone),
        name: one.name.clone(),
        number: one.number.clone(),
        room: one.room.clone(),
        commission: one.commission.clone(),
        kind,
        state,
    }
}

async fn see(State(app): State<App>, Path(token): Path<String>) -> Answer {
    let Some(wall) = app.office.wall(&token).await? else { return Err(Oops::from(Failure::NotFound)) };
    let session = &wall.drawn.session;
    let going = wall.lines.iter().filter(|one| one.state != WallState::Over);
    let template = WallPage {
        page: Page::public(&app, "Les oraux du jour"),
        place: wall.drawn.school.as_ref().map_or(&session.academy, |school| &school.name).clone(),
        day: french::capital(&french::day(wall.day)),
        at: french::hour_of(wall.now, &session.zone),
        lines: going.map(|one| line(one, &wall)).collect(),
        over: wall.lines.iter().filter(|one| one.state == WallState::Over).count(),
    };
    let mut response = show(&template);
    // The address is the key of the screen: no search engine keeps it, no other site hears of it.
    let headers = [("x-robots-tag", "noindex"), ("referrer-policy", "no-referrer")];
    response.headers_mut().extend(headers.map(|(name, value)| {
        (axum::http::HeaderName::from_static(name), axum::http::HeaderValue::from_static(value))
    }));
    Ok(response.into_response())
}
