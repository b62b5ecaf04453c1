//! The workbook's part: print areas and other names move with the rows, and what was written is named.

use std::fmt::Write as _;

use super::model::{Model, Slot};
use super::plan::Plan;
use super::raw::{self, Piece, Pieces};
use super::sheet::Written;
use crate::named;
use crate::unreadable::Unreadable;

/// The name that repeats the headings on every page.
const TITLES: &str = "_xlnm.Print_Titles";

/// Writes the workbook's part.
///
/// # Errors
/// Those of [`Pieces::next`].
pub fn write(part: &str, model: &Model, plan: &Plan, sheet: &Written) -> Result<String, Unreadable> {
    let mut out = String::with_capacity(part.len() + 1_024);
    let mut pieces = Pieces::new(part);
    // Names come after the sheets, or where the model has some.
    let (mut rank, mut tabs, mut at, mut prefix, mut titled) = (None, 0_usize, None, "", false);
    let mut named = false;
    while let Some(piece) = pieces.next()? {
        match piece {
            Piece::Open(tag) | Piece::Empty(tag) if piece.name() == "sheet" => {
                if raw::value(tag, "name").is_some_and(|name| name == model.sheet) {
                    rank = Some(tabs);
                }
                tabs += 1;
                out.push_str(tag);
            }
            Piece::Open(tag) if piece.name() == "definedName" => {
                let name = raw::value(tag, "name").unwrap_or_default();
                titled |= name == TITLES
                    && raw::value(tag, "localSheetId") == rank.map(|rank| rank.to_string().into());
                let moved = plan.shift.formula(&raw::unescaped(pieces.inside()?), &model.sheet, false);
                if !named::is_ours(&name) {
                    let _ = write!(out, "{tag}{}</{}definedName>", raw::escaped(&moved), raw::prefix(tag));
                }
            }
            Piece::Empty(_) if piece.name() == "definedNames" => {}
            Piece::Close(tag) if piece.name() == "definedNames" => {
                (at, named) = (Some(out.len()), true);
                out.push_str(tag);
            }
            Piece::Open(tag) | Piece::Empty(tag) if piece.name() == "calcPr" => {
                let formulas = sheet.part.contains("<f") || sheet.part.contains(":f>");
                out.push_str(&if formulas { raw::set(tag, "fullCalcOnLoad", "1") } else { tag.to_owned() });
            }
            piece => {
                out.push_str(piece.raw());
                let before = matches!(piece.name(), "sheets" | "functionGroups" | "externalReferences");
                if before && !named && !matches!(piece, Piece::Open(_)) {
                    (at, prefix) = (Some(out.len()), raw::prefix(piece.raw()));
                }
            }
        }
    }
    let (Some(at), Some(rank)) = (at, rank) else { return Err(Unreadable::NoSheet) };
    let mut added = names(model, plan);
    if sheet.flows && !titled {
        added.push((TITLES.to_owned(), format!("${}:${}", model.header, model.first - 1)));
    }
    let sheet_name = model.sheet.replace('\'', "''");
    let one = |(name, cells): &(String, String)| {
        let hidden = if named::is_ours(name) { " hidden=\"1\"" } else { "" };
        let reference = raw::escaped(&format!("'{sheet_name}'!{cells}"));
        format!(
            "<{prefix}definedName name=\"{name}\" localSheetId=\"{rank}\"{hidden}>{reference}</{prefix}definedName>"
        )
    };
    let added: String = added.iter().map(one).collect();
    let wrapped = format!("<{prefix}definedNames>{added}</{prefix}definedNames>");
    out.insert_str(at, if named { &added } else { &wrapped });
    Ok(out)
}

/// What was written, by name: the reader takes it as it is meant.
fn names(model: &Model, plan: &Plan) -> Vec<(String, String)> {
    let mut names = Vec::new();
    let column = crate::grid::letters(model.title);
    for (at, lines) in (1..).zip(plan.lines) {
        let Some((first, last)) = lines else { continue };
        names.push((
            format!("{}{}{at}", named::PREFIX, named::LINES),
            format!("${column}${first}:${column}${last}"),
        ));
    }
    for (name, field) in named::FIELDS {
        let slot: Option<&Slot> = match field {
            named::Field::Name => Some(&model.name),
            named::Field::Centre => Some(&model.centre),
            named::Field::Portfolio => model.portfolio.as_ref(),
        };
        if let Some(slot) = slot.filter(|slot| slot.alone) {
            let (row, column) = slot.place;
            names.push((
                format!("{}{name}", named::PREFIX),
                format!("${}${row}", crate::grid::letters(column)),
            ));
        }
    }
    names
}
