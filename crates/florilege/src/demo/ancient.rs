//! The session of two years ago: published, kept its time, its purge announced and asked for. Somebody else confirms.

use super::dossiers;
use super::orals::{Filled, Wanted, compose, examiners, fill};
use super::stage::Stage;
use crate::installation::Installation;
use exam::access::{Actor, Grant, Place, Role};
use exam::candidate::Speciality;
use jiff::civil::Date;
use office::Failure;
use office::acts::jury::{DecideMark, PublishResults, SeeJury};
use office::acts::perimeter::Perimeter;
use office::acts::retention::{AnnouncePurge, AskPurge, HoldDocuments};

const SLAM: [&str; 2] = ["arnaud", "olivier"];
const SISR: [&str; 2] = ["haddad", "caron"];

type Heard = (&'static str, Speciality, i64, [&'static str; 2], &'static [&'static str]);

/// Those who are heard: commission, speciality, day, members, and the end of each number.
const HEARD: [Heard; 3] = [
    ("1", Speciality::Slam, -905, SLAM, &["00000", "00037", "00111", "00222", "00407"]),
    ("2", Speciality::Slam, -904, SLAM, &["00444", "00481", "00555", "00629", "00666", "00740"]),
    ("3", Speciality::Sisr, -904, SISR, &["00074", "00148", "00259", "00296", "00370", "00518", "00592"]),
];

/// What the commissions gave, one after the other: levels and a mark.
const GIVEN: [([usize; 7], &str); 5] = [
    ([3, 3, 2, 3, 3, 3, 3], "13"),
    ([2, 2, 2, 1, 2, 2, 3], "10"),
    ([4, 3, 4, 4, 3, 4, 4], "16"),
    ([1, 2, 1, 0, 1, 2, 2], "8"),
    ([3, 2, 3, 2, 2, 3, 2], "11"),
];

/// Opens, fills and publishes the session of two years ago, then goes as far with its purge as one person can.
pub async fn fill_session(
    installation: &Installation,
    authority: &Actor,
    today: Date,
) -> Result<(), Failure> {
    let year = today.year().max(2026) - 2;
    let code = if year < 2025 { "sio-e4-2022" } else { "sio-e5-2026" };
    let days = [-940, -920, -910, -900];
    let mut stage = Stage::open_from(installation, authority, (today, year, code), days).await?;
    stage.import("jean-zay.csv", include_bytes!("../../data/jean-zay-ancienne.csv")).await?;
    dossiers::deposits(&stage, -945).await?;
    let office = stage.office(-915);
    examiners(&stage, &office).await?;
    let perimeter = Perimeter::Session(stage.session.clone());
    let grants = vec![Grant { role: Role::JuryPresident, place: Place::Session(stage.session.clone()) }];
    let president = super::people::create(&office, "presidente-ancienne", "Marthe Roux", grants).await?;
    let jury = ("membre-ancien", "Léon Petit");
    super::jury::opened(&stage, &stage.office(-900), &president, jury).await?;
    let mut nth = 0;
    for (number, speciality, day, members, ends) in HEARD {
        let numbers: Vec<String> = ends.iter().map(|end| format!("017365{end}")).collect();
        let candidates: Vec<&str> = numbers.iter().map(String::as_str).collect();
        let reason =
            if speciality == Speciality::Sisr { "La personne pressentie s’est désistée." } else { "" };
        let room = "B 204";
        let wanted = Wanted { number, speciality, day, room, members, reason, candidates: &candidates };
        let sheets = compose(&stage, (&office, authority, &perimeter), &wanted).await?;
        for (sheet, number) in sheets.iter().zip(&candidates) {
            let (levels, mark) = GIVEN[nth % GIVEN.len()];
            nth += 1;
            let appraisal =
                "Un dossier complet et une présentation assurée ; l’échange a confirmé les acquis.";
            let filled = Filled { levels, mark, appraisal, no_table: false, visas: 2 };
            fill(&stage, &stage.office(day), (sheet, members), &filled).await?;
            let (candidate, remark) = (stage.candidate(number)?.clone(), String::new());
            let act = DecideMark { candidate, mark: mark.to_owned(), remark };
            stage.office(-900).perform(&president, act).await?;
        }
    }
    super::jury::signed(&stage, &stage.office(-900), &president).await?;
    let office = stage.office(-899);
    let seen = office.consult(&president, SeeJury { session: stage.session.clone() }).await?;
    let (session, unheard_seen) = (stage.session.clone(), seen.outlook.unheard);
    office.perform(&president, PublishResults { session, unheard_seen }).await?;
    let (candidate, reason) = (stage.candidate("01736500777")?.clone(), "Recours en cours.".to_owned());
    stage.office(-60).perform(authority, HoldDocuments { candidate, reason }).await?;
    stage.office(-40).perform(authority, AnnouncePurge { perimeter: perimeter.clone() }).await?;
    stage.office(-1).perform(authority, AskPurge { perimeter }).await
}
