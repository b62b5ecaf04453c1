//! A claim: once the results are published, a candidate asks to read the own appraisal, « portée à la connaissance de la
//! personne candidate en cas de réclamation », and nothing else. What tells a proposed mark is masked first (E4-31).

mod figures;

pub use figures::{Secret, figures};

use crate::Refusal;
use crate::mark::Mark;
use crate::penalty::{Calculation, Line};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What stands in the place of a passage that is not communicated.
pub const MASK: &str = "[…]";

/// The most passages that are masked in one appraisal.
pub const MOST_PASSAGES: usize = 50;

/// The texts of form 6-4: what a claim gives to read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// What was observed on each part of the oral: the part's code, and the text.
    pub observations: Vec<(String, String)>,
    /// The appraisal.
    pub appraisal: String,
}

impl Texts {
    /// Each text, in the order of the form.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.observations.iter().map(|(_, text)| text.as_str()).chain([self.appraisal.as_str()])
    }

    fn map(&self, masked: impl Fn(&str) -> String) -> Self {
        let observation = |(part, text): &(String, String)| (part.clone(), masked(text));
        Self {
            observations: self.observations.iter().map(observation).collect(),
            appraisal: masked(&self.appraisal),
        }
    }
}

/// Where a candidate stands who would ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The results of the session are published.
    pub published: bool,
    /// The jury decided on a sheet that bears both visas: there is an appraisal.
    pub has_appraisal: bool,
    /// The candidate asked already.
    pub asked: bool,
}

impl Standing {
    /// Whether the candidate may ask.
    ///
    /// # Errors
    /// [`Refusal::NotPublished`], [`Refusal::NothingToClaim`], [`Refusal::AlreadyThere`].
    pub fn may_ask(self) -> Result<(), Refusal> {
        match self {
            Self { published: false, .. } => Err(Refusal::NotPublished),
            Self { has_appraisal: false, .. } => Err(Refusal::NothingToClaim),
            Self { asked: true, .. } => {
                Err(Refusal::AlreadyThere { what: "cette demande d’appréciation" })
            }
            _ => Ok(()),
        }
    }
}

/// Every mark that a sheet ever proposed and that harmonisation recommended: none of them is communicated, be it the one
/// that the jury decided in the end (E4-31).
pub fn secret(
    calculation: Option<&Calculation>,
    recommended: impl Iterator<Item = Mark>,
    scale: u16,
) -> Secret {
    let lines = calculation.iter().flat_map(|one| &one.lines).map(|line| match line {
        Line::Proposed(mark) | Line::Rounded(mark) | Line::Penalty { left: mark, .. } => *mark,
    });
    Secret { marks: lines.chain(recommended).collect(), scale }
}

/// The passages that tell a mark, each once, in the order of the form: what the person who answers is warned of.
pub fn telling(texts: &Texts, secret: &Secret) -> Vec<String> {
    let mut told: Vec<String> = vec![];
    for text in texts.all() {
        for place in figures(text, secret) {
            let passage = text.get(place).unwrap_or_default().to_owned();
            if !told.contains(&passage) {
                told.push(passage);
            }
        }
    }
    told
}

/// E4-31: the texts that the candidate may read, with these passages masked wherever they stand; and how many were. Nothing
/// is released while a figure of a proposed mark stands in it.
///
/// # Errors
/// [`Refusal::TextTooLong`], [`Refusal::PassageNotFound`], [`Refusal::MarkInAppraisal`].
pub fn release(texts: &Texts, passages: &[String], secret: &Secret) -> Result<(Texts, usize), Refusal> {
    let passages: Vec<&str> = passages.iter().map(|one| one.trim()).filter(|one| !one.is_empty()).collect();
    if passages.len() > MOST_PASSAGES {
        return Err(Refusal::TextTooLong { limit: MOST_PASSAGES });
    }
    for passage in &passages {
        if texts.all().all(|text| occurrences(text, passage).is_empty()) {
            return Err(Refusal::PassageNotFound { passage: (*passage).to_owned() });
        }
    }
    let masked = texts.all().map(|text| places(text, &passages).len()).sum();
    let released = texts.map(|text| mask(text, &places(text, &passages)));
    if telling(&released, secret).is_empty() { Ok((released, masked)) } else { Err(Refusal::MarkInAppraisal) }
}

/// Where these passages stand in a text, in order; those that touch are one.
pub fn places(text: &str, passages: &[&str]) -> Vec<Range<usize>> {
    let mut found: Vec<_> = passages.iter().flat_map(|passage| occurrences(text, passage)).collect();
    found.sort_by_key(|place| (place.start, place.end));
    let mut kept: Vec<Range<usize>> = vec![];
    for place in found {
        match kept.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => kept.push(place),
        }
    }
    kept
}

/// Where a passage stands in a text as words and numbers of its own: « 13 » is not found in « 2013 », in « 13,5 », nor
/// « dix » in « dix-huit ».
fn occurrences(text: &str, passage: &str) -> Vec<Range<usize>> {
    let places = text.match_indices(passage).map(|(at, _)| at..at + passage.len());
    places.filter(|place| figures::cuts_none(text, place)).collect()
}

fn mask(text: &str, places: &[Range<usize>]) -> String {
    let (mut masked, mut from) = (String::new(), 0);
    for place in places {
        masked.push_str(text.get(from..place.start).unwrap_or_default());
        masked.push_str(MASK);
        from = place.end;
    }
    masked.push_str(text.get(from..).unwrap_or_default());
    masked
}

#[cfg(test)]
mod tests;
