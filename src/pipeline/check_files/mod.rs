//! Files that somebody distrusts, without a workspace: each is taken in as a return of whatever
//! unit and period it names, and held against the rules of its form and against its neighbours.

mod found;
mod known_packs;
mod taken;
mod unit;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rayon::prelude::*;

use super::single::{Existing, one, put_in_place, read, unwritable};
use crate::check::{self, ComparedReturn};
use crate::diagnostic::{Code, Finding, FindingList, Findings, Place};
use crate::ooxml::Package;
use crate::pack::{self, Pack};
use crate::report::{VerificationPage, VerifiedFile, template_finding, verification_page};
use crate::template::Filled;
use crate::workspace::{SETTINGS, SHARED_TEMPLATES};
use found::{NamedFile, named_files, neighbours_of};
use taken::{Taken, compared, taken};

/// The template of the page.
const PAGE: &str = "phieu-tham-tra.docx";

/// Which files are looked through, and what becomes of it.
#[derive(Debug, Clone, Default)]
pub struct CheckFilesRequest {
    /// Files, and folders with files.
    pub paths: Vec<PathBuf>,
    /// A folder of packs, or a pack, besides those that come with the program.
    pub packs: Option<PathBuf>,
    /// Where the page «Phiếu thẩm tra số liệu» is to be written, if at all.
    pub out: Option<PathBuf>,
    /// Date of the page; without it the place for it is left open.
    pub as_of: Option<NaiveDate>,
}

/// What came of looking files through.
#[derive(Debug)]
pub struct CheckedFiles {
    /// The files, in the order in which they were named; those of a folder in order of their names.
    pub files: Vec<VerifiedFile>,
    /// Whether the page was written.
    pub is_written: bool,
    /// What was noticed of the packs, of the folders and of the page.
    pub notes: FindingList,
}

/// Whether a folder is a workspace: an office's settings lie in it.
pub fn is_workspace(folder: &Path) -> bool {
    folder.join(SETTINGS).is_file()
}

/// Looks files through; writes the page if one is wanted.
///
/// # Errors
/// With the findings, when a path does not exist, a folder holds no file, a pack cannot be used or
/// the page would take the place of something else.
pub fn check_files(request: &CheckFilesRequest) -> Result<CheckedFiles, FindingList> {
    let mut notes = Findings::new();
    let packs = known_packs::load(request.packs.as_deref(), &mut notes);
    if notes.has_errors() {
        return Err(notes.finish());
    }
    if let Some(out) = &request.out {
        may_be_written(out).map_err(Findings::finish)?;
    }
    let named = named_files(&request.paths, &mut notes).map_err(Findings::finish)?;
    let mut all: Vec<Taken> = named.par_iter().map(|file| taken(file, &packs)).collect();
    tell_copies(&mut all, &named, &packs);
    let files: Vec<VerifiedFile> = all.into_iter().map(Taken::finish).collect();
    let mut is_written = false;
    if let Some(out) = &request.out {
        // What was found is told also where the page cannot be written.
        match write_page(request, out, &files, &mut notes) {
            Ok(()) => is_written = true,
            Err(findings) => notes.extend(findings.iter().cloned()),
        }
    }
    Ok(CheckedFiles { files, is_written, notes: notes.finish() })
}

/// Holds every return against the others that were named, or where only one was named against
/// those beside it.
fn tell_copies(all: &mut [Taken], named: &[NamedFile], packs: &[Pack]) {
    let mut others: Vec<ComparedReturn> =
        all.iter().flat_map(|taken| taken.compared.clone()).collect();
    if let ([only], false) = (named, others.is_empty()) {
        let beside = neighbours_of(only);
        let read: Vec<Vec<ComparedReturn>> =
            beside.par_iter().map(|file| compared(file, packs)).collect();
        others.extend(read.into_iter().flatten());
    }
    let mut by_form: BTreeMap<&(String, String), Vec<&ComparedReturn>> = BTreeMap::new();
    for other in &others {
        by_form.entry(&other.form).or_default().push(other);
    }
    all.par_iter_mut().for_each(|taken| {
        for own in &taken.compared {
            let of_form = by_form.get(&own.form).into_iter().flatten().copied();
            let neighbours: Vec<&ComparedReturn> =
                of_form.filter(|other| own.is_neighbour(other)).collect();
            taken.looked.neighbours += neighbours.len();
            let pack = packs.iter().find(|pack| pack.code == own.form.0);
            let found = pack.and_then(|pack| check::alike(own, &neighbours, &pack.catalogue));
            let place = Place::file(&*taken.file);
            taken.findings.extend(found.map(|finding| finding.at(place)));
        }
    });
}

/// The page is a Word document and takes the place of nothing else: a return named by mistake
/// would be lost.
fn may_be_written(out: &Path) -> Result<(), Findings> {
    let refused = |reason: &str| {
        let place = Place::file(out.display().to_string());
        Err(one(Finding::new(Code::E514).at(place).text("reason", reason)))
    };
    let ending = out.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if !ending.eq_ignore_ascii_case("docx") {
        return refused("phiếu thẩm tra là tệp Word, tên tệp phải có đuôi .docx");
    }
    let is_document = |bytes: Vec<u8>| {
        Package::open(bytes).is_ok_and(|package| package.contains("word/document.xml"))
    };
    if out.is_file() && !std::fs::read(out).is_ok_and(is_document) {
        return refused("ở đó đã có một tệp không phải tệp Word");
    }
    Ok(())
}

fn write_page(
    request: &CheckFilesRequest,
    out: &Path,
    files: &[VerifiedFile],
    notes: &mut Findings,
) -> Result<(), Findings> {
    let is_one_of_them = |file: &VerifiedFile| {
        let same = |path: &Path| std::fs::canonicalize(path).ok();
        let there = same(out);
        there.is_some() && there == same(Path::new(&file.path))
    };
    if files.iter().any(is_one_of_them) {
        let place = Place::file(out.display().to_string());
        let reason = "nơi ghi là chính tệp đang kiểm tra";
        return Err(one(Finding::new(Code::E514).at(place).text("reason", reason)));
    }
    let own = request.packs.as_ref().map(|packs| packs.join(SHARED_TEMPLATES).join(PAGE));
    let (name, template) = if let Some(own) = own.filter(|own| own.is_file()) {
        (own.display().to_string(), read(&own)?)
    } else {
        let shipped = pack::shared_template(PAGE).unwrap_or_default();
        (format!("templates/{SHARED_TEMPLATES}/{PAGE}"), shipped.to_vec())
    };
    let told = |problem| template_finding(&name, problem);
    let page = VerificationPage { files, date: request.as_of };
    match verification_page(template, &page) {
        Ok(Filled { bytes, notes: noticed }) => {
            notes.extend(noticed.into_iter().map(told));
            put_in_place(out, &bytes, Existing::Replace)
                .map_err(|error| one(unwritable(out, &error)))
        }
        Err(problems) => {
            let mut findings = Findings::new();
            findings.extend(problems.into_iter().map(told));
            Err(findings)
        }
    }
}
