//! What Jinja's authors expect of Python: operations, printing, methods, filters and tests that
//! Tera lacks or does otherwise.

mod format;
mod lists;
mod methods;
mod operations;
mod print;
mod tests_of_values;
mod text;

use tera::{Kwargs, State, Tera, TeraResult, Value};

pub(super) use methods::{changes_its_object, is_method};

/// Filter put behind every name: passes a value on, refuses an undefined one.
pub(super) const MUST_EXIST: &str = "must_exist";
/// Filter put behind everything that is printed.
pub(super) const PRINTED: &str = "printed";

/// Names of a missing field's neighbours that are looked through for the nearest.
const MOST_FIELDS: usize = 200;

/// Registers everything.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter(MUST_EXIST, must_exist);
    tera.register_filter(PRINTED, |value: Value, _: Kwargs, _: &State| print::printed(value));
    tera.register_filter("operation", operations::operation);
    tera.register_function("variable", variable);
    methods::register(tera);
    text::register(tera);
    lists::register(tera);
    tests_of_values::register(tera);
}

/// Why a function or filter that Jinja has cannot be had here.
pub(super) fn refused_call(name: &str) -> Option<String> {
    let reason = match name {
        "random" | "lipsum" => "cùng số liệu phải cho cùng văn bản",
        "cycler" | "joiner" => "hãy dùng loop.cycle hoặc loop.first",
        "urlize" | "xmlattr" => "chỉ có nghĩa trong HTML",
        "super" | "self" | "caller" | "varargs" | "kwargs" => "macro chưa được hỗ trợ",
        "loop" => "vòng lặp `recursive` không dùng được",
        _ => return None,
    };
    Some(format!("không dùng được `{name}`: {reason}"))
}

fn failure<T>(reason: impl Into<String>) -> TeraResult<T> {
    Err(tera::Error::message(reason.into()))
}

fn must_exist(value: Value, args: Kwargs, _: &State) -> TeraResult<Value> {
    if !value.is_undefined() {
        return Ok(value);
    }
    let path = args.get::<String>("path")?.unwrap_or_default();
    let of = args.get::<Value>("of")?;
    let fields = of.as_ref().and_then(Value::as_map).map(|map| {
        let parent = path.rsplit_once('.').map_or("", |(parent, _)| parent);
        let names = map.keys().filter_map(|key| key.as_str()).take(MOST_FIELDS);
        names.map(|name| format!("`{parent}.{name}`")).collect::<Vec<_>>().join(", ")
    });
    let fields = fields.filter(|fields| !fields.is_empty());
    let fields = fields.map_or_else(String::new, |fields| format!(": {fields}"));
    failure(format!("Variable `{path}` is not defined{fields}."))
}

/// The value of a variable whose name Tera cannot read: `bound` if a tag binds it, else `name`.
fn variable(args: Kwargs, state: &State) -> TeraResult<Value> {
    for key in ["bound", "name"] {
        let name = args.must_get::<String>(key)?;
        if let Some(value) = state.get::<Value>(&name)? {
            return Ok(value);
        }
    }
    Ok(Value::undefined())
}
