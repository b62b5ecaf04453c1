//! Pieces and verdicts, as every page of a dossier words them.

use crate::pages::portfolio::reach::{Seen, seen};
use exam::conformity::{Outcome, PieceVerdict};
use exam::dossier::PieceKind;
use exam::dossier::periods::Period;
use exam::french;
use office::acts::certificates::Photo;
use office::acts::dossiers::{Deposit, Dossier, Given, Session};
use office::acts::portfolio::{SiteSummary, Watch};

/// A piece that stands.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    /// The deposit.
    pub id: String,
    /// The file's name, or the portfolio's address.
    pub name: String,
    /// Where it opens.
    pub href: String,
    /// It is somebody else's site.
    pub outside: bool,
    /// What a hosted site holds, in words: « 12 fichiers, 3,4 Mo »; empty for any other piece.
    pub holds: String,
    /// The same piece, easier to read: where it opens, and what it is called; empty where there is none.
    pub clean: (String, &'static str),
    /// The photos of a certificate, by their numbers; none of a PDF and of any other piece.
    pub photos: Vec<usize>,
    /// The names of the photos, where there are several: each opens as it was received.
    pub originals: Vec<String>,
    /// The period of a certificate: in words, and its first and last day; empty where it is not told.
    pub period: [String; 3],
    /// The last look at an outside portfolio.
    pub seen: Option<Seen>,
    /// Files of the archive that were left out, each with its reason.
    pub left_out: Vec<String>,
    /// « le 3 avril 2026 à 10 h 42 ».
    pub received: String,
    /// After the date (E4-18).
    pub late: bool,
}

/// One of the three kinds of pieces, with what stands of it.
#[derive(Debug, Clone)]
pub(crate) struct Kind {
    /// Its stable word.
    pub code: &'static str,
    /// Its official name.
    pub label: &'static str,
    /// What stands, in the order received.
    pub standing: Vec<Standing>,
}

impl Kind {
    /// Whether a piece that stands came late.
    pub fn late(&self) -> bool {
        self.standing.iter().any(|piece| piece.late)
    }

    /// The state, as a badge: its kind and its word.
    pub fn state(&self) -> (&'static str, &'static str) {
        let silent = |piece: &Standing| piece.seen.as_ref().is_some_and(|seen| seen.kind == "error");
        if self.standing.iter().any(silent) {
            return ("error", "Ne s’ouvre pas");
        }
        match (self.standing.is_empty(), self.late()) {
            (true, _) => ("error", "Manque"),
            (false, true) => ("warning", "Déposé en retard"),
            (false, false) => ("success", "Déposé"),
        }
    }
}

/// The three kinds of pieces of a dossier, in its order.
pub(crate) fn kinds(dossier: &Dossier) -> Vec<Kind> {
    let standing: Vec<_> = dossier.standing().collect();
    kinds_of(&standing, &dossier.session, &dossier.watch)
}

/// The three kinds of pieces, from those that stand.
pub(crate) fn kinds_of(pieces: &[&Deposit], session: &Session, watch: &Watch) -> Vec<Kind> {
    let of = |kind: PieceKind| Kind {
        code: kind.code(),
        label: kind.label(),
        standing: pieces
            .iter()
            .filter(|one| one.kind == kind)
            .map(|one| standing(one, session, watch))
            .collect(),
    };
    PieceKind::ALL.map(of).to_vec()
}

/// A deposit that stands.
pub(crate) fn standing(deposit: &Deposit, session: &Session, watch: &Watch) -> Standing {
    let site = SiteSummary::of(deposit);
    let photos = if deposit.kind == PieceKind::Certificate { Photo::count(deposit) } else { 0 };
    let own = if site.is_some() { "/portfolio" } else { "" };
    let holds =
        |site: &SiteSummary| format!("{}, {}", count(site.files, "fichier"), french::size(site.bytes));
    Standing {
        id: deposit.id.to_string(),
        name: name(deposit).to_owned(),
        href: deposit.address.clone().unwrap_or_else(|| format!("/depots/{}{own}", deposit.id)),
        outside: deposit.address.is_some(),
        clean: match deposit.kind {
            PieceKind::Table => {
                (format!("/depots/{}/tableau.pdf", deposit.id), "Le tableau tel qu’il a été lu")
            }
            _ if photos == 1 => (format!("/depots/{}/attestation.pdf", deposit.id), "Page nettoyée"),
            _ if photos > 1 => (format!("/depots/{}/attestation.pdf", deposit.id), "Pages nettoyées"),
            _ => (String::new(), ""),
        },
        photos: (1..=photos).collect(),
        originals: Photo::several(deposit).into_iter().map(|photo| photo.name).collect(),
        period: deposit
            .period
            .map(|period| [between(period), period.from.to_string(), period.to.to_string()])
            .unwrap_or_default(),
        seen: watch.last(&deposit.id).map(|probe| seen(probe, session)),
        holds: site.as_ref().map(holds).unwrap_or_default(),
        left_out: site.map(|site| site.left_out).unwrap_or_default(),
        received: french::instant(deposit.at, &session.zone),
        late: deposit.late,
    }
}

/// « du 19 mai au 20 juin 2025 ».
pub(crate) fn between(period: Period) -> String {
    format!("du {} au {}", french::date(period.from), french::date(period.to))
}

/// The file's name, or the address.
pub(crate) fn name(deposit: &Deposit) -> &str {
    deposit.file_name.as_deref().or(deposit.address.as_deref()).unwrap_or_default()
}

/// What is missing, as the end of a sentence: « le tableau de synthèse et le portfolio ».
pub(crate) fn missing_words(missing: &[PieceKind]) -> String {
    let word = |kind: &PieceKind| match kind {
        PieceKind::Table => "le tableau de synthèse",
        PieceKind::Portfolio => "le portfolio",
        PieceKind::Certificate => "au moins une attestation de stage ou un certificat de travail",
    };
    and(&missing.iter().map(word).collect::<Vec<_>>())
}

/// « a, b et c ».
pub(crate) fn and(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [before @ .., last] => format!("{} et {last}", before.join(", ")),
    }
}

/// « 1 remarque », « 3 remarques ».
pub(crate) fn count(number: usize, word: &str) -> String {
    let plural = if number > 1 { "s" } else { "" };
    format!("{number} {word}{plural}")
}

/// A verdict of the conformity check.
#[derive(Debug, Clone)]
pub(crate) struct Verdict {
    /// A badge's kind.
    pub kind: &'static str,
    /// « À régulariser jusqu’au 12 avril 2026 ».
    pub outcome: String,
    /// The ground of « non valide », else empty.
    pub ground: String,
    /// The reason, in the controller's words.
    pub reason: String,
    /// Piece by piece: a badge's kind, the piece, what was found.
    pub pieces: Vec<(&'static str, &'static str, &'static str)>,
    /// Who gave it.
    pub by: String,
    /// When, in words.
    pub at: String,
}

/// The verdicts of a dossier, the last first.
pub(crate) fn verdicts(dossier: &Dossier) -> Vec<Verdict> {
    dossier.verdicts.iter().map(|given| verdict(given, &dossier.session)).collect()
}

/// One verdict.
pub(crate) fn verdict(given: &Given, session: &Session) -> Verdict {
    let piece = |(kind, found): &(PieceKind, PieceVerdict)| {
        let badge = match found {
            PieceVerdict::InOrder => "success",
            PieceVerdict::ToPutRight => "warning",
            PieceVerdict::Missing => "error",
        };
        (badge, kind.label(), found.label())
    };
    Verdict {
        kind: badge(given),
        outcome: told(given),
        ground: ground(&given.verdict.outcome, session),
        reason: given.verdict.reason.clone(),
        pieces: given.verdict.pieces.iter().map(piece).collect(),
        by: given.by_name.clone(),
        at: french::instant(given.at, &session.zone),
    }
}

/// The badge of an outcome.
pub(crate) fn outcome_kind(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Conform => "success",
        Outcome::ToPutRight { .. } => "warning",
        Outcome::NotValid { .. } | Outcome::Absent => "error",
    }
}

/// An outcome in words, with its date.
pub(crate) fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::ToPutRight { until } => format!("{} jusqu’au {}", outcome.label(), french::date(*until)),
        _ => outcome.label().to_owned(),
    }
}

/// The badge of a verdict: one that waits for a second look is not yet what it says (E4-19).
pub(crate) fn badge(given: &Given) -> &'static str {
    if given.settled { outcome_kind(&given.verdict.outcome) } else { "warning" }
}

/// A verdict in words: « Non valide, à confirmer ».
pub(crate) fn told(given: &Given) -> String {
    let outcome = outcome(&given.verdict.outcome);
    if given.settled { outcome } else { format!("{outcome}, à confirmer") }
}

/// The official wording of the ground of « non valide »; empty for the other outcomes.
pub(crate) fn ground(outcome: &Outcome, session: &Session) -> String {
    let Outcome::NotValid { ground } = outcome else { return String::new() };
    let known = session.referential.grounds.iter().find(|known| known.code == *ground);
    known.map_or_else(|| ground.clone(), |known| known.label.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_reads_as_a_sentence() {
        assert_eq!(
            missing_words(&[PieceKind::Table, PieceKind::Portfolio]),
            "le tableau de synthèse et le portfolio"
        );
        assert_eq!(and(&["a", "b", "c"]), "a, b et c");
        assert_eq!(and(&[]), "");
    }

    #[test]
    fn a_count_agrees_with_its_word() {
        assert_eq!([count(0, "remarque"), count(1, "remarque")], ["0 remarque", "1 remarque"]);
        assert_eq!(count(2, "remarque"), "2 remarques");
    }
}
