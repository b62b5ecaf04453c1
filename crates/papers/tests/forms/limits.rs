//! Papers at their limits: the longest texts, and hostile ones.

use crate::common::receipt_paper;
use crate::common::stress::{HOSTILE, hostile_sheet, long_sheet, long_text};
use crate::pdf::{Pdf, squeezed};
use papers::ReceiptLine;

#[test]
fn the_longest_texts_are_printed_whole() {
    let long = long_sheet();
    let text = Pdf::read(&papers::appraisal_for_jury(&long).unwrap()).text();
    let times = long_text().matches("vocabulaire").count();
    assert_eq!(text.matches("vocabulaire").count(), 3 * times, "two observations and the appraisal");
    let grid = Pdf::read(&papers::grid(&long).unwrap());
    assert!(grid.pages().len() <= 3);
    assert!(grid.text().contains("ROCHEFOUCAULD-MONTMORENCY"));
    assert!(grid.text().contains(&long.commission_number), "broken over its lines, and whole");
}

#[test]
fn what_a_person_typed_is_printed_as_typed_and_never_run() {
    let hostile = hostile_sheet();
    let text = Pdf::read(&papers::appraisal_for_jury(&hostile).unwrap()).text();
    for typed in ["#import\"x\":*$x^2$", "`a`_b_*c*@d<e>~[f]{g}//h/*i*/=j", "=Titre", "-liste"] {
        assert!(text.contains(typed), "{typed}: {text}");
    }
    assert!(papers::grid(&hostile).is_ok());
}

#[test]
fn a_receipt_of_a_hostile_file_name_is_printed() {
    let mut paper = receipt_paper();
    let file = format!("{HOSTILE}{}.xlsx", "m".repeat(240));
    paper.lines = (0..40).map(|_| ReceiptLine { file: file.clone(), ..paper.lines[1].clone() }).collect();
    let read = Pdf::read(&papers::receipt(&paper).unwrap());
    assert!(read.pages().len() > 1);
    assert_eq!(read.text().matches(&squeezed(&paper.lines[0].sha256)).count(), 40);
}
