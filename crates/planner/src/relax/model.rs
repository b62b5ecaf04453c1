//! The relaxation: people and candidates counted by place and time, before anyone is paired.
//!
//! A column says « this teacher leads in this centre, this day, morning, afternoon or both », « this person sits
//! second there », or « so many candidates of this kind pass there in this half-day ». Within a centre, a day and a
//! pattern, leads and seconds are interchangeable: only their numbers must agree. Every plan gives a point of this
//! programme that costs no more than the plan, so the least cost here bounds every plan from below.

use super::lp::Lp;
use crate::problem::Problem;
use std::collections::BTreeMap;

/// When a person sits in a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Pattern {
    Morning,
    Afternoon,
    Day,
}

impl Pattern {
    pub(crate) const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Day];

    /// The half-days of the pattern.
    pub(crate) fn halves(self, day: usize) -> &'static [usize] {
        const HALVES: [usize; 2 * 366] = {
            let mut halves = [0; 2 * 366];
            let mut h = 0;
            while h < halves.len() {
                halves[h] = h;
                h += 1;
            }
            halves
        };
        match self {
            Self::Morning => &HALVES[2 * day..=2 * day],
            Self::Afternoon => &HALVES[2 * day + 1..2 * day + 2],
            Self::Day => &HALVES[2 * day..2 * day + 2],
        }
    }
}

/// What a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Column {
    /// A lead; the speciality of the morning and of the afternoon (the same where there is one half-day).
    Lead { e: u32, c: u16, day: u16, pattern: Pattern, specs: [u8; 2] },
    /// A second member.
    Second { e: u32, c: u16, day: u16, pattern: Pattern },
    /// The half-day of this rank of a person.
    Rank { e: u32, rank: u32 },
    /// A person who sits twice in a day with a change of partner.
    Twice { e: u32, day: u16 },
    /// Candidates of a kind who wait.
    Wait { kind: u32 },
    /// Candidates of a kind who pass.
    Pass { kind: u32, c: u16, h: u16 },
    /// Candidates of one school above two in each session.
    Extra { school: u32, spec: u8, c: u16, h: u16 },
}

/// Candidates who are the same for the relaxation.
#[derive(Debug, Clone)]
pub(crate) struct Kind {
    pub spec: usize,
    pub school: u32,
    pub size: u32,
    pub members: Vec<u32>,
}

/// The relaxation of a problem.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    pub lp: Lp,
    pub columns: Vec<Column>,
    pub kinds: Vec<Kind>,
}

/// Columns that sit at a speciality, centre and half-day (leads), or at a centre and half-day (seconds).
pub(super) type ByPlace = BTreeMap<(usize, usize, usize), Vec<(u32, usize)>>;

/// A sitting column: its number, the centre, the pattern.
type Sits = (u32, usize, Pattern);

pub(super) struct Builder<'a> {
    pub problem: &'a Problem,
    pub model: Model,
    /// Leads by speciality × centre × half, with the person.
    pub leads: ByPlace,
    /// Seconds by 0 × centre × half, with the person.
    pub seconds: ByPlace,
    /// Every sitting column of a person: pattern, centre, day.
    sits: BTreeMap<(usize, usize), Vec<Sits>>,
    terms: Vec<(u32, i32)>,
}

impl Model {
    /// Builds the relaxation of a problem.
    pub(crate) fn new(problem: &Problem) -> Self {
        let mut builder = Builder {
            problem,
            model: Self { lp: Lp::new(), columns: Vec::new(), kinds: kinds(problem) },
            leads: BTreeMap::new(),
            seconds: BTreeMap::new(),
            sits: BTreeMap::new(),
            terms: Vec::new(),
        };
        for e in 0..problem.people {
            builder.sitting_columns(e);
        }
        builder.balance_rows();
        builder.person_rows();
        builder.room_rows();
        builder.candidate_rows();
        builder.model
    }
}

impl Builder<'_> {
    pub(super) fn column(&mut self, column: Column, cost: i64, most: i64) -> u32 {
        self.model.columns.push(column);
        self.model.lp.add_column(cost, most)
    }

    pub(super) fn row(&mut self, terms: Vec<(u32, i32)>, equal: bool, right: i64) {
        self.terms = terms;
        self.model.lp.add_row(&mut self.terms, equal, right);
    }

    fn sitting_columns(&mut self, e: usize) {
        let problem = self.problem;
        if problem.max_load[e] == 0 {
            return;
        }
        for day in 0..problem.halves / 2 {
            for pattern in Pattern::ALL {
                let halves = pattern.halves(day);
                for c in 0..problem.centres {
                    if halves.iter().all(|h| problem.can_be_there(e, c, *h)) {
                        self.sitting(e, c, day, pattern);
                    }
                }
            }
        }
    }

    fn sitting(&mut self, e: usize, c: usize, day: usize, pattern: Pattern) {
        let (problem, halves) = (self.problem, pattern.halves(day));
        let n = halves.len() as i64;
        let travel = problem.weights.travel_examiner * problem.distance(e, c) * n;
        let alone = if n == 1 { problem.weights.half_day } else { 0 };
        let key = |column| (column, c, pattern);
        let (e32, c16, day16) = (e as u32, c as u16, day as u16);
        let no_pro = if e < problem.teachers { problem.weights.no_pro * n } else { 0 };
        let second = Column::Second { e: e32, c: c16, day: day16, pattern };
        let second = self.column(second, travel + alone + no_pro, 1);
        self.sits.entry((e, day)).or_default().push(key(second));
        for &h in halves {
            self.seconds.entry((0, c, h)).or_default().push((second, e));
        }
        for specs in [[0, 0], [1, 1], [0, 1], [1, 0]] {
            let mixed = specs[0] != specs[1];
            if specs.iter().any(|spec| !problem.may_lead[*spec][e]) || (mixed && pattern != Pattern::Day) {
                continue;
            }
            let specs8 = [specs[0] as u8, specs[1] as u8];
            let lead = Column::Lead { e: e32, c: c16, day: day16, pattern, specs: specs8 };
            let lead = self.column(lead, travel + alone + problem.weights.session * n, 1);
            self.sits.entry((e, day)).or_default().push(key(lead));
            for &h in halves {
                self.leads.entry((specs[h % 2], c, h)).or_default().push((lead, e));
            }
        }
    }

    /// As many leads as seconds, in each centre, day and pattern.
    fn balance_rows(&mut self) {
        let mut rows: BTreeMap<(u16, u16, Pattern), Vec<(u32, i32)>> = BTreeMap::new();
        for (index, column) in self.model.columns.iter().enumerate() {
            match *column {
                Column::Lead { c, day, pattern, .. } => {
                    rows.entry((c, day, pattern)).or_default().push((index as u32, 1));
                }
                Column::Second { c, day, pattern, .. } => {
                    rows.entry((c, day, pattern)).or_default().push((index as u32, -1));
                }
                _ => {}
            }
        }
        for terms in rows.into_values() {
            self.row(terms, true, 0);
        }
    }

    /// Nobody twice at once, in one centre a day, within the load; uneven loads and changes of partner cost.
    fn person_rows(&mut self) {
        let sits = std::mem::take(&mut self.sits);
        let mut loads: BTreeMap<usize, (Vec<(u32, i32)>, usize)> = BTreeMap::new();
        for (&(e, day), columns) in &sits {
            let with = |wanted: Pattern| {
                columns
                    .iter()
                    .filter(move |(_, _, p)| *p == wanted || *p == Pattern::Day)
                    .map(|(v, ..)| (*v, 1))
            };
            let (morning, afternoon): (Vec<_>, Vec<_>) =
                (with(Pattern::Morning).collect(), with(Pattern::Afternoon).collect());
            let load = loads.entry(e).or_default();
            load.0.extend(columns.iter().map(|(v, _, p)| (*v, if *p == Pattern::Day { 2 } else { 1 })));
            load.1 += usize::from(!morning.is_empty()) + usize::from(!afternoon.is_empty());
            if !morning.is_empty() {
                self.row(morning, false, 1);
            }
            if !afternoon.is_empty() {
                self.row(afternoon, false, 1);
            }
            self.twice_rows(e, day, columns);
        }
        for (e, (mut terms, available)) in loads {
            for rank in 0..available.min(self.problem.max_load[e] as usize) {
                let cost = self.problem.weights.load_quadratic * rank as i64;
                terms.push((self.column(Column::Rank { e: e as u32, rank: rank as u32 }, cost, 1), -1));
            }
            self.row(terms, true, 0);
        }
    }

    fn twice_rows(&mut self, e: usize, day: usize, columns: &[Sits]) {
        let only = |wanted| columns.iter().filter(move |(_, _, pattern)| *pattern == wanted);
        if only(Pattern::Morning).next().is_none() || only(Pattern::Afternoon).next().is_none() {
            return;
        }
        let weights = self.problem.weights;
        let gain = (2 * weights.half_day - weights.partner_change).max(0);
        let twice = self.column(Column::Twice { e: e as u32, day: day as u16 }, -gain, 1);
        for pattern in [Pattern::Morning, Pattern::Afternoon] {
            let terms = only(pattern).map(|(v, ..)| (*v, -1)).chain([(twice, 1)]).collect();
            self.row(terms, false, 0);
        }
        let mut centres: Vec<_> = only(Pattern::Morning).map(|(_, c, _)| *c).collect();
        centres.dedup();
        for c in centres {
            let here = only(Pattern::Morning).filter(|(_, other, _)| *other == c);
            let elsewhere = only(Pattern::Afternoon).filter(|(_, other, _)| *other != c);
            let terms: Vec<_> = here.chain(elsewhere).map(|(v, ..)| (*v, 1)).collect();
            self.row(terms, false, 1);
        }
    }

    fn room_rows(&mut self) {
        let mut rows: BTreeMap<(usize, usize), Vec<(u32, i32)>> = BTreeMap::new();
        for (&(_, c, h), columns) in &self.leads {
            rows.entry((c, h)).or_default().extend(columns.iter().map(|(v, _)| (*v, 1)));
        }
        for ((c, h), terms) in rows {
            let rooms = self.problem.rooms[c * self.problem.halves + h] as i64;
            self.row(terms, false, rooms);
        }
    }
}

/// Groups candidates by everything the relaxation knows of them.
fn kinds(problem: &Problem) -> Vec<Kind> {
    let mut groups: BTreeMap<_, Vec<u32>> = BTreeMap::new();
    let width = problem.centres * problem.halves;
    for k in 0..problem.candidates {
        let range = k * width..(k + 1) * width;
        let open: Vec<i32> = problem.may_pass[range.clone()]
            .iter()
            .zip(range)
            .map(|(may, at)| if *may { travel(problem, k, at) } else { -1 })
            .collect();
        let key = (problem.spec[k], problem.school[k], problem.size[k], open);
        groups.entry(key).or_default().push(k as u32);
    }
    let kind = |((spec, school, size, _), members)| Kind { spec, school, size, members };
    groups.into_iter().map(kind).collect()
}

fn travel(problem: &Problem, k: usize, at: usize) -> i32 {
    let c = at / problem.halves % problem.centres;
    problem.instance.candidate_distance[k][c] as i32
}
