//! Where a pack's files come from: embedded in the executable, or a folder of the office.

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The folder of templates that belong to no duty; it is no pack.
const SHARED: &str = "chung";

/// The files of one pack, by their path inside it (with `/`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFiles {
    /// Where they are, for findings: `templates/ct28` or `bo-bieu/ct28`.
    pub origin: String,
    files: BTreeMap<String, Vec<u8>>,
}

impl PackFiles {
    /// Codes of the packs that come with the program.
    pub fn shipped_codes() -> Vec<String> {
        let names = SHIPPED.dirs().filter_map(|dir| dir.path().file_name());
        let mut codes: Vec<_> = names.map(|name| name.to_string_lossy().into_owned()).collect();
        codes.retain(|code| code != SHARED);
        codes.sort();
        codes
    }

    /// The pack with this code that comes with the program.
    pub fn shipped(code: &str) -> Option<Self> {
        let mut packs = SHIPPED.dirs().filter(|dir| dir.path() != Path::new(SHARED));
        let dir = packs.find(|dir| dir.path() == Path::new(code))?;
        let mut files = BTreeMap::new();
        collect(dir, dir.path(), &mut files);
        Some(Self { origin: format!("templates/{code}"), files })
    }

    /// The templates that come with the program and belong to no duty.
    pub fn shared() -> Self {
        let dir = SHIPPED.get_dir(SHARED);
        let is_template = |file: &&include_dir::File<'_>| {
            let ending = file.path().extension();
            ending.is_some_and(|ending| {
                ["docx", "txt"].iter().any(|known| ending.eq_ignore_ascii_case(known))
            })
        };
        let all = dir.into_iter().flat_map(Dir::files).filter(is_template);
        let named = all.filter_map(|file| Some((file.path().file_name()?, file.contents())));
        let files =
            named.map(|(name, bytes)| (name.to_string_lossy().into_owned(), bytes.to_vec()));
        Self { origin: format!("templates/{SHARED}"), files: files.collect() }
    }

    /// The pack in a folder of the office.
    ///
    /// # Errors
    /// When the folder or a file in it cannot be read.
    pub fn in_folder(folder: &Path, origin: String) -> std::io::Result<Self> {
        let mut files = BTreeMap::new();
        for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
            let entry = entry?;
            let lock = entry.file_name().to_string_lossy().starts_with("~$");
            if entry.file_type().is_file() && !lock {
                let name = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                files.insert(slashes(name), std::fs::read(entry.path())?);
            }
        }
        Ok(Self { origin, files })
    }

    /// All files with their paths, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// A file of the pack.
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(Vec::as_slice)
    }

    /// The address of a file for findings.
    pub fn address(&self, name: &str) -> String {
        format!("{}/{name}", self.origin)
    }
}

/// A template that comes with the program and belongs to no duty.
pub fn shared_template(name: &str) -> Option<&'static [u8]> {
    SHIPPED.get_file(Path::new(SHARED).join(name)).map(include_dir::File::contents)
}

/// The document profiles that come with the program, as they are written.
pub fn shipped_profiles() -> Vec<&'static str> {
    let folder = SHIPPED.get_dir(Path::new(SHARED).join("the-thuc"));
    let files = folder.into_iter().flat_map(Dir::files);
    files.filter_map(include_dir::File::contents_utf8).collect()
}

fn collect(dir: &Dir<'_>, root: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for file in dir.files() {
        let name = file.path().strip_prefix(root).unwrap_or(file.path());
        files.insert(slashes(name), file.contents().to_vec());
    }
    for below in dir.dirs() {
        collect(below, root, files);
    }
}

fn slashes(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
