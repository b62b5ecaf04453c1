//! What both sides are told of a claim: that it waits, and that the appraisal may be read. Neither holds a word of it.

use super::{Exam, Kind, Letter, letter};

/// A candidate asks to read the own appraisal: told to the authority, which answers.
pub fn claim_asked(exam: Exam<'_>, candidate: &str) -> Letter {
    letter(
        Kind::ClaimAsked,
        "Une personne candidate demande son appréciation",
        &[
            format!("La personne candidate n° {candidate} ({}) demande à lire son appréciation.", exam.named()),
            "Relisez la fiche et communiquez-la, dans « Demandes d’appréciation ». La conservation de ses documents \
             est prolongée jusque-là."
                .to_owned(),
        ],
    )
}

/// The appraisal may be read: told to its candidate. It is read after signing in, and nowhere else.
pub fn claim_answered(exam: Exam<'_>) -> Letter {
    letter(
        Kind::ClaimAnswered,
        "Votre appréciation peut être lue",
        &[
            format!("L’autorité académique a répondu à votre demande ({}).", exam.named()),
            "Connectez-vous pour la lire, depuis « Mon résultat ». Elle n’est donnée ni ici ni par courriel."
                .to_owned(),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use jiff::tz::TimeZone;

    #[test]
    fn e4_31_both_sides_are_told_and_nothing_of_the_appraisal() {
        let (referential, zone) = (sample(), TimeZone::UTC);
        let exam = Exam { referential: &referential, year: 2026, zone: &zone };
        let asked = claim_asked(exam, "01936500000");
        assert!(asked.text.contains("01936500000") && asked.text.contains("communiquez"), "{}", asked.text);
        let answered = claim_answered(exam);
        assert!(answered.text.contains("Connectez-vous"), "{}", answered.text);
    }
}
