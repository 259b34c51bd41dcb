//! What came out against what was expected, part by part; `UPDATE_GOLDEN` writes what came out.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tonghop::ooxml::Package;

use super::case::files_below;
use super::seen;
use super::skeleton::{inner_xml, is_xml, part_of};

/// Lines of a difference that are shown.
const SHOWN: usize = 8;

/// Compares the files of one case.
pub(super) struct Compare<'f> {
    folder: &'f Path,
    name: String,
    failures: &'f mut Vec<String>,
    updates: bool,
}

impl<'f> Compare<'f> {
    pub(super) fn new(folder: &'f Path, name: String, failures: &'f mut Vec<String>) -> Self {
        let updates = std::env::var_os("UPDATE_GOLDEN").is_some();
        Self { folder, name, failures, updates }
    }

    pub(super) fn fail(&mut self, what: &str, reason: &str) {
        self.failures.push(format!("{}/{what}\n{reason}", self.name));
    }

    /// A file of text, or of XML whose indentation does not matter.
    pub(super) fn text(&mut self, name: &str, got: &str) {
        let path = self.folder.join(name);
        if self.updates {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, got).unwrap();
            return;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        let is_xml = is_xml(name);
        let same = if is_xml { joined(&expected) == joined(got) } else { expected == got };
        if !same {
            let lines = |text: &str| {
                if is_xml { indented(&joined(text)) } else { text.to_owned() }
            };
            self.fail(name, &difference(&lines(&expected), &lines(got)));
        }
    }

    /// What the reader must still do: only told when there is something.
    pub(super) fn notes(&mut self, got: &str) {
        if !got.is_empty() || self.folder.join("notes.txt").exists() {
            self.text("notes.txt", got);
        }
    }

    /// What the case shows of its result.
    pub(super) fn shown(&mut self, name: &str, filled: &[u8], sections: &[String]) {
        if is_xml(name) {
            self.text(name, &indented(&inner_xml(filled, "body")));
        } else {
            self.text(name, &seen(filled, sections));
        }
    }

    /// All parts that are not as in the template and not shown; answers how many are ignored.
    pub(super) fn parts(
        &mut self,
        template: &[u8],
        filled: &[u8],
        sections: &[String],
    ) -> usize {
        let before = parts_of(template);
        let mut changed = parts_of(filled);
        for (name, bytes) in &before {
            match changed.get(name) {
                None => self.fail(name, "is gone"),
                Some(after) if after == bytes => {
                    changed.remove(name);
                }
                Some(_) => {}
            }
        }
        for section in sections {
            changed.remove(part_of(section));
        }
        let ignores = self.ignores(&mut changed);
        let folder = self.folder.join("expected-parts");
        let mut expected = BTreeMap::new();
        files_below(&folder, "", &mut expected);
        for name in expected.keys().filter(|name| !changed.contains_key(*name)) {
            if self.updates {
                fs::remove_file(folder.join(name)).unwrap();
            } else {
                self.fail(name, "is expected, but did not change");
            }
        }
        for (name, bytes) in &changed {
            self.part(&format!("expected-parts/{name}"), bytes, expected.get(name));
        }
        ignores
    }

    /// Takes out the parts that are not to be compared.
    fn ignores(&mut self, changed: &mut BTreeMap<String, Vec<u8>>) -> usize {
        let text = fs::read_to_string(self.folder.join("ignore.txt")).unwrap_or_default();
        let mut count = 0;
        for line in text.lines() {
            let (part, reason) = line.split_once(": ").unwrap_or((line, ""));
            if reason.trim().is_empty() || changed.remove(part).is_none() {
                self.fail("ignore.txt", &format!("{part}: not needed, or no reason given"));
            }
            count += 1;
        }
        count
    }

    fn part(&mut self, name: &str, got: &[u8], expected: Option<&Vec<u8>>) {
        match std::str::from_utf8(got) {
            Ok(xml) if is_xml(name) => self.text(name, &indented(xml)),
            _ if self.updates => {
                let path = self.folder.join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, got).unwrap();
            }
            _ if expected.is_some_and(|expected| expected == got) => {}
            _ => self.fail(name, "bytes are not as expected"),
        }
    }
}

/// XML without the line breaks and indents that make it readable.
pub(super) fn joined(xml: &str) -> String {
    xml.lines().map(str::trim).collect()
}

/// XML with an element a line.
fn indented(xml: &str) -> String {
    xml.replace("><", ">\n<") + "\n"
}

/// The parts of a package, without the entries of folders.
fn parts_of(document: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut package = Package::open(document.to_vec()).unwrap();
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    let parts = names.into_iter().filter(|name| !name.ends_with('/'));
    parts.map(|name| (name.clone(), package.read(&name).unwrap())).collect()
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
