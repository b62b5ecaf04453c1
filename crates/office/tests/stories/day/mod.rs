//! The day of the oral: real times, arrivals, incidents, private notes, replacements, divergences.

mod offers;
mod paper;
mod replaced;
mod told;

pub use offers::{OFFERS, OralThings, offer};
