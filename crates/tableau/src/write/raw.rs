//! XML taken in pieces and put back byte for byte, but for what is changed.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::unreadable::Unreadable;
use crate::xml::local;

/// One piece of a part, as it stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// A start tag.
    Open(&'a str),
    /// A tag that is its own end.
    Empty(&'a str),
    /// An end tag.
    Close(&'a str),
    /// Anything between tags.
    Text(&'a str),
}

impl<'a> Piece<'a> {
    /// The piece's own bytes.
    pub const fn raw(self) -> &'a str {
        match self {
            Self::Open(raw) | Self::Empty(raw) | Self::Close(raw) | Self::Text(raw) => raw,
        }
    }

    /// The local name of a tag; empty between tags.
    pub fn name(self) -> &'a str {
        match self {
            Self::Text(_) => "",
            piece => local(full_name(piece.raw())),
        }
    }
}

/// The pieces of a part, in order.
pub struct Pieces<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    at: usize,
}

impl<'a> Pieces<'a> {
    /// The pieces of a whole part.
    pub fn new(text: &'a str) -> Self {
        Self { text, reader: Reader::from_str(text), at: 0 }
    }

    /// The next piece, or none at the end.
    ///
    /// # Errors
    /// Unsound XML, or a DTD.
    pub fn next(&mut self) -> Result<Option<Piece<'a>>, Unreadable> {
        let event = self.reader.read_event().map_err(|_| Unreadable::Malformed)?;
        let end = usize::try_from(self.reader.buffer_position()).map_err(|_| Unreadable::Malformed)?;
        let raw = self.text.get(self.at..end).ok_or(Unreadable::Malformed)?;
        self.at = end;
        Ok(Some(match event {
            Event::Start(_) => Piece::Open(raw),
            Event::Empty(_) => Piece::Empty(raw),
            Event::End(_) => Piece::Close(raw),
            Event::DocType(_) => return Err(Unreadable::Dtd),
            Event::Eof => return Ok(None),
            _ => Piece::Text(raw),
        }))
    }

    /// All that comes before the end of the element just opened, as it stands; its end tag is taken.
    ///
    /// # Errors
    /// Those of [`Pieces::next`].
    pub fn inside(&mut self) -> Result<&'a str, Unreadable> {
        let (start, mut open) = (self.at, 1_usize);
        loop {
            let before = self.at;
            match self.next()?.ok_or(Unreadable::Damaged)? {
                Piece::Open(_) => open += 1,
                Piece::Close(_) if open == 1 => return Ok(&self.text[start..before]),
                Piece::Close(_) => open -= 1,
                Piece::Empty(_) | Piece::Text(_) => {}
            }
        }
    }
}

fn full_name(tag: &str) -> &str {
    let tag = tag.trim_start_matches(['<', '/']);
    let end = tag.find(|char: char| char.is_whitespace() || matches!(char, '/' | '>')).unwrap_or(tag.len());
    &tag[..end]
}

/// The prefix of a tag's name, with its colon; empty without one.
pub fn prefix(tag: &str) -> &str {
    let name = full_name(tag);
    name.find(':').map_or("", |at| &name[..=at])
}

/// Where an attribute's name and value stand in a tag, by local name.
fn span(tag: &str, name: &str) -> Option<(Range<usize>, Range<usize>)> {
    let bytes = tag.as_bytes();
    let mut at = tag.find(full_name(tag))? + full_name(tag).len();
    loop {
        let equals = at + tag.get(at..)?.find('=')?;
        let key = tag[at..equals].trim();
        let key_at = at + tag[at..].find(key)?;
        let quote_at = equals + 1 + tag[equals + 1..].find(['"', '\''])?;
        let quote = char::from(bytes[quote_at]);
        let end = quote_at + 1 + tag[quote_at + 1..].find(quote)?;
        if local(key) == name {
            return Some((key_at..equals, quote_at + 1..end));
        }
        at = end + 1;
    }
}

/// An attribute's value, entities resolved.
pub fn value<'a>(tag: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let raw = &tag[span(tag, name)?.1];
    Some(quick_xml::escape::unescape(raw).unwrap_or(Cow::Borrowed(raw)))
}

/// A tag with an attribute's value changed, or the attribute added.
pub fn set(tag: &str, name: &str, value: &str) -> String {
    let value = escaped(value).replace('"', "&quot;");
    if let Some((_, range)) = span(tag, name) {
        return format!("{}{value}{}", &tag[..range.start], &tag[range.end..]);
    }
    let end = if tag.ends_with("/>") { tag.len() - 2 } else { tag.len() - 1 };
    format!("{} {name}=\"{value}\"{}", tag[..end].trim_end(), &tag[end..])
}

/// A tag without an attribute.
pub fn unset(tag: &str, name: &str) -> String {
    match span(tag, name) {
        Some((key, value)) => format!("{}{}", tag[..key.start].trim_end(), &tag[value.end + 1..]),
        None => tag.to_owned(),
    }
}

/// A text for the inside of an element.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The text that stands for a raw one, entities resolved.
pub fn unescaped(raw: &str) -> String {
    quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_changed_and_nothing_else() {
        let tag = "<x:c  r = 'A9' s=\"1\" note=\"r=&quot;B\"/>";
        assert_eq!(value(tag, "r").as_deref(), Some("A9"));
        assert_eq!(value(tag, "note").as_deref(), Some("r=\"B"));
        assert_eq!(set(tag, "r", "A12"), "<x:c  r = 'A12' s=\"1\" note=\"r=&quot;B\"/>");
        assert_eq!(set("<c>", "t", "a&b"), "<c t=\"a&amp;b\">");
        assert_eq!(unset(tag, "s"), "<x:c  r = 'A9' note=\"r=&quot;B\"/>");
        assert_eq!((prefix(tag), value("<c>", "r")), ("x:", None));
    }

    #[test]
    fn pieces_join_to_the_part() {
        let part = "<?xml version=\"1.0\"?>\n<a b='>'><!-- c --><d/>é &amp; <![CDATA[<]]></a>\n";
        let (mut pieces, mut whole) = (Pieces::new(part), String::new());
        while let Some(piece) = pieces.next().unwrap() {
            whole.push_str(piece.raw());
        }
        assert_eq!(whole, part);
    }
}
