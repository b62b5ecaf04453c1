//! A bounded pull reader over one XML part: elements by local name, whatever their prefix.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesEnd, BytesStart, Event};

use crate::limits;
use crate::unreadable::Unreadable;

/// What comes next in the part. An empty element is an [`Node::Open`] then a [`Node::Close`].
pub enum Node<'a> {
    /// A start tag.
    Open(BytesStart<'a>),
    /// An end tag.
    Close(BytesEnd<'a>),
    /// Character data, entities resolved.
    Text(Cow<'a, str>),
}

/// The reader of one part.
pub struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> Xml<'a> {
    /// A reader over a whole part.
    pub fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0 }
    }

    /// The next node, or none at the end of the part.
    ///
    /// # Errors
    /// Unsound XML, a DTD, an entity that is not predefined, or nesting past [`limits::DEPTH`].
    pub fn next(&mut self) -> Result<Option<Node<'a>>, Unreadable> {
        loop {
            let node = match self.reader.read_event().map_err(|_| Unreadable::Malformed)? {
                Event::Start(tag) | Event::Empty(tag) => {
                    self.depth += 1;
                    if self.depth > limits::DEPTH {
                        return Err(Unreadable::Malformed);
                    }
                    Node::Open(tag)
                }
                Event::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::Close(tag)
                }
                Event::Text(text) => Node::Text(text.into_inner()),
                Event::CData(text) => Node::Text(text.into_inner()),
                Event::GeneralRef(name) => Node::Text(Cow::Owned(resolve(&name)?.to_string())),
                Event::DocType(_) => return Err(Unreadable::Dtd),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
                Event::Eof if self.depth > 0 => return Err(Unreadable::Damaged),
                Event::Eof => return Ok(None),
            };
            return Ok(Some(node));
        }
    }

    /// Skips all that the element just opened holds, its end tag included.
    ///
    /// # Errors
    /// Those of [`Xml::next`].
    pub fn skip(&mut self) -> Result<(), Unreadable> {
        let mut open = 1_usize;
        while open > 0 {
            match self.next()? {
                Some(Node::Open(_)) => open += 1,
                Some(Node::Close(_)) => open -= 1,
                Some(Node::Text(_)) => {}
                None => return Err(Unreadable::Damaged),
            }
        }
        Ok(())
    }
}

fn resolve(name: &str) -> Result<char, Unreadable> {
    let code = match name {
        "lt" => return Ok('<'),
        "gt" => return Ok('>'),
        "amp" => return Ok('&'),
        "quot" => return Ok('"'),
        "apos" => return Ok('\''),
        _ => name.strip_prefix('#').ok_or(Unreadable::Dtd)?,
    };
    let number = match code.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => code.parse(),
    };
    number.ok().and_then(char::from_u32).ok_or(Unreadable::Malformed)
}

/// A name without its prefix.
pub fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The local name of a start tag.
pub fn opened<'t>(tag: &'t BytesStart<'_>) -> &'t str {
    local(tag.name().into_inner())
}

/// The local name of an end tag.
pub fn closed<'t>(tag: &'t BytesEnd<'_>) -> &'t str {
    local(tag.name().into_inner())
}

/// Every attribute of a tag as (local name, value); an unsound one ends the list.
pub fn attributes<'t>(tag: &'t BytesStart<'_>) -> impl Iterator<Item = (&'t str, Cow<'t, str>)> {
    let mut all = tag.attributes();
    all.with_checks(false);
    all.map_while(Result::ok).map(|attribute| {
        let value = match attribute.value {
            Cow::Borrowed(raw) if raw.contains('&') => unescaped(raw),
            value => value,
        };
        (local(attribute.key.into_inner()), value)
    })
}

fn unescaped(raw: &str) -> Cow<'_, str> {
    quick_xml::escape::unescape(raw).unwrap_or(Cow::Borrowed(raw))
}

/// One attribute's value, by local name.
pub fn attribute<'t>(tag: &'t BytesStart<'_>, name: &str) -> Option<Cow<'t, str>> {
    attributes(tag).find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// One attribute read as a number or anything that parses.
pub fn parsed<T: std::str::FromStr>(tag: &BytesStart<'_>, name: &str) -> Option<T> {
    attribute(tag, name)?.trim().parse().ok()
}

/// One attribute read as a logical value; absent is none.
pub fn flag(tag: &BytesStart<'_>, name: &str) -> Option<bool> {
    attribute(tag, name).map(|value| is_true(&value))
}

/// Whether an attribute's text says yes.
pub fn is_true(text: &str) -> bool {
    matches!(text.trim(), "1" | "true" | "TRUE" | "True" | "on" | "t")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(part: &str) -> Result<String, Unreadable> {
        let mut xml = Xml::new(part);
        let mut out = String::new();
        while let Some(node) = xml.next()? {
            if let Node::Text(text) = node {
                out.push_str(&text);
            }
        }
        Ok(out)
    }

    #[test]
    fn entities_are_resolved_and_foreign_ones_refused() {
        assert_eq!(texts("<x:a>L&apos;&#233;t&#xe9; &amp; <![CDATA[<b>]]></x:a>"), Ok("L'été & <b>".into()));
        assert_eq!(texts("<a>&lol;</a>"), Err(Unreadable::Dtd));
        assert_eq!(texts("<!DOCTYPE a [<!ENTITY lol \"lol\">]><a>&lol;</a>"), Err(Unreadable::Dtd));
    }

    #[test]
    fn nesting_and_truncation_are_errors() {
        assert_eq!(texts(&"<a>".repeat(1_000)), Err(Unreadable::Malformed));
        assert!(texts("<a><b>").is_err());
    }
}
