//! Styles of an OpenDocument spreadsheet: cells' fills and diagonals, sizes, hidden tables.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use crate::colour;
use crate::grid::Fill;
use crate::limits;
use crate::unreadable::Unreadable;
use crate::xml::{self, Node, Xml};

/// What a style says of its background.
#[derive(Clone, Copy, Debug)]
enum Paint {
    /// None, or white.
    Clear,
    Colour(Fill),
}

/// What one style says; none of what it leaves to its parent.
#[derive(Clone, Debug, Default)]
pub struct Style {
    parent: Option<String>,
    paint: Option<Paint>,
    falling: Option<bool>,
    rising: Option<bool>,
    /// Row height or column width, in EMU.
    pub size: Option<i64>,
    /// The table is not shown.
    pub hidden: bool,
}

/// All styles by family and name.
#[derive(Debug, Default)]
pub struct Sheet {
    styles: HashMap<String, Style>,
    open: Option<(String, Style)>,
}

impl Sheet {
    /// Reads a whole part of styles.
    ///
    /// # Errors
    /// Those of [`Xml::next`].
    pub fn read(&mut self, part: &str) -> Result<(), Unreadable> {
        let mut xml = Xml::new(part);
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(tag) => self.open(&tag),
                Node::Close(tag) => self.close(xml::closed(&tag)),
                Node::Text(_) => {}
            }
        }
        Ok(())
    }

    /// Takes an element that may belong to a style.
    pub fn open(&mut self, tag: &BytesStart<'_>) {
        let name = xml::opened(tag);
        if name == "style" || name == "default-style" {
            let family = xml::attribute(tag, "family").unwrap_or_default();
            let own = xml::attribute(tag, "name").unwrap_or_default();
            let parent = xml::attribute(tag, "parent-style-name").unwrap_or_default();
            let parent = (name == "style").then(|| key(&family, &parent));
            self.open = Some((key(&family, &own), Style { parent, ..Style::default() }));
        } else if let Some((_, style)) = &mut self.open
            && name.ends_with("-properties")
        {
            style.take(tag);
        }
    }

    /// Takes the end of an element.
    pub fn close(&mut self, name: &str) {
        if matches!(name, "style" | "default-style")
            && let Some((key, style)) = self.open.take()
            && self.styles.len() < limits::STYLES
        {
            self.styles.insert(key, style);
        }
    }

    /// A style of rows, columns or tables.
    pub fn get(&self, family: &str, name: &str) -> Option<&Style> {
        self.styles.get(&key(family, name))
    }

    /// A cell style's fill, and whether both diagonals are drawn.
    pub fn cell(&self, name: &str) -> (Option<Fill>, bool) {
        let (mut paint, mut falling, mut rising) = (None, None, None);
        let mut next = Some(key("table-cell", name));
        for _ in 0..16 {
            let Some(style) = next.as_ref().and_then(|key| self.styles.get(key)) else { break };
            paint = paint.or(style.paint);
            falling = falling.or(style.falling);
            rising = rising.or(style.rising);
            next.clone_from(&style.parent);
        }
        let fill = paint.and_then(|paint| match paint {
            Paint::Clear => None,
            Paint::Colour(fill) => Some(fill),
        });
        (fill, falling == Some(true) && rising == Some(true))
    }
}

impl Style {
    fn take(&mut self, tag: &BytesStart<'_>) {
        let drawn = |value: &str| !matches!(value.trim(), "none" | "hidden" | "");
        for (name, value) in xml::attributes(tag) {
            match name {
                "background-color" => {
                    let seen = colour::hex(&value).filter(|rgb| !colour::is_white(*rgb));
                    self.paint = Some(seen.map_or(Paint::Clear, Paint::Colour));
                }
                "diagonal-tl-br" => self.falling = Some(drawn(&value)),
                "diagonal-bl-tr" => self.rising = Some(drawn(&value)),
                "row-height" | "column-width" => self.size = length(&value),
                "display" => self.hidden = value == "false",
                _ => {}
            }
        }
    }
}

fn key(family: &str, name: &str) -> String {
    format!("{family}/{name}")
}

/// A length such as `2.5cm` in EMU.
pub fn length(text: &str) -> Option<i64> {
    let text = text.trim();
    let split = text.find(|char: char| char.is_ascii_alphabetic())?;
    let unit = match &text[split..] {
        "cm" => 360_000.0,
        "mm" => 36_000.0,
        "in" => 914_400.0,
        "pt" => 12_700.0,
        "px" => 9_525.0,
        _ => return None,
    };
    let emu = text[..split].parse::<f64>().ok()? * unit;
    #[expect(clippy::cast_possible_truncation, reason = "bounded first")]
    (0.0..1e12).contains(&emu).then_some(emu as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_inherits_what_it_does_not_say() {
        let part = r##"<office:styles xmlns:office="o" xmlns:style="s" xmlns:fo="f">
            <style:style style:name="vert" style:family="table-cell"><style:table-cell-properties
            fo:background-color="#00b050" style:diagonal-tl-br="0.5pt solid #000"/></style:style>
            <style:style style:name="ce1" style:family="table-cell" style:parent-style-name="vert">
            <style:table-cell-properties style:diagonal-bl-tr="0.5pt solid #000"/></style:style>
            <style:style style:name="ce2" style:family="table-cell" style:parent-style-name="vert">
            <style:table-cell-properties fo:background-color="transparent"/></style:style></office:styles>"##;
        let mut sheet = Sheet::default();
        sheet.read(part).unwrap();
        assert_eq!(sheet.cell("ce1"), (Some(0x0000_B050), true));
        assert_eq!(sheet.cell("ce2"), (None, false));
        assert_eq!(sheet.cell("absent"), (None, false));
    }

    #[test]
    fn lengths() {
        assert_eq!(length("2.5cm"), Some(900_000));
        assert_eq!(length("1in"), Some(914_400));
        assert_eq!(length("wide"), None);
    }
}
