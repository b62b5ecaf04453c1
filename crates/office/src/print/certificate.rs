//! The certificate to be signed, pre-filled from the table of the candidate (E4-06).

use super::{press, who};
use crate::acts::certificates::Year;
use crate::acts::online::{SeeOnlineTable, settled};
use crate::{Failure, Office};
use exam::access::Actor;
use exam::forms::OwnForm;
use exam::french;
use exam::id::CandidateId;
use papers::CertificatePaper;

impl Office {
    /// A certificate for the work of a year in an organisation, to print and to sign: what the table on line says, or
    /// the deposited one where nothing is written on line.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such candidate, or a fault.
    pub async fn print_certificate(
        &self,
        actor: &Actor,
        candidate: &CandidateId,
        year: Year,
    ) -> Result<Vec<u8>, Failure> {
        let page = self.consult(actor, SeeOnlineTable { candidate: candidate.clone() }).await?;
        let dossier = &page.dossier;
        let deposited = dossier.table.as_ref().map(|table| tableau::Table::from(&table.reading));
        let table =
            page.version.as_ref().map(|version| version.table.clone()).or(deposited).unwrap_or_default();
        let [_, first, second] = &table.groups;
        let lines: Vec<_> = match year {
            Year::First => first,
            Year::Second => second,
        }
        .iter()
        .map(settled)
        .collect();
        let days = |pick: fn(&tableau::Line) -> Option<jiff::civil::Date>| lines.iter().filter_map(pick);
        let worded = |date: Option<jiff::civil::Date>| date.map(french::date).unwrap_or_default();
        let (session, known) = (&dossier.session, &dossier.candidate);
        let diploma = &session.referential.diploma;
        let mut referential = session.referential.clone();
        self.name_official(&session.id, OwnForm::Certificate, &mut referential).await?;
        let (annexes, words) = (&referential.annexes, &referential.wordings);
        let paper = CertificatePaper {
            annex: annexes.certificate.clone(),
            title: words.certificate_title.clone(),
            layout: words.software_layout.clone(),
            session: format!("{diploma}, session {}", session.year),
            academy: session.academy.clone(),
            candidate: who(known),
            school: dossier.school.as_ref().map(|school| school.name.clone()).unwrap_or_default(),
            diploma: format!("{diploma}, option {}", known.speciality.label()),
            year: match year {
                Year::First => "première année".to_owned(),
                Year::Second => "seconde année".to_owned(),
            },
            from: worded(days(|line| line.period.from).min()),
            to: worded(days(|line| line.period.to).max()),
            tasks: lines
                .iter()
                .map(|line| {
                    let period = line.period.raw.clone().unwrap_or_default();
                    (line.title.clone().unwrap_or_default(), period)
                })
                .filter(|(title, _)| !title.trim().is_empty())
                .collect(),
            printed: self.printed(session).words,
        };
        press(move || papers::certificate(&paper)).await
    }
}
