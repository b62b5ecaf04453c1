//! Group headings, and the lines that are neither headings nor achievements.

use super::table::Table;
use crate::colour;
use crate::grid::Grid;
use crate::reading::GroupKind;
use crate::words::{self, holds};

/// What a line of the body without tick nor period is, by its words and its look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A group heading.
    Heading(String),
    /// A note, a legend, a signature, a total.
    Note,
    /// Anything else.
    Entry,
}

/// Tells what the line at a row is; `marked` when it has a tick or a period of its own.
pub fn tell(grid: &Grid, table: &Table, row: u32, marked: bool) -> Line {
    let place = grid.anchor((row, table.title));
    let text = grid.text(place);
    let text = if text.is_empty() { leftmost(grid, table, row) } else { text };
    if text.is_empty() {
        return Line::Entry;
    }
    let plain = words::plain(&text[..super::title::cut(text, 300)]);
    if is_note(text, &plain, marked) {
        return Line::Note;
    }
    if marked {
        return Line::Entry;
    }
    let heading = || Line::Heading(words_of(text));
    let wide = is_wide(grid, table, row);
    if wide && plain.len() > 160 {
        return Line::Note;
    }
    if wide || is_heading(&plain) || (is_banner(grid, table, row) && names_a_group(&plain)) {
        return heading();
    }
    Line::Entry
}

/// A text on one line.
fn words_of(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first text of a row left of the competences, when the titles' own column has none.
fn leftmost<'g>(grid: &'g Grid, table: &Table, row: u32) -> &'g str {
    let end = table.competences.first().map_or(0, |column| column.column);
    let cells =
        grid.row(row).iter().filter(|cell| cell.place.1 < end && !table.periods.contains(&cell.place.1));
    // A number in front of an empty title is a line's number, no heading.
    let mut texts = cells.map(|cell| cell.value.text().trim());
    texts.find(|text| text.chars().filter(|char| char.is_alphabetic()).count() > 5).unwrap_or_default()
}

/// One merged area covers the titles and at least half of the competences.
pub fn is_wide(grid: &Grid, table: &Table, row: u32) -> bool {
    let covered = |from: u32, to: u32| {
        let columns = table.competences.iter().filter(|column| (from..=to).contains(&column.column));
        2 * columns.count() >= table.competences.len()
    };
    let area = grid.area((row, table.title)).filter(|area| area.from.0 == row);
    area.is_some_and(|area| covered(area.from.1, area.to.1))
}

/// The whole line has one colour that is none of a tick: titles and competences alike.
fn is_banner(grid: &Grid, table: &Table, row: u32) -> bool {
    let fill = grid.fill((row, table.title));
    fill.is_some()
        && table.competences.iter().all(|column| colour::same(grid.fill((row, column.column)), fill))
}

/// The official headings and their kin, on a line of their own.
fn is_heading(plain: &str) -> bool {
    const AFTER: [&str; 22] = [
        "en cours",
        "en milieu",
        "en entreprise",
        "en stage",
        "en formation",
        "en alternance",
        "en classe",
        "en centre",
        "en premiere",
        "en seconde",
        "en deuxieme",
        "en autonomie",
        "personnelles",
        "scolaires",
        "effectuees",
        "au cours",
        "dans le cadre",
        "pendant",
        "hors",
        "de stage",
        "de premiere annee",
        "de seconde annee",
    ];
    let plain = unnumbered(plain);
    let rest = plain
        .strip_prefix("realisations professionnelles")
        .or_else(|| plain.strip_prefix("realisations"))
        .or_else(|| plain.strip_prefix("realisation professionnelle"))
        .or_else(|| plain.strip_prefix("realisation"));
    let Some(rest) = rest.map(str::trim) else { return false };
    let short = plain.split(' ').count() <= 14;
    // « Réalisation en … » in the singular begins many a title; the official one says « en cours de formation ».
    let singular = !plain.starts_with("realisations");
    if singular {
        return short
            && (rest.starts_with("en cours de formation") || rest.starts_with("en milieu professionnel"));
    }
    short && AFTER.iter().any(|words| rest == *words || rest.starts_with(&format!("{words} ")))
}

/// A heading without the « 1 », « II » or « A » before it.
fn unnumbered(plain: &str) -> &str {
    let Some((first, rest)) = plain.split_once(' ') else { return plain };
    let number = first.len() <= 2 && first.bytes().all(|byte| byte.is_ascii_digit());
    let roman = first.len() <= 3 && first.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    let letter = matches!(first, "a" | "b" | "c" | "d");
    if (number || roman || letter) && rest.starts_with("realisation") { rest } else { plain }
}

fn names_a_group(plain: &str) -> bool {
    plain.split(' ').count() <= 14
        && [
            "realisation",
            "realisations",
            "stage",
            "stages",
            "entreprise",
            "formation",
            "annee",
            "alternance",
            "personnel",
            "personnels",
            "personnelles",
            "projets",
            "professionnel",
            "professionnelle",
            "scolaire",
            "ateliers",
        ]
        .iter()
        .any(|word| holds(plain, word))
}

fn is_note(text: &str, plain: &str, marked: bool) -> bool {
    const STARTS: [&str; 17] = [
        "nb ",
        "n b ",
        "note ",
        "notes ",
        "legende",
        "remarque",
        "signature",
        "date et signature",
        "date signature",
        "fait a ",
        "fait le ",
        "cachet",
        "visa ",
        "je certifie",
        "je soussigne",
        "vu et ",
        "x competence",
    ];
    let total = plain == "total"
        || plain == "totaux"
        || plain.starts_with("total ")
        || plain.starts_with("nombre de realisations");
    total
        || (!marked && (text.starts_with('*') || text.starts_with("(*")) && !text.contains('\n'))
        || (!marked && STARTS.iter().any(|start| plain.starts_with(start) || plain == start.trim_end()))
}

/// What a heading groups, by its words.
pub fn kind(label: &str) -> GroupKind {
    let plain = words::plain(label);
    let any = |list: &[&str]| list.iter().any(|word| holds(&plain, word));
    let workplace = any(&[
        "milieu professionnel",
        "entreprise",
        "entreprises",
        "stage",
        "stages",
        "alternance",
        "apprentissage",
        "immersion",
        "pfmp",
    ]);
    let first = any(&["premiere", "1ere", "1re", "1 ere", "annee 1", "stage 1", "1er", "1a"]);
    let second = any(&[
        "seconde", "deuxieme", "2eme", "2nde", "2de", "2e", "2 eme", "annee 2", "stage 2", "2nd", "2a",
    ]);
    let training =
        ["formation", "scolaire", "scolaires", "lycee", "classe", "ateliers", "tp", "centre", "cours"];
    match (workplace, first, second) {
        (true, true, false) => GroupKind::WorkplaceYear1,
        (true, false, true) => GroupKind::WorkplaceYear2,
        (false, ..) if any(&training) => GroupKind::Training,
        _ => GroupKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_begin_like_headings_are_none() {
        for heading in [
            "Réalisation en cours de formation\n\n",
            "Réalisations en milieu professionnel en cours de première année",
            "Réalisations personnelles",
            "Réalisations en entreprise",
            "REALISATIONS EN COURS DE FORMATION",
            "1 - Réalisations en cours de formation",
            "II. Réalisations en milieu professionnel",
        ] {
            assert!(is_heading(&words::plain(heading)), "{heading}");
        }
        for title in [
            "Réalisation d'une mise en place d'un annuaire",
            "Réalisations de scripts",
            "Réalisation en PHP d'un site",
            "Réalisations en HTML",
            "Réalisation",
            "1. Réalisation d'un site",
        ] {
            assert!(!is_heading(&words::plain(title)), "{title}");
        }
    }

    #[test]
    fn kinds_by_words() {
        assert_eq!(kind("Réalisation en cours de formation"), GroupKind::Training);
        assert_eq!(
            kind("Réalisations en milieu professionnel en cours de première année"),
            GroupKind::WorkplaceYear1
        );
        assert_eq!(kind("Stage de 2ème année"), GroupKind::WorkplaceYear2);
        assert_eq!(kind("Réalisations personnelles"), GroupKind::Other);
        assert_eq!(kind("Réalisations en entreprise"), GroupKind::Other);
    }
}
