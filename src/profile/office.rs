//! The Party unit of an office, by how the office's name begins.

use serde::{Deserialize, Deserializer, de};

use super::Profile;
use crate::model::OrgUnitKind;
use crate::text;

/// How names of offices begin, and what unit that is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// First words of the office's name.
    pub begins: String,
    /// What stands in their place in the name of its unit; none where the office is named by what
    /// follows («Ban Thường vụ Tỉnh ủy …»).
    pub unit: Option<String>,
    /// The kind of the unit, where the name tells it.
    #[serde(default, deserialize_with = "kind")]
    pub kind: Option<OrgUnitKind>,
}

/// The name of the Party unit of an office («Huyện ủy X» heads «Đảng bộ huyện X»); the office's own
/// name where no profile knows it.
pub fn unit_of(profiles: &[Profile], office: &str) -> String {
    let known = profiles.iter().flat_map(|profile| &profile.offices);
    let found = known.filter_map(|known| Some((known, after(office, &known.begins)?)));
    let longest = found.min_by_key(|(_, rest)| rest.len());
    match longest {
        Some((Office { unit: None, .. }, rest)) if !rest.is_empty() => unit_of(profiles, &rest),
        Some((Office { unit: Some(unit), .. }, rest)) => {
            format!("{unit} {rest}").trim_end().to_owned()
        }
        _ => office.to_owned(),
    }
}

/// The kind of a unit, as far as its name tells.
pub fn unit_kind(profiles: &[Profile], unit: &str) -> Option<OrgUnitKind> {
    let known = profiles.iter().flat_map(|profile| &profile.offices);
    let found = known.filter_map(|known| {
        let rest = after(unit, known.unit.as_ref()?)?;
        Some((rest.len(), known.kind?))
    });
    found.min_by_key(|(rest, _)| *rest).map(|(_, kind)| kind)
}

/// What follows some words at the beginning of a name, however these were typed.
fn after(name: &str, words: &str) -> Option<String> {
    let mut name = name.split_whitespace();
    for word in words.split_whitespace() {
        name.next().filter(|own| text::key::of(own) == text::key::of(word))?;
    }
    Some(name.collect::<Vec<_>>().join(" "))
}

fn kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<OrgUnitKind>, D::Error> {
    let code = String::deserialize(deserializer)?;
    let kind = OrgUnitKind::from_code(&code);
    kind.map(Some).ok_or_else(|| de::Error::custom(format!("`{code}` is no kind of unit")))
}
