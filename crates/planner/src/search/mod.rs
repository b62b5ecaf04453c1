//! The local search: a plan under change, its moves, and the annealing that leads them.

pub(crate) mod anneal;
mod book;
pub(crate) mod lists;
pub(crate) mod moves;
pub(crate) mod part;
mod people;
pub(crate) mod random;
mod seats;
pub(crate) mod state;
