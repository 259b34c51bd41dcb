//! Bits one after the other, packed into bytes: the first is the lowest of the first byte.

use super::prefix_code::Code;

/// Bits on their way into bytes.
pub(super) struct Bits {
    /// Bytes that are filled, and room for more.
    out: Vec<u8>,
    /// How many are filled.
    filled: usize,
    /// Bits that fill no byte yet, and how many.
    held: u64,
    count: u32,
}

impl Bits {
    /// None yet; about so many bytes will come.
    pub(super) fn with_room(bytes: usize) -> Self {
        Self { out: vec![0; bytes], filled: 0, held: 0, count: 0 }
    }

    /// Appends at most 56 bits; those above `count` are 0.
    #[inline]
    pub(super) fn push(&mut self, bits: u64, count: u32) {
        self.held |= bits << self.count;
        self.count += count;
        if self.out.len() < self.filled + 8 {
            self.out.resize(self.out.len() * 2 + 64, 0);
        }
        // All eight bytes are written each time, and those that are not full once more.
        if let Some(room) = self.out.get_mut(self.filled..self.filled + 8) {
            room.copy_from_slice(&self.held.to_le_bytes());
        }
        self.filled += (self.count / 8) as usize;
        self.held >>= self.count / 8 * 8;
        self.count %= 8;
    }

    /// Appends a code.
    #[inline]
    pub(super) fn code(&mut self, code: Code) {
        self.push(code.bits.into(), code.count);
    }

    /// Appends a code and another one.
    #[inline]
    pub(super) fn codes(&mut self, code: Code, other: Code) {
        let bits = u64::from(code.bits) | u64::from(other.bits) << code.count;
        self.push(bits, code.count + other.count);
    }

    /// The bytes; what is missing of the last is 0.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.out.truncate(self.filled + usize::from(self.count > 0));
        self.out
    }
}
