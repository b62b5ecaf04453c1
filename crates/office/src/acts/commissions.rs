//! Commissions of two: their members, and how they are composed (E4-21, E4-22).

use super::absences::settles;
use super::accounts::account_for;
use super::people::{Access, compatible};
pub use super::perimeter::{Drawn, Perimeter};
use crate::Failure;
use crate::act::{About, Act, Desk, View, about, found};
use crate::password::FirstPassword;
use async_trait::async_trait;
use exam::Refusal;
use exam::access::{self, Role, Subject};
use exam::candidate::{Speciality, Track};
use exam::ccf::Period;
use exam::commission::{Composition, Quality, Warning};
use exam::id::{CommissionId, ExaminerId, SchoolId};
use exam::text;
use jiff::civil::Date;
use store::Tx;
use store::tables::candidates::{self, Candidate};
pub use store::tables::commissions::{Commission, Examiner};
use store::tables::oral::devices;
use store::tables::{absences, commissions, schools, sessions, sheets};

/// Adds a person who may sit on commissions, with an account where the person has none.
#[derive(Debug, Clone)]
pub struct AddExaminer {
    /// By whom: the authority of a session, or the head of a school.
    pub perimeter: Perimeter,
    /// What the person types to log in.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// What the person is.
    pub quality: Quality,
    /// The school of a teacher, by its number (UAI); empty for a professional.
    pub school_uai: String,
    /// The first password, where the account is new.
    pub first: FirstPassword,
}

#[async_trait]
impl Act for AddExaminer {
    type Output = Access;
    const ACT: access::Act = access::Act::AddExaminer;

    fn about(&self) -> About {
        self.perimeter.about()
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<Access, Failure> {
        let drawn = self.perimeter.draw(&mut desk.tx).await?;
        let schools = schools::of_session(&mut desk.tx, &drawn.session.id).await?;
        let uai = self.school_uai.trim().to_uppercase();
        let school = schools.iter().find(|school| school.uai == uai);
        if school.is_none() && (!uai.is_empty() || self.quality != Quality::Professional) {
            return Err(Refusal::Required { field: "établissement" }.into());
        }
        let professional = self.quality == Quality::Professional;
        let school = school.filter(|_| !professional).map(|school| school.id.clone());
        let who = (self.login.as_str(), self.name.as_str());
        let (access, _) = enlist(desk, &drawn, who, (self.quality, school), &self.first).await?;
        let after = format!("membre possible : {}, {}", access.name, self.quality.label());
        let here = self.perimeter.about();
        desk.journal(here.kind, &here.id, "", after).await?;
        Ok(access)
    }
}

/// Puts somebody among those who may sit, with an account where the person has none.
pub(crate) async fn enlist(
    desk: &mut Desk,
    drawn: &Drawn,
    who: (&str, &str),
    (quality, school): (Quality, Option<SchoolId>),
    first: &FirstPassword,
) -> Result<(Access, ExaminerId), Failure> {
    let session = &drawn.session.id;
    let (account, access) = account_for(desk, who, first).await?;
    compatible(&mut desk.tx, (session, &account, &access.name), Role::Examiner).await?;
    if commissions::examiner_of(&mut desk.tx, session, &account).await?.is_some() {
        return Err(Refusal::AlreadyThere { what: "cette personne, parmi les membres" }.into());
    }
    let examiner = Examiner {
        id: desk.id(),
        session: session.clone(),
        account,
        name: access.name.clone(),
        school,
        quality,
    };
    commissions::insert_examiner(&mut desk.tx, &examiner).await?;
    Ok((access, examiner.id))
}

/// Composes a commission.
#[derive(Debug, Clone)]
pub struct ComposeCommission {
    /// By whom: the authority of a session (one-off), or the head of a school (CCF).
    pub perimeter: Perimeter,
    /// « N° commission ».
    pub number: String,
    /// Its speciality.
    pub speciality: Speciality,
    /// Its day.
    pub held_on: Date,
    /// Its room.
    pub room: String,
    /// The teacher of the speciality.
    pub lead: ExaminerId,
    /// The professional, or the member by default.
    pub second: ExaminerId,
    /// Why no professional sits (E4-22).
    pub no_professional_reason: String,
}

#[async_trait]
impl Act for ComposeCommission {
    type Output = CommissionId;
    const ACT: access::Act = access::Act::ComposeCommission;

    fn about(&self) -> About {
        self.perimeter.about()
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<CommissionId, Failure> {
        let drawn = self.perimeter.draw(&mut desk.tx).await?;
        let number = text::name("numéro de la commission", &self.number)?;
        let room = text::name("salle", &self.room)?;
        let track = self.perimeter.track();
        held_within(self.held_on, track, &drawn)?;
        let session = &drawn.session.id;
        let unknown = |field| Failure::from(Refusal::Required { field });
        let lead = commissions::examiner(&mut desk.tx, session, &self.lead)
            .await?
            .ok_or_else(|| unknown("premier membre"))?;
        let second = commissions::examiner(&mut desk.tx, session, &self.second)
            .await?
            .ok_or_else(|| unknown("second membre"))?;
        let composition = Composition {
            speciality: self.speciality,
            track,
            lead: lead.member(),
            second: second.member(),
            no_professional_reason: text::reason(&self.no_professional_reason)?,
        };
        composition.check()?;
        // The authority and the heads of school number their commissions in one session.
        desk.tx.lock(&about("numbers", session).lock()).await?;
        let known = commissions::of_session(&mut desk.tx, session).await?;
        if known.iter().any(|one| one.number == number) {
            return Err(Refusal::AlreadyThere { what: "une commission de ce numéro" }.into());
        }
        let commission = Commission {
            id: desk.id(),
            session: session.clone(),
            school: drawn.school.as_ref().map(|school| school.id.clone()),
            number,
            speciality: self.speciality,
            track,
            held_on: self.held_on,
            room,
            lead: lead.id,
            second: second.id,
            no_professional_reason: composition.no_professional_reason,
        };
        commissions::insert(&mut desk.tx, &commission).await?;
        let after = format!(
            "commission {} {}, le {}, {} : {} et {} ; {}",
            commission.number,
            commission.speciality.label(),
            commission.held_on,
            commission.room,
            lead.name,
            second.name,
            commission.no_professional_reason
        );
        desk.journal("commission", &commission.id, "", after).await?;
        Ok(commission.id)
    }
}

/// The day is among those of the session; in CCF by E4-25 and E4-26.
fn held_within(day: Date, track: Track, drawn: &Drawn) -> Result<(), Refusal> {
    let dates = &drawn.session.dates;
    if track == Track::Continuous {
        return Period::new(dates.orals_from, dates.orals_to, dates.orals_to)?.check(day);
    }
    if day < dates.orals_from {
        return Err(Refusal::DateBefore { field: "jour de la commission", earliest: dates.orals_from });
    }
    if day > dates.orals_to {
        return Err(Refusal::DateAfter { field: "jour de la commission", latest: dates.orals_to });
    }
    Ok(())
}

/// The composition of a commission, as the rules see it.
pub(crate) async fn composition(tx: &mut Tx, commission: &Commission) -> Result<Composition, Failure> {
    let members = commissions::members(tx, commission).await?;
    let [lead, second] = members.as_slice() else { return Err(Failure::NotFound) };
    Ok(Composition {
        speciality: commission.speciality,
        track: commission.track,
        lead: lead.member(),
        second: second.member(),
        no_professional_reason: commission.no_professional_reason.clone(),
    })
}

/// The commissions of a perimeter, and the people who may sit on them.
#[derive(Debug, Clone)]
pub struct SeeCommissions {
    /// How far.
    pub perimeter: Perimeter,
}

/// What [`SeeCommissions`] shows.
#[derive(Debug, Clone)]
pub struct Commissions {
    /// The session, and the school where there is one.
    pub drawn: Drawn,
    /// The session's schools.
    pub schools: Vec<schools::School>,
    /// The people who may sit, by name.
    pub examiners: Vec<Examiner>,
    /// The commissions, by day then number.
    pub commissions: Vec<Composed>,
    /// The candidates of the perimeter without a commission, those who withdrew left out.
    pub unseated: usize,
}

/// A commission of the list.
#[derive(Debug, Clone)]
pub struct Composed {
    /// The commission.
    pub commission: Commission,
    /// The names of its two members.
    pub members: [String; 2],
    /// What a planner should know (E4-22).
    pub warnings: Vec<Warning>,
    /// How many candidates it hears.
    pub seated: usize,
    /// How many writes wait on its devices, as they last said.
    pub waiting: u64,
}

#[async_trait]
impl View for SeeCommissions {
    type Output = Commissions;
    const ACT: access::Act = access::Act::ComposeCommission;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Commissions, Failure> {
        let drawn = self.perimeter.draw(&mut desk.tx).await?;
        let session = &drawn.session.id;
        let mut examiners = commissions::examiners(&mut desk.tx, session).await?;
        examiners.sort_by(|a, b| a.name.cmp(&b.name));
        let seated = sheets::of_session(&mut desk.tx, session).await?;
        let known = candidates::of_session(&mut desk.tx, session).await?;
        let absent = absences::last_of_session(&mut desk.tx, session).await?;
        let waits = |one: &Candidate| {
            let sits = seated.iter().any(|other| other.candidate.id == one.id);
            let settled = absent.iter().any(|other| other.candidate == one.id && settles(other));
            self.perimeter.holds(one) && !one.withdrawn && !sits && !settled
        };
        let unseated = known.iter().filter(|one| waits(one)).count();
        let waiting = devices::waiting(&mut desk.tx, session).await?;
        let mut composed = vec![];
        for commission in commissions::of_session(&mut desk.tx, session).await? {
            if commission.school != drawn.school.as_ref().map(|school| school.id.clone()) {
                continue;
            }
            composed.push(Composed {
                seated: seated.iter().filter(|one| one.sitting.commission == commission.id).count(),
                warnings: professional_warning(&commission, &examiners),
                members: [name(&examiners, &commission.lead), name(&examiners, &commission.second)],
                waiting: waiting.get(&commission.id).copied().unwrap_or_default(),
                commission,
            });
        }
        composed.sort_by(|a, b| {
            (a.commission.held_on, &a.commission.number).cmp(&(b.commission.held_on, &b.commission.number))
        });
        let schools = schools::of_session(&mut desk.tx, session).await?;
        Ok(Commissions { drawn, schools, examiners, commissions: composed, unseated })
    }
}

fn name(examiners: &[Examiner], id: &ExaminerId) -> String {
    examiners.iter().find(|one| one.id == *id).map(|one| one.name.clone()).unwrap_or_default()
}

fn professional_warning(commission: &Commission, examiners: &[Examiner]) -> Vec<Warning> {
    let second = examiners.iter().find(|one| one.id == commission.second);
    match second {
        Some(second) if second.quality == Quality::Professional => vec![],
        _ => vec![Warning::NoProfessional],
    }
}

/// A commission by its identifier, with its session.
pub(crate) async fn load(tx: &mut Tx, id: &CommissionId) -> Result<(Commission, sessions::Session), Failure> {
    let commission = found(commissions::find(tx, id).await?)?;
    let session = found(sessions::find(tx, &commission.session).await?)?;
    Ok((commission, session))
}
