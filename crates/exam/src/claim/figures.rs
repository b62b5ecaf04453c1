//! Figures in a text that tell a mark, as people write them: « 13,5 », « 13/20 », « treize et demi ».

use crate::mark::Mark;
use std::ops::Range;

/// Marks that are not communicated, and their scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// The marks.
    pub marks: Vec<Mark>,
    /// The scale, in points: « 12 sur 20 » tells a mark whatever the number.
    pub scale: u16,
}

impl Secret {
    fn holds(&self, hundredths: i64) -> bool {
        self.marks.iter().any(|mark| mark.hundredths() == hundredths)
    }
}

const WORDS: [&str; 21] = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt",
];

/// A number of a text: where it stands, and what it may be worth, in hundredths.
struct Number {
    place: Range<usize>,
    values: Vec<i64>,
    /// « un » and « une » are articles first: they tell a mark only where the scale follows.
    article: bool,
}

/// Where a text tells one of these marks, or any number out of the scale. Innocent numbers are found too (« 13 pages »
/// where 13 was proposed): what is masked for nothing harms nobody.
pub fn figures(text: &str, secret: &Secret) -> Vec<Range<usize>> {
    let mut places = vec![];
    for number in numbers(text) {
        let as_mark = out_of_scale(text.get(number.place.end..).unwrap_or_default(), secret.scale);
        let known = !number.article && number.values.iter().any(|value| secret.holds(*value));
        if as_mark || known {
            places.push(number.place);
        }
    }
    places
}

/// Every number of a text, in figures or in words.
fn numbers(text: &str) -> Vec<Number> {
    let number = |place: Range<usize>| {
        let figures = text.get(place.clone())?.starts_with(|c: char| c.is_ascii_digit());
        if figures { in_figures(text, place) } else { in_words(text, place) }
    };
    tokens(text).into_iter().filter_map(number).collect()
}

/// The numbers in figures, with their decimals, and the words, with their hyphens.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let (mut tokens, mut at) = (vec![], 0);
    while let Some(first) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let end = match first {
            c if c.is_ascii_digit() => end_of_figures(text, at),
            c if c.is_alphabetic() => end_of_word(text, at),
            c => {
                at += c.len_utf8();
                continue;
            }
        };
        tokens.push(at..end);
        at = end;
    }
    tokens
}

/// Whether a place begins and ends between numbers and words, and cuts none.
pub(super) fn cuts_none(text: &str, place: &Range<usize>) -> bool {
    let inside = |token: &Range<usize>, at: usize| token.start < at && at < token.end;
    !tokens(text).iter().any(|token| inside(token, place.start) || inside(token, place.end))
}

/// The end of a run of digits, with its decimals.
fn end_of_figures(text: &str, from: usize) -> usize {
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        from + rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())
    };
    let whole = digits(from);
    let decimals = text.get(whole..).is_some_and(|rest| {
        let mut rest = rest.chars();
        matches!(rest.next(), Some(',' | '.')) && rest.next().is_some_and(|c| c.is_ascii_digit())
    });
    if decimals { digits(whole + 1) } else { whole }
}

/// The end of a word, hyphens within it included.
fn end_of_word(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let end = rest.find(|c: char| !c.is_alphabetic() && !is_hyphen(c)).unwrap_or(rest.len());
    from + rest.get(..end).unwrap_or_default().trim_end_matches(is_hyphen).len()
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}')
}

fn in_figures(text: &str, place: Range<usize>) -> Option<Number> {
    let typed = text.get(place.clone())?;
    let short = if typed.contains([',', '.']) { typed.trim_end_matches('0') } else { typed };
    let mark = Mark::parse(short.trim_end_matches([',', '.']), 9999).ok()?;
    Some(with_half(text, place, mark.hundredths(), false))
}

fn in_words(text: &str, place: Range<usize>) -> Option<Number> {
    let value = |word: &str| {
        let word = word.to_lowercase().replace(is_hyphen, "-").replace("zero", "zéro");
        let word = if word == "une" { "un".to_owned() } else { word };
        WORDS.iter().position(|known| *known == word).and_then(|at| i64::try_from(at).ok())
    };
    let word = text.get(place.clone())?;
    let units = value(word)?;
    // « dix sept », written as two words.
    if units == 10
        && let Some((next, second)) = next_word(text, place.end)
        && let Some(more @ 7..=9) = value(second)
    {
        let mut number = with_half(text, place.start..next.end, (units + more) * 100, false);
        number.values.push(more * 100);
        return Some(number);
    }
    Some(with_half(text, place, units * 100, units == 1))
}

/// The word after one space.
fn next_word(text: &str, from: usize) -> Option<(Range<usize>, &str)> {
    let space = text.get(from..)?.chars().next().filter(|c| is_space(*c))?;
    let start = from + space.len_utf8();
    let end = end_of_word(text, start);
    let word = text.get(start..end).filter(|word| !word.is_empty())?;
    Some((start..end, word))
}

/// « et demi » and « ½ » add half a point.
fn with_half(text: &str, place: Range<usize>, hundredths: i64, article: bool) -> Number {
    let whole = Number { place: place.clone(), values: vec![hundredths], article };
    let half = |end: usize| Number {
        place: place.start..end,
        values: vec![hundredths, hundredths + 50],
        article: false,
    };
    let rest = text.get(place.end..).unwrap_or_default();
    let spaces = rest.chars().next().filter(|c| is_space(*c)).map_or(0, char::len_utf8);
    if rest.get(spaces..).is_some_and(|rest| rest.starts_with('½')) {
        return half(place.end + spaces + '½'.len_utf8());
    }
    match next_word(text, place.end).map(|(et, word)| (word.to_lowercase(), next_word(text, et.end))) {
        Some((et, Some((demi, word)))) if et == "et" && matches!(&*word.to_lowercase(), "demi" | "demie") => {
            half(demi.end)
        }
        _ => whole,
    }
}

/// « /20 », « sur 20 », « sur vingt » after a number: it is told as a mark.
fn out_of_scale(rest: &str, scale: u16) -> bool {
    let rest = rest.trim_start_matches(is_space);
    let after = match rest.strip_prefix('/') {
        Some(after) => after,
        None => match rest.strip_prefix("sur").filter(|after| after.starts_with(is_space)) {
            Some(after) => after,
            None => return false,
        },
    };
    let after = after.trim_start_matches(is_space);
    // Numbers and words end where the others begin: « /20sept » is read as it is once « sept » is masked.
    let ends = |rest: &str, goes_on: fn(char) -> bool| !rest.starts_with(goes_on);
    let figure = after.strip_prefix(&scale.to_string());
    let word = WORDS.get(usize::from(scale)).and_then(|word| after.strip_prefix(word));
    figure.is_some_and(|rest| ends(rest, |c| c.is_ascii_digit()))
        || word.is_some_and(|rest| ends(rest, char::is_alphabetic))
}
