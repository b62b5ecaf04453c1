//! What a candidate is told before the documents are purged (E4-32).

use super::{Exam, Kind, Letter, letter};
use crate::french;
use jiff::civil::Date;

/// The documents are going to be purged, from a day on.
pub fn purge_announced(exam: Exam<'_>, from: Date) -> Letter {
    let from = french::day(from);
    letter(
        Kind::PurgeAnnounced,
        format!("Votre dossier sera effacé à partir du {from}"),
        &[
            format!(
                "Votre dossier ({}) et ce qui a servi à votre évaluation arrivent à la fin de leur conservation. Ils \
                 seront effacés à partir du {from}, et votre compte avec eux.",
                exam.named()
            ),
            "D’ici là, téléchargez ce que vous voulez garder, dans « Mon dossier ». Si un recours est en cours, \
             dites-le sans attendre à votre établissement, ou à l’autorité académique si vous n’en avez pas : la \
             conservation peut être prolongée."
                .to_owned(),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    #[test]
    fn e4_32_the_notice_says_when_and_what_to_do() {
        let (referential, zone) = (sample(), TimeZone::UTC);
        let exam = Exam { referential: &referential, year: 2026, zone: &zone };
        let told = purge_announced(exam, date(2027, 10, 1));
        assert!(told.subject.contains("1er octobre 2027"), "{}", told.subject);
        assert!(told.text.contains("téléchargez") && told.text.contains("recours"), "{}", told.text);
    }
}
