//! Where a finding is: file, sheet and cell, or line, or paragraph.

use crate::ooxml::CellRef;
use crate::text::{Lang, screen};

/// Columns a name may take in a place.
const NAME_COLUMNS: usize = 160;

/// A paragraph of a Word part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Paragraph {
    /// Part name, such as `word/document.xml`.
    pub part: String,
    /// Number of the paragraph in that part, from 1.
    pub number: usize,
}

impl Paragraph {
    /// The place in words: `đoạn thứ 12 của thân văn bản`.
    pub fn in_words(&self, lang: Lang) -> String {
        let number = self.number;
        let (vi, en) = part_in_words(&self.part);
        lang.pick(format!("đoạn thứ {number} của {vi}"), format!("paragraph {number} of {en}"))
    }
}

/// Where a finding is; the more exact, the better.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, relative to the folder of the run, with `/` between names.
    pub file: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Cell of that sheet.
    pub cell: Option<CellRef>,
    /// Line of a text file, from 1.
    pub line: Option<u32>,
    /// Paragraph of a Word document.
    pub paragraph: Option<Paragraph>,
}

impl Place {
    /// A file as a whole; `\` between names becomes `/`.
    pub fn file(file: impl Into<String>) -> Self {
        let file = file.into().replace('\\', "/");
        Self { file, sheet: None, cell: None, line: None, paragraph: None }
    }

    /// On a sheet.
    #[must_use]
    pub fn sheet(mut self, sheet: impl Into<String>) -> Self {
        self.sheet = Some(sheet.into());
        self
    }

    /// In a cell.
    #[must_use]
    pub fn cell(mut self, cell: CellRef) -> Self {
        self.cell = Some(cell);
        self
    }

    /// On a line, counted from 1.
    #[must_use]
    pub fn line(mut self, line: u32) -> Self {
        self.line = Some(line);
        self
    }

    /// In a paragraph of a Word part, counted from 1.
    #[must_use]
    pub fn paragraph(mut self, part: impl Into<String>, number: usize) -> Self {
        self.paragraph = Some(Paragraph { part: part.into(), number });
        self
    }

    /// The place in words: ``bao-cao-den/CB02.xlsx, trang tính `Kết nạp`, ô F9``.
    pub fn in_words(&self, lang: Lang) -> String {
        let mut words = screen::one_line(&self.file, NAME_COLUMNS);
        let mut add = |vi: String, en: String| {
            words.push_str(", ");
            words.push_str(&lang.pick(vi, en));
        };
        if let Some(sheet) = &self.sheet {
            let sheet = screen::one_line(sheet, NAME_COLUMNS);
            add(format!("trang tính `{sheet}`"), format!("sheet `{sheet}`"));
        }
        if let Some(cell) = self.cell {
            add(format!("ô {cell}"), format!("cell {cell}"));
        }
        if let Some(line) = self.line {
            add(format!("dòng {line}"), format!("line {line}"));
        }
        if let Some(paragraph) = &self.paragraph {
            add(paragraph.in_words(Lang::Vi), paragraph.in_words(Lang::En));
        }
        words
    }

    /// The place in the form editors and scripts know: `file:sheet!cell`, `file:line`.
    pub fn compact(&self) -> String {
        let name = |text: &str| screen::one_line(text, NAME_COLUMNS);
        let mut parts = vec![name(&self.file)];
        match (&self.sheet, self.cell) {
            (Some(sheet), Some(cell)) => parts.push(format!("{}!{cell}", name(sheet))),
            (Some(sheet), None) => parts.push(name(sheet)),
            (None, Some(cell)) => parts.push(cell.to_string()),
            (None, None) => {}
        }
        parts.extend(self.line.map(|line| line.to_string()));
        if let Some(Paragraph { part, number }) = &self.paragraph {
            parts.push(format!("{}:{number}", name(part)));
        }
        parts.join(":")
    }
}

/// What a reader calls a part of a Word document (vi, en).
fn part_in_words(part: &str) -> (String, String) {
    let name = part.rsplit('/').next().unwrap_or(part);
    let (vi, en) =
        match name.trim_end_matches(".xml").trim_end_matches(|c: char| c.is_ascii_digit()) {
            "document" => ("thân văn bản", "the text"),
            "header" => ("đầu trang", "the page header"),
            "footer" => ("chân trang", "the page footer"),
            "footnotes" => ("phần cước chú", "the footnotes"),
            "endnotes" => ("phần chú thích cuối", "the endnotes"),
            _ => {
                let part = screen::one_line(part, NAME_COLUMNS);
                return (format!("phần `{part}`"), format!("part `{part}`"));
            }
        };
    (vi.to_owned(), en.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_named_by_file_sheet_and_address() {
        let place =
            Place::file("bao-cao-den\\CB02.xlsx").sheet("Kết nạp").cell(CellRef::new(8, 5));
        assert_eq!(
            place.in_words(Lang::Vi),
            "bao-cao-den/CB02.xlsx, trang tính `Kết nạp`, ô F9"
        );
        assert_eq!(place.in_words(Lang::En), "bao-cao-den/CB02.xlsx, sheet `Kết nạp`, cell F9");
        assert_eq!(place.compact(), "bao-cao-den/CB02.xlsx:Kết nạp!F9");
    }

    #[test]
    fn a_paragraph_is_named_as_a_reader_of_word_knows_it() {
        let body = Place::file("bao-cao.docx").paragraph("word/document.xml", 12);
        assert_eq!(body.in_words(Lang::Vi), "bao-cao.docx, đoạn thứ 12 của thân văn bản");
        assert_eq!(body.compact(), "bao-cao.docx:word/document.xml:12");
        let header = Place::file("a.docx").paragraph("word/header2.xml", 1);
        assert_eq!(header.in_words(Lang::En), "a.docx, paragraph 1 of the page header");
    }

    #[test]
    fn a_line_is_named_after_the_file() {
        let place = Place::file("quy-tac.toml").line(7);
        assert_eq!(place.in_words(Lang::Vi), "quy-tac.toml, dòng 7");
        assert_eq!(place.compact(), "quy-tac.toml:7");
    }
}
