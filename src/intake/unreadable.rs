//! Why a file could not be read, as a finding in words that a clerk knows.

use crate::diagnostic::{Code, Field, Finding};
use crate::sheet::{Doubt, ReadError, Seeming, UnreadKind};

/// The finding for a file that is no readable spreadsheet.
pub fn unreadable(error: &ReadError) -> Finding {
    match error {
        ReadError::Empty => Finding::new(Code::E106),
        ReadError::PasswordProtected => Finding::new(Code::E103),
        ReadError::NotASpreadsheet(seeming) => no_spreadsheet(*seeming),
        // What is wrong with it says nothing to a clerk.
        ReadError::Damaged { part, .. } => Finding::new(Code::E102).maybe("part", part.clone()),
        ReadError::Doubtful(doubt) => {
            let (vi, en) = doubt_in_words(*doubt);
            Finding::new(Code::E126).field("what", words(vi, en))
        }
        ReadError::TooLarge { measure, limit, found } => Finding::new(Code::E105)
            .text("what", measure.in_words())
            .count("limit", *limit)
            .count("found", *found),
        ReadError::Unread(kind) => {
            let (vi, en) = unread_in_words(*kind);
            Finding::new(Code::E109).field("kind", words(vi, en))
        }
        ReadError::TemporaryFile => Finding::new(Code::I108),
    }
}

fn words(vi: &'static str, en: &'static str) -> Field {
    Field::words(move |lang| lang.pick(vi, en).to_owned())
}

/// A spreadsheet that is not read, as a clerk calls it.
fn unread_in_words(kind: UnreadKind) -> (&'static str, &'static str) {
    match kind {
        UnreadKind::ExcelBefore97 => ("Excel 95 và cũ hơn", "Excel 95 and before"),
        UnreadKind::Mhtml => ("trang web một tệp, .mht", "web page in one file, .mht"),
        UnreadKind::FlatOpenDocument => {
            ("OpenDocument một tệp XML, .fods", "flat OpenDocument, .fods")
        }
        UnreadKind::Numbers => ("Numbers của Apple", "Numbers of Apple"),
    }
}

/// What can be read in more than one way, as a clerk sees it.
const fn doubt_in_words(doubt: Doubt) -> (&'static str, &'static str) {
    match doubt {
        Doubt::HiddenRowsInSpans => {
            ("dòng ẩn nằm giữa các ô gộp nhiều dòng", "hidden rows within cells that span rows")
        }
        Doubt::DeletedCells => (
            "ô của bảng bị xóa khi đang theo dõi sửa đổi (Track Changes)",
            "cells of a table that were deleted under tracked changes",
        ),
        Doubt::OtherDocument => (
            "một văn bản khác được chèn vào mà chưa mở ra trong Word",
            "another document that was put in and not yet opened in Word",
        ),
        Doubt::OpenField => (
            "một trường (field) của Word có đầu mà không có cuối",
            "a field of Word that begins and does not end",
        ),
        Doubt::CellInMerge => (
            "ô có nội dung nằm trong vùng đã gộp ô",
            "a cell in the place that merged cells take",
        ),
    }
}

/// What a file that is no spreadsheet seems to be decides what its sender or the clerk can do.
fn no_spreadsheet(seeming: Seeming) -> Finding {
    let seems = |kind| Finding::new(Code::E104).text("kind", kind);
    match seeming {
        Seeming::Pdf => Finding::new(Code::E118).text("kind", "PDF"),
        Seeming::Picture => {
            Finding::new(Code::E118).field("kind", words("ảnh hoặc phim", "a picture or film"))
        }
        Seeming::Word => Finding::new(Code::E117).text("kind", "Word 97–2003, .doc"),
        Seeming::Rtf => Finding::new(Code::E117).text("kind", "RTF, .rtf"),
        Seeming::OpenText => Finding::new(Code::E117).text("kind", "OpenDocument, .odt"),
        Seeming::OtherArchive => Finding::new(Code::E119).text("kind", "RAR, 7-Zip, GZ"),
        Seeming::Slides => seems("PowerPoint"),
        Seeming::Html => seems("HTML"),
        Seeming::OtherXml => seems("XML"),
        Seeming::Archive => seems("ZIP"),
        Seeming::Program => seems("EXE"),
        Seeming::TextOfUnknownEncoding | Seeming::Unknown => Finding::new(Code::E104),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn a_damaged_file_is_told_without_the_words_of_programs() {
        let what = "the end is missing".to_owned();
        let finding = unreadable(&ReadError::Damaged { part: None, what });
        assert_eq!(finding.message(Lang::Vi), "tệp bị hỏng hoặc chép chưa hết");
    }

    #[test]
    fn each_kind_of_file_is_told_in_both_languages() {
        for kind in [UnreadKind::Mhtml, UnreadKind::Numbers, UnreadKind::FlatOpenDocument] {
            let finding = unreadable(&ReadError::Unread(kind));
            assert_ne!(finding.message(Lang::Vi), finding.message(Lang::En));
        }
        let scan = unreadable(&ReadError::NotASpreadsheet(Seeming::Picture));
        assert_eq!(scan.message(Lang::Vi), "tệp là ảnh hoặc phim, không đọc số tự động được");
    }
}
