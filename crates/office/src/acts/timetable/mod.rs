//! The timetable of a place: from what examiners answer to a published version, with its commissions and sittings.
//!
//! A draft is seen by those who plan and by nobody else. Publication makes the commissions and seats of the other acts.

mod answers;
mod board;
mod build;
mod clock;
mod draft;
mod edit;
mod facts;
mod frame;
mod import;
mod links;
mod plans;
mod professionals;
mod publish;
mod reading;
mod repair;
mod rooms;
mod standing;
mod version;
mod work;

pub use answers::{AnswerLine, Answers, SeeAnswers, SetAnswer};
pub use board::{Board, SeeBoard};
pub use draft::{Block, Broken, Draft, How, Point};
pub use edit::{Edit, EditPlan, SeeMoves, UndoEdit};
pub use exam::planning::{Answer, Change, Contradiction, Frame, HalfDay, Hours, Part, Passage, Session};
pub use frame::{SeeFrame, SetFrame};
pub use import::{ImportAnswers, ImportLine, SeeImport, TypedTable};
pub use links::{AskAnswers, OpenedLink, RevokeLink, Sent};
pub use plans::{CopyPlan, Effort, SeePlans, SeeProgress, StartPlan, StopPlan, Summary, Timetable};
pub use professionals::{
    AnswerProposal, ProposeProfessional, Proposed, SeeOwnProposals, SeeProposals, WithdrawProposal,
};
pub use publish::PublishPlan;
pub use standing::{SeeStanding, Standing};
pub use store::tables::timetable::professionals::Professional;
pub use version::{People, Published, SeeVersion, VersionLine};

use crate::Failure;
use crate::act::{About, found};
use crate::acts::perimeter::Perimeter;
use store::Tx;
use store::tables::timetable::plans as rows;
use store::tables::timetable::plans::Plan;

/// A place, as rows name it.
fn at(place: &About) -> (&str, &str) {
    (place.kind, &place.id)
}

/// The place of a draft.
fn place_of(plan: &Plan) -> Perimeter {
    match plan.place_kind.as_str() {
        "school" => Perimeter::School(plan.place_id.as_str().into()),
        _ => Perimeter::Session(plan.place_id.as_str().into()),
    }
}

/// A draft by its identifier, with its place.
async fn load(tx: &mut Tx, id: &str) -> Result<(Plan, Perimeter), Failure> {
    let plan = found(rows::find(tx, id).await?)?;
    let place = place_of(&plan);
    Ok((plan, place))
}
