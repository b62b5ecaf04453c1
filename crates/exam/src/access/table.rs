//! The table: act × role × scope. Read it line by line: « this role may do this, that far ».

use super::Act::{
    AddExaminer, AddPerson, AddSchool, ComposeCommission, CreateAccount, DecideAbsence, DecideMark,
    DepositPiece, GiveVerdict, GiveVisa, ImportRoster, OpenAccess, OpenSession, PublishResults, ReadNotice,
    Remind, ReopenSheet, ResetPassword, SeatCandidate, SeeClass, SeeCommission, SeeConformity, SeeDossier,
    SeeJournal, SeeJury, SeeOwnDossier, SeeOwnResult, SeeSession, SeeSheet, SetDates, SetModel,
    UnseatCandidate, WithdrawPiece, WithdrawRole, WriteSheet, WriteTable,
};
use super::Role::{
    Administrator, Authority, Candidate, Controller, Examiner, HeadOfSchool, JuryMember, JuryPresident,
    Teacher,
};
use super::{Act, Role, Scope};

/// One line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Right {
    /// What may be done.
    pub act: Act,
    /// By whom.
    pub role: Role,
    /// How far from the place where the role is held.
    pub scope: Scope,
}

const fn right(act: Act, role: Role, scope: Scope) -> Right {
    Right { act, role, scope }
}

/// Every right there is, but one: [`Act::ChangeEmail`] is everybody's, on one's own account, and takes no other.
pub const RIGHTS: &[Right] = &[
    right(CreateAccount, Administrator, Scope::Everywhere),
    right(AddPerson, Authority, Scope::Session),
    right(WithdrawRole, Authority, Scope::Session),
    right(ResetPassword, Authority, Scope::Session),
    right(OpenAccess, Authority, Scope::Session),
    right(OpenSession, Authority, Scope::Everywhere),
    right(SetDates, Authority, Scope::Session),
    right(SetModel, Authority, Scope::Session),
    right(AddSchool, Authority, Scope::Session),
    right(AddExaminer, Authority, Scope::Session),
    right(AddExaminer, HeadOfSchool, Scope::School),
    right(ImportRoster, Authority, Scope::Session),
    right(SeeSession, Authority, Scope::Session),
    right(ComposeCommission, Authority, Scope::Session),
    right(ComposeCommission, HeadOfSchool, Scope::SchoolCcf),
    right(SeatCandidate, Authority, Scope::Session),
    right(SeatCandidate, HeadOfSchool, Scope::SchoolCcf),
    right(UnseatCandidate, Authority, Scope::Session),
    right(UnseatCandidate, HeadOfSchool, Scope::SchoolCcf),
    right(DecideAbsence, Authority, Scope::SessionOneOff),
    right(DecideAbsence, HeadOfSchool, Scope::SchoolCcf),
    right(DepositPiece, Candidate, Scope::Own),
    right(WriteTable, Candidate, Scope::Own),
    right(WithdrawPiece, Candidate, Scope::Own),
    right(SeeOwnDossier, Candidate, Scope::Own),
    right(SeeDossier, Authority, Scope::Session),
    right(SeeDossier, HeadOfSchool, Scope::School),
    right(SeeDossier, Teacher, Scope::School),
    right(SeeDossier, Controller, Scope::SessionOneOff),
    right(SeeDossier, Examiner, Scope::Commission),
    right(SeeDossier, JuryPresident, Scope::Session),
    right(SeeDossier, JuryMember, Scope::Session),
    right(GiveVerdict, Controller, Scope::SessionOneOff),
    right(GiveVerdict, Teacher, Scope::SchoolCcf),
    right(SeeConformity, Controller, Scope::SessionOneOff),
    right(SeeConformity, Teacher, Scope::SchoolCcf),
    right(SeeClass, Authority, Scope::Session),
    right(SeeClass, HeadOfSchool, Scope::School),
    right(SeeClass, Teacher, Scope::School),
    right(SeeCommission, Examiner, Scope::Commission),
    right(SeeCommission, Authority, Scope::Session),
    right(SeeCommission, HeadOfSchool, Scope::SchoolCcf),
    right(SeeSheet, Examiner, Scope::Commission),
    right(SeeSheet, JuryPresident, Scope::Session),
    right(SeeSheet, JuryMember, Scope::Session),
    right(WriteSheet, Examiner, Scope::Commission),
    right(GiveVisa, Examiner, Scope::Commission),
    right(ReopenSheet, JuryPresident, Scope::Session),
    right(SeeJury, JuryPresident, Scope::Session),
    right(SeeJury, JuryMember, Scope::Session),
    right(DecideMark, JuryPresident, Scope::Session),
    right(PublishResults, JuryPresident, Scope::Session),
    right(SeeOwnResult, Candidate, Scope::Own),
    right(Remind, Authority, Scope::SessionOneOff),
    right(Remind, Controller, Scope::SessionOneOff),
    right(Remind, HeadOfSchool, Scope::SchoolCcf),
    right(Remind, Teacher, Scope::SchoolCcf),
    right(ReadNotice, Candidate, Scope::Own),
    right(ReadNotice, Examiner, Scope::Commission),
    right(SeeJournal, JuryPresident, Scope::Session),
];
