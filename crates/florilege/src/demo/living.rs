//! The session under way: dossiers controlled, orals since yesterday, a jury that has begun.

use super::orals::{Filled, Wanted, compose, examiners, fill};
use super::people::join;
use super::stage::{LOVELACE, Stage};
use super::{bundles, convocations, dossiers, looks, optional};
use crate::installation::Installation;
use exam::absence::Justification;
use exam::access::{Actor, Place, Role};
use exam::candidate::Speciality;
use exam::id::SheetId;
use jiff::civil::Date;
use office::Failure;
use office::acts::absences::DecideAbsence;
use office::acts::jury::DecideMark;
use office::acts::perimeter::Perimeter;

const SLAM: [&str; 2] = ["arnaud", "bastien"];
const SISR: [&str; 2] = ["haddad", "caron"];

/// Opens and fills the session of the year.
pub async fn fill_session(
    installation: &Installation,
    authority: &Actor,
    today: Date,
    president: &str,
) -> Result<(), Failure> {
    let year = today.year().max(2026);
    let mut stage = Stage::open(installation, authority, (today, year), [-7, -3, -1, 10]).await?;
    stage.import("jean-zay.csv", include_bytes!("../../data/jean-zay.csv")).await?;
    stage.import("ada-lovelace.csv", include_bytes!("../../data/ada-lovelace.csv")).await?;
    stage.import("cfa-numerique.csv", include_bytes!("../../data/cfa-numerique.csv")).await?;
    dossiers::deposits(&stage, -21).await?;
    looks::all(&stage).await?;
    dossiers::verdicts(&stage).await?;
    let office = stage.office(-4);
    examiners(&stage, &office).await?;
    let place = Place::Session(stage.session.clone());
    let president = join(&office, president, Role::JuryPresident, place).await?;
    optional::requests(&stage).await?;
    one_off(&stage).await?;
    continuous(&stage).await?;
    optional::answers(&stage).await?;
    convocations::sent(&stage).await?;
    optional::sheets(&stage).await?;
    jury(&stage, &president).await?;
    optional::jury(&stage, &president).await?;
    bundles::all(&mut stage, &president).await
}

fn filled(levels: [usize; 7], mark: &'static str, appraisal: &'static str, visas: usize) -> Filled<'static> {
    Filled { levels, mark, appraisal, no_table: false, visas }
}

const GOOD: &str = "Des réalisations solides et variées, une présentation claire. Le travail d’équipe est bien \
                    expliqué ; la mise en production mérite d’être approfondie.";
const FAIR: &str = "Un parcours cohérent. Les réalisations restent guidées : la part personnelle est à \
                    mieux mettre en avant.";
const WEAK: &str = "Le portfolio est présent mais les preuves manquent. Les notions de base sont fragiles.";

/// Yesterday's commission is closed, today's are under way.
async fn one_off(stage: &Stage<'_>) -> Result<(), Failure> {
    let office = stage.office(-4);
    let perimeter = Perimeter::Session(stage.session.clone());
    let by = (&office, &stage.authority, &perimeter);
    let wanted = |number, speciality, (day, room), members, reason, candidates| Wanted {
        number,
        speciality,
        day,
        room,
        members,
        reason,
        candidates,
    };
    let yesterday = ["01936500222", "01936500407", "01936500444", "01936500629"];
    let today = ["01936500481", "01936500555", "01936500000", "01936500740"];
    let others = ["01936500074", "01936500148", "01936500185", "01936500259", "01936500296"];
    let why = "La personne professionnelle pressentie s’est désistée.";
    let past =
        compose(stage, by, &wanted("12", Speciality::Slam, (-1, "B 204"), SLAM, "", &yesterday)).await?;
    let now = compose(stage, by, &wanted("13", Speciality::Slam, (0, "B 204"), SLAM, "", &today)).await?;
    let sisr = compose(stage, by, &wanted("21", Speciality::Sisr, (0, "C 12"), SISR, why, &others)).await?;
    let without_table = Filled { no_table: true, ..filled([2, 2, 1, 0, 2, 2, 2], "11", FAIR, 2) };
    let sheets: [(&SheetId, [&str; 2], Filled<'_>); 7] = [
        (&past[0], SLAM, filled([3, 3, 4, 2, 3, 3, 3], "14,5", GOOD, 2)),
        (&past[1], SLAM, without_table),
        (&past[2], SLAM, filled([2, 2, 2, 2, 1, 2, 3], "11", FAIR, 2)),
        (&past[3], SLAM, filled([3, 2, 3, 3, 3, 2, 3], "13,25", GOOD, 2)),
        (&now[0], SLAM, filled([3, 3, 2, 5, 5, 5, 5], "", "", 0)),
        (&sisr[0], SISR, filled([4, 3, 4, 4, 3, 4, 4], "17", GOOD, 2)),
        (&sisr[1], SISR, filled([1, 1, 2, 0, 1, 1, 1], "7,5", WEAK, 1)),
    ];
    for (index, (sheet, members, filled)) in sheets.iter().enumerate() {
        let office = stage.office(if index < 4 { -1 } else { 0 });
        fill(stage, &office, (*sheet, *members), filled).await?;
    }
    Ok(())
}

/// The lycée's own commission, convened by its head.
async fn continuous(stage: &Stage<'_>) -> Result<(), Failure> {
    let school = stage.school(LOVELACE)?.clone();
    let office = stage.office(-4);
    let head = join(&office, "proviseure", Role::HeadOfSchool, Place::School(school.clone())).await?;
    let perimeter = Perimeter::School(school);
    let wanted = Wanted {
        number: "CCF 1",
        speciality: Speciality::Slam,
        day: 1,
        room: "A 3",
        members: ["nguyen", "olivier"],
        reason: "",
        candidates: &["01936500814", "01936500851"],
    };
    compose(stage, (&office, &head, &perimeter), &wanted).await.map(|_| ())
}

/// The jury has decided two marks; somebody was absent.
async fn jury(stage: &Stage<'_>, president: &Actor) -> Result<(), Failure> {
    let office = stage.office(0);
    super::jury::opened(stage, &office, president, ("membre", "Sofia Benali")).await?;
    let decide = |number: &str, mark: &str, remark: &str| {
        Ok::<_, Failure>(DecideMark {
            candidate: stage.candidate(number)?.clone(),
            mark: mark.to_owned(),
            remark: remark.to_owned(),
        })
    };
    office.perform(president, decide("01936500222", "15", "")?).await?;
    let remark = "Le jury retient le tableau remis en séance : la pénalité n’est pas maintenue.";
    office.perform(president, decide("01936500407", "11", remark)?).await?;
    let absence = DecideAbsence {
        candidate: stage.candidate("01936500777")?.clone(),
        seen: 0,
        justification: Justification::None,
        ground: String::new(),
        decided: None,
        reason: String::new(),
    };
    office.perform(&stage.authority, absence).await.map(|_| ())
}
