//! What a file is, told by its bytes; its name proves nothing.

use super::error::Seeming;
use crate::ooxml::{Container, Entry};

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

/// Tells the kind from the first bytes.
pub(super) fn sniff(bytes: &[u8]) -> Kind {
    match Container::of(bytes) {
        Some(Container::Zip) => Kind::Package,
        Some(Container::Compound) => Kind::Compound,
        Some(Container::OldBiff) => Kind::OldBiff,
        Some(Container::Pdf) => Kind::Other(Seeming::Pdf),
        Some(Container::Rtf) => Kind::Other(Seeming::Word),
        Some(Container::Picture) => Kind::Other(Seeming::Picture),
        Some(Container::EmptyZip | Container::Archive) => Kind::Other(Seeming::Archive),
        Some(Container::Program) => Kind::Other(Seeming::Program),
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
