//! Reads `thiet-lap.xlsx` as a clerk left it: any order of rows and columns, blank rows, other
//! spellings of the headings; every mistake is named by sheet and cell.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::choices::{self, TargetLine};
use super::columns::Written;
use super::deadlines::{self, DeadlineLine};
use super::documents::{self, DocumentLine};
use super::plan::{self, PlanLine};
use super::reported::{self, ReportedLine};
use super::{SETTINGS, units};
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::model::{Calendar, Letterhead, OrgIx, OrgTree, Period, Shape};
use crate::ooxml::CellRef;
use crate::pack::{legacy, period_words};
use crate::profile::Kind;
use crate::sheet::{self, Sheet, Value, Workbook};
use crate::text;

/// Settings that can be worked with.
pub(super) struct Settings {
    pub(super) office: Letterhead,
    pub(super) padded_counts: bool,
    pub(super) tree: OrgTree,
    pub(super) unit: OrgIx,
    pub(super) packs: Vec<String>,
    pub(super) unused_forms: Vec<Written>,
    pub(super) term: Option<Period>,
    pub(super) smallest_count: u32,
    pub(super) mend_by: Option<NaiveDate>,
    pub(super) targets: Vec<TargetLine>,
    pub(super) plan: Vec<PlanLine>,
    pub(super) reported: Vec<ReportedLine>,
    pub(super) deadlines: Vec<DeadlineLine>,
    pub(super) documents: Vec<DocumentLine>,
    pub(super) kind: Option<Kind>,
    pub(super) secrecy: Option<String>,
}

pub(super) const OFFICE_SHEET: &str = "Đơn vị";
pub(super) const UNITS_SHEET: &str = "Tổ chức";
/// Sheets that later versions will read; rows in them are not passed over in silence.
const NOT_READ_YET: [&str; 1] = ["Sự kiện"];
pub(super) const TARGETS_SHEET: &str = "Chỉ tiêu";
pub(super) const PLAN_SHEET: &str = "Kế hoạch giao";
pub(super) const REPORTED_SHEET: &str = "Số đã báo cáo";
pub(super) const DEADLINES_SHEET: &str = "Hạn nộp";
pub(super) const DOCUMENTS_SHEET: &str = "Văn bản";

pub(super) const NAME: &str = "Tên cơ quan, đơn vị";
pub(super) const SUPERIOR: &str = "Cơ quan cấp trên";
pub(super) const UNIT: &str = "Mã tổ chức";
pub(super) const PACKS: &str = "Bộ biểu mẫu";
pub(super) const UNUSED_FORMS: &str = "Biểu không dùng";
pub(super) const PROFILE: &str = "Thể thức văn bản";
pub(super) const SYMBOL: &str = "Ký hiệu văn bản";
pub(super) const PLACE: &str = "Địa danh";
pub(super) const SIGNER_TITLE: &str = "Chức vụ người ký";
pub(super) const SIGNER_NAME: &str = "Họ và tên người ký";
pub(super) const RECIPIENTS: &str = "Nơi nhận";
pub(super) const TERM: &str = "Nhiệm kỳ";
pub(super) const SMALLEST: &str = "Che số nhỏ hơn";
pub(super) const MEND_BY: &str = "Hạn bổ sung báo cáo";
pub(super) const COUNTS: &str = "Số đếm trong câu";
/// The ways to write a count below 10 in running text: as in tables, and with a 0 before it.
pub(super) const COUNT_STYLES: [&str; 2] = ["5", "05"];
pub(super) const SECRECY: &str = "Độ mật";
/// How secret documents can be; blank is not at all.
pub(super) const SECRECIES: [&str; 3] = ["Mật", "Tối mật", "Tuyệt mật"];
const KEYS: [&str; 16] = [
    NAME,
    SUPERIOR,
    UNIT,
    PACKS,
    UNUSED_FORMS,
    PROFILE,
    SYMBOL,
    PLACE,
    SIGNER_TITLE,
    SIGNER_NAME,
    RECIPIENTS,
    TERM,
    SMALLEST,
    MEND_BY,
    COUNTS,
    SECRECY,
];

/// Counts below this are withheld from others while the office says nothing else. No rule of the
/// field gives a number; this one is common in official statistics.
const USUALLY_SMALLEST: u32 = 5;

pub(super) fn read(bytes: &[u8], findings: &mut Findings) -> Option<Settings> {
    let before = findings.error_count();
    let workbook = match sheet::read(SETTINGS, bytes, &sheet::Limits::default()) {
        Ok(workbook) => workbook,
        Err(error) => {
            let place = Place::file(SETTINGS);
            findings.push(Finding::new(Code::E101).at(place).text("reason", error.to_string()));
            return None;
        }
    };
    findings.extend(legacy::told(SETTINGS, &workbook));
    let office_sheet = required_sheet(&workbook, OFFICE_SHEET, findings);
    let units_sheet = required_sheet(&workbook, UNITS_SHEET, findings);
    for name in NOT_READ_YET {
        say_not_read_yet(&workbook, name, findings);
    }
    let (office_sheet, units_sheet) = (office_sheet?, units_sheet?);
    let tree = units::read(units_sheet, findings);
    let values = Values::read(office_sheet, findings);
    let unit = values.unit(tree.as_ref(), findings);
    let packs = values.packs(findings);
    let unused_forms = values.unused_forms();
    values.required(NAME, findings);
    let kind = values.kind(findings);
    let secrecy = values.secrecy(findings);
    let term = values.term(findings);
    let smallest_count = values.smallest_count(findings);
    let mend_by = values.mend_by(findings);
    let padded_counts = values.padded_counts(findings);
    let office = values.office();
    let targets = find_sheet(&workbook, TARGETS_SHEET);
    let targets = targets.map_or_else(Vec::new, |sheet| choices::read(sheet, findings));
    let plan = find_sheet(&workbook, PLAN_SHEET).zip(tree.as_ref());
    let plan = plan.map_or_else(Vec::new, |(sheet, tree)| plan::read(sheet, tree, findings));
    let deadlines = find_sheet(&workbook, DEADLINES_SHEET);
    let deadlines = deadlines.map_or_else(Vec::new, |sheet| deadlines::read(sheet, findings));
    let documents = find_sheet(&workbook, DOCUMENTS_SHEET);
    let documents = documents.map_or_else(Vec::new, |sheet| documents::read(sheet, findings));
    (findings.error_count() == before).then_some(())?;
    let (tree, unit) = (tree?, unit?);
    // What its rows name only packs know: with them is told what else is wrong there, and nothing is made.
    let reported = find_sheet(&workbook, REPORTED_SHEET);
    let reported =
        reported.map_or_else(Vec::new, |sheet| reported::read(sheet, (&tree, unit), findings));
    Some(Settings {
        office,
        padded_counts,
        tree,
        unit,
        packs,
        unused_forms,
        term,
        smallest_count,
        mend_by,
        targets,
        plan,
        reported,
        deadlines,
        documents,
        kind,
        secrecy,
    })
}

fn find_sheet<'a>(workbook: &'a Workbook, name: &str) -> Option<&'a Sheet> {
    let key = text::key::of(name);
    workbook.sheets.iter().find(|sheet| text::key::of(&sheet.name) == key)
}

fn required_sheet<'a>(
    workbook: &'a Workbook,
    name: &str,
    findings: &mut Findings,
) -> Option<&'a Sheet> {
    let sheet = find_sheet(workbook, name);
    if sheet.is_none() {
        findings.push(Finding::new(Code::E502).at(Place::file(SETTINGS)).text("sheet", name));
    }
    sheet
}

fn say_not_read_yet(workbook: &Workbook, name: &str, findings: &mut Findings) {
    let Some(sheet) = find_sheet(workbook, name) else { return };
    let heading = sheet.iter().next().map(|(at, _)| at.row);
    let filled =
        sheet.iter().filter(|(at, cell)| Some(at.row) > heading && !cell.text.is_empty());
    let filled: Vec<CellRef> = filled.map(|(at, _)| at).collect();
    let rows: BTreeSet<u32> = filled.iter().map(|at| at.row).collect();
    if let Some(at) = filled.first().copied() {
        let rows = rows.len() as u64;
        let place = Place::file(SETTINGS).sheet(&sheet.name).cell(at);
        findings.push(
            Finding::new(Code::W511)
                .at(place)
                .text("sheet", sheet.name.as_str())
                .count("rows", rows),
        );
    }
}

/// Keys found on the office's sheet, with the cell of each value.
struct Values<'a> {
    sheet: &'a Sheet,
    found: Vec<(&'static str, CellRef, String)>,
}

impl<'a> Values<'a> {
    /// Every row whose first text is a known key, with the text to its right.
    fn read(sheet: &'a Sheet, findings: &mut Findings) -> Self {
        let mut found: Vec<(&'static str, CellRef, String)> = Vec::new();
        let mut row = None;
        for (at, cell) in sheet.iter() {
            if row == Some(at.row) || cell.text.trim().is_empty() {
                continue;
            }
            row = Some(at.row);
            let key = text::key::of(&cell.text);
            let Some(known) = KEYS.into_iter().find(|known| text::key::of(known) == key) else {
                Self::say_unknown(sheet, at, &cell.text, findings);
                continue;
            };
            let to = CellRef::new(at.row, at.col.saturating_add(1));
            let value = sheet.get(to).map_or("", |cell| cell.text.trim()).to_owned();
            if found.iter().any(|(name, _, _)| *name == known) {
                let place = Place::file(SETTINGS).sheet(&sheet.name).cell(at);
                findings.push(
                    Finding::new(Code::E503)
                        .at(place)
                        .text("name", known)
                        .text("value", value)
                        .text("reason", "mục này đã có ở một dòng trên"),
                );
            } else {
                found.push((known, to, value));
            }
        }
        Self { sheet, found }
    }

    /// A row that is no setting is a title or a note, unless it nearly is one.
    fn say_unknown(sheet: &Sheet, at: CellRef, written: &str, findings: &mut Findings) {
        let right = CellRef::new(at.row, at.col.saturating_add(1));
        let filled = sheet.get(right).is_some_and(|cell| !cell.text.trim().is_empty());
        let keys = KEYS.map(text::key::of);
        let close = text::nearest(&text::key::of(written), keys.iter().cloned());
        let Some(close) = close.filter(|_| filled) else { return };
        let known = KEYS.into_iter().find(|known| text::key::of(known) == close).unwrap_or("");
        let place = Place::file(SETTINGS).sheet(&sheet.name).cell(at);
        findings.push(
            Finding::new(Code::W519)
                .at(place)
                .text("name", written.trim())
                .text("nearest", known),
        );
    }

    fn get(&self, key: &str) -> &str {
        self.found.iter().find(|(known, _, _)| *known == key).map_or("", |(_, _, value)| value)
    }

    fn place(&self, key: &str) -> Place {
        match self.found.iter().find(|(known, _, _)| *known == key) {
            Some((_, at, _)) => Place::file(SETTINGS).sheet(&self.sheet.name).cell(*at),
            None => Place::file(SETTINGS).sheet(&self.sheet.name),
        }
    }

    fn required(&self, key: &str, findings: &mut Findings) -> Option<&str> {
        let value = self.get(key);
        if value.is_empty() {
            findings.push(Finding::new(Code::E502).at(self.place(key)).text("key", key));
        }
        Some(value).filter(|value| !value.is_empty())
    }

    fn unit(&self, tree: Option<&OrgTree>, findings: &mut Findings) -> Option<OrgIx> {
        let code = self.required(UNIT, findings)?;
        let tree = tree?;
        let found = tree.by_code(code);
        if found.is_none() {
            let codes = tree.iter().map(|(_, unit)| unit.code.clone());
            let finding = Finding::new(Code::E509).at(self.place(UNIT)).text("name", code);
            findings.push(finding.maybe("nearest", text::nearest(code, codes)));
        }
        found
    }

    fn packs(&self, findings: &mut Findings) -> Vec<String> {
        let Some(value) = self.required(PACKS, findings) else { return Vec::new() };
        let codes = value.split([',', ';', '\n', ' ']).map(str::trim);
        codes.filter(|code| !code.is_empty()).map(str::to_lowercase).collect()
    }

    /// Codes of forms that nobody owes in this office, looked up when the packs are known.
    fn unused_forms(&self) -> Vec<Written> {
        let codes = self.get(UNUSED_FORMS).split([',', ';', '\n']).map(str::trim);
        let written = codes.filter(|code| !code.is_empty()).map(|code| Written {
            column: UNUSED_FORMS,
            text: code.to_owned(),
            place: self.place(UNUSED_FORMS),
        });
        written.collect()
    }

    /// The committee's term, if the office gives it.
    fn term(&self, findings: &mut Findings) -> Option<Period> {
        let written = self.get(TERM);
        // «2020 - 2025» does not say in which months the term begins and ends.
        let in_months = |term: &Period| term.shape() == Shape::Months;
        let in_words = period_words::read(written, Calendar::default()).filter(in_months);
        let term = written.parse().ok().or(in_words);
        if term.is_none() && !written.is_empty() {
            let finding = Finding::new(Code::E503).at(self.place(TERM)).text("name", TERM);
            let finding = finding.text("value", written).text("reason", "không phải một kỳ");
            findings.push(finding.list("allowed", ["2020-T07..2025-T06"]));
        }
        term
    }

    /// Below which number counts of people are withheld from others; 0 withholds none.
    fn smallest_count(&self, findings: &mut Findings) -> u32 {
        let written = self.get(SMALLEST);
        if written.is_empty() {
            return USUALLY_SMALLEST;
        }
        written.parse().unwrap_or_else(|_| {
            let finding =
                Finding::new(Code::E503).at(self.place(SMALLEST)).text("name", SMALLEST);
            let finding = finding.text("value", written).text("reason", "không phải số nguyên");
            findings.push(finding.list("allowed", ["0", "3", "5", "10"]));
            USUALLY_SMALLEST
        })
    }

    /// The day by which units mend what they have returned, if the office sets one.
    fn mend_by(&self, findings: &mut Findings) -> Option<NaiveDate> {
        let (_, at, written) = self.found.iter().find(|(key, ..)| *key == MEND_BY)?;
        let day = match self.sheet.get(*at).map(|cell| &cell.value) {
            Some(Value::Date(moment)) => Some(moment.date()),
            _ => text::date::parse(written),
        };
        if day.is_none() && !written.is_empty() {
            let finding =
                Finding::new(Code::E503).at(self.place(MEND_BY)).text("name", MEND_BY);
            let finding = finding.text("value", written).text("reason", "không phải một ngày");
            findings.push(finding.list("allowed", ["25/07/2024"]));
        }
        day
    }

    /// Whether counts below 10 are written with a 0 before them in running text.
    fn padded_counts(&self, findings: &mut Findings) -> bool {
        let written = self.get(COUNTS);
        if !written.is_empty() && !COUNT_STYLES.contains(&written) {
            let finding = Finding::new(Code::E503).at(self.place(COUNTS)).text("name", COUNTS);
            let finding =
                finding.text("value", written).text("reason", "chỉ nhận `5` hoặc `05`");
            findings.push(finding.list("allowed", COUNT_STYLES));
        }
        written == "05"
    }

    /// Whose rules the documents follow; a profile that nobody knows is not passed over in
    /// silence.
    fn kind(&self, findings: &mut Findings) -> Option<Kind> {
        let written = self.get(PROFILE);
        let is = |kind: &Kind| text::key::of(kind.word()) == text::key::of(written);
        let kind = Kind::ALL.into_iter().find(is);
        if kind.is_none() && !written.is_empty() {
            let finding = Finding::new(Code::W522).at(self.place(PROFILE));
            findings.push(finding.text("value", written).text("used", Kind::State.word()));
            return Some(Kind::State);
        }
        kind
    }

    /// How secret the documents are. A word that nobody knows stops the run: a secret document
    /// without its mark is worse than none.
    fn secrecy(&self, findings: &mut Findings) -> Option<String> {
        let written = self.get(SECRECY);
        let is = |word: &&str| text::key::of(word) == text::key::of(written);
        let known = SECRECIES.into_iter().find(is);
        if known.is_none() && !written.is_empty() {
            let finding = Finding::new(Code::E503).at(self.place(SECRECY));
            let finding = finding.text("name", SECRECY).text("value", written);
            let finding = finding.text("reason", "không phải một độ mật");
            findings.push(finding.list("allowed", SECRECIES));
        }
        known.map(str::to_owned)
    }

    fn office(&self) -> Letterhead {
        let lines = self.get(RECIPIENTS).split(['\n', ';']);
        let recipients = lines.map(|line| line.trim().trim_start_matches('-').trim());
        let recipients = recipients.filter(|line| !line.is_empty()).map(str::to_owned);
        Letterhead {
            name: self.get(NAME).to_owned(),
            superior: self.get(SUPERIOR).to_owned(),
            symbol: self.get(SYMBOL).to_owned(),
            place: self.get(PLACE).to_owned(),
            signer_title: self.get(SIGNER_TITLE).to_owned(),
            signer_name: self.get(SIGNER_NAME).to_owned(),
            recipients: recipients.collect(),
        }
    }
}
