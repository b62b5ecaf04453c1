//! `/dossiers/{candidate}` and, for its candidate, `/mon-dossier/{candidate}/apercu`: what the jury reads.

use super::shown::{Kind, Verdict, kinds, missing_words, verdicts};
use super::{Seen, seen};
use crate::App;
use crate::answer::Answer;
use crate::page::{Page, show};
use crate::pages::commissions::ARRANGEMENTS;
use crate::pages::conformity::{may_control, may_with};
use crate::pages::portfolio::reach::{FrozenView, Seen as Look, frozen, history};
use crate::pages::sheets::timer;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::routing::get;
use exam::access::Act;
use exam::dossier::PieceKind;
use exam::french;
use exam::id::CandidateId;
use office::acts::dossiers::{Dossier, SeeDossier, SeeOwnDossier, Session};
use office::acts::notices::{Notice, SeeSentNotices};
use office::acts::oral::SeeArrangement;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/dossiers/{candidate}", get(read))
        .route("/mon-dossier/{candidate}/apercu", get(preview))
}

#[derive(Template)]
#[template(path = "pages/dossiers/read.html")]
struct Read {
    page: Page,
    lead: String,
    links: Vec<(String, &'static str)>,
    /// The candidate looks at it.
    own: bool,
    id: String,
    facts: Vec<(&'static str, String)>,
    kinds: Vec<Kind>,
    missing: String,
    table: Option<Seen>,
    verdicts: Vec<Verdict>,
    looks: Vec<Look>,
    /// The address that can be looked at now.
    outside: bool,
    frozen: Option<FrozenView>,
    control: bool,
    /// The extra time, as the form that grants it offers it; none where the reader does not grant it.
    extra: Option<String>,
    /// The commission whose next oral it runs into, and by how much.
    overrun: Option<(String, String)>,
    arrangements: [(&'static str, &'static str); 3],
    /// What the candidate was told, as readers see it.
    sent: Vec<Sent>,
}

/// A notice that the candidate was given.
struct Sent {
    subject: String,
    text: String,
    at: String,
    /// When the candidate said that it was read; empty where that is not said.
    read: String,
}

fn sent(notice: &Notice, session: &Session) -> Sent {
    let instant = |at| french::instant(at, &session.zone);
    Sent {
        subject: notice.subject.clone(),
        text: notice.text.clone(),
        at: instant(notice.at),
        read: notice.read_at.map(instant).unwrap_or_default(),
    }
}

async fn preview(State(app): State<App>, visitor: Visitor, Path(candidate): Path<CandidateId>) -> Answer {
    let dossier = app.office.consult(&visitor.actor, SeeOwnDossier { candidate }).await?;
    let page = Page::new(&app, &visitor, "Voici ce que le jury lira", "");
    let lead = "La commission a sous les yeux cette page, vos fichiers et votre portfolio.".to_owned();
    Ok(show(&template(page, lead, &dossier, true, false)))
}

async fn read(
    State(app): State<App>,
    visitor: Visitor,
    Path(candidate): Path<CandidateId>,
    RawQuery(query): RawQuery,
) -> Answer {
    let id = candidate.clone();
    let dossier = app.office.consult(&visitor.actor, SeeDossier { candidate }).await?;
    let page = Page::new(&app, &visitor, format!("Dossier de {}", dossier.candidate.full_name()), "");
    let page = page.done(query.as_deref());
    let session = &dossier.session;
    let lead = format!("{} {}, {}", session.referential.exam, session.year, session.academy);
    let control = may_control(&visitor.actor, &dossier.candidate).is_ok();
    let notices = app.office.consult(&visitor.actor, SeeSentNotices { candidate: id }).await?;
    let sent = notices.iter().map(|notice| sent(notice, session)).collect();
    let arrangement = match may_with(&visitor.actor, Act::ArrangeTime, &dossier.candidate) {
        Ok(()) => {
            let view = SeeArrangement { candidate: dossier.candidate.id.clone() };
            Some(app.office.consult(&visitor.actor, view).await?)
        }
        Err(_) => None,
    };
    let extra = arrangement.as_ref().map(|known| known.extra.to_string());
    let overrun =
        arrangement.and_then(|known| Some((known.commission?.to_string(), timer::overrun(known.overrun?))));
    Ok(show(&Read { extra, overrun, sent, ..template(page, lead, &dossier, false, control) }))
}

fn template(page: Page, lead: String, dossier: &Dossier, own: bool, control: bool) -> Read {
    Read {
        page,
        lead,
        links: vec![(format!("/mon-dossier/{}", dossier.candidate.id), "Mon dossier")],
        own,
        id: dossier.candidate.id.to_string(),
        facts: identity(dossier),
        kinds: kinds(dossier),
        missing: missing_words(&dossier.missing()),
        table: seen(dossier),
        verdicts: if own { vec![] } else { verdicts(dossier) },
        looks: history(dossier),
        outside: !own && dossier.of(PieceKind::Portfolio).iter().any(|deposit| deposit.address.is_some()),
        frozen: frozen(dossier),
        control,
        extra: None,
        overrun: None,
        arrangements: ARRANGEMENTS,
        sent: vec![],
    }
}

/// Who the candidate is, as far as a reader has to know.
pub(crate) fn identity(dossier: &Dossier) -> Vec<(&'static str, String)> {
    let candidate = &dossier.candidate;
    let mut facts = vec![
        ("Nom", candidate.full_name()),
        ("Numéro", candidate.number.clone()),
        ("Option", candidate.speciality.label().to_owned()),
        ("Forme", candidate.track.label().to_owned()),
    ];
    if let Some(school) = &dossier.school {
        facts.push(("Établissement", school.name.clone()));
    }
    if candidate.withdrawn {
        facts.push(("Désistement", "enregistré".to_owned()));
    }
    facts
}
