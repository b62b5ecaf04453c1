//! Commissions of two are composed under E4-21 and E4-22.

use exam::Refusal;
use exam::candidate::Speciality;
use exam::commission::{Quality, Warning};
use jiff::civil::date;
use office::acts::commissions::{AddExaminer, ComposeCommission, Perimeter, SeeCommissions};
use world::{commission, no_password, refused, story};

story!(e4_21_the_lead_teaches_the_speciality_and_two_people_sit, |world| {
    let centre = world.centre().await;
    let here = Perimeter::Session(centre.session.clone());
    let day = date(2026, 5, 18);
    let propose = |lead, second| commission(here.clone(), "1", (lead, second), day);
    let lead = world.office.perform(&centre.authority, propose(&centre.bastien, &centre.arnaud)).await;
    assert_eq!(refused(lead), Refusal::LeadNotATeacherOfSpeciality(Speciality::Slam));
    let other =
        ComposeCommission { speciality: Speciality::Sisr, ..propose(&centre.arnaud, &centre.bastien) };
    let other = world.office.perform(&centre.authority, other).await;
    assert_eq!(refused(other), Refusal::LeadNotATeacherOfSpeciality(Speciality::Sisr));
    let alone = world.office.perform(&centre.authority, propose(&centre.arnaud, &centre.arnaud)).await;
    assert_eq!(refused(alone), Refusal::SamePersonTwice);
    let nobody = exam::id::ExaminerId::from("nobody");
    let nobody = world.office.perform(&centre.authority, propose(&centre.arnaud, &nobody)).await;
    assert!(matches!(refused(nobody), Refusal::Required { .. }));
    world.office.perform(&centre.authority, propose(&centre.arnaud, &centre.bastien)).await.unwrap();
    let again = world.office.perform(&centre.authority, propose(&centre.diallo, &centre.caron)).await;
    assert!(matches!(refused(again), Refusal::AlreadyThere { .. }), "the number is taken");
    let seen = SeeCommissions { perimeter: here };
    let seen = world.office.consult(&centre.authority, seen).await.unwrap();
    assert_eq!(seen.commissions.len(), 1);
    assert_eq!(seen.commissions[0].members, ["Inès Arnaud", "Marc Bastien"]);
    assert_eq!(seen.commissions[0].warnings, []);
});

story!(e4_22_without_a_professional_there_is_a_reason_and_a_warning, |world| {
    let centre = world.centre().await;
    let here = Perimeter::Session(centre.session.clone());
    let uai = "0999992B";
    let cejm = world
        .examiner(&centre.authority, &centre.session, "Élise Droit", Quality::TeacherOtherBlock, uai)
        .await
        .unwrap();
    let act = commission(here.clone(), "1", (&centre.arnaud, &cejm), date(2026, 5, 18));
    let without = world.office.perform(&centre.authority, act.clone()).await;
    assert_eq!(refused(without), Refusal::NoProfessionalWithoutReason);
    let with = ComposeCommission { no_professional_reason: " Désistement le matin. ".to_owned(), ..act };
    world.office.perform(&centre.authority, with).await.unwrap();
    let seen = world.office.consult(&centre.authority, SeeCommissions { perimeter: here }).await.unwrap();
    assert_eq!(seen.commissions[0].warnings, [Warning::NoProfessional]);
    assert_eq!(seen.commissions[0].commission.no_professional_reason, "Désistement le matin.");
});

story!(e4_25_a_day_outside_the_session_is_refused, |world| {
    let centre = world.centre().await;
    let one_off = Perimeter::Session(centre.session.clone());
    let members = (&centre.arnaud, &centre.bastien);
    let on = |perimeter: &Perimeter, day| commission(perimeter.clone(), "1", members, day);
    let early = world.office.perform(&centre.authority, on(&one_off, date(2026, 5, 17))).await;
    assert!(matches!(refused(early), Refusal::DateBefore { .. }));
    let late = world.office.perform(&centre.authority, on(&one_off, date(2026, 5, 30))).await;
    assert!(matches!(refused(late), Refusal::DateAfter { .. }));
    let ccf = Perimeter::School(centre.zay.clone());
    let late = world.office.perform(&centre.head, on(&ccf, date(2026, 5, 30))).await;
    assert_eq!(refused(late), Refusal::AfterCcfLimit { limit: date(2026, 5, 29) });
    let early = world.office.perform(&centre.head, on(&ccf, date(2026, 5, 17))).await;
    assert!(matches!(refused(early), Refusal::OutsideCcfPeriod { .. }));
    world.office.perform(&centre.head, on(&ccf, date(2026, 5, 29))).await.unwrap();
});

story!(e4_27_the_head_of_school_composes_in_the_own_school_alone, |world| {
    let centre = world.centre().await;
    let members = (&centre.diallo, &centre.bastien);
    let day = date(2026, 5, 18);
    let session = commission(Perimeter::Session(centre.session.clone()), "1", members, day);
    assert_eq!(refused(world.office.perform(&centre.head, session).await), Refusal::NotAllowed);
    let other = commission(Perimeter::School(centre.voltaire.clone()), "1", members, day);
    assert_eq!(refused(world.office.perform(&centre.head, other).await), Refusal::NotAllowed);
    let own = commission(Perimeter::School(centre.zay.clone()), "Z1", members, day);
    world.office.perform(&centre.head, own).await.unwrap();
    let told = world.journal("school", centre.voltaire.as_str()).await;
    assert_eq!(told.last().unwrap().after, "refusé : NotAllowed");
});

story!(a_person_sits_once_among_the_members_and_a_teacher_has_a_school, |world| {
    let centre = world.centre().await;
    let twice =
        world.examiner(&centre.authority, &centre.session, "Marc Bastien", Quality::Professional, "").await;
    assert!(matches!(refused(twice), Refusal::AlreadyThere { .. }));
    let act = AddExaminer {
        perimeter: Perimeter::School(centre.zay.clone()),
        login: "zoe.prof@example.fr".to_owned(),
        name: "Zoé Prof".to_owned(),
        quality: Quality::TeacherSisr,
        school_uai: String::new(),
        first: no_password(),
    };
    let without = world.office.perform(&centre.head, act.clone()).await;
    assert!(matches!(refused(without), Refusal::Required { field: "établissement" }));
    let unknown = AddExaminer { school_uai: "0000000X".to_owned(), ..act.clone() };
    let unknown = world.office.perform(&centre.head, unknown).await;
    assert!(matches!(refused(unknown), Refusal::Required { field: "établissement" }));
    let own = AddExaminer { school_uai: " 0999991a ".to_owned(), ..act };
    let access = world.office.perform(&centre.head, own).await.unwrap();
    assert_eq!((access.name.as_str(), access.login.as_str()), ("Zoé Prof", "zoe.prof@example.fr"));
    assert!(access.password.is_some(), "the account is new");
});
