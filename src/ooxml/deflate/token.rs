//! Pieces of a text, each with the symbols by which the format tells it (RFC 1951, 3.2.5).

/// The longest copy; its symbol, the last one, has no bits behind it.
pub(super) const LONGEST: usize = 258;
/// How far back a copy may reach.
pub(super) const FARTHEST: usize = 1 << 15;

/// Pieces that are told apart: bytes, then copies by their length.
pub(super) const PIECES: usize = 256 + LONGEST + 1;
/// Symbols of bytes, the end of a block and lengths of copies.
pub(super) const SYMBOLS: usize = 286;
/// The end of a block.
pub(super) const END: usize = 256;
/// Symbols of distances.
pub(super) const DISTANCES: usize = 30;

/// Instead of the symbol of a distance: a byte has none.
const NO_DISTANCE: u8 = 30;

/// A piece of a text.
///
/// Bytes and copies have the same parts, so that none needs to be asked which it is: they alternate
/// so irregularly that asking would cost more than all the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// Which of the pieces.
    pub piece: u16,
    /// The symbol of the distance; of a byte one after all symbols.
    pub distance: u8,
    /// Which of the distances with this symbol.
    pub extra: u16,
}

impl Token {
    /// A byte as it is.
    pub(super) fn byte(byte: u8) -> Self {
        Self { piece: byte.into(), distance: NO_DISTANCE, extra: 0 }
    }

    /// A copy of 3 to 258 bytes that stand up to 32,768 bytes back.
    pub(super) fn copy(length: usize, distance: usize) -> Self {
        let distance = Symbol::among(u32::try_from(distance - 1).unwrap_or(0), 1);
        Self {
            piece: u16::try_from(256 + length.min(LONGEST)).unwrap_or(0),
            distance: u8::try_from(distance.which).unwrap_or(NO_DISTANCE),
            extra: u16::try_from(distance.extra).unwrap_or(0),
        }
    }
}

/// A symbol, and the bits behind it that say which of several numbers is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Symbol {
    /// Which of the symbols.
    pub which: u32,
    /// The bits behind it.
    pub extra: u32,
    /// How many they are.
    pub count: u32,
}

impl Symbol {
    /// Of a piece.
    pub(super) const fn of_piece(piece: u32) -> Self {
        const BYTES: u32 = 256;
        match piece {
            0..BYTES => Self { which: piece, extra: 0, count: 0 },
            // The symbol after those that are followed by bits.
            514 => Self { which: 285, extra: 0, count: 0 },
            _ => {
                // No copy is shorter than 3.
                let length = Self::among(piece.saturating_sub(BYTES + 3), 2);
                Self { which: BYTES + 1 + length.which, ..length }
            }
        }
    }

    /// Of a number from 0 on, where always `1 << digits` symbols have as many bits behind them.
    const fn among(number: u32, digits: u32) -> Self {
        if number < 2 << digits {
            return Self { which: number, extra: 0, count: 0 };
        }
        let count = number.ilog2() - digits;
        let which = (count << digits) + (number >> count);
        Self { which, extra: number & ((1 << count) - 1), count }
    }
}

/// How many bits stand behind the symbol of a distance.
pub(super) fn bits_behind(distance: usize) -> u32 {
    match distance {
        4..DISTANCES => u32::try_from(distance / 2 - 1).unwrap_or(0),
        _ => 0,
    }
}
