//! The convocation: who convenes, and who is convened.
//!
//! Home of: E4-27

use crate::Refusal;
use crate::access::Role;
use crate::candidate::Track;
use crate::conformity::Outcome;
use crate::mark::DecidedMark;
use crate::referential::Referential;

/// E4-27: who convenes the candidates and the commission: the head of school in CCF, else the authority.
pub fn convened_by(track: Track) -> Role {
    match track {
        Track::OneOff => Role::Authority,
        Track::Continuous => Role::HeadOfSchool,
    }
}

/// What decides whether a candidate is convened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Candidacy {
    /// The candidate withdrew (« désistement »).
    pub withdrawn: bool,
    /// The mark the candidate keeps from an earlier session.
    pub kept_mark: Option<DecidedMark>,
    /// The last outcome of the conformity check; `None` before it.
    pub conformity: Option<Outcome>,
}

impl Candidacy {
    /// Whether the candidate is convened. A dossier to put right, or not yet controlled, does not stand in the way.
    ///
    /// # Errors
    /// [`Refusal::Withdrawn`]; [`Refusal::KeepsEarlierMark`] from the policy's threshold on;
    /// [`Refusal::DossierNotValid`] when the controllers found the dossier not valid, or the candidate absent.
    pub fn check(&self, referential: &Referential) -> Result<(), Refusal> {
        if self.withdrawn {
            return Err(Refusal::Withdrawn);
        }
        let threshold = i64::from(referential.policy.kept_mark_from) * 100;
        if let Some(kept) = self.kept_mark.filter(|kept| kept.mark().hundredths() >= threshold) {
            return Err(Refusal::KeepsEarlierMark(kept));
        }
        match self.conformity {
            Some(Outcome::NotValid { .. } | Outcome::Absent) => Err(Refusal::DossierNotValid),
            Some(Outcome::Conform | Outcome::ToPutRight { .. }) | None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mark::Mark;
    use crate::sample;

    #[test]
    fn e4_27_the_head_of_school_convenes_in_ccf() {
        assert_eq!(convened_by(Track::Continuous), Role::HeadOfSchool);
        assert_eq!(convened_by(Track::OneOff), Role::Authority);
    }

    #[test]
    fn e4_27_a_withdrawn_candidate_is_never_convened() {
        let candidacy =
            Candidacy { withdrawn: true, conformity: Some(Outcome::Conform), ..Candidacy::default() };
        assert_eq!(candidacy.check(&sample()), Err(Refusal::Withdrawn));
    }

    #[test]
    fn e4_27_a_mark_kept_from_an_earlier_session_exempts() {
        let candidacy = |typed: &str| Candidacy {
            kept_mark: Some(DecidedMark::recorded(Mark::parse(typed, 20).unwrap())),
            ..Candidacy::default()
        };
        assert!(matches!(candidacy("10").check(&sample()), Err(Refusal::KeepsEarlierMark(_))));
        assert_eq!(candidacy("9,99").check(&sample()), Ok(()));
        assert_eq!(Candidacy::default().check(&sample()), Ok(()));
        let mut referential = sample();
        referential.policy.kept_mark_from = 12;
        assert_eq!(candidacy("11").check(&referential), Ok(()));
    }

    #[test]
    fn e4_27_only_a_dossier_found_not_valid_stands_in_the_way() {
        let check = |conformity| Candidacy { conformity, ..Candidacy::default() }.check(&sample());
        let not_valid = Outcome::NotValid { ground: "late_deposit".into() };
        assert_eq!(check(Some(not_valid)), Err(Refusal::DossierNotValid));
        assert_eq!(check(Some(Outcome::Absent)), Err(Refusal::DossierNotValid));
        assert_eq!(check(Some(Outcome::Conform)), Ok(()));
        assert_eq!(check(Some(Outcome::ToPutRight { until: jiff::civil::date(2026, 4, 12) })), Ok(()));
        assert_eq!(check(None), Ok(()));
    }
}
