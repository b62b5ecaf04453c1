//! JSON to [`Instance`]: shapes only.

use super::{
    Candidate, Centre, Clock, Comparability, Forbidden, Instance, Person, Pro, SPECIALITIES, Teacher, Weights,
};
use crate::fault::Fault;
use crate::json::{Node, parse};
use crate::plan;

const FORMAT: &str = "e4-ost-1";
/// No count of an instance goes above this.
const MOST: usize = 1_000_000;

pub(super) fn instance(text: &str) -> Result<Instance, Fault> {
    let value = parse(text)?;
    let root = Node::root(&value);
    if let Some(format) = root.maybe("format")?.filter(|format| format.text() != Ok(FORMAT)) {
        return format.fault(format!("« {FORMAT} » est attendu"));
    }
    let days = root.get("days")?.number(366)?;
    if let Some(halves) = root.maybe("halves")?.filter(|halves| halves.number(MOST) != Ok(2 * days)) {
        return halves.fault(format!("{} est attendu : deux demi-journées par jour", 2 * days));
    }
    Ok(Instance {
        name: root.maybe("name")?.map_or(Ok(""), |name| name.text())?.to_owned(),
        day_names: optional(&root, "day_names", |name| name.text().map(str::to_owned))?,
        days,
        slots_per_half: root.get("slots_per_half")?.number(MOST)?,
        clock: root.maybe("clock")?.map(|node| clock(&node)).transpose()?,
        centres: each(&root, "centres", centre)?,
        schools: each(&root, "schools", |_| Ok(()))?.len(),
        teachers: each(&root, "teachers", teacher)?,
        pros: each(&root, "pros", pro)?,
        candidates: each(&root, "candidates", candidate)?,
        teacher_distance: table(&root, "teacher_centre_dist")?,
        pro_distance: table(&root, "pro_centre_dist")?,
        candidate_distance: table(&root, "candidate_centre_dist")?,
        weights: weights(&root.get("weights")?)?,
        fixed: optional(&root, "fixed", plan::read::sitting)?,
        forbidden: optional(&root, "forbidden", forbidden)?,
        together: optional(&root, "together", pair)?,
        apart: optional(&root, "apart", pair)?,
        comparability: root.maybe("comparability")?.map(|node| comparability(&node)).transpose()?,
    })
}

/// A list whose items carry their own place as `id`.
fn each<T>(root: &Node, name: &str, read: impl Fn(&Node) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
    let mut items = Vec::new();
    for (index, node) in root.get(name)?.list()?.iter().enumerate() {
        if let Some(id) = node.maybe("id")?.filter(|id| id.number(MOST) != Ok(index)) {
            return id.fault(format!(
                "{index} est attendu : l’identifiant est la place dans la liste, à partir de 0"
            ));
        }
        items.push(read(node)?);
    }
    Ok(items)
}

fn optional<T>(root: &Node, name: &str, read: impl Fn(&Node) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
    let Some(list) = root.maybe(name)? else { return Ok(Vec::new()) };
    list.list()?.iter().map(read).collect()
}

fn table(root: &Node, name: &str) -> Result<Vec<Vec<usize>>, Fault> {
    root.get(name)?.list()?.iter().map(|row| row.numbers(1000)).collect()
}

fn centre(node: &Node) -> Result<Centre, Fault> {
    let mut equipment = Vec::new();
    if let Some(named) = node.maybe("equipment")? {
        for (name, rooms) in named.members()? {
            equipment.push((name.to_owned(), rooms.number(MOST)?));
        }
    }
    Ok(Centre { name: name(node)?, rooms: node.get("rooms")?.numbers(MOST)?, equipment })
}

fn name(node: &Node) -> Result<Option<String>, Fault> {
    Ok(node.maybe("name")?.map(|name| name.text()).transpose()?.map(str::to_owned))
}

fn teacher(node: &Node) -> Result<Teacher, Fault> {
    let kind = node.get("kind")?;
    let leads = match kind.text()? {
        "SISR" => [true, false],
        "SLAM" => [false, true],
        "BOTH" => [true, true],
        "CEJM" => [false, false],
        _ => return kind.fault("SISR, SLAM, BOTH ou CEJM est attendu"),
    };
    Ok(Teacher {
        name: name(node)?,
        leads,
        school: node.get("school")?.number(MOST)?,
        avail: node.get("avail")?.flags()?,
        max_halves: node.get("max_halves")?.number(MOST)?,
    })
}

fn pro(node: &Node) -> Result<Pro, Fault> {
    Ok(Pro {
        name: name(node)?,
        avail: node.get("avail")?.flags()?,
        max_halves: node.get("max_halves")?.number(MOST)?,
        conflicts: node.maybe("conflicts")?.map_or(Ok(Vec::new()), |list| list.numbers(MOST))?,
    })
}

fn candidate(node: &Node) -> Result<Candidate, Fault> {
    let flag = |name| node.maybe(name)?.map_or(Ok(false), |flag| flag.flag());
    Ok(Candidate {
        name: name(node)?,
        spec: spec(&node.get("spec")?)?,
        school: node.get("school")?.number(MOST)?,
        centres: node.get("centres")?.numbers(MOST)?,
        unavailable_days: node
            .maybe("unavailable_days")?
            .map_or(Ok(Vec::new()), |list| list.numbers(MOST))?,
        size: node.maybe("size")?.map_or(Ok(1), |size| size.number(1000))?,
        third_time: flag("third_time")?,
        ef4: flag("ef4")?,
        needs: node.maybe("needs")?.map(|name| name.text()).transpose()?.map(str::to_owned),
    })
}

pub(crate) fn spec(node: &Node) -> Result<usize, Fault> {
    let text = node.text()?;
    let place = SPECIALITIES.iter().position(|name| *name == text);
    place.map_or_else(|| node.fault("SISR ou SLAM est attendu"), Ok)
}

/// `["T", 3]` or `["P", 3]`.
pub(crate) fn person(node: &Node) -> Result<Person, Fault> {
    let list = node.list()?;
    let [kind, place] = list.as_slice() else {
        return node.fault("[\"T\", numéro] ou [\"P\", numéro] est attendu");
    };
    match kind.text()? {
        "T" => Ok(Person::Teacher(place.number(MOST)?)),
        "P" => Ok(Person::Pro(place.number(MOST)?)),
        _ => kind.fault("T ou P est attendu"),
    }
}

fn pair(node: &Node) -> Result<(Person, Person), Fault> {
    match node.list()?.as_slice() {
        [one, other] => Ok((person(one)?, person(other)?)),
        _ => node.fault("deux personnes sont attendues"),
    }
}

fn forbidden(node: &Node) -> Result<Forbidden, Fault> {
    let number = |name| node.maybe(name)?.map(|number| number.number(MOST)).transpose();
    Ok(Forbidden {
        candidate: number("candidate")?,
        examiner: node.maybe("examiner")?.map(|node| person(&node)).transpose()?,
        centre: number("centre")?,
        half: number("half")?,
    })
}

fn weights(node: &Node) -> Result<Weights, Fault> {
    let weight = |name| node.get(name)?.number(100_000).map(points);
    Ok(Weights {
        unassigned: weight("unassigned")?,
        session: weight("session")?,
        no_pro: weight("no_pro")?,
        half_day: weight("half_day")?,
        partner_change: weight("partner_change")?,
        travel_examiner: weight("travel_examiner")?,
        travel_candidate: weight("travel_candidate")?,
        same_school_over2: weight("same_school_over2")?,
        load_quadratic: weight("load_quadratic")?,
    })
}

/// A small number as points.
fn points(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// `"08:30"` as minutes from midnight.
fn time(node: &Node) -> Result<usize, Fault> {
    let read = |text: &str| -> Option<usize> {
        let (hours, minutes) = text.split_once(':')?;
        let (hours, minutes): (usize, usize) = (hours.parse().ok()?, minutes.parse().ok()?);
        (hours < 24 && minutes < 60).then_some(60 * hours + minutes)
    };
    read(node.text()?).map_or_else(|| node.fault("une heure comme « 08:30 » est attendue"), Ok)
}

fn clock(node: &Node) -> Result<Clock, Fault> {
    let half = |name| -> Result<(usize, usize), Fault> {
        match node.get(name)?.list()?.as_slice() {
            [start, end] => Ok((time(start)?, time(end)?)),
            _ => node.get(name)?.fault("le début et la fin sont attendus"),
        }
    };
    let minutes = |name, default| node.maybe(name)?.map_or(Ok(default), |number| number.number(600));
    let oral = minutes("oral_minutes", 40)?;
    Ok(Clock {
        halves: [half("morning")?, half("afternoon")?],
        lunch: minutes("lunch_minutes", 60)?,
        oral,
        third_time_oral: minutes("third_time_minutes", oral + oral.div_ceil(3))?,
        ef4: minutes("ef4_minutes", 20)?,
        deliberation: minutes("deliberation_minutes", 0)?,
        pause: minutes("pause_minutes", 0)?,
    })
}

fn comparability(node: &Node) -> Result<Comparability, Fault> {
    let number = |name, default| node.maybe(name)?.map_or(Ok(default), |number| number.number(100_000));
    Ok(Comparability {
        candidates_per_pair: number("candidates_per_pair", 15)?,
        pairs_per_examiner: number("pairs_per_examiner", 2)?,
        schools_per_pair: number("schools_per_pair", 4)?,
        lacking_candidate: number("lacking_candidate", 1).map(points)?,
        lacking_pair: number("lacking_pair", 5).map(points)?,
        lacking_school: number("lacking_school", 1).map(points)?,
        deal_seed: number("seed", 1)? as u64,
    })
}
