//! The request (form 11-1): written, sent, answered.

use exam::Refusal;
use exam::sitting::{Answer, Request};
use jiff::civil::date;
use office::Failure;
use office::acts::commissions::Perimeter;
use office::acts::optional::{AnswerRequest, SeeRequest, SeeRequests, SetRequestDate, WriteRequest, Written};
use office::acts::sessions::SeeSession;
use world::{ExamDay, request, story};

fn write(day: &ExamDay, seen: i64, request: Request, send: bool) -> WriteRequest {
    WriteRequest { candidate: day.candidate.clone(), seen, request, send }
}

fn answer(day: &ExamDay, seen: i64, answer: Answer, reason: &str) -> AnswerRequest {
    AnswerRequest { candidate: day.candidate.clone(), seen, answer, reason: reason.to_owned() }
}

story!(e4_37_alix_asks_is_refused_corrects_and_is_accepted, |world| {
    let day = world.exam_day().await;
    let office = &world.office;
    let authority = office.actor("claude.rectorat").await.unwrap().unwrap();
    let see = || SeeRequest { candidate: day.candidate.clone() };
    let refused = office.perform(&day.alix, write(&day, 0, request(), true)).await;
    assert!(matches!(refused, Err(Failure::Refused(Refusal::NotRegistered))), "{refused:?}");
    world.registered(&day).await;
    let partial = Request { skills: String::new(), ..request() };
    let field = "Compétences acquises et lien avec le diplôme";
    let refused = office.perform(&day.alix, write(&day, 0, partial.clone(), true)).await;
    assert!(matches!(refused, Err(Failure::Refused(Refusal::Required { field: f })) if f == field));
    let draft = office.perform(&day.alix, write(&day, 0, partial, false)).await.unwrap();
    assert_eq!(draft, Written::Draft);
    assert!(office.consult(&authority, see()).await.unwrap().requested.kept.is_none(), "a draft is her own");
    let early = office.perform(&authority, answer(&day, 1, Answer::Accepted, "")).await;
    assert!(matches!(early, Err(Failure::Refused(Refusal::RequestNotSent))), "{early:?}");
    // The dossier's date is over, and the authority fixed no other: late is told, not refused.
    assert_eq!(office.perform(&day.alix, write(&day, 1, request(), true)).await.unwrap(), Written::SentLate);
    assert!(office.consult(&day.alix, see()).await.unwrap().requested.kept.unwrap().late);
    let stale = office.perform(&day.alix, write(&day, 1, request(), true)).await;
    assert!(matches!(stale, Err(Failure::Outdated)), "another window wrote: {stale:?}");
    let session = day.session.clone();
    let seen = office.consult(&authority, SeeSession { session: session.clone() }).await.unwrap();
    let fix = |due| SetRequestDate { session: session.clone(), seen: seen.session.revision, due };
    let far = office.perform(&authority, fix(date(2027, 1, 1))).await;
    assert!(matches!(far, Err(Failure::Refused(Refusal::DateAfter { .. }))), "{far:?}");
    office.perform(&authority, fix(date(2026, 5, 20))).await.unwrap();
    assert!(matches!(office.perform(&authority, fix(date(2026, 5, 21))).await, Err(Failure::Outdated)));
    let requests = office.consult(&authority, SeeRequests { perimeter: Perimeter::Session(session) }).await;
    assert_eq!(requests.unwrap().waiting(), 1);
    let unread = office.perform(&authority, answer(&day, 1, Answer::Accepted, "")).await;
    assert!(matches!(unread, Err(Failure::Outdated)), "the request changed since: {unread:?}");
    let silent = office.perform(&authority, answer(&day, 2, Answer::Refused, " ")).await;
    assert!(matches!(silent, Err(Failure::Refused(Refusal::ReasonRequired))), "{silent:?}");
    office.perform(&authority, answer(&day, 2, Answer::Refused, "Précisez la durée.")).await.unwrap();
    let told = &office.notices(&day.alix).await.unwrap()[0].0;
    assert!(told.subject.contains("refusée") && told.text.contains("Précisez la durée."), "{told:?}");
    let corrected = Request { period: "Deux ans".to_owned(), ..request() };
    assert_eq!(office.perform(&day.alix, write(&day, 2, corrected, true)).await.unwrap(), Written::Sent);
    assert!(office.consult(&day.alix, see()).await.unwrap().requested.waits());
    office.perform(&authority, answer(&day, 3, Answer::Accepted, "")).await.unwrap();
    let settled = office.perform(&day.alix, write(&day, 3, request(), true)).await;
    assert!(matches!(settled, Err(Failure::Refused(Refusal::RequestSettled))), "{settled:?}");
    assert!(office.consult(&day.arnaud, see()).await.is_ok(), "the commission reads it");
    assert!(office.perform(&day.arnaud, answer(&day, 3, Answer::Refused, "non")).await.is_err());
    assert!(office.print_request(&day.alix, &day.candidate).await.unwrap().starts_with(b"%PDF"));
    world.journal_is_whole().await;
});

story!(e4_37_the_head_answers_in_ccf_and_nobody_of_another_school, |world| {
    let centre = world.centre().await;
    let noor = world.ccf_candidate(&centre, ("04", "AZIZ", "Noor")).await;
    let mut tx = world.db.write().await.unwrap();
    let mut known = store::tables::candidates::find(&mut tx, &noor).await.unwrap().unwrap();
    known.optional_exam = true;
    store::tables::candidates::upsert(&mut tx, &known).await.unwrap();
    tx.commit().await.unwrap();
    let who = world.account_of(&noor, "Noor Aziz").await;
    let send = WriteRequest { candidate: noor.clone(), seen: 0, request: request(), send: true };
    assert_eq!(world.office.perform(&who, send).await.unwrap(), Written::Sent, "before the dossier's date");
    let accept = || {
        let (answer, reason) = (Answer::Accepted, String::new());
        AnswerRequest { candidate: noor.clone(), seen: 1, answer, reason }
    };
    assert!(world.office.perform(&centre.authority, accept()).await.is_err(), "the head convenes in CCF");
    let other = world.in_school("Autre Proviseur", exam::access::Role::HeadOfSchool, &centre.voltaire).await;
    assert!(world.office.perform(&other, accept()).await.is_err());
    world.office.perform(&centre.head, accept()).await.unwrap();
});
