//! Who may sit or pass where, as lists to draw from.

use crate::problem::Problem;

/// Lists to draw from, made once for a problem.
#[derive(Debug, Clone)]
pub(crate) struct Lists {
    /// Teachers who may lead, by speciality × centre × half.
    leads: Vec<Vec<u32>>,
    /// People who may sit second, by centre × half.
    seconds: Vec<Vec<u32>>,
    /// Centres where a candidate may pass at all.
    pub centres_of: Vec<Vec<u32>>,
    /// Centre × half with a room.
    pub places: Vec<(u32, u32)>,
    centres: usize,
    halves: usize,
}

impl Lists {
    pub(crate) fn new(problem: &Problem) -> Self {
        let (centres, halves) = (problem.centres, problem.halves);
        let mut leads = vec![Vec::new(); 2 * centres * halves];
        let mut seconds = vec![Vec::new(); centres * halves];
        for e in 0..problem.people {
            if problem.max_load[e] == 0 {
                continue;
            }
            for place in 0..centres * halves {
                if !problem.can_be_there(e, place / halves, place % halves) {
                    continue;
                }
                seconds[place].push(e as u32);
                for spec in 0..2 {
                    if problem.may_lead[spec][e] {
                        leads[spec * centres * halves + place].push(e as u32);
                    }
                }
            }
        }
        let centres_of = (0..problem.candidates).map(|k| {
            let somewhere = |c: &usize| (0..halves).any(|h| problem.can_pass(k, *c, h));
            (0..centres).filter(somewhere).map(|c| c as u32).collect()
        });
        let rooms = problem.rooms.iter().enumerate().filter(|(_, rooms)| **rooms > 0);
        Self {
            leads,
            seconds,
            centres_of: centres_of.collect(),
            places: rooms.map(|(place, _)| ((place / halves) as u32, (place % halves) as u32)).collect(),
            centres,
            halves,
        }
    }

    #[inline]
    pub(crate) fn leads(&self, spec: usize, c: usize, h: usize) -> &[u32] {
        &self.leads[(spec * self.centres + c) * self.halves + h]
    }

    #[inline]
    pub(crate) fn seconds(&self, c: usize, h: usize) -> &[u32] {
        &self.seconds[c * self.halves + h]
    }
}
