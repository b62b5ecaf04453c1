//! How candidates reached their commissions, and what that lets one say.

use super::Asked;
use crate::data::{Data, Factor};
use crate::numeric::blocks::Groups;
use crate::numeric::random::Random;
use std::collections::BTreeMap;

/// How candidates were dealt to commissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deal {
    /// At random inside recorded blocks.
    Recorded,
    /// At random, as the caller states.
    Stated,
    /// Nothing is recorded, and schools are spread over the commissions as a draw would spread them.
    Even,
    /// Schools go to some commissions more than a draw would send them: school and commission are confounded.
    Uneven,
    /// Nothing is recorded, and the schools are not known.
    Unknown,
}

/// What brings the commissions together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    /// A draw, recorded, stated, or looking like one.
    Drawn,
    /// Common candidates only.
    Linked,
    /// Nothing: only the mean of candidates and severity together could be seen.
    None,
}

/// The design.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Design {
    /// How candidates were dealt.
    pub deal: Deal,
    /// What brings commissions together.
    pub support: Support,
    /// Candidates whom several commissions met.
    pub common: usize,
    /// Groups of commissions that common candidates link.
    pub groups: usize,
    /// Groups of commissions that common examiners link; `None` when the examiners are not known.
    pub examiner_groups: Option<usize>,
    /// Each commission's stratum: commissions are compared inside strata only.
    pub strata: Vec<usize>,
    /// How many commissions each stratum has.
    pub sizes: Vec<usize>,
    /// Whether an earlier mark or another covariate of the candidate is used.
    pub covariate: bool,
}

impl Design {
    /// Whether a commission has another to be compared with.
    pub fn is_compared(&self, rater: usize) -> bool {
        self.support != Support::None && self.sizes[self.strata[rater]] > 1
    }
}

/// Below this number of sheets the spread of schools tells nothing of how candidates were dealt.
const TELLING: usize = 20;

/// Redeals against which the spread of schools is held.
const REDEALS: usize = 199;

pub(super) fn look(data: &Data, asked: Asked) -> Design {
    let raters = data.rater.names.len();
    let linked = data.linked();
    let common = data.person.counts().iter().filter(|visits| **visits > 1).count();
    let deal = match (&data.block, &data.school) {
        (Some(_), _) => Deal::Recorded,
        _ if asked.drawn => Deal::Stated,
        (None, Some(_)) if data.rows() < TELLING => Deal::Unknown,
        (None, Some(school)) if even(data, school, asked.seed) => Deal::Even,
        (None, Some(_)) => Deal::Uneven,
        (None, None) => Deal::Unknown,
    };
    let support = match deal {
        Deal::Recorded | Deal::Stated | Deal::Even => Support::Drawn,
        Deal::Uneven | Deal::Unknown if common > 0 => Support::Linked,
        Deal::Uneven | Deal::Unknown => Support::None,
    };
    let groups = match (support, &data.block, &data.stratum) {
        (Support::Linked, _, _) => linked.clone(),
        (_, Some(block), _) => together(data, block),
        (_, None, Some(stratum)) => together(data, stratum),
        (_, None, None) => Groups { place: vec![(0, 0); raters], members: vec![(0..raters).collect()] },
    };
    Design {
        deal,
        support,
        common,
        groups: linked.members.len(),
        examiner_groups: examiner_groups(data),
        strata: groups.place.iter().map(|(group, _)| *group).collect(),
        sizes: groups.members.iter().map(Vec::len).collect(),
        covariate: data.covariate.is_some(),
    }
}

/// The commissions that a block or a kind of candidates has in common.
fn together(data: &Data, kind: &Factor) -> Groups {
    let mut lists: Vec<Vec<u32>> = vec![Vec::new(); kind.names.len()];
    for (name, rater) in kind.index.iter().zip(&data.rater.index) {
        lists[*name as usize].push(*rater);
    }
    for list in &mut lists {
        list.sort_unstable();
        list.dedup();
    }
    Groups::new(data.rater.names.len(), lists.iter().map(Vec::as_slice))
}

fn examiner_groups(data: &Data) -> Option<usize> {
    if data.examiners.is_empty() {
        return None;
    }
    let mut sits: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (rater, people) in data.examiners.iter().enumerate() {
        for person in people {
            sits.entry(person).or_default().push(rater as u32);
        }
    }
    Some(Groups::new(data.rater.names.len(), sits.values().map(Vec::as_slice)).members.len())
}

/// Whether schools are spread over the commissions as a draw would: one time in a hundred, a draw is said not to be one.
fn even(data: &Data, school: &Factor, seed: u64) -> bool {
    let kinds: Vec<u32> = match &data.stratum {
        Some(stratum) => stratum.index.clone(),
        None => vec![0; data.rows()],
    };
    let mut order: Vec<usize> = (0..data.rows()).collect();
    order.sort_by_key(|row| (kinds[*row], data.rater.index[*row]));
    let raters: Vec<u32> = order.iter().map(|row| data.rater.index[*row]).collect();
    let mut schools: Vec<u32> = order.iter().map(|row| school.index[*row]).collect();
    let kinds: Vec<u32> = order.iter().map(|row| kinds[*row]).collect();
    let sizes = school.counts();
    let mut scratch = vec![0_u32; sizes.len()];
    let seen = gathering(&raters, &schools, &sizes, &mut scratch);
    let mut random = Random::new(seed);
    let as_far = (0..REDEALS).filter(|_| {
        let mut rest = schools.as_mut_slice();
        for kind in kinds.chunk_by(|a, b| a == b) {
            let (own, others) = rest.split_at_mut(kind.len());
            random.shuffle(own);
            rest = others;
        }
        gathering(&raters, &schools, &sizes, &mut scratch) >= seen - 1e-9
    });
    as_far.count() > 1
}

/// How much candidates of one school meet the same commission: Pearson's sum, rows in the order of commissions.
fn gathering(raters: &[u32], schools: &[u32], sizes: &[usize], scratch: &mut [u32]) -> f64 {
    let mut sum = 0.0;
    let mut rest = schools;
    for own in raters.chunk_by(|a, b| a == b) {
        let (here, others) = rest.split_at(own.len());
        for school in here {
            scratch[*school as usize] += 1;
        }
        for school in here {
            let count = std::mem::take(&mut scratch[*school as usize]);
            let count = f64::from(count);
            sum += count * count / (sizes[*school as usize] as f64 * own.len() as f64);
        }
        rest = others;
    }
    sum
}
