//! The identity of a figure, the same in every run: for people, and for a Word document.

use sha2::{Digest, Sha256};

use crate::model::{OrgIx, Period};
use crate::pack::{Consolidated, Named};
use crate::template::docx::control_tag;
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
            Named::Text(at) => {
                let text = data.pack.texts.get(at);
                text.map_or_else(String::new, |text| text.code.clone())
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
            Named::Text(at) => {
                let text = data.pack.texts.get(at);
                text.map_or_else(String::new, |text| text.name.clone())
            }
        }
    }

    /// The unit of measure.
    pub fn unit<'a>(&self, data: &'a Consolidated) -> &'a str {
        match self.named {
            Named::Item(item) => data.pack.catalogue.element(item).map_or("", |e| &e.unit),
            Named::Indicator(at) => data.pack.indicators.get(at).map_or("", |i| &i.unit),
            Named::Text(_) => "",
        }
    }
}

/// The id of a figure: the first 10 hexadecimal digits of [`figure_hash`].
pub fn figure_id(data: &Consolidated, key: FigureKey) -> String {
    let mut id = figure_hash(data, key);
    id.truncate(ID_LENGTH);
    id
}

/// What a Word document remembers a figure by: 16 hexadecimal digits of a hash of its address
/// (pack, unit, path, period), the same in every run and in the documents of every period.
///
/// Of a million figures that an office prints, two share it with a probability of 1 : 37 million;
/// `build` refuses that.
pub fn figure_hash(data: &Consolidated, key: FigureKey) -> String {
    let address = [
        data.pack.code.as_str(),
        data.tree.code(key.org),
        &key.path(data),
        &key.period.to_string(),
    ]
    .join("|");
    Sha256::digest(address).get(..HASH_LENGTH / 2).map(text::hex).unwrap_or_default()
}

/// The mark of a figure in a Word document: the tag of the content control that it stands in.
pub fn figure_mark(data: &Consolidated, key: FigureKey) -> String {
    control_tag(&figure_hash(data, key))
}

/// Digits of an id.
const ID_LENGTH: usize = 10;
/// Digits of a hash.
const HASH_LENGTH: usize = 16;

/// The beginning of a figure's hash that a text gives: an id, or a mark in a Word document.
pub(super) fn hash_in(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_lowercase();
    let (hash, length) = match text.strip_prefix(&control_tag("")) {
        Some(hash) => (hash, HASH_LENGTH),
        None => (text.as_str(), ID_LENGTH),
    };
    let is_hash = hash.len() == length && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then(|| hash.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_and_a_mark_are_told_from_names() {
        for (text, hash) in [
            ("0123456789", Some("0123456789")),
            ("th1-0123456789abcdef", Some("0123456789abcdef")),
            (" TH1-0123456789ABCDEF ", Some("0123456789abcdef")),
            ("th1-0123456789", None),
            ("0123456789abcdef", None),
            ("ket_nap", None),
            ("ngoai_nuoc", None),
        ] {
            assert_eq!(hash_in(text).as_deref(), hash, "{text}");
        }
    }
}
