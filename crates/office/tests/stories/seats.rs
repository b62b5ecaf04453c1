//! Candidates are seated before commissions.

use exam::Refusal;
use exam::access::Role;
use exam::candidate::{Speciality, Track};
use exam::conformity::{Outcome, PieceVerdict, Verdict};
use exam::dossier::PieceKind;
use exam::id::CandidateId;
use jiff::SignedDuration;
use jiff::civil::Time;
use office::Failure;
use office::acts::commissions::{Perimeter, SeeCommissions};
use office::acts::conformity::GiveVerdict;
use office::acts::days::SeeDay;
use office::acts::seats::{SeatCandidates, SeeSeats, UnseatCandidate};
use office::acts::sheets::{SeeSheet, WriteFields};
use world::{Centre, World, change, refused, story};

async fn three(world: &World, centre: &Centre) -> [CandidateId; 3] {
    [
        world.candidate(centre, ("01", "MARTIN", "Alix"), |one| one.school = None).await,
        world.candidate(centre, ("02", "BERNARD", "Sacha"), |one| one.school = None).await,
        world.candidate(centre, ("03", "PETIT", "Léo"), |one| one.school = None).await,
    ]
}

async fn unseated(world: &World, centre: &Centre) -> usize {
    let here = Perimeter::Session(centre.session.clone());
    world.office.consult(&centre.authority, SeeCommissions { perimeter: here }).await.unwrap().unseated
}

story!(several_are_seated_at_once_or_none, |world| {
    let centre = world.centre().await;
    let [alix, sacha, leo] = three(&world, &centre).await;
    let here = Perimeter::Session(centre.session.clone());
    let one = world.composed(&centre, here, "1", (&centre.arnaud, &centre.bastien)).await;
    let sisr =
        world.candidate(&centre, ("09", "LOPEZ", "Ana"), |one| one.speciality = Speciality::Sisr).await;
    let with_one = world.seat(&centre.authority, &one, &[&alix, &sisr, &sacha], 8).await;
    assert_eq!(refused(with_one), Refusal::OtherSpeciality(Speciality::Sisr));
    assert_eq!(unseated(&world, &centre).await, 4, "nobody is seated where one cannot be");
    let twice = world.seat(&centre.authority, &one, &[&alix, &sacha, &alix], 8).await;
    assert_eq!(refused(twice), Refusal::AlreadySeated);
    assert!(world.seat(&centre.authority, &one, &[], 8).await.is_err());
    let sheets = world.seat(&centre.authority, &one, &[&alix, &sacha, &leo], 8).await.unwrap();
    assert_eq!((sheets.len(), unseated(&world, &centre).await), (3, 1));
    let day = world.office.consult(&centre.authority, SeeDay { commission: one.clone() }).await.unwrap();
    let told: Vec<_> = day.sittings.iter().map(|one| one.seated.sitting.starts_at.to_string()).collect();
    assert_eq!(told, ["2026-05-18T06:00:00Z", "2026-05-18T07:00:00Z", "2026-05-18T08:00:00Z"]);
    let seats = world.office.consult(&centre.authority, SeeSeats { commission: one }).await.unwrap();
    assert_eq!(seats.seated.len(), 3);
    assert!(seats.free.is_empty(), "the one who is free is of the other speciality");
    assert_eq!(seats.next, Time::constant(11, 0, 0, 0));
});

story!(orals_that_overlap_are_refused, |world| {
    let centre = world.centre().await;
    let [alix, sacha, leo] = three(&world, &centre).await;
    let here = Perimeter::Session(centre.session.clone());
    let one = world.composed(&centre, here.clone(), "1", (&centre.arnaud, &centre.bastien)).await;
    let at = |candidates: &[&CandidateId], minute, every| SeatCandidates {
        commission: one.clone(),
        candidates: candidates.iter().map(|one| (*one).clone()).collect(),
        first: Time::constant(8, minute, 0, 0),
        every: SignedDuration::from_mins(every),
    };
    let close = world.office.perform(&centre.authority, at(&[&alix, &sacha], 0, 39)).await;
    assert!(matches!(refused(close), Refusal::Required { .. }), "an oral lasts forty minutes");
    world.office.perform(&centre.authority, at(&[&alix], 0, 0)).await.unwrap();
    let during = world.office.perform(&centre.authority, at(&[&sacha], 39, 0)).await;
    assert_eq!(refused(during), Refusal::AlreadyTaken { name: "la commission".to_owned() });

    let other = world.composed(&centre, here, "2", (&centre.diallo, &centre.bastien)).await;
    let elsewhere = SeatCandidates { commission: other, ..at(&[&leo], 20, 0) };
    let elsewhere = world.office.perform(&centre.authority, elsewhere).await;
    let both = Refusal::AlreadyTaken { name: "Omar Diallo ou Marc Bastien".to_owned() };
    assert_eq!(refused(elsewhere), both, "Marc Bastien sits in the other commission");
    world.office.perform(&centre.authority, at(&[&sacha], 40, 0)).await.unwrap();
});

story!(the_last_oral_ends_on_the_day_of_the_commission, |world| {
    let centre = world.centre().await;
    let [alix, sacha, leo] = three(&world, &centre).await;
    let here = Perimeter::Session(centre.session.clone());
    let one = world.composed(&centre, here, "1", (&centre.arnaud, &centre.bastien)).await;
    let over_midnight = world.seat(&centre.authority, &one, &[&alix, &sacha, &leo], 22).await;
    assert!(matches!(refused(over_midnight), Refusal::DateAfter { .. }));
    let without_end = SeatCandidates {
        commission: one.clone(),
        candidates: vec![alix.clone(), sacha.clone(), leo.clone()],
        first: Time::constant(8, 0, 0, 0),
        every: SignedDuration::from_secs(i64::MAX),
    };
    let without_end = world.office.perform(&centre.authority, without_end).await;
    assert!(matches!(refused(without_end), Refusal::DateAfter { .. }));
    world.seat(&centre.authority, &one, &[&alix, &sacha, &leo], 21).await.unwrap();
});

story!(e4_21_nobody_examines_own_students_in_one_off_and_may_in_ccf, |world| {
    let centre = world.centre().await;
    let alix = world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
    let noor = world.ccf_candidate(&centre, ("04", "AZIZ", "Noor")).await;
    let here = Perimeter::Session(centre.session.clone());
    let own = world.composed(&centre, here.clone(), "1", (&centre.arnaud, &centre.bastien)).await;
    let other = world.composed(&centre, here, "2", (&centre.diallo, &centre.bastien)).await;
    let ccf = Perimeter::School(centre.zay.clone());
    let ccf = world.composed(&centre, ccf, "Z1", (&centre.diallo, &centre.caron)).await;
    let seats = world.office.consult(&centre.authority, SeeSeats { commission: own.clone() }).await.unwrap();
    assert!(matches!(seats.free[0].verdict, Err(Refusal::OwnStudent { .. })), "told before it is tried");
    let refusal = refused(world.seat(&centre.authority, &own, &[&alix], 8).await);
    assert!(matches!(refusal, Refusal::OwnStudent { examiner, .. } if examiner == "Inès Arnaud"));
    let track = world.seat(&centre.authority, &other, &[&noor], 8).await;
    assert_eq!(refused(track), Refusal::OtherTrack(Track::Continuous));
    world.seat(&centre.authority, &other, &[&alix], 8).await.unwrap();
    world.seat(&centre.head, &ccf, &[&noor], 9).await.unwrap();
});

story!(e4_27_a_head_seats_the_candidates_of_the_own_school_alone, |world| {
    let centre = world.centre().await;
    let curie = world.school(&centre.authority, &centre.session, ("0999993C", "Lycée Curie"), true).await;
    let theirs = world
        .candidate(&centre, ("05", "ROUX", "Mila"), |one| {
            (one.school, one.track) = (Some(curie.clone()), Track::Continuous);
        })
        .await;
    let ccf = Perimeter::School(centre.zay.clone());
    let ccf = world.composed(&centre, ccf, "Z1", (&centre.diallo, &centre.caron)).await;
    assert_eq!(refused(world.seat(&centre.head, &ccf, &[&theirs], 8).await), Refusal::NotAllowed);
    let curie_head = world.in_school("Carl Curie", Role::HeadOfSchool, &curie).await;
    let away = world.seat(&curie_head, &ccf, &[&theirs], 8).await;
    assert_eq!(refused(away), Refusal::NotAllowed, "the commission is not theirs");
});

story!(e4_27_who_withdrew_or_has_no_valid_dossier_is_not_seated, |world| {
    let centre = world.centre().await;
    let [alix, sacha, _] = three(&world, &centre).await;
    let gone = world.candidate(&centre, ("07", "FABRE", "Lou"), |one| one.withdrawn = true).await;
    let controller = world.in_session("Camille Contrôle", Role::Controller, &centre.session).await;
    let here = Perimeter::Session(centre.session.clone());
    let one = world.composed(&centre, here, "1", (&centre.arnaud, &centre.bastien)).await;
    assert_eq!(refused(world.seat(&centre.authority, &one, &[&gone], 8).await), Refusal::Withdrawn);
    let verdict = |candidate: &CandidateId, seen, outcome| GiveVerdict {
        candidate: candidate.clone(),
        seen,
        verdict: Verdict {
            pieces: PieceKind::ALL.map(|kind| (kind, PieceVerdict::Missing)).to_vec(),
            outcome,
            reason: "Rien n’a été déposé.".to_owned(),
        },
    };
    let not_valid = Outcome::NotValid { ground: "no_deposit".to_owned() };
    world.office.perform(&controller, verdict(&alix, 0, not_valid)).await.unwrap();
    world.office.perform(&controller, verdict(&sacha, 0, Outcome::Absent)).await.unwrap();
    for refusal in [&alix, &sacha] {
        let seat = world.seat(&centre.authority, &one, &[refusal], 8).await;
        assert_eq!(refused(seat), Refusal::DossierNotValid);
    }
    world.office.perform(&controller, verdict(&alix, 1, Outcome::Conform)).await.unwrap();
    world.seat(&centre.authority, &one, &[&alix], 8).await.unwrap();
});

story!(a_seat_is_given_back_only_while_nothing_is_written, |world| {
    let centre = world.centre().await;
    let [alix, ..] = three(&world, &centre).await;
    let here = Perimeter::Session(centre.session.clone());
    let one = world.composed(&centre, here, "1", (&centre.arnaud, &centre.bastien)).await;
    let unseat = UnseatCandidate { candidate: alix.clone() };
    assert!(matches!(world.office.perform(&centre.authority, unseat.clone()).await, Err(Failure::NotFound)));
    world.seat(&centre.authority, &one, &[&alix], 8).await.unwrap();
    assert_eq!(world.office.perform(&centre.authority, unseat.clone()).await.unwrap(), one);
    assert_eq!(unseated(&world, &centre).await, 3);
    let [sheet] = world.seat(&centre.authority, &one, &[&alix], 9).await.unwrap().try_into().unwrap();
    world.outside.set("2026-05-18T07:00:00Z".parse().unwrap());
    let arnaud = world.sitting_as(&centre, &centre.arnaud).await;
    let changes = vec![change(exam::sheet::Field::Appraisal, "Bonne présentation.")];
    let write = WriteFields { sheet: sheet.clone(), changes };
    world.office.perform(&arnaud, write).await.unwrap();
    assert_eq!(refused(world.office.perform(&centre.authority, unseat).await), Refusal::SheetBegun);
    let page = world.office.consult(&arnaud, SeeSheet { sheet }).await.unwrap();
    assert!(page.member && page.writable());
    let told = world.journal("candidate", alix.as_str()).await;
    let told: Vec<_> = told.iter().map(|line| line.act.as_str()).collect();
    assert_eq!(
        told,
        ["seat_candidate", "unseat_candidate", "seat_candidate", "unseat_candidate"],
        "a refused act leaves its line too"
    );
});
