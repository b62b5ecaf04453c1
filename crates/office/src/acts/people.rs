//! People of a session: roles given by the authority, and the candidates' accounts.

use super::accounts::account_for;
use super::sessions::subject_of;
use crate::act::{About, Act, Desk, View, about, found};
use crate::password::FirstPassword;
use crate::{Failure, Office};
use async_trait::async_trait;
use exam::access::{self, Actor, Grant, Place, Role, Subject, incompatible};
use exam::id::{AccountId, CandidateId, SchoolId, SessionId};
use exam::{Refusal, text};
use store::Tx;
pub use store::tables::accounts::Holder;
use store::tables::candidates::Candidate;
use store::tables::schools::{self, School};
use store::tables::{accounts, candidates, commissions, sessions};

/// The roles that an authority gives in a session. Examiners come with a quality, candidates from a roster.
pub const GIVEN: [Role; 5] =
    [Role::Controller, Role::Teacher, Role::HeadOfSchool, Role::JuryPresident, Role::JuryMember];

/// Whether a role is held in a school rather than in the session.
pub fn is_of_a_school(role: Role) -> bool {
    matches!(role, Role::Teacher | Role::HeadOfSchool)
}

/// Gives somebody a role in a session, with an account where the person has none.
#[derive(Debug, Clone)]
pub struct AddPerson {
    /// The session.
    pub session: SessionId,
    /// What the person types to log in: an address of electronic mail, usually.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// The role, one of [`GIVEN`].
    pub role: Role,
    /// The school, for a role held in one.
    pub school: Option<SchoolId>,
    /// The first password, where the account is new.
    pub first: FirstPassword,
}

/// An account that was created, or the one that was there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// The person's name.
    pub name: String,
    /// What the person types to log in.
    pub login: String,
    /// The first password, to hand over; `None` where the account existed.
    pub password: Option<String>,
}

#[async_trait]
impl Act for AddPerson {
    type Output = Access;
    const ACT: access::Act = access::Act::AddPerson;

    fn about(&self) -> About {
        about("session", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<Access, Failure> {
        found(sessions::find(&mut desk.tx, &self.session).await?)?;
        if !GIVEN.contains(&self.role) {
            return Err(Refusal::Required { field: "rôle" }.into());
        }
        let place = match self.school {
            Some(school) if is_of_a_school(self.role) => {
                let school = found(schools::find(&mut desk.tx, &school).await?)?;
                if school.session != self.session {
                    return Err(Failure::NotFound);
                }
                Place::School(school.id)
            }
            None if is_of_a_school(self.role) => {
                return Err(Refusal::Required { field: "établissement" }.into());
            }
            _ => Place::Session(self.session.clone()),
        };
        let (account, access) = account_for(desk, (&self.login, &self.name), &self.first).await?;
        compatible(&mut desk.tx, (&self.session, &account, &access.name), self.role).await?;
        accounts::grant(&mut desk.tx, &account, &Grant { role: self.role, place }).await?;
        let after = format!("{} : {}", self.role.label(), access.name);
        desk.journal("session", &self.session, "", after).await?;
        Ok(access)
    }
}

/// Refuses a role beside another that the same person holds in a session.
pub(crate) async fn compatible(
    tx: &mut Tx,
    (session, account, name): (&SessionId, &AccountId, &str),
    role: Role,
) -> Result<(), Failure> {
    let mut held = vec![];
    if candidates::of_account(tx, account).await?.iter().any(|one| one.session == *session) {
        held.push(Role::Candidate);
    }
    if commissions::examiner_of(tx, session, account).await?.is_some() {
        held.push(Role::Examiner);
    }
    for grant in accounts::actor(tx, account).await?.map(|actor| actor.grants).unwrap_or_default() {
        let here = match &grant.place {
            Place::Everywhere => true,
            Place::Session(id) => id == session,
            Place::School(id) => {
                schools::find(tx, id).await?.is_some_and(|school| school.session == *session)
            }
            Place::Commission(_) | Place::Candidate(_) => false,
        };
        if here {
            held.push(grant.role);
        }
    }
    if held.into_iter().any(|one| incompatible(one, role)) {
        return Err(Refusal::IncompatibleRoles { name: name.to_owned() }.into());
    }
    Ok(())
}

/// Takes a role of a session back from somebody. What the person did stays.
#[derive(Debug, Clone)]
pub struct WithdrawRole {
    /// The session.
    pub session: SessionId,
    /// The person's login.
    pub login: String,
    /// The role.
    pub role: Role,
    /// The school, for a role held in one.
    pub school: Option<SchoolId>,
}

#[async_trait]
impl Act for WithdrawRole {
    type Output = ();
    const ACT: access::Act = access::Act::WithdrawRole;

    fn about(&self) -> About {
        about("session", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let place = match &self.school {
            Some(school) => {
                let school = found(schools::find(&mut desk.tx, school).await?)?;
                if school.session != self.session {
                    return Err(Failure::NotFound);
                }
                ("school", school.id.to_string())
            }
            None => ("session", self.session.to_string()),
        };
        if !accounts::withdraw(&mut desk.tx, &self.login, self.role, (place.0, &place.1)).await? {
            return Err(Failure::NotFound);
        }
        let before = format!("{} : {}", self.role.label(), self.login);
        desk.journal("session", &self.session, before, "rôle retiré").await?;
        Ok(())
    }
}

/// Who holds which role in a session.
#[derive(Debug, Clone)]
pub struct SeePeople {
    /// The session.
    pub session: SessionId,
}

/// What [`SeePeople`] shows.
#[derive(Debug, Clone)]
pub struct People {
    /// Those who hold a role, by role then name.
    pub holders: Vec<Holder>,
    /// The session's schools.
    pub schools: Vec<School>,
    /// The candidates who have no account yet, those who withdrew left out.
    pub without_account: Vec<Candidate>,
}

#[async_trait]
impl View for SeePeople {
    type Output = People;
    const ACT: access::Act = access::Act::AddPerson;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn read(self, desk: &mut Desk) -> Result<People, Failure> {
        found(sessions::find(&mut desk.tx, &self.session).await?)?;
        let mut holders = accounts::holders(&mut desk.tx, &self.session).await?;
        holders.sort_by(|a, b| (a.role, &a.name).cmp(&(b.role, &b.name)));
        let schools = schools::of_session(&mut desk.tx, &self.session).await?;
        let without_account = without_account(desk, &self.session).await?;
        Ok(People { holders, schools, without_account })
    }
}

async fn without_account(desk: &mut Desk, session: &SessionId) -> Result<Vec<Candidate>, Failure> {
    let all = candidates::of_session(&mut desk.tx, session).await?;
    Ok(all.into_iter().filter(|one| one.account.is_none() && !one.withdrawn).collect())
}

/// Gives an account to each candidate of a session who has none, as far as there are first passwords.
#[derive(Debug, Clone)]
struct OpenAccess {
    session: SessionId,
    firsts: Vec<FirstPassword>,
}

/// The access of one candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateAccess {
    /// The class, as the school calls it.
    pub class_name: String,
    /// The account.
    pub access: Access,
}

#[async_trait]
impl Act for OpenAccess {
    type Output = Vec<CandidateAccess>;
    const ACT: access::Act = access::Act::OpenAccess;

    fn about(&self) -> About {
        about("session", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<Vec<CandidateAccess>, Failure> {
        let mut opened = vec![];
        let waiting = without_account(desk, &self.session).await?;
        let ids: Vec<_> = waiting.iter().map(|one| &one.id).collect();
        desk.lock_all("candidate", &ids).await?;
        for (candidate, first) in waiting.into_iter().zip(&self.firsts) {
            let login = free_login(desk, &candidate.number).await?;
            let name = candidate.full_name();
            let (account, access) = account_for(desk, (&login, &name), first).await?;
            candidates::set_account(&mut desk.tx, &candidate.id, &account).await?;
            take_email(&mut desk.tx, &candidate, &account).await?;
            desk.journal("candidate", &candidate.id, "", "accès ouvert").await?;
            opened.push(CandidateAccess { class_name: candidate.class_name.unwrap_or_default(), access });
        }
        desk.journal("session", &self.session, "", format!("{} accès ouverts", opened.len())).await?;
        Ok(opened)
    }
}

/// The address that a list gave becomes the account's, where the account has none: what a person gave stays.
pub(crate) async fn take_email(
    tx: &mut Tx,
    candidate: &Candidate,
    account: &AccountId,
) -> Result<(), Failure> {
    if let Some(email) = candidate.email.as_deref().and_then(|listed| text::email(listed).ok())
        && accounts::email(tx, account).await?.is_none()
    {
        accounts::set_email(tx, account, Some(&email)).await?;
    }
    Ok(())
}

/// The candidate's number, or that number with a suffix: an account that exists is never given to somebody else.
async fn free_login(desk: &mut Desk, number: &str) -> Result<String, Failure> {
    let number = number.trim().to_lowercase();
    let (mut login, mut suffix) = (number.clone(), 1);
    loop {
        desk.tx.lock(&about("login", &login).lock()).await?;
        if accounts::by_login(&mut desk.tx, &login).await?.is_none() {
            return Ok(login);
        }
        suffix += 1;
        login = format!("{number}-{suffix}");
    }
}

impl Office {
    /// Gives an account to each candidate of a session who has none. The first passwords are shown here and never
    /// again.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such session, or a fault.
    pub async fn open_access(
        &self,
        actor: &Actor,
        session: &SessionId,
    ) -> Result<Vec<CandidateAccess>, Failure> {
        let asked = self.consult(actor, SeePeople { session: session.clone() }).await;
        let people =
            self.journaled(actor, access::Act::OpenAccess, &about("session", session), asked).await?;
        let firsts = self.first_passwords(people.without_account.len()).await?;
        self.perform(actor, OpenAccess { session: session.clone(), firsts }).await
    }
}

/// Ties a candidate to the account of a person who has one already, such as from another session.
#[derive(Debug, Clone)]
pub struct TieCandidate {
    /// The session.
    pub session: SessionId,
    /// The candidate.
    pub candidate: CandidateId,
    /// The account's login.
    pub login: String,
}

#[async_trait]
impl Act for TieCandidate {
    type Output = ();
    const ACT: access::Act = access::Act::OpenAccess;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let candidate = found(candidates::find(&mut desk.tx, &self.candidate).await?)?;
        let login = self.login.trim().to_lowercase();
        let account = found(accounts::by_login(&mut desk.tx, &login).await?)?;
        if candidate.session != self.session || candidate.account.is_some() {
            return Err(Failure::NotFound);
        }
        let name = candidate.full_name();
        compatible(&mut desk.tx, (&self.session, &account.id, &name), Role::Candidate).await?;
        candidates::set_account(&mut desk.tx, &self.candidate, &account.id).await?;
        take_email(&mut desk.tx, &candidate, &account.id).await?;
        desk.journal("candidate", &self.candidate, "", format!("accès donné à {login}")).await?;
        Ok(())
    }
}
