//! The optional exam EF4 (E4-37): its request, its sheet after the oral, the jury's mark apart.

mod jury;
mod offers;
mod request;
mod secrecy;
mod sheet;

pub use offers::{OFFERS, offer};
