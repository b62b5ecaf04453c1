//! Convocations, and the lists of the doors and rooms.

use crate::pdf::{Pdf, squeezed};
use papers::{CallLine, ConvocationPaper, DoorList, DoorsPaper};

fn convocation(name: &str) -> ConvocationPaper {
    ConvocationPaper {
        session: "BTS SIO, session 2026, épreuve E5".into(),
        academy: "Académie de Villefictive".into(),
        convener: "L’autorité académique".into(),
        name: name.into(),
        detail: "n° 01936500037".into(),
        school: "Lycée Jean Zay".into(),
        what: "à l’oral".into(),
        calls: vec![CallLine {
            day: "lundi 18 mai 2026".into(),
            hours: "9 h 00 à 9 h 40".into(),
            room: "B 204 (bâtiment B, deuxième étage, escalier nord), au fond du couloir".into(),
            commission: "2026-NAN-SLAM-LYCEE-JEAN-ZAY-COMMISSION-12".into(),
            with: "suivi de l’épreuve facultative EF4".into(),
        }],
        place: "Lycée Ada Lovelace\n12 rue des Fictions".into(),
        early: "Soyez là 15 minutes avant l’heure.".into(),
        bring: "une pièce d’identité\ncette convocation".into(),
        duty: "La personne candidate doit s'assurer des conditions matérielles.".into(),
        contact: "01 99 00 00 00".into(),
        replaces: "Cette convocation remplace la précédente (n° 1).".into(),
        sent: "Convocation n° 2, envoyée le 2 avril 2026 à 10 h 00".into(),
    }
}

#[test]
fn e4_27_a_convocation_prints_where_when_and_what_to_bring_on_a_page_each() {
    let papers = [convocation("MARTIN Alix"), convocation("BERNARD Sacha")];
    let file = Pdf::read(&papers::convocations(&papers, "Imprimé le 2 avril 2026").unwrap());
    assert_eq!(file.pages().len(), 2);
    for (page, paper) in file.pages().iter().zip(&papers) {
        let (call, page) = (&paper.calls[0], squeezed(&file.text_of(page)));
        let told = [
            &paper.name,
            &call.day,
            &call.hours,
            &call.with,
            &paper.early,
            &paper.replaces,
            &paper.contact,
            &paper.sent,
        ];
        for told in told.into_iter().map(String::as_str).chain(paper.bring.lines()).chain(paper.place.lines())
        {
            assert!(page.contains(&squeezed(told)), "« {told} » is not in: {page}");
        }
    }
    let bare = ConvocationPaper { calls: convocation("X").calls, ..ConvocationPaper::default() };
    let text = Pdf::read(&papers::convocations(&[bare], "").unwrap()).text();
    assert!(!text.contains("apporter") && !text.contains("Contact"), "what is not said has no title: {text}");
}

#[test]
fn doors_name_candidates_and_rooms_name_members_too() {
    let door = |commission: &str| DoorList {
        room: "B 204".into(),
        commission: commission.into(),
        option: "SLAM".into(),
        members: vec!["Inès Arnaud".into(), "Marc Bastien".into()],
        passages: (0..9)
            .map(|nth| {
                [
                    format!("{} h 00 à {} h 40", nth + 8, nth + 8),
                    format!("0{nth}"),
                    format!("NOM Prénom {nth}"),
                    "temps majoré : 1/3".into(),
                ]
            })
            .collect(),
    };
    let paper = DoorsPaper {
        session: "BTS SIO".into(),
        place: "Lycée Ada Lovelace".into(),
        day: "Lundi 18 mai 2026".into(),
        doors: vec![door("12"), door("13")],
        printed: "Imprimé".into(),
    };
    let doors = Pdf::read(&papers::doors(&paper).unwrap());
    assert_eq!(doors.pages().len(), 2, "a page for each door");
    let text = doors.text();
    assert!(text.contains("NOMPrénom8") && !text.contains("Arnaud") && !text.contains("majoré"), "{text}");
    let rooms = Pdf::read(&papers::rooms(&paper).unwrap()).text();
    assert!(
        rooms.contains("InèsArnaud,MarcBastien") && rooms.contains("8h00à16h40") && rooms.contains("majoré"),
        "{rooms}"
    );
    let nobody = DoorsPaper { doors: vec![], ..paper };
    assert!(Pdf::read(&papers::doors(&nobody).unwrap()).text().contains("Aucunoral"));
    assert!(Pdf::read(&papers::rooms(&nobody).unwrap()).text().contains("Aucunoral"));
}
