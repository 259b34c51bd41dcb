//! Styles of a document that strike letters through, hide or raise them.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::super::error::ReadError;
use super::super::said::{Height, Look};
use super::super::xml::attribute;
use super::body::{height, is_on};

/// Styles of a document; Word knows some hundreds.
const MOST: usize = 10_000;

/// Styles that one may be based on.
const GENERATIONS: usize = 16;

/// What the styles of a document say of letters, by their ids.
#[derive(Default)]
pub(super) struct Styles {
    known: BTreeMap<String, Style>,
    open: Option<String>,
    /// Whether properties of letters are open; those of a paragraph's mark are of no letter.
    in_letters: bool,
}

/// What one style says; none where it leaves that to the style it is based on.
#[derive(Default)]
struct Style {
    parent: Option<String>,
    struck: Option<bool>,
    hidden: Option<bool>,
    height: Option<Height>,
}

impl Styles {
    /// How letters of this style look that would look so without it.
    pub(super) fn look(&self, id: Option<&str>, without: Look) -> Look {
        let mut found = Style::default();
        let mut next = id;
        for _ in 0..GENERATIONS {
            let Some(style) = next.and_then(|id| self.known.get(id)) else { break };
            found.struck = found.struck.or(style.struck);
            found.hidden = found.hidden.or(style.hidden);
            found.height = found.height.or(style.height);
            next = style.parent.as_deref();
        }
        Look {
            struck: found.struck.unwrap_or(without.struck),
            hidden: found.hidden.unwrap_or(without.hidden),
            height: found.height.unwrap_or(without.height),
        }
    }

    /// Takes an event of the part with the styles.
    pub(super) fn event(&mut self, part: &str, event: &Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Start(element) => self.start(part, element)?,
            Event::End(element) => match element.local_name().as_ref() {
                "style" => self.open = None,
                "rPr" => self.in_letters = false,
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, part: &str, element: &BytesStart<'_>) -> Result<(), ReadError> {
        let name = element.local_name();
        if name.as_ref() == "style" {
            if self.known.len() == MOST {
                return Err(ReadError::part(part, "very many styles"));
            }
            let id = attribute(part, element, "styleId")?.unwrap_or_default();
            self.known.insert(id.clone(), Style::default());
            self.open = Some(id);
            return Ok(());
        }
        let Some(style) = self.open.as_ref().and_then(|id| self.known.get_mut(id)) else {
            return Ok(());
        };
        match name.as_ref() {
            "basedOn" => style.parent = attribute(part, element, "val")?,
            "rPr" => self.in_letters = true,
            "strike" | "dstrike" if self.in_letters => {
                style.struck = Some(is_on(part, element)?);
            }
            "vanish" if self.in_letters => style.hidden = Some(is_on(part, element)?),
            "vertAlign" if self.in_letters => {
                style.height = Some(height(attribute(part, element, "val")?.as_deref()));
            }
            _ => {}
        }
        Ok(())
    }
}
