//! Texts in cells: never a formula, whatever they begin with, and the room they take.

use super::raw;
use super::styles::Font;

/// Longest text of a cell, in characters as Excel counts them (UTF-16) and in bytes as our reader does.
pub const LONGEST: usize = 32_767;

/// The content of a cell that holds a text, for a cell of type `inlineStr`.
pub fn inline(text: &str, prefix: &str) -> String {
    format!("<{prefix}is>{}</{prefix}is>", run(text, prefix))
}

/// A text element.
pub fn run(text: &str, prefix: &str) -> String {
    format!("<{prefix}t xml:space=\"preserve\">{}</{prefix}t>", raw::escaped(&kept(text)))
}

/// A text whose own `_xHHHH_` are not taken for the format's escapes.
fn kept(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, char) in text.char_indices() {
        let escape = char == '_' && text.as_bytes().get(at + 1..at + 7).is_some_and(is_escape);
        if escape {
            out.push_str("_x005F_");
        } else {
            out.push(char);
        }
    }
    out
}

fn is_escape(bytes: &[u8]) -> bool {
    bytes[0] == b'x' && bytes[1..5].iter().all(u8::is_ascii_hexdigit) && bytes[5] == b'_'
}

/// Whether a spreadsheet would take a text for a formula once someone edits its cell.
pub fn looks_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\''])
}

/// On how many lines a text is shown in a column so many pixels wide.
pub fn lines(text: &str, width: f64, font: Font) -> u32 {
    // The mean width of a letter, in ems: a little more than Arial's, so that no line is hidden.
    let letter = font.size * 96.0 / 72.0 * if font.bold { 0.60 } else { 0.54 };
    let room = ((width - 6.0) / letter).max(1.0);
    let size = |word: &str| word.chars().map(|char| if char > '\u{10ff}' { 1.9 } else { 1.0 }).sum::<f64>();
    let mut count = 0;
    for line in text.split('\n') {
        let mut used = 0.0;
        count += 1;
        for word in line.split(' ') {
            let mut long = size(word);
            if used > 0.0 && used + 1.0 + long > room {
                (count, used) = (count + 1, 0.0);
            }
            // A word longer than a line is cut.
            while long > room {
                (count, long) = (count + 1, long - room);
            }
            used += long + if used > 0.0 { 1.0 } else { 0.0 };
        }
    }
    count
}

/// The height in points that so many lines take.
pub fn height(lines: u32, font: Font) -> f64 {
    f64::from(lines) * font.size * 1.25 + 4.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_the_format_stay_text() {
        assert_eq!(
            inline("a < b & _x000D_ _x00_", "x:"),
            "<x:is><x:t xml:space=\"preserve\">a &lt; b &amp; _x005F_x000D_ _x00_</x:t></x:is>"
        );
        assert!(looks_like_formula("=1+1") && !looks_like_formula("Un = deux"));
    }

    #[test]
    fn room_for_a_text() {
        let font = Font { size: 11.0, bold: true };
        assert_eq!(lines("Serveur de fichiers\n- Guide\n- Schéma", 498.0, font), 3);
        assert_eq!(lines(&"mot ".repeat(100), 498.0, font), 8);
        assert_eq!(lines(&"m".repeat(120), 498.0, font), 3);
        assert!(height(3, font) > 41.0);
    }
}
