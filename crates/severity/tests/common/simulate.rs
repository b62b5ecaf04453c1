//! Sessions with known severities: candidates of schools, commissions that add or take points, levels and marks.

use severity::{Data, Factor};

/// A seeded stream: a 64-bit congruential generator, its high bits mixed.
pub struct Stream(u64);

impl Stream {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678_9abc_def0)
    }

    pub fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mixed = (self.0 ^ (self.0 >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        ((mixed ^ (mixed >> 33)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Box and Muller's.
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
        radius * (2.0 * std::f64::consts::PI * self.uniform()).cos()
    }

    pub fn shuffle<T>(&mut self, values: &mut [T]) {
        for last in (1..values.len()).rev() {
            let other = (self.uniform() * (last + 1) as f64) as usize;
            values.swap(last, other.min(last));
        }
    }
}

/// How candidates reach commissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dealt {
    AtRandom,
    BySchool,
}

/// What a session is made of.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    pub candidates: usize,
    pub commissions: usize,
    pub schools: usize,
    /// Candidates are dealt inside academies, each with its own schools and commissions.
    pub academies: usize,
    pub dealt: Dealt,
}

/// The shape of the published figures.
pub const ACADEMY: Shape =
    Shape { candidates: 600, commissions: 40, schools: 18, academies: 1, dealt: Dealt::AtRandom };

/// Points of mark for one logit.
const POINTS: f64 = 2.2;

/// A session and, for each commission, what it really adds to marks, mean 0.
pub fn session(shape: Shape, seed: u64) -> (Data, Vec<f64>) {
    let mut stream = Stream::new(seed);
    let severities: Vec<f64> = (0..shape.commissions).map(|_| 0.4 * stream.normal()).collect();
    let schools: Vec<f64> = (0..shape.schools).map(|_| 0.6 * stream.normal()).collect();
    let difficulty = [-0.2, 0.05, 0.3, 0.7, 0.3, 0.0, 0.0];
    let mut school: Vec<usize> =
        (0..shape.candidates).map(|candidate| candidate * shape.schools / shape.candidates).collect();
    if shape.dealt == Dealt::AtRandom {
        for academy in school.chunks_mut(shape.candidates.div_ceil(shape.academies)) {
            stream.shuffle(academy);
        }
    }
    let commission = |candidate: usize| candidate * shape.commissions / shape.candidates;
    let (mut levels, mut marks, mut covariate) = (vec![], vec![], vec![]);
    for (candidate, school) in school.iter().enumerate() {
        let own = 1.1 * stream.normal();
        let shown = schools[*school] + own - severities[commission(candidate)];
        covariate.push(12.0 + 2.5 * (0.74 * own / 1.1 + 0.67 * stream.normal()));
        marks.push(Some((11.5 + POINTS * shown + 2.0 * stream.normal()).round().clamp(0.0, 20.0)));
        levels.extend(difficulty.iter().map(|difficulty| Some(level(shown - difficulty, &mut stream))));
    }
    let named = |prefix: &str, of: &dyn Fn(usize) -> usize| {
        let names: Vec<String> = (0..shape.candidates).map(|c| format!("{prefix}{:06}", of(c))).collect();
        Factor::sorted(names.iter().map(String::as_str))
    };
    let mean = severities.iter().sum::<f64>() / severities.len() as f64;
    let truth = severities.iter().map(|severity| POINTS * (mean - severity)).collect();
    let data = Data {
        person: named("P", &|candidate| candidate),
        rater: named("C", &commission),
        school: Some(named("S", &|candidate| school[candidate])),
        covariate: Some(covariate),
        mark: Some(marks),
        items: (1..=7).map(|line| format!("g{line}")).collect(),
        levels,
        ..Data::default()
    };
    (data, truth)
}

/// A level of the rating scale model.
fn level(ability: f64, stream: &mut Stream) -> u8 {
    let steps = [-2.2, -0.9, 0.5, 2.6];
    let mut weights = vec![1.0];
    let mut height = 0.0;
    for step in steps {
        height += ability - step;
        weights.push(f64::exp(height));
    }
    let mut left = stream.uniform() * weights.iter().sum::<f64>();
    for (level, weight) in weights.iter().enumerate() {
        left -= weight;
        if left < 0.0 {
            return level as u8;
        }
    }
    4
}
