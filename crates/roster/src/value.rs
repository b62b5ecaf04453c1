//! One cell: cleaning, folding, dates.

use jiff::civil::Date;

/// Longest text kept, in characters.
const LONGEST: usize = 255;
/// Longest quotation in a message, in characters.
const LONGEST_QUOTE: usize = 40;

/// A cell, cleaned, with what had to be taken away.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Cleaned {
    /// `None` when nothing is left.
    pub(crate) text: Option<String>,
    /// Something with the shape of an INE was erased.
    pub(crate) had_ine: bool,
    /// The text was cut.
    pub(crate) was_cut: bool,
}

/// Trims, joins lines, strips the quotes and the `-` of the State's export, erases any INE.
pub(crate) fn clean(raw: &str) -> Cleaned {
    let visible: String = raw
        .chars()
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let mut cleaned = Cleaned::default();
    let text = unquote(visible.trim());
    let (text, had_ine) = erase_ine(text);
    cleaned.had_ine = had_ine;
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(end);
        cleaned.was_cut = true;
    }
    cleaned.text = Some(text).filter(|text| !matches!(text.as_str(), "" | "-" | "–" | "—"));
    cleaned
}

/// Strips `'…'` (the State's export), `="…"` and a leading `'` (two ways to force text in a spreadsheet).
fn unquote(text: &str) -> &str {
    let formula = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    if let Some(inner) = formula.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')) {
        return inner.trim();
    }
    match formula.strip_prefix('\'') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => rest,
        _ => formula,
    }
}

/// The text without its INE, and whether there was one.
fn erase_ine(text: &str) -> (String, bool) {
    let mut had_ine = false;
    let mut kept = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        if is_ine(word) {
            had_ine = true;
            kept.push_str(piece.strip_prefix(word).unwrap_or_default());
        } else {
            kept.push_str(piece);
        }
    }
    (kept, had_ine)
}

/// The shapes of an INE: nine digits, one digit or letter, one letter.
fn is_ine(word: &str) -> bool {
    let bytes = word.as_bytes();
    let (Some(digits), Some(tenth), Some(last)) = (bytes.get(..9), bytes.get(9), bytes.get(10)) else {
        return false;
    };
    bytes.len() == 11
        && digits.iter().all(u8::is_ascii_digit)
        && tenth.is_ascii_alphanumeric()
        && last.is_ascii_alphabetic()
}

/// Lower case without accents or punctuation, words separated by one space.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => folded.push('a'),
            'ç' => folded.push('c'),
            'è' | 'é' | 'ê' | 'ë' => folded.push('e'),
            'ì' | 'í' | 'î' | 'ï' => folded.push('i'),
            'ñ' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' => folded.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            '№' => folded.push_str("n "),
            // Accents written as separate characters.
            '\u{300}'..='\u{36f}' => {}
            c if c.is_alphanumeric() && !matches!(c, 'º' | 'ª') => folded.push(c),
            _ => folded.push(' '),
        }
    }
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A value inside a French sentence, shortened.
pub(crate) fn quote(value: &str) -> String {
    let short: String = value.chars().take(LONGEST_QUOTE).collect();
    let more = if short.len() < value.len() { "…" } else { "" };
    format!("« {short}{more} »")
}

/// A date as people and programs write it: `27/09/2004`, `27-9-2004`, `2004-09-27`, with or
/// without a time after it. Years have four digits.
pub(crate) fn date_in(text: &str) -> Option<Date> {
    let day = text.trim().split([' ', 'T']).next()?;
    let mut parts = day.split(['/', '-', '.']);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !day.bytes().all(|b| b.is_ascii_digit() || b"/-.".contains(&b)) {
        return None;
    }
    let (year, month, day) = if first.len() == 4 { (first, second, third) } else { (third, second, first) };
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A day counted by a spreadsheet.
pub(crate) fn serial_date(serial: f64, epoch_1904: bool) -> Option<Date> {
    // Excel counts a 29 February 1900 that never was: nobody of a list is born before March 1900.
    if !(61.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let epoch = if epoch_1904 { Date::constant(1904, 1, 1) } else { Date::constant(1899, 12, 30) };
    // Seven digits at most: the value is exact.
    let days: i64 = format!("{:.0}", serial.floor()).parse().ok()?;
    epoch.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> Option<String> {
        clean(raw).text
    }

    #[test]
    fn roster_value_cells_are_cleaned() {
        assert_eq!(text("'TSIO2'").as_deref(), Some("TSIO2"));
        assert_eq!(text(" -"), None);
        assert_eq!(text("''"), None);
        assert_eq!(text("'"), Some("'".to_owned()));
        assert_eq!(text("\u{a0}Aïcha,\r\n Swann ").as_deref(), Some("Aïcha, Swann"));
        assert_eq!(text("='01'").as_deref(), Some("='01'"));
        assert_eq!(text("=\"01936500185\"").as_deref(), Some("01936500185"));
        assert_eq!(text("'01936500185").as_deref(), Some("01936500185"));
        assert_eq!(text("D'INFRASTRUCTURE").as_deref(), Some("D'INFRASTRUCTURE"));
        assert!(clean(&"é".repeat(300)).was_cut);
    }

    #[test]
    fn roster_value_an_ine_is_erased_wherever_it_is() {
        for ine in ["0123456789A", "012345678AB", "012345678ab"] {
            let cleaned = clean(&format!("DUPONT {ine}"));
            assert_eq!(cleaned.text.as_deref(), Some("DUPONT"), "{ine}");
            assert!(cleaned.had_ine);
            assert_eq!(text(&format!("DUPONT({ine})/{ine}")).as_deref(), Some("DUPONT()/"));
        }
        for other in ["01936500185", "0999999Z", "SERVICES123", "0123456789AB"] {
            assert!(!clean(other).had_ine, "{other}");
        }
    }

    #[test]
    fn roster_value_labels_fold() {
        assert_eq!(fold("N° Océan"), "n ocean");
        assert_eq!(fold("Nom d’usage"), "nom d usage");
        assert_eq!(fold("Pre\u{301}nom :"), "prenom");
        assert_eq!(fold("Cœur Æ № º"), "coeur ae n");
    }

    #[test]
    fn roster_value_dates() {
        let september = Date::constant(2004, 9, 27);
        for written in
            ["27/09/2004", "27-9-2004", "27.09.2004", "2004-09-27", "2004-09-27T00:00:00", "27/09/2004 10:49"]
        {
            assert_eq!(date_in(written), Some(september), "{written}");
        }
        for wrong in
            ["", "27/09/04", "09/27/2004", "31/02/2004", "27/09", "1/2/3/2004", "+7/09/2004", "38257"]
        {
            assert_eq!(date_in(wrong), None, "{wrong}");
        }
        assert_eq!(serial_date(38257.0, false), Some(september));
        assert_eq!(serial_date(36795.5, true), Some(september));
        for wrong in [f64::NAN, f64::INFINITY, -1.0, 0.0, 1e300] {
            assert_eq!(serial_date(wrong, false), None);
        }
    }
}
