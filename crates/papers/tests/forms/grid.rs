//! Form 6-3, recto and verso.

use crate::common::{blank, sheet};
use crate::pdf::{Pdf, squeezed};

/// A wording as it is printed: typographic apostrophes, and no spaces at all.
fn printed(wording: &str) -> String {
    squeezed(&wording.replace('\'', "’"))
}

#[test]
fn e4_12_the_grid_has_seven_lines_five_levels_and_the_official_wordings_on_two_pages() {
    for (code, session) in [("sio-e4-2022", 2022), ("sio-e5-2026", 2026)] {
        let paper = blank(code, session);
        let file = Pdf::read(&papers::grid(&paper).unwrap());
        let pages: Vec<_> = file.pages().into_iter().map(|page| squeezed(&file.text_of(page))).collect();
        assert_eq!(pages.len(), 2, "{code}: one sheet of A4");
        let referential = &paper.referential;
        assert_eq!((referential.lines.len(), referential.levels.len()), (7, 5));
        for line in &referential.lines {
            for wording in [&line.label].into_iter().chain(&line.skills).chain(&line.indicators) {
                assert!(pages[1].contains(&printed(wording)), "{code}: {wording}");
            }
        }
        for level in &referential.levels {
            assert!(pages[1].contains(&printed(&level.label)), "{code}: {}", level.label);
            for wording in [&level.label].into_iter().chain(&level.descriptors) {
                assert!(pages[0].contains(&printed(wording)), "{code}: {wording}");
            }
        }
        let words = &referential.wordings;
        for wording in [&words.vigilance, &words.penalties_notice, &words.grid_guidance, &words.form_exam] {
            assert!(pages[0].contains(&printed(wording)), "{code}: {wording}");
        }
        assert!(pages[1].contains(&printed(&words.secrecy_notice)), "E4-31");
        assert_eq!(pages[1].matches('☒').count(), 0, "nothing is ticked on a blank grid");
    }
}

#[test]
fn e4_14_the_calculation_stands_line_by_line() {
    let file = Pdf::read(&papers::grid(&sheet()).unwrap());
    let pages: Vec<_> = file.pages().into_iter().map(|page| squeezed(&file.text_of(page))).collect();
    assert_eq!(pages[1].matches('☒').count(), 7, "one cross a line");
    for amount in ["14,5", "15", "−2", "reste13", "NOTEFINALE13/20"] {
        assert!(pages[0].contains(amount), "{amount}: {}", pages[0]);
    }
    assert!(pages[0].contains(&printed("Aucun tableau de synthèse n'a été déposé")), "its reason");
    assert!(pages[0].contains("MaëlysAnne") || pages[0].contains("LEGOFFMaëlys,Anne"));
}

#[test]
fn e4_17_a_paper_without_both_visas_says_so_on_each_page() {
    let mut paper = sheet();
    (paper.draft, paper.visas) = (true, vec![]);
    let file = Pdf::read(&papers::grid(&paper).unwrap());
    for page in file.pages() {
        assert!(squeezed(&file.text_of(page)).contains("Documentdetravail,sansvisas"));
    }
    let whole = Pdf::read(&papers::grid(&sheet()).unwrap()).text();
    assert!(!whole.contains("Documentdetravail"));
}

#[test]
fn e4_12_blank_grids_follow_each_other_in_one_document() {
    let mut second = blank("sio-e5-2026", 2026);
    second.candidate.number = "00042".to_owned();
    let papers = [blank("sio-e5-2026", 2026), second];
    let file = Pdf::read(&papers::grids(&papers).unwrap().unwrap());
    let pages: Vec<_> = file.pages().into_iter().map(|page| squeezed(&file.text_of(page))).collect();
    assert_eq!(pages.len(), 4, "one sheet of A4 each");
    assert!(!pages[0].contains("00042") && pages[2].contains("00042"));
    assert!(papers::grids(&[]).unwrap().is_none());
}
