//! What is to be written where: rows put in, texts by cell, heights.

use std::collections::BTreeMap;

use super::model::{Model, Slot};
use super::rows::{Row, Rows};
use super::shift::Shift;
use super::styles::{Look, Styles};
use super::{Refusal, option, text};
use crate::data::{Line, Table};
use crate::find;
use crate::grid::Place;

/// Rows put in.
#[derive(Clone, Copy, Debug)]
pub struct Insert {
    /// After this row of the model.
    pub after: u32,
    /// Alike this row of the model.
    pub copy: u32,
    /// So many.
    pub count: u32,
}

/// What a cell becomes.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Its text; none empties it.
    pub text: Option<String>,
    /// The end of its text that comes after what the model has there.
    pub added: Option<String>,
    /// What its style must have besides.
    pub look: Look,
}

/// The whole of what is written. Rows are those of the written file, unless said otherwise.
#[derive(Debug, Default)]
pub struct Plan {
    /// Where the model's rows go.
    pub shift: Shift,
    /// Rows put in, by the model's rows.
    pub inserts: Vec<Insert>,
    /// Changes by cell.
    pub cells: BTreeMap<Place, Change>,
    /// Least heights in points, by row.
    pub heights: BTreeMap<u32, f64>,
    /// The lines written for each group: first and last.
    pub lines: [Option<(u32, u32)>; 3],
}

/// Plans the writing of a table, which is in its kept form.
///
/// # Errors
/// The model has no line to fill in, or a text is too long for its cell.
pub fn plan(table: &Table, model: &Model, rows: &Rows<'_>, styles: &Styles) -> Result<Plan, Refusal> {
    let mut plan = Plan::default();
    let frames: Vec<Vec<u32>> = model.headings.iter().map(|row| lines(model, rows, styles, *row)).collect();
    let spare = frames.iter().find(|lines| !lines.is_empty()).map(|lines| middle(lines));
    for (group, lines) in table.groups.iter().zip(&frames) {
        let count = u32::try_from(group.len().saturating_sub(lines.len())).unwrap_or(u32::MAX);
        let heading = model.headings[plan.inserts.len()];
        let copy = if lines.is_empty() { spare.ok_or(Refusal::NoLine)? } else { middle(lines) };
        let after = if lines.is_empty() { heading } else { copy };
        plan.inserts.push(Insert { after, copy, count });
    }
    plan.shift = Shift::new(plan.inserts.iter().map(|insert| (insert.after, insert.count)).collect());
    plan.inserts.retain(|insert| insert.count > 0);
    above(&mut plan, table, model)?;
    headings(&mut plan, model);
    let largest = largest(model, rows, styles, &frames);
    for (at, group) in table.groups.iter().enumerate() {
        let first = plan.shift.row(model.headings[at]) + 1;
        let template = frames[at].first().or(spare.as_ref()).and_then(|row| rows.by_number.get(row));
        for (row, (rank, line)) in (first..).zip(group.iter().enumerate()) {
            let writer = Writer { model, styles, row, template, largest };
            writer.line(&mut plan, line).ok_or(Refusal::TooLong(Some((at, rank))))?;
            plan.lines[at] = Some((first, row));
        }
    }
    Ok(plan)
}

/// The rows to fill in under a heading: framed, one after the other, up to the next heading.
fn lines(model: &Model, rows: &Rows<'_>, styles: &Styles, heading: u32) -> Vec<u32> {
    let end = model.ends.iter().find(|row| **row > heading).copied().unwrap_or(u32::MAX);
    let style = |row: u32| Some(rows.by_number.get(&row)?.cell(model.title)?.style());
    let framed = style(heading + 1).is_some_and(|style| styles.is_framed(style));
    let fits = |row: &u32| {
        let text = model.grid.text((*row, model.title));
        style(*row).is_some_and(|style| !framed || styles.is_framed(style)) && find::is_leftover(text)
    };
    (heading + 1..end).take_while(fits).collect()
}

fn middle(lines: &[u32]) -> u32 {
    lines[(lines.len() - 1) / 2]
}

/// The number of the largest font that the model has in a competence's cell, so that every tick is legible.
fn largest(model: &Model, rows: &Rows<'_>, styles: &Styles, frames: &[Vec<u32>]) -> Option<usize> {
    let rows = frames.iter().flatten().filter_map(|row| rows.by_number.get(row));
    let cells = rows.flat_map(|row| model.competences.iter().filter_map(|column| row.cell(*column)));
    let fonts = cells.map(|cell| styles.font(cell.style()));
    fonts.max_by(|(_, left), (_, right)| left.size.total_cmp(&right.size)).map(|(at, _)| at)
}

/// The official model ends a heading with empty lines, which hide it in its low row: they go.
fn headings(plan: &mut Plan, model: &Model) {
    for row in model.headings {
        let place = model.grid.anchor((row, model.title));
        let text = model.grid.value(place).text();
        if text.trim_end().len() < text.len() && !text.trim_end().is_empty() {
            let change = Change { text: Some(text.trim_end().to_owned()), ..Change::default() };
            plan.cells.insert((plan.shift.row(place.0), place.1), change);
        }
    }
}

/// The lines above the table.
fn above(plan: &mut Plan, table: &Table, model: &Model) -> Result<(), Refusal> {
    let mut texts: BTreeMap<Place, (String, Option<String>)> = BTreeMap::new();
    let mut slots: Vec<(&Slot, &Option<String>)> =
        vec![(&model.name, &table.name), (&model.number, &table.number), (&model.centre, &table.centre)];
    match &model.portfolio {
        Some(slot) => slots.push((slot, &table.portfolio_url)),
        None if table.portfolio_url.is_some() => {
            return Err(Refusal::Label("Adresse URL du portfolio".to_owned()));
        }
        None => {}
    }
    slots.extend(model.session.as_ref().map(|slot| (slot, &table.session)));
    // From right to left, so that the places of those before stay true.
    slots.sort_by_key(|(slot, _)| (slot.place, std::cmp::Reverse(slot.range.start)));
    for (slot, value) in slots {
        let (whole, added) = texts.entry(slot.place).or_insert_with(|| (slot.text.clone(), None));
        let area = &slot.text[slot.range.clone()];
        let value = match value {
            None if !find::says(area) => continue,
            None => String::new(),
            Some(value) => format!("{}{value}", lead(slot)),
        };
        let gap = if slot.range.end < slot.text.len() { "      " } else { "" };
        whole.replace_range(slot.range.clone(), &format!("{value}{gap}"));
        *added = (slot.alone && area.trim().is_empty()).then_some(value);
    }
    if let Some(chosen) = table.option {
        for (place, own) in &model.options {
            let (whole, added) = texts.entry(*place).or_insert_with(|| (own.clone(), None));
            (*whole, *added) = (option::ticked(whole, chosen), None);
        }
    }
    for (place, (text, added)) in texts {
        if fits(&text).is_none() {
            return Err(Refusal::TooLong(None));
        }
        // Labels stand above the headings: their rows do not move.
        plan.cells.insert(place, Change { text: Some(text), added, look: Look::default() });
    }
    Ok(())
}

/// What parts a label from its value: its colon if it has none, and a space.
fn lead(slot: &Slot) -> &'static str {
    let head = slot.text[..slot.range.start].trim_end();
    let after = find::announced(&slot.text)
        .into_iter()
        .any(|(field, range)| field == find::Field::Session && range.end == slot.range.end);
    if head.ends_with([':', '：']) || after { " " } else { " : " }
}

fn fits(text: &str) -> Option<()> {
    (text.len() <= text::LONGEST).then_some(())
}

/// Writes one line.
struct Writer<'a> {
    model: &'a Model,
    styles: &'a Styles,
    row: u32,
    template: Option<&'a Row<'a>>,
    largest: Option<usize>,
}

impl Writer<'_> {
    /// None when a text is too long.
    fn line(&self, plan: &mut Plan, line: &Line) -> Option<()> {
        self.text(plan, self.model.title, Some(title(line)).filter(|text| !text.is_empty()))?;
        self.text(plan, self.model.period, line.period.raw.clone())?;
        for (column, ticked) in self.model.competences.iter().zip(line.ticks) {
            if ticked {
                let look = Look { font: self.largest, ..Look::default() };
                plan.cells.insert((self.row, *column), Change { text: Some("X".into()), added: None, look });
            }
        }
        Some(())
    }

    fn text(&self, plan: &mut Plan, column: u32, text: Option<String>) -> Option<()> {
        let mut look = Look::default();
        if let Some(text) = &text {
            fits(text)?;
            let style = self.template.and_then(|row| row.cell(column)).map_or(0, super::rows::Cell::style);
            let (_, font) = self.styles.font(style);
            let lines = text::lines(text, self.width(column), font);
            look = Look { wrap: lines > 1, quoted: text::looks_like_formula(text), font: None };
            let height = plan.heights.entry(self.row).or_default();
            *height = height.max(text::height(lines, font));
        }
        plan.cells.insert((self.row, column), Change { text, added: None, look });
        Some(())
    }

    /// A column's width in pixels, those merged with it on the model's line included.
    fn width(&self, column: u32) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a width is far below 2^52")]
        let pixels = |column| {
            self.model.grid.column(column).and_then(|run| run.width).unwrap_or(609_600) as f64 / 9_525.0
        };
        let line = self.model.headings[0] + 1;
        let area = self.model.grid.area((line, column)).filter(|area| area.from == (line, column));
        (column..=area.map_or(column, |area| area.to.1)).map(pixels).sum()
    }
}

/// A title's cell: the title, then each document on a line of its own.
fn title(line: &Line) -> String {
    let documents = line.documents.iter().map(|document| format!("\n{}{document}", find::DOCUMENT));
    line.title.iter().cloned().chain(documents).collect()
}
