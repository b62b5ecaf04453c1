//! A table as the official file: the session's model, filled in as by hand.
//!
//! The model's XML is changed in place: its styles, merged areas, widths, drawings and print settings stay, and
//! rows are put in where a group has more achievements than the model has lines. What is written is read back
//! before it is handed out.
//!
//! The way of one file: `model` (labels found, or the missing one named) → `rows` (the sheet's XML, row by row) →
//! `plan` (what goes where) → `sheet`, `styles`, `workbook`, `parts` (the parts that change) → `package`.

mod model;
mod option;
mod package;
mod parts;
mod plan;
mod raw;
mod refusal;
mod rows;
mod sheet;
mod shift;
mod styles;
mod text;
mod workbook;

use std::collections::BTreeMap;

use crate::archive::{Archive, canonical};
use crate::data::Table;
use crate::limits;
use crate::reading::Context;
use crate::unreadable::Unreadable;
use crate::xlsx::{self, Relation};
use model::Model;
use raw::{Piece, Pieces};
use rows::Rows;

pub use refusal::Refusal;

/// Fills in a session's model (the bytes of its `.xlsx`) with a table; the answer is the bytes of an `.xlsx`.
///
/// What is written is [`Table::kept`]; reading it gives the same data again. The same input gives the same bytes.
///
/// # Errors
/// The model lacks a label or cannot be filled in, or the data does not fit; the error's text is French and says
/// what to do.
pub fn write(table: &Table, model: &[u8]) -> Result<Vec<u8>, Refusal> {
    let table = table.kept();
    if table.groups.iter().map(Vec::len).sum::<usize>() > limits::ACHIEVEMENTS {
        return Err(Refusal::TooMany);
    }
    let mut archive = Archive::open(model)?;
    let model = Model::find(&mut archive)?;
    let changed = changed(&table, &model, &mut archive)?;
    let bytes = package::write(&mut archive, &changed)?;
    if is_read_back(&table, &model, &bytes) { Ok(bytes) } else { Err(Refusal::NotReadBack) }
}

/// What a session's model asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelSummary {
    /// The session as written on it; none when it leaves the year blank.
    pub session: Option<String>,
    /// It has a place for the portfolio's address: [`write()`] refuses an address without one.
    pub takes_portfolio: bool,
}

/// Checks that a file can be a session's model: fills it in with an empty table.
///
/// # Errors
/// Those of [`write()`] that do not come from the data.
pub fn check_model(model: &[u8]) -> Result<ModelSummary, Refusal> {
    let written = write(&Table::default(), model)?;
    let session = crate::read(&written, "", &Context::default())?.session;
    let takes_portfolio = Model::find(&mut Archive::open(model)?)?.portfolio.is_some();
    Ok(ModelSummary { session, takes_portfolio })
}

/// The parts that change, by canonical name; none for one that goes.
fn changed(
    table: &Table,
    model: &Model,
    archive: &mut Archive<'_>,
) -> Result<BTreeMap<String, Option<String>>, Refusal> {
    let mut need = |name: &str| archive.text(name)?.ok_or(Unreadable::Damaged);
    let sheet_part = need(&model.part)?;
    let book = xlsx::parts(archive)?;
    let styles_part = archive.text(&book.styles)?.ok_or(Unreadable::Damaged)?;
    let strings_part = archive.text(&book.strings)?.unwrap_or_default();
    let book_part = archive.text(&book.main)?.ok_or(Unreadable::Damaged)?;

    let mut styles = styles::Styles::read(&styles_part)?;
    let rows = Rows::read(&sheet_part)?;
    let plan = plan::plan(table, model, &rows, &styles)?;
    let strings = strings(&strings_part)?;
    let sheet = sheet::Sheet { plan: &plan, rows: &rows, grid: &model.grid, strings: &strings };
    let written = sheet.write(&sheet_part, &mut styles)?;

    let mut changed = BTreeMap::new();
    let mut put = |name: &str, text: String| changed.insert(canonical(name), Some(text));
    put(&book.main, workbook::write(&book_part, model, &plan, &written)?);
    put(&book.styles, styles.written(&styles_part)?);
    put(&model.part, written.part);
    if !plan.shift.is_still() {
        for relation in xlsx::relations(archive, &model.part)?.into_values().filter(|one| !one.external) {
            let Some(part) = archive.text(&relation.target)? else { continue };
            put(&relation.target, tied(&relation, &part, &plan, &model.sheet)?);
        }
        for name in ["[Content_Types].xml", &xlsx::relations_of(&book.main)] {
            if let Some(part) = archive.text(name)?.filter(|part| part.contains("/calcChain")) {
                put(name, parts::without_chain(&part)?);
            }
        }
        changed.insert(canonical("xl/calcChain.xml"), None);
    }
    Ok(changed)
}

/// A part tied to the sheet, moved with its rows.
fn tied(relation: &Relation, part: &str, plan: &plan::Plan, sheet: &str) -> Result<String, Unreadable> {
    match relation.kind.as_str() {
        "drawing" | "comments" | "table" | "threadedComment" => parts::moved(part, plan, sheet),
        "vmlDrawing" => Ok(parts::moved_vml(part, plan)),
        _ => Ok(part.to_owned()),
    }
}

/// The insides of the shared strings, as they stand.
fn strings(part: &str) -> Result<Vec<&str>, Unreadable> {
    let mut strings = Vec::new();
    let mut pieces = Pieces::new(part);
    while let Some(piece) = pieces.next()? {
        match piece {
            Piece::Open(_) if piece.name() == "si" => strings.push(pieces.inside()?),
            Piece::Empty(_) if piece.name() == "si" => strings.push(""),
            _ => {}
        }
    }
    Ok(strings)
}

/// Whether the written file is read as the table says.
fn is_read_back(table: &Table, model: &Model, bytes: &[u8]) -> bool {
    let Ok(reading) = crate::read(bytes, "", &Context::default()) else { return false };
    let mut back = Table::from(&reading);
    if model.session.is_none() {
        back.session.clone_from(&table.session);
    }
    back == *table
}
