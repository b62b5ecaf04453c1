//! Form 6-2, « Fiche de contrôle de conformité ».

use crate::common::conformity_paper;
use crate::pdf::{Pdf, squeezed};

fn printed(wording: &str) -> String {
    squeezed(&wording.replace('\'', "’"))
}

#[test]
fn e4_19_the_form_tells_who_looked_and_on_which_ground_on_one_page() {
    let paper = conformity_paper();
    let file = Pdf::read(&papers::conformity(&paper).unwrap());
    assert_eq!(file.pages().len(), 1, "one A4");
    let text = file.text();
    let ground = paper.referential.grounds.iter().find(|one| one.code == "certificates_unsigned").unwrap();
    let words = &paper.referential.wordings;
    let told = [&words.conformity_title, &words.software_layout, &ground.label, &paper.school, &paper.weeks];
    for told in told.into_iter().chain(paper.looks.iter().flat_map(|look| [&look.name, &look.at])) {
        assert!(text.contains(&printed(told)), "{told}: {text}");
    }
    assert_eq!(text.matches('☒').count(), 5, "three pieces, the outcome, its ground");
    assert!(text.contains("et3autresremarques"));
}

#[test]
fn e4_19_a_proposal_says_that_it_does_not_count_and_a_blank_form_that_nothing_is_given() {
    let mut paper = conformity_paper();
    paper.settled = false;
    assert!(Pdf::read(&papers::conformity(&paper).unwrap()).text().contains("Avisproposé,àconfirmer"));
    (paper.verdict, paper.settled, paper.looks) = (None, true, vec![]);
    paper.pieces.iter_mut().for_each(|piece| piece.found = None);
    let text = Pdf::read(&papers::conformity(&paper).unwrap()).text();
    assert!(text.contains("Aucunavisn’estrendu") && !text.contains('☒'));
}
