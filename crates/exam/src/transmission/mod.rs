//! What is recorded and transmitted to the jury: by a school in CCF, under its head's responsibility, and by the
//! authority for the one-off exam.
//!
//! Home of: E4-30, E4-33

mod stage;

pub use stage::{Stage, Step, may_open, stage};

use crate::Refusal;
use crate::access::Role;
use crate::candidate::Track;
use crate::deadline::Deadline;
use crate::dossier::{Timeliness, timeliness};
use crate::id::{AccountId, CandidateId};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

/// « Consignées sous la responsabilité de la cheffe ou du chef d'établissement »: who signs the record.
pub const SIGNED_BY: Role = Role::HeadOfSchool;

/// How many visas a grid bears: those of the two members of the commission (E4-17, E4-21).
pub const VISAS: usize = 2;

/// What is recorded of one exam of a candidate. Contents stand by their SHA-256, in hexadecimal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Papers {
    /// The grid, with the proposed mark.
    pub grid: Option<String>,
    /// The appraisal.
    pub appraisal: Option<String>,
    /// How many members' visas stand on them.
    pub visas: usize,
}

/// What is recorded for one candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The candidate.
    pub candidate: CandidateId,
    /// The candidate's name, for messages.
    pub name: String,
    /// An absence is recorded (E4-29), or nobody hears the candidate (E4-19): on the bordereau, without grid or
    /// appraisal.
    pub absent: bool,
    /// The oral.
    pub oral: Papers,
    /// The optional exam (E4-37), where it was held.
    pub optional: Option<Papers>,
}

/// The « bordereau récapitulatif pour l'ensemble des candidats ».
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bordereau {
    /// The SHA-256 of the document, in hexadecimal.
    pub document: String,
    /// The candidates it lists.
    pub candidates: Vec<CandidateId>,
}

/// The head's signature over the content of a bundle (E4-30).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Who signed.
    pub by: AccountId,
    /// The name of the person, for the forms.
    pub name: String,
    /// The [`Bundle::content_hash`] it was given on.
    pub content: String,
    /// When.
    pub at: Timestamp,
}

/// Everything that is transmitted at once to the jury: a school's, or the one-off exam's of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// How its candidates sit: in CCF, the head signs.
    pub track: Track,
    /// One for each candidate.
    pub records: Vec<Record>,
    /// The bordereau, once it is drawn up.
    pub bordereau: Option<Bordereau>,
    /// The head's signature, once given.
    pub signature: Option<Signature>,
}

/// Something missing from a bundle. A name is the candidate's. A bundle of nobody has no bordereau.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hole {
    /// No bordereau.
    Bordereau,
    /// A candidate whom the bordereau does not list.
    NotOnBordereau(String),
    /// No grid.
    Grid(String),
    /// No appraisal.
    Appraisal(String),
    /// Fewer than two visas.
    Visas(String),
    /// The grid, the appraisal or a visa of the optional exam.
    Optional(String),
    /// The head has not signed, or the content changed since.
    Signature,
}

impl Bundle {
    /// SHA-256 over every recorded document, in hexadecimal: what the head signs and what is sealed.
    pub fn content_hash(&self) -> String {
        let mut hash = Sha256::new();
        let mut add = |text: &str| hash.update(format!("{}:{text}", text.len()));
        for record in &self.records {
            add(record.candidate.as_str());
            add(if record.absent { "absent" } else { "" });
            for papers in [Some(&record.oral), record.optional.as_ref()].into_iter().flatten() {
                add(papers.grid.as_deref().unwrap_or_default());
                add(papers.appraisal.as_deref().unwrap_or_default());
            }
        }
        add(self.bordereau.as_ref().map_or("", |bordereau| &bordereau.document));
        hash.finalize().iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
    }

    /// E4-33: what is missing, each hole by its name: bordereau, then candidate by candidate, then the signature
    /// (CCF).
    pub fn holes(&self) -> Vec<Hole> {
        let mut holes = self.holes_before_signature();
        let content = self.content_hash();
        if self.track == Track::Continuous
            && self.signature.as_ref().is_none_or(|signature| signature.content != content)
        {
            holes.push(Hole::Signature);
        }
        holes
    }

    /// E4-30: whether the head may sign: a record without a hole, and no other role.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::BundleIncomplete`].
    pub fn may_sign(&self, role: Role) -> Result<(), Refusal> {
        if role != SIGNED_BY {
            return Err(Refusal::NotAllowed);
        }
        self.may_seal()
    }

    /// E4-33: whether the bundle may be sealed: nothing is missing, but what an absence explains.
    ///
    /// # Errors
    /// [`Refusal::BundleIncomplete`] with every hole.
    pub fn may_seal(&self) -> Result<(), Refusal> {
        whole(self.holes_before_signature())
    }

    /// E4-33: transmits a whole and signed bundle. « Sous la responsabilité de la cheffe ou du chef d'établissement à une
    /// date fixée par le recteur »: after it, late is told, not refused, for a jury must have the documents. The date is
    /// the schools': what is sat one-off has none, and without a date nothing is late.
    ///
    /// # Errors
    /// [`Refusal::BundleIncomplete`] with every hole.
    pub fn transmit(&self, now: Timestamp, due: Option<&Deadline>) -> Result<Timeliness, Refusal> {
        whole(self.holes())?;
        let due = due.filter(|_| self.track == Track::Continuous);
        Ok(due.map_or(Timeliness::OnTime, |due| timeliness(now, due)))
    }

    /// What is missing before the head may sign, or, where nobody signs, before it may be sealed.
    pub fn holes_before_signature(&self) -> Vec<Hole> {
        let mut holes = Vec::new();
        if self.bordereau.is_none() {
            holes.push(Hole::Bordereau);
        }
        for record in &self.records {
            if self
                .bordereau
                .as_ref()
                .is_some_and(|bordereau| !bordereau.candidates.contains(&record.candidate))
            {
                holes.push(Hole::NotOnBordereau(record.name.clone()));
            }
            holes.extend(record.holes());
        }
        holes
    }
}

impl Record {
    /// What is missing of one candidate.
    pub fn holes(&self) -> Vec<Hole> {
        if self.absent {
            return Vec::new();
        }
        let mut holes = Vec::new();
        if self.oral.grid.is_none() {
            holes.push(Hole::Grid(self.name.clone()));
        }
        if self.oral.appraisal.is_none() {
            holes.push(Hole::Appraisal(self.name.clone()));
        }
        if self.oral.visas < VISAS {
            holes.push(Hole::Visas(self.name.clone()));
        }
        let whole =
            |papers: &Papers| papers.grid.is_some() && papers.appraisal.is_some() && papers.visas >= VISAS;
        if self.optional.as_ref().is_some_and(|papers| !whole(papers)) {
            holes.push(Hole::Optional(self.name.clone()));
        }
        holes
    }
}

fn whole(holes: Vec<Hole>) -> Result<(), Refusal> {
    if holes.is_empty() { Ok(()) } else { Err(Refusal::BundleIncomplete(holes)) }
}

#[cfg(test)]
mod tests;
