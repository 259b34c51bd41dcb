//! Series of charts over a matrix: a series is one row or one column of figures, so one over cells
//! that are repeated both ways becomes a series for each copy.

use std::collections::BTreeSet;

use super::happened::Happened;
use super::{caches, charts};
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::{Element, Node};
use crate::template::ProblemKind;
use crate::template::xlsx::formula::lexer::{Kind, Reference, SheetName, tokens};
use crate::template::xlsx::formula::moves::{Site, SiteCell};
use crate::template::xlsx::lines::{Axis, SheetMap};

/// Colours of a theme that series take one after the other.
const ACCENTS: u32 = 6;

/// Repeats the series among the children of a chart's element, where they must be; answers which
/// of its elements those are then: their ranges have followed.
pub(super) fn repeat(
    parent: &mut Element,
    happened: &Happened<'_>,
) -> Result<BTreeSet<usize>, ProblemKind> {
    let matrix = |node: &Node| match node {
        Node::Element(series) if series.local_name() == "ser" => Matrix::of(series, happened),
        _ => Ok(None),
    };
    let found: Vec<Option<Matrix>> =
        parent.children.iter().map(matrix).collect::<Result<_, _>>()?;
    let mut repeated = BTreeSet::new();
    if found.iter().all(Option::is_none) {
        return Ok(repeated);
    }
    let mut elements = 0;
    let mut next_id =
        1 + parent.elements().filter_map(|child| number(child, "idx")).max().unwrap_or(0);
    let mut children = Vec::new();
    for (node, matrix) in std::mem::take(&mut parent.children).into_iter().zip(found) {
        let (Node::Element(series), Some(matrix)) = (&node, matrix) else {
            elements += usize::from(matches!(node, Node::Element(_)));
            children.push(node);
            continue;
        };
        for (turn, line) in (0u32..).zip(&matrix.lines) {
            let mut copy = series.clone();
            matrix.follow(&mut copy, "", *line, happened)?;
            if turn > 0 {
                put(&mut copy, "idx", next_id);
                next_id += 1;
                recolour(&mut copy, turn);
                // Identities of the first copy.
                copy.children.retain(
                    |node| !matches!(node, Node::Element(child) if child.local_name() == "extLst"),
                );
            }
            repeated.insert(elements);
            elements += 1;
            children.push(Node::Element(copy));
        }
    }
    parent.children = children;
    let series = parent.elements_mut().filter(|child| child.local_name() == "ser");
    (0u32..).zip(series).for_each(|(order, series)| put(series, "order", order));
    Ok(repeated)
}

/// A series over cells that are repeated both ways.
struct Matrix {
    sheet: String,
    /// Whether there is a series for each row or for each column.
    axis: Axis,
    template: u32,
    /// These rows or columns.
    lines: Vec<u32>,
}

impl Matrix {
    fn of(series: &Element, happened: &Happened<'_>) -> Result<Option<Self>, ProblemKind> {
        let values = ["val", "yVal"].iter().find_map(|name| named(series, name));
        let Some((sheet, values)) = values else { return Ok(None) };
        let Some(map) = happened.moves.map(&sheet).filter(|map| map.moved()) else {
            return Ok(None);
        };
        let grown = |axis: Axis| values.lines(axis).map_or(0, |lines| copies(map, axis, lines));
        if Axis::BOTH.iter().any(|axis| grown(*axis) < 2) {
            return Ok(None);
        }
        let single = |axis: &&Axis| {
            let lines = values.lines(**axis);
            lines.is_some_and(|(a, b)| a == b && map.on(**axis).copies(a).nth(1).is_some())
        };
        let possible: Vec<Axis> = Axis::BOTH.iter().filter(single).copied().collect();
        let axis = match possible.as_slice() {
            [] => return Ok(None),
            [only] => Some(*only),
            _ => Self::across_points(series, map, &sheet),
        };
        let line = axis.and_then(|axis| Some((axis, values.lines(axis)?.0)));
        let Some((axis, template)) = line else {
            return Err(ProblemKind::UnclearSeries);
        };
        let lines = map.on(axis).copies(template).collect();
        Ok(Some(Self { sheet, axis, template, lines }))
    }

    /// Categories lie along the points of a series, its name across them.
    fn across_points(series: &Element, map: &SheetMap, sheet: &str) -> Option<Axis> {
        let grows = |part: &str| {
            let (_, reference) = named(series, part).filter(|(of, _)| of == sheet)?;
            let grown =
                |axis: Axis| reference.lines(axis).map(|lines| copies(map, axis, lines));
            match (grown(Axis::Rows)? > 1, grown(Axis::Columns)? > 1) {
                (true, false) => Some(Axis::Rows),
                (false, true) => Some(Axis::Columns),
                _ => None,
            }
        };
        let points = grows("cat").or_else(|| grows("xVal"));
        points.map(Axis::across).or_else(|| grows("tx"))
    }

    /// Lets the ranges of one copy follow, as seen from its row or column; `inside` is the name of
    /// what holds the element.
    fn follow(
        &self,
        element: &mut Element,
        inside: &str,
        line: u32,
        happened: &Happened<'_>,
    ) -> Result<(), ProblemKind> {
        let name = element.local_name().to_owned();
        let mut has_range = false;
        for child in element.elements_mut() {
            if !charts::is_range(child) {
                self.follow(child, &name, line, happened)?;
                continue;
            }
            has_range |= child.local_name() == "f";
            let at = |on: u32| match self.axis {
                Axis::Rows => CellRef::new(on, u16::MAX),
                Axis::Columns => CellRef::new(u32::MAX, u16::try_from(on).unwrap_or(u16::MAX)),
            };
            let cell = SiteCell { template: at(self.template), out: at(line), repeated: true };
            let site = Site { sheet: &self.sheet, cell: Some(cell) };
            let own = fixed(&child.text(), self.axis, false);
            let followed = happened.moves.follow(&own, &site)?;
            let text = fixed(&followed.text.unwrap_or(own), self.axis, true);
            child.set_text(&charts::listed(text));
        }
        if has_range {
            caches::renew(element, inside, &self.sheet, happened.shown);
        } else {
            caches::take_out_stray(element);
        }
        Ok(())
    }
}

/// How many lines have come of some.
fn copies(map: &SheetMap, axis: Axis, (first, last): (u32, u32)) -> usize {
    let stretches = map.on(axis).stretches(first, last, 0);
    stretches.iter().map(|(a, b)| (b - a + 1) as usize).sum()
}

/// The sheet and the range that a part of a series names.
fn named(series: &Element, part: &str) -> Option<(String, Reference)> {
    let formula = formula(series.child(part)?)?;
    let mut tokens = tokens(&formula).into_iter();
    match (tokens.next()?.kind, tokens.next()) {
        (Kind::Reference(reference), None) => match &reference.sheet {
            Some(SheetName::One(sheet)) => Some((sheet.clone(), reference)),
            _ => None,
        },
        _ => None,
    }
}

fn formula(part: &Element) -> Option<String> {
    part.elements().find_map(|child| match child.local_name() {
        "f" => Some(child.text()),
        _ => formula(child),
    })
}

/// A formula whose references have `$` before these lines, or not.
fn fixed(formula: &str, axis: Axis, absolute: bool) -> String {
    let mut out = String::new();
    for token in tokens(formula) {
        let text = formula.get(token.span.clone()).unwrap_or_default();
        let Kind::Reference(mut reference) = token.kind else {
            out.push_str(text);
            continue;
        };
        out.push_str(text.get(..reference.sheet_span.len()).unwrap_or_default());
        reference.fix(axis, absolute);
        out.push_str(&reference.written());
    }
    out
}

fn number(series: &Element, name: &str) -> Option<u32> {
    series.child(name)?.attribute("val")?.trim().parse().ok()
}

fn put(series: &mut Element, name: &str, value: u32) {
    if let Some(child) = series.child_mut(name) {
        child.set_attribute("val", &value.to_string());
    }
}

/// A copy takes one of the next colours, where its series has one of the theme.
fn recolour(element: &mut Element, turn: u32) {
    for child in element.elements_mut() {
        if child.local_name() == "schemeClr" {
            let value = child.attribute("val").unwrap_or_default().into_owned();
            let accent = value.strip_prefix("accent").and_then(|n| n.parse::<u32>().ok());
            if let Some(accent) = accent.filter(|accent| (1..=ACCENTS).contains(accent)) {
                let next = (accent - 1 + turn) % ACCENTS + 1;
                child.set_attribute("val", &format!("accent{next}"));
            }
        } else {
            recolour(child, turn);
        }
    }
}
