//! The page: one sheet of paper that shows where things stand, for a screen and for a printer.
//!
//! Everything is in the one file: no script, no picture, nothing from a network. Elements that
//! are not for everybody are left out.

mod drawing;
mod steps;
mod targets;
mod units;

use serde::Serialize;
use tera::Tera;

use super::View;
use super::series::is_open;
use crate::diagnostic::{Code, Counts, Severity};
use crate::pack::period_words::{in_words, short};
use crate::report::origins;
use crate::text::Lang;
use drawing::{Columns, Stacks};
use targets::TargetBar;
use units::Units;

/// The page; its ending makes the engine escape every text.
const NAME: &str = "tong-quan.html";
/// The page and its tables as templates.
const TEMPLATES: [(&str, &str); 3] = [
    (NAME, include_str!("page.html")),
    ("don-vi.html", include_str!("units.html")),
    ("chi-tieu.html", include_str!("targets.html")),
];

/// Kinds of findings that the page names.
const MOST_CODES: usize = 6;

#[derive(Serialize)]
struct Context {
    office: String,
    superior: String,
    secrecy: String,
    pack: String,
    period: String,
    state: String,
    marks: Vec<String>,
    /// Figures that units did not send themselves, in sentences.
    origins: String,
    tiles: Vec<Tile>,
    units: Units,
    /// One column, or two where there are many.
    targets: Vec<Vec<TargetBar>>,
    not_applied: usize,
    trends: Vec<Columns>,
    classes: Vec<Stacks>,
    found: String,
    codes: Vec<FoundCode>,
    more_codes: usize,
    steps: Vec<String>,
}

/// A figure in large print.
#[derive(Serialize)]
struct Tile {
    label: String,
    value: String,
    unit: String,
    before: String,
}

/// A kind of finding, and how often it was found.
#[derive(Serialize)]
struct FoundCode {
    code: &'static str,
    severity: &'static str,
    count: usize,
    title: &'static str,
}

/// Writes the page.
pub(super) fn page(view: &View<'_>) -> Result<String, tera::Error> {
    let mut tera = Tera::default();
    tera.add_raw_templates(TEMPLATES)?;
    let context = tera::Context::from_serialize(&context(view))?;
    tera.render(NAME, &context)
}

fn context(view: &View<'_>) -> Context {
    let request = view.request;
    let status = &request.status;
    let mut state = vec![format!(
        "Đã nhận {}/{} biểu của {}/{} đơn vị",
        status.returns_received, status.returns_due, status.received, status.due
    )];
    match status.is_final {
        Some(true) => state.push("số liệu chính thức".to_owned()),
        Some(false) => state.push("số liệu sơ bộ".to_owned()),
        None => {}
    }
    let (codes, more_codes) = codes(view);
    let (targets, not_applied) = targets::bars(view);
    let picture = view.picture;
    Context {
        office: request.letterhead.name.clone(),
        superior: request.letterhead.superior.clone(),
        secrecy: request.secrecy.unwrap_or_default().to_uppercase(),
        pack: view.data.pack.name.clone(),
        period: in_words(view.data.period),
        state: state.join("; "),
        marks: request.marks.to_vec(),
        origins: origins::in_sentences(view.data),
        tiles: tiles(view),
        units: Units::new(view),
        targets,
        not_applied,
        trends: picture
            .trends
            .iter()
            .filter(|trend| trend.is_open)
            .map(|trend| Columns::of(view, trend))
            .collect(),
        classes: picture
            .classes
            .iter()
            .filter(|classes| classes.is_open)
            .map(|classes| Stacks::of(view, classes))
            .collect(),
        found: request.findings.counts().in_words(Lang::Vi),
        codes,
        more_codes,
        steps: steps::steps(view),
    }
}

/// The figures that are drawn, in large print.
fn tiles(view: &View<'_>) -> Vec<Tile> {
    let picture = view.picture;
    let open = picture.trends.iter().filter(|trend| is_open(view.data, trend.named));
    let lines = open
        .filter_map(|trend| picture.lines.iter().find(|line| line.key.named == trend.named));
    let tile = |line: &super::reconciliation::Line| {
        let before =
            line.before.map(|key| format!("{}: {}", short(key.period), view.show(key).text));
        Tile {
            label: line.label.clone(),
            value: view.show(line.key).text,
            unit: line.unit.clone(),
            before: before.unwrap_or_default(),
        }
    };
    lines.map(tile).collect()
}

/// The kinds of findings, the worst and most frequent first.
fn codes(view: &View<'_>) -> (Vec<FoundCode>, usize) {
    let findings = view.request.findings;
    let mut counts: Vec<((Severity, Code), usize)> = Vec::new();
    for reported in findings {
        // What the office has accepted is counted by itself.
        let kind = (reported.finding.severity(), reported.finding.code);
        match counts.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((kind, 1)),
        }
    }
    counts.sort_by_key(|((severity, code), count)| (*severity, usize::MAX - count, *code));
    let more = counts.len().saturating_sub(MOST_CODES);
    counts.truncate(MOST_CODES);
    let told = counts.into_iter().map(|((severity, code), count)| FoundCode {
        code: code.as_str(),
        severity: severity.in_words(Lang::Vi),
        count,
        title: code.entry().words(Lang::Vi).title,
    });
    (told.collect(), more)
}

/// How many findings of each severity there are.
fn counts(view: &View<'_>) -> Counts {
    view.request.findings.counts()
}
