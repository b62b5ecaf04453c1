//! A seeded stream of numbers, the same on every machine.

/// `SplitMix64`: Steele, Lea and Flood, « Fast splittable pseudorandom number generators », 2014.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`, which is under 2³²; the bias is below 2⁻³².
    fn below(&mut self, n: usize) -> usize {
        (((self.next() >> 32) * n as u64) >> 32) as usize
    }

    /// Every order as likely.
    pub(crate) fn shuffle<T>(&mut self, values: &mut [T]) {
        for last in (1..values.len()).rev() {
            let other = self.below(last + 1);
            values.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shuffle_keeps_everyone_and_depends_on_its_seed() {
        let dealt = |seed| {
            let mut values: Vec<u8> = (0..50).collect();
            Random::new(seed).shuffle(&mut values);
            values
        };
        assert_eq!(dealt(1), dealt(1));
        assert_ne!(dealt(1), dealt(2));
        let mut sorted = dealt(1);
        sorted.sort_unstable();
        assert_eq!(sorted, (0..50).collect::<Vec<_>>());
    }

    #[test]
    fn each_place_is_as_likely() {
        let mut random = Random::new(7);
        let mut counts = [0_u32; 4];
        for _ in 0..8000 {
            let mut values = [0, 1, 2, 3];
            random.shuffle(&mut values);
            counts[values[2]] += 1;
        }
        assert!(counts.iter().all(|count| count.abs_diff(2000) < 150), "{counts:?}");
    }
}
