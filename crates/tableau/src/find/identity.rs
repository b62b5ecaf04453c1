//! The lines above the table: session, exam, name, number, centre, portfolio.

use crate::grid::{Cell, Grid, Place, Value};
use crate::named;
use crate::reading::Candidate;
use crate::words::{self, Plain};
use std::ops::Range;

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Name,
    LastName,
    FirstName,
    Number,
    Centre,
    Portfolio,
    Session,
    Other,
}

/// Labels in comparable form; at one place the longest wins.
const LABELS: [(&str, Field); 37] = [
    ("nom et prenom", Field::Name),
    ("nom et prenoms", Field::Name),
    ("nom prenom", Field::Name),
    ("nom prenoms", Field::Name),
    ("noms et prenoms", Field::Name),
    ("prenom et nom", Field::Name),
    ("prenom nom", Field::Name),
    ("nom du candidat", Field::Name),
    ("nom de la candidate", Field::Name),
    ("candidat", Field::Name),
    ("candidate", Field::Name),
    ("nom", Field::LastName),
    ("nom de famille", Field::LastName),
    ("prenom", Field::FirstName),
    ("prenoms", Field::FirstName),
    ("n candidat", Field::Number),
    ("no candidat", Field::Number),
    ("num candidat", Field::Number),
    ("numero candidat", Field::Number),
    ("numero de candidat", Field::Number),
    ("numero du candidat", Field::Number),
    ("n de candidat", Field::Number),
    ("n du candidat", Field::Number),
    ("candidat n", Field::Number),
    ("n d inscription", Field::Number),
    ("numero d inscription", Field::Number),
    ("centre de formation", Field::Centre),
    ("etablissement", Field::Centre),
    ("etablissement de formation", Field::Centre),
    ("adresse url du portfolio", Field::Portfolio),
    ("adresse du portfolio", Field::Portfolio),
    ("url du portfolio", Field::Portfolio),
    ("lien du portfolio", Field::Portfolio),
    ("lien vers le portfolio", Field::Portfolio),
    ("portfolio", Field::Portfolio),
    ("session", Field::Session),
    ("option", Field::Other),
];

/// What was found, and where the number and the session stand.
#[derive(Debug, Default)]
pub struct Identity {
    /// Name, number, centre, portfolio.
    pub candidate: Candidate,
    /// The session as written.
    pub session: Option<String>,
    /// The exam as written.
    pub exam: Option<String>,
    /// The cell of the number or of its label.
    pub number_at: Option<Place>,
    /// The number stood in a cell of numbers, which shows no leading zero.
    pub number_is_numeric: bool,
    /// The cell of the session.
    pub session_at: Option<Place>,
}

/// Reads the rows above `end`.
pub fn read(grid: &Grid, end: u32) -> Identity {
    let mut identity = Identity::default();
    let (mut last_name, mut first_name) = (None, None);
    for cell in grid.cells.iter().take_while(|cell| cell.place.0 < end).take(2_000) {
        if grid.anchor(cell.place) != cell.place {
            continue;
        }
        if let Some(field) = grid.named.field(cell.place)
            && identity.take_named(field, cell.value.text())
        {
            continue;
        }
        let text = cell.value.text();
        let text = &text[..super::title::cut(text, 2_000)];
        identity.exam = identity.exam.take().or_else(|| exam(text));
        for (field, value) in labelled(text) {
            let (value, source) = match value {
                Some(value) => (Some(value.to_owned()), cell),
                None => beside(grid, cell),
            };
            identity.take(field, value, cell, source, (&mut last_name, &mut first_name), grid);
        }
    }
    let both = [last_name, first_name].into_iter().flatten().collect::<Vec<_>>().join(" ");
    identity.candidate.name = identity.candidate.name.take().or(Some(both).filter(|name| !name.is_empty()));
    identity.exam = identity.exam.take().or_else(|| exam(&grid.name));
    identity
}

impl Identity {
    /// What our own writer put after the label of a cell, whatever it looks like; false when the label is gone.
    fn take_named(&mut self, field: named::Field, text: &str) -> bool {
        let (label, candidate) = (announced(text).first().map(|(label, _)| *label), &mut self.candidate);
        let (own, slot) = match field {
            named::Field::Name => (Field::Name, &mut candidate.name),
            named::Field::Centre => (Field::Centre, &mut candidate.centre),
            named::Field::Portfolio => (Field::Portfolio, &mut candidate.portfolio_url),
        };
        let Some((_, value)) = text.split_once(':').filter(|_| label == Some(own)) else { return false };
        *slot = Some(value.trim().to_owned()).filter(|value| !value.is_empty());
        true
    }

    fn take(
        &mut self,
        field: Field,
        value: Option<String>,
        label: &Cell,
        source: &Cell,
        (last, first): (&mut Option<String>, &mut Option<String>),
        grid: &Grid,
    ) {
        let candidate = &mut self.candidate;
        match field {
            Field::Name => candidate.name = candidate.name.take().or(value),
            Field::LastName => *last = last.take().or(value),
            Field::FirstName => *first = first.take().or(value),
            Field::Centre => candidate.centre = candidate.centre.take().or(value),
            Field::Number if candidate.number.is_none() => {
                candidate.number = value.as_deref().and_then(number);
                self.number_is_numeric =
                    matches!(source.value, Value::Number(..)) && candidate.number.is_some();
                self.number_at = Some(if candidate.number.is_some() { source.place } else { label.place });
            }
            Field::Portfolio if candidate.portfolio_url.is_none() => {
                let link = grid.links.get(&source.place).or_else(|| grid.links.get(&label.place));
                candidate.portfolio_url = address(value, link);
            }
            Field::Session if self.session.is_none() => {
                self.session = value.map(|value| year(&value).unwrap_or(value));
                self.session_at = Some(source.place);
            }
            Field::Number | Field::Portfolio | Field::Session | Field::Other => {}
        }
    }
}

/// The labels of a text, each with the value that follows it in the same text.
fn labelled(text: &str) -> Vec<(Field, Option<&str>)> {
    announced(text).into_iter().map(|(field, rest)| (field, value(&text[rest]))).collect()
}

/// The labels of a text, each with the bytes from its end to the next label or the end of the text.
pub fn announced(text: &str) -> Vec<(Field, Range<usize>)> {
    let plain = Plain::new(text);
    let mut found: Vec<(usize, usize, Field)> = Vec::new();
    let mut at = 0;
    while at < plain.text.len() {
        let here = &plain.text[at..];
        let fits = LABELS.iter().filter(|(words, _)| words::begins(here, words));
        let longest = fits.max_by_key(|(words, _)| words.len());
        if let Some((words, field)) = longest
            && let (Some(start), end) =
                (plain.original(at), plain.original(at + words.len()).unwrap_or(text.len()))
            && (at == 0 || (announces(&text[end..]) && !begins_value(&text[..start])))
            && found.last().is_none_or(|(_, before, _)| !goes_on(&text[*before..start]))
        {
            found.push((start, end, *field));
            at += words.len();
        } else {
            at += here.find(' ').unwrap_or(here.len());
        }
        at += 1;
    }
    let ends = found.iter().skip(1).map(|(start, ..)| *start).chain([text.len()]);
    let pairs = found.iter().zip(ends.collect::<Vec<_>>());
    pairs.map(|((_, end, field), next)| (*field, *end..next)).collect()
}

/// A label inside a text is one only when a colon follows it.
fn announces(rest: &str) -> bool {
    let rest = rest.trim_start_matches(|char: char| char.is_whitespace() || char == '\u{a0}');
    rest.starts_with([':', '：'])
}

/// « du », between « Nom et prénom » and « candidat »: still the same label.
fn goes_on(between: &str) -> bool {
    between.len() < 20 && !between.contains([':', '\n', '\t']) && !between.contains("  ")
}

/// Right after a colon comes a value, be it a word that is also a label.
fn begins_value(before: &str) -> bool {
    before.trim_end_matches([' ', '\u{a0}']).ends_with([':', '：'])
}

fn value(rest: &str) -> Option<&str> {
    let mut rest = rest;
    rest = &rest[colon(rest)..];
    let empty = |char: char| char.is_whitespace() || matches!(char, ':' | '：' | '…' | '_' | '\u{a0}' | '.');
    let value = rest.trim_start_matches(empty).trim_end_matches(|char| empty(char) || char == '-');
    let says = value.chars().any(char::is_alphanumeric) && !completes(value);
    says.then_some(value)
}

/// Whether what follows a label says something.
pub fn says(rest: &str) -> bool {
    value(rest).is_some()
}

/// The length of what still belongs to a label: up to its colon and with it, or nothing.
pub fn colon(rest: &str) -> usize {
    rest.split_once([':', '：'])
        .filter(|(before, _)| before.len() < 60 && (before.trim().is_empty() || is_filler(before)))
        .map_or(0, |(_, after)| rest.len() - after.len())
}

/// « du candidat » alone, « (obligatoire) » alone: still the label, whose value stands elsewhere.
fn completes(value: &str) -> bool {
    let plain = words::plain(value);
    let known = [
        "du",
        "de",
        "la",
        "l",
        "le",
        "candidat",
        "candidate",
        "etudiant",
        "etudiante",
        "e",
        "obligatoire",
        "s",
    ];
    (value.starts_with('(') && value.ends_with(')')) || plain.split(' ').all(|word| known.contains(&word))
}

/// « du candidat », « (obligatoire) »: what completes a label before its colon.
fn is_filler(text: &str) -> bool {
    let text = text.trim();
    let plain = words::plain(text);
    text.starts_with('(') || ["du ", "de ", "d ", "des ", "s"].iter().any(|start| plain.starts_with(start))
}

/// The value in the cells to the right of a label that has none of its own.
fn beside<'g>(grid: &'g Grid, label: &'g Cell) -> (Option<String>, &'g Cell) {
    let (row, column) = label.place;
    let after = grid.area(label.place).map_or(column, |area| area.to.1);
    for cell in grid.row(row).iter().filter(|cell| cell.place.1 > after && cell.place.1 <= after + 12) {
        let text = cell.value.text().trim();
        if text.is_empty() {
            continue;
        }
        let (text, label_again) = (&text[..super::title::cut(text, 2_000)], !labelled(text).is_empty());
        return if label_again { (None, label) } else { (value(text).map(Into::into), cell) };
    }
    (None, label)
}

/// A candidate's number: digits, spaces and dots between them left out.
pub fn number(value: &str) -> Option<String> {
    let mut runs = vec![String::new()];
    for char in value.chars() {
        match char {
            '0'..='9' => runs.last_mut()?.push(char),
            ' ' | '\u{a0}' | '\u{202f}' | '.' | '-' => {}
            _ => runs.push(String::new()),
        }
    }
    runs.into_iter().filter(|run| run.len() >= 4).max_by_key(String::len)
}

/// The portfolio's address: the first word that looks like one, or the cell's link, or the text.
fn address(value: Option<String>, link: Option<&String>) -> Option<String> {
    let looks = |word: &&str| {
        let lower = word.to_lowercase();
        lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.")
    };
    let host =
        |word: &&str| word.contains('.') && !word.ends_with('.') && word.len() > 4 && !word.contains('@');
    let text = value.as_deref().unwrap_or_default();
    let words = || text.split_whitespace();
    let word = words().find(looks).map(str::to_owned);
    let link = link.filter(|link| link.starts_with("http")).cloned();
    word.or(link).or_else(|| words().find(host).map(str::to_owned)).or(value)
}

/// The only year of a text, or the text of two.
fn year(value: &str) -> Option<String> {
    let years: Vec<&str> = value
        .split(|char: char| !char.is_ascii_digit())
        .filter(|digits| digits.len() == 4 && digits.starts_with("20"))
        .collect();
    match years.as_slice() {
        [year] => Some((*year).to_owned()),
        _ => None,
    }
}

/// « E4 », « E5 »… as a word of a text.
fn exam(text: &str) -> Option<String> {
    let plain = words::plain(text);
    let word = plain.split(' ').find(|word| matches!(*word, "e4" | "e5" | "e6"))?;
    Some(word.to_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_values_of_one_text() {
        assert_eq!(labelled("NOM et prénom : "), [(Field::Name, None)]);
        assert_eq!(labelled("N° candidat :  01936542087"), [(Field::Number, Some("01936542087"))]);
        let two = labelled("NOM et prénom : DURAND Alex      N° candidat : 0193");
        assert_eq!(two, [(Field::Name, Some("DURAND Alex      ".trim_end())), (Field::Number, Some("0193"))]);
        assert_eq!(
            labelled("Nom et prénom du candidat : LE NOM Option"),
            [(Field::Name, Some("LE NOM Option"))]
        );
        assert_eq!(
            labelled("Centre de formation : Établissement Jean Zay"),
            [(Field::Centre, Some("Établissement Jean Zay"))]
        );
        assert_eq!(labelled("Centre de formation\nLycée"), [(Field::Centre, Some("Lycée"))]);
    }

    #[test]
    fn numbers_addresses_and_years() {
        assert_eq!(number("0193 654 2087").as_deref(), Some("01936542087"));
        assert_eq!(number("à venir"), None);
        let found = address(Some("voir https://a.example/b ici".into()), None);
        assert_eq!(found.as_deref(), Some("https://a.example/b"));
        assert_eq!(
            address(Some("Mon portfolio".into()), Some(&"https://c.example".into())).as_deref(),
            Some("https://c.example")
        );
        assert_eq!(year("2026").as_deref(), Some("2026"));
        assert_eq!(year("2025-2026"), None);
        assert_eq!(exam("Tableau de synthèse Épreuve E5").as_deref(), Some("E5"));
    }
}
