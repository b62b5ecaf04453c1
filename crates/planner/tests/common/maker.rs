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
