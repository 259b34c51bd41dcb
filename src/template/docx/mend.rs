//! Mends what the crate docx-rs (0.4.22) writes: a sound package whose bytes depend on nothing
//! but what is in the document.
//!
//! What is mended, each measured on documents that the crate made: properties out of the order
//! of Word's schema and where the schema has none; control characters; an empty section at the
//! end of a document that ends in a section; references to comments that were never written;
//! notes without their number; tables narrower than their rows; identities and names of parts
//! that count on from document to document; dates; entries for folders, and no compression.

mod identities;
mod markup;
mod notes;
mod relations;
mod sections;

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::parts::unreadable;
use super::repair::in_order;
use crate::ooxml::{Edits, Package, PackageError, XmlTree};
use crate::template::{Filled, Place, Problem, ProblemKind};

/// The main document; docx-rs gives it no other name.
const MAIN: &str = "word/document.xml";

/// XML parts by their names.
type Parts = BTreeMap<String, String>;

/// Mends a document that docx-rs has written. `date` is when it was made, such as
/// `2026-11-22T00:00:00Z`.
///
/// What the crate has lost before it wrote the file (comments in a section, all but one of a
/// section's headers and footers) cannot come back: the notes say what of it could be seen.
///
/// # Errors
/// When the file is no package or one of its parts no XML.
pub fn mend(document: Vec<u8>, date: &str) -> Result<Filled, Vec<Problem>> {
    let mut mended = Mended::read(document, date).map_err(|error| vec![unreadable(error)])?;
    let notes = mended.mend().map_err(|error| vec![unreadable(error)])?;
    let bytes = mended.write().map_err(|error| vec![unreadable(error)])?;
    Ok(Filled { bytes, notes })
}

struct Mended<'d> {
    xml: Parts,
    /// Pictures and all else.
    binary: BTreeMap<String, Vec<u8>>,
    date: &'d str,
}

impl<'d> Mended<'d> {
    fn read(document: Vec<u8>, date: &'d str) -> Result<Self, PackageError> {
        let mut package = Package::open(document)?;
        let names: Vec<String> = package.names().map(str::to_owned).collect();
        let (mut xml, mut binary) = (Parts::new(), BTreeMap::new());
        for name in names.into_iter().filter(|name| !name.ends_with('/')) {
            let bytes = package.read(&name)?;
            if is_xml(&name) {
                let text = String::from_utf8(bytes)
                    .map_err(|error| PackageError::ill_formed(&name, &error))?;
                xml.insert(name, without_control_characters(&text));
            } else {
                binary.insert(name, bytes);
            }
        }
        Ok(Self { xml, binary, date })
    }

    fn mend(&mut self) -> Result<Vec<Problem>, PackageError> {
        let mut notes = Vec::new();
        let note = |reason: &str| Problem {
            kind: ProblemKind::Misplaced(reason.to_owned()),
            place: Place::File,
            around: String::new(),
        };
        relations::rename(&mut self.xml, &mut self.binary)?;
        if notes::drop_lost_comments(&mut self.xml)? {
            notes.push(note(LOST_COMMENTS));
        }
        self.edit(MAIN, |tree, edits| {
            if sections::drop_empty_end(tree, edits) {
                notes.push(note(LOST_HEADERS));
            }
        })?;
        notes::number(&mut self.xml)?;
        let is_story = |name: &&String| name.starts_with("word/") && !name.contains("/_rels/");
        let stories: Vec<String> = self.xml.keys().filter(is_story).cloned().collect();
        for part in &stories {
            self.edit(part, markup::mend)?;
            if let Some(xml) = self.xml.get_mut(part) {
                let sound = in_order(xml).map_err(|e| PackageError::ill_formed(part, &e))?;
                *xml = sound.into_owned();
            }
        }
        identities::number(&mut self.xml)?;
        let date = self.date;
        self.edit("docProps/core.xml", |tree, edits| markup::set_dates(tree, date, edits))?;
        Ok(notes)
    }

    /// Changes a part, if it is there.
    fn edit(
        &mut self,
        part: &str,
        change: impl FnOnce(&XmlTree<'_>, &mut Edits),
    ) -> Result<(), PackageError> {
        edit(&mut self.xml, part, change)
    }

    /// The package: compressed, without folders, content types first, then the relationships of
    /// the package, as readers expect them, the rest by name.
    fn write(self) -> Result<Vec<u8>, PackageError> {
        let mut parts: Vec<(String, Vec<u8>)> =
            self.xml.into_iter().map(|(name, xml)| (name, xml.into_bytes())).collect();
        parts.extend(self.binary);
        let rank = |name: &str| match name {
            "[Content_Types].xml" => 0,
            "_rels/.rels" => 1,
            _ => 2,
        };
        parts.sort_by(|(a, _), (b, _)| (rank(a), a).cmp(&(rank(b), b)));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let failed = |error: &dyn std::fmt::Display| PackageError::Write(error.to_string());
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            zip.start_file(name, options).map_err(|e| failed(&e))?;
            zip.write_all(&bytes).map_err(|e| failed(&e))?;
        }
        Ok(zip.finish().map_err(|e| failed(&e))?.into_inner())
    }
}

const LOST_COMMENTS: &str = "docx-rs không ghi nội dung góp ý nằm trong một phần (Section): \
                             dấu góp ý đã được bỏ";
const LOST_HEADERS: &str = "đầu trang, chân trang của cả tài liệu chỉ thuộc về phần cuối rỗng \
                            mà docx-rs tự thêm: đã bỏ cùng phần ấy";

fn is_xml(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| matches!(end, "xml" | "rels"))
}

/// Changes a part, if it is there.
fn edit(
    parts: &mut Parts,
    name: &str,
    change: impl FnOnce(&XmlTree<'_>, &mut Edits),
) -> Result<(), PackageError> {
    let Some(xml) = parts.get_mut(name) else { return Ok(()) };
    let tree = XmlTree::parse(xml).map_err(|error| PackageError::ill_formed(name, &error))?;
    let mut edits = Edits::new();
    change(&tree, &mut edits);
    if !edits.is_empty() {
        *xml = edits.apply(xml);
    }
    Ok(())
}

/// Text as XML can hold it: a vertical tab or a form feed parted what stood around it.
fn without_control_characters(text: &str) -> String {
    let kept = text.chars().filter_map(|c| match c {
        '\u{B}' | '\u{C}' => Some(' '),
        '\t' | '\n' | '\r' => Some(c),
        '\u{FFFE}' | '\u{FFFF}' => None,
        c if c < ' ' => None,
        c => Some(c),
    });
    kept.collect()
}
