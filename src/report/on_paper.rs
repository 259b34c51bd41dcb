//! Words of findings as they stand on paper, where nobody reads backquotes and a sentence begins
//! a line.

/// Literals stand between «» on paper.
pub(super) fn quoted(text: &str) -> String {
    let mut parts = text.split('`');
    let mut quoted = parts.next().unwrap_or_default().to_owned();
    let mut opens = true;
    for part in parts {
        quoted.push(if opens { '«' } else { '»' });
        quoted.push_str(part);
        opens = !opens;
    }
    quoted
}

/// A sentence as it begins a line: with a capital.
pub(super) fn begun(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The last part of a path: the sender's own name of the file.
pub(super) fn own_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
