//! What the relaxation thinks of a seat: its reduced cost, in points.

use super::model::{Column, Model};
use crate::problem::Problem;

/// The least reduced cost of the columns that seat a person somewhere.
#[derive(Debug, Clone)]
pub(crate) struct Prices {
    /// By role (lead of the first speciality, of the second, second member) × person × centre × half.
    prices: Vec<f32>,
    people: usize,
    centres: usize,
    halves: usize,
}

impl Prices {
    /// Reads the multipliers of a model.
    pub(crate) fn new(problem: &Problem, model: &Model, multipliers: &[f64]) -> Self {
        let (people, centres, halves) = (problem.people, problem.centres, problem.halves);
        let mut reduced: Vec<f64> = model.lp.cost.iter().map(|cost| *cost as f64).collect();
        for (row, y) in multipliers.iter().enumerate() {
            for (column, factor) in model.lp.row(row) {
                reduced[column] -= y * f64::from(factor);
            }
        }
        let mut prices = Self { prices: vec![f32::INFINITY; 3 * people * centres * halves], people, centres, halves };
        for (column, reduced) in model.columns.iter().zip(reduced) {
            match *column {
                Column::Lead { e, c, day, pattern, specs } => {
                    for &h in pattern.halves(day as usize) {
                        prices.lower(specs[h % 2] as usize, e, c as usize, h, reduced);
                    }
                }
                Column::Second { e, c, day, pattern } => {
                    for &h in pattern.halves(day as usize) {
                        prices.lower(2, e, c as usize, h, reduced);
                    }
                }
                _ => {}
            }
        }
        prices
    }

    fn place(&self, role: usize, e: u32, c: usize, h: usize) -> usize {
        ((role * self.people + e as usize) * self.centres + c) * self.halves + h
    }

    fn lower(&mut self, role: usize, e: u32, c: usize, h: usize, reduced: f64) {
        let at = self.place(role, e, c, h);
        self.prices[at] = self.prices[at].min(reduced as f32);
    }

    /// The price of a seat: lead of a speciality, or second member.
    pub(crate) fn of(&self, spec: Option<usize>, e: u32, c: usize, h: usize) -> f64 {
        f64::from(self.prices[self.place(spec.unwrap_or(2), e, c, h)])
    }
}
