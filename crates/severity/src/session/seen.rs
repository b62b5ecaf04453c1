//! What is seen: counts, quartiles and levels, commission by commission, beside the whole session. No judgement.

use crate::compare::FEWEST;
use crate::data::Data;
use crate::numeric::sqrt;

/// How marks spread, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// The lowest mark.
    pub lowest: f64,
    /// The first quartile.
    pub first: f64,
    /// The median.
    pub median: f64,
    /// The third quartile.
    pub third: f64,
    /// The highest mark.
    pub highest: f64,
    /// The mean.
    pub mean: f64,
    /// The standard deviation (divisor n − 1); `None` for one mark.
    pub deviation: Option<f64>,
}

impl Spread {
    /// Of some marks; `None` when there are none. Quartiles are interpolated between ranks.
    pub fn of(mut marks: Vec<f64>) -> Option<Self> {
        marks.sort_by(f64::total_cmp);
        let (lowest, highest) = (*marks.first()?, *marks.last()?);
        let quantile = |share: f64| {
            let at = share * (marks.len() - 1) as f64;
            let below = at as usize;
            let above = (below + 1).min(marks.len() - 1);
            marks[below] + (at - below as f64) * (marks[above] - marks[below])
        };
        let count = marks.len() as f64;
        let mean = marks.iter().sum::<f64>() / count;
        let square: f64 = marks.iter().map(|mark| (mark - mean) * (mark - mean)).sum();
        let deviation = (marks.len() > 1).then(|| sqrt(square / (count - 1.0)));
        Some(Self {
            lowest,
            first: quantile(0.25),
            median: quantile(0.5),
            third: quantile(0.75),
            highest,
            mean,
            deviation,
        })
    }
}

/// What is seen of one commission, or of the whole session.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// How many sheets.
    pub sheets: usize,
    /// The marks before penalties; `None` where no sheet has one.
    pub marks: Option<Spread>,
    /// For each line: how many sheets at each level, then how many « non évaluable ».
    pub levels: Vec<Vec<usize>>,
    /// Whether there are too few sheets for anything to be read in them.
    pub few: bool,
}

/// What is seen of the whole session, then of each commission in the order of the data.
pub fn seen(data: &Data) -> (View, Vec<View>) {
    let mut rows: Vec<Vec<usize>> = vec![Vec::new(); data.rater.names.len()];
    for (row, rater) in data.rater.index.iter().enumerate() {
        rows[*rater as usize].push(row);
    }
    let all: Vec<usize> = (0..data.rows()).collect();
    (view(data, &all), rows.iter().map(|rows| view(data, rows)).collect())
}

fn view(data: &Data, rows: &[usize]) -> View {
    let not_assessable = usize::from(data.top()) + 1;
    let mut levels = vec![vec![0; not_assessable + 1]; data.items.len()];
    for row in rows {
        for (item, level) in data.row(*row).iter().enumerate() {
            levels[item][level.map_or(not_assessable, usize::from)] += 1;
        }
    }
    let marks = data.mark.as_ref().map(|marks| rows.iter().filter_map(|row| marks[*row]).collect());
    View { sheets: rows.len(), marks: marks.and_then(Spread::of), levels, few: rows.len() < FEWEST }
}
