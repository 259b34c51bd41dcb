//! The entries of a zip file: each header stands twice, and both must say the same.

use std::collections::BTreeSet;

use super::PreflightError;
use super::tail::{Tail, u16_at, u32_at, u64_at};

const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const LOCAL: [u8; 4] = *b"PK\x03\x04";
const CENTRAL_LENGTH: usize = 46;
const LOCAL_LENGTH: usize = 30;

/// General purpose flags: encrypted (plain, strong, masked headers).
const ENCRYPTED: u16 = 1 | 1 << 6 | 1 << 13;
/// Sizes and checksum follow the data instead of standing in the local header.
const DATA_DESCRIPTOR: u16 = 1 << 3;
/// The name is UTF-8.
const UTF8_NAME: u16 = 1 << 11;

/// The only compression methods of office files.
const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// Extra field with the sizes and the offset of a large entry.
const ZIP64_EXTRA: u16 = 1;

/// One entry of a package, as both its headers describe it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name; bytes that are not UTF-8 are shown as replacement characters.
    pub name: String,
    /// The name as it stands in the file.
    pub raw_name: Vec<u8>,
    /// Bytes in the file.
    pub compressed_size: u64,
    /// Bytes after inflating.
    pub size: u64,
    /// CRC-32 of the inflated bytes.
    pub crc32: u32,
    /// Offset of the local header.
    pub header_start: u64,
    /// Offset of the compressed bytes.
    pub data_start: u64,
    flags: u16,
    method: u16,
}

/// Reads the whole directory, and each entry's local header with it.
pub(super) fn walk(bytes: &[u8], tail: &Tail) -> Result<Vec<Entry>, PreflightError> {
    let directory = bytes
        .get(..tail.directory_end)
        .ok_or_else(|| PreflightError::frame("the directory is cut off"))?;
    let mut entries = Vec::new();
    let mut at = tail.directory_start;
    for _ in 0..tail.entries {
        let (entry, next) = central_entry(directory, at)
            .ok_or_else(|| PreflightError::frame("the directory does not hold"))?;
        check_header(&entry)?;
        let entry = local_entry(bytes, entry)?;
        if entry
            .data_start
            .checked_add(entry.compressed_size)
            .is_none_or(|end| end > tail.directory_start as u64)
        {
            return Err(PreflightError::part(&entry.name, "lies outside the package"));
        }
        entries.push(entry);
        at = next;
    }
    if at != tail.directory_end {
        return Err(PreflightError::frame("the directory has another size than declared"));
    }
    Ok(entries)
}

fn central_entry(directory: &[u8], at: usize) -> Option<(Entry, usize)> {
    let header = directory.get(at..)?;
    if !header.starts_with(&CENTRAL) {
        return None;
    }
    let name_end = CENTRAL_LENGTH + usize::from(u16_at(header, 28)?);
    let extra_end = name_end + usize::from(u16_at(header, 30)?);
    let comment_end = extra_end + usize::from(u16_at(header, 32)?);
    let raw_name = header.get(CENTRAL_LENGTH..name_end)?.to_vec();
    let extra = header.get(name_end..extra_end)?;
    header.get(extra_end..comment_end)?;
    let mut size = u64::from(u32_at(header, 24)?);
    let mut compressed_size = u64::from(u32_at(header, 20)?);
    let mut header_start = u64::from(u32_at(header, 42)?);
    resolve_zip64(extra, &mut [&mut size, &mut compressed_size, &mut header_start])?;
    let disk = u16_at(header, 34)?;
    if disk != 0 {
        return None;
    }
    let entry = Entry {
        name: String::from_utf8_lossy(&raw_name).into_owned(),
        raw_name,
        compressed_size,
        size,
        crc32: u32_at(header, 16)?,
        header_start,
        data_start: 0,
        flags: u16_at(header, 8)?,
        method: u16_at(header, 10)?,
    };
    Some((entry, at + comment_end))
}

/// Replaces each field that has all bits set by the next value of the zip64 extra field.
fn resolve_zip64(extra: &[u8], fields: &mut [&mut u64]) -> Option<()> {
    if fields.iter().all(|field| **field != u64::from(u32::MAX)) {
        return Some(());
    }
    let mut values = find_extra(extra, ZIP64_EXTRA)?;
    for field in fields.iter_mut().filter(|field| ***field == u64::from(u32::MAX)) {
        **field = u64_at(values, 0)?;
        values = values.get(8..)?;
    }
    Some(())
}

fn find_extra(mut extra: &[u8], wanted: u16) -> Option<&[u8]> {
    loop {
        let id = u16_at(extra, 0)?;
        let end = 4 + usize::from(u16_at(extra, 2)?);
        let value = extra.get(4..end)?;
        if id == wanted {
            return Some(value);
        }
        extra = extra.get(end..)?;
    }
}

fn check_header(entry: &Entry) -> Result<(), PreflightError> {
    if entry.flags & ENCRYPTED != 0 {
        return Err(PreflightError::Encrypted);
    }
    match entry.method {
        STORED if entry.size == entry.compressed_size => {}
        STORED => return Err(PreflightError::part(&entry.name, "stored with two sizes")),
        DEFLATED => {}
        _ => return Err(PreflightError::UnknownMethod),
    }
    if entry.raw_name.is_empty() || entry.raw_name.contains(&0) {
        return Err(PreflightError::part(&entry.name, "the name does not hold"));
    }
    if entry.flags & UTF8_NAME != 0 && std::str::from_utf8(&entry.raw_name).is_err() {
        return Err(PreflightError::part(&entry.name, "the name is not UTF-8"));
    }
    Ok(())
}

/// Compares the local header with the directory's, and learns where the data starts.
fn local_entry(bytes: &[u8], mut entry: Entry) -> Result<Entry, PreflightError> {
    let differs = || PreflightError::part(&entry.name, "its two headers differ");
    let at = usize::try_from(entry.header_start).map_err(|_| differs())?;
    let header = bytes.get(at..).ok_or_else(differs)?;
    let data_start = compare_local(header, &entry).ok_or_else(differs)?;
    entry.data_start = entry.header_start.checked_add(data_start).ok_or_else(differs)?;
    Ok(entry)
}

/// The length of the local header, if it says what the directory says.
fn compare_local(header: &[u8], entry: &Entry) -> Option<u64> {
    if !header.starts_with(&LOCAL) {
        return None;
    }
    let name_end = LOCAL_LENGTH + usize::from(u16_at(header, 26)?);
    let extra_end = name_end + usize::from(u16_at(header, 28)?);
    let extra = header.get(name_end..extra_end)?;
    let flags = u16_at(header, 6)?;
    let same = header.get(LOCAL_LENGTH..name_end)? == entry.raw_name
        && u16_at(header, 8)? == entry.method
        && (flags ^ entry.flags) & (ENCRYPTED | UTF8_NAME) == 0;
    if !same {
        return None;
    }
    // With a data descriptor some writers leave zeros here: the directory's figures are the
    // ones that are verified against the data.
    if flags & DATA_DESCRIPTOR == 0 {
        let mut size = u64::from(u32_at(header, 22)?);
        let mut compressed_size = u64::from(u32_at(header, 18)?);
        resolve_zip64(extra, &mut [&mut size, &mut compressed_size])?;
        let same = u32_at(header, 14)? == entry.crc32
            && size == entry.size
            && compressed_size == entry.compressed_size;
        if !same {
            return None;
        }
    }
    Some(extra_end as u64)
}

/// Refuses two entries of one name; Windows and Excel do not tell case or `\` from `/`.
pub(super) fn check_names(entries: &[Entry]) -> Result<(), PreflightError> {
    let mut seen = BTreeSet::new();
    for entry in entries {
        let folded = match std::str::from_utf8(&entry.raw_name) {
            Ok(name) => name.replace('\\', "/").to_lowercase().into_bytes(),
            // Of a name in a code page only the letters of ASCII are known for certain.
            Err(_) => entry.raw_name.iter().copied().map(folded_byte).collect(),
        };
        let slashes = folded.iter().take_while(|byte| **byte == b'/').count();
        if !seen.insert(folded.get(slashes..).unwrap_or_default().to_vec()) {
            return Err(PreflightError::part(&entry.name, "stands twice in the package"));
        }
    }
    Ok(())
}

const fn folded_byte(byte: u8) -> u8 {
    match byte {
        b'\\' => b'/',
        other => other.to_ascii_lowercase(),
    }
}

/// Refuses entries that share bytes of the file.
pub(super) fn check_overlap(entries: &[Entry]) -> Result<(), PreflightError> {
    let mut extents: Vec<_> = entries
        .iter()
        .map(|entry| (entry.header_start, entry.data_start + entry.compressed_size, entry))
        .collect();
    extents.sort_by_key(|(start, end, _)| (*start, *end));
    for pair in extents.windows(2) {
        if let [(_, end, _), (start, _, entry)] = pair
            && start < end
        {
            return Err(PreflightError::part(&entry.name, "overlaps another part"));
        }
    }
    Ok(())
}
