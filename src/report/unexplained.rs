//! What a finished report leaves its reader to guess: stars that nobody explains, and lists printed
//! as programs write them.

use crate::diagnostic::{Code, Finding, Place};
use crate::template::docx::Line;

/// What explains the stars: `tinh_trang.che_so`, and the beginning of whatever an author writes.
pub(super) const STARS: &str = "Dấu * thay cho số không công bố.";
const BEGINNING: &str = "Dấu *";

/// How a list of opinions looks when it is printed whole.
const RAW: &str = "{'noi_dung':";

/// What is to be told of a report.
pub(super) fn unexplained(document: &str, lines: &[Line], has_stars: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for line in lines.iter().filter(|line| line.text.contains(RAW)) {
        let place = Place::file(document).paragraph(line.part.as_str(), line.number);
        findings.push(Finding::new(Code::W698).at(place));
    }
    if has_stars && !lines.iter().any(|line| line.text.contains(BEGINNING)) {
        findings.push(Finding::new(Code::W556).at(Place::file(document)));
    }
    findings
}
