//! What stands above the text: letterhead, number, place and date, type, subject.

use docx_rs::{
    AlignmentType, LineSpacing, Paragraph, Table, TableCell, TableCellMargins, TableLayoutType,
    TableRow, WidthType,
};

use super::lines::{boxed, centred, run, twips};
use super::styles;
use super::width::lines_in;
use super::words::Words;
use crate::profile::{Component, DocumentType, Profile};

/// Width of the paper.
const PAPER_MM: u32 = 210;

/// Between the two columns, so that names on both sides do not run into each other.
const GAP_MM: u32 = 3;

/// Between the rule below the office and the number.
const ABOVE_NUMBER_PT: u32 = 6;

/// How much further in than the text the subject stands on either side.
const BESIDE_SUBJECT_MM: u32 = 9;

/// The widths of the two columns' texts.
pub(super) fn columns(profile: &Profile) -> (u32, u32) {
    let line = PAPER_MM.saturating_sub(profile.page.left_mm + profile.page.right_mm);
    let left = line * profile.left_column_percent.min(100) / 100;
    (left.saturating_sub(GAP_MM), line - left)
}

/// A row of two cells without borders.
pub(super) fn row(profile: &Profile, left: Vec<Paragraph>, right: Vec<Paragraph>) -> TableRow {
    let (left_mm, right_mm) = columns(profile);
    let cell = |paragraphs: Vec<Paragraph>, mm: u32| {
        let cell = TableCell::new().width(width(mm), WidthType::Dxa);
        paragraphs.into_iter().fold(cell, TableCell::add_paragraph)
    };
    let left = left.into_iter().map(before_the_gap).collect();
    TableRow::new(vec![cell(left, left_mm + GAP_MM), cell(right, right_mm)]).cant_split()
}

/// A paragraph so much narrower on either side.
fn further_in(paragraph: Paragraph, mm: u32) -> Paragraph {
    let side = i32::try_from(twips(mm)).unwrap_or_default();
    paragraph.indent(Some(side), None, Some(side), None)
}

/// A paragraph that ends where the gap begins.
fn before_the_gap(paragraph: Paragraph) -> Paragraph {
    let indent = paragraph.property.indent.as_ref();
    let start = indent.and_then(|indent| indent.start);
    let end = indent.and_then(|indent| indent.end).unwrap_or_default();
    let gap = i32::try_from(twips(GAP_MM)).unwrap_or_default();
    paragraph.indent(start, None, Some(end + gap), None)
}

/// A table of two columns over the whole line.
pub(super) fn table(profile: &Profile, rows: Vec<TableRow>) -> Table {
    let (left, right) = columns(profile);
    let left = left + GAP_MM;
    Table::without_borders(rows)
        .layout(TableLayoutType::Fixed)
        .width(width(left + right), WidthType::Dxa)
        .margins(TableCellMargins::new().margin(0, 0, 0, 0))
        .set_grid(vec![width(left), width(right)])
}

fn width(mm: u32) -> usize {
    usize::try_from(twips(mm)).unwrap_or_default()
}

/// How many lines the name of an office takes in its column, about.
pub(super) fn lines_of_name(profile: &Profile, component: &Component, name: &str) -> u32 {
    let (left_mm, _) = columns(profile);
    lines_in(component, name, left_mm)
}

/// The name of a body, on lines of about the same length: a name of a place that is torn apart, or
/// one word alone on a line, does not look like a letterhead.
fn name(component: &Component, words: &str, column_mm: u32) -> Vec<Paragraph> {
    let mut paragraphs = centred(component, words, column_mm);
    let free = column_mm.saturating_sub(balanced_mm(component, words, column_mm));
    if free > 1 && !paragraphs.is_empty() {
        let first = paragraphs.remove(0);
        paragraphs.insert(0, further_in(first, free / 2));
    }
    paragraphs
}

/// The least width in which words take no more lines than in the column, with some room because
/// widths are estimated; the whole column for one line.
fn balanced_mm(component: &Component, words: &str, column_mm: u32) -> u32 {
    let lines = lines_in(component, words, column_mm);
    // Who breaks a name says where.
    if lines < 2 || words.contains('\n') {
        return column_mm;
    }
    let least = (1..column_mm).find(|width| lines_in(component, words, *width) <= lines);
    least.map_or(column_mm, |least| (least + least / 10 + 2).min(column_mm))
}

/// Superior and office on the left, the national title on the right; number and date below.
pub(super) fn letterhead(profile: &Profile, document: DocumentType, words: &Words) -> Table {
    let (left_mm, right_mm) = columns(profile);
    let mut left = Vec::new();
    if !words.superior.is_empty() {
        left.extend(name(&profile.superior, &words.superior, left_mm));
    }
    left.extend(name(&profile.issuer, &words.issuer, left_mm));
    let mut right = centred(&profile.national, &profile.national.text, right_mm);
    if let Some(motto) = &profile.motto {
        right.extend(centred(motto, &motto.text, right_mm));
    }
    let number = format!("{}       {}", profile.number.text, words.symbol);
    let mut below = centred(&profile.number, &number, left_mm);
    if document == DocumentType::Letter {
        let subject = format!("{} {}", profile.letter_subject.text, words.subject);
        below.extend(centred(&profile.letter_subject, &subject, left_mm));
    }
    if let Some(secrecy) = &words.secrecy {
        below.push(boxed(&profile.secrecy, secrecy, left_mm));
    }
    let mut date = centred(&profile.place_date, &words.place_date, right_mm);
    for cell in [&mut below, &mut date] {
        set_apart(cell);
    }
    table(profile, vec![row(profile, left, right), row(profile, below, date)])
}

/// Keeps a row clear of the rule above it.
fn set_apart(cell: &mut Vec<Paragraph>) {
    if !cell.is_empty() {
        let first = cell.remove(0);
        let spacing = LineSpacing::new().before(ABOVE_NUMBER_PT * 20);
        cell.insert(0, first.line_spacing(spacing));
    }
}

/// The type and what the document is about; for a letter, whom it is addressed to.
pub(super) fn title(
    profile: &Profile,
    document: DocumentType,
    words: &Words,
) -> Vec<Paragraph> {
    let (left_mm, right_mm) = columns(profile);
    let line_mm = left_mm + GAP_MM + right_mm;
    let mut title = vec![Paragraph::new().style(styles::HEAD)];
    if document != DocumentType::Letter {
        title.extend(centred(&profile.type_name, document.name(), line_mm));
        let mut subject = centred(&profile.subject, &words.subject, line_mm);
        if let Some(first) = subject.first_mut() {
            *first = further_in(first.clone(), BESIDE_SUBJECT_MM);
        }
        title.extend(subject);
    }
    if let Some(addressee) = &words.addressee {
        if document != DocumentType::Letter {
            title.push(Paragraph::new().style(styles::HEAD));
        }
        let label = match document {
            DocumentType::Submission => &profile.submission_salutation,
            _ => &profile.salutation,
        };
        let words = format!("{} {addressee}", label.text);
        let line = Paragraph::new().style(styles::HEAD).align(AlignmentType::Center);
        title.push(line.add_run(run(label, &words)));
    }
    title.push(Paragraph::new().style(styles::HEAD));
    title
}
