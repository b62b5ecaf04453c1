//! The transmission to the jury over HTTP: the head's page, the jury's, and whoever reaches neither.

mod jury;

use crate::support::Browser;
use axum::http::StatusCode;
use exam::access::Actor;
use office::acts::perimeter::Perimeter;
use office::acts::sheets::ReopenSheet;
use world::{Centre, ExamDay, World, story};

/// A proposed mark that nobody would write by chance.
const PLANTED: [&str; 3] = ["13,37", "13.37", "1337"];

/// Noor at Jean Zay, in CCF, whose sheet is filled with the planted mark and bears one visa.
pub struct Heard {
    pub centre: Centre,
    pub day: ExamDay,
    pub president: Actor,
}

pub async fn heard(world: &World) -> Heard {
    let centre = world.centre().await;
    let noor = world.ccf_candidate(&centre, ("04", "AZIZ", "Noor")).await;
    let alix = world.account_of(&noor, "Noor Aziz").await;
    let here = Perimeter::School(centre.zay.clone());
    let commission = world.composed(&centre, here, "Z1", (&centre.diallo, &centre.caron)).await;
    let sheets = world.seat(&centre.head, &commission, &[&noor], 8).await.unwrap();
    world.outside.set("2026-05-18T06:00:00Z".parse().unwrap());
    let day = ExamDay {
        session: centre.session.clone(),
        arnaud: world.sitting_as(&centre, &centre.diallo).await,
        bastien: world.sitting_as(&centre, &centre.caron).await,
        alix,
        candidate: noor,
        sheet: sheets[0].clone(),
    };
    world.fill(&day, "13,37").await;
    world.sign(&day, &day.arnaud).await;
    let president = world.president_alone(&centre.session).await;
    Heard { centre, day, president }
}

story!(e4_33_a_head_completes_signs_and_sends_on_one_page, |world| {
    let Heard { centre, day, president } = heard(&world).await;
    let here = format!("/etablissements/{}/transmission", centre.zay);
    let authority = Browser::of(&world, "claude.rectorat").await;
    let dates = format!("/sessions/{}/transmissions", centre.session);
    authority.page(&dates).await.says(&[
        "Rien n’est encore transmis",
        "Lycée Jean Zay",
        "procès-verbal du jury signé",
    ]);
    let early = authority.post(&format!("{dates}/date"), &[("due", "2026-05-01"), ("revision", "1")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    early.says(&["ne peut pas être avant le 18 mai 2026"]);
    let set = authority.post(&format!("{dates}/date"), &[("due", "2026-05-18"), ("revision", "1")]).await;
    authority.follow(set).await.says(&["Les dates sont enregistrées", "18 mai 2026"]);

    let head = Browser::of(&world, "paule.proviseure").await;
    head.page("/")
        .await
        .says(&["Transmission au jury, Lycée Jean Zay", "Il manque des documents pour 1 personne"]);
    let page = head.page(&here).await;
    page.says(&["AZIZ Noor", "Un visa manque", "Les deux visas", "La journée de la commission Z1"]);
    page.hides(&["Oui, signer", "Oui, transmettre"]).hides(&PLANTED);
    let mend = page.links().into_iter().find(|link| link.starts_with("/commissions/")).unwrap();
    head.page(&mend).await.says(&["AZIZ"]);
    let forced = head.post(&format!("{here}/signature"), &[("seen", "00")]).await;
    assert_eq!(forced.status, StatusCode::UNPROCESSABLE_ENTITY);
    forced.says(&["La transmission au jury est incomplète : les deux visas pour AZIZ Noor"]);

    world.sign(&day, &day.bastien).await;
    let page = head.page(&here).await;
    page.says(&["relisez le bordereau, puis signez", "Oui, signer"]).hides(&PLANTED);
    let seen = page.html();
    let seen = seen.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(head.page(&format!("{here}/bordereau.pdf")).await.header("content-type"), "application/pdf");
    let signed = head.post(&format!("{here}/signature"), &[("seen", &seen)]).await;
    head.follow(signed).await.says(&[
        "Le dossier est signé",
        "Signé par Paule Proviseure",
        "Oui, transmettre",
    ]);
    let reopen = ReopenSheet { sheet: day.sheet.clone(), reason: "erreur de saisie".to_owned() };
    world.office.perform(&president, reopen).await.unwrap();
    head.page(&here).await.says(&["La signature ne vaut plus", "Il manque des documents"]);
    world.outside.set("2026-05-20T08:00:00Z".parse().unwrap());
    world.sign(&day, &day.arnaud).await;
    world.sign(&day, &day.bastien).await;
    let head = Browser::of(&world, "paule.proviseure").await;
    let page = head.page(&here).await;
    page.says(&["À signer de nouveau", "En retard"]);
    let seen = page.html();
    let seen = seen.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    head.post(&format!("{here}/signature"), &[("seen", &seen)]).await;
    let sent = head.post(&format!("{here}/envoi"), &[]).await;
    let sent = head.follow(sent).await;
    sent.says(&["marqué « en retard »", "En retard", "À recevoir", "1 personne, 3 documents"])
        .hides(&PLANTED);
    let receipt = sent.links().into_iter().find(|link| link.ends_with("accuse.pdf")).unwrap();
    assert_eq!(head.page(&receipt).await.header("content-type"), "application/pdf");
    head.page("/").await.says(&["Le dossier est transmis au jury."]);
    let twice = head.post(&format!("{here}/envoi"), &[]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    let authority = Browser::of(&world, "claude.rectorat").await;
    authority.page(&dates).await.says(&["Tout est transmis", "En retard"]).hides(&PLANTED);
    authority.page(&here).await.hides(&PLANTED).hides(&["dossier.zip", "bordereau.pdf"]);
});

story!(e4_31_no_candidate_and_no_stranger_reaches_a_bundle, |world| {
    let Heard { centre, day, .. } = heard(&world).await;
    world.sign(&day, &day.bastien).await;
    let place = Perimeter::School(centre.zay.clone());
    let seen = office::acts::transmission::SeeBundle { perimeter: place.clone() };
    let seen = world.office.consult(&centre.head, seen).await.unwrap().content();
    let sign = office::acts::transmission::SignBundle { school: centre.zay.clone(), seen };
    world.office.perform(&centre.head, sign).await.unwrap();
    let sent = world.office.send_bundle(&centre.head, &place).await.unwrap().id;
    let (school, session) =
        (format!("/etablissements/{}", centre.zay), format!("/sessions/{}", centre.session));
    let mut read = vec![
        format!("{session}/transmissions"),
        format!("{session}/notes.csv"),
        format!("{session}/notes.xlsx"),
    ];
    let mut write = vec![format!("{session}/transmissions/date"), format!("{school}/transmission/signature")];
    for here in [&school, &session] {
        read.extend(["", "/bordereau.pdf"].map(|page| format!("{here}/transmission{page}")));
        read.push(format!("{here}/transmission/{sent}/accuse.pdf"));
        write.push(format!("{here}/transmission/envoi"));
        write.extend(["reception", "dossier.zip"].map(|page| format!("{here}/transmission/{sent}/{page}")));
    }
    for login in ["noor.aziz", "omar.diallo"] {
        let browser = Browser::of(&world, login).await;
        for path in &read {
            let reply = browser.get(path).await;
            assert_eq!(reply.status, StatusCode::FORBIDDEN, "{login} {path}: {}", reply.text());
            reply.hides(&PLANTED);
        }
        for path in &write {
            let fields = [("due", "2026-05-18"), ("revision", "1"), ("seen", "00")];
            let reply = browser.post(path, &fields).await;
            assert_eq!(reply.status, StatusCode::FORBIDDEN, "{login} {path}: {}", reply.text());
        }
        let upload = browser.upload(&format!("{session}/transmissions/verification"), "a.zip", b"PK").await;
        assert_eq!(upload.status, StatusCode::FORBIDDEN);
    }
});
