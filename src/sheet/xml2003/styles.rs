//! Styles of a workbook, as far as they tell how a value looks.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::super::error::ReadError;
use super::super::said::Look;
use super::super::xlsx::percent::shows_percent;
use super::super::xml::attribute;
use super::{PART, is_on};

/// Styles of a workbook; Excel 2003 allows 4,000.
const MOST: usize = 10_000;

/// Styles that one may be based on.
const GENERATIONS: usize = 16;

/// The style that all cells have that name none.
const DEFAULT: &str = "Default";

/// How the cells of a style look.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CellLook {
    pub(super) letters: Look,
    /// Its number is shown with a percent sign.
    pub(super) percent: bool,
}

/// The styles by their ids.
#[derive(Default)]
pub(super) struct Styles {
    known: BTreeMap<String, Style>,
    open: Option<String>,
}

/// What one style says; none where it leaves that to the style it is based on.
#[derive(Default)]
struct Style {
    parent: Option<String>,
    font: Option<Look>,
    percent: Option<bool>,
}

impl Styles {
    /// How cells of this style look.
    pub(super) fn look(&self, id: Option<&str>) -> CellLook {
        let mut found = Style::default();
        let mut next = Some(id.unwrap_or(DEFAULT));
        for _ in 0..GENERATIONS {
            let Some(style) = next.and_then(|id| self.known.get(id)) else { break };
            found.font = found.font.or(style.font);
            found.percent = found.percent.or(style.percent);
            next = style.parent.as_deref();
        }
        CellLook {
            letters: found.font.unwrap_or_default(),
            percent: found.percent.unwrap_or(false),
        }
    }

    pub(super) fn start(
        &mut self,
        name: &str,
        element: &BytesStart<'_>,
    ) -> Result<(), ReadError> {
        if name == "Style" {
            if self.known.len() == MOST {
                return Err(ReadError::part(PART, "very many styles"));
            }
            let id = attribute(PART, element, "ID")?.unwrap_or_default();
            let parent = attribute(PART, element, "Parent")?;
            self.known.insert(id.clone(), Style { parent, ..Style::default() });
            self.open = Some(id);
            return Ok(());
        }
        let Some(style) = self.open.as_ref().and_then(|id| self.known.get_mut(id)) else {
            return Ok(());
        };
        match name {
            "Font" => {
                let struck = is_on(element, "StrikeThrough")?;
                style.font = Some(Look { struck, ..Look::default() });
            }
            "NumberFormat" => {
                let format = attribute(PART, element, "Format")?.unwrap_or_default();
                let percent = format == "Percent" || shows_percent(&format);
                style.percent = Some(percent);
            }
            _ => {}
        }
        Ok(())
    }

    pub(super) fn end(&mut self) {
        self.open = None;
    }
}
