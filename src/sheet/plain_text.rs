//! What the bytes of a text file say: its encoding told by its mark, or by the text itself.

use super::error::{ReadError, Seeming};
use crate::text::code_page;

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

/// As [`decode`], for a file that names its encoding itself, as pages of the web do.
pub(super) fn decode_as(bytes: &[u8], name: Option<&str>) -> Result<String, ReadError> {
    let decoded = match unicode(bytes)? {
        Decoded::Text(text) => return Ok(text),
        Decoded::Broken => None,
        // Pages name this one whatever their words are in.
        Decoded::EightBit => match name.filter(|name| !is_western(name)) {
            Some(name) => code_page::named(bytes, name),
            None => code_page::decode(bytes),
        },
    };
    decoded.ok_or(ReadError::NotASpreadsheet(Seeming::TextOfUnknownEncoding))
}

fn is_western(name: &str) -> bool {
    ["windows-1252", "iso-8859-1", "utf-8", "us-ascii"].contains(&name.to_lowercase().as_str())
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
