//! Notes at the cells of a binary workbook (MS-XLSB 2.1.7.8); threads are not read.

use super::super::appearance::Note;
use super::super::error::ReadError;
use super::records::{Records, u32_at, wide_at};
use crate::ooxml::CellRef;

const AUTHOR: u16 = 632;
const BEGIN: u16 = 635;
const TEXT: u16 = 637;

/// Whether a part of this name holds notes.
pub(super) fn is_part(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or_default();
    file.starts_with("comments") && file.strip_suffix(".bin").is_some()
}

/// The notes of a part, each with its cell; a record that does not hold is passed over.
pub(super) fn read(
    part: &str,
    contents: &[u8],
) -> Result<Vec<(CellRef, Option<Note>)>, ReadError> {
    let mut authors = Vec::new();
    let mut open = None;
    let mut notes = Vec::new();
    for record in Records::new(part, contents) {
        let record = record?;
        match record.kind {
            AUTHOR => authors.push(wide_at(record.body, 0).unwrap_or_default().0),
            BEGIN => open = begun(record.body),
            TEXT => {
                // The first byte says whether the text is formatted.
                if let Some(((at, author), (text, _))) =
                    open.take().zip(wide_at(record.body, 1))
                {
                    let author = authors.get(author).map_or("", String::as_str);
                    notes.push((at, Note::new(author, &text)));
                }
            }
            _ => {}
        }
    }
    Ok(notes)
}

/// The cell of a note and the position of its author.
fn begun(body: &[u8]) -> Option<(CellRef, usize)> {
    let author = usize::try_from(u32_at(body, 0)?).ok()?;
    let row = u32_at(body, 4).filter(|row| *row < CellRef::ROWS)?;
    let col = u16::try_from(u32_at(body, 12)?).ok().filter(|col| *col < CellRef::COLS)?;
    Some((CellRef::new(row, col), author))
}
