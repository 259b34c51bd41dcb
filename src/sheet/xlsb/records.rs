//! The records of a binary workbook part (MS-XLSB 2.1.4).

use super::super::error::ReadError;

/// One record.
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) body: &'a [u8],
    /// Where the record begins in the part.
    pub(super) start: usize,
}

/// Walks a part strictly: the last record must end where the part ends.
pub(super) struct Records<'a> {
    part: &'a str,
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    pub(super) fn new(part: &'a str, bytes: &'a [u8]) -> Self {
        Self { part, bytes, at: 0 }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.bytes.len() {
            return None;
        }
        let Some((record, next)) = read_at(self.bytes, self.at) else {
            self.at = self.bytes.len();
            return Some(Err(ReadError::part(self.part, "a record is cut off")));
        };
        self.at = next;
        Some(Ok(record))
    }
}

/// The record at a position and where the next one begins.
pub(super) fn read_at(bytes: &[u8], start: usize) -> Option<(Record<'_>, usize)> {
    let (kind, at) = kind_at(bytes, start)?;
    let mut length = 0usize;
    let mut at = at;
    for step in 0..4 {
        let byte = *bytes.get(at)?;
        at += 1;
        length |= usize::from(byte & 0x7F) << (7 * step);
        if byte & 0x80 == 0 {
            break;
        }
    }
    let end = at.checked_add(length)?;
    Some((Record { kind, body: bytes.get(at..end)?, start }, end))
}

/// The type of a record, of one or two bytes, and where its length begins.
pub(super) fn kind_at(bytes: &[u8], at: usize) -> Option<(u16, usize)> {
    let first = *bytes.get(at)?;
    if first & 0x80 == 0 {
        return Some((first.into(), at + 1));
    }
    let second = *bytes.get(at + 1)?;
    Some((u16::from(first & 0x7F) | u16::from(second & 0x7F) << 7, at + 2))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// A counted UTF-16 text and where it ends; none for the null text.
pub(super) fn wide_at(bytes: &[u8], at: usize) -> Option<(String, usize)> {
    let letters = usize::try_from(u32_at(bytes, at)?).ok()?;
    let start = at.checked_add(4)?;
    let end = start.checked_add(letters.checked_mul(2)?)?;
    let units = bytes.get(start..end)?.as_chunks::<2>().0;
    let units: Vec<u16> = units.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
    Some((String::from_utf16_lossy(&units), end))
}
