//! What the two forms of an evaluation sheet are printed from.

use crate::printed::Printed;
use exam::candidate::{Speciality, Track};
use exam::grid::Profile;
use exam::penalty::Calculation;
use exam::referential::Referential;
use jiff::civil::Date;

/// One evaluation sheet, ready to print: forms 6-3 and 6-4 (annexes of the session).
///
/// Empty texts print as room to write by hand.
#[derive(Debug, Clone)]
pub struct SheetPaper {
    /// The session's referential, already fitted with `for_session`: every official word comes from it.
    pub referential: Referential,
    /// The session, as a year.
    pub session: i16,
    /// The academy, such as `Académie de Nantes`.
    pub academy: String,
    /// The candidate.
    pub candidate: Who,
    /// The track, ticked in the head of the forms.
    pub track: Track,
    /// The speciality, ticked in the head of the forms.
    pub speciality: Speciality,
    /// The number of the commission.
    pub commission_number: String,
    /// The day of the oral, in the centre's time zone.
    pub date: Option<Date>,
    /// The members' names, in the order of the form.
    pub members: Vec<String>,
    /// The level chosen on each line.
    pub profile: Profile,
    /// From the typed mark to the proposed one (E4-10, E4-14); `None` while no mark is typed.
    pub calculation: Option<Calculation>,
    /// The penalties retained: code, and the reason as the commission wrote it.
    pub penalties: Vec<(String, String)>,
    /// Observations on the parts of the oral: code of the part, and text.
    pub observations: Vec<(String, String)>,
    /// « Appréciation » of form 6-4.
    pub appraisal: String,
    /// The visas that stand (E4-17).
    pub visas: Vec<VisaLine>,
    /// The foot of each page, already worded, such as « Imprimé le 3 juin 2026 à 11 h 02 ».
    pub printed: Printed,
    /// Both visas do not stand: each page says that it is a working document.
    pub draft: bool,
}

/// A candidate, as the forms name one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Who {
    /// Family name.
    pub family_name: String,
    /// Name in use, where it is another.
    pub usage_name: Option<String>,
    /// Given names.
    pub given_names: String,
    /// The candidate's number.
    pub number: String,
}

impl Who {
    /// The names on one line: family name in capitals, name in use, given names.
    pub fn full_name(&self) -> String {
        let family = self.family_name.trim().to_uppercase();
        let usage = self.usage_name.as_deref().map(str::trim).filter(|name| !name.is_empty());
        let names = [family, usage.map_or_else(String::new, |name| format!("({})", name.to_uppercase()))];
        let names = names.into_iter().chain([self.given_names.trim().to_owned()]);
        names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// One visa, as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisaLine {
    /// The member's name.
    pub name: String,
    /// When, already worded: « le 3 juin 2026 à 10 h 42 ».
    pub at: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_written_as_the_forms_write_it() {
        let mut who =
            Who { family_name: "Éluard".into(), given_names: "Zoé, Anne".into(), ..Who::default() };
        assert_eq!(who.full_name(), "ÉLUARD Zoé, Anne");
        who.usage_name = Some("Le Gall".into());
        assert_eq!(who.full_name(), "ÉLUARD (LE GALL) Zoé, Anne");
        assert_eq!(Who::default().full_name(), "");
    }
}
