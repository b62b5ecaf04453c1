//! The session of next year, being planned: availabilities given and missing, two drafts to compare; the lycée's own
//! timetable in CCF is published.

use super::people::create;
use super::stage::{CFA, LOVELACE, Stage, ZAY, shifted};
use crate::installation::Installation;
use exam::access::{Actor, Role};
use exam::commission::{Field, Proposal, Quality};
use exam::id::ExaminerId;
use exam::planning::Centre;
use exam::sitting::ExtraTime;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use office::acts::commissions::AddExaminer;
use office::acts::oral::ArrangeTime;
use office::acts::people::AddPerson;
use office::acts::perimeter::Perimeter;
use office::acts::timetable::{
    Answer, AnswerProposal, Frame, HalfDay, How, Part, ProposeProfessional, PublishPlan, SeeAnswers,
    SeeBoard, SeeFrame, SeeOwnProposals, SetAnswer, SetFrame, StartPlan,
};
use office::password::FirstPassword;
use office::{Failure, Office};

/// Those who may sit: login, name, quality, school, and how many half-days the person accepts in the session and in the
/// lycée; nothing for no answer.
type Sits = (&'static str, &'static str, Quality, &'static str, [Option<usize>; 2]);

const SITS: [Sits; 10] = [
    ("arnaud", "Inès Arnaud", Quality::TeacherSlam, LOVELACE, [Some(4), Some(2)]),
    ("bastien", "Marc Bastien", Quality::Professional, "", [Some(4), Some(3)]),
    ("haddad", "Karim Haddad", Quality::TeacherSisr, LOVELACE, [Some(3), Some(2)]),
    ("caron", "Élise Caron", Quality::TeacherOtherBlock, LOVELACE, [None, None]),
    ("nguyen", "Linh Nguyen", Quality::TeacherBoth, ZAY, [None, Some(4)]),
    ("olivier", "Paul Olivier", Quality::Professional, "", [Some(3), Some(4)]),
    ("moreau", "Zoé Moreau", Quality::TeacherSlam, CFA, [Some(3), None]),
    ("tessier", "Igor Tessier", Quality::TeacherSisr, CFA, [Some(4), None]),
    ("blanchard", "Rachel Blanchard", Quality::Professional, "", [Some(4), None]),
    ("diop", "Awa Diop", Quality::Professional, "", [None, None]),
];

/// A search that ends in a moment.
const HOW: How = How { seed: 7, moves: 60_000, comparable: false };

fn nobody() -> FirstPassword {
    FirstPassword { plain: String::new(), hash: String::new() }
}

/// Opens the session of next year, ten weeks before its orals.
pub async fn fill_session(
    installation: &Installation,
    authority: &Actor,
    today: Date,
) -> Result<(), Failure> {
    let year = today.year().max(2026) + 1;
    let mut stage = Stage::open(installation, authority, (today, year), [40, 60, 70, 84]).await?;
    for (name, list) in [
        ("jean-zay.csv", include_str!("../../data/jean-zay.csv")),
        ("ada-lovelace.csv", include_str!("../../data/ada-lovelace.csv")),
    ] {
        stage.import(name, list.replace("19365", "20365").as_bytes()).await?;
    }
    let office = stage.office(0);
    let head = people(&stage, &office).await?;
    let extra = ArrangeTime { candidate: stage.candidate("02036500000")?.clone(), extra: ExtraTime::THIRD };
    office.perform(authority, extra).await?;
    proposals(&stage, &office, &head).await?;
    let lycee = Perimeter::School(stage.school(LOVELACE)?.clone());
    framed(&stage, (&office, &head, &lycee), ("Lycée Ada Lovelace", LOVELACE)).await?;
    answers(&stage, (&office, &head, &lycee), 1).await?;
    let plan = draft((&office, &head, &lycee), "CCF du lycée", How { comparable: true, ..HOW }).await?;
    let seen = office.consult(&head, SeeBoard { plan: plan.clone() }).await?.plan.revision;
    let no_professional_reason = "Les personnes professionnelles sollicitées ne sont pas libres.".to_owned();
    let publish = PublishPlan { plan, seen, no_professional_reason, partial: true };
    office.perform(&head, publish).await?;
    let session = Perimeter::Session(stage.session.clone());
    framed(&stage, (&office, authority, &session), ("Lycée Ada Lovelace", LOVELACE)).await?;
    answers(&stage, (&office, authority, &session), 0).await?;
    draft((&office, authority, &session), "Le moins de trajets", HOW).await?;
    draft((&office, authority, &session), "Notes comparables", How { comparable: true, ..HOW })
        .await
        .map(drop)
}

/// Who acts: the head and a teacher of the lycée, and those who may sit.
async fn people(stage: &Stage<'_>, office: &Office) -> Result<Actor, Failure> {
    for (login, name, role) in [
        ("proviseure", super::people::name("proviseure"), Role::HeadOfSchool),
        ("enseignant", super::people::name("enseignant"), Role::Teacher),
    ] {
        let act = AddPerson {
            session: stage.session.clone(),
            login: login.to_owned(),
            name: name.to_owned(),
            role,
            school: Some(stage.school(LOVELACE)?.clone()),
            first: nobody(),
        };
        office.perform(&stage.authority, act).await?;
    }
    for (login, name, quality, school, _) in SITS {
        if office.actor(login).await?.is_none() {
            create(office, login, name, vec![]).await?;
        }
        let act = AddExaminer {
            perimeter: Perimeter::Session(stage.session.clone()),
            login: login.to_owned(),
            name: name.to_owned(),
            quality,
            school_uai: school.to_owned(),
            first: nobody(),
        };
        office.perform(&stage.authority, act).await?;
    }
    stage.actor("proviseure").await
}

/// Two professionals whom the lycée proposes: one is accepted, one waits.
async fn proposals(stage: &Stage<'_>, office: &Office, head: &Actor) -> Result<(), Failure> {
    let school = stage.school(LOVELACE)?.clone();
    let proposal = |name: &str, company: &str, field, email: &str| Proposal {
        name: name.to_owned(),
        company: company.to_owned(),
        field: Some(field),
        email: email.to_owned(),
    };
    create(office, "sadi@exemple.fr", "Rim Sadi", vec![]).await?;
    for proposal in [
        proposal("Rim Sadi", "Coopérative du Libre", Field::Slam, "sadi@exemple.fr"),
        proposal("Yann Le Goff", "Réseaux de l’Ouest", Field::Sisr, "legoff@exemple.fr"),
    ] {
        office.perform(head, ProposeProfessional { school: school.clone(), proposal }).await?;
    }
    let first =
        office.consult(head, SeeOwnProposals { school }).await?.lines.first().map(|one| one.id.clone());
    let proposal = first.ok_or(Failure::NotFound)?;
    let act = AnswerProposal { proposal, accepted: true, reason: String::new(), first: nobody() };
    office.perform(&stage.authority, act).await.map(drop)
}

/// Two working days in one centre.
async fn framed(
    stage: &Stage<'_>,
    (office, actor, perimeter): (&Office, &Actor, &Perimeter),
    (name, school): (&str, &str),
) -> Result<(), Failure> {
    let worked = |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let days = (70..84).map(|days| shifted(stage.today, days.days())).filter(worked).take(2);
    let halves = days.flat_map(|day| [Part::Morning, Part::Afternoon].map(|part| HalfDay { day, part }));
    let frame = Frame {
        halves: halves.collect(),
        centres: vec![Centre {
            id: String::new(),
            name: name.to_owned(),
            school: Some(stage.school(school)?.clone()),
            rooms: vec!["B 204".to_owned(), "B 206".to_owned(), "C 12".to_owned()],
        }],
        answers_until: Some(shifted(stage.today, 55.days())),
        ..Frame::default()
    };
    office.perform(actor, SetFrame { perimeter: perimeter.clone(), seen: 0, frame }).await
}

/// What people answered, each for herself.
async fn answers(
    stage: &Stage<'_>,
    (office, actor, perimeter): (&Office, &Actor, &Perimeter),
    place: usize,
) -> Result<(), Failure> {
    let frame = office.consult(actor, SeeFrame { perimeter: perimeter.clone() }).await?.frame;
    let lines = office.consult(actor, SeeAnswers { perimeter: perimeter.clone() }).await?.lines;
    for (login, _, _, _, accepted) in SITS {
        let Some(most) = accepted[place] else { continue };
        let person = stage.actor(login).await?;
        let own = lines.iter().find(|line| line.examiner.account == person.account);
        let examiner: ExaminerId = own.ok_or(Failure::NotFound)?.examiner.id.clone();
        let act = SetAnswer {
            perimeter: perimeter.clone(),
            examiner,
            seen: 0,
            answer: Answer {
                halves: frame.halves.clone(),
                centres: frame.centres.iter().map(|one| one.id.clone()).collect(),
                most,
                ..Answer::default()
            },
            tutored: None,
            link: None,
        };
        office.perform(&person, act).await?;
    }
    Ok(())
}

async fn draft(
    (office, actor, perimeter): (&Office, &Actor, &Perimeter),
    name: &str,
    how: How,
) -> Result<String, Failure> {
    let act = StartPlan { perimeter: perimeter.clone(), name: name.to_owned(), how, from: None };
    let plan = office.perform(actor, act).await?;
    office.work_out(actor, &plan).await?;
    Ok(plan)
}
