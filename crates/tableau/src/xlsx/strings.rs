//! Shared strings, and what both they and inline strings are made of.

use std::rc::Rc;

use crate::grid;
use crate::limits;
use crate::unreadable::Unreadable;
use crate::xml::{self, Node, Xml};

/// Reads the shared strings part.
///
/// # Errors
/// Those of [`Xml::next`].
pub fn read(part: &str) -> Result<Vec<Rc<str>>, Unreadable> {
    let mut strings = Vec::new();
    let mut xml = Xml::new(part);
    while let Some(node) = xml.next()? {
        if let Node::Open(tag) = node
            && xml::opened(&tag) == "si"
        {
            let text = item(&mut xml)?;
            if strings.len() < limits::STRINGS {
                strings.push(Rc::from(grid::bounded(&text)));
            }
        }
    }
    Ok(strings)
}

/// The text of the string item just opened: its runs joined, phonetic guides left out.
///
/// # Errors
/// Those of [`Xml::next`].
pub fn item(xml: &mut Xml<'_>) -> Result<String, Unreadable> {
    let (mut text, mut depth, mut inside) = (String::new(), 1_usize, false);
    while depth > 0 {
        match xml.next()?.ok_or(Unreadable::Damaged)? {
            Node::Open(tag) if xml::opened(&tag) == "rPh" => xml.skip()?,
            Node::Open(tag) => {
                inside = xml::opened(&tag) == "t";
                depth += 1;
            }
            Node::Close(_) => {
                inside = false;
                depth -= 1;
            }
            Node::Text(part) if inside && text.len() <= limits::TEXT => text.push_str(&part),
            Node::Text(_) => {}
        }
    }
    Ok(clean(&text))
}

/// A text without the `_x000D_` escapes of the format nor carriage returns.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let escape = rest.get(at..at + 7).filter(|escape| escape.ends_with('_'));
        let code = escape
            .map(|escape| &escape[2..6])
            .filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        if let Some(char) = code.and_then(char::from_u32) {
            out.push(char);
            rest = &after[7..];
        } else {
            out.push_str("_x");
            rest = &after[2..];
        }
    }
    out.push_str(rest);
    if out.contains('\r') { out.replace("\r\n", "\n").replace('\r', "\n") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_joined_and_guides_left_out() {
        let part = "<sst><si><r><rPr><b/></rPr><t>Mise </t></r><r><t xml:space=\"preserve\">en &amp; place</t></r>\
                    <rPh sb=\"0\" eb=\"1\"><t>guide</t></rPh></si><si/><si><t>a_x000D_\nb_x_</t></si>\
                    <si><t>_x005F_x0041_ _x+041_</t></si></sst>";
        let strings = read(part).unwrap();
        let strings: Vec<&str> = strings.iter().map(AsRef::as_ref).collect();
        assert_eq!(strings, ["Mise en & place", "", "a\nb_x_", "_x0041_ _x+041_"]);
    }
}
