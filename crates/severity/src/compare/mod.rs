//! What can be said of commissions: first what the design supports, then each commission's effect on marks with an
//! interval that holds what it says, or that nothing can be said.
//!
//! Three statuses, no ranking, no p-value, and no comparison between sets of candidates that nothing brings together.

mod design;
mod mixture;
mod redeal;

pub use design::{Deal, Design, Support};
pub use redeal::{Redeal, Share};

use crate::data::{Data, Factor};
use crate::fault::Fault;
use crate::marks::{Beside, Formula};
use crate::ordinal;

/// Below this number of sheets nothing is said of a commission.
pub const FEWEST: usize = 5;

/// An interval this wide on both sides says nothing, in points.
const TOO_WIDE: f64 = 2.0;

/// What is asked of the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Whether the caller states that candidates were dealt at random, blocks unrecorded.
    pub drawn: bool,
    /// The seed of the redeals: the planner's own where a plan recorded one.
    pub seed: u64,
}

/// One of three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// « Compatible avec le hasard ».
    Compatible,
    /// « À examiner ».
    ToExamine,
    /// « Données insuffisantes ».
    Insufficient,
}

/// What a commission adds to the marks of the candidates it meets, in points of 20; below 0 where it is more severe.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// The median of what is plausible.
    pub points: f64,
    /// The lower end of the interval at 95 %.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// The probability that the effect exceeds one point, on one side or the other.
    pub beyond_one: f64,
}

/// One commission.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Its sheets.
    pub sheets: usize,
    /// Its stratum: commissions are compared with the others of theirs.
    pub stratum: usize,
    /// Its effect; `None` where the design supports none.
    pub effect: Option<Effect>,
    /// Its status.
    pub status: Status,
    /// What the draw alone would give, where it was recorded or stated.
    pub redealt: Option<Share>,
    /// How its levels stand against the others', « non évaluable » left out and read as the lowest level.
    pub levels: Option<Levels>,
}

/// A commission's effect on levels, in logits; above 0 where its levels are higher.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Levels {
    /// « Non évaluable » left out.
    pub left_out: f64,
    /// « Non évaluable » read as the lowest level; `None` where every reading is a level.
    pub as_lowest: Option<f64>,
    /// The conditional standard deviation of the first.
    pub deviation: f64,
}

/// A commission's mean mark as it would be without its effect (« fair average »): a simulation, never a mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Simulated {
    /// The mean, in points.
    pub mean: f64,
    /// The lower end at 95 %.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Compared {
    /// What the commission's mean mark would be without its effect; `None` where nothing can be said.
    pub fn simulated(&self, mean: f64) -> Option<Simulated> {
        let effect = self.effect.filter(|_| self.status != Status::Insufficient)?;
        Some(Simulated { mean: mean - effect.points, low: mean - effect.high, high: mean - effect.low })
    }
}

impl Levels {
    /// Whether the two readings of « non évaluable » tell two stories: further apart than the uncertainty of one.
    pub fn hinges(&self) -> bool {
        self.as_lowest.is_some_and(|lowest| (lowest - self.left_out).abs() > self.deviation)
    }
}

/// The comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// What the design supports.
    pub design: Design,
    /// The commissions, in the order of the data.
    pub commissions: Vec<Compared>,
    /// How far the commissions spread as a whole, against the draw alone, where it was recorded or stated.
    pub redeal: Option<Redeal>,
    /// How many readings are « non évaluable ».
    pub not_assessable: usize,
    /// Why no effect is shown although the design would support it.
    pub without: Option<Fault>,
}

/// Compares the commissions of one session.
///
/// # Errors
/// Fewer than two commissions.
pub fn compare(data: &Data, asked: Asked) -> Result<Comparison, Fault> {
    data.check_raters()?;
    let design = design::look(data, asked);
    let counts = data.rater.counts();
    let (effects, without) = match effects(data, &design) {
        Ok(effects) => (effects, None),
        Err(fault) => (vec![None; counts.len()], Some(fault)),
    };
    let levels = levels(data, &design);
    let redeal = if matches!(design.deal, Deal::Recorded | Deal::Stated) {
        redeal::redeal(data, &design, asked.seed)
    } else {
        None
    };
    let (redeal, shares) = match redeal {
        Some((redeal, shares)) => (Some(redeal), shares.into_iter().map(Some).collect()),
        None => (None, vec![None; counts.len()]),
    };
    let commissions =
        counts.iter().zip(effects).zip(shares).enumerate().map(|(rater, ((sheets, effect), redealt))| {
            let effect = effect.filter(|_| *sheets >= FEWEST && design.is_compared(rater));
            Compared {
                sheets: *sheets,
                stratum: design.strata[rater],
                status: status(effect.as_ref()),
                effect,
                redealt,
                levels: levels.get(rater).copied(),
            }
        });
    let commissions = commissions.collect();
    Ok(Comparison { commissions, redeal, not_assessable: data.not_assessable(), without, design })
}

fn status(effect: Option<&Effect>) -> Status {
    match effect {
        None => Status::Insufficient,
        Some(effect) if effect.low < -TOO_WIDE && effect.high > TOO_WIDE => Status::Insufficient,
        Some(effect) if effect.low > 0.0 || effect.high < 0.0 => Status::ToExamine,
        Some(_) => Status::Compatible,
    }
}

/// Each commission's effect on marks, as far as the design supports it.
fn effects(data: &Data, design: &Design) -> Result<Vec<Option<Effect>>, Fault> {
    let whole = |beside| {
        let formula = Formula { covariate: data.covariate.is_some(), beside };
        let effects = mixture::effects(data, formula, &design.strata)?;
        Ok(effects.into_iter().map(Some).collect())
    };
    match design.support {
        Support::None => Ok(vec![None; data.rater.names.len()]),
        Support::Drawn if design.common > 0 => whole(Beside::Person),
        Support::Drawn => whole(Beside::Nothing),
        Support::Linked => linked(data, design),
    }
}

/// Where only common candidates bring commissions together, the others' marks tell nothing of severity.
fn linked(data: &Data, design: &Design) -> Result<Vec<Option<Effect>>, Fault> {
    let visits = data.person.counts();
    let keep: Vec<usize> =
        (0..data.rows()).filter(|row| visits[data.person.index[*row] as usize] > 1).collect();
    let names = |factor: &Factor| -> Factor {
        Factor::sorted(keep.iter().map(|row| factor.names[factor.index[*row] as usize].as_str()))
    };
    let rater = names(&data.rater);
    let strata: Vec<usize> = rater
        .names
        .iter()
        .map(|name| data.rater.names.binary_search(name).map_or(0, |place| design.strata[place]))
        .collect();
    // Strata without a common candidate are gone: the others are counted anew.
    let mut known: Vec<usize> = strata.clone();
    known.sort_unstable();
    known.dedup();
    let strata: Vec<usize> =
        strata.iter().map(|stratum| known.binary_search(stratum).unwrap_or_default()).collect();
    let common = Data {
        person: names(&data.person),
        mark: data.mark.as_ref().map(|marks| keep.iter().map(|row| marks[*row]).collect()),
        lines: keep.iter().filter_map(|row| data.lines.get(*row).copied()).collect(),
        rater,
        ..Data::default()
    };
    let formula = Formula { covariate: false, beside: Beside::Person };
    let found = mixture::effects(&common, formula, &strata)?;
    let effect = |name: &String| common.rater.names.binary_search(name).ok().map(|place| found[place]);
    Ok(data.rater.names.iter().map(effect).collect())
}

/// Each commission's effect on levels, twice where « non évaluable » was given; none where the levels cannot be fitted
/// or the design supports no comparison of level.
fn levels(data: &Data, design: &Design) -> Vec<Levels> {
    if design.support == Support::None {
        return vec![];
    }
    let covariate = data.covariate.is_some();
    let Ok(left_out) = ordinal::fit(data, covariate) else { return vec![] };
    let lowest =
        (data.not_assessable() > 0).then(|| ordinal::fit(&data.with_lowest(), covariate).ok()).flatten();
    let each = left_out.predictions.iter().enumerate().map(|(rater, prediction)| Levels {
        left_out: prediction.effect,
        as_lowest: lowest.as_ref().map(|lowest| lowest.predictions[rater].effect),
        deviation: prediction.deviation,
    });
    each.collect()
}
