//! What a roster would do to a session, line by line. Pure: the page shows it, the import does it.

use exam::candidate::{Preparation, Speciality, track};
use exam::id::{CandidateId, SessionId};
use roster::{CategoryKind, Opt, Roster, Row, Severity, State, fields};
use store::tables::candidates::Candidate;
use store::tables::schools::School;

/// What a line of the file comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A new candidate.
    Create,
    /// A known candidate, with what changes.
    Change(Vec<FieldChange>),
    /// A known candidate, the same.
    Nothing,
    /// Cannot be imported; [`Line::remarks`] says why.
    Impossible,
}

/// One thing that changes of a known candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// What, in French.
    pub label: &'static str,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
}

/// A line of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file, from 1.
    pub line: usize,
    /// The candidate's number as it will be kept.
    pub number: String,
    /// The candidate's name.
    pub name: String,
    /// What it comes to.
    pub step: Step,
    /// What the reader and the rules say of it, in French.
    pub remarks: Vec<String>,
    /// The candidate as it will be written; `None` where it is impossible.
    pub candidate: Option<Candidate>,
}

/// The plan of a whole roster.
pub fn plan(session: &SessionId, roster: &Roster, schools: &[School], known: &[Candidate]) -> Vec<Line> {
    roster.rows.iter().map(|row| line(session, roster, row, schools, known)).collect()
}

fn line(session: &SessionId, roster: &Roster, row: &Row, schools: &[School], known: &[Candidate]) -> Line {
    let mut remarks: Vec<String> = row.problems.iter().map(|problem| problem.message.clone()).collect();
    let before = known.iter().find(|candidate| candidate.number == row.number);
    let uai = row.school_uai.as_ref().or(roster.school_uai.as_ref());
    let school = uai.and_then(|uai| schools.iter().find(|school| school.uai == *uai));
    let refused = row.problems.iter().any(|problem| problem.severity == Severity::Error) || !row.importable();
    let mut candidate = None;
    match (refused, row.option, school, uai) {
        (true, ..) => {}
        (_, None, ..) => {
            remarks.push("L’option n’est ni SISR ni SLAM : corrigez-la dans le fichier.".to_owned());
        }
        (_, _, None, Some(uai)) => {
            remarks.push(format!("L’établissement {uai} n’est pas dans la session : ajoutez-le d’abord."));
        }
        (_, Some(option), school, _) => {
            candidate = Some(read(session, (roster, row), option, school, before));
        }
    }
    let step = match (&candidate, before) {
        (None, _) => Step::Impossible,
        (Some(_), None) => Step::Create,
        (Some(after), Some(before)) => match changes(before, after) {
            fields if fields.is_empty() => Step::Nothing,
            fields => Step::Change(fields),
        },
    };
    if candidate.as_ref().is_some_and(|candidate| candidate.withdrawn) {
        remarks.push("Désistement : la personne est gardée, elle ne sera pas convoquée.".to_owned());
    }
    let name = format!("{} {}", row.family_name, row.given_names);
    Line { line: row.line, number: row.number.clone(), name, step, remarks, candidate }
}

/// The candidate that a row describes; what the file has no column for stays as it was.
fn read(
    session: &SessionId,
    (roster, row): (&Roster, &Row),
    option: Opt,
    school: Option<&School>,
    before: Option<&Candidate>,
) -> Candidate {
    let kept = |field| before.filter(|_| !roster.tells(field));
    let preparation = match row.category.kind {
        _ if kept(fields::CATEGORY).is_some() => before.map_or(Preparation::Other, |known| known.preparation),
        CategoryKind::Pupil => Preparation::School,
        CategoryKind::Apprentice => Preparation::Apprenticeship,
        CategoryKind::ContinuingEducation => Preparation::ContinuingEducation,
        CategoryKind::Individual | CategoryKind::Distance | CategoryKind::Other => Preparation::Other,
    };
    let status = school.map(|school| (school.status, school.runs_ccf));
    let track = match status {
        Some((status, runs_ccf)) => track(preparation, status, runs_ccf),
        None => exam::candidate::Track::OneOff,
    };
    Candidate {
        id: before.map_or_else(|| CandidateId(String::new()), |known| known.id.clone()),
        session: session.clone(),
        school: school.map(|school| school.id.clone()),
        account: before.and_then(|known| known.account.clone()),
        number: row.number.clone(),
        family_name: row.family_name.clone(),
        usage_name: kept(fields::USAGE_NAME)
            .map_or_else(|| row.usage_name.clone(), |known| known.usage_name.clone()),
        given_names: row.given_names.clone(),
        email: kept(fields::EMAIL).map_or_else(|| row.email.clone(), |known| known.email.clone()),
        birth_date: kept(fields::BIRTH_DATE).map_or(row.birth_date, |known| known.birth_date),
        class_name: kept(fields::CLASS).map_or_else(|| row.class.clone(), |known| known.class_name.clone()),
        preparation,
        speciality: match option {
            Opt::Sisr => Speciality::Sisr,
            Opt::Slam => Speciality::Slam,
        },
        track,
        optional_exam: kept(fields::EF4).map_or(row.ef4, |known| known.optional_exam),
        withdrawn: kept(fields::STATE).map_or(row.state == State::Withdrawn, |known| known.withdrawn),
    }
}

fn changes(before: &Candidate, after: &Candidate) -> Vec<FieldChange> {
    let told = |candidate: &Candidate| -> [(&'static str, String); 11] {
        let or_none = |text: &Option<String>| text.clone().unwrap_or_default();
        [
            ("nom", candidate.family_name.clone()),
            ("nom d’usage", or_none(&candidate.usage_name)),
            ("prénoms", candidate.given_names.clone()),
            ("adresse électronique", or_none(&candidate.email)),
            ("naissance", candidate.birth_date.map(|date| date.to_string()).unwrap_or_default()),
            ("classe", or_none(&candidate.class_name)),
            ("option", candidate.speciality.label().to_owned()),
            ("forme", candidate.track.label().to_owned()),
            ("établissement", candidate.school.as_ref().map(ToString::to_string).unwrap_or_default()),
            ("EF4", if candidate.optional_exam { "oui" } else { "non" }.to_owned()),
            ("désistement", if candidate.withdrawn { "oui" } else { "non" }.to_owned()),
        ]
    };
    let pairs = told(before).into_iter().zip(told(after));
    let changed = pairs.filter(|((_, before), (_, after))| before != after);
    changed.map(|((label, before), (_, after))| FieldChange { label, before, after }).collect()
}
