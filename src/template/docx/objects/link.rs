//! Addresses that a document's links may lead to.

use std::fmt::Write as _;

/// Beginnings of addresses that are let through: nothing that runs or reads on this machine.
const SCHEMES: [&str; 4] = ["http://", "https://", "ftp://", "mailto:"];

/// An address as a relationship's target; the reason when it is none.
pub(super) fn checked(address: &str) -> Result<String, String> {
    let address = address.trim();
    let lower = address.to_ascii_lowercase();
    let scheme = SCHEMES.iter().find(|scheme| lower.starts_with(**scheme));
    let rest = scheme.and_then(|scheme| address.get(scheme.len()..)).unwrap_or_default();
    if rest.is_empty() || rest.starts_with(['/', ' ']) {
        return Err(format!(
            "`url` phải là địa chỉ bắt đầu bằng http://, https://, ftp:// hoặc mailto:, không phải \
             `{address}`"
        ));
    }
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        // Word refuses a file with an address that is no URI.
        if c == ' ' || c.is_ascii_control() || "<>\"{}|\\^`".contains(c) {
            let _ = write!(out, "%{:02X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn only_addresses_of_the_net_are_let_through() {
        assert_eq!(
            checked("https://a.vn/x y?z=1&t=<b>").unwrap(),
            "https://a.vn/x%20y?z=1&t=%3Cb%3E"
        );
        assert!(checked("MAILTO:a@b.vn").is_ok());
        for wrong in
            ["javascript:alert(1)", "file:///etc/passwd", "a.vn", "http://", "", "https:///x"]
        {
            assert!(checked(wrong).is_err(), "{wrong}");
        }
    }
}
