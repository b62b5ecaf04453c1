//! The people of the demonstration.

use exam::access::{Actor, Grant, Place, Role};
use office::acts::accounts::CreateAccount;
use office::{Failure, Office};
use web::Persona;

/// Those whom one may become: login, name, role, what the person does here. A person joins with its pages.
const CAST: &[(&str, &str, &str, &str)] = &[(
    "rectorat",
    "Claude Rectorat",
    "Autorité académique",
    "Ouvre la session, fixe les dates, ajoute les établissements, importe les listes de candidats.",
)];

/// The personas of the sign-in page.
pub fn personas() -> Vec<Persona> {
    let persona = |(login, name, role, sentence): &(&str, &str, &str, &str)| Persona {
        login: (*login).to_owned(),
        name: (*name).to_owned(),
        role: (*role).to_owned(),
        sentence: (*sentence).to_owned(),
    };
    CAST.iter().map(persona).collect()
}

/// The name of a person of the cast.
pub fn name(login: &str) -> &'static str {
    CAST.iter().find(|(known, ..)| *known == login).map_or("", |(_, name, ..)| name)
}

/// Creates the administrator and the authority; nothing where the installation is not empty.
pub async fn install(office: &Office) -> Result<Option<Actor>, Failure> {
    if !office.install("admin", "Dominique Admin", None).await? {
        return Ok(None);
    }
    create(office, "rectorat", vec![Grant { role: Role::Authority, place: Place::Everywhere }])
        .await
        .map(Some)
}

/// Creates the account of a person of the cast.
pub async fn create(office: &Office, login: &str, grants: Vec<Grant>) -> Result<Actor, Failure> {
    let administrator = office.actor("admin").await?.ok_or(Failure::NotFound)?;
    let (login, name) = (login.to_owned(), name(login).to_owned());
    let (email, password_hash) = (None, None);
    let act = CreateAccount { login: login.clone(), name, email, password_hash, provisional: false, grants };
    office.perform(&administrator, act).await?;
    office.actor(&login).await?.ok_or(Failure::NotFound)
}
