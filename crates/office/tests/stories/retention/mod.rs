//! Keeping and purging (E4-32), and the numbers that stay.

mod erased;
mod numbers;
mod offers;
mod schema;
mod two_people;

pub use offers::{OFFERS, offer};

use exam::access::Actor;
use exam::id::SessionId;
use office::acts::perimeter::Perimeter;
use office::acts::retention::{AnnouncePurge, AskPurge, PurgeRecord};
use world::World;

/// The last day of keeping is 31 August 2027: an instant of the 1st, with the notice to come.
const AFTER: &str = "2027-09-01T08:00:00Z";
/// A month later: the notice is over.
const PURGEABLE: &str = "2027-10-02T08:00:00Z";

fn one_off(session: &SessionId) -> Perimeter {
    Perimeter::Session(session.clone())
}

/// Announces, waits for the notice, asks.
async fn asked(world: &World, perimeter: &Perimeter, who: &Actor) {
    world.outside.set(AFTER.parse().unwrap());
    world.office.perform(who, AnnouncePurge { perimeter: perimeter.clone() }).await.unwrap();
    world.outside.set(PURGEABLE.parse().unwrap());
    world.office.perform(who, AskPurge { perimeter: perimeter.clone() }).await.unwrap();
}

/// The whole way, by the authority and the administrator.
async fn purged(world: &World, perimeter: &Perimeter, seen: usize) -> PurgeRecord {
    let authority = world.office.actor("claude.rectorat").await.unwrap().unwrap();
    let administrator = world.administrator().await;
    asked(world, perimeter, &authority).await;
    world.office.purge(&administrator, perimeter, seen).await.unwrap()
}
