//! What to look at: places with their evidence, and no correction. A clue is a question to a commission.

use super::profile::Profiles;
use super::seen::Spread;
use crate::compare::FEWEST;
use crate::data::Data;
use crate::numeric::{exp, log, sqrt};

/// Some sheets, by row of the data.
pub type Sheets = Vec<usize>;

/// One place to look at.
#[derive(Debug, Clone, PartialEq)]
pub enum Clue {
    /// A sheet whose mark is far from what sheets of the same or a near profile got.
    FarFromProfile {
        /// The sheet.
        sheet: usize,
        /// Its mark, in points.
        mark: f64,
        /// How many other sheets have the same or a near profile.
        alike: usize,
        /// Half of these are between the two.
        middle: (f64, f64),
    },
    /// A line that one commission reads otherwise than the others, its candidates' other lines taken into account.
    OwnReading {
        /// The commission.
        commission: usize,
        /// The line.
        line: usize,
        /// How far above what is usual, in levels; below 0 when it is below.
        levels: f64,
        /// Its sheets with a level on this line.
        sheets: usize,
    },
    /// A commission that gives one level to all lines of a sheet more often than the others.
    Halo {
        /// The commission.
        commission: usize,
        /// The sheets with one level everywhere.
        sheets: Sheets,
        /// Its sheets that could have.
        of: usize,
        /// The share of such sheets in the others' work.
        elsewhere: f64,
    },
    /// A commission whose marks move over the day.
    Drift {
        /// The commission.
        commission: usize,
        /// The mean of the second half of the day minus that of the first, in points.
        points: f64,
        /// Sheets of each half.
        sheets: (usize, usize),
    },
    /// A commission that retains penalties more, or less, often than the others.
    Penalties {
        /// The commission.
        commission: usize,
        /// The sheets with a penalty.
        with: Sheets,
        /// Its sheets.
        of: usize,
        /// The share of sheets with a penalty in the others' work.
        elsewhere: f64,
    },
}

/// Sheets of a near profile that are enough to say what such a profile gets.
const ALIKE: usize = 10;
/// A mark this far from the middle half of its like is shown, in points.
const FAR: f64 = 2.0;
/// A line read this far from usual is shown, in levels.
const OWN: f64 = 0.4;
/// A drift this large is shown, in points.
const DRIFT: f64 = 1.5;
/// Deviations from what chance does: one commission in some thousands would show so much by chance.
const UNLIKELY: f64 = 3.5;

/// Every clue, kind by kind, in the order of the data.
pub fn look(data: &Data) -> Vec<Clue> {
    let mut rows: Vec<Vec<usize>> = vec![Vec::new(); data.rater.names.len()];
    for (row, rater) in data.rater.index.iter().enumerate() {
        rows[*rater as usize].push(row);
    }
    let mut clues = far_from_profile(data);
    clues.extend(own_readings(data, &rows));
    clues.extend(halos(data, &rows));
    clues.extend(drifts(data, &rows));
    clues.extend(penalties(data, &rows));
    clues
}

fn far_from_profile(data: &Data) -> Vec<Clue> {
    let Some(marks) = &data.mark else { return vec![] };
    if data.items.is_empty() {
        return vec![];
    }
    let profiles = Profiles::new((0..data.rows()).map(|row| data.row(row)), data.top());
    let clue = |sheet: usize| {
        let mark = marks[sheet]?;
        let others = profiles.near(data.row(sheet)).into_iter().filter(|row| *row != sheet);
        let others: Vec<f64> = others.filter_map(|row| marks[row]).collect();
        let alike = others.len();
        if alike < ALIKE {
            return None;
        }
        let spread = Spread::of(others)?;
        // Tukey's fence, never narrower than what a point or two of rounding does.
        let fence = (1.5 * (spread.third - spread.first)).max(FAR);
        let is_far = mark < spread.first - fence || mark > spread.third + fence;
        is_far.then_some(Clue::FarFromProfile { sheet, mark, alike, middle: (spread.first, spread.third) })
    };
    (0..data.rows()).filter_map(clue).collect()
}

/// Each reading minus its sheet's mean and its line's mean: what stays is the line in the eyes of the commission.
fn own_readings(data: &Data, rows: &[Vec<usize>]) -> Vec<Clue> {
    let lines = data.items.len();
    if lines < 2 {
        return vec![];
    }
    let mut rest: Vec<Option<f64>> = vec![None; data.levels.len()];
    let mut sums = vec![(0.0, 0.0); lines];
    for row in 0..data.rows() {
        let levels: Vec<f64> = data.row(row).iter().flatten().map(|level| f64::from(*level)).collect();
        if levels.len() < 2 {
            continue;
        }
        let mean = levels.iter().sum::<f64>() / levels.len() as f64;
        for (line, level) in data.row(row).iter().enumerate() {
            if let Some(level) = level {
                let value = f64::from(*level) - mean;
                rest[row * lines + line] = Some(value);
                sums[line].0 += value;
                sums[line].1 += 1.0;
            }
        }
    }
    let means: Vec<f64> = sums.iter().map(|(sum, count)| sum / f64::max(*count, 1.0)).collect();
    let spreads = spreads(&rest, &means);
    let mut clues = Vec::new();
    for (commission, rows) in rows.iter().enumerate() {
        for (line, usual) in means.iter().enumerate() {
            let own: Vec<f64> =
                rows.iter().filter_map(|row| rest[row * lines + line]).map(|value| value - usual).collect();
            let sheets = own.len();
            let Some((levels, error)) = mean_and_error(own, spreads[line]) else { continue };
            if sheets >= FEWEST && levels.abs() >= OWN && levels.abs() > UNLIKELY * error {
                clues.push(Clue::OwnReading { commission, line, levels, sheets });
            }
        }
    }
    clues
}

/// The standard deviation of each line, over all commissions.
fn spreads(rest: &[Option<f64>], means: &[f64]) -> Vec<f64> {
    let spread = |(line, mean): (usize, &f64)| {
        let own = rest.iter().skip(line).step_by(means.len()).flatten();
        let (square, count) =
            own.fold((0.0, 0.0), |(sum, count), value| (sum + (value - mean) * (value - mean), count + 1.0));
        sqrt(square / f64::max(count, 1.0))
    };
    means.iter().enumerate().map(spread).collect()
}

/// The mean, and its standard error. A dozen sheets may look alike by chance, so the spread is the line's usual one
/// unless theirs is larger; at least a third of a level, since levels are coarse.
fn mean_and_error(values: Vec<f64>, usual: f64) -> Option<(f64, f64)> {
    let count = values.len() as f64;
    let spread = Spread::of(values)?;
    Some((spread.mean, spread.deviation?.max(usual).max(1.0 / 3.0) / sqrt(count)))
}

fn halos(data: &Data, rows: &[Vec<usize>]) -> Vec<Clue> {
    if data.items.len() < 3 {
        return vec![];
    }
    let equal = |row: usize| {
        let mut levels = data.row(row).iter().flatten();
        // A sheet with one reading or two says nothing of halo.
        let enough = data.row(row).iter().flatten().count() >= 3;
        let first = levels.next().copied();
        enough.then(|| levels.all(|level| Some(*level) == first))
    };
    let clue = |(commission, with, of, elsewhere)| Clue::Halo { commission, sheets: with, of, elsewhere };
    let more = |with: &Sheets, of: usize, elsewhere: f64| with.len() as f64 > elsewhere * of as f64;
    unlike(rows, equal)
        .filter(|(_, with, of, share)| with.len() >= 3 && more(with, *of, *share))
        .map(clue)
        .collect()
}

fn penalties(data: &Data, rows: &[Vec<usize>]) -> Vec<Clue> {
    let Some(penalised) = &data.penalised else { return vec![] };
    let clue = |(commission, with, of, elsewhere)| Clue::Penalties { commission, with, of, elsewhere };
    unlike(rows, |row| Some(penalised[row])).map(clue).collect()
}

/// Commissions where something comes otherwise than elsewhere: the commission, the sheets where it comes, its sheets,
/// and the share elsewhere.
fn unlike<'a>(
    rows: &'a [Vec<usize>],
    is: impl Fn(usize) -> Option<bool> + 'a,
) -> impl Iterator<Item = (usize, Sheets, usize, f64)> + 'a {
    let count = |rows: &[usize]| -> (Sheets, usize) {
        let told: Vec<(usize, bool)> = rows.iter().filter_map(|row| Some((*row, is(*row)?))).collect();
        (told.iter().filter(|(_, is)| *is).map(|(row, _)| *row).collect(), told.len())
    };
    let each: Vec<(Sheets, usize)> = rows.iter().map(|rows| count(rows)).collect();
    let all = each.iter().fold((0, 0), |(with, of), (own, sheets)| (with + own.len(), of + sheets));
    each.into_iter().enumerate().filter_map(move |(commission, (with, of))| {
        let others = all.1 - of;
        if of < FEWEST || others == 0 {
            return None;
        }
        let elsewhere = (all.0 - with.len()) as f64 / others as f64;
        (tail(with.len(), of, elsewhere) < 0.0005).then_some((commission, with, of, elsewhere))
    })
}

/// The chance of as many or more, or of as few or fewer, whichever is smaller: binomial.
fn tail(with: usize, of: usize, share: f64) -> f64 {
    // A share of 0 or 1 elsewhere is not known to be exactly that.
    let share = share.clamp(0.005, 0.995);
    let factorial = |n: usize| libm::lgamma(n as f64 + 1.0);
    let chance = |k: usize| {
        let ways = factorial(of) - factorial(k) - factorial(of - k);
        exp(ways + k as f64 * log(share) + (of - k) as f64 * libm::log1p(-share))
    };
    let (below, above): (f64, f64) = ((0..=with).map(chance).sum(), (with..=of).map(chance).sum());
    below.min(above)
}

fn drifts(data: &Data, rows: &[Vec<usize>]) -> Vec<Clue> {
    let (Some(marks), Some(order)) = (&data.mark, &data.order) else { return vec![] };
    let clue = |(commission, rows): (usize, &Vec<usize>)| {
        let mut told: Vec<(u32, f64)> =
            rows.iter().filter_map(|row| Some((order[*row]?, marks[*row]?))).collect();
        told.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        // Orals at the same place of several days stay in the same half.
        let middle = told.get(told.len() / 2)?.0;
        let (early, late): (Vec<_>, Vec<_>) = told.into_iter().partition(|(place, _)| *place < middle);
        let sheets = (early.len(), late.len());
        if sheets.0.min(sheets.1) < FEWEST {
            return None;
        }
        let half = |told: Vec<(u32, f64)>| Spread::of(told.into_iter().map(|(_, mark)| mark).collect());
        let (early, late) = (half(early)?, half(late)?);
        let error = |spread: Spread, count: usize| Some(spread.deviation?.max(0.5).powi(2) / count as f64);
        let points = late.mean - early.mean;
        let error = sqrt(error(early, sheets.0)? + error(late, sheets.1)?);
        let is_far = points.abs() >= DRIFT && points.abs() > UNLIKELY * error;
        is_far.then_some(Clue::Drift { commission, points, sheets })
    };
    rows.iter().enumerate().filter_map(clue).collect()
}

#[cfg(test)]
mod tests {
    use super::tail;

    #[test]
    fn tails_of_a_fair_coin() {
        assert!((tail(0, 10, 0.5) - 1.0 / 1024.0).abs() < 1e-12);
        assert!((tail(9, 10, 0.5) - 11.0 / 1024.0).abs() < 1e-12);
        assert!(tail(500, 1000, 0.5) > 0.5);
        assert!(tail(1000, 1000, 0.0) < 1e-300);
    }
}
