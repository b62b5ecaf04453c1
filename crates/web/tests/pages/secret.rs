//! « En AUCUN CAS, la note proposée n’est communiquée » (E4-31): a planted mark, hunted for as its candidate.

use crate::support::{Browser, Reply};
use office::acts::jury::{DecideMark, PublishResults};
use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::{Command, Stdio};
use world::{CERTIFICATE, TABLE_WITH_GAPS, World, story};

/// A proposed mark that nobody would write by chance, as people, forms and rows may write it.
const PLANTED: [&str; 4] = ["13,37", "13.37", "1337", "1 337"];

/// Every page and paper that a candidate reaches: those we know, and all that they link to.
async fn everything(
    browser: &Browser,
    candidate: &str,
    (session, optional): (&str, Option<&str>),
) -> Vec<(String, Reply)> {
    let mut todo = vec![
        "/".to_owned(),
        format!("/mon-dossier/{candidate}"),
        format!("/mon-dossier/{candidate}/apercu"),
        format!("/mon-resultat/{candidate}"),
        format!("/mon-resultat/{candidate}/appreciation"),
        format!("/mon-resultat/{candidate}/appreciation.pdf"),
        format!("/candidatures/{candidate}/appreciation"),
        "/mes-avis".to_owned(),
        "/mon-compte".to_owned(),
        format!("/dossiers/{candidate}"),
        format!("/dossiers/{candidate}/conformite"),
        "/feuilles/sheet".to_owned(),
        "/feuilles/sheet/grille.pdf".to_owned(),
        "/feuilles/sheet/appreciation.pdf".to_owned(),
        "/feuilles/sheet/journal".to_owned(),
        "/commissions/commission".to_owned(),
        format!("/mon-dossier/{candidate}/ef4"),
        format!("/candidatures/{candidate}/ef4"),
        format!("/candidatures/{candidate}/ef4.pdf"),
    ];
    todo.extend(optional.iter().flat_map(|sheet| {
        ["", "/visa", "/grille.pdf", "/appreciation.pdf", "/direct"]
            .map(|page| format!("/feuilles/{sheet}{page}"))
    }));
    let jury = ["appreciations", "jury", "bordereau.pdf", "proces-verbal.pdf", "ef4"];
    todo.extend(jury.map(|page| format!("/sessions/{session}/{page}")));
    let (mut known, mut read) = (BTreeSet::new(), vec![]);
    while let Some(path) = todo.pop() {
        if path.starts_with("/assets/") || !known.insert(path.clone()) {
            continue;
        }
        let reply = browser.get(&path).await;
        todo.extend(reply.links().into_iter().map(|link| link.split('#').next().unwrap().to_owned()));
        read.push((path, reply));
    }
    read
}

/// The words of an answer: of a page as it was sent, of a paper as it is printed.
fn words(reply: &Reply) -> String {
    if reply.header("content-type") != "application/pdf" || !reply.bytes.ends_with(b"%%EOF") {
        return reply.html();
    }
    let mut reader = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    reader.stdin.take().unwrap().write_all(&reply.bytes).unwrap();
    String::from_utf8(reader.wait_with_output().unwrap().stdout).unwrap()
}

pub async fn hunt(world: &World, candidate: &str, also: (&str, Option<&str>)) -> usize {
    let browser = Browser::of(world, "alix.martin").await;
    let read = everything(&browser, candidate, also).await;
    for (path, reply) in &read {
        let words = words(reply);
        for planted in PLANTED {
            assert!(!words.contains(planted), "{path} tells the proposed mark: {words}");
            let headers = format!("{:?}", reply.headers);
            assert!(!headers.contains(planted), "{path} tells the proposed mark in its headers");
        }
    }
    read.len()
}

story!(e4_31_a_planted_mark_is_in_nothing_that_a_candidate_reads, |world| {
    let day = world.exam_day().await;
    let id = day.candidate.as_str();
    let browser = Browser::of(&world, "alix.martin").await;
    let home = format!("/mon-dossier/{id}");
    browser.follow(browser.upload(&format!("{home}/tableau"), "t.xlsx", TABLE_WITH_GAPS).await).await;
    browser.follow(browser.upload(&format!("{home}/attestations"), "a.pdf", CERTIFICATE).await).await;
    browser.page(&home).await.says(&["lundi 18 mai 2026 à 9 h 30", "B 204"]);
    world.fill(&day, "13,37").await;
    assert!(hunt(&world, id, (day.session.as_str(), None)).await > 12);
    world.sign(&day, &day.arnaud).await;
    world.sign(&day, &day.bastien).await;
    hunt(&world, id, (day.session.as_str(), None)).await;
    let president = world.president(&day.session).await;
    let (mark, remark) = ("15".to_owned(), "Examen du dossier.".to_owned());
    let decide = DecideMark { candidate: day.candidate.clone(), mark, remark };
    world.office.perform(&president, decide).await.unwrap();
    let quiet = browser.page(&format!("/mon-resultat/{id}")).await;
    quiet.says(&["Votre résultat n’est pas publié."]).hides(&["15 sur 20", "Examen du dossier"]);
    browser
        .page(&home)
        .await
        .says(&["Le jury a terminé l’examen de votre dossier"])
        .hides(&["Remplacer le tableau"]);
    hunt(&world, id, (day.session.as_str(), None)).await;
    world.signed(&president, &day.session).await;
    let publish = PublishResults { session: day.session.clone(), unheard_seen: 0 };
    world.office.perform(&president, publish).await.unwrap();
    browser.page(&home).await.says(&["Les résultats sont publiés"]);
    let result = browser.page(&format!("/mon-resultat/{id}")).await;
    result.says(&["15 sur 20", "C’est la note arrêtée par le jury"]).hides(&["Examen du dossier"]);
    hunt(&world, id, (day.session.as_str(), None)).await;
});

story!(e4_31_a_planted_mark_of_the_optional_exam_is_in_nothing_that_its_candidate_reads, |world| {
    let oral = world.exam_day().await;
    let ef4 = world.optional_day(&oral).await;
    let (id, also) = (oral.candidate.as_str(), (oral.session.as_str(), Some(ef4.sheet.as_str())));
    world.fill(&ef4, "13,37").await;
    assert!(hunt(&world, id, also).await > 18);
    let president = world.decided(&oral, "12", "12").await;
    world.sign(&ef4, &ef4.arnaud).await;
    world.sign(&ef4, &ef4.bastien).await;
    hunt(&world, id, also).await;
    let (mark, remark) = ("16".to_owned(), "Examen du dossier.".to_owned());
    let decide =
        office::acts::optional::DecideOptionalMark { candidate: oral.candidate.clone(), mark, remark };
    world.office.perform(&president, decide).await.unwrap();
    hunt(&world, id, also).await;
    let browser = Browser::of(&world, "alix.martin").await;
    browser.page(&format!("/mon-resultat/{id}")).await.hides(&["16 sur 20", "EF4"]);
    world.signed(&president, &oral.session).await;
    let publish = PublishResults { session: oral.session.clone(), unheard_seen: 0 };
    world.office.perform(&president, publish).await.unwrap();
    let result = browser.page(&format!("/mon-resultat/{id}")).await;
    result.says(&["12 sur 20", "16 sur 20", "seuls les points au-dessus de 10 comptent : 6 pour le diplôme"]);
    hunt(&world, id, also).await;
});
