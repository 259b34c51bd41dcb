//! Tokens as a block with prefix codes of its own (RFC 1951, 3.2.3 and 3.2.7).

use super::bits::Bits;
use super::code_lengths;
use super::prefix_code::{Code, codes, lengths};
use super::token::{DISTANCES, END, PIECES, SYMBOLS, Symbol, Token, bits_behind};

/// Bits a code may have.
const MOST_BITS: u32 = 15;

/// Writes a block.
pub(super) fn write(tokens: &[Token], is_last: bool, out: &mut Bits) {
    let (pieces, distances) = frequencies(tokens);
    let of_symbols = lengths(&by_symbol(&pieces), MOST_BITS);
    let of_distances = lengths(&distances, MOST_BITS);
    out.push(is_last.into(), 1);
    out.push(2, 2);
    code_lengths::write(&of_symbols, &of_distances, out);

    let symbols = codes(&of_symbols);
    let pieces = piece_codes(&symbols);
    // One more for bytes, which have none.
    let mut distances = codes(&of_distances);
    distances.push(Code::default());
    let behind: Vec<u32> = (0..distances.len()).map(bits_behind).collect();
    let distances: Vec<(Code, u32)> = distances.into_iter().zip(behind).collect();
    for token in tokens {
        let piece = pieces.get(usize::from(token.piece)).copied().unwrap_or_default();
        let distance = distances.get(usize::from(token.distance)).copied();
        let (distance, behind) = distance.unwrap_or_default();
        out.codes(piece, distance.with(token.extra.into(), behind));
    }
    out.code(symbols.get(END).copied().unwrap_or_default());
}

/// How often each piece and each symbol of a distance occurs.
fn frequencies(tokens: &[Token]) -> ([u32; PIECES], [u32; DISTANCES]) {
    let (mut pieces, mut distances) = ([0; PIECES], [0; DISTANCES + 1]);
    for token in tokens {
        count(&mut pieces, token.piece.into(), 1);
        count(&mut distances, token.distance.into(), 1);
    }
    let [distances @ .., _] = distances;
    (pieces, distances)
}

fn count(frequencies: &mut [u32], at: usize, times: u32) {
    if let Some(frequency) = frequencies.get_mut(at) {
        *frequency += times;
    }
}

/// How often each symbol occurs; the end does once.
fn by_symbol(pieces: &[u32]) -> [u32; SYMBOLS] {
    let mut symbols = [0; SYMBOLS];
    for (piece, times) in (0..).zip(pieces) {
        count(&mut symbols, Symbol::of_piece(piece).which as usize, *times);
    }
    count(&mut symbols, END, 1);
    symbols
}

/// The code of each piece: that of its symbol, and what says which of several it is.
fn piece_codes(symbols: &[Code]) -> Vec<Code> {
    let code = |piece| {
        let Symbol { which, extra, count } = Symbol::of_piece(piece);
        let code = symbols.get(which as usize).copied().unwrap_or_default();
        code.with(extra, count)
    };
    (0..).take(PIECES).map(code).collect()
}
