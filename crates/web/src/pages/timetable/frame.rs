//! `…/calendrier/cadre`: half-days, hours, centres and rooms.

use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Fields, Form};
use crate::page::{Page, render};
use crate::place::{self, Place};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use exam::planning::Centre;
use exam::{Refusal, french};
use jiff::ToSpan as _;
use jiff::civil::{Date, Time, Weekday};
use office::acts::perimeter::Perimeter;
use office::acts::timetable::{Frame, HalfDay, Hours, Part, SeeFrame, SetFrame};

pub(super) fn routes() -> Router<App> {
    let routes =
        |prefix: &str| Router::new().route(&format!("{prefix}/calendrier/cadre"), get(see).post(write));
    routes("/sessions/{id}").merge(routes("/etablissements/{id}"))
}

/// A day of the form.
struct Day {
    name: String,
    /// The value, the label and whether it is ticked: morning, then afternoon.
    parts: [(String, &'static str, bool); 2],
}

/// A centre of the form.
struct Row {
    index: usize,
    id: String,
    name: String,
    school: String,
    rooms: String,
}

#[derive(Template)]
#[template(path = "pages/timetable/frame.html")]
struct FramePage {
    page: Page,
    place: String,
    revision: i64,
    days: Vec<Day>,
    hours: [(&'static str, &'static str, String); 4],
    minutes: [(&'static str, &'static str, String); 4],
    centres: Vec<Row>,
    schools: Vec<(String, String)>,
    until: String,
}

/// Days of a form, at most: a term of weekdays.
const DAYS: usize = 90;

/// Centres that may be added at once.
const MORE: usize = 2;

fn days(frame: &Frame, (first, last): (Date, Date)) -> Vec<Day> {
    let weekdays = first.series(1.day()).take_while(|day| *day <= last);
    let known = frame.halves.iter().map(|half| half.day);
    let some = |day: &Date| {
        !matches!(day.weekday(), Weekday::Sunday) || frame.halves.iter().any(|half| half.day == *day)
    };
    let mut all: Vec<Date> = weekdays.filter(some).take(DAYS).chain(known).collect();
    all.sort();
    all.dedup();
    let part = |day, part, label| {
        let half = HalfDay { day, part };
        (half.to_string(), label, frame.halves.contains(&half))
    };
    all.into_iter()
        .map(|day| Day {
            name: french::capital(&french::day(day)),
            parts: [part(day, Part::Morning, "Matin"), part(day, Part::Afternoon, "Après-midi")],
        })
        .collect()
}

fn rows(frame: &Frame) -> Vec<Row> {
    let known = frame.centres.iter().map(|one| (one.id.clone(), one.name.clone(), one.school.clone(), one));
    let known = known.map(|(id, name, school, one)| {
        (id, name, school.map(|id| id.to_string()).unwrap_or_default(), one.rooms.join("\n"))
    });
    let empty = (0..MORE).map(|_| Default::default());
    known
        .chain(empty)
        .enumerate()
        .map(|(index, (id, name, school, rooms))| Row { index, id, name, school, rooms })
        .collect()
}

async fn show(
    app: &App,
    visitor: &Visitor,
    perimeter: Perimeter,
    refused: Option<(Frame, i64, String)>,
) -> Answer {
    let place = place::address(&perimeter);
    let seen = app.office.consult(&visitor.actor, SeeFrame { perimeter }).await?;
    let (frame, revision, sentence) = match refused {
        Some((frame, revision, sentence)) => (frame, revision, Some(sentence)),
        None => (seen.frame, seen.revision, None),
    };
    let title = format!("Demi-journées et centres, {}", place::title(&seen.drawn));
    let (page, status) = Page::new(app, visitor, title, "/sessions").refused(sentence);
    let time = |at: Time| at.strftime("%H:%M").to_string();
    let hours = &frame.hours;
    let schools = seen.schools.iter().map(|one| (one.id.to_string(), one.name.clone()));
    let dates = &seen.drawn.session.dates;
    let template = FramePage {
        page,
        place,
        revision,
        days: days(&frame, (dates.orals_from, dates.orals_to)),
        hours: [
            ("morning_from", "Début de la matinée", time(hours.morning.0)),
            ("morning_to", "Fin de la matinée", time(hours.morning.1)),
            ("afternoon_from", "Début de l’après-midi", time(hours.afternoon.0)),
            ("afternoon_to", "Fin de l’après-midi", time(hours.afternoon.1)),
        ],
        minutes: [
            ("most", "Personnes candidates par demi-journée, au plus", hours.most.to_string()),
            ("between", "Minutes entre deux personnes", hours.between.to_string()),
            ("pause", "Minutes de pause", hours.pause.to_string()),
            ("deliberation", "Minutes de délibération", hours.deliberation.to_string()),
        ],
        centres: rows(&frame),
        schools: [(String::new(), "Aucun de la session".to_owned())].into_iter().chain(schools).collect(),
        until: frame.answers_until.map(|day| day.to_string()).unwrap_or_default(),
    };
    Ok(render(status, &template))
}

async fn see(State(app): State<App>, visitor: Visitor, Place(perimeter): Place) -> Answer {
    show(&app, &visitor, perimeter, None).await
}

/// What a form says, as far as it can be read; and what cannot.
fn read(form: &Fields) -> (Frame, Option<Refusal>) {
    let mut wrong = None;
    let usual = Hours::default();
    let mut time = |name, field, usual| {
        let Ok(at) = form.text(name).trim().parse::<Time>() else {
            wrong.get_or_insert(Refusal::Required { field });
            return usual;
        };
        at
    };
    let morning = (
        time("morning_from", "début de la matinée", usual.morning.0),
        time("morning_to", "fin de la matinée", usual.morning.1),
    );
    let afternoon = (
        time("afternoon_from", "début de l’après-midi", usual.afternoon.0),
        time("afternoon_to", "fin de l’après-midi", usual.afternoon.1),
    );
    let mut number = |name, field, usual: u16| match form.text(name).trim().parse::<u16>() {
        Ok(number) if number <= 240 => number,
        _ => {
            wrong.get_or_insert(Refusal::Required { field });
            usual
        }
    };
    let hours = Hours {
        morning,
        afternoon,
        between: number("between", "minutes entre deux personnes", usual.between),
        pause: number("pause", "minutes de pause", usual.pause),
        deliberation: number("deliberation", "minutes de délibération", usual.deliberation),
        most: u8::try_from(number("most", "personnes candidates par demi-journée", 4)).unwrap_or(u8::MAX),
    };
    let until = form.text("answers_until").trim();
    let answers_until = until.parse().ok();
    if !until.is_empty() && answers_until.is_none() {
        wrong.get_or_insert(Refusal::Required { field: "réponses attendues avant le" });
    }
    let halves = form.all("half").filter_map(HalfDay::parse).collect();
    (Frame { halves, hours, centres: centres(form), answers_until }, wrong)
}

/// A centre without a name and without rooms is no longer one.
fn centres(form: &Fields) -> Vec<Centre> {
    let mut centres = vec![];
    for (index, name) in form.with_prefix("name:") {
        let text = |field: &str| form.text(&format!("{field}:{index}"));
        let rooms: Vec<String> = text("rooms")
            .split(['\n', ',', ';'])
            .map(|room| room.trim().to_owned())
            .filter(|room| !room.is_empty())
            .collect();
        if name.trim().is_empty() && rooms.is_empty() {
            continue;
        }
        centres.push(Centre {
            id: text("id").to_owned(),
            name: name.to_owned(),
            school: Some(text("school")).filter(|id| !id.is_empty()).map(Into::into),
            rooms,
        });
    }
    centres
}

async fn write(State(app): State<App>, Place(perimeter): Place, form: Form) -> Answer {
    let (frame, wrong) = read(&form);
    let seen = form.text("revision").parse().unwrap_or_default();
    let done = if let Some(refused) = wrong {
        Err(refused.into())
    } else {
        let act = SetFrame { perimeter: perimeter.clone(), seen, frame: frame.clone() };
        app.office.perform(&form.visitor.actor, act).await
    };
    match done {
        Ok(()) => {
            let address = format!("{}/calendrier?fait=cadre", place::address(&perimeter));
            Ok(Redirect::to(&address).into_response())
        }
        Err(failure) => match refusal(&failure) {
            Some(sentence) => show(&app, &form.visitor, perimeter, Some((frame, seen, sentence))).await,
            None => Err(Oops::from(failure)),
        },
    }
}
