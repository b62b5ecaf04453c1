//! Why an archive cannot be a portfolio, told to the person who made it: where, what, and what to do.

use crate::limits;
use std::fmt;

/// One thing that is wrong with an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Not a zip archive, or cut on the way.
    NotAnArchive,
    /// Entries that share their bytes: made to expand without end.
    Overlapping,
    /// More entries than [`limits::ENTRIES`] or files than [`limits::FILES`].
    TooManyFiles,
    /// More than [`limits::TOTAL`] once expanded.
    TooLarge,
    /// No page to open first; the pages that are there.
    NoIndex(Vec<String>),
    /// A name that leaves the site, or is absolute.
    Outside(String),
    /// A name with characters that no address carries.
    Characters(String),
    /// A path longer than [`limits::PATH`] or deeper than [`limits::DEPTH`].
    LongPath(String),
    /// A link to another file, or a device.
    Special(String),
    /// An entry locked by a password.
    Locked(String),
    /// A file larger than [`limits::FILE`].
    LargeFile(String),
    /// An entry that does not expand, or whose checksum is wrong.
    Damaged(String),
    /// Two entries with one name.
    Twice(String),
    /// The disk of the server does not answer: nothing the person did.
    Disk(String),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnArchive => write!(
                f,
                "Ce fichier n’est pas une archive .zip entière. Compressez le dossier de votre site en .zip (pas en .rar ni \
                 en .7z), puis recommencez."
            ),
            Self::Overlapping => {
                write!(f, "Plusieurs entrées de l’archive partagent les mêmes octets : refaites l’archive.")
            }
            Self::TooManyFiles => write!(
                f,
                "L’archive compte plus de {} fichiers : retirez ce que le site n’affiche pas (node_modules, sauvegardes).",
                limits::FILES
            ),
            Self::TooLarge => write!(
                f,
                "Une fois décompressé, le site dépasse {} Mo : réduisez les images et les vidéos.",
                limits::TOTAL / 1_000_000
            ),
            Self::NoIndex(pages) => {
                write!(f, "Il manque la page d’accueil index.html à la racine de l’archive.")?;
                match pages.as_slice() {
                    [] => write!(
                        f,
                        " Aucune page .html n’a été trouvée : exportez votre site, puis compressez-le."
                    ),
                    pages => write!(
                        f,
                        " Pages trouvées : {}. Renommez la première en index.html.",
                        pages.join(", ")
                    ),
                }
            }
            Self::Outside(name) => {
                write!(f, "« {name} » sort du dossier du site : refaites l’archive sans cette entrée.")
            }
            Self::Characters(name) => write!(
                f,
                "« {name} » : ce nom contient un caractère qu’une adresse ne porte pas. Renommez le fichier avec des lettres, \
                 des chiffres et des tirets."
            ),
            Self::LongPath(name) => write!(
                f,
                "« {name} » : chemin trop long ou trop profond ({} caractères et {} dossiers au plus).",
                limits::PATH,
                limits::DEPTH
            ),
            Self::Special(name) => {
                write!(
                    f,
                    "« {name} » est un lien vers un autre fichier : mettez le fichier lui-même dans l’archive."
                )
            }
            Self::Locked(name) => {
                write!(
                    f,
                    "« {name} » est protégé par un mot de passe : refaites l’archive sans mot de passe."
                )
            }
            Self::LargeFile(name) => write!(
                f,
                "« {name} » dépasse {} Mo une fois décompressé : réduisez-le, ou donnez une adresse où le voir.",
                limits::FILE / 1_000_000
            ),
            Self::Damaged(name) => write!(f, "« {name} » est abîmé dans l’archive : refaites l’archive."),
            Self::Twice(name) => write!(f, "« {name} » est deux fois dans l’archive : refaites l’archive."),
            Self::Disk(error) => {
                write!(f, "Le serveur n’a pas pu écrire le site ({error}). Réessayez plus tard.")
            }
        }
    }
}

/// Everything that is wrong with an archive, at most [`limits::TOLD`] problems, and how many more there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// The first problems.
    pub problems: Vec<Problem>,
    /// How many more.
    pub more: usize,
}

impl From<Problem> for Unusable {
    fn from(problem: Problem) -> Self {
        Self { problems: vec![problem], more: 0 }
    }
}

impl Unusable {
    /// All of them, the first ones kept.
    pub(crate) fn of(mut problems: Vec<Problem>) -> Self {
        let more = problems.len().saturating_sub(limits::TOLD);
        problems.truncate(limits::TOLD);
        Self { problems, more }
    }
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told: Vec<String> = self.problems.iter().map(ToString::to_string).collect();
        write!(f, "{}", told.join(" "))?;
        if self.more > 0 { write!(f, " (Et {} autres problèmes.)", self.more) } else { Ok(()) }
    }
}
