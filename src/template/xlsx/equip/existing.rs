//! Rules that a sheet has already, taken off the cells that get one of ours: a cell has one rule.

use super::area::{self, Area};
use super::formulas::is_relative;
use crate::ooxml::xml_part::{Element, Node};
use crate::template::xlsx::formula::shift::shifted;

/// Takes cells out of the areas of all rules of a worksheet, also of those that newer programs
/// keep in extensions.
pub(super) fn take_out(worksheet: &mut Element, holes: &[Area]) {
    cut_lists(worksheet, holes);
    let Some(extensions) = worksheet.child_mut("extLst") else { return };
    for extension in extensions.elements_mut() {
        cut_lists(extension, holes);
    }
    // An extension that held nothing else is gone with its rules, and so is their list.
    let had_any = extensions.elements().next().is_some();
    drop_elements(extensions, |extension| extension.elements().next().is_none());
    if had_any && extensions.elements().next().is_none() {
        drop_elements(worksheet, |element| element.local_name() == "extLst");
    }
}

/// Cuts the rules of each list in an element; lists that come out empty are taken out.
fn cut_lists(parent: &mut Element, holes: &[Area]) {
    for list in parent.elements_mut().filter(|child| is_list(child)) {
        cut_rules(list, holes);
    }
    drop_elements(parent, |child| is_list(child) && child.elements().next().is_none());
}

fn is_list(element: &Element) -> bool {
    element.local_name() == "dataValidations"
}

fn drop_elements(parent: &mut Element, unwanted: impl Fn(&Element) -> bool) {
    parent.children.retain(|node| !matches!(node, Node::Element(element) if unwanted(element)));
}

fn cut_rules(list: &mut Element, holes: &[Area]) {
    let mut changed = false;
    let mut children = Vec::with_capacity(list.children.len());
    for node in std::mem::take(&mut list.children) {
        match node {
            Node::Element(rule) => match left_of(&rule, holes) {
                Some(rules) => {
                    changed = true;
                    children.extend(rules.into_iter().map(Node::Element));
                }
                None => children.push(Node::Element(rule)),
            },
            other => children.push(other),
        }
    }
    list.children = children;
    if changed {
        let count = list.elements().count();
        list.set_attribute("count", &count.to_string());
    }
}

/// What a rule becomes; none when it covers none of the cells.
fn left_of(rule: &Element, holes: &[Area]) -> Option<Vec<Element>> {
    let areas = area::list(&sqref(rule)?)?;
    let left = area::cut(&areas, holes)?;
    if left.is_empty() {
        return Some(Vec::new());
    }
    let mut formulas = Vec::new();
    collect(rule, &mut formulas);
    if !formulas.iter().any(|formula| is_relative(formula)) {
        return Some(vec![with_areas(rule, &left)]);
    }
    // A formula is written for the first cell of the rule's areas: each area that is left becomes
    // a rule of its own, with the formula as it reads from there.
    let whole = areas.iter().copied().reduce(Area::with)?;
    let mut rules = Vec::new();
    for area in left {
        let mut own = with_areas(rule, &[area]);
        let rows = i64::from(area.first.row) - i64::from(whole.first.row);
        let cols = i64::from(area.first.col) - i64::from(whole.first.col);
        shift(&mut own, rows, cols);
        if !rules.is_empty() {
            // It identifies one rule.
            own.remove_attribute("xr:uid");
        }
        rules.push(own);
    }
    Some(rules)
}

/// The areas of a rule: an attribute, or an element in extensions.
fn sqref(rule: &Element) -> Option<String> {
    let attribute = rule.attribute("sqref").map(std::borrow::Cow::into_owned);
    attribute.or_else(|| rule.child("sqref").map(Element::text))
}

fn with_areas(rule: &Element, areas: &[Area]) -> Element {
    let mut rule = rule.clone();
    let areas = area::written(areas);
    if rule.attribute("sqref").is_some() {
        rule.set_attribute("sqref", &areas);
    } else if let Some(element) = rule.child_mut("sqref") {
        element.set_text(&areas);
    }
    rule
}

fn is_formula(element: &Element) -> bool {
    matches!(element.local_name(), "formula1" | "formula2" | "f")
        && element.elements().next().is_none()
}

fn collect(element: &Element, out: &mut Vec<String>) {
    for child in element.elements() {
        if is_formula(child) {
            out.push(child.text());
        } else {
            collect(child, out);
        }
    }
}

fn shift(element: &mut Element, rows: i64, cols: i64) {
    for child in element.elements_mut() {
        if is_formula(child) {
            let text = shifted(&child.text(), rows, cols);
            child.set_text(&text);
        } else {
            shift(child, rows, cols);
        }
    }
}
