//! The test pack: its TOML files and its one form, made from the measures.

use std::path::Path;

use rust_xlsxwriter::{Workbook, Worksheet};

use super::calendar::{CutOff, Span};
use super::indicators::{self, Ratio};
use super::measure::{self, Measure, OverPeriods, OverUnits, Route};
use super::world::{FIRST_YEAR, LAST_YEAR, Missing, Scheme, World};

/// Code of the pack.
pub const CODE: &str = "thu";
/// The form's sheet.
pub const SHEET: &str = "Biểu số liệu";
/// Row of the unit's name, and of the period's, in column B.
pub const UNIT_ROW: u32 = 1;
/// See [`UNIT_ROW`].
pub const PERIOD_ROW: u32 = 2;
/// Row of the first figure.
const FIRST_ROW: u32 = 5;

/// The rows of the form, in order: one a figure, but one for all parts of a class.
pub fn rows() -> impl Iterator<Item = (u32, Measure)> {
    let rows = measure::ALL.into_iter();
    let rows = rows.filter(|measure| measure.row() == *measure && measure.is_on_form());
    (FIRST_ROW..).zip(rows)
}

/// The columns of the form, in order, with the period of each; one when the form has only its own.
pub fn columns(world: &World, own: Span) -> Vec<(u16, Span)> {
    match world.scheme {
        Scheme::TwoYears => {
            let years = (FIRST_YEAR..=LAST_YEAR).map(|year| Span::years(year, year));
            (1..).zip(years).collect()
        }
        _ => vec![(1, own)],
    }
}

/// Writes the pack into a workspace.
pub fn write(world: &World, workspace: &Path) {
    let folder = workspace.join("bo-bieu").join(CODE);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("pack.toml"), pack_toml(world)).unwrap();
    std::fs::write(folder.join("elements.toml"), elements_toml(world)).unwrap();
    std::fs::write(folder.join("indicators.toml"), indicators_toml()).unwrap();
    std::fs::write(folder.join("rules.toml"), rules_toml()).unwrap();
    form(world).save(folder.join("bieu.xlsx")).unwrap();
}

fn pack_toml(world: &World) -> String {
    let schedule = match world.scheme {
        Scheme::Cumulative => r#"periods = ["Q1", "6T", "9T", "year"]"#,
        Scheme::Quarters => r#"periods = ["Q1", "Q2", "Q3", "Q4"]"#,
        Scheme::Months => {
            r#"periods = ["T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08", "T09", "T10", "T11", "T12"]"#
        }
        Scheme::Years => r#"periods = ["year"]"#,
        Scheme::TwoYears => r#"period = "2023..2024""#,
    };
    let cut_off = match world.cut_off {
        CutOff::LastDay => String::new(),
        CutOff::DayOfMonth(day) => format!("cut_off = {day}\n"),
    };
    let owed_by = if world.owed_by_lowest {
        r#"["lowest"]"#
    } else {
        r#"["chi-bo-truc-thuoc", "chi-bo-co-so"]"#
    };
    format!(
        r#"code = "{CODE}"
name = "Bộ thử"
version = "1"
{schedule}
{cut_off}
[[form]]
code = "bieu-thu"
version = "1"
name = "Biểu thử"
file = "bieu.xlsx"
owed_by = {owed_by}
output = "bieu-tong-hop.xlsx"
"#
    )
}

fn elements_toml(world: &World) -> String {
    let mut text = String::new();
    for total in measure::ALL.into_iter().filter(|measure| measure.path().1 == "tong") {
        let (code, _) = total.path();
        let (name, unit) = (total.label(), total.unit());
        let kind = match total {
            Measure::Class => "class",
            _ if total.is_decimal() => "decimal",
            _ => "integer",
        };
        let over_units = match total.over_units() {
            OverUnits::Sum => "over_units = \"sum\"",
            OverUnits::Mean => "over_units = \"weighted_mean\"\nweight = \"ket_nap\"",
            OverUnits::Min => "over_units = \"min\"",
            OverUnits::Max => "over_units = \"max\"",
            OverUnits::None => "over_units = \"none\"",
        };
        let over_periods = match total.over_periods() {
            OverPeriods::Sum => "sum",
            OverPeriods::Last => "last",
            OverPeriods::First => "first",
            OverPeriods::Min => "min",
            OverPeriods::Max => "max",
            OverPeriods::None => "none",
        };
        text.push_str(&format!(
            "[[element]]\ncode = \"{code}\"\nname = \"{name}\"\nunit = \"{unit}\"\n\
             kind = \"{kind}\"\n{over_units}\nover_periods = \"{over_periods}\"\n"
        ));
        text.push_str(strategy(world, total));
        if !total.is_on_form() {
            text.push_str("given_in = \"settings\"\n");
        }
        let parts = measure::ALL
            .into_iter()
            .filter(|part| part.path().0 == code && part.path().1 != "tong");
        let parts: Vec<String> = parts
            .map(|part| {
                format!(
                    "    {{ code = \"{}\", name = \"{}\" }},\n",
                    part.path().1,
                    part.label()
                )
            })
            .collect();
        if !parts.is_empty() {
            text.push_str(&format!("categories = [\n{}]\n", parts.concat()));
        }
        text.push('\n');
    }
    text + &transfers_toml()
}

fn strategy(world: &World, total: Measure) -> &'static str {
    let missing = match total {
        Measure::Members => world.stock_missing,
        Measure::Died => world.deaths_missing,
        Measure::Opening if world.opening_repeats => return "opening_of = \"dang_vien\"\n",
        _ => Missing::Partial,
    };
    match missing {
        Missing::Partial => "",
        Missing::Whole => "missing = \"whole\"\n",
        Missing::Carry => "missing = \"carry\"\n",
    }
}

fn transfers_toml() -> String {
    let transfers = Route::CANCELLING.map(|route| {
        let within = match route {
            Route::Section => "dang-bo-bo-phan",
            _ => "dang-bo-co-so",
        };
        let code = route.code();
        format!(
            "[[transfer]]\nname = \"Chuyển trong nội bộ: {code}\"\nwithin = [\"{within}\"]\n\
             in = \"chuyen_den.{code}\"\nout = \"chuyen_di.{code}\"\n\
             in_totals = [\"chuyen_den\", \"tang\"]\nout_totals = [\"chuyen_di\", \"giam\"]\n\n"
        )
    });
    transfers.concat()
}

fn indicators_toml() -> String {
    let ratios = indicators::ALL.iter().map(|ratio| {
        format!(
            "[[indicator]]\ncode = \"{0}\"\nname = \"{0}\"\nunit = \"%\"\nnumerator = \"{1}\"\n\
             denominator = \"{2}\"\nfactor = 100\nmissing = \"{3}\"\n\n",
            ratio.code,
            Ratio::written(ratio.above),
            Ratio::written(ratio.below),
            ratio.missing.code(),
        )
    });
    ratios.collect()
}

/// What holds in every organisation: the program must never find it broken.
const RULES: [&str; 6] = [
    "dau_ky + tang - giam = dang_vien",
    "dau_ky = dang_vien @ truoc-ky",
    "tang = ket_nap + chuyen_den",
    "giam = tu_tran + chuyen_di",
    "chuyen_den = chuyen_den.bo_phan + chuyen_den.dang_bo + chuyen_den.noi_khac",
    "chuyen_di = chuyen_di.bo_phan + chuyen_di.dang_bo + chuyen_di.noi_khac",
];

fn rules_toml() -> String {
    let rules = (1..).zip(RULES).map(|(number, check)| {
        let missing = if check.contains('.') { "not_due_is_zero" } else { "skip" };
        format!(
            "[[rule]]\ncode = \"R-{number}\"\nname = \"{check}\"\ncheck = \"{check}\"\n\
             missing = \"{missing}\"\ninstruction = \"xem lại\"\n\n"
        )
    });
    rules.collect()
}

/// The form with its tags.
fn form(world: &World) -> Workbook {
    let own = Span::years(LAST_YEAR, LAST_YEAR);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(SHEET).unwrap();
    headings(sheet, world, &columns(world, own));
    sheet.write(UNIT_ROW, 1, "{{ don_vi.ten }}").unwrap();
    sheet.write(PERIOD_ROW, 1, "{{ ky.ten }}").unwrap();
    for (row, measure) in rows() {
        sheet.write(row, 0, measure.label()).unwrap();
        let path = measure.reference();
        for (column, span) in columns(world, own) {
            let tag = match world.scheme {
                Scheme::TwoYears => format!("{{{{ {path} @ {span} }}}}"),
                _ => format!("{{{{ {path} }}}}"),
            };
            sheet.write(row, column, tag).unwrap();
        }
        if world.recalls && measure.is_recalled() {
            sheet.write(row, 2, format!("{{{{ {path} @ cung-ky }}}}")).unwrap();
        }
    }
    workbook
}

/// What is printed on the form above and beside its figures.
pub fn headings(sheet: &mut Worksheet, world: &World, columns: &[(u16, Span)]) {
    sheet.write(0, 0, "BIỂU THỬ").unwrap();
    sheet.write(UNIT_ROW, 0, "Đơn vị").unwrap();
    sheet.write(PERIOD_ROW, 0, "Kỳ báo cáo").unwrap();
    sheet.write(FIRST_ROW - 1, 0, "Nội dung").unwrap();
    for (column, span) in columns {
        let heading = match world.scheme {
            Scheme::TwoYears => span.words(),
            _ => "Số lượng".to_owned(),
        };
        sheet.write(FIRST_ROW - 1, *column, heading).unwrap();
    }
    if world.recalls {
        sheet.write(FIRST_ROW - 1, 2, "Cùng kỳ năm trước").unwrap();
    }
}
