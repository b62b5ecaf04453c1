//! Stories of two examiners, Mme Arnaud and M. Bastien, and one sheet.

use super::*;
use crate::sample;
use proptest::prelude::*;

fn entry(value: &str, revision: i64) -> Entry {
    Entry {
        value: value.to_owned(),
        revision,
        by: "arnaud".into(),
        by_name: "Mme Arnaud".into(),
        at: Timestamp::UNIX_EPOCH,
    }
}

fn change(field: Field, seen: i64, value: &str) -> Change {
    Change { field, seen, value: value.to_owned() }
}

fn filled() -> Sheet {
    let mut sheet = Sheet::default();
    for line in sample().lines {
        sheet.fields.insert(Field::Level(line.code), entry("well_mastered", 1));
    }
    sheet.fields.insert(Field::Mark, entry("13", 1));
    sheet.fields.insert(Field::Appraisal, entry("Réalisations solides, présentation claire.", 1));
    sheet
}

fn signed_by(mut sheet: Sheet, examiner: &str) -> Sheet {
    let content = sheet.content_hash();
    sheet.visas.push(Visa {
        examiner: examiner.into(),
        name: examiner.to_owned(),
        content,
        at: Timestamp::UNIX_EPOCH,
        voided: false,
    });
    sheet
}

fn members() -> [ExaminerId; 2] {
    ["arnaud".into(), "bastien".into()]
}

fn visa(sheet: &Sheet, examiner: &str) -> Result<(), Refusal> {
    sheet.may_give_visa(&examiner.into(), &members(), &sheet.content_hash(), &sample())
}

#[test]
fn e4_11_no_visa_without_an_appraisal_whatever_the_mark() {
    for mark in ["0", "10", "20"] {
        let mut sheet = filled();
        sheet.fields.insert(Field::Mark, entry(mark, 2));
        assert_eq!(visa(&sheet, "arnaud"), Ok(()));
        sheet.fields.insert(Field::Appraisal, entry("", 2));
        assert_eq!(visa(&sheet, "arnaud"), Err(Refusal::SheetIncomplete(vec![Missing::Appraisal])));
    }
}

#[test]
fn e4_12_no_visa_without_a_level_on_each_line() {
    let mut sheet = filled();
    sheet.fields.remove(&Field::Level("project".into()));
    assert_eq!(visa(&sheet, "arnaud"), Err(Refusal::SheetIncomplete(vec![Missing::Level("project".into())])));
    let not_assessable = change(Field::Level("project".into()), 0, "not_assessable");
    assert!(matches!(sheet.write(&not_assessable, &sample()), Ok(Written::Changed { revision: 1, .. })));
}

#[test]
fn e4_15_a_recorded_gap_must_be_said_in_the_appraisal() {
    let mut sheet = filled();
    sheet.fields.insert(Field::CoverageGap, entry("La présence en ligne n’est pas abordée.", 1));
    let sentence = Missing::CoverageSentence("La présence en ligne n’est pas abordée.".into());
    assert_eq!(sheet.missing(&sample()), [sentence]);
    let appraisal = "Bon travail ;  la présence en ligne\nn'est pas abordée, et c'est dommage.";
    sheet.fields.insert(Field::Appraisal, entry(appraisal, 2));
    assert_eq!(sheet.missing(&sample()), []);
    sheet.fields.insert(Field::EnvironmentGap, entry("Aucun service en haute disponibilité.", 1));
    assert_eq!(sheet.missing(&sample()).len(), 1);
}

#[test]
fn e4_14_a_retained_penalty_has_its_reason() {
    let mut sheet = filled();
    sheet.fields.insert(Field::Penalty("no_table".into()), entry("yes", 1));
    assert_eq!(sheet.missing(&sample()), [Missing::PenaltyReason("no_table".into())]);
    sheet.fields.insert(Field::PenaltyReason("no_table".into()), entry("Rien de déposé.", 1));
    assert_eq!(sheet.missing(&sample()), []);
    assert_eq!(sheet.calculation(&sample()).unwrap().after_penalties.to_string(), "11");
}

#[test]
fn e4_17_two_visas_over_the_same_content_close_the_sheet() {
    let sheet = filled();
    assert_eq!(sheet.state(), State::Open);
    let sheet = signed_by(sheet, "arnaud");
    assert_eq!(sheet.state(), State::OneVisa);
    assert_eq!(visa(&sheet, "arnaud"), Err(Refusal::VisaAlreadyGiven));
    assert_eq!(visa(&sheet, "chloé"), Err(Refusal::NotAMember));
    let sheet = signed_by(sheet, "bastien");
    assert_eq!(sheet.state(), State::Closed);
    for field in Field::all(&sample()) {
        assert_eq!(sheet.write(&change(field, 1, ""), &sample()), Err(Refusal::SheetClosed));
    }
}

#[test]
fn e4_17_any_change_voids_the_visa_already_given() {
    let mut sheet = signed_by(filled(), "arnaud");
    let written = sheet.write(&change(Field::Mark, 1, "14"), &sample());
    assert_eq!(written, Ok(Written::Changed { value: "14".into(), revision: 2, voids_visas: true }));
    sheet.fields.insert(Field::Mark, entry("14", 2));
    assert_eq!(sheet.state(), State::Open);
    let sheet = signed_by(sheet, "bastien");
    assert_eq!(sheet.state(), State::OneVisa, "visas over different contents never add up");
}

#[test]
fn e4_17_a_voided_visa_does_not_come_back_with_the_old_content() {
    let mut sheet = signed_by(filled(), "arnaud");
    sheet.visas[0].voided = true;
    assert_eq!(sheet.state(), State::Open);
}

#[test]
fn e4_17_a_visa_is_given_on_what_the_member_saw() {
    let sheet = filled();
    let refused = sheet.may_give_visa(&"arnaud".into(), &members(), "another content", &sample());
    assert_eq!(refused, Err(Refusal::ContentChanged));
}

#[test]
fn e4_17_a_stale_write_shows_both_values_and_loses_none() {
    let sheet = filled();
    let stale = sheet.write(&change(Field::Mark, 0, "9,5"), &sample());
    let conflict = Conflict { field: Field::Mark, theirs: entry("13", 1), yours: "9,5".into() };
    assert_eq!(stale, Ok(Written::Stale(conflict)));
    assert_eq!(sheet.write(&change(Field::Mark, 0, "13,0"), &sample()), Ok(Written::Unchanged));
    let other_field = change(Field::Observations(sample().parts[0].code.clone()), 0, "À l’aise.");
    assert!(matches!(sheet.write(&other_field, &sample()), Ok(Written::Changed { .. })));
}

#[test]
fn e4_12_fields_are_those_of_the_referential() {
    let referential = sample();
    for field in Field::all(&referential) {
        assert_eq!(Field::parse(&field.to_string(), &referential), Ok(field));
    }
    for unknown in ["level:nothing", "penalty:late", "decided", "level", "", "mark:", "observations:9"] {
        assert!(Field::parse(unknown, &referential).is_err(), "{unknown}");
    }
    let level = Field::Level("assets".into());
    assert!(level.normalise("12", &referential).is_err());
    let long = "é".repeat(TEXT_LIMIT + 1);
    assert_eq!(
        Field::Appraisal.normalise(&long, &referential),
        Err(Refusal::TextTooLong { limit: TEXT_LIMIT })
    );
    assert_eq!(Field::Appraisal.normalise(" a\r\nb\u{7} ", &referential), Ok("a\nb".into()));
}

proptest! {
    #[test]
    fn e4_17_the_content_hash_tells_any_two_contents_apart(a in "\\PC{0,12}", b in "\\PC{0,12}") {
        let with = |appraisal: &str, gap: &str| {
            let mut sheet = Sheet::default();
            sheet.fields.insert(Field::Appraisal, entry(appraisal, 1));
            sheet.fields.insert(Field::CoverageGap, entry(gap, 1));
            sheet.content_hash()
        };
        prop_assert_eq!(with(&a, &b) == with(&b, &a), a == b);
    }

    #[test]
    fn e4_17_no_write_is_lost(seen in 0_i64..4, revision in 1_i64..4, value in "[0-9]{1,2}") {
        let mut sheet = Sheet::default();
        sheet.fields.insert(Field::Mark, entry("7", revision));
        match sheet.write(&change(Field::Mark, seen, &value), &sample()) {
            Ok(Written::Changed { revision: next, .. }) => prop_assert!(seen == revision && next == revision + 1),
            Ok(Written::Stale(conflict)) => prop_assert!(seen != revision && conflict.theirs.value == "7"),
            Ok(Written::Unchanged) => prop_assert_eq!(value.trim_start_matches('0'), "7"),
            Ok(Written::Known(receipt)) => prop_assert!(false, "{receipt:?}: this sheet has no receipts"),
            Err(refusal) => prop_assert_eq!(refusal, Refusal::MarkOutsideScale { scale: 20 }),
        }
    }
}

#[test]
fn e4_17_a_closed_sheet_is_reopened_with_its_reason_only() {
    let closed = signed_by(signed_by(filled(), "arnaud"), "bastien");
    assert_eq!(closed.may_reopen("  "), Err(Refusal::ReasonRequired));
    assert_eq!(closed.may_reopen("Deux lignes interverties."), Ok(()));
    assert_eq!(signed_by(filled(), "arnaud").may_reopen("Erreur."), Err(Refusal::SheetNotClosed));
}

#[test]
fn e4_17_a_cancelled_visa_is_told() {
    let mut sheet = signed_by(filled(), "arnaud");
    assert!(sheet.cancelled_visas().is_empty());
    sheet.record(Field::Mark, entry("14", 2));
    assert_eq!(sheet.cancelled_visas(), ["arnaud"]);
    assert!(signed_by(sheet, "arnaud").cancelled_visas().is_empty());
}
