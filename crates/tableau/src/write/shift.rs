//! Rows put in, and where everything below them goes.

use crate::grid::{self, Area, letters};

/// Rows to put in after others; rows are those of the model, 1-based.
#[derive(Clone, Debug, Default)]
pub struct Shift {
    /// (after which row, how many), in the order of rows.
    inserts: Vec<(u32, u32)>,
}

impl Shift {
    /// Rows put in after others, in any order; none counts for nothing.
    pub fn new(mut inserts: Vec<(u32, u32)>) -> Self {
        inserts.retain(|(_, count)| *count > 0);
        inserts.sort_unstable();
        Self { inserts }
    }

    /// Whether nothing moves.
    pub fn is_still(&self) -> bool {
        self.inserts.is_empty()
    }

    /// Where a row of the model goes.
    pub fn row(&self, row: u32) -> u32 {
        self.inserts
            .iter()
            .filter(|(after, _)| *after < row)
            .fold(row, |sum, (_, count)| sum.saturating_add(*count))
    }

    /// Where an area goes: it grows when rows are put inside it.
    pub fn area(&self, area: Area) -> Area {
        let moved = |(row, column)| (self.row(row), column);
        Area { from: moved(area.from), to: moved(area.to) }
    }

    /// A list of areas such as `A1:H8 C3`; what is no area stays. With `grows`, an area that ends on the row
    /// after which rows are put takes them too.
    pub fn list(&self, list: &str, grows: bool) -> String {
        let one = |reference: &str| {
            let Some(area) = grid::area(reference) else { return reference.to_owned() };
            let mut moved = self.area(area);
            if grows {
                let more = self.inserts.iter().filter(|(after, _)| *after == area.to.0);
                moved.to.0 += more.map(|(_, count)| count).sum::<u32>();
            }
            shown(moved, reference.contains(':'))
        };
        list.split(' ').map(one).collect::<Vec<_>>().join(" ")
    }

    /// A formula, in which cells of the sheet `sheet` move; cells without a sheet's name move if `own`.
    pub fn formula(&self, formula: &str, sheet: &str, own: bool) -> String {
        let mut out = String::with_capacity(formula.len());
        let (mut rest, mut ours) = (formula, own);
        while let Some(char) = rest.chars().next() {
            let (token, after) = rest.split_at(token(rest));
            if let Some(tail) = after.strip_prefix('!').filter(|_| char == '\'' || is_word(char)) {
                let name = token.trim_matches('\'').replace("''", "'");
                ours = name.eq_ignore_ascii_case(sheet) || name == sheet;
                out.push_str(token);
                out.push('!');
                rest = tail;
                continue;
            }
            let called = after.starts_with('(');
            if is_word(char) && ours && !called {
                out.push_str(&self.reference(token, after.starts_with(':') || out.ends_with(':')));
            } else {
                out.push_str(token);
            }
            // The second half of a range is on the sheet of the first.
            if !after.starts_with(':') && char != ':' {
                ours = own;
            }
            rest = after;
        }
        out
    }

    /// A cell, or a row of a range of rows; anything else stays.
    fn reference(&self, token: &str, of_range: bool) -> String {
        let head = token.trim_end_matches(|char: char| char.is_ascii_digit());
        let digits = &token[head.len()..];
        let is_row = of_range && matches!(head, "" | "$");
        match digits.parse() {
            Ok(row) if is_row || grid::place(token).is_some() => format!("{head}{}", self.row(row)),
            _ => token.to_owned(),
        }
    }
}

/// The length of the token a formula begins with: a text, a quoted name, a word, or one character.
fn token(formula: &str) -> usize {
    let mut chars = formula.char_indices();
    let Some((_, first)) = chars.next() else { return 0 };
    if matches!(first, '"' | '\'') {
        let mut rest = &formula[1..];
        let mut end = 1;
        // A quote inside is written twice.
        while let Some(at) = rest.find(first) {
            end += at + 1;
            rest = &rest[at + 1..];
            if !rest.starts_with(first) {
                return end;
            }
            (end, rest) = (end + 1, &rest[1..]);
        }
        return formula.len();
    }
    if !is_word(first) {
        return first.len_utf8();
    }
    formula.find(|char| !is_word(char)).unwrap_or(formula.len())
}

fn is_word(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, '$' | '_' | '.')
}

/// An area as a reference; a single cell alone unless `range`.
pub fn shown(area: Area, range: bool) -> String {
    let name = |(row, column): grid::Place| format!("{}{row}", letters(column));
    if range { format!("{}:{}", name(area.from), name(area.to)) } else { name(area.from) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shift() -> Shift {
        Shift::new(vec![(22, 3), (13, 10), (30, 0)])
    }

    #[test]
    fn rows_and_areas() {
        let shift = shift();
        assert_eq!([13, 14, 22, 23, 35].map(|row| shift.row(row)), [13, 24, 32, 36, 48]);
        assert_eq!(shift.list("A1:H35 C13 C9:C13 x", false), "A1:H48 C13 C9:C13 x");
        assert_eq!(shift.list("C9:C13", true), "C9:C23");
        assert!(Shift::default().is_still() && !shift.is_still());
    }

    #[test]
    fn formulas() {
        let shift = shift();
        for (formula, moved) in [
            ("'Tableau d''E5'!$A$1:$H$35", "'Tableau d''E5'!$A$1:$H$48"),
            ("'Tableau d''E5'!$6:$20", "'Tableau d''E5'!$6:$30"),
            ("Autre!A35+A35", "Autre!A35+A48"),
            ("COUNTIF(C9:C34,\"A35\")*LOG10(2)", "COUNTIF(C9:C47,\"A35\")*LOG10(2)"),
            ("SUM(Autre!A14:A35)&A14", "SUM(Autre!A14:A35)&A24"),
            ("TAUX20+é35+35", "TAUX20+é35+35"),
        ] {
            assert_eq!(shift.formula(formula, "Tableau d'E5", true), moved);
        }
        assert_eq!(shift.formula("A35", "Tableau", false), "A35");
        assert_eq!(shift.formula("Tableau!A35", "Tableau", false), "Tableau!A48");
    }
}
