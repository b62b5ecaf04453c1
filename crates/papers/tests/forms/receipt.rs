//! « Récépissé de dépôt ».

use crate::common::receipt_paper;
use crate::pdf::{Pdf, squeezed};

#[test]
fn e4_18_a_receipt_holds_the_hash_the_instant_and_what_is_late() {
    let paper = receipt_paper();
    let text = Pdf::read(&papers::receipt(&paper).unwrap()).text();
    for line in &paper.lines {
        for told in [&line.file, &line.sha256, &line.received_at, &line.size] {
            assert!(text.contains(&squeezed(told)), "{told}: {text}");
        }
    }
    assert_eq!(text.matches("Reçuhorsdélai").count(), 1);
    assert!(text.contains(&squeezed(&paper.number)) && text.contains("Piècesquimanquentencore"));
}

#[test]
fn a_receipt_of_a_whole_dossier_names_nothing_missing() {
    let mut paper = receipt_paper();
    paper.missing.clear();
    let text = Pdf::read(&papers::receipt(&paper).unwrap()).text();
    assert!(!text.contains("Piècesquimanquentencore"));
}
