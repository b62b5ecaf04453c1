//! The day of the oral: arrivals, real times, incidents, private notes, divergences; what devices hold and sent.

pub mod arrivals;
pub mod devices;
pub mod divergences;
pub mod incidents;
pub mod notes;
pub mod parts;
pub mod sent;
