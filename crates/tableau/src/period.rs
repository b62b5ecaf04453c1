//! Periods as candidates write them: « 01/10/24 au 31/10/24 », « de janvier à mars 2025 », « 2023-2024 »…

use jiff::civil::Date;

use crate::reading::Period;
use crate::words;

/// How well a period could be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Nothing is written.
    Missing,
    /// Something is written, in which no day could be told, or an impossible one.
    Unreadable,
    /// At least one end is told.
    Days,
}

/// A date as far as it is written; years have four digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Part {
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'a> {
    /// A number and how many digits it was written with.
    Number(i16, usize),
    Month(i8),
    /// `/`, `.` or `-`, between two things without a space.
    Mark(char),
    Word(&'a str),
}

/// A day as shown when a cell holds a true date.
pub fn shown(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// A period that is one day.
pub fn of_day(day: Date, raw: &str) -> Period {
    Period { raw: Some(raw.to_owned()), from: Some(day), to: Some(day) }
}

/// Reads a period: the days it covers, from the first of the first to the last of the last.
pub fn read(raw: &str) -> (Period, Told) {
    let raw = raw.trim();
    if !raw.chars().any(char::is_alphanumeric) {
        return (Period::default(), Told::Missing);
    }
    let kept = Some(raw.to_owned());
    let mut head = raw.len().min(400);
    while !raw.is_char_boundary(head) {
        head -= 1;
    }
    let text = normalised(&raw[..head]);
    let tokens = tokens(&text);
    let plain = words::plain(&text);
    let any = |list: &[&str]| list.iter().any(|words| words::holds(&plain, words));
    let ongoing = any(&[
        "en cours",
        "aujourd hui",
        "ce jour",
        "present",
        "maintenant",
        "actuellement",
        "a venir",
        "actuel",
    ]);
    let since = any(&["depuis", "a partir", "a compter", "des"]);
    let until = any(&["jusqu", "avant"]);
    let mut parts = parts(&tokens);
    complete(&mut parts);
    let spans: Vec<Option<(Date, Date)>> = parts.iter().map(|part| span(*part)).collect();
    let bad = spans.iter().any(Option::is_none);
    let good: Vec<(Date, Date)> = spans.into_iter().flatten().collect();
    let (from, to) = match good.as_slice() {
        [] => (None, None),
        [(from, _)] if ongoing || since => (Some(*from), None),
        [(_, to)] if until => (None, Some(*to)),
        // One end of two cannot be: which is known, the other is not.
        [(from, to)] if bad && parts.len() == 2 => {
            if span(parts[0]).is_some() {
                (Some(*from), None)
            } else {
                (None, Some(*to))
            }
        }
        [one] => (Some(one.0), Some(one.1)),
        [from, to] => (Some(from.0), Some(to.1)),
        many => (many.iter().map(|span| span.0).min(), many.iter().map(|span| span.1).max()),
    };
    let (from, to) = school_year(&parts).unwrap_or((from, to));
    let told = if good.is_empty() || bad { Told::Unreadable } else { Told::Days };
    (Period { raw: kept, from, to }, told)
}

/// Two years in a row are a school year.
fn school_year(parts: &[Part]) -> Option<(Option<Date>, Option<Date>)> {
    match parts {
        [
            Part { day: None, month: None, year: Some(first) },
            Part { day: None, month: None, year: Some(next) },
        ] if *next == first + 1 => Some((Date::new(*first, 9, 1).ok(), Date::new(*next, 8, 31).ok())),
        _ => None,
    }
}

/// Lower case, dashes and spaces of one kind, « 1er » as a number.
fn normalised(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    for char in raw.chars().flat_map(char::to_lowercase) {
        text.push(match char {
            '–' | '—' | '−' | '‐' | '‑' | '→' | '>' => '-',
            '\u{a0}' | '\u{202f}' | '\n' | '\t' | ',' | ';' | '(' | ')' | ':' => ' ',
            '\\' | '|' | '⁄' => '/',
            other => other,
        });
    }
    text.replace("1er", "1")
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        let same = |test: fn(char) -> bool| rest.find(|char| !test(char)).unwrap_or(rest.len());
        let taken = if char.is_ascii_digit() {
            let end = same(|char| char.is_ascii_digit());
            // « 2ème », « 12h »: no date.
            let glued = rest[end..].chars().next().is_some_and(char::is_alphabetic);
            match rest[..end].parse() {
                Ok(number) if !glued || month(&rest[end..]).is_some() => {
                    tokens.push(Token::Number(number, end));
                }
                _ => tokens.push(Token::Word(&rest[..end])),
            }
            end
        } else if char.is_alphabetic() {
            let end = same(char::is_alphabetic);
            tokens.push(month(&rest[..end]).map_or(Token::Word(&rest[..end]), Token::Month));
            end
        } else {
            // The point of « sept. » belongs to the month.
            let abbreviates = char == '.' && matches!(tokens.last(), Some(Token::Month(_)));
            if matches!(char, '/' | '.' | '-') && !abbreviates {
                tokens.push(Token::Mark(char));
            }
            char.len_utf8()
        };
        rest = &rest[taken..];
    }
    tokens
}

/// A French month's number, in full or abbreviated.
fn month(word: &str) -> Option<i8> {
    const MONTHS: [(&str, usize); 12] = [
        ("janvier", 3),
        ("fevrier", 3),
        ("mars", 3),
        ("avril", 3),
        ("mai", 3),
        ("juin", 4),
        ("juillet", 4),
        ("aout", 3),
        ("septembre", 4),
        ("octobre", 3),
        ("novembre", 3),
        ("decembre", 3),
    ];
    let end = word.find(|char: char| !char.is_alphabetic()).unwrap_or(word.len());
    let word = words::plain(&word[..end]);
    let at =
        MONTHS.iter().position(|(name, least)| word.len() >= *least && name.starts_with(word.as_str()))?;
    i8::try_from(at + 1).ok()
}

fn parts(tokens: &[Token<'_>]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let (part, used) = part(&tokens[at..]);
        if let Some(part) = part {
            parts.push(part);
        }
        at += used;
    }
    // A lone number is a day only when a date follows it.
    let dated = parts.iter().rposition(|part| part.month.is_some() || part.year.is_some());
    parts.truncate(dated.map_or(0, |at| at + 1));
    parts
}

/// The date that begins a run of tokens, and how many tokens it takes.
fn part(tokens: &[Token<'_>]) -> (Option<Part>, usize) {
    use Token::{Mark, Month, Number, Word};
    let dmy = |day, month, year| Some(Part { day, month, year });
    let small = |number: i16| i8::try_from(number).ok();
    match *tokens {
        [Number(year, 4), Mark(one), Number(month, 1 | 2), Mark(two), Number(day, 1 | 2), ..]
            if one == two =>
        {
            (dmy(small(day), small(month), Some(year)), 5)
        }
        [
            Number(day, 1 | 2),
            Mark(one),
            Number(month, 1 | 2),
            Mark(two),
            Number(year, digits @ (2 | 4)),
            ..,
        ] if one == two && (one != '-' || month <= 12) => {
            (dmy(small(day), small(month), Some(full(year, digits))), 5)
        }
        [Number(year @ 1990..=2100, 4), Mark(one), Number(month @ 1..=12, 2), ref rest @ ..] if !matches!(rest, [Mark(two), Number(_, 1 | 2), ..] if *two == one) => {
            (dmy(None, small(month), Some(year)), 3)
        }
        // Spaces instead of marks, or one mark forgotten.
        [Number(day @ 1..=31, 1 | 2), Number(month @ 1..=12, 1 | 2), Number(year, digits @ (2 | 4)), ..] => {
            (dmy(small(day), small(month), Some(full(year, digits))), 3)
        }
        [Number(day @ 1..=31, 1 | 2), Mark(_), Month(month), Mark(_), Number(year, digits @ (2 | 4)), ..]
            if digits == 4 || !starts_date(tokens, 4) =>
        {
            (dmy(small(day), Some(month), Some(full(year, digits))), 5)
        }
        [Number(day @ 1..=31, 1 | 2), Month(month), Number(year, digits @ (2 | 4)), ..]
            if !starts_date(tokens, 2) =>
        {
            (dmy(small(day), Some(month), Some(full(year, digits))), 3)
        }
        [Number(day @ 1..=31, 1 | 2), Month(month), ..] => (dmy(small(day), Some(month), None), 2),
        [Month(month), Mark(_), Number(year, digits @ (2 | 4)), ..]
            if digits == 4 || !starts_date(tokens, 2) =>
        {
            (dmy(None, Some(month), Some(full(year, digits))), 3)
        }
        [Month(month), Number(year, digits @ (2 | 4)), ..] if !starts_date(tokens, 1) => {
            (dmy(None, Some(month), Some(full(year, digits))), 2)
        }
        [Month(month), ..] => (dmy(None, Some(month), None), 1),
        [Number(month @ 1..=12, 1 | 2), Mark(_), Number(year, 4), ..] => {
            (dmy(None, small(month), Some(year)), 3)
        }
        [Number(first, 1 | 2), Mark(mark), Number(second, 2), ref rest @ ..]
            if !matches!(rest, [Month(_), ..]) && (mark != '-' || second > 12) =>
        {
            (Some(short(first, second, tokens)), 3)
        }
        [Number(year @ 1990..=2100, 4), ..] => (dmy(None, None, Some(year)), 1),
        [Number(..), Word(word), ..] if is_length(word) => (None, 2),
        [Number(day @ 1..=31, 1 | 2), ref rest @ ..] if leads_on(rest) => (dmy(small(day), None, None), 1),
        _ => (None, 1),
    }
}

/// Whether what follows a lone day goes on to another: « 3 au 14 », « 3, 4 et 5 », and not « Stage 1 : 13/05 ».
fn leads_on(rest: &[Token<'_>]) -> bool {
    match rest {
        [Token::Word(word), ..] => matches!(*word, "au" | "à" | "a" | "et" | "ou" | "puis"),
        [Token::Mark(mark), ..] => *mark != '.',
        [Token::Number(..), ..] => !starts_date(rest, 0),
        _ => false,
    }
}

/// Whether the two-digit number at a place begins a date of its own rather than being a year.
fn starts_date(tokens: &[Token<'_>], at: usize) -> bool {
    matches!(
        tokens.get(at..),
        Some(
            [Token::Number(_, 1 | 2), Token::Month(_), ..]
                | [Token::Number(_, 1 | 2), Token::Mark('/' | '.'), Token::Number(..), ..]
        )
    )
}

/// « 10/24 »: a month and a year, or a day and a month when a later date has the year.
fn short(first: i16, second: i16, tokens: &[Token<'_>]) -> Part {
    let small = |number: i16| i8::try_from(number).ok();
    let whole = |run: &[Token<'_>]| matches!(run, [_, Token::Mark(one), _, Token::Mark(two), Token::Number(..)] if one == two);
    let later_year = tokens.iter().skip(3).any(|token| matches!(token, Token::Number(_, 4)))
        || tokens.get(3..).is_some_and(|rest| rest.windows(5).any(whole));
    if later_year || first > 12 || !(15..=60).contains(&second) {
        return Part { day: small(first), month: small(second), year: None };
    }
    Part { day: None, month: small(first), year: Some(full(second, 2)) }
}

/// A year of two digits is of this century.
fn full(year: i16, digits: usize) -> i16 {
    if digits == 2 { year + 2000 } else { year }
}

fn is_length(word: &str) -> bool {
    matches!(word, "semaines" | "semaine" | "jours" | "jour" | "mois" | "h" | "heures" | "ans" | "an" | "sem")
}

/// Dates that say less than their neighbours take the rest from them: « de janvier à mars 2025 ».
fn complete(parts: &mut [Part]) {
    for at in (0..parts.len().saturating_sub(1)).rev() {
        let (part, next) = (parts[at], parts[at + 1]);
        if part.month.is_none() && part.year.is_none() {
            parts[at].month = next.month;
        }
        if part.year.is_none()
            && let Some(year) = next.year
        {
            let later = (parts[at].month, part.day) > (next.month, next.day) && parts[at].month > next.month;
            parts[at].year = Some(if later { year - 1 } else { year });
        }
    }
    for at in 1..parts.len() {
        if parts[at].year.is_none()
            && let Some(year) = parts[at - 1].year
        {
            let earlier = parts[at].month < parts[at - 1].month;
            parts[at].year = Some(if earlier { year + 1 } else { year });
        }
    }
}

/// The days a date covers; none when it cannot be.
fn span(part: Part) -> Option<(Date, Date)> {
    let year = part.year.filter(|year| (1990..=2100).contains(year))?;
    match (part.month, part.day) {
        (Some(month), Some(day)) => Date::new(year, month, day).ok().map(|day| (day, day)),
        (Some(month), None) => {
            let first = Date::new(year, month, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        (None, _) => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
    }
}

#[cfg(test)]
#[path = "period_tests.rs"]
mod tests;
