//! One line: what happened, as JSON.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Head, ReturnCodes};
use crate::model::Fate;

/// A file as a run finds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenFile {
    /// Path relative to the workspace.
    pub path: String,
    /// SHA-256 of its bytes; empty when they could not be read.
    pub sha256: String,
    /// What became of it.
    pub fate: Fate,
    /// What is in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returns: Vec<SeenReturn>,
}

/// A return in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SeenReturn {
    /// Code of its pack.
    pub pack: String,
    /// Code of its form.
    pub form: String,
    /// Code of the unit.
    pub unit: String,
    /// Id of the period.
    pub period: String,
    /// The number of the revision that it is, if it says one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<u16>,
}

impl SeenReturn {
    /// Which return it is, whatever its revision.
    pub fn codes(&self) -> ReturnCodes {
        (self.pack.clone(), self.form.clone(), self.unit.clone(), self.period.clone())
    }
}

/// A line of a kind that the register itself does not read, such as a decision or a seal.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Which line, from 1.
    pub number: usize,
    /// The day of the run that wrote it.
    pub day: Option<NaiveDate>,
    /// Of what kind.
    pub kind: String,
    /// The whole line.
    pub line: Value,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Event {
    /// A file was there for the first time, or another one under its name.
    Seen { file: SeenFile, after_loss: bool },
    /// Something else became of a file.
    Fate { file: SeenFile },
    /// A file was there no more.
    Gone { path: String, sha256: String },
    /// Damage to the register was told; `whole` is the SHA-256 of all that stood before this line, so
    /// that a damaged place cannot be damaged again.
    Noticed { lost: Vec<Head>, broken: Vec<usize>, whole: Option<String> },
    /// What a later version, or another part of the program, wrote.
    Other { kind: String, line: Value },
}

/// A line as it is written: what all kinds have, and the fields of each.
#[derive(Serialize, Deserialize)]
struct Written {
    before: String,
    day: String,
    kind: String,
    #[serde(flatten)]
    rest: serde_json::Map<String, Value>,
}

const SEEN: &str = "seen";
const FATE: &str = "fate";
const GONE: &str = "gone";
const NOTICED: &str = "noticed";
/// In a line of a file that was there when the register had been lost: nobody knows since when.
const AFTER_LOSS: &str = "after_loss";

/// The hash that a line carries, its day and what happened; none where it is no line of a
/// register.
pub(super) fn read(bytes: &[u8]) -> Option<(String, (Option<NaiveDate>, Event))> {
    let Written { before, day, kind, mut rest } = serde_json::from_slice(bytes).ok()?;
    let day = NaiveDate::parse_from_str(&day, "%Y-%m-%d").ok();
    let after_loss = rest.remove(AFTER_LOSS).is_some_and(|said| said == Value::Bool(true));
    let event = match kind.as_str() {
        SEEN => Event::Seen { file: file(rest)?, after_loss },
        FATE => Event::Fate { file: file(rest)? },
        GONE => Event::Gone { path: text(&rest, "path")?, sha256: text(&rest, "sha256")? },
        NOTICED => Event::Noticed {
            lost: list(rest.remove("lost"))?,
            broken: list(rest.remove("broken"))?,
            whole: text(&rest, "whole"),
        },
        _ => Event::Other { kind, line: serde_json::from_slice(bytes).ok()? },
    };
    Some((before, (day, event)))
}

fn file(rest: serde_json::Map<String, Value>) -> Option<SeenFile> {
    serde_json::from_value(Value::Object(rest)).ok()
}

fn text(rest: &serde_json::Map<String, Value>, name: &str) -> Option<String> {
    rest.get(name)?.as_str().map(str::to_owned)
}

fn list<T: serde::de::DeserializeOwned>(value: Option<Value>) -> Option<Vec<T>> {
    value.map_or_else(|| Some(Vec::new()), |value| serde_json::from_value(value).ok())
}

/// A line, without its end.
pub(super) fn written(
    before: &str,
    day: NaiveDate,
    event: &Event,
) -> Result<Vec<u8>, serde_json::Error> {
    let (kind, rest) = match event {
        Event::Seen { file, after_loss } => {
            let mut rest = serde_json::to_value(file)?;
            if let (true, Some(rest)) = (*after_loss, rest.as_object_mut()) {
                rest.insert(AFTER_LOSS.to_owned(), Value::Bool(true));
            }
            (SEEN, rest)
        }
        Event::Fate { file } => (FATE, serde_json::to_value(file)?),
        Event::Gone { path, sha256 } => {
            (GONE, serde_json::json!({ "path": path, "sha256": sha256 }))
        }
        Event::Noticed { lost, broken, whole } => {
            (NOTICED, serde_json::json!({ "lost": lost, "broken": broken, "whole": whole }))
        }
        Event::Other { kind, line } => (kind.as_str(), line.clone()),
    };
    let Value::Object(rest) = rest else { return Ok(Vec::new()) };
    let day = day.format("%Y-%m-%d").to_string();
    serde_json::to_vec(&Written { before: before.to_owned(), day, kind: kind.to_owned(), rest })
}
