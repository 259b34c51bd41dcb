//! Conditional formats and data validations: their areas, and formulas relative to the areas.

use super::areas;
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::Element;
use crate::template::xlsx::formula::lexer::{Corner, Kind, Reference, SheetName, tokens};
use crate::template::xlsx::formula::moves::{CannotFollow, Moves, Site, SiteCell};
use crate::template::xlsx::formula::shift::shifted;
use crate::template::xlsx::lines::SheetMap;

/// Lets the areas and formulas of a rule follow; answers whether any of its rows is left.
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
    /// Rows of the areas in the template, first and last.
    rows: (u32, u32),
    /// Template row of the first row that is left.
    row: u32,
    col: u16,
    /// First row in the result.
    out: u32,
    /// Whether one template row has become several.
    repeated: bool,
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
        let rows = |areas: &[Reference]| {
            let rows: Vec<_> = areas.iter().filter_map(Reference::rows).collect();
            Some((rows.iter().map(|rows| rows.0).min()?, rows.iter().map(|rows| rows.1).max()?))
        };
        let template = rows(&before)?;
        let result = rows(&after)?;
        let left = (template.0..=template.1)
            .find(|row| !map.rows.stretches(*row, *row, 0).is_empty())?;
        let col =
            before.iter().filter_map(Reference::cols).map(|cols| cols.0).min().unwrap_or(0);
        let repeated = template.0 == template.1 && result.0 != result.1;
        Some(Self {
            sheet,
            moves,
            map,
            rows: template,
            row: left,
            col,
            out: result.0,
            repeated,
        })
    }

    fn follow(&self, formula: &str) -> Result<String, CannotFollow> {
        let formula = shifted(formula, i64::from(self.row) - i64::from(self.rows.0), 0);
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
        let Some((first, last)) = reference.rows() else { return Ok(text.to_owned()) };
        let corners = [Some(reference.first), reference.last];
        let absolute = |corner: &Corner| corner.row.is_some_and(|row| row.1);
        let relative = corners.iter().flatten().filter(|corner| !absolute(corner)).count();
        let home = match &reference.sheet {
            None => true,
            Some(SheetName::One(name)) => name.to_lowercase() == self.sheet.to_lowercase(),
            Some(SheetName::Span(..)) => return Err(CannotFollow::Sheets(text.to_owned())),
        };
        if relative == 0 {
            return self.absolute(text);
        }
        let prefix = text.get(..reference.sheet_span.len()).unwrap_or_default();
        if home && relative == corners.iter().flatten().count() {
            if first == self.row && last == self.row {
                return Ok(format!(
                    "{prefix}{}",
                    areas::written(reference, (self.out, self.out))
                ));
            }
            if let Some(by) = self.uniform(first, last) {
                return Ok(shifted(text, by, 0));
            }
        }
        if self.repeated || self.rows.0 == self.rows.1 {
            // Seen from every copy it is the same cell.
            let pin = |corner: Corner| Corner {
                row: corner.row.map(|(row, _)| (row, true)),
                ..corner
            };
            let pinned = Reference {
                first: pin(reference.first),
                last: reference.last.map(pin),
                ..reference.clone()
            };
            return self
                .absolute(&format!("{prefix}{}", areas::written(&pinned, (first, last))));
        }
        let follow = self.moves.map(self.sheet).is_some_and(SheetMap::moved);
        if follow { Err(CannotFollow::Unclear(text.to_owned())) } else { Ok(text.to_owned()) }
    }

    fn absolute(&self, text: &str) -> Result<String, CannotFollow> {
        let repeated = self.map.rows.block_of(self.row) != 0;
        let template = CellRef::new(self.row, self.col);
        let out = CellRef::new(self.out, self.col);
        let cell = SiteCell { template, out, repeated };
        let site = Site { sheet: self.sheet, cell: Some(cell) };
        let followed = self.moves.follow(text, &site)?;
        Ok(followed.text.unwrap_or_else(|| text.to_owned()))
    }

    /// By how many rows the rule's rows and the rows a reference names have moved, when all have
    /// moved alike.
    fn uniform(&self, first: u32, last: u32) -> Option<i64> {
        let (from, to) = (self.rows.0.min(first), self.rows.1.max(last));
        match self.map.rows.stretches(from, to, 0).as_slice() {
            [only] if only.1 - only.0 == to - from => Some(i64::from(only.0) - i64::from(from)),
            _ => None,
        }
    }
}
