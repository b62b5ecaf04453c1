//! Every act and view of harmonisation, each as somebody would try it.

use crate::offers::{Things, Tried};
use exam::access::{Act, Actor};
use exam::harmonisation::{Change, Recommendation};
use exam::id::{RecommendationId, SheetId};
use exam::mark::{Mark, ProposedMark, RecommendedMark};
use office::acts::harmonisation::{
    AnswerRecommendation, Kept, Look, NameHarmoniser, Recommend, ReleaseHarmoniser, SeeHarmonisation,
};
use store::tables::{harmonisation, sheets};
use world::World;

/// What is tried: its name, its line of the rights, and whether it writes.
pub const OFFERS: &[(&str, Act, bool)] = &[
    ("see harmonisation", Act::SeeHarmonisation, false),
    ("compare", Act::SeeHarmonisation, false),
    ("print harmonisation", Act::SeeHarmonisation, false),
    ("name harmoniser", Act::NameHarmoniser, true),
    ("release harmoniser", Act::NameHarmoniser, true),
    ("recommend", Act::Recommend, true),
    ("answer recommendation", Act::AnswerRecommendation, true),
];

/// Noor's sheet, and a recommendation beside it.
async fn recommended(world: &World, things: &Things) -> (SheetId, RecommendationId) {
    let id = RecommendationId::from("beside Noor's sheet");
    let mut tx = world.db.write().await.unwrap();
    let sheet = sheets::of_candidate(&mut tx, &things.candidate).await.unwrap().unwrap().sheet;
    if harmonisation::sheet_of(&mut tx, &id).await.unwrap().is_none() {
        let by = tx.one("SELECT id FROM account ORDER BY id LIMIT 1", &[]).await.unwrap().text("id").unwrap();
        let made = Recommendation {
            proposed: ProposedMark::recorded(Mark::ZERO),
            recommended: RecommendedMark::recorded(Mark::ZERO),
            by: by.into(),
            by_name: String::new(),
            reason: String::new(),
            at: world.office.now(),
        };
        let kept =
            Kept { id: id.clone(), sheet: sheet.clone(), set: "set".to_owned(), made, answers: vec![] };
        harmonisation::recommend(&mut tx, &things.session, &kept).await.unwrap();
        tx.commit().await.unwrap();
    }
    (sheet, id)
}

/// Tries one of [`OFFERS`]; `None` for a name that is not among them.
pub async fn offer(world: &World, things: &Things, name: &str, who: &Actor) -> Option<Tried> {
    let (office, session) = (&world.office, things.session.clone());
    let answer = match name {
        "see harmonisation" => office.consult(who, SeeHarmonisation { session }).await.map(drop),
        "compare" => office.compare(who, &session, Look::default()).await.map(drop),
        "print harmonisation" => office.print_harmonisation(who, &session, Look::default()).await.map(drop),
        "name harmoniser" => {
            office.perform(who, NameHarmoniser { session, account: "nobody".into(), school: None }).await
        }
        "release harmoniser" => {
            office.perform(who, ReleaseHarmoniser { session, account: "nobody".into() }).await
        }
        "recommend" => {
            let (sheets, change, reason) = (vec![], Change::By(100), String::new());
            office.perform(who, Recommend { session, sheets, change, reason }).await.map(drop)
        }
        "answer recommendation" => {
            let (_, recommendation) = recommended(world, things).await;
            let act = AnswerRecommendation { recommendation, content: String::new() };
            return Some((things.of_candidate(), office.perform(who, act).await.map(drop)));
        }
        _ => return None,
    };
    Some((things.of_session(), answer))
}
