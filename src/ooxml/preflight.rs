//! Proof that a zip package is whole, before anything in it is believed.
//!
//! The usual readers trust a package: they take the first directory they find, stop before a
//! part's checksum is reached, and allocate whatever size a header claims. A single flipped
//! bit can then become another figure. Here the directory is walked twice, once by us and
//! once by the zip crate, every size is compared before anything is inflated, and every part
//! is inflated to its end and its CRC-32 verified.

mod entry;
mod tail;

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipFile;

pub use entry::Entry;

/// What a file may ask of us, at most. Checked before memory is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the whole file.
    pub file_bytes: u64,
    /// Bytes of one part after inflating.
    pub part_bytes: u64,
    /// Bytes of all parts after inflating; also of all texts in a workbook's cells.
    pub total_bytes: u64,
    /// How many times larger a part may become by inflating; parts below
    /// [`Limits::SMALL_PART`] are exempt.
    pub ratio: u64,
    /// Entries of a package.
    pub entries: u64,
    /// Cells of a workbook, empty ones with a style included.
    pub cells: u64,
    /// Cells of a workbook that are kept in memory: those that hold something and, where a reader
    /// keeps the rectangle around them, those between.
    pub kept_cells: u64,
    /// Tabs of a workbook.
    pub sheets: u64,
    /// Merged ranges of a workbook.
    pub merged: u64,
    /// Texts in the table that cells share.
    pub shared_texts: u64,
}

impl Limits {
    /// Bytes below which a part may be compressed as well as it likes: a drawing of one
    /// colour is honest at a thousand to one.
    pub const SMALL_PART: u64 = 8 << 20;

    /// For what an office itself keeps: settings, templates, packs.
    pub const fn for_offices() -> Self {
        Self {
            file_bytes: 64 << 20,
            part_bytes: 64 << 20,
            total_bytes: 256 << 20,
            ratio: 200,
            entries: 10_000,
            cells: 5_000_000,
            kept_cells: 5_000_000,
            sheets: 50_000,
            merged: 1_000_000,
            shared_texts: 5_000_000,
        }
    }

    /// For files that anybody may have sent: hundreds of times a return, and little enough that
    /// reading one takes less than 256 MiB.
    pub const fn for_strangers() -> Self {
        Self {
            file_bytes: 32 << 20,
            part_bytes: 48 << 20,
            total_bytes: 96 << 20,
            ratio: 200,
            entries: 10_000,
            cells: 3_000_000,
            kept_cells: 400_000,
            sheets: 5_000,
            merged: 100_000,
            shared_texts: 400_000,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::for_offices()
    }
}

/// What was measured against a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Bytes of the whole file.
    FileBytes,
    /// Bytes of one part after inflating.
    PartBytes,
    /// Bytes of all parts after inflating, or of all texts.
    TotalBytes,
    /// Inflated bytes per compressed byte.
    Ratio,
    /// Entries of the package.
    Entries,
    /// Cells of the workbook.
    Cells,
    /// Tabs of the workbook.
    Sheets,
    /// Merged ranges of the workbook.
    Merged,
    /// Texts in the table that cells share.
    SharedTexts,
}

impl Measure {
    /// What was measured, as a clerk calls it.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::FileBytes => "số byte của tệp",
            Self::PartBytes => "số byte của một phần sau khi giải nén",
            Self::TotalBytes => "số byte sau khi giải nén",
            Self::Ratio => "mức nén",
            Self::Entries => "số phần trong tệp",
            Self::Cells => "số ô",
            Self::Sheets => "số trang tính",
            Self::Merged => "số ô gộp",
            Self::SharedTexts => "số chuỗi chữ",
        }
    }
}

/// Why a package is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PreflightError {
    /// Some bytes are not what they were when the file was written.
    #[error("damaged {}: {what}", part.as_deref().unwrap_or("package"))]
    Damaged {
        /// The part concerned; none when it is the package's own frame.
        part: Option<String>,
        /// What does not hold.
        what: String,
    },
    /// An entry is encrypted.
    #[error("encrypted package")]
    Encrypted,
    /// An entry is compressed in a way that is not known here: no office file is.
    #[error("compressed in an unknown way")]
    UnknownMethod,
    /// The file asks for more than [`Limits`] allow.
    #[error("too large: {measure:?} {found}, at most {limit}")]
    TooLarge {
        /// What was measured.
        measure: Measure,
        /// The most that is allowed.
        limit: u64,
        /// What the file has or claims to have.
        found: u64,
    },
}

impl PreflightError {
    pub(crate) fn frame(what: impl Into<String>) -> Self {
        Self::Damaged { part: None, what: what.into() }
    }

    pub(crate) fn part(part: &str, what: impl Into<String>) -> Self {
        Self::Damaged { part: Some(part.to_owned()), what: what.into() }
    }
}

pub(crate) fn within(measure: Measure, found: u64, limit: u64) -> Result<(), PreflightError> {
    if found > limit {
        return Err(PreflightError::TooLarge { measure, limit, found });
    }
    Ok(())
}

/// Walks the package's directory and every local header; nothing is inflated.
///
/// Holds when this returns: the directory is complete, both copies of each header agree,
/// no two entries overlap or share a name, nothing is encrypted, all sizes are within the
/// limits.
pub fn check_structure(bytes: &[u8], limits: &Limits) -> Result<Vec<Entry>, PreflightError> {
    within(Measure::FileBytes, bytes.len() as u64, limits.file_bytes)?;
    let tail = tail::find(bytes)?;
    within(Measure::Entries, tail.entries, limits.entries)?;
    let entries = entry::walk(bytes, &tail)?;
    entry::check_names(&entries)?;
    entry::check_overlap(&entries)?;
    check_sizes(&entries, limits)?;
    Ok(entries)
}

fn check_sizes(entries: &[Entry], limits: &Limits) -> Result<(), PreflightError> {
    let mut total = 0u64;
    for entry in entries {
        within(Measure::PartBytes, entry.size, limits.part_bytes)?;
        total = total.saturating_add(entry.size);
        within(Measure::TotalBytes, total, limits.total_bytes)?;
        if entry.size > Limits::SMALL_PART {
            let ratio = entry.size / entry.compressed_size.max(1);
            within(Measure::Ratio, ratio, limits.ratio)?;
        }
    }
    Ok(())
}

/// Inflates every entry to its end and verifies its size and CRC-32.
///
/// `visit` is given the contents of the entries that `wanted` picks; of the others nothing
/// is kept. One part is in memory at a time.
pub fn check_contents<E: From<PreflightError>>(
    bytes: &[u8],
    entries: &[Entry],
    wanted: impl Fn(&Entry) -> bool,
    mut visit: impl FnMut(&Entry, &[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))
        .map_err(|error| PreflightError::frame(error.to_string()))?;
    if archive.len() != entries.len() {
        return Err(PreflightError::frame("two readings of the directory differ").into());
    }
    let mut contents = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        contents.clear();
        inflate(&mut archive, index, entry, wanted(entry).then_some(&mut contents))?;
        if wanted(entry) {
            visit(entry, &contents)?;
        }
    }
    Ok(())
}

/// Whether the zip crate has read of an entry what we have.
pub(super) fn is_of(file: &ZipFile<'_, Cursor<&[u8]>>, entry: &Entry) -> bool {
    file.name_raw() == entry.raw_name
        && file.header_start() == entry.header_start
        && file.data_start() == Some(entry.data_start)
        && file.crc32() == entry.crc32
        && file.size() == entry.size
        && file.compressed_size() == entry.compressed_size
}

fn inflate(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    entry: &Entry,
    keep: Option<&mut Vec<u8>>,
) -> Result<(), PreflightError> {
    let damaged =
        |error: &dyn std::fmt::Display| PreflightError::part(&entry.name, error.to_string());
    let file = archive.by_index(index).map_err(|error| damaged(&error))?;
    if !is_of(&file, entry) {
        return Err(damaged(&"two readings of the directory differ"));
    }
    let mut file = file.take(entry.size.saturating_add(1));
    let inflated = match keep {
        Some(contents) => file.read_to_end(contents).map(|length| length as u64),
        None => std::io::copy(&mut file, &mut std::io::sink()),
    };
    match inflated {
        Ok(length) if length == entry.size => Ok(()),
        Ok(_) => Err(damaged(&"the size differs from the one declared")),
        Err(error) => Err(damaged(&error)),
    }
}
