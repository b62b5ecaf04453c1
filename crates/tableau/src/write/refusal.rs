//! Why the official file could not be filled in, told to the person who asked for it.

use std::fmt;

use crate::unreadable::Unreadable;

/// The model, or the data, does not allow it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The model cannot be opened at all.
    Model(Unreadable),
    /// The model is no `.xlsx` without macros.
    NotXlsx,
    /// A label that the model must have is nowhere on it.
    Label(String),
    /// The model is not blank: a line of it is already filled in (1-based row).
    NotBlank(u32),
    /// No empty line stands under any of the model's group headings.
    NoLine,
    /// A text is longer than a cell may hold: group (0 to 2) and line (from 0), or none above the table.
    TooLong(Option<(usize, usize)>),
    /// More achievements than a table may have.
    TooMany,
    /// The file as filled in would not be read as the data says.
    NotReadBack,
}

impl Refusal {
    /// A name that does not change from one version to the next.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Model(_) => "model_unreadable",
            Self::NotXlsx => "model_not_xlsx",
            Self::Label(_) => "model_label_missing",
            Self::NotBlank(_) => "model_not_blank",
            Self::NoLine => "model_no_line",
            Self::TooLong(_) => "text_too_long",
            Self::TooMany => "too_many_achievements",
            Self::NotReadBack => "not_read_back",
        }
    }
}

impl From<Unreadable> for Refusal {
    fn from(unreadable: Unreadable) -> Self {
        Self::Model(unreadable)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Model(unreadable) => write!(f, "Le modèle ne peut pas être ouvert. {unreadable}"),
            Self::NotXlsx => {
                f.write_str("Le modèle doit être un classeur .xlsx sans macro : enregistrez-le à ce format.")
            }
            Self::Label(label) => write!(
                f,
                "L’intitulé « {label} » est introuvable dans le modèle : reprenez le modèle officiel de la session."
            ),
            Self::NotBlank(row) => write!(
                f,
                "Le modèle n’est pas vierge : sa ligne {row} est déjà remplie. Reprenez le modèle officiel de la session."
            ),
            Self::NoLine => f.write_str(
                "Le modèle n’a aucune ligne à remplir sous ses intitulés de groupe : reprenez le modèle officiel de la session.",
            ),
            Self::TooLong(None) => {
                f.write_str("Un texte de l’en-tête dépasse ce qu’une cellule peut contenir : raccourcissez-le.")
            }
            Self::TooLong(Some((group, line))) => write!(
                f,
                "La réalisation n° {} du groupe n° {} dépasse ce qu’une cellule peut contenir : raccourcissez-la.",
                line + 1,
                group + 1
            ),
            Self::TooMany => {
                f.write_str("Le tableau compte trop de réalisations (1 000 au plus) : retirez-en.")
            }
            Self::NotReadBack => f.write_str(
                "Ce modèle ne peut pas être rempli sans risque d’erreur : le fichier obtenu ne se relirait pas à \
                 l’identique. Reprenez le modèle officiel de la session.",
            ),
        }
    }
}

impl std::error::Error for Refusal {}
