//! Chance that is the same each time.

/// Numbers from a seed, by `SplitMix64`: the same seed gives the same people. Not for secrets.
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

impl Dice {
    /// Dice of a seed.
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `below` less one; 0 when there is no such number.
    pub(super) fn below(&mut self, below: u32) -> u32 {
        let drawn = self.next() % u64::from(below.max(1));
        u32::try_from(drawn).unwrap_or_default()
    }

    /// A day or a count between two, both included.
    pub(super) fn between(&mut self, least: i64, most: i64) -> i64 {
        let width = u32::try_from(most - least + 1).unwrap_or(1);
        least + i64::from(self.below(width))
    }

    /// Whether something of so many in a hundred comes true.
    pub(super) fn in_hundred(&mut self, chance: u32) -> bool {
        self.below(100) < chance
    }

    /// One of several; blank when there are none.
    pub(super) fn pick(&mut self, from: &[&'static str]) -> &'static str {
        let most = u32::try_from(from.len()).unwrap_or_default();
        let at = usize::try_from(self.below(most)).unwrap_or_default();
        from.get(at).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let draw = |seed| {
            let mut dice = Dice::new(seed);
            (0..50).map(|_| dice.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }

    #[test]
    fn numbers_stay_within_their_bounds() {
        let mut dice = Dice::new(7);
        for _ in 0..1000 {
            assert!((3..=9).contains(&dice.between(3, 9)));
        }
        assert_eq!((dice.below(0), dice.pick(&[])), (0, ""));
        assert!(!dice.in_hundred(0) && dice.in_hundred(100));
    }
}
