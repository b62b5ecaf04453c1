//! Rounds of annealing, shared between workers.

use super::{Budget, Desk};
use crate::plan::Plan;
use crate::search::anneal::{CHUNK, Heat, chunk};
use crate::search::lists::Lists;
use crate::search::part::Shares;
use crate::search::random::{Exponential, Random};
use crate::search::state::State;
use std::panic::resume_unwind;
use std::sync::atomic::Ordering;
use std::thread;

/// Chunks of one worker before the plan is dealt anew; fewer under a small budget of moves, for so many rounds at least.
const ROUND: u64 = 8;
const ROUNDS: u64 = 64;

/// Chunks of the first, hasty annealing, and candidates for one chunk.
const HASTE: (u64, usize) = (24, 12);

/// Under so many candidates, workers anneal whole plans side by side; from there on they share one.
const SHARED_FROM: usize = 400;

/// Under so many candidates, an annealing is short: several follow each other.
const SMALL: usize = 150;

/// How many.
const CYCLES: f64 = 4.0;

/// Workers, whatever the number of threads, under a budget of moves.
const WORKERS: usize = 2;

/// Searches until the budget is spent; answers how many moves were made.
pub(super) fn run(desk: &Desk, start: Option<&Plan>) -> u64 {
    let problem = desk.problem;
    let lists = Lists::new(problem);
    let heat = Heat::of(problem);
    let full = problem.weights.unassigned;
    let mut state =
        start.map_or_else(|| State::new(problem, full), |plan| State::holding(problem, plan, full));
    desk.offer(state.true_cost(), 0, || state.plan());
    let mut search = Search { desk, lists: &lists, exponential: Exponential::new(), moves: 0 };
    let heat = if start.is_some() {
        heat.tempered()
    } else {
        search.hasten(&mut state, heat);
        heat
    };
    let whole = problem.candidates < SHARED_FROM || problem.halves < 4 || search.workers() == 1;
    if whole {
        search.side_by_side(&state, heat);
    } else {
        search.share(state, heat);
    }
    search.moves
}

struct Search<'d, 'a> {
    desk: &'d Desk<'a>,
    lists: &'d Lists,
    exponential: Exponential,
    moves: u64,
}

impl<'a> Search<'_, 'a> {
    fn workers(&self) -> usize {
        let problem = self.desk.problem;
        match self.desk.options.budget {
            Budget::Moves(_) => WORKERS,
            Budget::Time(_) if problem.candidates < SHARED_FROM => self.desk.options.threads.max(1),
            Budget::Time(_) => self.desk.options.threads.clamp(1, (problem.halves / 4).max(1)),
        }
    }

    /// A short annealing on one thread, for a first complete plan at once.
    fn hasten(&mut self, state: &mut State<'a>, heat: Heat) {
        let chunks = HASTE.0 + (self.desk.problem.candidates / HASTE.1) as u64;
        let alone = Shares::deal(state, 1, &mut Random::new(self.desk.options.seed, 0));
        let (_, mut mover) = alone.part(state, self.lists, Random::new(self.desk.options.seed, 1), 0);
        for index in 0..chunks {
            let late = self.desk.passed().is_some_and(|passed| passed > 0.5);
            if late || self.desk.over() {
                break;
            }
            chunk(state, &mut mover, &self.exponential, heat, index as f64 / chunks as f64);
            self.moves += CHUNK;
        }
        self.desk.offer(state.true_cost(), 0, || state.plan());
    }

    /// Each worker anneals a whole plan of its own.
    fn side_by_side(&mut self, state: &State<'a>, heat: Heat) {
        let (workers, options) = (self.workers(), self.desk.options);
        let alone = Shares::deal(state, 1, &mut Random::new(options.seed, 2));
        let tasks = (0..workers as u64).collect();
        let this = &*self;
        let cycles = if self.desk.problem.candidates < SMALL { CYCLES } else { 1.0 };
        let moves = each(tasks, options.threads, |worker: u64| {
            let random = Random::new(options.seed, 3 + worker);
            let (mut own, mut mover) = alone.part(state, this.lists, random, 0);
            let mut chunks = 0;
            let budget = match options.budget {
                Budget::Moves(whole) => (whole / (CHUNK * workers as u64)).max(1),
                Budget::Time(_) => u64::MAX,
            };
            let begun = this.desk.passed().unwrap_or_default();
            while chunks < budget && !this.desk.over() {
                let done = match this.desk.passed() {
                    Some(passed) => (passed - begun) / (1.0 - begun).max(1e-9),
                    None => chunks as f64 / budget as f64,
                };
                if done >= 1.0 {
                    break;
                }
                chunk(&mut own, &mut mover, &this.exponential, heat, (cycles * done).fract());
                chunks += 1;
                this.offer(&own, worker);
            }
            chunks * CHUNK
        });
        self.moves += moves.iter().sum::<u64>();
    }

    fn offer(&self, state: &State, worker: u64) {
        self.desk.offer(state.true_cost(), worker, || state.plan());
        let best = self.desk.best.lock().map_or(i64::MAX, |best| best.cost);
        // Under a budget of moves the bound comes when it comes: stopping on it would make plans differ.
        let timed = matches!(self.desk.options.budget, Budget::Time(_));
        if timed && self.desk.bound_so_far().is_some_and(|bound| best <= bound) {
            self.desk.finished.store(true, Ordering::Relaxed);
        }
    }

    /// Workers anneal parts of one plan, dealt anew at each round.
    fn share(&mut self, mut state: State<'a>, heat: Heat) {
        let (workers, options) = (self.workers(), self.desk.options);
        let mut dealer = Random::new(options.seed, 2);
        let begun = self.desk.passed().unwrap_or_default();
        let (chunks, rounds) = match options.budget {
            Budget::Moves(moves) => {
                let chunks = (moves / (workers as u64 * CHUNK)).max(1);
                let round = (chunks / ROUNDS).clamp(1, ROUND);
                (round, (chunks / round).max(1))
            }
            Budget::Time(_) => (ROUND, u64::MAX),
        };
        let mut round = 0_u64;
        while !self.desk.over() {
            let now = self.desk.passed();
            let done =
                now.map_or(round as f64 / rounds as f64, |now| (now - begun) / (1.0 - begun).max(1e-9));
            if done >= 1.0 {
                break;
            }
            state.set_lack(heat.lack(done));
            let shares = Shares::deal(&state, workers, &mut dealer);
            let tasks = (0..workers).collect();
            let this = &*self;
            let parts = each(tasks, options.threads, |worker: usize| {
                let random = Random::new(options.seed, 1000 + round * workers as u64 + worker as u64);
                let (mut part, mut mover) = shares.part(&state, this.lists, random, worker);
                for _ in 0..chunks {
                    if this.desk.over() || this.desk.passed().is_some_and(|passed| passed >= 1.0) {
                        break;
                    }
                    chunk(&mut part, &mut mover, &this.exponential, heat, done);
                }
                shares.sessions(&part, worker)
            });
            state = State::holding(self.desk.problem, &Plan::new(parts.concat()), state.lack);
            self.moves += chunks * CHUNK * workers as u64;
            self.offer(&state, 0);
            round += 1;
        }
    }
}

/// Does every task, on so many threads, and answers in the order of the tasks.
fn each<T: Send, R: Send>(tasks: Vec<T>, threads: usize, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let mut results = Vec::with_capacity(tasks.len());
    let mut tasks = tasks.into_iter();
    loop {
        let group: Vec<T> = tasks.by_ref().take(threads.max(1)).collect();
        if group.is_empty() {
            return results;
        }
        let work = &work;
        thread::scope(|scope| {
            let running: Vec<_> = group.into_iter().map(|task| scope.spawn(move || work(task))).collect();
            let done =
                running.into_iter().map(|thread| thread.join().unwrap_or_else(|fault| resume_unwind(fault)));
            results.extend(done);
        });
    }
}
