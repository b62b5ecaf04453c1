//! Penalties, and the calculation shown line by line.
//!
//! Home of: E4-14

use crate::mark::{Mark, ProposedMark};
use crate::referential::{Penalty, Referential};

/// One printed line between the proposed mark and the final one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// The mark that the commission typed.
    Proposed(Mark),
    /// The rounding of the session, where it changed something.
    Rounded(Mark),
    /// One penalty retained: its label, its points, and the mark left.
    Penalty {
        /// The official wording.
        label: String,
        /// Whole points taken away.
        points: u16,
        /// What is left, never below the session's floor.
        left: Mark,
    },
}

/// From the mark a commission typed to the mark it proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calculation {
    /// The lines, in the order of the form.
    pub lines: Vec<Line>,
    /// « Note » of the form: rounded, before penalties.
    pub before_penalties: ProposedMark,
    /// « Note finale » of the form.
    pub after_penalties: ProposedMark,
}

/// E4-14 and E4-10: rounds, then takes the retained penalties away one by one, down to the session's floor.
///
/// `retained` holds penalty codes; unknown codes are ignored, since a sheet refuses them when they are written.
pub fn calculation(typed: Mark, retained: &[&str], referential: &Referential) -> Calculation {
    let rounded = referential.rounding.apply(typed);
    let mut lines = vec![Line::Proposed(typed)];
    if rounded != typed {
        lines.push(Line::Rounded(rounded));
    }
    let mut left = rounded;
    for penalty in retained_penalties(retained, referential) {
        left = left.minus_points(penalty.points, referential.policy.floor);
        lines.push(Line::Penalty { label: penalty.label.clone(), points: penalty.points, left });
    }
    Calculation {
        lines,
        before_penalties: ProposedMark::recorded(rounded),
        after_penalties: ProposedMark::recorded(left),
    }
}

/// The penalties that count: all of them where the referential adds them up, else the heaviest alone.
fn retained_penalties<'a>(retained: &[&str], referential: &'a Referential) -> Vec<&'a Penalty> {
    let listed = referential.penalties.iter().filter(|p| retained.contains(&p.code.as_str()));
    if referential.penalties_add_up {
        listed.collect()
    } else {
        listed.max_by_key(|p| p.points).into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use proptest::prelude::*;

    fn points(typed: &str, retained: &[&str]) -> String {
        calculation(Mark::parse(typed, 20).unwrap(), retained, &sample()).after_penalties.to_string()
    }

    #[test]
    fn e4_14_penalties_stand_on_their_own_lines_and_add_up() {
        let calculation =
            calculation(Mark::parse("14,5", 20).unwrap(), &["no_table", "portfolio_unreachable"], &sample());
        let shown = calculation.lines.iter().map(|line| match line {
            Line::Proposed(mark) | Line::Rounded(mark) => mark.to_string(),
            Line::Penalty { points, left, .. } => format!("-{points} → {left}"),
        });
        let shown: Vec<_> = shown.collect();
        assert_eq!(shown, ["14,5", "15", "-10 → 5", "-2 → 3"]);
        assert_eq!(calculation.before_penalties.to_string(), "15");
        assert_eq!(calculation.after_penalties.to_string(), "3");
    }

    #[test]
    fn e4_14_the_floor_is_zero() {
        assert_eq!(points("8", &["portfolio_unreachable"]), "0");
        assert_eq!(points("11", &["portfolio_unreachable", "no_table"]), "0");
    }

    #[test]
    fn e4_14_the_floor_is_the_session_s() {
        let mut referential = sample();
        referential.policy.floor = 3;
        let left = |typed: &str| {
            let typed = Mark::parse(typed, 20).unwrap();
            calculation(typed, &["portfolio_unreachable"], &referential).after_penalties.to_string()
        };
        assert_eq!(left("8"), "3");
        assert_eq!(left("14"), "4");
        assert_eq!(left("2"), "2", "a floor never raises a mark");
    }

    #[test]
    fn e4_14_no_penalty_leaves_the_rounded_mark() {
        assert_eq!(points("11,25", &[]), "12");
    }

    proptest! {
        #[test]
        fn e4_14_rounding_before_or_after_whole_points_is_the_same(cents in 0_i64..=2000, a: bool, b: bool) {
            let referential = sample();
            let retained: Vec<_> = [(a, "portfolio_unreachable"), (b, "no_table")].into_iter()
                .filter_map(|(on, code)| on.then_some(code)).collect();
            let typed = Mark::from_hundredths(cents, 20).unwrap();
            let lost = i64::from(a) * 1000 + i64::from(b) * 200;
            let after = referential.rounding.apply(Mark::from_hundredths((cents - lost).max(0), 20).unwrap());
            prop_assert_eq!(calculation(typed, &retained, &referential).after_penalties.mark(), after);
        }
    }
}
