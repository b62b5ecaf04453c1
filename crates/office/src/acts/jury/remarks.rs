//! « Formule toute remarque et observation qu'il juge utile » (E4-34).

use super::minutes::refuse_signed;
use crate::Failure;
use crate::act::{About, Act, Desk, about, found};
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::id::CandidateId;
use exam::{Refusal, text};
use store::Tx;
use store::tables::jury::remarks::{self, Remark};
use store::tables::{candidates, subjects};

/// Writes a remark of the jury on a candidate.
#[derive(Debug, Clone)]
pub struct WriteRemark {
    /// The candidate.
    pub candidate: CandidateId,
    /// Its words.
    pub text: String,
}

#[async_trait]
impl Act for WriteRemark {
    type Output = ();
    const ACT: access::Act = access::Act::WriteRemark;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let candidate = found(candidates::find(&mut desk.tx, &self.candidate).await?)?;
        // The minutes are signed over every remark.
        desk.tx.lock(&about("deliberation", &candidate.session).lock()).await?;
        refuse_signed(&mut desk.tx, &candidate.session).await?;
        let text = text::reason(&self.text)?;
        if text.is_empty() {
            return Err(Refusal::Required { field: "Remarque" }.into());
        }
        let told = format!("remarque du jury : {text}");
        let (by, by_name) = (desk.actor.account.clone(), desk.actor.name.clone());
        let remark = Remark { candidate: self.candidate, text, by, by_name, at: desk.now };
        let id = desk.id();
        remarks::insert(&mut desk.tx, id, &remark).await?;
        desk.journal("candidate", &remark.candidate, "", told).await?;
        Ok(())
    }
}
