//! Writes that a device sends under an identifier of its own, perhaps twice, perhaps long after they were typed.

use super::{Change, Field, Written};
use crate::Refusal;
use jiff::Timestamp;

/// The longest identifier of a write: a UUID.
const LONGEST_ID: usize = 36;

/// What a device calls a write, and when it says that it was typed. Its clock decides nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The identifier that the device made: another for each value.
    pub id: String,
    /// « Saisi à », by the device's clock.
    pub typed_at: Option<Timestamp>,
}

impl Sent {
    /// Reads what a device sent; none where it gave no identifier that can be kept. An instant that cannot be read is
    /// left out: it decides nothing.
    pub fn read(id: &str, typed_at: &str) -> Option<Self> {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let fits = !id.is_empty() && id.len() <= LONGEST_ID && id.chars().all(plain);
        fits.then(|| Self { id: id.to_owned(), typed_at: typed_at.parse().ok() })
    }
}

/// What the server keeps of a write that it applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The field.
    pub field: Field,
    /// The revision that the write made.
    pub revision: i64,
    /// When the server received it.
    pub at: Timestamp,
}

/// What a write comes to, sent perhaps for the second time. One that was applied is answered as it was then, whatever
/// the sheet has become since; nothing else of it is done.
///
/// # Errors
/// The refusal of a write that was never applied; [`Refusal::UnknownField`] where the identifier was another field's.
pub fn settle(
    change: &Change,
    written: Result<Written, Refusal>,
    known: Option<Receipt>,
) -> Result<Written, Refusal> {
    match known {
        Some(receipt) if receipt.field == change.field => Ok(Written::Known(receipt)),
        Some(_) => Err(Refusal::UnknownField(change.field.to_string())),
        None => written,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::AccountId;
    use crate::sheet::{Entry, Sheet};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// A server: the sheet, and the receipts by identifier.
    #[derive(Default)]
    struct Server {
        sheet: Sheet,
        receipts: BTreeMap<String, Receipt>,
        applied: Vec<(Field, i64, String)>,
    }

    impl Server {
        fn receive(&mut self, id: &str, change: &Change) -> Written {
            let referential = crate::sample();
            let known = self.receipts.get(id).cloned();
            let written = settle(change, self.sheet.write(change, &referential), known).unwrap();
            if let Written::Changed { value, revision, .. } = &written {
                let at = Timestamp::UNIX_EPOCH;
                let (by, by_name) = (AccountId::from("a"), String::new());
                let entry = Entry { value: value.clone(), revision: *revision, by, by_name, at };
                self.sheet.record(change.field.clone(), entry);
                let receipt = Receipt { field: change.field.clone(), revision: *revision, at };
                self.receipts.insert(id.to_owned(), receipt);
                self.applied.push((change.field.clone(), *revision, value.clone()));
            }
            written
        }
    }

    /// What a device typed: which of two fields, over which revision, which of three values.
    fn queue() -> impl Strategy<Value = Vec<(bool, i64, u8)>> {
        prop::collection::vec((any::<bool>(), 0..4_i64, 0..3_u8), 1..12)
    }

    fn change(&(field, seen, value): &(bool, i64, u8)) -> Change {
        let field = if field { Field::Appraisal } else { Field::CoverageGap };
        Change { field, seen, value: format!("valeur {value}") }
    }

    proptest! {
        #[test]
        fn e4_17_a_queue_replayed_twice_and_out_of_order_is_applied_once(
            queue in queue(),
            again in prop::collection::vec(any::<prop::sample::Index>(), 0..40),
        ) {
            let mut server = Server::default();
            // A device has seen no revision that is still to come.
            let (mut changes, mut first) = (vec![], vec![]);
            for (nth, one) in queue.iter().enumerate() {
                let typed = change(one);
                let seen = typed.seen.min(server.sheet.revision(&typed.field));
                let change = Change { seen, ..typed };
                first.push(server.receive(&nth.to_string(), &change));
                changes.push(change);
            }
            let (sheet, applied) = (server.sheet.clone(), server.applied.clone());
            for index in again {
                let nth = index.index(changes.len());
                let answer = server.receive(&nth.to_string(), &changes[nth]);
                match &first[nth] {
                    Written::Changed { revision, .. } => {
                        let same = matches!(&answer, Written::Known(receipt) if receipt.revision == *revision);
                        prop_assert!(same, "{answer:?}");
                    }
                    _ => prop_assert!(!matches!(answer, Written::Changed { .. }), "{answer:?}"),
                }
            }
            prop_assert_eq!(server.sheet, sheet);
            prop_assert_eq!(&server.applied, &applied);
            let mut revisions: Vec<_> = applied.iter().map(|(field, revision, _)| (field, revision)).collect();
            revisions.dedup();
            prop_assert_eq!(revisions.len(), applied.len());
        }
    }

    #[test]
    fn e4_17_an_identifier_is_a_plain_short_word_and_an_unreadable_clock_is_left_out() {
        assert_eq!(Sent::read("", ""), None);
        assert_eq!(Sent::read(&"a".repeat(37), ""), None);
        assert_eq!(Sent::read("a b", ""), None);
        let read = Sent::read("0b3c-1", "hier").unwrap();
        assert_eq!((read.id.as_str(), read.typed_at), ("0b3c-1", None));
        assert!(Sent::read("x", "2027-05-18T09:00:00Z").unwrap().typed_at.is_some());
    }

    #[test]
    fn e4_17_the_identifier_of_one_field_is_not_another_s() {
        let known = Receipt { field: Field::Mark, revision: 1, at: Timestamp::UNIX_EPOCH };
        let other = Change { field: Field::Appraisal, seen: 0, value: "x".to_owned() };
        let answer = settle(&other, Ok(Written::Unchanged), Some(known));
        assert_eq!(answer, Err(Refusal::UnknownField("appraisal".to_owned())));
    }
}
