//! Claims: a candidate asks to read the own appraisal once the results are published; the authority gives it, what tells a
//! proposed mark masked (E4-31); the candidate reads what was given, and never the sheet.

mod answer;
mod ask;

pub use answer::{ClaimToAnswer, Claims, GiveAppraisal, SeeClaim, SeeClaims};
pub use ask::{ClaimAppraisal, OwnAppraisal, OwnClaim, ReadAppraisal, SeeOwnAppraisal, SeeOwnClaim};
pub use exam::claim::Texts;
pub use store::tables::claims::{Claim, Given};

use crate::Failure;
use crate::act::found;
use exam::claim::{self, Secret, Standing};
use exam::id::CandidateId;
use exam::sheet::{Field, Sheet, State};
use exam::sitting::WhichExam;
use store::Tx;
use store::tables::candidates::{self, Candidate};
use store::tables::decisions::{self, Decision};
use store::tables::sessions::{self, Session};
use store::tables::sheets::Sitting;
use store::tables::{claims, harmonisation, sheets};

/// A candidate and all that a claim is about. It holds the sheet: nothing of it leaves this module but what was given.
pub(crate) struct Known {
    pub session: Session,
    pub candidate: Candidate,
    pub decision: Option<Decision>,
    pub claim: Option<Claim>,
    sheet: Option<(Sitting, Sheet)>,
}

impl Known {
    /// What the rules need to know.
    pub fn standing(&self) -> Standing {
        let written = self.sheet.as_ref().is_some_and(|(_, content)| {
            content.state() == State::Closed && !content.value(&Field::Appraisal).is_empty()
        });
        Standing {
            published: self.session.published_at.is_some(),
            has_appraisal: written && self.decision.is_some(),
            asked: self.claim.is_some(),
        }
    }

    /// The texts of form 6-4, as the commission wrote them.
    fn texts(&self) -> Texts {
        let Some((_, content)) = &self.sheet else { return Texts::default() };
        let observed = |code: &String| {
            let text = content.value(&Field::Observations(code.clone())).to_owned();
            (!text.is_empty()).then(|| (code.clone(), text))
        };
        let parts = self.session.referential.parts.iter().map(|part| &part.code);
        Texts {
            observations: parts.filter_map(observed).collect(),
            appraisal: content.value(&Field::Appraisal).to_owned(),
        }
    }
}

pub(crate) async fn load(tx: &mut Tx, id: &CandidateId) -> Result<Known, Failure> {
    let candidate = found(candidates::find(tx, id).await?)?;
    let session = found(sessions::find(tx, &candidate.session).await?)?;
    let decision = decisions::find(tx, WhichExam::Oral, id).await?;
    let claim = claims::find(tx, id).await?;
    let sheet = match sheets::of_candidate(tx, id).await? {
        Some(sitting) => {
            let content = sheets::content(tx, &sitting.sheet, &session.referential).await?;
            Some((sitting, content))
        }
        None => None,
    };
    Ok(Known { session, candidate, decision, claim, sheet })
}

/// Every mark of a candidate's sheet that is not communicated.
async fn secret(tx: &mut Tx, known: &Known) -> Result<Secret, Failure> {
    let referential = &known.session.referential;
    let Some((sitting, content)) = &known.sheet else {
        return Ok(claim::secret(None, std::iter::empty(), referential.scale));
    };
    let kept = harmonisation::of_sheet(tx, &sitting.sheet, referential.scale).await?;
    let recommended = kept.iter().flat_map(|one| [one.made.proposed.mark(), one.made.recommended.mark()]);
    Ok(claim::secret(content.calculation(referential).as_ref(), recommended, referential.scale))
}
