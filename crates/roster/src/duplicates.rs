//! The same number on several rows.

use std::collections::{HashMap, HashSet};

use crate::model::{Row, Severity, fields};
use crate::wording::problem;

/// Marks the numbers that come back: a copy is told, two different rows are both refused.
pub(crate) fn compare_numbers(rows: &mut [Row]) {
    let mut first_of: HashMap<String, usize> = HashMap::new();
    let mut told = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        if !row.number.bytes().all(|b| b.is_ascii_digit()) || row.number.len() != 11 {
            continue;
        }
        let Some(&first) = first_of.get(&row.number) else {
            first_of.insert(row.number.clone(), index);
            continue;
        };
        told.extend(
            rows.get(first).map(|earlier| (first, index, earlier.line, row.line, is_copy(earlier, row))),
        );
    }
    let mut first_refused = HashSet::new();
    for (first, index, first_line, line, copy) in told {
        if let Some(row) = rows.get_mut(index) {
            let (severity, text) = if copy {
                row.duplicate_of = Some(first_line);
                (
                    Severity::Info,
                    format!("même personne qu’à la ligne {first_line}. Cette ligne est ignorée."),
                )
            } else {
                let text = format!(
                    "même numéro qu’à la ligne {first_line} avec d’autres données. Gardez la bonne ligne."
                );
                (Severity::Error, text)
            };
            row.problems.push(problem(severity, line, fields::NUMBER, text));
        }
        if !copy
            && first_refused.insert(first)
            && let Some(row) = rows.get_mut(first)
        {
            let text =
                format!("même numéro qu’à la ligne {line} avec d’autres données. Gardez la bonne ligne.");
            row.problems.push(problem(Severity::Error, first_line, fields::NUMBER, text));
        }
    }
}

/// Whether two rows say the same thing.
fn is_copy(one: &Row, other: &Row) -> bool {
    let facts = |row: &Row| Row { line: 0, number_repaired: false, problems: Vec::new(), ..row.clone() };
    facts(one) == facts(other)
}
