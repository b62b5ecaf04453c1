//! The day without a network: writes that are sent twice, late or out of order, and the devices that hold them.

mod devices;
mod replay;
