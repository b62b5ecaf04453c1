//! What the room shows: sentences, and pictures whose every point is worked out here. No judgement of its own.

use exam::french;
use office::acts::harmonisation::{
    Compared, Effect, Kept, Look, Place, Row, Seen, Spread, Status, status_words,
};
use std::collections::BTreeMap;

/// The width of the picture of an effect, from −3 to +3 points.
const WIDE: f64 = 240.0;
/// How far the picture goes on each side, in points.
const REACH: f64 = 3.0;

/// One commission: what is seen, and what can be said.
pub(super) struct Said {
    pub id: String,
    pub name: String,
    pub sheets: usize,
    pub few: bool,
    pub marks: String,
    pub kind: &'static str,
    pub status: String,
    pub told: String,
    pub hinge: String,
    /// The dot and the two ends of its interval, in the picture; none where nothing can be said.
    pub dot: Option<[String; 3]>,
    /// The probability of more than one point, and the simulation, in words.
    pub beyond: String,
}

fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.').replace('.', ",");
    if text == "-0" { "0".to_owned() } else { text.replace('-', "−") }
}

fn tenth(value: f64) -> String {
    number((value * 10.0).round() / 10.0)
}

fn marks(spread: Option<&Spread>) -> String {
    spread.map_or_else(String::new, |one| {
        if one.deviation.is_none() {
            return format!("une seule, {}", number(one.median));
        }
        format!(
            "médiane {}, la moitié entre {} et {}, de {} à {}",
            number(one.median),
            number(one.first),
            number(one.third),
            number(one.lowest),
            number(one.highest)
        )
    })
}

fn at(points: f64) -> String {
    let place = (points.clamp(-REACH, REACH) + REACH) / (2.0 * REACH) * WIDE;
    format!("{place:.1}")
}

fn beyond(effect: &Effect) -> String {
    let tens = (effect.beyond_one * 10.0).round();
    if tens < 0.5 {
        "Plus d’un point d’écart est très peu probable.".to_owned()
    } else if tens > 9.5 {
        "Plus d’un point d’écart est presque certain.".to_owned()
    } else {
        format!("Plus d’un point d’écart : {tens:.0} chances sur 10.")
    }
}

pub(super) fn to_examine(row: &Row) -> bool {
    row.status == Status::ToExamine
}

pub(super) fn said(row: &Row) -> Said {
    let kind = match row.status {
        Status::Compatible => "success",
        Status::ToExamine => "warning",
        Status::Insufficient => "neutral",
    };
    let mut beside = vec![];
    if let Some(effect) = row.effect.as_ref().filter(|_| row.status != Status::Insufficient) {
        beside.push(beyond(effect));
    }
    if let Some((mean, simulated)) = &row.simulated {
        beside.push(format!(
            "Simulation : sans cet écart, sa moyenne de {} serait entre {} et {}.",
            tenth(*mean),
            tenth(simulated.low),
            tenth(simulated.high)
        ));
    }
    let effect = row.effect.as_ref().filter(|_| row.status != Status::Insufficient);
    Said {
        id: row.commission.to_string(),
        name: row.name.clone(),
        sheets: row.view.sheets,
        few: row.view.few,
        marks: marks(row.view.marks.as_ref()),
        kind,
        status: french::capital(status_words(row.status)),
        told: french::spaced(&format!("{}.", french::capital(&row.told))),
        hinge: french::capital(&row.hinge),
        dot: effect.map(|one| [at(one.points), at(one.low), at(one.high)]),
        beyond: beside.join(" "),
    }
}

/// The whole session, beside its commissions.
pub(super) fn whole(view: &Seen) -> Said {
    Said {
        id: String::new(),
        name: "Toutes".to_owned(),
        sheets: view.sheets,
        few: view.few,
        marks: marks(view.marks.as_ref()),
        kind: "neutral",
        status: String::new(),
        told: String::new(),
        hinge: String::new(),
        dot: None,
        beyond: String::new(),
    }
}

/// A place to look at.
pub(super) struct Clue {
    pub told: String,
    pub links: Vec<(String, String)>,
}

pub(super) fn clue(clue: &Place, compared: &Compared) -> Clue {
    let name = |id: &exam::id::SheetId| {
        let place = compared.room.sheets.iter().position(|one| one.sheet == *id);
        place.map(|place| compared.candidates[place].clone()).unwrap_or_default()
    };
    Clue {
        told: french::spaced(&format!("{}.", french::capital(clue.told.trim_end_matches('.')))),
        links: clue.sheets.iter().map(|id| (format!("/feuilles/{id}"), name(id))).collect(),
    }
}

/// One row of the heat map: for each line of the grid, the share of good and excellent levels, its shade from 0 to 10,
/// and how many are « non évaluable ».
pub(super) struct Heat {
    pub name: String,
    pub cells: Vec<(usize, usize, usize)>,
}

pub(super) fn heat(name: &str, view: &Seen) -> Heat {
    let cell = |counts: &Vec<usize>| {
        let (levels, apart) = counts.split_at(counts.len().saturating_sub(1));
        let all: usize = levels.iter().sum();
        let high: usize = levels.iter().rev().take(2).sum();
        let percent = if all == 0 { 0 } else { (200 * high + all) / (2 * all) };
        (percent, percent.div_ceil(10).min(10), apart.iter().sum())
    };
    Heat { name: name.to_owned(), cells: view.levels.iter().map(cell).collect() }
}

/// Profiles against marks: each point with its place, its radius, and how many sheets it stands for.
#[derive(Default)]
pub(super) struct Profile {
    pub points: Vec<(String, String, String)>,
    pub told: String,
}

pub(super) fn profile(compared: &Compared) -> Profile {
    let mut counts: BTreeMap<(usize, i64), usize> = BTreeMap::new();
    for one in &compared.room.sheets {
        let levels = one.levels(&compared.room.session);
        let high = levels.iter().flatten().filter(|level| **level >= 2).count();
        *counts.entry((high, (one.before_penalties.mark().hundredths() + 50) / 100)).or_default() += 1;
    }
    let lines = compared.room.session.referential.lines.len().max(1);
    let point = |((high, mark), count): (&(usize, i64), &usize)| {
        let x = 40 + 600 * high / lines;
        let y = 300 - 14 * mark;
        let radius = 3.0 + 2.0 * f64::from(u32::try_from(*count).unwrap_or(1)).sqrt();
        (x.to_string(), y.to_string(), format!("{radius:.1}"))
    };
    Profile {
        points: counts.iter().map(point).collect(),
        told: format!(
            "De gauche à droite : de 0 à {lines} lignes à « bonne » ou « excellente maitrise ». De bas en haut : la note \
             avant pénalités, de 0 à 20. Un disque plus grand : plus de fiches."
        ),
    }
}

/// A signed sheet of the commission that is looked at.
pub(super) struct Line {
    pub sheet: String,
    pub name: String,
    pub detail: String,
    pub levels: Vec<(&'static str, &'static str)>,
    pub before: String,
    pub proposed: String,
    pub penalised: bool,
    pub recommended: String,
    pub decided: bool,
}

/// The commission that is looked at: the one asked for, else the first one to examine, else the first one.
pub(super) fn chosen(compared: &Compared, asked: &str) -> String {
    let rows = &compared.rows;
    let found = rows.iter().find(|row| row.commission.as_str() == asked);
    let found = found.or_else(|| rows.iter().find(|row| to_examine(row))).or(rows.first());
    found.map(|row| row.commission.to_string()).unwrap_or_default()
}

fn level(level: Option<u8>) -> (&'static str, &'static str) {
    match level {
        None => ("n.é.", "non évaluable"),
        Some(0) => ("1", "non maitrisé"),
        Some(1) => ("2", "maitrise partielle"),
        Some(2) => ("3", "bonne maitrise"),
        Some(_) => ("4", "excellente maitrise"),
    }
}

pub(super) fn lines(compared: &Compared, commission: &str) -> Vec<Line> {
    let room = &compared.room;
    let own =
        room.sheets.iter().zip(&compared.candidates).filter(|(one, _)| one.commission.as_str() == commission);
    own.map(|(one, name)| {
        let last = room.recommendations.iter().rev().find(|made| made.sheet == one.sheet);
        Line {
            sheet: one.sheet.to_string(),
            name: name.clone(),
            detail: format!("option {}", one.speciality().label()),
            levels: one.levels(&room.session).into_iter().map(level).collect(),
            before: one.before_penalties.to_string(),
            proposed: one.proposed.to_string(),
            penalised: one.before_penalties != one.proposed,
            recommended: last.map(|made| made.made.recommended.to_string()).unwrap_or_default(),
            decided: one.decided,
        }
    })
    .collect()
}

/// A recommendation, as the room tells it.
pub(super) struct Mark {
    pub sheet: String,
    pub name: String,
    pub change: String,
    pub by: String,
    pub reason: String,
    pub answers: Vec<String>,
}

pub(super) fn recommended(kept: &Kept, compared: &Compared) -> Mark {
    let zone = &compared.room.session.zone;
    let place = compared.room.sheets.iter().position(|one| one.sheet == kept.sheet);
    let told = |answer: &office::acts::harmonisation::Reply| {
        french::spaced(&format!(
            "{}, {} : {}",
            answer.by_name,
            french::instant(answer.at, zone),
            answer.content
        ))
    };
    Mark {
        sheet: kept.sheet.to_string(),
        name: place
            .map_or_else(|| "hors de ce filtre".to_owned(), |place| compared.candidates[place].clone()),
        change: format!("{} proposée, {} recommandée", kept.made.proposed, kept.made.recommended),
        by: format!("{}, {}", kept.made.by_name, french::instant(kept.made.at, zone)),
        reason: kept.made.reason.clone(),
        answers: kept.answers.iter().map(told).collect(),
    }
}

/// The look as the part of an address after `?`.
pub(super) fn query(look: &Look, chosen: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("commission", chosen);
    for (name, value, on) in
        [("noms", "oui", look.names), ("commissions", "masquees", look.masked), ("tirage", "oui", look.drawn)]
    {
        if on {
            query.append_pair(name, value);
        }
    }
    if let Some(speciality) = look.speciality {
        query.append_pair("option", speciality.label());
    }
    if let Some(track) = look.track {
        query.append_pair("forme", super::word(track));
    }
    query.finish()
}
