//! Accounts: the first one, and the roles people hold.

use super::people::Access;
use crate::act::{About, Act, Desk, about};
use crate::password::FirstPassword;
use crate::{Failure, Office, outside, password};
use async_trait::async_trait;
use exam::Refusal;
use exam::access::{self, Actor, Grant, Place, Role, Subject};
use exam::id::AccountId;
use exam::text;
use store::tables::accounts::{self, NewAccount};
use store::{Tx, mint};

/// Creates an account, with its roles.
#[derive(Debug, Clone)]
pub struct CreateAccount {
    /// What the person types to log in.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// Where mails go.
    pub email: Option<String>,
    /// The argon2id hash of the password, as [`crate::Office::first_password`] makes one.
    pub password_hash: Option<String>,
    /// The password is to be changed.
    pub provisional: bool,
    /// The roles.
    pub grants: Vec<Grant>,
}

#[async_trait]
impl Act for CreateAccount {
    type Output = AccountId;
    const ACT: access::Act = access::Act::CreateAccount;

    fn about(&self) -> About {
        about("login", &self.login.trim().to_lowercase())
    }

    async fn subject(&self, _tx: &mut Tx) -> Result<Subject, Failure> {
        Ok(Subject::default())
    }

    async fn run(self, desk: &mut Desk) -> Result<AccountId, Failure> {
        let login = self.login.trim().to_lowercase();
        if login.is_empty() {
            return Err(Refusal::Required { field: "identifiant" }.into());
        }
        if accounts::by_login(&mut desk.tx, &login).await?.is_some() {
            return Err(Refusal::AlreadyThere { what: "un compte de cet identifiant" }.into());
        }
        let id: AccountId = desk.id();
        let grants = self.grants.clone();
        insert(desk, id.clone(), self).await?;
        for grant in &grants {
            accounts::grant(&mut desk.tx, &id, grant).await?;
        }
        Ok(id)
    }
}

async fn insert(desk: &mut Desk, id: AccountId, new: CreateAccount) -> Result<(), Failure> {
    let login = new.login.trim().to_lowercase();
    let roles: Vec<_> = new.grants.iter().map(|grant| grant.role.code()).collect();
    let after = format!("{login} ; {} ; {}", new.name, roles.join(", "));
    let account = NewAccount {
        id: id.clone(),
        login,
        name: new.name,
        email: new.email,
        password_hash: new.password_hash,
        provisional: new.provisional,
    };
    accounts::insert(&mut desk.tx, &account, desk.now).await?;
    desk.journal("account", &id, "", after).await?;
    Ok(())
}

impl Office {
    /// Creates the first account of an installation, administrator and authority, from the machine itself. Does nothing where
    /// there is an account already.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn install(
        &self,
        login: &str,
        name: &str,
        first: Option<&FirstPassword>,
    ) -> Result<bool, Failure> {
        let password_hash = first.map(|first| first.hash.clone());
        let mut tx = self.db.write().await?;
        tx.lock("install").await?;
        if accounts::count(&mut tx).await? > 0 {
            return Ok(false);
        }
        let id: AccountId = mint::id(self.outside.now(), outside::bytes(self.outside.as_ref())).into();
        let actor = Actor { account: id.clone(), name: name.to_owned(), grants: vec![] };
        let act = access::Act::CreateAccount;
        let mut desk = Desk::new(tx, actor, act, None, std::sync::Arc::clone(&self.outside));
        let roles = [Role::Administrator, Role::Authority];
        let grants = roles.map(|role| Grant { role, place: Place::Everywhere }).to_vec();
        let new = CreateAccount {
            login: login.to_owned(),
            name: name.to_owned(),
            email: None,
            password_hash,
            provisional: true,
            grants: grants.clone(),
        };
        insert(&mut desk, id.clone(), new).await?;
        for grant in &grants {
            accounts::grant(&mut desk.tx, &id, grant).await?;
        }
        desk.into_tx().commit().await?;
        Ok(true)
    }

    /// Where a person's own mails go.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn email(&self, actor: &Actor) -> Result<Option<String>, Failure> {
        let mut tx = self.db.read().await?;
        Ok(accounts::email(&mut tx, &actor.account).await?)
    }

    /// Changes where a person's own mails go; left empty, no mail is sent. It takes no other account than the actor's:
    /// everybody may, and nobody for somebody else.
    ///
    /// # Errors
    /// [`Failure::Refused`] for what is no address (journaled), [`Failure::Fault`].
    pub async fn change_email(&self, actor: &Actor, typed: &str) -> Result<(), Failure> {
        let (act, about) = (access::Act::ChangeEmail, about("account", &actor.account));
        let asked = match typed.trim() {
            "" => Ok(None),
            typed => text::email(typed).map(Some).map_err(Failure::Refused),
        };
        let email = self.journaled(actor, act, &about, asked).await?;
        let mut tx = self.db.write().await?;
        tx.lock(&about.lock()).await?;
        let before = accounts::email(&mut tx, &actor.account).await?;
        if before == email {
            return Ok(());
        }
        let outside = std::sync::Arc::clone(&self.outside);
        let mut desk = Desk::new(tx, actor.clone(), act, Some(about), outside);
        accounts::set_email(&mut desk.tx, &actor.account, email.as_deref()).await?;
        let told = |email: Option<String>| email.unwrap_or_else(|| "aucune adresse".to_owned());
        desk.journal("account", &actor.account, told(before), told(email)).await?;
        Ok(desk.into_tx().commit().await?)
    }

    /// A first password to hand over on paper, with its hash.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn first_password(&self) -> Result<FirstPassword, Failure> {
        Ok(password::first(self.outside.as_ref()).await?)
    }

    /// Several first passwords.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn first_passwords(&self, count: usize) -> Result<Vec<FirstPassword>, Failure> {
        let mut firsts = Vec::with_capacity(count);
        for _ in 0..count {
            firsts.push(self.first_password().await?);
        }
        Ok(firsts)
    }
}

/// The account with a login, created where there is none: a login belongs to one person.
///
/// # Errors
/// [`Failure::Refused`] for a login or a name left empty.
pub(crate) async fn account_for(
    desk: &mut Desk,
    (login, name): (&str, &str),
    first: &FirstPassword,
) -> Result<(AccountId, Access), Failure> {
    let login = text::name("identifiant", login)?.to_lowercase();
    let name = text::name("nom", name)?;
    desk.tx.lock(&about("login", &login).lock()).await?;
    if let Some(known) = accounts::by_login(&mut desk.tx, &login).await? {
        return Ok((known.id, Access { name, login, password: None }));
    }
    let id: AccountId = desk.id();
    let new = CreateAccount {
        email: login.contains('@').then(|| login.clone()),
        login: login.clone(),
        name: name.clone(),
        password_hash: Some(first.hash.clone()),
        provisional: true,
        grants: vec![],
    };
    insert(desk, id.clone(), new).await?;
    Ok((id, Access { name, login, password: Some(first.plain.clone()) }))
}
