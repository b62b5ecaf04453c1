//! What the tests share: a judge of plans and a maker of instances, both apart from the planner's code.
#![allow(dead_code, reason = "each test file uses a part")]

pub mod extras;
pub mod judge;
pub mod maker;
