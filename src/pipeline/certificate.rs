//! The certificate of a filled workbook as a page: what was filled and why, for whoever signs.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::ooxml::CellRef;
use crate::template::xlsx::{
    Axis, CellChange, CellState, Certificate, ChangedCell, ChangedPart, MadeSheet, Moved,
    PartChange, PartReason, StoredValue,
};
use crate::text::{self, Lang};

/// Ending of the name of a document's certificate.
pub(super) const ENDING: &str = ".chung-nhan.txt";

/// A file that a certificate is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct CertifiedFile {
    name: String,
    sha256: String,
}

impl CertifiedFile {
    /// A file by its name, without folders, and its bytes.
    pub(super) fn new(name: &str, bytes: &[u8]) -> Self {
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
        Self { name, sha256: text::hex(&Sha256::digest(bytes)) }
    }
}

/// The page in words.
pub(super) fn page(
    template: &CertifiedFile,
    result: &CertifiedFile,
    certificate: &Certificate,
    lang: Lang,
) -> String {
    let mut page = Page { lang, out: String::new() };
    page.head(template, result, certificate);
    page.sheets(certificate);
    page.cells(&certificate.cells);
    page.moved(&certificate.moved);
    page.parts(&certificate.parts, certificate.kept);
    page.out
}

/// The page of a copy that goes back to its sender with notes and colours at its cells.
pub(super) fn page_of_notes(
    original: &CertifiedFile,
    copy: &CertifiedFile,
    certificate: &Certificate,
    lang: Lang,
) -> String {
    let mut page = Page { lang, out: String::new() };
    page.files(
        lang.pick("CHỨNG NHẬN BẢN GỬI TRẢ", "CERTIFICATE OF A COPY SENT BACK"),
        [
            (lang.pick("Tệp của đơn vị", "The unit's file"), original),
            (lang.pick("Bản gửi trả", "The copy"), copy),
        ],
    );
    page.heading("TÓM TẮT", "SUMMARY");
    page.line(lang.pick(
        "  không ô nào đổi số, chữ hay công thức; chỉ thêm màu và ghi chú ở ô cần xem lại",
        "  no cell has another value or formula; colours and notes were put at cells to look at",
    ));
    page.parts(&certificate.parts, certificate.kept);
    page.out
}

struct Page {
    lang: Lang,
    out: String,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    fn heading(&mut self, vi: &str, en: &str) {
        self.line("");
        self.line(self.lang.pick(vi, en));
    }

    fn head(&mut self, template: &CertifiedFile, result: &CertifiedFile, all: &Certificate) {
        let lang = self.lang;
        self.files(
            lang.pick("CHỨNG NHẬN ĐIỀN MẪU", "CERTIFICATE OF A FILLED TEMPLATE"),
            [
                (lang.pick("Tệp mẫu", "Template"), template),
                (lang.pick("Kết quả", "Result"), result),
            ],
        );
        self.heading("TÓM TẮT", "SUMMARY");
        for why in CHANGES {
            let count = all.cells.iter().filter(|cell| cell.why == why).count();
            if count > 0 {
                self.line(&format!("  {count} {}", many(why, lang)));
            }
        }
        if all.cells.is_empty() {
            self.line(lang.pick("  không ô nào thay đổi", "  no cell changed"));
        }
        let last = lang.pick(
            "  Ngoài những điều kê dưới đây, kết quả giống hệt tệp mẫu.",
            "  But for what is listed below, the result is the template.",
        );
        self.line(last);
    }

    fn files(&mut self, title: &str, files: [(&str, &CertifiedFile); 2]) {
        self.line(title);
        self.line("");
        for (word, file) in files {
            self.line(&format!("{word}: {}", file.name));
            self.line(&format!("  SHA-256: {}", file.sha256));
        }
    }

    fn sheets(&mut self, all: &Certificate) {
        if all.sheets.is_empty() && all.left_out.is_empty() {
            return;
        }
        self.heading("TRANG TÍNH", "SHEETS");
        let lang = self.lang;
        for made in all.sheets.chunk_by(|one, next| one.from.is_some() && one.from == next.from)
        {
            let names: Vec<String> =
                made.iter().map(|sheet| format!("«{}»", sheet.name)).collect();
            let names = names.join(", ");
            self.line(&match made {
                [MadeSheet { from: None, .. }, ..] | [] => {
                    lang.pick(format!("  {names} thêm vào"), format!("  {names} added"))
                }
                [MadeSheet { from: Some(from), .. }] => lang.pick(
                    format!("  {names} làm từ trang «{from}» của mẫu"),
                    format!("  {names} made from «{from}» of the template"),
                ),
                [MadeSheet { from: Some(from), .. }, ..] => {
                    let times = made.len();
                    lang.pick(
                        format!(
                            "  trang «{from}» của mẫu lặp lại thành {times} trang: {names}"
                        ),
                        format!("  «{from}» of the template repeated, {times} sheets: {names}"),
                    )
                }
            });
        }
        for name in &all.left_out {
            self.line(&lang.pick(format!("  «{name}» bỏ đi"), format!("  «{name}» left out")));
        }
    }

    fn cells(&mut self, cells: &[ChangedCell]) {
        if cells.is_empty() {
            return;
        }
        self.heading("TỪNG Ô", "CELLS");
        let mut sheet = None;
        for cell in cells {
            if sheet != Some(&cell.sheet) {
                sheet = Some(&cell.sheet);
                let word = self.lang.pick("Trang tính", "Sheet");
                self.line(&format!("{word} «{}»", cell.sheet));
            }
            let line = self.cell(cell);
            self.line(&line);
        }
    }

    fn cell(&self, cell: &ChangedCell) -> String {
        let lang = self.lang;
        let why = one(cell.why, lang);
        let from = cell.from.1;
        let Some(at) = cell.cell else {
            let before = self.state(&cell.before);
            let word = lang.pick("ô", "cell");
            return format!("  ({word} {from}) {why}: {before}");
        };
        let origin = if at == from && cell.sheet == cell.from.0 {
            String::new()
        } else {
            let sheet = if cell.sheet == cell.from.0 {
                String::new()
            } else {
                format!("«{}» ", cell.from.0)
            };
            lang.pick(
                format!(" (ô {sheet}{from} của mẫu)"),
                format!(" ({sheet}{from} of the template)"),
            )
        };
        let (before, after) = (self.state(&cell.before), self.state(&cell.after));
        if cell.why == CellChange::Repeated {
            return format!("  {at}{origin} {why}: {after}");
        }
        let words = lang.pick(("trước", "nay"), ("before", "now"));
        format!("  {at}{origin} {why}; {}: {before}; {}: {after}", words.0, words.1)
    }

    /// What a cell says, on one line.
    fn state(&self, state: &CellState) -> String {
        if state.is_blank() {
            return self.lang.pick("(trống)", "(empty)").to_owned();
        }
        let line: String =
            state.to_string().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        match (&state.formula, &state.value) {
            (None, Some(StoredValue::Text(_))) => format!("«{line}»"),
            (Some(_), None) => {
                let open = self.lang.pick("Excel tính khi mở", "computed when opened");
                format!("{line} ({open})")
            }
            _ => line,
        }
    }

    fn moved(&mut self, moved: &[Moved]) {
        if moved.is_empty() {
            return;
        }
        self.heading("DÒNG, CỘT ĐÃ DỊCH CHUYỂN", "LINES THAT MOVED");
        for moved in moved {
            let line = self.moved_line(moved);
            self.line(&line);
        }
    }

    fn moved_line(&self, moved: &Moved) -> String {
        let lang = self.lang;
        let name = |line: u32| match moved.axis {
            Axis::Rows => (line + 1).to_string(),
            Axis::Columns => CellRef::column_name(u16::try_from(line).unwrap_or(u16::MAX)),
        };
        let run = |first: u32, last: u32| {
            if first == last {
                name(first)
            } else {
                format!("{}–{}", name(first), name(last))
            }
        };
        let from = run(moved.from.0, moved.from.1);
        let to: Vec<String> = moved.to.iter().map(|(first, last)| run(*first, *last)).collect();
        let to = to.join(", ");
        let lines = match moved.axis {
            Axis::Rows => lang.pick("dòng", "row"),
            Axis::Columns => lang.pick("cột", "column"),
        };
        let (sheet, times) = (&moved.sheet, moved.times);
        match (lang, times) {
            (Lang::Vi, 1) => {
                format!("  «{sheet}»: {lines} {from} của mẫu nay là {lines} {to}")
            }
            (Lang::Vi, _) => {
                format!(
                    "  «{sheet}»: {lines} {from} của mẫu lặp lại ở {lines} {to} ({times} lần)"
                )
            }
            (Lang::En, 1) => {
                format!("  «{sheet}»: {lines} {from} of the template is {lines} {to}")
            }
            (Lang::En, _) => {
                format!(
                    "  «{sheet}»: {lines} {from} of the template repeated at {lines} {to} ({times} \
                     times)"
                )
            }
        }
    }

    fn parts(&mut self, parts: &[ChangedPart], kept: usize) {
        let lang = self.lang;
        self.heading("CÁC PHẦN CỦA TỆP", "PARTS OF THE FILE");
        for part in parts {
            let why: Vec<&str> = part.why.iter().map(|why| reason(*why, lang)).collect();
            let how = match part.how {
                PartChange::Rewritten => lang.pick("ghi lại", "rewritten"),
                PartChange::Added => lang.pick("thêm", "added"),
                PartChange::Removed => lang.pick("bỏ", "removed"),
            };
            self.line(&format!("  {}: {how} ({})", part.name, why.join("; ")));
        }
        self.line(&lang.pick(
            format!("  {kept} phần khác giữ nguyên từng byte"),
            format!("  {kept} other parts are byte for byte as they were"),
        ));
    }
}

const CHANGES: [CellChange; 7] = [
    CellChange::Tag,
    CellChange::Target,
    CellChange::FormulaFollowed,
    CellChange::Recomputed,
    CellChange::Repeated,
    CellChange::Followed,
    CellChange::Removed,
];

/// Why a cell changed, beside the cell.
fn one(why: CellChange, lang: Lang) -> &'static str {
    match why {
        CellChange::Target => lang.pick("điền theo địa chỉ ô", "filled by its address"),
        CellChange::Tag => lang.pick("điền theo thẻ", "a tag was filled"),
        CellChange::FormulaFollowed => lang
            .pick("công thức chạy theo dòng, cột đã chuyển", "its formula followed what moved"),
        CellChange::Recomputed => {
            lang.pick("công thức giữ nguyên, tính lại", "the same formula, computed anew")
        }
        CellChange::Repeated => lang.pick("lặp lại như mẫu", "repeated as it was"),
        CellChange::Followed => {
            lang.pick("sửa theo chỗ liên quan", "follows what it belongs to")
        }
        CellChange::Removed => lang.pick("không còn trong kết quả", "is not in the result"),
    }
}

/// Why cells changed, after their number.
fn many(why: CellChange, lang: Lang) -> &'static str {
    match why {
        CellChange::Target => lang.pick("ô điền theo địa chỉ", "cells filled by their address"),
        CellChange::Tag => lang.pick("ô điền theo thẻ", "cells whose tags were filled"),
        CellChange::FormulaFollowed => lang.pick(
            "công thức chạy theo dòng, cột đã chuyển",
            "formulas that followed what moved",
        ),
        CellChange::Recomputed => lang.pick("công thức tính lại", "formulas computed anew"),
        CellChange::Repeated => lang.pick("ô lặp lại như mẫu", "cells repeated as they were"),
        CellChange::Followed => {
            lang.pick("ô sửa theo chỗ liên quan", "cells that follow what they belong to")
        }
        CellChange::Removed => lang
            .pick("ô của mẫu không còn trong kết quả", "cells of the template that are gone"),
    }
}

fn reason(why: PartReason, lang: Lang) -> &'static str {
    match why {
        PartReason::Tags => lang.pick("có thẻ được điền", "held tags"),
        PartReason::Targets => {
            lang.pick("có ô điền theo địa chỉ", "holds cells filled by address")
        }
        PartReason::CachedValues => lang.pick("giá trị tính lại", "holds values computed anew"),
        PartReason::Followed => {
            lang.pick("chạy theo dòng, cột, ô đã đổi", "follows lines and cells that changed")
        }
        PartReason::SheetCopies => {
            lang.pick("trang tính lặp lại hoặc bỏ đi", "sheets were repeated or left out")
        }
        PartReason::Listing => {
            lang.pick("danh mục các phần, thứ tự công thức", "lists parts or formulas")
        }
        PartReason::Recalculation => {
            lang.pick("yêu cầu Excel tính khi mở", "asks Excel to compute on opening")
        }
        PartReason::Notice => lang.pick("dòng ghi dự thảo ở đầu trang in", "marks a draft"),
        PartReason::Carried => {
            lang.pick("dữ liệu để cấp trên đọc lại", "carries data to be read back")
        }
        PartReason::Noted => lang.pick("ghi chú và màu ở các ô", "notes and colours at cells"),
        PartReason::NowWorkbook => {
            lang.pick("từ tệp khuôn (.xltx) thành bảng tính", "was a template, is a workbook")
        }
    }
}

/// The certificate for programs.
pub(super) fn json(
    template: &CertifiedFile,
    result: &CertifiedFile,
    certificate: &Certificate,
) -> serde_json::Result<String> {
    let told = Told {
        template,
        result,
        sheets: certificate.sheets.iter().map(ToldSheet::of).collect(),
        left_out: &certificate.left_out,
        cells: certificate.cells.iter().map(ToldCell::of).collect(),
        moved: certificate.moved.iter().map(ToldMove::of).collect(),
        parts: certificate.parts.iter().map(ToldPart::of).collect(),
        kept: certificate.kept,
    };
    serde_json::to_string_pretty(&told).map(|text| text + "\n")
}

#[derive(Serialize)]
struct Told<'a> {
    template: &'a CertifiedFile,
    result: &'a CertifiedFile,
    sheets: Vec<ToldSheet<'a>>,
    left_out: &'a [String],
    cells: Vec<ToldCell<'a>>,
    moved: Vec<ToldMove<'a>>,
    parts: Vec<ToldPart<'a>>,
    kept: usize,
}

#[derive(Serialize)]
struct ToldSheet<'a> {
    name: &'a str,
    from: Option<&'a str>,
}

impl<'a> ToldSheet<'a> {
    fn of(sheet: &'a MadeSheet) -> Self {
        Self { name: &sheet.name, from: sheet.from.as_deref() }
    }
}

#[derive(Serialize)]
struct ToldCell<'a> {
    sheet: &'a str,
    cell: Option<String>,
    from_sheet: &'a str,
    from_cell: String,
    why: &'static str,
    before: ToldState<'a>,
    after: ToldState<'a>,
}

impl<'a> ToldCell<'a> {
    fn of(cell: &'a ChangedCell) -> Self {
        Self {
            sheet: &cell.sheet,
            cell: cell.cell.map(|cell| cell.to_string()),
            from_sheet: &cell.from.0,
            from_cell: cell.from.1.to_string(),
            why: match cell.why {
                CellChange::Target => "target",
                CellChange::Tag => "tag",
                CellChange::FormulaFollowed => "formula_followed",
                CellChange::Recomputed => "recomputed",
                CellChange::Repeated => "repeated",
                CellChange::Followed => "followed",
                CellChange::Removed => "removed",
            },
            before: ToldState::of(&cell.before),
            after: ToldState::of(&cell.after),
        }
    }
}

/// Numbers are texts of their digits: JSON's readers would round them.
#[derive(Serialize)]
struct ToldState<'a> {
    formula: Option<&'a str>,
    kind: Option<&'static str>,
    value: Option<String>,
}

impl<'a> ToldState<'a> {
    fn of(state: &'a CellState) -> Self {
        let kind = state.value.as_ref().map(|value| match value {
            StoredValue::Number(_) => "number",
            StoredValue::Text(_) => "text",
            StoredValue::Bool(_) => "bool",
            StoredValue::Error(_) => "error",
        });
        let value = state.value.as_ref().map(ToString::to_string);
        Self { formula: state.formula.as_deref(), kind, value }
    }
}

#[derive(Serialize)]
struct ToldMove<'a> {
    sheet: &'a str,
    axis: &'static str,
    /// First and last in the template, from 1.
    from: (u32, u32),
    /// Where they stand in the result, first and last of each place, from 1.
    to: Vec<(u32, u32)>,
    times: usize,
}

impl<'a> ToldMove<'a> {
    fn of(moved: &'a Moved) -> Self {
        Self {
            sheet: &moved.sheet,
            axis: match moved.axis {
                Axis::Rows => "rows",
                Axis::Columns => "columns",
            },
            from: (moved.from.0 + 1, moved.from.1 + 1),
            to: moved.to.iter().map(|(first, last)| (first + 1, last + 1)).collect(),
            times: moved.times,
        }
    }
}

#[derive(Serialize)]
struct ToldPart<'a> {
    name: &'a str,
    how: &'static str,
    why: Vec<&'static str>,
}

impl<'a> ToldPart<'a> {
    fn of(part: &'a ChangedPart) -> Self {
        let why = part.why.iter().map(|why| match why {
            PartReason::Tags => "tags",
            PartReason::Targets => "targets",
            PartReason::CachedValues => "cached_values",
            PartReason::Followed => "followed",
            PartReason::SheetCopies => "sheet_copies",
            PartReason::Listing => "listing",
            PartReason::Recalculation => "recalculation",
            PartReason::Notice => "notice",
            PartReason::Carried => "carried",
            PartReason::NowWorkbook => "now_workbook",
            PartReason::Noted => "noted",
        });
        let how = match part.how {
            PartChange::Rewritten => "rewritten",
            PartChange::Added => "added",
            PartChange::Removed => "removed",
        };
        Self { name: &part.name, how, why: why.collect() }
    }
}
