//! Exports: one line per organisation, period, element and category, and per indicator; leaves and
//! totals alike.

use serde::Serialize;
use serde_json::value::RawValue;

use super::export_words::no_formula;
use crate::model::{FactKey, Figure, Item, OrgIx, Period, State};
use crate::pack::{Consolidated, Named};
use crate::text::Lang;
use crate::trace;

/// Format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// Comma-separated, UTF-8.
    Csv,
    /// An array of objects.
    Json,
}

/// One exported figure.
#[derive(Serialize)]
struct Line<'a> {
    org: &'a str,
    period: String,
    element: &'a str,
    category: &'a str,
    value: Option<Box<RawValue>>,
    unit: &'a str,
    status: &'static str,
    expected: usize,
    received: usize,
    /// Where the figure was before it was typed where it was read, if its unit did not send it itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<String>,
}

/// Exports all figures of the packs given.
pub fn export(
    packs: &[&Consolidated],
    format: ExportFormat,
) -> Result<Vec<u8>, std::io::Error> {
    let lines: Vec<Line<'_>> = packs.iter().flat_map(|data| lines(data)).collect();
    match format {
        ExportFormat::Json => {
            let mut bytes = serde_json::to_vec_pretty(&lines)?;
            bytes.push(b'\n');
            Ok(bytes)
        }
        ExportFormat::Csv => {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record([
                "org", "period", "element", "category", "value", "unit", "status", "expected",
                "received", "origin",
            ])?;
            for line in &lines {
                writer.write_record([
                    line.org,
                    &line.period,
                    line.element,
                    line.category,
                    line.value.as_ref().map_or("", |value| value.get()),
                    line.unit,
                    line.status,
                    &line.expected.to_string(),
                    &line.received.to_string(),
                    &no_formula(line.origin.as_deref().unwrap_or_default()),
                ])?;
            }
            writer.into_inner().map_err(csv::IntoInnerError::into_error)
        }
    }
}

fn lines(data: &Consolidated) -> Vec<Line<'_>> {
    let periods: std::collections::BTreeSet<Period> =
        data.figures.iter().map(|(key, _)| key.period).collect();
    let mut lines = Vec::new();
    for (org, _) in data.tree.iter() {
        for period in &periods {
            for item in data.pack.catalogue.items() {
                lines.extend(line(data, org, item, *period));
            }
            for at in 0..data.pack.indicators.len() {
                lines.extend(indicator_line(data, org, at, *period));
            }
        }
    }
    lines
}

/// An indicator, where what it is made of is kept for the period.
fn indicator_line(
    data: &Consolidated,
    org: OrgIx,
    at: usize,
    period: Period,
) -> Option<Line<'_>> {
    let indicator = data.pack.indicators.get(at)?;
    if !data.keeps(Named::Indicator(at), period) {
        return None;
    }
    let evaluated = data.book().indicator(org, indicator, period);
    let value = evaluated.value.map(|value| value.normalize().to_string());
    Some(Line {
        org: data.tree.code(org),
        period: period.to_string(),
        element: &indicator.code,
        category: "",
        status: value.as_ref().map_or_else(|why| why.state(), |_| State::Computed).code(),
        value: value.ok().and_then(|value| RawValue::from_string(value).ok()),
        unit: &indicator.unit,
        expected: evaluated.coverage.expected(),
        received: evaluated.coverage.received(),
        origin: None,
    })
}

fn line(data: &Consolidated, org: OrgIx, item: Item, period: Period) -> Option<Line<'_>> {
    let element = data.pack.catalogue.element(item)?;
    let category = data.pack.catalogue.category(item)?;
    let figure = data.figures.get(FactKey { org, item, period });
    let value =
        figure.and_then(|figure| figure.value).map(|value| value.normalize().to_string());
    Some(Line {
        org: data.tree.code(org),
        period: period.to_string(),
        element: &element.code,
        category: &category.code,
        value: value.and_then(|value| RawValue::from_string(value).ok()),
        unit: &element.unit,
        status: figure.map_or(State::NotApplicable, |figure| figure.state).code(),
        expected: figure.map_or(0, |figure| figure.coverage.expected()),
        received: figure.map_or(0, |figure| figure.coverage.received()),
        origin: figure.and_then(Figure::origin).map(|of| trace::origin_in_words(of, Lang::Vi)),
    })
}
