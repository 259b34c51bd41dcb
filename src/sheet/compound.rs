//! The compound file (OLE) container of .xls: a small file system of sector chains.
//!
//! Checked here before the value reader follows the chains itself: a chain that runs in a
//! circle, or a size that lies, would take all memory there is, and that cannot be caught.
//! Layout: MS-CFB, sections 2.2 to 2.6.

use super::error::ReadError;

const HEADER: usize = 512;
const ENTRY: usize = 128;
/// Ends a chain; larger numbers are reserved too.
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const LAST_SECTOR: u32 = 0xFFFF_FFF9;
/// Streams shorter than this lie in the mini stream.
const MINI_CUTOFF: usize = 4096;
const MINI_SECTOR: usize = 64;

/// A compound file whose chains were followed to their ends.
#[derive(Debug)]
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini_stream: Vec<u8>,
    entries: Vec<Entry>,
}

/// One entry of the directory.
#[derive(Debug)]
struct Entry {
    name: String,
    is_stream: bool,
    start: u32,
    length: usize,
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn damaged(what: &str) -> ReadError {
    ReadError::frame(format!("compound file: {what}"))
}

/// Little-endian numbers of a run of sectors.
fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.as_chunks::<4>().0.iter().map(|chunk| u32::from_le_bytes(*chunk))
}

impl<'a> Compound<'a> {
    /// Opens a compound file and follows every chain that its directory names.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let cut = || damaged("the header is cut off");
        if bytes.len() < HEADER {
            return Err(cut());
        }
        let sector = match u16_at(bytes, 30) {
            Some(9) => 512,
            Some(12) => 4096,
            _ => return Err(damaged("an unknown sector size")),
        };
        if u16_at(bytes, 28) != Some(0xFFFE) || u16_at(bytes, 32) != Some(6) {
            return Err(damaged("the header does not hold"));
        }
        let mut file = Self {
            bytes,
            sector,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini_stream: Vec::new(),
            entries: Vec::new(),
        };
        file.read_fat()?;
        let directory = file.chain(u32_at(bytes, 48).ok_or_else(cut)?, None)?;
        file.entries =
            directory.chunks_exact(ENTRY).filter_map(|raw| entry(raw, sector)).collect();
        file.read_mini(u32_at(bytes, 60).ok_or_else(cut)?, u32_at(bytes, 64).ok_or_else(cut)?)?;
        let mut length = 0usize;
        for entry in file.entries.iter().filter(|entry| entry.is_stream) {
            // No two streams share a sector.
            length = length.saturating_add(entry.length);
            if length > bytes.len() {
                return Err(damaged("streams longer than the file"));
            }
            file.contents(entry)?;
        }
        Ok(file)
    }

    /// Whether a stream or folder of this name exists, at any depth; case is ignored.
    pub(super) fn contains(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The first stream of this name.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let found = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name));
        found.map(|entry| self.contents(entry)).transpose()
    }

    fn sector_at(&self, number: u32) -> Result<&'a [u8], ReadError> {
        let beyond = || damaged("a sector beyond the end of the file");
        let start = usize::try_from(number)
            .ok()
            .and_then(|number| number.checked_add(1)?.checked_mul(self.sector))
            .ok_or_else(beyond)?;
        let end = start.saturating_add(self.sector).min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty()).ok_or_else(beyond)
    }

    /// Reads the table of chains, whose own sectors are listed in the header and in a chain
    /// of lists.
    fn read_fat(&mut self) -> Result<(), ReadError> {
        let mut list: Vec<u32> =
            numbers(self.bytes.get(76..HEADER).unwrap_or_default()).collect();
        let mut next = u32_at(self.bytes, 68).unwrap_or(END_OF_CHAIN);
        let sectors = self.bytes.len() / self.sector;
        let mut followed = 0;
        while next <= LAST_SECTOR {
            followed += 1;
            if followed > sectors {
                return Err(damaged("a list of sectors runs in a circle"));
            }
            list.extend(numbers(self.whole_sector(next)?));
            next = list.pop().unwrap_or(END_OF_CHAIN);
        }
        for number in list.into_iter().filter(|number| *number <= LAST_SECTOR) {
            self.fat.extend(numbers(self.whole_sector(number)?));
            if self.fat.len() > sectors.saturating_mul(2).saturating_add(4096) {
                return Err(damaged("more sectors than the file has"));
            }
        }
        Ok(())
    }

    /// A sector of a table, of which nothing may be missing.
    fn whole_sector(&self, number: u32) -> Result<&'a [u8], ReadError> {
        let sector = self.sector_at(number)?;
        if sector.len() < self.sector {
            return Err(damaged("a table is cut off"));
        }
        Ok(sector)
    }

    /// Follows a chain to its end, or to `length` bytes.
    fn chain(&self, start: u32, length: Option<usize>) -> Result<Vec<u8>, ReadError> {
        let mut contents = Vec::new();
        let mut followed = 0;
        let mut number = start;
        while number <= LAST_SECTOR && length.is_none_or(|length| contents.len() < length) {
            followed += 1;
            if followed > self.fat.len() {
                return Err(damaged("a chain of sectors runs in a circle"));
            }
            contents.extend_from_slice(match length {
                Some(_) => self.sector_at(number)?,
                None => self.whole_sector(number)?,
            });
            let next = usize::try_from(number).ok().and_then(|number| self.fat.get(number));
            number = *next.ok_or_else(|| damaged("a chain leaves the table"))?;
        }
        if let Some(length) = length {
            if contents.len() < length {
                return Err(damaged("a stream is cut off"));
            }
            contents.truncate(length);
        }
        Ok(contents)
    }

    fn read_mini(&mut self, start: u32, sectors: u32) -> Result<(), ReadError> {
        if sectors == 0 {
            return Ok(());
        }
        let table = self.chain(start, None)?;
        self.mini_fat = numbers(&table).collect();
        let declared = u64::from(sectors).saturating_mul(self.sector as u64);
        if declared > table.len() as u64 {
            return Err(damaged("the table of small streams is cut off"));
        }
        let root = self.entries.first().ok_or_else(|| damaged("no root"))?;
        self.mini_stream = self.chain(root.start, Some(root.length))?;
        Ok(())
    }

    fn contents(&self, entry: &Entry) -> Result<Vec<u8>, ReadError> {
        if entry.length >= MINI_CUTOFF {
            return self.chain(entry.start, Some(entry.length));
        }
        let mut contents = Vec::new();
        let mut number = entry.start;
        while contents.len() < entry.length {
            let index = usize::try_from(number).map_err(|_| damaged("a small stream"))?;
            let start = index.saturating_mul(MINI_SECTOR);
            let end = start.saturating_add(MINI_SECTOR).min(self.mini_stream.len());
            let part = self.mini_stream.get(start..end).filter(|part| !part.is_empty());
            contents
                .extend_from_slice(part.ok_or_else(|| damaged("a small stream is cut off"))?);
            number = self.mini_fat.get(index).copied().unwrap_or(END_OF_CHAIN);
        }
        contents.truncate(entry.length);
        Ok(contents)
    }
}

/// A directory entry; none for an unused one.
fn entry(raw: &[u8], sector: usize) -> Option<Entry> {
    let kind = *raw.get(66)?;
    if !matches!(kind, 1 | 2 | 5) {
        return None;
    }
    let units = raw.get(..64)?.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair));
    let units: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
    // Version 3 files leave rubbish in the upper half of the length.
    let length = if sector == 512 { u64::from(u32_at(raw, 120)?) } else { u64_at(raw, 120)? };
    Some(Entry {
        name: String::from_utf16_lossy(&units),
        is_stream: kind == 2,
        start: u32_at(raw, 116)?,
        length: usize::try_from(length).ok()?,
    })
}
