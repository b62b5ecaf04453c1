//! The judge's view of the optional rules: hours, equipment, what is fixed, forbidden, tied or kept apart, comparability.

use super::judge::{Who, at, int, list};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What the optional rules find wrong, and what comparability costs.
pub fn extras(instance: &Value, solution: &Value) -> (Vec<String>, i64) {
    let sessions = solution["sessions"].as_array().expect("sessions");
    let mut errors = Vec::new();
    equipment(instance, sessions, &mut errors);
    forbidden(instance, sessions, &mut errors);
    pairs(instance, sessions, &mut errors);
    fixed(instance, sessions, &mut errors);
    if let Some(starts) = solution.get("starts").and_then(Value::as_array) {
        hours(instance, sessions, starts, &mut errors);
    }
    (errors, comparability(instance, sessions))
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn who(value: &Value) -> Who {
    (if value[0] == "T" { 'T' } else { 'P' }, at(&value[1]))
}

fn people(session: &Value) -> [Who; 2] {
    [('T', at(&session["lead"])), who(&session["second"])]
}

fn minutes(value: &Value) -> i64 {
    let text = value.as_str().expect("an hour");
    text[..2].parse::<i64>().expect("hours") * 60 + text[3..].parse::<i64>().expect("minutes")
}

fn or(value: &Value, default: i64) -> i64 {
    if value.is_null() { default } else { int(value) }
}

fn asks(value: &Value) -> bool {
    !value.is_null() && int(value) == 1
}

/// How long a candidate is before the commission; places where there are no hours.
fn length(instance: &Value, k: usize) -> i64 {
    let (candidate, clock) = (&instance["candidates"][k], &instance["clock"]);
    let third = asks(&candidate["third_time"]);
    if clock.is_null() {
        let size = or(&candidate["size"], 1);
        return if third { size.max(2) } else { size };
    }
    let oral = or(&clock["oral_minutes"], 40);
    let longer = or(&clock["third_time_minutes"], oral + (oral + 2) / 3);
    let after = if asks(&candidate["ef4"]) { or(&clock["ef4_minutes"], 20) } else { 0 };
    after + if third { longer } else { oral }
}

/// Whether a session holds its candidates.
pub fn holds(instance: &Value, half: usize, candidates: &[usize]) -> bool {
    let (slots, clock) = (at(&instance["slots_per_half"]), &instance["clock"]);
    let used: i64 = candidates.iter().map(|k| length(instance, *k)).sum();
    if clock.is_null() {
        return used <= int(&instance["slots_per_half"]);
    }
    let span = &clock[if half.is_multiple_of(2) { "morning" } else { "afternoon" }];
    let apart = or(&clock["deliberation_minutes"], 0) + or(&clock["pause_minutes"], 0);
    candidates.len() <= slots && used + apart <= minutes(&span[1]) - minutes(&span[0])
}

fn equipment(instance: &Value, sessions: &[Value], errors: &mut Vec<String>) {
    let mut used: BTreeMap<(usize, usize, &str), i64> = BTreeMap::new();
    for session in sessions {
        let (c, h) = (at(&session["centre"]), at(&session["half"]));
        let needs: BTreeSet<&str> = list(&session["candidates"])
            .iter()
            .filter_map(|k| instance["candidates"][*k]["needs"].as_str())
            .collect();
        if needs.len() > 1 {
            errors.push(format!("two equipments in one room of {c} at {h}"));
        }
        for need in needs {
            *used.entry((c, h, need)).or_default() += 1;
        }
    }
    for ((c, h, need), rooms) in used {
        if rooms > or(&instance["centres"][c]["equipment"][need], 0) {
            errors.push(format!("{rooms} rooms with {need} in {c} at {h}"));
        }
    }
}

fn forbidden(instance: &Value, sessions: &[Value], errors: &mut Vec<String>) {
    for rule in items(&instance["forbidden"]) {
        for session in sessions {
            let candidate = &rule["candidate"];
            let meets = candidate.is_null() || list(&session["candidates"]).contains(&at(candidate));
            let sits = rule["examiner"].is_null() || people(session).contains(&who(&rule["examiner"]));
            let same = |key: &str| rule[key].is_null() || rule[key] == session[key];
            if meets && sits && same("centre") && same("half") {
                errors.push(format!("forbidden: {rule}"));
            }
        }
    }
}

fn pairs(instance: &Value, sessions: &[Value], errors: &mut Vec<String>) {
    for (name, wanted) in [("together", 1), ("apart", 2)] {
        for pair in items(&instance[name]) {
            let both = [who(&pair[0]), who(&pair[1])];
            let met = |session: &Value| both.iter().filter(|one| people(session).contains(one)).count();
            if sessions.iter().any(|session| met(session) == wanted) {
                errors.push(format!("{name}: {pair}"));
            }
        }
    }
}

fn fixed(instance: &Value, sessions: &[Value], errors: &mut Vec<String>) {
    for wanted in items(&instance["fixed"]) {
        let same = |session: &&Value| {
            ["half", "centre", "spec", "lead", "second"].iter().all(|key| session[*key] == wanted[*key])
        };
        let found = sessions.iter().find(same).map(|session| list(&session["candidates"]));
        let kept = found.is_some_and(|there| list(&wanted["candidates"]).iter().all(|k| there.contains(k)));
        if !kept {
            errors.push(format!("not kept: {wanted}"));
        }
    }
}

/// Each candidate in turn, EF4 included, the pause once, deliberation at the end, lunch between the half-days.
fn hours(instance: &Value, sessions: &[Value], starts: &[Value], errors: &mut Vec<String>) {
    let clock = &instance["clock"];
    let mut ends: BTreeMap<(Who, usize), i64> = BTreeMap::new();
    let mut begins: BTreeMap<(Who, usize), i64> = BTreeMap::new();
    for (session, starts) in sessions.iter().zip(starts) {
        let half = at(&session["half"]);
        let span = &clock[if half.is_multiple_of(2) { "morning" } else { "afternoon" }];
        let (mut free, mut rested) = (minutes(&span[0]), 0);
        let candidates = list(&session["candidates"]);
        if items(starts).len() != candidates.len() {
            errors.push("hours without candidates".into());
        }
        for (k, start) in candidates.iter().zip(items(starts)) {
            if minutes(start) < free {
                errors.push(format!("candidate {k} called at {start} before the last has ended"));
            }
            rested = rested.max(minutes(start) - free);
            free = minutes(start) + length(instance, *k);
        }
        if candidates.len() > 1 && rested < or(&clock["pause_minutes"], 0) {
            errors.push("no pause".into());
        }
        free += or(&clock["deliberation_minutes"], 0);
        if free > minutes(&span[1]) {
            errors.push(format!("deliberation ends at {free}"));
        }
        for who in people(session) {
            begins.insert((who, half), minutes(&span[0]));
            ends.insert((who, half), free);
        }
    }
    for ((who, half), begin) in begins {
        let before = half.checked_sub(1).filter(|_| half % 2 == 1).and_then(|noon| ends.get(&(who, noon)));
        if before.is_some_and(|end| begin - end < or(&clock["lunch_minutes"], 60)) {
            errors.push(format!("{who:?} has no lunch"));
        }
    }
}

fn comparability(instance: &Value, sessions: &[Value]) -> i64 {
    let wanted = &instance["comparability"];
    if wanted.is_null() {
        return 0;
    }
    let mut met: BTreeMap<[Who; 2], (i64, BTreeSet<i64>)> = BTreeMap::new();
    let mut partners: BTreeMap<Who, BTreeSet<Who>> = BTreeMap::new();
    for session in sessions {
        let mut pair = people(session);
        partners.entry(pair[0]).or_default().insert(pair[1]);
        partners.entry(pair[1]).or_default().insert(pair[0]);
        pair.sort_unstable();
        let met = met.entry(pair).or_default();
        for k in list(&session["candidates"]) {
            met.0 += 1;
            met.1.insert(int(&instance["candidates"][k]["school"]));
        }
    }
    let count = |found: usize| i64::try_from(found).expect("small");
    let lack = |name, default, found: i64| (or(&wanted[name], default) - found).max(0);
    let of_pairs = met.values().map(|(heard, schools)| {
        or(&wanted["lacking_candidate"], 1) * lack("candidates_per_pair", 15, *heard)
            + or(&wanted["lacking_school"], 1) * lack("schools_per_pair", 4, count(schools.len()))
    });
    let of_people = partners
        .values()
        .map(|with| or(&wanted["lacking_pair"], 5) * lack("pairs_per_examiner", 2, count(with.len())));
    of_pairs.sum::<i64>() + of_people.sum::<i64>()
}
