//! The words of timetables.

use exam::planning::{Contradiction, Frame, Place};
use office::acts::timetable::Draft;

/// What does not go together in an answer.
pub(super) fn contradiction(told: &Contradiction) -> String {
    match told {
        Contradiction::NoCentre => "Des demi-journées sont données, mais aucun centre.".to_owned(),
        Contradiction::NoHalfDay => {
            "Un nombre de demi-journées est accepté, mais aucune n’est donnée.".to_owned()
        }
        Contradiction::MostIsZero => {
            "Des demi-journées sont données, mais le nombre accepté est zéro.".to_owned()
        }
        Contradiction::MostAboveGiven { most, given } => {
            format!("{most} demi-journées sont acceptées, mais {given} seulement sont données.")
        }
        Contradiction::OutsideFrame(half) => {
            format!("{} n’est pas une demi-journée d’interrogation.", half.label())
        }
        Contradiction::UnknownCentre => "Un des centres n’existe plus.".to_owned(),
        Contradiction::SitsThen(half) => {
            format!("Cette personne siège déjà {}, qui n’est pas donné.", half.label())
        }
    }
}

/// « coût 1 204, au moins 1 190, écart 1,2 % ».
pub(super) fn figures(draft: &Draft) -> String {
    let Some(cost) = draft.cost else { return "pas encore calculé".to_owned() };
    let (Some(bound), Some(gap)) = (draft.bound, draft.gap()) else { return format!("coût {cost}") };
    let gap = format!("{:.1}", gap * 100.0).replace('.', ",");
    format!("coût {cost}, aucun plan sous {bound} (écart {gap}\u{202f}%)")
}

/// « lundi 18 mai 2026, matin, Lycée Zola, B 204, 8 h 30 ».
pub(super) fn place(frame: &Frame, place: &Place) -> String {
    let centre = frame.centre(&place.centre).map_or("?", |one| &one.name);
    let at = place.at.map(|at| format!(", {}", hour(at))).unwrap_or_default();
    format!("{}, {centre}, {}{at}", place.half.label(), place.room)
}

/// « 8 h 30 ».
pub(super) fn hour(at: jiff::civil::Time) -> String {
    format!("{}\u{a0}h\u{a0}{:02}", at.hour(), at.minute())
}

/// « une commission », « 12 commissions ».
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    if number < 2 { format!("{number} {one}") } else { format!("{number} {many}") }
}
