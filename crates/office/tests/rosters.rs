//! Stories of an authority importing a roster.
#![allow(clippy::unwrap_used)]

use exam::Refusal;
use exam::access::{Actor, Role};
use exam::candidate::SchoolStatus;
use exam::id::SessionId;
use office::Failure;
use office::acts::rosters::{Applied, ApplyRoster, Read, SeeRosterPlan};
use office::acts::sessions::{AddSchool, SeeSession};
use office::plan::Step;
use world::{World, story};

const SAMPLE: &[u8] = include_bytes!("../../roster/tests/samples/cyclades-liste-simple.csv");

async fn school(world: &World, authority: &Actor, session: &SessionId) {
    let act = AddSchool {
        session: session.clone(),
        uai: "0999999Z".to_owned(),
        name: "Lycée Jean Zay".to_owned(),
        status: SchoolStatus { public_or_contract: true, approved: true },
        runs_ccf: false,
    };
    world.office.perform(authority, act).await.unwrap();
}

async fn draft(world: &World, authority: &Actor, session: &SessionId, bytes: &[u8]) -> String {
    match world.office.read_roster(authority, session, "liste.csv", bytes.to_vec()).await.unwrap() {
        Read::Draft(draft) => draft,
        Read::Unreadable(why) => panic!("{why}"),
    }
}

story!(a_roster_is_shown_before_it_is_imported_and_twice_changes_nothing, |world| {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let first = draft(&world, &authority, &session, SAMPLE).await;
    let see = SeeRosterPlan { session: session.clone(), draft: first.clone() };
    let plan = world.office.consult(&authority, see.clone()).await.unwrap();
    assert!(
        plan.lines.iter().all(|line| line.step == Step::Impossible),
        "the school is not in the session yet"
    );
    assert!(plan.lines[0].remarks.iter().any(|remark| remark.contains("0999999Z")));

    school(&world, &authority, &session).await;
    let plan = world.office.consult(&authority, see).await.unwrap();
    assert_eq!(plan.lines.len(), 38);
    assert!(plan.lines.iter().all(|line| line.step == Step::Create));
    let apply = ApplyRoster { session: session.clone(), draft: first };
    let applied = world.office.perform(&authority, apply.clone()).await.unwrap();
    assert_eq!(applied, Applied { created: 38, changed: 0 });
    let again = world.office.perform(&authority, apply).await.unwrap();
    assert_eq!(again, Applied { created: 0, changed: 0 });

    let page = world.office.consult(&authority, SeeSession { session }).await.unwrap();
    assert_eq!(page.candidates.iter().filter(|candidate| candidate.withdrawn).count(), 1);
    assert_eq!(page.candidates.iter().filter(|candidate| candidate.optional_exam).count(), 5);
    assert!(page.candidates.iter().all(|candidate| candidate.number.starts_with('0')));
    assert!(!format!("{page:?}").contains("FICTIF"), "the INE is never kept");
});

story!(a_changed_line_says_what_changes, |world| {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    school(&world, &authority, &session).await;
    let first = draft(&world, &authority, &session, SAMPLE).await;
    world.office.perform(&authority, ApplyRoster { session: session.clone(), draft: first }).await.unwrap();
    let text =
        String::from_utf8(SAMPLE.to_vec()).unwrap().replace("BERNARD; -;Sacha", "BERNARD;DURAND;Sacha");
    let second = draft(&world, &authority, &session, text.as_bytes()).await;
    let see = SeeRosterPlan { session: session.clone(), draft: second.clone() };
    let plan = world.office.consult(&authority, see).await.unwrap();
    let changed: Vec<_> = plan.lines.iter().filter(|line| line.step != Step::Nothing).collect();
    assert_eq!(changed.len(), 1);
    assert!(matches!(&changed[0].step, Step::Change(fields) if fields[0].after == "DURAND"));
    let applied = world.office.perform(&authority, ApplyRoster { session, draft: second }).await.unwrap();
    assert_eq!(applied, Applied { created: 0, changed: 1 });
});

story!(an_unreadable_file_gets_a_sentence_and_a_stranger_gets_nothing, |world| {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let read = world.office.read_roster(&authority, &session, "x.csv", b"bonjour".to_vec()).await.unwrap();
    assert!(matches!(read, Read::Unreadable(sentence) if !sentence.is_empty()));
    let jury = world.in_session("Hélène Jury", Role::JuryPresident, &session).await;
    let refused = world.office.read_roster(&jury, &session, "x.csv", SAMPLE.to_vec()).await;
    assert!(matches!(refused, Err(Failure::Refused(Refusal::NotAllowed))));
});

story!(a_column_that_a_list_does_not_have_changes_nothing, |world| {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    school(&world, &authority, &session).await;
    let whole = draft(&world, &authority, &session, SAMPLE).await;
    world.office.perform(&authority, ApplyRoster { session: session.clone(), draft: whole }).await.unwrap();
    let before = world.office.consult(&authority, SeeSession { session: session.clone() }).await.unwrap();
    let person = before.candidates.iter().find(|one| one.birth_date.is_some() && one.withdrawn).unwrap();
    let short = format!(
        "Numéro candidat;Nom;Prénom;Option;UAI\n{};{};{};{};0999999Z\n",
        person.number,
        person.family_name,
        person.given_names,
        person.speciality.label()
    );
    let again = draft(&world, &authority, &session, short.as_bytes()).await;
    let plan = SeeRosterPlan { session: session.clone(), draft: again };
    let plan = world.office.consult(&authority, plan).await.unwrap();
    assert_eq!(plan.lines[0].step, Step::Nothing, "{:?}", plan.lines[0]);
});
