//! The sheet that tells how a blank is filled in: the pack's own words, then what the tool knows.

use std::collections::BTreeMap;

use super::INSTRUCTIONS;
use super::layout::{BlankCell, Layout, Role};
use super::marks::Watched;
use crate::model::{Period, ValueKind};
use crate::ooxml::CellRef;
use crate::pack::period_words::in_words;
use crate::pack::{Form, FormSheet, Named, Rule};
use crate::template::xlsx::{TextRow, TextSheet, TextStyle};

/// Widths of the columns in characters: what, where, unit of measure.
const WIDTHS: [u16; 3] = [56, 18, 16];

/// The sheet of instructions.
pub(super) fn sheet(layout: &Layout<'_>, form: &Form, watched: &[Watched<'_>]) -> TextSheet {
    let mut rows = written(&form.instructions);
    if rows.is_empty() {
        rows.push(row(TextStyle::Title, ["CÁCH GHI BIỂU"]));
    }
    let unit = layout.data.tree.name(layout.org);
    let period = in_words(layout.data.period);
    let whose = format!("Phát hành cho {unit}, {period}. {}.", form.name);
    let after_title =
        usize::from(rows.first().is_some_and(|row| row.style == TextStyle::Title));
    rows.insert(after_title, row(TextStyle::Text, [whose]));
    rows.extend(ticks(layout));
    rows.extend(inputs(layout));
    rows.extend(classes(layout));
    rows.extend(locked(layout));
    rows.extend(rules(layout, watched));
    TextSheet { name: INSTRUCTIONS.to_owned(), rows, widths: WIDTHS.to_vec() }
}

/// The lines of the pack: `# ` a title, `## ` a heading.
fn written(text: &str) -> Vec<TextRow> {
    let lines = text.lines().map(str::trim_end).map(|line| {
        if let Some(heading) = line.strip_prefix("## ") {
            row(TextStyle::Heading, [heading])
        } else if let Some(title) = line.strip_prefix("# ") {
            row(TextStyle::Title, [title])
        } else {
            row(TextStyle::Text, [line])
        }
    });
    let mut rows: Vec<TextRow> = lines.collect();
    while rows.last().is_some_and(|last| last.cells.iter().all(String::is_empty)) {
        rows.pop();
    }
    rows
}

fn row<const N: usize>(style: TextStyle, cells: [impl Into<String>; N]) -> TextRow {
    TextRow { style, cells: cells.map(Into::into).to_vec() }
}

fn heading(text: &str) -> [TextRow; 2] {
    [row(TextStyle::Text, [""]), row(TextStyle::Heading, [text])]
}

fn ticks(layout: &Layout<'_>) -> Vec<TextRow> {
    let ticks: Vec<String> = layout
        .sheets
        .iter()
        .filter_map(|sheet| Some(format!("ô {} trang «{}»", sheet.none_occurred?, sheet.name)))
        .collect();
    if ticks.is_empty() {
        return Vec::new();
    }
    let text = format!(
        "Trong kỳ không phát sinh số nào ở một trang: chọn X ở {}, không phải ghi số 0 vào từng ô của trang; \
         số cuối kỳ khi đó bằng số đầu kỳ. Đã chọn X thì không ghi số phát sinh khác 0.",
        ticks.join(", ")
    );
    heading("Không phát sinh").into_iter().chain([row(TextStyle::Text, [text])]).collect()
}

/// What is to be filled in, one line a figure.
fn inputs(layout: &Layout<'_>) -> Vec<TextRow> {
    let mut rows = heading("Các ô cần ghi").to_vec();
    rows.push(row(TextStyle::Heading, ["Nội dung", "Ô", "Đơn vị tính"]));
    for sheet in layout.sheets {
        let lines = lines(layout, sheet, |cell| cell.role == Role::Input);
        if !lines.is_empty() && layout.sheets.len() > 1 {
            rows.push(row(TextStyle::Heading, [format!("Trang tính «{}»", sheet.name)]));
        }
        rows.extend(lines);
    }
    rows
}

/// What is locked because it is known or computes, one line a sheet.
fn locked(layout: &Layout<'_>) -> Vec<TextRow> {
    let mut rows = Vec::new();
    for (title, wanted) in [
        ("Các ô máy tự cộng, tự tính (đã khóa)", Wanted::Computed),
        ("Các ô đã ghi sẵn theo báo cáo kỳ trước của đơn vị (đã khóa)", Wanted::Known),
    ] {
        let lines = layout.sheets.iter().filter_map(|sheet| {
            let cells = layout
                .cells
                .iter()
                .filter(|cell| cell.sheet.name == sheet.name && wanted.is(cell));
            let cells: Vec<CellRef> = cells.map(|cell| cell.form.cell).collect();
            let line = format!("Trang «{}»: {}.", sheet.name, addresses(&cells));
            (!cells.is_empty()).then(|| row(TextStyle::Text, [line]))
        });
        let lines: Vec<TextRow> = lines.collect();
        if !lines.is_empty() {
            rows.extend(heading(title));
            rows.extend(lines);
        }
    }
    if layout.carried > 0 {
        let text = "Số đã ghi sẵn mà không đúng với sổ sách của đơn vị thì báo lại cơ quan phát hành biểu, không \
                    tự sửa.";
        rows.push(row(TextStyle::Text, [text]));
    }
    rows
}

#[derive(Clone, Copy)]
enum Wanted {
    Computed,
    Known,
}

impl Wanted {
    fn is(self, cell: &BlankCell<'_>) -> bool {
        match self {
            Self::Computed => matches!(cell.role, Role::Computed(_)),
            Self::Known => matches!(cell.role, Role::Fixed(Some(_))),
        }
    }
}

/// The cells of a sheet that are wanted, one line a figure, with its cells of all periods.
fn lines(
    layout: &Layout<'_>,
    sheet: &FormSheet,
    wanted: impl Fn(&BlankCell<'_>) -> bool,
) -> Vec<TextRow> {
    let mut by_figure: Vec<(Named, Vec<CellRef>, Vec<Period>)> = Vec::new();
    for cell in layout.cells.iter().filter(|cell| cell.sheet.name == sheet.name && wanted(cell))
    {
        let (at, period) = (cell.form.cell, cell.period);
        match by_figure.iter_mut().find(|(named, _, _)| *named == cell.form.named) {
            Some((_, cells, periods)) => {
                cells.push(at);
                periods.push(period);
            }
            None => by_figure.push((cell.form.named, vec![at], vec![period])),
        }
    }
    let lines = by_figure.into_iter().map(|(named, cells, periods)| {
        let (mut label, unit) = told(layout, named);
        if let [period] = periods.as_slice()
            && *period != layout.data.period
        {
            label = format!("{label} ({})", in_words(*period));
        }
        row(TextStyle::Text, [label, addresses(&cells), unit])
    });
    lines.collect()
}

/// Name and unit of measure.
fn told(layout: &Layout<'_>, named: Named) -> (String, String) {
    let pack = &layout.data.pack;
    match named {
        Named::Item(item) => {
            let element = layout.element(item);
            let class = element.is_some_and(|e| e.kind == ValueKind::Class);
            let unit = element.map_or_else(String::new, |element| element.unit.clone());
            let unit = if class { "chọn một mức".to_owned() } else { unit };
            (pack.catalogue.label(item), unit)
        }
        Named::Indicator(at) => {
            pack.indicators.get(at).map_or_else(Default::default, |indicator| {
                (indicator.name.clone(), indicator.unit.clone())
            })
        }
    }
}

/// `D11:H11, C14`: cells as blocks, rows of equal width under one another together.
fn addresses(cells: &[CellRef]) -> String {
    let mut cells = cells.to_vec();
    cells.sort_unstable();
    let mut blocks: Vec<(CellRef, CellRef)> = Vec::new();
    for run in cells.chunk_by(|one, next| one.row == next.row && one.col + 1 == next.col) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let above = blocks.iter_mut().find(|(from, to)| {
            (from.col, to.col) == (first.col, last.col) && to.row + 1 == first.row
        });
        match above {
            Some((_, to)) => *to = *last,
            None => blocks.push((*first, *last)),
        }
    }
    let blocks = blocks.into_iter().map(|(first, last)| {
        if first == last { first.to_string() } else { format!("{first}:{last}") }
    });
    blocks.collect::<Vec<_>>().join(", ")
}

fn classes(layout: &Layout<'_>) -> Vec<TextRow> {
    let mut classes: BTreeMap<String, String> = BTreeMap::new();
    for cell in layout.cells.iter().filter(|cell| cell.role == Role::Input) {
        if let Named::Item(item) = cell.form.named
            && let Some(element) = layout.element(item).filter(|e| e.kind == ValueKind::Class)
        {
            let names: Vec<&str> = element
                .categories
                .iter()
                .skip(1)
                .map(|category| category.name.as_str())
                .collect();
            classes.insert(element.name.clone(), names.join("; "));
        }
    }
    if classes.is_empty() {
        return Vec::new();
    }
    let lines = classes.into_iter().map(|(name, names)| {
        row(TextStyle::Text, [format!("{name}: chọn một trong các mức: {names}.")])
    });
    heading("Ô chọn theo danh sách").into_iter().chain(lines).collect()
}

/// The rules that turn cells red, with what to do; «trong đó» in one sentence.
fn rules(layout: &Layout<'_>, watched: &[Watched<'_>]) -> Vec<TextRow> {
    let computing = layout.data.pack.rules.iter().filter(|rule| {
        rule.computes
            && layout.periods().into_iter().any(|period| {
                let cell = super::totals::worked_out(layout, rule, period);
                let cell = cell.and_then(|cell| layout.cells.get(cell));
                cell.is_some_and(|cell| matches!(cell.role, Role::Computed(_)))
            })
    });
    let computing: Vec<TextRow> = computing.map(told_rule).collect();
    let own = watched.iter().filter(|watched| !watched.rule.is_of_parts());
    let own: Vec<TextRow> = own.map(|watched| told_rule(watched.rule)).collect();
    let mut rows = Vec::new();
    if !computing.is_empty() {
        rows.extend(heading("Máy cộng theo"));
        rows.extend(computing);
    }
    if !watched.is_empty() {
        rows.extend(heading("Ô chuyển màu đỏ khi số liệu chưa khớp"));
        rows.extend(own);
        if watched.iter().any(|watched| watched.rule.is_of_parts()) {
            let text = "- Số ở dòng «trong đó» không được lớn hơn tổng số của dòng đó.";
            rows.push(row(TextStyle::Text, [text]));
        }
    }
    rows
}

fn told_rule(rule: &Rule) -> TextRow {
    row(TextStyle::Text, [format!("- {}: {}.", rule.name, rule.instruction)])
}
