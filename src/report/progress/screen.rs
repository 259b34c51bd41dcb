//! The matrix for a person at a terminal: as a table where it fits, else unit by unit, and only
//! those of which something is still wanted.

use std::fmt::Write;

use super::words::{cell, sealed_in_words, totals};
use super::{Column, Counts, Progress, ProgressLine};
use crate::pack::period_words::{in_words, short};
use crate::text::Lang;
use crate::text::date;
use crate::text::screen::{self, one_line, pad_end};

/// Units up to which all are shown.
const FEW: usize = 60;
/// Characters that the name of a unit may take in a table.
const LONGEST_NAME: usize = 40;

/// The matrix of a pack in so many characters a line.
pub fn progress_in_words(progress: &Progress, width: usize, lang: Lang) -> String {
    let mut out = String::new();
    let columns = progress.columns();
    let periods: Vec<String> =
        progress.periods.iter().map(|period| in_words(*period)).collect();
    let _ = writeln!(out, "{}: {}", progress.pack_name, periods.join(", "));
    for sealed in &progress.sealed {
        let _ = writeln!(out, "  {}", sealed_in_words(sealed, lang));
    }
    for column in &columns {
        heading(&mut out, progress, column, lang);
    }
    let owing = progress.lines.iter().filter(|line| !line.receipts.is_empty()).count();
    let table = (owing <= FEW).then(|| table(progress, &columns, lang));
    match table.filter(|rows| rows.iter().all(|row| screen::width(row) <= width)) {
        Some(rows) => rows.iter().for_each(|row| {
            let _ = writeln!(out, "{}", row.trim_end());
        }),
        None => listed(&mut out, progress, &columns, (width, lang)),
    }
    let all = progress.lines.iter().flat_map(|line| &line.receipts);
    let _ = writeln!(
        out,
        "{}",
        lang.pick("Cộng: ", "All: ").to_owned() + &totals(&Counts::of(all), lang)
    );
    out
}

/// A column by its number: its forms, its period, its deadline and how many came.
fn heading(out: &mut String, progress: &Progress, column: &Column<'_>, lang: Lang) {
    let number = progress.columns().iter().position(|other| other.at == column.at);
    let number = number.map_or(0, |at| at + 1);
    let mut names: Vec<&str> = column.duties.iter().map(|duty| duty.name.as_str()).collect();
    names.dedup();
    let forms = match names.as_slice() {
        [one] => (*one).to_owned(),
        several => {
            lang.pick(format!("{} biểu", several.len()), format!("forms: {}", several.len()))
        }
    };
    let mut days: Vec<_> = column.duties.iter().filter_map(|duty| duty.deadline).collect();
    days.sort_unstable();
    days.dedup();
    let days: Vec<String> = days.into_iter().map(date::short).collect();
    let due = match days.as_slice() {
        [] => String::new(),
        days => lang.pick(
            format!("; hạn nộp {}", days.join(", ")),
            format!("; due {}", days.join(", ")),
        ),
    };
    let receipts: Vec<_> =
        progress.lines.iter().flat_map(|line| column.receipts(line)).collect();
    let counts = totals(&Counts::of(&receipts), lang);
    let _ = writeln!(out, "  [{number}] {forms}, {}{due}: {counts}", in_words(column.period));
}

/// The lines of the table, padded.
fn table(progress: &Progress, columns: &[Column<'_>], lang: Lang) -> Vec<String> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut head = vec![String::new(), lang.pick("Đơn vị", "Unit").to_owned()];
    for (number, column) in (1..).zip(columns) {
        head.push(format!("[{number}] {}", short(column.period)));
    }
    rows.push(head);
    for line in &progress.lines {
        let indent = "  ".repeat(usize::from(line.depth));
        let room = LONGEST_NAME.saturating_sub(indent.len());
        let name = format!("{indent}{}", one_line(&line.name, room));
        let mut row = vec![line.code.clone(), name];
        if !line.receipts.is_empty() {
            row.extend(columns.iter().map(|column| cell(&column.receipts(line), lang)));
        }
        rows.push(row);
    }
    let count = columns.len() + 2;
    let widths: Vec<usize> = (0..count)
        .map(|at| {
            let cells = rows.iter().filter_map(|row| row.get(at));
            cells.map(|cell| screen::width(cell)).max().unwrap_or(0)
        })
        .collect();
    let padded = |row: Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| pad_end(cell, *width));
        cells.collect::<Vec<String>>().join("  ")
    };
    rows.into_iter().map(padded).collect()
}

/// Unit by unit, those of which something is wanted.
fn listed(
    out: &mut String,
    progress: &Progress,
    columns: &[Column<'_>],
    (width, lang): (usize, Lang),
) {
    let is_whole = |line: &&ProgressLine| line.receipts.iter().all(super::Receipt::is_whole);
    let owing = progress.lines.iter().filter(|line| !line.receipts.is_empty());
    let (whole, wanting): (Vec<&ProgressLine>, Vec<&ProgressLine>) = owing.partition(is_whole);
    for line in wanting {
        let _ = writeln!(out, "{} {}", line.code, one_line(&line.name, width));
        for (number, column) in (1..).zip(columns) {
            let receipts = column.receipts(line);
            if !receipts.iter().all(super::Receipt::is_whole) {
                let _ = writeln!(out, "    [{number}] {}", cell(&receipts, lang));
            }
        }
    }
    if !whole.is_empty() {
        let count = whole.len();
        let _ = writeln!(
            out,
            "{}",
            lang.pick(
                format!("{count} đơn vị đã gửi đủ, đúng hạn, không có lỗi"),
                format!("units of which nothing is wanted: {count}"),
            )
        );
    }
}
