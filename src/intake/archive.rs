//! A zip file of returns: each file in it is taken as if it lay in a folder of the zip's name.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::discover::is_left_by_the_system;
use super::turns::{self, Turn};
use super::unreadable::unreadable;
use super::{FileBytes, LIMITS, Opened};
use crate::diagnostic::{Code, Finding, Place};
use crate::ooxml::{
    Archive, Container, Entry, Measure, PreflightError, RawName, check_structure,
};
use crate::sheet::{ReadError, is_plain_archive};
use crate::text::clean::clean;
use crate::text::code_page;

/// Files in one archive, at most: a province has no more branches in one message.
const MOST_FILES: usize = 2_000;

/// What came in a zip file: every file in it, opened by `open`. Those of an archive that has a turn
/// of its own are opened one after the other within it; of others each that is large waits for one.
pub(super) fn members(
    path: &str,
    archive: Opening<'_>,
    turn: Option<&Turn>,
    open: impl Fn(FileBytes, Option<Turn>) -> Opened + Sync,
) -> Vec<Opened> {
    let (mut archive, entries) = match archive {
        Ok(opened) => opened,
        Err(finding) => return vec![refused(path, *finding)],
    };
    let files = files(&archive, &entries);
    if files.is_empty() {
        return vec![refused(path, unreadable(&ReadError::Empty))];
    }
    let take = |archive: &mut Archive<'_>, file: Packed<'_>, turn: Option<Turn>| {
        let path = format!("{path}/{}", file.name);
        match unpacked(archive, &file) {
            Ok(bytes) if seems_an_archive(&bytes) => refused(&path, Finding::new(Code::E121)),
            Ok(bytes) => open(FileBytes { path, bytes: Ok(bytes) }, turn),
            Err(error) => refused(&path, unreadable(&error)),
        }
    };
    if let Some(turn) = turn {
        let one_by_one = files.into_iter();
        return one_by_one
            .map(|file| take(&mut archive, file, Some(Turn::within(turn))))
            .collect();
    }
    let side_by_side = files.into_par_iter().map_init(
        || archive.clone(),
        |archive, file| {
            let turn = turns::to_load(file.entry.size);
            take(archive, file, turn)
        },
    );
    side_by_side.collect()
}

/// The bytes of a file in an archive; one that would be refused for its length is not unpacked.
fn unpacked(archive: &mut Archive<'_>, file: &Packed<'_>) -> Result<Vec<u8>, ReadError> {
    let (limit, found) = (LIMITS.file_bytes, file.entry.size);
    if found > limit {
        return Err(ReadError::TooLarge { measure: Measure::FileBytes, limit, found });
    }
    Ok(archive.read(file.index, file.entry)?)
}

/// A zip file that is no office file, or why it is not opened.
pub(super) type Opening<'a> = Result<(Archive<'a>, Vec<Entry>), Box<Finding>>;

/// Opens a zip file that is no office file itself; none if it is none.
pub(super) fn opened(bytes: &[u8]) -> Option<Opening<'_>> {
    if !is_zip(bytes) {
        return None;
    }
    match Archive::open(bytes, &LIMITS) {
        Ok((_, entries)) if !is_plain_archive(&entries) => None,
        Ok((_, entries)) if entries.len() > MOST_FILES => {
            let (limit, found) = (MOST_FILES as u64, entries.len() as u64);
            let error = ReadError::TooLarge { measure: Measure::Entries, limit, found };
            Some(Err(Box::new(unreadable(&error))))
        }
        Ok(opened) => Some(Ok(opened)),
        // Office files keep their passwords in another way.
        Err(PreflightError::Encrypted) => Some(Err(Box::new(Finding::new(Code::E120)))),
        // Whatever it is, the reader of spreadsheets says the same of it.
        Err(_) => None,
    }
}

/// What is packed under a name as its maker saw it; archives may have it several times.
pub(super) fn named(bytes: &[u8], name: &str) -> Vec<Vec<u8>> {
    let Some(Ok((mut archive, entries))) = opened(bytes) else { return Vec::new() };
    let indexes = files(&archive, &entries).into_iter().filter(|file| file.name == name);
    let wanted: Vec<(usize, &Entry)> = indexes.map(|file| (file.index, file.entry)).collect();
    wanted.into_iter().filter_map(|(index, entry)| archive.read(index, entry).ok()).collect()
}

/// A file in an archive.
struct Packed<'a> {
    /// As its maker saw it.
    name: String,
    index: usize,
    entry: &'a Entry,
}

/// What people have packed, in the order of its names.
fn files<'a>(archive: &Archive<'_>, entries: &'a [Entry]) -> Vec<Packed<'a>> {
    let all = entries.iter().enumerate().filter(|(_, entry)| !entry.is_folder());
    let named = all.map(|(index, entry)| {
        let name = shown_name(archive, index, entry);
        Packed { name, index, entry }
    });
    let mut files: Vec<Packed<'_>> =
        named.filter(|file| !is_left_by_the_system(&file.name)).collect();
    files.sort_by(|a, b| (&a.name, a.index).cmp(&(&b.name, b.index)));
    number_twins(&mut files);
    files
}

/// Numbers files of one name, as `a/x.xlsx` and `a/../x.xlsx` have, so that each can be told.
fn number_twins(files: &mut [Packed<'_>]) {
    let mut names: BTreeSet<String> = files.iter().map(|file| file.name.clone()).collect();
    let mut last = (String::new(), 1);
    for file in files {
        if file.name != last.0 {
            last = (file.name.clone(), 1);
            continue;
        }
        let (stem, ending) = file.name.rsplit_once('.').unwrap_or((&file.name, ""));
        let dot = if ending.is_empty() { "" } else { "." };
        let numbered = loop {
            last.1 += 1;
            let numbered = format!("{stem} ({}){dot}{ending}", last.1);
            if names.insert(numbered.clone()) {
                break numbered;
            }
        };
        file.name = numbered;
    }
}

/// A file of an archive that is an archive: what is packed twice is not unpacked twice.
fn seems_an_archive(bytes: &[u8]) -> bool {
    is_zip(bytes)
        && check_structure(bytes, &LIMITS).map_or_else(
            |error| error == PreflightError::Encrypted,
            |all| is_plain_archive(&all),
        )
}

fn is_zip(bytes: &[u8]) -> bool {
    Container::of(bytes) == Some(Container::Zip)
}

fn refused(path: &str, finding: Finding) -> Opened {
    let mut opened = Opened::not_taken(path.to_owned());
    opened.findings.push(finding.at(Place::file(path)));
    opened
}

/// The name of an entry as its maker saw it, with `/` and without what leads elsewhere.
fn shown_name(archive: &Archive<'_>, index: usize, entry: &Entry) -> String {
    let name = match entry.raw() {
        RawName::Unicode(name) => clean(name),
        // Windows in Vietnamese packs names in its own code page.
        RawName::Bytes(bytes) => code_page::decode(bytes)
            .or_else(|| archive.name_in_cp437(index))
            .unwrap_or_else(|| entry.name.clone()),
    };
    let parts = name.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | ".."));
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn opened_names(bytes: &[u8]) -> Vec<String> {
        let archive = opened(bytes).unwrap();
        let open = |file: FileBytes, _| Opened::not_taken(file.path);
        let members = members("a.zip", archive, None, open);
        members.into_iter().map(|opened| opened.file.path).collect()
    }

    #[test]
    fn files_of_one_name_are_numbered_so_that_each_can_be_told() {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for name in ["a/x.csv", "a//x.csv", "a/x (2).csv", "y"] {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(b"1;2").unwrap();
        }
        let names = opened_names(&zip.finish().unwrap().into_inner());
        assert_eq!(
            names,
            ["a.zip/a/x (2).csv", "a.zip/a/x.csv", "a.zip/a/x (3).csv", "a.zip/y"]
        );
    }
}
