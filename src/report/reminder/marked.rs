//! A copy of the sender's own workbook with a colour and a note at each cell that needs another
//! look, and the proof that nothing else changed.

use std::collections::BTreeSet;

use super::Point;
use super::words::{shown, written};
use crate::ooxml::{CellRef, Package};
use crate::template::xlsx::{self, Certificate, Colour, Remark};

/// The colour of a cell with an error: grey enough to be told from a question on black and white
/// paper, and light enough to be read.
const ERROR: Colour = Colour(0xF4, 0xB1, 0x83);
/// The colour of a cell with a question.
const QUESTION: Colour = Colour(0xFF, 0xF2, 0xB3);

/// What became of a workbook.
pub enum Marked {
    /// The copy, and what it differs in.
    Copy(Vec<u8>, Box<Certificate>),
    /// None of the points has a cell that could be marked.
    NoCells,
    /// No workbook of the kind that notes can be put into.
    OtherKind,
    /// The copy would differ in more than notes and colours, or could not be made.
    Unsafe,
}

/// Makes the copy of a file with the points about it; `points` of other files are left out.
pub fn marked(file: &str, bytes: &[u8], points: &[Point], author: &str) -> Marked {
    if !is_workbook(bytes) {
        return Marked::OtherKind;
    }
    let mut own: Vec<&Point> = points.iter().filter(|point| point.file == file).collect();
    // The colour of a cell is that of its first remark.
    own.sort_by_key(|point| !point.is_error);
    let remarks: Vec<Remark> = own.into_iter().flat_map(remarks).collect();
    if remarks.is_empty() {
        return Marked::NoCells;
    }
    // A branch may have mended the copy that went back before.
    let Ok(copy) = xlsx::annotate_again(bytes.to_vec(), &remarks, author, &[ERROR, QUESTION])
    else {
        return Marked::Unsafe;
    };
    match Certificate::of_notes(bytes, &copy, author) {
        Ok(certificate) if certificate.is_only_noted() => {
            Marked::Copy(copy, Box::new(certificate))
        }
        _ => Marked::Unsafe,
    }
}

/// Whether a file is a workbook in a package of Excel's, whatever its name ends in.
fn is_workbook(bytes: &[u8]) -> bool {
    let is_main = |name: &str| name.to_lowercase().ends_with("workbook.xml");
    Package::open(bytes.to_vec()).is_ok_and(|package| package.names().any(is_main))
}

/// The remarks of a point: one at each of its cells in its own file.
fn remarks(point: &Point) -> Vec<Remark> {
    let involved = point.cells.iter().filter(|involved| involved.file == point.file);
    let involved =
        involved.filter_map(|involved| Some((involved.sheet.as_ref()?, involved.cell?)));
    let anchor = point.sheet.as_ref().zip(point.cell);
    let cells: BTreeSet<(&String, CellRef)> = anchor.into_iter().chain(involved).collect();
    let text = note(point);
    let remark = |(sheet, cell): (&String, CellRef)| Remark {
        sheet: Some(sheet.clone()),
        cell,
        elsewhere: format!("Trang «{sheet}», ô {cell}:\n{text}"),
        text: text.clone(),
        colour: Some(if point.is_error { ERROR } else { QUESTION }),
    };
    cells.into_iter().map(remark).collect()
}

/// What a note says: why, the figures where several take part, what is asked.
fn note(point: &Point) -> String {
    let mut lines = vec![format!("{}.", point.why)];
    if point.cells.len() > 1 {
        lines.push(written(point));
    } else if let (None, Some(only)) = (&point.typed, point.cells.first())
        && only.value != shown("")
    {
        lines.push(format!("Ô đang ghi: {}", only.value));
    }
    lines.push(format!("Đề nghị: {}.", point.request));
    lines.join("\n")
}
