//! Small helpers over `quick-xml`, for the parts of a workbook.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::Unreadable;

/// A reader that gives `<a/>` as a start and an end, and refuses crossed tags.
pub(crate) fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    reader
}

/// The next event; `None` at the end of the text.
pub(crate) fn next<'t>(reader: &mut Reader<&'t [u8]>) -> Result<Option<Event<'t>>, Unreadable> {
    match reader.read_event() {
        Ok(Event::Eof) => Ok(None),
        Ok(event) => Ok(Some(event)),
        Err(_) => Err(Unreadable::Damaged),
    }
}

/// The value of an attribute, by its name without prefix.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    attributes
        .with_checks(false)
        .flatten()
        .filter(|found| found.key.local_name().as_ref() == name)
        .find_map(|found| found.normalized_value(XmlVersion::Implicit1_0).ok())
        .map(std::borrow::Cow::into_owned)
}

/// Adds the text of an event, when it has some.
pub(crate) fn push_text(event: &Event<'_>, into: &mut String) -> Result<(), Unreadable> {
    match event {
        Event::Text(text) => into.push_str(&text.xml10_content()),
        Event::CData(text) => into.push_str(&text.xml10_content()),
        Event::GeneralRef(name) => {
            if let Some(known) = resolve_predefined_entity(name.as_ref()) {
                into.push_str(known);
            } else {
                let character = name.resolve_char_ref().ok().flatten();
                into.push(character.ok_or(Unreadable::Damaged)?);
            }
        }
        _ => {}
    }
    Ok(())
}
