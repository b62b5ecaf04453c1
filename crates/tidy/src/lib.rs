//! Holds the house together. The tests of this crate read the tree as text and say, for each fault, which file and
//! what to do; this library finds the files and reads the two pages that the tests hold against the code.
#![warn(missing_docs)]

pub mod glossary;
pub mod ledger;
pub mod tree;

/// Fails with every fault at once, one to a line.
///
/// # Panics
/// Where there is a fault: that is its purpose.
pub fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} fault(s):\n- {}\n", faults.len(), faults.join("\n- "));
}
