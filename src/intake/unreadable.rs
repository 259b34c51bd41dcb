//! Why a file could not be read, as a finding in words that a clerk knows.

use crate::diagnostic::{Code, Finding};
use crate::sheet::{OldKind, ReadError, Seeming};

/// The finding for a file that is no readable spreadsheet.
pub fn unreadable(error: &ReadError) -> Finding {
    match error {
        ReadError::Empty => Finding::new(Code::E106),
        ReadError::PasswordProtected => Finding::new(Code::E103),
        ReadError::NotASpreadsheet(seeming) => {
            Finding::new(Code::E104).maybe("kind", seeming_in_words(*seeming))
        }
        // What is wrong with it says nothing to a clerk.
        ReadError::Damaged { part, .. } => Finding::new(Code::E102).maybe("part", part.clone()),
        ReadError::TooLarge { measure, limit, found } => Finding::new(Code::E105)
            .text("what", measure.in_words())
            .count("limit", *limit)
            .count("found", *found),
        ReadError::OldKind(OldKind::ExcelBefore97) => {
            Finding::new(Code::E109).text("kind", "Excel 95 và cũ hơn")
        }
        ReadError::TemporaryFile => Finding::new(Code::I108),
    }
}

/// What a file that is no spreadsheet seems to be, as a clerk calls it.
fn seeming_in_words(seeming: Seeming) -> Option<&'static str> {
    Some(match seeming {
        Seeming::Pdf => "PDF",
        Seeming::Picture => "ảnh",
        Seeming::Word => "Word",
        Seeming::Slides => "PowerPoint",
        Seeming::Html => "HTML",
        Seeming::Xml2003 => "XML Spreadsheet 2003",
        Seeming::OtherXml => "XML",
        Seeming::Archive => "ZIP, RAR",
        Seeming::Program => "EXE",
        Seeming::TextOfUnknownEncoding | Seeming::Unknown => return None,
    })
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
}
