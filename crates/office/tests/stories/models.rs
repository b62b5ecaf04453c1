//! The official blank file of a session.

use office::acts::models::{ModelReceived, SeeModel};
use office::acts::official::Filled;
use office::acts::online::{Table, WriteTable};
use std::io::{Cursor, Read as _, Write as _};
use tableau::Context;
use world::{TABLE, story};

/// The model that comes with the software.
const BLANK: &[u8] = include_bytes!("../../models/tableau-de-synthese-vierge.xlsx");

/// A model in which some words stand in the place of others.
fn reworded(from: &str, to: &str) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(BLANK)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(vec![]));
    for index in 0..old.len() {
        let mut part = old.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = vec![];
        part.read_to_end(&mut bytes).unwrap();
        if name == "xl/sharedStrings.xml" {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains(from));
            bytes = text.replace(from, to).into_bytes();
        }
        new.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        new.write_all(&bytes).unwrap();
    }
    new.finish().unwrap().into_inner()
}

story!(e4_05_a_session_s_model_is_checked_by_its_labels_and_filled_in, |world| {
    let day = world.exam_day().await;
    let authority = world.office.actor("claude.rectorat").await.unwrap().unwrap();
    let set = |name: &'static str, bytes| world.office.set_model(&authority, &day.session, name, bytes);
    let model = || world.office.consult(&authority, SeeModel { session: day.session.clone() });
    let unfit = |received: ModelReceived| match received {
        ModelReceived::Unfit(why) => why,
        ModelReceived::Kept => panic!("it was kept"),
    };
    let nameless = set("sans-nom.xlsx", reworded("NOM et prénom", "Qui")).await.unwrap();
    assert!(unfit(nameless).starts_with("L’intitulé « NOM et prénom » est introuvable dans le modèle"));
    assert!(unfit(set("rempli.xlsx", TABLE.to_vec()).await.unwrap()).contains("vierge"));
    assert!(!unfit(set("rien.xlsx", b"bonjour".to_vec()).await.unwrap()).is_empty());
    assert_eq!(model().await.unwrap(), None);
    let (name, bytes) = world.office.open_model(&authority, &day.session).await.unwrap();
    assert!(name.ends_with("vierge.xlsx") && bytes == BLANK);

    assert_eq!(
        set("2027.xlsx", reworded("SESSION 2026", "SESSION 2027")).await.unwrap(),
        ModelReceived::Kept
    );
    let kept = model().await.unwrap().unwrap();
    assert_eq!((kept.year.as_deref(), kept.takes_portfolio), (Some("2027"), true));
    let portfolio_url = Some("https://alix.example.fr".to_owned());
    let table = Table { portfolio_url, ..Table::default() };
    let write = WriteTable { candidate: day.candidate.clone(), seen: 0, table };
    world.office.perform(&day.alix, write).await.unwrap();
    let read = || async {
        match world.office.official_file(&day.alix, &day.candidate).await.unwrap() {
            Filled::File(name, bytes) => tableau::read(&bytes, &name, &Context::default()).unwrap(),
            Filled::Impossible(why) => panic!("{why}"),
        }
    };
    assert_eq!(read().await.session.as_deref(), Some("2027"));

    let older = reworded("Adresse URL du portfolio :", " ");
    assert_eq!(set("2022.xlsx", older).await.unwrap(), ModelReceived::Kept);
    assert!(!model().await.unwrap().unwrap().takes_portfolio);
    assert_eq!(read().await.candidate.portfolio_url, None, "no place for it");
    let told = world.journal("session", day.session.as_str()).await;
    let last = told.last().unwrap();
    assert!(
        last.before.starts_with("modèle 2027.xlsx, SHA-256 ") && last.after.starts_with("modèle 2022.xlsx")
    );
});
