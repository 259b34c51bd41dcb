//! What units write in the cells of figures besides the figures, as far as a pack knows it: the
//! words for what is counted, and of what a figure is a part.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Catalogue, Item};
use crate::text::key;

/// What the words behind a figure say of what it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counted {
    /// The unit of measure in question.
    TheSame,
    /// Another unit of measure of the pack: this one.
    Other(String),
    /// Nothing that the pack knows.
    Unknown,
}

/// What a pack knows of the way in which figures are typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typing {
    /// By unit of measure, the match keys of the words for it, its own name among them.
    units: BTreeMap<String, BTreeSet<String>>,
    /// What an item is a part of, besides the total of its own element.
    wholes: BTreeMap<Item, Item>,
}

impl Typing {
    /// Words for units of measure, and the wholes of which items are parts.
    pub(super) fn new<'a>(
        words: impl IntoIterator<Item = (&'a str, &'a [String])>,
        wholes: BTreeMap<Item, Item>,
    ) -> Self {
        let mut units: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (unit, words) in words {
            let known = units.entry(unit.to_owned()).or_default();
            known.insert(key::of(unit));
            known.extend(words.iter().map(|word| key::of(word)));
        }
        Self { units, wholes }
    }

    /// What words behind a figure say, where a unit of measure is asked for.
    pub fn counted(&self, unit: &str, words: &str) -> Counted {
        let words = key::of(words);
        let says = |known: &BTreeSet<String>| known.contains(&words);
        if self.units.get(unit).map_or_else(|| key::of(unit) == words, says) {
            return Counted::TheSame;
        }
        let other = self.units.iter().find(|(_, known)| says(known));
        other.map_or(Counted::Unknown, |(unit, _)| Counted::Other(unit.clone()))
    }

    /// What an item is a part of: of a category the total, else what the pack says.
    pub fn whole_of(&self, item: Item) -> Option<Item> {
        let own_total = (!item.is_total()).then(|| item.total());
        own_total.or_else(|| self.wholes.get(&item).copied())
    }
}

/// The units of measure of a catalogue.
pub(super) fn units(catalogue: &Catalogue) -> BTreeSet<&str> {
    catalogue.elements().iter().map(|element| element.unit.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_behind_a_figure_name_its_unit_another_one_or_none_that_is_known() {
        let people = ["đ/c".to_owned(), "đồng chí".to_owned()];
        let turns = ["lượt".to_owned()];
        let units = [("người", &people[..]), ("lượt người", &turns[..])];
        let typing = Typing::new(units, BTreeMap::new());
        for words in ["người", "Đ/C", "đồng  chí"] {
            assert_eq!(typing.counted("người", words), Counted::TheSame, "{words}");
        }
        let turns = Counted::Other("lượt người".to_owned());
        assert_eq!(typing.counted("người", "lượt"), turns);
        let people = Counted::Other("người".to_owned());
        assert_eq!(typing.counted("lượt người", "người"), people);
        assert_eq!(typing.counted("người", "quyển"), Counted::Unknown);
        assert_eq!(Typing::default().counted("buổi", "Buổi"), Counted::TheSame);
    }
}
