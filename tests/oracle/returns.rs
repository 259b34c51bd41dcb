//! Puts an organisation on paper: the office's settings and the returns that came.

use std::path::Path;

use rust_xlsxwriter::{Workbook, Worksheet};

use super::calendar::{Day, Span};
use super::measure::Measure;
use super::pack;
use super::world::{FIRST_YEAR, LAST_YEAR, Scheme, World};
use super::{counting, truth};

/// Writes the workspace of the office, with everything below it at once.
pub fn write(world: &World, workspace: &Path) {
    let all: Vec<usize> = (0..world.units.len()).collect();
    write_for(world, world.office, &all, workspace);
}

/// Writes the workspace of a unit that knows only some units, with the returns of the leaves
/// among them that stand below it.
pub fn write_for(world: &World, office: usize, known: &[usize], workspace: &Path) {
    std::fs::create_dir_all(workspace.join("bao-cao-den")).unwrap();
    pack::write(world, workspace);
    settings(world, office, known).save(workspace.join("thiet-lap.xlsx")).unwrap();
    let leaves = world.leaves().into_iter();
    for leaf in leaves.filter(|leaf| known.contains(leaf) && world.is_within(*leaf, office)) {
        for span in returns(world) {
            if world.came(leaf, span) {
                let file = workspace.join("bao-cao-den").join(name(world, leaf, span));
                one_return(world, leaf, span).save(file).unwrap();
            }
        }
    }
}

/// The name of the file in which a unit's return comes.
pub fn name(world: &World, unit: usize, span: Span) -> String {
    format!("{} {span}.xlsx", world.units[unit].code).replace("..", "-")
}

/// The periods of the returns that are written.
fn returns(world: &World) -> Vec<Span> {
    match world.scheme {
        Scheme::TwoYears => vec![Span::years(FIRST_YEAR, LAST_YEAR)],
        _ => world.reported(),
    }
}

fn settings(world: &World, office: usize, known: &[usize]) -> Workbook {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Đơn vị").unwrap();
    let (first, last) = (world.term.first, world.term.last);
    let term =
        format!("{}-T{:02}..{}-T{:02}", first / 12, first % 12 + 1, last / 12, last % 12 + 1);
    let rows = [
        ("Tên cơ quan, đơn vị", "Đảng ủy Thử"),
        ("Mã tổ chức", &world.units[office].code),
        ("Bộ biểu mẫu", pack::CODE),
        ("Nhiệm kỳ", &term),
    ];
    for (row, (key, value)) in (0..).zip(rows) {
        sheet.write(row, 0, key).unwrap();
        sheet.write(row, 1, value).unwrap();
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name("Tổ chức").unwrap();
    let columns = ["Mã", "Tên", "Loại", "Trực thuộc", "Ngày thành lập", "Ngày kết thúc"];
    for (column, heading) in (0..).zip(columns) {
        sheet.write(0, column, heading).unwrap();
    }
    for (row, at) in (1..).zip(known) {
        let unit = &world.units[*at];
        let parent = unit.parent.filter(|parent| known.contains(parent));
        let parent = parent.map_or("", |at| &world.units[at].code);
        for (column, text) in (0..).zip([&unit.code, &unit.name, unit.kind.name(), parent]) {
            sheet.write(row, column, text).unwrap();
        }
        date(sheet, row, 4, unit.opened);
        date(sheet, row, 5, unit.closed);
    }
    plan(workbook.add_worksheet(), world, known);
    workbook
}

fn plan(sheet: &mut Worksheet, world: &World, known: &[usize]) {
    sheet.set_name("Kế hoạch giao").unwrap();
    let columns = ["Đơn vị", "Số liệu", "Kỳ", "Số giao", "Văn bản giao"];
    for (column, heading) in (0..).zip(columns) {
        sheet.write(0, column, heading).unwrap();
    }
    let lines = world.plan.iter().filter(|(unit, _, _)| known.contains(unit));
    for (row, (unit, year, count)) in (1..).zip(lines) {
        sheet.write(row, 0, &world.units[*unit].code).unwrap();
        sheet.write(row, 1, Measure::Plan.label()).unwrap();
        sheet.write(row, 2, year.to_string()).unwrap();
        sheet.write(row, 3, *count).unwrap();
    }
}

fn date(sheet: &mut Worksheet, row: u32, column: u16, day: Option<Day>) {
    if let Some((year, month, day)) = day {
        sheet.write(row, column, format!("{day:02}/{month:02}/{year}")).unwrap();
    }
}

/// The form as the unit filled it in.
fn one_return(world: &World, leaf: usize, of: Span) -> Workbook {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(pack::SHEET).unwrap();
    let columns = pack::columns(world, of);
    pack::headings(sheet, world, &columns);
    sheet.write(pack::UNIT_ROW, 1, &world.units[leaf].name).unwrap();
    sheet.write(pack::PERIOD_ROW, 1, of.words()).unwrap();
    for (row, measure) in pack::rows() {
        sheet.write(row, 0, measure.label()).unwrap();
        for (column, span) in &columns {
            if !world.blank.contains(&(leaf, *span, measure)) {
                fill(sheet, (row, *column), world, leaf, measure, *span);
            }
        }
        if world.recalls && measure.is_recalled() {
            fill(sheet, (row, 2), world, leaf, measure, of.years_back(1));
        }
    }
    workbook
}

fn fill(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    world: &World,
    leaf: usize,
    measure: Measure,
    span: Span,
) {
    if !truth::owes(world, leaf, measure, span) {
        return;
    }
    if measure == Measure::Class {
        let name = match counting::class(world, leaf, span) {
            0 => Measure::ClassGood.label(),
            1 => Measure::ClassFair.label(),
            _ => Measure::ClassPoor.label(),
        };
        sheet.write(row, column, name).unwrap();
    } else if let Some(value) = counting::leaf_value(world, leaf, measure, span) {
        sheet.write(row, column, value.over as f64 / value.under as f64).unwrap();
    }
}
