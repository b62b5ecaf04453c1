//! Symmetric matrices in blocks: units that nothing links stand in blocks apart, so a session where each candidate
//! meets one commission has a diagonal, and a linked one a dense block for each group.

use super::square::{Factor, Square};

/// Which units are linked, directly or through others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Groups {
    /// For each unit: its group, and its place there.
    pub(crate) place: Vec<(usize, usize)>,
    /// For each group: its units, in order.
    pub(crate) members: Vec<Vec<usize>>,
}

/// The largest group that is held as one dense block.
pub(crate) const LARGEST: usize = 4000;

impl Groups {
    /// The groups of `n` units, from lists of units that something links.
    pub(crate) fn new<'a>(n: usize, links: impl Iterator<Item = &'a [u32]>) -> Self {
        let mut parent: Vec<usize> = (0..n).collect();
        for list in links {
            for pair in list.windows(2) {
                let (a, b) = (root(&mut parent, pair[0] as usize), root(&mut parent, pair[1] as usize));
                // The smaller is the root, so that groups come in the order of their first unit.
                parent[a.max(b)] = a.min(b);
            }
        }
        let mut number = vec![usize::MAX; n];
        let mut members: Vec<Vec<usize>> = Vec::new();
        let mut place = Vec::with_capacity(n);
        for unit in 0..n {
            let top = root(&mut parent, unit);
            if number[top] == usize::MAX {
                number[top] = members.len();
                members.push(Vec::new());
            }
            place.push((number[top], members[number[top]].len()));
            members[number[top]].push(unit);
        }
        Self { place, members }
    }

    /// How many units the largest group has.
    pub(crate) fn largest(&self) -> usize {
        self.members.iter().map(Vec::len).max().unwrap_or_default()
    }
}

fn root(parent: &mut [usize], mut unit: usize) -> usize {
    while parent[unit] != unit {
        parent[unit] = parent[parent[unit]];
        unit = parent[unit];
    }
    unit
}

/// A symmetric matrix with one dense block for each group.
#[derive(Debug, Clone)]
pub(crate) struct Blocks<'a> {
    groups: &'a Groups,
    blocks: Vec<Square>,
}

impl<'a> Blocks<'a> {
    pub(crate) fn zero(groups: &'a Groups) -> Self {
        Self { groups, blocks: groups.members.iter().map(|units| Square::zero(units.len())).collect() }
    }

    /// Adds to one cell; both units are of one group.
    pub(crate) fn add(&mut self, i: usize, j: usize, value: f64) {
        let ((group, a), (_, b)) = (self.groups.place[i], self.groups.place[j]);
        self.blocks[group].add(a, b, value);
    }

    /// The cell; 0 between groups.
    pub(crate) fn at(&self, i: usize, j: usize) -> f64 {
        let ((group, a), (other, b)) = (self.groups.place[i], self.groups.place[j]);
        if group == other { self.blocks[group].at(a, b) } else { 0.0 }
    }

    pub(crate) fn factor(&self) -> Option<BlockFactor<'a>> {
        let blocks = self.blocks.iter().map(Square::factor).collect::<Option<Vec<_>>>()?;
        Some(BlockFactor { groups: self.groups, blocks })
    }
}

/// Cholesky factors, block by block.
#[derive(Debug, Clone)]
pub(crate) struct BlockFactor<'a> {
    groups: &'a Groups,
    blocks: Vec<Factor>,
}

impl<'a> BlockFactor<'a> {
    pub(crate) fn log_determinant(&self) -> f64 {
        self.blocks.iter().map(Factor::log_determinant).sum()
    }

    /// Solves in place.
    pub(crate) fn solve(&self, b: &mut [f64]) {
        let mut local = Vec::new();
        for (units, factor) in self.groups.members.iter().zip(&self.blocks) {
            local.clear();
            local.extend(units.iter().map(|unit| b[*unit]));
            factor.solve(&mut local);
            for (unit, value) in units.iter().zip(&local) {
                b[*unit] = *value;
            }
        }
    }

    pub(crate) fn inverse(&self) -> Blocks<'a> {
        Blocks { groups: self.groups, blocks: self.blocks.iter().map(Factor::inverse).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_make_groups_in_the_order_of_their_first_unit() {
        let links: [&[u32]; 3] = [&[4, 1], &[3], &[0, 2]];
        let groups = Groups::new(5, links.into_iter());
        assert_eq!(groups.members, [vec![0, 2], vec![1, 4], vec![3]]);
        assert_eq!(groups.place[4], (1, 1));
        assert_eq!(groups.largest(), 2);
    }

    #[test]
    fn blocks_solve_as_one_matrix() {
        let links: [&[u32]; 1] = [&[0, 2]];
        let groups = Groups::new(3, links.into_iter());
        let mut blocks = Blocks::zero(&groups);
        for (i, j, v) in [(0, 0, 2.0), (0, 2, 1.0), (2, 0, 1.0), (2, 2, 2.0), (1, 1, 4.0)] {
            blocks.add(i, j, v);
        }
        let factor = blocks.factor().unwrap();
        let mut b = [3.0, 8.0, 3.0];
        factor.solve(&mut b);
        assert!(b.iter().zip([1.0, 2.0, 1.0]).all(|(got, want): (&f64, f64)| (got - want).abs() < 1e-14));
        assert!((factor.inverse().at(0, 2) + 1.0 / 3.0).abs() < 1e-14);
        assert!((factor.log_determinant() - super::super::log(12.0)).abs() < 1e-14);
    }
}
