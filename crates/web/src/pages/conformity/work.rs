//! The cross-check: what the table tells of the work done in companies, beside the certificates (E4-06).

use office::acts::dossiers::{Dossier, GroupKind};
use office::print::weeks;

/// The achievements done at work, year by year, and the weeks that their periods add up to.
#[derive(Debug, Clone)]
pub(super) struct Work {
    /// « Première année », « Deuxième année ».
    pub years: Vec<Year>,
    /// The weeks, in one sentence; empty where none are asked for.
    pub weeks: String,
}

/// One year in companies.
#[derive(Debug, Clone)]
pub(super) struct Year {
    /// The year.
    pub label: &'static str,
    /// Title and period of each achievement.
    pub lines: Vec<(String, String)>,
}

/// What there is to cross-check, once a table was read.
pub(super) fn work(dossier: &Dossier) -> Option<Work> {
    let reading = &dossier.table.as_ref()?.reading;
    let year = |label, kind: GroupKind| {
        let here = |group: Option<usize>| {
            group.and_then(|group| reading.groups.get(group)).is_some_and(|group| group.kind == kind)
        };
        let lines = reading.achievements.iter().filter(|one| here(one.group)).map(|one| {
            let title = one.title.clone().unwrap_or_else(|| "Réalisation sans intitulé".to_owned());
            (title, one.period.raw.clone().unwrap_or_else(|| "période non indiquée".to_owned()))
        });
        Year { label, lines: lines.collect() }
    };
    let years = vec![
        year("En entreprise, première année", GroupKind::WorkplaceYear1),
        year("En entreprise, deuxième année", GroupKind::WorkplaceYear2),
    ];
    Some(Work { years, weeks: weeks(dossier.weeks(), &dossier.session) })
}
