//! `/mes-avis`: what a person was told. Opening a notice records nothing; the button « J’ai lu cet avis » does.

use crate::App;
use crate::answer::{Answer, Oops};
use crate::forms::Form;
use crate::page::{Page, show};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use exam::french;
use exam::id::NoticeId;
use exam::notice::Kind;
use office::acts::convocations::SeeConvocation;
use office::acts::notices::{Notice, ReadNotice, SeeNotice};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/mes-avis", get(list))
        .route("/mes-avis/{id}", get(one))
        .route("/mes-avis/{id}/lu", post(read))
}

#[derive(Template)]
#[template(path = "pages/notices/list.html")]
struct ListPage {
    page: Page,
    lead: String,
    notices: Vec<Line>,
    email: Option<String>,
}

struct Line {
    href: String,
    subject: String,
    detail: String,
    unread: bool,
}

async fn list(State(app): State<App>, visitor: Visitor, RawQuery(query): RawQuery) -> Answer {
    let own = app.office.notices(&visitor.actor).await?;
    let unread = own.iter().filter(|(notice, _)| notice.read_at.is_none()).count();
    let lead = match (own.len(), unread) {
        (0, _) => "Rien ne vous a encore été dit ici.".to_owned(),
        (_, 0) => "Vous avez tout lu.".to_owned(),
        (_, 1) => "Un avis attend que vous le lisiez.".to_owned(),
        (_, several) => format!("{several} avis attendent que vous les lisiez."),
    };
    let line = |(notice, session): &(Notice, office::acts::dossiers::Session)| {
        let given = format!("Donné {}", french::instant(notice.at, &session.zone));
        let read = notice.read_at.map(|at| format!(" ; lu {}", french::instant(at, &session.zone)));
        Line {
            href: format!("/mes-avis/{}", notice.id),
            subject: notice.subject.clone(),
            detail: french::spaced(&format!("{given}{}.", read.unwrap_or_default())),
            unread: notice.read_at.is_none(),
        }
    };
    let (mut notices, read): (Vec<_>, Vec<_>) = own.iter().map(line).partition(|one| one.unread);
    notices.extend(read);
    let page = Page::new(&app, &visitor, "Mes avis", "/mes-avis").done(query.as_deref());
    let email = app.office.email(&visitor.actor).await?;
    Ok(show(&ListPage { page, lead, notices, email }))
}

#[derive(Template)]
#[template(path = "pages/notices/one.html")]
struct OnePage {
    page: Page,
    links: Vec<(&'static str, &'static str)>,
    id: String,
    lead: String,
    paragraphs: Vec<String>,
    read: Option<String>,
    /// Where to act, and what the link says.
    onward: (String, &'static str),
    /// The convocation that it tells, to print and for a calendar; empty for another notice, or a cancellation.
    convocation: String,
}

async fn one(State(app): State<App>, visitor: Visitor, Path(notice): Path<NoticeId>) -> Answer {
    let (notice, session) = app.office.consult(&visitor.actor, SeeNotice { notice }).await?;
    let page = Page::new(&app, &visitor, notice.subject.clone(), "/mes-avis");
    let convocation = match notice.kind {
        Kind::Convened => convocation(&app, &visitor, &notice).await?,
        _ => String::new(),
    };
    Ok(show(&OnePage {
        page,
        links: vec![("/mes-avis", "Mes avis")],
        id: notice.id.to_string(),
        lead: format!("Avis donné {}", french::instant(notice.at, &session.zone)),
        paragraphs: notice.text.split("\n\n").map(str::to_owned).collect(),
        read: notice.read_at.map(|at| french::instant(at, &session.zone)),
        onward: onward(&notice),
        convocation,
    }))
}

/// The address of the convocation that a notice tells, where it calls somewhere.
async fn convocation(app: &App, visitor: &Visitor, notice: &Notice) -> Result<String, Oops> {
    let view = SeeConvocation { convocation: notice.about.1.as_str().into() };
    let one = app.office.consult(&visitor.actor, view).await?;
    let calls = !one.convocation.calls.is_empty();
    Ok(if calls { format!("/convocations/{}", one.convocation.id) } else { String::new() })
}

/// Where the person goes from a notice.
fn onward(notice: &Notice) -> (String, &'static str) {
    let id = &notice.about.1;
    match (notice.kind, notice.about.0.as_str()) {
        (Kind::ResultsPublished, _) => (format!("/mon-resultat/{id}"), "Lire mon résultat"),
        (Kind::ClaimAsked, _) => (format!("/candidatures/{id}/appreciation"), "Ouvrir la demande"),
        (Kind::ClaimAnswered, _) => (format!("/mon-resultat/{id}/appreciation"), "Lire mon appréciation"),
        (Kind::VisaVoided | Kind::SheetReopened | Kind::Recommended | Kind::DivergenceTold, "sheet") => {
            (format!("/feuilles/{id}"), "Ouvrir la feuille")
        }
        (Kind::Convened | Kind::MemberReplaced | Kind::SomebodyMissing, _) => {
            ("/".to_owned(), "Revenir à l’accueil")
        }
        _ => (format!("/mon-dossier/{id}"), "Ouvrir mon dossier"),
    }
}

async fn read(State(app): State<App>, Path(notice): Path<NoticeId>, form: Form) -> Answer {
    app.office.perform(&form.visitor.actor, ReadNotice { notice }).await?;
    Ok(Redirect::to("/mes-avis?fait=lu").into_response())
}
