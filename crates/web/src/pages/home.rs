//! « À faire »: what waits for the person, by role.

use crate::App;
use crate::answer::Answer;
use crate::page::{Page, show};
use crate::pages::classes;
use crate::pages::transmission::waits;
use crate::place;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use exam::access::Role;
use exam::conformity::Outcome;
use exam::deadline::Deadline;
use exam::french;
use exam::jury::Outlook;
use exam::sitting::{Answer as Given, Stage};
use jiff::Timestamp;
use office::acts::claims::Claim;
use office::acts::days::Day;
use office::acts::dossiers::Dossier;
use office::acts::optional::RequestPage;
use office::acts::perimeter::{Drawn, Perimeter};
use office::acts::sessions::Session;
use office::acts::timetable::Standing;
use office::acts::transmission::Transmissions;
use office::home::Duty;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/", get(home))
}

#[derive(Template)]
#[template(path = "pages/home.html")]
struct Home {
    page: Page,
    todo: Vec<Task>,
}

struct Task {
    title: String,
    detail: String,
    href: String,
    kind: &'static str,
    state: &'static str,
}

const TODO: (&str, &str) = ("info", "À faire");
const URGENT: (&str, &str) = ("warning", "À faire");
const DONE: (&str, &str) = ("success", "À jour");

fn task(title: String, detail: String, href: String, (kind, state): (&'static str, &'static str)) -> Task {
    Task { title, detail, href, kind, state }
}

/// « 1 dossier attend », « 3 dossiers attendent ».
fn count(number: usize, one: &str, several: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {several}") }
}

fn session_title(session: &Session) -> String {
    format!("{} {}, {}", session.referential.exam, session.year, session.academy)
}

fn prepare(session: &Session, schools: usize, candidates: usize, without_account: usize) -> Task {
    let href = format!("/sessions/{}", session.id);
    let (detail, href, state) = match (schools, candidates, without_account) {
        (0, ..) => ("Ajoutez les établissements.".to_owned(), href, TODO),
        (_, 0, _) => ("Importez une liste de candidats.".to_owned(), format!("{href}/liste"), TODO),
        (.., 0) => (count(candidates, "personne candidate.", "personnes candidates."), href, DONE),
        (.., left) => (
            count(left, "personne candidate n’a pas d’accès.", "personnes candidates n’ont pas d’accès."),
            format!("{href}/personnes"),
            TODO,
        ),
    };
    task(session_title(session), detail, href, state)
}

fn compose(perimeter: &Perimeter, drawn: &Drawn, unseated: usize, commissions: usize) -> Task {
    let title = format!("Commissions, {}", place::title(drawn));
    let href = format!("{}/commissions", place::address(perimeter));
    match (unseated, commissions) {
        (0, _) => task(title, count(commissions, "commission.", "commissions."), href, DONE),
        (left, _) => {
            let detail = count(left, "personne n’a pas de commission.", "personnes n’ont pas de commission.");
            task(title, detail, href, TODO)
        }
    }
}

/// What the timetable waits for: answers, a plan, a publication; or why the published one no longer holds.
fn plan(perimeter: &Perimeter, standing: &Standing) -> Task {
    let title = format!("Calendrier, {}", place::title(&standing.drawn));
    let href = format!("{}/calendrier", place::address(perimeter));
    if standing.published > 0 {
        return match standing.stale.as_slice() {
            [] => task(title, format!("Version {} publiée.", standing.published), href, DONE),
            [one] => task(title, format!("La version publiée ne tient plus : {one}."), href, URGENT),
            [first, others @ ..] => {
                let more = count(others.len(), "autre raison", "autres raisons");
                let detail = format!("La version publiée ne tient plus : {first}, et {more}.");
                task(title, detail, href, URGENT)
            }
        };
    }
    if !standing.framed {
        let detail = "Choisissez les demi-journées, les centres et les salles.".to_owned();
        return task(title, detail, format!("{href}/cadre"), TODO);
    }
    let before = standing.until.map(|day| format!(" avant le {}", french::date(day))).unwrap_or_default();
    let silent = count(standing.silent, "personne n’a pas répondu", "personnes n’ont pas répondu");
    match (standing.drafts, standing.silent) {
        (0, 0) => task(title, "Tout le monde a répondu : calculez un plan.".to_owned(), href, TODO),
        (0, _) => task(title, format!("{silent}{before}."), format!("{href}/disponibilites"), TODO),
        (drafts, silent_people) => {
            let drafts =
                count(drafts, "plan à relire, rien n’est publié", "plans à comparer, rien n’est publié");
            let silent = if silent_people == 0 { String::new() } else { format!(" {silent}{before}.") };
            task(title, format!("{drafts}.{silent}"), href, TODO)
        }
    }
}

/// E4-22: a school that proposed nobody yet is asked to; the others see what became of it.
fn propose(perimeter: &Perimeter, drawn: &Drawn, proposed: usize, accepted: usize) -> Task {
    let title = format!("Personnes professionnelles, {}", place::title(drawn));
    let href = format!("{}/professionnels", place::address(perimeter));
    if proposed == 0 {
        let detail = "Proposez-en pour les commissions d’interrogation.".to_owned();
        return task(title, detail, href, TODO);
    }
    let told = count(proposed, "personne proposée", "personnes proposées");
    let accepted = count(accepted, "acceptée", "acceptées");
    task(title, format!("{told}, {accepted}."), href, DONE)
}

fn control(perimeter: &Perimeter, drawn: &Drawn, (waiting, second): (usize, usize), all: usize) -> Task {
    let title = format!("Contrôle de conformité, {}", place::title(drawn));
    let href = match perimeter {
        Perimeter::Session(id) => format!("/conformite/session/{id}"),
        Perimeter::School(id) => format!("/conformite/etablissement/{id}"),
    };
    let waits = count(waiting, "dossier attend", "dossiers attendent");
    match (waiting, second) {
        (0, _) => task(title, count(all, "dossier.", "dossiers, aucun ne vous attend."), href, DONE),
        (_, 0) => task(title, format!("{waits}."), href, TODO),
        (_, 1) => task(title, format!("{waits}, dont 1 pour un second regard."), href, TODO),
        _ => task(title, format!("{waits}, dont {second} pour un second regard."), href, TODO),
    }
}

/// The class at a glance; what is missing after the date is urgent, and somebody else's to hand in.
fn follow(
    perimeter: &Perimeter,
    drawn: &Drawn,
    (incomplete, overdue, all): (usize, usize, usize),
) -> Option<Task> {
    let href = classes::address(perimeter);
    let title = format!("Suivi des dossiers, {}", place::title(drawn));
    let missing = format!("{} sur {all}", count(incomplete, "dossier incomplet", "dossiers incomplets"));
    match (incomplete, overdue) {
        _ if all == 0 => None,
        (0, _) => Some(task(title, count(all, "dossier complet.", "dossiers, tous complets."), href, DONE)),
        (_, 0) => Some(task(title, format!("{missing}."), href, ("neutral", "À suivre"))),
        _ => {
            let detail = format!("{missing}, la date limite est passée.");
            Some(task(title, detail, href, ("warning", "En retard")))
        }
    }
}

fn answer(perimeter: &Perimeter, drawn: &Drawn, waiting: usize, all: usize) -> Task {
    let title = format!("Demandes EF4, {}", place::title(drawn));
    let href = format!("{}/ef4", place::address(perimeter));
    if waiting == 0 {
        return task(title, count(all, "personne inscrite.", "personnes inscrites."), href, DONE);
    }
    let detail = count(waiting, "demande attend une réponse.", "demandes attendent une réponse.");
    task(title, detail, href, TODO)
}

/// Nothing once the exam has begun.
fn own_request(request: &RequestPage) -> Option<Task> {
    let href = format!("/mon-dossier/{}/ef4", request.requested.candidate.id);
    let title = "Ma demande EF4".to_owned();
    let due = french::date(request.exam.due);
    match request.requested.standing().stage {
        Stage::Opened => None,
        Stage::Answered(Given::Accepted) => Some(task(title, "Elle est acceptée.".to_owned(), href, DONE)),
        Stage::Answered(Given::Refused) => {
            let detail = "Elle est refusée : lisez pourquoi, corrigez-la, envoyez-la de nouveau.".to_owned();
            Some(task(title, detail, href, URGENT))
        }
        Stage::Sent => {
            Some(task(title, "Elle attend une réponse.".to_owned(), href, ("neutral", "En attente")))
        }
        Stage::Draft if request.is_past => {
            let detail = format!("La date limite du {due} est passée : envoyez-la sans attendre.");
            Some(task(title, detail, href, URGENT))
        }
        Stage::Draft => Some(task(title, format!("À envoyer au plus tard le {due}."), href, TODO)),
    }
}

/// Nothing once the appraisal was read.
fn own_claim(dossier: &Dossier, claim: &Claim) -> Option<Task> {
    let href = format!("/mon-resultat/{}/appreciation", dossier.candidate.id);
    let title = "Mon appréciation".to_owned();
    match (&claim.given, claim.read_at) {
        (_, Some(_)) => None,
        (Some(_), None) => {
            Some(task(title, "Elle vous est communiquée.".to_owned(), href, ("info", "À lire")))
        }
        (None, _) => Some(task(title, "Elle est demandée.".to_owned(), href, ("neutral", "En attente"))),
    }
}

fn hear(day: &Day, open: usize) -> Task {
    let title = format!("Commission {}, {}", day.commission.number, french::day(day.commission.held_on));
    let href = format!("/commissions/{}", day.commission.id);
    let all = day.sittings.len();
    let cancelled = day.sittings.iter().filter(|one| !one.cancelled.is_empty()).count();
    match (day.open, open) {
        (true, _) if cancelled > 0 => {
            let detail = count(
                cancelled,
                "visa a été annulé par une modification : relisez la feuille.",
                "feuilles dont un visa a été annulé par une modification : relisez-les.",
            );
            task(title, detail, href, ("error", "À relire"))
        }
        (false, _) => {
            let opens = french::date(day.session.dates.reading_from);
            task(title, format!("Les dossiers s’ouvrent le {opens}."), href, ("neutral", "À venir"))
        }
        (true, 0) => task(title, count(all, "feuille, close.", "feuilles, toutes closes."), href, DONE),
        (true, left) => {
            task(title, count(left, "feuille reste à clore.", "feuilles restent à clore."), href, URGENT)
        }
    }
}

fn decide(session: &Session, ready: usize, outlook: Outlook) -> Task {
    let title = format!("Jury, {}", session_title(session));
    let href = format!("/sessions/{}/jury", session.id);
    match (outlook.published, ready, outlook.undecided) {
        (true, ..) => task(title, "Les résultats sont publiés.".to_owned(), href, DONE),
        (_, 0, 0) => task(title, "Tout est arrêté : publiez les résultats.".to_owned(), href, TODO),
        (_, 0, left) => {
            let detail = count(left, "feuille attend ses visas.", "feuilles attendent leurs visas.");
            task(title, detail, href, ("neutral", "En attente"))
        }
        (_, left, _) => {
            let detail = count(left, "note peut être arrêtée.", "notes peuvent être arrêtées.");
            task(title, detail, href, TODO)
        }
    }
}

/// What a member of the jury reads.
fn read(session: &Session, ready: usize) -> Task {
    let detail = count(ready, "feuille à examiner.", "feuilles à examiner.");
    let href = format!("/sessions/{}/jury", session.id);
    task(format!("Jury, {}", session_title(session)), detail, href, ("neutral", "À lire"))
}

/// The bundles of a session.
fn transmissions(bundles: &Transmissions, (detail, badge): waits::Waits) -> Task {
    let title = format!("Dossiers pour le jury, {}", session_title(&bundles.session));
    task(title, detail, format!("/sessions/{}/transmissions", bundles.session.id), badge)
}

/// The room of harmonisation, until the results are published.
fn harmonise(session: &Session) -> Task {
    let title = format!("Harmonisation, {}", session_title(session));
    let href = format!("/sessions/{}/harmonisation", session.id);
    let state = if session.published_at.is_some() { DONE } else { ("neutral", "À lire") };
    task(title, "Les profils et les notes des commissions, côte à côte.".to_owned(), href, state)
}

fn own_dossier(dossier: &Dossier, late: bool) -> Task {
    let session = &dossier.session;
    let title = format!("Mon dossier, {} {}", session.referential.exam, session.year);
    let href = format!("/mon-dossier/{}", dossier.candidate.id);
    let missing: Vec<_> = dossier.missing().iter().map(|kind| kind.label().to_lowercase()).collect();
    match dossier.verdict().map(|given| &given.verdict.outcome) {
        _ if dossier.closed => task(title, "L’épreuve est passée.".to_owned(), href, DONE),
        Some(Outcome::ToPutRight { until }) => {
            task(title, format!("À régulariser jusqu’au {}.", french::date(*until)), href, URGENT)
        }
        Some(Outcome::Conform) => task(title, "Votre dossier est conforme.".to_owned(), href, DONE),
        _ if !missing.is_empty() => {
            let due = french::date(session.dates.dossier_due);
            let missing = missing.join(", ");
            let detail = if late {
                format!("Il manque : {missing}. La date limite du {due} est passée : déposez sans attendre.")
            } else {
                format!("Il manque : {missing}. À déposer au plus tard le {due}.")
            };
            task(title, detail, href, URGENT)
        }
        _ => task(title, "Les trois sortes de pièces sont déposées.".to_owned(), href, DONE),
    }
}

fn tasks(duty: &Duty, now: Timestamp) -> Vec<Task> {
    match duty {
        Duty::Prepare { session, schools, candidates, without_account } => {
            vec![prepare(session, *schools, *candidates, *without_account)]
        }
        Duty::Compose { perimeter, drawn, unseated, commissions } => {
            vec![compose(perimeter, drawn, *unseated, *commissions)]
        }
        Duty::Plan { perimeter, standing } => vec![plan(perimeter, standing)],
        Duty::AnswerProposals { session, waiting } => {
            let title = format!("Personnes professionnelles, {}", session_title(session));
            let detail = count(*waiting, "proposition attend.", "propositions attendent.");
            vec![task(title, detail, format!("/sessions/{}/professionnels", session.id), TODO)]
        }
        Duty::Propose { perimeter, drawn, proposed, accepted } => {
            vec![propose(perimeter, drawn, *proposed, *accepted)]
        }
        Duty::Convene { perimeter, drawn, waiting } => {
            let title = format!("Convocations, {}", place::title(drawn));
            let href = format!("{}/convocations", place::address(perimeter));
            vec![task(title, count(*waiting, "à envoyer.", "à envoyer."), href, TODO)]
        }
        Duty::Control { perimeter, drawn, waiting, second, all } => {
            vec![control(perimeter, drawn, (*waiting, *second), *all)]
        }
        Duty::Follow { perimeter, drawn, incomplete, overdue, all } => {
            follow(perimeter, drawn, (*incomplete, *overdue, *all)).into_iter().collect()
        }
        Duty::Answer { perimeter, drawn, waiting, all } => vec![answer(perimeter, drawn, *waiting, *all)],
        Duty::AnswerClaims { session, waiting } => {
            let title = format!("Demandes d’appréciation, {}", session_title(session));
            let detail = count(*waiting, "demande attend une réponse.", "demandes attendent une réponse.");
            vec![task(title, detail, format!("/sessions/{}/appreciations", session.id), TODO)]
        }
        Duty::OwnRequest { request } => own_request(request).into_iter().collect(),
        Duty::Hear { day, open } => vec![hear(day, *open)],
        Duty::Transmit { prepared } => {
            let title = format!("Transmission au jury, {}", place::title(&prepared.drawn));
            let href = format!("{}/transmission", place::address(&prepared.perimeter));
            let (detail, badge) = waits::of_head(prepared);
            vec![task(title, detail, href, badge)]
        }
        Duty::Gather { bundles } => vec![transmissions(bundles, waits::of_authority(bundles))],
        Duty::Decide { session, ready, outlook, presides, bundles } => {
            let jury = if *presides { decide(session, *ready, *outlook) } else { read(session, *ready) };
            let sent = bundles.as_ref().map(|bundles| transmissions(bundles, waits::of_jury(bundles)));
            [jury].into_iter().chain(sent).chain([harmonise(session)]).collect()
        }
        Duty::OwnDossier { dossier, result, claim } => {
            let due =
                Deadline { date: dossier.session.dates.dossier_due, zone: dossier.session.zone.clone() };
            let mut tasks = vec![own_dossier(dossier, due.is_past(now))];
            if result.is_some() {
                let href = format!("/mon-resultat/{}", dossier.candidate.id);
                let detail = "Les résultats sont publiés.".to_owned();
                tasks.insert(0, task("Mon résultat".to_owned(), detail, href, ("info", "À lire")));
            }
            tasks.splice(0..0, claim.iter().filter_map(|claim| own_claim(dossier, claim)));
            tasks
        }
    }
}

async fn home(State(app): State<App>, visitor: Visitor) -> Answer {
    let duties = app.office.duties(&visitor.actor).await?;
    let page = Page::new(&app, &visitor, "À faire", "/");
    let now = app.office.now();
    let mut todo: Vec<_> = duties.iter().flat_map(|duty| tasks(duty, now)).collect();
    todo.sort_by_key(|task| task.kind == DONE.0);
    if visitor.actor.holds(Role::Authority) && !duties.iter().any(|duty| matches!(duty, Duty::Prepare { .. }))
    {
        let detail = "Choisissez le référentiel, puis fixez les dates.".to_owned();
        todo.insert(0, task("Ouvrir une session".to_owned(), detail, "/sessions/nouvelle".to_owned(), TODO));
    }
    let notices = app.office.notices(&visitor.actor).await?;
    // The oldest last, so that the newest ends first.
    for (notice, session) in notices.iter().filter(|(notice, _)| notice.read_at.is_none()).rev() {
        let detail = format!("Avis donné {}.", french::instant(notice.at, &session.zone));
        todo.insert(
            0,
            task(notice.subject.clone(), detail, format!("/mes-avis/{}", notice.id), ("info", "À lire")),
        );
    }
    if app.office.has_provisional_password(&visitor.actor).await? {
        let detail = "Celui qui vous a été remis est provisoire.".to_owned();
        todo.insert(0, task("Changer mon mot de passe".to_owned(), detail, "/mon-compte".to_owned(), URGENT));
    }
    Ok(show(&Home { page, todo }))
}
