//! Which cells of a BIFF8 stream have a font of an encoding from before Unicode.
//!
//! Fonts stand before the sheets: where none of them is such a font, nothing more is read. A text
//! of several fonts is left to its words.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::legacy::{Lettering, NamedFont};
use super::records::{Record, Records, u16_at, u32_at};
use super::strings;
use crate::ooxml::CellRef;
use crate::text::legacy::OldFont;

mod kind {
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const END: u16 = 0x000A;
    pub(super) const FONT: u16 = 0x0031;
    pub(super) const BOUND_SHEET: u16 = 0x0085;
    pub(super) const FORMAT: u16 = 0x00E0;
    pub(super) const STRINGS: u16 = 0x00FC;
    pub(super) const LABEL_SST: u16 = 0x00FD;
    pub(super) const LABEL: u16 = 0x0204;
    pub(super) const BEGIN: u16 = 0x0809;
}

/// The cells of one sheet with such fonts.
pub(super) type Letters = BTreeMap<CellRef, Lettering>;

/// What the stream says before its first sheet.
#[derive(Default)]
struct Globals {
    fonts: Vec<Option<NamedFont>>,
    /// The font of each cell format.
    formats: Vec<u16>,
    sheets: Vec<usize>,
    /// Which of the shared strings have several fonts.
    several: Vec<bool>,
}

/// Such cells of each sheet, in the order of the list of sheets; none if there is no such font.
/// The stream was checked, so that a record that does not hold only ends the search.
pub(super) fn read(stream: &[u8]) -> Vec<Letters> {
    let mut globals = Globals::default();
    for record in Records::new(stream).map_while(Result::ok) {
        match record.kind {
            kind::FONT => globals.fonts.push(font(record.data)),
            kind::FORMAT => globals.formats.push(u16_at(record.data, 0).unwrap_or_default()),
            kind::BOUND_SHEET => {
                let start =
                    u32_at(record.data, 0).and_then(|start| usize::try_from(start).ok());
                globals.sheets.push(start.unwrap_or(usize::MAX));
            }
            kind::STRINGS if globals.has_old() => {
                globals.several = strings::have_several_fonts(&record).unwrap_or_default();
            }
            kind::END => break,
            _ => {}
        }
    }
    if !globals.has_old() {
        return Vec::new();
    }
    let streams = globals.sheets.iter().map(|start| stream.get(*start..).unwrap_or_default());
    streams.map(|sheet| globals.cells(sheet)).collect()
}

/// The font of a FONT record (MS-XLS 2.4.122), if it is one of an old encoding.
fn font(data: &[u8]) -> Option<NamedFont> {
    let letters = usize::from(*data.get(14)?);
    let name = data.get(16..)?;
    let name = if data.get(15)? & 1 == 0 {
        name.get(..letters)?.iter().map(|byte| char::from(*byte)).collect()
    } else {
        let units = name.as_chunks::<2>().0.get(..letters)?.iter();
        let units: Vec<u16> = units.map(|unit| u16::from_le_bytes(*unit)).collect();
        String::from_utf16_lossy(&units)
    };
    OldFont::of(&name).map(|font| NamedFont { name: Arc::from(name), font })
}

impl Globals {
    fn has_old(&self) -> bool {
        self.fonts.iter().any(Option::is_some)
    }

    /// The font of a cell format; fonts are numbered without a fourth.
    fn font(&self, format: u16) -> Option<&NamedFont> {
        let number = usize::from(*self.formats.get(usize::from(format))?);
        self.fonts.get(if number > 4 { number - 1 } else { number })?.as_ref()
    }

    fn cells(&self, sheet: &[u8]) -> Letters {
        let mut found = Letters::new();
        let mut depth = 0usize;
        for record in Records::new(sheet).map_while(Result::ok) {
            match record.kind {
                kind::BEGIN => depth += 1,
                kind::END if depth <= 1 => break,
                kind::END => depth -= 1,
                // A chart inside a sheet has cells of its own.
                _ if depth == 1 => found.extend(self.cell(&record)),
                _ => {}
            }
        }
        found
    }

    fn cell(&self, record: &Record<'_>) -> Option<(CellRef, Lettering)> {
        if !matches!(record.kind, kind::FORMULA | kind::LABEL_SST | kind::LABEL) {
            return None;
        }
        let font = self.font(u16_at(record.data, 4)?)?;
        if record.kind == kind::LABEL_SST {
            let index = usize::try_from(u32_at(record.data, 6)?).ok()?;
            if self.several.get(index).copied().unwrap_or_default() {
                return None;
            }
        }
        let at = CellRef::new(u32::from(u16_at(record.data, 0)?), u16_at(record.data, 2)?);
        Some((at, Lettering { cell: Some(font.clone()), runs: Arc::default() }))
    }
}
