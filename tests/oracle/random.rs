//! Random choices that are the same on every machine: splitmix64, no crate, no clock.

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5851_F42D_4C95_7F2D)
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        let width = u64::from(high - low) + 1;
        low + u32::try_from(self.next() % width).unwrap()
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, percent: u32) -> bool {
        self.between(0, 99) < percent
    }

    /// One of several.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let at = self.between(0, u32::try_from(of.len()).unwrap() - 1);
        &of[at as usize]
    }
}

/// A number that always belongs to the same facts: a roll of the dice that needs no memory.
pub fn settled(facts: [u64; 4], low: u32, high: u32) -> u32 {
    let seed = facts.iter().fold(7_u64, |seed, fact| {
        Random::new(seed.wrapping_mul(1_000_003).wrapping_add(*fact)).next()
    });
    Random::new(seed).between(low, high)
}
