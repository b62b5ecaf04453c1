//! Makes small instances of every shape from a seed, tight or loose, possible or not.

use serde_json::{Value, json};

/// A small congruential generator: the tests' own.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5851_F42D_4C95_7F2D)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// How large an instance is.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    pub seed: u64,
    pub candidates: usize,
    pub days: usize,
    pub centres: usize,
    pub teachers: usize,
    pub pros: usize,
}

/// An instance in the format `e4-ost-1`.
pub fn instance(shape: Shape) -> Value {
    let mut dice = Dice::new(shape.seed);
    let (schools, halves) = (2 + shape.centres, 2 * shape.days);
    let rooms = 1 + dice.below(3);
    let centres: Vec<Value> = (0..shape.centres)
        .map(|id| {
            let rooms: Vec<usize> =
                (0..halves).map(|_| rooms - usize::from(rooms > 0 && dice.chance(10))).collect();
            json!({ "id": id, "school": id, "rooms": rooms })
        })
        .collect();
    let teachers: Vec<Value> = (0..shape.teachers)
        .map(|id| {
            let kind = ["SISR", "SLAM", "SISR", "SLAM", "BOTH", "CEJM"][dice.below(6)];
            let avail: Vec<usize> = (0..halves).map(|_| usize::from(dice.chance(75))).collect();
            json!({ "id": id, "kind": kind, "school": dice.below(schools), "avail": avail, "max_halves": 2 + dice.below(6) })
        })
        .collect();
    let candidates: Vec<Value> = (0..shape.candidates)
        .map(|id| {
            let (first, spec) = (dice.below(shape.centres), ["SISR", "SLAM"][dice.below(2)]);
            let mut allowed = vec![first, dice.below(shape.centres)];
            allowed.sort_unstable();
            allowed.dedup();
            let away: Vec<usize> = if dice.chance(10) { vec![dice.below(shape.days)] } else { vec![] };
            json!({
                "id": id, "spec": spec, "school": dice.below(schools), "centres": allowed,
                "unavailable_days": away, "size": if dice.chance(6) { 2 } else { 1 },
            })
        })
        .collect();
    let pros: Vec<Value> = (0..shape.pros)
        .map(|id| {
            let avail: Vec<usize> = (0..halves).map(|_| usize::from(dice.chance(50))).collect();
            let conflicts: Vec<usize> = (0..shape.candidates).filter(|_| dice.chance(5)).collect();
            json!({ "id": id, "avail": avail, "max_halves": 1 + dice.below(4), "conflicts": conflicts })
        })
        .collect();
    let mut table = |rows: usize| -> Vec<Vec<usize>> {
        (0..rows).map(|_| (0..shape.centres).map(|_| dice.below(4)).collect()).collect()
    };
    json!({
        "name": "made", "format": "e4-ost-1", "days": shape.days, "halves": halves, "slots_per_half": 4,
        "centres": centres, "schools": (0..schools).map(|id| json!({ "id": id })).collect::<Vec<_>>(),
        "teacher_centre_dist": table(shape.teachers), "pro_centre_dist": table(shape.pros),
        "candidate_centre_dist": table(shape.candidates),
        "teachers": teachers, "pros": pros, "candidates": candidates,
        "weights": { "unassigned": 1000, "session": 20, "no_pro": 15, "half_day": 5, "partner_change": 4,
            "travel_examiner": 2, "travel_candidate": 1, "same_school_over2": 2, "load_quadratic": 1 },
    })
}

/// An instance in which everybody can pass easily.
pub fn easy(candidates: usize) -> Value {
    let shape = Shape { seed: 7, candidates, days: 3, centres: 2, teachers: 16, pros: 8 };
    let mut value = instance(shape);
    for teacher in value["teachers"].as_array_mut().expect("teachers") {
        teacher["avail"] = json!([1, 1, 1, 1, 1, 1]);
    }
    for centre in value["centres"].as_array_mut().expect("centres") {
        centre["rooms"] = json!([4, 4, 4, 4, 4, 4]);
    }
    value
}

/// The same instance under some of the optional rules, drawn from a seed.
pub fn ruled(mut value: Value, shape: Shape, seed: u64) -> Value {
    let mut dice = Dice::new(seed);
    let timed = dice.chance(60);
    if timed {
        let noon = ["11:10", "12:00", "12:30"][dice.below(3)];
        let evening = ["15:40", "16:40", "18:00"][dice.below(3)];
        value["clock"] = json!({
            "morning": ["08:30", noon], "afternoon": ["13:30", evening], "lunch_minutes": 60,
            "ef4_minutes": 10 + 10 * dice.below(2), "pause_minutes": 10 * dice.below(2),
            "deliberation_minutes": 15 * dice.below(3),
        });
    }
    for candidate in value["candidates"].as_array_mut().expect("candidates") {
        candidate["third_time"] = json!(dice.chance(15));
        candidate["ef4"] = json!(timed && dice.chance(20));
        if dice.chance(15) {
            candidate["needs"] = json!(if dice.chance(50) { "rampe" } else { "boucle" });
        }
    }
    for centre in value["centres"].as_array_mut().expect("centres") {
        centre["equipment"] = json!({ "rampe": dice.below(2), "boucle": dice.below(3) });
    }
    let anyone = |dice: &mut Dice| {
        let e = dice.below(shape.teachers + shape.pros);
        if e < shape.teachers { json!(["T", e]) } else { json!(["P", e - shape.teachers]) }
    };
    let mut forbidden = Vec::new();
    for _ in 0..dice.below(6) {
        forbidden.push(match dice.below(3) {
            0 => json!({ "candidate": dice.below(shape.candidates), "examiner": anyone(&mut dice) }),
            1 => json!({ "candidate": dice.below(shape.candidates), "half": dice.below(2 * shape.days) }),
            _ => json!({ "examiner": anyone(&mut dice), "centre": dice.below(shape.centres) }),
        });
    }
    value["forbidden"] = json!(forbidden);
    // Tied: the first two teachers; apart: others.
    if shape.teachers >= 2 && dice.chance(40) {
        value["together"] = json!([[["T", 0], ["T", 1]]]);
    }
    if shape.teachers >= 4 && dice.chance(60) {
        value["apart"] = json!([[["T", 2], ["T", 3]], [["T", 0], ["T", 3]]]);
    }
    if dice.chance(30) {
        value["comparability"] = json!({ "candidates_per_pair": 6, "seed": dice.below(99) });
    }
    value
}
