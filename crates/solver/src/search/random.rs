//! Chance, the same on every machine: whole numbers and the four basic operations only.

/// A stream of numbers that its seed decides (xorshift64* of Vigna, seeded by splitmix64).
pub struct Random(u64);

impl Random {
    /// Different seeds give unrelated streams.
    pub fn new(seed: u64) -> Self {
        let mut z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        Self((z ^ (z >> 31)).max(1))
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `limit`, which is not 0.
    pub fn below(&mut self, limit: usize) -> usize {
        // The upper half of a product: no division, and no bias that matters here.
        let high = (u128::from(self.next()) * limit as u128) >> 64;
        usize::try_from(high).unwrap_or(0)
    }

    /// Whether something happens that happens `share` times in 1000.
    pub fn permille(&mut self, share: usize) -> bool {
        self.below(1000) < share
    }

    /// A number from 0 up to 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// One of several.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        if from.is_empty() {
            return None;
        }
        from.get(self.below(from.len()))
    }

    /// One of several, rather one of the first.
    pub fn early<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        if from.is_empty() {
            return None;
        }
        let limit = self.below(from.len()) + 1;
        from.get(self.below(limit))
    }

    /// Any order.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for index in (1..things.len()).rev() {
            things.swap(index, self.below(index + 1));
        }
    }

    /// An exponentially distributed number of mean 1, by von Neumann's comparisons: a logarithm may
    /// differ from machine to machine, comparisons do not.
    pub fn exponential(&mut self) -> f64 {
        let mut whole = 0.0;
        loop {
            let first = self.unit();
            let mut last = first;
            let mut falls = 1;
            loop {
                let next = self.unit();
                if next >= last {
                    break;
                }
                last = next;
                falls += 1;
            }
            if falls % 2 == 1 {
                return whole + first;
            }
            whole += 1.0;
        }
    }
}
