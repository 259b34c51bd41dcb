//! What changed between two drafts, for people.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::{
    Cause, CellTold, ChangedCell, ChangedFigure, ChangedFile, ChangedWords, LedgerDiff,
};
use crate::text::{self, Lang};
use crate::trace::ledger::{LedgerFigure, LedgerStatement};
use crate::trace::words;

/// Decimals to which a difference is told: as many as an indicator prints by default.
const DECIMALS: u32 = 2;

/// The whole difference between the drafts of these names.
pub fn diff_in_words(diff: &LedgerDiff, (before, after): (&str, &str), lang: Lang) -> String {
    let count = diff.changed.len();
    let mut out = match count {
        0 => lang.pick(
            format!("{before} → {after}: không có số liệu nào thay đổi\n"),
            format!("{before} → {after}: no figure changed\n"),
        ),
        _ => lang.pick(
            format!("{before} → {after}: {count} số liệu thay đổi\n"),
            format!("{before} → {after}: figures changed: {count}\n"),
        ),
    };
    for changed in &diff.changed {
        figure(&mut out, changed, lang);
    }
    if !diff.words.is_empty() {
        out.push_str(lang.pick("Lời của đơn vị thay đổi:\n", "Words of units changed:\n"));
        for changed in &diff.words {
            words_of_unit(&mut out, changed, lang);
        }
    }
    if !diff.files.is_empty() {
        out.push_str(lang.pick("Tệp thay đổi:\n", "Files changed:\n"));
        for file in &diff.files {
            let _ = writeln!(out, "  {}: {}", file.path, file_change_in_words(file, lang));
        }
    }
    for (name, only) in [(before, &diff.only_before), (after, &diff.only_after)] {
        if !only.is_empty() {
            let count = only.len();
            let line = lang.pick(
                format!("{count} số liệu chỉ in ở {name}\n"),
                format!("figures printed only in {name}: {count}\n"),
            );
            out.push_str(&line);
        }
    }
    out
}

/// What was asked, of whom, for which period, what was said and is said; and the cell.
fn words_of_unit(out: &mut String, changed: &ChangedWords, lang: Lang) {
    let Some(LedgerStatement { element, unit, period, file, sheet, cell, .. }) =
        changed.either()
    else {
        return;
    };
    let said = |statement: Option<&LedgerStatement>| {
        typed(statement.map_or("", |statement| &statement.words), ['`', '`'], lang)
    };
    let (was, is) = (said(changed.before.as_ref()), said(changed.after.as_ref()));
    let _ = writeln!(out, "  {element}, {unit}, {period}: {was} → {is}");
    let place = lang.pick(
        format!("{file}, trang tính «{sheet}», ô {cell}"),
        format!("{file}, sheet «{sheet}», cell {cell}"),
    );
    let _ = writeln!(out, "    ← {place}");
}

/// `Kết nạp đảng viên [ket_nap], Đảng bộ …, 2023: 9 → 10 người (+1)`
fn figure(out: &mut String, changed: &ChangedFigure, lang: Lang) {
    let ChangedFigure { before, after, .. } = changed;
    let LedgerFigure { label, path, unit, period, measure, .. } = after;
    let (was, is) = (&before.printed, &after.printed);
    let _ = write!(out, "{label} [{path}], {unit}, {period}: {was} → {is} {measure}");
    if let Some(difference) = changed.difference.filter(|value| !value.is_zero()) {
        let _ = write!(out, " ({})", difference_in_words(difference, lang));
    }
    if before.state != after.state && lang == Lang::Vi {
        let (was, is) = (words::state(before.state), words::state(after.state));
        let _ = write!(out, "; trạng thái: {was} → {is}");
    } else if before.state != after.state {
        let _ = write!(out, "; status: {} → {}", before.state.code(), after.state.code());
    }
    if (before.received, before.expected) != (after.received, after.expected) {
        let words = lang.pick("đơn vị có số liệu", "units reported");
        let was = format!("{}/{}", before.received, before.expected);
        let _ = write!(out, "; {words}: {was} → {}/{}", after.received, after.expected);
    }
    out.push('\n');
    for cause in &changed.causes {
        let _ = writeln!(out, "  ← {}", cause_in_words(cause, ['`', '`'], lang));
    }
}

/// A difference with its sign.
pub fn difference_in_words(difference: Decimal, lang: Lang) -> String {
    let text = text::number::format(difference, DECIMALS, lang);
    if difference.is_sign_positive() { format!("+{text}") } else { text }
}

/// What made a figure change; what is typed in a cell stands between these quotes.
pub fn cause_in_words(cause: &Cause, quotes: [char; 2], lang: Lang) -> String {
    match cause {
        Cause::Cell(cell) => cell_in_words(cell, quotes, lang),
        Cause::Came { file, cells } => lang.pick(
            format!("biểu mới được tính: {file} ({cells} ô)"),
            format!("a return newly counted: {file} (cells: {cells})"),
        ),
        Cause::Gone { file, cells } => lang.pick(
            format!("biểu không còn được tính: {file} ({cells} ô)"),
            format!("a return no longer counted: {file} (cells: {cells})"),
        ),
        Cause::Method { before, after } => lang.pick(
            format!("cách tính thay đổi: «{before}» → «{after}»"),
            format!("worked out in another way: «{before}» → «{after}»"),
        ),
        Cause::Settings { file } => lang.pick(
            format!("không do ô nào của biểu; {file} đã thay đổi"),
            format!("no cell of a return; {file} has changed"),
        ),
        Cause::Elsewhere => lang
            .pick(
                "không do ô nào của biểu; bộ biểu mẫu hoặc chương trình đã thay đổi",
                "no cell of a return; the pack or the program has changed",
            )
            .to_owned(),
    }
}

fn cell_in_words(cell: &ChangedCell, quotes: [char; 2], lang: Lang) -> String {
    let (was, is) =
        (typed(&cell.before.text, quotes, lang), typed(&cell.after.text, quotes, lang));
    let (old, new) = (place(&cell.before, lang), place(&cell.after, lang));
    if old == new {
        format!("{new}: {was} → {is}")
    } else {
        format!("{old}: {was} → {new}: {is}")
    }
}

fn place(told: &CellTold, lang: Lang) -> String {
    let CellTold { file, sheet, cell, .. } = told;
    lang.pick(
        format!("{file}, trang tính «{sheet}», ô {cell}"),
        format!("{file}, sheet «{sheet}», cell {cell}"),
    )
}

fn typed(text: &str, [open, close]: [char; 2], lang: Lang) -> String {
    if text.trim().is_empty() {
        return lang.pick("để trống", "left blank").to_owned();
    }
    lang.pick(format!("ghi {open}{text}{close}"), format!("typed {open}{text}{close}"))
}

/// What became of a file.
pub fn file_change_in_words(file: &ChangedFile, lang: Lang) -> String {
    match (&file.before, &file.after) {
        (None, Some((_, fate))) => lang.pick(format!("mới có ({fate})"), "new".to_owned()),
        (Some(_), None) => lang.pick("không còn", "gone").to_owned(),
        (Some((old, _)), Some((new, _))) if old != new => {
            lang.pick("nội dung đã thay", "contents replaced").to_owned()
        }
        (Some((_, was)), Some((_, is))) => {
            lang.pick(format!("{was} → {is}"), "the same contents, taken otherwise".to_owned())
        }
        (None, None) => String::new(),
    }
}
