//! Numbers drawn from a seed, the same on every machine.

/// A xoshiro256++ generator.
#[derive(Debug, Clone)]
pub(crate) struct Random {
    state: [u64; 4],
}

impl Random {
    /// A stream of its own for each seed and each place.
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        let mut mix = seed ^ stream.wrapping_mul(0xA076_1D64_78BD_642F);
        let state = std::array::from_fn(|_| {
            mix = mix.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let z = (mix ^ (mix >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^ (z >> 31)
        });
        Self { state }
    }

    #[inline]
    pub(crate) fn next(&mut self) -> u64 {
        let s = &mut self.state;
        let result = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        result
    }

    /// A number under `bound`, which is not 0.
    #[inline]
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }

    /// An item of a list, or nothing of an empty one.
    #[inline]
    pub(crate) fn pick<T: Copy>(&mut self, list: &[T]) -> Option<T> {
        if list.is_empty() { None } else { Some(list[self.below(list.len())]) }
    }

    /// Puts a list in a random order.
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for index in (1..list.len()).rev() {
            let other = self.below(index + 1);
            list.swap(index, other);
        }
    }
}

/// `−ln(u)` for a random `u` of (0, 1), by table: built with the four operations alone, so that every machine has the same.
#[derive(Debug, Clone)]
pub(crate) struct Exponential {
    table: Vec<f64>,
}

const STEPS: usize = 2048;

impl Exponential {
    pub(crate) fn new() -> Self {
        let table = (0..STEPS).map(|step| -ln((step as f64 + 0.5) / STEPS as f64)).collect();
        Self { table }
    }

    #[inline]
    pub(crate) fn draw(&self, random: &mut Random) -> f64 {
        self.table[(random.next() >> 53) as usize]
    }
}

/// The natural logarithm of a number of (0, 1], without the machine's library.
pub(crate) fn ln(mut x: f64) -> f64 {
    let mut halvings = 0.0;
    while x < 0.75 {
        x *= 2.0;
        halvings += 1.0;
    }
    let z = (x - 1.0) / (x + 1.0);
    let (square, mut power, mut sum) = (z * z, z, 0.0);
    for odd in 0..12 {
        sum += power / f64::from(2 * odd + 1);
        power *= square;
    }
    2.0 * sum - halvings * std::f64::consts::LN_2
}

/// `base` to the power `exponent` of [0, 1], `base` positive, without the machine's library.
pub(crate) fn power(base: f64, exponent: f64) -> f64 {
    let log = if base <= 1.0 { ln(base) } else { -ln(1.0 / base) };
    let x = log * exponent / 1024.0;
    let mut result = 1.0 + x * (1.0 + x / 2.0 * (1.0 + x / 3.0));
    for _ in 0..10 {
        result *= result;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_a_logarithm() {
        for x in [1.0, 0.9, 0.5, 0.1, 0.003] {
            assert!((ln(x) - f64::ln(x)).abs() < 1e-10, "{x}");
        }
        assert!((power(0.05, 0.5) - f64::sqrt(0.05)).abs() < 1e-6);
        assert!((power(70.0, 0.25) - 70_f64.powf(0.25)).abs() < 1e-6);
    }

    #[test]
    fn a_seed_gives_one_stream() {
        let draw = |seed, stream| Random::new(seed, stream).next();
        assert_eq!(draw(1, 2), draw(1, 2));
        assert_ne!(draw(1, 2), draw(2, 1));
        assert!((0..1000).all(|seed| Random::new(seed, 0).below(3) < 3));
    }
}
