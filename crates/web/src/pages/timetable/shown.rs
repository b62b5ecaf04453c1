//! The form of an answer, the same by a link and by a secretary.

use super::words;
use crate::forms::Fields;
use exam::french;
use exam::planning::HalfDay;
use office::acts::timetable::{Answer, AnswerLine, Frame, Part};

/// A day of the form.
pub(super) struct Day {
    pub name: String,
    /// The value, the label and whether it is ticked.
    pub parts: Vec<(String, &'static str, bool)>,
}

/// The form.
pub(super) struct Shown {
    pub name: String,
    pub days: Vec<Day>,
    /// The identifier, the name and whether it is ticked.
    pub centres: Vec<(String, String, bool)>,
    pub most: String,
    pub revision: i64,
    pub contradictions: Vec<String>,
    pub given: bool,
}

impl Shown {
    /// What is known; all centres are ticked before an answer comes.
    pub fn new(frame: &Frame, line: &AnswerLine) -> Self {
        let answer = &line.answer;
        let given = line.revision > 0;
        let mut days: Vec<Day> = vec![];
        let mut last = None;
        for half in frame.halves.iter().chain(answer.halves.difference(&frame.halves)) {
            if last != Some(half.day) {
                days.push(Day { name: french::capital(&french::day(half.day)), parts: vec![] });
                last = Some(half.day);
            }
            let label = if half.part == Part::Morning { "Matin" } else { "Après-midi" };
            if let Some(day) = days.last_mut() {
                day.parts.push((half.to_string(), label, answer.halves.contains(half)));
            }
        }
        Self {
            name: line.examiner.name.clone(),
            days,
            centres: frame
                .centres
                .iter()
                .map(|one| (one.id.clone(), one.name.clone(), !given || answer.centres.contains(&one.id)))
                .collect(),
            most: if given { answer.most.to_string() } else { String::new() },
            revision: line.revision,
            contradictions: line.contradictions.iter().map(words::contradiction).collect(),
            given,
        }
    }
}

/// What a form says; as many half-days as are given where no number is.
pub(super) fn read(form: &Fields) -> Answer {
    let halves: std::collections::BTreeSet<_> = form.all("half").filter_map(HalfDay::parse).collect();
    Answer {
        most: form.text("most").trim().parse().unwrap_or(halves.len()),
        centres: form.all("centre").map(str::to_owned).collect(),
        halves,
        ..Answer::default()
    }
}
