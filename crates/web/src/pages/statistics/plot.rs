//! Stacked bars, drawn by the server as plain shapes: no script, no style in the page.

use office::acts::statistics::{Block, Row};

/// How wide a whole bar is, in the drawing's units.
const WIDTH: u32 = 360;
/// The letters that a label has room for.
const LABEL: usize = 58;
/// From one bar to the next.
const STEP: u32 = 36;

/// A drawing: one bar a row.
pub struct Plot {
    pub height: u32,
    pub bars: Vec<Bar>,
    pub legend: Vec<(usize, String)>,
    /// Some bar has a hidden part.
    pub hidden: bool,
}

/// A bar under its label.
pub struct Bar {
    pub label: String,
    pub label_y: u32,
    pub y: u32,
    pub pieces: Vec<Piece>,
}

/// A piece of a bar: `class` is the nth category, or `hidden`.
pub struct Piece {
    pub x: u32,
    pub width: u32,
    pub middle: u32,
    pub class: String,
    /// The count, where there is room for it.
    pub text: String,
}

impl Plot {
    /// The bars of a block. What is hidden is one piece, at the end.
    pub fn of(block: &Block) -> Self {
        let bars: Vec<_> = (0..).zip(&block.rows).map(|(nth, row)| bar(nth, row)).collect();
        let rows = u32::try_from(block.rows.len()).unwrap_or(0);
        let hidden = bars.iter().any(|bar| bar.pieces.iter().any(|piece| piece.class == "hidden"));
        Self {
            height: rows * STEP,
            bars,
            legend: block.categories.iter().cloned().enumerate().collect(),
            hidden,
        }
    }
}

fn bar(nth: u32, row: &Row) -> Bar {
    let label = short(&row.label);
    let mut bar = Bar { label, label_y: nth * STEP + 11, y: nth * STEP + 15, pieces: vec![] };
    let Some(total) = row.total.filter(|total| *total > 0) else { return bar };
    let mut before = 0;
    let mut add = |class: String, count: u32, told: bool| {
        let (x, end) = (before * WIDTH / total, (before + count) * WIDTH / total);
        before += count;
        if end > x {
            let text = match (told, end - x) {
                (true, 18..) => count.to_string(),
                (false, 48..) => "masqué".to_owned(),
                _ => String::new(),
            };
            bar.pieces.push(Piece { x, width: end - x, middle: x.midpoint(end), class, text });
        }
    };
    let mut shown = 0;
    for (category, count) in row.cells.iter().enumerate() {
        if let Some(count) = count {
            shown += count;
            add(category.to_string(), *count, true);
        }
    }
    add("hidden".to_owned(), total.saturating_sub(shown), false);
    bar
}

/// A label that a drawing has room for, cut between two words; the table has it whole.
fn short(label: &str) -> String {
    if label.chars().count() <= LABEL {
        return label.to_owned();
    }
    let mut kept = String::new();
    for word in label.split(' ') {
        if kept.chars().count() + word.chars().count() >= LABEL {
            break;
        }
        kept = format!("{kept}{word} ");
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_is_one_piece_without_its_number() {
        let row = Row { label: "Ligne".to_owned(), total: Some(40), cells: vec![None, Some(20), None] };
        let bar = bar(1, &row);
        let pieces: Vec<_> =
            bar.pieces.iter().map(|one| (one.class.as_str(), one.width, one.text.as_str())).collect();
        assert_eq!(pieces, [("1", 180, "20"), ("hidden", 180, "masqué")]);
        let long = "Capacité à rendre compte d’un travail réalisé au sein d’une équipe projet";
        assert_eq!(short(long), "Capacité à rendre compte d’un travail réalisé au sein…");
        let nobody = Row { total: None, ..row };
        assert!(super::bar(0, &nobody).pieces.is_empty());
    }
}
