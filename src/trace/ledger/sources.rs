//! The sheets of source cells: each cell once, with what is typed in it and the figures it is
//! used for.

use std::collections::BTreeMap;
use std::path::Path;

use rust_decimal::Decimal;
use rust_xlsxwriter::{Workbook, XlsxError};

use super::super::{FigureKey, derivation, figure_id, words};
use super::table::{Column, FIGURES_SHEET, Styles, Table};
use crate::model::{Item, Source, ValueKind};
use crate::ooxml::CellRef;
use crate::pack::{Consolidated, Named};
use crate::text::Lang;

/// Name of the first sheet of sources.
pub(super) const SHEET: &str = "Ô nguồn";

/// Sources that one sheet takes below its heading: a sheet of Excel has 1,048,576 rows.
pub(super) const SOURCES_PER_SHEET: usize = 1_048_575;

/// Rows of a sheet whose two links work: Excel follows 65,530 links on a sheet.
const LINKED_ROWS: u32 = 32_000;

pub(super) const COLUMNS: [Column; 10] = [
    (ADDRESS, 50.0),
    (FILE, 30.0),
    (TAB, 16.0),
    (CELL, 7.0),
    (TYPED, 12.0),
    (FIGURE, 44.0),
    (LEAF, 12.0),
    (USED_IN, 30.0),
    (DECIDED, 34.0),
    (ORIGIN, 34.0),
];
pub(super) const ADDRESS: &str = "Địa chỉ";
pub(super) const FILE: &str = "Tệp";
pub(super) const TAB: &str = "Trang tính";
pub(super) const CELL: &str = "Ô";
pub(super) const TYPED: &str = "Ghi trong ô";
pub(super) const FIGURE: &str = "Số liệu";
pub(super) const LEAF: &str = "Mã số liệu của ô";
pub(super) const USED_IN: &str = "Dùng cho mã số liệu";
/// The figure that counts in the place of what is typed, where the office decided one.
const DECIDED: &str = "Quyết định";
/// Where it was before it was typed there, if its unit did not send it itself.
const ORIGIN: &str = "Nguồn gốc";

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
    /// Name and id of the figure read from the cell.
    leaf: (String, String),
    /// Positions of printed figures, ascending.
    used_in: Vec<usize>,
    /// The figure that counts, where the office put one in the place of what is typed.
    value: Option<Decimal>,
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

impl FirstSource {
    /// The first cell, and how many more there are.
    pub(super) fn in_words(&self) -> String {
        match self.count {
            0 => String::new(),
            1 => self.address.clone(),
            count => format!("{} và {} ô nữa", self.address, count - 1),
        }
    }
}

impl<'a> Sources<'a> {
    pub(super) fn new(per_sheet: usize, workspace: Option<&'static str>) -> Self {
        Self { per_sheet, workspace, lines: BTreeMap::new(), ids: Vec::new() }
    }

    /// Adds the next printed figure with every source cell under it.
    pub(super) fn add_figure(&mut self, data: &'a Consolidated, key: FigureKey) {
        let at = self.ids.len();
        self.ids.push(figure_id(data, key));
        derivation::walk(data, key, &mut |leaf, source| {
            let value = || {
                source.adjusted.as_ref()?;
                data.book().named(leaf.org, leaf.named, leaf.period).value.ok()
            };
            let value = value();
            self.add((source, value), at, || named(data, whole_cell(data, leaf)));
        });
    }

    /// Adds a cell that is used for the figure `at`; `leaf` names the figure read from it.
    fn add(
        &mut self,
        (source, value): (&'a Source, Option<Decimal>),
        at: usize,
        leaf: impl FnOnce() -> (String, String),
    ) {
        let address: Address<'a> = (&source.file, &source.sheet, source.cell);
        let new = || Line { source, leaf: leaf(), used_in: Vec::new(), value };
        let line = self.lines.entry(address).or_insert_with(new);
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
            let name = sheet_name(number);
            let mut table = Table::new(workbook.add_worksheet(), styles, &name, &COLUMNS)?;
            for line in lines.by_ref().take(self.per_sheet) {
                let row = table.next_row()?;
                self.line(&mut table, row, line)?;
            }
            table.finish()?;
            number += 1;
            if lines.peek().is_none() {
                return Ok(());
            }
        }
    }

    fn line(&self, table: &mut Table<'_>, row: u32, line: &Line<'_>) -> Result<(), XlsxError> {
        let Line { source, leaf: (figure, leaf), used_in, value } = line;
        let ids: Vec<&str> = used_in.iter().map(|at| self.id(*at)).collect();
        let (address, used) = (address(source), ids.join(", "));
        let linked = row <= LINKED_ROWS;
        match self.target(source).filter(|_| linked) {
            Some(target) => table.link(0, &target, &address)?,
            None => table.text(0, &address)?,
        }
        let cell = source.cell.to_string();
        let typed = words::typed(source);
        let values = [&*source.file, &*source.sheet, &cell, &*typed, figure, leaf];
        (1u16..).zip(values).try_for_each(|(col, text)| table.text(col, text))?;
        if let Some(adjusted) = &source.adjusted {
            let value = value.map(|value| words::number(value, Lang::Vi)).unwrap_or_default();
            table.text(8, &format!("{value} ({})", words::adjusted(adjusted, Lang::Vi)))?;
        } else {
            table.blank(8)?;
        }
        match &source.origin {
            Some(origin) => table.text(9, &words::origin(origin, Lang::Vi))?,
            None => table.blank(9)?,
        }
        match used_in.first().filter(|_| linked) {
            Some(first) => {
                let target = format!("internal:{}", place(FIGURES_SHEET, first + 2));
                table.link(7, &target, &used)
            }
            None => table.text(7, &used),
        }
    }

    /// Where a link to a cell of a return leads, seen from the ledger.
    fn target(&self, source: &Source) -> Option<String> {
        let workspace = self.workspace?;
        // In a link `#` begins the cell and `%` a code.
        let plain = !source.file.contains(['#', '%']) && !source.sheet.contains(['#', '%']);
        let sheet = source.sheet.replace('\'', "''");
        let Source { file, cell, .. } = source;
        let (opened, has_cells) = opened(file);
        let at = if has_cells { format!("#'{sheet}'!{cell}") } else { String::new() };
        plain.then(|| format!("file:///{workspace}/{opened}{at}"))
    }
}

/// The file that a person opens to see a return, and whether a link can lead to a cell of it: not
/// into an archive, and not into the tables of a document.
fn opened(file: &str) -> (&str, bool) {
    let lower = file.to_ascii_lowercase();
    match lower.find(".zip/") {
        Some(at) => (file.get(..at + 4).unwrap_or(file), false),
        None => (file, Path::new(&lower).extension().is_none_or(|ending| ending != "docx")),
    }
}

/// A figure's name with unit and period, and its id.
fn named(data: &Consolidated, key: FigureKey) -> (String, String) {
    let name = format!("{}, {}, {}", key.label(data), data.tree.name(key.org), key.period);
    (name, figure_id(data, key))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn sources_of(cells: &[Source], per_sheet: usize) -> Vec<(String, usize)> {
        let mut sources = Sources::new(per_sheet, None);
        for source in cells {
            sources.add((source, None), 0, || ("Kết nạp".to_owned(), "0123456789".to_owned()));
        }
        sources.ids.push("abcdefabcd".to_owned());
        let mut workbook = Workbook::new();
        sources.sheets(&mut workbook, &Styles::new()).unwrap();
        let bytes = workbook.save_to_buffer().unwrap();
        let read = crate::sheet::read("l.xlsx", &bytes, &crate::sheet::Limits::default());
        let rows = |sheet: &crate::sheet::Sheet| {
            sheet.iter().filter(|(at, _)| at.row > 0 && at.col == 0).count()
        };
        read.unwrap().sheets.iter().map(|sheet| (sheet.name.clone(), rows(sheet))).collect()
    }

    #[test]
    fn sources_beyond_the_rows_of_a_sheet_stand_on_a_further_one() {
        for (count, per_sheet, expected) in [
            (5, 2, vec![("Ô nguồn", 2), ("Ô nguồn (2)", 2), ("Ô nguồn (3)", 1)]),
            (4, 2, vec![("Ô nguồn", 2), ("Ô nguồn (2)", 2)]),
            (0, 2, vec![("Ô nguồn", 0)]),
        ] {
            let cell = |row| Source {
                file: "a.xlsx".into(),
                sheet: "S".into(),
                cell: CellRef::new(row, 0),
                text: "1".into(),
                calculated: false,
                result: None,
                adjusted: None,
                origin: None,
            };
            let cells: Vec<Source> = (0..count).map(cell).collect();
            let found = sources_of(&cells, per_sheet);
            let found: Vec<_> =
                found.iter().map(|(name, rows)| (name.as_str(), *rows)).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn links_lead_to_the_return_unless_its_name_means_something_else_in_a_link() {
        let source = |file: &str| Source {
            file: file.into(),
            sheet: "Đầu 'năm'".into(),
            cell: CellRef::new(15, 7),
            text: "1".into(),
            calculated: false,
            result: None,
            adjusted: None,
            origin: None,
        };
        let from_draft = Sources::new(9, Some("../../.."));
        assert_eq!(
            from_draft.target(&source("bao-cao-den/a b.xlsx")).unwrap(),
            "file:///../../../bao-cao-den/a b.xlsx#'Đầu ''năm'''!H16"
        );
        let of_archive = from_draft.target(&source("bao-cao-den/Gói.ZIP/thư mục/a.xlsx"));
        assert_eq!(of_archive.unwrap(), "file:///../../../bao-cao-den/Gói.ZIP");
        let of_document = from_draft.target(&source("bao-cao-den/a.docx"));
        assert_eq!(of_document.unwrap(), "file:///../../../bao-cao-den/a.docx");
        assert_eq!(from_draft.target(&source("bao-cao-den/a#1.xlsx")), None);
        assert_eq!(Sources::new(9, None).target(&source("bao-cao-den/a.xlsx")), None);
    }
}
