//! Form 6-2, « Fiche de contrôle de conformité », as data.

use crate::head::{Head, Source, head};
use crate::sheet::Who;
use crate::words::{Text, exact, text};
use exam::candidate::{Speciality, Track};
use exam::conformity::{Outcome, PieceVerdict, Verdict};
use exam::french;
use exam::referential::Referential;
use serde::Serialize;

/// The conformity check of one dossier, ready to print. Without a verdict it prints as a blank form.
#[derive(Debug, Clone)]
pub struct ConformityPaper {
    /// The session's referential, already fitted with `for_session`.
    pub referential: Referential,
    /// The session, as a year.
    pub session: i16,
    /// The academy.
    pub academy: String,
    /// The candidate.
    pub candidate: Who,
    /// The school; empty where there is none.
    pub school: String,
    /// The track.
    pub track: Track,
    /// The speciality.
    pub speciality: Speciality,
    /// The three kinds of pieces, in the order of the dossier.
    pub pieces: Vec<PieceLine>,
    /// The verdict, once one was given.
    pub verdict: Option<Verdict>,
    /// The verdict counts: no « non valide » that waits for a second look (E4-19).
    pub settled: bool,
    /// Who looked, and when; the proposal before its confirmation.
    pub looks: Vec<Look>,
    /// What the reader found in the table, in words, the heaviest first.
    pub findings: Vec<String>,
    /// Each competence and how many achievements mobilise it; empty without a table.
    pub coverage: Vec<(String, usize)>,
    /// The weeks of internship, in one sentence; empty where none are asked for.
    pub weeks: String,
    /// The foot of each page, already worded.
    pub printed: String,
}

/// One kind of pieces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PieceLine {
    /// Its official name.
    pub label: String,
    /// What stands: name or address, and when it was received, already worded.
    pub standing: Vec<(String, String)>,
    /// What the controller found; `None` before a verdict.
    pub found: Option<PieceVerdict>,
}

/// One controller's look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// The controller's name.
    pub name: String,
    /// When, already worded.
    pub at: String,
    /// What it came to, in words.
    pub said: String,
}

/// Everything `templates/conformity.typ` prints.
#[derive(Debug, Serialize)]
pub struct ConformityData {
    head: Head,
    identity: Vec<(Text, Text)>,
    pieces: Vec<Piece>,
    outcomes: Vec<Choice>,
    until: Text,
    grounds: Vec<Choice>,
    reason: Text,
    mention: Option<Text>,
    looks: Vec<[Text; 3]>,
    findings: Vec<Text>,
    coverage: Vec<(Text, Text)>,
    weeks: Text,
    has_table: bool,
}

#[derive(Debug, Serialize)]
struct Piece {
    label: Text,
    standing: Vec<(Text, Text)>,
    found: Vec<Choice>,
}

#[derive(Debug, Serialize)]
struct Choice {
    label: Text,
    ticked: bool,
}

/// How many findings the form holds; the page of the check has them all.
const FINDINGS: usize = 6;

/// The form of this check.
pub fn data(paper: &ConformityPaper) -> ConformityData {
    let words = &paper.referential.wordings;
    let source = Source {
        referential: &paper.referential,
        session: paper.session,
        academy: &paper.academy,
        candidate: &paper.candidate,
        draft: false,
        printed: &paper.printed,
    };
    let outcome = paper.verdict.as_ref().map(|verdict| &verdict.outcome);
    let mention = match (outcome, paper.settled) {
        (None, _) => Some("Aucun avis n’est rendu sur ce dossier"),
        (Some(_), false) => {
            Some("Avis proposé, à confirmer par une seconde personne : il ne vaut pas encore")
        }
        _ => None,
    };
    let pair = |label: &str, value: &str| (text(label), text(value));
    ConformityData {
        head: head(source, &paper.referential.annexes.conformity, &words.conformity_title)
            .with_own_layout(&words.software_layout),
        identity: vec![
            pair(&words.candidate_name, &paper.candidate.full_name()),
            pair(&words.candidate_number, &paper.candidate.number),
            pair("Établissement :", &paper.school),
            pair("Option :", paper.speciality.label()),
            pair("Forme :", paper.track.label()),
        ],
        pieces: paper.pieces.iter().map(piece).collect(),
        outcomes: outcomes(&paper.referential, outcome),
        until: match outcome {
            Some(Outcome::ToPutRight { until }) => text(&french::date(*until)),
            _ => text(""),
        },
        grounds: grounds(&paper.referential, outcome),
        reason: text(paper.verdict.as_ref().map_or("", |verdict| &verdict.reason)),
        mention: mention.map(text),
        looks: paper.looks.iter().map(|look| [text(&look.name), text(&look.at), text(&look.said)]).collect(),
        findings: findings(&paper.findings),
        coverage: paper.coverage.iter().map(|(label, count)| (text(label), text(&told(*count)))).collect(),
        weeks: text(&paper.weeks),
        has_table: !paper.coverage.is_empty(),
    }
}

fn piece(line: &PieceLine) -> Piece {
    let choice = |one: PieceVerdict| Choice {
        label: text(&french::capital(one.label())),
        ticked: line.found == Some(one),
    };
    Piece {
        label: text(&line.label),
        standing: line.standing.iter().map(|(name, at)| (exact(name), text(at))).collect(),
        found: PieceVerdict::ALL.into_iter().map(choice).collect(),
    }
}

fn outcomes(referential: &Referential, given: Option<&Outcome>) -> Vec<Choice> {
    let choice = |one: &exam::referential::Verdict| Choice {
        label: text(&one.label),
        ticked: given.is_some_and(|given| given.code() == one.code),
    };
    referential.verdicts.iter().map(choice).collect()
}

fn grounds(referential: &Referential, given: Option<&Outcome>) -> Vec<Choice> {
    let chosen = match given {
        Some(Outcome::NotValid { ground }) => Some(ground),
        _ => None,
    };
    let choice = |one: &exam::referential::Ground| Choice {
        label: text(&one.label),
        ticked: chosen == Some(&one.code),
    };
    referential.grounds.iter().map(choice).collect()
}

fn findings(all: &[String]) -> Vec<Text> {
    let mut kept: Vec<_> = all.iter().take(FINDINGS).map(|finding| text(finding)).collect();
    if let Some(left) = all.len().checked_sub(FINDINGS).filter(|left| *left > 0) {
        kept.push(text(&match left {
            1 => "et une autre remarque, à lire sur la page du contrôle.".to_owned(),
            _ => format!("et {left} autres remarques, à lire sur la page du contrôle."),
        }));
    }
    kept
}

fn told(count: usize) -> String {
    match count {
        0 => "aucune réalisation".to_owned(),
        1 => "1 réalisation".to_owned(),
        _ => format!("{count} réalisations"),
    }
}
