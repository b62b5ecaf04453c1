//! A linear programme in whole numbers: least cost under rows `=` or `≤`, each column from 0 to its most.

/// A programme under construction, then solved.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lp {
    /// Cost of one unit of each column.
    pub cost: Vec<i64>,
    /// The most of each column.
    pub most: Vec<i64>,
    /// Where each row starts in `column` and `factor`; one more than there are rows.
    pub start: Vec<usize>,
    pub column: Vec<u32>,
    pub factor: Vec<i32>,
    /// The right-hand side of each row.
    pub right: Vec<i64>,
    /// Whether the row is an equality.
    pub equal: Vec<bool>,
}

impl Lp {
    pub(crate) fn new() -> Self {
        Self { start: vec![0], ..Self::default() }
    }

    /// A column from 0 to `most`.
    pub(crate) fn add_column(&mut self, cost: i64, most: i64) -> u32 {
        self.cost.push(cost);
        self.most.push(most);
        self.cost.len() as u32 - 1
    }

    /// A row; columns may come twice, their factors add up.
    pub(crate) fn add_row(&mut self, terms: &mut Vec<(u32, i32)>, equal: bool, right: i64) {
        terms.sort_unstable_by_key(|(column, _)| *column);
        for &(column, factor) in terms.iter() {
            let inside = self.column.len() > self.start[self.start.len() - 1];
            match self.factor.last_mut() {
                Some(last) if inside && self.column.last() == Some(&column) => *last += factor,
                _ => {
                    self.column.push(column);
                    self.factor.push(factor);
                }
            }
        }
        terms.clear();
        self.start.push(self.column.len());
        self.equal.push(equal);
        self.right.push(right);
    }

    pub(crate) fn columns(&self) -> usize {
        self.cost.len()
    }

    pub(crate) fn rows(&self) -> usize {
        self.right.len()
    }

    /// The terms of a row.
    pub(crate) fn row(&self, row: usize) -> impl Iterator<Item = (usize, i32)> + '_ {
        let range = self.start[row]..self.start[row + 1];
        self.column[range.clone()]
            .iter()
            .map(|column| *column as usize)
            .zip(self.factor[range].iter().copied())
    }
}
