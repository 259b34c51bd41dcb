//! Writes the workbook of decisions anew, beside a copy of the one before; what cannot be written
//! without losing something of a person's is left as it is.

use std::path::{Path, PathBuf};

use super::{Decided, beside, words};
use crate::decisions::{self, DECISIONS, DecisionBook, Foreign};
use crate::diagnostic::system::in_words;
use crate::diagnostic::{Code, Field, Finding, Findings, Place};
use crate::model::Period;
use crate::report::Rendered;
use crate::sheet;
use crate::workspace::Workspace;

/// Folder of the workbooks that were there before, in a workspace.
const KEPT: [&str; 2] = [".tonghop", "xac-nhan"];

/// The workbooks that were there before, by number.
pub(super) fn kept(workspace: &Workspace) -> Vec<(u32, PathBuf)> {
    let folder = KEPT.iter().fold(workspace.root().to_owned(), |path, name| path.join(name));
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut kept: Vec<(u32, PathBuf)> = entries
        .filter_map(|entry| {
            let path = entry.path();
            let number = path.file_stem()?.to_str()?.parse().ok()?;
            (path.extension()? == "xlsx").then_some((number, path))
        })
        .collect();
    kept.sort();
    kept
}

impl Decided {
    /// Writes the workbook into the workspace if anything has changed. Where it must be left as it is,
    /// the new one is given back to go with the draft.
    pub(in crate::pipeline) fn write(
        &self,
        workspace: &Workspace,
        period: Period,
        findings: &mut Findings,
    ) -> Option<Rendered> {
        let run = period.to_string();
        let renewed = decisions::renew(
            &self.book,
            &self.noticed,
            (&self.states, self.held.clone()),
            &run,
        );
        if self.bytes.is_none() && renewed.rows.is_empty() {
            return None;
        }
        let failed = |reason: Field| {
            Finding::new(Code::W580).at(Place::file(DECISIONS)).field("reason", reason)
        };
        let bytes = match decisions::write(&renewed) {
            Ok(bytes) => bytes,
            Err(error) => {
                findings.push(failed(Field::Text(error.to_string())));
                return None;
            }
        };
        let changed = self.bytes.is_none() || !says_the_same(&self.book, &bytes);
        let put = match &self.book.foreign {
            Some(foreign) if changed => Err(self.left_alone(workspace, in_the_way(foreign))),
            // What is typed in the open window and not saved yet would go over the new one, or be lost.
            None if changed && let Some(lock) = beside::lock(workspace) => {
                Err(self.left_alone(workspace, is_open(&lock)))
            }
            _ => self.put(workspace, &bytes, changed),
        };
        let Err(reason) = put else { return None };
        findings.push(failed(reason).text("path", DECISIONS));
        Some(Rendered::file(DECISIONS, bytes))
    }

    /// Keeps a copy of what the draft is made from, though the workbook stays as it is.
    fn left_alone(&self, workspace: &Workspace, why: Field) -> Field {
        let kept = self.bytes.as_ref().map_or(Ok(()), |bytes| keep(workspace, bytes));
        kept.map_or_else(|error| in_words(&error), |()| why)
    }

    /// Keeps the workbook that was read, and puts the new one in its place.
    fn put(&self, workspace: &Workspace, new: &[u8], changed: bool) -> Result<(), Field> {
        let path = workspace.root().join(DECISIONS);
        if let Some(bytes) = &self.bytes {
            // Somebody may have saved it while the returns were read.
            let now = std::fs::read(&path).map_err(|error| in_words(&error))?;
            if now != *bytes {
                let why = ("tệp vừa được sửa trong lúc lập dự thảo", "it was just changed");
                return Err(words(why));
            }
            keep(workspace, bytes).map_err(|error| in_words(&error))?;
        }
        if !changed {
            return Ok(());
        }
        replace(&path, new).map_err(|error| in_words(&error))
    }
}

/// Keeps a workbook from which a draft is made, unless it is the one kept last.
fn keep(workspace: &Workspace, bytes: &[u8]) -> std::io::Result<()> {
    let last = kept(workspace).pop();
    if let Some((_, path)) = &last
        && std::fs::read(path)? == bytes
    {
        return Ok(());
    }
    let folder = KEPT.iter().fold(workspace.root().to_owned(), |path, name| path.join(name));
    std::fs::create_dir_all(&folder)?;
    let number = last.map_or(0, |(number, _)| number) + 1;
    replace(&folder.join(format!("{number:03}.xlsx")), bytes)
}

/// Puts a file in place whole, or not at all.
fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".dang-ghi-").tempfile_in(folder)?;
    std::io::Write::write_all(&mut file, bytes)?;
    open_to_all(file.path())?;
    file.persist(path).map(|_| ()).map_err(|error| error.error)
}

/// Temporary files are private; the workbook is as readable as anything else of the office.
#[cfg(unix)]
fn open_to_all(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_all(_path: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Whether a workbook says what was read already.
fn says_the_same(book: &DecisionBook, bytes: &[u8]) -> bool {
    let limits = sheet::Limits::default();
    let read = sheet::read_as_written(DECISIONS, bytes, &limits).ok();
    let read = read.and_then(|workbook| decisions::read(&workbook, &mut Findings::new()));
    read.is_some_and(|read| read.says_the_same(book))
}

fn is_open(lock: &str) -> Field {
    Field::Words {
        vi: format!("tệp đang mở ở một cửa sổ khác (có `{lock}`)"),
        en: format!("it is open in another window (there is `{lock}`)"),
    }
}

fn in_the_way(foreign: &Foreign) -> Field {
    let (vi, en) = match foreign {
        Foreign::Sheet(name) => (
            format!("có trang tính «{name}» không phải của máy"),
            format!("it has the sheet “{name}” of somebody else"),
        ),
        Foreign::Cell(cell) => (
            format!("có phần thêm ngoài bảng, ở ô {cell}"),
            format!("something was added outside its table, in cell {cell}"),
        ),
        Foreign::Note(cell) => {
            (format!("có ghi chú ở ô {cell}"), format!("there is a note at cell {cell}"))
        }
    };
    Field::Words { vi, en }
}
