//! The sheet «Tổ chức»: units, kinds, parents, dates.

use chrono::{Datelike, NaiveDate};

use super::SETTINGS;
use super::columns::{Column, Table};
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::model::{OrgIx, OrgTree, OrgUnit, OrgUnitKind};
use crate::sheet::{Sheet, Value};
use crate::text;

pub(super) const CODE: &str = "Mã";
pub(super) const NAME: &str = "Tên";
pub(super) const KIND: &str = "Loại";
pub(super) const PARENT: &str = "Trực thuộc";
pub(super) const OTHER: &str = "Tên khác";
pub(super) const OPENED: &str = "Ngày thành lập";
pub(super) const CLOSED: &str = "Ngày kết thúc";
const COLUMNS: [Column; 7] = [
    (CODE, &["Mã tổ chức", "Mã đơn vị", "Mã chi bộ"]),
    (NAME, &["Tên tổ chức", "Tên đơn vị", "Tên chi bộ", "Tên tổ chức đảng"]),
    (KIND, &["Loại hình", "Loại tổ chức"]),
    (PARENT, &["Tổ chức cấp trên", "Đơn vị cấp trên", "Mã cấp trên", "Cấp trên"]),
    (OTHER, &["Tên gọi khác"]),
    (OPENED, &["Từ ngày"]),
    (CLOSED, &["Đến ngày", "Ngày giải thể"]),
];

/// The Party was founded in 1930: no unit is older.
const FIRST_YEAR: i32 = 1930;

/// Reads the units; `None`, with findings, when they do not make a tree.
pub(super) fn read(sheet: &Sheet, findings: &mut Findings) -> Option<OrgTree> {
    let missing = |column: &str| {
        let place = Place::file(SETTINGS).sheet(&sheet.name);
        Finding::new(Code::E502)
            .at(place)
            .text("sheet", sheet.name.as_str())
            .text("column", column)
    };
    let Some(table) = Table::find(sheet, &COLUMNS) else {
        findings.push(missing(CODE));
        return None;
    };
    for column in [CODE, NAME, KIND, PARENT] {
        if !table.has(column) {
            findings.push(missing(column));
        }
    }
    let rows = table.rows();
    let mut reader = Reader { table, findings, sound: true };
    let mut units: Vec<OrgUnit> = rows.iter().map(|row| reader.unit(*row)).collect();
    reader.only_once(&rows, &units);
    let parents: Vec<_> =
        rows.iter().enumerate().map(|(at, row)| reader.parent(at, *row, &units)).collect();
    for (unit, parent) in units.iter_mut().zip(parents) {
        unit.parent = parent;
    }
    if units.is_empty() {
        reader.findings.push(missing(CODE));
        return None;
    }
    let names: Vec<_> = units.iter().map(|unit| unit.code.clone()).collect();
    match OrgTree::new(units) {
        Ok(tree) => Some(tree).filter(|_| reader.sound),
        Err(cycle) => {
            let code = |ix: &OrgIx| names.get(ix.0 as usize).cloned().unwrap_or_default();
            let chain: Vec<String> = cycle.0.iter().map(code).collect();
            for ix in &cycle.0 {
                let row = rows.get(ix.0 as usize).copied().unwrap_or_default();
                reader.report(row, PARENT, Code::E506, &[("path", &chain.join(", "))]);
            }
            None
        }
    }
}

struct Reader<'a, 'f> {
    table: Table<'a>,
    findings: &'f mut Findings,
    sound: bool,
}

impl Reader<'_, '_> {
    fn report(&mut self, row: u32, column: &str, code: Code, fields: &[(&'static str, &str)]) {
        self.sound = false;
        let sheet = &self.table.sheet().name;
        let place = match self.table.cell(row, column) {
            Some(cell) => Place::file(SETTINGS).sheet(sheet).cell(cell),
            None => Place::file(SETTINGS).sheet(sheet),
        };
        let mut finding = Finding::new(code).at(place);
        for (name, value) in fields {
            finding = finding.text(name, *value);
        }
        self.findings.push(finding);
    }

    fn bad_value(&mut self, row: u32, column: &'static str, value: &str) {
        self.report(row, column, Code::E503, &[("name", column), ("value", value)]);
    }

    fn unit(&mut self, row: u32) -> OrgUnit {
        let code = self.table.text(row, CODE).to_owned();
        let name = self.table.text(row, NAME).to_owned();
        for (column, value) in [(CODE, &code), (NAME, &name)] {
            if value.is_empty() {
                self.bad_value(row, column, value);
            }
        }
        let (opened, closed) = (self.date(row, OPENED), self.date(row, CLOSED));
        if opened.zip(closed).is_some_and(|(opened, closed)| closed < opened) {
            let written = self.table.text(row, CLOSED).to_owned();
            self.bad_value(row, CLOSED, &written);
        }
        let others = self.table.text(row, OTHER).split(['\n', ';']).map(str::trim);
        OrgUnit {
            code,
            name,
            other_names: others.filter(|o| !o.is_empty()).map(str::to_owned).collect(),
            kind: self.kind(row),
            parent: None,
            opened,
            closed,
        }
    }

    fn kind(&mut self, row: u32) -> OrgUnitKind {
        let written = self.table.text(row, KIND);
        let key = text::key::of(written);
        let found = OrgUnitKind::ALL
            .into_iter()
            .find(|kind| text::key::of(kind.name()) == key || kind.code() == written);
        if found.is_none() {
            let kinds = OrgUnitKind::ALL.map(OrgUnitKind::name);
            let nearest = text::nearest(written, kinds.map(str::to_owned));
            let at = self.table.cell(row, KIND);
            let sheet = &self.table.sheet().name;
            let place = Place::file(SETTINGS).sheet(sheet);
            let finding = Finding::new(Code::E503)
                .at(at.map_or_else(|| place.clone(), |at| place.clone().cell(at)))
                .text("name", KIND)
                .text("value", written)
                .maybe("nearest", nearest)
                .list("allowed", kinds.map(str::to_owned));
            self.findings.push(finding);
        }
        found.unwrap_or(OrgUnitKind::SubordinateCell)
    }

    fn date(&mut self, row: u32, column: &'static str) -> Option<NaiveDate> {
        let at = self.table.cell(row, column)?;
        let cell = self.table.sheet().get(at)?;
        if cell.text.trim().is_empty() {
            return None;
        }
        let date = match &cell.value {
            Value::Date(moment) => Some(moment.date()),
            Value::Text(_) => text::date::parse(cell.text.trim()),
            _ => None,
        };
        // A bare year typed into a date cell is a day of 1905 to Excel.
        let date = date.filter(|date| date.year() >= FIRST_YEAR);
        if date.is_none() {
            self.bad_value(row, column, cell.text.trim());
        }
        date
    }

    fn only_once(&mut self, rows: &[u32], units: &[OrgUnit]) {
        for (at, (row, unit)) in rows.iter().zip(units).enumerate() {
            let earlier = units.iter().take(at).position(|other| other.code == unit.code);
            if let Some(earlier) = earlier.and_then(|earlier| rows.get(earlier))
                && !unit.code.is_empty()
            {
                let first = self.table.cell(*earlier, CODE).map(|cell| cell.to_string());
                let first = first.unwrap_or_default();
                self.report(*row, CODE, Code::E504, &[("code", &unit.code), ("first", &first)]);
            }
        }
    }

    /// The unit above, written as its code or as its name.
    fn parent(&mut self, at: usize, row: u32, units: &[OrgUnit]) -> Option<OrgIx> {
        let written = self.table.text(row, PARENT);
        if written.is_empty() {
            return None;
        }
        let position = units.iter().position(|unit| unit.code == written).or_else(|| {
            let key = text::key::of(written);
            let mut same = (0..units.len())
                .filter(|at| units.get(*at).is_some_and(|u| text::key::of(&u.name) == key));
            same.next().filter(|_| same.next().is_none())
        });
        if position.is_none() {
            let known = units.iter().map(|unit| unit.code.clone());
            let nearest = text::nearest(written, known).unwrap_or_default();
            let code = units.get(at).map_or("", |unit| unit.code.as_str());
            let mut fields = vec![("code", code), ("parent", written)];
            if !nearest.is_empty() {
                fields.push(("nearest", &nearest));
            }
            self.report(row, PARENT, Code::E505, &fields);
        }
        position.and_then(|at| u32::try_from(at).ok()).map(OrgIx)
    }
}
