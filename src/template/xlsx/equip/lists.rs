//! Items of drop-down lists: in the rule where they fit, else in a sheet that nobody sees.

use std::collections::BTreeSet;

use crate::ooxml::CellRef;
use crate::ooxml::xml_part::Element;
use crate::template::Problem;
use crate::template::xlsx::book::Book;
use crate::template::xlsx::carry::{self, Dialect, HiddenSheet};

/// Name of the sheet when none is asked for.
const USUAL: &str = "_lists";

/// Characters of all items together in a rule, with the commas between them (Excel's limit).
const MAX_INLINE: usize = 255;

/// Lists that have to be kept outside their rules.
pub(super) struct Lists {
    sheet: String,
    /// Names that are taken, in small letters.
    names: BTreeSet<String>,
    /// Each list with its name.
    named: Vec<(String, Vec<String>)>,
}

impl Lists {
    /// None yet; `asked` is the name that the sheet is to have if one is needed.
    pub(super) fn new(book: &Book, asked: &str) -> Self {
        let asked = if asked.is_empty() { USUAL } else { asked };
        let names = book.workbook.root.child("definedNames").into_iter();
        let names = names.flat_map(Element::elements).filter_map(|name| name.attribute("name"));
        let names = names.map(|name| name.to_lowercase()).collect();
        Self { sheet: carry::unused_name(book, asked), names, named: Vec::new() }
    }

    /// The formula of a rule that offers these items, each once. An empty one would make Excel
    /// accept anything.
    pub(super) fn source(&mut self, items: &[String]) -> String {
        let mut seen = BTreeSet::new();
        let items = items.iter().filter(|item| !item.trim().is_empty());
        let items: Vec<String> = items.filter(|item| seen.insert(*item)).cloned().collect();
        if let Some(inline) = inline(&items) {
            return inline;
        }
        if let Some((name, _)) = self.named.iter().find(|(_, known)| *known == items) {
            return name.clone();
        }
        let name = self.unused_name();
        self.names.insert(name.to_lowercase());
        self.named.push((name.clone(), items));
        name
    }

    fn unused_name(&self) -> String {
        let stem: String =
            self.sheet.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
        let stem = if stem.starts_with('_') { stem } else { format!("_{stem}") };
        let mut names = (1_u64..).map(|number| format!("{stem}_{number}"));
        names.find(|name| !self.names.contains(&name.to_lowercase())).unwrap_or(stem)
    }

    /// Puts the sheet and the names of its lists into a workbook, when there are any.
    pub(super) fn put(self, book: &mut Book, dialect: &Dialect) -> Result<(), Problem> {
        if self.named.is_empty() {
            return Ok(());
        }
        let longest = self.named.iter().map(|(_, items)| items.len()).max().unwrap_or(0);
        let row = |row: usize| {
            let item = |(_, items): &(String, Vec<String>)| {
                items.get(row).cloned().unwrap_or_default()
            };
            self.named.iter().map(item).collect()
        };
        let rows = (0..longest).map(row).collect();
        let sheet = HiddenSheet { name: self.sheet.clone(), rows };
        carry::add_hidden_sheet(book, &sheet, dialect)?;
        let quoted = self.sheet.replace('\'', "''");
        for (col, (name, items)) in (0..).zip(&self.named) {
            let column = CellRef::column_name(col);
            let area = format!("'{quoted}'!${column}$1:${column}${}", items.len());
            carry::enter_name(book, name, &area);
        }
        Ok(())
    }
}

/// The items as the formula of a rule, where that can hold them: a comma would part an item in
/// two, so would a semicolon where that is what parts lists, and spaces around items are dropped.
fn inline(items: &[String]) -> Option<String> {
    let is_plain = |item: &String| {
        !item.contains([',', ';', '\n', '\r', '\t', '"'])
            && item.trim() == item
            && !item.is_empty()
    };
    let text = items.join(",");
    let fits = text.encode_utf16().count() <= MAX_INLINE;
    (fits && items.iter().all(is_plain)).then(|| format!("\"{text}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_rule_can_hold_stands_in_it() {
        let items = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(inline(&items(&["Tốt", "Khá"])).as_deref(), Some("\"Tốt,Khá\""));
        for odd in ["a,b", "a;b", " a", "a\nb", "a\"b", ""] {
            assert_eq!(inline(&items(&["Tốt", odd])), None, "{odd:?}");
        }
        assert!(inline(&["x".repeat(255)]).is_some());
        assert_eq!(inline(&["x".repeat(256)]), None);
    }
}
