//! A zip package held in memory: read parts, change some, copy all others byte for byte.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::sync::Arc;

use zip::{ZipArchive, ZipWriter};

use super::compressed;
use super::preflight::{Limits, Measure, PreflightError, check_structure};
use crate::text::Lang;

/// Why a package could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// The bytes are not a sound zip file: truncated, a checksum does not hold, a size lies.
    #[error("tệp zip bị hỏng, hoặc chép, tải về chưa trọn")]
    Damaged(String),
    /// A part is not what it should be, with its name and the reason.
    #[error("phần `{0}` trong tệp sai: {1}")]
    IllFormed(String, String),
    /// The package would take more than the limits allow.
    #[error("tệp quá lớn: {} {found}, vượt mức cho phép {limit}", measure.in_words())]
    TooLarge {
        /// What was measured.
        measure: Measure,
        /// The most that is allowed.
        limit: u64,
        /// What the package has or claims to have.
        found: u64,
    },
    /// Parts are encrypted.
    #[error("tệp được bảo vệ bằng mật khẩu")]
    Encrypted,
    /// The named part is not in the package.
    #[error("trong tệp thiếu phần `{0}`")]
    Missing(String),
    /// The result could not be put together.
    #[error("không ghi được tệp: {0}")]
    Write(String),
}

impl PackageError {
    /// The reason in words; what other programs said of it is left out.
    pub fn in_words(&self, lang: Lang) -> String {
        let en = match self {
            Self::Damaged(_) => "the zip file is damaged, or was not copied in full".to_owned(),
            Self::TooLarge { limit, found, .. } => {
                format!("the file is too large: {found} where {limit} is the most")
            }
            Self::Encrypted => "the file is protected by a password".to_owned(),
            Self::Missing(part) => format!("the part `{part}` is missing from the file"),
            Self::IllFormed(part, _) => format!("the part `{part}` of the file is damaged"),
            Self::Write(_) => "the file cannot be put together".to_owned(),
        };
        lang.pick(self.to_string(), en)
    }

    /// A part that is no XML.
    pub fn ill_formed(part: &str, error: &impl std::fmt::Display) -> Self {
        damaged_part(part, error)
    }
}

/// The text of a part, without its byte order mark; Office writes UTF-8.
///
/// # Errors
/// When the part is missing, damaged or not UTF-8.
pub fn text_of(package: &mut Package, name: &str) -> Result<String, PackageError> {
    let text = String::from_utf8(package.read(name)?);
    let text = text.map_err(|_| damaged_part(name, &"không phải UTF-8"))?;
    Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
}

/// XML in UTF-16, with its byte order mark, becomes UTF-8 and says so.
fn in_utf8(name: &str, bytes: Vec<u8>) -> Result<Vec<u8>, PackageError> {
    let unit: fn([u8; 2]) -> u16 = match bytes.as_slice() {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _ => return Ok(bytes),
    };
    if ![".xml", ".rels", ".vml"].iter().any(|ending| name.ends_with(ending)) {
        return Ok(bytes);
    }
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().skip(1).map(|pair| unit(*pair));
    let text = char::decode_utf16(units).collect::<Result<String, _>>();
    let text = text.ok().filter(|_| rest.is_empty());
    let text = text.ok_or_else(|| damaged_part(name, &"không phải UTF-16"))?;
    let (declaration, body) = text.split_at(text.find("?>").unwrap_or(0));
    let declaration = declaration.replace("UTF-16", "UTF-8").replace("utf-16", "utf-8");
    Ok((declaration + body).into_bytes())
}

/// A .docx or .xlsx file taken apart.
///
/// Parts that are not replaced keep their compressed bytes, their order and their dates.
#[derive(Clone)]
pub struct Package {
    archive: ZipArchive<Cursor<Arc<[u8]>>>,
    names: Vec<String>,
    /// The same, to look one up: a workbook of copies has thousands.
    known: BTreeSet<String>,
    changed: BTreeMap<String, Option<Vec<u8>>>,
    added: Vec<(String, Vec<u8>)>,
    /// Where in `added` a part is.
    places: BTreeMap<String, usize>,
}

impl Package {
    /// Opens a package from the whole file's bytes; one whose structure does not hold, or
    /// that would inflate beyond the default [`Limits`], is refused.
    pub fn open(bytes: Vec<u8>) -> Result<Self, PackageError> {
        let entries = check_structure(&bytes, &Limits::default())?;
        let archive = ZipArchive::new(Cursor::new(bytes.into())).map_err(damaged)?;
        if archive.len() != entries.len() {
            return Err(damaged("two readings of the directory differ"));
        }
        let names = archive
            .file_names()
            .map(|name| name.map(std::borrow::Cow::into_owned).map_err(damaged))
            .collect::<Result<Vec<_>, _>>()?;
        let known = names.iter().cloned().collect();
        let (changed, added, places) = (BTreeMap::new(), Vec::new(), BTreeMap::new());
        Ok(Self { archive, names, known, changed, added, places })
    }

    /// The names of all parts, in the order in which they stand in the file.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let kept = self.names.iter().filter(|name| self.changed.get(*name) != Some(&None));
        kept.chain(self.added.iter().map(|(name, _)| name)).map(String::as_str)
    }

    /// Whether the package has this part.
    pub fn contains(&self, name: &str) -> bool {
        self.places.contains_key(name)
            || self.known.contains(name) && self.changed.get(name) != Some(&None)
    }

    /// The bytes of a part, inflated to its end with its checksum verified; XML in UTF-16, which
    /// ECMA-376 part 2, 8.1.4 allows, comes in UTF-8.
    pub fn read(&mut self, name: &str) -> Result<Vec<u8>, PackageError> {
        let added = self.places.get(name).and_then(|place| self.added.get(*place));
        if let Some((_, bytes)) = added {
            return Ok(bytes.clone());
        }
        match self.changed.get(name) {
            Some(Some(bytes)) => return Ok(bytes.clone()),
            Some(None) => return Err(PackageError::Missing(name.to_owned())),
            None => {}
        }
        let mut file =
            self.archive.by_name(name).map_err(|_| PackageError::Missing(name.to_owned()))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(damaged)?;
        drop(file);
        in_utf8(name, bytes)
    }

    /// Puts other bytes in the place of a part, or adds the part at the end.
    pub fn put(&mut self, name: &str, bytes: Vec<u8>) {
        if self.known.contains(name) {
            self.changed.insert(name.to_owned(), Some(bytes));
            return;
        }
        let place = *self.places.entry(name.to_owned()).or_insert(self.added.len());
        match self.added.get_mut(place) {
            Some(slot) => slot.1 = bytes,
            None => self.added.push((name.to_owned(), bytes)),
        }
    }

    /// Takes a part out.
    pub fn remove(&mut self, name: &str) {
        if let Some(place) = self.places.remove(name) {
            self.added.remove(place);
            self.places
                .values_mut()
                .filter(|other| **other > place)
                .for_each(|other| *other -= 1);
        }
        if self.known.contains(name) {
            self.changed.insert(name.to_owned(), None);
        }
    }

    /// The whole file again: parts that were not changed are copied as compressed bytes.
    ///
    /// Deterministic: changed parts keep the date of the part they replace, added parts have
    /// the zip format's first date.
    pub fn write(mut self) -> Result<Vec<u8>, PackageError> {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.archive.len() {
            let file = self.archive.by_index_raw(index).map_err(write_error)?;
            let name = file.name().map_err(write_error)?.into_owned();
            match self.changed.get(&name) {
                None => out.raw_copy_file(file).map_err(write_error)?,
                Some(None) => {}
                Some(Some(bytes)) => {
                    let date = file.last_modified().unwrap_or_default();
                    drop(file);
                    put_compressed(&name, bytes, date, &mut out)?;
                }
            }
        }
        for (name, bytes) in &self.added {
            put_compressed(name, bytes, zip::DateTime::default(), &mut out)?;
        }
        Ok(out.finish().map_err(write_error)?.into_inner())
    }
}

/// Compresses a part into a package.
fn put_compressed(
    name: &str,
    bytes: &[u8],
    date: zip::DateTime,
    out: &mut ZipWriter<Cursor<Vec<u8>>>,
) -> Result<(), PackageError> {
    let alone = compressed::alone(bytes, date);
    let alone = alone.ok_or_else(|| PackageError::Write(format!("{name}: 4 GB")))?;
    let mut alone = ZipArchive::new(Cursor::new(alone)).map_err(write_error)?;
    let entry = alone.by_index_raw(0).map_err(write_error)?;
    out.raw_copy_file_rename(entry, name).map_err(write_error)
}

impl From<PreflightError> for PackageError {
    fn from(error: PreflightError) -> Self {
        match error {
            PreflightError::Encrypted => Self::Encrypted,
            PreflightError::TooLarge { measure, limit, found } => {
                Self::TooLarge { measure, limit, found }
            }
            damaged @ (PreflightError::Damaged { .. } | PreflightError::UnknownMethod) => {
                Self::Damaged(damaged.to_string())
            }
        }
    }
}

fn damaged(error: impl std::fmt::Display) -> PackageError {
    PackageError::Damaged(error.to_string())
}

fn damaged_part(name: &str, error: &impl std::fmt::Display) -> PackageError {
    PackageError::IllFormed(name.to_owned(), error.to_string())
}

fn write_error(error: impl std::fmt::Display) -> PackageError {
    PackageError::Write(error.to_string())
}
