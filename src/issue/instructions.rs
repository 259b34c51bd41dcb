//! The sheet that tells how a blank is filled in: the pack's own words, then what the tool knows.

use std::collections::{BTreeMap, BTreeSet};

use super::INSTRUCTIONS;
use super::layout::{BlankCell, Layout, Role};
use super::marks::Watched;
use crate::model::{DataElement, Item, Period, ValueKind};
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
    TextSheet { name: INSTRUCTIONS.to_owned(), rows, widths: WIDTHS.to_vec(), open: false }
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
    let when = if is_cumulative(layout) {
        "Từ đầu năm đến hết kỳ này (biểu ghi số lũy kế)"
    } else {
        "Trong kỳ"
    };
    let text = format!(
        "{when} không phát sinh số nào ở một trang: chọn X ở {}, không phải ghi số 0 vào từng ô của trang; \
         số cuối kỳ khi đó bằng số đầu kỳ. Đã chọn X thì không ghi số phát sinh khác 0.",
        ticks.join(", ")
    );
    heading("Không phát sinh").into_iter().chain([row(TextStyle::Text, [text])]).collect()
}

/// Whether shorter periods that begin with this one are reported too.
fn is_cumulative(layout: &Layout<'_>) -> bool {
    let period = layout.data.period;
    let mut reported = layout.data.due.reported().iter();
    reported.any(|shorter| period.without_head(*shorter).is_some())
}

/// What is to be filled in, one line an element.
fn inputs(layout: &Layout<'_>) -> Vec<TextRow> {
    let mut rows = heading("Các ô cần ghi").to_vec();
    rows.push(row(TextStyle::Heading, ["Nội dung", "Ô", "Đơn vị tính"]));
    for sheet in layout.sheets {
        let lines = lines(layout, sheet);
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

/// Cells of one element that stand for the same periods.
struct Group<'a> {
    element: &'a DataElement,
    items: Vec<Item>,
    cells: Vec<CellRef>,
    periods: BTreeSet<Period>,
}

/// The cells of a sheet that the branch fills in, one line for all figures of an element.
fn lines(layout: &Layout<'_>, sheet: &FormSheet) -> Vec<TextRow> {
    let own = layout
        .cells
        .iter()
        .filter(|cell| cell.sheet.name == sheet.name && cell.role == Role::Input);
    let mut by_item: Vec<(Item, Vec<CellRef>, BTreeSet<Period>)> = Vec::new();
    for cell in own {
        let Named::Item(item) = cell.form.named else { continue };
        let at = by_item.iter().position(|(known, _, _)| *known == item);
        let at = at.unwrap_or_else(|| {
            by_item.push((item, Vec::new(), BTreeSet::new()));
            by_item.len() - 1
        });
        if let Some((_, cells, periods)) = by_item.get_mut(at) {
            cells.push(cell.form.cell);
            periods.insert(cell.period);
        }
    }
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (item, cells, periods) in by_item {
        let Some(element) = layout.element(item) else { continue };
        let same = |group: &&mut Group<'_>| {
            group.element.code == element.code && group.periods == periods
        };
        match groups.iter_mut().find(same) {
            Some(group) => {
                group.items.push(item);
                group.cells.extend(cells);
            }
            None => groups.push(Group { element, items: vec![item], cells, periods }),
        }
    }
    let figures = groups.iter().map(|group| line(layout, group));
    figures.chain(words(layout, sheet)).collect()
}

/// The cells of a sheet for the branch's own words.
fn words(layout: &Layout<'_>, sheet: &FormSheet) -> Vec<TextRow> {
    let own = layout.cells.iter().filter(|cell| cell.sheet.name == sheet.name);
    let own = own.filter(|cell| cell.role == Role::Input);
    let line = |cell: &BlankCell<'_>| {
        let Named::Text(text) = cell.form.named else { return None };
        let name = layout.data.pack.texts.get(text)?.name.clone();
        let cell = cell.form.cell.to_string();
        Some(row(TextStyle::Text, [name, cell, "ghi bằng lời".to_owned()]))
    };
    own.filter_map(line).collect()
}

/// Names, cells and unit of measure.
fn line(layout: &Layout<'_>, group: &Group<'_>) -> TextRow {
    let Group { element, items, cells, periods } = group;
    let parts = items.iter().filter(|item| !item.is_total());
    let parts: Vec<&str> = parts
        .filter_map(|item| layout.data.pack.catalogue.category(*item))
        .map(|category| category.name.as_str())
        .collect();
    let between = if parts.len() == items.len() { ": " } else { "; trong đó: " };
    let mut label = element.name.clone();
    if !parts.is_empty() {
        label = format!("{label}{between}{}", parts.join("; "));
    }
    if let (Some(period), 1) = (periods.first(), periods.len())
        && *period != layout.data.period
    {
        label = format!("{label} ({})", in_words(*period));
    }
    let class = element.kind == ValueKind::Class;
    let ticked = class && !items.iter().any(|item| item.is_total());
    let unit = match (class, ticked) {
        (_, true) => "đánh dấu X ở một ô",
        (true, false) => "chọn một mức",
        (false, false) => &element.unit,
    };
    row(TextStyle::Text, [&label, &addresses(cells), unit])
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
            && item.is_total()
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
    let computing = told_rules(computing);
    let own = watched.iter().filter(|watched| !watched.rule.is_of_parts());
    let own = told_rules(own.map(|watched| watched.rule));
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

/// Rules, one a line; what several of them want alike is told once, above them.
fn told_rules<'r>(rules: impl Iterator<Item = &'r Rule>) -> Vec<TextRow> {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for rule in rules {
        let (instruction, name) = (rule.instruction.as_str(), rule.name.as_str());
        match groups.iter_mut().find(|(known, _)| *known == instruction) {
            Some((_, names)) => names.push(name),
            None => groups.push((instruction, vec![name])),
        }
    }
    let lines = groups.into_iter().flat_map(|(instruction, names)| match names.as_slice() {
        [name] => vec![format!("- {name}: {instruction}.")],
        several => {
            let title = format!("- {instruction}:");
            let names = several.iter().map(|name| format!("  + {name}."));
            std::iter::once(title).chain(names).collect()
        }
    });
    lines.map(|line| row(TextStyle::Text, [line])).collect()
}
