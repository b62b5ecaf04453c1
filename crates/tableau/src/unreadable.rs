//! Why a file could not be read at all, told to the person who handed it in.

use std::fmt;

/// The file is no table that can be opened; a table that is merely ill-formed never ends here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreadable {
    /// No byte at all.
    Empty,
    /// Encrypted: an OLE container with an encrypted package, a locked archive or OpenDocument file.
    PasswordProtected,
    /// The binary workbook of Excel 97–2003, or one of its HTML or XML kin.
    OldExcel,
    /// The binary workbook of Excel 2007 and later (`.xlsb`).
    BinaryWorkbook,
    /// Plain text: CSV, HTML and so on.
    PlainText,
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// A sound archive of something else: Word, Numbers, a folder.
    OtherDocument,
    /// Nothing known.
    Unknown,
    /// The archive or one of its parts stops short, or its checksum is wrong.
    Damaged,
    /// Past a bound: file, part, or all parts together.
    TooLarge,
    /// The archive has more entries than any spreadsheet.
    TooManyEntries,
    /// A part declares a DTD or an entity of its own.
    Dtd,
    /// A part is not sound XML, not UTF-8, or nested past reason.
    Malformed,
    /// The workbook has no sheet.
    NoSheet,
}

impl Unreadable {
    /// A name that does not change from one version to the next.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::PasswordProtected => "password_protected",
            Self::OldExcel => "old_excel",
            Self::BinaryWorkbook => "binary_workbook",
            Self::PlainText => "plain_text",
            Self::Pdf => "pdf",
            Self::Picture => "picture",
            Self::OtherDocument => "other_document",
            Self::Unknown => "unknown",
            Self::Damaged => "damaged",
            Self::TooLarge => "too_large",
            Self::TooManyEntries => "too_many_entries",
            Self::Dtd => "dtd",
            Self::Malformed => "malformed",
            Self::NoSheet => "no_sheet",
        }
    }

    const fn sentence(self) -> &'static str {
        match self {
            Self::Empty => {
                "Ce fichier est vide : vérifiez qu’il est bien enregistré puis déposez-le de nouveau."
            }
            Self::PasswordProtected => {
                "Ce fichier est protégé par un mot de passe : enregistrez-le sans mot de passe puis \
                 déposez-le de nouveau."
            }
            Self::OldExcel => {
                "Ce fichier est à l’ancien format d’Excel (.xls) : ouvrez-le, enregistrez-le au format \
                 « Classeur Excel (.xlsx) » puis déposez-le de nouveau."
            }
            Self::BinaryWorkbook => {
                "Ce fichier est un classeur Excel binaire (.xlsb) : enregistrez-le au format « Classeur \
                 Excel (.xlsx) » puis déposez-le de nouveau."
            }
            Self::PlainText => {
                "Ce fichier est du texte (.csv ou autre), sans la mise en forme du tableau : déposez le \
                 tableau de synthèse au format .xlsx ou .ods."
            }
            Self::Pdf => {
                "Ce fichier est un PDF : déposez le tableau de synthèse lui-même, au format .xlsx ou .ods."
            }
            Self::Picture => {
                "Ce fichier est une image : déposez le tableau de synthèse lui-même, au format .xlsx ou .ods."
            }
            Self::OtherDocument => {
                "Ce fichier n’est pas un classeur : déposez le tableau de synthèse au format .xlsx ou .ods."
            }
            Self::Unknown => {
                "Ce fichier n’est pas reconnu : déposez le tableau de synthèse au format .xlsx ou .ods."
            }
            Self::Damaged => {
                "Ce fichier est abîmé ou incomplet : ouvrez-le dans votre tableur, enregistrez-le de nouveau \
                 puis déposez cette copie."
            }
            Self::TooLarge => {
                "Ce fichier est trop volumineux pour un tableau de synthèse : recopiez le tableau dans le \
                 modèle officiel vierge puis déposez cette copie."
            }
            Self::TooManyEntries => {
                "Cette archive contient trop d’éléments pour un classeur : enregistrez le tableau de nouveau \
                 depuis votre tableur puis déposez cette copie."
            }
            Self::Dtd => {
                "Ce fichier contient des déclarations interdites (DTD) : enregistrez-le de nouveau depuis \
                 votre tableur, au format .xlsx, puis déposez cette copie."
            }
            Self::Malformed => {
                "Le contenu de ce fichier est incorrect : ouvrez-le dans votre tableur, enregistrez-le au \
                 format .xlsx puis déposez cette copie."
            }
            Self::NoSheet => {
                "Ce classeur ne contient aucune feuille : déposez le tableau de synthèse au format .xlsx ou .ods."
            }
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence())
    }
}

impl std::error::Error for Unreadable {}
