//! Vietnamese in eight bits and without a word about which: Windows-1258, or an encoding from
//! before Unicode that was saved as Windows-1252. The words decide.

use std::cmp::Ordering;

use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1258};
use unicode_normalization::UnicodeNormalization;

use super::legacy::{self, Evidence};

/// Fewer Vietnamese words may be a name in another language.
const FEWEST: usize = 2;

/// The text of these bytes, if its words are Vietnamese in one of the code pages and not in the
/// other.
///
/// Text of TCVN3 or VNI comes as [`legacy`] knows it: as the characters of Windows-1252.
pub fn decode(bytes: &[u8]) -> Option<String> {
    let unicode = windows_1258(bytes);
    let western = plainly(bytes, WINDOWS_1252);
    let modern = words(&unicode, legacy::Encoding::Tcvn3, |said| said.only_new + said.both);
    let old = legacy::Encoding::ALL
        .map(|encoding| words(&western, encoding, |said| said.only_old + said.both))
        .into_iter()
        .max()?;
    match modern.cmp(&old) {
        Ordering::Greater => (modern >= FEWEST).then_some(unicode),
        Ordering::Less => (old >= FEWEST).then_some(western),
        // Where both code pages have the same letters, there is nothing to choose.
        Ordering::Equal => (modern >= FEWEST && unicode == western).then_some(western),
    }
}

/// Words that are Vietnamese, as `count` reads it; none if most words that are not ASCII are not.
fn words(text: &str, encoding: legacy::Encoding, count: fn(Evidence) -> usize) -> usize {
    let said = Evidence::of(text, encoding);
    let all = said.only_old + said.only_new + said.both + said.neither;
    let words = count(said);
    if words * 2 > all { words } else { 0 }
}

/// The text of these bytes in Windows-1258, which has most marks on their own, composed.
pub fn windows_1258(bytes: &[u8]) -> String {
    plainly(bytes, WINDOWS_1258).nfc().collect()
}

/// The text of these bytes in the encoding that a page names, composed; none if there is no
/// encoding of this name, or if they are not in it.
pub fn named(bytes: &[u8], name: &str) -> Option<String> {
    let encoding = Encoding::for_label(name.as_bytes())?;
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(text.nfc().collect())
}

/// The letter of a byte in Windows-1252.
pub fn western(byte: u8) -> char {
    let letter = plainly(&[byte], WINDOWS_1252).chars().next();
    letter.unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The text of these bytes in Windows-1252.
pub fn windows_1252(bytes: &[u8]) -> String {
    plainly(bytes, WINDOWS_1252)
}

fn plainly(bytes: &[u8], encoding: &'static Encoding) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_on_their_own_become_letters() {
        let bytes = b"\xD0a\xD2ng b\xF4\xF2\nKh\xF4ng ph\xE1t sinh\nS\xF4\xEC li\xEA\xF2u";
        assert_eq!(decode(bytes).as_deref(), Some("Đảng bộ\nKhông phát sinh\nSố liệu"));
    }

    #[test]
    fn an_old_encoding_is_kept_as_it_stands() {
        let tcvn3 = b"\xA7\xB6ng b\xE9 x\xB7\nChi b\xE9 th\xABn 3\nQu\xFD I";
        let text = decode(tcvn3).unwrap();
        assert_eq!(legacy::to_unicode(&text, legacy::Encoding::Tcvn3).lines().count(), 3);
        assert!(text.starts_with('§'));
    }

    #[test]
    fn what_speaks_no_vietnamese_is_not_guessed() {
        assert_eq!(decode(b"\x93\xFA\x96{\x8C\xEA"), None);
        assert_eq!(decode(b"r\xF6dgr\xF8d"), None);
    }
}
