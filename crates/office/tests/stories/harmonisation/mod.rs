//! Harmonisation: who meets, what is compared, what is recommended, and what a commission answers.

mod drawn;
mod offers;

pub use offers::{OFFERS, offer};

use exam::Refusal;
use exam::access::{Actor, Role};
use exam::harmonisation::Change;
use exam::mark::Mark;
use jiff::SignedDuration;
use office::Failure;
use office::acts::harmonisation::{
    AnswerRecommendation, Look, NameHarmoniser, Recommend, ReleaseHarmoniser, Room, SeeHarmonisation, Status,
};
use office::acts::jury::DecideMark;
use office::acts::sheets::SeeSheet;
use world::{ExamDay, World, refused, story};

/// A day whose sheet is closed at 12, and the president of its jury.
async fn signed(world: &World) -> (ExamDay, Actor) {
    let day = world.exam_day().await;
    world.fill(&day, "12").await;
    world.sign(&day, &day.arnaud).await;
    world.sign(&day, &day.bastien).await;
    let president = world.president(&day.session).await;
    (day, president)
}

async fn room(world: &World, who: &Actor, day: &ExamDay) -> Room {
    world.office.consult(who, SeeHarmonisation { session: day.session.clone() }).await.unwrap()
}

fn recommend(day: &ExamDay, change: Change, reason: &str) -> Recommend {
    Recommend {
        session: day.session.clone(),
        sheets: vec![day.sheet.clone()],
        change,
        reason: reason.to_owned(),
    }
}

fn mark(typed: &str) -> Mark {
    Mark::parse(typed, 20).unwrap()
}

story!(e4_23_a_recommendation_stands_beside_and_the_commission_answers, |world| {
    let (day, president) = signed(&world).await;
    let seen = room(&world, &president, &day).await;
    assert_eq!((seen.sheets.len(), seen.unsigned, seen.recommendations.len()), (1, 0, 0));
    assert!(seen.member && seen.presides);
    refused(world.office.perform(&president, recommend(&day, Change::To(mark("13")), " ")).await);
    let same = world.office.perform(&president, recommend(&day, Change::To(mark("12")), "rien")).await;
    assert_eq!(refused(same), Refusal::NothingRecommended);
    let before = world.unread(&day.arnaud).await;
    let act = recommend(&day, Change::By(100), "Profil voisin de ceux notés 13 ailleurs.");
    assert_eq!(world.office.perform(&president, act).await.unwrap(), 1);
    assert_eq!(world.unread(&day.arnaud).await, before + 1, "the commission is told");
    let notices = world.office.notices(&day.arnaud).await.unwrap();
    assert!(notices.iter().all(|(notice, _)| !notice.text.contains("13")), "a notice holds no mark");

    let sheet = world.office.consult(&day.arnaud, SeeSheet { sheet: day.sheet.clone() }).await.unwrap();
    assert_eq!(
        sheet.calculation.unwrap().after_penalties.mark(),
        mark("12"),
        "nothing overwrites a proposal"
    );
    let made = &sheet.recommendations[0];
    assert_eq!(
        (made.made.recommended.mark(), made.made.by_name.as_str()),
        (mark("13"), president.name.as_str())
    );
    let answer =
        |content: &str| AnswerRecommendation { recommendation: made.id.clone(), content: content.to_owned() };
    refused(world.office.perform(&day.arnaud, answer(" ")).await);
    refused(world.office.perform(&president, answer("Je réponds à ma place.")).await);
    refused(world.office.perform(&day.alix, answer("Et moi ?")).await);
    world.office.perform(&day.arnaud, answer("Nous maintenons.")).await.unwrap();
    world.outside.forward(SignedDuration::from_mins(5));
    world
        .office
        .perform(&president, recommend(&day, Change::To(mark("12,5")), "Après la réponse."))
        .await
        .unwrap();
    let seen = room(&world, &president, &day).await;
    let told: Vec<_> = seen
        .recommendations
        .iter()
        .map(|one| (one.made.recommended.to_string(), one.answers.len()))
        .collect();
    assert_eq!(
        told,
        [("13".to_owned(), 1), ("12,5".to_owned(), 0)],
        "each is a new row, none is overwritten"
    );

    let decide =
        DecideMark { candidate: day.candidate.clone(), mark: "12".to_owned(), remark: String::new() };
    world.office.perform(&president, decide).await.unwrap();
    let late = world.office.perform(&president, recommend(&day, Change::By(100), "Trop tard.")).await;
    assert_eq!(refused(late), Refusal::AlreadyDecided, "E4-36");
    let journal = world.journal("sheet", day.sheet.as_str()).await;
    assert!(journal.iter().any(|line| line.after.contains("recommandation 13")), "{journal:?}");
    world.journal_is_whole().await;
});

story!(e4_35_the_president_names_and_a_school_not_represented_is_a_warning, |world| {
    let (day, president) = signed(&world).await;
    let zay =
        world.ccf_school(&world.office.actor("claude.rectorat").await.unwrap().unwrap(), &day.session).await;
    let member = world.in_session("Rosa Jury", Role::JuryMember, &day.session).await;
    let seen = room(&world, &member, &day).await;
    assert!(!seen.member && !seen.presides);
    assert!(seen.not_represented.len() == 1 && seen.not_represented[0].id == zay);
    let not_named = world.office.perform(&member, recommend(&day, Change::By(50), "Un motif.")).await;
    assert_eq!(refused(not_named), Refusal::NotAHarmoniser);
    let name = |account: &exam::id::AccountId| NameHarmoniser {
        session: day.session.clone(),
        account: account.clone(),
        school: Some(zay.clone()),
    };
    refused(world.office.perform(&member, name(&member.account)).await);
    refused(world.office.perform(&president, name(&day.arnaud.account)).await);
    world.office.perform(&president, name(&member.account)).await.unwrap();
    let seen = room(&world, &member, &day).await;
    assert!(seen.member && seen.not_represented.is_empty() && seen.members[0].school == Some(zay.clone()));
    world.office.perform(&member, recommend(&day, Change::By(50), "Un motif.")).await.unwrap();
    let release = || ReleaseHarmoniser { session: day.session.clone(), account: member.account.clone() };
    world.office.perform(&president, release()).await.unwrap();
    assert!(matches!(world.office.perform(&president, release()).await, Err(Failure::NotFound)));
    assert_eq!(room(&world, &president, &day).await.recommendations.len(), 1, "what was recommended stays");
});

story!(e4_23_what_is_compared_is_signed_and_few_sheets_say_nothing, |world| {
    let (day, president) = signed(&world).await;
    world.beside(&day, "77", 3).await;
    let compared = world.office.compare(&president, &day.session, Look::default()).await.unwrap();
    assert_eq!(
        (compared.room.sheets.len(), compared.room.unsigned),
        (1, 1),
        "an open sheet is proposed by nobody yet"
    );
    assert_eq!(compared.candidates, ["candidature 1"], "anonymous until asked otherwise");
    assert_eq!(compared.rows.len(), 1);
    assert_eq!(compared.rows[0].status, Status::Insufficient);
    assert!(!compared.design.is_empty(), "it says why");
    let look = Look { names: true, masked: true, ..Look::default() };
    let compared = world.office.compare(&president, &day.session, look).await.unwrap();
    assert_eq!((compared.candidates[0].as_str(), compared.rows[0].name.as_str()), ("MARTIN Alix", "A"));
    let paper = world.office.print_harmonisation(&president, &day.session, Look::default()).await.unwrap();
    assert!(paper.starts_with(b"%PDF-"));
    for who in [&day.alix, &day.arnaud] {
        refused(world.office.compare(who, &day.session, Look::default()).await.map(drop));
    }
});
