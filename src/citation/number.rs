//! The number of a document, however it was typed.

use std::cmp::Ordering;
use std::fmt;

/// Digits an ordinal may have.
const MOST_DIGITS: usize = 5;

/// The number of a document: its ordinal and what stands behind it, `28-CT/TW`, `30/2020/NĐ-CP`.
///
/// Two numbers are one however they were typed: `47 - KH/TU`, `7-NQ/TU` and `07-NQ/TU`, `08-QĐi/TW`
/// and `08-QĐ/TW`, which is how it is written today.
#[derive(Debug, Clone)]
pub struct DocumentNumber {
    ordinal: u32,
    symbol: String,
    key: String,
}

impl DocumentNumber {
    /// Reads a number; spaces and kinds of dash do not matter.
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = crate::text::clean::clean(text)
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| if is_dash(c) { '-' } else { c })
            .collect();
        let digits = plain.find(|c: char| !c.is_ascii_digit())?;
        let (ordinal, symbol) = plain.split_at_checked(digits)?;
        let ordinal = (ordinal.len() <= MOST_DIGITS).then(|| ordinal.parse().ok())??;
        let known = |c: char| c.is_alphanumeric() || matches!(c, '-' | '/');
        let sound = symbol.starts_with(['-', '/'])
            && symbol.contains('/')
            && symbol.chars().any(char::is_uppercase)
            && symbol.chars().all(known)
            && !symbol.ends_with(['-', '/']);
        let key = symbol.to_lowercase().replace("qđi/", "qđ/");
        sound.then(|| Self { ordinal, key, symbol: symbol.to_owned() })
    }

    /// The abbreviation of the document's type: `CT` of `28-CT/TW`, `NĐ` of `30/2020/NĐ-CP`.
    pub fn type_symbol(&self) -> Option<&str> {
        match self.symbol.strip_prefix('-') {
            Some(party) => party.split('/').next(),
            None => self.symbol.rsplit('/').next()?.split('-').next(),
        }
    }

    /// The abbreviation of who issued the document, in small letters: `tw` of `28-CT/TW`.
    pub(super) fn organ(&self) -> Option<&str> {
        self.key.rsplit(['/', '-']).next()
    }

    /// Whether both are of one ordinal and type, whoever issued them.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let kind = |number: &Self| number.type_symbol().map(str::to_lowercase);
        self.ordinal == other.ordinal && kind(self) == kind(other)
    }
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}{}", self.ordinal, self.symbol)
    }
}

impl PartialEq for DocumentNumber {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for DocumentNumber {}

impl PartialOrd for DocumentNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DocumentNumber {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.key, self.ordinal).cmp(&(&other.key, other.ordinal))
    }
}

/// Whether a character is a hyphen or one of the dashes typed for it.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}
