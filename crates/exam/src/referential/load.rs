//! From the text of a file to a referential, or to the list of its faults.

use toml::de::DeTable;

use crate::grid::Level;
use crate::mark::Rounding;

use super::check::check;
use super::error::ReferentialError;
use super::read::{Faults, Fields, Node, Read};
use super::types::{
    AnnexChange, Annexes, Competence, ForceMajeure, Ground, Internship, KeptAfter, KeptClass, Layout,
    LevelWording, Line, OwnStudents, Part, Penalty, Piece, Policy, Referential, Retention, SessionRange,
    Verdict,
};
use super::wordings::Wordings;

/// Reads and checks a referential.
///
/// `file` is the name used in the messages.
///
/// # Errors
///
/// Every fault of the file, in its order, each with its line, its field and a French sentence. A fault of
/// syntax hides all others.
pub fn load(text: &str, file: &str) -> Result<Referential, Vec<ReferentialError>> {
    let mut faults = Faults::new(file, text);
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let line = error.span().map(|span| faults.line_at(span.start));
            faults.note_at(line, "", format!("le fichier n'est pas du TOML lisible ({})", error.message()));
            return Err(faults.into_found());
        }
    };
    let fields = Fields::new("", &table, Referential::FIELDS, &mut faults);
    let referential = Referential::from_fields(&fields, &mut faults);
    check(&referential, &mut faults);
    let found = faults.into_found();
    if found.is_empty() { Ok(referential) } else { Err(found) }
}

/// How a section is read: its fields by name. The compiler refuses a list that forgets one.
macro_rules! section {
    ($type:ident { $($field:ident),+ $(,)? }) => {
        impl $type {
            const FIELDS: &[&str] = &[$(stringify!($field)),+];

            fn from_fields(fields: &Fields<'_>, faults: &mut Faults<'_>) -> Self {
                Self { $($field: fields.read(stringify!($field), faults)),+ }
            }
        }

        impl Read for $type {
            fn read(node: &Node<'_>, faults: &mut Faults<'_>) -> Self {
                let fields = node.fields(Self::FIELDS, faults);
                Self::from_fields(&fields, faults)
            }

            fn blank() -> Self {
                Self { $($field: Read::blank()),+ }
            }
        }
    };
}

/// How a choice is read: one word for each; the first stands in for a word that is not known.
macro_rules! choice {
    ($type:ident { $first:ident = $first_word:literal $(, $other:ident = $word:literal)* $(,)? }) => {
        impl Read for $type {
            fn read(node: &Node<'_>, faults: &mut Faults<'_>) -> Self {
                match node.text(faults) {
                    Some($first_word) | None => Self::$first,
                    $(Some($word) => Self::$other,)*
                    Some(unknown) => {
                        let known = [$first_word $(, $word)*].join(", ");
                        node.refuse(format!("« {unknown} » n'est pas connu ; valeurs possibles : {known}"), faults);
                        Self::blank()
                    }
                }
            }

            fn blank() -> Self {
                Self::$first
            }
        }
    };
}

choice!(Layout { Official = "official", Software = "software" });
choice!(Rounding { CeilPoint = "ceil_point", CeilHalfPoint = "ceil_half_point", None = "none" });
choice!(OwnStudents { Allow = "allow", Warn = "warn", Forbid = "forbid" });
choice!(ForceMajeure { MarkZero = "mark_zero", Absent = "absent" });
choice!(KeptAfter { TrainingEnd = "training_end", Orals = "orals" });
choice!(Level {
    NotAssessable = "not_assessable",
    NotMastered = "not_mastered",
    PartlyMastered = "partly_mastered",
    WellMastered = "well_mastered",
    ExcellentlyMastered = "excellently_mastered",
});

section!(SessionRange { from, to });
section!(Annexes { table, conformity, grid, appraisal, certificate, ef4, ef4_request, ef4_grid });
section!(AnnexChange { sessions, annexes });
section!(Piece { code, label, wording, notice });
section!(Part { code, title, minutes, wording });
section!(LevelWording { level, label, descriptors });
section!(Line { code, label, competence, skills, indicators });
section!(Competence { code, label, skills });
section!(Penalty { code, label, points, wording });
section!(Ground { code, label });
section!(Verdict { code, label });
section!(Retention { months_after_training_end, wording, classes });
section!(KeptClass { code, label, after, months });
section!(Internship { min_weeks });
section!(Policy {
    own_students_ponctuel,
    own_students_ccf,
    repeated_absence_from,
    force_majeure_ponctuel,
    floor,
    kept_mark_from,
    jury_professionals_percent,
    appraisal_on_claim_only,
});
section!(Wordings {
    form_diploma,
    form_session,
    form_exam,
    table_title,
    table_intro,
    conformity_title,
    certificate_title,
    grid_title,
    appraisal_title,
    software_layout,
    candidate_name,
    candidate_number,
    track_ponctuel,
    track_ccf,
    commission_number,
    option_sisr,
    option_slam,
    date,
    commission_members,
    proposed_mark_heading,
    grid_guidance,
    vigilance,
    mark,
    out_of,
    penalties_heading,
    penalties_notice,
    final_mark,
    final_mark_notice,
    levels_heading,
    grid_levels,
    grid_competences,
    grid_indicators,
    observations,
    appraisal_heading,
    visa_heading,
    rounding_notice,
    secrecy_notice,
    candidate_duty,
});
section!(Referential {
    code,
    version,
    exam,
    exam_title,
    diploma,
    layout,
    source,
    coefficient,
    counts_above,
    sessions,
    annexes,
    annex_changes,
    scale,
    rounding,
    penalties_add_up,
    pieces,
    parts,
    levels,
    lines,
    competences,
    penalties,
    grounds,
    verdicts,
    retention,
    internship,
    wordings,
    policy,
});
