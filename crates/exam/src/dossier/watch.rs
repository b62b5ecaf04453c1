//! When an outside portfolio is looked at, and what a dossier has become since it was frozen.

use super::PieceKind;
use crate::deadline::today;
use crate::id::DepositId;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

/// The shortest time between two looks that somebody asks for.
pub const ASK_AGAIN: SignedDuration = SignedDuration::from_mins(5);

/// E4-07: when an outside address is looked at again: each week; each day in the two weeks before the date of deposit and
/// before the orals; every three hours from the eve of the first oral to the last one. `None` once they are over.
pub fn next_look(now: Timestamp, due: Date, orals: (Date, Date), zone: &TimeZone) -> Option<Timestamp> {
    let day = today(now, zone);
    let within =
        |until: Date, days: i64| day <= until && until.checked_sub(days.days()).is_ok_and(|from| day >= from);
    if day > orals.1 {
        None
    } else if day > orals.0 || within(orals.0, 1) {
        Some(now + SignedDuration::from_hours(3))
    } else if within(due, 14) || within(orals.0, 14) {
        Some(now + SignedDuration::from_hours(24))
    } else {
        Some(now + SignedDuration::from_hours(7 * 24))
    }
}

/// A piece as it stood at some moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stood {
    /// The deposit.
    pub deposit: DepositId,
    /// What it is.
    pub kind: PieceKind,
    /// Its content: the SHA-256 of a file, or an address.
    pub content: String,
}

/// What happened to a dossier after it was frozen (E4-18). Shown, never hidden; nothing follows from it by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Drift {
    /// A piece that was not there came.
    Added(DepositId, PieceKind),
    /// A piece was replaced by another content.
    Replaced(DepositId, PieceKind),
    /// A piece was withdrawn.
    Withdrawn(PieceKind),
}

/// E4-18: what stands now against what stood when the dossier was frozen. The same content handed in again is no drift.
pub fn drift(frozen: &[Stood], now: &[Stood]) -> Vec<Drift> {
    let held = |pieces: &[Stood], one: &Stood| {
        pieces.iter().any(|other| other.kind == one.kind && other.content == one.content)
    };
    let had = |kind: PieceKind| kind != PieceKind::Certificate && frozen.iter().any(|one| one.kind == kind);
    let came = now.iter().filter(|one| !held(frozen, one)).map(|one| {
        let deposit = one.deposit.clone();
        if had(one.kind) { Drift::Replaced(deposit, one.kind) } else { Drift::Added(deposit, one.kind) }
    });
    let replaced = |kind: PieceKind| kind != PieceKind::Certificate && now.iter().any(|one| one.kind == kind);
    let gone = frozen.iter().filter(|one| !held(now, one) && !replaced(one.kind));
    came.chain(gone.map(|one| Drift::Withdrawn(one.kind))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn hours(now: &str) -> Option<i64> {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        let now: Timestamp = now.parse().unwrap();
        let next = next_look(now, date(2026, 4, 3), (date(2026, 5, 18), date(2026, 6, 5)), &zone)?;
        Some(next.duration_since(now).as_hours())
    }

    #[test]
    fn e4_07_looks_tighten_before_the_dates_that_count() {
        assert_eq!(hours("2026-01-10T10:00:00Z"), Some(168));
        assert_eq!(hours("2026-03-19T22:00:00Z"), Some(168), "fifteen days before");
        assert_eq!(hours("2026-03-19T23:30:00Z"), Some(24), "fourteen days before, where the centre is");
        assert_eq!(hours("2026-04-03T10:00:00Z"), Some(24));
        assert_eq!(hours("2026-04-10T10:00:00Z"), Some(168));
        assert_eq!(hours("2026-05-04T10:00:00Z"), Some(24));
        assert_eq!(hours("2026-05-17T10:00:00Z"), Some(3), "the eve");
        assert_eq!(hours("2026-05-28T10:00:00Z"), Some(3));
        assert_eq!(hours("2026-06-05T10:00:00Z"), Some(3), "the last day counts whole");
        assert_eq!(hours("2026-06-06T10:00:00Z"), None);
    }

    fn stood(deposit: &str, kind: PieceKind, content: &str) -> Stood {
        Stood { deposit: deposit.into(), kind, content: content.to_owned() }
    }

    #[test]
    fn e4_18_what_changed_since_the_date_is_told() {
        let frozen = [
            stood("t1", PieceKind::Table, "aa"),
            stood("p1", PieceKind::Portfolio, "https://a.fr"),
            stood("c1", PieceKind::Certificate, "c1"),
            stood("c2", PieceKind::Certificate, "c2"),
        ];
        assert_eq!(drift(&frozen, &frozen), []);
        let again =
            [stood("t2", PieceKind::Table, "aa"), frozen[1].clone(), frozen[2].clone(), frozen[3].clone()];
        assert_eq!(drift(&frozen, &again), [], "the same content");
        let now = [
            stood("t3", PieceKind::Table, "bb"),
            stood("c3", PieceKind::Certificate, "c3"),
            frozen[2].clone(),
        ];
        assert_eq!(
            drift(&frozen, &now),
            [
                Drift::Replaced("t3".into(), PieceKind::Table),
                Drift::Added("c3".into(), PieceKind::Certificate),
                Drift::Withdrawn(PieceKind::Portfolio),
                Drift::Withdrawn(PieceKind::Certificate),
            ]
        );
        let first = drift(&[], &[stood("t1", PieceKind::Table, "aa")]);
        assert_eq!(first, [Drift::Added("t1".into(), PieceKind::Table)]);
    }
}
