//! What a consolidated return carries besides its figures, so that the level above can merge it
//! exactly: unrounded values, numerators and denominators of means, and which units below owe
//! each figure, lack it, or have an earlier one standing in.
//!
//! It stands in sheets that nobody sees: one names the return, one lists the units below, one the
//! sets of units that figures cover, one the figures.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

use crate::model::{ConsolidatedState, Period, State, StatementBelow, WeightedSum};
use crate::ooxml::CellRef;
use crate::sheet::{Sheet, Workbook};
use crate::text;

/// The sheet that names a return: keys in column A, values in column B. Issued blanks have it too.
pub const IDENTITY_SHEET: &str = "_tonghop";
/// In that sheet of a blank, the key of the names of cells that had a formula when it went out.
pub const COMPUTES: &str = "computes";
const UNITS_SHEET: &str = "_tonghop_don_vi";
const SETS_SHEET: &str = "_tonghop_pham_vi";
const FIGURES_SHEET: &str = "_tonghop_so_lieu";
const STATEMENTS_SHEET: &str = "_tonghop_y_kien";
const SEAL_SHEET: &str = "_tonghop_niem_phong";

/// Characters of a list of units in one cell; longer lists go on in a further row.
const LONGEST_LIST: usize = 30_000;

/// A figure as a consolidated return carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedFigure {
    /// What stands behind it.
    pub state: State,
    /// The exact value.
    pub value: Option<Decimal>,
    /// What its cell says, as printed.
    pub printed: String,
    /// For merging.
    pub merged: ConsolidatedState,
}

/// What units below said in their own words, as a consolidated return carries it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CarriedStatement {
    /// What its cell says, as printed.
    pub printed: String,
    /// Who wrote what, in order.
    pub below: Vec<StatementBelow>,
}

/// The key by which the sheet that names a return says that it was consolidated.
pub const CONSOLIDATED: &str = "consolidated";

/// Whether a workbook is a return that was itself consolidated, in whatever state.
pub fn is_consolidated(workbook: &Workbook) -> bool {
    let carried = [UNITS_SHEET, SETS_SHEET, FIGURES_SHEET, STATEMENTS_SHEET, SEAL_SHEET];
    let says_so = workbook.sheet(IDENTITY_SHEET).is_some_and(|sheet| {
        sheet.iter().any(|(at, cell)| at.col == 0 && cell.text == CONSOLIDATED)
    });
    says_so || carried.iter().any(|name| workbook.sheet(name).is_some())
}

/// Units in all sets of a return together, beyond which it is refused: a few sets of a country's
/// branches.
const MOST_IN_SETS: usize = 4_000_000;

/// Everything that a consolidated return carries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Upward {
    /// The figures, by path and period.
    pub figures: BTreeMap<(String, Period), CarriedFigure>,
    /// What was said, by path and period.
    pub statements: BTreeMap<(String, Period), CarriedStatement>,
}

/// In the sheet of words, a row with what the cell says.
const PRINTED: &str = "printed";
/// In the sheet of words, a row with what one unit said.
const SAID: &str = "said";

/// Rows of a sheet.
type Rows = Vec<Vec<String>>;

/// Codes and names of the units that figures are of.
type Owing = Arc<[(String, String)]>;

/// One set of units: who owes, who is missing, who is carried.
type UnitSet = (Owing, Vec<String>, Vec<String>);

impl Upward {
    /// The hidden sheets, by name.
    pub fn sheets(&self) -> Vec<(&'static str, Rows)> {
        let mut units: BTreeMap<&str, &str> = BTreeMap::new();
        for figure in self.figures.values() {
            let owing = figure.merged.owing.iter();
            units.extend(owing.map(|(code, name)| (code.as_str(), name.as_str())));
        }
        let index: BTreeMap<&str, usize> =
            units.keys().enumerate().map(|(at, code)| (*code, at)).collect();
        let mut sets: Vec<UnitSet> = Vec::new();
        let mut figures: Rows = Vec::new();
        for ((path, period), figure) in &self.figures {
            let merged = &figure.merged;
            let set =
                (Arc::clone(&merged.owing), merged.missing.clone(), merged.carried.clone());
            let at = sets.iter().position(|known| *known == set).unwrap_or_else(|| {
                sets.push(set);
                sets.len() - 1
            });
            let number = |value: Option<Decimal>| {
                value.map_or_else(String::new, |value| value.to_string())
            };
            figures.push(vec![
                path.clone(),
                period.to_string(),
                figure.state.code().to_owned(),
                number(figure.value),
                number(merged.weighted.map(|sum| sum.products)),
                number(merged.weighted.map(|sum| sum.weights)),
                at.to_string(),
                figure.printed.clone(),
            ]);
        }
        let units: Rows = units
            .iter()
            .map(|(code, name)| vec![(*code).to_owned(), (*name).to_owned()])
            .collect();
        let sets = set_rows(&sets, &index);
        let mut sheets =
            vec![(UNITS_SHEET, units), (SETS_SHEET, sets), (FIGURES_SHEET, figures)];
        // Packs that ask for no words carry none.
        if !self.statements.is_empty() {
            sheets.push((STATEMENTS_SHEET, self.statement_rows()));
        }
        let seal = seal(sheets.iter().map(|(_, rows)| rows));
        sheets.push((SEAL_SHEET, vec![vec![seal]]));
        sheets
    }

    fn statement_rows(&self) -> Rows {
        let mut rows = Rows::new();
        for ((path, period), statement) in &self.statements {
            let row = |rest: [&str; 4]| {
                let key = [path.clone(), period.to_string()].into_iter();
                key.chain(rest.map(str::to_owned)).collect::<Vec<_>>()
            };
            rows.push(row([PRINTED, "", "", &statement.printed]));
            let below = statement.below.iter();
            rows.extend(below.map(|said| row([SAID, &said.code, &said.name, &said.text])));
        }
        rows
    }

    /// What a workbook carries; `None` when it is no consolidated return, or not a sound one.
    pub fn read(workbook: &Workbook) -> Option<Self> {
        let (units, sets) = (workbook.sheet(UNITS_SHEET)?, workbook.sheet(SETS_SHEET)?);
        let sheet = workbook.sheet(FIGURES_SHEET)?;
        let statements = workbook.sheet(STATEMENTS_SHEET);
        let sealed = [Some(units), Some(sets), Some(sheet), statements].into_iter().flatten();
        let as_read: Vec<Rows> = sealed.map(all_texts).collect();
        if cell_text(workbook.sheet(SEAL_SHEET)?, 0, 0) != seal(as_read.iter()) {
            return None;
        }
        let units: Vec<(String, String)> = rows(units)
            .map(|row| {
                (cell_text(units, row, 0).to_owned(), cell_text(units, row, 1).to_owned())
            })
            .collect();
        let sets = read_sets(sets, &units)?;
        let figures = rows(sheet).map(|row| read_figure(sheet, row, &sets));
        let figures = figures.collect::<Option<_>>()?;
        let statements = statements.map_or_else(|| Some(BTreeMap::new()), read_statements)?;
        Some(Self { figures, statements })
    }

    /// The same, with the codes of units below made unlike those of any other return: each office
    /// numbers its branches from 01.
    #[must_use]
    pub fn under(self, code: &str) -> Self {
        let own = |below: &String| format!("{code}/{below}");
        // Most figures are of the same units.
        let mut known: Vec<(Owing, Owing)> = Vec::new();
        let figures = self.figures.into_iter().map(|(key, mut figure)| {
            let merged = &mut figure.merged;
            let found = known.iter().find(|(old, _)| Arc::ptr_eq(old, &merged.owing));
            let owing = found.map_or_else(
                || {
                    merged
                        .owing
                        .iter()
                        .map(|(below, name)| (own(below), name.clone()))
                        .collect()
                },
                |(_, new)| Arc::clone(new),
            );
            if found.is_none() {
                known.push((Arc::clone(&merged.owing), Arc::clone(&owing)));
            }
            merged.owing = owing;
            merged.missing = merged.missing.iter().map(own).collect();
            merged.carried = merged.carried.iter().map(own).collect();
            (key, figure)
        });
        Self { figures: figures.collect(), statements: self.statements }
    }
}

fn set_rows(sets: &[UnitSet], index: &BTreeMap<&str, usize>) -> Rows {
    let mut rows = Rows::new();
    for (at, (owing, missing, carried)) in sets.iter().enumerate() {
        let owing: Vec<&str> = owing.iter().map(|(code, _)| code.as_str()).collect();
        let missing: Vec<&str> = missing.iter().map(String::as_str).collect();
        let carried: Vec<&str> = carried.iter().map(String::as_str).collect();
        for (kind, codes) in [("owing", owing), ("missing", missing), ("carried", carried)] {
            let mut numbers: Vec<usize> =
                codes.iter().filter_map(|code| index.get(code).copied()).collect();
            numbers.sort_unstable();
            for list in ranges(&numbers) {
                rows.push(vec![at.to_string(), kind.to_owned(), list]);
            }
        }
    }
    rows
}

/// Numbers as `0-39,41`, in as many texts as cells can hold.
fn ranges(numbers: &[usize]) -> Vec<String> {
    let mut lists = vec![String::new()];
    for run in numbers.chunk_by(|one, next| one + 1 == *next) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let run = if first == last { first.to_string() } else { format!("{first}-{last}") };
        match lists.last_mut() {
            Some(list) if list.is_empty() => list.push_str(&run),
            Some(list) if list.len() < LONGEST_LIST => {
                list.push(',');
                list.push_str(&run);
            }
            _ => lists.push(run),
        }
    }
    lists
}

/// What the sheets say together, in short: a row lost or changed shows. Spaces and the way letters
/// are composed may change when a workbook is saved, and do not count.
fn seal<'a>(sheets: impl Iterator<Item = &'a Rows>) -> String {
    let mut digest = Sha256::new();
    for rows in sheets {
        for row in rows {
            for cell in row.iter().filter(|cell| !cell.trim().is_empty()) {
                digest.update(text::key::of(cell));
                digest.update([0]);
            }
            digest.update([1]);
        }
        digest.update([2]);
    }
    text::hex(&digest.finalize())
}

/// The texts of a sheet, row by row.
fn all_texts(sheet: &Sheet) -> Rows {
    let mut texts: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for (at, cell) in sheet.iter() {
        texts.entry(at.row).or_default().push(cell.text.clone());
    }
    texts.into_values().collect()
}

/// Rows with anything in them, in order.
fn rows(sheet: &Sheet) -> impl Iterator<Item = u32> + '_ {
    let rows: std::collections::BTreeSet<u32> = sheet.iter().map(|(at, _)| at.row).collect();
    rows.into_iter()
}

fn cell_text(sheet: &Sheet, row: u32, col: u16) -> &str {
    sheet.get(CellRef::new(row, col)).map_or("", |cell| cell.text.as_str())
}

fn read_sets(sheet: &Sheet, units: &[(String, String)]) -> Option<BTreeMap<String, UnitSet>> {
    let mut sets: BTreeMap<String, [Vec<(String, String)>; 3]> = BTreeMap::new();
    let mut room = MOST_IN_SETS;
    for row in rows(sheet) {
        let [owing, missing, carried] =
            sets.entry(cell_text(sheet, row, 0).to_owned()).or_default();
        let into = match cell_text(sheet, row, 1) {
            "owing" => owing,
            "missing" => missing,
            "carried" => carried,
            _ => return None,
        };
        let mut next = 0;
        for run in cell_text(sheet, row, 2).split(',').filter(|run| !run.is_empty()) {
            let (first, last) = run.split_once('-').unwrap_or((run, run));
            let (first, last): (usize, usize) = (first.parse().ok()?, last.parse().ok()?);
            // Rising, so that no unit stands in a set twice; all sets together bounded.
            let new = units.get(first..=last).filter(|_| first >= next)?;
            next = last + 1;
            room = room.checked_sub(new.len())?;
            into.extend_from_slice(new);
        }
    }
    let codes =
        |units: Vec<(String, String)>| units.into_iter().map(|(code, _)| code).collect();
    let sets = sets.into_iter().map(|(at, [owing, missing, carried])| {
        let all_owe = missing.iter().chain(&carried).all(|unit| owing.contains(unit));
        all_owe.then(|| (at, (Arc::from(owing), codes(missing), codes(carried))))
    });
    sets.collect()
}

fn read_statements(sheet: &Sheet) -> Option<BTreeMap<(String, Period), CarriedStatement>> {
    let mut statements: BTreeMap<(String, Period), CarriedStatement> = BTreeMap::new();
    for row in rows(sheet) {
        let text = |col| cell_text(sheet, row, col).to_owned();
        let statement = statements.entry((text(0), text(1).parse().ok()?)).or_default();
        match cell_text(sheet, row, 2) {
            PRINTED => statement.printed = text(5),
            SAID => {
                statement.below.push(StatementBelow {
                    code: text(3),
                    name: text(4),
                    text: text(5),
                });
            }
            _ => return None,
        }
    }
    Some(statements)
}

fn read_figure(
    sheet: &Sheet,
    row: u32,
    sets: &BTreeMap<String, UnitSet>,
) -> Option<((String, Period), CarriedFigure)> {
    let number = |col| match cell_text(sheet, row, col) {
        "" => Some(None),
        digits => digits.parse::<Decimal>().ok().map(Some),
    };
    let period = cell_text(sheet, row, 1).parse().ok()?;
    let weighted = number(4)?.zip(number(5)?);
    let (owing, missing, carried) = sets.get(cell_text(sheet, row, 6))?;
    let figure = CarriedFigure {
        state: State::from_code(cell_text(sheet, row, 2))?,
        value: number(3)?,
        printed: cell_text(sheet, row, 7).to_owned(),
        merged: ConsolidatedState {
            weighted: weighted.map(|(products, weights)| WeightedSum { products, weights }),
            owing: Arc::clone(owing),
            missing: missing.clone(),
            carried: carried.clone(),
        },
    };
    Some(((cell_text(sheet, row, 0).to_owned(), period), figure))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sheets in a real workbook, read back.
    fn workbook(upward: &Upward) -> Workbook {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        for (name, rows) in upward.sheets() {
            let sheet = workbook.add_worksheet().set_name(name).unwrap();
            for (row, cells) in (0u32..).zip(rows) {
                for (col, text) in (0u16..).zip(cells) {
                    sheet.write_string(row, col, text).unwrap();
                }
            }
        }
        let bytes = workbook.save_to_buffer().unwrap();
        crate::sheet::read("t.xlsx", &bytes, &crate::sheet::Limits::default()).unwrap()
    }

    fn figure(value: &str, units: &[u32], missing: &[&str]) -> CarriedFigure {
        let owing = units.iter().map(|unit| (format!("CB{unit:05}"), format!("Chi bộ {unit}")));
        CarriedFigure {
            state: State::Computed,
            value: value.parse().ok(),
            printed: value.to_owned(),
            merged: ConsolidatedState {
                weighted: None,
                owing: owing.collect(),
                missing: missing.iter().map(|code| (*code).to_owned()).collect(),
                carried: Vec::new(),
            },
        }
    }

    #[test]
    fn what_is_carried_up_is_read_again_even_of_units_by_the_thousand() {
        let period = "2024-6T".parse().unwrap();
        let every_other: Vec<u32> = (0..20_000).step_by(2).collect();
        let mut mean = figure("35.333333333333333333333333333", &[1, 2, 3], &["CB00002"]);
        let (products, weights) = ("106".parse().unwrap(), Decimal::from(3));
        mean.merged.weighted = Some(WeightedSum { products, weights });
        let figures = BTreeMap::from([
            (("dang_vien".to_owned(), period), figure("12", &every_other, &[])),
            (("tuoi_ket_nap".to_owned(), period), mean),
        ]);
        let statements = BTreeMap::from([(
            (("han_che".to_owned()), period),
            CarriedStatement {
                printed: "- Thiếu kinh phí (Chi bộ 1)\n- b".to_owned(),
                below: vec![StatementBelow {
                    code: "CB1".to_owned(),
                    name: "Chi bộ 1".to_owned(),
                    text: "Thiếu kinh phí\nb".to_owned(),
                }],
            },
        )]);
        let upward = Upward { figures, statements };
        assert_eq!(Upward::read(&workbook(&upward)), Some(upward));
    }

    #[test]
    fn a_row_that_was_lost_or_changed_on_the_way_is_noticed() {
        let period = "2024-6T".parse().unwrap();
        let key = |path: &str| (path.to_owned(), period);
        let upward = |units: &[u32]| Upward {
            figures: BTreeMap::from([
                (key("tang"), figure("3", units, &[])),
                (key("giam"), figure("2", units, &[])),
            ]),
            statements: BTreeMap::from([(key("han_che"), CarriedStatement::default())]),
        };
        let sound = workbook(&upward(&[1, 2]));
        assert!(Upward::read(&sound).is_some());
        let other = workbook(&upward(&[1, 3]));
        for sheet in [UNITS_SHEET, SETS_SHEET, FIGURES_SHEET, STATEMENTS_SHEET, SEAL_SHEET] {
            let mut changed = sound.clone();
            changed.sheets.retain(|known| known.name != sheet);
            assert_eq!(Upward::read(&changed), None, "without {sheet}");
        }
        let mut mixed = sound;
        for sheet in &mut mixed.sheets {
            if sheet.name == UNITS_SHEET {
                *sheet = other.sheet(UNITS_SHEET).unwrap().clone();
            }
        }
        assert_eq!(Upward::read(&mixed), None);
    }

    #[test]
    fn a_plain_return_carries_nothing() {
        assert_eq!(Upward::read(&Workbook::default()), None);
    }
}
