//! What a candidate is told of the request for the optional exam (E4-37).

use super::{Exam, Kind, Letter, letter};
use crate::sitting::Answer;

/// The request was answered.
pub fn request_answered(exam: Exam<'_>, answer: Answer, reason: &str) -> Letter {
    let reason = match reason.trim() {
        "" => String::new(),
        reason => format!("Message de la personne qui a répondu : {reason}"),
    };
    let (subject, said, todo) = match answer {
        Answer::Accepted => (
            "Votre demande pour l’épreuve facultative EF4 est acceptée",
            "est acceptée",
            "L’épreuve facultative suit votre oral, devant la même commission. Vous n’avez rien à faire de plus d’ici là.",
        ),
        Answer::Refused => (
            "Votre demande pour l’épreuve facultative EF4 est refusée",
            "est refusée",
            "Vous pouvez la corriger et l’envoyer de nouveau, dans « Ma demande EF4 ». Votre oral n’en est pas changé.",
        ),
    };
    letter(
        Kind::RequestAnswered,
        subject,
        &[
            format!("Votre demande de reconnaissance de l’engagement étudiant ({}) {said}.", exam.named()),
            reason,
            todo.to_owned(),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use jiff::tz::TimeZone;

    #[test]
    fn e4_37_a_refusal_says_why_and_what_to_do() {
        let (referential, zone) = (sample(), TimeZone::UTC);
        let exam = Exam { referential: &referential, year: 2026, zone: &zone };
        let told = request_answered(exam, Answer::Refused, "Précisez la durée.");
        assert!(
            told.text.contains("Précisez la durée.") && told.text.contains("de nouveau"),
            "{}",
            told.text
        );
        assert!(request_answered(exam, Answer::Accepted, "").text.contains("même commission"));
    }
}
