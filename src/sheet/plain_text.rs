//! What the bytes of a text file say: its encoding told by its mark, or by the text itself.

use super::error::{ReadError, Seeming};
use crate::text::code_page;

/// Bytes in which a text says what it is.
const HEAD: usize = 4096;

/// The text of a file, without the mark of its encoding.
///
/// UTF-8 and UTF-16, with or without a byte order mark, or Vietnamese in eight bits.
pub(super) fn decode(bytes: &[u8]) -> Result<String, ReadError> {
    let decoded = match unicode(bytes)? {
        Decoded::Text(text) => Some(text),
        Decoded::Broken => None,
        Decoded::EightBit => code_page::decode(bytes),
    };
    decoded.ok_or(ReadError::NotASpreadsheet(Seeming::TextOfUnknownEncoding))
}

/// The text of a page of the web, which may name its encoding itself.
pub(super) fn decode_page(bytes: &[u8]) -> Result<String, ReadError> {
    let decoded = match unicode(bytes)? {
        Decoded::Text(text) => return Ok(text),
        Decoded::Broken => None,
        Decoded::EightBit => match charset(bytes) {
            None => code_page::decode(bytes),
            Some(name) if !is_western(&name) => code_page::named(bytes, &name),
            // What Excel saves in the West: the letters that its code page lacks are references.
            Some(_) if has_far_references(bytes) => Some(code_page::windows_1252(bytes)),
            // Pages name this one whatever their words are in.
            Some(_) => {
                code_page::decode(bytes).or_else(|| Some(code_page::windows_1252(bytes)))
            }
        },
    };
    decoded.ok_or(ReadError::NotASpreadsheet(Seeming::TextOfUnknownEncoding))
}

/// The encoding that a page names in its head.
fn charset(bytes: &[u8]) -> Option<String> {
    let head = head(bytes).to_lowercase();
    let (_, after) = head.split_once("charset")?;
    let after = after.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let name: String = after.chars().take_while(|c| is_name(*c)).collect();
    (!name.is_empty()).then_some(name)
}

/// The beginning of a text of whatever encoding.
pub(super) fn head(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).into_owned()
}

fn is_western(name: &str) -> bool {
    ["windows-1252", "iso-8859-1", "utf-8", "us-ascii"].contains(&name)
}

/// Whether a page writes letters beyond Windows-1252 as references: `&#7897;`.
fn has_far_references(bytes: &[u8]) -> bool {
    let mut references = bytes.windows(7).filter_map(|piece| piece.strip_prefix(b"&#"));
    references.any(|number| {
        let digits = number.iter().take_while(|byte| byte.is_ascii_digit()).count();
        // Vietnamese ones are from 258 (Ă) to 7929 (ỹ).
        digits >= 4 || number.get(..3).is_some_and(|three| digits == 3 && three > &b"255"[..])
    })
}

enum Decoded {
    Text(String),
    /// It begins with the mark of an encoding and is not in it.
    Broken,
    EightBit,
}

fn unicode(bytes: &[u8]) -> Result<Decoded, ReadError> {
    let told = |text: Option<String>| text.map_or(Decoded::Broken, Decoded::Text);
    Ok(if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        told(std::str::from_utf8(rest).ok().map(str::to_owned))
    } else if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        told(utf16(rest, u16::from_le_bytes))
    } else if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        told(utf16(rest, u16::from_be_bytes))
    } else {
        match bytes {
            [_, 0, _, 0, ..] => told(utf16(bytes, u16::from_le_bytes)),
            [0, _, 0, _, ..] => told(utf16(bytes, u16::from_be_bytes)),
            _ if bytes.contains(&0) => {
                return Err(ReadError::NotASpreadsheet(Seeming::Unknown));
            }
            _ => match std::str::from_utf8(bytes) {
                Ok(text) => Decoded::Text(text.to_owned()),
                // Cut off within a letter.
                Err(error) if error.error_len().is_none() => Decoded::Broken,
                Err(_) => Decoded::EightBit,
            },
        }
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<_, _>>().ok()
}

#[cfg(test)]
mod tests {
    use super::decode_page;

    #[test]
    fn a_page_that_excel_saves_in_the_west_is_in_its_own_code_page() {
        let page = b"<meta charset=windows-1252>qu\xFD I, X\xC3 H\xD2A, chi b&#7897;, &#273;";
        let page = decode_page(page).unwrap();
        assert!(page.contains("quý I, XÃ HÒA"), "{page}");
    }

    #[test]
    fn a_page_that_says_hardly_anything_is_in_the_code_page_that_it_names() {
        let page = decode_page(b"<html><meta charset=\"windows-1252\">5\xA06").unwrap();
        assert!(page.ends_with("5\u{A0}6"), "{page}");
    }
}
