//! The option: SISR or SLAM, by a mark, a bare word, a shape, or not at all.

use super::marks::{self, Mark};
use crate::grid::{Grid, Place};
use crate::reading::{OptionReadBy, Speciality};
use crate::words;

/// One of the two words somewhere above the table.
#[derive(Clone, Debug)]
struct Mention {
    place: Place,
    option: Speciality,
    /// What stands beside the word, if anything does.
    mark: Option<char>,
    /// The word is lost among others.
    lost: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token {
    Word(Speciality),
    Sign(char),
    Neutral,
    Other,
}

/// Reads the option from the rows above `end`.
pub fn read(grid: &Grid, end: u32) -> (Option<Speciality>, OptionReadBy) {
    let mut mentions = Vec::new();
    for cell in grid.cells.iter().take_while(|cell| cell.place.0 < end).take(2_000) {
        // What a named cell holds is a name or an address, were it « SLAM ».
        if grid.anchor(cell.place) == cell.place && grid.named.field(cell.place).is_none() {
            mentions.extend(mentions_of(cell.value.text(), cell.place));
        }
    }
    if let Some(option) = marked(&mentions).or_else(|| neighbour(grid, &mentions)) {
        return (Some(option), OptionReadBy::Text);
    }
    if let Some(option) = drawn(grid, &mentions, end) {
        return (Some(option), OptionReadBy::Drawing);
    }
    bare(&mentions).map_or((None, OptionReadBy::None), |option| (Some(option), OptionReadBy::Text))
}

/// The one value of several, if they agree.
fn only(options: impl Iterator<Item = Speciality>) -> Option<Speciality> {
    let mut options = options;
    let first = options.next()?;
    options.all(|option| option == first).then_some(first)
}

/// The option that a sign says yes to; between a check and a cross, the check.
fn marked(mentions: &[Mention]) -> Option<Speciality> {
    let yes = || mentions.iter().filter(|mention| mention.mark.and_then(marks::sign) == Some(Mark::Yes));
    only(yes().map(|mention| mention.option)).or_else(|| {
        only(yes().filter(|mention| mention.mark.is_some_and(marks::is_check)).map(|mention| mention.option))
    })
}

/// A sign alone in the cell before or after the word's.
fn neighbour(grid: &Grid, mentions: &[Mention]) -> Option<Speciality> {
    let signs = |place: Place| {
        grid.cell(place).is_some_and(|cell| {
            marks::read(cell.value.text()) == Mark::Yes || cell.value == crate::grid::Value::Bool(true)
        })
    };
    let beside = |after: bool| {
        let told = mentions.iter().filter(|mention| !mention.lost).filter(|mention| {
            let (row, column) = mention.place;
            let end = grid.area(mention.place).map_or(column, |area| area.to.1);
            if after { signs((row, end + 1)) } else { column > 1 && signs(grid.anchor((row, column - 1))) }
        });
        only(told.map(|mention| mention.option).collect::<Vec<_>>().into_iter())
    };
    match (beside(false), beside(true)) {
        (Some(left), Some(right)) => (left == right).then_some(left),
        (left, right) => left.or(right),
    }
}

/// The option a shape stands over, or names, or crossed borders strike.
fn drawn(grid: &Grid, mentions: &[Mention], end: u32) -> Option<Speciality> {
    let at = |place: Place| {
        let place = grid.anchor(place);
        only(
            mentions
                .iter()
                .filter(|mention| mention.place == place && !mention.lost)
                .map(|mention| mention.option),
        )
    };
    let shapes =
        grid.drawings.iter().filter(|drawing| drawing.cell.0 < end && drawing.checked != Some(false));
    let named = shapes.clone().flat_map(|drawing| {
        let mut named = mentions_of(&drawing.text, drawing.cell);
        if drawing.checked == Some(true) {
            for mention in &mut named {
                mention.mark = Some('☑');
            }
        }
        named
    });
    let named: Vec<Mention> = named.collect();
    if let Some(option) = marked(&named).or_else(|| only(named.iter().map(|mention| mention.option))) {
        return Some(option);
    }
    let over = shapes.filter(|drawing| {
        drawing.small && (drawing.text.trim().is_empty() || marks::read(&drawing.text) == Mark::Yes)
    });
    let over = over.filter_map(|drawing| {
        let (row, column) = drawing.cell;
        at((row, column)).or_else(|| at((row, column + 1)))
    });
    let crossed = mentions.iter().filter(|mention| grid.cell(mention.place).is_some_and(|cell| cell.crossed));
    only(over.collect::<Vec<_>>().into_iter()).or_else(|| only(crossed.map(|mention| mention.option)))
}

/// The only option named: the other one was taken out.
fn bare(mentions: &[Mention]) -> Option<Speciality> {
    let plain = || mentions.iter().filter(|mention| !mention.lost);
    let unmarked = plain().filter(|mention| mention.mark.is_none());
    only(unmarked.map(|mention| mention.option))
        .or_else(|| only(plain().map(|mention| mention.option)))
        .or_else(|| {
            if plain().next().is_none() { only(mentions.iter().map(|mention| mention.option)) } else { None }
        })
}

/// The options a text names among no other words.
pub fn options(text: &str) -> Vec<Speciality> {
    let mentions = mentions_of(text, (1, 1)).into_iter().filter(|mention| !mention.lost);
    mentions.map(|mention| mention.option).collect()
}

/// The options a text names, each with the sign beside it.
fn mentions_of(text: &str, place: Place) -> Vec<Mention> {
    if text.len() > 1_000
        || !text
            .as_bytes()
            .windows(4)
            .any(|word| word.eq_ignore_ascii_case(b"sisr") || word.eq_ignore_ascii_case(b"slam"))
    {
        return Vec::new();
    }
    let tokens = tokens(text);
    let lost = tokens.contains(&Token::Other);
    let mut taken = vec![false; tokens.len()];
    let mut mentions = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Token::Word(option) = *token else { continue };
        let mut mark = None;
        for beside in [at.checked_sub(1), Some(at + 1)].into_iter().flatten() {
            if mark.is_none()
                && let Some(Token::Sign(sign)) = tokens.get(beside)
                && !taken[beside]
            {
                (mark, taken[beside]) = (Some(*sign), true);
            }
        }
        mentions.push(Mention { place, option, mark, lost });
    }
    mentions
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    // Empty brackets are an empty box.
    let text = text.replace("[ ]", "☐").replace("( )", "☐").replace("[]", "☐").replace("()", "☐");
    let mut word = String::new();
    for char in text.chars().chain([' ']) {
        if char.is_alphanumeric() {
            word.push(char);
            continue;
        }
        if !word.is_empty() {
            tokens.extend(token(&words::plain(&word)));
            word.clear();
        }
        if marks::sign(char).is_some() {
            tokens.push(Token::Sign(char));
        }
    }
    tokens.retain(|token| *token != Token::Neutral);
    tokens
}

fn token(word: &str) -> Option<Token> {
    Some(match word {
        "sisr" => Token::Word(Speciality::Sisr),
        "slam" => Token::Word(Speciality::Slam),
        // Letters that Wingdings shows as ticked boxes, checks and crosses.
        "x" | "oui" | "xx" | "þ" | "ý" | "ü" | "û" | "r" => Token::Sign('X'),
        "o" | "non" => Token::Sign('☐'),
        "option" | "options" | "specialite" | "parcours" | "bts" | "sio" | "ou" | "choisie" | "a" | "b" => {
            Token::Neutral
        }
        "" => return None,
        _ => Token::Other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::{Cell, Drawing, Value};

    fn sheet(texts: &[(&str, Place)]) -> Grid {
        let mut grid = Grid::default();
        for (text, place) in texts {
            grid.keep(Cell { place: *place, value: Value::from_text(text), ..Cell::default() });
        }
        grid.seal();
        grid
    }

    fn of(texts: &[(&str, Place)]) -> Option<Speciality> {
        read(&sheet(texts), 6).0
    }

    #[test]
    fn marks_in_text() {
        for (left, right) in [
            ("▢ SISR", "X SLAM"),
            ("☐ SISR", "☑ SLAM"),
            ("□SISR", "■SLAM"),
            ("SISR", "SLAM X"),
            ("☒ SISR", "☑ SLAM"),
        ] {
            assert_eq!(of(&[(left, (4, 7)), (right, (4, 8))]), Some(Speciality::Slam), "{left} | {right}");
        }
        for one in [
            "Option : ☑ SISR ☐ SLAM",
            "SISR [x] SLAM [ ]",
            "SISR",
            "Option : SISR",
            "Option SISR",
            "X SISR   SLAM",
        ] {
            assert_eq!(of(&[(one, (4, 6))]), Some(Speciality::Sisr), "{one}");
        }
        assert_eq!(of(&[("X", (4, 6)), ("SISR", (4, 7)), ("SLAM", (4, 9))]), Some(Speciality::Sisr));
    }

    #[test]
    fn nowhere_or_both() {
        assert_eq!(of(&[("▢ SISR", (4, 7)), ("▢ SLAM", (4, 8))]), None);
        assert_eq!(of(&[("☒ SISR", (4, 7)), ("☒ SLAM", (4, 8))]), None);
        assert_eq!(of(&[("Option : SISR / SLAM", (4, 7))]), None);
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn a_shape_over_the_word() {
        let mut grid = sheet(&[("▢ SISR", (4, 7)), ("▢ SLAM", (4, 8))]);
        grid.drawings.push(Drawing { cell: (4, 8), small: true, ..Drawing::default() });
        assert_eq!(read(&grid, 6), (Some(Speciality::Slam), OptionReadBy::Drawing));
        grid.drawings[0] = Drawing { cell: (1, 1), small: false, text: "☑ SISR".into(), checked: None };
        assert_eq!(read(&grid, 6), (Some(Speciality::Sisr), OptionReadBy::Drawing));
    }
}
