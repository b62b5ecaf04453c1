//! Commissions of the demonstration, and the sheets they filled.

use super::people::{create, name as named};
use super::stage::{LOVELACE, Stage, shifted};
use exam::access::Actor;
use exam::candidate::Speciality;
use exam::commission::Quality;
use exam::id::{CommissionId, SheetId};
use exam::sheet::{Change, Field};
use exam::sitting::WhichExam;
use jiff::civil::Time;
use jiff::{SignedDuration, ToSpan};
use office::acts::commissions::{AddExaminer, ComposeCommission, SeeCommissions};
use office::acts::perimeter::Perimeter;
use office::acts::seats::SeatCandidates;
use office::acts::sheets::{GiveVisa, SeeSheet, WriteFields};
use office::{Failure, Office};

/// Those who sit: login, name where the cast has none, quality, school.
const EXAMINERS: [(&str, &str, Quality, &str); 6] = [
    ("arnaud", "", Quality::TeacherSlam, LOVELACE),
    ("bastien", "", Quality::Professional, ""),
    ("haddad", "Karim Haddad", Quality::TeacherSisr, LOVELACE),
    ("caron", "Élise Caron", Quality::TeacherOtherBlock, LOVELACE),
    ("nguyen", "Linh Nguyen", Quality::TeacherBoth, super::stage::ZAY),
    ("olivier", "Paul Olivier", Quality::Professional, ""),
];

/// Adds everybody who may sit.
pub async fn examiners(stage: &Stage<'_>, office: &Office) -> Result<(), Failure> {
    for (login, name, quality, school) in EXAMINERS {
        if office.actor(login).await?.is_none() {
            create(office, login, if name.is_empty() { named(login) } else { name }, vec![]).await?;
        }
        let act = AddExaminer {
            perimeter: Perimeter::Session(stage.session.clone()),
            login: login.to_owned(),
            name: if name.is_empty() { named(login) } else { name }.to_owned(),
            quality,
            school_uai: school.to_owned(),
            first: office.first_password().await?,
        };
        office.perform(&stage.authority, act).await?;
    }
    Ok(())
}

/// A commission as the demonstration composes it.
pub struct Wanted<'a> {
    /// Its number.
    pub number: &'a str,
    /// Its speciality.
    pub speciality: Speciality,
    /// Its day, from today.
    pub day: i64,
    /// Its room.
    pub room: &'a str,
    /// The logins of its two members.
    pub members: [&'a str; 2],
    /// Why no professional sits.
    pub reason: &'a str,
    /// The numbers of those it hears, in order.
    pub candidates: &'a [&'a str],
}

/// Composes a commission and seats its candidates, one an hour from half past eight.
pub async fn compose(
    stage: &Stage<'_>,
    (office, actor, perimeter): (&Office, &Actor, &Perimeter),
    wanted: &Wanted<'_>,
) -> Result<Vec<SheetId>, Failure> {
    let seen = office.consult(actor, SeeCommissions { perimeter: perimeter.clone() }).await?;
    let mut members = vec![];
    for login in wanted.members {
        let account = stage.actor(login).await?.account;
        let member = seen.examiners.iter().find(|one| one.account == account);
        members.push(member.ok_or(Failure::NotFound)?.id.clone());
    }
    let [lead, second] = members.try_into().map_err(|_| Failure::NotFound)?;
    let act = ComposeCommission {
        perimeter: perimeter.clone(),
        number: wanted.number.to_owned(),
        speciality: wanted.speciality,
        held_on: shifted(stage.today, wanted.day.days()),
        room: wanted.room.to_owned(),
        lead,
        second,
        no_professional_reason: wanted.reason.to_owned(),
    };
    let commission: CommissionId = office.perform(actor, act).await?;
    let mut candidates = vec![];
    for number in wanted.candidates {
        candidates.push(stage.candidate(number)?.clone());
    }
    let (first, every) = (Time::constant(8, 30, 0, 0), SignedDuration::from_hours(1));
    office.perform(actor, SeatCandidates { commission, candidates, first, every }).await
}

/// How far a sheet is filled.
#[derive(Debug, Clone, Copy)]
pub struct Filled<'a> {
    /// The levels of the seven lines: 0 « non évaluable » to 4.
    pub levels: [usize; 7],
    /// The mark as typed; empty for none yet.
    pub mark: &'a str,
    /// The appraisal; empty for none yet.
    pub appraisal: &'a str,
    /// No table was handed in.
    pub no_table: bool,
    /// How many visas are given.
    pub visas: usize,
}

/// Fills a sheet as its lead would, then both members sign as far as told.
pub async fn fill(
    stage: &Stage<'_>,
    office: &Office,
    (sheet, members): (&SheetId, [&str; 2]),
    filled: &Filled<'_>,
) -> Result<(), Failure> {
    let lead = stage.actor(members[0]).await?;
    let page = office.consult(&lead, SeeSheet { sheet: sheet.clone() }).await?;
    let referential = &page.session.referential;
    let change = |field: Field, value: &str| Change { field, seen: 0, value: value.to_owned() };
    let mut changes = vec![];
    for (line, level) in referential.lines.iter().zip(filled.levels) {
        let level = referential.levels.get(level).map_or("", |wording| wording.level.code());
        changes.push(change(Field::Level(line.code.clone()), level));
    }
    let texts = match page.which {
        WhichExam::Oral => [
            "Parcours clair, dix minutes tenues ; les deux stages sont bien situés.",
            "Répond avec précision, sait revenir sur ses choix techniques.",
        ],
        WhichExam::Optional => [
            "L’engagement est bien situé, les responsabilités sont expliquées avec des faits.",
            "Relie ce qu’elle y a appris à sa formation, avec du recul.",
        ],
    };
    for (part, text) in referential.parts.iter().zip(texts) {
        changes.push(change(Field::Observations(part.code.clone()), text));
    }
    changes.push(change(Field::Appraisal, filled.appraisal));
    changes.push(change(Field::Mark, filled.mark));
    if filled.no_table {
        changes.push(change(Field::Penalty("no_table".to_owned()), "yes"));
        let reason = "Aucun tableau de synthèse n’a été déposé ni présenté.";
        changes.push(change(Field::PenaltyReason("no_table".to_owned()), reason));
    }
    office.perform(&lead, WriteFields { sheet: sheet.clone(), changes }).await?;
    for login in members.into_iter().take(filled.visas) {
        let member = stage.actor(login).await?;
        let seen = office.consult(&member, SeeSheet { sheet: sheet.clone() }).await?;
        let act = GiveVisa { sheet: sheet.clone(), seen: seen.content.content_hash() };
        office.perform(&member, act).await?;
    }
    Ok(())
}
