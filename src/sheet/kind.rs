//! What a file is, told by its bytes; its name proves nothing.

use super::error::Seeming;
use crate::ooxml::Entry;

/// How a file is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A zip package; see [`PackageKind`].
    Package,
    /// A compound file: .xls, or an encrypted package.
    Compound,
    /// Perhaps separated text.
    Text,
    /// No spreadsheet.
    Other(Seeming),
    /// A bare BIFF stream, as Excel wrote before version 97.
    OldBiff,
}

/// What a zip package is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PackageKind {
    Xlsx,
    Xlsb,
    Ods,
    Other(Seeming),
}

/// First bytes that tell a kind.
const MAGIC: &[(&[u8], Kind)] = &[
    (b"PK\x03\x04", Kind::Package),
    (b"PK\x05\x06", Kind::Other(Seeming::Archive)),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Kind::Compound),
    (b"%PDF", Kind::Other(Seeming::Pdf)),
    (b"\x89PNG", Kind::Other(Seeming::Picture)),
    (b"\xFF\xD8\xFF", Kind::Other(Seeming::Picture)),
    (b"GIF8", Kind::Other(Seeming::Picture)),
    (b"BM", Kind::Other(Seeming::Picture)),
    (b"II*\0", Kind::Other(Seeming::Picture)),
    (b"MM\0*", Kind::Other(Seeming::Picture)),
    (b"RIFF", Kind::Other(Seeming::Picture)),
    (b"{\\rtf", Kind::Other(Seeming::Word)),
    (b"Rar!", Kind::Other(Seeming::Archive)),
    (b"7z\xBC\xAF", Kind::Other(Seeming::Archive)),
    (b"\x1F\x8B", Kind::Other(Seeming::Archive)),
    (b"MZ", Kind::Other(Seeming::Program)),
    (b"\x7FELF", Kind::Other(Seeming::Program)),
    (b"\x09\x00\x04\x00", Kind::OldBiff),
    (b"\x09\x02\x06\x00", Kind::OldBiff),
    (b"\x09\x04\x06\x00", Kind::OldBiff),
    (b"\x09\x08\x08\x00", Kind::OldBiff),
    (b"\x09\x08\x10\x00", Kind::OldBiff),
];

/// Tells the kind from the first bytes.
pub(super) fn sniff(bytes: &[u8]) -> Kind {
    let by_magic = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
    match by_magic {
        // Two letters prove little when what follows is text.
        Some((magic, _)) if magic.len() == 2 && !bytes.contains(&0) => Kind::Text,
        Some((_, kind)) => *kind,
        None => Kind::Text,
    }
}

/// Tells what a package is from the names of its parts and its `mimetype`, if any.
pub(super) fn package(entries: &[Entry], mimetype: Option<&str>) -> PackageKind {
    if let Some(mimetype) = mimetype {
        return match mimetype.trim() {
            "application/vnd.oasis.opendocument.spreadsheet"
            | "application/vnd.oasis.opendocument.spreadsheet-template" => PackageKind::Ods,
            text if text.starts_with("application/vnd.oasis.opendocument.text") => {
                PackageKind::Other(Seeming::Word)
            }
            text if text.starts_with("application/vnd.oasis.opendocument.presentation") => {
                PackageKind::Other(Seeming::Slides)
            }
            _ => PackageKind::Other(Seeming::Unknown),
        };
    }
    let has = |start: &str| {
        entries
            .iter()
            .any(|entry| entry.name.to_lowercase().replace('\\', "/").starts_with(start))
    };
    if !has("[content_types].xml") {
        return PackageKind::Other(Seeming::Archive);
    }
    if has("xl/workbook.bin") {
        PackageKind::Xlsb
    } else if has("word/") {
        PackageKind::Other(Seeming::Word)
    } else if has("ppt/") {
        PackageKind::Other(Seeming::Slides)
    } else if has("xl/") || entries.iter().any(|entry| entry.name.ends_with("workbook.xml")) {
        PackageKind::Xlsx
    } else {
        PackageKind::Other(Seeming::Unknown)
    }
}

/// Tells markup from separated text by its first words.
pub(super) fn markup(text: &str) -> Option<Seeming> {
    let start: String = text.chars().take(4096).collect::<String>().to_lowercase();
    let start = start.trim_start();
    let html =
        ["<!doctype html", "<html", "<head", "<body", "<table", "<meta", "mime-version:"];
    if html.iter().any(|tag| start.starts_with(tag)) {
        return Some(Seeming::Html);
    }
    if !start.starts_with('<') {
        return start.starts_with("%pdf").then_some(Seeming::Pdf);
    }
    if start.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        Some(Seeming::Xml2003)
    } else if start.contains("<html") {
        Some(Seeming::Html)
    } else {
        Some(Seeming::OtherXml)
    }
}
