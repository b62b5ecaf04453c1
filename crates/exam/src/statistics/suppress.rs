//! Small counts are not shown, and cannot be deduced: secondary suppression of a crossed table.

/// Below this, a count that is not zero tells of people.
pub const SMALLEST: u32 = 5;

/// What of a crossed table may be shown; `true` hides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// For each group, for each category.
    pub cells: Vec<Vec<bool>>,
    /// For each category, the count of all groups together.
    pub margin: Vec<bool>,
}

/// One row whose total is shown: which cells to hide so that none below [`SMALLEST`] is told or deduced. All of them
/// where the total itself is below.
pub fn row(counts: &[u32]) -> Vec<bool> {
    let total: u32 = counts.iter().sum();
    if (1..SMALLEST).contains(&total) {
        return vec![true; counts.len()];
    }
    let mut hidden: Vec<bool> = counts.iter().map(|count| is_small(*count)).collect();
    while !safe(counts, &hidden) {
        let Some(next) = cheapest(counts, &hidden) else { break };
        hidden[next] = true;
    }
    hidden
}

/// Groups by categories, with the total of each group and the row of all groups shown as [`row`] shows it. Groups whose
/// total is below [`SMALLEST`] are none to show: `None`.
pub fn crossed(counts: &[Vec<u32>]) -> Option<Hidden> {
    if counts.iter().any(|group| group.iter().sum::<u32>() < SMALLEST) {
        return None;
    }
    let width = counts.first()?.len();
    let all: Vec<u32> = (0..width).map(|at| counts.iter().map(|group| group[at]).sum()).collect();
    let cells = counts.iter().map(|group| group.iter().map(|count| is_small(*count)).collect()).collect();
    let mut hidden = Hidden { cells, margin: row(&all) };
    while let Some((group, category)) = next(counts, &hidden) {
        hidden.cells[group][category] = true;
    }
    if told(&hidden).is_none() { Some(hidden) } else { None }
}

fn is_small(count: u32) -> bool {
    (1..SMALLEST).contains(&count)
}

/// Nothing is hidden, or at least two cells whose sum is no small count either.
fn safe(counts: &[u32], hidden: &[bool]) -> bool {
    let mut sum = 0;
    let mut number = 0;
    for (count, hidden) in counts.iter().zip(hidden) {
        if *hidden {
            sum += count;
            number += 1;
        }
    }
    number == 0 || (number >= 2 && sum >= SMALLEST)
}

/// The shown cell that costs least to hide: the smallest one, a zero only where nothing else is left.
fn cheapest(counts: &[u32], hidden: &[bool]) -> Option<usize> {
    let shown = counts.iter().enumerate().filter(|(at, _)| !hidden[*at]);
    shown.min_by_key(|(_, count)| (**count == 0, **count)).map(|(at, _)| at)
}

/// The next cell to hide; `None` once nothing can be deduced, or nothing is left.
fn next(counts: &[Vec<u32>], hidden: &Hidden) -> Option<(usize, usize)> {
    for (group, counts) in counts.iter().enumerate() {
        if !safe(counts, &hidden.cells[group]) {
            return cheapest(counts, &hidden.cells[group]).map(|category| (group, category));
        }
    }
    for category in 0..hidden.margin.len() {
        let column: Vec<u32> = counts.iter().map(|group| group[category]).collect();
        let flags: Vec<bool> = hidden.cells.iter().map(|group| group[category]).collect();
        let several = flags.iter().filter(|flag| **flag).count() > 1;
        let sound = if hidden.margin[category] { true } else { several || !flags.contains(&true) };
        if !sound {
            return cheapest(&column, &flags).map(|group| (group, category));
        }
    }
    let (at, category) = told(hidden)?;
    let group = at.min(counts.len() - 1);
    let beside = cheapest(&counts[group], &hidden.cells[group]).map(|category| (group, category));
    let column: Vec<u32> = counts.iter().map(|group| group[category]).collect();
    let flags: Vec<bool> = hidden.cells.iter().map(|group| group[category]).collect();
    beside.or_else(|| cheapest(&column, &flags).map(|group| (group, category)))
}

/// A hidden cell that subtraction tells: with groups (and the row of all of them, last) and categories as points and
/// hidden cells as lines between them, one without which its two ends fall apart. Any other lies on a circle, around
/// which one can be added and taken away in turn without any total changing.
fn told(hidden: &Hidden) -> Option<(usize, usize)> {
    let rows: Vec<&Vec<bool>> = hidden.cells.iter().chain([&hidden.margin]).collect();
    for (row, flags) in rows.iter().enumerate() {
        for category in (0..flags.len()).filter(|at| flags[*at]) {
            if !joined(&rows, (row, category)) {
                return Some((row, category));
            }
        }
    }
    None
}

/// Whether a row and a category are joined by hidden cells other than their own.
fn joined(rows: &[&Vec<bool>], (row, category): (usize, usize)) -> bool {
    let (mut seen_rows, mut seen_columns) = (vec![false; rows.len()], vec![false; rows[row].len()]);
    let mut waiting = vec![row];
    seen_rows[row] = true;
    while let Some(here) = waiting.pop() {
        for column in 0..seen_columns.len() {
            if !rows[here][column] || (here, column) == (row, category) || seen_columns[column] {
                continue;
            }
            seen_columns[column] = true;
            for (other, flags) in rows.iter().enumerate() {
                if flags[column] && !seen_rows[other] {
                    seen_rows[other] = true;
                    waiting.push(other);
                }
            }
        }
    }
    seen_columns[category]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_small_count_never_hides_alone() {
        assert_eq!(row(&[10, 3, 40]), [true, true, false]);
        assert_eq!(row(&[10, 0, 40]), [false, false, false], "nobody is nobody");
        assert_eq!(row(&[2, 2, 40]), [true, true, true], "four is a small count too");
        assert_eq!(row(&[3, 2, 40]), [true, true, false]);
        assert_eq!(row(&[0, 3, 0]), [true, true, true], "so few that even their number is hidden");
        assert_eq!(row(&[0, 0]), [false, false]);
    }

    #[test]
    fn a_group_of_a_few_people_is_no_group() {
        assert_eq!(crossed(&[vec![20, 10], vec![2, 1]]), None);
        let shown = crossed(&[vec![20, 10], vec![20, 10]]).unwrap();
        assert!(shown.cells.iter().flatten().chain(&shown.margin).all(|hidden| !hidden));
        let hidden = crossed(&[vec![20, 3, 9], vec![20, 30, 9]]).unwrap();
        assert_eq!(hidden.cells, [[false, true, true], [false, true, true]]);
        assert_eq!(hidden.margin, [false, false, false]);
    }

    const PRIME: i64 = 1_000_003;

    fn power(mut base: i64, mut exponent: i64) -> i64 {
        let mut result = 1;
        while exponent > 0 {
            if exponent % 2 == 1 {
                result = result * base % PRIME;
            }
            (base, exponent) = (base * base % PRIME, exponent / 2);
        }
        result
    }

    /// The unknowns that a system of sums settles: elimination, then the rows that are left with one unknown.
    fn settled(mut rows: Vec<Vec<i64>>) -> Vec<usize> {
        let width = rows.first().map_or(0, Vec::len);
        let mut done = 0;
        for column in 0..width {
            let Some(pivot) = (done..rows.len()).find(|at| rows[*at][column] != 0) else { continue };
            rows.swap(done, pivot);
            let inverse = power(rows[done][column], PRIME - 2);
            for value in &mut rows[done] {
                *value = *value * inverse % PRIME;
            }
            let lead = rows[done].clone();
            for (at, row) in rows.iter_mut().enumerate().filter(|(at, row)| *at != done && row[column] != 0) {
                let _ = at;
                let factor = row[column];
                for (value, lead) in row.iter_mut().zip(&lead) {
                    *value = (*value - factor * lead).rem_euclid(PRIME);
                }
            }
            done += 1;
        }
        let alone = |row: &Vec<i64>| {
            let at: Vec<_> = (0..width).filter(|column| row[*column] != 0).collect();
            (at.len() == 1).then(|| at[0])
        };
        rows.iter().filter_map(alone).collect()
    }

    /// What somebody who reads a crossed table can write down: one sum for each group, one for each category.
    fn attack(hidden: &Hidden) -> Vec<usize> {
        let rows: Vec<&Vec<bool>> = hidden.cells.iter().chain([&hidden.margin]).collect();
        let mut unknowns = vec![];
        for (row, flags) in rows.iter().enumerate() {
            unknowns.extend((0..flags.len()).filter(|at| flags[*at]).map(|at| (row, at)));
        }
        let sum = |chosen: &dyn Fn(&(usize, usize)) -> i64| unknowns.iter().map(chosen).collect::<Vec<_>>();
        let last = rows.len() - 1;
        let mut system: Vec<Vec<i64>> =
            (0..rows.len()).map(|row| sum(&|at| i64::from(at.0 == row))).collect();
        for column in 0..hidden.margin.len() {
            system.push(sum(&|at| match (at.1 == column, at.0 == last) {
                (false, _) => 0,
                (true, true) => PRIME - 1,
                (true, false) => 1,
            }));
        }
        settled(system)
    }

    #[test]
    fn the_attack_of_these_tests_finds_what_is_alone() {
        let alone = Hidden { cells: vec![vec![true, false], vec![false, false]], margin: vec![false, false] };
        assert_eq!(attack(&alone), [0]);
        let circle = Hidden { cells: vec![vec![true, true], vec![true, true]], margin: vec![false, false] };
        assert_eq!(attack(&circle), Vec::<usize>::new());
    }

    fn table() -> impl Strategy<Value = Vec<Vec<u32>>> {
        let cell = prop_oneof![Just(0), 1..5_u32, 5..60_u32];
        (2..5_usize, 2..8_usize).prop_flat_map(move |(groups, width)| {
            prop::collection::vec(prop::collection::vec(cell.clone(), width), groups)
        })
    }

    proptest! {
        #[test]
        fn no_small_count_of_a_row_is_told(counts in prop::collection::vec(0..40_u32, 1..9)) {
            let hidden = row(&counts);
            for (count, hidden) in counts.iter().zip(&hidden) {
                prop_assert!(*hidden || !is_small(*count));
            }
            let total: u32 = counts.iter().sum();
            prop_assert!(is_small(total) || safe(&counts, &hidden));
        }

        #[test]
        fn no_small_count_of_a_crossed_table_is_told_or_deduced(counts in table()) {
            if let Some(hidden) = crossed(&counts) {
                for (group, flags) in counts.iter().zip(&hidden.cells) {
                    prop_assert!(safe(group, flags));
                    for (count, hidden) in group.iter().zip(flags) {
                        prop_assert!(*hidden || !is_small(*count));
                    }
                }
                prop_assert_eq!(attack(&hidden), Vec::<usize>::new());
            }
        }
    }
}
