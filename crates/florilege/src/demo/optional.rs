//! The optional exam in the demonstration: a candidate at each stage, from « pas de demande » to the jury's mark.

use super::orals::{Filled, fill};
use super::stage::Stage;
use exam::access::Actor;
use exam::sitting::{Answer, Request};
use office::Failure;
use office::acts::optional::{AnswerRequest, DecideOptionalMark, OpenOptional, WriteRequest};

const SLAM: [&str; 2] = ["arnaud", "bastien"];

/// Who asked: number, days from today, place, duty; a draft where it is not sent.
const ASKED: [(&str, i64, &str, &str, bool); 9] = [
    ("01936500222", -14, "Association Vélocité, Villefictive", "Trésorière, responsable des comptes", true),
    ("01936500444", -13, "Sapeurs-pompiers de Villefictive", "Sapeur-pompier volontaire", true),
    ("01936500629", -12, "Épicerie solidaire du campus", "Coordinatrice de l’équipe du samedi", true),
    ("01936500074", -12, "Club de handball de Portneuf", "Entraîneuse de l’équipe cadette", true),
    ("01936500000", -11, "Conseil de la vie étudiante", "Élue, chargée des relations internationales", true),
    ("01936500555", -10, "Association des anciens élèves", "Adhérente", true),
    ("01936500814", -9, "Médiathèque de Portneuf", "Animatrice d’ateliers numériques", true),
    ("01936500666", 0, "Service civique, Maison des aînés", "Volontaire en service civique", true),
    ("01936500999", -8, "Radio associative des Rives", "Technicienne du son", false),
];

/// The requests of those who asked. One is late, one is a draft; others registered and asked nothing.
pub async fn requests(stage: &Stage<'_>) -> Result<(), Failure> {
    for (number, days, place, duty, send) in ASKED {
        let actor = stage.actor(number).await?;
        let request = Request {
            place: place.to_owned(),
            duty: duty.to_owned(),
            period: "Depuis septembre 2024, quatre heures par semaine.".to_owned(),
            activities:
                "Préparer et conduire les séances, accueillir les nouvelles personnes, tenir le planning."
                    .to_owned(),
            skills: "S’organiser, rendre compte, expliquer simplement : ce que j’emploie dans mes projets."
                .to_owned(),
        };
        let candidate = stage.candidate(number)?.clone();
        let act = WriteRequest { candidate, seen: 0, request, send };
        stage.office(days).perform(&actor, act).await?;
    }
    Ok(())
}

/// The authority's answers, a week ago; one request is refused, two wait.
pub async fn answers(stage: &Stage<'_>) -> Result<(), Failure> {
    let refused =
        "Une adhésion ne suffit pas : précisez ce que vous y faites et ce dont vous êtes responsable.";
    let answers = [
        ("01936500222", Answer::Accepted, ""),
        ("01936500444", Answer::Accepted, ""),
        ("01936500629", Answer::Accepted, ""),
        ("01936500074", Answer::Accepted, ""),
        ("01936500000", Answer::Accepted, ""),
        ("01936500555", Answer::Refused, refused),
    ];
    for (number, answer, reason) in answers {
        let (candidate, reason) = (stage.candidate(number)?.clone(), reason.to_owned());
        let act = AnswerRequest { candidate, seen: 1, answer, reason };
        stage.office(-7).perform(&stage.authority, act).await?;
    }
    Ok(())
}

/// Yesterday's sheets: two are closed, one lacks a visa.
pub async fn sheets(stage: &Stage<'_>) -> Result<(), Failure> {
    let office = stage.office(-1);
    let lead = stage.actor(SLAM[0]).await?;
    let filled = |mark, appraisal, visas| Filled {
        levels: [3, 3, 2, 3, 3, 3, 3],
        mark,
        appraisal,
        no_table: false,
        visas,
    };
    let clear = "Un engagement suivi, des responsabilités réelles, et des acquis bien reliés à la formation.";
    let brief = "Un engagement sincère ; les acquis restent à relier au diplôme.";
    let heard = [
        ("01936500222", filled("15", clear, 2)),
        ("01936500444", filled("12", brief, 1)),
        ("01936500629", filled("13,5", clear, 2)),
    ];
    for (number, filled) in heard {
        let candidate = stage.candidate(number)?.clone();
        let optional = office.perform(&lead, OpenOptional { candidate }).await?;
        fill(stage, &office, (&optional, SLAM), &filled).await?;
    }
    Ok(())
}

/// The jury has decided one of them.
pub async fn jury(stage: &Stage<'_>, president: &Actor) -> Result<(), Failure> {
    let act = DecideOptionalMark {
        candidate: stage.candidate("01936500222")?.clone(),
        mark: "15".to_owned(),
        remark: String::new(),
    };
    stage.office(0).perform(president, act).await.map(drop)
}
