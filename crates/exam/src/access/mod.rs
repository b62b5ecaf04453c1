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
        SetForm = "set_form", "Remplacer un formulaire par le fichier officiel";
        AddSchool = "add_school", "Ajouter un établissement";
        AddExaminer = "add_examiner", "Ajouter un membre de commission";
        ImportRoster = "import_roster", "Importer une liste de candidats";
        SeeSession = "see_session", "Lire la session";
        ComposeCommission = "compose_commission", "Composer une commission";
        ProposeProfessional = "propose_professional", "Proposer une personne professionnelle";
        AnswerProposal = "answer_proposal", "Répondre à une proposition de personne professionnelle";
        GiveAvailability = "give_availability", "Donner des disponibilités";
        PlanTimetable = "plan_timetable", "Préparer le calendrier";
        PublishTimetable = "publish_timetable", "Publier le calendrier";
        SeatCandidate = "seat_candidate", "Affecter une personne candidate";
        UnseatCandidate = "unseat_candidate", "Retirer une personne candidate d’une commission";
        Convene = "convene", "Convoquer";
        SeeConvocation = "see_convocation", "Lire une convocation";
        DepositPiece = "deposit_piece", "Déposer une pièce";
        WriteTable = "write_table", "Remplir le tableau en ligne";
        WritePages = "write_pages", "Écrire son portfolio";
        WithdrawPiece = "withdraw_piece", "Retirer une attestation";
        TellPeriod = "tell_period", "Indiquer la période d’une attestation";
        AskProbe = "ask_probe", "Faire vérifier l’adresse d’un portfolio";
        FreezeDossier = "freeze_dossier", "Figer un dossier à la date de dépôt";
        SeeOwnDossier = "see_own_dossier", "Lire son dossier";
        SeeDossier = "see_dossier", "Lire un dossier";
        GiveVerdict = "give_verdict", "Rendre un avis de conformité";
        SeeConformity = "see_conformity", "Lire la file de conformité";
        SeeClass = "see_class", "Lire l’avancement des dossiers";
        SeeCommission = "see_commission", "Lire la journée d’une commission";
        SeeSheet = "see_sheet", "Lire une feuille d’évaluation";
        WriteSheet = "write_sheet", "Remplir une feuille d’évaluation";
        ScanPaper = "scan_paper", "Joindre une grille tenue sur papier";
        GiveVisa = "give_visa", "Donner son visa";
        ReopenSheet = "reopen_sheet", "Rouvrir une feuille d’évaluation";
        KeepTime = "keep_time", "Relever les heures de l’oral";
        WelcomeCandidate = "welcome_candidate", "Accueillir une personne candidate";
        ArrangeTime = "arrange_time", "Fixer un temps majoré";
        TellMissing = "tell_missing", "Signaler l’absence de la commission";
        RecordIncident = "record_incident", "Consigner un incident";
        SeeIncidents = "see_incidents", "Lire les incidents";
        KeepNote = "keep_note", "Tenir sa note de préparation";
        ReplaceMember = "replace_member", "Remplacer un membre de commission";
        PrintAttendance = "print_attendance", "Imprimer la feuille d’émargement";
        PrepareDevice = "prepare_device", "Préparer un appareil pour le jour sans réseau";
        OpenDevice = "open_device", "Ouvrir son appareil";
        SeeDevices = "see_devices", "Lire la liste des appareils";
        WithdrawDevice = "withdraw_device", "Retirer un appareil";
        RecordDivergence = "record_divergence", "Consigner une divergence";
        SettleDivergence = "settle_divergence", "Trancher une divergence";
        DecideAbsence = "decide_absence", "Décider de la suite d’une absence";
        SeeJury = "see_jury", "Lire les documents du jury";
        SeeHarmonisation = "see_harmonisation", "Lire la salle d’harmonisation";
        NameHarmoniser = "name_harmoniser", "Nommer à la commission d’harmonisation";
        Recommend = "recommend", "Recommander une note";
        AnswerRecommendation = "answer_recommendation", "Répondre à une recommandation";
        DecideMark = "decide_mark", "Arrêter une note";
        NominateJury = "nominate_jury", "Nommer le jury";
        HoldDeliberation = "hold_deliberation", "Tenir la délibération";
        WriteRemark = "write_remark", "Écrire une remarque du jury";
        SignMinutes = "sign_minutes", "Signer le procès-verbal";
        SeeTransmissions = "see_transmissions", "Lire l’état des transmissions au jury";
        SeeBundle = "see_bundle", "Lire l’état d’un dossier pour le jury";
        SignBundle = "sign_bundle", "Signer un dossier pour le jury";
        SendBundle = "send_bundle", "Sceller et transmettre un dossier au jury";
        ReceiveBundle = "receive_bundle", "Recevoir et vérifier un dossier transmis";
        OpenBundle = "open_bundle", "Ouvrir un dossier transmis";
        ExportMarks = "export_marks", "Exporter les notes arrêtées";
        PublishResults = "publish_results", "Publier les résultats";
        SeeOwnResult = "see_own_result", "Lire son résultat";
        ClaimAppraisal = "claim_appraisal", "Demander son appréciation";
        ReadAppraisal = "read_appraisal", "Lire son appréciation";
        AnswerClaim = "answer_claim", "Communiquer une appréciation";
        WriteRequest = "write_request", "Demander l’épreuve facultative";
        SeeRequest = "see_request", "Lire une demande d’épreuve facultative";
        AnswerRequest = "answer_request", "Répondre à une demande d’épreuve facultative";
        OpenOptional = "open_optional", "Ouvrir l’épreuve facultative";
        SeeRetention = "see_retention", "Lire le plan de conservation";
        SetTrainingEnd = "set_training_end", "Fixer la fin de la formation";
        HoldDocuments = "hold_documents", "Prolonger une conservation";
        AnnouncePurge = "announce_purge", "Annoncer une destruction";
        AskPurge = "ask_purge", "Demander une destruction";
        ConfirmPurge = "confirm_purge", "Confirmer une destruction";
        SeeStatistics = "see_statistics", "Lire les statistiques de la session";
        Remind = "remind", "Relancer les personnes candidates";
        ReadNotice = "read_notice", "Lire un avis";
        SettleMails = "settle_mails", "Décider des courriels qui ne sont pas partis";
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
    /// The one account it is for: a notice's, a device's.
    pub account: Option<AccountId>,
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
    // What one was told stays one's own, also when the seat on the commission is somebody else's by now; so is when one
    // can come, and so is one's device, which has to hear that it is withdrawn.
    if matches!(act, Act::ReadNotice | Act::SeeConvocation | Act::GiveAvailability | Act::OpenDevice)
        && subject.account.as_ref() == Some(&actor.account)
    {
        return Ok(());
    }
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
