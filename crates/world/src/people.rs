//! People, with the roles they hold.

use crate::World;
use exam::access::{Actor, Grant, Place, Role};
use exam::id::SessionId;
use jiff::civil::date;
use office::acts::accounts::CreateAccount;
use office::acts::sessions::OpenSession;
use store::tables::sessions::Dates;

impl World {
    /// The administrator of the installation.
    pub async fn administrator(&self) -> Actor {
        self.office.install("admin", "Dominique Admin", None).await.unwrap();
        self.office.actor("admin").await.unwrap().unwrap()
    }

    /// Somebody with roles. The login is the name in lower case, without spaces.
    pub async fn person(&self, name: &str, grants: Vec<Grant>) -> Actor {
        let administrator = self.administrator().await;
        let login = name.to_lowercase().replace(' ', ".");
        let act = CreateAccount {
            login: login.clone(),
            name: name.to_owned(),
            email: None,
            password_hash: None,
            provisional: false,
            grants,
        };
        self.office.perform(&administrator, act).await.unwrap();
        self.office.actor(&login).await.unwrap().unwrap()
    }

    /// The academic authority.
    pub async fn authority(&self) -> Actor {
        self.person("Claude Rectorat", vec![Grant { role: Role::Authority, place: Place::Everywhere }]).await
    }

    /// Somebody with a role in a session.
    pub async fn in_session(&self, name: &str, role: Role, session: &SessionId) -> Actor {
        self.person(name, vec![Grant { role, place: Place::Session(session.clone()) }]).await
    }

    /// The person again, with what the person holds by now (a commission, a candidate's account).
    pub async fn again(&self, actor: &Actor) -> Actor {
        let mut tx = self.db.read().await.unwrap();
        store::tables::accounts::actor(&mut tx, &actor.account).await.unwrap().unwrap()
    }

    /// A session of 2026, E5, in the fictional academy: dossiers due on 3 April, orals from 18 to 29 May.
    pub async fn session(&self, authority: &Actor) -> SessionId {
        let act = OpenSession {
            academy: "Académie de Villefictive".to_owned(),
            year: 2026,
            referential: "sio-e5-2026".to_owned(),
            zone: "Europe/Paris".to_owned(),
            dates: Dates {
                dossier_due: date(2026, 4, 3),
                reading_from: date(2026, 5, 4),
                orals_from: date(2026, 5, 18),
                orals_to: date(2026, 5, 29),
            },
        };
        self.office.perform(authority, act).await.unwrap()
    }
}
