//! « Feuille d’émargement ».

use crate::pdf::{Pdf, squeezed};
use papers::{AttendanceLine, AttendancePaper};

fn paper(candidates: usize) -> AttendancePaper {
    let line = |nth: usize| AttendanceLine {
        hour: format!("{} h 30", 8 + nth % 10),
        number: format!("019365{nth:05}"),
        name: format!("CANDIDATE-{nth} Noor"),
        remark: if nth == 1 { "Temps majoré : un tiers".to_owned() } else { String::new() },
    };
    AttendancePaper {
        session: "BTS SIO, session 2026, épreuve E5".to_owned(),
        academy: "Académie de Villefictive".to_owned(),
        commission: "12".to_owned(),
        day: "lundi 18 mai 2026".to_owned(),
        room: "B 204".to_owned(),
        members: vec![("Inès Arnaud".to_owned(), "Enseignement".to_owned()); 2],
        lines: (0..candidates).map(line).collect(),
        printed: "Imprimé le 18 mai 2026 à 8 h".to_owned(),
    }
}

#[test]
fn an_attendance_sheet_names_everybody_with_room_to_sign() {
    let paper = paper(40);
    let text = Pdf::read(&papers::attendance(&paper).unwrap()).text();
    for line in &paper.lines {
        assert!(text.contains(&squeezed(&line.name)) && text.contains(&squeezed(&line.number)), "{line:?}");
    }
    assert_eq!(text.matches("InèsArnaud").count(), 2);
    assert!(text.contains("Tempsmajoré") && text.contains("Signature"));
}

#[test]
fn nobody_expected_is_said() {
    let text = Pdf::read(&papers::attendance(&paper(0)).unwrap()).text();
    assert!(text.contains(&squeezed("Personne n’est attendu.")), "{text}");
}
