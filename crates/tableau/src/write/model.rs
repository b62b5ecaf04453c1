//! A session's model: where its labels stand, and what may be filled in.

use std::ops::Range;

use super::Refusal;
use crate::archive::Archive;
use crate::data::{GROUPS, HEADINGS};
use crate::find::{self, Field};
use crate::grid::{Grid, Place};
use crate::reading::Speciality;
use crate::workbook::Workbook;
use crate::xlsx;

/// A label, and the place of its value in the text of its cell.
#[derive(Clone, Debug)]
pub struct Slot {
    /// The cell.
    pub place: Place,
    /// The cell's whole text.
    pub text: String,
    /// From the label's end (its colon included) to the next label or the end.
    pub range: Range<usize>,
    /// Nothing else is in the cell.
    pub alone: bool,
}

/// A model's frame; rows and columns are 1-based.
#[derive(Debug)]
pub struct Model {
    /// The package part of the sheet.
    pub part: String,
    /// The sheet's name.
    pub sheet: String,
    /// The grid as read, for sizes and merged areas.
    pub grid: Grid,
    /// The first row of the headings.
    pub header: u32,
    /// The first row below them.
    pub first: u32,
    /// The column of titles.
    pub title: u32,
    /// The column of periods.
    pub period: u32,
    /// The columns of the six competences, in the official order.
    pub competences: [u32; 6],
    /// The rows of the three group headings.
    pub headings: [u32; 3],
    /// The row of every heading, in order: where a group ends.
    pub ends: Vec<u32>,
    pub name: Slot,
    pub number: Slot,
    pub centre: Slot,
    /// None on the models of the first sessions.
    pub portfolio: Option<Slot>,
    /// Where the session's year is to be written, if the model leaves it blank.
    pub session: Option<Slot>,
    /// The cells that name SISR or SLAM.
    pub options: Vec<(Place, String)>,
}

impl Model {
    /// Finds the labels of a model.
    ///
    /// # Errors
    /// It cannot be opened, is no plain `.xlsx`, is already filled in, or lacks a label.
    pub fn find(archive: &mut Archive<'_>) -> Result<Self, Refusal> {
        if !archive.has("[Content_Types].xml") {
            return Err(Refusal::NotXlsx);
        }
        let mut workbook = xlsx::read(archive)?;
        if workbook.macros {
            return Err(Refusal::NotXlsx);
        }
        let at = sheet(&workbook).ok_or_else(|| Refusal::Label(find::official(0).to_owned()))?;
        let grid = workbook.grids.swap_remove(at);
        let found = find::frame(&grid).ok_or_else(|| Refusal::Label(find::official(0).to_owned()))?;
        let label = |label: &str| Refusal::Label(label.to_owned());
        if let Some(missing) = found.missing {
            return Err(label(missing));
        }
        let title = found.title.ok_or_else(|| label("Réalisations professionnelles"))?;
        let period = found.period.ok_or_else(|| label("Période"))?;
        if let Some(row) = found.filled {
            return Err(Refusal::NotBlank(row));
        }
        let mut headings = [0; 3];
        for ((row, kind), official) in headings.iter_mut().zip(GROUPS).zip(HEADINGS) {
            let known = found.groups.iter().find(|group| group.kind == kind);
            *row = known.ok_or_else(|| label(official))?.row;
        }
        let slots = slots(&grid, found.header);
        let slot =
            |field: Field| slots.iter().find(|(known, _)| *known == field).map(|(_, slot)| slot.clone());
        let options = options(&grid, found.header)?;
        Ok(Self {
            name: slot(Field::Name).ok_or_else(|| label("NOM et prénom"))?,
            number: slot(Field::Number).ok_or_else(|| label("N° candidat"))?,
            centre: slot(Field::Centre).ok_or_else(|| label("Centre de formation"))?,
            portfolio: slot(Field::Portfolio),
            session: slot(Field::Session).filter(|slot| !find::says(&slot.text[slot.range.clone()])),
            part: grid.part.clone(),
            sheet: grid.name.clone(),
            header: found.header,
            first: found.first,
            title,
            period,
            competences: found.competences,
            headings,
            ends: found.groups.iter().map(|group| group.row).collect(),
            options,
            grid,
        })
    }
}

/// The sheet with most of the frame, a visible one first.
fn sheet(workbook: &Workbook) -> Option<usize> {
    let weight = |at: &usize| {
        let grid = &workbook.grids[*at];
        let found = find::frame(grid).map(|frame| frame.found)?;
        Some((found, grid.visible, usize::MAX - at))
    };
    (0..workbook.grids.len()).filter(|at| weight(at).is_some()).max_by_key(weight)
}

/// The labels above the headings, each with where its value goes.
fn slots(grid: &Grid, header: u32) -> Vec<(Field, Slot)> {
    let mut slots = Vec::new();
    for cell in grid.cells.iter().take_while(|cell| cell.place.0 < header).take(2_000) {
        let text = cell.value.text();
        if text.len() > 2_000 || grid.anchor(cell.place) != cell.place {
            continue;
        }
        let labels = find::announced(text);
        for (field, range) in &labels {
            let start = text[..range.start + find::colon(&text[range.clone()])].trim_end().len();
            let slot = Slot {
                place: cell.place,
                text: text.to_owned(),
                range: start..range.end,
                alone: labels.len() == 1,
            };
            slots.push((*field, slot));
        }
    }
    slots
}

/// The cells that name the options; both must be named.
fn options(grid: &Grid, header: u32) -> Result<Vec<(Place, String)>, Refusal> {
    let cells = grid.cells.iter().take_while(|cell| cell.place.0 < header).take(2_000);
    let cells = cells.filter(|cell| grid.anchor(cell.place) == cell.place);
    let named: Vec<(Place, String, Vec<Speciality>)> = cells
        .map(|cell| (cell.place, cell.value.text().to_owned(), find::options(cell.value.text())))
        .filter(|(.., options)| !options.is_empty())
        .collect();
    for option in [Speciality::Sisr, Speciality::Slam] {
        if named.iter().all(|(.., options)| !options.contains(&option)) {
            return Err(Refusal::Label(option.as_str().to_owned()));
        }
    }
    Ok(named.into_iter().map(|(place, text, _)| (place, text)).collect())
}
