//! The papers of a bundle for the jury, sealed; its receipt; and the decided marks for the State's application.

use super::{Around, bordereau, press, sheet_paper};
use crate::acts::jury::{JuryLine, titled};
use crate::acts::perimeter::Perimeter;
use crate::acts::transmission::{DecidedRow, Facts, Prepared, SeeBundle, SeeMarks, Sent};
use crate::{Failure, Office};
use bundle::{Document, Kind, Manifest, School, Session, Signed};
use exam::access::{self, Actor};
use exam::deadline::today;
use exam::disclosure::FinalResult;
use exam::french;
use exam::id::{ExaminerId, SessionId, SheetId};
use exam::sheet::Sheet;
use jiff::Timestamp;
use papers::{MarkCell, MarksPaper, MarksRow, Printed, SheetPaper, TransmissionPaper};
use store::Fault;

/// Who seals a bundle, when, under which identifier.
pub(crate) struct Sealing {
    pub id: String,
    pub by: String,
    pub at: Timestamp,
}

/// A sheet's two papers on their way into a bundle.
struct Papers {
    /// Where they stand in the archive, the grid and the appraisal.
    paths: [String; 2],
    kinds: [Kind; 2],
    number: String,
    signed: Vec<Signed>,
    paper: SheetPaper,
}

fn signed(name: &str, at: Timestamp) -> Signed {
    Signed { name: name.to_owned(), at: at.to_string() }
}

/// A candidate's number as a part of a path.
fn plain(number: &str) -> String {
    number.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

/// The two papers of a sheet; nothing where nothing was written on it.
fn papers_of(facts: &Facts, line: &JuryLine, optional: bool, printed: &Printed) -> Option<Papers> {
    let sheet = if optional { &line.optional.as_ref()?.sheet } else { line.sheet.as_ref()? };
    let content = facts.documents.contents.get(sheet)?;
    let session = &facts.seen.session;
    let referential = if optional { facts.documents.optional.as_ref()? } else { &session.referential };
    let number = plain(&line.candidate.number);
    let (paths, kinds) = if optional {
        let paths = [format!("ef4/grille-{number}.pdf"), format!("ef4/appreciation-{number}.pdf")];
        (paths, [Kind::OptionalGrid, Kind::OptionalAppraisal])
    } else {
        let paths = [format!("grilles/{number}.pdf"), format!("appreciations/{number}.pdf")];
        (paths, [Kind::Grid, Kind::Appraisal])
    };
    let around = around(facts, line, sheet, (content, referential))?;
    Some(Papers {
        paths,
        kinds,
        number: line.candidate.number.clone(),
        signed: content.standing_visas().map(|visa| signed(&visa.name, visa.at)).collect(),
        paper: sheet_paper(around, printed.clone()),
    })
}

fn around<'a>(
    facts: &'a Facts,
    line: &'a JuryLine,
    sheet: &SheetId,
    (content, referential): (&'a Sheet, &'a exam::referential::Referential),
) -> Option<Around<'a>> {
    let seat = facts.documents.seats.get(sheet)?;
    let commission = facts.documents.commissions.iter().find(|one| one.id == *seat)?;
    let name = |id: &ExaminerId| facts.examiners.iter().find(|one| one.id == *id).map(|one| one.name.clone());
    let members = [name(&commission.lead), name(&commission.second)].into_iter().flatten().collect();
    let session = &facts.seen.session;
    Some(Around { session, referential, candidate: &line.candidate, commission, members, content })
}

fn manifest(prepared: &Prepared, sealing: &Sealing) -> Manifest {
    let session = &prepared.drawn.session;
    let school = prepared.drawn.school.as_ref();
    Manifest {
        bundle: sealing.id.clone(),
        session: Session {
            id: session.id.to_string(),
            year: session.year,
            exam: session.referential.exam.clone(),
            academy: session.academy.clone(),
        },
        school: school.map(|one| School { uai: one.uai.clone(), name: one.name.clone() }),
        track: prepared.perimeter.track().label().to_owned(),
        due: prepared.due.map(|day| day.to_string()),
        content: prepared.content(),
        signed: prepared.signature().map(|(one, _)| signed(&one.name, one.at)),
        sealed: signed(&sealing.by, sealing.at),
        candidates: prepared.lines.iter().map(|line| line.number.clone()).collect(),
        ..Manifest::default()
    }
}

/// Prints the papers of a bundle and seals them: the bytes of the archive, and how many documents it holds. Pressed off
/// the threads that serve pages, one paper after the other.
pub(crate) async fn sealed(
    facts: &Facts,
    prepared: &Prepared,
    sealing: Sealing,
) -> Result<(Vec<u8>, usize), Failure> {
    let session = &facts.seen.session;
    let at = french::instant(sealing.at, &session.zone);
    let words = format!("Transmis au jury, dossier {}, scellé {at}", sealing.id);
    let printed = Printed { words, at: Some(sealing.at) };
    let list = bordereau(&facts.seen, Some(&prepared.perimeter), printed.clone());
    let absent =
        |line: &&JuryLine| prepared.lines.iter().any(|one| one.candidate == line.candidate.id && one.absent);
    let held = facts.lines(&prepared.perimeter).filter(|line| !absent(line));
    let sheets: Vec<_> = held
        .flat_map(|line| [false, true].map(|optional| papers_of(facts, line, optional, &printed)))
        .flatten()
        .collect();
    let mut documents = vec![Document {
        path: "bordereau.pdf".to_owned(),
        kind: Kind::Bordereau,
        candidate: None,
        signed: prepared.signature().map(|(one, _)| signed(&one.name, one.at)).into_iter().collect(),
        bytes: press(move || papers::bordereau(&list)).await?,
    }];
    for Papers { paths: [grid, appraisal], kinds, number, signed, paper } in sheets {
        let other = paper.clone();
        let mut add = |path, kind, bytes| {
            documents.push(Document {
                path,
                kind,
                candidate: Some(number.clone()),
                signed: signed.clone(),
                bytes,
            });
        };
        add(grid, kinds[0], press(move || papers::grid(&paper)).await?);
        add(appraisal, kinds[1], press(move || papers::appraisal_for_jury(&other)).await?);
    }
    let count = documents.len();
    let manifest = manifest(prepared, &sealing);
    let sealed = bundle::seal(manifest, documents).map_err(Fault::Internal)?;
    Ok((sealed.bytes, count))
}

impl Office {
    /// The bordereau of one bundle as it stands, as PDF, for those who may open it. It holds proposed marks.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such place, or a fault.
    pub async fn print_bundle_bordereau(
        &self,
        actor: &Actor,
        perimeter: &Perimeter,
    ) -> Result<Vec<u8>, Failure> {
        let mut tx = self.db.read().await?;
        let subject = perimeter.subject(&mut tx).await?;
        access::may(actor, access::Act::OpenBundle, &subject).map_err(Failure::Refused)?;
        let session = perimeter.draw(&mut tx).await?.session.id;
        let seen = crate::acts::jury::workspace(&mut tx, &session).await?;
        drop(tx);
        let paper = bordereau(&seen, Some(perimeter), self.printed(&seen.session));
        press(move || papers::bordereau(&paper)).await
    }

    /// The receipt of a transmission, as PDF: its SHA-256, and no mark.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such transmission, or a fault.
    pub async fn print_transmission(
        &self,
        actor: &Actor,
        perimeter: &Perimeter,
        id: &str,
    ) -> Result<Vec<u8>, Failure> {
        let prepared = self.consult(actor, SeeBundle { perimeter: perimeter.clone() }).await?;
        let sent = prepared.sent.iter().find(|one| one.id == id).ok_or(Failure::NotFound)?;
        let paper = receipt(&prepared, sent, self.printed(&prepared.drawn.session));
        press(move || papers::transmission(&paper)).await
    }

    /// The decided marks of a session as a workbook (.xlsx), for the authority.
    ///
    /// # Errors
    /// [`Failure`]: no right, the minutes are not signed, or a fault.
    pub async fn export_marks(&self, actor: &Actor, session: &SessionId) -> Result<Vec<u8>, Failure> {
        let paper = self.marks(actor, session).await?;
        press(move || papers::marks(&paper)).await
    }

    /// The same as a text of comma-separated values that the French Excel opens.
    ///
    /// # Errors
    /// As [`Office::export_marks`].
    pub async fn export_marks_csv(&self, actor: &Actor, session: &SessionId) -> Result<Vec<u8>, Failure> {
        Ok(papers::marks_csv(&self.marks(actor, session).await?))
    }

    async fn marks(&self, actor: &Actor, session: &SessionId) -> Result<MarksPaper, Failure> {
        let (session, rows) = self.consult(actor, SeeMarks { session: session.clone() }).await?;
        let on = today(self.now(), &session.zone);
        Ok(MarksPaper {
            title: format!("{} {}, {}", session.referential.exam, session.year, session.academy),
            on,
            exam: session.referential.exam.clone(),
            rows: rows.into_iter().map(marks_row).collect(),
        })
    }
}

fn cell(result: Option<FinalResult>) -> MarkCell {
    match result {
        Some(FinalResult::Mark(mark)) => MarkCell::Decided(mark),
        Some(FinalResult::Absent) => MarkCell::Absent,
        None => MarkCell::Nothing,
    }
}

fn marks_row(row: DecidedRow) -> MarksRow {
    let DecidedRow { candidate, school, result, optional, situation } = row;
    let (uai, school) = school.map(|one| (one.uai, one.name)).unwrap_or_default();
    MarksRow {
        number: candidate.number,
        family_name: candidate.family_name,
        usage_name: candidate.usage_name.unwrap_or_default(),
        given_names: candidate.given_names,
        uai,
        school,
        speciality: candidate.speciality.label().to_owned(),
        track: candidate.track.label().to_owned(),
        mark: cell(result),
        optional: cell(optional),
        situation: situation.to_owned(),
    }
}

fn receipt(prepared: &Prepared, sent: &Sent, printed: Printed) -> TransmissionPaper {
    let session = &prepared.drawn.session;
    let at = |at| french::instant(at, &session.zone);
    let school = prepared.drawn.school.as_ref();
    let of = school.map_or(prepared.perimeter.track().label().to_owned(), |one| {
        format!("{}, {} ({})", prepared.perimeter.track().label(), one.name, one.uai)
    });
    let late = if sent.late { ", après la date fixée" } else { "" };
    let due = prepared.due.map(|day| ("Date fixée par l’autorité académique".to_owned(), french::date(day)));
    let signed = sent.signed.as_ref().map(|(name, on)| {
        ("Signé par la cheffe ou le chef d’établissement".to_owned(), format!("{name}, {}", at(*on)))
    });
    let mut facts = vec![("Dossier".to_owned(), of), ("Numéro".to_owned(), sent.id.clone())];
    facts.extend(signed);
    facts.push(("Transmis".to_owned(), format!("{}{late}, par {}", at(sent.at), sent.by_name)));
    facts.extend(due);
    facts.push(("Personnes candidates".to_owned(), sent.candidates.to_string()));
    let size = french::size(sent.size);
    facts.push(("Documents".to_owned(), format!("{}, {size}", sent.documents)));
    for done in &sent.steps {
        let told = format!("{}, par {}", at(done.at), done.by_name);
        facts.push((done.step.label().to_owned(), told));
    }
    TransmissionPaper {
        session: titled(session),
        academy: session.academy.clone(),
        facts,
        sha256: sent.sha256.clone(),
        printed,
    }
}
