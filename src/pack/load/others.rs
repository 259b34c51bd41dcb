//! What others may see, as `pack.toml` says it.

use super::super::raw::RawOthers;
use super::Loader;
use crate::model::Catalogue;

const FILE: &str = "pack.toml";

/// A small count of people tells who they are.
const PEOPLE: &str = "người";

impl Loader<'_> {
    /// Units of measure of which small counts are withheld. One that no element has would withhold
    /// nothing in silence: it is told with the nearest that some element has.
    pub(super) fn small_counts(
        &mut self,
        raw: &RawOthers,
        catalogue: &Catalogue,
    ) -> Vec<String> {
        let Some(units) = &raw.small_counts else { return vec![PEOPLE.to_owned()] };
        let elements = catalogue.elements();
        let known: Vec<String> = elements.iter().map(|element| element.unit.clone()).collect();
        for unit in units.iter().filter(|unit| !known.contains(unit.get_ref())) {
            let at = Some(unit.span().start);
            self.unknown_name(FILE, at, "others.small_counts", unit.get_ref(), known.clone());
        }
        units.iter().map(|unit| unit.get_ref().clone()).collect()
    }
}
