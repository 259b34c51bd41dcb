//! What the table of shared strings of a BIFF8 stream says of each (SST, MS-XLS
//! 2.4.265); it may be cut anywhere by continuations.

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
    all(record)?.map(|string| Some(string?.has_runs)).collect()
}

/// What the table says of a string.
struct Shape {
    letters: u32,
    has_runs: bool,
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
    cursor.skip(usize::from(runs) * 4)?;
    cursor.skip(usize::try_from(extra).ok()?)?;
    Some(Shape { letters: u32::from(letters), has_runs: runs > 0 })
}
