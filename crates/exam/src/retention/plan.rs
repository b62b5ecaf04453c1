//! The classes of what is kept, each with its last day.

use crate::referential::{KeptAfter, Referential};
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

/// A class of what is kept, with its last day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Class {
    /// In French.
    pub label: String,
    /// How many months, and from when, in French.
    pub rule: String,
    /// The last day on which it is kept.
    pub until: Date,
}

/// How many things of one kind: what a plan shows and what a record keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// In French, in the plural.
    pub label: String,
    /// How many.
    pub count: i64,
}

/// Every class, the documents of the assessment first (E4-32), from the end of the training and the last day of the
/// orals.
pub fn classes(referential: &Referential, training_end: Date, orals_to: Date) -> Vec<Class> {
    let retention = &referential.retention;
    let class = |label: &str, after, months: u16| {
        let (from, said) = match after {
            KeptAfter::TrainingEnd => (training_end, "la fin de la formation"),
            KeptAfter::Orals => (orals_to, "le dernier jour des oraux"),
        };
        let until = from.saturating_add(i32::from(months).months());
        Class { label: label.to_owned(), rule: format!("{months} mois après {said}"), until }
    };
    let label = "Documents ayant servi à l’évaluation";
    let first = class(label, KeptAfter::TrainingEnd, retention.months_after_training_end);
    let others = retention.classes.iter().map(|one| class(&one.label, one.after, one.months));
    [first].into_iter().chain(others).collect()
}

/// The last day on which anything is kept: a purge takes all classes at once, after the longest.
pub fn kept_to(classes: &[Class]) -> Date {
    classes.iter().map(|class| class.until).max().unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::referential::KeptClass;
    use crate::sample;
    use jiff::civil::date;

    #[test]
    fn e4_32_the_longest_class_holds_the_purge_back() {
        let mut referential = sample();
        let (end, orals) = (date(2026, 8, 31), date(2026, 5, 29));
        assert_eq!(kept_to(&classes(&referential, end, orals)), date(2027, 8, 31));
        let (code, label) = ("other".to_owned(), "Autre".to_owned());
        let class = KeptClass { code, label, after: KeptAfter::Orals, months: 24 };
        referential.retention.classes.push(class);
        let all = classes(&referential, end, orals);
        assert_eq!(all.last().map(|class| class.until), Some(date(2028, 5, 29)));
        assert_eq!(kept_to(&all), date(2028, 5, 29));
        assert_eq!(kept_to(&[]), Date::MAX, "what has no class is kept");
    }
}
