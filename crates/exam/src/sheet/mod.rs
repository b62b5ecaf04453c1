//! The evaluation sheet of one candidate: grid 6-3, appraisal 6-4, and the visas over them.
//!
//! Home of: E4-11, E4-15, E4-17
//!
//! Two examiners write one sheet. Each field has its own revision: different fields never conflict, and a write
//! that did not see the last value of its field is refused with both values, so that none is lost.

mod divergence;
mod field;
mod scan;
mod sent;
mod spread;

pub use divergence::{Divergence, Settlement};
pub use field::{Field, TEXT_LIMIT};
pub use scan::{MAX_SCANS, Scan};
pub use sent::{Receipt, Sent, settle};
pub use spread::Spread;

use crate::grid::{Level, Profile};
use crate::id::{AccountId, ExaminerId};
use crate::mark::Mark;
use crate::penalty::{Calculation, calculation};
use crate::referential::Referential;
use crate::refusal::{Missing, Refusal};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The last value of a field, with who wrote it and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The value in its written form.
    pub value: String,
    /// Grows by one with each write; 0 means never written.
    pub revision: i64,
    /// Who wrote it.
    pub by: AccountId,
    /// The writer's name, for pages.
    pub by_name: String,
    /// When the server received it.
    pub at: Timestamp,
}

/// The visa of one member over one content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visa {
    /// The member.
    pub examiner: ExaminerId,
    /// The member's name, for the forms.
    pub name: String,
    /// The [`Sheet::content_hash`] it was given on.
    pub content: String,
    /// When.
    pub at: Timestamp,
    /// A change came after: the visa counts no longer, whatever the content has become since.
    pub voided: bool,
}

/// What a person wants to write, and the revision the person saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The field.
    pub field: Field,
    /// The revision of the field that the person had before the eyes; 0 for an empty field.
    pub seen: i64,
    /// The value as typed.
    pub value: String,
}

/// Another value was received since: both are shown, none is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The field.
    pub field: Field,
    /// The value received before.
    pub theirs: Entry,
    /// The value refused, in its written form.
    pub yours: String,
}

/// What a write comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// The field already holds this value: nothing to record.
    Unchanged,
    /// The field takes this value.
    Changed {
        /// The value in its written form.
        value: String,
        /// The revision to write.
        revision: i64,
        /// Visas were given before, and this change voids them.
        voids_visas: bool,
    },
    /// The write did not see the last value.
    Stale(Conflict),
    /// The same write was received before: it is answered as it was then.
    Known(Receipt),
}

/// Where a sheet stands (E4-17).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// No visa.
    Open,
    /// One member's visa.
    OneVisa,
    /// Both visas, or a divergence that the president settled: closed, nothing is written any more.
    Closed,
}

/// The sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The fields that were ever written.
    pub fields: BTreeMap<Field, Entry>,
    /// Every visa ever given, voided ones included.
    pub visas: Vec<Visa>,
    /// The two members do not agree, and said so.
    pub divergence: Option<Divergence>,
    /// The pages of the paper grid that this sheet was typed from; none where it was typed in the room.
    pub scans: Vec<Scan>,
}

impl Sheet {
    /// The value of a field; empty when it was never written.
    pub fn value(&self, field: &Field) -> &str {
        self.fields.get(field).map_or("", |entry| entry.value.as_str())
    }

    /// The revision of a field; 0 when it was never written.
    pub fn revision(&self, field: &Field) -> i64 {
        self.fields.get(field).map_or(0, |entry| entry.revision)
    }

    /// The level chosen on each line.
    pub fn profile(&self) -> Profile {
        let mut profile = Profile::default();
        for (field, entry) in &self.fields {
            if let (Field::Level(line), Some(level)) = (field, Level::from_code(&entry.value)) {
                profile.set(line, level);
            }
        }
        profile
    }

    /// The mark that the commission typed.
    pub fn typed_mark(&self, referential: &Referential) -> Option<Mark> {
        Mark::parse(self.value(&Field::Mark), referential.scale).ok()
    }

    /// The penalties retained, by code, in the order of the referential.
    pub fn penalties<'a>(&self, referential: &'a Referential) -> Vec<&'a str> {
        let codes = referential.penalties.iter().map(|penalty| penalty.code.as_str());
        codes.filter(|code| !self.value(&Field::Penalty((*code).to_owned())).is_empty()).collect()
    }

    /// The calculation from the typed mark, once there is one (E4-10, E4-14).
    pub fn calculation(&self, referential: &Referential) -> Option<Calculation> {
        Some(calculation(self.typed_mark(referential)?, &self.penalties(referential), referential))
    }

    /// What a write comes to. Nothing is written once both visas stand (E4-17).
    ///
    /// # Errors
    /// [`Refusal::SheetClosed`], [`Refusal::UnknownField`], or the field's own refusals.
    pub fn write(&self, change: &Change, referential: &Referential) -> Result<Written, Refusal> {
        if self.state() == State::Closed {
            return Err(Refusal::SheetClosed);
        }
        change.field.check(referential)?;
        let value = change.field.normalise(&change.value, referential)?;
        if value == self.value(&change.field) {
            return Ok(Written::Unchanged);
        }
        match self.fields.get(&change.field) {
            Some(theirs) if theirs.revision != change.seen => Ok(Written::Stale(Conflict {
                field: change.field.clone(),
                theirs: theirs.clone(),
                yours: value,
            })),
            _ => Ok(Written::Changed {
                value,
                revision: self.revision(&change.field) + 1,
                voids_visas: self.standing_visas().next().is_some(),
            }),
        }
    }

    /// Takes a value that [`Sheet::write`] gave; the visas given before count no longer.
    pub fn record(&mut self, field: Field, entry: Entry) {
        self.fields.insert(field, entry);
        for visa in &mut self.visas {
            visa.voided = true;
        }
    }

    /// What still keeps a visa from being given, in the order of the forms (E4-11, E4-12, E4-15).
    pub fn missing(&self, referential: &Referential) -> Vec<Missing> {
        let profile = self.profile();
        let lines = profile.lines_without_level(referential).into_iter();
        let mut missing: Vec<_> = lines.map(|line| Missing::Level(line.to_owned())).collect();
        let appraisal = self.value(&Field::Appraisal);
        if appraisal.is_empty() {
            missing.push(Missing::Appraisal);
        }
        let said = |sentence: &str| sentence.is_empty() || folded(appraisal).contains(&folded(sentence));
        let (coverage, environment) = (self.value(&Field::CoverageGap), self.value(&Field::EnvironmentGap));
        if !said(coverage) {
            missing.push(Missing::CoverageSentence(coverage.to_owned()));
        }
        if !said(environment) {
            missing.push(Missing::EnvironmentSentence(environment.to_owned()));
        }
        if self.typed_mark(referential).is_none() {
            missing.push(Missing::Mark);
        }
        for code in self.penalties(referential) {
            if self.value(&Field::PenaltyReason(code.to_owned())).is_empty() {
                missing.push(Missing::PenaltyReason(code.to_owned()));
            }
        }
        missing
    }

    /// SHA-256 over every non-empty field and every scanned page, in hexadecimal: what a visa is given on.
    pub fn content_hash(&self) -> String {
        let mut hash = Sha256::new();
        for (field, entry) in self.fields.iter().filter(|(_, entry)| !entry.value.is_empty()) {
            let name = field.to_string();
            hash.update(format!("{}:{name}{}:{}", name.len(), entry.value.len(), entry.value));
        }
        for scan in &self.scans {
            hash.update(format!("4:scan{}:{}", scan.sha256.len(), scan.sha256));
        }
        hash.finalize().iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
    }

    /// The visas that count: not voided, and over the content as it stands.
    pub fn standing_visas(&self) -> impl Iterator<Item = &Visa> {
        let content = self.content_hash();
        self.visas.iter().filter(move |visa| !visa.voided && visa.content == content)
    }

    /// The names of the members who gave a visa that counts no longer, and have not given another.
    pub fn cancelled_visas(&self) -> Vec<String> {
        let standing: Vec<_> = self.standing_visas().map(|visa| &visa.examiner).collect();
        let mut names: Vec<_> =
            self.visas.iter().filter(|visa| !standing.contains(&&visa.examiner)).collect();
        names.sort_by(|a, b| a.name.cmp(&b.name));
        names.dedup_by(|a, b| a.examiner == b.examiner);
        names.into_iter().map(|visa| visa.name.clone()).collect()
    }

    /// Where the sheet stands. A commission has two members (E4-21), so two different visas close it; a divergence that
    /// the president settled closes it in their place.
    pub fn state(&self) -> State {
        if self.settlement().is_some() {
            return State::Closed;
        }
        let mut members: Vec<_> = self.standing_visas().map(|visa| &visa.examiner).collect();
        members.sort();
        members.dedup();
        match members.len() {
            0 => State::Open,
            1 => State::OneVisa,
            _ => State::Closed,
        }
    }

    /// E4-17, E4-11: whether a member may give a visa on the content with this hash.
    ///
    /// # Errors
    /// [`Refusal::NotAMember`], [`Refusal::SheetClosed`], [`Refusal::ContentChanged`],
    /// [`Refusal::VisaAlreadyGiven`], [`Refusal::SheetIncomplete`].
    pub fn may_give_visa(
        &self,
        examiner: &ExaminerId,
        members: &[ExaminerId],
        seen: &str,
        referential: &Referential,
    ) -> Result<(), Refusal> {
        if !members.contains(examiner) {
            return Err(Refusal::NotAMember);
        }
        if self.state() == State::Closed {
            return Err(Refusal::SheetClosed);
        }
        if seen != self.content_hash() {
            return Err(Refusal::ContentChanged);
        }
        if self.standing_visas().any(|visa| visa.examiner == *examiner) {
            return Err(Refusal::VisaAlreadyGiven);
        }
        match self.missing(referential) {
            missing if missing.is_empty() => Ok(()),
            missing => Err(Refusal::SheetIncomplete(missing)),
        }
    }

    /// E4-17: a closed sheet is reopened only with its reason; the visas given count no longer.
    ///
    /// # Errors
    /// [`Refusal::SheetNotClosed`], [`Refusal::ReasonRequired`].
    pub fn may_reopen(&self, reason: &str) -> Result<(), Refusal> {
        if self.state() != State::Closed {
            return Err(Refusal::SheetNotClosed);
        }
        if reason.trim().is_empty() { Err(Refusal::ReasonRequired) } else { Ok(()) }
    }

    /// Whether anything was ever written.
    pub fn is_untouched(&self) -> bool {
        self.fields.is_empty() && self.visas.is_empty() && self.divergence.is_none() && self.scans.is_empty()
    }
}

/// Lower case, one space between words, one kind of apostrophe, no final full stop: what « the same sentence » means.
fn folded(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").to_lowercase().replace('’', "'").trim_end_matches(['.', ' ']).to_owned()
}

#[cfg(test)]
mod tests;
