//! What repeats in a text: bytes as they are, and copies of what stood before.

use super::token::{FARTHEST, LONGEST, Token};

/// A copy has at least this many bytes: by them it is found.
const SHORTEST: usize = 4;
/// The shortest copies from further away than this take more bits than the bytes themselves.
const FARTHEST_FOR_SHORTEST: usize = 256;
/// Copies from no further away than this are taken as they are found.
const NEAR: usize = 64;
/// How many times as near a copy must be that begins a byte further on and is taken instead.
const NEARER: usize = 16;
/// Bits of the numbers of beginnings.
const NUMBER_BITS: u32 = 14;

/// Reads a text as tokens.
pub(super) struct Repetitions<'a> {
    text: &'a [u8],
    at: usize,
    /// Behind the first byte of each beginning where it was last seen, by its number; 0 for none.
    seen: Vec<u32>,
}

/// A copy that may be taken.
#[derive(Clone, Copy)]
struct Found {
    at: usize,
    length: usize,
    distance: usize,
}

impl<'a> Repetitions<'a> {
    /// A reader from the start.
    pub(super) fn new(text: &'a [u8]) -> Self {
        Self { text, at: 0, seen: vec![0; 1 << NUMBER_BITS] }
    }

    /// Whether everything was read.
    pub(super) const fn at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    /// Appends about so many tokens, all that are left if they are fewer.
    pub(super) fn read(&mut self, tokens_wanted: usize, tokens: &mut Vec<Token>) {
        while tokens.len() < tokens_wanted {
            let Some(byte) = self.text.get(self.at) else { return };
            let Some(found) = self.find(self.at) else {
                tokens.push(Token::byte(*byte));
                self.at += 1;
                continue;
            };
            let taken = if found.distance > NEAR { self.nearer(found) } else { found };
            let before = self.text.get(self.at..taken.at).unwrap_or_default();
            tokens.extend(before.iter().map(|byte| Token::byte(*byte)));
            tokens.push(Token::copy(taken.length, taken.distance));
            self.at = taken.at + taken.length;
        }
    }

    /// A copy that begins a byte further on, reaches as far and is much nearer; else the one that
    /// was found.
    fn nearer(&mut self, found: Found) -> Found {
        let other = if found.length > SHORTEST { self.find(found.at + 1) } else { None };
        let is_better = |other: &Found| {
            other.length + 1 >= found.length && other.distance * NEARER < found.distance
        };
        other.filter(is_better).unwrap_or(found)
    }

    /// The copy of what was last seen that begins like the text from here on.
    #[inline]
    fn find(&mut self, at: usize) -> Option<Found> {
        let rest = self.text.get(at..)?;
        let begin = u32::from_le_bytes(*rest.first_chunk::<SHORTEST>()?);
        let number = begin.wrapping_mul(0x9E37_79B1) >> (32 - NUMBER_BITS);
        let seen = self.seen.get_mut(number as usize)?;
        // A part of more than 4 GB, if ever there is one, has no copies behind that.
        let behind = u32::try_from(at + 1).unwrap_or(0);
        let before = (std::mem::replace(seen, behind) as usize).checked_sub(1)?;
        let distance = at - before;
        if distance > FARTHEST {
            return None;
        }
        let length = common(self.text.get(before..)?, rest.get(..LONGEST).unwrap_or(rest));
        let worth =
            length > SHORTEST || length == SHORTEST && distance <= FARTHEST_FOR_SHORTEST;
        worth.then_some(Found { at, length, distance })
    }
}

/// How many bytes two texts have in common at their beginning.
fn common(one: &[u8], other: &[u8]) -> usize {
    let mut length = 0;
    let (words, others) = (one.as_chunks::<8>().0, other.as_chunks::<8>().0);
    for (word, other) in words.iter().zip(others) {
        let differs = u64::from_le_bytes(*word) ^ u64::from_le_bytes(*other);
        if differs != 0 {
            return length + (differs.trailing_zeros() / 8) as usize;
        }
        length += 8;
    }
    let rest = one.iter().zip(other).skip(length);
    length + rest.take_while(|(byte, other)| byte == other).count()
}
