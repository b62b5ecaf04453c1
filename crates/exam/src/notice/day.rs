//! What members of a commission are told on the day of the oral.

use super::{Exam, Kind, Letter, letter};
use crate::french;
use jiff::Timestamp;
use jiff::civil::Date;

/// A commission has another member: told to the one who leaves, the one who comes and the one who stays. The names are
/// those of colleagues: no candidate gets this notice.
pub fn member_replaced(
    exam: Exam<'_>,
    (number, held_on, room): (&str, Date, &str),
    (leaving, arriving): (&str, &str),
) -> Letter {
    letter(
        Kind::MemberReplaced,
        format!("Commission {number} : {arriving} remplace {leaving}"),
        &[
            format!(
                "Commission {number} ({}), {}, salle {room} : {arriving} siège à la place de {leaving}.",
                exam.named(),
                french::day(held_on)
            ),
            "Les feuilles ouvertes continuent : rien de ce qui est écrit n’est perdu. Le visa que la personne \
             remplacée avait donné sur une feuille encore ouverte ne compte plus ; les feuilles closes le restent."
                .to_owned(),
        ],
    )
}

/// The president of the jury settled a divergence: told to the two members. What was settled may hold a mark: it is
/// read on the sheet, and nowhere else.
pub fn divergence_settled(exam: Exam<'_>, candidate: &str) -> Letter {
    letter(
        Kind::DivergenceTold,
        "Une divergence est tranchée",
        &[
            format!(
                "La présidence du jury a tranché la divergence sur la feuille de la personne candidate n° {candidate} \
                 ({}).",
                exam.named()
            ),
            "La feuille est close. Ouvrez-la pour lire ce qui est tranché : ce n’est écrit ni ici ni par courriel."
                .to_owned(),
        ],
    )
}

/// Harmonisation recommends another mark: told to the two members. The marks are read on the sheet, and nowhere else.
pub fn recommended(exam: Exam<'_>, candidate: &str) -> Letter {
    letter(
        Kind::Recommended,
        "Une recommandation de la commission d’harmonisation",
        &[
            format!(
                "La commission d’harmonisation recommande une autre note pour la personne candidate n° {candidate} ({}).",
                exam.named()
            ),
            "Ouvrez la feuille pour lire la recommandation et son motif, qui ne sont écrits ni ici ni par courriel, et \
             pour répondre si vous le souhaitez. Votre proposition reste comme elle est ; le jury arrête la note."
                .to_owned(),
        ],
    )
}

/// Who is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The candidate, as the commission says.
    Candidate,
    /// The commission, as the candidate says.
    Commission,
}

/// Somebody is missing: told to those who run the day, at once.
pub fn missing_on_the_day(
    exam: Exam<'_>,
    who: Missing,
    (number, room): (&str, &str),
    (candidate, at): (&str, Timestamp),
) -> Letter {
    let hour = french::hour_of(at, exam.zone);
    let (subject, what, todo) = match who {
        Missing::Candidate => (
            format!("Commission {number} : {candidate} n’est pas là"),
            format!("La commission {number}, salle {room}, signale à {hour} que {candidate} n’est pas là."),
            "Ouvrez la journée de la commission : la suite de l’absence s’y décide.",
        ),
        Missing::Commission => (
            format!("Commission {number} : personne n’est là"),
            format!("{candidate} signale à {hour} que la commission {number}, salle {room}, n’est pas là."),
            "Allez salle par salle, puis ouvrez la journée de la commission : un membre s’y remplace en deux clics.",
        ),
    };
    letter(Kind::SomebodyMissing, subject, &[what, todo.to_owned()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use jiff::tz::TimeZone;

    #[test]
    fn who_is_missing_is_told_with_the_hour_and_what_to_do() {
        let (referential, zone) = (sample(), TimeZone::get("Europe/Paris").unwrap());
        let exam = Exam { referential: &referential, year: 2026, zone: &zone };
        let at = "2026-05-18T07:45:00Z".parse().unwrap();
        for (who, said) in
            [(Missing::Candidate, "l’absence s’y décide"), (Missing::Commission, "en deux clics")]
        {
            let told = missing_on_the_day(exam, who, ("12", "B 204"), ("MARTIN Alix", at));
            let text = told.text.replace(['\u{a0}', '\u{202f}'], " ");
            assert!(text.contains(said) && text.contains("9 h 45") && text.contains("B 204"), "{text}");
        }
    }

    #[test]
    fn e4_17_what_is_settled_is_not_in_the_notice() {
        let (referential, zone) = (sample(), TimeZone::get("Europe/Paris").unwrap());
        let exam = Exam { referential: &referential, year: 2026, zone: &zone };
        assert!(divergence_settled(exam, "01").text.contains("ni ici ni par courriel"));
        assert!(recommended(exam, "01").text.contains("ni ici ni par courriel"));
    }
}
