//! Bits one after the other, packed into bytes: the first is the lowest of the first byte.

use super::prefix_code::Code;

/// Bits on their way into bytes.
pub(super) struct Bits {
    out: Vec<u8>,
    /// Those that fill no four bytes yet, and how many.
    held: u64,
    count: u32,
}

impl Bits {
    /// None yet; about so many bytes will come.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { out: Vec::with_capacity(bytes), held: 0, count: 0 }
    }

    /// Appends at most 32 bits; those above `count` are 0.
    pub(super) fn push(&mut self, bits: u32, count: u32) {
        self.held |= u64::from(bits) << self.count;
        self.count += count;
        if self.count >= 32 {
            let [a, b, c, d, ..] = self.held.to_le_bytes();
            self.out.extend_from_slice(&[a, b, c, d]);
            self.held >>= 32;
            self.count -= 32;
        }
    }

    /// Appends a code.
    pub(super) fn code(&mut self, code: Code) {
        self.push(code.bits, code.count);
    }

    /// The bytes; what is missing of the last is 0.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let held = self.held.to_le_bytes();
        self.out.extend((0..self.count.div_ceil(8)).zip(held).map(|(_, byte)| byte));
        self.out
    }
}
