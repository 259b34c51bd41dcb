//! What was found in a file, in words, for a terminal, for the page and for programs.

use serde::Serialize;
use serde_json::value::RawValue;

use super::{LookedAt, Nature, VerifiedFile};
use crate::diagnostic::voice;
use crate::pack::period_words::in_words as period_in_words;
use crate::text::{Lang, screen};

/// Columns a text of the file may take on a line.
const COLUMNS: usize = 120;

/// A file as a person reads it on a terminal: what it says it is, what was looked at, what was
/// found in order of its cells, and what that comes to.
pub fn verified_in_words(file: &VerifiedFile, lang: Lang, colour: bool) -> String {
    let head = lines(file, lang).into_iter().map(|(name, said)| {
        let said = screen::one_line(&said, 2 * COLUMNS);
        format!("  {name}: {said}")
    });
    let path = screen::one_line(&file.path, COLUMNS);
    let head: Vec<String> = std::iter::once(path).chain(head).collect();
    let mut parts = vec![head.join("\n") + "\n"];
    if !file.findings.is_empty() {
        parts.push(voice::human_all(&file.findings, lang, colour));
    }
    parts.push(verdict(file, lang) + "\n");
    parts.join("\n")
}

/// The head of a file, name and text of each line.
pub(super) fn lines(file: &VerifiedFile, lang: Lang) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    let unsaid = || lang.pick("(tệp không ghi)", "(the file does not say)").to_owned();
    match &file.nature {
        Nature::Return { forms, pack, units, period, .. } => {
            let of = forms.iter().map(|(form, version)| {
                lang.pick(
                    format!("{form} (bộ biểu mẫu `{pack}`, bản {version})"),
                    format!("{form} (pack `{pack}`, version {version})"),
                )
            });
            lines.push((lang.pick("biểu", "form"), of.collect::<Vec<_>>().join("; ")));
            let unit = if units.is_empty() { unsaid() } else { units.join("; ") };
            lines.push((lang.pick("đơn vị", "unit"), unit));
            lines
                .push((lang.pick("kỳ", "period"), period.map_or_else(unsaid, period_in_words)));
        }
        Nature::Spreadsheet => lines.push((
            lang.pick("biểu", "form"),
            lang.pick(
                "không theo biểu nào đã biết, kiểm tra như một bảng tính thường",
                "none that is known; checked as any spreadsheet",
            )
            .to_owned(),
        )),
        Nature::Unreadable => lines.push((
            lang.pick("biểu", "form"),
            lang.pick("không đọc được như bảng tính", "not readable as a spreadsheet")
                .to_owned(),
        )),
    }
    if !file.sha256.is_empty() {
        lines.push(("SHA-256", file.sha256.clone()));
    }
    let (looked, open) = (looked_at(file, lang), not_looked_at(file, lang));
    if !looked.is_empty() {
        lines.push((lang.pick("đã kiểm tra", "checked"), looked.join(", ")));
    }
    if !open.is_empty() {
        lines.push((lang.pick("chưa kiểm tra được", "could not be checked"), open.join("; ")));
    }
    lines
}

/// What was looked at, one phrase each.
pub(super) fn looked_at(file: &VerifiedFile, lang: Lang) -> Vec<String> {
    let LookedAt { figures, rules, ratios, formulas, cells, neighbours, .. } = file.looked;
    let counted = |count: usize, vi: &str, en: &str| {
        (count > 0).then(|| lang.pick(format!("{count} {vi}"), format!("{en}: {count}")))
    };
    let neighbours = match (&file.nature, neighbours) {
        (Nature::Return { is_read: true, .. }, 0) => Some(
            lang.pick("không có biểu cùng loại để so", "no other return to compare with")
                .to_owned(),
        ),
        (_, 0) => None,
        (_, count) => Some(lang.pick(
            format!("so với {count} biểu cùng loại"),
            format!("returns compared with: {count}"),
        )),
    };
    let phrases = [
        counted(figures, "số liệu", "figures"),
        counted(rules, "quy tắc", "rules"),
        counted(ratios, "tỷ lệ in sẵn", "printed ratios"),
        counted(cells, "ô", "cells"),
        counted(formulas, "công thức tính lại", "formulas computed anew"),
        neighbours,
    ];
    phrases.into_iter().flatten().collect()
}

/// What could not be looked at, one phrase each.
pub(super) fn not_looked_at(file: &VerifiedFile, lang: Lang) -> Vec<String> {
    let LookedAt { rules_open, formulas_open, formulas_of, .. } = file.looked;
    let mut open = Vec::new();
    match &file.nature {
        Nature::Return { is_read: false, .. } => open.push(lang.pick(
            "các quy tắc của biểu, vì chưa nhận được số liệu của biểu (lý do ở phần phát hiện)",
            "the rules of the form, because its figures could not be taken (the findings say why)",
        )),
        Nature::Spreadsheet => open.push(lang.pick(
            "nội dung từng số liệu, vì không có quy tắc của biểu",
            "what the figures say, because no rules of the form are known",
        )),
        Nature::Return { .. } | Nature::Unreadable => {}
    }
    let mut open: Vec<String> = open.into_iter().map(str::to_owned).collect();
    if rules_open > 0 {
        open.push(lang.pick(
            format!(
                "{rules_open} quy tắc thiếu số để đối chiếu (ô trống, hoặc số của kỳ khác)"
            ),
            format!(
                "rules without all their figures (blank, or of another period): {rules_open}"
            ),
        ));
    }
    if let (Some(kind), true) = (formulas_of, formulas_open > 0) {
        open.push(lang.pick(
            format!("{formulas_open} công thức của tệp .{kind}, không tính lại được ở loại tệp hoặc cỡ tệp này"),
            format!("formulas of a .{kind} file of this kind or size: {formulas_open}"),
        ));
    } else if formulas_open > 0 {
        open.push(lang.pick(
            format!(
                "{formulas_open} công thức không tính lại được (lấy số từ tệp khác, hàm lạ)"
            ),
            format!("formulas that read other files or are not known here: {formulas_open}"),
        ));
    }
    open
}

/// What the findings come to, in one sentence.
pub(super) fn verdict(file: &VerifiedFile, lang: Lang) -> String {
    let questions = file.questions();
    if !file.is_readable() {
        return lang
            .pick("không đọc được tệp nên chưa kiểm tra được gì", "the file could not be read")
            .to_owned();
    }
    if questions == 0 {
        return lang
            .pick(
                "không thấy chỗ nào sai; điều đó chưa chứng minh số liệu đúng",
                "nothing wrong was found; that does not prove the figures right",
            )
            .to_owned();
    }
    lang.pick(
        format!("{questions} chỗ phải hỏi lại đơn vị"),
        format!(
            "{questions} {} to ask the unit about",
            if questions == 1 { "finding" } else { "findings" }
        ),
    )
}

/// What several files come to.
pub fn total_in_words(files: &[VerifiedFile], lang: Lang) -> String {
    let unreadable = files.iter().filter(|file| !file.is_readable()).count();
    let asked = |file: &&VerifiedFile| file.is_readable() && file.questions() > 0;
    let (all, asked) = (files.len(), files.iter().filter(asked).count());
    let clean = all - asked - unreadable;
    let unread = if unreadable == 0 {
        String::new()
    } else {
        lang.pick(
            format!(", {unreadable} tệp không đọc được"),
            format!(", {unreadable} unreadable"),
        )
    };
    lang.pick(
        format!(
            "đã xem {all} tệp: {asked} tệp phải hỏi lại, {clean} tệp không thấy chỗ sai{unread}"
        ),
        format!(
            "files looked through: {all}; to ask about: {asked}, nothing found: {clean}{unread}"
        ),
    )
}

#[derive(Serialize)]
struct JsonFile<'a> {
    file: &'a str,
    sha256: &'a str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pack: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<String>,
    figures: usize,
    rules: usize,
    rules_not_checked: usize,
    printed_ratios: usize,
    formulas: usize,
    formulas_not_computed: usize,
    cells: usize,
    neighbours: usize,
    /// Of a return, whether its figures were taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    is_read: Option<bool>,
    findings: Box<RawValue>,
}

/// The files as JSON: an array, each file with its findings as `check` of a workspace has them.
///
/// # Errors
/// When the JSON cannot be written.
pub fn verified_json(files: &[VerifiedFile], lang: Lang) -> serde_json::Result<String> {
    let files = files.iter().map(|file| {
        let findings = RawValue::from_string(voice::json(&file.findings, lang))?;
        let (form, pack, unit, period) = match &file.nature {
            Nature::Return { forms, pack, units, period, .. } => (
                Some(
                    forms.iter().map(|(form, _)| form.as_str()).collect::<Vec<_>>().join("; "),
                ),
                Some(pack.as_str()),
                Some(units.join("; ")).filter(|units| !units.is_empty()),
                period.map(|period| period.to_string()),
            ),
            Nature::Spreadsheet | Nature::Unreadable => (None, None, None, None),
        };
        Ok(JsonFile {
            file: &file.path,
            sha256: &file.sha256,
            kind: match file.nature {
                Nature::Return { .. } => "return",
                Nature::Spreadsheet => "spreadsheet",
                Nature::Unreadable => "unreadable",
            },
            form,
            pack,
            unit,
            period,
            figures: file.looked.figures,
            rules: file.looked.rules,
            rules_not_checked: file.looked.rules_open,
            printed_ratios: file.looked.ratios,
            formulas: file.looked.formulas,
            formulas_not_computed: file.looked.formulas_open,
            cells: file.looked.cells,
            neighbours: file.looked.neighbours,
            is_read: match file.nature {
                Nature::Return { is_read, .. } => Some(is_read),
                Nature::Spreadsheet | Nature::Unreadable => None,
            },
            findings,
        })
    });
    let files = files.collect::<serde_json::Result<Vec<JsonFile<'_>>>>()?;
    Ok(serde_json::to_string_pretty(&files)? + "\n")
}
