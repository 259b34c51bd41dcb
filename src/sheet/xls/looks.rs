//! What is hidden, noted, struck through and shown as a percentage in a BIFF8 stream (MS-XLS).

use std::collections::{BTreeMap, BTreeSet};

use super::super::appearance::{Appearance, Note, Strokes, Struck};
use super::super::xlsx::percent;
use super::records::{Record, Records, u16_at, u32_at};
use super::strings;
use crate::ooxml::CellRef;

mod kind {
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const END: u16 = 0x000A;
    pub(super) const NOTE: u16 = 0x001C;
    pub(super) const FONT: u16 = 0x0031;
    pub(super) const OBJECT: u16 = 0x005D;
    pub(super) const COLUMNS: u16 = 0x007D;
    pub(super) const BOUND_SHEET: u16 = 0x0085;
    pub(super) const FILTER_MODE: u16 = 0x009B;
    pub(super) const MUL_RK: u16 = 0x00BD;
    pub(super) const FORMAT: u16 = 0x00E0;
    pub(super) const STRINGS: u16 = 0x00FC;
    pub(super) const LABEL_SST: u16 = 0x00FD;
    pub(super) const TEXT_OBJECT: u16 = 0x01B6;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const LABEL: u16 = 0x0204;
    pub(super) const BOOL_OR_ERROR: u16 = 0x0205;
    pub(super) const ROW: u16 = 0x0208;
    pub(super) const RK: u16 = 0x027E;
    pub(super) const NUMBER_FORMAT: u16 = 0x041E;
    pub(super) const BEGIN: u16 = 0x0809;
}

/// The font that does not exist: fonts are numbered around it (MS-XLS 2.5.129).
const NO_FONT: u16 = 4;

/// What the stream says before its first sheet.
#[derive(Default)]
struct Globals {
    /// Whether each font strikes through.
    fonts: Vec<bool>,
    /// The font and the number format of each cell format.
    formats: Vec<(u16, u16)>,
    /// Number formats of the file's own that show a percent sign.
    percent: BTreeSet<u16>,
    sheets: Vec<usize>,
    /// What is struck through in each text that cells share; none where no font strikes through.
    texts: Vec<Strokes>,
}

/// What strikes through in a workbook, and what shows a percent sign.
struct Telling {
    /// Formats of cells that strike through.
    struck: BTreeSet<u16>,
    /// Formats of cells that show a percent sign.
    percent: BTreeSet<u16>,
    texts: Vec<Strokes>,
}

/// What is seen of each sheet, in the order of the list of sheets. The stream was checked, so that
/// a record that does not hold only ends the search.
pub(super) fn read(stream: &[u8]) -> Vec<Appearance> {
    let mut globals = Globals::default();
    for record in Records::new(stream).map_while(Result::ok) {
        match record.kind {
            kind::FONT => {
                let flags = u16_at(record.data, 2).unwrap_or_default();
                globals.fonts.push(flags & 0x08 != 0);
            }
            kind::FORMAT => globals.formats.push((
                u16_at(record.data, 0).unwrap_or_default(),
                u16_at(record.data, 2).unwrap_or_default(),
            )),
            kind::NUMBER_FORMAT => {
                let code = counted(record.data, 2).unwrap_or_default();
                let number = u16_at(record.data, 0);
                globals.percent.extend(number.filter(|_| percent::shows_percent(&code)));
            }
            kind::BOUND_SHEET => {
                let start =
                    u32_at(record.data, 0).and_then(|start| usize::try_from(start).ok());
                globals.sheets.push(start.unwrap_or(usize::MAX));
            }
            // Fonts come before texts (MS-XLS 2.1.7.20.3).
            kind::STRINGS if globals.fonts.contains(&true) => {
                let strokes = strings::strokes(&record, |font| globals.strikes(font));
                globals.texts = strokes.unwrap_or_default();
            }
            kind::END => break,
            _ => {}
        }
    }
    let telling = globals.telling();
    let streams = globals.sheets.iter().map(|start| stream.get(*start..).unwrap_or_default());
    streams.map(|sheet| Looking::default().over(sheet, &telling)).collect()
}

impl Globals {
    fn strikes(&self, font: u16) -> bool {
        let at = if font > NO_FONT { font - 1 } else { font };
        self.fonts.get(usize::from(at)).copied().unwrap_or_default()
    }

    fn telling(&mut self) -> Telling {
        let shows_percent = |format: u16| {
            percent::BUILT_IN.contains(&format.into()) || self.percent.contains(&format)
        };
        let (mut struck, mut percent) = (BTreeSet::new(), BTreeSet::new());
        for (at, (font, format)) in (0..=u16::MAX).zip(&self.formats) {
            struck.extend(self.strikes(*font).then_some(at));
            percent.extend(shows_percent(*format).then_some(at));
        }
        Telling { struck, percent, texts: std::mem::take(&mut self.texts) }
    }
}

/// One sheet being looked at.
#[derive(Default)]
struct Looking {
    appearance: Appearance,
    /// Notes, by the object that has their words.
    notes: Vec<(CellRef, u16, String)>,
    /// The object that came last: its text follows.
    object: u16,
    texts: BTreeMap<u16, String>,
}

impl Looking {
    fn over(mut self, sheet: &[u8], telling: &Telling) -> Appearance {
        let mut depth = 0usize;
        for record in Records::new(sheet).map_while(Result::ok) {
            match record.kind {
                kind::BEGIN => depth += 1,
                kind::END if depth <= 1 => break,
                kind::END => depth -= 1,
                // A chart inside a sheet has records of its own.
                _ if depth == 1 => drop(self.record(&record, telling)),
                _ => {}
            }
        }
        for (at, object, author) in self.notes {
            let text = self.texts.get(&object).map_or("", String::as_str);
            self.appearance.add_note(at, Note::new(&author, text));
        }
        self.appearance
    }

    fn record(&mut self, record: &Record<'_>, telling: &Telling) -> Option<()> {
        let data = record.data;
        match record.kind {
            kind::ROW => {
                let row = u32::from(u16_at(data, 0)?);
                if u16_at(data, 12)? & 0x20 != 0 {
                    self.appearance.rows.add(row, row);
                }
            }
            kind::COLUMNS => {
                let (first, last) = (u16_at(data, 0)?, u16_at(data, 2)?);
                if u16_at(data, 8)? & 1 != 0 && first <= last {
                    self.appearance.columns.add(first.into(), last.into());
                }
            }
            kind::FILTER_MODE => self.appearance.filtered = true,
            kind::OBJECT => self.object = u16_at(data, 6)?,
            kind::TEXT_OBJECT => {
                let text = text_of_object(record)?;
                self.texts.insert(self.object, text);
            }
            kind::NOTE => {
                let at = CellRef::new(u16_at(data, 0)?.into(), u16_at(data, 2)?);
                let author = counted(data, 8).unwrap_or_default();
                self.notes.push((at, u16_at(data, 6)?, author));
            }
            kind::MUL_RK => self.several(data, telling)?,
            kind::LABEL_SST => {
                let text = usize::try_from(u32_at(data, 6)?).ok()?;
                let strokes = telling.texts.get(text).copied().unwrap_or_default();
                let own = telling.struck.contains(&u16_at(data, 4)?);
                if let Some(struck) = strokes.in_cell(own) {
                    let at = CellRef::new(u16_at(data, 0)?.into(), u16_at(data, 2)?);
                    self.appearance.struck.insert(at, struck);
                }
            }
            kind::FORMULA | kind::LABEL | kind::NUMBER | kind::RK | kind::BOOL_OR_ERROR => {
                let at = CellRef::new(u16_at(data, 0)?.into(), u16_at(data, 2)?);
                self.formatted(at, u16_at(data, 4)?, telling);
            }
            _ => {}
        }
        Some(())
    }

    /// Numbers of several cells in one record: a format and a number for each.
    fn several(&mut self, data: &[u8], telling: &Telling) -> Option<()> {
        let (row, first) = (u32::from(u16_at(data, 0)?), u16_at(data, 2)?);
        let cells = data.get(4..data.len().checked_sub(2)?)?.chunks_exact(6);
        for (col, cell) in (first..).zip(cells) {
            self.formatted(CellRef::new(row, col), u16_at(cell, 0)?, telling);
        }
        Some(())
    }

    /// What a cell's format tells of it.
    fn formatted(&mut self, at: CellRef, format: u16, telling: &Telling) {
        if telling.struck.contains(&format) {
            self.appearance.struck.insert(at, Struck::Whole);
        }
        if telling.percent.contains(&format) {
            self.appearance.percentages.insert(at);
        }
    }
}

/// The letters of a text object, which its first continuation holds (MS-XLS 2.4.329).
fn text_of_object(record: &Record<'_>) -> Option<String> {
    let count = usize::from(u16_at(record.data, 10)?);
    let mut text = String::new();
    let mut left = count;
    for more in &record.more {
        let (flags, letters) = more.split_first()?;
        let (piece, taken) = letters_of(letters, left, flags & 1 != 0);
        text.push_str(&piece);
        left -= taken;
        if left == 0 {
            break;
        }
    }
    Some(text)
}

/// A text with its length and width before it (MS-XLS 2.5.294).
fn counted(data: &[u8], at: usize) -> Option<String> {
    let count = usize::from(u16_at(data, at)?);
    let wide = data.get(at + 2)? & 1 != 0;
    Some(letters_of(data.get(at + 3..)?, count, wide).0)
}

/// At most so many letters of some bytes, and how many there were.
fn letters_of(bytes: &[u8], most: usize, wide: bool) -> (String, usize) {
    if wide {
        let units = bytes.as_chunks::<2>().0.iter().take(most);
        let units: Vec<u16> = units.map(|unit| u16::from_le_bytes(*unit)).collect();
        (String::from_utf16_lossy(&units), units.len())
    } else {
        let letters: String = bytes.iter().take(most).map(|byte| char::from(*byte)).collect();
        let count = bytes.len().min(most);
        (letters, count)
    }
}
