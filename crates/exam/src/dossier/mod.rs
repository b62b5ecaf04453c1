//! The dossier: its three kinds of pieces, their deposit and their receipt.
//!
//! Home of: E4-01, E4-05, E4-06, E4-07, E4-18

pub mod periods;
pub mod watch;

use crate::{Refusal, deadline::Deadline};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The three kinds of pieces (E4-01).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PieceKind {
    /// « Tableau de synthèse » (E4-05).
    Table,
    /// « Support de type portfolio » (E4-07).
    Portfolio,
    /// « Attestations de stage ou certificats de travail » (E4-06), one for each period.
    Certificate,
}

impl PieceKind {
    /// The three, in the order pages show them.
    pub const ALL: [Self; 3] = [Self::Table, Self::Portfolio, Self::Certificate];

    /// The stable word for addresses, forms and rows.
    pub fn code(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Portfolio => "portfolio",
            Self::Certificate => "certificate",
        }
    }

    /// Reads a [`PieceKind::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The official name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Table => "Tableau de synthèse",
            Self::Portfolio => "Portfolio",
            Self::Certificate => "Attestation de stage ou certificat de travail",
        }
    }
}

/// Whether a deposit came in time (E4-18). A late one is recorded as late; it is never lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timeliness {
    /// On the day fixed by the authority, or before.
    OnTime,
    /// After it.
    Late,
}

/// E4-18: a deposit received at `now` against the date fixed by the authority.
pub fn timeliness(now: Timestamp, due: &Deadline) -> Timeliness {
    if due.is_past(now) { Timeliness::Late } else { Timeliness::OnTime }
}

/// Which kinds of pieces are still missing (E4-01), in the order of [`PieceKind::ALL`].
pub fn missing_pieces(deposited: &[PieceKind]) -> Vec<PieceKind> {
    PieceKind::ALL.into_iter().filter(|kind| !deposited.contains(kind)).collect()
}

/// Where a dossier stands for those who follow a class, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Progress {
    /// Something is missing, and the date is over (E4-18).
    Overdue,
    /// Nothing is missing; a piece that stands came after the date.
    CameLate,
    /// Something is missing, and there is still time.
    Incomplete,
    /// Nothing is missing, nothing came late.
    Complete,
}

/// Where a dossier stands: whether nothing is missing, a piece came late, the date is over.
pub fn progress(whole: bool, late: bool, over: bool) -> Progress {
    match (whole, late, over) {
        (false, _, true) => Progress::Overdue,
        (true, true, _) => Progress::CameLate,
        (false, _, false) => Progress::Incomplete,
        (true, false, _) => Progress::Complete,
    }
}

/// Why an address cannot be a portfolio's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressProblem {
    /// Nothing was typed.
    Empty,
    /// Not `http://` or `https://`.
    Scheme,
    /// No host, or a host without a dot: it exists only on the candidate's own network.
    Host,
    /// A name and password stand in the address: they would be shown to the commission.
    Credentials,
    /// A space or a control character stands in it.
    Characters,
    /// More than 2,000 characters.
    TooLong,
}

/// The address of a portfolio outside (E4-07), checked for form only: whether it answers is a probe's business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortfolioAddress(String);

impl PortfolioAddress {
    /// Reads what a candidate typed.
    ///
    /// # Errors
    /// [`Refusal::AddressInvalid`] with the [`AddressProblem`].
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        let no = |problem| Err(Refusal::AddressInvalid(problem));
        if text.is_empty() {
            return no(AddressProblem::Empty);
        }
        if text.chars().count() > 2000 {
            return no(AddressProblem::TooLong);
        }
        if text.chars().any(|c| c.is_whitespace() || c.is_control() || c == '\\') {
            return no(AddressProblem::Characters);
        }
        let Some((scheme, rest)) = text.split_once("://") else { return no(AddressProblem::Scheme) };
        if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
            return no(AddressProblem::Scheme);
        }
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.contains('@') {
            return no(AddressProblem::Credentials);
        }
        let host = authority.split(':').next().unwrap_or_default();
        if !host.contains('.') || host.starts_with('.') || host.ends_with('.') || host.contains("..") {
            return no(AddressProblem::Host);
        }
        Ok(Self(text.to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a picture of a certificate cannot be read (E4-06).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureProblem {
    /// The bytes stop short, or are no JPEG or PNG.
    Damaged,
    /// More than 120 million pixels.
    TooLarge,
    /// Fewer than 200 pixels on a side.
    TooSmall,
}

/// The kinds of files received as certificates (E4-06), told by their first bytes, never by their name.
///
/// # Errors
/// [`Refusal::FileKind`] for any other.
pub fn certificate_media_type(bytes: &[u8]) -> Result<&'static str, Refusal> {
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => Ok("application/pdf"),
        [0xFF, 0xD8, 0xFF, ..] => Ok("image/jpeg"),
        [0x89, b'P', b'N', b'G', ..] => Ok("image/png"),
        _ => Err(Refusal::FileKind { accepted: "PDF, JPEG ou PNG" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e4_01_a_dossier_has_three_kinds_of_pieces() {
        assert_eq!(missing_pieces(&[]), PieceKind::ALL);
        assert_eq!(missing_pieces(&[PieceKind::Table, PieceKind::Certificate]), [PieceKind::Portfolio]);
        assert!(missing_pieces(&PieceKind::ALL).is_empty());
    }

    #[test]
    fn e4_18_who_is_late_comes_first() {
        assert_eq!(progress(false, true, true), Progress::Overdue);
        assert_eq!(progress(true, true, true), Progress::CameLate);
        assert_eq!(progress(false, false, false), Progress::Incomplete);
        assert_eq!(progress(true, false, true), Progress::Complete);
        assert!(Progress::Overdue < Progress::CameLate && Progress::CameLate < Progress::Incomplete);
        assert!(Progress::Incomplete < Progress::Complete);
    }

    #[test]
    fn e4_05_the_table_is_a_piece_of_its_own_for_both_specialities() {
        assert_eq!(PieceKind::from_code("table"), Some(PieceKind::Table));
        assert_eq!(PieceKind::Table.label(), "Tableau de synthèse");
    }

    #[test]
    fn e4_06_a_certificate_is_told_by_its_bytes() {
        assert_eq!(certificate_media_type(b"%PDF-1.7 ..."), Ok("application/pdf"));
        assert_eq!(certificate_media_type(&[0xFF, 0xD8, 0xFF, 0xE0]), Ok("image/jpeg"));
        assert_eq!(certificate_media_type(b"\x89PNG\r\n"), Ok("image/png"));
        assert!(certificate_media_type(b"<html>").is_err() && certificate_media_type(b"").is_err());
    }

    #[test]
    fn e4_07_an_address_must_be_one_the_jury_can_open() {
        for good in ["https://alix.example.fr", "http://portfolio.example.org/sio?x=1#a", "https://a.b:8443/"]
        {
            assert_eq!(PortfolioAddress::parse(good).unwrap().as_str(), good);
        }
        let problem = |text: &str| match PortfolioAddress::parse(text) {
            Err(Refusal::AddressInvalid(problem)) => problem,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(problem(" "), AddressProblem::Empty);
        assert_eq!(problem("alix.example.fr"), AddressProblem::Scheme);
        assert_eq!(problem("javascript://alix.example.fr/%0aalert(1)"), AddressProblem::Scheme);
        assert_eq!(problem("file:///C:/site"), AddressProblem::Scheme);
        assert_eq!(problem("https://localhost/site"), AddressProblem::Host);
        assert_eq!(problem("https://moi:secret@example.fr"), AddressProblem::Credentials);
        assert_eq!(problem("https://example.fr/mon site"), AddressProblem::Characters);
    }

    #[test]
    fn e4_18_a_late_deposit_is_recorded_as_late() {
        let zone = jiff::tz::TimeZone::get("Europe/Paris").unwrap();
        let due = Deadline { date: jiff::civil::date(2026, 3, 20), zone };
        assert_eq!(timeliness("2026-03-20T22:59:59Z".parse().unwrap(), &due), Timeliness::OnTime);
        assert_eq!(timeliness("2026-03-20T23:00:00Z".parse().unwrap(), &due), Timeliness::Late);
    }
}
