//! What every file says of itself: tagged, in French, with its title.

use crate::common::{
    bordereau_paper, conformity_paper, decided, minutes_paper, receipt_paper, request_paper, sheet,
    table_paper,
};
use crate::pdf::Pdf;

fn all() -> [(&'static str, Vec<u8>); 9] {
    [
        ("Grille d'aide", papers::grid(&sheet()).unwrap()),
        ("Fiche d'appréciation", papers::appraisal_for_jury(&sheet()).unwrap()),
        ("Fiche d'appréciation", papers::appraisal_for_candidate(&sheet(), decided("13")).unwrap()),
        ("Fiche de contrôle", papers::conformity(&conformity_paper()).unwrap()),
        ("Récépissé de dépôt", papers::receipt(&receipt_paper()).unwrap()),
        ("Tableau de synthèse", papers::table(&table_paper()).unwrap()),
        ("Demande de reconnaissance", papers::request(&request_paper()).unwrap()),
        ("Bordereau récapitulatif", papers::bordereau(&bordereau_paper(3)).unwrap()),
        ("Procès-verbal du jury", papers::minutes(&minutes_paper(3)).unwrap()),
    ]
}

#[test]
fn each_paper_is_tagged_for_screen_readers_and_says_its_language_and_title() {
    for (title, bytes) in all() {
        assert!(bytes.starts_with(b"%PDF-1.7"));
        let file = Pdf::read(&bytes);
        let said = file.everything().replace(' ', "");
        for marker in ["/MarkInfo<</Marked", "/StructTreeRoot", "/Lang(fr-FR)", "/DisplayDocTitletrue"] {
            assert!(said.contains(marker), "{title}: no {marker}");
        }
        let metadata = file.metadata();
        assert!(metadata.contains("<pdfuaid:part>1</pdfuaid:part>"), "{metadata}");
        let told = metadata.replace('’', "'").replace("&apos;", "'").replace("&#39;", "'");
        assert!(told.contains(title), "{metadata}");
    }
}

#[test]
fn what_is_kept_for_long_is_an_archive_that_is_read_aloud_too() {
    let kept = ["Grille", "Fiche d'appréciation", "Récépissé", "Bordereau", "Procès-verbal"];
    for (title, bytes) in all() {
        let metadata = Pdf::read(&bytes).metadata();
        let archive = kept.iter().any(|kept| title.starts_with(kept));
        for marker in [
            "<pdfaid:part>2</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
            "2026-06-06T12:10:30",
        ] {
            assert_eq!(metadata.contains(marker), archive, "{title}, {marker}: {metadata}");
        }
    }
    let mut undated = sheet();
    undated.printed.at = None;
    let metadata = Pdf::read(&papers::grid(&undated).unwrap()).metadata();
    assert!(
        !metadata.contains("pdfaid") && metadata.contains("<pdfuaid:part>1</pdfuaid:part>"),
        "{metadata}"
    );
}

#[test]
fn the_same_value_gives_the_same_bytes_and_another_value_others() {
    for ((title, first), (_, second)) in all().into_iter().zip(all()) {
        assert!(first == second, "{title}");
    }
    let mut other = sheet();
    other.appraisal.push('.');
    let (one, two) = (papers::appraisal_for_jury(&sheet()), papers::appraisal_for_jury(&other));
    assert!(one.unwrap() != two.unwrap());
}
