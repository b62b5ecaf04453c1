//! The looks of the model's cells: what they are, and the few that have to be added.

use super::raw::{self, Piece, Pieces};
use crate::unreadable::Unreadable;

/// A font as far as it matters for the room a text takes.
#[derive(Clone, Copy, Debug)]
pub struct Font {
    /// Size in points.
    pub size: f64,
    /// Bold text is wider.
    pub bold: bool,
}

/// One cell style of the model.
#[derive(Clone, Debug)]
struct Style {
    raw: String,
    font: usize,
    border: usize,
    wraps: bool,
    quoted: bool,
}

/// What a cell must have on top of its style in the model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Its text goes to the next line at the column's edge.
    pub wrap: bool,
    /// Its text is never taken for a formula, even when the cell is edited.
    pub quoted: bool,
    /// It has this font.
    pub font: Option<usize>,
}

/// The styles of the model, and those added.
#[derive(Debug, Default)]
pub struct Styles {
    fonts: Vec<Font>,
    /// For each border, whether a side of it is drawn.
    borders: Vec<bool>,
    cells: Vec<Style>,
    added: Vec<(usize, Look)>,
}

impl Styles {
    /// Reads the styles part of the model.
    ///
    /// # Errors
    /// Those of [`Pieces::next`].
    pub fn read(part: &str) -> Result<Self, Unreadable> {
        let mut styles = Self::default();
        let mut section = "";
        let mut pieces = Pieces::new(part);
        while let Some(piece) = pieces.next()? {
            let (name, tag) = (piece.name(), piece.raw());
            match piece {
                Piece::Open(_) if matches!(name, "fonts" | "borders" | "cellXfs") => section = name,
                Piece::Close(_) if name == section => section = "",
                Piece::Open(_) | Piece::Empty(_) => {
                    let inside = if matches!(piece, Piece::Open(_)) && is_item(section, name) {
                        pieces.inside()?
                    } else {
                        ""
                    };
                    styles.take(section, name, tag, inside)?;
                }
                Piece::Close(_) | Piece::Text(_) => {}
            }
        }
        Ok(styles)
    }

    fn take(&mut self, section: &str, name: &str, tag: &str, inside: &str) -> Result<(), Unreadable> {
        if !is_item(section, name) {
            return Ok(());
        }
        let number = |name| raw::value(tag, name).and_then(|value| value.parse().ok()).unwrap_or(0);
        match name {
            "font" => {
                let size = first(inside, "sz")?.and_then(|tag| raw::value(tag, "val")?.parse().ok());
                let bold = first(inside, "b")?
                    .is_some_and(|tag| raw::value(tag, "val").is_none() || is_on(tag, "val"));
                self.fonts.push(Font { size: size.unwrap_or(11.0), bold });
            }
            "border" => {
                let side = |name| Ok(first(inside, name)?.and_then(|tag| raw::value(tag, "style")));
                let bottom: Result<_, Unreadable> = side("bottom");
                self.borders.push(bottom?.is_some_and(|style| style != "none"));
            }
            _ => {
                let alignment = first(inside, "alignment")?;
                self.cells.push(Style {
                    raw: if inside.is_empty() { tag.to_owned() } else { format!("{tag}{inside}") },
                    font: number("fontId"),
                    border: number("borderId"),
                    wraps: alignment.is_some_and(|tag| is_on(tag, "wrapText")),
                    quoted: is_on(tag, "quotePrefix"),
                });
            }
        }
        Ok(())
    }

    /// The font's number and the font of a style.
    pub fn font(&self, style: usize) -> (usize, Font) {
        let at = self.cells.get(style).map_or(0, |style| style.font);
        (at, self.fonts.get(at).copied().unwrap_or(Font { size: 11.0, bold: false }))
    }

    /// Whether the cells of a style have a line below them.
    pub fn is_framed(&self, style: usize) -> bool {
        self.cells.get(style).is_some_and(|style| self.borders.get(style.border) == Some(&true))
    }

    /// The style that has a look besides another's: itself, one added before, or a new one.
    pub fn with(&mut self, style: usize, look: Look) -> usize {
        let Some(own) = self.cells.get(style) else { return style };
        let look = Look {
            wrap: look.wrap && !own.wraps,
            quoted: look.quoted && !own.quoted,
            font: look.font.filter(|font| *font != own.font),
        };
        if look == Look::default() {
            return style;
        }
        let known = self.added.iter().position(|added| *added == (style, look));
        self.cells.len()
            + known.unwrap_or_else(|| {
                self.added.push((style, look));
                self.added.len() - 1
            })
    }

    /// The styles part with the added styles.
    ///
    /// # Errors
    /// Those of [`Pieces::next`].
    pub fn written(&self, part: &str) -> Result<String, Unreadable> {
        let mut out = String::with_capacity(part.len() + 1_024);
        let mut pieces = Pieces::new(part);
        while let Some(piece) = pieces.next()? {
            match piece {
                Piece::Open(tag) if piece.name() == "cellXfs" => {
                    let count = self.cells.len() + self.added.len();
                    out.push_str(&raw::set(tag, "count", &count.to_string()));
                }
                Piece::Close(tag) if piece.name() == "cellXfs" => {
                    for (style, look) in &self.added {
                        out.push_str(&dressed(&self.cells[*style].raw, *look, raw::prefix(tag))?);
                    }
                    out.push_str(tag);
                }
                piece => out.push_str(piece.raw()),
            }
        }
        Ok(out)
    }
}

fn is_item(section: &str, name: &str) -> bool {
    matches!((section, name), ("fonts", "font") | ("borders", "border") | ("cellXfs", "xf"))
}

/// Whether a tag says yes to something.
fn is_on(tag: &str, name: &str) -> bool {
    raw::value(tag, name).is_some_and(|value| crate::xml::is_true(&value))
}

/// The first tag of a name in a fragment.
fn first<'a>(fragment: &'a str, name: &str) -> Result<Option<&'a str>, Unreadable> {
    let mut pieces = Pieces::new(fragment);
    while let Some(piece) = pieces.next()? {
        if let Piece::Open(tag) | Piece::Empty(tag) = piece
            && piece.name() == name
        {
            return Ok(Some(tag));
        }
    }
    Ok(None)
}

/// A style's XML with a look on top.
fn dressed(style: &str, look: Look, prefix: &str) -> Result<String, Unreadable> {
    let end = style.find('>').map_or(style.len(), |at| at + 1);
    let (tag, inside) = style.split_at(end);
    let mut tag = format!("{}>", tag.trim_end_matches('>').trim_end_matches('/').trim_end());
    if let Some(font) = look.font {
        tag = raw::set(&raw::set(&tag, "fontId", &font.to_string()), "applyFont", "1");
    }
    if look.quoted {
        tag = raw::set(&tag, "quotePrefix", "1");
    }
    let mut inside = inside.to_owned();
    if look.wrap {
        tag = raw::set(&tag, "applyAlignment", "1");
        inside = match first(&inside, "alignment")? {
            Some(alignment) => {
                let wrapped = raw::set(&raw::set(alignment, "wrapText", "1"), "shrinkToFit", "0");
                inside.replacen(alignment, &wrapped, 1)
            }
            None => format!("<{prefix}alignment wrapText=\"1\"/>{inside}"),
        };
    }
    Ok(format!("{tag}{inside}</{prefix}xf>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PART: &str = "<s><fonts><font><sz val=\"16\"/><b/></font><font><b val=\"0\"/></font></fonts><borders><border/>\
        <border><bottom style=\"thin\"/></border></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs count=\"2\">\
        <xf fontId=\"1\"/><xf borderId=\"1\"><alignment vertical=\"top\"/></xf></cellXfs></s>";

    #[test]
    fn looks_are_added_once_and_at_the_end() {
        let mut styles = Styles::read(PART).unwrap();
        assert!(
            styles.font(1).1.bold && !styles.font(0).1.bold && styles.is_framed(1) && !styles.is_framed(0)
        );
        let wrap = Look { wrap: true, ..Look::default() };
        let quoted = Look { quoted: true, font: Some(0), ..Look::default() };
        assert_eq!([styles.with(1, wrap), styles.with(0, quoted), styles.with(1, wrap)], [2, 3, 2]);
        assert_eq!(styles.with(1, Look { font: Some(0), ..Look::default() }), 1);
        let written = styles.written(PART).unwrap();
        assert!(written.contains(
            "<xf borderId=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\" shrinkToFit=\"0\"/></xf>\
             <xf fontId=\"0\" applyFont=\"1\" quotePrefix=\"1\"></xf></cellXfs>"
        ), "{written}");
        assert!(written.contains("<cellXfs count=\"4\">"));
        assert!(Styles::read(&written).unwrap().cells[2].wraps);
    }
}
