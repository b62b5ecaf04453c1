//! The other parts tied to a sheet's rows: drawings, older drawings, comments, tables.

use super::plan::Plan;
use super::raw::{Piece, Pieces};
use super::sheet::{moved_tag, moved_text};
use crate::unreadable::Unreadable;

/// A part in which references to cells and the rows of anchors move.
///
/// # Errors
/// Those of [`Pieces::next`].
pub fn moved(part: &str, plan: &Plan, sheet: &str) -> Result<String, Unreadable> {
    let mut out = String::with_capacity(part.len());
    let mut pieces = Pieces::new(part);
    let mut path: Vec<&str> = Vec::new();
    while let Some(piece) = pieces.next()? {
        match piece {
            Piece::Open(tag) | Piece::Empty(tag) => out.push_str(&moved_tag(tag, plan, false)),
            Piece::Text(raw) => out.push_str(&moved_text(&path, raw, plan, sheet)),
            Piece::Close(raw) => out.push_str(raw),
        }
        match piece {
            Piece::Open(_) => path.push(piece.name()),
            Piece::Close(_) => drop(path.pop()),
            Piece::Empty(_) | Piece::Text(_) => {}
        }
    }
    Ok(out)
}

/// An older (VML) drawing, which is not always sound XML: the rows of its anchors and notes move.
pub fn moved_vml(part: &str, plan: &Plan) -> String {
    let row = |text: &str| match text.trim().parse::<u32>() {
        Ok(row) => (plan.shift.row(row.saturating_add(1)) - 1).to_string(),
        Err(_) => text.to_owned(),
    };
    let anchor = |text: &str| {
        let numbers = text.split(',').enumerate();
        let moved = numbers
            .map(|(at, number)| if matches!(at, 2 | 6) { row(number) } else { number.trim().to_owned() });
        moved.collect::<Vec<_>>().join(", ")
    };
    let part = inside(part, "Anchor>", anchor);
    inside(&part, "Row>", row)
}

/// A text with what stands inside each element of a name changed; `end` is its name and `>`.
fn inside(text: &str, end: &str, change: impl Fn(&str) -> String) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find(end) {
        let (head, after) = rest.split_at(at + end.len());
        out.push_str(head);
        let is_end = head.rfind('<').is_some_and(|open| head[open..].starts_with("</"));
        let long = after.find('<').filter(|_| !is_end).unwrap_or(0);
        if long > 0 {
            out.push_str(&change(&after[..long]));
        }
        rest = &after[long..];
    }
    out + rest
}

/// A part of relations or of types without what points at the order of calculation, which no longer holds.
///
/// # Errors
/// Those of [`Pieces::next`].
pub fn without_chain(part: &str) -> Result<String, Unreadable> {
    let mut out = String::with_capacity(part.len());
    let mut pieces = Pieces::new(part);
    while let Some(piece) = pieces.next()? {
        let chain = matches!(piece, Piece::Empty(tag) if tag.contains("/calcChain"));
        if !chain {
            out.push_str(piece.raw());
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::shift::Shift;

    #[test]
    fn anchors_and_notes_move() {
        let plan = Plan { shift: Shift::new(vec![(13, 10)]), ..Plan::default() };
        let vml = "<v:shape><x:Anchor>\n 1, 5, 20, 2, 3, 4, 22, 6</x:Anchor><x:Row>3</x:Row><br><x:Row>13</x:Row></v:shape>";
        let moved_vml = moved_vml(vml, &plan);
        assert_eq!(
            moved_vml,
            "<v:shape><x:Anchor>1, 5, 30, 2, 3, 4, 32, 6</x:Anchor><x:Row>3</x:Row><br><x:Row>23</x:Row></v:shape>"
        );
        let part = "<d><from><col>20</col><row>20</row></from><to><row>12</row></to><row>20</row><comment ref=\"A20\"/></d>";
        assert_eq!(
            moved(part, &plan, "Feuille").unwrap(),
            "<d><from><col>20</col><row>30</row></from><to><row>12</row></to><row>20</row><comment ref=\"A30\"/></d>"
        );
        let types = "<Types><Override PartName=\"/xl/calcChain.xml\"/><Default/></Types>";
        assert_eq!(without_chain(types).unwrap(), "<Types><Default/></Types>");
    }
}
