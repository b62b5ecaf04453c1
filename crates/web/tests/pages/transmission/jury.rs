//! The jury's pages of what was sent, and the decided marks of the authority.

use super::{Heard, PLANTED, heard};
use crate::support::Browser;
use axum::http::StatusCode;
use office::acts::perimeter::Perimeter;
use office::acts::transmission::{SeeBundle, SignBundle};
use world::{story, zipped};

story!(e4_33_the_jury_receives_opens_and_is_told_which_file_was_altered, |world| {
    let Heard { centre, day, .. } = heard(&world).await;
    let (list, here) = (
        format!("/sessions/{}/transmissions", centre.session),
        format!("/etablissements/{}/transmission", centre.zay),
    );
    let president = Browser::of(&world, "hélène.jury").await;
    president.page(&here).await.says(&["n’est pas encore transmis", "Ouvrir la feuille"]);
    world.sign(&day, &day.bastien).await;
    let perimeter = Perimeter::School(centre.zay.clone());
    let seen = SeeBundle { perimeter: perimeter.clone() };
    let seen = world.office.consult(&centre.head, seen).await.unwrap().content();
    let sign = SignBundle { school: centre.zay.clone(), seen };
    world.office.perform(&centre.head, sign).await.unwrap();
    let sent = world.office.send_bundle(&centre.head, &perimeter).await.unwrap();
    president.page("/").await.says(&["Dossiers pour le jury", "1 dossier à recevoir"]);
    president.page(&list).await.says(&["Un dossier est à recevoir", "À recevoir"]);
    president.page(&here).await.says(&["Recevez ce dossier"]).hides(&["dossier.zip"]);
    let early = president.post(&format!("{here}/{}/dossier.zip", sent.id), &[]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    early.says(&["Ce dossier n’est pas vérifié"]);
    let received = president.post(&format!("{here}/{}/reception", sent.id), &[]).await;
    let received = president.follow(received).await;
    received.says(&["chaque fichier est celui qui a été scellé", "Reçu, vérifié", "par Hélène Jury"]);
    let opened = president.post(&format!("{here}/{}/dossier.zip", sent.id), &[]).await;
    assert_eq!((opened.status, opened.header("content-type")), (StatusCode::OK, "application/zip"));
    president.page(&here).await.says(&["Reçu, vérifié, ouvert"]).hides(&PLANTED);

    let check = format!("{list}/verification");
    let whole = president.upload(&check, "clé.zip", &opened.bytes).await;
    whole.says(&["est entier", "à l’octet près, un dossier transmis ici", &sent.sha256]);
    let other = president.upload(&check, "clé.zip", &zipped(&[("manifest.json", b"{")])).await;
    other.says(&["n’est pas ce qui a été scellé", "le manifeste a été modifié"]);
    president.upload(&check, "photo.zip", b"bonjour").await.says(&["n’est pas une archive .zip entière"]);
    let none = president.upload(&check, "", b"").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    none.says(&["Aucun fichier n’est choisi"]);

    let place = world.folder().join("blobs").join(&sent.sha256[..2]).join(&sent.sha256);
    let mut bytes = std::fs::read(&place).unwrap();
    // In the manifest the name stands in quotes; the first that does not is before the file's own bytes.
    let name = b"grilles/04.pdf";
    let named = |at: &usize| bytes[*at..].starts_with(name) && bytes[at - 1] != b'"';
    let at = (1..bytes.len()).find(named).unwrap();
    bytes[at + 200] ^= 1;
    std::fs::write(&place, bytes).unwrap();
    let again = president.post(&format!("{here}/{}/reception", sent.id), &[]).await;
    let again = president.follow(again).await;
    again.says(&["Ce dossier est altéré", "grilles/04.pdf : "]).hides(&["Ouvrir le dossier"]);
    president.page("/").await.says(&["Un dossier est altéré"]);
    let head = Browser::of(&world, "paule.proviseure").await;
    head.page(&here).await.says(&["Transmettez de nouveau", "Oui, transmettre"]);
});

story!(e4_36_the_authority_saves_the_decided_marks_once_the_minutes_are_signed, |world| {
    let day = world.exam_day().await;
    let president = world.decided(&day, "13,37", "15").await;
    let authority = Browser::of(&world, "claude.rectorat").await;
    let file = |kind: &str| format!("/sessions/{}/notes.{kind}", day.session);
    let early = authority.get(&file("csv")).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    world.signed(&president, &day.session).await;
    let list = authority.page(&format!("/sessions/{}/transmissions", day.session)).await;
    list.says(&["Classeur (.xlsx)", "Texte (.csv)"]).hides(&PLANTED);
    let text = authority.page(&file("csv")).await;
    assert_eq!(text.header("content-disposition"), "attachment; filename=\"notes.csv\"");
    assert!(text.html().contains(";15;;"), "{}", text.html());
    text.hides(&PLANTED);
    assert!(authority.page(&file("xlsx")).await.bytes.starts_with(b"PK"));
});
