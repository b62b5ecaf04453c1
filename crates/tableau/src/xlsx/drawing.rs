//! Shapes laid over a sheet, and the checkboxes of older drawings.

use quick_xml::events::BytesStart;

use crate::grid::{self, Drawing, Grid, Place};
use crate::layout::{self, Spot};
use crate::limits;
use crate::unreadable::Unreadable;
use crate::xml::{self, Node, Xml};

/// EMU in a pixel.
const PIXEL: i64 = 9_525;

/// Reads a drawing part: each anchor is one drawing.
///
/// # Errors
/// Those of [`Xml::next`].
pub fn read(part: &str, grid: &mut Grid) -> Result<(), Unreadable> {
    let mut xml = Xml::new(part);
    while let Some(node) = xml.next()? {
        let Node::Open(tag) = node else { continue };
        if !xml::opened(&tag).ends_with("Anchor") {
            continue;
        }
        let anchor = Anchor::read(&mut xml)?;
        if grid.drawings.len() < limits::DRAWINGS
            && !anchor.hidden
            && anchor.shape
            && let Some(drawing) = anchor.drawing(grid)
        {
            grid.drawings.push(drawing);
        }
    }
    Ok(())
}

#[derive(Default)]
struct Anchor {
    from: [Option<i64>; 4],
    to: [Option<i64>; 4],
    size: Option<(i64, i64)>,
    position: Option<(i64, i64)>,
    text: String,
    hidden: bool,
    shape: bool,
}

impl Anchor {
    fn read(xml: &mut Xml<'_>) -> Result<Self, Unreadable> {
        let mut anchor = Self::default();
        let mut path: Vec<String> = Vec::new();
        loop {
            match xml.next()?.ok_or(Unreadable::Damaged)? {
                Node::Open(tag) => {
                    anchor.open(path.len(), &tag);
                    path.push(xml::opened(&tag).to_owned());
                }
                Node::Close(_) => {
                    let Some(name) = path.pop() else { return Ok(anchor) };
                    if name == "p" && !anchor.text.is_empty() {
                        anchor.text.push(' ');
                    }
                }
                Node::Text(text) => anchor.take(&path, &text),
            }
        }
    }

    fn open(&mut self, depth: usize, tag: &BytesStart<'_>) {
        let pair = |first, second| Some((xml::parsed(tag, first)?, xml::parsed(tag, second)?));
        match xml::opened(tag) {
            "ext" if depth == 0 => self.size = pair("cx", "cy"),
            "pos" if depth == 0 => self.position = pair("x", "y"),
            "sp" | "pic" | "cxnSp" | "grpSp" | "contentPart" => self.shape = true,
            "cNvPr" if xml::flag(tag, "hidden") == Some(true) => self.hidden = true,
            _ => {}
        }
    }

    fn take(&mut self, path: &[String], text: &str) {
        match path {
            [.., end, field] if end == "from" || end == "to" => {
                let at = match field.as_str() {
                    "col" => 0,
                    "colOff" => 1,
                    "row" => 2,
                    "rowOff" => 3,
                    _ => return,
                };
                let corner = if end == "from" { &mut self.from } else { &mut self.to };
                corner[at] = text.trim().parse().ok();
            }
            [.., last] if last == "t" && self.text.len() + text.len() <= limits::TEXT => {
                self.text.push_str(text);
            }
            _ => {}
        }
    }

    fn drawing(self, grid: &Grid) -> Option<Drawing> {
        let from = match self.position {
            Some((x, y)) => layout::at(grid, x, y),
            None => corner(self.from)?,
        };
        let size = match (corner(self.to), self.size) {
            (Some(to), _) => layout::between(grid, from, to),
            (None, size) => size.unwrap_or((0, 0)),
        };
        Some(placed(grid, from, size, self.text.trim(), None))
    }
}

fn corner([column, left, row, top]: [Option<i64>; 4]) -> Option<Spot> {
    let counted = |number: Option<i64>| u32::try_from(number?).ok()?.checked_add(1);
    let cell: Place = (counted(row)?, counted(column)?);
    let real = cell.0 <= limits::LAST_ROW && cell.1 <= 16_384;
    real.then_some(Spot { cell, left: left.unwrap_or(0), top: top.unwrap_or(0) })
}

fn placed(grid: &Grid, from: Spot, size: (i64, i64), text: &str, checked: Option<bool>) -> Drawing {
    let middle = layout::moved(grid, from, size.0 / 2, size.1 / 2);
    let to = layout::moved(grid, from, size.0, size.1);
    let small = to.cell.0 - from.cell.0 <= 1 && to.cell.1 - from.cell.1 <= 1;
    Drawing { cell: middle.cell, small, text: grid::bounded(text).to_owned(), checked }
}

/// Reads the checkboxes of an older (VML) drawing part.
///
/// # Errors
/// Those of [`Xml::next`]; what was read before stays.
pub fn read_controls(part: &str, grid: &mut Grid) -> Result<(), Unreadable> {
    let mut xml = Xml::new(part);
    let (mut label, mut field) = (String::new(), String::new());
    let (mut checkbox, mut checked, mut anchor) = (false, false, None);
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(tag) => {
                xml::opened(&tag).clone_into(&mut field);
                match field.as_str() {
                    "shape" => (label.clear(), checkbox = false, checked = false, anchor = None).0,
                    "ClientData" => {
                        let kind = xml::attribute(&tag, "ObjectType").unwrap_or_default();
                        checkbox = matches!(kind.as_ref(), "Checkbox" | "Radio");
                    }
                    _ => {}
                }
            }
            Node::Text(text) => match field.as_str() {
                "Anchor" => anchor = numbers(&text),
                "Checked" => checked = text.trim() == "1",
                _ if !checkbox && label.len() < 200 => label.push_str(&text),
                _ => {}
            },
            Node::Close(tag) => {
                if xml::closed(&tag) == "shape"
                    && checkbox
                    && grid.drawings.len() < limits::DRAWINGS
                    && let Some([column, left, row, top, to_column, right, to_row, bottom]) = anchor
                    && let Some(from) =
                        corner([Some(column), Some(left * PIXEL), Some(row), Some(top * PIXEL)])
                    && let Some(to) =
                        corner([Some(to_column), Some(right * PIXEL), Some(to_row), Some(bottom * PIXEL)])
                {
                    let size = layout::between(grid, from, to);
                    let drawing = placed(grid, from, size, label.trim(), Some(checked));
                    grid.drawings.push(drawing);
                }
                field.clear();
            }
        }
    }
    Ok(())
}

fn numbers(text: &str) -> Option<[i64; 8]> {
    let numbers: Vec<i64> = text
        .split(',')
        .filter_map(|number| number.trim().parse().ok())
        .filter(|n| (0..2_000_000).contains(n))
        .collect();
    numbers.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_stands_over_the_cell_of_its_middle() {
        let part = r"<wsDr><twoCellAnchor><from><col>5</col><colOff>600000</colOff><row>3</row><rowOff>0</rowOff></from>
            <to><col>6</col><colOff>500000</colOff><row>3</row><rowOff>100000</rowOff></to>
            <sp><txBody><p><r><t>X</t></r></p></txBody></sp></twoCellAnchor>
            <oneCellAnchor><from><col>-3</col><row>9</row></from><sp/></oneCellAnchor></wsDr>";
        let mut grid = Grid::default();
        read(part, &mut grid).unwrap();
        assert_eq!(grid.drawings.len(), 1);
        assert_eq!((grid.drawings[0].cell, grid.drawings[0].text.as_str()), ((4, 7), "X"));
        assert!(grid.drawings[0].small);
    }

    #[test]
    fn checkboxes_of_older_drawings() {
        let part = r#"<xml xmlns:v="v" xmlns:x="x"><v:shape><v:textbox><div>SISR</div></v:textbox>
            <x:ClientData ObjectType="Checkbox"><x:Anchor>6, 5, 3, 5, 6, 40, 3, 15</x:Anchor><x:Checked>1</x:Checked>
            </x:ClientData></v:shape><v:shape><x:ClientData ObjectType="Note"><x:Anchor>1,1,1,1,2,2,2,2</x:Anchor>
            </x:ClientData></v:shape></xml>"#;
        let mut grid = Grid::default();
        read_controls(part, &mut grid).unwrap();
        assert_eq!(grid.drawings.len(), 1);
        assert_eq!((grid.drawings[0].cell, grid.drawings[0].checked), ((4, 7), Some(true)));
        assert_eq!(grid.drawings[0].text, "SISR");
    }
}
