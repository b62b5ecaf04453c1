//! Sheets of the same profile, or near it: levels that differ by two in all at most.

use std::collections::BTreeMap;

/// The levels of a sheet, « non évaluable » as `None`.
pub(super) type Profile = Vec<Option<u8>>;

/// The sheets of each profile.
pub(super) struct Profiles<'a> {
    rows: BTreeMap<&'a [Option<u8>], Vec<usize>>,
    top: u8,
}

impl<'a> Profiles<'a> {
    pub(super) fn new(rows: impl Iterator<Item = &'a [Option<u8>]>, top: u8) -> Self {
        let mut known: BTreeMap<&[Option<u8>], Vec<usize>> = BTreeMap::new();
        for (row, profile) in rows.enumerate() {
            known.entry(profile).or_default().push(row);
        }
        Self { rows: known, top }
    }

    /// The sheets of this profile, and of those near it; each profile once.
    pub(super) fn near(&self, profile: &[Option<u8>]) -> Vec<usize> {
        let mut profiles = vec![profile.to_vec()];
        let mut one = self.steps(profile);
        let two: Vec<Profile> = one.iter().flat_map(|step| self.steps(step)).collect();
        profiles.append(&mut one);
        profiles.extend(two);
        profiles.sort_unstable();
        profiles.dedup();
        let found = profiles.iter().filter_map(|profile| self.rows.get(profile.as_slice()));
        found.flatten().copied().collect()
    }

    /// The profiles one level away on one line.
    fn steps(&self, profile: &[Option<u8>]) -> Vec<Profile> {
        let mut steps = Vec::with_capacity(2 * profile.len());
        for (line, level) in profile.iter().enumerate() {
            let Some(level) = level else { continue };
            for other in [level.checked_sub(1), level.checked_add(1).filter(|other| *other <= self.top)] {
                if other.is_some() {
                    let mut step = profile.to_vec();
                    step[line] = other;
                    steps.push(step);
                }
            }
        }
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_levels_away_is_near_and_three_is_not() {
        let sheets: Vec<Profile> =
            [[1, 1], [1, 2], [2, 2], [3, 1], [4, 1], [1, 1]].map(|levels| levels.map(Some).to_vec()).to_vec();
        let profiles = Profiles::new(sheets.iter().map(Vec::as_slice), 4);
        let mut near = profiles.near(&sheets[0]);
        near.sort_unstable();
        assert_eq!(near, [0, 1, 2, 3, 5]);
    }

    #[test]
    fn not_assessable_is_near_itself_alone() {
        let sheets = [vec![None, Some(2)], vec![Some(0), Some(2)], vec![None, Some(1)]];
        let profiles = Profiles::new(sheets.iter().map(Vec::as_slice), 4);
        let mut near = profiles.near(&sheets[0]);
        near.sort_unstable();
        assert_eq!(near, [0, 2]);
    }
}
