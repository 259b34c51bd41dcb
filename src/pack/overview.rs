//! Which figures the overview of a draft draws: the pack's own choice, or its first figures.

use super::Named;
use crate::model::{Catalogue, Item, ValueKind};

/// Figures drawn when the pack does not say which.
const FIRST_TRENDS: usize = 2;

/// What the overview of a draft draws.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// Figures drawn period by period.
    pub trends: Vec<Named>,
    /// Elements whose categories are drawn stacked.
    pub classes: Vec<Item>,
}

impl Overview {
    /// The first counts of a catalogue, and its first class.
    pub fn of_first(catalogue: &Catalogue) -> Self {
        let of_kind = |wanted: ValueKind| {
            let totals = catalogue.items().filter(|item| item.is_total());
            totals.filter(move |item| {
                catalogue.element(*item).is_some_and(|element| {
                    element.kind == wanted
                        && !catalogue.is_sensitive(*item)
                        && !element.in_settings
                })
            })
        };
        Self {
            trends: of_kind(ValueKind::Integer).take(FIRST_TRENDS).map(Named::Item).collect(),
            classes: of_kind(ValueKind::Class).take(1).collect(),
        }
    }
}
