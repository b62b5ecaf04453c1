//! Why a whole file cannot be read.

use thiserror::Error;

/// A file that cannot be read as a list. `Display` is the French sentence.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unreadable {
    /// The file has no content.
    #[error("Le fichier est vide.")]
    Empty,
    /// The file, or what it holds once unpacked, is too large.
    #[error("Le fichier est trop volumineux : une liste ne dépasse pas 20 Mo.")]
    TooLarge,
    /// More rows than [`crate::MAX_ROWS`].
    #[error("La liste compte plus de {} lignes : découpez-la en plusieurs fichiers.", crate::MAX_ROWS)]
    TooManyRows,
    /// More columns than [`crate::MAX_COLUMNS`].
    #[error("La liste compte plus de {} colonnes : ce n’est pas une liste.", crate::MAX_COLUMNS)]
    TooManyColumns,
    /// Neither a text nor a workbook of a known kind.
    #[error(
        "Ce fichier n’est ni un texte ni un classeur reconnu. Enregistrez la liste en CSV, en .xlsx ou en .ods."
    )]
    NotText,
    /// No row holds the headings needed. `missing` names them.
    #[error(
        "Aucune ligne d’en-tête reconnue dans les 50 premières lignes. Intitulés cherchés : « N° Candidat » (ou « Numéro candidat », « Matricule ») et « Nom de famille » (ou « Nom »). Manque : {}.",
        .missing.iter().map(|name| format!("« {name} »")).collect::<Vec<_>>().join(", ")
    )]
    NoHeader {
        /// The needed headings that the best row lacks.
        missing: Vec<&'static str>,
    },
    /// No row holds the headings that the caller looks for: [`crate::table`] alone says so.
    #[error("Aucune ligne d’en-tête reconnue dans les 50 premières lignes.")]
    NoTable,
    /// A header row, and nobody under it.
    #[error("L’en-tête est reconnu mais aucun candidat ne figure en dessous.")]
    NoCandidate,
    /// A workbook that needs a password.
    #[error("Le classeur est protégé par un mot de passe : enregistrez-le sans mot de passe.")]
    PasswordProtected,
    /// A workbook in the format of Excel before 2007.
    #[error("Le classeur est à l’ancien format .xls : enregistrez-le en .xlsx, en .ods ou en CSV.")]
    OldWorkbook,
    /// A workbook that cannot be opened.
    #[error("Le classeur est abîmé ou incomplet : ouvrez-le dans un tableur, puis enregistrez-le à nouveau.")]
    Damaged,
}

impl Unreadable {
    /// A short stable word, for logs and tests.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too_large",
            Self::TooManyRows => "too_many_rows",
            Self::TooManyColumns => "too_many_columns",
            Self::NotText => "not_text",
            Self::NoHeader { .. } => "no_header",
            Self::NoTable => "no_table",
            Self::NoCandidate => "no_candidate",
            Self::PasswordProtected => "password_protected",
            Self::OldWorkbook => "old_workbook",
            Self::Damaged => "damaged",
        }
    }
}
