//! Every act and view of claims, each as somebody would try it: nothing is published, so another rule refuses.

use crate::offers::{Things, Tried};
use exam::access::{Act, Actor};
use office::acts::claims::{
    ClaimAppraisal, GiveAppraisal, ReadAppraisal, SeeClaim, SeeClaims, SeeOwnAppraisal, SeeOwnClaim,
};
use world::World;

/// What is tried: its name, its line of the rights, and whether it writes.
pub const OFFERS: &[(&str, Act, bool)] = &[
    ("claim appraisal", Act::ClaimAppraisal, true),
    ("read appraisal", Act::ReadAppraisal, true),
    ("see own claim", Act::ReadAppraisal, false),
    ("see own appraisal", Act::ReadAppraisal, false),
    ("print own appraisal", Act::ReadAppraisal, false),
    ("see claims", Act::AnswerClaim, false),
    ("see claim", Act::AnswerClaim, false),
    ("give appraisal", Act::AnswerClaim, true),
];

/// Tries one of [`OFFERS`]; `None` for a name that is not among them.
pub async fn offer(world: &World, things: &Things, name: &str, who: &Actor) -> Option<Tried> {
    let (office, candidate) = (&world.office, things.candidate.clone());
    let answer = match name {
        "claim appraisal" => office.perform(who, ClaimAppraisal { candidate }).await,
        "read appraisal" => office.perform(who, ReadAppraisal { candidate }).await,
        "see own claim" => office.consult(who, SeeOwnClaim { candidate }).await.map(drop),
        "see own appraisal" => office.consult(who, SeeOwnAppraisal { candidate }).await.map(drop),
        "print own appraisal" => office.print_own_appraisal(who, &candidate).await.map(drop),
        "see claim" => office.consult(who, SeeClaim { candidate }).await.map(drop),
        "give appraisal" => {
            office.perform(who, GiveAppraisal { candidate, passages: vec![] }).await.map(drop)
        }
        "see claims" => {
            let view = SeeClaims { session: things.session.clone() };
            return Some((things.of_session(), office.consult(who, view).await.map(drop)));
        }
        _ => return None,
    };
    Some((things.of_candidate(), answer))
}
