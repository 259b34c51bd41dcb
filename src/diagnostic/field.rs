//! The facts that fill the gaps of a sentence.

use rust_decimal::Decimal;

use crate::text::{Lang, list, number, screen};

/// Columns a text may take inside a sentence.
const TEXT_COLUMNS: usize = 200;
/// Items of a list that a sentence names; the rest it counts.
pub(super) const LIST_ITEMS: usize = 12;

/// A fact of a finding; formatted for a language only when it is printed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// A name or a literal, printed as it is; years belong here.
    Text(String),
    /// A figure, printed exactly.
    Number(Decimal),
    /// A count of things.
    Count(u64),
    /// Names, each printed between backticks: `a`, `b` và `c`.
    List(Vec<String>),
    /// Words that are others in each language.
    Words {
        /// In Vietnamese.
        vi: String,
        /// In English.
        en: String,
    },
}

impl Field {
    /// Words that are others in each language.
    pub fn words(said: impl Fn(Lang) -> String) -> Self {
        Self::Words { vi: said(Lang::Vi), en: said(Lang::En) }
    }

    /// Whether there is nothing to print.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Words { vi, .. } => vi.trim().is_empty(),
            Self::Number(_) | Self::Count(_) => false,
        }
    }

    /// The fact as it stands, not cut.
    pub fn print_whole(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            other => other.print(Lang::Vi),
        }
    }

    /// The fact inside a sentence, on one line.
    pub fn print(&self, lang: Lang) -> String {
        self.print_first(LIST_ITEMS, lang)
    }

    /// The same; of a list only so many items are named, and the rest is counted.
    pub(super) fn print_first(&self, items_named: usize, lang: Lang) -> String {
        match self {
            Self::Text(text) => screen::one_line(text, TEXT_COLUMNS),
            Self::Number(value) => number::exact(*value, lang),
            Self::Count(count) => number::format(Decimal::from(*count), 0, lang),
            Self::List(items) => print_list(items, items_named, lang),
            Self::Words { vi, en } => screen::one_line(lang.pick(vi, en), TEXT_COLUMNS),
        }
    }
}

fn print_list(items: &[String], items_named: usize, lang: Lang) -> String {
    let mut names: Vec<String> = items
        .iter()
        .take(items_named)
        .map(|item| format!("`{}`", screen::one_line(item, TEXT_COLUMNS)))
        .collect();
    if let Some(more @ 1..) = items.len().checked_sub(items_named) {
        names.push(lang.pick(format!("{more} mục khác"), format!("{more} more")));
    }
    list::join(&names, lang)
}

impl From<&str> for Field {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Field {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Decimal> for Field {
    fn from(value: Decimal) -> Self {
        Self::Number(value)
    }
}

impl From<u64> for Field {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<Vec<String>> for Field {
    fn from(items: Vec<String>) -> Self {
        Self::List(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_names_the_first_and_counts_the_rest() {
        let items: Vec<String> = (1..=300).map(|n| format!("cb{n}.xlsx")).collect();
        let text = Field::List(items).print(Lang::Vi);
        assert!(text.starts_with("`cb1.xlsx`, `cb2.xlsx`, "), "{text}");
        assert!(text.ends_with("`cb12.xlsx` và 288 mục khác"), "{text}");
    }

    #[test]
    fn figures_are_written_in_the_language_of_the_sentence() {
        let field = Field::from("1284.5".parse::<Decimal>().unwrap());
        assert_eq!(field.print(Lang::Vi), "1.284,5");
        assert_eq!(field.print(Lang::En), "1,284.5");
        assert_eq!(Field::Count(1200).print(Lang::Vi), "1.200");
    }
}
