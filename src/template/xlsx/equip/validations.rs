//! Rules of what may be entered in cells.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::area::{self, Area};
use super::equipment::{Bound, Validation, ValidationKind};
use super::formulas::{pinned, single_cells};
use super::lists::Lists;
use super::names::Names;
use super::order;
use crate::ooxml::xml_part::{Element, Node, push_all};
use crate::ooxml::{CellRef, escape_xml};
use crate::template::xlsx::text::cell_text;

/// Characters of what heads a message (ECMA-376 part 1, 18.3.1.32).
const MAX_TITLE: usize = 32;
/// Characters of what is shown when a cell is selected (ibidem).
const MAX_PROMPT: usize = 255;
/// Characters of the message about a wrong entry (what Excel's own dialog accepts).
const MAX_ERROR: usize = 225;

/// Characters of a formula in a rule (Excel's limit).
const MAX_FORMULA: usize = 255;

/// Numbers without bounds of their own: all that Excel keeps exactly, all that it can hold.
const ALL_WHOLE: (&str, &str) = ("-999999999999999", "999999999999999");
const ALL_DECIMAL: (&str, &str) = ("-9.99999999999999E+307", "9.99999999999999E+307");

/// The rules of one sheet, each with its cells; equal rules are one.
#[derive(Default)]
pub(super) struct Rules {
    /// Attributes and inside of a rule, in the order in which they first came.
    rules: Vec<(Written, BTreeSet<CellRef>)>,
    known: BTreeMap<Written, usize>,
}

/// What rules of a sheet need outside of it.
pub(super) struct Outside<'a> {
    /// Name of the sheet.
    pub sheet: &'a str,
    /// Items of drop-down lists.
    pub lists: &'a mut Lists,
    /// Names for cells of other sheets.
    pub names: &'a mut Names,
}

/// A rule without its cells: its attributes and its formulas.
type Written = (Vec<(&'static str, String)>, Vec<String>);

impl Rules {
    /// Adds a rule for cells.
    pub(super) fn add(
        &mut self,
        validation: &Validation,
        cells: impl IntoIterator<Item = CellRef>,
        outside: &mut Outside<'_>,
    ) {
        let written = written(validation, outside);
        let next = self.rules.len();
        let at = *self.known.entry(written.clone()).or_insert(next);
        if at == next {
            self.rules.push((written, BTreeSet::new()));
        }
        if let Some((_, known)) = self.rules.get_mut(at) {
            known.extend(cells);
        }
    }

    /// All cells that have a rule, as areas.
    pub(super) fn areas(&self) -> Vec<Area> {
        let cells = self.rules.iter().flat_map(|(_, cells)| cells);
        area::cover(&cells.copied().collect())
    }

    /// Puts the rules into a worksheet, after its own ones.
    pub(super) fn put(&self, worksheet: &mut Element) {
        if self.rules.is_empty() {
            return;
        }
        let list = order::child(worksheet, &order::WORKSHEET, "dataValidations");
        let Some(list) = list else { return };
        // A sheet may have switched off what is shown when a cell is selected.
        list.remove_attribute("disablePrompts");
        let prefix = list.prefix().to_owned();
        for (rule, cells) in &self.rules {
            let rule = element(&prefix, rule, &area::cover(cells));
            list.children.push(Node::Element(rule));
        }
        let count = list.elements().count();
        list.set_attribute("count", &count.to_string());
    }
}

fn element(prefix: &str, (attributes, formulas): &Written, areas: &[Area]) -> Element {
    let mut open = format!("{prefix}dataValidation");
    for (name, value) in attributes {
        // A line end in an attribute would be read as a space.
        let value = escape_xml(value).replace('\n', "&#10;").replace('\t', "&#9;");
        push_all(&mut open, &[" ", name, "=\"", &value, "\""]);
    }
    let mut rule = Element::new(open);
    rule.set_attribute("sqref", &area::written(areas));
    for (number, text) in (1..).zip(formulas) {
        let mut formula = Element::new(format!("{prefix}formula{number}"));
        formula.set_text(text);
        rule.children.push(Node::Element(formula));
    }
    rule
}

fn written(validation: &Validation, outside: &mut Outside<'_>) -> Written {
    let (kind, operator, formulas) = condition(&validation.kind, outside);
    let formulas =
        formulas.iter().map(|text| outside.names.local(text, outside.sheet)).collect();
    let style = if validation.stop { "" } else { "warning" };
    let mut attributes = vec![("type", kind.to_owned())];
    let mut push = |name, value: String| {
        if !value.is_empty() {
            attributes.push((name, value));
        }
    };
    push("errorStyle", style.to_owned());
    push("operator", operator.to_owned());
    for name in ["allowBlank", "showInputMessage", "showErrorMessage"] {
        push(name, "1".to_owned());
    }
    push("errorTitle", message(&validation.error_title, MAX_TITLE));
    push("error", message(&validation.error, MAX_ERROR));
    push("promptTitle", message(&validation.title, MAX_TITLE));
    push("prompt", message(&validation.prompt, MAX_PROMPT));
    (attributes, formulas)
}

/// The kind of a rule, its operator unless that is `between`, its formulas.
fn condition(
    kind: &ValidationKind,
    outside: &mut Outside<'_>,
) -> (&'static str, &'static str, Vec<String>) {
    let bounded = |kind, min: &Option<Bound>, max: &Option<Bound>, all: (&str, &str)| {
        let (operator, formulas) = match (min, max) {
            (Some(min), Some(max)) => ("", vec![bound(min, all.0), bound(max, all.1)]),
            (Some(min), None) => ("greaterThanOrEqual", vec![bound(min, all.0)]),
            (None, Some(max)) => ("lessThanOrEqual", vec![bound(max, all.1)]),
            (None, None) => ("", vec![all.0.to_owned(), all.1.to_owned()]),
        };
        (kind, operator, formulas)
    };
    match kind {
        ValidationKind::Whole { min, max } => bounded("whole", min, max, ALL_WHOLE),
        ValidationKind::Decimal { min, max } => bounded("decimal", min, max, ALL_DECIMAL),
        ValidationKind::List(items) => {
            ("list", "", { vec![outside.lists.source(items, outside.names)] })
        }
        ValidationKind::Text { max_len } => {
            ("textLength", "lessThanOrEqual", vec![max_len.to_string()])
        }
        ValidationKind::Custom(formula) => ("custom", "", vec![pinned(formula)]),
    }
}

/// The formula of a bound. One that names an empty cell does not hold: Excel sees to that by
/// itself, `LibreOffice` would take the cell for 0 and refuse what is entered before the total.
fn bound(bound: &Bound, none: &str) -> String {
    let formula = match bound {
        Bound::Number(number) => return plain(*number),
        Bound::Formula(formula) => pinned(formula),
    };
    let Some(cells) = single_cells(&formula).filter(|cells| !cells.is_empty()) else {
        return formula;
    };
    let (list, count) = (cells.join(","), cells.len());
    let guarded = format!("IF(COUNT({list})<{count},{none},{formula})");
    if length(&guarded) > MAX_FORMULA { formula } else { guarded }
}

fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

/// The formulas of a rule, as its issuer wrote them.
pub(super) fn formulas(kind: &ValidationKind) -> Vec<&str> {
    match kind {
        ValidationKind::Whole { min, max } | ValidationKind::Decimal { min, max } => {
            let bounds = [min, max].into_iter().flatten();
            bounds.filter_map(Bound::formula).collect()
        }
        ValidationKind::Custom(formula) => vec![formula],
        ValidationKind::List(_) | ValidationKind::Text { .. } => Vec::new(),
    }
}

/// A formula that a rule of Excel's could not have.
pub(super) fn too_long(kind: &ValidationKind) -> Option<&str> {
    let is_long = |text: &&str| length(&pinned(text)) > MAX_FORMULA;
    formulas(kind).into_iter().find(is_long)
}

fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// A message as files store it, cut at a word where it is longer than Excel shows.
fn message(text: &str, limit: usize) -> String {
    cell_text(&shortened(text.trim(), limit)).into_owned()
}

/// The beginning of a text that has `limit` UTF-16 units at most, up to the end of a word.
fn shortened(text: &str, limit: usize) -> String {
    if length(text) <= limit {
        return text.to_owned();
    }
    let room = limit.saturating_sub(length("…"));
    let mut used = 0;
    let fits = |c: &char| {
        used += c.len_utf16();
        used <= room
    };
    let kept: String = text.chars().take_while(fits).collect();
    let is_between_words = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    let whole = text.get(kept.len()..).is_some_and(is_between_words);
    let end = if whole { None } else { kept.rfind(char::is_whitespace) };
    let kept = kept.get(..end.unwrap_or(kept.len())).unwrap_or_default();
    let kept =
        kept.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':'));
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_messages_end_at_a_word() {
        assert_eq!(shortened("Số đảng viên, kết nạp", 21), "Số đảng viên, kết nạp");
        assert_eq!(shortened("Số đảng viên, kết nạp", 20), "Số đảng viên, kết…");
        assert_eq!(shortened("Số đảng viên, kết nạp", 16), "Số đảng viên…");
        assert_eq!(shortened("Số đảng viên, kết nạp", 13), "Số đảng viên…");
        assert_eq!(shortened("𝄞𝄞𝄞𝄞", 5), "𝄞𝄞…");
    }
}
