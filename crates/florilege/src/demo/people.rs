//! The people of the demonstration.

use exam::access::{Actor, Grant, Place, Role};
use office::acts::accounts::CreateAccount;
use office::{Failure, Office};
use web::Persona;

/// Those whom one may become: login, name, role, what the person does here. A candidate's login is the number.
const CAST: &[(&str, &str, &str, &str)] = &[
    (
        "rectorat",
        "Claude Rectorat",
        "Autorité académique",
        "Ouvre la session, fixe les dates, importe les listes, ouvre les accès, compose les commissions.",
    ),
    (
        SACHA,
        "Sacha Bernard",
        "Personne candidate",
        "N’a encore rien déposé : le tableau, le portfolio et les attestations l’attendent.",
    ),
    (
        "controle",
        "Camille Mercier",
        "Commission de contrôle de conformité",
        "Rend un avis sur chaque dossier de l’épreuve ponctuelle, pièce par pièce.",
    ),
    (
        "enseignant",
        "Hugo Lemaire",
        "Équipe pédagogique",
        "Contrôle les dossiers de son lycée, qui évalue en cours de formation.",
    ),
    (
        "proviseure",
        "Nadia Benali",
        "Cheffe d’établissement",
        "Convoque et compose les commissions du contrôle en cours de formation de son lycée.",
    ),
    (
        "cheffe-turing",
        "Sylvie Andrieu",
        "Cheffe d’établissement",
        "Les oraux de son lycée sont finis : relit, signe, scelle et transmet le dossier au jury.",
    ),
    (
        "arnaud",
        "Inès Arnaud",
        "Commission d’interrogation, enseignement SLAM",
        "Interroge hier et aujourd’hui : remplit la grille, propose une note, donne son visa.",
    ),
    (
        "bastien",
        "Marc Bastien",
        "Commission d’interrogation, profession",
        "Second membre de la même commission : ouvrez la même feuille dans une autre fenêtre.",
    ),
    (
        MOREL,
        "Aïcha Morel",
        "Personne candidate",
        "A passé l’oral hier ; sa note est proposée, le jury ne l’a pas arrêtée : elle ne la voit pas.",
    ),
    (
        "presidente",
        "Hélène Garnier",
        "Présidence du jury",
        "Examine les feuilles closes, arrête les notes, publie les résultats.",
    ),
    (
        "admin",
        "Dominique Admin",
        "Administration du service",
        "Confirme la destruction que l’autorité a demandée pour la session d’il y a deux ans ; ne lit aucune note.",
    ),
    (
        LACROIX,
        "Jeanne Lacroix",
        "Personne candidate de la session précédente",
        "Les résultats sont publiés : elle lit la note arrêtée, et elle seule.",
    ),
];

/// A candidate who has handed nothing in.
pub const SACHA: &str = "01936500037";
/// A candidate whose sheet is closed and whose mark is not decided.
pub const MOREL: &str = "01936500629";
/// A candidate of the session before, whose result is published.
pub const LACROIX: &str = "01836500000";

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
    let grants = vec![Grant { role: Role::Authority, place: Place::Everywhere }];
    create(office, "rectorat", name("rectorat"), grants).await.map(Some)
}

/// Creates an account without a password: the demonstration opens it with one click.
pub async fn create(office: &Office, login: &str, name: &str, grants: Vec<Grant>) -> Result<Actor, Failure> {
    let administrator = office.actor("admin").await?.ok_or(Failure::NotFound)?;
    let act = CreateAccount {
        login: login.to_owned(),
        name: name.to_owned(),
        email: Some(format!("{}@exemple.fr", login.replace('@', "."))),
        password_hash: None,
        provisional: false,
        grants,
    };
    office.perform(&administrator, act).await?;
    office.actor(login).await?.ok_or(Failure::NotFound)
}

/// Creates the account of a person of the cast.
pub async fn join(office: &Office, login: &str, role: Role, place: Place) -> Result<Actor, Failure> {
    create(office, login, name(login), vec![Grant { role, place }]).await
}
