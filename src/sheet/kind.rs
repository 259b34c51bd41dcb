//! What a file is, told by its bytes; its name proves nothing.

use super::error::{Seeming, UnreadKind};
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
    /// A spreadsheet, of a kind that is not read.
    Unread(UnreadKind),
}

/// What a zip package is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PackageKind {
    Xlsx,
    Xlsb,
    Ods,
    Docx,
    Other(Seeming),
    Unread(UnreadKind),
}

/// Tells the kind from the first bytes.
pub(super) fn sniff(bytes: &[u8]) -> Kind {
    match Container::of(bytes) {
        Some(Container::Zip) => Kind::Package,
        Some(Container::Compound) => Kind::Compound,
        Some(Container::OldBiff) => Kind::Unread(UnreadKind::ExcelBefore97),
        Some(Container::Pdf) => Kind::Other(Seeming::Pdf),
        Some(Container::Rtf) => Kind::Other(Seeming::Rtf),
        Some(Container::Picture) => Kind::Other(Seeming::Picture),
        Some(Container::EmptyZip) => Kind::Other(Seeming::Archive),
        Some(Container::Archive) => Kind::Other(Seeming::OtherArchive),
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
                PackageKind::Other(Seeming::OpenText)
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
        if entries.iter().any(|entry| entry.name.rsplit('.').next() == Some("iwa")) {
            return PackageKind::Unread(UnreadKind::Numbers);
        }
        return PackageKind::Other(Seeming::Archive);
    }
    if has("xl/workbook.bin") {
        PackageKind::Xlsb
    } else if has("word/") {
        PackageKind::Docx
    } else if has("ppt/") {
        PackageKind::Other(Seeming::Slides)
    } else if has("xl/") || entries.iter().any(|entry| entry.name.ends_with("workbook.xml")) {
        PackageKind::Xlsx
    } else {
        PackageKind::Other(Seeming::Unknown)
    }
}

/// Whether a zip file is no office file of any kind, but files that were packed together.
pub fn is_plain_archive(entries: &[Entry]) -> bool {
    let has_mimetype = entries.iter().any(|entry| entry.name == "mimetype");
    !has_mimetype && package(entries, None) == PackageKind::Other(Seeming::Archive)
}

/// How a text with markup is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Markup {
    /// A web page.
    Html,
    /// A workbook of Excel 2003 in one XML file.
    Xml2003,
    /// No spreadsheet.
    Other(Seeming),
    /// A spreadsheet, of a kind that is not read.
    Unread(UnreadKind),
}

/// Tells markup from separated text by its first words.
pub(super) fn markup(text: &str) -> Option<Markup> {
    let start: String = text.chars().take(4096).collect::<String>().to_lowercase();
    let start = start.trim_start();
    if start.starts_with("mime-version:") {
        return Some(Markup::Unread(UnreadKind::Mhtml));
    }
    let html = ["<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style"];
    if html.iter().any(|tag| start.starts_with(tag)) {
        return Some(Markup::Html);
    }
    if !start.starts_with('<') {
        return start.starts_with("%pdf").then_some(Markup::Other(Seeming::Pdf));
    }
    Some(if start.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        Markup::Xml2003
    } else if start.contains("<html") {
        Markup::Html
    } else if start.contains("<table") && !start.starts_with("<?xml") {
        // A piece of a page: `<div><table>`.
        Markup::Html
    } else if start.contains("office:document") {
        Markup::Unread(UnreadKind::FlatOpenDocument)
    } else {
        Markup::Other(Seeming::OtherXml)
    })
}
