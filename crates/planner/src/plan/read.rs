//! JSON to [`Plan`].

use super::Plan;
use crate::fault::Fault;
use crate::instance::{Sitting, read as shapes};
use crate::json::{Node, parse};

const MOST: usize = 1_000_000;

pub(super) fn plan(text: &str) -> Result<Plan, Fault> {
    let value = parse(text)?;
    let sessions =
        Node::root(&value).get("sessions")?.list()?.iter().map(sitting).collect::<Result<_, _>>()?;
    Ok(Plan::new(sessions))
}

pub(crate) fn sitting(node: &Node) -> Result<Sitting, Fault> {
    Ok(Sitting {
        half: node.get("half")?.number(MOST)?,
        centre: node.get("centre")?.number(MOST)?,
        spec: shapes::spec(&node.get("spec")?)?,
        lead: node.get("lead")?.number(MOST)?,
        second: shapes::person(&node.get("second")?)?,
        candidates: node.get("candidates")?.numbers(MOST)?,
    })
}
