//! The bound: a relaxation, multipliers that approach its least cost, and a proof in whole numbers.

mod lp;
pub(crate) mod model;
pub(crate) mod pdhg;
pub(crate) mod proof;
mod scale;
mod seats;

#[cfg(test)]
mod tests;
