//! `…/convocations`: who is convened, what is to be sent, who has not answered; what the place says in each.

use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Form, pairs};
use crate::page::{Page, render};
use crate::place::{self, Place};
use crate::visitor::Visitor;
use crate::words;
use askama::Template;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use exam::convocation::{Instructions, Stage};
use exam::french;
use exam::notice::called;
use office::acts::convocations::{
    Addressee, Chase, CloseWalls, Convene, Convocations, Person, SeeConvocations, WriteInstructions,
};
use office::acts::perimeter::Perimeter;

pub(super) fn routes() -> Router<App> {
    let routes = |prefix: &str| {
        Router::new()
            .route(&format!("{prefix}/convocations"), get(see).post(convene))
            .route(&format!("{prefix}/convocations/rappel"), post(chase))
            .route(&format!("{prefix}/convocations/consignes"), post(write))
            .route(&format!("{prefix}/convocations/ecran"), post(open))
            .route(&format!("{prefix}/convocations/ecran/fermer"), post(close))
    };
    routes("/sessions/{id}").merge(routes("/etablissements/{id}"))
}

struct Line {
    name: String,
    detail: String,
    calls: Vec<String>,
    kind: &'static str,
    state: &'static str,
    /// When it was sent and received, in words; or why the person is not convened.
    told: String,
    mailed: bool,
    /// The last convocation, where it can be printed.
    paper: String,
}

#[derive(Template)]
#[template(path = "pages/convocations/list.html")]
struct ListPage {
    page: Page,
    lead: String,
    place: String,
    groups: Vec<(&'static str, &'static str, Vec<Line>)>,
    waiting: usize,
    unanswered: usize,
    silent: usize,
    sent: usize,
    instructions: Instructions,
    revision: i64,
    days: Vec<(String, String)>,
    walls: Vec<String>,
    /// The address of a screen that was just opened.
    opened: String,
}

/// A badge's kind and its word.
fn state(person: &Person) -> (&'static str, &'static str) {
    let received = person.last.as_ref().is_some_and(|last| last.read_at.is_some());
    match person.stage() {
        Stage::ToSend => ("info", "À envoyer"),
        Stage::ToSendAgain => ("warning", "A changé : à renvoyer"),
        Stage::ToCancel => ("warning", "À annuler"),
        Stage::Sent if person.unanswered() => ("neutral", "Envoyée"),
        Stage::Sent if received => ("success", "Reçue"),
        Stage::Nothing if person.barred.is_some() => ("error", "Pas de convocation"),
        Stage::Nothing if person.calls.is_empty() => ("neutral", "Annulée"),
        Stage::Sent | Stage::Nothing => ("neutral", "Passée"),
    }
}

fn line(person: &Person, seen: &Convocations) -> Line {
    let zone = &seen.drawn.session.zone;
    let mut told = vec![];
    if let Some(barred) = &person.barred {
        told.push(words::sentence(barred));
    }
    if let Some(last) = &person.last {
        let what = if last.calls.is_empty() { "Annulée" } else { "Envoyée" };
        told.push(format!("{what} {}.", french::instant(last.sent_at, zone)));
        if let Some(at) = last.read_at {
            told.push(format!("Reçue {}.", french::instant(at, zone)));
        }
        if let Some(at) = last.chased_at {
            told.push(format!("Rappel {}.", french::instant(at, zone)));
        }
    }
    let (kind, state) = state(person);
    let printable = person.last.as_ref().filter(|last| !last.calls.is_empty());
    Line {
        name: person.name.clone(),
        detail: person.detail.clone(),
        calls: person.calls.iter().map(|call| french::capital(&called(call, zone))).collect(),
        kind,
        state,
        told: told.join(" "),
        mailed: person.mailed,
        paper: printable.map(|last| format!("/convocations/{}/convocation.pdf", last.id)).unwrap_or_default(),
    }
}

/// What a page shows beside what is there: the sentence of a refusal with what was typed, or the address just opened.
#[derive(Default)]
struct Beside {
    query: Option<String>,
    refused: Option<(String, Instructions)>,
    opened: String,
}

async fn page(app: &App, visitor: &Visitor, perimeter: Perimeter, beside: Beside) -> Answer {
    let seen = app.office.consult(&visitor.actor, SeeConvocations { perimeter: perimeter.clone() }).await?;
    let mut page = Page::new(app, visitor, "Convocations", "/sessions").done(beside.query.as_deref());
    if let Some(told) = told(&beside.query.unwrap_or_default()) {
        page = page.flash("success", told);
    }
    let (mut status, mut instructions) = (StatusCode::OK, seen.instructions.0.clone());
    if let Some((sentence, typed)) = beside.refused {
        (status, instructions) = (StatusCode::UNPROCESSABLE_ENTITY, typed);
        page = page.flash("error", sentence);
    }
    let zone = &seen.drawn.session.zone;
    let unanswered = || seen.people.iter().filter(|one| one.unanswered());
    let of = |candidate: bool| {
        let own = seen.people.iter().filter(|one| matches!(one.to, Addressee::Candidate(_)) == candidate);
        own.map(|one| line(one, &seen)).collect::<Vec<_>>()
    };
    let groups = [
        ("candidats", "Les personnes candidates", of(true)),
        ("membres", "Les membres de commission", of(false)),
    ];
    let template = ListPage {
        lead: format!("{}. {}.", place::title(&seen.drawn), perimeter.track().label()),
        place: place::address(&perimeter),
        groups: groups.into_iter().filter(|(.., lines)| !lines.is_empty()).collect(),
        waiting: seen.waiting(),
        unanswered: unanswered().count(),
        silent: unanswered().filter(|one| !one.mailed).count(),
        sent: seen
            .people
            .iter()
            .filter(|one| one.last.as_ref().is_some_and(|last| !last.calls.is_empty()))
            .count(),
        instructions,
        revision: seen.instructions.1,
        days: seen.days.iter().map(|day| (day.to_string(), french::capital(&french::day(*day)))).collect(),
        walls: seen.walls.iter().map(|until| french::instant(*until, zone)).collect(),
        opened: beside.opened,
        page,
    };
    Ok(render(status, &template))
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Place(perimeter): Place,
    RawQuery(query): RawQuery,
) -> Answer {
    page(&app, &visitor, perimeter, Beside { query, ..Beside::default() }).await
}

/// « 3 convocations envoyées, dont 1 sans courriel », from what the address carries.
fn told(query: &str) -> Option<String> {
    let fields = pairs(query.as_bytes());
    let number = |name: &str| fields.text(name).parse::<usize>().ok();
    let plural = |count: usize, one: &str, several: &str| {
        format!("{count} {}", if count == 1 { one } else { several })
    };
    let mut sentences = vec![];
    if let (Some(sent), Some(cancelled)) = (number("envoyees"), number("annulees")) {
        sentences.push(format!("{}.", plural(sent, "convocation est envoyée", "convocations sont envoyées")));
        if cancelled > 0 {
            sentences.push(format!("{}.", plural(cancelled, "est annulée", "sont annulées")));
        }
    } else if let (Some(told), Some(already)) = (number("rappels"), number("deja")) {
        sentences.push(format!("{}.", plural(told, "rappel est envoyé", "rappels sont envoyés")));
        if already > 0 {
            let who =
                plural(already, "personne a déjà reçu un courriel", "personnes ont déjà reçu un courriel");
            sentences.push(format!("Aujourd’hui, {who}."));
        }
    } else {
        return None;
    }
    if let Some(silent @ 1..) = number("sans") {
        let who = plural(silent, "personne n’a pas d’adresse", "personnes n’ont pas d’adresse");
        sentences.push(format!("{who} : imprimez, ou appelez."));
    }
    Some(french::spaced(&sentences.join(" ")))
}

async fn convene(State(app): State<App>, Place(perimeter): Place, form: Form) -> Answer {
    let seen = form.text("seen").parse().unwrap_or(usize::MAX);
    let act = Convene { perimeter: perimeter.clone(), seen };
    let sent = app.office.perform(&form.visitor.actor, act).await?;
    let query = format!(
        "envoyees={}&annulees={}&sans={}",
        sent.first + sent.again,
        sent.cancelled,
        sent.without_mail
    );
    Ok(Redirect::to(&format!("{}/convocations?{query}", place::address(&perimeter))).into_response())
}

async fn chase(State(app): State<App>, Place(perimeter): Place, form: Form) -> Answer {
    let done = app.office.perform(&form.visitor.actor, Chase { perimeter: perimeter.clone() }).await?;
    let query = format!("rappels={}&deja={}&sans={}", done.told, done.already, done.without_mail);
    Ok(Redirect::to(&format!("{}/convocations?{query}", place::address(&perimeter))).into_response())
}

async fn write(State(app): State<App>, Place(perimeter): Place, form: Form) -> Answer {
    let typed = Instructions {
        place: form.text("place").to_owned(),
        bring: form.text("bring").to_owned(),
        contact: form.text("contact").to_owned(),
        early: form.text("early").trim().parse().unwrap_or(u8::MAX),
    };
    let seen = form.text("revision").parse().unwrap_or(-1);
    let act = WriteInstructions { perimeter: perimeter.clone(), seen, instructions: typed.clone() };
    match app.office.perform(&form.visitor.actor, act).await {
        Ok(()) => {
            let to = format!("{}/convocations?fait=consignes", place::address(&perimeter));
            Ok(Redirect::to(&to).into_response())
        }
        Err(failure) => {
            let Some(sentence) = refusal(&failure) else { return Err(Oops::from(failure)) };
            let beside = Beside { refused: Some((sentence, typed)), ..Beside::default() };
            page(&app, &form.visitor, perimeter, beside).await
        }
    }
}

async fn open(State(app): State<App>, Place(perimeter): Place, form: Form) -> Answer {
    let token = app.office.open_wall(&form.visitor.actor, &perimeter).await?;
    let beside = Beside { opened: format!("/ecran/{token}"), ..Beside::default() };
    page(&app, &form.visitor, perimeter, beside).await
}

async fn close(State(app): State<App>, Place(perimeter): Place, form: Form) -> Answer {
    app.office.perform(&form.visitor.actor, CloseWalls { perimeter: perimeter.clone() }).await?;
    let to = format!("{}/convocations?fait=ecrans", place::address(&perimeter));
    Ok(Redirect::to(&to).into_response())
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn what_was_sent_is_told_in_the_singular_too() {
        let said = |query: &str| told(query).unwrap().replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!(said("envoyees=1&annulees=0&sans=0"), "1 convocation est envoyée.");
        assert_eq!(
            said("envoyees=3&annulees=1&sans=2"),
            "3 convocations sont envoyées. 1 est annulée. 2 personnes n’ont pas d’adresse : imprimez, ou appelez."
        );
        assert_eq!(
            said("rappels=2&deja=1&sans=0"),
            "2 rappels sont envoyés. Aujourd’hui, 1 personne a déjà reçu un courriel."
        );
        assert!(told("fait=consignes").is_none());
    }
}
