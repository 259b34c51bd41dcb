//! The page «Thuyết minh điều chỉnh số liệu»: what was reported, what it is now, and which cell of
//! which return made it so.

use chrono::NaiveDate;
use serde::Serialize;

use super::context::{Office, office};
use super::framed::{Form, FramedPage, Framing, framed_or_plain};
use super::summary::{PAGE, WORKBOOK};
use crate::model::{Letterhead, Period};
use crate::pack::period_words::in_words as period_in_words;
use crate::profile::DocumentType;
use crate::template::Problem;
use crate::text::{self, Lang};
use crate::trace::{
    Cause, ChangedFigure, Correction, LedgerDiff, cause_in_words, difference_in_words,
    file_change_in_words,
};

/// Causes that a row tells one by one before it counts the rest.
const CAUSES: usize = 12;

/// What the page is made from.
pub struct Adjustments<'a> {
    /// What changed.
    pub diff: &'a LedgerDiff,
    /// Names of the earlier and the later draft.
    pub drafts: (&'a str, &'a str),
    /// The period that both report on, if it is one.
    pub period: Option<Period>,
    /// The office.
    pub letterhead: &'a Letterhead,
    /// By what rules the page looks.
    pub form: Form<'a>,
    /// Date of the page; without it the place for it is left open.
    pub date: Option<NaiveDate>,
    /// The day by whose rules a page without a date looks: the last one of the later draft.
    pub last_day: NaiveDate,
}

#[derive(Serialize)]
struct Context<'a> {
    co_quan: Office<'a>,
    ky: PeriodName,
    ban: Drafts<'a>,
    dieu_chinh: Vec<Row<'a>>,
    bieu: Vec<File>,
    ngay_van_ban: String,
}

#[derive(Serialize)]
struct PeriodName {
    ten: String,
}

#[derive(Serialize)]
struct Drafts<'a> {
    truoc: &'a str,
    sau: &'a str,
}

#[derive(Serialize)]
struct Row<'a> {
    so_lieu: &'a str,
    don_vi: &'a str,
    ky: String,
    don_vi_tinh: &'a str,
    da_bao_cao: String,
    so_dieu_chinh: String,
    chenh_lech: String,
    nguyen_nhan: String,
}

#[derive(Serialize)]
struct File {
    tep: String,
    thay_doi: String,
}

/// Fills the page's template. A body, which has a place for the signature, gets the office's frame
/// of a report; any other page is the office's own and only gets what stands on its face.
///
/// # Errors
/// With what is wrong in the template.
pub fn adjustments_page(
    template: &[u8],
    adjustments: &Adjustments<'_>,
) -> Result<FramedPage, Vec<Problem>> {
    let Adjustments { form, letterhead, date, last_day, .. } = *adjustments;
    let framing = Framing { form, letterhead, date, last_day };
    framed_or_plain(&framing, DocumentType::Report, template, &context(adjustments))
}

/// What a page on an earlier period that was sealed is made from.
pub struct Corrections<'a> {
    /// What is other now.
    pub rows: &'a [Correction],
    /// The document by which the period was issued.
    pub document: &'a str,
    /// The period.
    pub period: Period,
    /// The period of the report to which the page belongs.
    pub report: Period,
    /// The office.
    pub letterhead: &'a Letterhead,
    /// By what rules the page looks.
    pub form: Form<'a>,
    /// Date of the page; without it the place for it is left open.
    pub date: Option<NaiveDate>,
    /// The day by whose rules a page without a date looks.
    pub last_day: NaiveDate,
}

/// Fills the same template with what is other than was sealed for an earlier period.
///
/// # Errors
/// With what is wrong in the template.
pub fn corrections_page(
    template: &[u8],
    corrections: &Corrections<'_>,
) -> Result<FramedPage, Vec<Problem>> {
    let Corrections { rows, document, period, report, letterhead, form, date, last_day } =
        *corrections;
    let open = || text::date::open(None, Lang::Vi);
    let report = format!("tổng hợp {}", period_in_words(report));
    let document = format!("đã chốt theo {document}");
    let context = Context {
        co_quan: office(letterhead),
        ky: PeriodName { ten: period_in_words(period) },
        ban: Drafts { truoc: &document, sau: &report },
        dieu_chinh: rows.iter().map(corrected).collect(),
        bieu: Vec::new(),
        ngay_van_ban: date.map_or_else(open, |date| text::date::long(date, Lang::Vi)),
    };
    let framing = Framing { form, letterhead, date, last_day };
    framed_or_plain(&framing, DocumentType::Report, template, &context)
}

fn corrected(row: &Correction) -> Row<'_> {
    Row {
        so_lieu: &row.label,
        don_vi: &row.unit,
        ky: period_in_words(row.period),
        don_vi_tinh: &row.measure,
        da_bao_cao: Correction::value(row.before, Lang::Vi),
        so_dieu_chinh: Correction::value(row.after, Lang::Vi),
        chenh_lech: row.difference(Lang::Vi),
        nguyen_nhan: row.cause.clone(),
    }
}

fn context<'a>(adjustments: &Adjustments<'a>) -> Context<'a> {
    let Adjustments { diff, drafts, period, letterhead, date, .. } = adjustments;
    let open = || text::date::open(None, Lang::Vi);
    Context {
        co_quan: office(letterhead),
        ky: PeriodName { ten: period.map(period_in_words).unwrap_or_default() },
        ban: Drafts { truoc: drafts.0, sau: drafts.1 },
        dieu_chinh: reported(diff).map(row).collect(),
        bieu: diff
            .files
            .iter()
            .map(|file| File {
                tep: on_paper(&file.path),
                thay_doi: file_change_in_words(file, Lang::Vi),
            })
            .collect(),
        ngay_van_ban: date.map_or_else(open, |date| text::date::long(date, Lang::Vi)),
    }
}

/// The figures that stood in a document: what only the office's own summary showed was reported to
/// nobody.
fn reported(diff: &LedgerDiff) -> impl Iterator<Item = &ChangedFigure> {
    let own = |name: &String| [WORKBOOK, PAGE].contains(&name.as_str());
    diff.changed.iter().filter(move |changed| !changed.before.documents.iter().all(own))
}

/// Whether there is anything for the page to tell.
pub fn has_adjustments(diff: &LedgerDiff) -> bool {
    reported(diff).next().is_some()
}

fn row(changed: &ChangedFigure) -> Row<'_> {
    let ChangedFigure { before, after, difference, .. } = changed;
    let period: Option<Period> = after.period.parse().ok();
    let difference = difference.filter(|value| !value.is_zero());
    Row {
        so_lieu: &after.label,
        don_vi: &after.unit,
        ky: period.map_or_else(|| after.period.clone(), period_in_words),
        don_vi_tinh: &after.measure,
        da_bao_cao: before.printed.clone(),
        so_dieu_chinh: after.printed.clone(),
        chenh_lech: difference
            .map(|value| difference_in_words(value, Lang::Vi))
            .unwrap_or_default(),
        nguyen_nhan: causes(changed),
    }
}

/// The causes, one a line.
fn causes(changed: &ChangedFigure) -> String {
    let (told, rest) = changed.causes.split_at(changed.causes.len().min(CAUSES));
    let mut lines: Vec<String> =
        told.iter().map(|cause| cause_in_words(&placed(cause), ['«', '»'], Lang::Vi)).collect();
    if !rest.is_empty() {
        lines.push(format!("… và {} nguyên nhân nữa", rest.len()));
    }
    lines.join("\n")
}

/// A cause that names its files as people do.
fn placed(cause: &Cause) -> Cause {
    let mut cause = cause.clone();
    match &mut cause {
        Cause::Cell(cell) => {
            cell.before.file = on_paper(&cell.before.file);
            cell.after.file = on_paper(&cell.after.file);
        }
        Cause::Came { file, .. } | Cause::Gone { file, .. } => *file = on_paper(file),
        Cause::Method { .. } | Cause::Settings { .. } | Cause::Elsewhere => {}
    }
    cause
}

/// A file by its name, with the folder after it: a path is one long word that no line of a narrow
/// column holds, and the folder of all returns says nothing.
fn on_paper(path: &str) -> String {
    match path.rsplit_once('/') {
        None => path.to_owned(),
        Some((folders, name)) => match folders.split_once('/') {
            None => name.to_owned(),
            Some((_, folder)) => format!("{name} (thư mục {})", folder.replace('/', ", ")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_by_its_name_and_the_folder_of_its_period() {
        assert_eq!(on_paper("thiet-lap.xlsx"), "thiet-lap.xlsx");
        assert_eq!(on_paper("bao-cao-den/a.xlsx"), "a.xlsx");
        let deep = "bao-cao-den/2024-6-thang/ĐBBP khu Bắc/Biểu 1.xlsx";
        assert_eq!(on_paper(deep), "Biểu 1.xlsx (thư mục 2024-6-thang, ĐBBP khu Bắc)");
    }
}
