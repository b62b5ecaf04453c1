use super::super::{ForceMajeure, Layout, OwnStudents, builtin, builtin_text, load};
use super::{built, e4, e5, ef4};
use crate::grid::Level;
use crate::mark::Rounding;

#[test]
fn every_builtin_loads_under_its_own_code() {
    assert_eq!(builtin().len(), 3);
    for (code, _) in builtin() {
        assert_eq!(built(code).code, *code);
    }
    assert_eq!(builtin_text("sio-e9-2099"), None);
}

#[test]
fn a_referential_written_out_reads_back_the_same() {
    for (code, _) in builtin() {
        let referential = built(code);
        let text = toml::to_string(&referential).unwrap();
        assert_eq!(load(&text, "copy.toml"), Ok(referential));
    }
}

#[test]
fn serde_and_the_loader_read_the_same() {
    for (code, text) in builtin() {
        assert_eq!(toml::from_str(text), Ok(built(code)));
    }
}

#[test]
fn e4_01_the_dossier_has_three_kinds_of_pieces() {
    let codes: Vec<_> = e4().pieces.into_iter().map(|piece| piece.code).collect();
    assert_eq!(codes, ["portfolio", "table", "certificates"]);
    assert!(e4().piece("portfolio").unwrap().notice.is_some());
}

#[test]
fn e4_10_rounding_is_data() {
    assert_eq!(e4().rounding, Rounding::CeilPoint);
    assert_eq!(e4().scale, 20);
    for (word, rounding) in [("ceil_half_point", Rounding::CeilHalfPoint), ("none", Rounding::None)] {
        let text = builtin_text("sio-e4-2022").unwrap();
        let text = text.replace("rounding = \"ceil_point\"", &format!("rounding = \"{word}\""));
        assert_eq!(load(&text, "e4.toml").unwrap().rounding, rounding);
    }
}

#[test]
fn e4_12_seven_lines_by_five_levels() {
    for referential in [e4(), e5()] {
        let codes: Vec<_> = referential.lines.iter().map(|line| line.code.as_str()).collect();
        let competences = ["assets", "requests", "online_presence", "project", "service", "development"];
        assert_eq!(codes[0], "team_account");
        assert_eq!(codes[1..], competences);
        assert_eq!(referential.lines[0].competence, None);
        assert!(referential.lines[0].indicators.is_empty());
        let levels: Vec<_> = referential.levels.iter().map(|wording| wording.level).collect();
        assert_eq!(levels, Level::ALL);
    }
}

#[test]
fn e4_12_six_competences_have_twenty_two_skills() {
    let counts: Vec<_> = e4().competences.iter().map(|competence| competence.skills.len()).collect();
    assert_eq!(counts, [6, 3, 3, 3, 3, 4]);
    let indicators: Vec<_> = e4().lines.iter().map(|line| line.indicators.len()).collect();
    assert_eq!(indicators, [0, 7, 8, 5, 8, 6, 4]);
}

#[test]
fn e4_13_not_assessable_has_one_descriptor_and_the_others_five() {
    let counts: Vec<_> = e4().levels.iter().map(|wording| wording.descriptors.len()).collect();
    assert_eq!(counts, [1, 5, 5, 5, 5]);
    assert_eq!(e4().level(Level::NotAssessable).unwrap().label, "Non évaluable");
}

#[test]
fn e4_14_penalties_are_data() {
    let e4 = e4();
    assert_eq!(e4.penalties.len(), 2);
    assert_eq!(e4.penalty("portfolio_unreachable").unwrap().points, 10);
    assert_eq!(e4.penalty("no_table").unwrap().points, 2);
    assert!(e4.penalties_add_up);
    assert_eq!(e4.policy.floor, 0);
}

#[test]
fn e4_16_durations_are_data() {
    let minutes: Vec<_> = e4().parts.iter().map(|part| part.minutes).collect();
    assert_eq!(minutes, [10, 30]);
    assert_eq!(e4().minutes(), 40);
    assert_eq!(ef4().minutes(), 20);
}

#[test]
fn e4_19_four_grounds_and_none_is_a_penalty() {
    let e4 = e4();
    let codes: Vec<_> = e4.grounds.iter().map(|ground| ground.code.as_str()).collect();
    assert_eq!(codes, ["no_deposit", "late_deposit", "internship_too_short", "certificates_unsigned"]);
    assert!(e4.penalties.iter().all(|penalty| e4.ground(&penalty.code).is_none()));
    assert_eq!(e4.verdicts.len(), 4);
}

#[test]
fn e4_29_defaults_for_what_the_text_leaves_open() {
    let policy = e4().policy;
    assert_eq!(policy.own_students_ponctuel, OwnStudents::Forbid);
    assert_eq!(policy.own_students_ccf, OwnStudents::Allow);
    assert_eq!(policy.repeated_absence_from, 2);
    assert_eq!(policy.force_majeure_ponctuel, ForceMajeure::MarkZero);
    assert_eq!(policy.kept_mark_from, 10);
    assert_eq!(policy.jury_professionals_percent, 50);
    assert!(policy.appraisal_on_claim_only);
}

#[test]
fn e4_32_retention_is_data() {
    assert_eq!(e4().retention.months_after_training_end, 12);
}

#[test]
fn e4_37_ef4_has_its_own_referential_and_says_its_layout_is_ours() {
    let ef4 = ef4();
    assert_eq!((ef4.exam.as_str(), ef4.layout), ("EF4", Layout::Software));
    assert_eq!(ef4.counts_above, Some(10));
    assert!(ef4.penalties.is_empty() && ef4.competences.is_empty() && ef4.grounds.is_empty());
    assert_eq!(e4().layout, Layout::Official);
    assert_eq!(e4().counts_above, None);
}

#[test]
fn e4_and_e5_share_the_years_without_gap_or_overlap() {
    for (year, in_e4, in_e5) in
        [(2021, false, false), (2022, true, false), (2024, true, false), (2025, false, true)]
    {
        assert_eq!((e4().sessions.contains(year), e5().sessions.contains(year)), (in_e4, in_e5), "{year}");
    }
    assert!(e5().sessions.contains(2040));
}

#[test]
fn annexes_are_numbered_as_in_the_circular_of_the_session() {
    for (referential, year, grid) in [
        (e4(), 2022, "6-3"),
        (e4(), 2023, "6-3"),
        (e4(), 2024, "8-3"),
        (e5(), 2025, "8-3"),
        (e5(), 2026, "VI-3"),
    ] {
        assert_eq!(referential.annexes_of(year).grid, grid);
        assert_eq!(referential.for_session(year).annexes.grid, grid);
    }
}

#[test]
fn a_session_renumbers_the_annexes_in_its_sentences() {
    let notice = |year| e5().for_session(year).wordings.penalties_notice;
    assert!(notice(2025).contains("(annexe 8-4) en tienne compte"));
    assert!(notice(2026).contains("(annexe VI-4) en tienne compte"));
    assert!(e5().for_session(2025).piece("certificates").unwrap().wording.ends_with("en annexe 9."));
    assert!(
        e5().for_session(2025).piece("portfolio").unwrap().wording.contains("à l'annexe II.E du diplôme")
    );
    assert_eq!(e5().for_session(2026).for_session(2026), e5().for_session(2026));
}

#[test]
fn e5_is_e4_under_another_code_and_other_annex_labels() {
    let (e4, mut e5) = (e4(), e5());
    assert_eq!((e5.exam.as_str(), e5.exam_title.as_str()), ("E5", e4.exam_title.as_str()));
    assert_eq!(e5.wordings.form_exam.replace("E5", "E4"), e4.wordings.form_exam);
    e5.wordings.form_exam.clone_from(&e4.wordings.form_exam);
    // Numbered as in 2022, all its sentences are those of 2022.
    e5.annex_changes[0].annexes.clone_from(&e4.annexes);
    let mut e5 = e5.for_session(2025);
    e5.annex_changes.clone_from(&e4.annex_changes);
    e5.sessions = e4.sessions;
    for (own, other) in [(&mut e5.code, &e4.code), (&mut e5.exam, &e4.exam), (&mut e5.source, &e4.source)] {
        own.clone_from(other);
    }
    assert_eq!(e5, e4);
}
