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

use super::jinja::identifier;

pub(super) use methods::{changes_its_object, is_method};

/// Filter put behind every name: passes a value on, refuses an undefined one.
pub(super) const MUST_EXIST: &str = "must_exist";
/// Filter put behind everything that is printed.
pub(super) const PRINTED: &str = "printed";

/// Names of a missing field's neighbours that are looked through for the nearest.
const MOST_FIELDS: usize = 200;

/// Registers everything.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter(MUST_EXIST, |value: Value, args: Kwargs, state: &State| {
        must_exist(value, &args, state)
    });
    tera.register_filter(PRINTED, |value: Value, args: Kwargs, state: &State| {
        printed(value, &args, state)
    });
    tera.register_filter("operation", |a: Value, args: Kwargs, state: &State| {
        operations::operation(&a, &args, state)
    });
    tera.register_function("variable", |args: Kwargs, state: &State| variable(&args, state));
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

fn must_exist(value: Value, args: &Kwargs, state: &State) -> TeraResult<Value> {
    if value.is_undefined() { absent(args, state) } else { Ok(value) }
}

fn printed(value: Value, args: &Kwargs, state: &State) -> TeraResult<Value> {
    if value.is_undefined() { absent(args, state) } else { print::printed(value) }
}

/// Tells of an absent value, with the fields beside it.
fn absent(args: &Kwargs, state: &State) -> TeraResult<Value> {
    let Some(path) = args.get::<String>("path")? else {
        return failure("biểu thức không có giá trị nào để in");
    };
    let parent = path.rsplit_once('.').map_or("", |(parent, _)| parent);
    let mut steps = parent.split('.');
    let root = steps.next().unwrap_or_default();
    let bound = state.get::<Value>(&identifier(root))?;
    let root = bound.or(state.get::<Value>(root)?);
    let of = steps
        .try_fold(root.unwrap_or_else(Value::undefined), |of, step| format::field(&of, step));
    let fields = of.as_ref().and_then(Value::as_map).map(|map| {
        let names = map.keys().filter_map(|key| key.as_str()).take(MOST_FIELDS);
        names.map(|name| format!("`{parent}.{name}`")).collect::<Vec<_>>().join(", ")
    });
    let fields = fields.filter(|fields| !fields.is_empty());
    let fields = fields.map_or_else(String::new, |fields| format!(": {fields}"));
    failure(format!("Variable `{path}` is not defined{fields}."))
}

/// The value of a variable whose name Tera cannot read: `bound` if a tag binds it, else `name`.
fn variable(args: &Kwargs, state: &State) -> TeraResult<Value> {
    for key in ["bound", "name"] {
        let name = args.must_get::<String>(key)?;
        if let Some(value) = state.get::<Value>(&name)? {
            return Ok(value);
        }
    }
    Ok(Value::undefined())
}
