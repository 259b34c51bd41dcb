//! Items of drop-down lists: in the rule where they fit, else in a sheet that nobody sees.

use std::collections::BTreeSet;

use super::names::Names;
use crate::ooxml::CellRef;
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
    /// The columns of the sheet.
    columns: Vec<Vec<String>>,
}

impl Lists {
    /// None yet; `asked` is the name that the sheet is to have if one is needed.
    pub(super) fn new(book: &Book, asked: &str) -> Self {
        let asked = if asked.is_empty() { USUAL } else { asked };
        Self { sheet: carry::unused_name(book, asked), columns: Vec::new() }
    }

    /// The formula of a rule that offers these items, each once. An empty one would make Excel
    /// accept anything.
    pub(super) fn source(&mut self, items: &[String], names: &mut Names) -> String {
        let mut seen = BTreeSet::new();
        let items = items.iter().filter(|item| !item.trim().is_empty());
        let items: Vec<String> = items.filter(|item| seen.insert(*item)).cloned().collect();
        if let Some(inline) = inline(&items) {
            return inline;
        }
        let count = items.len();
        let known = self.columns.iter().position(|column| *column == items);
        let col = known.unwrap_or(self.columns.len());
        if known.is_none() {
            self.columns.push(items);
        }
        let column = CellRef::column_name(u16::try_from(col).unwrap_or(u16::MAX));
        let sheet = self.sheet.replace('\'', "''");
        names.of(&self.stem(), &format!("'{sheet}'!${column}$1:${column}${count}"))
    }

    /// What the names of lists begin with.
    fn stem(&self) -> String {
        let letters = self.sheet.chars().map(|c| if c.is_alphanumeric() { c } else { '_' });
        let stem: String = letters.collect();
        if stem.starts_with('_') { stem } else { format!("_{stem}") }
    }

    /// Puts the sheet into a workbook, when there are any lists.
    pub(super) fn put(self, book: &mut Book, dialect: &Dialect) -> Result<(), Problem> {
        if self.columns.is_empty() {
            return Ok(());
        }
        let longest = self.columns.iter().map(Vec::len).max().unwrap_or(0);
        let row = |row: usize| {
            let item = |column: &Vec<String>| column.get(row).cloned().unwrap_or_default();
            self.columns.iter().map(item).collect()
        };
        let rows = (0..longest).map(row).collect();
        let sheet = HiddenSheet { name: self.sheet.clone(), rows };
        carry::add_hidden_sheet(book, &sheet, dialect)
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
