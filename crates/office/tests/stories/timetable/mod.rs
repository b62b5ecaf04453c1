//! From availabilities to a published timetable.

mod answers;
mod by_hand;
mod day;
mod longer;
mod planned;
mod professionals;

use exam::access::Actor;
use exam::candidate::Track;
use exam::commission::Quality;
use exam::id::{CandidateId, ExaminerId};
use jiff::civil::date;
use office::Failure;
use office::acts::perimeter::Perimeter;
use office::acts::timetable::{
    Answer, AskAnswers, Board, CopyPlan, Draft, Edit, EditPlan, Frame, HalfDay, How, ImportAnswers, Part,
    PublishPlan, RevokeLink, SeeAnswers, SeeBoard, SeeFrame, SeeImport, SeeMoves, SeePlans, SeeProgress,
    SeeStanding, SeeVersion, SetAnswer, SetFrame, StartPlan, StopPlan, TypedTable, UndoEdit,
};
use store::tables::timetable::plans;
use world::{Centre, World};

use super::offers::{Things, Tried};

/// A search that ends in a moment, the same on both engines.
pub const HOW: How = How { seed: 7, moves: 60_000, comparable: false };

pub fn half(day: i8, part: Part) -> HalfDay {
    HalfDay { day: date(2026, 5, day), part }
}

/// Two days in one centre with two rooms.
pub fn frame() -> Frame {
    let both = [Part::Morning, Part::Afternoon];
    Frame {
        halves: [18, 19].into_iter().flat_map(|day| both.map(|part| half(day, part))).collect(),
        centres: vec![exam::planning::Centre {
            id: "zola".into(),
            name: "Lycée Zola".into(),
            school: None,
            rooms: vec!["B 204".into(), "B 206".into()],
        }],
        ..Frame::default()
    }
}

/// A small session ready to be planned.
pub struct Small {
    pub centre: Centre,
    pub place: Perimeter,
    /// Nadia Haddad teaches SLAM, in no candidate's school.
    pub haddad: ExaminerId,
    pub candidates: Vec<CandidateId>,
}

impl Small {
    /// Six candidates of Voltaire, two teachers of another school, two professionals, everybody available.
    pub async fn new(world: &World) -> Self {
        let centre = world.centre().await;
        let place = Perimeter::Session(centre.session.clone());
        let add = world.examiner(
            &centre.authority,
            &centre.session,
            "Nadia Haddad",
            Quality::TeacherSlam,
            "0999991A",
        );
        let haddad = add.await.unwrap();
        let mut candidates = vec![];
        for (number, name) in [
            ("01", "MARTIN"),
            ("02", "BERNARD"),
            ("03", "PETIT"),
            ("04", "DURAND"),
            ("05", "LEROY"),
            ("06", "MOREAU"),
        ] {
            candidates.push(world.candidate(&centre, (number, name, "Alix"), |_| {}).await);
        }
        let act = SetFrame { perimeter: place.clone(), seen: 0, frame: frame() };
        world.office.perform(&centre.authority, act).await.unwrap();
        let small = Self { centre, place, haddad, candidates };
        for who in [&small.centre.diallo, &small.haddad, &small.centre.bastien, &small.centre.caron] {
            small.answers(world, who, frame().halves.into_iter().collect(), 4).await;
        }
        small
    }

    pub async fn answers(&self, world: &World, who: &ExaminerId, halves: Vec<HalfDay>, most: usize) {
        let answer = Answer {
            halves: halves.into_iter().collect(),
            centres: ["zola".to_owned()].into(),
            most,
            ..Answer::default()
        };
        let seen = SeeAnswers { perimeter: self.place.clone() };
        let seen = world.office.consult(&self.centre.authority, seen).await.unwrap();
        let seen = seen.lines.iter().find(|line| line.examiner.id == *who).map_or(0, |line| line.revision);
        let act = SetAnswer {
            perimeter: self.place.clone(),
            examiner: who.clone(),
            seen,
            answer,
            tutored: None,
            link: None,
        };
        world.office.perform(&self.centre.authority, act).await.unwrap();
    }

    /// A plan, worked out.
    pub async fn plan(&self, world: &World, name: &str) -> String {
        let act = StartPlan { perimeter: self.place.clone(), name: name.to_owned(), how: HOW, from: None };
        let id = world.office.perform(&self.centre.authority, act).await.unwrap();
        world.office.work_out(&self.centre.authority, &id).await.unwrap();
        id
    }

    pub async fn board(&self, world: &World, plan: &str) -> Board {
        world.office.consult(&self.centre.authority, SeeBoard { plan: plan.to_owned() }).await.unwrap()
    }

    pub async fn edit(&self, world: &World, plan: &str, edit: Edit, anyway: bool) -> Result<(), Failure> {
        let seen = self.board(world, plan).await.plan.revision;
        let act = EditPlan { plan: plan.to_owned(), seen, edit, anyway };
        world.office.perform(&self.centre.authority, act).await
    }

    pub async fn publish(&self, world: &World, plan: &str) -> Result<i64, Failure> {
        let seen = self.board(world, plan).await.plan.revision;
        let act = PublishPlan {
            plan: plan.to_owned(),
            seen,
            no_professional_reason: String::new(),
            partial: false,
        };
        world.office.perform(&self.centre.authority, act).await
    }
}

/// What of the timetable is tried in the walk over the rights.
pub const OFFERS: &[(&str, exam::access::Act, bool)] = {
    use exam::access::Act::{
        AnswerProposal, GiveAvailability, PlanTimetable, ProposeProfessional, PublishTimetable,
    };
    &[
        ("set frame", PlanTimetable, true),
        ("see frame", PlanTimetable, false),
        ("give availability", GiveAvailability, true),
        ("give availability one-off", GiveAvailability, true),
        ("see availabilities", PlanTimetable, false),
        ("ask availabilities", PlanTimetable, true),
        ("revoke link", PlanTimetable, true),
        ("see import of availabilities", PlanTimetable, false),
        ("workbook of availabilities", PlanTimetable, false),
        ("read availabilities", PlanTimetable, true),
        ("import availabilities", PlanTimetable, true),
        ("start plan", PlanTimetable, true),
        ("see plans", PlanTimetable, false),
        ("see standing", PlanTimetable, false),
        ("see moves", PlanTimetable, false),
        ("see plans one-off", PlanTimetable, false),
        ("copy plan", PlanTimetable, true),
        ("stop plan", PlanTimetable, true),
        ("see progress", PlanTimetable, false),
        ("see board", PlanTimetable, false),
        ("edit plan", PlanTimetable, true),
        ("undo edit", PlanTimetable, true),
        ("repair timetable", PlanTimetable, true),
        ("publish timetable", PublishTimetable, true),
        ("publish timetable one-off", PublishTimetable, true),
        ("see version", PlanTimetable, false),
        ("propose professional", ProposeProfessional, true),
        ("withdraw proposal", ProposeProfessional, true),
        ("see own proposals", ProposeProfessional, false),
        ("answer proposal", AnswerProposal, true),
        ("see proposals", AnswerProposal, false),
    ]
};

const CCF: &str = "plan of the school";
const ONE_OFF: &str = "plan of the session";

/// A draft of the school and one of the session, for the walk over the rights.
pub async fn drafts(world: &World, things: &Things) {
    let mut tx = world.db.write().await.unwrap();
    for (id, place) in
        [(CCF, ("school", things.zay.as_str())), (ONE_OFF, ("session", things.session.as_str()))]
    {
        let plan = plans::Plan {
            id: id.to_owned(),
            place_kind: place.0.to_owned(),
            place_id: place.1.to_owned(),
            name: "Essai".to_owned(),
            working: false,
            content: serde_json::to_string(&Draft::default()).unwrap(),
            progress: String::new(),
            stop_asked: false,
            beat_at: world.office.now(),
            revision: 1,
            made_by: things.centre.authority.account.clone(),
            made_at: world.office.now(),
        };
        plans::insert(&mut tx, &plan).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Tries one of [`OFFERS`]: nothing is written, even where the right is there.
pub async fn offer(world: &World, things: &Things, name: &str, who: &Actor) -> Option<Tried> {
    let one_off = name.ends_with(" one-off");
    let office = &world.office;
    let perimeter = if one_off { Perimeter::Session(things.session.clone()) } else { things.perimeter() };
    let mut subject = if one_off { things.of_session() } else { things.of_school() };
    subject.track = Some(if one_off { Track::OneOff } else { Track::Continuous });
    let examiner = things.centre.diallo.clone();
    let plan = if one_off { ONE_OFF.to_owned() } else { CCF.to_owned() };
    let answer = match name.trim_end_matches(" one-off") {
        "set frame" => office.perform(who, SetFrame { perimeter, seen: 99, frame: Frame::default() }).await,
        "see frame" => office.consult(who, SeeFrame { perimeter }).await.map(drop),
        "give availability" => {
            let answer = Answer::default();
            let act = SetAnswer {
                perimeter,
                examiner: examiner.clone(),
                seen: 99,
                answer,
                tutored: None,
                link: None,
            };
            subject.account = Some(world.sitting_as(&things.centre, &examiner).await.account);
            office.perform(who, act).await.map(drop)
        }
        "see availabilities" => office.consult(who, SeeAnswers { perimeter }).await.map(drop),
        "ask availabilities" => {
            let act = AskAnswers { perimeter, examiners: vec![], origin: String::new() };
            office.perform(who, act).await.map(drop)
        }
        "revoke link" => office.perform(who, RevokeLink { perimeter, examiner: "nobody".into() }).await,
        "see import of availabilities" => {
            office.consult(who, SeeImport { perimeter, table: TypedTable::default() }).await.map(drop)
        }
        "workbook of availabilities" => office.print_availabilities(who, &perimeter).await.map(drop),
        "read availabilities" => {
            office.read_availabilities(who, &perimeter, ("a.csv", b"a;b".to_vec())).await.map(drop)
        }
        "import availabilities" => {
            office.perform(who, ImportAnswers { perimeter, table: TypedTable::default() }).await.map(drop)
        }
        "start plan" => {
            let act = StartPlan { perimeter, name: String::new(), how: HOW, from: None };
            office.perform(who, act).await.map(drop)
        }
        "see standing" => office.consult(who, SeeStanding { perimeter }).await.map(drop),
        "see moves" => {
            office.consult(who, SeeMoves { plan, candidate: things.one_off.clone() }).await.map(drop)
        }
        "see plans" => office.consult(who, SeePlans { perimeter }).await.map(drop),
        "copy plan" => office.perform(who, CopyPlan { plan, name: String::new() }).await.map(drop),
        "stop plan" => office.perform(who, StopPlan { plan }).await,
        "see progress" => office.consult(who, SeeProgress { plan }).await.map(drop),
        "see board" => office.consult(who, SeeBoard { plan }).await.map(drop),
        "edit plan" => {
            let edit = Edit::Close { session: "none".to_owned() };
            office.perform(who, EditPlan { plan, seen: 99, edit, anyway: false }).await
        }
        "undo edit" => office.perform(who, UndoEdit { plan, seen: 99 }).await,
        "repair timetable" => {
            office.repair(who, &perimeter, &examiner, &[half(18, Part::Morning)].into()).await.map(drop)
        }
        "publish timetable" => {
            let act = PublishPlan { plan, seen: 99, no_professional_reason: String::new(), partial: false };
            office.perform(who, act).await.map(drop)
        }
        "see version" => office.consult(who, SeeVersion { perimeter, number: 99 }).await.map(drop),
        _ => return professionals::offer(world, things, name, who).await,
    };
    Some((subject, answer))
}
