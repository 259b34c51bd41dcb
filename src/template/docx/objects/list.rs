//! `{{ items | bullets }}`, `{{ items | numbered }}`: a paragraph an item, lists in the list a
//! level deeper.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use tera::{Kwargs, State, Tera, Value};

use super::properties;
use super::rich::{self, Fragment, Rich};
use super::token::to_value;
use super::{Host, Markup, Object, Placing};
use crate::template::ProblemKind;
use crate::template::docx::numbering::{LEVELS, ListKind};

/// A list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct List {
    kind: ListKind,
    items: Vec<Item>,
}

/// A paragraph of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Item {
    /// From 0.
    level: usize,
    runs: Vec<Fragment>,
}

/// Registers the filters.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("bullets", |items: Value, _: Kwargs, _: &State| {
        value(ListKind::Bullets, &items)
    });
    tera.register_filter("numbered", |items: Value, _: Kwargs, _: &State| {
        value(ListKind::Numbered, &items)
    });
}

fn value(kind: ListKind, items: &Value) -> tera::TeraResult<Value> {
    let list = List::read(kind, items).map_err(tera::Error::message)?;
    to_value(&Object::List(list))
}

impl List {
    fn read(kind: ListKind, value: &Value) -> Result<Self, String> {
        let wrong = "phải là một danh sách, mỗi phần tử thành một mục";
        let values = value.as_array().ok_or(wrong)?;
        let mut items = Vec::new();
        add(values, 0, &mut items)?;
        Ok(Self { kind, items })
    }

    /// Its paragraphs.
    pub(super) fn markup(
        &self,
        host: Host<'_>,
        placing: &mut Placing<'_>,
    ) -> Result<Markup, ProblemKind> {
        if self.items.is_empty() {
            return Ok(Markup::Block(String::new()));
        }
        let levels = self.items.iter().map(|item| item.level + 1).max().unwrap_or(1);
        let number = placing.document.new_list(self.kind, levels);
        let number = number.map_err(|problem| problem.kind)?;
        let mut out = String::new();
        for Item { level, runs } in &self.items {
            let numbering = format!(
                "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{number}\"/></w:numPr>"
            );
            // The level says how far the item is indented.
            let changes = vec![("w:numPr", numbering), ("w:ind", String::new())];
            let properties = properties::of_paragraph(host.paragraph_properties, &changes);
            let runs = rich::runs(runs, host.run_properties, false, placing)?;
            let _ = write!(out, "<w:p>{properties}{runs}</w:p>");
        }
        Ok(Markup::Block(out))
    }
}

fn add(values: &[Value], level: usize, items: &mut Vec<Item>) -> Result<(), String> {
    if level >= LEVELS {
        return Err(format!("danh sách sâu quá {LEVELS} cấp"));
    }
    for value in values {
        match value.as_array() {
            Some(deeper) => add(deeper, level + 1, items)?,
            None => items.push(Item { level, runs: runs(value)? }),
        }
    }
    Ok(())
}

fn runs(value: &Value) -> Result<Vec<Fragment>, String> {
    match rich::plain_or_rich(value)? {
        Rich::Runs(runs) => Ok(runs),
        Rich::Paragraphs(_) => Err("một mục của danh sách chỉ có một đoạn văn".to_owned()),
    }
}
