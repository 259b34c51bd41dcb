//! Pictures that stand in the data themselves: `data:image/png;base64,…`.

/// The bytes of a `data:` address, given without that word.
pub(super) fn decoded(data: &str) -> Result<Vec<u8>, String> {
    let (head, content) = data.split_once(',').unwrap_or((data, ""));
    if !head.to_ascii_lowercase().ends_with(";base64") {
        return Err("địa chỉ data: phải có dạng data:image/png;base64,…".to_owned());
    }
    base64(content).ok_or_else(|| "chuỗi base64 của ảnh hỏng".to_owned())
}

/// RFC 4648, section 4; white space is skipped.
fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0u32, 0u32);
    let mut digits = text.bytes().filter(|c| !c.is_ascii_whitespace()).peekable();
    while let Some(c) = digits.next_if(|c| *c != b'=') {
        let digit = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        held = held << 6 | u32::from(digit);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xFF).ok()?);
            held &= (1 << bits) - 1;
        }
    }
    let padding = digits.clone().count();
    let is_whole = digits.all(|c| c == b'=') && padding <= 2 && bits < 6 && held == 0;
    (is_whole && !bytes.is_empty()).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn a_data_address_gives_its_bytes_or_nothing() {
        assert_eq!(decoded("image/png;base64,Zm9v\nYmE=").unwrap(), b"fooba");
        for wrong in [
            "",
            "image/png,abc",
            "image/png;base64,",
            "x;base64,Zm9v!",
            "x;base64,Zm=v",
            "x;base64,Z",
        ] {
            assert!(decoded(wrong).is_err(), "{wrong}");
        }
    }
}
