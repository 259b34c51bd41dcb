//! Reading any spreadsheet: what each cell holds, and nothing that a damaged file made up.
//!
//! A file is first proved whole by a check of our own, then read by calamine, which this
//! module alone knows. The kind is told by the bytes, never by the name.

mod appearance;
mod budget;
mod compound;
mod convert;
mod delimited;
mod docx;
mod error;
mod flow;
mod formula;
mod grid;
mod html;
mod inspect;
mod kind;
mod legacy;
mod names;
mod ods;
mod parts;
mod plain_text;
mod said;
mod spans;
mod workbook;
mod xls;
mod xlsb;
mod xlsx;
mod xml;
mod xml2003;

use std::cell::Cell as Flag;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub use appearance::{Appearance, Note, Struck};
pub use error::{Doubt, ReadError, Seeming, UnreadKind};
pub use inspect::{InspectedWorkbook, to_inspect_json};
pub use kind::is_plain_archive;
pub use legacy::{LegacyPlace, LegacyText};
pub use workbook::{Cell, Format, NamedCell, Sheet, Value, Visibility, Workbook, same_number};

pub use crate::ooxml::{Limits, Measure};
use crate::ooxml::{check_contents, check_structure};
use error::within;
use kind::{Kind, Markup, PackageKind};

/// Reads a spreadsheet from the whole file's bytes.
///
/// `name` is the file's name, with or without folders; it only tells a temporary file.
/// Either every cell is what was saved, or the result is an error. Texts in encodings from before
/// Unicode are converted where that is certain ([`Workbook::legacy`]).
pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    let mut workbook = read_as_written(name, bytes, limits)?;
    legacy::settle(&mut workbook);
    Ok(workbook)
}

/// Whether a file of this name was put beside one that is open, by Excel, Word or `LibreOffice`.
pub fn stands_for_open(file_name: &str) -> bool {
    let locks = file_name.starts_with(".~lock.") && file_name.ends_with('#');
    locks || file_name.starts_with("~$")
}

/// As [`read`], with every text as it stands: for what this tool wrote itself, which may quote
/// texts in old encodings.
pub fn read_as_written(
    name: &str,
    bytes: &[u8],
    limits: &Limits,
) -> Result<Workbook, ReadError> {
    let file_name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    if stands_for_open(file_name) {
        return Err(ReadError::TemporaryFile);
    }
    within(Measure::FileBytes, bytes.len() as u64, limits.file_bytes)?;
    if bytes.iter().all(|byte| *byte == 0) {
        return Err(ReadError::Empty);
    }
    // The pre-checks leave no known way to panic; one that is not known yet becomes an error.
    READING.set(true);
    let read = catch_unwind(AssertUnwindSafe(|| read_kind(file_name, bytes, limits)));
    READING.set(false);
    read.unwrap_or_else(|_| Err(ReadError::frame("the reader could not cope with it")))
}

/// About how many bytes must be gone through to read a file: those it inflates to, by its own word.
pub fn weight(bytes: &[u8]) -> u64 {
    let length = bytes.len() as u64;
    if kind::sniff(bytes) != Kind::Package {
        return length;
    }
    let Ok(entries) = check_structure(bytes, &Limits::for_strangers()) else { return length };
    // One element of such a part may stand for as many cells as there may be.
    if entries.iter().any(|entry| entry.name == "content.xml") {
        return u64::MAX;
    }
    entries.iter().map(|entry| entry.size).sum()
}

thread_local! {
    static READING: Flag<bool> = const { Flag::new(false) };
}

/// Whether a panic of this thread is about to become a [`ReadError`], so that nobody need be told.
pub fn catches_panics() -> bool {
    READING.get()
}

fn read_kind(name: &str, bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    match kind::sniff(bytes) {
        Kind::Package => read_package(bytes, limits),
        Kind::Other(seeming) => Err(ReadError::NotASpreadsheet(seeming)),
        Kind::Unread(kind) => Err(ReadError::Unread(kind)),
        Kind::Text => read_text(name, bytes, limits),
        Kind::Compound => xls::read(bytes, limits),
    }
}

/// Bytes of a text at most: all of it is kept several times over, and no figures take as many.
const TEXT_BYTES: u64 = 8 << 20;

/// Reads a text file: one of separated text, or one with markup.
fn read_text(name: &str, bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    within(Measure::FileBytes, bytes.len() as u64, limits.file_bytes.min(TEXT_BYTES))?;
    let text = plain_text::decode(bytes);
    // A page names its encoding itself, where its words do not tell it.
    let markup = match &text {
        Ok(text) => kind::markup(text),
        Err(_) => kind::markup(&plain_text::head(bytes)).filter(|kind| *kind == Markup::Html),
    };
    match markup {
        None => delimited::read(name, &text?, limits),
        Some(Markup::Other(seeming)) => Err(ReadError::NotASpreadsheet(seeming)),
        Some(Markup::Unread(kind)) => Err(ReadError::Unread(kind)),
        Some(Markup::Html) => html::read(bytes, limits),
        Some(Markup::Xml2003) => xml2003::read(bytes, limits),
    }
}

fn read_package(bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    let entries = check_structure(bytes, limits)?;
    let mut mimetype = None;
    let is_mimetype = |entry: &crate::ooxml::Entry| entry.name == "mimetype";
    if entries.iter().any(is_mimetype) {
        check_contents(bytes, &entries, is_mimetype, |_, contents| {
            mimetype = Some(String::from_utf8_lossy(contents).into_owned());
            Ok::<(), ReadError>(())
        })?;
    }
    match kind::package(&entries, mimetype.as_deref()) {
        PackageKind::Xlsx => xlsx::read(bytes, &entries, limits),
        PackageKind::Docx => docx::read(bytes, &entries, limits),
        PackageKind::Other(seeming) => Err(ReadError::NotASpreadsheet(seeming)),
        PackageKind::Unread(kind) => Err(ReadError::Unread(kind)),
        PackageKind::Ods => ods::read(bytes, &entries, limits),
        PackageKind::Xlsb => xlsb::read(bytes, &entries, limits),
    }
}
