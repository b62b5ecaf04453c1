//! E4-22: schools propose professionals, the authority answers, who is accepted may sit.

use crate::offers::{Things, Tried};
use exam::Refusal;
use exam::access::{Actor, Role};
use exam::commission::{Field, Proposal, Quality, Standing};
use exam::id::SchoolId;
use office::Failure;
use office::acts::timetable::{
    AnswerProposal, Professional, ProposeProfessional, SeeOwnProposals, SeeProposals, WithdrawProposal,
};
use store::tables::commissions;
use store::tables::timetable::professionals;
use world::{World, no_password, refused, story};

fn rim() -> Proposal {
    Proposal {
        name: "Rim Sadi".to_owned(),
        company: "Exemple SAS".to_owned(),
        field: Some(Field::Slam),
        email: "rim.sadi@exemple.fr".to_owned(),
    }
}

fn answer(proposal: &str, accepted: bool, reason: &str) -> AnswerProposal {
    AnswerProposal {
        proposal: proposal.to_owned(),
        accepted,
        reason: reason.to_owned(),
        first: no_password(),
    }
}

async fn own(world: &World, who: &Actor, school: &SchoolId) -> Vec<Professional> {
    world.office.consult(who, SeeOwnProposals { school: school.clone() }).await.unwrap().lines
}

story!(e4_22_a_school_proposes_and_the_authority_answers, |world| {
    let centre = world.centre().await;
    let (office, school) = (&world.office, &centre.voltaire);
    let head = world.in_school("Ada Chef", Role::HeadOfSchool, school).await;
    let teacher = world.in_school("Hugo Prof", Role::Teacher, school).await;
    let propose = |proposal| ProposeProfessional { school: school.clone(), proposal };
    office.perform(&head, propose(rim())).await.unwrap();
    let twice = office.perform(&teacher, propose(rim())).await;
    assert!(matches!(refused(twice), Refusal::AlreadyThere { .. }));
    let other = Proposal { name: "Paul Loin".into(), email: "paul@exemple.fr".into(), ..rim() };
    office.perform(&teacher, propose(other.clone())).await.unwrap();
    let elsewhere = ProposeProfessional { school: centre.zay.clone(), proposal: other };
    assert_eq!(refused(office.perform(&head, elsewhere).await), Refusal::NotAllowed);
    let lines = own(&world, &teacher, school).await;
    assert_eq!((lines.len(), lines[0].by_name.as_str()), (2, "Ada Chef"));
    let (rim, paul) = (lines[0].id.clone(), lines[1].id.clone());
    assert_eq!(refused(office.perform(&head, answer(&rim, true, "")).await), Refusal::NotAllowed);
    let all = SeeProposals { session: centre.session.clone() };
    assert_eq!(office.consult(&centre.authority, all.clone()).await.unwrap().waiting(), 2);
    let access = office.perform(&centre.authority, answer(&rim, true, "")).await.unwrap().unwrap();
    assert_eq!(access.login, "rim.sadi@exemple.fr");
    let mut tx = world.db.read().await.unwrap();
    let sits = commissions::examiners(&mut tx, &centre.session).await.unwrap();
    drop(tx);
    assert!(sits.iter().any(|one| one.name == "Rim Sadi" && one.quality == Quality::Professional));
    assert_eq!(
        refused(office.perform(&centre.authority, answer(&paul, false, " ")).await),
        Refusal::ReasonRequired
    );
    office.perform(&centre.authority, answer(&paul, false, "Trop loin.")).await.unwrap();
    let again = office.perform(&centre.authority, answer(&paul, true, "")).await;
    assert!(matches!(again, Err(Failure::Outdated)), "an answer stays");
    let late = office.perform(&head, WithdrawProposal { proposal: paul.clone() }).await;
    assert!(matches!(late, Err(Failure::Outdated)));
    let told: Vec<_> =
        own(&world, &head, school).await.into_iter().map(|one| (one.standing, one.reason)).collect();
    assert_eq!(told, [(Standing::Accepted, String::new()), (Standing::Declined, "Trop loin.".to_owned())]);
    assert_eq!(office.consult(&centre.authority, all).await.unwrap().waiting(), 0);
});

story!(e4_22_two_schools_propose_the_same_person_and_one_may_withdraw, |world| {
    let centre = world.centre().await;
    let (one, two) = (&centre.voltaire, &centre.zay);
    let head = world.in_school("Ada Chef", Role::HeadOfSchool, one).await;
    for (who, school) in [(&head, one), (&centre.head, two)] {
        let act = ProposeProfessional { school: school.clone(), proposal: rim() };
        world.office.perform(who, act).await.unwrap();
    }
    let (first, second) = (own(&world, &head, one).await, own(&world, &centre.head, two).await);
    world.office.perform(&centre.authority, answer(&first[0].id, true, "")).await.unwrap();
    let known = world.office.perform(&centre.authority, answer(&second[0].id, true, "")).await.unwrap();
    assert!(known.is_none(), "she has her account already");
    let act = ProposeProfessional {
        school: one.clone(),
        proposal: Proposal { email: "autre@exemple.fr".into(), ..rim() },
    };
    world.office.perform(&head, act).await.unwrap();
    let lines = own(&world, &head, one).await;
    world.office.perform(&head, WithdrawProposal { proposal: lines[1].id.clone() }).await.unwrap();
    assert_eq!(own(&world, &head, one).await.len(), 1);
});

/// Tries what the walk over the rights tries; nothing is written where the right is there.
pub async fn offer(world: &World, things: &Things, name: &str, who: &Actor) -> Option<Tried> {
    const ID: &str = "proposal of the walk";
    let office = &world.office;
    if name == "see proposals" {
        let view = SeeProposals { session: things.session.clone() };
        return Some((things.of_session(), office.consult(who, view).await.map(drop)));
    }
    if !name.contains("propos") {
        return None;
    }
    let mut tx = world.db.write().await.unwrap();
    if professionals::find(&mut tx, ID).await.unwrap().is_none() {
        let one = Professional {
            id: ID.to_owned(),
            school: things.zay.clone(),
            school_name: String::new(),
            name: "Rim Sadi".to_owned(),
            company: "Exemple SAS".to_owned(),
            field: Field::Slam,
            email: "rim.sadi@exemple.fr".to_owned(),
            standing: Standing::Proposed,
            reason: String::new(),
            by_name: String::new(),
            at: world.office.now(),
        };
        let by = things.centre.authority.account.clone();
        professionals::insert(&mut tx, &one, &by).await.unwrap();
        tx.commit().await.unwrap();
    } else {
        drop(tx);
    }
    let school = things.zay.clone();
    let answered = match name {
        "propose professional" => {
            let proposal = Proposal { name: String::new(), ..rim() };
            office.perform(who, ProposeProfessional { school, proposal }).await
        }
        "withdraw proposal" => office.perform(who, WithdrawProposal { proposal: ID.to_owned() }).await,
        "see own proposals" => office.consult(who, SeeOwnProposals { school }).await.map(drop),
        "answer proposal" => office.perform(who, answer(ID, false, "")).await.map(drop),
        _ => return None,
    };
    Some((things.of_school(), answered))
}
