//! What of a table the sheet keeps: the form in which it comes back when the file is read.

use jiff::civil::Date;

use super::{Line, Table};
use crate::find;
use crate::period;
use crate::reading::Period;

impl Table {
    /// The table as the written file gives it back.
    ///
    /// Characters that XML forbids go; a title or a document is one line of text without spaces around it; a
    /// candidate's number is its digits; the days of a period come from its text, so a text that does not
    /// tell the days given is replaced by one that does; lines that say nothing go.
    #[must_use]
    pub fn kept(&self) -> Self {
        let one = |text: &Option<String>| text.as_deref().and_then(line);
        Self {
            session: one(&self.session),
            name: one(&self.name),
            number: self.number.as_deref().and_then(find::number),
            centre: one(&self.centre),
            option: self.option,
            portfolio_url: one(&self.portfolio_url),
            groups: self
                .groups
                .each_ref()
                .map(|lines| lines.iter().map(Line::kept).filter(|line| !line.is_empty()).collect()),
        }
    }
}

impl Line {
    /// The line as the written file gives it back; see [`Table::kept`].
    #[must_use]
    pub fn kept(&self) -> Self {
        Self {
            title: self.title.as_deref().and_then(line),
            documents: self.documents.iter().filter_map(|document| line(document)).collect(),
            period: period(&self.period),
            ticks: self.ticks,
        }
    }
}

/// A text on one line, without spaces around it; none when nothing is left.
fn line(text: &str) -> Option<String> {
    let spaced: String =
        text.chars().map(|char| if matches!(char, '\n' | '\r' | '\t') { ' ' } else { char }).collect();
    let text = cell_text(&spaced).trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// A text without the characters that XML forbids, its lines ended by `\n`.
pub(crate) fn cell_text(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept = |char: &char| match char {
        '\n' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        char => !char.is_control(),
    };
    text.chars().filter(kept).collect()
}

/// A period as its text tells it.
pub(crate) fn period(given: &Period) -> Period {
    let raw = given.raw.as_deref().map(cell_text).unwrap_or_default();
    let (told, _) = period::read(&raw);
    let wanted = (given.from, given.to);
    if wanted == (None, None) || wanted == (told.from, told.to) {
        return told;
    }
    let days = days(given.from, given.to);
    // The words are kept beside the days when they do not blur them.
    let both = period::read(&format!("{days} ({})", raw.replace(['\n', '(', ')'], " ").trim())).0;
    if told.raw.is_some() && wanted == (both.from, both.to) { both } else { period::read(&days).0 }
}

/// Days in the form the model asks for: « JJ/MM/AA au JJ/MM/AA ».
pub(crate) fn days(from: Option<Date>, to: Option<Date>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => short(from),
        (Some(from), Some(to)) => format!("{} au {}", short(from), short(to)),
        (Some(from), None) => format!("depuis le {}", short(from)),
        (None, Some(to)) => format!("jusqu’au {}", short(to)),
        (None, None) => String::new(),
    }
}

/// A day with two digits for a year of this century, four for another.
fn short(day: Date) -> String {
    let century = day.year() / 100 == 20;
    let year = if century { format!("{:02}", day.year() % 100) } else { format!("{:04}", day.year()) };
    format!("{:02}/{:02}/{year}", day.day(), day.month())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn given(raw: Option<&str>, from: Option<Date>, to: Option<Date>) -> Option<String> {
        period(&Period { raw: raw.map(Into::into), from, to }).raw
    }

    #[test]
    fn the_text_of_a_period_tells_its_days() {
        let (from, to) = (Some(date(2024, 10, 1)), Some(date(2024, 10, 31)));
        assert_eq!(given(None, from, to).as_deref(), Some("01/10/24 au 31/10/24"));
        assert_eq!(given(Some("octobre 2024"), from, to).as_deref(), Some("octobre 2024"));
        assert_eq!(given(Some("octobre 2024"), None, None).as_deref(), Some("octobre 2024"));
        assert_eq!(given(Some("Stage"), from, to).as_deref(), Some("01/10/24 au 31/10/24 (Stage)"));
        assert_eq!(given(Some("mars 2025"), from, to).as_deref(), Some("01/10/24 au 31/10/24"));
        assert_eq!(given(None, from, None).as_deref(), Some("depuis le 01/10/24"));
        assert_eq!(given(None, None, to).as_deref(), Some("jusqu’au 31/10/24"));
        assert_eq!(given(None, from, from).as_deref(), Some("01/10/24"));
        assert_eq!(given(Some(" – "), None, None), None);
        assert_eq!(given(Some("Stage 2\r\n\u{7}suite"), None, None).as_deref(), Some("Stage 2\nsuite"));
    }

    #[test]
    fn texts_are_one_line_without_what_xml_forbids() {
        assert_eq!(line(" a\r\nb\tc\u{1} ").as_deref(), Some("a  b c"));
        assert_eq!(line("\u{fffe} \u{85}"), None);
        assert_eq!(line("🦀 été  =1+1").as_deref(), Some("🦀 été  =1+1"));
    }
}
