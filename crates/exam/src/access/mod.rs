//! Rights: who may do what, where. One table; what it does not give is refused.
//!
//! Home of: E4-20

mod table;

pub use table::{RIGHTS, Right};

use crate::Refusal;
use crate::candidate::Track;
use crate::id::{AccountId, CandidateId, CommissionId, SchoolId, SessionId};
use jiff::civil::Date;

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])* #[doc = concat!("« ", $label, " ».")] $variant,)+
        }

        impl $name {
            /// All of them, in the order of this file.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The stable word of the journal and of rows.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// Reads a code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }

            /// In French, for pages.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }
        }
    };
}

words! {
    /// What a person is to the exam.
    Role {
        Administrator = "administrator", "Administration du service";
        Authority = "authority", "Autorité académique";
        HeadOfSchool = "head_of_school", "Chef ou cheffe d’établissement";
        Teacher = "teacher", "Équipe pédagogique";
        Controller = "controller", "Commission de contrôle de conformité";
        Examiner = "examiner", "Commission d’interrogation";
        Candidate = "candidate", "Personne candidate";
        JuryPresident = "jury_president", "Présidence du jury";
        JuryMember = "jury_member", "Membre du jury";
    }
}

words! {
    /// Everything that can be done or read: the vocabulary of the rights and of the journal.
    Act {
        CreateAccount = "create_account", "Créer un compte";
        AddPerson = "add_person", "Donner un rôle dans la session";
        WithdrawRole = "withdraw_role", "Retirer un rôle dans la session";
        ResetPassword = "reset_password", "Remettre un mot de passe provisoire";
        OpenAccess = "open_access", "Ouvrir les accès des personnes candidates";
        OpenSession = "open_session", "Ouvrir une session";
        SetDates = "set_dates", "Fixer les dates";
        SetModel = "set_model", "Fixer le modèle du tableau de synthèse";
        AddSchool = "add_school", "Ajouter un établissement";
        AddExaminer = "add_examiner", "Ajouter un membre de commission";
        ImportRoster = "import_roster", "Importer une liste de candidats";
        SeeSession = "see_session", "Lire la session";
        ComposeCommission = "compose_commission", "Composer une commission";
        SeatCandidate = "seat_candidate", "Affecter une personne candidate";
        UnseatCandidate = "unseat_candidate", "Retirer une personne candidate d’une commission";
        DepositPiece = "deposit_piece", "Déposer une pièce";
        WriteTable = "write_table", "Remplir le tableau en ligne";
        WithdrawPiece = "withdraw_piece", "Retirer une attestation";
        SeeOwnDossier = "see_own_dossier", "Lire son dossier";
        SeeDossier = "see_dossier", "Lire un dossier";
        GiveVerdict = "give_verdict", "Rendre un avis de conformité";
        SeeConformity = "see_conformity", "Lire la file de conformité";
        SeeClass = "see_class", "Lire l’avancement des dossiers";
        SeeCommission = "see_commission", "Lire la journée d’une commission";
        SeeSheet = "see_sheet", "Lire une feuille d’évaluation";
        WriteSheet = "write_sheet", "Remplir une feuille d’évaluation";
        GiveVisa = "give_visa", "Donner son visa";
        ReopenSheet = "reopen_sheet", "Rouvrir une feuille d’évaluation";
        DecideAbsence = "decide_absence", "Décider de la suite d’une absence";
        SeeJury = "see_jury", "Lire les documents du jury";
        DecideMark = "decide_mark", "Arrêter une note";
        PublishResults = "publish_results", "Publier les résultats";
        SeeOwnResult = "see_own_result", "Lire son résultat";
        Remind = "remind", "Relancer les personnes candidates";
        ReadNotice = "read_notice", "Lire un avis";
        ChangeEmail = "change_email", "Changer son adresse électronique";
        SeeJournal = "see_journal", "Lire le journal";
    }
}

/// Where a role is held.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// On the whole installation.
    Everywhere,
    /// In one session.
    Session(SessionId),
    /// In one school.
    School(SchoolId),
    /// In one commission.
    Commission(CommissionId),
    /// As one candidate.
    Candidate(CandidateId),
}

/// A role held at a place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// Where.
    pub place: Place,
}

/// Who acts: an account with what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account.
    pub account: AccountId,
    /// The person's name, for the journal and pages.
    pub name: String,
    /// The roles held.
    pub grants: Vec<Grant>,
}

impl Actor {
    /// Whether the actor holds a role anywhere.
    pub fn holds(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }
}

/// What is acted upon, as far as rights need to know it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subject {
    /// Its session.
    pub session: Option<SessionId>,
    /// Its school.
    pub school: Option<SchoolId>,
    /// Its track.
    pub track: Option<Track>,
    /// Its candidate.
    pub candidate: Option<CandidateId>,
    /// Its commission.
    pub commission: Option<CommissionId>,
}

/// How far a right reaches from the place where the role is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Only a role held on the whole installation.
    Everywhere,
    /// Things of the session where the role is held.
    Session,
    /// Things of that session that are sat one-off.
    SessionOneOff,
    /// Things of the school where the role is held.
    School,
    /// Things of that school that are sat in CCF.
    SchoolCcf,
    /// Things of the commission where the role is held.
    Commission,
    /// One's own.
    Own,
}

/// Whether an actor may do an act on a subject. Deny by default; and on one's own candidacy, whatever other roles one
/// holds, only what is one's own: nobody judges oneself.
///
/// # Errors
/// [`Refusal::NotAllowed`] where no line of [`RIGHTS`] allows it.
pub fn may(actor: &Actor, act: Act, subject: &Subject) -> Result<(), Refusal> {
    let own = |grant: &Grant| matches!(&grant.place, Place::Candidate(id) if subject.candidate.as_ref() == Some(id));
    let oneself = actor.grants.iter().any(own);
    let reachable = |right: &&Right| right.act == act && (!oneself || right.scope == Scope::Own);
    let allowed = RIGHTS.iter().filter(reachable).any(|right| {
        let mut held = actor.grants.iter().filter(|grant| grant.role == right.role);
        held.any(|grant| reaches(&grant.place, right.scope, subject))
    });
    if allowed { Ok(()) } else { Err(Refusal::NotAllowed) }
}

fn reaches(place: &Place, scope: Scope, subject: &Subject) -> bool {
    let in_session = match place {
        Place::Everywhere => true,
        Place::Session(session) => subject.session.as_ref() == Some(session),
        _ => false,
    };
    let in_school = matches!(place, Place::School(school) if subject.school.as_ref() == Some(school));
    match scope {
        Scope::Everywhere => *place == Place::Everywhere,
        Scope::Session => in_session,
        Scope::SessionOneOff => in_session && subject.track == Some(Track::OneOff),
        Scope::School => in_school,
        Scope::SchoolCcf => in_school && subject.track == Some(Track::Continuous),
        Scope::Commission => {
            matches!(place, Place::Commission(commission) if subject.commission.as_ref() == Some(commission))
        }
        Scope::Own => {
            matches!(place, Place::Candidate(candidate) if subject.candidate.as_ref() == Some(candidate))
        }
    }
}

/// Whether one person may not hold both roles in one session: who is judged does not judge, and who runs the session
/// does not see what is proposed before the jury has decided.
pub fn incompatible(one: Role, other: Role) -> bool {
    let judges = |role| matches!(role, Role::Examiner | Role::JuryPresident | Role::JuryMember);
    let pair = |a, b| match a {
        Role::Candidate => b != Role::Candidate,
        Role::Authority => judges(b),
        _ => false,
    };
    pair(one, other) || pair(other, one)
}

/// E4-20: the commission reads the whole portfolio « à partir de la date fixée […] et durant l'épreuve ».
///
/// # Errors
/// [`Refusal::WindowClosed`] before that date.
pub fn window_is_open(today: Date, opens: Date) -> Result<(), Refusal> {
    if today < opens { Err(Refusal::WindowClosed { opens }) } else { Ok(()) }
}

/// As [`may`]; and what only a seat on the commission allows is not allowed before the date fixed (E4-20).
///
/// # Errors
/// [`Refusal::NotAllowed`], [`Refusal::WindowClosed`].
pub fn may_within(
    actor: &Actor,
    act: Act,
    subject: &Subject,
    (today, opens): (Date, Date),
) -> Result<(), Refusal> {
    may(actor, act, subject)?;
    let seated = |grant: &Grant| matches!(grant.place, Place::Commission(_));
    let grants = actor.grants.iter().filter(|grant| !seated(grant)).cloned().collect();
    match may(&Actor { grants, ..actor.clone() }, act, subject) {
        Ok(()) => Ok(()),
        Err(_) => window_is_open(today, opens),
    }
}

#[cfg(test)]
mod tests;
