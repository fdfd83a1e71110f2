//! Chance that can be repeated: the seed is printed, and `KITH_SEED` sets it.

/// A small generator; nothing secret comes of it.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// From the seed given, or a new one.
    #[expect(
        clippy::disallowed_methods,
        reason = "a test is told by the environment which seed to repeat"
    )]
    pub fn new() -> Self {
        let given = std::env::var("KITH_SEED").ok();
        let seed = given.and_then(|seed| seed.parse().ok()).unwrap_or_else(|| {
            let mut bytes = [0_u8; 8];
            getrandom::fill(&mut bytes).unwrap();
            u64::from_le_bytes(bytes)
        });
        println!("KITH_SEED={seed}");
        Self(seed | 1)
    }

    /// Another one that goes its own way.
    pub fn apart(&self, number: u64) -> Self {
        Self((self.0 ^ number.wrapping_mul(0x9E37_79B9_7F4A_7C15)) | 1)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) % end
    }
}
