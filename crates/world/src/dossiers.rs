//! Dossiers: candidates with an account of their own, and the pieces they hand in.

use crate::{CERTIFICATE, World, kept};
use exam::access::{Actor, Grant, Place, Role};
use exam::candidate::{Preparation, SchoolStatus, Speciality, Track};
use exam::conformity::{Outcome, PieceVerdict, Verdict};
use exam::dossier::PieceKind;
use exam::id::{CandidateId, DepositId, SchoolId, SessionId};
use office::acts::conformity::GiveVerdict;
use office::acts::sessions::AddSchool;
use store::tables::candidates::{self, Candidate};

/// A synthesis table of the wild, with ticks, gaps and findings.
pub const TABLE_WITH_GAPS: &[u8] = include_bytes!("../../tableau/tests/samples/fond-jaune-dates-excel.xlsx");

/// A candidate and the person behind it. The login is the number.
pub struct Owner {
    /// The person.
    pub actor: Actor,
    /// The candidate.
    pub candidate: CandidateId,
}

impl World {
    /// A candidate of a session, sat one-off, with an account; `number` tells candidates apart.
    pub async fn owner(&self, session: &SessionId, number: &str, name: (&str, &str)) -> Owner {
        self.enrol(session, number, name, None).await
    }

    /// A candidate of a school, sat in CCF, with an account.
    pub async fn pupil(&self, school: (&SessionId, &SchoolId), number: &str, name: (&str, &str)) -> Owner {
        self.enrol(school.0, number, name, Some(school.1)).await
    }

    async fn enrol(
        &self,
        session: &SessionId,
        number: &str,
        (family, given): (&str, &str),
        school: Option<&SchoolId>,
    ) -> Owner {
        let actor = self.person(number, vec![]).await;
        let candidate = Candidate {
            id: format!("candidate-{number}").into(),
            session: session.clone(),
            school: school.cloned(),
            account: Some(actor.account.clone()),
            number: number.to_owned(),
            family_name: family.to_owned(),
            usage_name: None,
            given_names: given.to_owned(),
            email: None,
            birth_date: None,
            class_name: None,
            preparation: Preparation::School,
            speciality: Speciality::Slam,
            track: if school.is_some() { Track::Continuous } else { Track::OneOff },
            optional_exam: false,
            withdrawn: false,
        };
        let mut tx = self.db.write().await.unwrap();
        candidates::upsert(&mut tx, &candidate).await.unwrap();
        candidates::set_account(&mut tx, &candidate.id, &actor.account).await.unwrap();
        tx.commit().await.unwrap();
        Owner { actor: self.again(&actor).await, candidate: candidate.id }
    }

    /// A school that assesses continuously.
    pub async fn ccf_school(&self, authority: &Actor, session: &SessionId) -> SchoolId {
        let act = AddSchool {
            session: session.clone(),
            uai: "0999998Y".to_owned(),
            name: "Lycée Ada Lovelace, Portneuf".to_owned(),
            status: SchoolStatus { public_or_contract: true, approved: true },
            runs_ccf: true,
        };
        self.office.perform(authority, act).await.unwrap()
    }

    /// A teacher of a school.
    pub async fn teacher(&self, name: &str, school: &SchoolId) -> Actor {
        let place = Place::School(school.clone());
        self.person(name, vec![Grant { role: Role::Teacher, place }]).await
    }

    /// Hands in the table of [`TABLE_WITH_GAPS`].
    pub async fn hand_table(&self, owner: &Owner) -> DepositId {
        let bytes = TABLE_WITH_GAPS.to_vec();
        kept(self.office.deposit_table(&owner.actor, &owner.candidate, "tableau.xlsx", bytes).await.unwrap())
    }

    /// Hands in an address.
    pub async fn hand_address(&self, owner: &Owner, address: &str) -> DepositId {
        kept(self.office.deposit_address(&owner.actor, &owner.candidate, address).await.unwrap())
    }

    /// Hands in a certificate.
    pub async fn hand_certificate(&self, owner: &Owner, name: &str) -> DepositId {
        let bytes = CERTIFICATE.to_vec();
        kept(self.office.deposit_certificate(&owner.actor, &owner.candidate, name, bytes).await.unwrap())
    }

    /// Hands in one piece of each kind.
    pub async fn hand_all(&self, owner: &Owner) {
        self.hand_table(owner).await;
        self.hand_address(owner, "https://portfolio.example.fr/sio").await;
        self.hand_certificate(owner, "attestation.pdf").await;
    }

    /// Gives the first verdict on a dossier.
    pub async fn give_verdict(&self, controller: &Actor, candidate: &CandidateId, verdict: Verdict) {
        let act = GiveVerdict { candidate: candidate.clone(), seen: 0, verdict };
        self.office.perform(controller, act).await.unwrap();
    }
}

/// A verdict that finds every piece in order.
pub fn verdict(outcome: Outcome, reason: &str) -> Verdict {
    let pieces = PieceKind::ALL.map(|kind| (kind, PieceVerdict::InOrder)).to_vec();
    Verdict { pieces, outcome, reason: reason.to_owned() }
}
