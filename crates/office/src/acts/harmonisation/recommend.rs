//! A recommendation, for one candidate or for a stated set; and what the commission answers.

use super::{Kept, may_recommend, room};
use crate::Failure;
use crate::act::{About, Act, Desk, about, found};
use crate::acts::notices::{To, exam, tell};
use crate::acts::sessions::subject_of;
use async_trait::async_trait;
use exam::Refusal;
use exam::access::{self, Subject};
use exam::harmonisation::{self as rules, Change};
use exam::id::{RecommendationId, SessionId, SheetId};
use exam::{notice, text};
use store::Tx;
use store::tables::{commissions, harmonisation, sheets, subjects};

/// Recommends another mark beside each of some signed sheets: a new row for each, told to the members of its commission.
/// Proposals stay as they are (E4-23).
#[derive(Debug, Clone)]
pub struct Recommend {
    /// The session.
    pub session: SessionId,
    /// The sheets.
    pub sheets: Vec<SheetId>,
    /// To what, or by how much.
    pub change: Change,
    /// Why.
    pub reason: String,
}

#[async_trait]
impl Act for Recommend {
    /// How many recommendations were made.
    type Output = usize;
    const ACT: access::Act = access::Act::Recommend;

    fn about(&self) -> About {
        about("session", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<usize, Failure> {
        let seen = room(&mut desk.tx, &self.session).await?;
        let subject = subject_of(&mut desk.tx, &self.session).await?;
        let presides = access::may(&desk.actor, access::Act::NameHarmoniser, &subject).is_ok();
        if !presides && !may_recommend(&seen.members, &desk.actor.account) {
            return Err(Refusal::NotAHarmoniser.into());
        }
        if self.sheets.is_empty() {
            return Err(Refusal::Required { field: "personnes candidates" }.into());
        }
        let reason = text::reason(&self.reason)?;
        desk.lock_all("sheet", &self.sheets).await?;
        let set: String = desk.id();
        for id in &self.sheets {
            let signed = seen.sheets.iter().find(|one| one.sheet == *id).ok_or(Refusal::SheetNotSigned)?;
            if signed.decided {
                return Err(Refusal::AlreadyDecided.into());
            }
            let mark = self.change.of(signed.proposed, seen.session.referential.scale)?;
            let made = rules::recommend(signed.proposed, mark, &desk.actor, &reason, desk.now)?;
            let kept = Kept { id: desk.id(), sheet: id.clone(), set: set.clone(), made, answers: vec![] };
            harmonisation::recommend(&mut desk.tx, &self.session, &kept).await?;
            let after = format!("recommandation {} ; {reason}", kept.made.recommended);
            desk.journal("sheet", id, kept.made.proposed.to_string(), after).await?;
            let letter = notice::recommended(exam(&seen.session), &signed.candidate.number);
            let commission = found(seen.commissions.iter().find(|one| one.id == signed.commission))?;
            for member in commissions::members(&mut desk.tx, commission).await? {
                tell(desk, To::Account(member.account), letter.clone(), ("sheet", id.as_str())).await?;
            }
        }
        Ok(self.sheets.len())
    }
}

/// What a member of the commission answers to a recommendation.
#[derive(Debug, Clone)]
pub struct AnswerRecommendation {
    /// The recommendation.
    pub recommendation: RecommendationId,
    /// What.
    pub content: String,
}

#[async_trait]
impl Act for AnswerRecommendation {
    /// The sheet that it stands beside.
    type Output = SheetId;
    const ACT: access::Act = access::Act::AnswerRecommendation;

    fn about(&self) -> About {
        about("recommendation", &self.recommendation)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        let sheet = found(harmonisation::sheet_of(tx, &self.recommendation).await?)?;
        found(subjects::of_sheet(tx, &sheet).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<SheetId, Failure> {
        let sheet = found(harmonisation::sheet_of(&mut desk.tx, &self.recommendation).await?)?;
        found(sheets::find(&mut desk.tx, &sheet).await?)?;
        let content = text::reason(&self.content)?;
        if content.is_empty() {
            return Err(Refusal::Required { field: "réponse" }.into());
        }
        let (id, by) = (desk.id(), (desk.actor.account.clone(), desk.now));
        harmonisation::answer(&mut desk.tx, id, &self.recommendation, &content, (&by.0, by.1)).await?;
        desk.journal("sheet", &sheet, "", format!("réponse à la recommandation : {content}")).await?;
        Ok(sheet)
    }
}
