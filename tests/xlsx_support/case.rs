//! A case: a folder with a template, what it is filled with, and what must come out.
//!
//! * `template.txt` (see `describe`) with `parts/…` besides or instead, or `template/…` (all parts
//!   of a package), or `template.xlsx`;
//! * `data.json`, `references.json` (figures that bare references name), `options.json`;
//! * expected: `cells.txt` and `parts.txt`, or `problems.txt`; `notes.txt` when there are any.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::package::Parts;
use super::truth::untruths;
use super::{cells, complaints, describe, differences, engine, skeleton};

/// Lines of a difference that are shown.
const SHOWN: usize = 12;

/// One case.
pub(crate) struct Case {
    folder: PathBuf,
    template: Vec<u8>,
}

impl Case {
    /// The cases of `tests/xlsx_cases`, or those whose names contain the word in `CASE`.
    pub(crate) fn all() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/xlsx_cases");
        let mut folders: Vec<PathBuf> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        let word = std::env::var("CASE").unwrap_or_default();
        folders.retain(|folder| folder.is_dir());
        folders.retain(|folder| folder.file_name().unwrap().to_string_lossy().contains(&word));
        folders.sort();
        folders.into_iter().map(Self::read).collect()
    }

    fn read(folder: PathBuf) -> Self {
        let template = if let Ok(file) = fs::read(folder.join("template.xlsx")) {
            file
        } else if folder.join("template").is_dir() {
            let mut parts = BTreeMap::new();
            files_below(&folder.join("template"), "", &mut parts);
            Parts(parts).zip()
        } else {
            let text = fs::read_to_string(folder.join("template.txt"))
                .unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
            let mut further = BTreeMap::new();
            files_below(&folder.join("parts"), "", &mut further);
            described(&text, &further)
        };
        Self { folder, template }
    }

    fn name(&self) -> String {
        self.folder.file_name().unwrap().to_string_lossy().into_owned()
    }

    /// Fills the template and compares.
    pub(crate) fn run(&self, failures: &mut Vec<String>) {
        let mut told = Vec::new();
        let references = json(&self.folder, "references.json");
        let references = serde_json::from_value(references).unwrap_or_default();
        let data = match json(&self.folder, "data.json") {
            serde_json::Value::Null => serde_json::json!({}),
            data => data,
        };
        let options = json(&self.folder, "options.json");
        let filled = engine::fill(&self.template, &data, references, &options);
        let mut expected: BTreeSet<&str> = BTreeSet::new();
        let mut compare = |name: &'static str, got: &str, told: &mut Vec<String>| {
            expected.insert(name);
            told.extend(self.compare(name, got));
        };
        match filled {
            Err(problems) => compare("problems.txt", &problems, &mut told),
            Ok((outcome, same)) => {
                keep(&self.name(), &self.template, &outcome.bytes);
                if !same {
                    told.push("a second fill differs from the first".to_owned());
                }
                if !outcome.notes.is_empty() {
                    compare("notes.txt", &outcome.notes, &mut told);
                }
                let before = Parts::open(&self.template).unwrap();
                match Parts::open(&outcome.bytes) {
                    Ok(after) => {
                        compare("cells.txt", &cells::cells(&after, &before), &mut told);
                        compare(
                            "parts.txt",
                            &differences::differences(&before, &after),
                            &mut told,
                        );
                    }
                    Err(error) => told.push(format!("the result cannot be opened: {error}")),
                }
                told.extend(self.unsound(&outcome.bytes));
                told.extend(untruths(&self.template, &outcome.bytes, &outcome.certificate));
                told.extend(unreadable(&outcome.bytes));
            }
        }
        for name in ["cells.txt", "parts.txt", "problems.txt", "notes.txt"] {
            let path = self.folder.join(name);
            if !expected.contains(name) && path.exists() {
                if updates() {
                    fs::remove_file(path).unwrap();
                } else {
                    told.push(format!("{name} is expected, and there is nothing of the kind"));
                }
            }
        }
        failures.extend(told.iter().map(|line| format!("{}: {line}", self.name())));
    }

    fn compare(&self, name: &str, got: &str) -> Option<String> {
        let path = self.folder.join(name);
        if updates() {
            fs::write(&path, got).unwrap();
            return None;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        (expected != got).then(|| format!("{name}\n{}", difference(&expected, got)))
    }

    /// What is wrong with the result and was not with the template.
    fn unsound(&self, filled: &[u8]) -> Option<String> {
        let before = complaints(&self.template);
        // Only workbooks that others made may have faults of their own; a formula may name a sheet
        // whose name is a tag.
        let faults = before.iter().filter(|line| !line.contains("{{")).cloned();
        let faults: Vec<String> = faults.collect();
        if !faults.is_empty() && !self.folder.join("template.xlsx").exists() {
            return Some(format!("the template is not sound\n  {}", faults.join("\n  ")));
        }
        let after = complaints(filled).into_iter().filter(|line| !before.contains(line));
        let lines: Vec<String> = after.map(|line| format!("  {line}")).collect();
        (!lines.is_empty()).then(|| format!("not sound\n{}", lines.join("\n")))
    }
}

/// The workbook that a description and further parts make.
pub(crate) fn described(text: &str, further: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let file = skeleton::workbook(&describe::read(text), further);
    skeleton::checked(&Parts::open(&file).unwrap());
    file
}

fn updates() -> bool {
    std::env::var_os("UPDATE_GOLDEN").is_some()
}

/// What a reader of figures cannot read.
fn unreadable(filled: &[u8]) -> Option<String> {
    use calamine::Reader;
    let mut book = match calamine::Xlsx::new(std::io::Cursor::new(filled)) {
        Ok(book) => book,
        Err(error) => return Some(format!("calamine: {error}")),
    };
    for (name, range) in book.worksheets() {
        if let Some(error) = range.used_cells().find_map(|(_, _, cell)| match cell {
            calamine::Data::String(text) if text.contains("{%") => Some(text.clone()),
            _ => None,
        }) {
            return Some(format!("{name}: a tag is left: {error}"));
        }
    }
    let names = book.sheet_names();
    names.iter().find_map(|name| {
        let range = book
            .worksheet_range(name)
            .err()
            .filter(|error| !matches!(error, calamine::XlsxError::NotAWorksheet(_)))?;
        Some(format!("calamine: {name}: {range}"))
    })
}

/// With `KEEP_FILES` set, puts template and result into that folder.
fn keep(name: &str, template: &[u8], filled: &[u8]) {
    if let Some(folder) = std::env::var_os("KEEP_FILES").map(PathBuf::from) {
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{name}.template.xlsx")), template).unwrap();
        fs::write(folder.join(format!("{name}.xlsx")), filled).unwrap();
    }
}

fn json(folder: &Path, name: &str) -> serde_json::Value {
    let Ok(text) = fs::read_to_string(folder.join(name)) else {
        return serde_json::Value::Null;
    };
    serde_json::from_str(&text)
        .unwrap_or_else(|error| panic!("{}/{name}: {error}", folder.display()))
}

/// All files of a folder and the folders in it, by their names from there.
fn files_below(folder: &Path, start: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let entry = entry.unwrap();
        let name = format!("{start}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files_below(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

/// The first lines in which two texts differ, with the line before.
fn difference(expected: &str, got: &str) -> String {
    let (expected, got): (Vec<_>, Vec<_>) = (expected.lines().collect(), got.lines().collect());
    let same = expected.iter().zip(&got).take_while(|(a, b)| a == b).count();
    let rest = expected.len().min(got.len()) - same;
    let ends = expected.iter().rev().zip(got.iter().rev()).take(rest);
    let same_end = ends.take_while(|(a, b)| a == b).count();
    let mut out = vec![format!("  line {}", same + 1)];
    if same > 0 {
        out.push(format!("    {}", expected[same - 1]));
    }
    for (sign, lines) in [('-', &expected), ('+', &got)] {
        let differing = &lines[same..lines.len() - same_end];
        out.extend(differing.iter().take(SHOWN).map(|line| format!("  {sign} {line}")));
        if differing.len() > SHOWN {
            out.push(format!("  {sign} … {} lines more", differing.len() - SHOWN));
        }
    }
    out.join("\n")
}
