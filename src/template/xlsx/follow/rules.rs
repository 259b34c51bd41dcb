//! Conditional formats and data validations: their areas, and formulas relative to the areas.

use super::areas;
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::Element;
use crate::template::xlsx::formula::lexer::{Kind, Reference, SheetName, tokens};
use crate::template::xlsx::formula::moves::{
    CannotFollow, Moves, Placed, Site, SiteCell, placed,
};
use crate::template::xlsx::formula::shift::shifted;
use crate::template::xlsx::lines::{Axis, SheetMap, Stretch};

/// Lets the areas and formulas of a rule follow; answers whether any of its cells is left.
pub(super) fn follow(
    rule: &mut Element,
    sheet: &str,
    moves: &Moves<'_>,
    map: &SheetMap,
) -> Result<bool, CannotFollow> {
    let Some(before) = sqref(rule) else { return Ok(true) };
    let after = areas::list(map, &before);
    if after.is_empty() {
        return Ok(false);
    }
    let base = Base::new(sheet, moves, map, &before, &after);
    set_sqref(rule, &after.join(" "));
    if let Some(base) = base {
        formulas(rule, &base)?;
    }
    Ok(true)
}

/// The areas of a rule: an attribute, or an element in extensions.
fn sqref(rule: &Element) -> Option<String> {
    let attribute = rule.attribute("sqref").map(std::borrow::Cow::into_owned);
    attribute.or_else(|| rule.child("sqref").map(Element::text))
}

fn set_sqref(rule: &mut Element, areas: &str) {
    if rule.attribute("sqref").is_some() {
        rule.set_attribute("sqref", areas);
    } else if let Some(element) = rule.child_mut("sqref") {
        element.set_text(areas);
    }
}

fn formulas(element: &mut Element, base: &Base<'_>) -> Result<(), CannotFollow> {
    for child in element.elements_mut() {
        let holds_text = child.elements().next().is_none();
        if child.local_name() == "cfvo" {
            bound(child, base)?;
        }
        if matches!(child.local_name(), "formula" | "formula1" | "formula2" | "f") && holds_text
        {
            let text = child.text();
            let followed = base.follow(&text)?;
            if followed != text {
                child.set_text(&followed);
            }
        } else {
            formulas(child, base)?;
        }
    }
    Ok(())
}

/// A bound of a colour scale or data bar may be a formula.
fn bound(cfvo: &mut Element, base: &Base<'_>) -> Result<(), CannotFollow> {
    let value = cfvo.attribute("val").unwrap_or_default().into_owned();
    let followed = base.follow(&value)?;
    if followed != value {
        cfvo.set_attribute("val", &followed);
    }
    Ok(())
}

/// The cell that a rule's formulas are written for: the top left one of its areas.
struct Base<'a> {
    sheet: &'a str,
    moves: &'a Moves<'a>,
    map: &'a SheetMap,
    rows: Side,
    columns: Side,
}

/// The rows, or the columns, of a rule.
struct Side {
    /// Of its areas in the template, first and last.
    lines: Stretch,
    /// The first of them that is left.
    line: u32,
    /// The first one in the result.
    out: u32,
    /// Whether one line of the template has become several.
    repeated: bool,
}

impl Side {
    fn new(
        axis: Axis,
        map: &SheetMap,
        before: &[Reference],
        after: &[Reference],
    ) -> Option<Self> {
        let bounds = |areas: &[Reference]| {
            let whole = (0, axis.limit() - 1);
            let lines: Vec<_> =
                areas.iter().map(|area| area.lines(axis).unwrap_or(whole)).collect();
            let first = lines.iter().map(|lines| lines.0).min()?;
            Some((first, lines.iter().map(|lines| lines.1).max()?))
        };
        let (template, result) = (bounds(before)?, bounds(after)?);
        let line = map.on(axis).first_left(template.0);
        if line > template.1 {
            return None;
        }
        let repeated = template.0 == template.1 && result.0 != result.1;
        Some(Self { lines: template, line, out: result.0, repeated })
    }
}

impl<'a> Base<'a> {
    fn new(
        sheet: &'a str,
        moves: &'a Moves<'a>,
        map: &'a SheetMap,
        before: &str,
        after: &[String],
    ) -> Option<Self> {
        let before: Vec<_> = before.split_ascii_whitespace().filter_map(areas::parse).collect();
        let after: Vec<_> = after.iter().filter_map(|area| areas::parse(area)).collect();
        let rows = Side::new(Axis::Rows, map, &before, &after)?;
        let columns = Side::new(Axis::Columns, map, &before, &after)?;
        Some(Self { sheet, moves, map, rows, columns })
    }

    const fn side(&self, axis: Axis) -> &Side {
        match axis {
            Axis::Rows => &self.rows,
            Axis::Columns => &self.columns,
        }
    }

    fn follow(&self, formula: &str) -> Result<String, CannotFollow> {
        let by = |side: &Side| i64::from(side.line) - i64::from(side.lines.0);
        let respelled = self.moves.respelled(formula, self.sheet)?;
        let formula = respelled.as_ref().map_or(formula, |respelled| &respelled.text);
        let formula = shifted(formula, by(&self.rows), by(&self.columns));
        let mut out = String::new();
        for token in tokens(&formula) {
            let text = formula.get(token.span.clone()).unwrap_or_default();
            match &token.kind {
                Kind::Reference(reference) => out.push_str(&self.reference(reference, text)?),
                _ => out.push_str(text),
            }
        }
        Ok(out)
    }

    fn reference(&self, reference: &Reference, text: &str) -> Result<String, CannotFollow> {
        if matches!(reference.sheet, Some(SheetName::Span(..))) {
            return Err(CannotFollow::Sheets(text.to_owned()));
        }
        let mut reference = reference.clone();
        let rows = self.lines(Axis::Rows, &mut reference, text)?;
        let columns = self.lines(Axis::Columns, &mut reference, text)?;
        match placed(rows.as_deref(), columns.as_deref(), &reference, text, false)? {
            Placed::Gone => Ok("#REF!".to_owned()),
            Placed::At(areas) => match areas.as_slice() {
                [area] => {
                    let sheet = text.get(..reference.sheet_span.len()).unwrap_or_default();
                    Ok(format!("{sheet}{}", reference.over(*area)))
                }
                _ => Err(CannotFollow::Apart(text.to_owned())),
            },
            Placed::Same => Ok(text.to_owned()),
        }
    }

    /// What the rows, or the columns, of a reference have become; it is made absolute where it is
    /// the same seen from every cell of the rule.
    fn lines(
        &self,
        axis: Axis,
        reference: &mut Reference,
        text: &str,
    ) -> Result<Option<Vec<Stretch>>, CannotFollow> {
        let Some((first, last)) = reference.lines(axis) else { return Ok(None) };
        let side = self.side(axis);
        let home = match &reference.sheet {
            Some(SheetName::One(name)) => name.to_lowercase() == self.sheet.to_lowercase(),
            _ => true,
        };
        let seen = |reference: &Reference| {
            let template = self.cell(|side| side.line);
            let repeated = self.map.repeats(template);
            let cell = SiteCell { template, out: self.cell(|side| side.out), repeated };
            let site = Site { sheet: self.sheet, cell: Some(cell) };
            self.moves.lines(axis, reference, text, &site)
        };
        let own = |line: u32, absolute: bool| absolute || home && line == side.line;
        let moved = self.map.on(axis).moved();
        match reference.absolute(axis) {
            (true, true) => return seen(reference),
            _ if home && !moved => return Ok(Some(vec![(first, last)])),
            (false, false) if home => {
                if first == side.line && last == side.line {
                    return Ok(Some(vec![(side.out, side.out)]));
                }
                if let Some(by) = self.uniform(axis, first, last) {
                    let shifted = |line| u32::try_from(i64::from(line) + by).ok();
                    return Ok(Some(shifted(first).zip(shifted(last)).into_iter().collect()));
                }
            }
            // From the first copy to the rule's own.
            (from, to) if from != to && own(first, from) && own(last, to) => {
                return seen(reference);
            }
            _ => {}
        }
        if side.repeated || side.lines.0 == side.lines.1 {
            // Seen from every copy it is the same cell.
            reference.fix(axis, true);
            return seen(reference);
        }
        if moved { Err(CannotFollow::Unclear(text.to_owned())) } else { seen(reference) }
    }

    fn cell(&self, line: impl Fn(&Side) -> u32) -> CellRef {
        let column = u16::try_from(line(&self.columns)).unwrap_or(u16::MAX);
        CellRef::new(line(&self.rows), column)
    }

    /// By how many lines the rule's lines and those that a reference names have moved, when all
    /// have moved alike.
    fn uniform(&self, axis: Axis, first: u32, last: u32) -> Option<i64> {
        let lines = self.side(axis).lines;
        let (from, to) = (lines.0.min(first), lines.1.max(last));
        let map = self.map.on(axis);
        let stretches = map.stretches(from, to, 0);
        let [only] = stretches.as_slice() else { return None };
        // As many lines may have come as have vanished, so each is asked for. All after those
        // that the template describes follow in one piece.
        let described = only.1.min(map.described());
        let alike = only.1 - only.0 == to - from
            && (only.0..=described).all(|out| map.origin(out) == from + (out - only.0));
        alike.then(|| i64::from(only.0) - i64::from(from))
    }
}
