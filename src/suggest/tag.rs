//! What a tag asks for, and how one is written.

use crate::pack::{PeriodRef, Reference};

/// What a tag asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// The figure's path.
    pub path: String,
    /// Its period.
    pub period: PeriodRef,
    /// The whole code, where it is more than a plain reference.
    pub code: Option<String>,
}

impl Told {
    /// Reads the text of a cell that asks for one figure.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (_, rest) = text.split_once("{{")?;
        let (code, after) = rest.split_once("}}")?;
        let code = code.trim();
        if after.contains("{{") {
            return None;
        }
        if let Some(reference) = Reference::parse(code) {
            let Reference { path, period } = reference.ok()?;
            return Some(Self { path, period, code: None });
        }
        if let Some(rest) = code.strip_prefix("so(") {
            let path = quoted(rest)?.to_owned();
            let period = match rest.split_once("ky=") {
                Some((_, period)) => quoted(period)?.parse().ok()?,
                None => PeriodRef::Own,
            };
            return Some(Self { path, period, code: None });
        }
        let head = code.split(|c: char| c.is_whitespace() || c == '|').next()?;
        let Reference { path, period } = Reference::parse(head)?.ok()?;
        Some(Self { path, period, code: Some(code.to_owned()) })
    }
}

fn quoted(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    text.get(1..)?.split(quote).next()
}

/// Whose figure a tag asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Whose {
    /// The office's.
    Office,
    /// That of the unit whose turn it is in a list.
    Turn,
    /// That of a unit, by its code.
    Unit(String),
}

/// The code of a tag for a figure.
pub(super) fn written(path: &str, period: PeriodRef, whose: &Whose) -> String {
    let reference = Reference { path: path.to_owned(), period };
    let unit = match whose {
        Whose::Office => return reference.to_string(),
        Whose::Turn => "dv.ma".to_owned(),
        Whose::Unit(code) => format!("\"{code}\""),
    };
    let written = reference.to_string();
    let of = written.split_once(" @ ").map(|(_, period)| format!(", ky=\"{period}\""));
    format!("so(\"{path}\", dv={unit}{})", of.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_as_they_are_written() {
        for (path, period, whose) in [
            ("a.b", PeriodRef::Own, Whose::Office),
            ("a", "2019".parse().unwrap(), Whose::Office),
            ("a", "cung-ky".parse().unwrap(), Whose::Turn),
            ("a.b", PeriodRef::Own, Whose::Unit("CB01".to_owned())),
        ] {
            let code = written(path, period, &whose);
            let told = Told::read(&format!("{{% for dv in x %}}{{{{ {code} }}}}")).unwrap();
            assert_eq!((told.path.as_str(), told.period), (path, period), "{code}");
        }
        assert_eq!(Told::read("{{ dv.ten }} {{ a }}"), None);
        let filtered = Told::read("{{ a | round(1) }}").unwrap();
        assert_eq!(filtered.code.as_deref(), Some("a | round(1)"));
    }
}
