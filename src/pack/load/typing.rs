//! What units write besides figures, from `elements.toml`: words for units of measure, and wholes.

use std::collections::BTreeMap;

use toml::Spanned;

use super::Loader;
use crate::diagnostic::Code;
use crate::model::{Catalogue, Item, OverUnits, ValueKind};
use crate::pack::raw::RawElement;
use crate::pack::typing::{Typing, units};

const FILE: &str = "elements.toml";

/// An element and what it says that it is a part of.
pub(super) type Part = (String, Spanned<String>);

/// The elements that say of what they are parts.
pub(super) fn parts(elements: &[RawElement]) -> Vec<Part> {
    let part =
        |element: &RawElement| Some((element.code.get_ref().clone(), element.out_of.clone()?));
    elements.iter().filter_map(part).collect()
}

impl Loader<'_> {
    pub(super) fn typing(
        &mut self,
        words: &BTreeMap<String, Spanned<Vec<String>>>,
        parts: &[Part],
        catalogue: &Catalogue,
    ) -> Typing {
        let known = units(catalogue);
        for (unit, words) in words {
            if !known.contains(unit.as_str()) {
                let known = known.iter().map(ToString::to_string).collect();
                let at = Some(words.span().start);
                self.unknown_name(FILE, at, "unit_words", unit, known);
            }
        }
        let no_words = known.iter().map(|unit| (*unit, &[][..]));
        let words = words.iter().map(|(unit, words)| (unit.as_str(), &words.get_ref()[..]));
        let wholes = parts.iter().filter_map(|part| self.whole(part, catalogue)).collect();
        Typing::new(no_words.chain(words), wholes)
    }

    /// A part and its whole: counts of the same unit of measure.
    fn whole(&mut self, (code, whole): &Part, catalogue: &Catalogue) -> Option<(Item, Item)> {
        let at = Some(whole.span().start);
        let Some(found) = catalogue.find(whole.get_ref()) else {
            self.unknown_name(FILE, at, code, whole.get_ref(), catalogue.paths());
            return None;
        };
        let part = catalogue.find(code)?;
        let (of_part, of_whole) = (catalogue.element(part)?, catalogue.element(found)?);
        let is_count =
            |kind, over: &OverUnits| kind == ValueKind::Integer && *over == OverUnits::Sum;
        let fits = part != found
            && of_part.unit == of_whole.unit
            && is_count(of_part.kind, &of_part.over_units)
            && is_count(of_whole.kind, &of_whole.over_units);
        if !fits {
            let reason =
                "`out_of` nêu số mà số này là một phần: hai số đếm khác nhau, cùng đơn vị tính";
            let fields = [("declared", code.as_str()), ("reason", reason)];
            self.report(FILE, at, Code::E713, &fields);
        }
        fits.then_some((part, found))
    }
}
