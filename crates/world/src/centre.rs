//! A session with two schools, the people who may sit on its commissions, and candidates.

use crate::World;
use exam::access::{Actor, Grant, Place, Role};
use exam::candidate::{Preparation, SchoolStatus, Speciality, Track};
use exam::commission::Quality;
use exam::id::{CandidateId, CommissionId, ExaminerId, SchoolId, SessionId};
use jiff::SignedDuration;
use jiff::civil::{Date, Time, date};
use office::Failure;
use office::acts::commissions::{AddExaminer, ComposeCommission, Perimeter};
use office::acts::seats::SeatCandidates;
use office::acts::sessions::AddSchool;
use office::password::FirstPassword;
use store::tables::candidates::{self, Candidate};
use store::tables::commissions;

/// A session of 2026 in two schools.
pub struct Centre {
    /// The academic authority.
    pub authority: Actor,
    /// The session.
    pub session: SessionId,
    /// The lycée Jean Zay: it assesses continuously (CCF).
    pub zay: SchoolId,
    /// The lycée Voltaire: its candidates sit one-off.
    pub voltaire: SchoolId,
    /// The head of Jean Zay.
    pub head: Actor,
    /// Inès Arnaud teaches SLAM in Voltaire.
    pub arnaud: ExaminerId,
    /// Omar Diallo teaches both specialities in Jean Zay.
    pub diallo: ExaminerId,
    /// Marc Bastien, a professional.
    pub bastien: ExaminerId,
    /// Lise Caron, another professional.
    pub caron: ExaminerId,
}

/// A first password that opens nothing: its hash is none.
pub fn no_password() -> FirstPassword {
    FirstPassword { plain: String::new(), hash: String::new() }
}

impl World {
    /// A session with two schools and four people who may sit.
    pub async fn centre(&self) -> Centre {
        let authority = self.authority().await;
        let session = self.session(&authority).await;
        let zay = self.school(&authority, &session, ("0999991A", "Lycée Jean Zay"), true).await;
        let voltaire = self.school(&authority, &session, ("0999992B", "Lycée Voltaire"), false).await;
        let head = self.in_school("Paule Proviseure", Role::HeadOfSchool, &zay).await;
        let sits = async |name: &str, quality, uai: &str| {
            self.examiner(&authority, &session, name, quality, uai).await.unwrap()
        };
        let arnaud = sits("Inès Arnaud", Quality::TeacherSlam, "0999992B").await;
        let diallo = sits("Omar Diallo", Quality::TeacherBoth, "0999991A").await;
        let bastien = sits("Marc Bastien", Quality::Professional, "").await;
        let caron = sits("Lise Caron", Quality::Professional, "").await;
        Centre { authority, session, zay, voltaire, head, arnaud, diallo, bastien, caron }
    }

    /// A school of a session, under contract and approved.
    pub async fn school(
        &self,
        authority: &Actor,
        session: &SessionId,
        (uai, name): (&str, &str),
        runs_ccf: bool,
    ) -> SchoolId {
        let act = AddSchool {
            session: session.clone(),
            uai: uai.to_owned(),
            name: name.to_owned(),
            status: SchoolStatus { public_or_contract: true, approved: true },
            runs_ccf,
        };
        self.office.perform(authority, act).await.unwrap()
    }

    /// Somebody with a role in a school.
    pub async fn in_school(&self, name: &str, role: Role, school: &SchoolId) -> Actor {
        self.person(name, vec![Grant { role, place: Place::School(school.clone()) }]).await
    }

    /// Somebody who may sit on commissions; the login is the name in lower case, with points.
    ///
    /// # Errors
    /// What the office answers.
    pub async fn examiner(
        &self,
        authority: &Actor,
        session: &SessionId,
        name: &str,
        quality: Quality,
        uai: &str,
    ) -> Result<ExaminerId, Failure> {
        let act = AddExaminer {
            perimeter: Perimeter::Session(session.clone()),
            login: name.to_lowercase().replace(' ', "."),
            name: name.to_owned(),
            quality,
            school_uai: uai.to_owned(),
            first: no_password(),
        };
        let login = self.office.perform(authority, act).await?.login;
        let account = self.office.actor(&login).await?.unwrap().account;
        let mut tx = self.db.read().await?;
        Ok(commissions::examiner_of(&mut tx, session, &account).await?.unwrap().id)
    }

    /// The person behind an examiner, with the commissions the person sits on by now.
    pub async fn sitting_as(&self, centre: &Centre, examiner: &ExaminerId) -> Actor {
        let mut tx = self.db.read().await.unwrap();
        let known = commissions::examiner(&mut tx, &centre.session, examiner).await.unwrap().unwrap();
        store::tables::accounts::actor(&mut tx, &known.account).await.unwrap().unwrap()
    }

    /// A candidate of Voltaire, SLAM, one-off, unless changed.
    pub async fn candidate(
        &self,
        centre: &Centre,
        (number, family_name, given_names): (&str, &str, &str),
        change: impl FnOnce(&mut Candidate),
    ) -> CandidateId {
        let mut candidate = Candidate {
            id: format!("{number} of {}", centre.session).into(),
            session: centre.session.clone(),
            school: Some(centre.voltaire.clone()),
            account: None,
            number: number.to_owned(),
            family_name: family_name.to_owned(),
            usage_name: None,
            given_names: given_names.to_owned(),
            email: None,
            birth_date: None,
            class_name: Some("2 SIO".to_owned()),
            preparation: Preparation::School,
            speciality: Speciality::Slam,
            track: Track::OneOff,
            optional_exam: false,
            withdrawn: false,
        };
        change(&mut candidate);
        let mut tx = self.db.write().await.unwrap();
        candidates::upsert(&mut tx, &candidate).await.unwrap();
        tx.commit().await.unwrap();
        candidate.id
    }

    /// The same, in CCF at Jean Zay.
    pub async fn ccf_candidate(&self, centre: &Centre, who: (&str, &str, &str)) -> CandidateId {
        let zay = Some(centre.zay.clone());
        self.candidate(centre, who, |one| (one.school, one.track) = (zay, Track::Continuous)).await
    }

    /// Gives a candidate an account, and says who it is.
    pub async fn account_of(&self, candidate: &CandidateId, name: &str) -> Actor {
        let person = self.person(name, vec![]).await;
        let mut tx = self.db.write().await.unwrap();
        candidates::set_account(&mut tx, candidate, &person.account).await.unwrap();
        tx.commit().await.unwrap();
        self.again(&person).await
    }

    /// A commission of SLAM on the first day of the orals, of the session or of Jean Zay.
    pub async fn composed(
        &self,
        centre: &Centre,
        perimeter: Perimeter,
        number: &str,
        members: (&ExaminerId, &ExaminerId),
    ) -> CommissionId {
        let act = commission(perimeter, number, members, date(2026, 5, 18));
        self.office.perform(&centre.authority, act).await.unwrap()
    }

    /// Seats candidates one hour apart, the first at that hour.
    ///
    /// # Errors
    /// What the office answers.
    pub async fn seat(
        &self,
        actor: &Actor,
        commission: &CommissionId,
        candidates: &[&CandidateId],
        hour: i8,
    ) -> Result<Vec<exam::id::SheetId>, Failure> {
        let act = SeatCandidates {
            commission: commission.clone(),
            candidates: candidates.iter().map(|one| (*one).clone()).collect(),
            first: Time::constant(hour, 0, 0, 0),
            every: SignedDuration::from_hours(1),
        };
        self.office.perform(actor, act).await
    }
}

/// A commission of SLAM, as it is proposed.
pub fn commission(
    perimeter: Perimeter,
    number: &str,
    (lead, second): (&ExaminerId, &ExaminerId),
    held_on: Date,
) -> ComposeCommission {
    ComposeCommission {
        perimeter,
        number: number.to_owned(),
        speciality: Speciality::Slam,
        held_on,
        room: "B 204".to_owned(),
        lead: lead.clone(),
        second: second.clone(),
        no_professional_reason: String::new(),
    }
}
