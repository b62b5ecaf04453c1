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

    /// The same lists with only those whom the relaxation finds worth `most` points or less above the best; a list
    /// that would be empty stays whole. `price` answers for a seat: (lead of a speciality or second, person, centre, half).
    pub(crate) fn guided(&self, price: impl Fn(Option<usize>, u32, usize, usize) -> f64, most: f64) -> Self {
        let mut guided = self.clone();
        let places = self.centres * self.halves;
        let keep = |list: &mut Vec<u32>, spec: Option<usize>, place: usize| {
            let (c, h) = (place / self.halves, place % self.halves);
            let kept: Vec<u32> = list.iter().copied().filter(|e| price(spec, *e, c, h) <= most).collect();
            if !kept.is_empty() {
                *list = kept;
            }
        };
        for (at, list) in guided.leads.iter_mut().enumerate() {
            keep(list, Some(at / places), at % places);
        }
        for (place, list) in guided.seconds.iter_mut().enumerate() {
            keep(list, None, place);
        }
        guided
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
