//! Tera's errors as problems: what is wrong in few words, and at which byte of which part.

use crate::template::{Limit, ProblemKind};

/// Bytes one rendered part may have; a loop gone wild ends here and not with the memory.
pub(in super::super) const OUTPUT_LIMIT: usize = 128 * 1024 * 1024;

/// Turns of loops that one part may take: nested loops gone wild end here, though they print
/// nothing.
pub(in super::super) const MOST_TURNS: usize = 20_000_000;

/// Filters and functions that every template can use.
const BUILT_IN: [&str; 33] = [
    "abs",
    "capitalize",
    "count",
    "default",
    "escape",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "nth",
    "pairs",
    "pluralize",
    "range",
    "replace",
    "reverse",
    "round",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];

/// What went wrong in a Tera template, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What is wrong.
    pub kind: ProblemKind,
    /// Name of the Tera template, that is of the part, when Tera knows it.
    pub template: Option<String>,
    /// First byte in that template's source, when Tera knows it.
    pub offset: Option<usize>,
}

impl Failure {
    /// Reads one of Tera's errors. Its display form is never used: that quotes a whole line of
    /// the template, and a part of an office file is one line.
    pub fn new(error: &tera::Error) -> Self {
        use tera::ErrorKind;
        match error.kind() {
            ErrorKind::SyntaxError(report) => Self {
                kind: ProblemKind::Syntax(clean(report.message())),
                template: Some(report.filename().to_owned()),
                offset: Some(report.span().range.start),
            },
            ErrorKind::RenderingError(report) => Self {
                kind: evaluation(report.message()),
                template: Some(report.filename().to_owned()),
                offset: Some(report.span().range.start),
            },
            ErrorKind::Io(kind) => Self {
                kind: ProblemKind::Limit(match kind {
                    std::io::ErrorKind::QuotaExceeded => Limit::Turns(MOST_TURNS),
                    _ => Limit::PartBytes(OUTPUT_LIMIT),
                }),
                template: None,
                offset: None,
            },
            _ => Self {
                kind: unknown_call(&first_line(&error.to_string())),
                template: None,
                offset: None,
            },
        }
    }
}

/// An unknown name is told from all other failures.
fn evaluation(message: &str) -> ProblemKind {
    let named = ["Variable `", "Field `"].iter().find_map(|start| message.strip_prefix(start));
    let name = named.and_then(|rest| rest.split_once('`'));
    match name {
        Some((name, rest)) if rest.starts_with(" is not defined") => {
            let available = rest.split_once(": ").map_or("", |(_, names)| names);
            let known = available
                .trim_end_matches('.')
                .split(", ")
                .map(|known| known.trim_matches('`'));
            ProblemKind::UnknownName { name: name.to_owned(), nearest: nearest(name, known) }
        }
        _ => ProblemKind::Evaluation(clean(message)),
    }
}

/// Tera tells of functions and filters that nobody registered when a template is added.
fn unknown_call(message: &str) -> ProblemKind {
    let named = ["Unknown function `", "Unknown filter `"];
    let named = named.iter().find_map(|start| message.strip_prefix(start));
    match named.and_then(|rest| rest.split_once('`')) {
        Some((name, _)) => {
            let nearest = nearest(name, BUILT_IN);
            ProblemKind::UnknownName { name: name.to_owned(), nearest }
        }
        None => ProblemKind::Syntax(clean(message)),
    }
}

fn first_line(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}

/// A message that fits on a line and holds none of our delimiters.
fn clean(message: &str) -> String {
    message.chars().filter(|c| !c.is_control()).take(300).collect()
}

/// From 0 to 1; one slip of the finger in a short name is near, too.
fn likeness(name: &str, known: &str) -> f64 {
    let one_slip = name.len() > 1 && known.len() > 1 && strsim::osa_distance(name, known) == 1;
    strsim::jaro_winkler(name, known).max(if one_slip { 0.85 } else { 0.0 })
}

/// The candidate most like a name, if one is near enough to be what was meant.
pub fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let scored = candidates.into_iter().filter(|known| !known.is_empty() && *known != name);
    let scored = scored.map(|known| (likeness(name, known), known));
    // A beginning that is alike is not enough: `can` is not what `can_cu` was meant for. A name cut
    // short is: `so_lieu` for `so_lieu_quy`.
    let is_near = |known: &str| {
        let (typed, longest) = (name.chars().count(), known.chars().count());
        let slips = strsim::osa_distance(name, known);
        slips <= 1 || slips * 3 <= longest.max(typed) || typed > 3 && known.starts_with(name)
    };
    let best = scored.filter(|(score, known)| *score >= 0.8 && is_near(known));
    best.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, known)| known.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_proposed_only_when_it_is_near() {
        assert_eq!(nearest("don_v", ["ngay", "don_vi"]), Some("don_vi".to_owned()));
        assert_eq!(nearest("don_v", ["ngay", "chi_bo"]), None);
        assert_eq!(nearest("can_cu", ["can", "dem"]), None);
        assert_eq!(nearest("so_lieu", ["so_lieu_quy"]), Some("so_lieu_quy".to_owned()));
    }
}
