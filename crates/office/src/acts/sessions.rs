//! Sessions: opened from a referential, with their dates and schools.

use crate::Failure;
use crate::act::{About, Act, Desk, View, about, found};
use async_trait::async_trait;
use exam::Refusal;
use exam::access::{self, Place, Subject};
use exam::candidate::{SchoolStatus, year_fits};
use exam::id::{SchoolId, SessionId};
use exam::referential::{self, Referential};
use exam::text;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::Tx;
pub use store::tables::schools::School;
pub use store::tables::sessions::{Dates, Session};
use store::tables::{schools, sessions, subjects};

/// The rights' view of a session.
pub(crate) async fn subject_of(tx: &mut Tx, session: &SessionId) -> Result<Subject, Failure> {
    found(subjects::of_session(tx, session).await?)
}

/// The dates of a session stand in the order in which they come.
fn check(dates: &Dates) -> Result<(), Refusal> {
    if dates.reading_from < dates.dossier_due {
        let earliest = dates.dossier_due;
        return Err(Refusal::DateBefore { field: "ouverture de la lecture aux commissions", earliest });
    }
    if dates.orals_from < dates.reading_from {
        return Err(Refusal::DateBefore { field: "premier jour des oraux", earliest: dates.reading_from });
    }
    let far = |date: Date| date.year() < 2000 || date.year() > 2200;
    if [dates.dossier_due, dates.reading_from, dates.orals_from, dates.orals_to].into_iter().any(far) {
        return Err(Refusal::Required { field: "année des dates" });
    }
    if dates.orals_to < dates.orals_from {
        return Err(Refusal::DateBefore { field: "dernier jour des oraux", earliest: dates.orals_from });
    }
    Ok(())
}

fn told(dates: &Dates) -> String {
    format!(
        "dossier {}, lecture {}, oraux {} à {}",
        dates.dossier_due, dates.reading_from, dates.orals_from, dates.orals_to
    )
}

/// Opens a session from a built-in referential, which is stored with it.
#[derive(Debug, Clone)]
pub struct OpenSession {
    /// The academy's name.
    pub academy: String,
    /// The year.
    pub year: i16,
    /// The referential's code.
    pub referential: String,
    /// The time zone of its centres, by its IANA name.
    pub zone: String,
    /// Its dates.
    pub dates: Dates,
}

#[async_trait]
impl Act for OpenSession {
    type Output = SessionId;
    const ACT: access::Act = access::Act::OpenSession;

    fn about(&self) -> About {
        about("installation", &"sessions")
    }

    async fn subject(&self, _tx: &mut Tx) -> Result<Subject, Failure> {
        Ok(Subject::default())
    }

    async fn run(self, desk: &mut Desk) -> Result<SessionId, Failure> {
        let text = found(referential::builtin_text(&self.referential))?;
        let referential: Referential = referential::load(text, &self.referential).map_err(|errors| {
            let errors: Vec<_> = errors.iter().map(ToString::to_string).collect();
            store::Fault::Internal(errors.join("\n"))
        })?;
        year_fits(self.year, &referential)?;
        check(&self.dates)?;
        let Ok(zone) = TimeZone::get(&self.zone) else { return Err(Failure::NotFound) };
        let academy = text::name("académie", &self.academy)?;
        if sessions::exists(&mut desk.tx, &academy, self.year, &referential.code).await? {
            return Err(Refusal::AlreadyThere { what: "cette session" }.into());
        }
        let session = Session {
            id: desk.id(),
            academy,
            year: self.year,
            referential: referential.for_session(self.year),
            zone,
            dates: self.dates,
            revision: 1,
            published_at: None,
        };
        sessions::insert(&mut desk.tx, &session, &self.zone, desk.now).await?;
        let optional = store::tables::optional::built_in(session.year)?;
        store::tables::optional::keep_referential(&mut desk.tx, &session.id, &optional).await?;
        let after = format!("{} {}, {}", session.academy, session.year, told(&session.dates));
        desk.journal("session", &session.id, "", after).await?;
        Ok(session.id)
    }
}

/// Changes the dates of a session.
#[derive(Debug, Clone)]
pub struct SetDates {
    /// The session.
    pub session: SessionId,
    /// The revision the person saw.
    pub seen: i64,
    /// The dates.
    pub dates: Dates,
}

#[async_trait]
impl Act for SetDates {
    type Output = ();
    const ACT: access::Act = access::Act::SetDates;

    fn about(&self) -> About {
        about("session", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let session = found(sessions::find(&mut desk.tx, &self.session).await?)?;
        check(&self.dates)?;
        if session.dates == self.dates {
            return Ok(());
        }
        if !sessions::set_dates(&mut desk.tx, &self.session, &self.dates, self.seen).await? {
            return Err(Failure::Outdated);
        }
        desk.journal("session", &self.session, told(&session.dates), told(&self.dates)).await?;
        Ok(())
    }
}

/// Adds a school to a session.
#[derive(Debug, Clone)]
pub struct AddSchool {
    /// The session.
    pub session: SessionId,
    /// Its number in the national register (UAI).
    pub uai: String,
    /// Its name.
    pub name: String,
    /// What it is (E4-24).
    pub status: SchoolStatus,
    /// Whether it assesses continuously.
    pub runs_ccf: bool,
}

#[async_trait]
impl Act for AddSchool {
    type Output = SchoolId;
    const ACT: access::Act = access::Act::AddSchool;

    fn about(&self) -> About {
        about("session", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<SchoolId, Failure> {
        found(sessions::find(&mut desk.tx, &self.session).await?)?;
        let uai = text::uai(&self.uai)?;
        let name = text::name("nom de l’établissement", &self.name)?;
        if schools::of_session(&mut desk.tx, &self.session).await?.iter().any(|school| school.uai == uai) {
            return Err(Refusal::AlreadyThere { what: "cet établissement" }.into());
        }
        let (status, runs_ccf) = (self.status, self.runs_ccf);
        let school = School { id: desk.id(), session: self.session, uai, name, status, runs_ccf };
        schools::insert(&mut desk.tx, &school).await?;
        let after = format!("établissement {} {}", school.uai, school.name);
        desk.journal("session", &school.session, "", after).await?;
        Ok(school.id)
    }
}

impl crate::Office {
    /// The sessions that the actor may read, the latest first.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn sessions(&self, actor: &access::Actor) -> Result<Vec<Session>, Failure> {
        let mut tx = self.db.read().await?;
        let all = sessions::all(&mut tx).await?;
        let holds = |session: &Session| {
            actor.grants.iter().any(|grant| match &grant.place {
                Place::Everywhere => true,
                Place::Session(id) => *id == session.id,
                _ => false,
            })
        };
        Ok(all.into_iter().filter(holds).collect())
    }
}

/// A session, with its schools.
#[derive(Debug, Clone)]
pub struct SeeSession {
    /// The session.
    pub session: SessionId,
}

/// What [`SeeSession`] shows.
#[derive(Debug, Clone)]
pub struct SessionPage {
    /// The session.
    pub session: Session,
    /// Its schools.
    pub schools: Vec<School>,
    /// Its candidates.
    pub candidates: Vec<store::tables::candidates::Candidate>,
}

#[async_trait]
impl View for SeeSession {
    type Output = SessionPage;
    const ACT: access::Act = access::Act::SeeSession;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn read(self, desk: &mut Desk) -> Result<SessionPage, Failure> {
        Ok(SessionPage {
            session: found(sessions::find(&mut desk.tx, &self.session).await?)?,
            schools: schools::of_session(&mut desk.tx, &self.session).await?,
            candidates: store::tables::candidates::of_session(&mut desk.tx, &self.session).await?,
        })
    }
}
