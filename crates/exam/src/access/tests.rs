use super::*;

fn actor(role: Role, place: Place) -> Actor {
    Actor { account: "a".into(), name: "A".into(), grants: vec![Grant { role, place }] }
}

fn subject() -> Subject {
    Subject {
        session: Some("2026".into()),
        school: Some("zay".into()),
        track: Some(Track::OneOff),
        candidate: Some("alix".into()),
        commission: Some("c1".into()),
        account: None,
    }
}

#[test]
fn what_no_right_gives_is_refused() {
    let nobody = Actor { account: "a".into(), name: "A".into(), grants: vec![] };
    for act in Act::ALL {
        assert_eq!(may(&nobody, *act, &subject()), Err(Refusal::NotAllowed), "{}", act.code());
    }
}

#[test]
fn every_act_is_somebody_s_and_codes_read_back() {
    let own_account = [Act::ChangeEmail, Act::OpenDevice];
    for act in Act::ALL {
        assert!(
            own_account.contains(act) || RIGHTS.iter().any(|right| right.act == *act),
            "nobody may {}",
            act.code()
        );
        assert_eq!(Act::from_code(act.code()), Some(*act));
    }
    for role in Role::ALL {
        assert_eq!(Role::from_code(role.code()), Some(*role));
    }
}

#[test]
fn e4_31_a_candidate_s_rights_never_touch_a_sheet_or_the_jury() {
    let mut acts: Vec<_> =
        RIGHTS.iter().filter(|right| right.role == Role::Candidate).map(|r| r.act).collect();
    acts.sort();
    assert_eq!(
        acts,
        [
            Act::SeeConvocation,
            Act::DepositPiece,
            Act::WriteTable,
            Act::WritePages,
            Act::WithdrawPiece,
            Act::TellPeriod,
            Act::AskProbe,
            Act::SeeOwnDossier,
            Act::TellMissing,
            Act::SeeOwnResult,
            Act::ClaimAppraisal,
            Act::ReadAppraisal,
            Act::WriteRequest,
            Act::SeeRequest,
            Act::ReadNotice
        ]
    );
    assert!(
        RIGHTS.iter().filter(|right| right.role == Role::Candidate).all(|right| right.scope == Scope::Own)
    );
}

#[test]
fn a_role_reaches_only_from_the_place_where_it_is_held() {
    let authority = actor(Role::Authority, Place::Session("2026".into()));
    assert!(may(&authority, Act::ImportRoster, &subject()).is_ok());
    let other = Subject { session: Some("2025".into()), ..subject() };
    assert!(may(&authority, Act::ImportRoster, &other).is_err());
    let examiner = actor(Role::Examiner, Place::Commission("c1".into()));
    assert!(may(&examiner, Act::WriteSheet, &subject()).is_ok());
    assert!(
        may(&examiner, Act::WriteSheet, &Subject { commission: Some("c2".into()), ..subject() }).is_err()
    );
    assert!(may(&examiner, Act::WriteSheet, &Subject { commission: None, ..subject() }).is_err());
    let alix = actor(Role::Candidate, Place::Candidate("alix".into()));
    assert!(may(&alix, Act::DepositPiece, &subject()).is_ok());
    assert!(
        may(&alix, Act::DepositPiece, &Subject { candidate: Some("sacha".into()), ..subject() }).is_err()
    );
}

#[test]
fn e4_19_and_e4_28_the_controller_depends_on_the_track() {
    let controller = actor(Role::Controller, Place::Session("2026".into()));
    let teacher = actor(Role::Teacher, Place::School("zay".into()));
    let ccf = Subject { track: Some(Track::Continuous), ..subject() };
    assert!(may(&controller, Act::GiveVerdict, &subject()).is_ok());
    assert!(may(&controller, Act::GiveVerdict, &ccf).is_err());
    assert!(may(&teacher, Act::GiveVerdict, &ccf).is_ok());
    assert!(may(&teacher, Act::GiveVerdict, &subject()).is_err());
}

#[test]
fn e4_20_the_commission_reads_from_the_date_fixed() {
    let opens = jiff::civil::date(2026, 5, 18);
    assert_eq!(window_is_open(jiff::civil::date(2026, 5, 17), opens), Err(Refusal::WindowClosed { opens }));
    assert_eq!(window_is_open(opens, opens), Ok(()));
    assert_eq!(window_is_open(jiff::civil::date(2026, 6, 2), opens), Ok(()));
}

#[test]
fn e4_20_the_window_binds_the_seat_and_not_the_other_roles() {
    let dates = (jiff::civil::date(2026, 5, 1), jiff::civil::date(2026, 5, 18));
    let mut arnaud = actor(Role::Examiner, Place::Commission("c1".into()));
    let may = |actor: &Actor| may_within(actor, Act::SeeDossier, &subject(), dates);
    assert_eq!(may(&arnaud), Err(Refusal::WindowClosed { opens: dates.1 }));
    arnaud.grants.push(Grant { role: Role::Teacher, place: Place::School("zay".into()) });
    assert_eq!(may(&arnaud), Ok(()));
    assert_eq!(may(&actor(Role::Candidate, Place::Candidate("alix".into()))), Err(Refusal::NotAllowed));
}

#[test]
fn nobody_judges_oneself() {
    let mut alix = actor(Role::Candidate, Place::Candidate("alix".into()));
    alix.grants.push(Grant { role: Role::Examiner, place: Place::Commission("c1".into()) });
    alix.grants.push(Grant { role: Role::JuryMember, place: Place::Session("2026".into()) });
    for act in [Act::SeeSheet, Act::WriteSheet, Act::GiveVisa, Act::SeeDossier] {
        assert_eq!(may(&alix, act, &subject()), Err(Refusal::NotAllowed), "{}", act.code());
    }
    assert_eq!(may(&alix, Act::SeeOwnDossier, &subject()), Ok(()));
    let sacha = Subject { candidate: Some("sacha".into()), ..subject() };
    assert_eq!(may(&alix, Act::SeeSheet, &sacha), Ok(()), "another's, by the seat");
}

#[test]
fn roles_that_one_person_does_not_hold_together() {
    for role in Role::ALL.iter().filter(|role| **role != Role::Candidate) {
        assert!(incompatible(Role::Candidate, *role) && incompatible(*role, Role::Candidate));
    }
    for judge in [Role::Examiner, Role::JuryPresident, Role::JuryMember] {
        assert!(incompatible(judge, Role::Authority) && incompatible(Role::Authority, judge));
    }
    assert!(!incompatible(Role::Teacher, Role::Examiner) && !incompatible(Role::Candidate, Role::Candidate));
}

#[test]
fn what_one_was_told_stays_one_s_own_without_any_seat() {
    let told = Subject { account: Some("a".into()), ..subject() };
    let nobody = |account: &str| Actor { account: account.into(), name: "A".into(), grants: vec![] };
    assert_eq!(may(&nobody("a"), Act::ReadNotice, &told), Ok(()));
    assert_eq!(may(&nobody("b"), Act::ReadNotice, &told), Err(Refusal::NotAllowed));
    assert_eq!(may(&nobody("a"), Act::OpenDevice, &told), Ok(()));
    assert_eq!(may(&nobody("b"), Act::OpenDevice, &told), Err(Refusal::NotAllowed));
    assert_eq!(may(&nobody("a"), Act::SeeSheet, &told), Err(Refusal::NotAllowed));
}
