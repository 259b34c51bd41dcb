//! Files that lie in a zip file, each proved whole before it is handed out.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::preflight::{Entry, Limits, PreflightError, check_structure, is_of};

/// A zip file whose directory holds.
#[derive(Debug, Clone)]
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

/// What a zip file calls one of its entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawName<'a> {
    /// In Unicode.
    Unicode(&'a str),
    /// In the code page of the machine that made the file.
    Bytes(&'a [u8]),
}

impl Entry {
    /// The name as far as its encoding is known.
    pub fn raw(&self) -> RawName<'_> {
        match std::str::from_utf8(&self.raw_name) {
            Ok(name) => RawName::Unicode(name),
            Err(_) => RawName::Bytes(&self.raw_name),
        }
    }

    /// Whether it is a folder and holds nothing itself.
    pub fn is_folder(&self) -> bool {
        self.size == 0 && (self.raw_name.ends_with(b"/") || self.raw_name.ends_with(b"\\"))
    }
}

impl<'a> Archive<'a> {
    /// Opens a zip file and proves its directory, with its entries.
    pub fn open(
        bytes: &'a [u8],
        limits: &Limits,
    ) -> Result<(Self, Vec<Entry>), PreflightError> {
        let entries = check_structure(bytes, limits)?;
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| PreflightError::frame(error.to_string()))?;
        if zip.len() != entries.len() {
            return Err(PreflightError::frame("two readings of the directory differ"));
        }
        Ok((Self { zip }, entries))
    }

    /// The contents of an entry, of the size and with the checksum that the directory has.
    pub fn read(&mut self, index: usize, entry: &Entry) -> Result<Vec<u8>, PreflightError> {
        let damaged =
            |what: &dyn std::fmt::Display| PreflightError::part(&entry.name, what.to_string());
        let file = self.zip.by_index(index).map_err(|error| damaged(&error))?;
        if !is_of(&file, entry) {
            return Err(damaged(&"two readings of the directory differ"));
        }
        let mut contents = Vec::new();
        let mut file = file.take(entry.size.saturating_add(1));
        file.read_to_end(&mut contents).map_err(|error| damaged(&error))?;
        let whole = contents.len() as u64 == entry.size;
        whole.then_some(contents).ok_or_else(|| damaged(&"the size differs"))
    }

    /// The name of an entry in the code page of the first machines with zip files, for names that
    /// are in no other known encoding.
    pub fn name_in_cp437(&self, index: usize) -> Option<String> {
        Some(self.zip.name_for_index(index)?.ok()?.into_owned())
    }
}
