//! What the jury's side does with a bundle, and where the bundle stands for it.

use crate::Refusal;

/// What the jury's side did with a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Somebody of the jury received it.
    Received,
    /// Its bytes are those that were sealed.
    Verified,
    /// They are not.
    Altered,
    /// Somebody of the jury opened it.
    Opened,
}

impl Step {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Received, Self::Verified, Self::Altered, Self::Opened];

    /// The stable word of rows.
    pub fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Verified => "verified",
            Self::Altered => "altered",
            Self::Opened => "opened",
        }
    }

    /// Reads a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// In French, for pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Received => "Reçu",
            Self::Verified => "Vérifié",
            Self::Altered => "Altéré",
            Self::Opened => "Ouvert",
        }
    }
}

/// Where a bundle stands before the jury.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// What came is not what was sealed.
    Altered,
    /// Nothing was sent.
    NotSent,
    /// Sent; nobody of the jury received it.
    Sent,
    /// Received, and verified.
    Verified,
    /// Verified, and opened.
    Opened,
}

impl Stage {
    /// In French, for pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Altered => "Altéré",
            Self::NotSent => "Pas transmis",
            Self::Sent => "À recevoir",
            Self::Verified => "Reçu, vérifié",
            Self::Opened => "Reçu, vérifié, ouvert",
        }
    }
}

/// Where a bundle stands, from what was done with it in its order; `None` where none was sent. The last look at its bytes
/// counts.
pub fn stage(steps: Option<&[Step]>) -> Stage {
    let Some(steps) = steps else { return Stage::NotSent };
    match steps.iter().rev().find(|step| matches!(step, Step::Verified | Step::Altered)) {
        None => Stage::Sent,
        Some(Step::Altered) => Stage::Altered,
        Some(_) if steps.contains(&Step::Opened) => Stage::Opened,
        Some(_) => Stage::Verified,
    }
}

/// E4-33: the jury opens what it received, and found to be what was sealed.
///
/// # Errors
/// [`Refusal::BundleNotVerified`].
pub fn may_open(steps: &[Step]) -> Result<(), Refusal> {
    match stage(Some(steps)) {
        Stage::Verified | Stage::Opened => Ok(()),
        Stage::Altered | Stage::NotSent | Stage::Sent => Err(Refusal::BundleNotVerified),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e4_33_a_bundle_is_sent_received_verified_and_opened() {
        assert_eq!(stage(None), Stage::NotSent);
        let mut steps = vec![];
        assert_eq!((stage(Some(&steps)), may_open(&steps)), (Stage::Sent, Err(Refusal::BundleNotVerified)));
        steps.extend([Step::Received, Step::Verified]);
        assert_eq!((stage(Some(&steps)), may_open(&steps)), (Stage::Verified, Ok(())));
        steps.push(Step::Opened);
        assert_eq!(stage(Some(&steps)), Stage::Opened);
        steps.push(Step::Altered);
        assert_eq!(
            (stage(Some(&steps)), may_open(&steps)),
            (Stage::Altered, Err(Refusal::BundleNotVerified))
        );
        steps.push(Step::Verified);
        assert_eq!(stage(Some(&steps)), Stage::Opened, "the last look counts");
        for step in Step::ALL {
            assert_eq!(Step::from_code(step.code()), Some(step));
        }
    }
}
