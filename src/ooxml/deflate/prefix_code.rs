//! Prefix codes: what is frequent takes few bits (RFC 1951, 3.2.2).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A symbol's code, its first bit lowest, and how many bits it has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Code {
    /// The bits.
    pub bits: u32,
    /// How many.
    pub count: u32,
}

impl Code {
    /// The code with more bits behind it.
    pub(super) const fn with(self, bits: u32, count: u32) -> Self {
        Self { bits: self.bits | bits << self.count, count: self.count + count }
    }
}

/// How many bits the code of each symbol has, `most` at most; none for what does not occur.
///
/// Two symbols at least have a code: not every reader takes one that is alone.
pub(super) fn lengths(frequencies: &[u32], most: u32) -> Vec<u32> {
    let mut frequencies = frequencies.to_vec();
    let occurring = frequencies.iter().filter(|frequency| **frequency > 0).count();
    let others = frequencies.iter_mut().filter(|frequency| **frequency == 0);
    others.take(2usize.saturating_sub(occurring)).for_each(|frequency| *frequency = 1);
    loop {
        let lengths = best_lengths(&frequencies);
        if lengths.iter().all(|length| *length <= most) {
            return lengths;
        }
        // What is rarest has the longest code: with smaller differences it comes out shorter.
        for frequency in &mut frequencies {
            *frequency = frequency.div_ceil(2);
        }
    }
}

/// The same without a limit, by Huffman's method: the two rarest become one, again and again.
fn best_lengths(frequencies: &[u32]) -> Vec<u32> {
    let occurs = frequencies.iter().enumerate().filter(|(_, frequency)| **frequency > 0);
    let mut open: BinaryHeap<Reverse<(u32, usize)>> =
        occurs.map(|(symbol, frequency)| Reverse((*frequency, symbol))).collect();
    // Symbols, then what they became: by number, that which each of them became a part of.
    let mut wholes = vec![None; frequencies.len()];
    while let (Some(Reverse((frequency, part))), Some(Reverse((next, other)))) =
        (open.pop(), open.pop())
    {
        let whole = wholes.len();
        wholes.push(None);
        for part in [part, other] {
            if let Some(slot) = wholes.get_mut(part) {
                *slot = Some(whole);
            }
        }
        open.push(Reverse((frequency.saturating_add(next), whole)));
    }
    let mut lengths = vec![0u32; wholes.len()];
    for (part, whole) in wholes.iter().enumerate().rev() {
        let above = whole.and_then(|whole| lengths.get(whole)).copied();
        if let (Some(above), Some(length)) = (above, lengths.get_mut(part)) {
            *length = above + 1;
        }
    }
    lengths.truncate(frequencies.len());
    lengths
}

/// The codes that follow from their lengths.
pub(super) fn codes(lengths: &[u32]) -> Vec<Code> {
    let longest = lengths.iter().copied().max().unwrap_or(0);
    let mut codes = vec![Code::default(); lengths.len()];
    let mut next = 0u32;
    for count in 1..=longest {
        let of_length = lengths.iter().zip(&mut codes).filter(|(length, _)| **length == count);
        for (_, code) in of_length {
            *code = Code { bits: next.reverse_bits() >> (32 - count), count };
            next += 1;
        }
        next <<= 1;
    }
    codes
}
