//! Signs: what says « yes » in a cell, and what says « no ».

use crate::words;

/// What a short text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Ticked.
    Yes,
    /// An empty box, « non », nothing.
    No,
    /// Neither.
    Other,
}

/// What one character says, when it is a sign.
pub fn sign(char: char) -> Option<Mark> {
    match char {
        'x' | 'X' | 'х' | 'Х' | 'χ' | 'Χ' | '×' | '✕' | '✖' | '✗' | '✘' | '☓' | '❌' | '╳' | '⨯' | '⨉'
        | '🗙' | '🗷' | '☒' | '⊠' | '⮽' | '🗵' | '🗶' | '❎' | '✓' | '✔' | '☑' | '✅' | '🗸' | '🗹' | '√' | '■'
        | '▣' | '◼' | '⬛' | '▪' | '◾' | '█' | '●' | '⬤' | '◉' | '⦿' | '•' | '★' | '✱' | '👍' => {
            Some(Mark::Yes)
        }
        '¨' | '£' | '▢' | '☐' | '□' | '◻' | '⬜' | '◽' | '▫' | '○' | '◯' | '⚪' | '❏' | '❑' | '❒' | '❐'
        | '🞎' | '⬚' => Some(Mark::No),
        _ => None,
    }
}

/// Whether a sign is a check mark: next to a cross, it is the one that says yes.
pub fn is_check(char: char) -> bool {
    matches!(char, '✓' | '✔' | '☑' | '✅' | '🗸' | '🗹' | '√')
}

/// What the text of a competence's cell says.
pub fn read(text: &str) -> Mark {
    let text = text.trim();
    let mut signs = text.chars().filter(|char| !char.is_whitespace() && !is_wrapping(*char)).map(sign);
    let (mut yes, mut no, mut only) = (false, false, true);
    for sign in &mut signs {
        match sign {
            Some(Mark::Yes) => yes = true,
            Some(Mark::No) => no = true,
            _ => only = false,
        }
    }
    if only {
        let stars = !yes && !no && matches!(text, "*" | "**");
        return if (yes && !no) || stars { Mark::Yes } else { Mark::No };
    }
    match words::plain(text).as_str() {
        "oui" | "yes" | "vrai" | "true" | "ok" | "1" | "o" | "y" | "1 0" | "fait" | "acquis" | "u" | "þ"
        | "v" => Mark::Yes,
        "" if text == "+" || text == "++" => Mark::Yes,
        "" | "0" | "non" | "no" | "faux" | "false" | "n" | "na" | "n a" | "neant" | "aucune" | "aucun"
        | "sans objet" | "non mobilisee" | "nc" | "0 0" => Mark::No,
        // Wingdings draws a check, a cross or a ticked box for these letters.
        _ if matches!(text, "ü" | "û" | "þ" | "ý" | "\u{f0fc}" | "\u{f0fb}" | "\u{f0fe}" | "\u{f0fd}") => {
            Mark::Yes
        }
        _ => Mark::Other,
    }
}

/// Brackets, dashes and dots around a sign, and what makes an emoji of it.
fn is_wrapping(char: char) -> bool {
    matches!(
        char,
        '(' | ')'
            | '['
            | ']'
            | '.'
            | '-'
            | '–'
            | '—'
            | '_'
            | '/'
            | '*'
            | ','
            | '{'
            | '}'
            | '|'
            | '"'
            | '\''
            | '’'
            | '«'
            | '»'
            | '\u{200b}'
            | '\u{fe0e}'
            | '\u{fe0f}'
            | '\u{200d}'
            | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_yes() {
        for text in [
            "X",
            "x",
            " X ",
            "✓",
            "✔️",
            "☒",
            "☑",
            "■",
            "▣",
            "1",
            "oui",
            "OUI",
            "[x]",
            "X\n",
            "XX",
            "(X)",
            "ü",
            "Vrai",
            "✔",
            "•",
            "oui",
            "👍",
            "*",
            "x,",
            "«X»",
            "{x}",
            "\u{200b}X",
            "✖\u{fe0f}",
            "x x",
        ] {
            assert_eq!(read(text), Mark::Yes, "{text}");
        }
    }

    #[test]
    fn what_says_no() {
        for text in ["", " ", "☐", "▢", "non", "0", "-", "[ ]", "/", "N/A", "faux", "…", "?", "\u{200b}", "○"]
        {
            assert_eq!(read(text), Mark::No, "{text}");
        }
    }

    #[test]
    fn what_says_neither() {
        for text in ["Gérer des sauvegardes", "2", "à voir"] {
            assert_eq!(read(text), Mark::Other, "{text}");
        }
    }
}
