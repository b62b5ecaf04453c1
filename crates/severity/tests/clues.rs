//! Each kind of clue is found where it was planted, with its evidence, and an even session has hardly any.
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

use common::simulate::{ACADEMY, session};
use severity::Data;
use severity::session::{Clue, look, seen};

/// A session with a fixed mark for each level, no penalties, and ranks in the day.
fn even(seed: u64) -> Data {
    let (mut data, _) = session(ACADEMY, seed);
    data.order = Some((0..data.rows()).map(|row| Some((row % 15) as u32)).collect());
    data.penalised = Some((0..data.rows()).map(|row| row % 20 == 0).collect());
    data
}

#[test]
fn an_even_session_has_few_clues() {
    let found: Vec<Clue> = (1..=5).flat_map(|seed| look(&even(seed))).collect();
    let (sheets, commissions): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|clue| matches!(clue, Clue::FarFromProfile { .. }));
    assert!(sheets.len() <= 60, "{} sheets of 3000", sheets.len());
    assert!(commissions.len() <= 2, "{commissions:?}");
}

#[test]
fn a_mark_far_from_its_profile_is_found_on_both_sides() {
    let mut data = even(1);
    let lines = data.items.len();
    for row in [10, 20] {
        data.levels[row * lines..(row + 1) * lines].fill(Some(2));
    }
    let marks = data.mark.as_mut().unwrap();
    (marks[10], marks[20]) = (Some(1.0), Some(20.0));
    let found = look(&data);
    for (row, high) in [(10, false), (20, true)] {
        let evidence = found.iter().find_map(|clue| match clue {
            Clue::FarFromProfile { sheet, mark, alike, middle } if *sheet == row => {
                Some((*mark, *alike, *middle))
            }
            _ => None,
        });
        let (mark, alike, middle) = evidence.unwrap();
        assert!(alike >= 10 && (if high { mark > middle.1 } else { mark < middle.0 }));
    }
}

#[test]
fn a_line_read_otherwise_halo_drift_and_penalties_are_found() {
    let mut data = even(2);
    let lines = data.items.len();
    for row in 0..data.rows() {
        let levels = &mut data.levels[row * lines..(row + 1) * lines];
        match data.rater.index[row] {
            5 => levels[2] = levels[2].map(|level| level.saturating_sub(2)),
            9 => {
                let own = levels[0];
                levels.fill(own);
            }
            12 if row % 15 >= 7 => {
                let mark = &mut data.mark.as_mut().unwrap()[row];
                *mark = Some(1.0);
            }
            20 => data.penalised.as_mut().unwrap()[row] = true,
            _ => {}
        }
    }
    let found = look(&data);
    assert!(found.iter().any(|clue| {
        matches!(clue, Clue::OwnReading { commission: 5, line: 2, levels, sheets: 15 } if *levels < -1.0)
    }));
    assert!(found.iter().any(|clue| {
        matches!(clue, Clue::Halo { commission: 9, sheets, of: 15, elsewhere } if sheets.len() == 15 && *elsewhere < 0.1)
    }));
    assert!(found.iter().any(|clue| {
        matches!(clue, Clue::Drift { commission: 12, points, sheets: (7, 8) } if *points < -5.0)
    }));
    assert!(found.iter().any(|clue| {
        matches!(clue, Clue::Penalties { commission: 20, with, of: 15, .. } if with.len() == 15)
    }));
}

#[test]
fn what_is_seen_counts_everything_once() {
    let mut data = even(3);
    data.levels[0] = None;
    let (whole, each) = seen(&data);
    assert_eq!(whole.sheets, 600);
    for (line, counts) in whole.levels.iter().enumerate() {
        assert_eq!(counts.iter().sum::<usize>(), 600);
        assert_eq!(counts[5], usize::from(line == 0));
        for level in 0..6 {
            assert_eq!(counts[level], each.iter().map(|view| view.levels[line][level]).sum::<usize>());
        }
    }
    let spread = severity::session::Spread::of(vec![8.0, 10.0, 12.0, 16.0]).unwrap();
    assert_eq!((spread.first, spread.median, spread.third, spread.mean), (9.5, 11.0, 13.0, 11.5));
    assert!(each.iter().all(|view| !view.few && view.marks.unwrap().lowest >= 0.0));
}
