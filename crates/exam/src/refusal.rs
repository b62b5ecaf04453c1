//! What a rule answers when it says no: a code with its facts. The French sentence is given at the edge.

use crate::candidate::{Speciality, Track};
use crate::mark::DecidedMark;
use crate::transmission::Hole;
use jiff::civil::Date;
use std::fmt;

mod rule;

/// The identifier of a rule of the ledger, `docs/rules.md`: `Rule(14)` is E4-14.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule(pub u8);

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "E4-{:02}", self.0)
    }
}

/// Which page of the appraisal or the grid is still to be filled before a visa.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// A line of the grid without a level (its code).
    Level(String),
    /// The proposed mark.
    Mark,
    /// The appraisal.
    Appraisal,
    /// The sentence on gaps in coverage, recorded but absent from the appraisal.
    CoverageSentence(String),
    /// The sentence on the technological environment, recorded but absent from the appraisal.
    EnvironmentSentence(String),
    /// The reason of a retained penalty (its code).
    PenaltyReason(String),
}

/// A rule says no. Each variant holds the facts its sentence needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody is allowed what no right gives.
    NotAllowed,
    /// A mark that is not a number with at most two decimals.
    MarkNotANumber,
    /// A mark below 0 or above the scale, in points.
    MarkOutsideScale {
        /// The scale, in points.
        scale: u16,
    },
    /// A level, penalty or field that the referential does not know.
    UnknownField(String),
    /// A text above the limit, in characters.
    TextTooLong {
        /// The limit, in characters.
        limit: usize,
    },
    /// What is recommended is what is proposed.
    NothingRecommended,
    /// Only those named for it harmonise.
    NotAHarmoniser,
    /// The sheet bears both visas: closed.
    SheetClosed,
    /// The sheet is not complete.
    SheetIncomplete(Vec<Missing>),
    /// A visa was given on a content that is no longer the sheet's.
    ContentChanged,
    /// The person already gave a visa on this content.
    VisaAlreadyGiven,
    /// Only the two members of the commission give visas.
    NotAMember,
    /// One person does not hold both roles in one session.
    IncompatibleRoles {
        /// The person's name.
        name: String,
    },
    /// A reason is required and none was given.
    ReasonRequired,
    /// A field of a form is required and was left empty.
    Required {
        /// The name of the field in the form.
        field: &'static str,
    },
    /// No person of this session has that login.
    NobodyOfThatName,
    /// Not the number of a school.
    UaiInvalid,
    /// Not an address of electronic mail.
    EmailInvalid,
    /// The thing exists already.
    AlreadyThere {
        /// What, in French, with its article.
        what: &'static str,
    },
    /// A date that must not be before another.
    DateBefore {
        /// The name of the date in the form.
        field: &'static str,
        /// The earliest date allowed.
        earliest: Date,
    },
    /// A date that must not be after another.
    DateAfter {
        /// The name of the date in the form.
        field: &'static str,
        /// The latest date allowed.
        latest: Date,
    },
    /// The year is not one of the referential's.
    YearOutsideReferential {
        /// The year asked for.
        year: i16,
        /// First year served.
        from: i16,
        /// Last year served, if there is one.
        to: Option<i16>,
    },
    /// E4-24.
    NotEligibleForCcf,
    /// E4-21: the lead is not a teacher of the speciality.
    LeadNotATeacherOfSpeciality(Speciality),
    /// E4-21: one person in both seats.
    SamePersonTwice,
    /// E4-22: no professional, and no reason recorded.
    NoProfessionalWithoutReason,
    /// The setting of the session forbids examiners from a candidate's school.
    OwnStudent {
        /// The examiner's name.
        examiner: String,
        /// The candidate's name.
        candidate: String,
    },
    /// The candidate is not of the commission's speciality.
    OtherSpeciality(Speciality),
    /// The candidate is not of the commission's track.
    OtherTrack(Track),
    /// The candidate already has a sitting.
    AlreadySeated,
    /// The examiner or candidate is already taken at that time.
    AlreadyTaken {
        /// Who.
        name: String,
    },
    /// The candidate withdrew.
    Withdrawn,
    /// E4-19: not one of the grounds of the referential.
    UnknownGround(String),
    /// E4-19: every piece must have its verdict.
    PieceWithoutVerdict(crate::dossier::PieceKind),
    /// An address of a portfolio that cannot be one.
    AddressInvalid(crate::dossier::AddressProblem),
    /// A certificate of a kind that is not read (media type).
    FileKind {
        /// What is accepted, in words.
        accepted: &'static str,
    },
    /// E4-06: a picture that nobody could read.
    Picture(crate::dossier::PictureProblem),
    /// Several files at once for one certificate, and they are not all photos, or too many.
    NotOnlyPhotos {
        /// The most photos of one certificate.
        limit: usize,
    },
    /// A file above the limit, in megabytes.
    FileTooLarge {
        /// The limit, in megabytes.
        limit: u64,
    },
    /// More achievements than a synthesis table may have.
    TooManyAchievements {
        /// How many it may have.
        limit: usize,
    },
    /// There is no table to import, to deposit or to take back.
    NoTable,
    /// So many pieces of one kind already stand.
    TooManyPieces {
        /// The most that stand at once.
        limit: usize,
    },
    /// So many pages, or files, at most.
    TooManyPages {
        /// The most pages and the most files.
        limit: usize,
    },
    /// No page says anything yet.
    NoPages,
    /// Another file has this name.
    NameTaken,
    /// The address was looked at a moment ago, or a look is on its way.
    LookedAtJustNow,
    /// Only an outside portfolio is looked at.
    NoAddress,
    /// E4-18: a dossier is frozen once the date is over, not before.
    DateNotOver {
        /// The date.
        date: Date,
    },
    /// A piece of a dossier whose jury has decided is no longer received.
    DossierClosed,
    /// E4-20: before the date fixed by the authority.
    WindowClosed {
        /// When the commission may read.
        opens: Date,
    },
    /// E4-36: the mark is decided; nothing changes it.
    AlreadyDecided,
    /// E4-34: the jury examines a sheet that bears both visas.
    SheetNotSigned,
    /// E4-11: no decision without an appraisal.
    NoAppraisal,
    /// E4-29: the candidate is declared absent; there is no mark to decide.
    DeclaredAbsent,
    /// E4-29: an absence by force majeure is the mark 0, and no other.
    MarkOfAbsence,
    /// E4-17: only a closed sheet is reopened.
    SheetNotClosed,
    /// E4-17: a divergence is already recorded on this sheet.
    DivergenceKnown,
    /// E4-17: there is no divergence to settle.
    NoDivergence,
    /// A plan breaks hard rules: each one, in words.
    PlanBreaks(Vec<String>),
    /// A plan is still being worked out, or was not.
    PlanNotReady,
    /// Some candidates have no place in the plan.
    Unplaced {
        /// How many.
        count: usize,
    },
    /// The link does not open any more.
    LinkClosed,
    /// A table of availabilities without a column that names people, or without one that says when.
    NoAvailabilityColumns,
    /// The oral is under way or over: the sitting stays.
    OralBegun,
    /// Not yet, or no longer: somebody missing is told on the day, from the hour of the oral.
    NotThatHour,
    /// Something is already written on the sheet: the sitting stays.
    SheetBegun,
    /// E4-31: nothing is shown to the candidate before publication.
    NotPublished,
    /// There is no appraisal to ask for: the candidate was not heard, or the jury has not decided.
    NothingToClaim,
    /// The passage to be masked stands nowhere in the appraisal.
    PassageNotFound {
        /// The passage.
        passage: String,
    },
    /// E4-31: a figure of a proposed mark stands in the appraisal.
    MarkInAppraisal,
    /// The candidate waits for the appraisal: the documents stay until it is given.
    ClaimOpen,
    /// Some candidates of the session still wait for the jury.
    Undecided {
        /// How many.
        count: usize,
    },
    /// Some candidates were heard by no commission.
    Unheard {
        /// How many.
        count: usize,
    },
    /// The results are already published.
    AlreadyPublished,
    /// E4-16: a real time that is already kept.
    TimeAlreadyKept {
        /// The part's code.
        part: String,
    },
    /// E4-16: a part starts after the one before it ended, and ends after it started.
    TimesOutOfOrder {
        /// The part's code.
        part: String,
    },
    /// E4-16: a device tells an instant afterwards, and its clock was moved in between.
    ClockMoved,
    /// E4-25: beyond the date fixed by the authority.
    AfterCcfLimit {
        /// That date.
        limit: Date,
    },
    /// E4-26: outside the period fixed beforehand.
    OutsideCcfPeriod {
        /// Its first day.
        from: Date,
        /// Its last day.
        until: Date,
    },
    /// E4-27: a candidate who keeps a mark of an earlier session is not convened.
    KeepsEarlierMark(DecidedMark),
    /// E4-27: a candidate whose dossier is not valid is not convened.
    DossierNotValid,
    /// E4-29: an unjustified absence has no replacement date.
    NoReplacementDate,
    /// E4-32: the documents are kept until this day.
    StillKept {
        /// The last day before a purge.
        until: Date,
    },
    /// E4-32: no purge without its announcement.
    PurgeNotAnnounced,
    /// E4-32: the purge is announced already.
    PurgeAnnounced,
    /// E4-32: nobody asked for the purge yet.
    PurgeNotAsked,
    /// E4-32: the purge is asked for already.
    PurgeAsked,
    /// E4-32: who asked for a purge does not confirm it.
    PurgeNeedsAnother,
    /// E4-32: there is nothing to purge: nobody is left, or everybody is held.
    NothingToPurge,
    /// The numbers are shown once the results are published.
    NoStatisticsYet,
    /// E4-33: the bundle for the jury has holes.
    BundleIncomplete(Vec<Hole>),
    /// E4-33: the jury has not received the bundle, or found it altered.
    BundleNotVerified,
    /// E4-36: marks are decided in a deliberation, and none is open.
    NotDeliberating,
    /// A deliberation is open.
    DeliberationOpen,
    /// E4-36: the minutes are signed, nothing moves.
    MinutesSigned,
    /// E4-36: the minutes are not signed yet.
    MinutesNotSigned,
    /// The minutes changed since they were read.
    MinutesChanged,
    /// E4-37: the list of candidates does not register the person for the optional exam.
    NotRegistered,
    /// E4-37: the request for the optional exam was not sent.
    RequestNotSent,
    /// E4-37: the request for the optional exam is accepted, or its exam has begun.
    RequestSettled,
    /// E4-37: the request for the optional exam is not accepted.
    RequestNotAccepted,
    /// E4-37: the optional exam follows the oral.
    OralNotOver,
    /// A jury has one president, present when it deliberates.
    JuryPresident,
    /// The nominated jury does not have its share of professionals.
    JuryUnbalanced {
        /// Professionals nominated.
        professionals: usize,
        /// Members nominated.
        members: usize,
    },
    /// Too few members are present.
    NoQuorum {
        /// How many are present.
        present: usize,
        /// How many it takes.
        needed: usize,
    },
}
