//! The sheets of source cells: each cell once, with what is typed in it and the figures it is
//! used for.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::super::{FigureKey, derivation, figure_id};
use super::figures;
use super::table::{Column, Styles, filter, link, table, texts};
use crate::model::{Item, Source, ValueKind};
use crate::ooxml::CellRef;
use crate::pack::{Consolidated, Named};

/// Name of the first sheet of sources.
pub(super) const SHEET: &str = "Ô nguồn";

/// Sources that one sheet takes below its heading: a sheet of Excel has 1,048,576 rows.
pub(super) const SOURCES_PER_SHEET: usize = 1_048_575;

/// Rows of a sheet whose two links work: Excel follows 65,530 links on a sheet.
const LINKED_ROWS: u32 = 32_000;

pub(super) const COLUMNS: [Column; 8] = [
    (ADDRESS, 60.0),
    (FILE, 44.0),
    (TAB, 24.0),
    (CELL, 8.0),
    (TYPED, 16.0),
    (FIGURE, 60.0),
    (LEAF, 13.0),
    (USED_IN, 40.0),
];
pub(super) const ADDRESS: &str = "Địa chỉ";
pub(super) const FILE: &str = "Tệp";
pub(super) const TAB: &str = "Trang tính";
pub(super) const CELL: &str = "Ô";
pub(super) const TYPED: &str = "Ghi trong ô";
pub(super) const FIGURE: &str = "Số liệu";
pub(super) const LEAF: &str = "Mã số liệu của ô";
pub(super) const USED_IN: &str = "Dùng cho mã số liệu";

/// The source cells behind the printed figures, each with the figures that use it.
pub(super) struct Sources<'a> {
    per_sheet: usize,
    /// The way from the ledger to the workspace, for links.
    workspace: Option<&'static str>,
    lines: BTreeMap<Address<'a>, Line<'a>>,
    /// Ids of the printed figures, in order.
    ids: Vec<String>,
}

/// File, sheet and cell.
type Address<'a> = (&'a str, &'a str, CellRef);

struct Line<'a> {
    source: &'a Source,
    /// The figure read from the cell.
    data: &'a Consolidated,
    leaf: FigureKey,
    /// Positions of printed figures, ascending.
    used_in: Vec<usize>,
}

/// The first source of a figure, and how many there are.
#[derive(Clone, Default)]
pub(super) struct FirstSource {
    /// As people write an address.
    pub(super) address: String,
    /// Sheet and cell of the ledger.
    pub(super) place: String,
    pub(super) count: usize,
}

impl<'a> Sources<'a> {
    pub(super) fn new(per_sheet: usize, workspace: Option<&'static str>) -> Self {
        Self { per_sheet, workspace, lines: BTreeMap::new(), ids: Vec::new() }
    }

    /// Adds the next printed figure with every source cell under it.
    pub(super) fn add_figure(&mut self, data: &'a Consolidated, key: FigureKey) {
        let at = self.ids.len();
        self.ids.push(figure_id(data, key));
        derivation::walk(data, key, &mut |leaf, source| self.add(data, leaf, source, at));
    }

    fn add(&mut self, data: &'a Consolidated, leaf: FigureKey, source: &'a Source, at: usize) {
        let address: Address<'a> = (&source.file, &source.sheet, source.cell);
        let line = self.lines.entry(address).or_insert_with(|| {
            let leaf = whole_cell(data, leaf);
            Line { source, data, leaf, used_in: Vec::new() }
        });
        if line.used_in.last() != Some(&at) {
            line.used_in.push(at);
        }
    }

    /// The id of a printed figure.
    pub(super) fn id(&self, at: usize) -> &str {
        self.ids.get(at).map_or("", String::as_str)
    }

    /// For every printed figure its first source.
    pub(super) fn first_of_each_figure(&self) -> Vec<FirstSource> {
        let mut first = vec![FirstSource::default(); self.ids.len()];
        for (number, line) in self.lines.values().enumerate() {
            for at in &line.used_in {
                let Some(known) = first.get_mut(*at) else { continue };
                if known.count == 0 {
                    let sheet = sheet_name(number / self.per_sheet);
                    known.address = address(line.source);
                    known.place = place(&sheet, number % self.per_sheet + 2);
                }
                known.count += 1;
            }
        }
        first
    }

    /// All sources, on as many sheets as they need.
    pub(super) fn sheets(
        &self,
        workbook: &mut Workbook,
        styles: &Styles,
    ) -> Result<(), XlsxError> {
        let mut lines = self.lines.values().peekable();
        let mut number = 0;
        loop {
            let sheet = workbook.add_worksheet();
            table(sheet, styles, &sheet_name(number), &COLUMNS)?;
            let mut row = 0;
            for line in lines.by_ref().take(self.per_sheet) {
                row += 1;
                self.line(sheet, styles, row, line)?;
            }
            filter(sheet, row, COLUMNS.len())?;
            number += 1;
            if lines.peek().is_none() {
                return Ok(());
            }
        }
    }

    fn line(
        &self,
        sheet: &mut Worksheet,
        styles: &Styles,
        row: u32,
        line: &Line<'_>,
    ) -> Result<(), XlsxError> {
        let Line { source, data, leaf, used_in } = line;
        let figure =
            format!("{}, {}, {}", leaf.label(data), data.tree.name(leaf.org), leaf.period);
        let ids: Vec<&str> = used_in.iter().map(|at| self.id(*at)).collect();
        let (address, used) = (address(source), ids.join(", "));
        let values = [
            (1, &*source.file),
            (2, &*source.sheet),
            (3, &source.cell.to_string()),
            (4, &*source.text),
            (5, &*figure),
            (6, &figure_id(data, *leaf)),
        ];
        texts(sheet, styles, row, &values)?;
        let linked = row <= LINKED_ROWS;
        match self.target(source).filter(|_| linked) {
            Some(target) => link(sheet, styles, (row, 0), &target, &address)?,
            None => texts(sheet, styles, row, &[(0, &address)])?,
        }
        match used_in.first().filter(|_| linked) {
            Some(first) => {
                let target = format!("internal:{}", place(figures::SHEET, first + 2));
                link(sheet, styles, (row, 7), &target, &used)
            }
            None => texts(sheet, styles, row, &[(7, &used)]),
        }
    }

    /// Where a link to a cell of a return leads, seen from the ledger.
    fn target(&self, source: &Source) -> Option<String> {
        let workspace = self.workspace?;
        // In a link `#` begins the cell and `%` a code.
        let plain = !source.file.contains(['#', '%']) && !source.sheet.contains(['#', '%']);
        let sheet = source.sheet.replace('\'', "''");
        let Source { file, cell, .. } = source;
        plain.then(|| format!("file:///{workspace}/{file}#'{sheet}'!{cell}"))
    }
}

/// A cell in which a class is named is read for each of its categories: it stands under the whole.
fn whole_cell(data: &Consolidated, leaf: FigureKey) -> FigureKey {
    let Named::Item(item) = leaf.named else { return leaf };
    let class = |item: Item| {
        let element = data.pack.catalogue.element(item);
        element.is_some_and(|element| element.kind == ValueKind::Class)
    };
    if class(item) { FigureKey { named: Named::Item(item.total()), ..leaf } } else { leaf }
}

/// `bao-cao-den/x.xlsx | «Kết nạp» | H16`
fn address(source: &Source) -> String {
    format!("{} | «{}» | {}", source.file, source.sheet, source.cell)
}

fn sheet_name(number: usize) -> String {
    if number == 0 { SHEET.to_owned() } else { format!("{SHEET} ({})", number + 1) }
}

/// The first cell of a row of a sheet, as a link names it; rows count from 1.
fn place(sheet: &str, row: usize) -> String {
    format!("'{sheet}'!A{row}")
}
