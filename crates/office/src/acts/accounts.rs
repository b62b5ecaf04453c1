//! Accounts: the first one, and the roles people hold.

use crate::act::{Act, Desk};
use crate::{Failure, Office, outside, password};
use exam::access::{self, Actor, Grant, Place, Role, Subject};
use exam::id::AccountId;
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
    /// The argon2id hash of the password, from [`password::hash`].
    pub password_hash: Option<String>,
    /// The roles.
    pub grants: Vec<Grant>,
}

impl Act for CreateAccount {
    type Output = AccountId;
    const ACT: access::Act = access::Act::CreateAccount;

    fn lock(&self) -> String {
        format!("login {}", self.login)
    }

    async fn subject(&self, _tx: &mut Tx) -> Result<Subject, Failure> {
        Ok(Subject::default())
    }

    async fn run(self, desk: &mut Desk) -> Result<AccountId, Failure> {
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
    pub async fn install(&self, login: &str, name: &str, password: Option<String>) -> Result<bool, Failure> {
        let password_hash = match password {
            Some(password) => Some(password::hash(self.outside.as_ref(), password).await?),
            None => None,
        };
        let now = self.outside.now();
        let mut tx = self.db.write().await?;
        tx.lock("install").await?;
        if accounts::count(&mut tx).await? > 0 {
            return Ok(false);
        }
        let id: AccountId = mint::id(now, outside::bytes(self.outside.as_ref())).into();
        let actor = Actor { account: id.clone(), name: name.to_owned(), grants: vec![] };
        let mut desk =
            Desk::new(tx, actor, now, access::Act::CreateAccount, std::sync::Arc::clone(&self.outside));
        let roles = [Role::Administrator, Role::Authority];
        let grants = roles.map(|role| Grant { role, place: Place::Everywhere }).to_vec();
        let new = CreateAccount {
            login: login.to_owned(),
            name: name.to_owned(),
            email: None,
            password_hash,
            grants: grants.clone(),
        };
        insert(&mut desk, id.clone(), new).await?;
        for grant in &grants {
            accounts::grant(&mut desk.tx, &id, grant).await?;
        }
        desk.into_tx().commit().await?;
        Ok(true)
    }

    /// The argon2id hash of a password, for an act that creates an account.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn hash_password(&self, password: String) -> Result<String, Failure> {
        Ok(password::hash(self.outside.as_ref(), password).await?)
    }

    /// A first password to hand over on paper.
    pub fn provisional_password(&self) -> String {
        password::provisional(self.outside.as_ref())
    }
}
