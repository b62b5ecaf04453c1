//! What the design allows is said before any number, and small or odd sessions stay honest.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::format_push_string,
    clippy::needless_range_loop,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and its numbers are small"
)]

mod common;

use common::simulate::{ACADEMY, Dealt, Shape, session};
use severity::compare::{Asked, Deal, Status, Support, compare};
use severity::rasch::Steps;
use severity::session::{Sheet, lay_out};
use severity::{Data, Factor, rasch, read};

const ASKED: Asked = Asked { drawn: false, seed: 7 };

fn blocks(data: &Data, of: usize) -> Factor {
    let names: Vec<String> =
        data.rater.index.iter().map(|rater| format!("B{}", *rater as usize / of)).collect();
    Factor::sorted(names.iter().map(String::as_str))
}

#[test]
fn a_recorded_draw_compares_inside_its_blocks() {
    let (mut data, _) = session(ACADEMY, 3);
    data.block = Some(blocks(&data, 8));
    let comparison = compare(&data, ASKED).unwrap();
    assert_eq!((comparison.design.deal, comparison.design.support), (Deal::Recorded, Support::Drawn));
    assert_eq!(comparison.design.sizes, [8; 5]);
    // Five blocks are five strata: inside each, effects are told from the mean of the eight.
    for stratum in 0..5 {
        let own = comparison.commissions.iter().filter(|compared| compared.stratum == stratum);
        let sum: f64 = own.map(|compared| compared.effect.unwrap().points).sum();
        assert!(sum.abs() < 0.25, "{sum}");
    }
    assert_eq!(comparison.redeal.unwrap().redeals, 999);
}

#[test]
fn a_commission_alone_in_its_block_is_not_compared() {
    let (mut data, _) = session(Shape { candidates: 150, commissions: 10, ..ACADEMY }, 3);
    data.block = Some(blocks(&data, 9));
    let comparison = compare(&data, ASKED).unwrap();
    let last = comparison.commissions.last().unwrap();
    assert_eq!((last.effect, last.status), (None, Status::Insufficient));
    assert!(comparison.commissions[0].effect.is_some());
}

#[test]
fn redeals_find_a_commission_that_takes_five_points_and_leave_chance_alone() {
    let even = Shape { candidates: 300, commissions: 20, ..ACADEMY };
    let (mut data, truth) = session(even, 11);
    // The simulated severities taken out, what is left is chance.
    let marks = data.mark.take().unwrap();
    let fair = |(row, mark): (usize, &Option<f64>)| mark.map(|m| m - truth[data.rater.index[row] as usize]);
    let fair: Vec<Option<f64>> = marks.iter().enumerate().map(fair).collect();
    let drawn = Asked { drawn: true, seed: 5 };
    data.mark = Some(fair.clone());
    let chance = compare(&data, drawn).unwrap();
    assert!(chance.redeal.unwrap().usual);
    let taken = |(row, mark): (usize, &Option<f64>)| {
        mark.map(|m| if data.rater.index[row] == 4 { (m - 5.0).max(0.0) } else { m })
    };
    data.mark = Some(fair.iter().enumerate().map(taken).collect());
    let harsh = compare(&data, drawn).unwrap();
    assert!(!harsh.redeal.unwrap().usual && !harsh.commissions[4].redealt.unwrap().is_usual());
    let effect = harsh.commissions[4].effect.unwrap();
    assert!(
        harsh.commissions[4].status == Status::ToExamine && effect.high < -0.5 && effect.beyond_one > 0.95,
        "{effect:?}"
    );
    assert_eq!(harsh, compare(&data, drawn).unwrap());
}

#[test]
fn without_schools_nor_blocks_nothing_is_supposed() {
    let (mut data, _) = session(ACADEMY, 3);
    data.school = None;
    let comparison = compare(&data, ASKED).unwrap();
    assert_eq!((comparison.design.deal, comparison.design.support), (Deal::Unknown, Support::None));
    assert!(comparison.commissions.iter().all(|compared| compared.effect.is_none()));
    let stated = compare(&data, Asked { drawn: true, ..ASKED }).unwrap();
    assert_eq!((stated.design.deal, stated.design.support), (Deal::Stated, Support::Drawn));
}

#[test]
fn common_candidates_compare_what_schools_confound() {
    let shape = Shape { dealt: Dealt::BySchool, candidates: 60, commissions: 4, schools: 4, ..ACADEMY };
    let (data, _) = session(shape, 5);
    // The first ten candidates are seen again by each of the other commissions, which add or take points.
    let given = [0.0, -3.0, 0.0, 3.0];
    let mut sheets: Vec<Sheet> = (0..60).map(|row| sheet(&data, row, row / 15, given[row / 15])).collect();
    for row in 0..10 {
        sheets.extend((1..4).map(|commission| sheet(&data, row, commission, given[commission])));
    }
    let linked = lay_out(&[], &sheets).unwrap();
    let comparison = compare(&linked, ASKED).unwrap();
    assert_eq!((comparison.design.support, comparison.design.common), (Support::Linked, 10));
    assert_eq!(comparison.design.examiner_groups, Some(4));
    for (compared, given) in comparison.commissions.iter().zip(given) {
        let effect = compared.effect.unwrap();
        assert!((effect.points - given).abs() < 0.7, "{effect:?} for {given}");
    }
}

fn sheet(data: &Data, row: usize, commission: usize, given: f64) -> Sheet {
    let mark = data.mark.as_ref().unwrap()[row].unwrap() + given;
    Sheet {
        candidate: format!("P{row}"),
        commission: format!("C{commission}"),
        examiners: vec![format!("E{commission}"), format!("F{commission}")],
        school: Some(format!("S{}", row / 15)),
        mark: Some((100.0 * mark.clamp(0.0, 20.0)).round() as u16),
        ..Sheet::default()
    }
}

#[test]
fn few_sheets_say_nothing_and_two_commissions_are_enough_to_ask() {
    let (data, _) = session(Shape { candidates: 8, commissions: 2, schools: 1, ..ACADEMY }, 1);
    let few = compare(&data, Asked { drawn: true, seed: 1 }).unwrap();
    assert!(few.commissions.iter().all(|compared| compared.status == Status::Insufficient));
    let (data, _) = session(Shape { candidates: 40, commissions: 2, schools: 1, ..ACADEMY }, 1);
    let two = compare(&data, Asked { drawn: true, seed: 1 }).unwrap();
    let [one, other] = [0, 1].map(|rater| two.commissions[rater].effect.unwrap());
    assert!((one.points + other.points).abs() < 1e-6 && one.high > one.low);
}

#[test]
fn strata_are_never_compared_with_each_other() {
    let (data, _) = session(Shape { candidates: 120, commissions: 8, ..ACADEMY }, 9);
    let sheets = (0..120).map(|row| Sheet {
        candidate: row.to_string(),
        commission: format!("C{}", row / 15),
        option: Some(if row < 60 { "SISR" } else { "SLAM" }.to_owned()),
        centre: Some("Lyon".to_owned()),
        // Those of one option get four points more, whoever sees them.
        mark: Some(
            (100.0 * (data.mark.as_ref().unwrap()[row].unwrap() * 0.7 + if row < 60 { 0.0 } else { 4.0 }))
                as u16,
        ),
        ..Sheet::default()
    });
    let sheets: Vec<Sheet> = sheets.collect();
    let laid = lay_out(&[], &sheets).unwrap();
    let comparison = compare(&laid, Asked { drawn: true, seed: 1 }).unwrap();
    assert_eq!(comparison.design.sizes, [4, 4]);
    for half in comparison.commissions.chunks(4) {
        let mean = half.iter().map(|compared| compared.effect.unwrap().points).sum::<f64>() / 4.0;
        assert!(mean.abs() < 0.3, "{mean}");
    }
}

#[test]
fn not_assessable_is_never_a_zero() {
    let (mut data, _) = session(ACADEMY, 4);
    let lines = data.items.len();
    // One commission finds the last three lines not assessable, for all its candidates.
    for row in (0..data.rows()).filter(|row| data.rater.index[*row] == 6) {
        data.levels[(row + 1) * lines - 3..(row + 1) * lines].fill(None);
    }
    let comparison = compare(&data, Asked { drawn: true, seed: 1 }).unwrap();
    assert_eq!(comparison.not_assessable, 45);
    let levels = comparison.commissions[6].levels.unwrap();
    assert!(levels.as_lowest.unwrap() < levels.left_out - 0.3 && levels.hinges(), "{levels:?}");
    let others = comparison.commissions.iter().enumerate().filter(|(rater, _)| *rater != 6);
    assert!(others.map(|(_, compared)| compared.levels.unwrap()).all(|levels| !levels.hinges()));
}

#[test]
fn extreme_candidates_and_a_commission_of_one_are_estimated() {
    let mut text = "pid,rater,g1,g2,g3\nall-low,A,0,0,0\nall-high,A,2,2,2\nalone,C,1,2,0\n".to_owned();
    for person in 0..20 {
        // Abilities from low to high, and a little disorder.
        let (low, high) = (person / 8, (person + 4) / 8);
        let (a, b, c) = (low, high.min(2), if person % 4 == 0 { high.min(2) } else { low });
        text += &format!("p{person},{},{a},{b},{c}\n", ["A", "B"][person % 2]);
    }
    let data = read::from_csv(text.as_bytes(), None).unwrap();
    let fit = rasch::fit(&data, Steps::Shared).unwrap();
    let ability = |name: &str| fit.persons[data.person.names.iter().position(|p| p == name).unwrap()];
    assert!(ability("all-low").mean < -0.1 && ability("all-high").mean > 0.1);
    assert!(ability("all-low").deviation.is_finite());
    // Severities sum to 0, so that at most twice the error of the others is left to the one without data.
    assert!(fit.raters[2].error > 1.3 * fit.raters[0].error, "{:?}", fit.raters);
    assert!(fit.raters.iter().map(|rater| rater.value).sum::<f64>().abs() < 1e-9);
    // Nobody links A, B and C.
    assert_eq!(fit.groups, 3);
}
