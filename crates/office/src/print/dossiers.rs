//! Papers about dossiers: form 6-2, and the class as a workbook.

use super::{press, who};
use crate::acts::certificates::Cross;
use crate::acts::classes::{Class, Followed};
use crate::acts::dossiers::{Deposit, Dossier, Given, SeeDossier, Session, Severity};
use crate::{Failure, Office};
use exam::access::Actor;
use exam::conformity::{Outcome, Verdict, Weeks};
use exam::dossier::{PieceKind, Progress};
use exam::forms::OwnForm;
use exam::french;
use exam::id::CandidateId;
use jiff::Timestamp;
use jiff::civil::DateTime;
use papers::{ClassPaper, ClassRow, ConformityPaper, HeldPiece, Look, PieceLine};

impl Office {
    /// Form 6-2, the conformity check, as PDF: the last verdict, or a blank form before one.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such candidate, or a fault.
    pub async fn print_conformity(&self, actor: &Actor, candidate: &CandidateId) -> Result<Vec<u8>, Failure> {
        let dossier = self.consult(actor, SeeDossier { candidate: candidate.clone() }).await?;
        let mut paper = conformity(&dossier, self.printed(&dossier.session).words);
        self.name_official(&dossier.session.id, OwnForm::Conformity, &mut paper.referential).await?;
        press(move || papers::conformity(&paper)).await
    }

    /// A class that was read, as a workbook (.xlsx).
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn print_class(&self, class: Class) -> Result<Vec<u8>, Failure> {
        let at = civil(self.now(), &class.drawn.session);
        press(move || papers::class(&paper(&class, at))).await
    }
}

fn civil(at: Timestamp, session: &Session) -> DateTime {
    at.to_zoned_datetime(session.zone.clone()).datetime()
}

fn conformity(dossier: &Dossier, printed: String) -> ConformityPaper {
    let session = &dossier.session;
    let last = dossier.last();
    let verdict = last.map(|given| given.verdict.clone());
    let coverage = dossier.table.iter().flat_map(|table| &table.coverage.competences);
    ConformityPaper {
        referential: session.referential.clone(),
        session: session.year,
        academy: session.academy.clone(),
        candidate: who(&dossier.candidate),
        school: dossier.school.as_ref().map(|school| school.name.clone()).unwrap_or_default(),
        track: dossier.candidate.track,
        speciality: dossier.candidate.speciality,
        pieces: PieceKind::ALL.map(|kind| piece(kind, dossier, verdict.as_ref())).to_vec(),
        settled: last.is_none_or(|given| given.settled),
        looks: looks(&dossier.verdicts, session),
        findings: findings(dossier),
        coverage: coverage.map(|one| (one.label.clone(), one.achievements)).collect(),
        weeks: weeks(dossier.weeks(), session),
        verdict,
        printed,
    }
}

fn piece(kind: PieceKind, dossier: &Dossier, verdict: Option<&Verdict>) -> PieceLine {
    let standing = |one: &Deposit| {
        let name = one.file_name.clone().or_else(|| one.address.clone()).unwrap_or_default();
        let late = if one.late { ", hors délai" } else { "" };
        (name, format!("{}{late}", french::instant(one.at, &dossier.session.zone)))
    };
    PieceLine {
        label: kind.label().to_owned(),
        standing: dossier.of(kind).into_iter().map(standing).collect(),
        found: verdict
            .and_then(|verdict| verdict.pieces.iter().find(|(of, _)| *of == kind))
            .map(|(_, it)| *it),
    }
}

/// The last verdict's controller; before, the one whose proposal it confirms.
fn looks(verdicts: &[Given], session: &Session) -> Vec<Look> {
    let look = |given: &Given| Look {
        name: given.by_name.clone(),
        at: french::instant(given.at, &session.zone),
        said: if given.settled {
            given.verdict.outcome.label().to_owned()
        } else {
            format!("{}, proposé", given.verdict.outcome.label())
        },
    };
    let confirmed = |last: &Given, before: &&Given| {
        last.settled && !before.settled && before.verdict.outcome == last.verdict.outcome
    };
    let Some(last) = verdicts.first() else { return vec![] };
    let first = verdicts.get(1).filter(|before| confirmed(last, before));
    first.into_iter().chain([last]).map(look).collect()
}

fn findings(dossier: &Dossier) -> Vec<String> {
    let Some(table) = &dossier.table else { return vec![] };
    let mut serious: Vec<_> =
        table.reading.findings.iter().filter(|finding| finding.severity != Severity::Info).collect();
    serious.sort_by_key(|finding| finding.severity);
    serious.into_iter().map(|finding| finding.message.clone()).collect()
}

/// The weeks that the table tells, beside those that the diploma asks for: a hint.
pub fn weeks(weeks: Option<Weeks>, session: &Session) -> String {
    let asked = session.referential.internship.min_weeks;
    let Some(weeks) = weeks.filter(|_| asked > 0) else { return String::new() };
    let told = whole(weeks);
    let untold = match weeks.untold {
        0 => String::new(),
        1 => " ; une période ne se lit pas".to_owned(),
        untold => format!(" ; {untold} périodes ne se lisent pas"),
    };
    format!(
        "Périodes en entreprise du tableau : {told}, pour {asked} semaines au moins{untold}. Un repère : les \
         attestations seules font foi."
    )
}

/// The weeks that the certificates tell, beside those that the diploma asks for.
pub fn attested_weeks(cross: &Cross, session: &Session) -> String {
    let asked = session.referential.internship.min_weeks;
    if asked == 0 || cross.certificates.len() == cross.untold() {
        return String::new();
    }
    let told = whole(cross.weeks);
    format!("Périodes indiquées pour les attestations : {told}, pour {asked} semaines au moins.")
}

fn whole(weeks: Weeks) -> String {
    match weeks.whole {
        0 | 1 => format!("{} semaine entière", weeks.whole),
        whole => format!("{whole} semaines entières"),
    }
}

fn paper(class: &Class, at: DateTime) -> ClassPaper {
    let session = &class.drawn.session;
    let of = format!("{} {}", session.referential.exam, session.year);
    let place = class.drawn.school.as_ref().map_or(&session.academy, |school| &school.name);
    ClassPaper {
        title: format!("{place}, {of}"),
        at,
        rows: class.followed.iter().map(|one| row(one, session)).collect(),
    }
}

fn row(one: &Followed, session: &Session) -> ClassRow {
    let candidate = &one.candidate;
    let mut pieces = [HeldPiece::default(); 3];
    for (piece, held) in pieces.iter_mut().zip(&one.pieces) {
        let since = held.since.map(|at| civil(at, session));
        *piece = HeldPiece { count: held.count, since, late: held.late };
    }
    let missing: Vec<_> = one.missing.iter().map(|kind| kind.label().to_lowercase()).collect();
    let given = one.verdict.as_ref();
    let told = |given: &Given| {
        if given.settled {
            given.verdict.outcome.label().to_owned()
        } else {
            format!("{}, à confirmer", given.verdict.outcome.label())
        }
    };
    ClassRow {
        number: candidate.number.clone(),
        name: candidate.full_name(),
        school: one.school.as_ref().map(|school| school.name.clone()).unwrap_or_default(),
        class: candidate.class_name.clone().unwrap_or_default(),
        speciality: candidate.speciality.label().to_owned(),
        track: candidate.track.label().to_owned(),
        state: match one.progress {
            Progress::Overdue => "en retard",
            Progress::CameLate => "complet, en retard",
            Progress::Incomplete => "incomplet",
            Progress::Complete => "complet",
        }
        .to_owned(),
        pieces,
        missing: missing.join(", "),
        verdict: given.map(told).unwrap_or_default(),
        verdict_on: given.map(|given| civil(given.at, session).date()),
        until: given.and_then(|given| match given.verdict.outcome {
            Outcome::ToPutRight { until } => Some(until),
            _ => None,
        }),
    }
}
