//! Form 6-4, as data: one copy for the school and the jury, another for the candidate.
//!
//! Home of: the printed side of E4-16 and E4-31

use crate::grid::{Box20, box20};
use crate::head::{Head, Identity, head, identity};
use crate::sheet::SheetPaper;
use crate::words::{Text, text};
use exam::mark::DecidedMark;
use serde::Serialize;

/// Everything `templates/appraisal.typ` prints.
#[derive(Debug, Serialize)]
pub struct AppraisalData {
    head: Head,
    identity: Identity,
    /// Whose copy it is, and what holds for it.
    copy: Text,
    secrecy: Option<Text>,
    parts: Vec<Section>,
    observations_label: Text,
    appraisal: Section,
    mark: Box20,
    /// What the mark is: proposed, or decided by the jury.
    mark_note: Text,
    visa_heading: Text,
    visas: Vec<Visa>,
}

/// A heading of the form, and the text under it.
#[derive(Debug, Serialize)]
struct Section {
    heading: Text,
    text: Text,
}

/// A member, and the visa if it was given.
#[derive(Debug, Serialize)]
struct Visa {
    name: Text,
    at: Text,
}

/// The copy for the school and the jury: the proposed mark after penalties, and its secrecy.
pub fn for_jury(paper: &SheetPaper) -> AppraisalData {
    let words = &paper.referential.wordings;
    let mark = paper.calculation.as_ref().map(|calculation| calculation.after_penalties.to_string());
    AppraisalData {
        copy: text("Exemplaire de l'établissement et du jury"),
        secrecy: Some(text(&words.secrecy_notice)),
        mark: box20(paper, &words.mark, mark),
        mark_note: text("Note proposée au jury, pénalités déduites"),
        ..common(paper)
    }
}

/// The copy for the candidate: the only mark in it is the one that the jury decided.
pub fn for_candidate(paper: &SheetPaper, decided: DecidedMark) -> AppraisalData {
    let words = &paper.referential.wordings;
    AppraisalData {
        copy: text("Exemplaire de la personne candidate"),
        mark: box20(paper, &words.mark, Some(decided.to_string())),
        mark_note: text("Note arrêtée par le jury"),
        ..common(paper)
    }
}

/// What both copies hold: no mark.
fn common(paper: &SheetPaper) -> AppraisalData {
    let referential = &paper.referential;
    let words = &referential.wordings;
    let observed = |code: &str| paper.observations.iter().find(|(part, _)| part == code);
    let part = |part: &exam::referential::Part| Section {
        heading: text(&part.wording),
        text: text(observed(&part.code).map_or("", |(_, text)| text)),
    };
    AppraisalData {
        head: head(paper, &referential.annexes.appraisal, &words.appraisal_title),
        identity: identity(paper),
        copy: text(""),
        secrecy: None,
        parts: referential.parts.iter().map(part).collect(),
        observations_label: text(&words.observations),
        appraisal: Section { heading: text(&words.appraisal_heading), text: text(&paper.appraisal) },
        mark: box20(paper, &words.mark, None),
        mark_note: text(""),
        visa_heading: text(&words.visa_heading),
        visas: visas(paper),
    }
}

/// The visas given, then a place for each other member.
fn visas(paper: &SheetPaper) -> Vec<Visa> {
    let given = paper.visas.iter().map(|visa| Visa { name: text(&visa.name), at: text(&visa.at) });
    let waiting = paper.members.iter().filter(|name| paper.visas.iter().all(|visa| visa.name != **name));
    let mut visas: Vec<_> =
        given.chain(waiting.map(|name| Visa { name: text(name), at: text("") })).collect();
    while visas.len() < 2 {
        visas.push(Visa { name: text(""), at: text("") });
    }
    visas
}
