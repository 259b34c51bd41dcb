//! What the table of shared strings of a BIFF8 stream says of each (SST, MS-XLS
//! 2.4.265); it may be cut anywhere by continuations.

use super::super::appearance::Strokes;
use super::records::{Record, u16_at, u32_at};

/// Reads across a record and its continuations.
struct Cursor<'a> {
    pieces: std::vec::IntoIter<&'a [u8]>,
    piece: &'a [u8],
}

impl<'a> Cursor<'a> {
    /// Goes on to the next continuation when this one is used up.
    fn refill(&mut self) -> Option<()> {
        while self.piece.is_empty() {
            self.piece = self.pieces.next()?;
        }
        Some(())
    }

    fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        self.refill()?;
        let (taken, rest) = self.piece.split_at_checked(count)?;
        self.piece = rest;
        Some(taken)
    }

    /// Bytes that may run on into the next continuations.
    fn joined(&mut self, mut count: usize) -> Option<Vec<u8>> {
        let mut joined = Vec::new();
        while count > 0 {
            self.refill()?;
            let step = count.min(self.piece.len());
            joined.extend_from_slice(self.bytes(step)?);
            count -= step;
        }
        Some(joined)
    }

    /// Skips bytes that may run on into the next continuations.
    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            self.refill()?;
            let step = count.min(self.piece.len());
            self.bytes(step)?;
            count -= step;
        }
        Some(())
    }

    /// Skips characters; each continuation says anew how wide they are.
    fn skip_letters(&mut self, mut count: usize, mut wide: bool) -> Option<()> {
        while count > 0 {
            if self.piece.is_empty() {
                self.refill()?;
                wide = self.bytes(1)?.first()? & 1 != 0;
                continue;
            }
            let width = if wide { 2 } else { 1 };
            let here = (self.piece.len() / width).min(count);
            if here == 0 {
                return None;
            }
            self.bytes(here * width)?;
            count -= here;
        }
        Some(())
    }
}

/// The number of characters of each string; `None` if the table does not hold.
pub(super) fn lengths(record: &Record<'_>) -> Option<Vec<u32>> {
    all(record)?.map(|string| Some(string?.letters)).collect()
}

/// Whether each string has several fonts; `None` if the table does not hold.
pub(super) fn have_several_fonts(record: &Record<'_>) -> Option<Vec<bool>> {
    all(record)?.map(|string| Some(!string?.runs.is_empty())).collect()
}

/// Which letters of each string of several fonts are struck through, `strikes` saying of a font
/// whether it does that; of others nothing. `None` if the table does not hold.
pub(super) fn strokes(
    record: &Record<'_>,
    strikes: impl Fn(u16) -> bool,
) -> Option<Vec<Strokes>> {
    let of = |string: Shape| {
        // Each run is the letter at which it begins and its font.
        let runs =
            || string.runs.iter().filter(|(start, _)| u32::from(*start) < string.letters);
        Strokes {
            of_cell: runs().next().is_none_or(|(start, _)| *start > 0),
            some: runs().any(|(_, font)| strikes(*font)),
            others: runs().any(|(_, font)| !strikes(*font)),
        }
    };
    all(record)?.map(|string| string.map(of)).collect()
}

/// What the table says of a string.
struct Shape {
    letters: u32,
    /// Where runs of other fonts begin, and their fonts.
    runs: Vec<(u16, u16)>,
}

fn all<'a>(record: &Record<'a>) -> Option<impl Iterator<Item = Option<Shape>> + use<'a>> {
    let declared = u32_at(record.data, 4)?;
    let mut pieces = vec![record.data.get(8..)?];
    pieces.extend(&record.more);
    let mut cursor = Cursor { pieces: pieces.into_iter(), piece: &[] };
    Some((0..declared).map(move |_| one(&mut cursor)))
}

fn one(cursor: &mut Cursor<'_>) -> Option<Shape> {
    let head = cursor.bytes(3)?;
    let letters = u16_at(head, 0)?;
    let flags = *head.get(2)?;
    let runs = if flags & 8 != 0 { u16_at(cursor.bytes(2)?, 0)? } else { 0 };
    let extra = if flags & 4 != 0 { u32_at(cursor.bytes(4)?, 0)? } else { 0 };
    cursor.skip_letters(usize::from(letters), flags & 1 != 0)?;
    let runs = cursor.joined(usize::from(runs) * 4)?;
    let run = |run: &[u8]| Some((u16_at(run, 0)?, u16_at(run, 2)?));
    let runs = runs.chunks_exact(4).filter_map(run).collect();
    cursor.skip(usize::try_from(extra).ok()?)?;
    Some(Shape { letters: u32::from(letters), runs })
}
