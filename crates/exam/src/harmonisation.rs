//! Harmonisation: commissions side by side, and recommendations beside their proposals.
//!
//! Home of: E4-23, E4-35

use crate::Refusal;
use crate::access::Actor;
use crate::grid::{Level, Profile};
use crate::id::{AccountId, CommissionId, SchoolId};
use crate::mark::{Mark, ProposedMark, RecommendedMark};
use crate::referential::Referential;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// What harmonisation reads of one candidate's sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluated {
    /// The commission.
    pub commission: CommissionId,
    /// The levels it chose.
    pub profile: Profile,
    /// The final mark it proposes; `None` before it has one.
    pub mark: Option<ProposedMark>,
}

/// The levels that one commission chose on one line of the grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineLevels {
    /// The line's code.
    pub line: String,
    /// How many candidates stand at each level, in the order of [`Level::ALL`]; « Non évaluable » apart (E4-13).
    pub counts: [usize; 5],
}

/// One commission in the comparison. Counts, never a judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommissionProfile {
    /// The commission.
    pub commission: CommissionId,
    /// How many candidates it evaluated.
    pub candidates: usize,
    /// Its levels, in the order of the grid.
    pub lines: Vec<LineLevels>,
    /// Its proposed marks, lowest first.
    pub marks: Vec<ProposedMark>,
}

/// E4-23: « une comparaison des profils […] et des notes attribuées », by commission, in the order of their ids.
pub fn side_by_side(sheets: &[Evaluated], referential: &Referential) -> Vec<CommissionProfile> {
    let mut commissions: BTreeMap<&CommissionId, Vec<&Evaluated>> = BTreeMap::new();
    for sheet in sheets {
        commissions.entry(&sheet.commission).or_default().push(sheet);
    }
    let compared = commissions.into_iter().map(|(commission, sheets)| {
        let mut marks: Vec<_> = sheets.iter().filter_map(|sheet| sheet.mark).collect();
        marks.sort();
        let lines = referential.lines.iter().map(|line| line_levels(&line.code, &sheets)).collect();
        CommissionProfile { commission: commission.clone(), candidates: sheets.len(), lines, marks }
    });
    compared.collect()
}

fn line_levels(line: &str, sheets: &[&Evaluated]) -> LineLevels {
    let at = |level| sheets.iter().filter(|sheet| sheet.profile.level(line) == Some(level)).count();
    LineLevels { line: line.to_owned(), counts: Level::ALL.map(at) }
}

/// A recommendation: a new row beside the proposal, visible to the commission. The jury decides (E4-34).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recommendation {
    /// The proposal it stands beside, as it was; nothing overwrites it.
    pub proposed: ProposedMark,
    /// The mark recommended.
    pub recommended: RecommendedMark,
    /// Who recommends.
    pub by: AccountId,
    /// The author's name, for pages.
    pub by_name: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// How a recommendation changes a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// To this mark.
    To(Mark),
    /// By so many hundredths of a point, up or down, within the scale.
    By(i64),
}

impl Change {
    /// The mark that is recommended beside a proposal.
    ///
    /// # Errors
    /// [`Refusal::MarkOutsideScale`], never for a change within the scale.
    pub fn of(self, proposed: ProposedMark, scale: u16) -> Result<Mark, Refusal> {
        match self {
            Self::To(mark) => Ok(mark),
            Self::By(hundredths) => {
                let top = i64::from(scale) * 100;
                let wanted = proposed.mark().hundredths().saturating_add(hundredths);
                Mark::from_hundredths(wanted.clamp(0, top), scale)
            }
        }
    }
}

/// E4-23: what an author recommends beside a proposal, always with a reason, and unlike what is proposed.
///
/// # Errors
/// [`Refusal::ReasonRequired`], [`Refusal::NothingRecommended`].
pub fn recommend(
    proposed: ProposedMark,
    mark: Mark,
    author: &Actor,
    reason: &str,
    at: Timestamp,
) -> Result<Recommendation, Refusal> {
    if reason.trim().is_empty() {
        return Err(Refusal::ReasonRequired);
    }
    if mark == proposed.mark() {
        return Err(Refusal::NothingRecommended);
    }
    Ok(Recommendation {
        proposed,
        recommended: RecommendedMark::recorded(mark),
        by: author.account.clone(),
        by_name: author.name.clone(),
        reason: reason.trim().to_owned(),
        at,
    })
}

/// E4-35: the schools that assess in CCF and that nobody represents in harmonisation. « Il est recommandé que chaque
/// établissement habilité soit représenté »: a warning, never a refusal.
pub fn schools_not_represented<'a>(schools: &'a [SchoolId], represented: &[SchoolId]) -> Vec<&'a SchoolId> {
    schools.iter().filter(|school| !represented.contains(school)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn mark(typed: &str) -> Mark {
        Mark::parse(typed, 20).unwrap()
    }

    fn evaluated(commission: &str, assets: Level, typed: Option<&str>) -> Evaluated {
        let mut profile = Profile::default();
        profile.set("assets", assets);
        let mark = typed.map(|typed| ProposedMark::recorded(mark(typed)));
        Evaluated { commission: commission.into(), profile, mark }
    }

    #[test]
    fn e4_23_profiles_and_marks_stand_side_by_side() {
        let sheets = [
            evaluated("b", Level::NotMastered, Some("7")),
            evaluated("a", Level::WellMastered, Some("14")),
            evaluated("a", Level::NotAssessable, Some("9,5")),
            evaluated("a", Level::WellMastered, None),
        ];
        let compared = side_by_side(&sheets, &sample());
        assert_eq!(compared.iter().map(|one| one.commission.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(compared[0].candidates, 3);
        assert_eq!(compared[0].lines.len(), sample().lines.len());
        assert_eq!(compared[0].lines[1], LineLevels { line: "assets".into(), counts: [1, 0, 0, 2, 0] });
        let marks: Vec<_> = compared[0].marks.iter().map(ToString::to_string).collect();
        assert_eq!(marks, ["9,5", "14"]);
        assert_eq!(compared[1].lines[1].counts, [0, 1, 0, 0, 0]);
        assert!(side_by_side(&[], &sample()).is_empty());
    }

    #[test]
    fn e4_23_a_recommendation_stands_beside_the_proposal_with_its_reason() {
        let author = Actor { account: "lea".into(), name: "Mme Léa".into(), grants: vec![] };
        let proposed = ProposedMark::recorded(mark("8"));
        let recommend =
            |reason: &str| recommend(proposed, mark("10"), &author, reason, Timestamp::UNIX_EPOCH);
        assert_eq!(recommend("  "), Err(Refusal::ReasonRequired));
        let same = super::recommend(proposed, mark("8"), &author, "rien", Timestamp::UNIX_EPOCH);
        assert_eq!(same, Err(Refusal::NothingRecommended));
        let recommendation = recommend("profil voisin de ceux notés 10 ailleurs").unwrap();
        assert_eq!(recommendation.proposed, proposed, "nothing overwrites a proposal");
        assert_eq!(recommendation.recommended.mark(), mark("10"));
        assert_eq!((recommendation.by.as_str(), recommendation.by_name.as_str()), ("lea", "Mme Léa"));
    }

    #[test]
    fn e4_23_a_change_for_a_set_stays_within_the_scale() {
        let proposed = |typed| ProposedMark::recorded(mark(typed));
        assert_eq!(Change::To(mark("11")).of(proposed("8"), 20), Ok(mark("11")));
        assert_eq!(Change::By(150).of(proposed("8"), 20), Ok(mark("9,5")));
        assert_eq!(Change::By(-900).of(proposed("8"), 20), Ok(Mark::ZERO));
        assert_eq!(Change::By(i64::MAX).of(proposed("8"), 20), Ok(mark("20")));
    }

    #[test]
    fn e4_35_a_school_not_represented_is_a_warning() {
        let schools = ["zay", "voltaire", "curie"].map(SchoolId::from);
        let missing = schools_not_represented(&schools, &schools[1..2]);
        assert_eq!(missing, [&schools[0], &schools[2]]);
        assert!(schools_not_represented(&schools, &schools).is_empty());
    }
}
