//! Figures as drawings: where columns and their labels stand. The template draws them.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

use super::super::super::beside::covered;
use super::super::super::printing::ABSENT;
use super::super::series::{Classes, Trend};
use super::super::{Shown, View};
use crate::pack::Named;
use crate::pack::period_words::short;
use crate::text::{self, Lang};

/// Width of a drawing, in its own measure.
const WIDTH: f64 = 320.0;
/// Height of the ground on which columns stand.
const GROUND: f64 = 72.0;
/// Height above which no column rises, so that its figure has room.
const TOP: f64 = 14.0;
/// Colours of parts, dark to light, each with that of the text on it.
const COLOURS: [(&str, &str); 6] = [
    ("#1f4e79", "#ffffff"),
    ("#2e75b6", "#ffffff"),
    ("#9dc3e6", "#000000"),
    ("#f4b183", "#000000"),
    ("#b04a0c", "#ffffff"),
    ("#595959", "#ffffff"),
];
/// Width of a letter, and of a part of a bar into which the shortest figure goes.
const LETTER: f64 = 5.0;
const ROOM_FOR_FIGURE: f64 = 16.0;

/// A figure over periods, a column a period.
#[derive(Serialize)]
pub(super) struct Columns {
    label: String,
    unit: String,
    bars: Vec<Column>,
}

#[derive(Serialize)]
struct Column {
    x: String,
    middle: String,
    y: String,
    label_y: String,
    width: String,
    height: String,
    period: String,
    text: String,
    is_gap: bool,
    is_partial: bool,
}

impl Columns {
    pub(super) fn of(view: &View<'_>, trend: &Trend) -> Self {
        let shown: Vec<_> = trend
            .periods
            .iter()
            .map(|period| (*period, view.of_office(trend.named, *period)))
            .collect();
        let size =
            |value: Option<Decimal>| value.and_then(|value| value.to_f64()).unwrap_or(0.0);
        let largest = shown.iter().map(|(_, shown)| size(shown.value)).fold(0.0, f64::max);
        let step = WIDTH / count(shown.len());
        let width = (step * 0.62).min(46.0);
        let columns = shown.iter().zip(0u32..).map(|((period, shown), at)| {
            let share = if largest > 0.0 { size(shown.value) / largest } else { 0.0 };
            // Below 0 nothing is drawn: the figure stands there by itself.
            let height = share.max(0.0) * (GROUND - TOP);
            let middle = step * (f64::from(at) + 0.5);
            let is_gap = shown.value.is_none();
            let height = if is_gap { GROUND - TOP } else { height };
            Column {
                x: place(middle - width / 2.0),
                middle: place(middle),
                y: place(GROUND - height),
                label_y: place(if is_gap { GROUND - 6.0 } else { GROUND - height - 3.0 }),
                width: place(width),
                height: place(height),
                period: short(*period),
                text: shown.text.clone(),
                is_gap,
                is_partial: shown.is_partial(),
            }
        });
        Self { label: trend.label.clone(), unit: trend.unit.clone(), bars: columns.collect() }
    }
}

/// Classes over periods, a bar a period, divided by class.
#[derive(Serialize)]
pub(super) struct Stacks {
    label: String,
    unit: String,
    parts: Vec<Part>,
    bars: Vec<Bar>,
    height: String,
}

#[derive(Serialize)]
struct Part {
    name: String,
    colour: &'static str,
}

#[derive(Serialize)]
struct Bar {
    period: String,
    y: String,
    text_y: String,
    total: String,
    segments: Vec<Segment>,
}

#[derive(Serialize)]
struct Segment {
    x: String,
    middle: String,
    width: String,
    colour: &'static str,
    ink: &'static str,
    name: String,
    text: String,
    has_room: bool,
}

/// Height of a bar with the space below it.
const BAR: f64 = 22.0;
/// Where bars begin: the names of periods stand before.
const LEFT: f64 = 64.0;
/// Room behind bars for their totals.
const RIGHT: f64 = 60.0;

impl Stacks {
    pub(super) fn of(view: &View<'_>, classes: &Classes) -> Self {
        let rows: Vec<Vec<Shown>> = classes
            .periods
            .iter()
            .map(|period| {
                let parts = classes.parts.iter();
                parts.map(|(item, _)| view.of_office(Named::Item(*item), *period)).collect()
            })
            .collect();
        let sum = |row: &[Shown]| {
            row.iter()
                .filter_map(|shown| shown.value)
                .fold(Decimal::ZERO, Decimal::saturating_add)
        };
        // What is drawn is the whole only where every class is known, of the same units.
        let total = |row: &[Shown]| {
            let of = row.first().map(|first| &first.coverage);
            let alike = |shown: &Shown| shown.value.is_some() && Some(&shown.coverage) == of;
            match of.filter(|of| of.carried.is_empty() && row.iter().all(alike)) {
                Some(of) => text::number::format(sum(row), 2, Lang::Vi) + &covered(of),
                None => ABSENT.to_owned(),
            }
        };
        let largest = rows.iter().map(|row| sum(row)).max().unwrap_or_default();
        let bars = rows.iter().zip(&classes.periods).zip(0u32..).map(|((row, period), at)| {
            let y = f64::from(at) * BAR;
            Bar {
                period: short(*period),
                y: place(y),
                text_y: place(y + 12.0),
                total: total(row),
                segments: segments(classes, row, largest),
            }
        });
        let height = count(rows.len()) * BAR;
        Self {
            label: classes.label.clone(),
            unit: classes.unit.clone(),
            parts: classes
                .parts
                .iter()
                .zip(COLOURS.iter().cycle())
                .map(|((_, name), (colour, _))| Part { name: name.clone(), colour })
                .collect(),
            bars: bars.collect(),
            height: place(height),
        }
    }
}

fn segments(classes: &Classes, row: &[Shown], largest: Decimal) -> Vec<Segment> {
    let mut x = LEFT;
    let mut segments = Vec::new();
    let names = classes.parts.iter().map(|(_, name)| name);
    for ((shown, name), (colour, ink)) in row.iter().zip(names).zip(COLOURS.iter().cycle()) {
        let share = shown.value.and_then(|value| value.checked_div(largest));
        let width = share.and_then(|share| share.to_f64()).unwrap_or(0.0).max(0.0)
            * (WIDTH - LEFT - RIGHT);
        if width > 0.0 {
            segments.push(Segment {
                x: place(x),
                middle: place(x + width / 2.0),
                width: place(width),
                colour,
                ink,
                name: name.clone(),
                text: shown.text.clone(),
                has_room: width >= room_for(&shown.text),
            });
        }
        x += width;
    }
    segments
}

fn count(of: usize) -> f64 {
    f64::from(u32::try_from(of.max(1)).unwrap_or(u32::MAX))
}

/// Width of a part of a bar into which a figure goes with whatever stands beside it.
fn room_for(figure: &str) -> f64 {
    (count(figure.chars().count()) * LETTER).max(ROOM_FOR_FIGURE)
}

/// A number as SVG wants it.
fn place(number: f64) -> String {
    format!("{number:.1}")
}
