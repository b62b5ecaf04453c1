//! The lines above the headings: school, session, diploma.

use crate::grid::Grid;
use crate::value::{clean, fold};

/// What the lines above the headings say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Preamble {
    pub(crate) school_name: Option<String>,
    pub(crate) school_uai: Option<String>,
    pub(crate) session: Option<i16>,
    pub(crate) diploma: Option<String>,
}

/// Reads the lines above `header_line`.
pub(crate) fn read(grid: &Grid, header_line: usize) -> Preamble {
    let mut said = Preamble::default();
    let mut lone_year = None;
    for (_, cells) in grid.rows().take_while(|(line, _)| *line < header_line) {
        for (_, cell) in cells {
            let Some(text) = clean(&cell.display()).text else { continue };
            if said.school_uai.is_none()
                && let Some((name, uai)) = school(&text)
            {
                (said.school_name, said.school_uai) = (name, Some(uai));
            }
            let folded = fold(&text);
            if let Some(year) = year_after_session(&folded) {
                said.session = said.session.or(Some(year));
                said.diploma = said.diploma.or_else(|| diploma(&text));
            } else if cells.len() == 1 {
                lone_year = lone_year.or_else(|| year(&folded));
            }
        }
    }
    said.session = said.session.or(lone_year);
    said
}

/// « LYC JEAN ZAY – VILLE (0999999Z) » as the name and the UAI.
pub(crate) fn school(text: &str) -> Option<(Option<String>, String)> {
    text.match_indices('(').find_map(|(open, _)| {
        let inside = text.get(open + 1..)?.split(')').next()?;
        let name = text.get(..open)?.trim();
        Some((Some(name.to_owned()).filter(|name| !name.is_empty()), uai(inside)?))
    })
}

/// Seven digits and a letter, in upper case.
pub(crate) fn uai(text: &str) -> Option<String> {
    let text = text.trim();
    let (digits, letter) = text.split_at_checked(7)?;
    let right = digits.bytes().all(|b| b.is_ascii_digit())
        && letter.len() == 1
        && letter.bytes().all(|b| b.is_ascii_alphabetic());
    right.then(|| text.to_ascii_uppercase())
}

fn year_after_session(folded: &str) -> Option<i16> {
    let mut words = folded.split(' ').skip_while(|word| *word != "session");
    words.next()?;
    words.next().and_then(year)
}

fn year(word: &str) -> Option<i16> {
    word.parse().ok().filter(|year| (2000..2100).contains(year))
}

/// The code in « Session 2026 / BTS / 32602 »: five digits, and a letter or not.
fn diploma(text: &str) -> Option<String> {
    text.split('/')
        .map(str::trim)
        .find(|part| {
            let (digits, letter) = part.split_at_checked(5).unwrap_or_default();
            !digits.is_empty()
                && digits.bytes().all(|b| b.is_ascii_digit())
                && letter.len() < 2
                && letter.bytes().all(|b| b.is_ascii_alphabetic())
        })
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roster_preamble_school() {
        let school_of = |text: &str| school(text);
        assert_eq!(
            school_of("LYC (POLY) JEAN ZAY (0999999z)"),
            Some((Some("LYC (POLY) JEAN ZAY".to_owned()), "0999999Z".to_owned()))
        );
        assert_eq!(school_of("(0999999Z)"), Some((None, "0999999Z".to_owned())));
        assert_eq!(school_of("LYC JEAN ZAY"), None);
        assert_eq!(school_of("LYC (09999999)"), None);
        assert_eq!(school_of("((é"), None);
    }

    #[test]
    fn roster_preamble_session_and_diploma() {
        assert_eq!(year_after_session("criteres de recherche session 2026 bts 32602"), Some(2026));
        assert_eq!(year_after_session("session bts"), None);
        assert_eq!(diploma("Session 2026 / BTS / 32602").as_deref(), Some("32602"));
        assert_eq!(diploma("Session 2026 / BTS"), None);
    }
}
