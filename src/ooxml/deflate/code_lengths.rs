//! The lengths of a block's codes, at its beginning (RFC 1951, 3.2.7).

use super::bits::Bits;
use super::prefix_code::{codes, lengths};

/// The order in which the lengths of the codes of lengths are written.
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// The length before this, again.
const AGAIN: usize = 16;
/// Few zeros.
const ZEROS: usize = 17;
/// Many zeros.
const MANY_ZEROS: usize = 18;

/// A length, or several that are the same.
struct Entry {
    symbol: usize,
    /// What the bits behind it say, and how many they are.
    extra: (u32, u32),
}

/// Writes the lengths of the codes of a block: those of its symbols, and those of its distances.
pub(super) fn write(of_symbols: &[u32], of_distances: &[u32], out: &mut Bits) {
    let of_symbols = used(of_symbols, 257);
    let of_distances = used(of_distances, 1);
    let entries = entries(&[of_symbols, of_distances].concat());
    let mut frequencies = [0u32; 19];
    for entry in &entries {
        if let Some(frequency) = frequencies.get_mut(entry.symbol) {
            *frequency += 1;
        }
    }
    let lengths = lengths(&frequencies, 7);
    let codes = codes(&lengths);
    let ordered = ORDER.map(|symbol| lengths.get(symbol).copied().unwrap_or(0));
    let ordered = used(&ordered, 4);
    let more = |all: &[u32], least: usize| u64::try_from(all.len() - least).unwrap_or(0);
    out.push(more(of_symbols, 257), 5);
    out.push(more(of_distances, 1), 5);
    out.push(more(ordered, 4), 4);
    for length in ordered {
        out.push((*length).into(), 3);
    }
    for Entry { symbol, extra: (bits, count) } in entries {
        out.code(codes.get(symbol).copied().unwrap_or_default());
        out.push(bits.into(), count);
    }
}

/// Up to the last that is not 0, but at least so many.
fn used(lengths: &[u32], least: usize) -> &[u32] {
    let last = lengths.iter().rposition(|length| *length > 0);
    lengths.get(..last.map_or(least, |last| least.max(last + 1))).unwrap_or(lengths)
}

/// Lengths that follow each other and are the same are told together.
fn entries(lengths: &[u32]) -> Vec<Entry> {
    let mut entries = Vec::new();
    for same in lengths.chunk_by(|a, b| a == b) {
        let length = same.first().copied().unwrap_or(0);
        let mut left = same.len();
        let one = || Entry { symbol: length as usize, extra: (0, 0) };
        let several = |symbol, count: usize, least: usize, bits| {
            let more = u32::try_from(count - least).unwrap_or(0);
            Entry { symbol, extra: (more, bits) }
        };
        if length > 0 {
            entries.push(one());
            left -= 1;
        }
        while left >= 3 {
            let (count, entry) = match (length, left) {
                (0, 3..=10) => (left, several(ZEROS, left, 3, 3)),
                (0, _) => (left.min(138), several(MANY_ZEROS, left.min(138), 11, 7)),
                _ => (left.min(6), several(AGAIN, left.min(6), 3, 2)),
            };
            entries.push(entry);
            left -= count;
        }
        entries.extend((0..left).map(|_| one()));
    }
    entries
}
