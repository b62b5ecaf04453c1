//! Cell styles of a workbook: fill, crossed borders, dates.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use crate::colour;
use crate::grid::Fill;
use crate::limits;
use crate::unreadable::Unreadable;
use crate::xml::{self, Node, Xml};

/// What matters of one cell style.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// Its fill; none for none or white.
    pub fill: Option<Fill>,
    /// Both diagonals are drawn.
    pub crossed: bool,
    /// Its numbers are days.
    pub date: bool,
    /// Its numbers are padded with zeros to this length.
    pub pad: usize,
}

/// The styles of a workbook, by the index cells give.
#[derive(Debug, Default)]
pub struct Styles(Vec<Style>);

impl Styles {
    /// One style; the plain one past the table's end.
    pub fn get(&self, index: usize) -> Style {
        self.0.get(index).copied().unwrap_or_default()
    }
}

/// The theme's colours in the order of `theme="n"`.
///
/// # Errors
/// Those of [`Xml::next`].
pub fn theme(part: &str) -> Result<Vec<u32>, Unreadable> {
    // The part lists dark before light; the indexes count light before dark.
    const ORDER: [&str; 12] = [
        "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
        "hlink", "folHlink",
    ];
    let mut colours = colour::OFFICE.to_vec();
    let (mut slot, mut inside) = (None, false);
    let mut xml = Xml::new(part);
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(tag) => match xml::opened(&tag) {
                "clrScheme" => inside = true,
                "srgbClr" | "sysClr" if inside => {
                    let value = xml::attribute(&tag, "lastClr").or_else(|| xml::attribute(&tag, "val"));
                    if let (Some(at), Some(rgb)) = (slot, value.and_then(|value| colour::hex(&value))) {
                        colours[at] = rgb;
                    }
                }
                name if inside => slot = ORDER.iter().position(|known| *known == name).or(slot),
                _ => {}
            },
            Node::Close(tag) if xml::closed(&tag) == "clrScheme" => break,
            Node::Close(_) | Node::Text(_) => {}
        }
    }
    Ok(colours)
}

/// Reads the styles part.
///
/// # Errors
/// Those of [`Xml::next`].
pub fn read(part: &str, theme: &[u32]) -> Result<Styles, Unreadable> {
    let mut reader = Reading { theme, palette: palette(part)?, ..Reading::default() };
    let mut xml = Xml::new(part);
    let mut section = String::new();
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(tag) => {
                let name = xml::opened(&tag);
                match name {
                    "fills" | "borders" | "cellXfs" | "numFmts" | "cellStyleXfs" | "dxfs" | "fonts"
                    | "colors" => {
                        name.clone_into(&mut section);
                    }
                    _ => reader.open(&section, name, &tag),
                }
            }
            Node::Close(tag) => {
                let name = xml::closed(&tag);
                if name == section {
                    section.clear();
                } else {
                    reader.close(&section, name);
                }
            }
            Node::Text(_) => {}
        }
    }
    Ok(reader.finish())
}

/// The palette, with the file's own entries if it brings some; only parsed when it does.
fn palette(part: &str) -> Result<Vec<u32>, Unreadable> {
    let mut colours = colour::PALETTE.to_vec();
    if !part.contains("indexedColors") {
        return Ok(colours);
    }
    let mut xml = Xml::new(part);
    let mut at = 0;
    while let Some(node) = xml.next()? {
        if let Node::Open(tag) = node
            && xml::opened(&tag) == "rgbColor"
        {
            let value = xml::attribute(&tag, "rgb").and_then(|value| colour::hex(&value));
            if let (Some(slot), Some(rgb)) = (colours.get_mut(at), value) {
                *slot = rgb;
            }
            at += 1;
        }
    }
    Ok(colours)
}

#[derive(Default)]
struct Reading<'a> {
    theme: &'a [u32],
    palette: Vec<u32>,
    fills: Vec<Option<Fill>>,
    pattern: u32,
    front: Option<u32>,
    back: Option<u32>,
    borders: Vec<bool>,
    up: bool,
    down: bool,
    drawn: bool,
    formats: HashMap<u32, (bool, usize)>,
    xfs: Vec<(usize, usize, u32)>,
}

impl Reading<'_> {
    fn open(&mut self, section: &str, name: &str, tag: &BytesStart<'_>) {
        match (section, name) {
            ("fills", "fill") => (self.pattern, self.front, self.back) = (0, None, None),
            ("fills", "patternFill") => self.pattern = pattern(xml::attribute(tag, "patternType").as_deref()),
            ("fills", "gradientFill") => self.pattern = 0xFF,
            ("fills", "fgColor" | "color") if self.front.is_none() => self.front = self.colour(tag),
            ("fills", "bgColor") => self.back = self.colour(tag),
            ("borders", "border") => {
                self.up = xml::flag(tag, "diagonalUp").unwrap_or(false);
                self.down = xml::flag(tag, "diagonalDown").unwrap_or(false);
                self.drawn = false;
            }
            ("borders", "diagonal") => {
                self.drawn = xml::attribute(tag, "style").is_some_and(|style| style != "none");
            }
            ("numFmts", "numFmt") if self.formats.len() < limits::STYLES => {
                if let (Some(id), Some(code)) =
                    (xml::parsed(tag, "numFmtId"), xml::attribute(tag, "formatCode"))
                {
                    self.formats.insert(id, (is_date(&code), zeros(&code)));
                }
            }
            ("cellXfs", "xf") if self.xfs.len() < limits::STYLES => self.xfs.push((
                xml::parsed(tag, "fillId").unwrap_or(0),
                xml::parsed(tag, "borderId").unwrap_or(0),
                xml::parsed(tag, "numFmtId").unwrap_or(0),
            )),
            _ => {}
        }
    }

    fn close(&mut self, section: &str, name: &str) {
        match (section, name) {
            ("fills", "fill") if self.fills.len() < limits::STYLES => {
                // Some libraries give the background alone; without any, the window's text colour paints.
                let colour = self.front.or(self.back).unwrap_or(0);
                let fill = match self.pattern {
                    0 => None,
                    1 if colour::is_white(colour) => None,
                    1 => Some(colour),
                    pattern => Some(pattern << 24 | colour),
                };
                self.fills.push(fill);
            }
            ("borders", "border") if self.borders.len() < limits::STYLES => {
                self.borders.push(self.up && self.down && self.drawn);
            }
            _ => {}
        }
    }

    fn colour(&self, tag: &BytesStart<'_>) -> Option<u32> {
        let rgb = if let Some(rgb) = xml::attribute(tag, "rgb") {
            colour::hex(&rgb)?
        } else if let Some(at) = xml::parsed::<usize>(tag, "theme") {
            self.theme.get(at).copied()?
        } else {
            match xml::parsed::<usize>(tag, "indexed")? {
                64 => 0x0000_0000,
                65 => 0x00FF_FFFF,
                at => self.palette.get(at).copied()?,
            }
        };
        Some(colour::tinted(rgb, xml::parsed(tag, "tint").unwrap_or(0.0)))
    }

    fn finish(self) -> Styles {
        let style = |&(fill, border, format): &(usize, usize, u32)| {
            let (date, pad) = self.formats.get(&format).copied().unwrap_or_default();
            Style {
                fill: self.fills.get(fill).copied().flatten(),
                crossed: self.borders.get(border).copied().unwrap_or(false),
                date: date || matches!(format, 14..=17 | 22 | 27..=31 | 34..=36 | 50..=54 | 57 | 58),
                pad,
            }
        };
        Styles(self.xfs.iter().map(style).collect())
    }
}

/// A pattern's number: 0 for none, 1 for solid, others apart from each other.
fn pattern(name: Option<&str>) -> u32 {
    match name {
        None | Some("none") => 0,
        Some("solid") => 1,
        Some(other) => 2 + other.bytes().fold(0, |sum, byte| (sum + u32::from(byte)) % 200),
    }
}

/// Whether a number format shows a day: it has a day, month or year outside quotes and brackets.
fn is_date(code: &str) -> bool {
    let (mut quoted, mut bracket, mut escaped) = (false, false, false);
    for char in code.chars() {
        match char {
            _ if escaped => escaped = false,
            '\\' | '_' | '*' => escaped = true,
            '"' => quoted = !quoted,
            '[' if !quoted => bracket = true,
            ']' if !quoted => bracket = false,
            'd' | 'y' | 'D' | 'Y' | 'j' | 'J' if !quoted && !bracket => return true,
            'm' | 'M' if !quoted && !bracket && !code.contains(['h', 'H', 's', 'S']) => return true,
            _ => {}
        }
    }
    false
}

/// The length of a format that is nothing but zeros, such as `00000000000`.
fn zeros(code: &str) -> usize {
    if code.len() > 1 && code.len() < 32 && code.bytes().all(|byte| byte == b'0') { code.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_days() {
        for code in ["dd/mm/yyyy", "[$-40C]d mmmm yyyy;@", "mmm-yy", "jj/mm/aa"] {
            assert!(is_date(code), "{code}");
        }
        for code in ["General", "0.00", "[h]:mm:ss", "\"mardi\"0", "#,##0\\ \"€\""] {
            assert!(!is_date(code), "{code}");
        }
        assert_eq!(zeros("00000000000"), 11);
    }

    #[test]
    fn fills_by_rgb_theme_index_and_pattern() {
        let part = r#"<x:styleSheet xmlns:x="u"><x:fills><x:fill><x:patternFill patternType="none"/></x:fill>
            <x:fill><x:patternFill patternType="solid"><x:fgColor theme="0"/></x:patternFill></x:fill>
            <x:fill><x:patternFill patternType="solid"><x:fgColor indexed="13"/></x:patternFill></x:fill>
            <x:fill><x:patternFill patternType="solid"><x:fgColor theme="4" tint="0.599993"/></x:patternFill></x:fill>
            <x:fill><x:patternFill patternType="darkUp"><x:fgColor rgb="FF000000"/></x:patternFill></x:fill>
            </x:fills><x:borders><x:border/></x:borders><x:cellXfs><x:xf fillId="0"/><x:xf fillId="1"/>
            <x:xf fillId="2"/><x:xf fillId="3"/><x:xf fillId="4" numFmtId="14"/></x:cellXfs></x:styleSheet>"#;
        let styles = read(part, &colour::OFFICE).unwrap();
        assert_eq!(styles.get(0).fill, None);
        assert_eq!(styles.get(1).fill, None);
        assert_eq!(styles.get(2).fill, Some(0x00FF_FF00));
        assert!(colour::same(styles.get(3).fill, Some(0x00B4_C6E7)));
        assert!(styles.get(4).fill.is_some_and(|fill| fill >> 24 > 1) && styles.get(4).date);
        assert_eq!(styles.get(99).fill, None);
    }
}
