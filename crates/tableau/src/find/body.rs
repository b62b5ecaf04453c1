//! The lines below the headings: groups, achievements, and their ticks.

use std::collections::{BTreeMap, BTreeSet};

use super::fills::Fills;
use super::groups::{self, Line};
use super::marks::{self, Mark};
use super::table::Table;
use super::title;
use crate::grid::{Fill, Grid, Place, Value, letters};
use crate::limits;
use crate::period::{self, Told};
use crate::reading::{Achievement, Group, Period, ReadBy, Tick};

/// How far below the headings a table is looked for, in rows.
const REACH: u32 = 5_000;

/// An achievement with what the checks need to know of it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The achievement.
    pub achievement: Achievement,
    /// The last row of its own, when its documents go on over several.
    last: u32,
    /// How well its period could be told.
    pub told: Told,
    /// Cells whose text is no usual tick but was read as one.
    pub unusual: Vec<Place>,
    /// Coloured cells whose meaning is in doubt.
    pub doubtful: Vec<Place>,
}

/// The body of a table.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// Group headings in order.
    pub groups: Vec<Group>,
    /// Achievements in order.
    pub entries: Vec<Entry>,
}

/// A line before colours are looked at.
struct Draft {
    row: u32,
    title: String,
    period: (Period, Told),
    ticks: BTreeMap<u32, ReadBy>,
    unusual: Vec<Place>,
    line: Line,
    /// The row whose title runs down to this one.
    of: Option<u32>,
    /// Our own writer wrote it: its title is one, whatever it looks like.
    own: bool,
}

impl Draft {
    fn is_entry(&self) -> bool {
        let titled = if self.own { !self.title.is_empty() } else { !title::is_leftover(&self.title) };
        let says = titled || !self.ticks.is_empty() || self.period.1 != Told::Missing;
        self.line == Line::Entry && says
    }

    /// A line of nothing but documents: « - Guide » alone.
    fn lists(&self, coloured: &[(u32, Fill)]) -> bool {
        let bare = self.ticks.is_empty() && coloured.is_empty() && self.period.1 == Told::Missing;
        bare && self.of.is_none() && title::is_bullet(self.title.trim())
    }
}

/// Reads the body of a table.
pub fn read(grid: &Grid, table: &Table) -> Body {
    let drafts = drafts(grid, table);
    let entries: Vec<u32> = drafts.iter().filter(|draft| draft.is_entry()).map(|draft| draft.row).collect();
    let written: BTreeSet<u32> = drafts
        .iter()
        .filter(|draft| draft.is_entry() || draft.line != Line::Entry)
        .map(|draft| draft.row)
        .collect();
    let last = drafts.last().map_or(0, |draft| draft.row);
    let blanks: Vec<u32> = (table.first..=last).filter(|row| !written.contains(row)).collect();
    let otherwise = drafts.iter().any(|draft| !draft.ticks.is_empty());
    let fills = Fills::new(grid, table, &entries, &blanks, otherwise);
    let colours = colours(table, &drafts, &fills);
    let end = written.last().copied().unwrap_or(0);
    let mut body = Body::default();
    for draft in drafts {
        if let Line::Heading(label) = draft.line {
            body.groups.push(Group { row: draft.row, kind: groups::kind(&label), label });
            continue;
        }
        if draft.line == Line::Note || body.entries.len() >= limits::ACHIEVEMENTS {
            continue;
        }
        let coloured = coloured(table, draft.row, &fills);
        // A line of nothing but colours counts when its colours tick elsewhere, within the table.
        let known = draft.row <= end + 2
            && !coloured.is_empty()
            && coloured.iter().all(|(_, fill)| colours.contains(fill));
        if draft.is_entry() || known {
            add(&mut body, grid, table, draft, &coloured, otherwise);
        }
    }
    body
}

fn coloured(table: &Table, row: u32, fills: &Fills<'_>) -> Vec<(u32, Fill)> {
    let competences = table.competences.iter().enumerate();
    competences.filter_map(|(which, column)| Some((column.column, fills.tick(row, which)?))).collect()
}

/// The colours that tick a line which says something else too.
fn colours(table: &Table, drafts: &[Draft], fills: &Fills<'_>) -> BTreeSet<Fill> {
    let entries = drafts.iter().filter(|draft| draft.is_entry() && draft.ticks.is_empty());
    entries.flat_map(|draft| coloured(table, draft.row, fills)).map(|(_, fill)| fill).collect()
}

fn drafts(grid: &Grid, table: &Table) -> Vec<Draft> {
    let end = table.first.saturating_add(REACH);
    let body = table.first..end;
    let mut rows: BTreeSet<u32> = BTreeSet::new();
    let start = grid.cells.partition_point(|cell| cell.place.0 < table.first);
    rows.extend(grid.cells[start..].iter().map(|cell| cell.place.0).take_while(|row| *row < end));
    let columns: Vec<u32> = table.competences.iter().map(|column| column.column).collect();
    let mut drawn: BTreeSet<Place> = BTreeSet::new();
    for drawing in &grid.drawings {
        let says = drawing.text.trim().is_empty() || marks::read(&drawing.text) == Mark::Yes;
        let ticks = drawing.small && says && drawing.checked != Some(false);
        if ticks && body.contains(&drawing.cell.0) && columns.contains(&drawing.cell.1) {
            drawn.insert(grid.anchor(drawing.cell));
            rows.insert(drawing.cell.0);
        }
    }
    rows.into_iter().map(|row| draft(grid, table, row, &columns, &drawn)).collect()
}

fn draft(grid: &Grid, table: &Table, row: u32, columns: &[u32], drawn: &BTreeSet<Place>) -> Draft {
    let anchor = grid.anchor((row, table.title));
    let of = (anchor.0 != row && anchor.0 >= table.first).then_some(anchor.0);
    let title = if of.is_some() { "" } else { grid.text(anchor) };
    let struck = grid.cell(anchor).is_some_and(|cell| cell.crossed);
    let (mut ticks, mut unusual) = (BTreeMap::new(), Vec::new());
    for column in columns {
        let place = grid.anchor((row, *column));
        // A heading that runs over the competences is no text of theirs.
        if place.0 < table.first || !columns.contains(&place.1) {
            continue;
        }
        let cell = grid.cell(place);
        let spread = grid.area(place).is_some_and(|area| area.from.1 != area.to.1);
        let read_by = match cell.map_or(&Value::None, |cell| &cell.value) {
            Value::Bool(yes) => yes.then_some(ReadBy::Boolean),
            Value::None => None,
            value => match marks::read(value.text()) {
                Mark::Yes => Some(ReadBy::Text),
                Mark::Other if !spread && !title::is_leftover(title) => {
                    unusual.push(place);
                    Some(ReadBy::Text)
                }
                Mark::Other | Mark::No => None,
            },
        };
        let crossed = !struck && cell.is_some_and(|cell| cell.crossed);
        let read_by = read_by
            .or(crossed.then_some(ReadBy::Border))
            .or(drawn.contains(&place).then_some(ReadBy::Drawing));
        ticks.extend(read_by.map(|read_by| (*column, read_by)));
    }
    let period = period_of(grid, table, row);
    // An empty line struck from end to end is struck out, not ticked.
    let all = ticks.len() == columns.len() && ticks.values().all(|read_by| *read_by == ReadBy::Border);
    if all && of.is_none() && title::is_leftover(title) && period.1 == Told::Missing {
        ticks.clear();
    }
    let own = of.is_none() && grid.named.is_line(row) && !groups::is_wide(grid, table, row);
    if own {
        let title = grid.value(anchor).text().to_owned();
        return Draft { row, title, period, ticks, unusual, line: Line::Entry, of, own };
    }
    let line = groups::tell(grid, table, row, !ticks.is_empty() || period.1 != Told::Missing);
    Draft { row, title: title.to_owned(), period, ticks, unusual, line, of, own }
}

/// The period of a line, from one column or from one for each end.
fn period_of(grid: &Grid, table: &Table, row: u32) -> (Period, Told) {
    let own = |column: u32| {
        let place = grid.anchor((row, column));
        let own = place.0 >= table.first && table.periods.contains(&place.1);
        own.then(|| grid.value(place)).filter(|value| **value != Value::None)
    };
    let mut found = Vec::new();
    let mut last = None;
    for column in &table.periods {
        let place = grid.anchor((row, *column));
        if last != Some(place) {
            found.extend(own(*column).map(told));
        }
        last = Some(place);
    }
    found.retain(|(_, told)| *told != Told::Missing);
    match found.as_slice() {
        [] => (Period::default(), Told::Missing),
        [one] => one.clone(),
        [(start, first), (end, second), ..] => {
            let raws = [&start.raw, &end.raw].into_iter().flatten().cloned().collect::<Vec<_>>();
            let told =
                if *first == Told::Days && *second == Told::Days { Told::Days } else { Told::Unreadable };
            // An end that says no day, such as « en cours », leaves the period open.
            let open = *first == Told::Days
                && end.raw.as_deref().is_some_and(|raw| raw.to_lowercase().contains("cours"));
            let period = Period {
                raw: Some(raws.join(" – ")),
                from: start.from,
                to: end.to.or(end.from).filter(|_| !open),
            };
            (period, if open { Told::Days } else { told })
        }
    }
}

fn told(value: &Value) -> (Period, Told) {
    match value {
        Value::Day(day, raw) => (period::of_day(*day, raw), Told::Days),
        // A day whose cell lost its format shows as a number of days.
        Value::Number(number, raw) if (30_000.0..60_000.0).contains(number) => {
            match crate::grid::serial(*number, false) {
                Some(day) => (Period { raw: Some(raw.to_string()), ..period::of_day(day, raw) }, Told::Days),
                None => period::read(raw),
            }
        }
        value => period::read(value.text()),
    }
}

fn add(body: &mut Body, grid: &Grid, table: &Table, draft: Draft, coloured: &[(u32, Fill)], otherwise: bool) {
    if !draft.own && draft.lists(coloured) && listed_above(body, &draft) {
        return;
    }
    let mut ticks = draft.ticks;
    let mut doubtful = Vec::new();
    let by_colour = ticks.is_empty();
    if by_colour {
        ticks.extend(coloured.iter().map(|(column, _)| (*column, ReadBy::Fill)));
    }
    if otherwise && by_colour {
        doubtful.extend(coloured.iter().map(|(column, _)| (draft.row, *column)));
    }
    let ticks: Vec<Tick> =
        ticks.into_iter().map(|(column, read_by)| Tick { column: letters(column), read_by }).collect();
    let own = title::own(&draft.title).filter(|_| draft.own);
    let is_own = own.is_some();
    let (title, mut documents) = own.unwrap_or_else(|| title::split(&draft.title));
    if let Some(column) = table.documents
        && grid.anchor((draft.row, column)).1 == column
    {
        documents.extend(title::documents(grid.text((draft.row, column))));
    }
    let above = draft.of.and_then(|row| body.entries.iter_mut().rfind(|entry| entry.achievement.row == row));
    if let Some(above) = above {
        continued(above, ticks, documents, draft.period, draft.unusual);
        return;
    }
    let last = draft.row;
    let achievement = Achievement {
        row: draft.row,
        group: body.groups.len().checked_sub(1),
        title: title.filter(|title| is_own || !title::is_leftover(title) || !documents.is_empty()),
        documents,
        period: draft.period.0,
        ticks,
        hidden: grid.is_hidden(draft.row),
    };
    body.entries.push(Entry { achievement, last, told: draft.period.1, unusual: draft.unusual, doubtful });
}

/// Adds the documents of a line of nothing else to the achievement just above it, if there is one.
fn listed_above(body: &mut Body, draft: &Draft) -> bool {
    let group = body.groups.len().checked_sub(1);
    let above = body.entries.last_mut();
    let above = above.filter(|entry| entry.last + 1 == draft.row && entry.achievement.group == group);
    let Some(above) = above.filter(|entry| entry.achievement.title.is_some()) else { return false };
    above.achievement.documents.extend(title::documents(&draft.title));
    above.last = draft.row;
    true
}

/// A line of an achievement whose title runs over several.
fn continued(
    above: &mut Entry,
    ticks: Vec<Tick>,
    documents: Vec<String>,
    period: (Period, Told),
    unusual: Vec<Place>,
) {
    let achievement = &mut above.achievement;
    for tick in ticks {
        if achievement.ticks.iter().all(|known| known.column != tick.column) {
            achievement.ticks.push(tick);
        }
    }
    achievement.ticks.sort_by_key(|tick| (tick.column.len(), tick.column.clone()));
    for document in documents {
        if !achievement.documents.contains(&document) {
            achievement.documents.push(document);
        }
    }
    if above.told == Told::Missing {
        (achievement.period, above.told) = period;
    }
    above
        .unusual
        .extend(unusual.into_iter().filter(|place| !above.unusual.contains(place)).collect::<Vec<_>>());
}
