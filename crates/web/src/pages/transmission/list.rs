//! `/sessions/{id}/transmissions`: every bundle of a session, the rector's date, and a file that came another way.

use super::sent::title;
use super::{people, standing};
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Form, big_file, too_large};
use crate::page::{Page, render};
use crate::place;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, RawQuery, Request, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use exam::access::{Act, Subject, may};
use exam::french;
use exam::id::SessionId;
use office::acts::perimeter::Perimeter;
use office::acts::transmission::{
    ARCHIVE_MB, Checked, Next, Prepared, SeeTransmissions, SetTransmissionDate, Transmissions,
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/sessions/{id}/transmissions", get(see))
        .route("/sessions/{id}/transmissions/date", post(set_date))
        .route("/sessions/{id}/transmissions/verification", post(check).layer(DefaultBodyLimit::disable()))
}

/// One bundle of the page.
struct Row {
    name: String,
    href: String,
    people: String,
    kind: &'static str,
    state: &'static str,
    /// Sent late, or not sent though the date is over.
    late: bool,
    sent: String,
    missing: String,
}

/// What verifying a file told.
struct Found {
    kind: &'static str,
    title: String,
    says: String,
    sha256: String,
    known: String,
    findings: Vec<String>,
}

#[derive(Template)]
#[template(path = "pages/transmission/list.html")]
#[expect(clippy::struct_excessive_bools, reason = "each shows a part of the page")]
struct ListPage {
    page: Page,
    lead: String,
    session: String,
    next: String,
    detail: String,
    rows: Vec<Row>,
    due: String,
    due_said: String,
    revision: i64,
    /// The person fixes the date.
    fixes: bool,
    /// The person is of the jury's side.
    jury: bool,
    /// The decided marks can be exported by this person: yes, or not before the minutes are signed.
    exports: bool,
    signed: bool,
    found: Option<Found>,
}

fn row(one: &Prepared) -> Row {
    let (kind, state) = standing(one);
    let missing = match one.next() {
        Next::Complete(count) => format!("Documents manquants pour {}", people(count)),
        _ => String::new(),
    };
    let waits = !matches!(one.next(), Next::Done | Next::Nobody);
    let sent = one.sent.first();
    Row {
        name: one.drawn.school.as_ref().map_or_else(
            || one.perimeter.track().label().to_owned(),
            |school| format!("{} ({})", school.name, school.uai),
        ),
        href: format!("{}/transmission", place::address(&one.perimeter)),
        people: one.lines.len().to_string(),
        kind,
        state,
        late: sent.is_some_and(|sent| sent.late) || (one.is_past && waits),
        sent: sent.map(|sent| title(sent, &one.drawn.session)).unwrap_or_default(),
        missing,
    }
}

/// What comes next, for the jury's side and for the authority.
fn next(seen: &Transmissions, jury: bool) -> (String, String) {
    let (missing, all) = (seen.missing(), seen.bundles.len());
    let waiting = match missing {
        0 => String::new(),
        1 => "Un dossier n’est pas encore transmis.".to_owned(),
        count => format!("{count} dossiers ne sont pas encore transmis."),
    };
    match (seen.altered(), seen.to_receive()) {
        (1, _) => ("Un dossier est altéré : ne l’employez pas".to_owned(), waiting),
        (2.., _) => ("Des dossiers sont altérés : ne les employez pas".to_owned(), waiting),
        (0, 1) if jury => ("Un dossier est à recevoir".to_owned(), waiting),
        (0, count @ 2..) if jury => (format!("{count} dossiers sont à recevoir"), waiting),
        _ if all == 0 => ("Aucune personne candidate".to_owned(), "Il n’y a rien à transmettre.".to_owned()),
        _ if missing == 0 => ("Tout est transmis".to_owned(), String::new()),
        _ if missing == all => ("Rien n’est encore transmis".to_owned(), String::new()),
        _ => (format!("{} dossiers sur {all} sont transmis", all - missing), waiting),
    }
}

/// What the page says beyond the bundles.
#[derive(Default)]
struct Said {
    query: Option<String>,
    refused: Option<String>,
    /// The date that was typed.
    typed: Option<String>,
    found: Option<Found>,
}

async fn show(app: &App, visitor: &Visitor, id: &str, said: Said) -> Answer {
    let session = SessionId::from(id);
    let seen = app.office.consult(&visitor.actor, SeeTransmissions { session: session.clone() }).await?;
    let subject = Subject { session: Some(session), ..Subject::default() };
    let may = |act| may(&visitor.actor, act, &subject).is_ok();
    let page = Page::new(app, visitor, "Transmission au jury", "").done(said.query.as_deref());
    let (page, status) = page.refused(said.refused);
    let jury = may(Act::ReceiveBundle);
    let (next, detail) = next(&seen, jury);
    let referential = &seen.session.referential;
    let template = ListPage {
        page,
        lead: format!("{} {}, {}", referential.exam, seen.session.year, seen.session.academy),
        session: id.to_owned(),
        next,
        detail,
        rows: seen.bundles.iter().map(row).collect(),
        due: said.typed.unwrap_or_else(|| seen.due.map(|day| day.to_string()).unwrap_or_default()),
        due_said: seen.due.map(french::date).unwrap_or_default(),
        revision: seen.session.revision,
        fixes: may(Act::SetDates),
        jury,
        exports: may(Act::ExportMarks),
        signed: seen.signed,
        found: said.found,
    };
    Ok(render(status, &template))
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    show(&app, &visitor, &id, Said { query, ..Said::default() }).await
}

async fn set_date(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let typed = form.text("due").trim().to_owned();
    let due = match typed.as_str() {
        "" => Ok(None),
        _ => form.date("due", "transmission au jury").map(Some),
    };
    let seen = form.text("revision").parse().unwrap_or(0);
    let done = match due {
        Ok(due) => {
            let act = SetTransmissionDate { session: id.as_str().into(), seen, due };
            app.office.perform(&form.visitor.actor, act).await
        }
        Err(refused) => Err(refused.into()),
    };
    let Err(failure) = done else {
        return Ok(Redirect::to(&format!("/sessions/{id}/transmissions?fait=dates")).into_response());
    };
    let Some(sentence) = refusal(&failure) else { return Err(Oops::from(failure)) };
    let said = Said { refused: Some(sentence), typed: Some(typed), ..Said::default() };
    show(&app, &form.visitor, &id, said).await
}

async fn check(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, request: Request) -> Answer {
    // Asked before a large file is taken in.
    let perimeter = Perimeter::Session(id.as_str().into());
    app.office.allow(&visitor.actor, Act::ReceiveBundle, &perimeter).await?;
    let said = match big_file(&app, &visitor, request, ARCHIVE_MB).await {
        Ok(Some((name, file))) => {
            let checked = app.office.check_bundle(&visitor.actor, &id.as_str().into(), (&name, file)).await?;
            Said { found: Some(found(checked)), ..Said::default() }
        }
        Ok(None) => Said { refused: Some("Aucun fichier n’est choisi.".to_owned()), ..Said::default() },
        Err(response) => match too_large(&response) {
            Some(sentence) => Said { refused: Some(sentence), ..Said::default() },
            None => return Ok(response),
        },
    };
    show(&app, &visitor, &id, said).await
}

fn found(checked: Checked) -> Found {
    let Checked { name, not_a_bundle, sha256, says, known, findings } = checked;
    let (kind, title) = match (not_a_bundle.as_str(), findings.len()) {
        ("", 0) => ("success", format!("« {name} » est entier : chaque fichier est celui qui a été scellé.")),
        ("", _) => ("error", format!("« {name} » n’est pas ce qui a été scellé : ne l’employez pas.")),
        (why, _) => ("error", format!("« {name} » : {why}.")),
    };
    let known = match known {
        Some(sent) if sent.sha256 == sha256 => "C’est, à l’octet près, un dossier transmis ici.",
        Some(_) => "Ce fichier se dit être un dossier transmis ici, et n’en est pas la copie exacte.",
        None if not_a_bundle.is_empty() => {
            "Ce dossier n’a pas été transmis ici : comparez son empreinte à celle de l’accusé."
        }
        None => "",
    };
    Found { kind, title, says, sha256, known: known.to_owned(), findings }
}
