//! The office's own return to the level above: a form filled from the totals that also carries
//! what is needed to merge it exactly.

use std::sync::Arc;

use crate::model::{ConsolidatedState, FactKey, Figure, Item, OrgIx, Period, ValueKind};
use crate::ooxml::CellRef;
use crate::pack::reference::defined_name;
use crate::pack::upward::{
    CONSOLIDATED, CarriedFigure, CarriedStatement, IDENTITY_SHEET, Upward,
};
use crate::pack::{Consolidated, Form, FormSheet, Named, OwedBy};
use crate::sheet::{self, Cell, Value, Workbook};
use crate::template::xlsx::{Carried, DefinedName, HiddenSheet, carry};
use crate::template::{Place, Problem, ProblemKind};

/// Puts identity and mergeable state into a filled form, if it can go to the level above: one that
/// units owe.
pub(super) fn as_return(
    data: &Consolidated,
    form: &Form,
    filled: Vec<u8>,
) -> Result<Vec<u8>, Vec<Problem>> {
    let only_own = form.owed_by.iter().all(|by| *by == OwedBy::Office);
    if only_own {
        return Ok(filled);
    }
    let workbook = sheet::read(&form.output, &filled, &sheet::Limits::default())
        .map_err(|error| vec![unreadable(&error.to_string())])?;
    let mut upward = Upward::default();
    let mut names = Vec::new();
    for sheet in &form.sheets {
        put_sheet(data, sheet, &workbook, &mut upward, &mut names);
    }
    let identity = [
        (CONSOLIDATED, "1"),
        ("form", form.code.as_str()),
        ("version", &form.version),
        ("unit", data.tree.code(data.office)),
        ("period", &data.period.to_string()),
    ];
    let rows = identity.map(|(key, value)| vec![key.to_owned(), value.to_owned()]);
    let mut sheets = vec![HiddenSheet { name: IDENTITY_SHEET.to_owned(), rows: rows.to_vec() }];
    sheets.extend(
        upward
            .sheets()
            .into_iter()
            .map(|(name, rows)| HiddenSheet { name: name.to_owned(), rows }),
    );
    carry(filled, &Carried { sheets, names, properties: Vec::new() })
}

fn unreadable(reason: &str) -> Problem {
    Problem {
        kind: ProblemKind::Unreadable(reason.to_owned()),
        place: Place::File,
        around: String::new(),
    }
}

fn put_sheet(
    data: &Consolidated,
    sheet: &FormSheet,
    workbook: &Workbook,
    upward: &mut Upward,
    names: &mut Vec<DefinedName>,
) {
    let Some(filled) = workbook.sheet(&sheet.name) else { return };
    for cell in &sheet.cells {
        let Some(period) = data.pack.resolve(cell.period, data.period) else { continue };
        if let Named::Text(text) = cell.named {
            let printed = filled.get(cell.cell).map_or("", |cell| cell.text.trim()).to_owned();
            let below = data.statements_below(text, period, data.office);
            let below = below.into_iter().map(|(_, said)| said).collect();
            let carried = CarriedStatement { printed, below };
            upward.statements.insert((cell.path.clone(), period), carried);
            names.push(name_of(&cell.path, period, &sheet.name, cell.cell));
        }
        let Named::Item(item) = cell.named else { continue };
        let Some(figure) = data.book().figure(data.office, item, period) else { continue };
        let there = filled.get(cell.cell);
        let key = FactKey { org: data.office, item, period };
        if !shows(data, key, figure, there) {
            // A template that moves its cells when it is filled is no form to be read back.
            continue;
        }
        let printed = there.map_or("", |cell| cell.text.as_str());
        for part in data.pack.catalogue.items_of_cell(item) {
            put(data, part, period, if part == item { printed } else { "" }, upward);
        }
        names.push(name_of(&cell.path, period, &sheet.name, cell.cell));
    }
}

/// Whether the cell of a filled form shows this figure, or what was reported of it where the form
/// has its correction in another cell.
fn shows(data: &Consolidated, key: FactKey, figure: &Figure, there: Option<&Cell>) -> bool {
    let item = key.item;
    let element = data.pack.catalogue.element(item);
    let class = item.is_total() && element.is_some_and(|e| e.kind == ValueKind::Class);
    match (figure.value, there.map(|cell| &cell.value)) {
        _ if class => true,
        (Some(value), Some(Value::Number(shown))) => {
            let reported = data.restated.get(&key);
            let reported = reported.and_then(|of| value.checked_sub(of.adjustment));
            let mut either = reported.into_iter().chain([value]);
            either.any(|value| sheet::same_number(*shown, value))
        }
        (Some(_), _) | (None, Some(Value::Number(_))) => false,
        (None, _) => true,
    }
}

fn put(data: &Consolidated, item: Item, period: Period, printed: &str, upward: &mut Upward) {
    let Some(figure) = data.book().figure(data.office, item, period) else { return };
    let codes = |units: &[OrgIx]| {
        units.iter().map(|org| data.tree.code(*org).to_owned()).collect::<Vec<_>>()
    };
    let owing = figure.coverage.owing.iter();
    let owing =
        owing.map(|org| (data.tree.code(*org).to_owned(), data.tree.name(*org).to_owned()));
    let carried = CarriedFigure {
        state: figure.state,
        value: figure.value,
        printed: printed.to_owned(),
        merged: ConsolidatedState {
            weighted: figure.weighted,
            owing: owing.collect::<Arc<[_]>>(),
            missing: codes(&figure.coverage.missing),
            carried: codes(&figure.coverage.carried),
        },
    };
    upward.figures.insert((data.pack.catalogue.path(item), period), carried);
}

fn name_of(path: &str, period: Period, sheet: &str, cell: CellRef) -> DefinedName {
    DefinedName { name: defined_name(path, period), sheet: sheet.to_owned(), cell }
}
