//! The fixed sentences of the forms, one named field for each place on a sheet.

use serde::{Deserialize, Serialize};

/// Fixed sentences, printed as they stand (annexes 6, 6-1, 6-3 and 6-4, or those of the session).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wordings {
    /// First line of each form: the diploma in capitals.
    pub form_diploma: String,
    /// Second line of each form, without the year: « SESSION ».
    pub form_session: String,
    /// Third line of each form: code, title and, where printed, coefficient of the exam.
    pub form_exam: String,
    /// Title of the synthesis table.
    pub table_title: String,
    /// What the synthesis table shows.
    pub table_intro: String,
    /// Title of the conformity sheet.
    pub conformity_title: String,
    /// Title of the internship certificate.
    pub certificate_title: String,
    /// Title of the grid.
    pub grid_title: String,
    /// Title of the appraisal sheet.
    pub appraisal_title: String,
    /// Said on each form whose layout is the software's own.
    pub software_layout: String,
    /// Label of the candidate's name.
    pub candidate_name: String,
    /// Label of the candidate's number.
    pub candidate_number: String,
    /// Box of the ponctuel track.
    pub track_ponctuel: String,
    /// Box of the CCF track.
    pub track_ccf: String,
    /// Label of the commission's number.
    pub commission_number: String,
    /// Box of the option SISR.
    pub option_sisr: String,
    /// Box of the option SLAM.
    pub option_slam: String,
    /// Label of the date.
    pub date: String,
    /// Label of the members' names.
    pub commission_members: String,
    /// Heading over the proposed mark.
    pub proposed_mark_heading: String,
    /// How the grid is used, above the proposed mark.
    pub grid_guidance: String,
    /// « La commission sera vigilante… » (E4-15).
    pub vigilance: String,
    /// Label of the proposed mark.
    pub mark: String,
    /// What follows a mark: « / 20 ».
    pub out_of: String,
    /// Heading over the penalties (E4-14).
    pub penalties_heading: String,
    /// How the penalties are applied (E4-14).
    pub penalties_notice: String,
    /// Label of the final mark.
    pub final_mark: String,
    /// Where the final mark is copied to.
    pub final_mark_notice: String,
    /// Heading over the levels and their descriptors.
    pub levels_heading: String,
    /// Head of the level columns.
    pub grid_levels: String,
    /// Head of the competence column.
    pub grid_competences: String,
    /// Head of the indicator column.
    pub grid_indicators: String,
    /// Label of the observations under each part.
    pub observations: String,
    /// Heading over the appraisal.
    pub appraisal_heading: String,
    /// Heading over the members' visas (E4-17).
    pub visa_heading: String,
    /// The rule on rounding (E4-10).
    pub rounding_notice: String,
    /// The rule on secrecy (E4-31).
    pub secrecy_notice: String,
    /// What the candidate sees to before the oral, said on the convocation (E4-20); empty where the text says nothing.
    #[serde(default)]
    pub candidate_duty: String,
}
