//! A bundle as it stands: whom it holds, what is missing, who signed, what was sent.

use crate::Failure;
use crate::act::{Desk, View, found};
use crate::acts::jury::{Documents, JuryLine, OptionalLine, Workspace, gathered};
use crate::acts::perimeter::{Drawn, Perimeter};
use crate::acts::sessions::subject_of;
use crate::print::{bordereau, fingerprint, state_of};
use async_trait::async_trait;
use exam::Refusal;
use exam::absence::Consequence;
use exam::access::{self, Subject};
use exam::deadline::Deadline;
use exam::dossier::Timeliness;
use exam::id::{CandidateId, CommissionId, SchoolId, SessionId, SheetId};
use exam::referential::Referential;
use exam::refusal::Missing;
use exam::sheet::{Field, Sheet, State};
use exam::transmission::{Bordereau, Bundle, Hole, Papers, Record, Signature, Stage, VISAS, stage};
use jiff::Timestamp;
use jiff::civil::Date;
use papers::Printed;
use store::Tx;
use store::blobs::hash;
use store::tables::commissions::{self, Examiner};
use store::tables::jury::bundles::{self, Sent};

/// Everything that the bundles of a session are made from, in a fixed number of statements.
pub(crate) struct Facts {
    /// What the jury has before it.
    pub seen: Workspace,
    /// What the sheets hold.
    pub documents: Documents,
    /// Those who sit.
    pub examiners: Vec<Examiner>,
    due: Option<Date>,
    signatures: Vec<(SchoolId, Signature)>,
    sent: Vec<Sent>,
}

pub(crate) async fn facts(tx: &mut Tx, session: &SessionId) -> Result<Facts, Failure> {
    let (seen, documents) = gathered(tx, session).await?;
    Ok(Facts {
        examiners: commissions::examiners(tx, session).await?,
        due: bundles::due(tx, session).await?,
        signatures: bundles::signatures(tx, session).await?,
        sent: bundles::of_session(tx, session).await?,
        seen,
        documents,
    })
}

/// A bundle as it stands. It holds no mark.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// A school in CCF, or what is sat one-off in the session.
    pub perimeter: Perimeter,
    /// The session, and the school where there is one.
    pub drawn: Drawn,
    /// Its records, bordereau and signature, as the rules see them.
    pub bundle: Bundle,
    /// Its candidates, by number.
    pub lines: Vec<Line>,
    /// What was sent, the latest first: it stands in the place of those before.
    pub sent: Vec<Sent>,
    /// The last day that the rector fixed for the schools, where there is one.
    pub due: Option<Date>,
    /// That day is over.
    pub is_past: bool,
}

/// One candidate of a bundle.
#[derive(Debug, Clone)]
pub struct Line {
    /// The candidate.
    pub candidate: CandidateId,
    /// The candidate's number.
    pub number: String,
    /// The candidate's name.
    pub name: String,
    /// Where grid and appraisal stand, in words.
    pub state: &'static str,
    /// Nobody waits for a grid: absent, or not heard.
    pub absent: bool,
    /// What is missing.
    pub holes: Vec<Hole>,
    /// The commission that mends it: its identifier and number; none where the candidate is not seated.
    pub commission: Option<(CommissionId, String)>,
    /// The sheet, for those who may read it.
    pub sheet: Option<SheetId>,
}

/// What comes next with a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// It holds nobody.
    Nobody,
    /// Something is missing, for so many candidates.
    Complete(usize),
    /// The head has to sign: for the first time, or because the content changed.
    Sign {
        /// A signature was given on another content.
        again: bool,
    },
    /// It can be sealed and sent: for the first time, or in the place of one that was sent.
    Send {
        /// One was sent already.
        again: bool,
    },
    /// What was sent is what stands.
    Done,
}

/// What the jury's side did with a bundle comes to.
fn stage_of(sent: Option<&Sent>) -> Stage {
    let steps = sent.map(|sent| sent.steps.iter().map(|done| done.step).collect::<Vec<_>>());
    stage(steps.as_deref())
}

impl Prepared {
    /// The content as it stands: what the head signs.
    pub fn content(&self) -> String {
        self.bundle.content_hash()
    }

    /// Where the latest bundle stands before the jury.
    pub fn stage(&self) -> Stage {
        stage_of(self.sent.first())
    }

    /// Whether what stands is no longer what was sent.
    pub fn has_moved(&self) -> bool {
        self.sent.first().is_some_and(|sent| sent.content != self.content())
    }

    /// The signature, and whether it still counts.
    pub fn signature(&self) -> Option<(&Signature, bool)> {
        let content = self.content();
        self.bundle.signature.as_ref().map(|one| (one, one.content == content))
    }

    /// What comes next.
    pub fn next(&self) -> Next {
        let people = self.lines.iter().filter(|line| !line.holes.is_empty()).count();
        let sent = self.sent.first();
        if self.lines.is_empty() {
            Next::Nobody
        } else if sent.is_some() && !self.has_moved() && self.stage() != Stage::Altered {
            Next::Done
        } else if people > 0 {
            Next::Complete(people)
        } else if self.bundle.holes().contains(&Hole::Signature) {
            Next::Sign { again: self.bundle.signature.is_some() }
        } else {
            Next::Send { again: sent.is_some() }
        }
    }

    /// E4-33: whether it may be sealed and sent now, and how it stands against the date.
    ///
    /// # Errors
    /// [`Refusal::BundleIncomplete`]; [`Refusal::AlreadyThere`] where the very same was sent, and came whole.
    pub fn may_send(&self, now: Timestamp) -> Result<Timeliness, Refusal> {
        let zone = self.drawn.session.zone.clone();
        let due = self.due.map(|date| Deadline { date, zone });
        let timeliness = self.bundle.transmit(now, due.as_ref())?;
        if self.next() == Next::Done {
            return Err(Refusal::AlreadyThere { what: "cette transmission, au même contenu" });
        }
        Ok(timeliness)
    }
}

impl Facts {
    /// The bundles that the session has: what is sat one-off, then each school in CCF, by name.
    pub fn perimeters(&self) -> Vec<Perimeter> {
        let session = Perimeter::Session(self.seen.session.id.clone());
        let mut schools: Vec<_> = self.seen.schools.iter().collect();
        schools.sort_by(|one, other| one.name.cmp(&other.name));
        let schools = schools.into_iter().map(|school| Perimeter::School(school.id.clone()));
        let held = |perimeter: &Perimeter| {
            self.seen.lines.iter().any(|line| perimeter.holds(&line.candidate))
                || self.sent.iter().any(|sent| sent.school.as_ref() == school(perimeter))
        };
        [session].into_iter().chain(schools).filter(held).collect()
    }

    /// The candidates of a bundle, by number.
    pub fn lines<'a>(&'a self, perimeter: &'a Perimeter) -> impl Iterator<Item = &'a JuryLine> {
        self.seen.lines.iter().filter(|line| perimeter.holds(&line.candidate))
    }

    /// A bundle as it stands.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where the school is not of the session.
    pub fn prepared(&self, perimeter: &Perimeter, now: Timestamp) -> Result<Prepared, Failure> {
        let session = &self.seen.session;
        let school = school(perimeter);
        let known = school.map(|id| found(self.seen.schools.iter().find(|one| one.id == *id))).transpose()?;
        let records: Vec<_> = self.lines(perimeter).map(|line| self.record(line)).collect();
        let paper = bordereau(&self.seen, Some(perimeter), Printed::default());
        let listed = || records.iter().map(|record| record.candidate.clone()).collect();
        let drawn_up =
            (!records.is_empty()).then(|| Bordereau { document: fingerprint(&paper), candidates: listed() });
        let signature = self.signatures.iter().find(|(id, _)| Some(id) == school);
        let lines = self.lines(perimeter).zip(&records).map(|(line, record)| self.line(line, record));
        let due = self.due.filter(|_| school.is_some());
        let zone = session.zone.clone();
        Ok(Prepared {
            lines: lines.collect(),
            perimeter: perimeter.clone(),
            drawn: Drawn { session: session.clone(), school: known.cloned() },
            sent: self.sent.iter().filter(|sent| sent.school.as_ref() == school).cloned().collect(),
            is_past: due.is_some_and(|date| Deadline { date, zone }.is_past(now)),
            due,
            bundle: Bundle {
                track: perimeter.track(),
                bordereau: drawn_up,
                signature: signature.map(|(_, signature)| signature.clone()),
                records,
            },
        })
    }

    fn line(&self, line: &JuryLine, record: &Record) -> Line {
        let seat = line.sheet.as_ref().and_then(|sheet| self.documents.seats.get(sheet));
        Line {
            candidate: line.candidate.id.clone(),
            number: line.candidate.number.clone(),
            name: line.candidate.full_name(),
            state: state_of(line),
            absent: record.absent,
            holes: record.holes(),
            commission: seat.map(|id| (id.clone(), line.commission.clone())),
            sheet: line.sheet.clone(),
        }
    }

    fn record(&self, line: &JuryLine) -> Record {
        let absent = line
            .absence
            .as_ref()
            .is_some_and(|one| matches!(one.decided, Consequence::Absent | Consequence::MarkZero));
        let content = |sheet: &SheetId| self.documents.contents.get(sheet);
        let oral = line.sheet.as_ref().and_then(content);
        let referential = &self.seen.session.referential;
        let optional = |one: &OptionalLine| {
            let referential = self.documents.optional.as_ref().unwrap_or(referential);
            papers(content(&one.sheet), referential)
        };
        Record {
            candidate: line.candidate.id.clone(),
            name: line.candidate.full_name(),
            absent: absent || (line.not_valid && oral.is_none()),
            oral: papers(oral, referential),
            optional: line.optional.as_ref().map(optional),
        }
    }
}

/// What is recorded of a sheet: its papers by the SHA-256 of what they print. A settled divergence stands for the visas.
fn papers(content: Option<&Sheet>, referential: &Referential) -> Papers {
    let Some(content) = content else { return Papers::default() };
    let closed = content.state() == State::Closed;
    let of_grid =
        |missing: &Missing| matches!(missing, Missing::Level(_) | Missing::Mark | Missing::PenaltyReason(_));
    let whole = closed || !content.missing(referential).iter().any(of_grid);
    let mut printed = content.content_hash();
    for visa in content.standing_visas() {
        printed = format!("{printed}|{} {}", visa.name, visa.at);
    }
    if let Some(settled) = content.settlement() {
        printed = format!("{printed}|{} {} {}", settled.by_name, settled.at, settled.text);
    }
    let sha256 = hash(printed.as_bytes());
    Papers {
        grid: whole.then(|| format!("grille {sha256}")),
        appraisal: (!content.value(&Field::Appraisal).is_empty()).then(|| format!("appréciation {sha256}")),
        visas: if closed { VISAS } else { content.standing_visas().count() },
    }
}

/// The school of a perimeter.
pub(super) fn school(perimeter: &Perimeter) -> Option<&SchoolId> {
    match perimeter {
        Perimeter::School(id) => Some(id),
        Perimeter::Session(_) => None,
    }
}

/// A bundle as it stands, for those who prepare it and for the jury.
#[derive(Debug, Clone)]
pub struct SeeBundle {
    /// A school in CCF, or what is sat one-off in a session.
    pub perimeter: Perimeter,
}

#[async_trait]
impl View for SeeBundle {
    type Output = Prepared;
    const ACT: access::Act = access::Act::SeeBundle;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Prepared, Failure> {
        look(&mut desk.tx, &self.perimeter, desk.now).await
    }
}

pub(super) async fn look(tx: &mut Tx, perimeter: &Perimeter, now: Timestamp) -> Result<Prepared, Failure> {
    let drawn = perimeter.draw(tx).await?;
    facts(tx, &drawn.session.id).await?.prepared(perimeter, now)
}

/// Every bundle of a session.
#[derive(Debug, Clone)]
pub struct SeeTransmissions {
    /// The session.
    pub session: SessionId,
}

/// What [`SeeTransmissions`] shows.
#[derive(Debug, Clone)]
pub struct Transmissions {
    /// The session.
    pub session: crate::acts::sessions::Session,
    /// The last day that the rector fixed for the schools, where there is one.
    pub due: Option<Date>,
    /// What is sat one-off, then each school.
    pub bundles: Vec<Prepared>,
    /// The minutes are signed: the decided marks can be exported.
    pub signed: bool,
}

impl Transmissions {
    /// How many are not sent, or not as they stand.
    pub fn missing(&self) -> usize {
        self.bundles.iter().filter(|one| !matches!(one.next(), Next::Done | Next::Nobody)).count()
    }

    /// How many wait for the jury's side.
    pub fn to_receive(&self) -> usize {
        self.bundles.iter().filter(|one| one.stage() == Stage::Sent).count()
    }

    /// How many came altered.
    pub fn altered(&self) -> usize {
        self.bundles.iter().filter(|one| one.stage() == Stage::Altered).count()
    }

    /// Those of a session, from its facts.
    ///
    /// # Errors
    /// [`Failure`].
    pub(crate) fn of(facts: &Facts, now: Timestamp) -> Result<Self, Failure> {
        let bundles =
            facts.perimeters().iter().map(|one| facts.prepared(one, now)).collect::<Result<_, _>>()?;
        let session = facts.seen.session.clone();
        Ok(Self { session, due: facts.due, bundles, signed: facts.seen.standing.signed })
    }
}

#[async_trait]
impl View for SeeTransmissions {
    type Output = Transmissions;
    const ACT: access::Act = access::Act::SeeTransmissions;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Transmissions, Failure> {
        Transmissions::of(&facts(&mut desk.tx, &self.session).await?, desk.now)
    }
}
