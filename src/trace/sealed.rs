//! Figures beside what was sealed: what each was, what it is now, by which document it went out, and
//! which cells made it so.

use rust_decimal::Decimal;
use serde::Serialize;

use super::FigureKey;
use super::diff::{Cause, CellTold, ChangedCell, cause_in_words, difference_in_words};
use super::words;
use crate::model::{FactKey, OverUnits, Period};
use crate::pack::{Consolidated, Named};
use crate::seal::{Change, Compared, PackSeals, SealedCell};
use crate::text::{Lang, number};

/// Decimals to which figures are told, as many as documents print.
const DECIMALS: u32 = 2;

/// Causes that are told one by one before the rest is counted.
const CAUSES: usize = 12;

/// A figure of a sealed period that is other than it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// Code of the unit.
    pub unit_code: String,
    /// Name of the unit.
    pub unit: String,
    /// Name of the figure.
    pub label: String,
    /// The figure, as references write it.
    pub path: String,
    /// Unit of measure.
    pub measure: String,
    /// The period.
    pub period: Period,
    /// As it was sealed, if there was a figure.
    pub before: Option<Decimal>,
    /// As it is, if there is a figure.
    pub after: Option<Decimal>,
    /// The document by which it was issued.
    pub document: String,
    /// What made it so, one a line.
    pub cause: String,
}

impl Correction {
    /// A value in words, as documents print it.
    pub fn value(value: Option<Decimal>, lang: Lang) -> String {
        match value {
            Some(value) => number::format(value, DECIMALS, lang),
            None => lang.pick("không có số", "no figure").to_owned(),
        }
    }

    /// A value as documents print it.
    pub fn rounded(value: Decimal) -> Decimal {
        number::rounded(value, DECIMALS)
    }

    /// The difference in words; empty where one of the two is none. Readers take one value from the
    /// other, so it is that of the values as they are printed.
    pub fn difference(&self, lang: Lang) -> String {
        let (after, before) = (self.after.map(Self::rounded), self.before.map(Self::rounded));
        let difference = after.zip(before).and_then(|(a, b)| a.checked_sub(b));
        difference.map(|value| difference_in_words(value, lang)).unwrap_or_default()
    }
}

/// What is other than a seal says, in its order.
pub fn corrections(data: &Consolidated, compared: &Compared) -> Vec<Correction> {
    let told = compared.changes.iter().map(|change| {
        let measure = change.item.and_then(|item| data.pack.catalogue.element(item));
        Correction {
            unit_code: change.unit.clone(),
            unit: change.unit_name(data).to_owned(),
            label: change.label(data),
            path: change.path.clone(),
            measure: measure.map(|element| element.unit.clone()).unwrap_or_default(),
            period: change.period,
            before: change.before,
            after: change.after,
            document: compared.document.clone(),
            cause: causes(data, change, &compared.changes),
        }
    });
    told.collect()
}

/// The cells behind a change: its own, or those of the same figure in the returns below.
fn causes(data: &Consolidated, change: &Change, all: &[Change]) -> String {
    let is_below = |other: &&Change| {
        let within = match (other.org, change.org) {
            (Some(below), Some(above)) => data.tree.is_within(below, above),
            _ => other.unit == change.unit,
        };
        other.is_of_return() && other.period == change.period && within
    };
    let item = change.item.and_then(|item| data.pack.catalogue.element(item));
    let weight = match item.map(|element| &element.over_units) {
        Some(OverUnits::WeightedMean { weight }) => Some(*weight),
        _ => None,
    };
    // A mean changes with its weights too.
    let is_behind =
        |other: &&Change| other.path == change.path || weight.is_some() && other.item == weight;
    let of_return: Vec<&Change> = if change.is_of_return() {
        vec![change]
    } else {
        all.iter().filter(is_below).filter(is_behind).collect()
    };
    if of_return.is_empty() {
        return cause_in_words(&Cause::Elsewhere, ['«', '»'], Lang::Vi);
    }
    let told = of_return.iter().take(CAUSES);
    let mut lines: Vec<String> = told.map(|change| cause(data, change)).collect();
    if let Some(rest @ 1..) = of_return.len().checked_sub(CAUSES) {
        lines.push(format!("… và {rest} nguyên nhân nữa"));
    }
    lines.join("\n")
}

fn cause(data: &Consolidated, change: &Change) -> String {
    let file = |cell: &SealedCell| cell.file.clone();
    let told = match (change.was.as_ref(), change.is.as_ref()) {
        (Some(was), Some(is)) => {
            let cells = cell(was).zip(cell(is)).filter(|(was, is)| was.text != is.text);
            let figure = change.label(data);
            cells.map_or(Cause::Elsewhere, |(before, after)| {
                Cause::Cell(ChangedCell { figure, before, after })
            })
        }
        (None, Some(is)) => Cause::Came { file: file(is), cells: 1 },
        (Some(was), None) => Cause::Gone { file: file(was), cells: 1 },
        (None, None) => Cause::Elsewhere,
    };
    cause_in_words(&told, ['«', '»'], Lang::Vi)
}

fn cell(cell: &SealedCell) -> Option<CellTold> {
    Some(CellTold {
        file: cell.file.clone(),
        sheet: cell.sheet.clone(),
        cell: cell.cell.parse().ok()?,
        text: cell.text.clone(),
    })
}

/// A figure as it was sealed, beside what it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SealedBeside {
    /// The value that was sealed; none where there was none.
    pub value: Option<String>,
    /// By which document.
    pub document: String,
    /// Where the seal stands.
    pub folder: String,
}

/// What was sealed of a figure that is other now.
pub fn sealed_beside(sealed: &PackSeals, key: FigureKey) -> Option<SealedBeside> {
    let Named::Item(item) = key.named else { return None };
    let is_it = |change: &&Change| {
        (change.org, change.item, change.period) == (Some(key.org), Some(item), key.period)
    };
    let mut all = sealed.own.iter().chain(&sealed.earlier);
    all.find_map(|compared| {
        let change = compared.changes.iter().find(is_it)?;
        Some(SealedBeside {
            value: change.before.map(|value| value.normalize().to_string()),
            document: compared.document.clone(),
            folder: compared.folder.clone(),
        })
    })
}

impl SealedBeside {
    /// `đã chốt 905 theo Báo cáo số 12-BC/ĐU (chot/2024-6T)`
    pub fn in_words(&self, lang: Lang) -> String {
        let value = self.value.as_ref().and_then(|value| value.parse().ok());
        let none = || lang.pick("không có số", "no figure").to_owned();
        let value = value.map_or_else(none, |value| words::number(value, lang));
        let document = &self.document;
        let folder = &self.folder;
        lang.pick(
            format!("đã chốt {value} theo {document} ({folder})"),
            format!("sealed as {value} by {document} ({folder})"),
        )
    }
}

/// What was reported of an opening stock that holds a correction of the period before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RestatedBeside {
    /// The value that was reported.
    pub value: String,
    /// What it holds besides.
    pub adjustment: String,
    /// By which document the value was reported.
    pub document: String,
}

/// What was reported of an opening stock that holds a correction.
pub fn restated_beside(data: &Consolidated, key: FigureKey) -> Option<RestatedBeside> {
    let Named::Item(item) = key.named else { return None };
    let key = FactKey { org: key.org, item, period: key.period };
    let of = data.restated.get(&key)?;
    let value = data.figures.get(key)?.value?.checked_sub(of.adjustment)?;
    Some(RestatedBeside {
        value: value.normalize().to_string(),
        adjustment: of.adjustment.normalize().to_string(),
        document: of.document.clone(),
    })
}

impl RestatedBeside {
    /// `đã báo cáo 904 theo số 15-BC/ĐU; điều chỉnh số liệu kỳ trước: +1`
    pub fn in_words(&self, lang: Lang) -> String {
        let parsed = |text: &str| text.parse::<Decimal>().unwrap_or_default();
        let value = words::number(parsed(&self.value), lang);
        let by = difference_in_words(parsed(&self.adjustment), lang);
        let document = &self.document;
        lang.pick(
            format!("đã báo cáo {value} theo {document}; điều chỉnh số liệu kỳ trước: {by}"),
            format!("reported as {value} by {document}; correction of an earlier period: {by}"),
        )
    }
}
