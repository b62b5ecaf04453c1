//! What harmonisation recommended beside a sheet, and what its commission answered (E4-23).

use exam::french;
use office::acts::sheets::SheetPage;

/// A recommendation, as the sheet tells it.
#[derive(Debug, Clone)]
pub(crate) struct Recommended {
    pub id: String,
    pub change: String,
    pub by: String,
    pub reason: String,
    pub answers: Vec<String>,
}

pub(super) fn recommended(page: &SheetPage) -> Vec<Recommended> {
    let zone = &page.session.zone;
    let one = |kept: &office::acts::harmonisation::Kept| Recommended {
        id: kept.id.to_string(),
        change: format!("{} proposée, {} recommandée", kept.made.proposed, kept.made.recommended),
        by: format!("{}, {}", kept.made.by_name, french::instant(kept.made.at, zone)),
        reason: kept.made.reason.clone(),
        answers: kept
            .answers
            .iter()
            .map(|one| format!("{}, {} : {}", one.by_name, french::instant(one.at, zone), one.content))
            .map(|told| french::spaced(&told))
            .collect(),
    };
    page.recommendations.iter().map(one).collect()
}
