//! The identity of a figure: short enough for a Word tag, the same in every run.

use sha2::{Digest, Sha256};

use crate::model::{OrgIx, Period};
use crate::pack::{Consolidated, Named};
use crate::text;

/// Which figure: of a unit, an item or indicator, and a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FigureKey {
    /// Whose.
    pub org: OrgIx,
    /// Of what.
    pub named: Named,
    /// For which period.
    pub period: Period,
}

impl FigureKey {
    /// The path as a reference writes it.
    pub fn path(&self, data: &Consolidated) -> String {
        match self.named {
            Named::Item(item) => data.pack.catalogue.path(item),
            Named::Indicator(at) => {
                let indicator = data.pack.indicators.get(at);
                indicator.map_or_else(String::new, |indicator| indicator.code.clone())
            }
        }
    }

    /// The name for people.
    pub fn label(&self, data: &Consolidated) -> String {
        match self.named {
            Named::Item(item) => data.pack.catalogue.label(item),
            Named::Indicator(at) => {
                let indicator = data.pack.indicators.get(at);
                indicator.map_or_else(String::new, |indicator| indicator.name.clone())
            }
        }
    }

    /// The unit of measure.
    pub fn unit<'a>(&self, data: &'a Consolidated) -> &'a str {
        match self.named {
            Named::Item(item) => data.pack.catalogue.element(item).map_or("", |e| &e.unit),
            Named::Indicator(at) => data.pack.indicators.get(at).map_or("", |i| &i.unit),
        }
    }
}

/// The id of a figure: the first 10 hexadecimal digits of a hash of its address.
pub fn figure_id(data: &Consolidated, key: FigureKey) -> String {
    let address = [
        data.pack.code.as_str(),
        data.tree.code(key.org),
        &key.path(data),
        &key.period.to_string(),
    ]
    .join("|");
    Sha256::digest(address).get(..5).map(text::hex).unwrap_or_default()
}
