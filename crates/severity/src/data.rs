//! Readings of sheets as the models take them: one row for each candidate and commission that met.

use crate::fault::Fault;
use crate::numeric::blocks::Groups;
use crate::numeric::sqrt;
use std::collections::BTreeMap;

/// Names, and which of them each row bears.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Factor {
    /// The names, sorted or in the order they came.
    pub names: Vec<String>,
    /// For each row, the place of its name.
    pub index: Vec<u32>,
}

impl Factor {
    /// Names in the order they come.
    pub fn as_they_come<'a>(values: impl Iterator<Item = &'a str>) -> Self {
        let (mut known, mut factor) = (BTreeMap::new(), Self::default());
        for value in values {
            let next = factor.names.len() as u32;
            let place = *known.entry(value.to_owned()).or_insert(next);
            if place == next {
                factor.names.push(value.to_owned());
            }
            factor.index.push(place);
        }
        factor
    }

    /// Names sorted.
    pub fn sorted<'a>(values: impl Iterator<Item = &'a str>) -> Self {
        let mut factor = Self::as_they_come(values);
        let mut order: Vec<usize> = (0..factor.names.len()).collect();
        order.sort_by(|a, b| factor.names[*a].cmp(&factor.names[*b]));
        let mut place = vec![0_u32; order.len()];
        for (to, from) in order.iter().enumerate() {
            place[*from] = to as u32;
        }
        factor.names = order.iter().map(|from| factor.names[*from].clone()).collect();
        factor.index.iter_mut().for_each(|index| *index = place[*index as usize]);
        factor
    }

    /// How many rows bear each name.
    pub fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.names.len()];
        for index in &self.index {
            counts[*index as usize] += 1;
        }
        counts
    }
}

/// The readings. Rows of all columns stand in the same order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Data {
    /// The candidates, in the order they came.
    pub person: Factor,
    /// The commissions, sorted by name.
    pub rater: Factor,
    /// The schools, sorted by name.
    pub school: Option<Factor>,
    /// The blocks inside which commissions were drawn, sorted by name.
    pub block: Option<Factor>,
    /// The kinds of candidates that are not compared with each other, such as option and centre, sorted by name.
    pub stratum: Option<Factor>,
    /// A covariate of the candidate, such as an earlier mark, in its own unit.
    pub covariate: Option<Vec<f64>>,
    /// The marks before penalties, in points of 20; `None` where the sheet has none.
    pub mark: Option<Vec<Option<f64>>>,
    /// The place of each sheet in its commission's day: a rank, or minutes since midnight.
    pub order: Option<Vec<Option<u32>>>,
    /// Whether a penalty was retained on each sheet.
    pub penalised: Option<Vec<bool>>,
    /// For each commission, its members; empty when they are not known.
    pub examiners: Vec<Vec<String>>,
    /// The lines of the grid.
    pub items: Vec<String>,
    /// The levels, row by row, 0 the lowest; `None` is « non évaluable ».
    pub levels: Vec<Option<u8>>,
    /// The line of the file that each row came from; empty for data that were never a file.
    pub lines: Vec<u32>,
}

impl Data {
    /// How many rows.
    pub fn rows(&self) -> usize {
        self.person.index.len()
    }

    /// The levels of a row.
    pub fn row(&self, row: usize) -> &[Option<u8>] {
        &self.levels[row * self.items.len()..(row + 1) * self.items.len()]
    }

    /// The highest level anywhere.
    pub fn top(&self) -> u8 {
        self.levels.iter().flatten().copied().max().unwrap_or_default()
    }

    /// How many readings are « non évaluable ».
    pub fn not_assessable(&self) -> usize {
        self.levels.iter().filter(|level| level.is_none()).count()
    }

    /// The same data with « non évaluable » read as the lowest level: a sensitivity run, never the default.
    #[must_use]
    pub fn with_lowest(&self) -> Self {
        let levels = self.levels.iter().map(|level| Some(level.unwrap_or_default())).collect();
        Self { levels, ..self.clone() }
    }

    /// The covariate centred, over its standard deviation (divisor n − 1).
    ///
    /// # Errors
    /// No covariate, or one that never varies.
    pub fn standardised(&self) -> Result<Vec<f64>, Fault> {
        let none = || Fault::new("aucune covariable n’est donnée");
        let values = self.covariate.as_ref().ok_or_else(none)?;
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let spread = sqrt(values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0));
        if spread.is_nan() || spread <= 1e-12 * (1.0 + mean.abs()) {
            return Err(Fault::new("la covariable a partout la même valeur : elle n’apprend rien"));
        }
        Ok(values.iter().map(|x| (x - mean) / spread).collect())
    }

    /// Every mark.
    ///
    /// # Errors
    /// No column of marks, or a row without a mark.
    pub fn marks(&self) -> Result<Vec<f64>, Fault> {
        let none = || Fault::new("la colonne « mark » manque : ce modèle compare des notes");
        let marks = self.mark.as_ref().ok_or_else(none)?;
        let mark = |(row, mark): (usize, &Option<f64>)| {
            let fault = || Fault::new("la note manque ; complétez-la ou retirez la ligne").within("mark");
            mark.ok_or_else(|| self.at(row, fault()))
        };
        marks.iter().enumerate().map(mark).collect()
    }

    /// A fault on a row's line, where there is one.
    pub(crate) fn at(&self, row: usize, fault: Fault) -> Fault {
        match self.lines.get(row) {
            Some(line) => fault.on(u64::from(*line)),
            None => fault,
        }
    }

    /// The rows of each candidate, one list after the other, and where each list starts.
    pub(crate) fn by_person(&self) -> (Vec<u32>, Vec<usize>) {
        let mut starts = vec![0; self.person.names.len() + 1];
        for person in &self.person.index {
            starts[*person as usize + 1] += 1;
        }
        for person in 1..starts.len() {
            starts[person] += starts[person - 1];
        }
        let (mut next, mut rows) = (starts.clone(), vec![0; self.rows()]);
        for (row, person) in self.person.index.iter().enumerate() {
            rows[next[*person as usize]] = row as u32;
            next[*person as usize] += 1;
        }
        (rows, starts)
    }

    /// The commissions linked by candidates whom several of them met.
    pub(crate) fn linked(&self) -> Groups {
        let (rows, starts) = self.by_person();
        let raters: Vec<u32> = rows.iter().map(|row| self.rater.index[*row as usize]).collect();
        Groups::new(self.rater.names.len(), starts.windows(2).map(|ends| &raters[ends[0]..ends[1]]))
    }

    /// In how many groups the commissions stand, that no common candidate links.
    pub fn groups(&self) -> usize {
        self.linked().members.len()
    }

    /// Refuses what no model of levels can be fitted to.
    ///
    /// # Errors
    /// No row, one commission, a line whose level never varies, a level that nobody gives below one that is given.
    pub fn check_levels(&self) -> Result<(), Fault> {
        self.check_raters()?;
        if self.items.is_empty() {
            return Err(Fault::new(
                "aucune colonne de niveaux : au moins une ligne de la grille est attendue",
            ));
        }
        let top = self.top();
        let mut seen = vec![vec![0_usize; usize::from(top) + 1]; self.items.len()];
        for row in 0..self.rows() {
            for (item, level) in self.row(row).iter().enumerate() {
                if let Some(level) = level {
                    seen[item][usize::from(*level)] += 1;
                }
            }
        }
        for (item, counts) in self.items.iter().zip(&seen) {
            if counts.iter().filter(|count| **count > 0).count() < 2 {
                let reason = "toutes les fiches ont le même niveau : rien ne se compare sur cette ligne ; retirez la colonne";
                return Err(Fault::new(reason).within(item));
            }
        }
        for level in 0..=top {
            if seen.iter().all(|counts| counts[usize::from(level)] == 0) {
                return Err(self.outlier(level, top));
            }
        }
        Ok(())
    }

    /// A level that nobody gives: the first reading above it is where to look.
    fn outlier(&self, missing: u8, top: u8) -> Fault {
        let reason = format!(
            "le niveau {missing} n’est donné nulle part alors que le niveau {top} l’est ; les niveaux se suivent à \
             partir de 0 : vérifiez cette valeur, ou réunissez deux niveaux"
        );
        let above = self.levels.iter().position(|level| level.is_some_and(|level| level > missing));
        match above {
            Some(at) => {
                let (row, item) = (at / self.items.len(), at % self.items.len());
                self.at(row, Fault::new(reason).within(&self.items[item]))
            }
            None => Fault::new(reason),
        }
    }

    /// Refuses fewer than two commissions.
    ///
    /// # Errors
    /// No row, or one commission only.
    pub fn check_raters(&self) -> Result<(), Fault> {
        match self.rater.names.as_slice() {
            [] => Err(Fault::new("le fichier n’a aucune fiche")),
            [only] => {
                let reason = format!("une seule commission, « {only} » : il en faut deux pour comparer");
                Err(Fault::new(reason).within("rater"))
            }
            _ => Ok(()),
        }
    }
}
