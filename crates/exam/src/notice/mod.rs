//! Notices: what people are told in writing, and how. A notice holds no mark, proposed or decided (E4-31), and never
//! says who examines.

use crate::conformity::{Outcome, PieceVerdict, Verdict};
use crate::dossier::PieceKind;
use crate::french;
use crate::referential::Referential;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $code:literal;)+) => {
        /// What a notice tells.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[$doc])* $variant,)+
        }

        impl Kind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The stable word for rows.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// Reads a [`Kind::code`].
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.code() == code)
            }
        }
    };
}

kinds! {
    /// The dossier is « conforme » (E4-19).
    Conform = "conform";
    /// The dossier is to be put right, until a date (E4-19).
    ToPutRight = "to_put_right";
    /// The dossier is « non valide » (E4-19).
    NotValid = "not_valid";
    /// The candidate was found absent at the control (E4-19).
    FoundAbsent = "found_absent";
    /// A piece came after the date (E4-18).
    LatePiece = "late_piece";
    /// The portfolio's address does not open any more (E4-07).
    PortfolioSilent = "portfolio_silent";
    /// The portfolio's address opens again (E4-07).
    PortfolioBack = "portfolio_back";
    /// Pieces are missing: somebody reminds the candidate.
    PiecesMissing = "pieces_missing";
    /// The oral has its day, hour and room.
    OralFixed = "oral_fixed";
    /// The oral has another day, hour or room.
    OralMoved = "oral_moved";
    /// The oral has no day any more.
    OralWithdrawn = "oral_withdrawn";
    /// The convocation: the first, another, or its cancellation (E4-27).
    Convened = "convened";
    /// A member's visa counts no longer, for the sheet changed (E4-17).
    VisaVoided = "visa_voided";
    /// A closed sheet was reopened (E4-17).
    SheetReopened = "sheet_reopened";
    /// A commission has another member (E4-21).
    MemberReplaced = "member_replaced";
    /// Somebody is missing on the day: the candidate, or the commission.
    SomebodyMissing = "somebody_missing";
    /// Two members do not agree, or the president settled it (E4-17).
    DivergenceTold = "divergence_told";
    /// Harmonisation recommends another mark beside a sheet (E4-23).
    Recommended = "recommended";
    /// The request for the optional exam was answered (E4-37).
    RequestAnswered = "request_answered";
    /// The results are published.
    ResultsPublished = "results_published";
    /// A candidate asks to read the own appraisal.
    ClaimAsked = "claim_asked";
    /// The appraisal may be read by its candidate.
    ClaimAnswered = "claim_answered";
    /// The documents are going to be purged (E4-32).
    PurgeAnnounced = "purge_announced";
}

impl Kind {
    /// Whether it tells where and when the oral is.
    pub fn is_of_the_oral(self) -> bool {
        matches!(self, Self::OralFixed | Self::OralMoved | Self::OralWithdrawn)
    }
}

/// A notice before it is given to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// What it tells.
    pub kind: Kind,
    /// Its first line.
    pub subject: String,
    /// Its text, paragraph by paragraph.
    pub text: String,
}

fn letter(kind: Kind, subject: impl Into<String>, paragraphs: &[String]) -> Letter {
    let kept: Vec<_> = paragraphs.iter().map(String::as_str).filter(|one| !one.is_empty()).collect();
    Letter { kind, subject: french::spaced(&subject.into()), text: french::spaced(&kept.join("\n\n")) }
}

/// The exam, as a notice names it.
#[derive(Debug, Clone, Copy)]
pub struct Exam<'a> {
    /// Its referential.
    pub referential: &'a Referential,
    /// Its year.
    pub year: i16,
    /// Where the centre is.
    pub zone: &'a TimeZone,
}

impl Exam<'_> {
    fn named(&self) -> String {
        format!("épreuve {}, session {}", self.referential.exam, self.year)
    }
}

/// A verdict of the conformity check: the date, the reason, and what to do.
pub fn verdict(exam: Exam<'_>, verdict: &Verdict, at: Timestamp) -> Letter {
    let when = french::instant(at, exam.zone);
    let said = |words: &str| format!("Votre dossier ({}) a été contrôlé {when} : {words}.", exam.named());
    let reason = match verdict.reason.trim() {
        "" => String::new(),
        reason => format!("Message de la personne qui a contrôlé le dossier : {reason}"),
    };
    let pieces = pieces(verdict);
    match &verdict.outcome {
        Outcome::Conform => letter(
            Kind::Conform,
            "Votre dossier est conforme",
            &[said("il est conforme"), reason, "Vous n’avez rien à faire de plus.".to_owned()],
        ),
        Outcome::ToPutRight { until } => letter(
            Kind::ToPutRight,
            format!("Votre dossier est à régulariser jusqu’au {}", french::date(*until)),
            &[
                said("il est à régulariser"),
                pieces,
                reason,
                format!(
                    "Déposez ce qui manque ou ce qui est à corriger, dans « Mon dossier », au plus tard le {}. Le \
                     dossier sera contrôlé de nouveau.",
                    french::day(*until)
                ),
            ],
        ),
        Outcome::NotValid { ground } => {
            let known = exam.referential.grounds.iter().find(|known| known.code == *ground);
            let ground = known.map_or_else(|| ground.clone(), |known| known.label.clone());
            letter(
                Kind::NotValid,
                "Votre dossier n’est pas valide",
                &[
                    said("il n’est pas valide"),
                    format!("Motif : {ground}"),
                    pieces,
                    reason,
                    "Sans nouvel avis, l’oral n’aura pas lieu. Écrivez sans attendre à votre établissement, ou à \
                     l’autorité académique si vous n’en avez pas."
                        .to_owned(),
                ],
            )
        }
        Outcome::Absent => letter(
            Kind::FoundAbsent,
            "Aucun dossier n’a été présenté au contrôle",
            &[
                said("aucun dossier n’a été présenté"),
                reason,
                "Si c’est une erreur, écrivez sans attendre à votre établissement, ou à l’autorité académique si vous \
                 n’en avez pas."
                    .to_owned(),
            ],
        ),
    }
}

/// The pieces that are not in order, one a line.
fn pieces(verdict: &Verdict) -> String {
    let wanting = verdict.pieces.iter().filter(|(_, found)| *found != PieceVerdict::InOrder);
    let line = |(kind, found): &(PieceKind, PieceVerdict)| format!("– {} : {}", kind.label(), found.label());
    wanting.map(line).collect::<Vec<_>>().join("\n")
}

/// A piece that came after the date: received all the same (E4-18).
pub fn late(exam: Exam<'_>, kind: PieceKind, at: Timestamp, due: Date) -> Letter {
    letter(
        Kind::LatePiece,
        "Une pièce est arrivée après la date limite",
        &[
            format!(
                "Votre dossier ({}) : la pièce « {} » a été reçue {}. La date limite était le {}.",
                exam.named(),
                kind.label(),
                french::instant(at, exam.zone),
                french::date(due)
            ),
            "Elle est gardée, et marquée « en retard » pour les personnes qui lisent le dossier. Le récépissé est \
             dans « Mon dossier »."
                .to_owned(),
        ],
    )
}

/// The portfolio's address opens no more, or opens again (E4-07).
pub fn portfolio(exam: Exam<'_>, address: &str, opens: bool, at: Timestamp) -> Letter {
    let when = french::instant(at, exam.zone);
    let seen = |what: &str| {
        format!("{} : l’adresse de votre portfolio {what}, vérifiée {when} : {address}", exam.named())
    };
    if opens {
        let rest = "Vous n’avez rien à faire de plus.".to_owned();
        letter(Kind::PortfolioBack, "Votre portfolio s’ouvre de nouveau", &[seen("s’ouvre de nouveau"), rest])
    } else {
        let rest = "Son accessibilité est de votre responsabilité. La raison, et ce qu’il faut faire, sont dans « Mon \
                    dossier ». Vous pouvez aussi y déposer le site lui-même : il sera hébergé ici.";
        let kind = Kind::PortfolioSilent;
        letter(kind, "Votre portfolio ne s’ouvre plus", &[seen("ne s’ouvre plus"), rest.to_owned()])
    }
}

/// Pieces are missing: a reminder.
pub fn missing(exam: Exam<'_>, missing: &[PieceKind], due: Date, is_past: bool) -> Letter {
    let lines: Vec<_> = missing.iter().map(|kind| format!("– {}", kind.label())).collect();
    let what_to_do = if is_past {
        format!(
            "La date limite du {} est passée. Déposez sans attendre, dans « Mon dossier » : une pièce en retard est \
             reçue, et marquée comme telle.",
            french::date(due)
        )
    } else {
        format!("Déposez-les dans « Mon dossier », au plus tard le {}.", french::day(due))
    };
    let subject = if missing.len() == 1 {
        "Il manque une pièce à votre dossier".to_owned()
    } else {
        format!("Il manque {} pièces à votre dossier", missing.len())
    };
    letter(
        Kind::PiecesMissing,
        subject,
        &[
            format!("Votre dossier ({}) est incomplet. Il manque :", exam.named()),
            lines.join("\n"),
            what_to_do,
        ],
    )
}

/// Where and when an oral is.
#[derive(Debug, Clone, Copy)]
pub struct Oral<'a> {
    /// When the candidate is called.
    pub starts_at: Timestamp,
    /// The room, in words.
    pub room: &'a str,
}

impl Oral<'_> {
    fn told(&self, zone: &TimeZone) -> String {
        let day = self.starts_at.to_zoned_datetime(zone.clone()).date();
        let room = match self.room.trim() {
            "" => String::new(),
            room => format!(", salle {room}"),
        };
        format!("{} à {}{room}", french::day(day), french::hour_of(self.starts_at, zone))
    }
}

/// The oral has its place; `moved` where it had another before.
pub fn oral(exam: Exam<'_>, oral: Oral<'_>, moved: bool) -> Letter {
    let told = oral.told(exam.zone);
    let (kind, subject, verb) = if moved {
        (Kind::OralMoved, "Votre oral est déplacé", "Votre oral a maintenant lieu")
    } else {
        (Kind::OralFixed, "Votre oral est fixé", "Votre oral a lieu")
    };
    letter(
        kind,
        subject,
        &[
            format!("{verb} ({}) le {told}.", exam.named()),
            "Apportez une pièce d’identité, et de quoi montrer votre portfolio. Votre convocation, si vous en recevez \
             une, fait foi : dites-le si elle donne un autre jour, une autre heure ou une autre salle."
                .to_owned(),
        ],
    )
}

/// The oral has no place any more.
pub fn oral_withdrawn(exam: Exam<'_>, oral: Oral<'_>) -> Letter {
    letter(
        Kind::OralWithdrawn,
        "Votre oral n’a plus lieu à la date prévue",
        &[
            format!("Votre oral ({}) du {} n’a plus lieu à ce moment.", exam.named(), oral.told(exam.zone)),
            "Un autre avis vous dira le nouveau jour s’il y en a un. D’ici là, il n’y a rien à faire."
                .to_owned(),
        ],
    )
}

/// A visa counts no longer: the sheet changed after it (E4-17).
pub fn visa_voided(exam: Exam<'_>, candidate: &str) -> Letter {
    letter(
        Kind::VisaVoided,
        "Votre visa est à redonner",
        &[
            format!(
                "La feuille de la personne candidate n° {candidate} ({}) a changé après votre visa.",
                exam.named()
            ),
            "Votre visa ne compte plus. Ouvrez la feuille, relisez-la, puis donnez votre visa de nouveau."
                .to_owned(),
        ],
    )
}

/// A closed sheet was reopened, with a reason (E4-17).
pub fn sheet_reopened(exam: Exam<'_>, candidate: &str, reason: &str) -> Letter {
    letter(
        Kind::SheetReopened,
        "Une feuille est rouverte",
        &[
            format!(
                "La présidence du jury a rouvert la feuille de la personne candidate n° {candidate} ({}).",
                exam.named()
            ),
            format!("Motif : {reason}"),
            "Les deux visas ne comptent plus. Ouvrez la feuille, relisez-la, puis donnez votre visa de nouveau."
                .to_owned(),
        ],
    )
}

/// The results are published. They are read after signing in, and nowhere else (E4-31).
pub fn published(exam: Exam<'_>) -> Letter {
    letter(
        Kind::ResultsPublished,
        "Les résultats sont publiés",
        &[
            format!("Le jury a publié les résultats ({}).", exam.named()),
            "Connectez-vous pour lire le vôtre, dans « Mon résultat ». Il n’est donné ni ici ni par courriel."
                .to_owned(),
        ],
    )
}

mod claim;
mod convocation;
mod day;
mod optional;
mod retention;

pub use claim::{claim_answered, claim_asked};
pub use convocation::{Convened, called, convened};
pub use day::{Missing, divergence_settled, member_replaced, missing_on_the_day, recommended};
pub use optional::request_answered;
pub use retention::purge_announced;

#[cfg(test)]
mod tests;
