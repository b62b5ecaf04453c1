//! The forms that the text names without giving them. The software prints its own, and says so; an official file may take
//! its place, session by session.

use crate::Refusal;
use crate::referential::Referential;

/// The largest official file, in megabytes.
pub const LIMIT_MB: u64 = 5;

/// A form that the text names without giving it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OwnForm {
    /// 6-2, the check of conformity.
    Conformity,
    /// 9, the internship certificate.
    Certificate,
    /// 11-1, the request for the optional exam.
    Request,
    /// 11-2, the grid of the optional exam.
    OptionalGrid,
}

impl OwnForm {
    /// All of them, in the order of the annexes.
    pub const ALL: [Self; 4] = [Self::Conformity, Self::Certificate, Self::Request, Self::OptionalGrid];

    /// The stable word for rows and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Conformity => "conformity",
            Self::Certificate => "certificate",
            Self::Request => "request",
            Self::OptionalGrid => "optional_grid",
        }
    }

    /// Reads a [`OwnForm::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.code() == code)
    }

    /// The label of its annex in a session, such as 6-2.
    pub fn annex(self, referential: &Referential) -> &str {
        let annexes = &referential.annexes;
        match self {
            Self::Conformity => &annexes.conformity,
            Self::Certificate => &annexes.certificate,
            Self::Request => &annexes.ef4_request,
            Self::OptionalGrid => &annexes.ef4_grid,
        }
    }

    /// What it is, in French.
    pub fn label(self) -> &'static str {
        match self {
            Self::Conformity => "Fiche de contrôle de conformité",
            Self::Certificate => "Attestation de stage",
            Self::Request => "Demande d’épreuve facultative EF4",
            Self::OptionalGrid => "Grille de l’épreuve facultative EF4",
        }
    }
}

/// Whether a file may take the place of a form: a whole PDF of a reasonable size. Nothing else opens everywhere as it was
/// drawn, and without a program that runs in it.
///
/// # Errors
/// [`Refusal::FileTooLarge`], [`Refusal::FileKind`].
pub fn may_replace(bytes: &[u8]) -> Result<(), Refusal> {
    if bytes.len() as u64 > LIMIT_MB * 1_000_000 {
        return Err(Refusal::FileTooLarge { limit: LIMIT_MB });
    }
    let end = bytes.get(bytes.len().saturating_sub(1024)..).unwrap_or_default();
    let whole = bytes.starts_with(b"%PDF-") && end.windows(5).any(|window| window == b"%%EOF");
    if whole { Ok(()) } else { Err(Refusal::FileKind { accepted: "un PDF entier" }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_has_its_annex_in_each_session() {
        let referential = crate::sample();
        let annexes = OwnForm::ALL.map(|form| form.annex(&referential).to_owned());
        assert_eq!(annexes, ["6-2", "9", "11-1", "11-2"]);
        for form in OwnForm::ALL {
            assert_eq!(OwnForm::from_code(form.code()), Some(form));
        }
    }

    #[test]
    fn an_official_file_is_a_whole_pdf() {
        assert_eq!(may_replace(b"%PDF-1.7\n...\n%%EOF\n"), Ok(()));
        for wrong in [&b"PK\x03\x04"[..], b"", b"%PDF-1.7\n cut off", b"%%EOF"] {
            assert!(matches!(may_replace(wrong), Err(Refusal::FileKind { .. })));
        }
        let large = [b"%PDF-1.7".as_slice(), &vec![b' '; 5_000_000], b"%%EOF"].concat();
        assert_eq!(may_replace(&large), Err(Refusal::FileTooLarge { limit: 5 }));
    }
}
