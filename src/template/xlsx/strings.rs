//! The shared strings of a workbook.

use std::sync::Arc;

use super::text::{RichText, blank};
use crate::ooxml::xml_part::{XmlError, XmlPart};
use crate::template::engine::holds_tags;

/// The shared strings part, read.
#[derive(Clone, Default)]
pub(super) struct Strings {
    part: Option<Arc<XmlPart>>,
    texts: Arc<[RichText]>,
    tagged: Arc<[bool]>,
    prefix: String,
}

impl Strings {
    /// Reads the part.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, XmlError> {
        let part = XmlPart::parse(bytes)?;
        let items = part.root.elements().filter(|item| item.local_name() == "si");
        let texts: Arc<[_]> = items.map(RichText::read).collect();
        let tagged = texts.iter().map(|text| holds_tags(&text.text())).collect();
        let prefix = part.root.prefix().to_owned();
        Ok(Self { part: Some(Arc::new(part)), texts, tagged, prefix })
    }

    /// A string.
    pub(super) fn get(&self, index: usize) -> Option<&RichText> {
        self.texts.get(index)
    }

    /// A string, if it may hold tags.
    pub(super) fn tagged(&self, index: usize) -> Option<&RichText> {
        self.texts.get(index).filter(|_| self.tagged.get(index) == Some(&true))
    }

    /// Whether any string may hold tags.
    pub(super) fn any_tagged(&self) -> bool {
        self.tagged.contains(&true)
    }

    /// Prefix of the part's elements with its colon: formatting is written with it.
    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The part with every string blank that held tags, so that no tag stays in the file.
    ///
    /// The entries themselves stay: cells name strings by their number. Cells that were filled
    /// carry their text themselves and name none of these entries any more.
    pub(super) fn without_tags(&self) -> Option<Vec<u8>> {
        let mut part = XmlPart::clone(self.part.as_ref()?);
        let items = part.root.elements_mut().filter(|item| item.local_name() == "si");
        for (index, item) in items.enumerate() {
            if self.tagged.get(index) == Some(&true) {
                blank(item);
            }
        }
        Some(part.write().into_bytes())
    }
}
