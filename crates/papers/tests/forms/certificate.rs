//! The certificate pre-filled from the table.

use crate::pdf::{Pdf, squeezed};
use papers::{CertificatePaper, Who};

fn paper() -> CertificatePaper {
    CertificatePaper {
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
    for told in ["MARTIN Alix", "6 janvier 2025", "14 février 2025", "Inventaire du parc", "annexe 9"] {
        assert!(text.contains(&squeezed(told)), "{told}: {text}");
    }
}

#[test]
fn what_is_not_known_is_a_line_to_fill() {
    let empty = CertificatePaper { tasks: vec![], from: String::new(), to: String::new(), ..paper() };
    assert_eq!(Pdf::read(&papers::certificate(&empty).unwrap()).pages().len(), 1);
}
