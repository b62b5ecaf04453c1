//! A table of yes and no.

/// A rectangle of bits.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bits {
    width: usize,
    words: Vec<u64>,
}

impl Bits {
    pub(crate) fn new(rows: usize, width: usize) -> Self {
        Self { width, words: vec![0; (rows * width).div_ceil(64)] }
    }

    pub(crate) fn set(&mut self, row: usize, column: usize) {
        let at = row * self.width + column;
        self.words[at / 64] |= 1 << (at % 64);
    }

    #[inline]
    pub(crate) fn has(&self, row: usize, column: usize) -> bool {
        let at = row * self.width + column;
        self.words[at / 64] >> (at % 64) & 1 == 1
    }
}
