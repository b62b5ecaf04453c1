//! The jury's room over HTTP: one candidate after the other, every document at hand, one place to decide.

use crate::support::Browser;
use axum::http::StatusCode;
use exam::sheet::Field;
use office::acts::oral::RecordIncident;
use office::acts::sheets::WriteFields;
use world::{ExamDay, World, story};

story!(e4_34_the_room_leads_from_one_who_waits_to_the_next, |world| {
    let day = world.exam_day().await;
    three(&world, &day).await;
    let president = Browser::of(&world, "hélène.jury").await;
    let jury = format!("/sessions/{}/jury", day.session);
    president.page(&jury).await.says(&["2 notes peuvent être arrêtées", "Entrer dans la salle"]);
    let room = president.follow(president.get(&format!("/sessions/{}/salle", day.session)).await).await;
    room.says(&[
        "MARTIN Alix",
        "1 sur 3",
        "Il reste 3 personnes à décider",
        "La commission propose 13",
        "Bonne maitrise",
        "Des réalisations solides",
        "Coupure de courant, deux minutes.",
        "Aucun avis n’a été rendu",
        "Tableau de synthèse",
        "Les réalisations",
    ]);
    let here = format!("/candidatures/{}/salle", day.candidate);
    let second = "/candidatures/01936500001/salle".to_owned();
    let third = "/candidatures/01936500002/salle".to_owned();
    assert!(
        room.html().contains(&format!("rel=\"next\" href=\"{second}/reste\"")),
        "the order is the list's"
    );
    assert!(!room.html().contains("rel=\"prev\""));
    president.page(&second).await.says(&["2 sur 3", "Aucun visa n’est donné"]).hides(&["data-decide"]);
    let note = format!("/candidatures/{}/note", day.candidate);
    let form = |mark, remark| [("exam", "oral"), ("left", "oui"), ("mark", mark), ("remark", remark)];
    let refused = president.post(&note, &form("18", "")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says(&["Un motif est nécessaire", "1 sur 3", "ne passe que par celles-ci"]);
    assert!(refused.html().contains("value=\"18\""), "what was typed is still there");
    let done = president.post(&note, &form("13", "")).await;
    assert_eq!(
        done.header("location"),
        format!("{third}/reste?fait=note"),
        "over whom nobody can decide yet"
    );
    let left = president.follow(done).await;
    left.says(&["La note est arrêtée", "3 sur 3", "Il reste 2 personnes", "La commission propose 11"]);
    let html = left.html();
    assert!(
        html.contains(&format!("rel=\"prev\" href=\"{second}/reste\"")) && !html.contains("rel=\"next\"")
    );
    president.page(&here).await.says(&["13 / 20", "la commission proposait 13"]).hides(&["data-decide"]);
    let remarks = "/candidatures/01936500002/remarques";
    let kept = president.post(remarks, &[("text", "À relire."), ("room", "oui")]).await;
    assert_eq!(kept.header("location"), format!("{third}#remarques"));
    president.page(&third).await.says(&["À relire. (Hélène Jury)"]);
    let last = president.post("/candidatures/01936500002/note", &form("11", "")).await;
    assert_eq!(last.header("location"), format!("{jury}?fait=note"), "nobody is ready any more");

    let member = Browser::of(&world, "paul.profession").await;
    member.page(&here).await.says(&["Coupure de courant"]);
    member.page(&third).await.hides(&["data-decide"]);
    for login in ["alix.martin", "claude.rectorat", "inès.arnaud"] {
        let other = Browser::of(&world, login).await;
        assert_eq!(other.get(&here).await.status, StatusCode::FORBIDDEN, "{login}");
    }
});

/// Three candidates before one commission, and a deliberation: Alix and Zoé can be decided, Sacha between them cannot yet.
async fn three(world: &World, day: &ExamDay) {
    world.whole_dossier(&day.alix, &day.candidate).await;
    world.fill(day, "13").await;
    let incident = RecordIncident {
        commission: "commission".into(),
        candidate: Some(day.candidate.clone()),
        kind: exam::sitting::IncidentKind::Remark,
        text: "Coupure de courant, deux minutes.".to_owned(),
    };
    world.office.perform(&day.arnaud, incident).await.unwrap();
    world.sign(day, &day.arnaud).await;
    world.sign(day, &day.bastien).await;
    // Sacha's sheet, after Alix in the list, bears no visa; Zoé's does.
    let sacha = world.beside(day, "01936500001", 0).await;
    let zoe = ExamDay { sheet: world.beside(day, "01936500002", 1).await, ..again(day) };
    let level = exam::grid::Level::PartlyMastered.code();
    let page = office::acts::sheets::SeeSheet { sheet: zoe.sheet.clone() };
    let page = world.office.consult(&day.arnaud, page).await.unwrap();
    let lines = page.session.referential.lines.iter();
    let mut changes: Vec<_> =
        lines.map(|line| world::change(Field::Level(line.code.clone()), level)).collect();
    changes.push(world::change(Field::Mark, "11"));
    world.office.perform(&day.arnaud, WriteFields { sheet: zoe.sheet.clone(), changes }).await.unwrap();
    world.sign(&zoe, &day.arnaud).await;
    world.sign(&zoe, &day.bastien).await;
    assert_ne!(sacha, zoe.sheet);
    let _ = world.president(&day.session).await;
}

/// The same day, for another sheet.
fn again(day: &ExamDay) -> ExamDay {
    ExamDay {
        session: day.session.clone(),
        arnaud: day.arnaud.clone(),
        bastien: day.bastien.clone(),
        alix: day.alix.clone(),
        candidate: day.candidate.clone(),
        sheet: day.sheet.clone(),
    }
}
