//! Which findings a person may decide, and what the workbook says of each.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::decisions::{About, Candidate, CellThen, Column, Known, Noticed, Remembered, key};
use crate::diagnostic::{Code, Field, Finding, FindingList, Severity};
use crate::text::Lang;
use crate::text::typed_number::{self, Reading};
use crate::workspace::{RETURNS, SETTINGS};

/// Whether a finding is one that a person may decide: an error or a warning about returns, not one
/// about settings, packs, templates or decisions, which are mended.
pub(super) fn is_open(finding: &Finding) -> bool {
    let about_returns = matches!(finding.code.as_str().as_bytes(), [_, b'1'..=b'4', ..]);
    let file = finding.place.as_ref().map_or(RETURNS, |place| place.file.as_str());
    let at_returns = finding.place.is_some() && file.starts_with(RETURNS);
    // What the committee once reported is held against returns: one of both may be accepted.
    let of_both = finding.code == Code::W536;
    let open = about_returns && file != SETTINGS || at_returns || of_both;
    // That totals are preliminary only follows from what is open; to decide of it would change nothing.
    let follows = finding.code == Code::W409;
    // What was issued does not change by a decision on a return: it is sealed again.
    let is_of_seals = finding.code.is_of_seals();
    finding.code.severity() != Severity::Info && open && !follows && !is_of_seals
}

/// What may be decided, in reading order, each once.
pub(super) fn noticed(findings: &FindingList, known: Known<'_>) -> Vec<Noticed> {
    let mut seen = BTreeSet::new();
    let open = findings.iter().map(|reported| &reported.finding).filter(|one| is_open(one));
    let noticed = open.filter_map(|finding| {
        let about = known.about(finding);
        let key = key(finding, &about, known);
        // What is accepted by no decision of its own is accepted with what it follows from.
        let follows = finding.decided.as_ref().is_some_and(|decided| decided.key.is_empty());
        let noticed = || Noticed { follows, ..one(finding, key.clone(), &about, known) };
        seen.insert(key.clone()).then(noticed)
    });
    noticed.collect()
}

fn one(finding: &Finding, key: String, about: &About, known: Known<'_>) -> Noticed {
    let remembered = remembered(finding, about, known);
    let cell = match remembered.cells.as_slice() {
        [one] if !remembered.more => Some(format!("{}!{}", one.sheet, one.cell)),
        _ => None,
    };
    let unit = about.unit.map(|unit| known.tree.name(unit).to_owned());
    let form = about.form.as_deref().map(|form| known.form_name(form).to_owned());
    let place = finding.place.as_ref().map(|place| place.in_words(Lang::Vi));
    let texts = BTreeMap::from([
        (Column::Key, key.clone()),
        (Column::Period, about.period.unwrap_or(known.period).to_string()),
        (Column::Unit, unit.unwrap_or_default()),
        (Column::Form, form.unwrap_or_default()),
        (Column::Severity, finding.code.severity().in_words(Lang::Vi).to_owned()),
        (Column::Code, finding.code.as_str().to_owned()),
        (Column::Place, place.unwrap_or_else(|| finding.scope.join(", "))),
        (Column::Message, finding.message(Lang::Vi)),
        (Column::Remedy, finding.remedy(Lang::Vi)),
        (Column::Options, options(finding, &remembered)),
    ]);
    Noticed { key, about: remembered, texts, cell, follows: false }
}

fn remembered(finding: &Finding, about: &About, known: Known<'_>) -> Remembered {
    let place = finding.place.as_ref();
    let home = place.and_then(|place| place.sheet.clone());
    let own = finding.cells.iter().filter(|note| {
        // A cell of another file is of another return.
        note.file.is_none() || note.file.as_ref() == place.map(|place| &place.file)
    });
    let cells = own.filter_map(|note| {
        let sheet = note.sheet.clone().or_else(|| home.clone())?;
        let text = note.value.print_whole();
        Some(CellThen { sheet, cell: note.cell?.to_string(), text })
    });
    let cells: Vec<CellThen> = cells.collect();
    let count = match finding.fields.get("count") {
        Some(Field::Count(count)) => usize::try_from(*count).unwrap_or(usize::MAX),
        _ => 0,
    };
    Remembered {
        code: finding.code.as_str().to_owned(),
        unit: about.unit.map(|unit| known.tree.code(unit).to_owned()),
        form: about.form.clone(),
        period: about.period.map(|period| period.to_string()),
        rule: match finding.fields.get("rule") {
            Some(Field::Text(rule)) => Some(rule.clone()),
            _ => None,
        },
        place: home.zip(place.and_then(|place| place.cell).map(|cell| cell.to_string())),
        more: count > cells.len(),
        cells,
        candidates: candidates(finding, known),
        runs: Vec::new(),
        said: BTreeMap::new(),
    }
}

/// What can be chosen, where a finding names what there is.
fn candidates(finding: &Finding, known: Known<'_>) -> Vec<Candidate> {
    let list = |name: &str| match finding.fields.get(name) {
        Some(Field::List(items)) => items.clone(),
        _ => Vec::new(),
    };
    let reading = |value: Decimal| Candidate::Reading(value.normalize().to_string());
    match finding.code {
        Code::E403 => {
            let version = |name: &String| {
                let (path, sheet) = known.files.named(name)?;
                let sheet = Some(sheet.to_owned()).filter(|sheet| !sheet.is_empty());
                let sha256 = known.files.sha256(path)?.to_owned();
                Some(Candidate::Version { file: name.clone(), sha256, sheet })
            };
            let names = list("files");
            let versions: Option<Vec<Candidate>> = names.iter().map(version).collect();
            versions.unwrap_or_default()
        }
        Code::E212 => {
            let number = |name: &str| match finding.fields.get(name) {
                Some(Field::Number(value)) => Some(reading(*value)),
                _ => None,
            };
            ["first", "second"].into_iter().filter_map(number).collect()
        }
        Code::E246 => {
            let items = list("candidates");
            let numbers = items.iter().map(|item| match typed_number::read(item) {
                Reading::Number(value) => Some(reading(value)),
                _ => None,
            });
            numbers.collect::<Option<Vec<_>>>().unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// What a clerk can choose, or adjust, in words.
fn options(finding: &Finding, about: &Remembered) -> String {
    if !about.candidates.is_empty() {
        let lines = about.candidates.iter().zip(1..).map(|(candidate, number)| {
            let what = match candidate {
                Candidate::Reading(value) => value.replace('.', ","),
                Candidate::Version { file, .. } => file.clone(),
            };
            format!("{number}) {what}")
        });
        return lines.collect::<Vec<String>>().join("\n");
    }
    if about.cells.len() < 2 {
        return String::new();
    }
    let notes = finding.cells.iter().filter(|note| note.cell.is_some());
    let lines = about.cells.iter().zip(notes).map(|(then, note)| {
        let text = if then.text.trim().is_empty() { "(trống)" } else { &then.text };
        format!("{}!{} «{}» = {text}", then.sheet, then.cell, note.label)
    });
    lines.collect::<Vec<String>>().join("\n")
}
