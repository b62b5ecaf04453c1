//! Ranges our own writer names, so that what it wrote is read as it was meant and not guessed.
//!
//! A spreadsheet moves named ranges along with its rows, and keeps them when it saves. A table without them is
//! read by its words alone.

use crate::grid::{self, Area, Place};

/// What every one of our names begins with.
pub const PREFIX: &str = "Florilege_";
/// The lines of one group: followed by 1, 2 or 3.
pub const LINES: &str = "lignes_";
/// The cells above the table whose value is all that follows the first colon.
pub const FIELDS: [(&str, Field); 3] =
    [("nom", Field::Name), ("centre", Field::Centre), ("portfolio", Field::Portfolio)];

/// What a named cell above the table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Name and first name.
    Name,
    /// The training centre.
    Centre,
    /// The portfolio's address.
    Portfolio,
}

/// The named ranges of one sheet.
#[derive(Clone, Debug, Default)]
pub struct Named {
    lines: Vec<(u32, u32)>,
    fields: Vec<(Field, Place)>,
}

impl Named {
    /// Keeps a name of the sheet if it is one of ours; `reference` is such as `'Feuille'!$A$9:$A$18`.
    pub fn keep(&mut self, name: &str, reference: &str) {
        let rest = name.get(PREFIX.len()..).filter(|_| is_ours(name));
        let Some((rest, area)) = rest.zip(area(reference)) else { return };
        if rest.starts_with(LINES) && self.lines.len() < 16 {
            self.lines.push((area.from.0, area.to.0));
        }
        let field = FIELDS.iter().find(|(known, _)| *known == rest);
        self.fields.extend(field.map(|(_, field)| (*field, area.from)));
    }

    /// Whether a row is a line our writer wrote, or one put between two of them.
    pub fn is_line(&self, row: u32) -> bool {
        self.lines.iter().any(|(first, last)| (*first..=*last).contains(&row))
    }

    /// What a cell was named for.
    pub fn field(&self, place: Place) -> Option<Field> {
        self.fields.iter().find(|(_, at)| *at == place).map(|(field, _)| *field)
    }
}

/// Whether a name is one of ours; case does not count, since spreadsheets change it.
pub fn is_ours(name: &str) -> bool {
    name.get(..PREFIX.len()).is_some_and(|head| head.eq_ignore_ascii_case(PREFIX))
}

/// The area of a reference in either notation: `Feuille!$A$9:$A$18`, `$Feuille.$A$9:.$A$18`.
fn area(reference: &str) -> Option<Area> {
    let cells = reference.rsplit(['!', '\'']).next()?;
    let (from, to) = cells.split_once(':').unwrap_or((cells, cells));
    let local = |part: &str| part.rsplit('.').next().map(str::to_owned);
    grid::area(&format!("{}:{}", local(from)?, local(to)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_both_formats() {
        for reference in
            ["'Tableau d''E5'!$A$9:$A$18", "$'E5. x'.$A$9:.$A$18", "Feuille!A9:A18", "$F.$A$9:$F.$A$18"]
        {
            let mut named = Named::default();
            named.keep("florilege_lignes_1", reference);
            assert!(named.is_line(9) && named.is_line(18) && !named.is_line(19), "{reference}");
        }
        let mut named = Named::default();
        named.keep("Florilege_nom", "Feuille!$A$3");
        named.keep("Florilege_centre", "#REF!");
        named.keep("_xlnm.Print_Area", "Feuille!$A$1:$H$35");
        assert_eq!(named.field((3, 1)), Some(Field::Name));
        assert_eq!((named.field((4, 1)), named.is_line(3)), (None, false));
    }
}
