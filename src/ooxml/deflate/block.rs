//! Tokens as a block with prefix codes of its own (RFC 1951, 3.2.5 to 3.2.7).

use super::bits::Bits;
use super::code_lengths;
use super::prefix_code::{Code, codes, lengths};
use super::repetitions::Token;

/// Symbols: bytes, the end of a block, lengths of copies.
const SYMBOLS: usize = 286;
/// Symbols of distances.
const DISTANCES: usize = 30;
/// The end of a block.
const END: usize = 256;
/// The first length of a copy.
const COPIES: u32 = 257;
/// The longest copy; its symbol, the last one, has no bits behind it.
const LONGEST: u32 = 258;
/// Bits a code may have.
const MOST_BITS: u32 = 15;

/// Writes a block.
pub(super) fn write(tokens: &[Token], is_last: bool, out: &mut Bits) {
    let (of_symbols, of_distances) = frequencies(tokens);
    let of_symbols = lengths(&of_symbols, MOST_BITS);
    let of_distances = lengths(&of_distances, MOST_BITS);
    out.push(u32::from(is_last), 1);
    out.push(2, 2);
    code_lengths::write(&of_symbols, &of_distances, out);
    let symbols = codes(&of_symbols);
    let distances = codes(&of_distances);
    let copies: Vec<Code> =
        (0..=LONGEST).map(|length| Number::length(length).code(&symbols)).collect();
    let one = |codes: &[Code], at: usize| codes.get(at).copied().unwrap_or_default();
    for token in tokens {
        match *token {
            Token::Byte(byte) => out.code(one(&symbols, usize::from(byte))),
            Token::Copy(length, distance) => {
                out.code(one(&copies, usize::from(length)));
                out.code(Number::distance(u32::from(distance)).code(&distances));
            }
        }
    }
    out.code(one(&symbols, END));
}

/// How often each symbol and each symbol of a distance occurs.
fn frequencies(tokens: &[Token]) -> ([u32; SYMBOLS], [u32; DISTANCES]) {
    let (mut symbols, mut distances) = ([0; SYMBOLS], [0; DISTANCES]);
    let count = |frequencies: &mut [u32], symbol: usize| {
        if let Some(frequency) = frequencies.get_mut(symbol) {
            *frequency += 1;
        }
    };
    for token in tokens {
        match *token {
            Token::Byte(byte) => count(&mut symbols, usize::from(byte)),
            Token::Copy(length, distance) => {
                count(&mut symbols, Number::length(u32::from(length)).symbol as usize);
                count(&mut distances, Number::distance(u32::from(distance)).symbol as usize);
            }
        }
    }
    count(&mut symbols, END);
    (symbols, distances)
}

/// A length or a distance: its symbol, and the bits behind it that say which of several it is.
struct Number {
    symbol: u32,
    bits: u32,
    count: u32,
}

impl Number {
    /// A length of a copy; none is shorter than 3.
    const fn length(length: u32) -> Self {
        if length == LONGEST {
            return Self { symbol: COPIES + 28, bits: 0, count: 0 };
        }
        let number = Self::among(length.saturating_sub(3), 2);
        Self { symbol: COPIES + number.symbol, ..number }
    }

    /// A distance, less one.
    const fn distance(distance: u32) -> Self {
        Self::among(distance, 1)
    }

    /// A number, where `1 << digits` symbols have the same count of bits behind them.
    const fn among(number: u32, digits: u32) -> Self {
        if number < 2 << digits {
            return Self { symbol: number, bits: 0, count: 0 };
        }
        let count = number.ilog2() - digits;
        let symbol = (count << digits) + (number >> count);
        Self { symbol, bits: number & ((1 << count) - 1), count }
    }

    /// With the code of its symbol.
    fn code(&self, codes: &[Code]) -> Code {
        let code = codes.get(self.symbol as usize).copied().unwrap_or_default();
        code.with(self.bits, self.count)
    }
}
