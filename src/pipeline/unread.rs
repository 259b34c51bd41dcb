//! Files of which nothing was taken and of which the office does not know yet why.

use crate::diagnostic::{Code, Field, FindingList};
use crate::intake::TakenFile;
use crate::model::Fate;

/// Their paths, in order; a version of a return that the office chose another for is none of them.
pub(super) fn unread<'a>(files: &'a [TakenFile], findings: &FindingList) -> Vec<&'a str> {
    let chosen = findings.iter().filter(|reported| reported.finding.code == Code::I582);
    let others: Vec<&String> = chosen
        .filter_map(|reported| match reported.finding.fields.get("others") {
            Some(Field::List(others)) => Some(others),
            _ => None,
        })
        .flatten()
        .collect();
    let is_known = |path: &str| {
        // Of a file with several returns the sheet is named too.
        let is_it = |named: &&String| {
            let rest = named.strip_prefix(path);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(": "))
        };
        others.iter().copied().any(|named| is_it(&named))
    };
    let not_taken = files.iter().filter(|file| file.fate == Fate::NotTaken);
    not_taken.map(|file| file.path.as_str()).filter(|path| !is_known(path)).collect()
}
