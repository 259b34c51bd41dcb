//! What changed between two drafts, for programs: stable names, exact numbers.

use serde::Serialize;
use serde_json::value::RawValue;

use super::{Cause, CellTold, ChangedFigure, ChangedFile, ChangedWords, LedgerDiff};
use crate::trace::explain_json::exact;
use crate::trace::ledger::{LedgerFigure, LedgerStatement};

#[derive(Serialize)]
struct Diff<'a> {
    before: &'a str,
    after: &'a str,
    figures: Vec<Figure<'a>>,
    only_before: Vec<Names<'a>>,
    only_after: Vec<Names<'a>>,
    words: Vec<Words<'a>>,
    files: Vec<File<'a>>,
}

/// What a unit said of what it was asked, in both drafts.
#[derive(Serialize)]
struct Words<'a> {
    element: &'a str,
    org_name: &'a str,
    period: &'a str,
    before: Option<Typed<'a>>,
    after: Option<Typed<'a>>,
}

/// Which figure.
#[derive(Serialize)]
struct Names<'a> {
    id: &'a str,
    org_name: &'a str,
    path: &'a str,
    label: &'a str,
    period: &'a str,
    unit: &'a str,
}

#[derive(Serialize)]
struct Figure<'a> {
    #[serde(flatten)]
    names: Names<'a>,
    before: Told<'a>,
    after: Told<'a>,
    difference: Option<Box<RawValue>>,
    causes: Vec<CauseLine<'a>>,
}

/// What a draft says of a figure.
#[derive(Serialize)]
struct Told<'a> {
    printed: &'a str,
    value: Option<Box<RawValue>>,
    status: &'static str,
    expected: usize,
    received: usize,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum CauseLine<'a> {
    CellChanged { figure: &'a str, before: Typed<'a>, after: Typed<'a> },
    ReturnCame { file: &'a str, cells: usize },
    ReturnGone { file: &'a str, cells: usize },
    MethodChanged { before: &'a str, after: &'a str },
    SettingsChanged { file: &'a str },
    Elsewhere,
}

#[derive(Serialize)]
struct Typed<'a> {
    file: &'a str,
    sheet: &'a str,
    cell: String,
    text: &'a str,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    before_sha256: Option<&'a str>,
    after_sha256: Option<&'a str>,
    before_fate: Option<&'a str>,
    after_fate: Option<&'a str>,
}

/// The difference between the drafts of these names as JSON, ending in a line break.
///
/// # Errors
/// When it cannot be written as JSON, which no difference is known to cause.
pub fn diff_json(
    diff: &LedgerDiff,
    (before, after): (&str, &str),
) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = serde_json::to_vec_pretty(&Diff {
        before,
        after,
        figures: diff.changed.iter().map(figure).collect(),
        only_before: diff.only_before.iter().map(names).collect(),
        only_after: diff.only_after.iter().map(names).collect(),
        words: diff.words.iter().filter_map(words).collect(),
        files: diff.files.iter().map(file).collect(),
    })?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn names(figure: &LedgerFigure) -> Names<'_> {
    Names {
        id: &figure.id,
        org_name: &figure.unit,
        path: &figure.path,
        label: &figure.label,
        period: &figure.period,
        unit: &figure.measure,
    }
}

fn words(changed: &ChangedWords) -> Option<Words<'_>> {
    let LedgerStatement { element, unit, period, .. } = changed.either()?;
    Some(Words {
        element,
        org_name: unit,
        period,
        before: changed.before.as_ref().map(said),
        after: changed.after.as_ref().map(said),
    })
}

fn said(statement: &LedgerStatement) -> Typed<'_> {
    let LedgerStatement { file, sheet, cell, words, .. } = statement;
    Typed { file, sheet, cell: cell.to_string(), text: words }
}

fn figure(changed: &ChangedFigure) -> Figure<'_> {
    Figure {
        names: names(&changed.after),
        before: told(&changed.before),
        after: told(&changed.after),
        difference: changed.difference.and_then(exact),
        causes: changed.causes.iter().map(cause).collect(),
    }
}

fn told(figure: &LedgerFigure) -> Told<'_> {
    Told {
        printed: &figure.printed,
        value: figure.value.and_then(exact),
        status: figure.state.code(),
        expected: figure.expected,
        received: figure.received,
    }
}

fn cause(cause: &Cause) -> CauseLine<'_> {
    match cause {
        Cause::Cell(changed) => CauseLine::CellChanged {
            figure: &changed.figure,
            before: cell(&changed.before),
            after: cell(&changed.after),
        },
        Cause::Came { file, cells } => CauseLine::ReturnCame { file, cells: *cells },
        Cause::Gone { file, cells } => CauseLine::ReturnGone { file, cells: *cells },
        Cause::Method { before, after } => CauseLine::MethodChanged { before, after },
        Cause::Settings { file } => CauseLine::SettingsChanged { file },
        Cause::Elsewhere => CauseLine::Elsewhere,
    }
}

fn cell(told: &CellTold) -> Typed<'_> {
    Typed {
        file: &told.file,
        sheet: &told.sheet,
        cell: told.cell.to_string(),
        text: &told.text,
    }
}

fn file(changed: &ChangedFile) -> File<'_> {
    let (before, after) = (changed.before.as_ref(), changed.after.as_ref());
    File {
        path: &changed.path,
        before_sha256: before.map(|(hash, _)| hash.as_str()),
        after_sha256: after.map(|(hash, _)| hash.as_str()),
        before_fate: before.map(|(_, fate)| fate.as_str()),
        after_fate: after.map(|(_, fate)| fate.as_str()),
    }
}
