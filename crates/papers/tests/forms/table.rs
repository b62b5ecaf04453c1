//! Form 6-1.

use crate::common::stress::long_table;
use crate::common::table_paper;
use crate::pdf::{Pdf, squeezed};

#[test]
fn e4_05_the_paper_holds_every_title_document_period_and_tick() {
    let paper = table_paper();
    let text = Pdf::read(&papers::table(&paper).unwrap()).text();
    let told = |words: &str| text.contains(&squeezed(words));
    for (heading, lines) in &paper.groups {
        assert!(told(heading), "{heading}: {text}");
        for line in lines {
            assert!(told(&line.title.replace('\'', "’")) && told(&line.period), "{line:?}");
            assert!(line.documents.iter().all(|one| told(&one.replace('\'', "’"))), "{line:?}");
        }
    }
    for words in ["Centre de formation : Lycée Jean Zay", "Réalisation sans intitulé", "Aucune réalisation."]
    {
        assert!(told(words), "{words}: {text}");
    }
    let ticks = paper.groups.iter().flat_map(|(_, lines)| lines).flat_map(|line| &line.ticks);
    let mut blank = paper.clone();
    for line in blank.groups.iter_mut().flat_map(|(_, lines)| lines) {
        line.ticks.fill(false);
    }
    let without = Pdf::read(&papers::table(&blank).unwrap()).text();
    assert_eq!(text.matches('X').count() - without.matches('X').count(), ticks.filter(|on| **on).count());
}

#[test]
fn a_long_table_goes_on_over_pages_under_the_same_headings() {
    let file = Pdf::read(&papers::table(&long_table()).unwrap());
    assert!(file.pages().len() > 3);
    for page in file.pages() {
        assert!(squeezed(&file.text_of(page)).contains(&squeezed("Travailler en mode projet")));
    }
}
