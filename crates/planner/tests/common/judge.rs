//! An independent judge of plans, written from the rules over the files alone. It uses nothing of the planner.

use super::extras::{extras, holds};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What the judge says.
#[derive(Debug, Default)]
pub struct Judgement {
    pub errors: Vec<String>,
    pub cost: i64,
    pub unassigned: usize,
}

pub(super) fn int(value: &Value) -> i64 {
    value.as_bool().map_or_else(|| value.as_i64().expect("a number"), i64::from)
}

pub(super) fn at(value: &Value) -> usize {
    usize::try_from(int(value)).expect("a place")
}

pub(super) fn list(value: &Value) -> Vec<usize> {
    value.as_array().map(|items| items.iter().map(at).collect()).unwrap_or_default()
}

/// A teacher or a professional, by kind and place.
pub(super) type Who = (char, usize);

/// Where a person sits in each half: centre, lead, second.
type Busy = BTreeMap<Who, BTreeMap<usize, (usize, usize, Who)>>;

struct Judge<'a> {
    instance: &'a Value,
    judgement: Judgement,
}

/// Judges the sessions of a solution against an instance.
pub fn judge(instance: &Value, solution: &Value) -> Judgement {
    let mut judge = Judge { instance, judgement: Judgement::default() };
    let (mut seen, mut rooms, mut busy) = (BTreeMap::new(), BTreeMap::new(), Busy::new());
    for session in solution["sessions"].as_array().expect("sessions") {
        judge.session(session, &mut seen, &mut rooms, &mut busy);
    }
    judge.everyone(&seen, &rooms, &busy);
    let (errors, cost) = extras(instance, solution);
    judge.judgement.errors.extend(errors);
    judge.judgement.cost += cost;
    judge.judgement
}

impl Judge<'_> {
    fn wrong(&mut self, error: String) {
        self.judgement.errors.push(error);
    }

    fn weight(&self, name: &str) -> i64 {
        int(&self.instance["weights"][name])
    }

    fn of(&self, who: Who) -> &Value {
        &self.instance[if who.0 == 'T' { "teachers" } else { "pros" }][who.1]
    }

    fn session(
        &mut self,
        session: &Value,
        seen: &mut BTreeMap<usize, usize>,
        rooms: &mut BTreeMap<(usize, usize), i64>,
        busy: &mut Busy,
    ) {
        let (h, c, lead) = (at(&session["half"]), at(&session["centre"]), at(&session["lead"]));
        let spec = session["spec"].as_str().expect("a speciality");
        let second = (if session["second"][0] == "T" { 'T' } else { 'P' }, at(&session["second"][1]));
        let kind = self.of(('T', lead))["kind"].as_str().expect("a kind").to_owned();
        if kind != spec && kind != "BOTH" {
            self.wrong(format!("lead {lead} not {spec}"));
        }
        if second == ('T', lead) {
            self.wrong("lead is second".into());
        }
        *rooms.entry((c, h)).or_default() += 1;
        for who in [('T', lead), second] {
            if busy.entry(who).or_default().insert(h, (c, lead, second)).is_some() {
                self.wrong(format!("{who:?} twice at {h}"));
            }
            if int(&self.of(who)["avail"][h]) == 0 {
                self.wrong(format!("{who:?} unavailable at {h}"));
            }
            let table = if who.0 == 'T' { "teacher_centre_dist" } else { "pro_centre_dist" };
            self.judgement.cost += self.weight("travel_examiner") * int(&self.instance[table][who.1][c]);
        }
        self.judgement.cost += self.weight("session");
        if second.0 == 'T' {
            self.judgement.cost += self.weight("no_pro");
        }
        self.candidates(session, (h, c, lead), second, seen);
    }

    fn candidates(
        &mut self,
        session: &Value,
        (h, c, lead): (usize, usize, usize),
        second: Who,
        seen: &mut BTreeMap<usize, usize>,
    ) {
        let candidates = list(&session["candidates"]);
        if candidates.is_empty() {
            self.wrong("empty session".into());
        }
        if !holds(self.instance, h, &candidates) {
            self.wrong("session overfull".into());
        }
        let mut schools: BTreeMap<i64, i64> = BTreeMap::new();
        for k in candidates {
            let candidate = self.instance["candidates"][k].clone();
            *seen.entry(k).or_default() += 1;
            *schools.entry(int(&candidate["school"])).or_default() += 1;
            if candidate["spec"] != session["spec"] {
                self.wrong(format!("candidate {k} speciality"));
            }
            if !list(&candidate["centres"]).contains(&c) {
                self.wrong(format!("candidate {k} centre"));
            }
            if list(&candidate["unavailable_days"]).contains(&(h / 2)) {
                self.wrong(format!("candidate {k} day"));
            }
            let own = |who: Who| who.0 == 'T' && self.of(who)["school"] == candidate["school"];
            let tutor = second.0 == 'P' && list(&self.of(second)["conflicts"]).contains(&k);
            if own(('T', lead)) || own(second) || tutor {
                self.wrong(format!("candidate {k} before their own teacher or tutor"));
            }
            let distance = int(&self.instance["candidate_centre_dist"][k][c]);
            self.judgement.cost += self.weight("travel_candidate") * distance;
        }
        let over: i64 = schools.values().map(|count| (count - 2).max(0)).sum();
        self.judgement.cost += self.weight("same_school_over2") * over;
    }

    fn everyone(
        &mut self,
        seen: &BTreeMap<usize, usize>,
        rooms: &BTreeMap<(usize, usize), i64>,
        busy: &Busy,
    ) {
        let count = self.instance["candidates"].as_array().expect("candidates").len();
        for (k, times) in seen {
            if *times > 1 {
                self.wrong(format!("candidate {k} twice"));
            }
        }
        self.judgement.unassigned = count - seen.len();
        self.judgement.cost += self.weight("unassigned") * i64::try_from(count - seen.len()).expect("small");
        for (&(c, h), &used) in rooms {
            if used > int(&self.instance["centres"][c]["rooms"][h]) {
                self.wrong(format!("rooms of {c} at {h}"));
            }
        }
        for (who, halves) in busy {
            let n = i64::try_from(halves.len()).expect("small");
            if n > int(&self.of(*who)["max_halves"]) {
                self.wrong(format!("{who:?} above the maximum"));
            }
            self.judgement.cost += self.weight("load_quadratic") * n * (n - 1) / 2;
            for day in halves.keys().map(|h| h / 2).collect::<BTreeSet<_>>() {
                match (halves.get(&(2 * day)), halves.get(&(2 * day + 1))) {
                    (Some(one), Some(other)) => {
                        if one.0 != other.0 {
                            self.wrong(format!("{who:?} in two centres on day {day}"));
                        }
                        if (one.1, one.2) != (other.1, other.2) {
                            self.judgement.cost += self.weight("partner_change");
                        }
                    }
                    _ => self.judgement.cost += self.weight("half_day"),
                }
            }
        }
    }
}
