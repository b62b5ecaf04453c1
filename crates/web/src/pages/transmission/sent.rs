//! What was sent, as a page shows it.

use super::badge;
use exam::french;
use exam::transmission::Stage;
use jiff::Timestamp;
use office::acts::sessions::Session;
use office::acts::transmission::{Prepared, Sent, Step};

/// One bundle that was sent.
#[expect(clippy::struct_excessive_bools, reason = "each shows a part of the page")]
pub(super) struct Shown {
    pub id: String,
    /// « Transmis le … par … ».
    pub title: String,
    pub late: bool,
    /// Another one stands in its place.
    pub replaced: bool,
    pub kind: &'static str,
    pub state: &'static str,
    /// « 12 personnes, 25 documents, 1,2 Mo ».
    pub holds: String,
    pub signed: String,
    pub sha256: String,
    /// « Reçu le … par … », oldest first.
    pub steps: Vec<String>,
    /// What is not as it was sealed.
    pub findings: Vec<String>,
    pub received: bool,
    pub opens: bool,
    pub kept: bool,
}

pub(super) fn shown(prepared: &Prepared, nth: usize, sent: &Sent) -> Shown {
    let session = &prepared.drawn.session;
    let at = |at: Timestamp| french::instant(at, &session.zone);
    let stage = stage_of(sent);
    let (kind, word) = badge(stage);
    let step = |done: &office::acts::transmission::Done| {
        format!("{} {}, par {}", done.step.label(), at(done.at), done.by_name)
    };
    let last = sent.steps.iter().rfind(|done| matches!(done.step, Step::Verified | Step::Altered));
    let signed = sent.signed.as_ref().map(|(name, on)| format!("Signé par {name}, {}", at(*on)));
    Shown {
        id: sent.id.clone(),
        title: title(sent, session),
        late: sent.late,
        replaced: nth > 0,
        kind,
        state: word,
        holds: format!(
            "{}, {}\u{a0}documents, {}",
            super::people(sent.candidates),
            sent.documents,
            french::size(sent.size)
        ),
        signed: signed.unwrap_or_default(),
        sha256: sent.sha256.clone(),
        steps: sent.steps.iter().map(step).collect(),
        findings: last.map(|done| done.findings.clone()).unwrap_or_default(),
        received: stage != Stage::Sent,
        opens: matches!(stage, Stage::Verified | Stage::Opened),
        kept: sent.kept,
    }
}

fn stage_of(sent: &Sent) -> Stage {
    let steps: Vec<_> = sent.steps.iter().map(|done| done.step).collect();
    exam::transmission::stage(Some(&steps))
}

/// « Transmis le 29 mai 2026 à 17 h 04, par Paule Proviseure ».
pub(super) fn title(sent: &Sent, session: &Session) -> String {
    format!("Transmis {}, par {}", french::instant(sent.at, &session.zone), sent.by_name)
}
