//! The bundle of one school: Alix and Sacha, and their head.

use super::*;
use jiff::tz::TimeZone;

fn record(name: &str) -> Record {
    Record {
        candidate: name.into(),
        name: name.to_owned(),
        absent: false,
        oral: papers(name),
        optional: None,
    }
}

fn papers(name: &str) -> Papers {
    Papers {
        grid: Some(format!("grid of {name}")),
        appraisal: Some(format!("appraisal of {name}")),
        visas: VISAS,
    }
}

fn bundle() -> Bundle {
    Bundle {
        track: Track::Continuous,
        records: vec![record("Alix"), record("Sacha")],
        bordereau: Some(Bordereau { document: "b".into(), candidates: vec!["Alix".into(), "Sacha".into()] }),
        signature: None,
    }
}

fn signed(mut bundle: Bundle) -> Bundle {
    let content = bundle.content_hash();
    let (by, name) = ("head".into(), "Mme Proviseure".to_owned());
    bundle.signature = Some(Signature { by, name, content, at: Timestamp::UNIX_EPOCH });
    bundle
}

fn due() -> Deadline {
    Deadline { date: jiff::civil::date(2026, 5, 29), zone: TimeZone::get("Europe/Paris").unwrap() }
}

#[test]
fn e4_30_the_head_signs_the_record_and_nobody_else() {
    assert_eq!(bundle().may_sign(Role::HeadOfSchool), Ok(()));
    for role in Role::ALL.iter().filter(|role| **role != Role::HeadOfSchool) {
        assert_eq!(bundle().may_sign(*role), Err(Refusal::NotAllowed), "{}", role.code());
    }
}

#[test]
fn e4_30_nothing_incomplete_is_signed() {
    let mut bundle = bundle();
    bundle.records[0].oral.visas = 1;
    let refused = Err(Refusal::BundleIncomplete(vec![Hole::Visas("Alix".into())]));
    assert_eq!(bundle.may_sign(Role::HeadOfSchool), refused);
}

#[test]
fn e4_30_a_change_after_the_signature_asks_for_another() {
    let mut bundle = signed(bundle());
    assert_eq!(bundle.holes(), []);
    bundle.records[1].oral.grid = Some("another grid".into());
    assert_eq!(bundle.holes(), [Hole::Signature]);
}

#[test]
fn e4_33_every_hole_is_named() {
    let mut bundle = bundle();
    bundle.bordereau = None;
    bundle.records[0] = Record { oral: Papers::default(), ..record("Alix") };
    let alix = || "Alix".to_owned();
    let holes =
        [Hole::Bordereau, Hole::Grid(alix()), Hole::Appraisal(alix()), Hole::Visas(alix()), Hole::Signature];
    assert_eq!(bundle.holes(), holes);
    bundle.bordereau = Some(Bordereau { document: "b".into(), candidates: vec!["Alix".into()] });
    assert!(bundle.holes().contains(&Hole::NotOnBordereau("Sacha".into())));
}

#[test]
fn e4_33_an_absent_candidate_stands_on_the_bordereau_alone() {
    let mut bundle = bundle();
    bundle.records[1] = Record { absent: true, oral: Papers::default(), ..record("Sacha") };
    assert_eq!(signed(bundle).holes(), []);
}

#[test]
fn e4_33_transmitted_whole_and_late_is_told() {
    let bundle = signed(bundle());
    let transmit = |now: &str| bundle.transmit(now.parse().unwrap(), Some(&due()));
    assert_eq!(transmit("2026-05-29T15:00:00Z"), Ok(Timeliness::OnTime));
    assert_eq!(transmit("2026-05-30T15:00:00Z"), Ok(Timeliness::Late));
    let unsigned = Bundle { signature: None, ..bundle };
    let refused = unsigned.transmit(Timestamp::UNIX_EPOCH, Some(&due()));
    assert_eq!(refused, Err(Refusal::BundleIncomplete(vec![Hole::Signature])));
}

#[test]
fn e4_33_the_optional_exam_that_was_held_is_transmitted_too() {
    let mut bundle = bundle();
    bundle.records[0].optional = Some(Papers { visas: 1, ..papers("Alix") });
    assert_eq!(bundle.may_seal(), Err(Refusal::BundleIncomplete(vec![Hole::Optional("Alix".into())])));
    let before = bundle.content_hash();
    bundle.records[0].optional = Some(papers("EF4 of Alix"));
    assert_eq!(bundle.may_seal(), Ok(()));
    assert_ne!(bundle.content_hash(), before);
}

#[test]
fn e4_33_in_one_off_nobody_signs_and_the_rector_s_date_is_the_schools() {
    let late = "2026-05-30T15:00:00Z".parse().unwrap();
    let alone = Bundle { track: Track::OneOff, ..bundle() };
    assert_eq!(alone.transmit(late, Some(&due())), Ok(Timeliness::OnTime));
    assert_eq!(signed(bundle()).transmit(late, None), Ok(Timeliness::OnTime), "no date was fixed");
}
