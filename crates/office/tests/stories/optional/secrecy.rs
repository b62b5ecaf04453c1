//! E4-31 for the optional exam: its proposed mark never reaches its candidate either.

use crate::secrecy::{everything, holds_a_planted_word};
use exam::sheet::{Field, State};
use office::acts::jury::{DecideMark, PublishResults};
use office::acts::optional::DecideOptionalMark;
use office::acts::sheets::{SeeSheet, WriteFields};
use world::{World, change, story};

/// Both sheets filled and signed; the planted words are on the optional exam's.
async fn plant(world: &World) -> (world::ExamDay, world::ExamDay) {
    let oral = world.exam_day().await;
    let ef4 = world.optional_day(&oral).await;
    world.fill(&oral, "12").await;
    world.fill(&ef4, "13,37").await;
    let changes = vec![change(Field::Observations("interview".into()), "PLANTÉ")];
    world.office.perform(&ef4.arnaud, WriteFields { sheet: ef4.sheet.clone(), changes }).await.unwrap();
    for day in [&oral, &ef4] {
        world.sign(day, &day.arnaud).await;
        world.sign(day, &day.bastien).await;
    }
    (oral, ef4)
}

story!(e4_31_no_view_shows_a_candidate_anything_of_the_optional_sheet, |world| {
    let (oral, ef4) = plant(&world).await;
    let (_, text) = everything(&world, &oral, &oral.alix).await;
    assert_eq!(holds_a_planted_word(&text), None, "both sheets signed");
    let authority = world.office.actor("claude.rectorat").await.unwrap().unwrap();
    let (_, text) = everything(&world, &oral, &authority).await;
    assert_eq!(holds_a_planted_word(&text), None, "who answers the request reads no mark");
    let president = world.president(&oral.session).await;
    let (_, text) = everything(&world, &oral, &president).await;
    assert!(holds_a_planted_word(&text).is_some(), "the walk would see it");
    let sheet = world.office.consult(&president, SeeSheet { sheet: ef4.sheet.clone() }).await.unwrap();
    assert_eq!(sheet.content.state(), State::Closed);
    let candidate = oral.candidate.clone();
    let (mark, remark) = ("16".to_owned(), "Examen du dossier.".to_owned());
    let decide = DecideOptionalMark { candidate: candidate.clone(), mark, remark };
    world.office.perform(&president, decide).await.unwrap();
    let decide = DecideMark { candidate, mark: "12".to_owned(), remark: String::new() };
    world.office.perform(&president, decide).await.unwrap();
    let (_, text) = everything(&world, &oral, &oral.alix).await;
    assert_eq!(holds_a_planted_word(&text), None, "decided, not published");
    assert!(!text.contains("1600"));
    world.signed(&president, &oral.session).await;
    let publish = PublishResults { session: oral.session.clone(), unheard_seen: 0 };
    world.office.perform(&president, publish).await.unwrap();
    let (_, text) = everything(&world, &oral, &oral.alix).await;
    assert_eq!(holds_a_planted_word(&text), None, "published");
    assert!(text.contains("1600") && text.contains("1200"), "the jury's marks");
});
