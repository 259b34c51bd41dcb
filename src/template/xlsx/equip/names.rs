//! Names that rules need: Excel lets a rule of one sheet reach another sheet only by a name.

use std::collections::{BTreeMap, BTreeSet};

use crate::ooxml::xml_part::Element;
use crate::template::xlsx::book::Book;
use crate::template::xlsx::carry::{self, is_same};
use crate::template::xlsx::formula::lexer::{Kind, SheetName, tokens};

/// What names of cells begin with.
const CELL: &str = "_ref";

/// Names to be entered into a workbook; nobody sees them in its list of names.
pub(super) struct Names {
    /// Names that are taken, in small letters.
    taken: BTreeSet<String>,
    /// Each name by what it stands for.
    made: BTreeMap<String, String>,
}

impl Names {
    /// None yet.
    pub(super) fn new(book: &Book) -> Self {
        let names = book.workbook.root.child("definedNames").into_iter();
        let names = names.flat_map(Element::elements).filter_map(|name| name.attribute("name"));
        Self { taken: names.map(|name| name.to_lowercase()).collect(), made: BTreeMap::new() }
    }

    /// The name that stands for something; `stem` is what a new one begins with.
    pub(super) fn of(&mut self, stem: &str, text: &str) -> String {
        if let Some(known) = self.made.get(text) {
            return known.clone();
        }
        let mut names = (1_u64..).map(|number| format!("{stem}_{number}"));
        let name = names.find(|name| !self.taken.contains(&name.to_lowercase()));
        let name = name.unwrap_or_default();
        self.taken.insert(name.to_lowercase());
        self.made.insert(text.to_owned(), name.clone());
        name
    }

    /// A formula with absolute references as a rule of a sheet can have it: what lies on other
    /// sheets has a name, and what lies on its own needs no sheet.
    pub(super) fn local(&mut self, formula: &str, sheet: &str) -> String {
        let mut out = String::with_capacity(formula.len());
        for token in tokens(formula) {
            let text = formula.get(token.span.clone()).unwrap_or_default();
            let Kind::Reference(reference) = &token.kind else {
                out.push_str(text);
                continue;
            };
            match &reference.sheet {
                None => out.push_str(text),
                Some(SheetName::One(own)) if is_same(own, sheet) => {
                    out.push_str(text.get(reference.sheet_span.len()..).unwrap_or_default());
                }
                Some(_) => out.push_str(&self.of(CELL, text)),
            }
        }
        out
    }

    /// Puts the names into the workbook.
    pub(super) fn put(self, book: &mut Book) {
        for (text, name) in self.made {
            carry::enter_hidden_name(book, &name, &text);
        }
    }
}
