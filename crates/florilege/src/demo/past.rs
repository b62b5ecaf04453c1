//! The session before: everything is decided and published.

use super::claims::{self, TELLING};
use super::dossiers;
use super::orals::{Filled, Wanted, compose, examiners, fill};
use super::stage::Stage;
use crate::installation::Installation;
use exam::access::{Actor, Grant, Place, Role};
use exam::candidate::Speciality;
use jiff::civil::Date;
use office::Failure;
use office::acts::jury::{DecideMark, PublishResults};
use office::acts::perimeter::Perimeter;

const MEMBERS: [&str; 2] = ["arnaud", "olivier"];
const HEARD: [&str; 4] = ["01836500000", "01836500037", "01836500074", "01836500111"];

/// Opens, fills and publishes the session of the year before.
pub async fn fill_session(
    installation: &Installation,
    authority: &Actor,
    today: Date,
) -> Result<(), Failure> {
    let year = today.year().max(2026) - 1;
    let mut stage = Stage::open(installation, authority, (today, year), [-60, -40, -30, -20]).await?;
    stage.import("jean-zay.csv", include_bytes!("../../data/jean-zay-precedente.csv")).await?;
    dossiers::deposits(&stage, -70).await?;
    let office = stage.office(-35);
    examiners(&stage, &office).await?;
    let place = Place::Session(stage.session.clone());
    let grants = vec![Grant { role: Role::JuryPresident, place }];
    let president = super::people::create(&office, "presidente-precedente", "Odile Fabre", grants).await?;
    let wanted = Wanted {
        number: "3",
        speciality: Speciality::Slam,
        day: -28,
        room: "B 204",
        members: MEMBERS,
        reason: "",
        candidates: &HEARD,
    };
    let perimeter = Perimeter::Session(stage.session.clone());
    let sheets = compose(&stage, (&office, authority, &perimeter), &wanted).await?;
    let jury = ("membre-precedent", "Yann Morvan");
    super::jury::opened(&stage, &stage.office(-20), &president, jury).await?;
    let marks = [("13", "14"), ("9,5", "10"), ("16", "16"), ("11", "11")];
    let appraisal = "Un dossier complet et une présentation assurée ; l’échange a confirmé les acquis.";
    for ((sheet, number), (mark, decided)) in sheets.iter().zip(HEARD).zip(marks) {
        let appraisal = if mark == "9,5" { TELLING } else { appraisal };
        let filled = Filled { levels: [3, 2, 3, 2, 3, 3, 2], mark, appraisal, no_table: false, visas: 2 };
        fill(&stage, &stage.office(-28), (sheet, MEMBERS), &filled).await?;
        let act = DecideMark {
            candidate: stage.candidate(number)?.clone(),
            mark: decided.to_owned(),
            remark: "Examen du dossier par le jury.".to_owned(),
        };
        stage.office(-20).perform(&president, act).await?;
    }
    super::jury::signed(&stage, &stage.office(-20), &president).await?;
    let publish = PublishResults { session: stage.session.clone(), unheard_seen: 0 };
    stage.office(-19).perform(&president, publish).await?;
    claims::ask(&stage).await
}
