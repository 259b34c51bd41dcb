//! `{{ subdoc("phu-luc.docx", data=x, sections=true) }}`: another document.

use serde::{Deserialize, Serialize};
use tera::{Kwargs, State, Tera, Value};

use super::token::{is_in, to_value};
use super::{Host, Markup, Object, Placing};
use crate::template::ProblemKind;
use crate::template::docx::subdocument::{Wanted, blocks};
use crate::template::docx::value::is_noncharacter;

const NO_MAP: &str = "dữ liệu cho tài liệu con phải là một bảng tên và giá trị";

/// A document to stand in place of the tag's paragraph.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Subdocument {
    file: String,
    /// Its variables; absent: those of the document that it goes into.
    data: Option<serde_json::Value>,
    /// Whether its pages keep their layout.
    sections: bool,
}

/// Registers the function.
pub(super) fn register(tera: &mut Tera) {
    tera.register_function("subdoc", |args: Kwargs, _: &State| {
        let data = args.get::<&Value>("data")?.filter(|data| !data.is_none());
        let data = data.map(kept).transpose()?;
        to_value(&Object::Subdocument(Subdocument {
            file: args.must_get::<String>("file")?,
            data,
            sections: args.get::<bool>("sections")?.unwrap_or(false),
        }))
    });
}

impl Subdocument {
    /// The blocks of the document.
    pub(super) fn markup(
        &self,
        host: Host<'_>,
        placing: &mut Placing<'_>,
    ) -> Result<Markup, ProblemKind> {
        let context = self.data.as_ref().map(context).transpose()?;
        let wanted = Wanted { name: &self.file, context, sections: self.sections };
        blocks(&wanted, host, placing).map(Markup::Block)
    }
}

/// Variables from the data that a tag gives.
fn context(data: &serde_json::Value) -> Result<tera::Context, ProblemKind> {
    let map = data.as_object().ok_or_else(|| ProblemKind::Misplaced(NO_MAP.to_owned()))?;
    let mut context = tera::Context::new();
    for (name, value) in map {
        context.insert_value(name.clone(), restored(value));
    }
    Ok(context)
}

/// A value as JSON in which only what stands for an object looks like one.
fn kept(value: &Value) -> tera::TeraResult<serde_json::Value> {
    if let Some(map) = value.as_map() {
        let entry =
            |(key, value): (&tera::value::Key<'_>, &Value)| Ok((key.to_string(), kept(value)?));
        return map
            .iter()
            .map(entry)
            .collect::<tera::TeraResult<_>>()
            .map(serde_json::Value::Object);
    }
    if let Some(array) = value.as_array() {
        return array
            .iter()
            .map(kept)
            .collect::<tera::TeraResult<_>>()
            .map(serde_json::Value::Array);
    }
    match value.as_str() {
        Some(text) if !value.is_safe() => Ok(text.replace(is_noncharacter, "").into()),
        _ => {
            serde_json::to_value(value).map_err(|error| tera::Error::message(error.to_string()))
        }
    }
}

/// A value as it was before it passed through JSON: what stands for an object is one again.
fn restored(value: &serde_json::Value) -> Value {
    match value {
        serde_json::Value::String(text) if is_in(text) => Value::safe_string(text),
        serde_json::Value::Array(values) => {
            Value::from(values.iter().map(restored).collect::<Vec<_>>())
        }
        serde_json::Value::Object(map) => {
            let entries = map.iter().map(|(key, value)| (key.clone().into(), restored(value)));
            Value::from(entries.collect::<tera::Map>())
        }
        value => Value::from_serializable(value),
    }
}
