use super::*;
use crate::sample;

fn mark(points: i64) -> Mark {
    Mark::from_hundredths(points * 100, 20).unwrap()
}

fn heard(points: i64) -> Fact {
    Fact {
        speciality: Speciality::Slam,
        track: Track::OneOff,
        centre: "Établissement public ou sous contrat",
        heard: Some(Heard {
            levels: sample().lines.iter().map(|_| Some(Level::WellMastered)).collect(),
            before: mark(points),
            after: mark(points),
            decided: DecidedMark::recorded(mark(points)),
        }),
        absent: false,
        conformity: Some("Conforme".to_owned()),
    }
}

fn cells(row: &Row) -> Vec<u32> {
    row.cells.iter().map(|cell| cell.unwrap_or(99)).collect()
}

#[test]
fn every_candidate_counts_once_in_every_row() {
    let mut facts: Vec<_> = (0..30).map(|at| heard(9 + at % 4)).collect();
    facts.extend((0..6).map(|_| Fact { heard: None, absent: true, ..heard(10) }));
    let report = report(&facts, &sample());
    assert_eq!(report.candidates, Some(36));
    let all = report.levels.rows.iter().chain(&report.marks.rows);
    for row in all.chain(report.others.iter().flat_map(|block| &block.rows)) {
        assert_eq!(row.total, Some(36), "{}", row.label);
        assert_eq!(row.cells.iter().flatten().sum::<u32>(), 36, "{row:?}");
    }
    assert_eq!(cells(&report.others[0].rows[0]), [30, 6, 0]);
    assert_eq!(report.median, "10");
    assert!(report.groupings.iter().all(|one| one.blocks.is_empty()), "one group is no group");
}

#[test]
fn marks_that_differ_for_a_few_people_are_not_shown_beside_each_other() {
    let mut facts: Vec<_> = (0..30).map(|_| heard(13)).collect();
    let labels = |facts: &[Fact]| {
        report(facts, &sample()).marks.rows.into_iter().map(|row| row.label).collect::<Vec<_>>()
    };
    assert_eq!(labels(&facts), ["Avant pénalités", "Après pénalités", "Notes arrêtées"]);
    for fact in facts.iter_mut().take(2) {
        fact.heard.as_mut().unwrap().before = mark(15);
    }
    assert_eq!(labels(&facts), ["Après pénalités", "Notes arrêtées"], "two penalties would be told");
    for fact in facts.iter_mut().take(8) {
        fact.heard.as_mut().unwrap().before = mark(15);
    }
    assert_eq!(labels(&facts), ["Avant pénalités", "Après pénalités", "Notes arrêtées"]);
}

#[test]
fn a_small_group_hides_its_whole_division() {
    let mut facts: Vec<_> = (0..30).map(|_| heard(13)).collect();
    facts.extend((0..3).map(|_| Fact { speciality: Speciality::Sisr, ..heard(12) }));
    assert!(report(&facts, &sample()).groupings[0].blocks.is_empty());
    facts.extend((0..9).map(|_| Fact { speciality: Speciality::Sisr, ..heard(12) }));
    let shown = report(&facts, &sample());
    let block = &shown.groupings[0].blocks[0];
    assert_eq!((block.label.as_str(), block.rows.len()), ("Notes arrêtées", 3));
    assert_eq!(block.rows.iter().map(|row| row.total).collect::<Vec<_>>(), [Some(12), Some(30), Some(42)]);
}

#[test]
fn three_absences_among_forty_are_hidden_with_another_count() {
    let mut facts: Vec<_> = (0..40).map(|_| heard(13)).collect();
    facts.extend((0..3).map(|_| Fact { heard: None, absent: true, ..heard(10) }));
    let report = report(&facts, &sample());
    assert_eq!(report.others[0].rows[0].cells, [None, None, Some(0)]);
    let decided = report.marks.rows.last().unwrap();
    assert_eq!(decided.cells.iter().filter(|cell| cell.is_none()).count(), 2);
}
