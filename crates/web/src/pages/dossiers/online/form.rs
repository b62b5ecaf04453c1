//! The form of the table: what was typed, and what a button does to it.

use crate::forms::Fields;
use jiff::civil::Date;
use office::acts::online::{Line, Period, Table};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A table as a form holds it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Typed {
    /// The table.
    pub table: Table,
    /// The key of each line, in the form.
    pub keys: [Vec<String>; 3],
}

/// A line that was taken out, and from where.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Gone {
    /// The group.
    group: usize,
    /// The place in it.
    at: usize,
    /// The line.
    pub line: Line,
}

/// What a button came to.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Done {
    /// The line to look at next: its group and its place.
    pub here: Option<(usize, usize)>,
    /// The line that was taken out.
    pub gone: Option<Gone>,
}

impl Typed {
    /// A table as it was received: its lines are known by their places.
    pub fn of(table: Table) -> Self {
        let mut typed = Self { table, keys: [vec![], vec![], vec![]] };
        typed.renumber();
        typed
    }

    /// What a form holds.
    pub fn from_form(fields: &Fields) -> Self {
        let sent: BTreeMap<&str, &str> = fields.with_prefix("").collect();
        let some = |name: &str| sent.get(name).copied().filter(|text| !text.trim().is_empty());
        let (centre, portfolio_url) = (some("centre"), some("portfolio"));
        let mut typed = Self::of(Table {
            centre: centre.map(str::to_owned),
            portfolio_url: portfolio_url.map(str::to_owned),
            ..Table::default()
        });
        for key in fields.all("row") {
            let group = sent.get(format!("group:{key}").as_str()).and_then(|text| text.parse().ok());
            let group: usize = group.filter(|group| *group < 3).unwrap_or(0);
            typed.table.groups[group].push(line(&sent, key));
            typed.keys[group].push(key.to_owned());
        }
        typed
    }

    fn renumber(&mut self) {
        for (group, lines) in self.table.groups.iter().enumerate() {
            self.keys[group] = (0..lines.len()).map(|at| format!("{group}-{at}")).collect();
        }
    }

    fn place(&self, key: &str) -> Option<(usize, usize)> {
        let mut groups = self.keys.iter().enumerate();
        groups.find_map(|(group, keys)| Some((group, keys.iter().position(|known| known == key)?)))
    }

    /// Does what a button asks: `add:GROUP`, `up:KEY`, `down:KEY`, `remove:KEY`, `restore`; anything else is nothing.
    pub fn act(&mut self, asked: &str, gone: &str) -> Done {
        let (act, what) = asked.split_once(':').unwrap_or((asked, ""));
        let here = |here| Done { here: Some(here), gone: None };
        let done = match (act, self.place(what)) {
            ("add", _) => {
                let group = what.parse().ok().filter(|group| *group < 3).unwrap_or(0);
                self.table.groups[group].push(Line::default());
                here((group, self.table.groups[group].len() - 1))
            }
            ("up", Some(place)) => here(self.moved(place, true)),
            ("down", Some(place)) => here(self.moved(place, false)),
            ("remove", Some((group, at))) => {
                let line = self.table.groups[group].remove(at);
                let next = at.min(self.table.groups[group].len().saturating_sub(1));
                let gone = (!line.is_empty()).then_some(Gone { group, at, line });
                Done { here: Some((group, next)), gone }
            }
            ("restore", _) => match serde_json::from_str::<Gone>(gone) {
                Ok(gone) if gone.group < 3 => {
                    let lines = &mut self.table.groups[gone.group];
                    let at = gone.at.min(lines.len());
                    lines.insert(at, gone.line);
                    here((gone.group, at))
                }
                _ => Done::default(),
            },
            _ => return Done::default(),
        };
        self.renumber();
        done
    }

    /// One place up or down; past the end of its group, into the next one.
    fn moved(&mut self, (group, at): (usize, usize), up: bool) -> (usize, usize) {
        let groups = &mut self.table.groups;
        let last = groups[group].len() - 1;
        let to = match (up, group, at) {
            (true, 0, 0) => return (0, 0),
            (true, _, 0) => (group - 1, groups[group - 1].len()),
            (true, ..) => (group, at - 1),
            (false, 2, _) if at == last => return (2, at),
            (false, ..) if at == last => (group + 1, 0),
            (false, ..) => (group, at + 1),
        };
        let line = groups[group].remove(at);
        groups[to.0].insert(to.1, line);
        to
    }
}

fn line(sent: &BTreeMap<&str, &str>, key: &str) -> Line {
    let text = |name: &str| sent.get(format!("{name}:{key}").as_str()).copied().unwrap_or_default();
    let some = |text: &str| (!text.trim().is_empty()).then(|| text.to_owned());
    let documents = text("documents").lines().filter_map(|line| some(line.trim()));
    let ticked = |rank: usize| sent.contains_key(format!("tick:{key}:{rank}").as_str());
    Line {
        title: some(text("title")),
        documents: documents.collect(),
        period: period(text("period"), text("from"), text("to")),
        ticks: std::array::from_fn(ticked),
    }
}

/// Browsers send days as ISO dates; what an old one lets people type goes to the text.
fn period(text: &str, from: &str, to: &str) -> Period {
    let day = |text: &str| text.trim().parse::<Date>().ok();
    let words = [from, to].into_iter().filter(|text| !text.trim().is_empty() && day(text).is_none());
    let words = words.chain([text]).map(str::trim).filter(|text| !text.is_empty());
    let raw = words.collect::<Vec<_>>().join(" ");
    Period { raw: (!raw.is_empty()).then_some(raw), from: day(from), to: day(to) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::pairs;

    fn three() -> Typed {
        let line = |title: &str| Line { title: Some(title.to_owned()), ..Line::default() };
        let groups = [vec![line("a"), line("b")], vec![], vec![line("c")]];
        Typed::of(Table { groups, ..Table::default() })
    }

    fn titles(typed: &Typed) -> String {
        let group = |lines: &Vec<Line>| {
            lines.iter().map(|line| line.title.as_deref().unwrap_or("-")).collect::<String>()
        };
        typed.table.groups.iter().map(group).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn a_form_is_read_in_its_order() {
        let sent = "row=n1&group:n1=2&title:n1=Un&documents:n1=a%0D%0A%0D%0A+b+&from:n1=2025-01-06&to:n1=14/02/25\
                    &period:n1=Stage&tick:n1:0=oui&tick:n1:5=oui&row=x&group:x=9&title:x=+&centre=&portfolio=p";
        let typed = Typed::from_form(&pairs(sent.replace('+', "%20").as_bytes()));
        let line = &typed.table.groups[2][0];
        assert_eq!(line.title.as_deref(), Some("Un"));
        assert_eq!(line.documents, ["a", "b"]);
        assert_eq!(line.period.raw.as_deref(), Some("14/02/25 Stage"));
        assert_eq!(line.period.from, Some(jiff::civil::date(2025, 1, 6)));
        assert_eq!(line.ticks, [true, false, false, false, false, true]);
        assert_eq!(typed.table.groups[0], [Line::default()]);
        assert_eq!(typed.keys, [vec!["x".to_owned()], vec![], vec!["n1".to_owned()]]);
        assert_eq!((typed.table.centre, typed.table.portfolio_url.as_deref()), (None, Some("p")));
    }

    #[test]
    fn lines_move_within_and_between_groups() {
        let mut typed = three();
        assert_eq!(typed.act("down:0-0", "").here, Some((0, 1)));
        assert_eq!(titles(&typed), "ba||c");
        assert_eq!(typed.act("down:0-1", "").here, Some((1, 0)));
        assert_eq!(titles(&typed), "b|a|c");
        assert_eq!(typed.act("up:2-0", "").here, Some((1, 1)));
        assert_eq!(titles(&typed), "b|ac|");
        assert_eq!(typed.act("up:0-0", "").here, Some((0, 0)));
        assert_eq!(typed.act("add:2", "").here, Some((2, 0)));
        assert_eq!(typed.act("down:2-0", "").here, Some((2, 0)));
        assert_eq!(titles(&typed), "b|ac|-");
        assert_eq!(typed.act("up:nobody", ""), Done::default());
    }

    #[test]
    fn a_line_that_was_taken_out_comes_back() {
        let mut typed = three();
        let gone = typed.act("remove:0-0", "").gone.unwrap();
        assert_eq!(titles(&typed), "b||c");
        let kept = serde_json::to_string(&gone).unwrap();
        assert_eq!(typed.act("restore", &kept).here, Some((0, 0)));
        assert_eq!(titles(&typed), "ab||c");
        assert_eq!(typed.act("restore", "{}"), Done::default());
    }
}
