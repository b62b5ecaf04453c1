//! When the two members do not agree: a divergence is recorded, and the president of the jury settles it.

use super::{Sheet, State};
use crate::Refusal;
use jiff::Timestamp;

/// A divergence between the two members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Divergence {
    /// What they do not agree on.
    pub reason: String,
    /// The name of the member who recorded it.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
    /// How the president settled it, once that is done.
    pub settlement: Option<Settlement>,
}

/// How the president of the jury settled a divergence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// What was settled, in words.
    pub text: String,
    /// The president's name.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

impl Sheet {
    /// How the divergence was settled, once it was.
    pub fn settlement(&self) -> Option<&Settlement> {
        self.divergence.as_ref()?.settlement.as_ref()
    }

    /// The divergence that waits for the president: two visas would have ended it.
    pub fn open_divergence(&self) -> Option<&Divergence> {
        self.divergence.as_ref().filter(|_| self.state() != State::Closed)
    }

    /// E4-17: a member may record a divergence while the sheet is not closed, once, with its reason.
    ///
    /// # Errors
    /// [`Refusal::SheetClosed`], [`Refusal::DivergenceKnown`], [`Refusal::ReasonRequired`].
    pub fn may_diverge(&self, reason: &str) -> Result<(), Refusal> {
        if self.state() == State::Closed {
            return Err(Refusal::SheetClosed);
        }
        if self.divergence.is_some() {
            return Err(Refusal::DivergenceKnown);
        }
        if reason.trim().is_empty() { Err(Refusal::ReasonRequired) } else { Ok(()) }
    }

    /// E4-17: the president settles a divergence that waits, in words; the sheet is then closed.
    ///
    /// # Errors
    /// [`Refusal::SheetClosed`], [`Refusal::NoDivergence`], [`Refusal::ReasonRequired`].
    pub fn may_settle(&self, settlement: &str) -> Result<(), Refusal> {
        if self.state() == State::Closed {
            return Err(Refusal::SheetClosed);
        }
        if self.divergence.is_none() {
            return Err(Refusal::NoDivergence);
        }
        if settlement.trim().is_empty() { Err(Refusal::ReasonRequired) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use crate::sheet::{Change, Field};

    fn diverging(settlement: Option<Settlement>) -> Sheet {
        let (reason, by_name) = ("deux niveaux d’écart".to_owned(), "Mme Arnaud".to_owned());
        let divergence = Divergence { reason, by_name, at: Timestamp::UNIX_EPOCH, settlement };
        Sheet { divergence: Some(divergence), ..Sheet::default() }
    }

    #[test]
    fn e4_17_a_divergence_is_recorded_once_and_with_its_reason() {
        assert_eq!(Sheet::default().may_diverge(" "), Err(Refusal::ReasonRequired));
        assert_eq!(Sheet::default().may_diverge("deux niveaux d’écart"), Ok(()));
        assert_eq!(diverging(None).may_diverge("encore"), Err(Refusal::DivergenceKnown));
        assert!(!diverging(None).is_untouched(), "the sitting stays");
    }

    #[test]
    fn e4_17_a_settled_divergence_closes_the_sheet_in_the_place_of_the_visas() {
        assert_eq!(Sheet::default().may_settle("12"), Err(Refusal::NoDivergence));
        assert_eq!(diverging(None).may_settle(""), Err(Refusal::ReasonRequired));
        assert_eq!(diverging(None).may_settle("le niveau de la ligne 3 est « maitrisé »"), Ok(()));
        let (text, by_name) = ("tranché".to_owned(), "Mme Jury".to_owned());
        let settled = diverging(Some(Settlement { text, by_name, at: Timestamp::UNIX_EPOCH }));
        assert_eq!(settled.state(), State::Closed);
        let change = Change { field: Field::Appraisal, seen: 0, value: "Autre".to_owned() };
        assert_eq!(settled.write(&change, &sample()), Err(Refusal::SheetClosed));
        assert_eq!(settled.may_settle("encore"), Err(Refusal::SheetClosed));
        assert_eq!(settled.may_reopen("erreur de feuille"), Ok(()));
        assert!(settled.open_divergence().is_none() && diverging(None).open_divergence().is_some());
    }
}
