//! `/courrier`: what would be mailed. The demonstration alone has this page, and shows it to anybody.

use crate::App;
use crate::answer::Answer;
use crate::page::{Page, show};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use exam::french;
use jiff::tz::TimeZone;
use office::mail::KeptMail;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/courrier", get(see))
}

#[derive(Template)]
#[template(path = "pages/notices/mailbox.html")]
struct MailboxPage {
    page: Page,
    mails: Vec<Shown>,
}

struct Shown {
    to: String,
    subject: String,
    text: String,
    at: String,
    /// A convocation is enclosed.
    encloses: bool,
}

async fn see(State(app): State<App>, visitor: Result<Visitor, Response>) -> Answer {
    let title = "Le courrier de la démonstration";
    let page = match &visitor {
        Ok(visitor) => Page::new(&app, visitor, title, ""),
        Err(_) => Page::public(&app, title),
    };
    let zone = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
    let shown = |kept: KeptMail| Shown {
        to: kept.mail.to,
        subject: kept.mail.subject,
        text: kept.mail.text,
        at: french::instant(kept.at, &zone),
        encloses: kept.mail.encloses.is_some(),
    };
    let mails = app.office.mailbox().await?.into_iter().map(shown).collect();
    Ok(show(&MailboxPage { page, mails }))
}
