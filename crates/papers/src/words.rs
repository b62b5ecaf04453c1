//! Texts on their way to a template: French spacing, and nothing that the fonts cannot draw.
//!
//! The data of a form holds [`Text`] only, so none goes to the press untouched.

use crate::fonts::Fonts;
use crate::press::house;
use serde::Serialize;

const NO_BREAK: char = '\u{a0}';
const NARROW: char = '\u{202f}';
/// Stands for a character that no font draws.
const UNKNOWN: char = '□';
/// A longer word would leave its column: it may be broken anywhere.
const LONGEST_WORD: usize = 32;

/// A text that is ready to print. The only ways to one are [`text`] and [`exact`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Text(String);

/// Prepares a sentence, a name, or what a person wrote: the same signs, set as French is printed.
pub fn text(written: &str) -> Text {
    Text(breakable(&apostrophes(&bound(&drawable(written.trim())))))
}

/// Prepares what must be copied back to the letter: a file name, an address, a hash. The template breaks it.
pub fn exact(written: &str) -> Text {
    Text(drawable(written.trim()))
}

/// Drops what has no shape, unifies line ends, and puts a visible box where no font has a glyph.
fn drawable(text: &str) -> String {
    let fonts = house().as_ref().ok().map(|house| &house.fonts);
    let known = |c: char| fonts.is_none_or(|fonts: &Fonts| fonts.draw(c));
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{85}'], "\n");
    let shown = text.chars().filter(|c| !shapeless(*c)).map(|c| match c {
        '\n' => c,
        '\t' => ' ',
        c if private(c) || !known(c) => UNKNOWN,
        c => c,
    });
    shown.collect()
}

/// Characters that draw nothing and steer the others: controls, joiners, direction marks, variation selectors.
fn shapeless(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}')
        || matches!(c, '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Private characters and those that are none mean nothing to a reader, whatever a font draws for them.
fn private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..) || u32::from(c) & 0xfffe == 0xfffe
}

/// Binds the spaces where a French line does not break. No space is added.
fn bound(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (at, sign) in signs.iter().enumerate() {
        out.push(if *sign == ' ' { space(&signs, at) } else { *sign });
    }
    out
}

/// The space that stands at this place.
fn space(signs: &[char], at: usize) -> char {
    let before = at.checked_sub(1).and_then(|i| signs.get(i)).copied().unwrap_or(' ');
    let after = signs.get(at + 1).copied().unwrap_or(' ');
    if before == ' ' || before == '\n' {
        return ' ';
    }
    match (before, after) {
        (_, ';' | '!' | '?' | '%') => NARROW,
        (_, ':' | '»' | '–' | '€') | ('«' | '°', _) => NO_BREAK,
        ('h' | 'n', digit) if digit.is_ascii_digit() && hour(&signs[..at]) => NO_BREAK,
        (digit, letter) if digit.is_ascii_digit() && letter.is_alphabetic() && number(&signs[..at]) => {
            NO_BREAK
        }
        _ => ' ',
    }
}

/// Whether the last word is a number: « 10 minutes » does not break.
fn number(signs: &[char]) -> bool {
    let word = signs.iter().rev().take_while(|c| !c.is_whitespace());
    word.take(5).all(|c| c.is_ascii_digit() || matches!(c, '(' | ','))
}

/// Whether the last word is a unit of an hour: « 10 h 42 min 07 s » stays in one piece.
fn hour(signs: &[char]) -> bool {
    let word: Vec<_> = signs.iter().rev().take_while(|c| !c.is_whitespace()).take(4).collect();
    word == [&'h'] || word == [&'n', &'i', &'m']
}

/// A straight apostrophe between two letters becomes the typographic one.
fn apostrophes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let inside = out.ends_with(char::is_alphabetic) && signs.peek().is_some_and(|c| c.is_alphabetic());
        out.push(if sign == '\'' && inside { '’' } else { sign });
    }
    out
}

/// Lets a word longer than any French one break, so that it stays in its column.
fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = 0;
    for sign in text.chars() {
        run = if sign.is_whitespace() { 0 } else { run + 1 };
        if run > LONGEST_WORD {
            out.push('\u{200b}');
        }
        out.push(sign);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_do_not_break_before_high_signs() {
        let Text(said) = text(
            "Nom, prénom : l'échange « avec le jury » ; 80 % ? N° candidat, 10 minutes à 9 h 05 min 07 s",
        );
        let spaced = "Nom, prénom\u{a0}: l’échange «\u{a0}avec le jury\u{a0}»\u{202f}; 80\u{202f}%\u{202f}? \
                      N°\u{a0}candidat, 10\u{a0}minutes à 9\u{a0}h\u{a0}05\u{a0}min\u{a0}07\u{a0}s";
        assert_eq!(said, spaced);
    }

    #[test]
    fn what_is_typed_keeps_its_signs() {
        let hostile = "#import \"x\": * $x^2$ \\ `a` _b_ @c <d> 'e' -- ~ [f] {g} // h /* i */ = j";
        assert_eq!(text(hostile).0, hostile);
        assert_eq!(exact("l'IUT : 1").0, "l'IUT : 1");
    }

    #[test]
    fn what_no_font_draws_is_a_visible_box() {
        assert_eq!(text("bien 👍🏽 joué 中\u{e123}").0, "bien □ joué □□");
        assert_eq!(text("a\u{0}b\u{202e}c\u{200d}d\r\ne\tf\u{feff}\u{ffff}").0, "abcd\ne f□");
    }

    #[test]
    fn a_word_without_end_may_break() {
        let Text(said) = text(&"x".repeat(40));
        assert_eq!(said.replace('\u{200b}', ""), "x".repeat(40));
        assert_eq!(said.matches('\u{200b}').count(), 8);
        assert!(!text("anticonstitutionnellement").0.contains('\u{200b}'));
    }
}
