//! A finding told to a person: message, place, the figures that take part, what to do.

use crate::diagnostic::{CellNote, Finding, Reported, Severity, addresses};
use crate::text::{Lang, screen};

/// Columns a label may take in the table of figures.
const LABEL_COLUMNS: usize = 52;
/// Columns a value may take there.
const VALUE_COLUMNS: usize = 40;
/// Columns that what somebody wrote beside a cell may take.
const REMARK_COLUMNS: usize = 200;
/// Columns that the addresses of cells which are not shown may take.
const REST_COLUMNS: usize = 100;
/// How many cells of a finding on many cells are shown; of the others only the addresses.
const SHOWN: usize = 8;
/// Columns an organisation, period or form may take in the line below.
const SCOPE_COLUMNS: usize = 120;

/// Columns a decision may take, with its reason.
const DECISION_COLUMNS: usize = 600;

const BOLD: &str = "\x1b[1m";
const BLUE: &str = "\x1b[34m";
const RED: &str = "\x1b[1;31m";
const YELLOW: &str = "\x1b[1;33m";
const CYAN: &str = "\x1b[1;36m";
const RESET: &str = "\x1b[0m";

/// The finding in a few lines, with terminal colours only if asked for.
pub fn human(reported: &Reported, lang: Lang, colour: bool) -> String {
    let finding = &reported.finding;
    let paint = Paint { colour, severity: finding.severity() };
    let notes = Notes::of(finding, lang);
    let mut lines = vec![header(reported, lang, paint)];
    if let Some(place) = &finding.place {
        let indent = " ".repeat(notes.gutter - 1);
        lines.push(format!("{indent}{} {}", paint.frame("-->"), place.in_words(lang)));
    }
    lines.extend(notes.table(finding, lang, paint));
    let scope = scope_line(reported, lang);
    if !scope.is_empty() {
        lines.push(format!("{} {} {scope}", " ".repeat(notes.gutter), paint.frame("=")));
    }
    if let Some(decided) = &finding.decided {
        let name = paint.bold(lang.pick("quyết định", "decision"));
        let decided = screen::one_line(&decided.in_words(lang), DECISION_COLUMNS);
        lines.push(format!("{name}: {decided}"));
    }
    if !finding.is_accepted() {
        let hint = paint.bold(lang.pick("gợi ý", "hint"));
        lines.push(format!("{hint}: {}", finding.remedy(lang)));
    }
    if !reported.causes.is_empty() {
        let causes: Vec<String> = reported.causes.iter().map(|n| format!("#{n}")).collect();
        let because = paint.bold(lang.pick("do", "because of"));
        lines.push(format!("{because}: {}", causes.join(", ")));
    }
    lines.join("\n") + "\n"
}

/// All of them, with an empty line between.
pub fn human_all<'a>(
    findings: impl IntoIterator<Item = &'a Reported>,
    lang: Lang,
    colour: bool,
) -> String {
    let all: Vec<String> = findings.into_iter().map(|one| human(one, lang, colour)).collect();
    all.join("\n")
}

fn header(reported: &Reported, lang: Lang, paint: Paint) -> String {
    let finding = &reported.finding;
    let code = format!("{}[{}]", finding.severity_in_words(lang), finding.code);
    let message = paint.bold(&finding.message(lang));
    format!("{}: {message} (#{})", paint.severity(&code), reported.number)
}

/// Whom and what it concerns, and how often it was found.
fn scope_line(reported: &Reported, lang: Lang) -> String {
    let names = reported.finding.scope.iter();
    let mut parts: Vec<String> = names
        .map(|name| screen::one_line(name, SCOPE_COLUMNS))
        .filter(|n| !n.is_empty())
        .collect();
    if reported.times > 1 {
        let times = reported.times;
        parts.push(lang.pick(format!("gặp {times} lần"), format!("found {times} times")));
    }
    parts.join(", ")
}

/// The table of figures, measured before it is printed.
struct Notes<'a> {
    rows: Vec<Row<'a>>,
    /// Cells that are not shown.
    rest: &'a [CellNote],
    /// Columns of the addresses in front, with the indent.
    gutter: usize,
    label: usize,
    value: usize,
}

struct Row<'a> {
    note: &'a CellNote,
    address: String,
    label: String,
    value: String,
}

impl<'a> Notes<'a> {
    fn of(finding: &'a Finding, lang: Lang) -> Self {
        // Figures that have to agree are all shown; of a list the first say what it is about.
        let is_list = finding.fields.contains_key("count") && finding.cells.len() > SHOWN;
        let shown = if is_list { SHOWN } else { finding.cells.len() };
        let (notes, rest) = finding.cells.split_at_checked(shown).unwrap_or_default();
        let rows: Vec<Row<'a>> = notes.iter().map(|note| Row::of(note, lang)).collect();
        let widest = |text: fn(&Row<'_>) -> usize| rows.iter().map(text).max().unwrap_or(0);
        let address = widest(|row| screen::width(&row.address));
        Self {
            gutter: if rows.is_empty() { 3 } else { address + 2 },
            label: widest(|row| screen::width(&row.label)),
            value: widest(|row| screen::width(&row.value)),
            rows,
            rest,
        }
    }

    /// The lines of the table; a line in between names another file or sheet.
    fn table(&self, finding: &Finding, lang: Lang, paint: Paint) -> Vec<String> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        let margin = " ".repeat(self.gutter);
        let bar = paint.frame("|");
        let mut lines = vec![format!("{margin} {bar}")];
        let home = finding.place.as_ref();
        let home = (home.map(|p| p.file.as_str()), home.and_then(|p| p.sheet.as_deref()));
        let mut here = home;
        // Where each is the one to look at, pointing at them only makes the list longer.
        let all_marked = self.rows.len() > 1 && self.rows.iter().all(|row| row.note.marked);
        for row in &self.rows {
            let place =
                (row.note.file.as_deref().or(home.0), row.note.sheet.as_deref().or(home.1));
            if row.note.cell.is_some() && place != here {
                let heading = heading(place.0.filter(|_| place.0 != here.0), place.1, lang);
                lines.push(format!("{margin} {} {heading}", paint.frame(":")));
                here = place;
            }
            lines.push(self.row(row, &bar));
            if row.note.marked && !all_marked {
                lines.push(self.carets(row, &bar, paint));
            }
            if let Some(remark) = &row.note.remark {
                lines.push(format!("{margin} {bar}   {}", remark_in_words(remark)));
            }
        }
        if !self.rest.is_empty() {
            lines.push(format!("{margin} {bar} {}", rest_in_words(self.rest, lang)));
        }
        lines
    }

    fn row(&self, row: &Row<'_>, bar: &str) -> String {
        let address = screen::pad_start(&row.address, self.gutter);
        let label = screen::pad_end(&row.label, self.label);
        let value = screen::pad_start(&row.value, self.value);
        format!("{address} {bar} {label}  {value}")
    }

    fn carets(&self, row: &Row<'_>, bar: &str, paint: Paint) -> String {
        let carets = "^".repeat(screen::width(&row.value).max(1));
        let before = " ".repeat(self.label + 2 + self.value.saturating_sub(carets.len()));
        format!("{} {bar} {before}{}", " ".repeat(self.gutter), paint.severity(&carets))
    }
}

impl<'a> Row<'a> {
    fn of(note: &'a CellNote, lang: Lang) -> Self {
        let value = if note.value.is_blank() {
            lang.pick("(trống)", "(empty)").to_owned()
        } else {
            let value = format!("{}{}", note.value.print(lang), note.usual_in_words(lang));
            screen::one_line(&value, VALUE_COLUMNS)
        };
        Self {
            note,
            address: note.cell.map(|cell| cell.to_string()).unwrap_or_default(),
            label: screen::one_line(&note.label, LABEL_COLUMNS),
            value,
        }
    }
}

/// What somebody wrote beside a cell.
fn remark_in_words(remark: &str) -> String {
    format!("«{}»", screen::one_line(remark, REMARK_COLUMNS))
}

/// How many cells are not shown, and where they are.
fn rest_in_words(rest: &[CellNote], lang: Lang) -> String {
    let count = rest.len();
    let at = screen::one_line(&addresses(rest), REST_COLUMNS);
    let colon = if at.is_empty() { "" } else { ": " };
    lang.pick(
        format!("… và {count} ô nữa{colon}{at}"),
        format!("… and {count} more{colon}{at}"),
    )
}

/// Which file and sheet the rows below are of.
fn heading(file: Option<&str>, sheet: Option<&str>, lang: Lang) -> String {
    let file = file.map(|file| screen::one_line(file, SCOPE_COLUMNS));
    let sheet = sheet.map(|sheet| {
        let sheet = screen::one_line(sheet, SCOPE_COLUMNS);
        lang.pick(format!("trang tính `{sheet}`"), format!("sheet `{sheet}`"))
    });
    file.into_iter().chain(sheet).collect::<Vec<String>>().join(", ")
}

/// Colours, if there are to be any.
#[derive(Clone, Copy)]
struct Paint {
    colour: bool,
    severity: Severity,
}

impl Paint {
    fn severity(self, text: &str) -> String {
        self.with(
            text,
            match self.severity {
                Severity::Error => RED,
                Severity::Warning => YELLOW,
                Severity::Info => CYAN,
            },
        )
    }

    fn frame(self, text: &str) -> String {
        self.with(text, BLUE)
    }

    fn bold(self, text: &str) -> String {
        self.with(text, BOLD)
    }

    fn with(self, text: &str, colour: &str) -> String {
        if self.colour { format!("{colour}{text}{RESET}") } else { text.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;
    use crate::diagnostic::{Code, Findings, Place};
    use crate::ooxml::CellRef;

    const FILE: &str = "bao-cao-den/CB02_ct28.xlsx";

    fn told(finding: Finding, lang: Lang) -> String {
        let mut findings = Findings::new();
        findings.push(finding);
        human_all(&findings.finish(), lang, false)
    }

    fn half_a_person() -> Finding {
        Finding::new(Code::E203)
            .at(Place::file(FILE).sheet("Kết nạp").cell(CellRef::new(8, 5)))
            .cell(CellNote::new(CellRef::new(7, 5), "Kết nạp trong năm", "1"))
            .cell(CellNote::new(CellRef::new(8, 5), "Trong đó: nữ", "1,5").marked())
            .text("label", "Trong đó: nữ")
            .text("value", "1,5")
            .scope("Chi bộ Phòng Văn xã - Ngoại vụ")
            .scope("năm 2023")
            .scope("bộ biểu ct28")
    }

    #[test]
    fn a_wrong_cell_is_shown_with_its_neighbours() {
        assert_eq!(
            told(half_a_person(), Lang::Vi),
            "\
lỗi[E203]: «Trong đó: nữ» phải là số nguyên, ô đang ghi `1,5` (#1)
   --> bao-cao-den/CB02_ct28.xlsx, trang tính `Kết nạp`, ô F9
     |
  F8 | Kết nạp trong năm    1
  F9 | Trong đó: nữ       1,5
     |                    ^^^
     = Chi bộ Phòng Văn xã - Ngoại vụ, năm 2023, bộ biểu ct28
gợi ý: ghi lại số nguyên, không có phần thập phân
"
        );
        let english = told(half_a_person(), Lang::En);
        assert!(english.starts_with("error[E203]: “Trong đó: nữ” must be a whole number"));
        assert!(english.contains("\nhint: write a whole number"), "{english}");
    }

    #[test]
    fn of_a_long_list_the_addresses_of_all_cells_are_told() {
        let mut finding = Finding::new(Code::W209)
            .at(Place::file("CB02.xlsx").sheet("Kết nạp").cell(CellRef::new(1, 2)))
            .count("count", 14);
        for row in 1..15 {
            finding = finding.cell(CellNote::new(CellRef::new(row, 2), "Nữ", ""));
        }
        let text = told(finding, Lang::Vi);
        assert!(
            text.contains("\n  C9 | Nữ  (trống)\n     | … và 6 ô nữa: C10:C15\n"),
            "{text}"
        );
        assert!(!text.contains("\n C10 |"), "{text}");
    }

    #[test]
    fn a_remark_stands_whole_below_its_figure() {
        let remark = "Bí thư: Chưa tính đ/c Lan mới chuyển về, tuần sau chi bộ sẽ báo thêm";
        let note = CellNote::new(CellRef::new(29, 2), "Đảng viên trong danh sách", "26");
        let finding = Finding::new(Code::I237)
            .at(Place::file("CB11.xlsx").sheet("1").cell(CellRef::new(29, 2)))
            .cell(note.remark(remark))
            .count("count", 1);
        assert!(told(finding, Lang::Vi).contains(&format!("«{remark}»")));
    }

    #[test]
    fn decomposed_labels_stay_aligned() {
        let mut finding = half_a_person();
        for note in &mut finding.cells {
            note.label = note.label.nfd().collect();
        }
        let composed: String = told(finding, Lang::Vi).nfc().collect();
        assert_eq!(composed, told(half_a_person(), Lang::Vi));
    }

    #[test]
    fn cells_of_other_sheets_and_files_stand_under_their_names() {
        let finding = Finding::new(Code::E303)
            .at(Place::file("2024/a.xlsx").sheet("Kết nạp").cell(CellRef::new(6, 3)))
            .cell(CellNote::new(CellRef::new(6, 3), "Đầu kỳ", "14").marked())
            .cell(CellNote::new(CellRef::new(9, 10), "Cuối kỳ", "1.012").in_sheet("Đặc điểm"))
            .cell(
                CellNote::new(CellRef::new(9, 2), "Cuối kỳ", "")
                    .in_file("2023/a.xlsx")
                    .in_sheet("Đặc điểm"),
            )
            .text("rule", "DV-03")
            .text("label", "Đảng viên")
            .number("opening", 14.into())
            .number("closing", 1012.into());
        assert_eq!(
            told(finding, Lang::Vi),
            "\
lỗi[E303]: số liệu giữa hai kỳ không khớp: Đảng viên; kỳ này là 14, theo kỳ trước là 1.012 (quy tắc `DV-03`) (#1)
    --> 2024/a.xlsx, trang tính `Kết nạp`, ô D7
      |
   D7 | Đầu kỳ        14
      |               ^^
      : trang tính `Đặc điểm`
  K10 | Cuối kỳ    1.012
      : 2023/a.xlsx, trang tính `Đặc điểm`
  C10 | Cuối kỳ  (trống)
gợi ý: sửa số đầu kỳ cho bằng số cuối kỳ trước, hoặc đính chính biểu kỳ trước
"
        );
    }

    #[test]
    fn a_total_names_the_findings_that_explain_it() {
        let mut findings = Findings::new();
        let cause = findings.push(half_a_person());
        findings.push(
            Finding::new(Code::E302)
                .cell(CellNote::figure("Tổng số", rust_decimal::Decimal::from(1072)))
                .text("rule", "R01")
                .text("sentence", "nam + nữ = tổng số")
                .text("instruction", "xem lại số nam, số nữ")
                .scope("Đảng bộ Văn phòng")
                .caused_by(cause),
        );
        let list = findings.finish();
        assert_eq!(
            human(list.as_slice().last().unwrap(), Lang::Vi, false),
            "\
lỗi[E302]: số tổng cộng không khớp: nam + nữ = tổng số (quy tắc `R01`) (#2)
   |
   | Tổng số  1.072
   = Đảng bộ Văn phòng
gợi ý: xem lại số nam, số nữ
do: #1
"
        );
    }

    #[test]
    fn a_hostile_cell_can_neither_break_the_table_nor_colour_the_screen() {
        let bad = "x\x1b[31m\n".repeat(10_000);
        let finding = Finding::new(Code::E204)
            .at(Place::file(&bad).sheet(&bad).cell(CellRef::new(0, 0)))
            .cell(CellNote::new(CellRef::new(0, 0), &bad, &*bad).marked())
            .text("value", &bad)
            .scope(&bad);
        let text = told(finding, Lang::Vi);
        assert_eq!(text.lines().count(), 7);
        assert!(!text.contains('\x1b') && text.len() < 3000, "{}", text.len());
    }

    #[test]
    fn colours_are_only_added_and_only_when_asked_for() {
        let mut findings = Findings::new();
        findings.push(half_a_person());
        let list = findings.finish();
        let mut coloured = human_all(&list, Lang::Vi, true);
        assert!(coloured.contains("\x1b[1;31mlỗi[E203]\x1b[0m"), "{coloured}");
        for code in [BOLD, BLUE, RED, YELLOW, CYAN, RESET] {
            coloured = coloured.replace(code, "");
        }
        assert_eq!(coloured, human_all(&list, Lang::Vi, false));
    }
}
