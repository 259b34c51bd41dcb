//! Which sort of workbook a package is: with macros or without, a workbook or a template for
//! workbooks (ECMA-376 part 1, 12.3.23; [MS-OFFMACRO2] for macros).

use super::book::{Book, unreadable};
use crate::ooxml::{ContentTypes, Package};
use crate::template::{Place, Problem, ProblemKind};

/// Content types of templates, each with that of the workbook made from it.
const TEMPLATES: [(&str, &str); 2] = [
    (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    ),
    (
        "application/vnd.ms-excel.template.macroEnabled.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    ),
];

/// The ending that the name of a workbook must have, or Excel does not open it: `xlsm` for one
/// with macros, else `xlsx`; templates become workbooks when they are filled.
///
/// # Errors
/// When the file is no workbook.
pub fn extension(workbook: &[u8]) -> Result<&'static str, Problem> {
    let mut book = Book::open(workbook.to_vec())?;
    let macros = main_type(&mut book.package, &book.path)?.contains("macroEnabled");
    Ok(if macros { "xlsm" } else { "xlsx" })
}

/// Makes a workbook of a template: it would open as a new file without a name, or not at all.
pub(super) fn as_workbook(book: &mut Book) -> Result<(), Problem> {
    let kind = main_type(&mut book.package, &book.path)?;
    let Some((_, workbook)) = TEMPLATES.iter().find(|(template, _)| *template == kind) else {
        return Ok(());
    };
    let mut types =
        ContentTypes::read(&mut book.package).map_err(|error| unreadable(&error))?;
    types.set(&book.path, workbook);
    types.write(&mut book.package);
    Ok(())
}

/// Whether a list of content types has a template's.
pub(super) fn lists_a_template(types: &[u8]) -> bool {
    let types = String::from_utf8_lossy(types);
    TEMPLATES.iter().any(|(template, _)| types.contains(template))
}

fn main_type(package: &mut Package, main: &str) -> Result<String, Problem> {
    let types = ContentTypes::read(package).map_err(|error| unreadable(&error))?;
    Ok(types.of(main).unwrap_or_default())
}

/// What is to be told when the file as a whole is signed: whoever changes a part breaks that.
pub(super) fn broken_signature(package: &Package) -> Option<Problem> {
    let signed = package.names().any(|name| name.starts_with("_xmlsignatures/"));
    let (kind, place) = (ProblemKind::Signed, Place::File);
    signed.then(|| Problem { kind, place, around: String::new() })
}
