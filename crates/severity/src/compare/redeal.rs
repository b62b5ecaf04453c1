//! The draw alone: the recorded blocks are dealt again, many times, and each commission is held against what comes.

use super::Design;
use crate::data::Data;
use crate::numeric::random::Random;

/// How often the blocks are dealt again.
const REDEALS: usize = 999;

/// The commissions' spread as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Redeal {
    /// Whether the spread is among the 95 % of redeals that spread least: nothing in it that the draw does not explain.
    pub usual: bool,
    /// How often the blocks were dealt again.
    pub redeals: usize,
}

/// One commission against the redeals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// How far its candidates' marks are from their block's mean, in points, the covariate taken into account.
    pub seen: f64,
    /// Where 95 % of redeals put it: the lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Share {
    /// Whether the draw alone would often do as much.
    pub fn is_usual(&self) -> bool {
        (self.low..=self.high).contains(&self.seen)
    }
}

/// Deals again; `None` without marks.
pub(super) fn redeal(data: &Data, design: &Design, seed: u64) -> Option<(Redeal, Vec<Share>)> {
    let marks = adjusted(data)?;
    let block = |row: usize| match (&data.block, &data.stratum) {
        (Some(block), _) => block.index[row],
        (None, Some(stratum)) => stratum.index[row],
        (None, None) => design.strata[data.rater.index[row] as usize] as u32,
    };
    let mut order: Vec<usize> = (0..data.rows()).collect();
    // Inside a commission, by candidate, so that the order of the file changes nothing.
    let key =
        |row: usize| (block(row), data.rater.index[row], &data.person.names[data.person.index[row] as usize]);
    order.sort_by(|a, b| key(*a).cmp(&key(*b)));
    let blocks: Vec<u32> = order.iter().map(|row| block(*row)).collect();
    let raters: Vec<usize> = order.iter().map(|row| data.rater.index[*row] as usize).collect();
    let mut dealt: Vec<f64> = order.iter().map(|row| marks[*row]).collect();
    centre(&blocks, &mut dealt);
    let sizes = data.rater.counts();
    let seen = means(&raters, &dealt, &sizes);
    let spread = |means: &[f64]| -> f64 { means.iter().zip(&sizes).map(|(m, n)| m * m * *n as f64).sum() };
    let (mut random, mut as_far) = (Random::new(seed), 0);
    let mut drawn: Vec<Vec<f64>> = vec![Vec::with_capacity(REDEALS); sizes.len()];
    for _ in 0..REDEALS {
        let mut rest = dealt.as_mut_slice();
        for own in blocks.chunk_by(|a, b| a == b) {
            let (here, others) = rest.split_at_mut(own.len());
            random.shuffle(here);
            rest = others;
        }
        let means = means(&raters, &dealt, &sizes);
        as_far += usize::from(spread(&means) >= spread(&seen) - 1e-12);
        drawn.iter_mut().zip(means).for_each(|(drawn, mean)| drawn.push(mean));
    }
    let usual = (as_far + 1) * 20 > REDEALS + 1;
    let shares = seen.iter().zip(drawn).map(|(seen, mut drawn)| {
        drawn.sort_by(f64::total_cmp);
        // Of 999 redeals, 25 below and 25 above.
        Share { seen: *seen, low: drawn[REDEALS / 40], high: drawn[REDEALS - 1 - REDEALS / 40] }
    });
    Some((Redeal { usual, redeals: REDEALS }, shares.collect()))
}

/// Marks without what the covariate explains, by least squares.
fn adjusted(data: &Data) -> Option<Vec<f64>> {
    let marks = data.marks().ok()?;
    let Ok(x) = data.standardised() else { return Some(marks) };
    let n = marks.len() as f64;
    let slope = x.iter().zip(&marks).map(|(x, mark)| x * mark).sum::<f64>() / (n - 1.0);
    Some(marks.iter().zip(&x).map(|(mark, x)| mark - slope * x).collect())
}

/// Takes each block's mean off.
fn centre(blocks: &[u32], marks: &mut [f64]) {
    let mut rest = marks;
    for own in blocks.chunk_by(|a, b| a == b) {
        let (here, others) = rest.split_at_mut(own.len());
        let mean = here.iter().sum::<f64>() / here.len() as f64;
        for mark in here {
            *mark -= mean;
        }
        rest = others;
    }
}

fn means(raters: &[usize], marks: &[f64], sizes: &[usize]) -> Vec<f64> {
    let mut means = vec![0.0; sizes.len()];
    for (rater, mark) in raters.iter().zip(marks) {
        means[*rater] += mark;
    }
    means.iter_mut().zip(sizes).for_each(|(mean, size)| *mean /= *size as f64);
    means
}
