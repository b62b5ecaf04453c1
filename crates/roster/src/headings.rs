//! The header row: which column says what.

use crate::Unreadable;
use crate::grid::{Cells, Grid, HEADER_ROWS};
use crate::value::{clean, fold};

/// What a column may say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    Number,
    FamilyName,
    UsageName,
    GivenNames,
    BirthDate,
    Class,
    Category,
    Option,
    State,
    /// The optional tests, named.
    Ef4,
    /// A column about EF4 alone.
    Ef4YesNo,
    SchoolUai,
    SchoolName,
    Email,
    TrainingEnd,
    /// Known only to be left alone.
    Ine,
}

/// Headings by field, folded, the surest first.
const HEADINGS: &[(Field, &[&str])] = &[
    (
        Field::Number,
        &[
            "n candidat",
            "no candidat",
            "num candidat",
            "numero candidat",
            "numero de candidat",
            "numero du candidat",
            "n de candidat",
            "n du candidat",
            "numero cyclades",
            "n cyclades",
            "matricule candidat",
            "matricule",
        ],
    ),
    (
        Field::FamilyName,
        &[
            "nom de famille",
            "nom famille",
            "nom de naissance",
            "nom patronymique",
            "nom du candidat",
            "nom candidat",
            "noms",
            "nom",
        ],
    ),
    (Field::UsageName, &["nom d usage", "nom usage", "nom usuel", "nom d epouse", "nom marital"]),
    (
        Field::GivenNames,
        &["prenoms", "prenom s", "prenoms du candidat", "prenom du candidat", "prenom candidat", "prenom"],
    ),
    (
        Field::BirthDate,
        &[
            "date de naissance",
            "date naissance",
            "date naiss",
            "nee le",
            "ne e le",
            "ne le",
            "ddn",
            "naissance",
        ],
    ),
    (Field::Class, &["division de classe", "division", "classe", "code classe", "code division", "groupe"]),
    (
        Field::Category,
        &[
            "categorie candidat",
            "categorie de candidat",
            "categorie du candidat",
            "categorie",
            "statut candidat",
            "statut du candidat",
            "statut",
            "type de candidat",
        ],
    ),
    (
        Field::Option,
        &[
            "code specialite",
            "code de specialite",
            "specialite",
            "libelle specialite",
            "specialite option",
            "option specialite",
            "option",
            "parcours",
        ],
    ),
    (
        Field::State,
        &[
            "etat",
            "etat candidat",
            "etat du candidat",
            "etat inscription",
            "etat de l inscription",
            "etat candidature",
            "etat de la candidature",
        ],
    ),
    (
        Field::Ef4,
        &[
            "enseignements",
            "enseignement",
            "enseignements facultatifs",
            "options facultatives",
            "option facultative",
            "epreuves facultatives",
            "epreuve facultative",
        ],
    ),
    (Field::Ef4YesNo, &["ef4", "engagement etudiant", "ef4 engagement etudiant"]),
    (
        Field::SchoolUai,
        &[
            "uai",
            "code uai",
            "n uai",
            "numero uai",
            "uai etablissement",
            "uai de l etablissement",
            "etablissement uai",
            "rne",
            "code rne",
            "n rne",
            "rne etablissement",
            "uai rne",
            "code etablissement",
        ],
    ),
    (
        Field::SchoolName,
        &[
            "etablissement",
            "nom etablissement",
            "nom de l etablissement",
            "libelle etablissement",
            "etablissement d origine",
            "etablissement de formation",
            "centre de formation",
            "lycee",
        ],
    ),
    (
        Field::Email,
        &[
            "e mail",
            "email",
            "mail",
            "courriel",
            "adresse e mail",
            "adresse email",
            "adresse mail",
            "adresse courriel",
            "adresse electronique",
            "mel",
            "adresse mel",
        ],
    ),
    (
        Field::TrainingEnd,
        &[
            "fin de formation",
            "date de fin de formation",
            "date fin de formation",
            "date fin formation",
            "fin formation",
        ],
    ),
    (
        Field::Ine,
        &["ine", "n ine", "numero ine", "code ine", "ine candidat", "identifiant national", "ina", "ine ina"],
    ),
];

/// The header row of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    /// Its line, from 1.
    pub(crate) line: usize,
    /// The columns read, field by field, the surest first.
    columns: Vec<(Field, usize)>,
    /// The headings of the other columns.
    pub(crate) ignored: Vec<String>,
}

impl Header {
    /// The columns of a field.
    pub(crate) fn columns(&self, field: Field) -> impl Iterator<Item = usize> {
        self.columns.iter().filter(move |(known, _)| *known == field).map(|(_, column)| *column)
    }

    /// Whether the list has such a column.
    pub(crate) fn has(&self, field: Field) -> bool {
        self.columns(field).next().is_some()
    }

    /// How many columns are read.
    pub(crate) fn recognised(&self) -> usize {
        self.columns.len()
    }
}

/// The field of a heading and how sure it is (0 is the surest).
fn field_of(heading: &str) -> Option<(Field, usize)> {
    let whole = fold(&heading.replace(['(', ')'], ""));
    let short = fold(heading.split('(').next().unwrap_or_default());
    [whole, short].iter().find_map(|label| {
        HEADINGS.iter().find_map(|(field, labels)| {
            labels.iter().position(|known| known == label).map(|rank| (*field, rank))
        })
    })
}

/// Whether a text is a heading of that field: a header row printed again at a page break.
pub(crate) fn is_heading(field: Field, text: &str) -> bool {
    field_of(text).is_some_and(|(known, _)| known == field)
}

/// The row with the most headings, among the first filled rows that have a number and a name.
pub(crate) fn best_header(grid: &Grid) -> Result<Header, Unreadable> {
    let mut best: Option<Header> = None;
    let mut missing = vec!["N° Candidat", "Nom de famille"];
    for (line, cells) in grid.rows().take(HEADER_ROWS) {
        let header = header(line, cells);
        let lacks: Vec<_> = [(Field::Number, "N° Candidat"), (Field::FamilyName, "Nom de famille")]
            .into_iter()
            .filter(|(field, _)| !header.has(*field))
            .map(|(_, name)| name)
            .collect();
        if !lacks.is_empty() {
            if lacks.len() < missing.len() && header.recognised() > 1 {
                missing = lacks;
            }
        } else if best.as_ref().is_none_or(|best| header.recognised() > best.recognised()) {
            best = Some(header);
        }
    }
    best.ok_or(Unreadable::NoHeader { missing })
}

fn header(line: usize, cells: &Cells) -> Header {
    let mut found = Vec::new();
    let mut headings = Vec::new();
    for (column, cell) in cells {
        let Some(text) = clean(&cell.display()).text else { continue };
        if let Some((field, rank)) = field_of(&text) {
            found.push((field, rank, *column));
        }
        headings.push((*column, text));
    }
    let surest = |field: Field| found.iter().filter(|f| f.0 == field).map(|f| f.1).min();
    // Two columns under the same heading are two copies; two columns under different headings are
    // two different things, except the option and the optional tests, which add up.
    let mut columns: Vec<_> = found
        .iter()
        .filter(|(field, rank, _)| {
            let adds_up = matches!(field, Field::Option | Field::Ef4);
            *field != Field::Ine && (adds_up || surest(*field) == Some(*rank))
        })
        .copied()
        .collect();
    columns.sort_unstable();
    let columns: Vec<_> = columns.into_iter().map(|(field, _, column)| (field, column)).collect();
    let read = |column: usize| columns.iter().any(|(_, known)| *known == column);
    let ignored = headings.into_iter().filter(|(column, _)| !read(*column)).map(|(_, text)| text).collect();
    Header { line, columns, ignored }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::Cell;

    #[test]
    fn roster_headings_have_one_meaning_each() {
        let mut all: Vec<_> = HEADINGS.iter().flat_map(|(_, labels)| labels.iter()).collect();
        for label in &all {
            assert_eq!(fold(label), **label);
        }
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn roster_headings_synonyms() {
        let expected = [
            ("N° Candidat", Field::Number),
            ("Nº candidat", Field::Number),
            ("NUMÉRO CANDIDAT", Field::Number),
            ("Matricule", Field::Number),
            ("Nom", Field::FamilyName),
            ("Nom d’usage", Field::UsageName),
            ("Prénom(s)", Field::GivenNames),
            ("Prénom", Field::GivenNames),
            ("Né(e) le", Field::BirthDate),
            ("Né·e le :", Field::BirthDate),
            ("Statut", Field::Category),
            ("Spécialité", Field::Option),
            ("État", Field::State),
            ("Options facultatives", Field::Ef4),
            ("Établissement (UAI)", Field::SchoolUai),
            ("RNE", Field::SchoolUai),
            ("Etablissement", Field::SchoolName),
            ("Courriel (personnel)", Field::Email),
            ("Date de fin de formation", Field::TrainingEnd),
            ("INE", Field::Ine),
        ];
        for (heading, field) in expected {
            assert_eq!(field_of(heading).map(|found| found.0), Some(field), "{heading}");
        }
        for other in ["N° Inscription", "N° Océan", "", "Critères de tris : Nom de famille", "Listes simples"]
        {
            assert_eq!(field_of(other), None, "{other}");
        }
    }

    #[test]
    fn roster_headings_keep_the_surest_of_two() {
        let labels = ["Matricule", "Nom", "N° Candidat", "Nom de famille", "Option", "Code Spécialité"];
        let cells = labels.iter().enumerate().map(|(i, l)| (i, Cell::Text((*l).to_owned()))).collect();
        let header = header(3, &cells);
        assert_eq!(header.columns(Field::Number).collect::<Vec<_>>(), [2]);
        assert_eq!(header.columns(Field::FamilyName).collect::<Vec<_>>(), [3]);
        assert_eq!(header.columns(Field::Option).collect::<Vec<_>>(), [5, 4]);
        assert_eq!(header.ignored, ["Matricule", "Nom"]);
    }
}
