//! The forms of all packs, issued to a unit once and filled in with figures that are all different.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;
use tonghop::diagnostic::Findings;
use tonghop::issue::{BlankRequest, blank};
use tonghop::model::{
    Figures, Item, Letterhead, OrgIx, OrgTree, OrgUnit, OrgUnitKind, Period, Statements,
    ValueKind,
};
use tonghop::ooxml::CellRef;
use tonghop::pack::{
    self, Consolidated, Due, FormCell, FormSheet, Named, PackFiles, RunScope, Schedule,
    period_words,
};
use tonghop::report::{Faces, Signs};
use tonghop::sheet::{self, Limits, Visibility};
use tonghop::text;

use super::page::{At, Cell, Held, Page, Was};

/// The unit whose returns are changed; the office itself where only that owes a form.
const OFFICE: OrgIx = OrgIx(0);
const UNIT: OrgIx = OrgIx(1);

/// What a cell of a form is for: the same in every return.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    Item(Item, Period),
    Indicator(usize, Period),
    Text(usize, Period),
}

/// A figure of a form.
pub struct Figure {
    /// The sheet, counted from 0.
    pub sheet: usize,
    pub key: Key,
    /// The texts that tell what it is: those of its row, and those above it.
    pub in_row: BTreeSet<usize>,
    pub above: BTreeSet<usize>,
    /// Whether no other figure of the sheet has the same texts.
    pub is_unique: bool,
}

/// A form, filled in.
pub struct Filled {
    pub data: Arc<Consolidated>,
    pub code: String,
    pub org: OrgIx,
    pub pages: Vec<Page>,
    /// What only a program reads.
    pub hidden: Vec<Page>,
    pub figures: Vec<Figure>,
}

impl Filled {
    /// The name under which a branch sends it.
    pub fn file_name(&self) -> String {
        let period = period_words::in_words(self.data.period).replace('/', "-");
        format!("{} {period}.xlsx", self.data.tree.name(self.org))
    }
}

/// Every form of every pack that comes with the program.
pub fn all() -> Vec<Filled> {
    let mut filled = Vec::new();
    for code in PackFiles::shipped_codes() {
        let pack =
            pack::load(&PackFiles::shipped(&code).unwrap(), &mut Findings::new()).unwrap();
        let period = match &pack.schedule {
            Schedule::Once(period) => *period,
            Schedule::Every(_) => "2024-6T".parse().unwrap(),
        };
        let tree = tree();
        let scope = RunScope { period, came: &BTreeSet::new(), given: &BTreeSet::new() };
        let due = Due::new(&pack, &tree, OFFICE, scope);
        let data = Arc::new(Consolidated {
            period,
            office: OFFICE,
            units: vec![UNIT],
            figures: Figures::default(),
            statements: Statements::default(),
            deadlines: std::collections::BTreeMap::default(),
            restated: std::collections::BTreeMap::default(),
            pack,
            tree,
            due,
        });
        filled.extend((0..data.pack.forms.len()).map(|form| fill(&data, form)));
    }
    filled
}

fn tree() -> OrgTree {
    let unit = |code: &str, name: &str, kind, parent| OrgUnit {
        code: code.to_owned(),
        name: name.to_owned(),
        other_names: Vec::new(),
        kind,
        parent,
        opened: None,
        closed: None,
    };
    let cell = OrgUnitKind::SubordinateCell;
    let units = vec![
        unit("DBX", "Đảng bộ xã Tân Hòa", OrgUnitKind::GrassrootsCommittee, None),
        unit("CB01", "Chi bộ thôn Bến Gỗ", cell, Some(OrgIx(3))),
        unit("CB02", "Chi bộ thôn Gò Cao", cell, Some(OrgIx(3))),
        unit("BP1", "Đảng bộ bộ phận khu Đông", OrgUnitKind::SectionCommittee, Some(OFFICE)),
    ];
    OrgTree::new(units).unwrap()
}

fn fill(data: &Arc<Consolidated>, form: usize) -> Filled {
    let form = &data.pack.forms[form];
    let owing: Vec<OrgIx> = data.due.units(&data.tree, &form.code, data.period).collect();
    let org = *owing.iter().find(|org| **org == UNIT).unwrap_or(&owing[0]);
    let mut faces = Faces::of(form).ok().unwrap();
    let seen = Arc::new(Consolidated { office: org, units: Vec::new(), ..(**data).clone() });
    let face = faces.face(&seen, &Letterhead::default(), Signs::Unit).ok().unwrap();
    let request = BlankRequest {
        data: &seen,
        form,
        org,
        face: face.bytes,
        sheets: &face.sheets,
        entered: false,
    };
    let blank = blank(request).ok().unwrap();
    let issued = sheet::read("r.xlsx", &blank.bytes, &Limits::default()).unwrap();
    let mut filled = Filled {
        data: Arc::clone(data),
        code: form.code.clone(),
        org,
        pages: Vec::new(),
        hidden: Vec::new(),
        figures: Vec::new(),
    };
    for sheet in &issued.sheets {
        let mut page = page(sheet);
        for (name, cells) in &issued.defined_names {
            let here = cells.iter().filter(|cell| cell.sheet == sheet.name);
            page.names.extend(here.map(|c| (name.clone(), (c.cell.row, c.cell.col))));
        }
        match face.sheets.iter().find(|of| of.name == sheet.name) {
            Some(of) => {
                type_in(&mut filled, &mut page, of);
                filled.pages.push(page);
            }
            None if sheet.visibility == Visibility::Visible => filled.pages.push(page),
            None => filled.hidden.push(page),
        }
    }
    filled
}

fn page(sheet: &sheet::Sheet) -> Page {
    let at = |cell: CellRef| (cell.row, cell.col);
    let cells = sheet.iter().filter(|(_, cell)| !cell.text.trim().is_empty());
    Page {
        name: sheet.name.clone(),
        cells: cells.map(|(cell, held)| (at(cell), Cell::text(held.text.clone()))).collect(),
        merged: sheet.merged.iter().map(|(from, to)| (at(*from), at(*to))).collect(),
        ..Page::default()
    }
}

/// Fills in a sheet, and notes what each of its cells is.
fn type_in(filled: &mut Filled, page: &mut Page, form: &FormSheet) {
    let mut labels_by_cell: BTreeMap<At, usize> = BTreeMap::new();
    for (number, label) in form.labels.iter().enumerate() {
        let at = (label.cell.row, label.cell.col);
        if let Some(cell) = page.cells.get_mut(&at) {
            cell.was = Was::Label(number);
            labels_by_cell.insert(at, number);
        }
    }
    let mut said: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for cell in &form.cells {
        *said.entry(path(cell)).or_default() += 1;
    }
    for cell in &form.cells {
        let period = filled.data.pack.resolve(cell.period, filled.data.period).unwrap();
        let key = match cell.named {
            Named::Item(item) => Key::Item(item, period),
            Named::Indicator(at) => Key::Indicator(at, period),
            Named::Text(at) => Key::Text(at, period),
        };
        let known = filled.figures.iter().position(|figure| figure.key == key);
        let held = value(&filled.data, key, known.unwrap_or(filled.figures.len()));
        let telling = |in_row: bool| -> BTreeSet<usize> {
            let labels = cell.labels.iter().filter(|label| tells(&label.key));
            let own = labels.filter(|label| (label.cell.row == cell.cell.row) == in_row);
            own.map(|label| labels_by_cell[&(label.cell.row, label.cell.col)]).collect()
        };
        let at = (cell.cell.row, cell.cell.col);
        page.cells.insert(at, Cell { held, was: Was::Figure(filled.figures.len()) });
        filled.figures.push(Figure {
            sheet: filled.pages.len(),
            key,
            in_row: telling(true),
            above: telling(false),
            is_unique: said[&path(cell)] == 1,
        });
    }
}

/// Words or a year; the numbers of columns tell nothing.
fn tells(key: &str) -> bool {
    let is_year = key.len() == 4 && (key.starts_with("19") || key.starts_with("20"));
    text::key::is_worded(key) || is_year && key.bytes().all(|byte| byte.is_ascii_digit())
}

fn path(cell: &FormCell) -> Vec<String> {
    let labels = cell.labels.iter().filter(|label| tells(&label.key));
    labels.map(|label| format!("{} {}", label.cell.col == cell.cell.col, label.key)).collect()
}

/// A figure that is as good as any and differs from all others, as far as its element allows.
fn value(data: &Consolidated, key: Key, number: usize) -> Held {
    let Key::Item(item, _) = key else {
        return match key {
            Key::Text(..) => Held::Text(format!("Ý kiến thứ {number} của chi bộ")),
            _ => Held::Number(Decimal::new(10_000 + i64::try_from(number).unwrap(), 2)),
        };
    };
    let element = data.pack.catalogue.element(item).unwrap();
    let names: Vec<&str> = element.categories.iter().skip(1).map(|c| c.name.as_str()).collect();
    let whole = Decimal::from(1_000 + number);
    let below = |max: Decimal| if whole > max { whole % (max + Decimal::ONE) } else { whole };
    match (element.kind, element.max) {
        (ValueKind::Class, _) => Held::Text(names[number % names.len()].to_owned()),
        (ValueKind::Integer, max) => Held::Number(max.map_or(whole, below)),
        (ValueKind::Decimal, max) => {
            let part = Decimal::new(i64::try_from(number).unwrap(), 1);
            Held::Number(max.map_or(part, |max| part % (max + Decimal::ONE)))
        }
    }
}
