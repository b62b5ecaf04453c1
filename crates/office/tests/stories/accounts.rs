//! Accounts: one for each person, and never somebody else's.

use super::offers::{Things, Tried};
use exam::Refusal;
use exam::access::{Actor, Place, Role};
use exam::commission::Quality;
use office::Failure;
use office::acts::accounts::CreateAccount;
use office::acts::commissions::AddExaminer;
use office::acts::dossiers::SeeOwnDossier;
use office::acts::people::{AddPerson, SeePeople, TieCandidate, WithdrawRole};
use office::acts::perimeter::Perimeter;
use office::acts::reset::ResetPassword;
use office::login::SignIn;
use std::collections::BTreeSet;
use store::tables::sessions::Dates;
use world::{World, no_password, refused, story};

story!(each_candidate_gets_one_account_and_its_first_password_opens_it, |world| {
    let centre = world.centre().await;
    let alix = world.candidate(&centre, ("0101", "MARTIN", "Alix"), |_| {}).await;
    let noor = world.ccf_candidate(&centre, ("0102", "AZIZ", "Noor")).await;
    world.candidate(&centre, ("0103", "FABRE", "Lou"), |one| one.withdrawn = true).await;
    let opened = world.office.open_access(&centre.authority, &centre.session).await.unwrap();
    let logins: Vec<_> = opened.iter().map(|one| one.access.login.as_str()).collect();
    assert_eq!(logins, ["0101", "0102"], "who withdrew gets none");
    let passwords: BTreeSet<_> = opened.iter().map(|one| one.access.password.clone().unwrap()).collect();
    assert_eq!(passwords.len(), 2);
    assert!(world.office.open_access(&centre.authority, &centre.session).await.unwrap().is_empty());
    for (one, candidate) in opened.iter().zip([&alix, &noor]) {
        let password = one.access.password.clone().unwrap();
        let SignIn::Welcome(browser) = world.office.sign_in(&one.access.login, password).await.unwrap()
        else {
            panic!("{}", one.access.login)
        };
        let visitor = world.office.visitor(&browser.token).await.unwrap().unwrap();
        assert_eq!(visitor.actor.name, one.access.name);
        let places: Vec<_> = visitor.actor.grants.iter().map(|grant| grant.place.clone()).collect();
        assert_eq!(places, [Place::Candidate(candidate.clone())]);
        assert!(world.office.has_provisional_password(&visitor.actor).await.unwrap());
    }
    let told = format!("{:?}", world.journal("session", centre.session.as_str()).await);
    assert!(passwords.iter().all(|password| !told.contains(password.as_str())), "no password is journaled");
});

story!(an_account_that_exists_is_never_given_to_somebody_else, |world| {
    let centre = world.centre().await;
    for login in ["0101", "0101-2", "cand-a7", "cand-a7-2"] {
        let act = CreateAccount {
            login: login.to_owned(),
            name: format!("Porteur de {login}"),
            email: None,
            password_hash: None,
            provisional: false,
            grants: vec![],
        };
        world.office.perform(&world.administrator().await, act).await.unwrap();
    }
    world.candidate(&centre, ("0101", "MARTIN", "Alix"), |_| {}).await;
    world.candidate(&centre, ("CAND-A7", "ROUX", "Mila"), |_| {}).await;
    let opened = world.office.open_access(&centre.authority, &centre.session).await.unwrap();
    let told: Vec<_> =
        opened.iter().map(|one| (one.access.login.as_str(), one.access.name.as_str())).collect();
    assert_eq!(told, [("0101-3", "MARTIN Alix"), ("cand-a7-3", "ROUX Mila")]);
    assert!(opened.iter().all(|one| one.access.password.is_some()));
    let porter = world.office.actor("cand-a7").await.unwrap().unwrap();
    assert_eq!((porter.name.as_str(), porter.grants.len()), ("Porteur de cand-a7", 0));
});

story!(two_sessions_that_open_accesses_at_once_share_no_account, |world| {
    let centre = world.centre().await;
    let act = office::acts::sessions::OpenSession {
        academy: "Académie de Villevoisine".to_owned(),
        year: 2026,
        referential: "sio-e5-2026".to_owned(),
        zone: "Europe/Paris".to_owned(),
        dates: Dates {
            dossier_due: jiff::civil::date(2026, 4, 3),
            reading_from: jiff::civil::date(2026, 5, 4),
            orals_from: jiff::civil::date(2026, 5, 18),
            orals_to: jiff::civil::date(2026, 5, 29),
        },
    };
    let other = world.office.perform(&centre.authority, act).await.unwrap();
    for number in ["01", "02", "03", "04", "05", "06"] {
        world.candidate(&centre, (number, "MARTIN", "Alix"), |_| {}).await;
        let there = other.clone();
        world
            .candidate(&centre, (number, "BERNARD", "Sacha"), |one| {
                (one.id, one.session, one.school) = (format!("{number} there").into(), there, None);
            })
            .await;
    }
    let (here, there) = tokio::join!(
        world.office.open_access(&centre.authority, &centre.session),
        world.office.open_access(&centre.authority, &other),
    );
    let all: Vec<_> = here.unwrap().into_iter().chain(there.unwrap()).map(|one| one.access).collect();
    let logins: BTreeSet<_> = all.iter().map(|access| access.login.clone()).collect();
    assert_eq!((all.len(), logins.len()), (12, 12));
    assert!(all.iter().all(|access| access.password.is_some()), "each account is new");
});

story!(a_login_is_one_account_however_it_is_typed, |world| {
    let administrator = world.administrator().await;
    let create = |login: &str| CreateAccount {
        login: login.to_owned(),
        name: "Alix Martin".to_owned(),
        email: None,
        password_hash: None,
        provisional: false,
        grants: vec![],
    };
    world.office.perform(&administrator, create("Alix.Martin")).await.unwrap();
    let twice = world.office.perform(&administrator, create(" alix.martin ")).await;
    assert!(matches!(refused(twice), Refusal::AlreadyThere { .. }));
    let empty = world.office.perform(&administrator, create(" ")).await;
    assert!(matches!(refused(empty), Refusal::Required { .. }));
});

story!(the_authority_gives_roles_with_an_account_where_there_is_none, |world| {
    let centre = world.centre().await;
    let first = world.office.first_password().await.unwrap();
    let add = |role, school| AddPerson {
        session: centre.session.clone(),
        login: " Camille@Example.fr ".to_owned(),
        name: "Camille Contrôle".to_owned(),
        role,
        school,
        first: first.clone(),
    };
    let access = world.office.perform(&centre.authority, add(Role::Controller, None)).await.unwrap();
    assert_eq!(access.login, "camille@example.fr");
    let signed = world.office.sign_in("camille@example.fr", access.password.unwrap()).await.unwrap();
    assert!(matches!(signed, SignIn::Welcome(_)));
    let again = add(Role::Teacher, Some(centre.zay.clone()));
    let again = world.office.perform(&centre.authority, again).await.unwrap();
    assert_eq!(again.password, None, "the account was there");
    let without = world.office.perform(&centre.authority, add(Role::HeadOfSchool, None)).await;
    assert!(matches!(refused(without), Refusal::Required { .. }));
    for role in [Role::Administrator, Role::Authority, Role::Examiner, Role::Candidate] {
        let given = world.office.perform(&centre.authority, add(role, Some(centre.zay.clone()))).await;
        assert!(matches!(refused(given), Refusal::Required { .. }), "{}", role.code());
    }
    let people = SeePeople { session: centre.session.clone() };
    let people = world.office.consult(&centre.authority, people).await.unwrap();
    let hers: Vec<_> = people.holders.iter().filter(|one| one.name == "Camille Contrôle").collect();
    assert_eq!(hers.len(), 2);
    assert_eq!(hers.iter().find(|one| one.role == Role::Teacher).unwrap().school, Some(centre.zay.clone()));
});

story!(a_candidate_of_an_earlier_session_keeps_the_account, |world| {
    let centre = world.centre().await;
    let alix = world.candidate(&centre, ("0101", "MARTIN", "Alix"), |_| {}).await;
    let person = world.person("Alix Martin", vec![]).await;
    let tie = |login: &str| TieCandidate {
        session: centre.session.clone(),
        candidate: alix.clone(),
        login: login.to_owned(),
    };
    assert!(matches!(world.office.perform(&centre.authority, tie("nobody")).await, Err(Failure::NotFound)));
    world.office.perform(&centre.authority, tie(" Alix.Martin ")).await.unwrap();
    let again = world.office.perform(&centre.authority, tie("admin")).await;
    assert!(matches!(again, Err(Failure::NotFound)), "a candidate who has an account keeps it");
    let own = SeeOwnDossier { candidate: alix };
    assert!(world.office.consult(&world.again(&person).await, own).await.is_ok());
});

story!(the_first_account_is_made_once, |world| {
    let first = no_password();
    assert!(world.office.install("Chef", "Claude Chef", Some(&first)).await.unwrap());
    assert!(!world.office.install("autre", "Un Autre", Some(&first)).await.unwrap());
    assert!(world.office.actor("autre").await.unwrap().is_none());
    assert_eq!(world.journal_is_whole().await, 1);
});

story!(roles_that_do_not_go_together_are_refused, |world| {
    let centre = world.centre().await;
    let alix = world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
    let account = world.account_of(&alix, "Alix Martin").await;
    let login = "alix.martin".to_owned();
    let person = |login: &str, role| AddPerson {
        session: centre.session.clone(),
        login: login.to_owned(),
        name: "Alix Martin".to_owned(),
        role,
        school: None,
        first: no_password(),
    };
    let jury = world.office.perform(&centre.authority, person(&login, Role::JuryMember)).await;
    assert!(matches!(refused(jury), Refusal::IncompatibleRoles { .. }), "a candidate does not judge");
    let examiner = AddExaminer {
        perimeter: Perimeter::Session(centre.session.clone()),
        login,
        name: "Alix Martin".to_owned(),
        quality: Quality::Professional,
        school_uai: String::new(),
        first: no_password(),
    };
    let examiner = world.office.perform(&centre.authority, examiner).await;
    assert!(matches!(refused(examiner), Refusal::IncompatibleRoles { .. }));
    let oneself = person("claude.rectorat", Role::JuryPresident);
    let oneself = world.office.perform(&centre.authority, oneself).await;
    assert!(matches!(refused(oneself), Refusal::IncompatibleRoles { .. }), "nor the authority");
    assert_eq!(world.again(&account).await.grants.len(), 1);
});

story!(a_role_is_withdrawn_and_what_was_done_stays, |world| {
    let centre = world.centre().await;
    let camille = world.in_session("Camille Contrôle", Role::Controller, &centre.session).await;
    let act = |role| WithdrawRole {
        session: centre.session.clone(),
        login: "camille.contrôle".to_owned(),
        role,
        school: None,
    };
    let other = world.office.perform(&centre.authority, act(Role::JuryMember)).await;
    assert!(matches!(other, Err(Failure::NotFound)));
    world.office.perform(&centre.authority, act(Role::Controller)).await.unwrap();
    assert!(world.again(&camille).await.grants.is_empty());
});

story!(a_lost_password_is_replaced_for_somebody_of_the_session_alone, |world| {
    let centre = world.centre().await;
    let alix = world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
    let person = world.account_of(&alix, "Alix Martin").await;
    let browser = world.office.sign_in_as("alix.martin").await.unwrap();
    let first = world.office.first_password().await.unwrap();
    let plain = first.plain.clone();
    let reset = |login: &str| ResetPassword {
        session: centre.session.clone(),
        login: login.to_owned(),
        first: first.clone(),
    };
    world.office.perform(&centre.authority, reset("Alix.Martin")).await.unwrap();
    assert!(world.office.visitor(&browser.token).await.unwrap().is_none(), "signed out everywhere");
    assert!(matches!(world.office.sign_in("alix.martin", plain).await.unwrap(), SignIn::Welcome(_)));
    assert!(world.office.has_provisional_password(&person).await.unwrap());
    for other in ["admin", "claude.rectorat", "nobody"] {
        let refused_one = world.office.perform(&centre.authority, reset(other)).await;
        assert_eq!(refused(refused_one), Refusal::NobodyOfThatName, "{other}");
    }
});

/// Tries the acts on accounts of [`super::offers::OFFERS`].
pub async fn offer(world: &World, things: &Things, name: &str, who: &Actor) -> Option<Tried> {
    let (session, login) = (things.session.clone(), String::new());
    let tried = match name {
        "withdraw role" => {
            let act = WithdrawRole { session, login, role: Role::Controller, school: None };
            world.office.perform(who, act).await
        }
        "reset password" => {
            let act = ResetPassword { session, login, first: no_password() };
            world.office.perform(who, act).await.map(drop)
        }
        _ => return None,
    };
    Some((things.of_session(), tried))
}
