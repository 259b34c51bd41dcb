//! Runs that a tag left without a character.

use memchr::memmem;

/// A text without a character.
const BLANK_TEXT: &[u8] = b"<w:t xml:space=\"preserve\"></w:t>";
/// How such a run ends.
const BLANK: &[u8] = b"<w:t xml:space=\"preserve\"></w:t></w:r>";

/// Takes them out.
pub(super) fn drop(xml: Vec<u8>) -> Vec<u8> {
    let mut runs = memmem::find_iter(&xml, BLANK)
        .filter_map(|at| Some(run_start(xml.get(..at)?)?..at + BLANK.len()))
        .peekable();
    if runs.peek().is_none() {
        return xml;
    }
    let mut out = Vec::with_capacity(xml.len());
    let mut from = 0;
    for run in runs {
        out.extend_from_slice(xml.get(from..run.start).unwrap_or_default());
        from = run.end;
    }
    out.extend_from_slice(xml.get(from..).unwrap_or_default());
    out
}

/// Where the run begins that has nothing but its properties and blank texts so far.
fn run_start(mut before: &[u8]) -> Option<usize> {
    while let Some(rest) = before.strip_suffix(BLANK_TEXT) {
        before = rest;
    }
    let head = match before.strip_suffix(b"</w:rPr>") {
        Some(rest) => rest.get(..memmem::rfind(rest, b"<w:rPr>")?)?,
        None => before.strip_suffix(b"<w:rPr/>").unwrap_or(before),
    };
    let start = memchr::memrchr(b'<', head)?;
    let tag = head.get(start..)?;
    let is_run = tag == b"<w:r>" || tag.starts_with(b"<w:r ") && tag.ends_with(b">");
    (is_run && !tag.ends_with(b"/>")).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dropped(xml: &str) -> String {
        String::from_utf8(drop(xml.as_bytes().to_vec())).unwrap()
    }

    #[test]
    fn a_run_without_a_character_goes_with_its_properties() {
        let blank = "<w:t xml:space=\"preserve\"></w:t></w:r>";
        let xml =
            format!("<w:p><w:r>{blank}a<w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr>{blank}b</w:p>");
        assert_eq!(dropped(&xml), "<w:p>ab</w:p>");
    }

    #[test]
    fn a_run_that_holds_something_else_stays() {
        for xml in [
            "<w:r><w:tab/><w:t xml:space=\"preserve\"></w:t></w:r>",
            "<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>",
            "<w:r><w:t>a</w:t><w:t xml:space=\"preserve\"></w:t></w:r>",
        ] {
            assert_eq!(dropped(xml), xml);
        }
    }
}
