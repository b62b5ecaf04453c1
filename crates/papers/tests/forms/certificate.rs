//! The certificate pre-filled from the table.

use crate::pdf::{Pdf, squeezed};
use papers::{CertificatePaper, Who};

fn paper() -> CertificatePaper {
    CertificatePaper {
        annex: "IX".to_owned(),
        title: "Attestation de stage".to_owned(),
        layout: "Mise en page propre au logiciel : le modèle officiel n'était pas joint.".to_owned(),
        session: "BTS SIO, session 2026".to_owned(),
        academy: "Académie de Villefictive".to_owned(),
        candidate: Who {
            family_name: "MARTIN".to_owned(),
            given_names: "Alix".to_owned(),
            number: "01936500001".to_owned(),
            ..Who::default()
        },
        school: "Lycée Jean Zay".to_owned(),
        diploma: "BTS SIO, option SLAM".to_owned(),
        year: "première année".to_owned(),
        from: "6 janvier 2025".to_owned(),
        to: "14 février 2025".to_owned(),
        tasks: vec![("Inventaire du parc".to_owned(), "janvier 2025".to_owned())],
        printed: "Imprimé le 2 mars 2026".to_owned(),
    }
}

#[test]
fn e4_06_a_certificate_is_filled_from_the_table_on_one_page() {
    let pdf = Pdf::read(&papers::certificate(&paper()).unwrap());
    assert_eq!(pdf.pages().len(), 1);
    let text = pdf.text();
    for told in ["MARTIN Alix", "6 janvier 2025", "14 février 2025", "Inventaire du parc"] {
        assert!(text.contains(&squeezed(told)), "{told}: {text}");
    }
}

#[test]
fn e4_06_a_certificate_bears_the_referential_s_label_and_says_whose_layout_it_is() {
    let pdf = Pdf::read(&papers::certificate(&paper()).unwrap());
    let text = pdf.text();
    for told in ["ANNEXE IX : Attestation de stage", "Mise en page propre au logiciel", "Préremplie d’après"]
    {
        assert!(text.contains(&squeezed(told)), "{told}: {text}");
    }
    assert!(pdf.metadata().contains("annexe IX"), "the title of the file");
}

#[test]
fn what_is_not_known_is_a_line_to_fill() {
    let empty = CertificatePaper { tasks: vec![], from: String::new(), to: String::new(), ..paper() };
    assert_eq!(Pdf::read(&papers::certificate(&empty).unwrap()).pages().len(), 1);
}
