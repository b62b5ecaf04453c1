//! The day of the oral: a commission of two, and a candidate before it.

use crate::World;
use exam::access::Actor;
use exam::candidate::{Preparation, Speciality, Track};
use exam::commission::Quality;
use exam::grid::Level;
use exam::id::{AccountId, CandidateId, CommissionId, ExaminerId, SessionId, SheetId};
use exam::sheet::{Change, Field};
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use office::acts::jury::DecideMark;
use office::acts::sheets::{GiveVisa, SeeSheet, WriteFields};
use store::Tx;
use store::tables::candidates::{self, Candidate};
use store::tables::commissions::{self, Commission, Examiner};
use store::tables::sheets::{self, Sitting};

/// Two examiners, one candidate, one sheet; it is 9 o'clock on 18 May 2026.
pub struct ExamDay {
    /// The session.
    pub session: SessionId,
    /// The teacher of the speciality.
    pub arnaud: Actor,
    /// The professional.
    pub bastien: Actor,
    /// The candidate.
    pub alix: Actor,
    /// The candidate's identifier.
    pub candidate: CandidateId,
    /// The sheet.
    pub sheet: SheetId,
}

impl World {
    /// A commission of SLAM with its candidate, and the clock turned to that day.
    pub async fn exam_day(&self) -> ExamDay {
        let authority = self.authority().await;
        let session = self.session(&authority).await;
        let arnaud = self.person("Inès Arnaud", vec![]).await;
        let bastien = self.person("Marc Bastien", vec![]).await;
        let alix = self.person("Alix Martin", vec![]).await;
        let (candidate, sheet) = (CandidateId::from("alix"), SheetId::from("sheet"));
        let mut tx = self.db.write().await.unwrap();
        candidates::upsert(&mut tx, &martin(&session, &candidate, &alix.account)).await.unwrap();
        candidates::set_account(&mut tx, &candidate, &alix.account).await.unwrap();
        let lead = examiner(&mut tx, &session, &arnaud, Quality::TeacherSlam).await;
        let second = examiner(&mut tx, &session, &bastien, Quality::Professional).await;
        let commission = slam(&session, lead, second);
        commissions::insert(&mut tx, &commission).await.unwrap();
        let starts_at = "2026-05-18T07:30:00Z".parse().unwrap();
        let sitting = Sitting {
            sheet: sheet.clone(),
            candidate: candidate.clone(),
            commission: commission.id,
            starts_at,
        };
        sheets::insert(&mut tx, &sitting).await.unwrap();
        tx.commit().await.unwrap();
        self.outside.set("2026-05-18T07:00:00Z".parse().unwrap());
        let (arnaud, bastien) = (self.again(&arnaud).await, self.again(&bastien).await);
        let alix = self.again(&alix).await;
        ExamDay { session, arnaud, bastien, alix, candidate, sheet }
    }

    /// Fills a sheet whole, with a mark as typed.
    pub async fn fill(&self, day: &ExamDay, mark: &str) {
        let page = self.office.consult(&day.arnaud, SeeSheet { sheet: day.sheet.clone() }).await.unwrap();
        let level = Level::WellMastered.code();
        let lines = page.session.referential.lines.iter();
        let mut changes: Vec<_> = lines.map(|line| change(Field::Level(line.code.clone()), level)).collect();
        changes.push(change(Field::Mark, mark));
        changes.push(change(Field::Appraisal, "Des réalisations solides, une présentation claire."));
        self.office.perform(&day.arnaud, WriteFields { sheet: day.sheet.clone(), changes }).await.unwrap();
    }

    /// Gives a member's visa over the sheet as it stands.
    pub async fn sign(&self, day: &ExamDay, member: &Actor) {
        let page = self.office.consult(member, SeeSheet { sheet: day.sheet.clone() }).await.unwrap();
        let act = GiveVisa { sheet: day.sheet.clone(), seen: page.content.content_hash() };
        self.office.perform(member, act).await.unwrap();
    }

    /// One more candidate before the same commission, `nth` hours after the first.
    pub async fn beside(&self, day: &ExamDay, number: &str, nth: usize) -> SheetId {
        let (id, sheet) = (CandidateId::from(number), SheetId::from(format!("sheet {number}")));
        let mut tx = self.db.write().await.unwrap();
        let known = candidates::find(&mut tx, &day.candidate).await.unwrap().unwrap();
        let candidate = Candidate { id: id.clone(), account: None, number: number.to_owned(), ..known };
        candidates::upsert(&mut tx, &candidate).await.unwrap();
        let first: Timestamp = "2026-05-18T07:30:00Z".parse().unwrap();
        let starts_at = first + SignedDuration::from_hours(i64::try_from(nth + 1).unwrap());
        let sitting = Sitting {
            sheet: sheet.clone(),
            candidate: id,
            commission: CommissionId::from("commission"),
            starts_at,
        };
        sheets::insert(&mut tx, &sitting).await.unwrap();
        let entry = (Field::Appraisal, "Commencée.");
        let by = (&day.arnaud.account, starts_at);
        sheets::write(&mut tx, &sheet, &entry.0, entry.1, 1, by).await.unwrap();
        tx.commit().await.unwrap();
        sheet
    }

    /// The whole way: filled with a mark, signed by both, decided by the jury. Says who decided.
    pub async fn decided(&self, day: &ExamDay, proposed: &str, decided: &str) -> Actor {
        self.fill(day, proposed).await;
        self.sign(day, &day.arnaud).await;
        self.sign(day, &day.bastien).await;
        let president = self.president(&day.session).await;
        let act = DecideMark {
            candidate: day.candidate.clone(),
            mark: decided.to_owned(),
            remark: "Examen du dossier.".to_owned(),
        };
        self.office.perform(&president, act).await.unwrap();
        president
    }
}

/// A change of a field that was never written.
pub fn change(field: Field, value: &str) -> Change {
    Change { field, seen: 0, value: value.to_owned() }
}

async fn examiner(tx: &mut Tx, session: &SessionId, actor: &Actor, quality: Quality) -> ExaminerId {
    let examiner = Examiner {
        id: format!("examiner {}", actor.name).into(),
        session: session.clone(),
        account: actor.account.clone(),
        name: actor.name.clone(),
        school: None,
        quality,
    };
    commissions::insert_examiner(tx, &examiner).await.unwrap();
    examiner.id
}

fn slam(session: &SessionId, lead: ExaminerId, second: ExaminerId) -> Commission {
    Commission {
        id: CommissionId::from("commission"),
        session: session.clone(),
        school: None,
        number: "12".to_owned(),
        speciality: Speciality::Slam,
        track: Track::OneOff,
        held_on: date(2026, 5, 18),
        room: "B 204".to_owned(),
        lead,
        second,
        no_professional_reason: String::new(),
    }
}

fn martin(session: &SessionId, id: &CandidateId, account: &AccountId) -> Candidate {
    Candidate {
        id: id.clone(),
        session: session.clone(),
        school: None,
        account: Some(account.clone()),
        number: "01936500000".to_owned(),
        family_name: "MARTIN".to_owned(),
        usage_name: None,
        given_names: "Alix".to_owned(),
        email: None,
        birth_date: None,
        class_name: None,
        preparation: Preparation::School,
        speciality: Speciality::Slam,
        track: Track::OneOff,
        optional_exam: false,
        withdrawn: false,
    }
}
