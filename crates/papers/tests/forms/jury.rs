//! Form 11-1, the bordereau and the minutes.

use crate::common::{bordereau_paper, minutes_paper, request_paper};
use crate::pdf::{Pdf, squeezed};

fn printed(wording: &str) -> String {
    squeezed(&wording.replace('\'', "’"))
}

#[test]
fn e4_37_the_request_prints_every_answer_and_says_its_layout_is_ours() {
    let paper = request_paper();
    let file = Pdf::read(&papers::request(&paper).unwrap());
    assert_eq!(file.pages().len(), 1, "one A4");
    let text = file.text();
    let words = &paper.referential.wordings;
    let told = [&words.software_layout, &paper.sent, &paper.answered, &paper.reason];
    for told in told.into_iter().chain(paper.asked.iter().flat_map(|(label, value)| [label, value])) {
        assert!(text.contains(&printed(told)), "{told}: {text}");
    }
    assert!(text.contains("ANNEXE11-1"), "{text}");
}

#[test]
fn e4_37_a_draft_says_that_it_is_not_sent() {
    let mut paper = request_paper();
    (paper.sent, paper.answered, paper.reason) = (String::new(), String::new(), String::new());
    paper.asked.iter_mut().for_each(|(_, value)| value.clear());
    let text = Pdf::read(&papers::request(&paper).unwrap()).text();
    assert!(text.contains("n’estpasenvoyée") && text.contains("Personnen’aencorerépondu"), "{text}");
}

#[test]
fn e4_33_the_bordereau_lists_everybody_and_keeps_its_marks_secret() {
    let paper = bordereau_paper(60);
    let file = Pdf::read(&papers::bordereau(&paper).unwrap());
    assert!(file.pages().len() > 1);
    let text = file.text();
    for line in paper.groups.iter().flat_map(|(_, lines)| lines) {
        assert!(text.contains(&squeezed(&line.name)) && text.contains(&squeezed(&line.number)), "{line:?}");
    }
    assert!(text.contains(&printed(&paper.secrecy)), "{text}");
    let empty = papers::BordereauPaper { groups: vec![("CCF".to_owned(), vec![])], ..paper };
    assert!(Pdf::read(&papers::bordereau(&empty).unwrap()).text().contains("Aucunepersonnecandidate"));
}

#[test]
fn e4_36_the_minutes_print_decided_marks_and_say_when_they_are_provisional() {
    let mut paper = minutes_paper(40);
    let text = Pdf::read(&papers::minutes(&paper).unwrap()).text();
    for line in &paper.lines {
        assert!(text.contains(&squeezed(&line.name)) && text.contains(&squeezed(&line.decided)), "{line:?}");
    }
    assert!(text.contains("Documentprovisoire:2notesrestentàarrêter"), "{text}");
    paper.signed = "Signé par Hélène Jury, le 9 juin 2026 à 18 h.".to_owned();
    paper.held = vec![papers::HeldSitting {
        told: "Délibération ouverte le 9 juin 2026 à 14 h".to_owned(),
        present: "Hélène Jury (Enseignement, présidence)".to_owned(),
        absent: "Marc Membre (Profession)".to_owned(),
        reason: "Grève des transports.".to_owned(),
    }];
    let text = Pdf::read(&papers::minutes(&paper).unwrap()).text();
    assert!(!text.contains("provisoire") && text.contains("SignéparHélèneJury"), "{text}");
    assert!(text.contains("MarcMembre(Profession)") && text.contains("Grèvedestransports."), "{text}");
}
