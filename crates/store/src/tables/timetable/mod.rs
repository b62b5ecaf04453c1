//! The timetable: its frame, what examiners answer, professionals whom schools propose, drafts, and published versions.
//! A place is its kind (`session` or `school`) and its identifier.

pub mod answers;
pub mod frames;
pub mod plans;
pub mod professionals;
pub mod versions;

/// A session or a school: kind and identifier.
pub type At<'a> = (&'a str, &'a str);
