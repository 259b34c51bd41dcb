//! The end of a zip file: where the directory is and how many entries it has.

use super::PreflightError;

/// End of central directory record.
const END: [u8; 4] = *b"PK\x05\x06";
const END_LENGTH: usize = 22;
/// Zip64 end of central directory locator and record.
const LOCATOR_64: [u8; 4] = *b"PK\x06\x07";
const LOCATOR_64_LENGTH: usize = 20;
const END_64: [u8; 4] = *b"PK\x06\x06";

/// Where the central directory lies, after every copy of that statement was compared.
#[derive(Debug)]
pub(super) struct Tail {
    pub(super) entries: u64,
    pub(super) directory_start: usize,
    pub(super) directory_end: usize,
}

/// The statements of one end record; the classic one uses all-ones for "see the zip64 one".
#[derive(PartialEq, Eq)]
struct Record {
    this_disk: u32,
    directory_disk: u32,
    entries_here: u64,
    entries: u64,
    directory_size: u64,
    directory_start: u64,
}

/// Little-endian integers at a position, `None` past the end.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

pub(super) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// Finds the end of the package and compares what it says of the directory.
pub(super) fn find(bytes: &[u8]) -> Result<Tail, PreflightError> {
    let end = find_end(bytes).ok_or_else(|| PreflightError::frame("the end is missing"))?;
    let lies = || PreflightError::frame("the end record does not hold");
    let comment = usize::from(u16_at(bytes, end + 20).ok_or_else(lies)?);
    if end + END_LENGTH + comment != bytes.len() {
        return Err(PreflightError::frame("bytes after the end"));
    }
    let classic = classic_record(bytes, end).ok_or_else(lies)?;
    let (record, directory_end) = match locator(bytes, end) {
        Some(at) => {
            let (record, start) = zip64_record(bytes, at).ok_or_else(lies)?;
            if !agree(&classic, &record) {
                return Err(lies());
            }
            (record, start)
        }
        None => (classic, end),
    };
    let directory_start = usize::try_from(record.directory_start).map_err(|_| lies())?;
    let sound = record.this_disk == 0
        && record.directory_disk == 0
        && record.entries_here == record.entries
        && record.directory_start.checked_add(record.directory_size)
            == Some(directory_end as u64);
    if !sound {
        return Err(lies());
    }
    Ok(Tail { entries: record.entries, directory_start, directory_end })
}

/// The last end record; a comment of at most 65535 bytes may follow it.
fn find_end(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END_LENGTH)?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    (first..=last).rev().find(|&at| bytes.get(at..).is_some_and(|rest| rest.starts_with(&END)))
}

fn classic_record(bytes: &[u8], end: usize) -> Option<Record> {
    Some(Record {
        this_disk: u16_at(bytes, end + 4)?.into(),
        directory_disk: u16_at(bytes, end + 6)?.into(),
        entries_here: u16_at(bytes, end + 8)?.into(),
        entries: u16_at(bytes, end + 10)?.into(),
        directory_size: u32_at(bytes, end + 12)?.into(),
        directory_start: u32_at(bytes, end + 16)?.into(),
    })
}

fn locator(bytes: &[u8], end: usize) -> Option<usize> {
    let at = end.checked_sub(LOCATOR_64_LENGTH)?;
    bytes.get(at..)?.starts_with(&LOCATOR_64).then_some(at)
}

/// The zip64 record, which must end exactly where its locator begins.
fn zip64_record(bytes: &[u8], locator: usize) -> Option<(Record, usize)> {
    let start = usize::try_from(u64_at(bytes, locator + 8)?).ok()?;
    let disks = u32_at(bytes, locator + 16)?;
    let length = usize::try_from(u64_at(bytes, start.checked_add(4)?)?).ok()?;
    let ends_at_locator = start.checked_add(12)?.checked_add(length)? == locator;
    let signed = bytes.get(start..)?.starts_with(&END_64);
    if !signed || !ends_at_locator || length < 44 || disks > 1 {
        return None;
    }
    let record = Record {
        this_disk: u32_at(bytes, start + 16)?,
        directory_disk: u32_at(bytes, start + 20)?,
        entries_here: u64_at(bytes, start + 24)?,
        entries: u64_at(bytes, start + 32)?,
        directory_size: u64_at(bytes, start + 40)?,
        directory_start: u64_at(bytes, start + 48)?,
    };
    Some((record, start))
}

/// A classic field either repeats the zip64 one or points to it with all bits set.
fn agree(classic: &Record, large: &Record) -> bool {
    let short = u64::from(u16::MAX);
    let long = u64::from(u32::MAX);
    let same = |small: u64, large: u64, refer: u64| small == large || small == refer;
    same(classic.this_disk.into(), large.this_disk.into(), short)
        && same(classic.directory_disk.into(), large.directory_disk.into(), short)
        && same(classic.entries_here, large.entries_here, short)
        && same(classic.entries, large.entries, short)
        && same(classic.directory_size, large.directory_size, long)
        && same(classic.directory_start, large.directory_start, long)
}
