//! Form 6-4: one copy for the jury, another for the candidate.

use crate::common::{decided, sheet};
use crate::pdf::{Pdf, squeezed};
use exam::penalty::calculation;
use papers::SheetPaper;

/// A sheet whose proposal, penalties and levels are told from everything else.
fn planted() -> SheetPaper {
    let mut paper = sheet();
    paper.calculation = Some(calculation(crate::common::mark("17,25"), &["no_table"], &paper.referential));
    paper.penalties = vec![("no_table".into(), "PLANTÉ".into())];
    paper
}

#[test]
fn e4_31_the_candidate_s_copy_holds_no_proposal_no_level_and_no_penalty() {
    let paper = planted();
    let text = Pdf::read(&papers::appraisal_for_candidate(&paper, decided("9,5")).unwrap()).text();
    for kept in ["9,5/20", "Notearrêtéeparlejury", "Prestationsolide", "Exposéclair"] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    let mut secrets =
        vec!["17,25".to_owned(), "PLANTÉ".into(), "18/20".into(), "16/20".into(), "Noteproposée".into()];
    secrets.extend(paper.referential.levels.iter().map(|level| squeezed(&level.label)));
    secrets.extend(paper.referential.penalties.iter().map(|penalty| squeezed(&penalty.wording)));
    for secret in secrets {
        assert!(!text.contains(&secret), "{secret}: {text}");
    }
}

#[test]
fn e4_31_the_candidate_s_copy_is_the_same_whatever_was_proposed() {
    let print = |paper: &SheetPaper| papers::appraisal_for_candidate(paper, decided("9,5")).unwrap();
    let mut nothing = planted();
    (nothing.calculation, nothing.penalties, nothing.profile) =
        (None, vec![], exam::grid::Profile::default());
    assert!(print(&planted()) == print(&nothing), "to the byte");
}

#[test]
fn e4_31_the_jury_s_copy_holds_the_proposal_and_its_secrecy() {
    let text = Pdf::read(&papers::appraisal_for_jury(&planted()).unwrap()).text();
    let secrecy = squeezed(&planted().referential.wordings.secrecy_notice.replace('\'', "’"));
    for kept in ["16/20", "Noteproposéeaujury,pénalitésdéduites", secrecy.as_str()] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
}

#[test]
fn e4_17_visas_are_named_with_their_instant_and_others_have_room() {
    let mut paper = sheet();
    paper.visas.pop();
    let text = Pdf::read(&papers::appraisal_for_jury(&paper).unwrap()).text();
    assert_eq!(text.matches("Visadonné").count(), 1);
    for name in &paper.members {
        assert!(text.contains(&squeezed(name)), "{name}");
    }
}
