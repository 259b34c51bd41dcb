//! Words that all papers to units share: places, periods, quotation marks, capitals.

use chrono::NaiveDate;

use super::{Involved, Point, Return};
use crate::diagnostic::{Field, Finding};
use crate::model::Period;
use crate::pack::period_words::in_words;
use crate::report::on_paper::{begun, own_name};
use crate::text::{self, Lang};

/// How many figures of a point are named.
const CELLS: usize = 8;

/// Facts of findings that are periods.
const PERIODS: [&str; 4] = ["period", "earlier_period", "later_period", "source"];

/// A finding whose periods are words, and whose files have no folder of ours before them.
pub(super) fn in_plain_words(finding: &Finding, returns: &str) -> Finding {
    let mut plain = finding.clone();
    for (name, field) in &mut plain.fields {
        match field {
            Field::Text(said) if PERIODS.contains(name) => {
                if let Ok(period) = said.parse::<Period>() {
                    *said = in_words(period);
                }
            }
            Field::List(files) if *name == "files" => {
                for file in files {
                    *file = within(file, returns).to_owned();
                }
            }
            _ => {}
        }
    }
    plain
}

/// A path without the folder of returns.
pub(super) fn within<'a>(path: &'a str, returns: &str) -> &'a str {
    let below = path.strip_prefix(returns).and_then(|rest| rest.strip_prefix('/'));
    below.unwrap_or(path)
}

/// The label of a figure; the id of an earlier period behind it becomes words.
pub(super) fn label(label: &str) -> String {
    let bracketed = label.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    let parts = bracketed.or_else(|| label.rsplit_once(", "));
    match parts.map(|(name, id)| (name, id.parse::<Period>())) {
        Some((name, Ok(period))) => format!("{name} ({})", in_words(period)),
        _ => label.to_owned(),
    }
}

/// A return that is due; the period is said where it is not understood, the deadline where it is not
/// said of all.
pub(super) fn due(of: &Return, run: Option<Period>, said: Option<NaiveDate>) -> String {
    let Return { form, period, deadline, .. } = of;
    let period = (Some(*period) != run).then(|| in_words(*period));
    let day = deadline.filter(|day| said != Some(*day));
    let day = day.map(|day| format!("hạn nộp {}", text::date::short(day)));
    let details: Vec<String> = period.into_iter().chain(day).collect();
    if details.is_empty() { form.clone() } else { format!("{form} ({})", details.join(", ")) }
}

/// The deadline that all of some returns have.
pub(super) fn common_deadline<'a>(
    returns: impl IntoIterator<Item = &'a Return>,
) -> Option<NaiveDate> {
    let mut days = returns.into_iter().map(|of| of.deadline);
    let first = days.next()??;
    days.all(|day| day == Some(first)).then_some(first)
}

/// The name of a form without what stands behind its number: `Biểu 1-BTCTW`.
pub(super) fn short_form(form: &str) -> &str {
    form.split(':').next().unwrap_or(form).trim()
}

/// The periods of the returns that points are about: `quý I năm 2024 và 6 tháng đầu năm 2024`.
pub(super) fn periods(points: &[Point], run: Period) -> String {
    let mut named: Vec<String> = Vec::new();
    for point in points {
        let period = in_words(point.period.unwrap_or(run));
        if !named.contains(&period) {
            named.push(period);
        }
    }
    match named.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} và {last}", others.join(", ")),
        None => in_words(run),
    }
}

/// The cells of a point on its own sheet: `H11, H16, H17`.
pub(super) fn cells(point: &Point) -> String {
    let own = |involved: &&Involved| {
        involved.file == point.file
            && (involved.sheet.is_none() || involved.sheet == point.sheet)
    };
    let involved = point.cells.iter().filter(own).filter_map(|involved| involved.cell);
    let mut cells = Vec::new();
    for cell in point.cell.into_iter().chain(involved) {
        if !cells.contains(&cell) {
            cells.push(cell);
        }
    }
    let more = cells.len().saturating_sub(CELLS);
    let named: Vec<String> = cells.iter().take(CELLS).map(ToString::to_string).collect();
    let rest = if more > 0 { format!(" và {more} ô nữa") } else { String::new() };
    format!("{}{rest}", named.join(", "))
}

/// Where a point is: the form, its sheet, its cells, a line each.
pub(super) fn place(point: &Point, run: Period) -> String {
    let mut lines: Vec<String> = Vec::new();
    let other = point.period.filter(|period| *period != run).map(in_words);
    match (&point.form, other) {
        (Some(form), Some(period)) => lines.push(format!("{form} ({period})")),
        (Some(form), None) => lines.push(form.clone()),
        (None, Some(period)) => lines.push(begun(&period)),
        (None, None) => {}
    }
    if let Some(sheet) = &point.sheet {
        lines.push(format!("Trang «{sheet}»"));
    }
    let cells = cells(point);
    if !cells.is_empty() {
        lines.push(format!("Ô {cells}"));
    }
    if lines.is_empty() {
        lines.push(own_name(&point.file).to_owned());
    }
    lines.join("\n")
}

/// Where a point is, in a few words for a message: `Biểu 1-BTCTW, ô C12`; the period is said where
/// it is not that of the run.
pub(super) fn short_place(point: &Point, run: Period) -> String {
    let form = point.form.as_deref().map_or_else(|| own_name(&point.file), short_form);
    let other = point.period.filter(|period| *period != run).map(in_words);
    let form = other.map_or_else(|| form.to_owned(), |period| format!("{form} ({period})"));
    match point.cell {
        Some(cell) => format!("{form}, ô {cell}"),
        None => form,
    }
}

/// What the unit wrote, a figure a line.
pub(super) fn written(point: &Point) -> String {
    if point.cells.is_empty() {
        return point.typed.clone().unwrap_or_default();
    }
    let more = point.cells.len().saturating_sub(CELLS);
    let more = (more > 0).then(|| format!("… và {more} ô nữa"));
    let told = point.cells.iter().take(CELLS).map(|involved| figure(involved, point));
    told.chain(more).collect::<Vec<_>>().join("\n")
}

/// A figure that takes part: `H16, Tổng số đảng viên, nam: 10`.
fn figure(involved: &Involved, point: &Point) -> String {
    let other_file = involved.file != point.file;
    let other_sheet = involved
        .sheet
        .as_ref()
        .filter(|_| involved.sheet.is_some() && (other_file || involved.sheet != point.sheet));
    let sheet = other_sheet.map(|sheet| format!("«{sheet}» ")).unwrap_or_default();
    let at = involved.cell.map(|cell| format!("{sheet}{cell}")).unwrap_or_default();
    let file = if other_file { own_name(&involved.file) } else { "" };
    let names = [file, at.as_str(), involved.label.as_str()];
    let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
    format!("{}: {}", names.join(", "), involved.value)
}

/// What stands in a cell, a day as people write it, or that nothing does.
pub(super) fn shown(value: &str) -> String {
    let value = value.trim();
    match value.parse::<NaiveDate>() {
        Ok(day) if value.len() == "2024-04-15".len() => text::date::short(day),
        _ if value.is_empty() => "(trống)".to_owned(),
        _ => value.to_owned(),
    }
}

/// A day in words, or places to write it in.
pub(super) fn day(date: Option<NaiveDate>) -> String {
    date.map_or_else(|| text::date::open(None, Lang::Vi), |day| text::date::long(day, Lang::Vi))
}
