//! The sessions of the demonstration: opened, with their schools, their candidates and their accounts.

use super::people::create;
use crate::installation::Installation;
use crate::outside::Shifted;
use exam::access::Actor;
use exam::candidate::SchoolStatus;
use exam::id::{CandidateId, SchoolId, SessionId};
use jiff::civil::Date;
use jiff::{SignedDuration, Span, ToSpan};
use office::acts::people::TieCandidate;
use office::acts::rosters::{ApplyRoster, Read};
use office::acts::sessions::{AddSchool, OpenSession, SeeSession};
use office::{Failure, Office};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::tables::sessions::Dates;

/// A session of the demonstration, and the people who act in it.
pub struct Stage<'a> {
    installation: &'a Installation,
    /// The academic authority.
    pub authority: Actor,
    /// The day on which the demonstration was prepared.
    pub today: Date,
    /// The session.
    pub session: SessionId,
    /// Its schools, by their number (UAI).
    pub schools: BTreeMap<&'static str, SchoolId>,
    /// Its candidates, by their number.
    pub candidates: BTreeMap<String, CandidateId>,
}

/// A day before or after another.
pub fn shifted(day: Date, span: Span) -> Date {
    day.checked_add(span).unwrap_or(day)
}

/// The lycée of the one-off exam.
pub const ZAY: &str = "0999999Z";
/// The lycée that assesses continuously.
pub const LOVELACE: &str = "0999998Y";
/// The centre of apprentices.
pub const CFA: &str = "0999997X";

const SCHOOLS: [(&str, &str, bool); 3] = [
    (ZAY, "Lycée Jean Zay, Villefictive", false),
    (LOVELACE, "Lycée Ada Lovelace, Portneuf", true),
    (CFA, "CFA du Numérique, Villefictive", false),
];

/// Where the dates of a session stand, in days from today: dossiers, reading, first and last oral.
pub type Days = [i64; 4];

impl<'a> Stage<'a> {
    /// Opens a session of a year, with its schools.
    pub async fn open(
        installation: &'a Installation,
        authority: &Actor,
        (today, year): (Date, i16),
        days: Days,
    ) -> Result<Self, Failure> {
        Self::open_from(installation, authority, (today, year, "sio-e5-2026"), days).await
    }

    /// Opens a session of a year from a referential, with its schools.
    pub async fn open_from(
        installation: &'a Installation,
        authority: &Actor,
        (today, year, referential): (Date, i16, &str),
        [dossiers, reading, first, last]: Days,
    ) -> Result<Self, Failure> {
        let act = OpenSession {
            academy: "Académie de Villefictive".to_owned(),
            year,
            referential: referential.to_owned(),
            zone: "Europe/Paris".to_owned(),
            dates: Dates {
                dossier_due: shifted(today, dossiers.days()),
                reading_from: shifted(today, reading.days()),
                orals_from: shifted(today, first.days()),
                orals_to: shifted(today, last.days()),
            },
        };
        let session = installation.office.perform(authority, act).await?;
        let mut stage = Self {
            installation,
            authority: authority.clone(),
            today,
            session,
            schools: BTreeMap::new(),
            candidates: BTreeMap::new(),
        };
        stage.add_schools().await?;
        Ok(stage)
    }

    /// The office, as it was some days ago.
    pub fn office(&self, days: i64) -> Office {
        let clock = Shifted(SignedDuration::from_hours(days * 24));
        Office::new(self.installation.db.clone(), self.installation.blobs.clone(), Arc::new(clock))
    }

    /// A person of the session, with everything held by now.
    pub async fn actor(&self, login: &str) -> Result<Actor, Failure> {
        self.installation.office.actor(login).await?.ok_or(Failure::NotFound)
    }

    /// A candidate by number.
    pub fn candidate(&self, number: &str) -> Result<&CandidateId, Failure> {
        self.candidates.get(number).ok_or(Failure::NotFound)
    }

    /// A school by its number (UAI).
    pub fn school(&self, uai: &str) -> Result<&SchoolId, Failure> {
        self.schools.get(uai).ok_or(Failure::NotFound)
    }

    async fn add_schools(&mut self) -> Result<(), Failure> {
        for (uai, name, runs_ccf) in SCHOOLS {
            let act = AddSchool {
                session: self.session.clone(),
                uai: uai.to_owned(),
                name: name.to_owned(),
                status: SchoolStatus { public_or_contract: true, approved: true },
                runs_ccf,
            };
            let id = self.installation.office.perform(&self.authority, act).await?;
            self.schools.insert(uai, id);
        }
        Ok(())
    }

    /// Imports a list as an authority would, and gives each of its candidates an account that one click opens.
    pub async fn import(&mut self, name: &str, list: &[u8]) -> Result<(), Failure> {
        let office = &self.installation.office;
        match office.read_roster(&self.authority, &self.session, name, list.to_vec()).await? {
            Read::Draft(draft) => {
                let act = ApplyRoster { session: self.session.clone(), draft };
                office.perform(&self.authority, act).await?;
            }
            Read::Unreadable(sentence) => return Err(store::Fault::Internal(sentence).into()),
        }
        let seen = office.consult(&self.authority, SeeSession { session: self.session.clone() }).await?;
        for candidate in seen.candidates {
            if candidate.account.is_none() && !candidate.withdrawn {
                create(office, &candidate.number, &candidate.full_name(), vec![]).await?;
                let act = TieCandidate {
                    session: self.session.clone(),
                    candidate: candidate.id.clone(),
                    login: candidate.number.clone(),
                };
                office.perform(&self.authority, act).await?;
            }
            self.candidates.insert(candidate.number, candidate.id);
        }
        Ok(())
    }
}
