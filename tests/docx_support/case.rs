//! A case: a folder with a template, what it is filled with, and what must come out.
//!
//! * `template.txt` (see `lines`), `template.xml` (the body) or `template.docx`;
//! * `parts/…`: parts that the template has besides, or instead; one whose root declares no
//!   prefix gets all of them; `links.json`: addresses by the ids under which parts use them;
//! * `context.json`, `references.json`, `names.json` (names that lint takes for known), `files/`
//!   (what tags may name; a document may be a folder with a template of its own);
//! * expected: `expected.txt` (what a reader sees) or `expected.xml` (the body),
//!   `expected-parts/…` (every other part that is not as in the template), `problems.txt`,
//!   `lint.txt`, `notes.txt`; `ignore.txt`: parts that are not compared, `part: reason`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use tonghop::template::{Data, Figure, Files, Lookup, Names, References, docx};

use super::compare::{Compare, joined};
use super::lines::{sections, xml_of};
use super::skeleton::document;
use super::{complaints, seen, told};

/// One case.
pub(crate) struct Case {
    folder: PathBuf,
    template: Vec<u8>,
    /// Sections of the template whose text is shown.
    sections: Vec<String>,
    is_xml: bool,
}

impl Case {
    /// The cases of `tests/docx`, or those whose names contain the word in `CASE`.
    pub(crate) fn all() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/docx");
        let mut folders: Vec<PathBuf> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        let word = std::env::var("CASE").unwrap_or_default();
        folders.retain(|folder| folder.is_dir());
        folders.retain(|folder| folder.file_name().unwrap().to_string_lossy().contains(&word));
        folders.sort();
        folders.into_iter().map(Self::read).collect()
    }

    fn read(folder: PathBuf) -> Self {
        let mut further = BTreeMap::new();
        files_below(&folder.join("parts"), "", &mut further);
        let links: BTreeMap<String, String> = json(&folder, "links.json");
        let body = "body".to_owned();
        if let Ok(template) = fs::read(folder.join("template.docx")) {
            let is_xml = folder.join("expected.xml").exists();
            return Self { folder, template, sections: vec![body], is_xml };
        }
        if let Ok(xml) = fs::read_to_string(folder.join("template.xml")) {
            let template = document(&[(body.clone(), joined(&xml))], &further, &links);
            return Self { folder, template, sections: vec![body], is_xml: true };
        }
        let text = fs::read_to_string(folder.join("template.txt")).unwrap();
        let xml: Vec<(String, String)> = sections(&text)
            .into_iter()
            .map(|(name, lines)| (name.clone(), xml_of(&name, &lines)))
            .collect();
        let template = document(&xml, &further, &links);
        let sections = xml.into_iter().map(|(name, _)| name).collect();
        Self { folder, template, sections, is_xml: false }
    }

    /// Its name.
    pub(crate) fn name(&self) -> String {
        self.folder.file_name().unwrap().to_string_lossy().into_owned()
    }

    fn has(&self, name: &str) -> bool {
        self.folder.join(name).exists()
    }

    /// Fills the template and compares; answers the number of parts that are not compared.
    pub(crate) fn run(&self, failures: &mut Vec<String>) -> usize {
        let mut compare = Compare::new(&self.folder, self.name(), failures);
        let context: serde_json::Value = json(&self.folder, "context.json");
        let context = if context.is_null() { serde_json::json!({}) } else { context };
        let references = Table(json(&self.folder, "references.json"));
        if self.has("lint.txt") {
            let known: BTreeSet<String> = json(&self.folder, "names.json");
            let names = Names { variables: known.clone(), functions: known };
            let problems = docx::problems(&self.template, &references, &names);
            compare.text("lint.txt", &told(&problems));
            if !self.has("problems.txt")
                && !self.has("expected.txt")
                && !self.has("expected.xml")
            {
                return 0;
            }
        }
        let files = Folder(self.folder.join("files"));
        let data = Data {
            context: tera::Context::from_serialize(&context).unwrap(),
            references: &references,
            functions: &|_| {},
            files: &files,
        };
        match docx::render(self.template.clone(), &data) {
            Ok(filled) => {
                keep(&self.name(), &self.template, &filled.bytes);
                if self.has("problems.txt") {
                    compare.text("problems.txt", &seen(&filled.bytes, &self.sections));
                    return 0;
                }
                compare.notes(&told(&filled.notes));
                self.again(&data, &filled.bytes, &mut compare);
                self.result(&filled.bytes, &mut compare)
            }
            Err(problems) => {
                let expected =
                    if self.has("problems.txt") { "problems.txt" } else { self.shown() };
                compare.text(expected, &told(&problems));
                0
            }
        }
    }

    /// The file that shows what comes out.
    fn shown(&self) -> &'static str {
        if self.is_xml { "expected.xml" } else { "expected.txt" }
    }

    /// A template that was read once gives the same each time it is filled.
    fn again(&self, data: &Data<'_>, first: &[u8], compare: &mut Compare<'_>) {
        let mut template = docx::Template::read(self.template.clone()).unwrap();
        for _ in 0..2 {
            let filled = template.fill(data).unwrap();
            if filled.bytes != first {
                compare.fail("a second fill", "differs from the first");
            }
        }
    }

    fn result(&self, filled: &[u8], compare: &mut Compare<'_>) -> usize {
        let before: BTreeSet<String> = complaints(&self.template).into_iter().collect();
        let after = complaints(filled).into_iter().filter(|told| !before.contains(told));
        let unsound: Vec<String> = after.collect();
        if !unsound.is_empty() {
            compare.fail("soundness", &unsound.join("\n"));
        }
        compare.shown(self.shown(), filled, &self.sections);
        compare.parts(&self.template, filled, &self.sections)
    }
}

/// With `KEEP_FILES` set, puts template and result into that folder.
fn keep(name: &str, template: &[u8], filled: &[u8]) {
    if let Some(folder) = std::env::var_os("KEEP_FILES").map(PathBuf::from) {
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{name}.template.docx")), template).unwrap();
        fs::write(folder.join(format!("{name}.docx")), filled).unwrap();
    }
}

fn json<T: serde::de::DeserializeOwned + Default>(folder: &Path, name: &str) -> T {
    let text = fs::read_to_string(folder.join(name));
    text.map(|text| serde_json::from_str(&text).unwrap()).unwrap_or_default()
}

/// All files of a folder and the folders in it, by their names from there.
pub(super) fn files_below(folder: &Path, start: &str, found: &mut BTreeMap<String, Vec<u8>>) {
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

/// The files that tags of a case may name.
struct Folder(PathBuf);

impl Files for Folder {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let path = self.0.join(name);
        if path.is_dir() {
            return Ok(Case::read(path).template);
        }
        fs::read(path).map_err(|_| "không có tệp này".to_owned())
    }
}

/// References from a table: tag to text; a figure with an identity is `#identity text`, a tag to
/// be refused has the nearest right one behind a question mark.
struct Table(BTreeMap<String, String>);

impl References for Table {
    fn resolve(&self, tag: &str) -> Lookup {
        match self.0.get(tag).map(|text| (text.strip_prefix('?'), text)) {
            None => Lookup::NotAReference,
            Some((Some(nearest), _)) => {
                Lookup::Unknown { nearest: (!nearest.is_empty()).then(|| nearest.to_owned()) }
            }
            Some((None, text)) => {
                let figure = text.strip_prefix('#').and_then(|text| text.split_once(' '));
                let (id, text) = figure.map_or((None, text.as_str()), |(id, t)| (Some(id), t));
                Lookup::Figure(Figure { id: id.map(str::to_owned), ..Figure::text(text) })
            }
        }
    }
}
