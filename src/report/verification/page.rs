//! The page «Phiếu thẩm tra số liệu», filled from its template.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::words::{lines, looked_at, not_looked_at, verdict};
use super::{Nature, VerifiedFile, is_question};
use crate::diagnostic::{CellNote, Reported, addresses};
use crate::pack::period_words::in_words as period_in_words;
use crate::report::on_paper::{begun, own_name, quoted};
use crate::template::{Data, Filled, NoFiles, NoReferences, Problem, ProblemKind, docx};
use crate::text::{self, Lang};

/// How many cells of a finding the page names.
const CELLS: usize = 8;

/// What the page is made from.
pub struct VerificationPage<'a> {
    /// The files.
    pub files: &'a [VerifiedFile],
    /// Date of the page; without it the place for it is left open.
    pub date: Option<NaiveDate>,
}

#[derive(Serialize)]
struct Context<'a> {
    tep: Vec<File<'a>>,
    ngay: String,
}

#[derive(Serialize)]
struct File<'a> {
    ten: &'a str,
    sha256: &'a str,
    bieu: String,
    don_vi: String,
    ky: String,
    phat_hien: Vec<Row>,
    ghi_chu: Vec<Row>,
    da_kiem_tra: Vec<String>,
    chua_kiem_tra: Vec<String>,
    ket_luan: String,
}

#[derive(Serialize)]
struct Row {
    trang_tinh: String,
    o: String,
    noi_dung: String,
    de_nghi: String,
}

/// Fills the page's template.
///
/// # Errors
/// With what is wrong in the template.
pub fn verification_page(
    template: Vec<u8>,
    page: &VerificationPage<'_>,
) -> Result<Filled, Vec<Problem>> {
    let open = || text::date::open(None, Lang::Vi);
    // A file by its own name; by its whole path where another of the files is called the same. On
    // whose disk it lay belongs on no page.
    let mut called: BTreeMap<&str, usize> = BTreeMap::new();
    for one in page.files {
        *called.entry(bare(one)).or_default() += 1;
    }
    let context = Context {
        tep: page.files.iter().map(|one| file(one, &called)).collect(),
        ngay: begun(&page.date.map_or_else(open, |date| text::date::long(date, Lang::Vi))),
    };
    let context = tera::Context::from_serialize(&context).map_err(|error| {
        let kind = ProblemKind::Evaluation(error.to_string());
        vec![Problem { kind, place: crate::template::Place::File, around: String::new() }]
    })?;
    let data = Data { context, references: &NoReferences, functions: &|_| {}, files: &NoFiles };
    docx::render(template, &data)
}

/// What a file is called without the folders it lies in.
fn bare(file: &VerifiedFile) -> &str {
    own_name(&file.path)
}

fn file<'a>(file: &'a VerifiedFile, called: &BTreeMap<&str, usize>) -> File<'a> {
    let lang = Lang::Vi;
    let is_alone = called.get(bare(file)).is_none_or(|count| *count < 2);
    let form = lines(file, lang).into_iter().next().map(|(_, said)| said.replace('`', ""));
    let (unit, period) = match &file.nature {
        Nature::Return { units, period, .. } => {
            (units.join("; "), period.map(period_in_words).unwrap_or_default())
        }
        Nature::Spreadsheet | Nature::Unreadable => (String::new(), String::new()),
    };
    let rows = |questions: bool| {
        let findings = file.findings.iter();
        let wanted = findings
            .filter(move |reported| is_question(reported.finding.severity()) == questions);
        wanted.map(row).collect()
    };
    File {
        ten: if is_alone { bare(file) } else { &file.path },
        sha256: &file.sha256,
        bieu: form.unwrap_or_default(),
        don_vi: unit,
        ky: period,
        phat_hien: rows(true),
        ghi_chu: rows(false),
        da_kiem_tra: looked_at(file, lang),
        chua_kiem_tra: not_looked_at(file, lang),
        ket_luan: verdict(file, lang),
    }
}

fn row(reported: &Reported) -> Row {
    let finding = &reported.finding;
    let place = finding.place.as_ref();
    let message = begun(&quoted(&finding.whole_message(Lang::Vi)));
    let message = format!("{message} ({})", finding.code);
    let cells: Vec<String> = finding.cells.iter().take(CELLS).map(cell).collect();
    let rest = finding.cells.get(CELLS..).unwrap_or_default();
    let more =
        (!rest.is_empty()).then(|| format!("… và {} ô nữa: {}", rest.len(), addresses(rest)));
    let told: Vec<String> = std::iter::once(message).chain(cells).chain(more).collect();
    Row {
        trang_tinh: place.and_then(|place| place.sheet.clone()).unwrap_or_default(),
        o: place.and_then(|place| place.cell).map(|at| at.to_string()).unwrap_or_default(),
        noi_dung: told.join("\n"),
        de_nghi: begun(&quoted(&finding.remedy(Lang::Vi))),
    }
}

/// A cell that takes part: `F9, nữ: 1,5`.
fn cell(note: &CellNote) -> String {
    let sheet = note.sheet.as_ref().map(|sheet| format!("«{sheet}» ")).unwrap_or_default();
    let at = note.cell.map(|at| at.to_string()).unwrap_or_default();
    let value = note.value.print(Lang::Vi);
    let value = if value.trim().is_empty() { "(trống)".to_owned() } else { value };
    // What stands beside a cell often ends with a colon of its own.
    let label = note.label.trim_end_matches([':', ' ']).to_owned();
    let names = [format!("{sheet}{at}"), label];
    let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
    let remark = note.remark.as_ref().map(|remark| format!(" «{remark}»")).unwrap_or_default();
    format!("{}: {value}{remark}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ooxml::CellRef;

    #[test]
    fn a_label_that_ends_with_a_colon_gets_no_second_one() {
        let note = CellNote::new(CellRef::new(4, 1), "Tổng số: ", "3");
        assert_eq!(cell(&note), "B5, Tổng số: 3");
    }
}
