//! Every act and every view, each as somebody would try it. Where the right is there, another rule refuses: the walk
//! over the rights changes nothing.

use exam::absence::Justification;
use exam::access::{Actor, Role, Subject};
use exam::candidate::{SchoolStatus, Speciality, Track};
use exam::commission::Quality;
use exam::conformity::{Outcome, Verdict};
use exam::dossier::periods::Period;
use exam::id::{CandidateId, CommissionId, NoticeId, SchoolId, SessionId, SheetId};
use jiff::SignedDuration;
use jiff::civil::{Time, date};
use office::Failure;
use office::acts::absences::{DecideAbsence, SeeAbsences};
use office::acts::accounts::CreateAccount;
use office::acts::certificates::TellPeriod;
use office::acts::classes::SeeClass;
use office::acts::commissions::{AddExaminer, ComposeCommission, Perimeter, SeeCommissions};
use office::acts::conformity::{GiveVerdict, SeeConformity};
use office::acts::days::SeeDay;
use office::acts::deposits::WithdrawCertificate;
use office::acts::dossiers::{SeeDossier, SeeOwnDossier};
use office::acts::jury::{DecideMark, PublishResults, SeeJury, SeeOwnResult};
use office::acts::people::{AddPerson, SeePeople, TieCandidate};
use office::acts::rosters::{ApplyRoster, SeeRosterPlan};
use office::acts::seats::{SeatCandidates, SeeSeats, UnseatCandidate};
use office::acts::sessions::{AddSchool, Dates, OpenSession, SeeSession, SetDates};
use office::acts::sheets::{GiveVisa, ReopenSheet, SeeSheet, WriteFields};
use world::{Centre, World, no_password};

mod offered;

pub use offered::OFFERS;

/// What is acted upon.
pub struct Things {
    /// The session, its two schools and its people.
    pub centre: Centre,
    /// The session.
    pub session: SessionId,
    /// The school of [`Things::candidate`].
    pub zay: SchoolId,
    /// The other school.
    pub voltaire: SchoolId,
    /// The commission of [`Things::candidate`].
    pub commission: CommissionId,
    /// Noor, in CCF at Jean Zay, whose sheet is begun.
    pub candidate: CandidateId,
    /// Alix, one-off, not seated.
    pub one_off: CandidateId,
    sheet: SheetId,
    /// What Noor was told: when the oral is.
    pub notice: NoticeId,
    /// What Omar Diallo was told: his visa counts no longer.
    pub member_notice: NoticeId,
}

impl Things {
    /// A session in which every act has something to act upon, on the day of the oral.
    pub async fn new(world: &World) -> Self {
        let centre = world.centre().await;
        let candidate = world.ccf_candidate(&centre, ("04", "AZIZ", "Noor")).await;
        let one_off = world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
        world.account_of(&candidate, "Noor Aziz").await;
        world.account_of(&one_off, "Alix Martin").await;
        let here = Perimeter::School(centre.zay.clone());
        let commission = world.composed(&centre, here, "Z1", (&centre.diallo, &centre.caron)).await;
        let sheets = world.seat(&centre.head, &commission, &[&candidate], 8).await.unwrap();
        world.outside.set("2026-05-18T06:00:00Z".parse().unwrap());
        let diallo = world.sitting_as(&centre, &centre.diallo).await;
        let changes = vec![world::change(exam::sheet::Field::Appraisal, "Commencée.")];
        let begin = WriteFields { sheet: sheets[0].clone(), changes };
        world.office.perform(&diallo, begin).await.unwrap();
        let notice = world.told(&candidate).await;
        let member_notice = world.told_of_visa(&diallo, &sheets[0]).await;
        Self {
            notice,
            member_notice,
            session: centre.session.clone(),
            zay: centre.zay.clone(),
            voltaire: centre.voltaire.clone(),
            sheet: sheets[0].clone(),
            commission,
            candidate,
            one_off,
            centre,
        }
    }

    /// Somebody who is none of those who try.
    pub fn somebody(&self) -> Actor {
        self.centre.authority.clone()
    }

    /// The session, as the rights see it.
    pub fn of_session(&self) -> Subject {
        Subject { session: Some(self.session.clone()), ..Subject::default() }
    }

    pub fn of_school(&self) -> Subject {
        let school = Some(self.zay.clone());
        Subject { school, track: Some(Track::Continuous), ..self.of_session() }
    }

    fn of_commission(&self) -> Subject {
        Subject { commission: Some(self.commission.clone()), ..self.of_school() }
    }

    /// The candidate, as the rights see it.
    pub fn of_candidate(&self) -> Subject {
        Subject { candidate: Some(self.candidate.clone()), ..self.of_commission() }
    }

    pub fn of_one_off(&self) -> Subject {
        Subject {
            school: Some(self.voltaire.clone()),
            track: Some(Track::OneOff),
            candidate: Some(self.one_off.clone()),
            ..self.of_session()
        }
    }

    pub fn perimeter(&self) -> Perimeter {
        Perimeter::School(self.zay.clone())
    }
}

/// What was tried: what it is about, and what came of it.
pub type Tried = (Subject, Result<(), Failure>);

/// Tries one of [`OFFERS`]; says what it is about, as the rights see it, and what came of it.
pub async fn offer(world: &World, things: &Things, name: &str, who: &Actor) -> Tried {
    if let Some(tried) = session_acts(world, things, name, who).await {
        return tried;
    }
    if let Some(tried) = commission_acts(world, things, name, who).await {
        return tried;
    }
    if let Some(tried) = dossier_acts(world, things, name, who).await {
        return tried;
    }
    if let Some(tried) = sheet_acts(world, things, name, who).await {
        return tried;
    }
    if let Some(tried) = super::notices::offer(world, things, name, who).await {
        return tried;
    }
    if let Some(tried) = super::online::offer(world, things, name, who).await {
        return tried;
    }
    if let Some(tried) = super::accounts::offer(world, things, name, who).await {
        return tried;
    }
    match views(world, things, name, who).await {
        Some(tried) => tried,
        None => panic!("nobody knows how to {name}"),
    }
}

async fn session_acts(world: &World, things: &Things, name: &str, who: &Actor) -> Option<Tried> {
    let (office, session) = (&world.office, things.session.clone());
    let nothing = String::new;
    let dates = Dates {
        dossier_due: date(2026, 4, 4),
        reading_from: date(2026, 5, 5),
        orals_from: date(2026, 5, 18),
        orals_to: date(2026, 5, 29),
    };
    let answer = match name {
        "create account" => {
            let (grants, email, password_hash) = (vec![], None, None);
            let (login, name, provisional) = (nothing(), nothing(), false);
            let act = CreateAccount { login, name, email, password_hash, provisional, grants };
            return Some((Subject::default(), office.perform(who, act).await.map(drop)));
        }
        "open session" => {
            let (academy, referential, zone) = (nothing(), nothing(), nothing());
            let act = OpenSession { academy, year: 2026, referential, zone, dates };
            return Some((Subject::default(), office.perform(who, act).await.map(drop)));
        }
        "add person" => {
            let (login, name, first) = (nothing(), nothing(), no_password());
            let act = AddPerson { session, login, name, role: Role::Candidate, school: None, first };
            office.perform(who, act).await.map(drop)
        }
        "open access" => office.open_access(who, &session).await.map(drop),
        "tie candidate" => {
            let candidate = things.candidate.clone();
            office.perform(who, TieCandidate { session, candidate, login: "nobody".to_owned() }).await
        }
        "set dates" => office.perform(who, SetDates { session, seen: 99, dates }).await,
        "add school" => {
            let status = SchoolStatus { public_or_contract: true, approved: true };
            let act = AddSchool { session, uai: nothing(), name: nothing(), status, runs_ccf: false };
            office.perform(who, act).await.map(drop)
        }
        "read roster" => office.read_roster(who, &session, "x.csv", b"bonjour".to_vec()).await.map(drop),
        "apply roster" => {
            office.perform(who, ApplyRoster { session, draft: "none".to_owned() }).await.map(drop)
        }
        "publish" => office.perform(who, PublishResults { session, unheard_seen: 99 }).await,
        _ => return None,
    };
    Some((things.of_session(), answer))
}

async fn commission_acts(world: &World, things: &Things, name: &str, who: &Actor) -> Option<Tried> {
    let (office, perimeter) = (&world.office, things.perimeter());
    let nothing = String::new;
    Some(match name {
        "add examiner" => {
            let (login, name, school_uai) = (nothing(), nothing(), nothing());
            let (quality, first) = (Quality::TeacherSisr, no_password());
            let act = AddExaminer { perimeter, login, name, quality, school_uai, first };
            (things.of_school(), office.perform(who, act).await.map(drop))
        }
        "compose" => {
            let act = ComposeCommission {
                perimeter,
                number: nothing(),
                speciality: Speciality::Slam,
                held_on: date(2026, 5, 18),
                room: nothing(),
                lead: things.centre.diallo.clone(),
                second: things.centre.caron.clone(),
                no_professional_reason: nothing(),
            };
            (things.of_school(), office.perform(who, act).await.map(drop))
        }
        "seat" => {
            let act = SeatCandidates {
                commission: things.commission.clone(),
                candidates: vec![],
                first: Time::constant(8, 0, 0, 0),
                every: SignedDuration::from_hours(1),
            };
            (things.of_commission(), office.perform(who, act).await.map(drop))
        }
        "unseat" => {
            let act = UnseatCandidate { candidate: things.candidate.clone() };
            (things.of_candidate(), office.perform(who, act).await.map(drop))
        }
        _ => return None,
    })
}

async fn dossier_acts(world: &World, things: &Things, name: &str, who: &Actor) -> Option<Tried> {
    let office = &world.office;
    let one_off = name.ends_with("one-off");
    let candidate = if one_off { things.one_off.clone() } else { things.candidate.clone() };
    let subject = if one_off { things.of_one_off() } else { things.of_candidate() };
    let answer = match name {
        "deposit address" => office.deposit_address(who, &candidate, "").await.map(drop),
        "deposit certificate" => {
            office.deposit_certificate(who, &candidate, "a.pdf", b"<html>".to_vec()).await.map(drop)
        }
        "deposit table" => {
            office.deposit_table(who, &candidate, "a.xlsx", b"bonjour".to_vec()).await.map(drop)
        }
        "withdraw" => office.perform(who, WithdrawCertificate { candidate, deposit: "none".into() }).await,
        "tell period" => {
            let period = Period { from: date(2025, 5, 19), to: date(2025, 6, 20) };
            office.perform(who, TellPeriod { candidate, deposit: "none".into(), period }).await
        }
        "give verdict" | "give verdict one-off" => {
            let verdict = Verdict { pieces: vec![], outcome: Outcome::Conform, reason: String::new() };
            office.perform(who, GiveVerdict { candidate, seen: 0, verdict }).await
        }
        "decide absence" | "decide absence one-off" => {
            let act = DecideAbsence {
                candidate,
                seen: 99,
                justification: Justification::None,
                ground: String::new(),
                decided: None,
                reason: String::new(),
            };
            office.perform(who, act).await.map(drop)
        }
        "decide mark" => {
            let act = DecideMark { candidate, mark: "abc".to_owned(), remark: String::new() };
            office.perform(who, act).await.map(drop)
        }
        _ => return None,
    };
    Some((subject, answer))
}

async fn sheet_acts(world: &World, things: &Things, name: &str, who: &Actor) -> Option<Tried> {
    let (office, sheet) = (&world.office, things.sheet.clone());
    let answer = match name {
        "write sheet" => office.perform(who, WriteFields { sheet, changes: vec![] }).await.map(drop),
        "give visa" => office.perform(who, GiveVisa { sheet, seen: String::new() }).await,
        "reopen" => office.perform(who, ReopenSheet { sheet, reason: String::new() }).await,
        "see sheet" => office.consult(who, SeeSheet { sheet }).await.map(drop),
        _ => return None,
    };
    Some((things.of_candidate(), answer))
}

async fn views(world: &World, things: &Things, name: &str, who: &Actor) -> Option<Tried> {
    let (office, session) = (&world.office, things.session.clone());
    let (candidate, one_off) = (things.candidate.clone(), things.one_off.clone());
    let (commission, perimeter) = (things.commission.clone(), things.perimeter());
    let in_session = Subject { track: Some(Track::OneOff), ..things.of_session() };
    Some(match name {
        "see people" => (things.of_session(), office.consult(who, SeePeople { session }).await.map(drop)),
        "see session" => (things.of_session(), office.consult(who, SeeSession { session }).await.map(drop)),
        "see jury" => (things.of_session(), office.consult(who, SeeJury { session }).await.map(drop)),
        "see roster plan" => {
            let view = SeeRosterPlan { session, draft: "none".to_owned() };
            (things.of_session(), office.consult(who, view).await.map(drop))
        }
        "see commissions" => {
            (things.of_school(), office.consult(who, SeeCommissions { perimeter }).await.map(drop))
        }
        "see class" => (things.of_school(), office.consult(who, SeeClass { perimeter }).await.map(drop)),
        "see class of session" => {
            let view = SeeClass { perimeter: Perimeter::Session(session) };
            (things.of_session(), office.consult(who, view).await.map(drop))
        }
        "see conformity" => {
            (things.of_school(), office.consult(who, SeeConformity { perimeter }).await.map(drop))
        }
        "see conformity one-off" => {
            let view = SeeConformity { perimeter: Perimeter::Session(session) };
            (in_session, office.consult(who, view).await.map(drop))
        }
        "see seats" => (things.of_commission(), office.consult(who, SeeSeats { commission }).await.map(drop)),
        "see day" => (things.of_commission(), office.consult(who, SeeDay { commission }).await.map(drop)),
        "see own dossier" => {
            (things.of_candidate(), office.consult(who, SeeOwnDossier { candidate }).await.map(drop))
        }
        "see dossier" => {
            (things.of_candidate(), office.consult(who, SeeDossier { candidate }).await.map(drop))
        }
        "see dossier one-off" => {
            (things.of_one_off(), office.consult(who, SeeDossier { candidate: one_off }).await.map(drop))
        }
        "see absences" => {
            (things.of_candidate(), office.consult(who, SeeAbsences { candidate }).await.map(drop))
        }
        "see own result" => {
            (things.of_candidate(), office.consult(who, SeeOwnResult { candidate }).await.map(drop))
        }
        _ => return None,
    })
}
