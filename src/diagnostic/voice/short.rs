//! One line for each finding, for editors, scripts and log files.

use crate::diagnostic::Reported;
use crate::text::{Lang, screen};

/// Columns the organisation, period and form may take.
const SCOPE_COLUMNS: usize = 160;

/// The finding in one line: `file:sheet!cell: lỗi[E203]: …`.
///
/// One without a place ends with whom and what it concerns.
pub fn short(reported: &Reported, lang: Lang) -> String {
    let finding = &reported.finding;
    let severity = finding.severity_in_words(lang);
    let decided = finding.decided.as_ref().map_or_else(String::new, |decided| {
        format!(" - {}", screen::one_line(&decided.in_words(lang), SCOPE_COLUMNS))
    });
    let line = format!("{severity}[{}]: {}{decided}", finding.code, finding.message(lang));
    match &finding.place {
        Some(place) => format!("{}: {line}\n", place.compact()),
        None if finding.scope.is_empty() => line + "\n",
        None => {
            let scope = screen::one_line(&finding.scope.join(", "), SCOPE_COLUMNS);
            format!("{line} ({scope})\n")
        }
    }
}

/// All of them, one line each.
pub fn short_all<'a>(findings: impl IntoIterator<Item = &'a Reported>, lang: Lang) -> String {
    findings.into_iter().map(|reported| short(reported, lang)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Finding, Findings, Place};
    use crate::ooxml::CellRef;

    #[test]
    fn a_finding_is_one_line_whatever_a_cell_holds() {
        let mut findings = Findings::new();
        let place = Place::file("a/b.xlsx").sheet("Kết nạp").cell(CellRef::new(8, 5));
        findings.push(Finding::new(Code::E204).at(place).text("value", "mười\nhai\x1b[2J"));
        let missing = Finding::new(Code::W401).text("unit", "Chi bộ 5").text("form", "ct28");
        findings.push(missing.clone());
        findings.push(missing.scope("Đảng bộ").scope("2023"));
        assert_eq!(
            short_all(&findings.finish(), Lang::Vi),
            "a/b.xlsx:Kết nạp!F9: lỗi[E204]: ô này phải là số, ô đang ghi `mười hai\u{fffd}[2J`\n\
             cảnh báo[W401]: chưa nhận được biểu `ct28` của «Chi bộ 5»\n\
             cảnh báo[W401]: chưa nhận được biểu `ct28` của «Chi bộ 5» (Đảng bộ, 2023)\n"
        );
    }
}
