//! The deliberation of the jury: its nominations, its attendance, and whether it may open.
//!
//! From the code de l'éducation, D. 643-31: the jury is nominated « à parts égales » of teachers and members of the
//! profession; absences before it starts do not keep it from deliberating. The quorum is the software's own.

use crate::Refusal;
use crate::id::AccountId;
use crate::referential::Referential;
use serde::{Deserialize, Serialize};

/// Share of the nominated members who must be present, in percent. The text gives no quorum.
pub const QUORUM_PERCENT: usize = 50;

/// From which of the two halves a member comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// « Professeurs ».
    Teacher,
    /// « Membres de la profession intéressée par le diplôme, employeurs et salariés ».
    Professional,
}

impl Side {
    /// Both, in the order of the text.
    pub const ALL: [Self; 2] = [Self::Teacher, Self::Professional];

    /// The stable word for forms and rows.
    pub fn code(self) -> &'static str {
        match self {
            Self::Teacher => "teacher",
            Self::Professional => "professional",
        }
    }

    /// Reads a [`Side::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.code() == code)
    }

    /// In French.
    pub fn label(self) -> &'static str {
        match self {
            Self::Teacher => "Enseignement",
            Self::Professional => "Profession",
        }
    }
}

/// A member of the jury as the authority nominated the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nomination {
    /// The member.
    pub member: AccountId,
    /// The member's name, for pages and documents.
    pub name: String,
    /// The half the member belongs to.
    pub side: Side,
    /// Presides over the jury.
    pub president: bool,
}

/// Something allowed that the president should know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// Absences broke the balance of the nominated jury, which deliberates all the same.
    PresentUnbalanced {
        /// Professionals present.
        professionals: usize,
        /// Members present.
        members: usize,
    },
}

/// The nominated jury is balanced and has one president.
///
/// # Errors
/// [`Refusal::JuryPresident`], [`Refusal::JuryUnbalanced`].
pub fn check_nominations(jury: &[Nomination], referential: &Referential) -> Result<(), Refusal> {
    if jury.iter().filter(|nomination| nomination.president).count() != 1 {
        return Err(Refusal::JuryPresident);
    }
    let (professionals, members) = count(jury.iter());
    if balanced(professionals, members, referential) {
        Ok(())
    } else {
        Err(Refusal::JuryUnbalanced { professionals, members })
    }
}

/// Whether the deliberation may open: a sound nomination, its president present, and the quorum.
///
/// # Errors
/// Those of [`check_nominations`]; [`Refusal::JuryPresident`], [`Refusal::NoQuorum`] on the attendance.
pub fn open(
    jury: &[Nomination],
    present: &[AccountId],
    referential: &Referential,
) -> Result<Vec<Warning>, Refusal> {
    check_nominations(jury, referential)?;
    let sitting = || jury.iter().filter(|nomination| present.contains(&nomination.member));
    if !sitting().any(|nomination| nomination.president) {
        return Err(Refusal::JuryPresident);
    }
    let (professionals, members) = count(sitting());
    let needed = (jury.len() * QUORUM_PERCENT).div_ceil(100);
    if members < needed {
        return Err(Refusal::NoQuorum { present: members, needed });
    }
    let unbalanced = Warning::PresentUnbalanced { professionals, members };
    Ok(if balanced(professionals, members, referential) { vec![] } else { vec![unbalanced] })
}

/// As [`open`]; where absences broke the balance of those present, the president says why the jury deliberates.
///
/// # Errors
/// Those of [`open`], whatever the reason; [`Refusal::ReasonRequired`].
pub fn open_with(
    jury: &[Nomination],
    present: &[AccountId],
    referential: &Referential,
    reason: &str,
) -> Result<Vec<Warning>, Refusal> {
    let warnings = open(jury, present, referential)?;
    if !warnings.is_empty() && reason.trim().is_empty() {
        return Err(Refusal::ReasonRequired);
    }
    Ok(warnings)
}

/// Where the deliberations of a session stand. There may be several: not everybody is heard on one day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// One is open.
    pub open: bool,
    /// So many were opened.
    pub held: usize,
    /// The minutes are signed.
    pub signed: bool,
}

impl Standing {
    /// Nominations and attendance are written, and a deliberation opens, between deliberations.
    ///
    /// # Errors
    /// [`Refusal::MinutesSigned`], [`Refusal::DeliberationOpen`].
    pub fn may_prepare(self) -> Result<(), Refusal> {
        match self {
            Self { signed: true, .. } => Err(Refusal::MinutesSigned),
            Self { open: true, .. } => Err(Refusal::DeliberationOpen),
            _ => Ok(()),
        }
    }

    /// Marks are decided inside a deliberation only; so is it closed.
    ///
    /// # Errors
    /// [`Refusal::MinutesSigned`], [`Refusal::NotDeliberating`].
    pub fn may_deliberate(self) -> Result<(), Refusal> {
        match self {
            Self { signed: true, .. } => Err(Refusal::MinutesSigned),
            Self { open: false, .. } => Err(Refusal::NotDeliberating),
            _ => Ok(()),
        }
    }

    /// The minutes are signed once, when the jury has deliberated and nothing is left to decide.
    ///
    /// # Errors
    /// Those of [`Standing::may_prepare`]; [`Refusal::NotDeliberating`], [`Refusal::Undecided`].
    pub fn may_sign(self, undecided: usize) -> Result<(), Refusal> {
        self.may_prepare()?;
        match (self.held, undecided) {
            (0, _) => Err(Refusal::NotDeliberating),
            (_, 0) => Ok(()),
            (_, count) => Err(Refusal::Undecided { count }),
        }
    }
}

fn count<'a>(jury: impl Iterator<Item = &'a Nomination>) -> (usize, usize) {
    jury.fold((0, 0), |(professionals, members), nomination| {
        (professionals + usize::from(nomination.side == Side::Professional), members + 1)
    })
}

/// The policy's share of professionals, to less than one member: an odd jury has no exact half.
fn balanced(professionals: usize, members: usize, referential: &Referential) -> bool {
    let share = members * usize::from(referential.policy.jury_professionals_percent);
    (professionals * 100).abs_diff(share) < 100
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    /// A jury of so many teachers, the first presiding, then so many professionals: `t0`, `t1`…, `p0`…
    fn jury(teachers: usize, professionals: usize) -> Vec<Nomination> {
        let member = |side: Side, prefix: &str, index: usize| Nomination {
            member: AccountId(format!("{prefix}{index}")),
            name: format!("{prefix}{index}"),
            side,
            president: side == Side::Teacher && index == 0,
        };
        let mut jury: Vec<_> = (0..teachers).map(|index| member(Side::Teacher, "t", index)).collect();
        jury.extend((0..professionals).map(|index| member(Side::Professional, "p", index)));
        jury
    }

    fn open_with(jury: &[Nomination], present: &[&str]) -> Result<Vec<Warning>, Refusal> {
        let present: Vec<_> = present.iter().map(|member| AccountId::from(*member)).collect();
        open(jury, &present, &sample())
    }

    #[test]
    fn a_jury_is_half_teachers_half_professionals() {
        assert_eq!(check_nominations(&jury(3, 3), &sample()), Ok(()));
        assert_eq!(check_nominations(&jury(4, 3), &sample()), Ok(()), "an odd jury has no exact half");
        let unbalanced = Refusal::JuryUnbalanced { professionals: 2, members: 6 };
        assert_eq!(check_nominations(&jury(4, 2), &sample()), Err(unbalanced));
        assert!(check_nominations(&jury(8, 0), &sample()).is_err());
        let mut referential = sample();
        referential.policy.jury_professionals_percent = 25;
        assert_eq!(check_nominations(&jury(6, 2), &referential), Ok(()));
    }

    #[test]
    fn a_jury_has_one_president() {
        assert_eq!(check_nominations(&[], &sample()), Err(Refusal::JuryPresident));
        let mut two = jury(2, 2);
        two[1].president = true;
        assert_eq!(check_nominations(&two, &sample()), Err(Refusal::JuryPresident));
    }

    #[test]
    fn a_deliberation_opens_with_its_president_and_its_quorum() {
        let jury = jury(3, 3);
        assert_eq!(open_with(&jury, &["t0", "t1", "t2", "p0", "p1", "p2"]), Ok(vec![]));
        assert_eq!(open_with(&jury, &["t1", "t2", "p0", "p1"]), Err(Refusal::JuryPresident));
        assert_eq!(open_with(&jury, &["t0", "p0"]), Err(Refusal::NoQuorum { present: 2, needed: 3 }));
        let strangers = open_with(&jury, &["t0", "p0", "someone", "else"]);
        assert_eq!(
            strangers,
            Err(Refusal::NoQuorum { present: 2, needed: 3 }),
            "only nominated members count"
        );
    }

    #[test]
    fn absences_that_break_the_balance_are_told_and_do_not_refuse() {
        let warning = Warning::PresentUnbalanced { professionals: 1, members: 4 };
        assert_eq!(open_with(&jury(3, 3), &["t0", "t1", "t2", "p0"]), Ok(vec![warning]));
    }

    #[test]
    fn the_president_says_why_an_unbalanced_jury_deliberates() {
        let present: Vec<_> = ["t0", "t1", "t2", "p0"].map(AccountId::from).to_vec();
        let open = |jury: &[Nomination], reason| super::open_with(jury, &present, &sample(), reason);
        assert_eq!(open(&jury(3, 3), " "), Err(Refusal::ReasonRequired));
        assert!(open(&jury(3, 3), "Deux personnes sont retenues par une grève.").is_ok());
        assert!(
            matches!(open(&jury(4, 1), "une raison"), Err(Refusal::JuryUnbalanced { .. })),
            "never nominated so"
        );
    }

    #[test]
    fn a_deliberation_is_prepared_held_closed_and_its_minutes_signed() {
        let none = Standing::default();
        let open = Standing { open: true, held: 1, signed: false };
        let closed = Standing { open: false, ..open };
        let signed = Standing { signed: true, ..closed };
        assert_eq!((none.may_prepare(), open.may_prepare()), (Ok(()), Err(Refusal::DeliberationOpen)));
        assert_eq!((none.may_deliberate(), open.may_deliberate()), (Err(Refusal::NotDeliberating), Ok(())));
        assert_eq!(none.may_sign(0), Err(Refusal::NotDeliberating));
        assert_eq!(open.may_sign(0), Err(Refusal::DeliberationOpen));
        assert_eq!(closed.may_sign(2), Err(Refusal::Undecided { count: 2 }));
        assert_eq!(closed.may_sign(0), Ok(()));
        for refused in [signed.may_prepare(), signed.may_deliberate(), signed.may_sign(0)] {
            assert_eq!(refused, Err(Refusal::MinutesSigned), "then nothing moves");
        }
    }

    #[test]
    fn sides_read_back() {
        assert!(Side::ALL.iter().all(|side| Side::from_code(side.code()) == Some(*side)));
    }
}
