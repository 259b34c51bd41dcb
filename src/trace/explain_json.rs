//! An answer for programs: the same tree as JSON, with stable names and exact numbers.

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::value::RawValue;

use super::answer::{Answer, TargetDerivation};
use super::derivation::{Derivation, Made, Role};
use super::sealed::{RestatedBeside, SealedBeside, restated_beside, sealed_beside};
use super::{figure_id, figure_mark, words};
use crate::model::{How, OrgIx, Origin, Source};
use crate::pack::judge::{self, Judgement};
use crate::pack::{Consolidated, NoValue};
use crate::seal::PackSeals;
use crate::text::Lang;

/// A figure and what it was made from.
#[derive(Serialize)]
struct Node<'a> {
    /// What it does in the figure above: `plus`, `minus`, `operand` (of a formula), `weight`.
    role: &'static str,
    id: String,
    /// Its mark in Word documents.
    mark: String,
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

/// The figure that was asked for.
#[derive(Serialize)]
struct Asked<'a> {
    #[serde(flatten)]
    node: Node<'a>,
    /// What was sealed of it, where that is another value.
    #[serde(skip_serializing_if = "Option::is_none")]
    sealed: Option<SealedBeside>,
    /// What was reported of an opening stock, where a correction is in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    restated: Option<RestatedBeside>,
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
    /// The text is a formula that was calculated here.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    calculated: bool,
    /// What the office put in its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    adjusted: Option<AdjustedNode<'a>>,
    /// Where it was before it was typed there.
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<OriginNode<'a>>,
}

/// Where a figure was that its unit did not send itself.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum OriginNode<'a> {
    Entered {
        from: &'a str,
        on: String,
        given_by: &'a str,
        typed_by: &'a str,
        original: Option<&'a str>,
    },
    Document {
        number: &'a str,
        date: String,
        page: &'a str,
    },
}

fn origin_node(origin: &Origin) -> OriginNode<'_> {
    match origin {
        Origin::Entered(entered) => OriginNode::Entered {
            from: &entered.from,
            on: entered.on.to_string(),
            given_by: &entered.given_by,
            typed_by: &entered.typed_by,
            original: entered.original.as_deref(),
        },
        Origin::Document(document) => OriginNode::Document {
            number: &document.number,
            date: document.date.to_string(),
            page: &document.page,
        },
    }
}

#[derive(Serialize)]
struct AdjustedNode<'a> {
    /// The number that the cell says, where it says one.
    reported: Option<Box<RawValue>>,
    /// It is one that the cell may say.
    chosen: bool,
    reason: &'a str,
    decided_by: &'a str,
    basis: &'a str,
    key: &'a str,
}

/// A target and its results.
#[derive(Serialize)]
struct TargetNode<'a> {
    target: &'a str,
    label: &'a str,
    results: Vec<ResultNode<'a>>,
}

/// The result of a target for a period.
#[derive(Serialize)]
struct ResultNode<'a> {
    org: &'a str,
    org_name: &'a str,
    period: String,
    result: &'static str,
    /// The exact value of the indicator; none for a target judged of each unit.
    value: Option<Box<RawValue>>,
    comparison: &'static str,
    /// The threshold applied: that of the reading, scaled if paced.
    threshold: Option<Box<RawValue>>,
    /// Months of twelve by which the threshold was scaled.
    pace_months: Option<u16>,
    reading: &'a str,
    reading_name: &'a str,
    base: &'a str,
    source: String,
    /// Why it came out so, in words; empty when the value says it.
    why: String,
    expected: usize,
    received: usize,
    /// For a target judged of each unit, the codes of those that meet it, do not, cannot be judged.
    met: Option<Vec<&'a str>>,
    missed: Option<Vec<&'a str>>,
    unjudged: Option<Vec<&'a str>>,
    operands: Vec<Node<'a>>,
}

/// An answer as JSON, ending in a line break.
///
/// # Errors
/// When it cannot be written as JSON, which no figure is known to cause.
pub fn explain_json(
    data: &Consolidated,
    answer: &Answer<'_>,
    sealed: &PackSeals,
) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = match answer {
        Answer::Figure(derivation) => serde_json::to_vec_pretty(&Asked {
            node: node(data, derivation, Role::Plus),
            sealed: sealed_beside(sealed, derivation.key),
            restated: restated_beside(data, derivation.key),
        })?,
        Answer::Told(told) => serde_json::to_vec_pretty(&told.node(data))?,
        Answer::Target(results) => {
            let target = results.first().map(|first| first.result.target);
            serde_json::to_vec_pretty(&TargetNode {
                target: target.map_or("", |target| &target.code),
                label: target.map_or("", |target| &target.name),
                results: results.iter().map(|result| result_node(data, result)).collect(),
            })?
        }
    };
    bytes.push(b'\n');
    Ok(bytes)
}

fn result_node<'a>(
    data: &'a Consolidated,
    derivation: &TargetDerivation<'a>,
) -> ResultNode<'a> {
    let TargetDerivation { result, figures } = derivation;
    let (target, evaluated) = (result.target, &result.evaluated);
    let units = result.units.as_ref();
    let codes = |units: &[OrgIx]| units.iter().map(|org| data.tree.code(*org)).collect();
    ResultNode {
        org: data.tree.code(result.org),
        org_name: data.tree.name(result.org),
        period: result.period.to_string(),
        result: judgement_code(result.judgement),
        value: evaluated.value.ok().filter(|_| units.is_none()).and_then(exact),
        comparison: target.reading.comparison.sign(),
        threshold: exact(result.threshold),
        pace_months: result.pace,
        reading: &target.reading.code,
        reading_name: &target.reading.name,
        base: &target.reading.base,
        source: judge::shown_source(data, target, Lang::Vi),
        why: judge::reason(data, result, Lang::Vi),
        expected: evaluated.coverage.expected(),
        received: evaluated.coverage.received(),
        met: units.map(|units| codes(&units.met)),
        missed: units.map(|units| codes(&units.missed)),
        unjudged: units.map(|units| codes(&units.unjudged)),
        operands: figures.iter().map(|figure| node(data, figure, Role::Plus)).collect(),
    }
}

const fn judgement_code(judgement: Judgement) -> &'static str {
    match judgement {
        Judgement::Met => "met",
        Judgement::Missed => "missed",
        Judgement::CannotBeJudged => "cannot_be_judged",
        Judgement::NotApplicable => "not_applicable",
    }
}

/// The node of a figure and all below it.
fn node<'a>(data: &'a Consolidated, derivation: &Derivation<'a>, role: Role) -> Node<'a> {
    let key = derivation.key;
    let coverage = &derivation.coverage;
    let codes = |units: &[OrgIx]| units.iter().map(|org| data.tree.code(*org)).collect();
    let is_formula = matches!(derivation.made, Made::Formula(_));
    let weighted = derivation
        .weighted
        .map(|sum| Weighted { products: exact(sum.products), weights: exact(sum.weights) });
    Node {
        role: role_code(role),
        id: figure_id(data, key),
        mark: figure_mark(data, key),
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
            .map(|(role, operand)| node(data, operand, *role))
            .collect(),
    }
}

fn cell(source: &Source) -> Typed<'_> {
    Typed {
        file: &source.file,
        sheet: &source.sheet,
        cell: source.cell.to_string(),
        text: &source.text,
        calculated: source.calculated,
        adjusted: source.adjusted.as_deref().map(|adjusted| AdjustedNode {
            reported: adjusted.reported.and_then(exact),
            chosen: adjusted.chosen,
            reason: &adjusted.reason,
            decided_by: &adjusted.by,
            basis: &adjusted.basis,
            key: &adjusted.key,
        }),
        origin: source.origin.as_deref().map(origin_node),
    }
}

/// A decimal as a JSON number, digit for digit.
pub(super) fn exact(value: Decimal) -> Option<Box<RawValue>> {
    RawValue::from_string(value.normalize().to_string()).ok()
}

const fn role_code(role: Role) -> &'static str {
    match role {
        Role::Plus => "plus",
        Role::Minus => "minus",
        Role::Operand => "operand",
        Role::Weight => "weight",
    }
}

const fn none_code(why: NoValue) -> &'static str {
    match why {
        NoValue::Absent => "absent",
        NoValue::NotApplicable => "not_applicable",
        NoValue::OutOfUse => "out_of_use",
        NoValue::PartsDiffer => "parts_differ",
        NoValue::DivisionByZero => "division_by_zero",
        NoValue::Withheld => "withheld",
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
