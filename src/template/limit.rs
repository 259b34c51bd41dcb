//! Limits of the file formats and of the engines, in words.

use crate::text::Lang;

/// What a result would have more of than it can.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Rows of a sheet.
    Rows(u32),
    /// Columns of a sheet.
    Columns(u32),
    /// Repetitions of blocks in a sheet.
    Rounds(usize),
    /// Cells of a sheet and of all its copies.
    Cells(usize),
    /// Sheets of a workbook.
    Sheets(usize),
    /// Megabytes of copies of sheets.
    CopiesMegabytes(usize),
    /// Turns of all loops of a part.
    Turns(usize),
    /// Bytes of a filled part.
    PartBytes(usize),
    /// Bytes of documents placed in another one.
    PlacedBytes(usize),
    /// Blocks in each other.
    Depth(usize),
    /// Names given by `set` in a part.
    Names(usize),
    /// Characters of the name of a sheet, which must also be one that Excel takes.
    SheetName(usize),
    /// A name is there already: of a sheet, a cell or a property.
    SameName,
    /// Characters of the name of a cell, which must also be one that Excel takes.
    CellName(usize),
    /// Characters of a document property.
    Property(usize),
    /// There must be a sheet that a user sees.
    VisibleSheet,
    /// Characters of a formula that checks what is typed.
    ValidationFormula(usize),
    /// Rules for what is typed on one sheet.
    Validations(usize),
    /// Cell formats of a workbook.
    CellFormats(usize),
    /// Cells of a merged area that is to be equipped.
    MergedCells(u64),
    /// Columns of a sheet, and characters of their width.
    Widths(u16, u16),
}

impl Limit {
    /// The limit as part of a sentence.
    pub fn in_words(self, lang: Lang) -> String {
        let both = |vi: String, en: String| lang.pick(vi, en);
        let most = |number: &dyn std::fmt::Display, vi: &str, en: &str| {
            both(format!("tối đa {number} {vi}"), format!("at most {number} {en}"))
        };
        match self {
            Self::Rows(n) => most(&n, "dòng trên một trang tính", "rows in a sheet"),
            Self::Columns(n) => most(&n, "cột trên một trang tính", "columns in a sheet"),
            Self::Rounds(n) => {
                most(&n, "lượt lặp trên một trang tính", "repetitions in a sheet")
            }
            Self::Cells(n) => most(
                &n,
                "ô trên một trang tính và các bản của nó",
                "cells in a sheet and its copies",
            ),
            Self::Sheets(n) => most(&n, "trang tính trong một tệp", "sheets in a workbook"),
            Self::CopiesMegabytes(n) => {
                most(&n, "MB cho mọi bản của các trang tính", "MB of copies of sheets")
            }
            Self::Turns(n) => both(
                format!("các vòng lặp chạy quá {n} lượt"),
                format!("the loops take more than {n} turns"),
            ),
            Self::PartBytes(n) => both(
                format!("một phần dài quá {n} byte"),
                format!("a part is longer than {n} bytes"),
            ),
            Self::PlacedBytes(n) => {
                most(&n, "byte văn bản chèn vào", "bytes of placed documents")
            }
            Self::Depth(n) => both(
                format!("các khối lồng nhau quá {n} tầng"),
                format!("blocks are nested more than {n} deep"),
            ),
            Self::Names(n) => both(
                format!("đặt quá {n} tên bằng set trong một phần"),
                format!("more than {n} names are set in a part"),
            ),
            Self::SheetName(n) => most(
                &n,
                "ký tự trong tên trang tính, không có : \\ / ? * [ ]",
                "characters in the name of a sheet, none of : \\ / ? * [ ]",
            ),
            Self::SameName => {
                both("tên này đã có".to_owned(), "there is one of this name already".to_owned())
            }
            Self::CellName(n) => most(
                &n,
                "ký tự trong tên của ô, không giống địa chỉ ô",
                "characters in the name of a cell, which is no address",
            ),
            Self::Property(n) => {
                most(&n, "ký tự trong thuộc tính tệp", "characters in a document property")
            }
            Self::VisibleSheet => both(
                "phải còn ít nhất một trang tính hiện ra".to_owned(),
                "one sheet at least must be visible".to_owned(),
            ),
            Self::ValidationFormula(n) => most(
                &n,
                "ký tự trong công thức của điều kiện nhập",
                "characters in a formula that checks what is typed",
            ),
            Self::Validations(n) => most(
                &n,
                "điều kiện nhập trên một trang tính",
                "rules for what is typed on a sheet",
            ),
            Self::CellFormats(n) => most(&n, "kiểu định dạng ô", "cell formats"),
            Self::MergedCells(n) => most(&n, "ô trong một vùng gộp", "cells in a merged area"),
            Self::Widths(n, width) => both(
                format!("tối đa {n} cột, mỗi cột rộng tối đa {width} ký tự"),
                format!("at most {n} columns of at most {width} characters each"),
            ),
        }
    }
}
