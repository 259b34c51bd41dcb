//! A derivation for programs: the same tree as JSON, with stable names and exact numbers.

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::value::RawValue;

use super::derivation::{Derivation, Made};
use super::{figure_id, words};
use crate::model::{How, OrgIx, Sign, Source};
use crate::pack::{Consolidated, NoValue};
use crate::text::Lang;

/// A figure and what it was made from.
#[derive(Serialize)]
pub(super) struct Node<'a> {
    /// `plus` or `minus` in the figure above.
    sign: &'static str,
    id: String,
    org: &'a str,
    org_name: &'a str,
    path: String,
    label: String,
    period: String,
    value: Option<Box<RawValue>>,
    unit: &'a str,
    status: &'static str,
    /// Why there is no value.
    none: Option<&'static str>,
    expected: usize,
    received: usize,
    missing: Vec<&'a str>,
    carried: Vec<&'a str>,
    how: &'static str,
    weighted: Option<Weighted>,
    formula: Option<String>,
    source: Option<Typed<'a>>,
    /// More is below than the tree shows.
    cut: bool,
    operands: Vec<Node<'a>>,
}

#[derive(Serialize)]
struct Weighted {
    products: Option<Box<RawValue>>,
    weights: Option<Box<RawValue>>,
}

#[derive(Serialize)]
struct Typed<'a> {
    file: &'a str,
    sheet: &'a str,
    cell: String,
    text: &'a str,
}

/// A derivation as JSON, ending in a line break.
///
/// # Errors
/// When it cannot be written as JSON, which no figure is known to cause.
pub fn explain_json(
    data: &Consolidated,
    derivation: &Derivation<'_>,
) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = serde_json::to_vec_pretty(&node(data, derivation, Sign::Plus))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The node of a figure and all below it.
pub(super) fn node<'a>(
    data: &'a Consolidated,
    derivation: &Derivation<'a>,
    sign: Sign,
) -> Node<'a> {
    let key = derivation.key;
    let coverage = &derivation.coverage;
    let codes = |units: &[OrgIx]| units.iter().map(|org| data.tree.code(*org)).collect();
    let is_formula = matches!(derivation.made, Made::Formula(_));
    let weighted = derivation
        .weighted
        .map(|sum| Weighted { products: exact(sum.products), weights: exact(sum.weights) });
    Node {
        sign: sign_code(sign),
        id: figure_id(data, key),
        org: data.tree.code(key.org),
        org_name: data.tree.name(key.org),
        path: key.path(data),
        label: key.label(data),
        period: key.period.to_string(),
        value: derivation.value.ok().and_then(exact),
        unit: key.unit(data),
        status: derivation.state.code(),
        none: derivation.value.err().map(none_code),
        expected: coverage.expected(),
        received: coverage.received(),
        missing: codes(&coverage.missing),
        carried: codes(&coverage.carried),
        how: how_code(derivation.made),
        weighted,
        formula: is_formula.then(|| words::how(data, derivation, Lang::En)).flatten(),
        source: match derivation.made {
            Made::Cell(Some(source)) => Some(cell(source)),
            _ => None,
        },
        cut: derivation.cut,
        operands: derivation
            .operands
            .iter()
            .map(|(sign, operand)| node(data, operand, *sign))
            .collect(),
    }
}

fn cell(source: &Source) -> Typed<'_> {
    Typed {
        file: &source.file,
        sheet: &source.sheet,
        cell: source.cell.to_string(),
        text: &source.text,
    }
}

/// A decimal as a JSON number, digit for digit.
pub(super) fn exact(value: Decimal) -> Option<Box<RawValue>> {
    RawValue::from_string(value.normalize().to_string()).ok()
}

const fn sign_code(sign: Sign) -> &'static str {
    match sign {
        Sign::Plus => "plus",
        Sign::Minus => "minus",
    }
}

const fn none_code(why: NoValue) -> &'static str {
    match why {
        NoValue::Absent => "absent",
        NoValue::NotApplicable => "not_applicable",
        NoValue::PartsDiffer => "parts_differ",
        NoValue::DivisionByZero => "division_by_zero",
    }
}

const fn how_code(made: Made<'_>) -> &'static str {
    match made {
        Made::Cell(Some(_)) => "cell",
        Made::Cell(None) => "not_received",
        Made::Combined(How::OverUnits) => "over_units",
        Made::Combined(How::OverPeriods) => "over_periods",
        Made::Combined(How::Carried) => "carried",
        Made::Combined(How::OpeningFromClosing) => "opening_from_closing",
        Made::Formula(_) => "formula",
        Made::Nothing => "not_due",
    }
}
