//! A candidate writes the portfolio here.

use super::whole;
use crate::offers::{Things, Tried};
use exam::Refusal;
use exam::access::Actor;
use exam::dossier::PieceKind;
use office::Failure;
use office::acts::dossiers::SeeOwnDossier;
use office::acts::portfolio::{Change, Page, PagesWritten, SeePages, SiteSummary, WritePages};
use world::{ExamDay, TABLE, World, kept, refused, story};

async fn change(world: &World, day: &ExamDay, change: Change) -> Result<PagesWritten, Failure> {
    world.office.perform(&day.alix, WritePages { candidate: day.candidate.clone(), change }).await
}

fn page(key: &str, revision: u32, text: &str) -> Change {
    let (key, text) = (key.to_owned(), text.to_owned());
    Change::Write(Page { key, title: "Titre".to_owned(), text, achievement: String::new(), revision })
}

async fn seen(world: &World, day: &ExamDay) -> office::acts::portfolio::PagesView {
    world.office.consult(&day.alix, SeePages { candidate: day.candidate.clone() }).await.unwrap()
}

story!(e4_07_pages_written_here_become_a_site_like_any_other, |world| {
    let day = world.exam_day().await;
    world.table(&day.alix, &day.candidate, TABLE).await;
    let achievements = seen(&world, &day).await.around.achievements;
    let ticked = achievements.iter().find(|(_, one)| !one.competences.is_empty());
    let title = ticked.unwrap().0.clone();
    change(&world, &day, page("", 0, "# Bonjour\n\n![Le schéma](mon-schéma.png)")).await.unwrap();
    let added = change(&world, &day, Change::Add("Déploiement d’un GLPI".to_owned())).await.unwrap();
    let PagesWritten::Received(key, ..) = added else { panic!("{added:?}") };
    assert_eq!(key, "deploiement-d-un-glpi");
    let text = "<script>alert(1)</script> Du texte".to_owned();
    let of = Page { key: key.clone(), title: "GLPI".to_owned(), text, achievement: title, revision: 0 };
    change(&world, &day, Change::Write(of)).await.unwrap();
    let png = b"\x89PNG".to_vec();
    world.office.attach(&day.alix, &day.candidate, "mon schéma.png", png.clone()).await.unwrap();
    let (kind, preview) = world.office.preview_pages(&day.alix, &day.candidate, "").await.unwrap();
    assert_eq!(kind, "text/html; charset=utf-8");
    assert!(String::from_utf8(preview).unwrap().contains("alt=\"Le schéma\""));
    let id = kept(world.office.deposit_pages(&day.alix, &day.candidate).await.unwrap());
    let token = world.office.view_portfolio(&day.arnaud, &id).await.unwrap();
    let site = world.office.viewed_site(&token).await.unwrap().unwrap();
    let paths: Vec<_> = site.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["style.css", "index.html", "deploiement-d-un-glpi.html", "fichiers/mon-schéma.png"]);
    let file = world.office.site_file(&site, "deploiement-d-un-glpi.html", None).await.unwrap();
    let html = String::from_utf8(whole(file).await).unwrap();
    assert!(
        html.contains("Compétences mobilisées") && html.contains("Du texte") && !html.contains("<script"),
        "{html}"
    );
    // What is written afterwards changes nothing of what was handed in.
    change(&world, &day, page("", 1, "Autre chose")).await.unwrap();
    let own = SeeOwnDossier { candidate: day.candidate.clone() };
    let dossier = world.office.consult(&day.alix, own).await.unwrap();
    assert_eq!(SiteSummary::of(dossier.of(PieceKind::Portfolio)[0]).unwrap().files, 4);
    let still = world.office.site_file(&site, "", None).await.unwrap();
    assert!(String::from_utf8(whole(still).await).unwrap().contains("Bonjour"));
    assert!(world.office.health().await.unwrap().blobs.1.is_empty());
    world.journal_is_whole().await;
});

story!(two_tabs_on_one_page_lose_nothing_and_two_pages_never_conflict, |world| {
    let day = world.exam_day().await;
    change(&world, &day, Change::Add("Une".to_owned())).await.unwrap();
    change(&world, &day, page("", 0, "premier onglet")).await.unwrap();
    let stale = change(&world, &day, page("", 0, "second onglet")).await.unwrap();
    let PagesWritten::Stale(theirs) = stale else { panic!("{stale:?}") };
    assert_eq!((theirs.text.as_str(), theirs.revision), ("premier onglet", 1));
    let same = change(&world, &day, page("", 0, "premier onglet")).await.unwrap();
    assert!(
        matches!(same, PagesWritten::Received(_, 1, _)),
        "the same words are no conflict, and no new revision"
    );
    assert!(matches!(change(&world, &day, page("une", 0, "x")).await.unwrap(), PagesWritten::Received(..)));
    assert!(matches!(
        change(&world, &day, page("", 1, "second onglet")).await.unwrap(),
        PagesWritten::Received(..)
    ));
    assert_eq!(seen(&world, &day).await.written.home.text, "second onglet");
});

story!(pages_are_ordered_taken_out_and_bounded, |world| {
    let day = world.exam_day().await;
    assert_eq!(refused(world.office.deposit_pages(&day.alix, &day.candidate).await), Refusal::NoPages);
    for title in ["Un", "Deux", "Deux"] {
        change(&world, &day, Change::Add(title.to_owned())).await.unwrap();
    }
    change(&world, &day, Change::Move("deux-2".to_owned(), true)).await.unwrap();
    change(&world, &day, Change::Move("un".to_owned(), true)).await.unwrap();
    let keys = async || {
        seen(&world, &day).await.written.pages.iter().map(|page| page.key.clone()).collect::<Vec<_>>()
    };
    assert_eq!(keys().await, ["un", "deux-2", "deux"]);
    change(&world, &day, Change::Remove("un".to_owned())).await.unwrap();
    assert!(matches!(change(&world, &day, Change::Remove("un".to_owned())).await, Err(Failure::NotFound)));
    assert_eq!(keys().await, ["deux-2", "deux"]);
    let long = change(&world, &day, page("", 0, &"a".repeat(60_001))).await;
    assert!(matches!(refused(long), Refusal::TextTooLong { .. }));
    let script = world.office.attach(&day.alix, &day.candidate, "a.html", b"x".to_vec()).await;
    assert!(matches!(refused(script), Refusal::FileKind { .. }));
    let twice = async || world.office.attach(&day.alix, &day.candidate, "a.png", b"x".to_vec()).await;
    twice().await.unwrap();
    assert_eq!(refused(twice().await), Refusal::NameTaken);
    change(&world, &day, Change::Detach("a.png".to_owned())).await.unwrap();
    twice().await.unwrap();
});

/// The acts of this page, as [`crate::offers`] tries them.
pub async fn offer(world: &World, things: &Things, name: &str, who: &Actor) -> Option<Tried> {
    let candidate = things.candidate.clone();
    let answer = match name {
        "write pages" => {
            let change = Change::Remove("none".to_owned());
            world.office.perform(who, WritePages { candidate, change }).await.map(drop)
        }
        "attach" => world.office.attach(who, &candidate, "a.exe", b"x".to_vec()).await.map(drop),
        "see pages" => world.office.consult(who, SeePages { candidate }).await.map(drop),
        "preview pages" => world.office.preview_pages(who, &candidate, "absent.html").await.map(drop),
        "deposit pages" => world.office.deposit_pages(who, &candidate).await.map(drop),
        _ => return None,
    };
    Some((things.of_candidate(), answer))
}
