//! The commissions compared: what is seen, what can be said, where to look. The models are `severity`'s; nothing here
//! changes or proposes a mark.

use super::draw::{blocks, join, told};
use super::{Room, SeeHarmonisation, Signed};
use crate::{Failure, Office};
use exam::access::Actor;
use exam::candidate::{Speciality, Track};
use exam::id::{CommissionId, SessionId, SheetId};
use exam::text::letters;
use jiff::tz::TimeZone;
use severity::compare::{Asked, Effect, Redeal, Simulated, Status, compare};
use severity::report::{
    Report, clue_sentence, design_sentences, effect_sentence, levels_sentence, redeal_sentence,
};
use severity::session::{Clue, Sheet, View, lay_out};
use store::Fault;

/// How the room is looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// Candidates are named; else they are numbered.
    pub names: bool,
    /// Commissions are lettered instead of numbered.
    pub masked: bool,
    /// Somebody states that candidates were dealt to the commissions at random.
    pub drawn: bool,
    /// One option only.
    pub speciality: Option<Speciality>,
    /// One track only.
    pub track: Option<Track>,
}

/// The comparison of a session's commissions.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The room, with the sheets that are looked at.
    pub room: Room,
    /// What each sheet's candidate is called, in the order of the sheets.
    pub candidates: Vec<String>,
    /// What the way candidates were dealt lets one say; or why nothing is compared.
    pub design: Vec<String>,
    /// The commissions' spread against the draw alone, where it was recorded or stated.
    pub redeal: Option<Redeal>,
    /// What is seen of all of them.
    pub whole: Option<View>,
    /// The commissions, in the order of the room's.
    pub rows: Vec<Row>,
    /// Where to look.
    pub clues: Vec<Place>,
}

/// One commission.
#[derive(Debug, Clone)]
pub struct Row {
    /// The commission.
    pub commission: CommissionId,
    /// What it is called.
    pub name: String,
    /// What is seen.
    pub view: View,
    /// Its effect in points; `None` where nothing can be said.
    pub effect: Option<Effect>,
    /// One of three.
    pub status: Status,
    /// What can be said, in one sentence.
    pub told: String,
    /// What its mean mark would be without its effect: a simulation, never a mark.
    pub simulated: Option<(f64, Simulated)>,
    /// What the meaning of « non évaluable » changes; empty where it changes nothing.
    pub hinge: String,
}

/// One place to look at.
#[derive(Debug, Clone)]
pub struct Place {
    /// What is there, with its evidence.
    pub told: String,
    /// The sheets concerned.
    pub sheets: Vec<SheetId>,
}

impl Office {
    /// The commissions of a session compared.
    ///
    /// # Errors
    /// [`Failure`]: no right, or a fault.
    pub async fn compare(&self, actor: &Actor, session: &SessionId, look: Look) -> Result<Compared, Failure> {
        let room = self.consult(actor, SeeHarmonisation { session: session.clone() }).await?;
        let compared = tokio::task::spawn_blocking(move || compared(room, &look)).await;
        Ok(compared.map_err(|error| Fault::Internal(format!("task: {error}")))?)
    }
}

fn compared(mut room: Room, look: &Look) -> Compared {
    room.sheets.retain(|one| {
        look.speciality.is_none_or(|wanted| one.speciality() == wanted)
            && look.track.is_none_or(|wanted| one.candidate.track == wanted)
    });
    room.commissions.retain(|one| room.sheets.iter().any(|sheet| sheet.commission == one.id));
    join(&mut room);
    let names: Vec<_> = room
        .commissions
        .iter()
        .enumerate()
        .map(|(place, one)| if look.masked { letters(place) } else { one.number.clone() })
        .collect();
    let candidates: Vec<_> = room
        .sheets
        .iter()
        .enumerate()
        .map(
            |(nth, one)| {
                if look.names { one.candidate.full_name() } else { format!("candidature {}", nth + 1) }
            },
        )
        .collect();
    let (sheets, drawn) = sheets(&room, &candidates, &names);
    let lines: Vec<_> = room.session.referential.lines.iter().map(|line| line.label.clone()).collect();
    let seed = drawn.unwrap_or(u64::from(room.session.year.unsigned_abs()));
    let asked = Asked { drawn: look.drawn, seed };
    let mut all =
        Compared { candidates, redeal: None, design: vec![], whole: None, rows: vec![], clues: vec![], room };
    let data = match lay_out(&lines, &sheets) {
        Ok(data) if !sheets.is_empty() => data,
        Ok(_) => return all,
        Err(fault) => {
            all.design.push(fault.to_string());
            return all;
        }
    };
    let comparison = match compare(&data, asked) {
        Ok(comparison) => comparison,
        Err(fault) => {
            let (whole, views) = severity::session::seen(&data);
            (all.whole, all.design) = (Some(whole), vec![format!("On ne peut rien comparer : {fault}.")]);
            all.rows = unsaid(&all.room, &names, &data.rater.names, views);
            return all;
        }
    };
    let report = Report::new(&data, comparison);
    all.design = design_sentences(&data, &report.comparison.design);
    all.design.splice(1..1, told(&all.room, drawn.is_some()));
    all.redeal = report.comparison.redeal;
    all.design.extend(all.redeal.as_ref().map(|redeal| redeal_sentence(redeal).to_owned()));
    if let Some(fault) = &report.comparison.without {
        all.design.push(format!("Aucun écart n’est donné : {fault}."));
    }
    for (commission, name) in all.room.commissions.iter().zip(&names) {
        let place = data.rater.names.iter().position(|known| known == name);
        all.rows.extend(place.map(|place| row(&commission.id, name, &report, place)));
    }
    let place = |clue: &Clue| Place {
        told: clue_sentence(&data, clue),
        sheets: rows_of(clue).iter().map(|row| all.room.sheets[*row].sheet.clone()).collect(),
    };
    all.clues = report.clues.iter().map(place).collect();
    all.whole = Some(report.whole);
    all
}

fn row(commission: &CommissionId, name: &str, report: &Report, place: usize) -> Row {
    let (one, view) = (&report.comparison.commissions[place], &report.views[place]);
    let simulated = view.marks.and_then(|marks| Some((marks.mean, one.simulated(marks.mean)?)));
    Row {
        commission: commission.clone(),
        name: name.to_owned(),
        view: view.clone(),
        effect: one.effect,
        status: one.status,
        simulated: simulated.filter(|_| one.status == Status::ToExamine),
        told: effect_sentence(one),
        hinge: one.levels.as_ref().and_then(levels_sentence).unwrap_or_default(),
    }
}

/// The commissions where nothing is compared: what is seen alone.
fn unsaid(room: &Room, names: &[String], known: &[String], views: Vec<View>) -> Vec<Row> {
    let mut rows = vec![];
    for (place, view) in views.into_iter().enumerate() {
        let Some(nth) = names.iter().position(|name| *name == known[place]) else { continue };
        rows.push(Row {
            commission: room.commissions[nth].id.clone(),
            name: names[nth].clone(),
            view,
            effect: None,
            status: Status::Insufficient,
            told: "on ne peut pas conclure".to_owned(),
            simulated: None,
            hinge: String::new(),
        });
    }
    rows
}

fn rows_of(clue: &Clue) -> Vec<usize> {
    match clue {
        Clue::FarFromProfile { sheet, .. } => vec![*sheet],
        Clue::Halo { sheets, .. } => sheets.clone(),
        Clue::Penalties { with, .. } => with.clone(),
        Clue::OwnReading { .. } | Clue::Drift { .. } => vec![],
    }
}

fn minutes(one: &Signed, zone: &TimeZone) -> Option<u32> {
    let at = one.starts_at.to_zoned_datetime(zone.clone());
    u32::try_from(i32::from(at.hour()) * 60 + i32::from(at.minute())).ok()
}

/// The sheets as they are compared, with their blocks and the seed where their commissions were drawn.
fn sheets(room: &Room, candidates: &[String], names: &[String]) -> (Vec<Sheet>, Option<u64>) {
    let mut sheets: Vec<_> =
        room.sheets.iter().zip(candidates).map(|(one, name)| sheet(one, name, room, names)).collect();
    let drawn = blocks(room);
    for (sheet, block) in sheets.iter_mut().zip(drawn.iter().flat_map(|(blocks, _)| blocks)) {
        sheet.block = Some(block.clone());
    }
    (sheets, drawn.map(|(_, seed)| seed))
}

fn sheet(one: &Signed, name: &str, room: &Room, names: &[String]) -> Sheet {
    let place = room.commissions.iter().position(|known| known.id == one.commission).unwrap_or_default();
    let hundredths = |value: i64| u16::try_from(value).unwrap_or(0);
    let (before, after) = (one.before_penalties.mark().hundredths(), one.proposed.mark().hundredths());
    Sheet {
        candidate: name.to_owned(),
        commission: names[place].clone(),
        examiners: one.examiners.clone(),
        school: one.candidate.school.as_ref().map(ToString::to_string),
        option: Some(one.speciality().label().to_owned()),
        centre: room.commissions[place].school.as_ref().map(ToString::to_string),
        block: None,
        levels: one.levels(&room.session),
        mark: Some(hundredths(before)),
        penalties: hundredths(before - after),
        earlier: None,
        order: minutes(one, &room.session.zone),
    }
}
