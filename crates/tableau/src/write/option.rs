//! The option ticked in the text of the cells that name it.

use crate::find::{Mark, sign};
use crate::reading::Speciality;

/// The sign put before the option chosen.
const YES: char = '☒';
/// The sign put in place of another ticked one.
const NO: char = '☐';

/// The text of a cell with one option ticked and the other not. The box beside the word is ticked, be it
/// « ▢ SISR », « SISR ☐ » or « [ ] SISR »; without one, a ticked box is put before the word.
pub fn ticked(text: &str, chosen: Speciality) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let mut taken: Vec<usize> = Vec::new();
    let mut from = 0;
    while let Some((at, option)) = word(&chars, from) {
        let yes = option == chosen;
        from = at + 4;
        let before = (0..at).rev().find(|place| !chars[*place].is_whitespace());
        let after = (at + 4..chars.len()).find(|place| !chars[*place].is_whitespace());
        let boxed = [before, after]
            .into_iter()
            .flatten()
            .find(|place| !taken.contains(place) && is_box(&chars, *place));
        match boxed {
            Some(place) => {
                let moved = set(&mut chars, place, yes);
                taken.push(place);
                from = from.saturating_add_signed(if place < at { moved } else { 0 });
            }
            None if yes => {
                chars.splice(at..at, [YES, ' ']);
                taken.push(at);
                from += 2;
            }
            None => {}
        }
    }
    chars.into_iter().collect()
}

/// The next of the two words at or after a place, whole.
fn word(chars: &[char], from: usize) -> Option<(usize, Speciality)> {
    let is_letter =
        |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|char| char.is_alphanumeric());
    (from..chars.len().saturating_sub(3)).find_map(|at| {
        let word: String = chars[at..at + 4].iter().collect();
        let option = match word.to_ascii_uppercase().as_str() {
            "SISR" => Speciality::Sisr,
            "SLAM" => Speciality::Slam,
            _ => return None,
        };
        let whole = !is_letter(at.checked_sub(1)) && !is_letter(Some(at + 4));
        whole.then_some((at, option))
    })
}

/// A sign, or the bracket of `[ ]` next to the word.
fn is_box(chars: &[char], at: usize) -> bool {
    match chars[at] {
        ']' => chars[..at].iter().rev().find(|char| **char != ' ').is_some_and(|char| *char == '['),
        '[' => chars[at + 1..].iter().find(|char| **char != ' ').is_some_and(|char| *char == ']'),
        char => sign(char).is_some() && !char.is_ascii_alphabetic(),
    }
}

/// Ticks a box, or unticks it if it is ticked; says by how much what follows moved.
fn set(chars: &mut Vec<char>, at: usize, yes: bool) -> isize {
    let bracket = matches!(chars[at], '[' | ']');
    if !bracket {
        if yes {
            chars[at] = YES;
        } else if sign(chars[at]) == Some(Mark::Yes) {
            chars[at] = NO;
        }
        return 0;
    }
    let (open, close) = if chars[at] == ']' {
        (chars[..at].iter().rposition(|char| *char == '[').unwrap_or(at), at)
    } else {
        (at, at + chars[at..].iter().position(|char| *char == ']').unwrap_or(0))
    };
    let inside = if yes { 'X' } else { ' ' };
    let before = close - open;
    chars.splice(open + 1..close, [inside]);
    2 - isize::try_from(before).unwrap_or(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_ticked_where_they_are() {
        for (text, wanted) in [
            ("▢ SISR", "☒ SISR"),
            ("▢ SLAM", "▢ SLAM"),
            ("☒ SLAM", "☐ SLAM"),
            ("SISR", "☒ SISR"),
            ("SLAM", "SLAM"),
            ("Option : ☐ SISR ☐ SLAM", "Option : ☒ SISR ☐ SLAM"),
            ("SISR ☐  SLAM ☐", "SISR ☒  SLAM ☐"),
            ("[ ] SISR [ ] SLAM", "[X] SISR [ ] SLAM"),
            ("[] SLAM [  ] SISR", "[ ] SLAM [X] SISR"),
            ("SLAM/SISR", "SLAM/☒ SISR"),
            ("sisr slam", "☒ sisr slam"),
        ] {
            assert_eq!(ticked(text, Speciality::Sisr), wanted, "{text}");
        }
    }
}
