//! Jinja's filters over lists and dicts.

use std::cmp::Ordering;

use tera::{Kwargs, Map, Number, State, Tera, TeraResult, Value, value::Key};

use super::failure;
use super::format::field;
use super::operations::{bounded, number};
use super::print::{is_markup, plain, printed, said};
use super::tests_of_values::run;
use super::text::{count_of, text_of};
use crate::template::engine::arguments::parameter;

/// Items that `range` may give.
const MOST_ITEMS: i128 = 100_000;

/// Registers the filters.
pub(super) fn register(tera: &mut Tera) {
    register_shapes(tera);
    tera.register_filter("length", |value: Value, _: Kwargs, _: &State| length(&value));
    tera.register_filter("count", |value: Value, _: Kwargs, _: &State| length(&value));
    tera.register_filter("default", |value: Value, args: Kwargs, _: &State| {
        default(value, &args)
    });
    tera.register_filter("d", |value: Value, args: Kwargs, _: &State| default(value, &args));
    tera.register_filter("join", |value: Value, args: Kwargs, state: &State| {
        join(&value, &args, state)
    });
    tera.register_filter("first", |value: Value, _: Kwargs, _: &State| end_of(&value, true));
    tera.register_filter("last", |value: Value, _: Kwargs, _: &State| end_of(&value, false));
    tera.register_filter("sum", |value: Value, args: Kwargs, _: &State| sum(&value, &args));
    tera.register_filter("min", |value: Value, args: Kwargs, _: &State| {
        extreme(&value, &args, Ordering::Less)
    });
    tera.register_filter("max", |value: Value, args: Kwargs, _: &State| {
        extreme(&value, &args, Ordering::Greater)
    });
    tera.register_filter("sort", |value: Value, args: Kwargs, _: &State| sort(&value, &args));
    tera.register_filter("unique", |value: Value, args: Kwargs, _: &State| {
        unique(&value, &args)
    });
    tera.register_filter("dictsort", |value: Value, args: Kwargs, _: &State| {
        dict_sort(&value, &args)
    });
    tera.register_filter("groupby", |value: Value, args: Kwargs, _: &State| {
        group_by(&value, &args)
    });
    tera.register_filter("map", |value: Value, args: Kwargs, state: &State| {
        map(&value, &args, state)
    });
    for (name, keeps, by_field) in [
        ("select", true, false),
        ("reject", false, false),
        ("selectattr", true, true),
        ("rejectattr", false, true),
    ] {
        tera.register_filter(name, move |value: Value, args: Kwargs, _: &State| {
            select(&value, &args, keeps, by_field)
        });
    }
}

fn register_shapes(tera: &mut Tera) {
    tera.register_filter("iterated", |value: Value, _: Kwargs, _: &State| {
        match value.as_map() {
            Some(map) => Value::from(map.keys().map(Key::as_value).collect::<Vec<_>>()),
            None => value,
        }
    });
    tera.register_filter("unpacked", |value: Value, args: Kwargs, _: &State| {
        let count = args.must_get::<usize>("n")?;
        let rows: TeraResult<Vec<Value>> =
            pairs(&value)?.iter().map(|item| parted(item, count)).collect();
        rows.map(Value::from)
    });
    tera.register_filter("parted", |value: Value, args: Kwargs, _: &State| {
        parted(&value, args.must_get::<usize>("n")?)
    });
    tera.register_filter("list", |value: Value, _: Kwargs, _: &State| {
        items(&value).map(Value::from)
    });
    tera.register_filter("items", |value: Value, _: Kwargs, _: &State| {
        pairs(&value).map(Value::from)
    });
    tera.register_filter("reverse", |value: Value, _: Kwargs, _: &State| {
        if value.is_map() {
            items(&value).map(|i| Value::from(i).reverse())?
        } else {
            value.reverse()
        }
    });
    tera.register_filter("batch", |value: Value, args: Kwargs, _: &State| batch(&value, &args));
    tera.register_filter("slice", |value: Value, args: Kwargs, _: &State| slice(&value, &args));
    tera.register_filter("tojson", |value: Value, _: Kwargs, _: &State| {
        Value::from(json(&value))
    });
    tera.register_function("range", |args: Kwargs, _: &State| range(&args));
    tera.register_function("list_of", |args: Kwargs, _: &State| {
        Value::from(args.iter().map(|(_, value)| value.clone()).collect::<Vec<_>>())
    });
}

/// JSON as Python writes it.
fn json(value: &Value) -> String {
    if let Some(items) = value.as_array() {
        return format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(", "));
    }
    if let Some(map) = value.as_map() {
        let entry = |(key, value): (&Key<'_>, &Value)| {
            format!("{}: {}", json(&Value::from(said(&key.as_value()))), json(value))
        };
        return format!("{{{}}}", map.iter().map(entry).collect::<Vec<_>>().join(", "));
    }
    serde_json::to_string(value).unwrap_or_default()
}

/// What Python goes through in a value: items, keys, characters.
fn items(value: &Value) -> TeraResult<Vec<Value>> {
    if let Some(items) = value.as_array() {
        return Ok(items.to_vec());
    }
    if let Some(map) = value.as_map() {
        return Ok(map.keys().map(Key::as_value).collect());
    }
    if value.is_string() {
        return Ok(plain(value)?.chars().map(Value::from).collect());
    }
    failure(format!("cần một danh sách, đây là {}", value.name()))
}

/// A dict's keys with their values; a list as it is.
fn pairs(value: &Value) -> TeraResult<Vec<Value>> {
    match value.as_map() {
        Some(map) => Ok(map
            .iter()
            .map(|(key, value)| Value::from(vec![key.as_value(), value.clone()]))
            .collect()),
        None => items(value),
    }
}

/// One value as the list of so many that several names take.
fn parted(value: &Value, count: usize) -> TeraResult<Value> {
    let parts = match value.as_map() {
        // A group of `groupby` is a pair.
        Some(map) if ["grouper", "list"].iter().all(|key| map.contains_key(&Key::Str(key))) => {
            map.values().cloned().collect()
        }
        _ => items(value)?,
    };
    if parts.len() != count {
        return failure(format!("cần {count} giá trị cho {count} tên, đây có {}", parts.len()));
    }
    Ok(Value::from(parts))
}

fn length(value: &Value) -> TeraResult<Value> {
    match value.len() {
        Some(length) => Ok(Value::from(length)),
        None => failure(format!("không đếm được giá trị kiểu {}", value.name())),
    }
}

/// `default(value, boolean)`: with `boolean` also for what is empty.
fn default(value: Value, args: &Kwargs) -> TeraResult<Value> {
    let also_empty = args.get::<Value>("boolean")?.is_some_and(|boolean| boolean.is_truthy());
    let given = args.get::<Value>("value")?.or(args.get::<Value>("default_value")?);
    if value.is_undefined() || (also_empty && !value.is_truthy()) {
        return Ok(given.unwrap_or_else(|| Value::from("")));
    }
    Ok(value)
}

fn join(value: &Value, args: &Kwargs, state: &State) -> TeraResult<Value> {
    let between = text_of(args, &["sep", "d"])?.unwrap_or_default();
    let attribute = text_of(args, &["attribute"])?;
    let mut values = items(value)?;
    if let Some(attribute) = attribute {
        values = fields(&values, &attribute)?;
    }
    bounded(between.len().saturating_mul(values.len()))?;
    if !values.iter().any(is_markup) {
        return Ok(Value::from(values.iter().map(said).collect::<Vec<_>>().join(&between)));
    }
    let escaped: TeraResult<Vec<String>> = values
        .iter()
        .map(
            |value| if is_markup(value) { Ok(said(value)) } else { state.escape(&said(value)) },
        )
        .collect();
    Ok(Value::safe_string(&escaped?.join(&state.escape(&between)?)))
}

fn end_of(value: &Value, first: bool) -> TeraResult<Value> {
    let mut items = items(value)?.into_iter();
    let found = if first { items.next() } else { items.next_back() };
    Ok(found.unwrap_or_else(Value::undefined))
}

/// A field by its way, `a.b.0`; nothing when there is none.
fn way(value: &Value, way: &str) -> Option<Value> {
    way.split('.').try_fold(value.clone(), |value, name| field(&value, name))
}

/// A field of every item; one that lacks it is an error.
fn fields(values: &[Value], name: &str) -> TeraResult<Vec<Value>> {
    values.iter().map(|value| needed(value, name)).collect()
}

fn needed(value: &Value, name: &str) -> TeraResult<Value> {
    way(value, name)
        .ok_or_else(|| tera::Error::message(format!("Variable `{name}` is not defined")))
}

fn sum(value: &Value, args: &Kwargs) -> TeraResult<Value> {
    let mut values = items(value)?;
    if let Some(attribute) = text_of(args, &["attribute"])? {
        values = fields(&values, &attribute)?;
    }
    let mut total = match args.get::<Value>("start")? {
        Some(start) => number(&start).unwrap_or(Number::Integer(0)),
        None => Number::Integer(0),
    };
    for value in &values {
        total = match (total, number(value)) {
            (Number::Integer(x), Some(Number::Integer(y))) => match x.checked_add(y) {
                Some(sum) => Number::Integer(sum),
                None => return failure("tổng quá lớn"),
            },
            (x, Some(y)) => Number::Float(x.as_float() + y.as_float()),
            (_, None) => return failure(format!("sum: \"{}\" không phải là số", said(value))),
        };
    }
    Ok(match total {
        Number::Integer(x) => i64::try_from(x).map_or_else(|_| Value::from(x), Value::from),
        other => Value::from(other),
    })
}

/// How values are compared when they are put in order.
struct Order {
    attributes: Vec<String>,
    folds_case: bool,
}

impl Order {
    fn new(args: &Kwargs) -> TeraResult<Self> {
        let case = args.get::<Value>("case_sensitive")?.is_some_and(|case| case.is_truthy());
        let attribute = args.get::<Value>("attribute")?.filter(|value| !value.is_bool());
        let attribute = attribute.or(args.get::<Value>("attribute_name")?);
        let attribute = attribute.filter(|value| !value.is_none()).map(|value| said(&value));
        let attributes = attribute.map_or_else(Vec::new, |names| {
            names.split(',').map(|name| name.trim().to_owned()).collect()
        });
        Ok(Self { attributes, folds_case: !case })
    }

    fn key(&self, value: &Value) -> TeraResult<Vec<Value>> {
        let fold = |value: Value| match value.as_str() {
            Some(text) if self.folds_case => Value::from(text.to_lowercase()),
            _ => value,
        };
        if self.attributes.is_empty() {
            return Ok(vec![fold(value.clone())]);
        }
        self.attributes.iter().map(|name| needed(value, name).map(fold)).collect()
    }

    /// The values with their keys; all keys can be compared with each other.
    fn keyed(&self, values: Vec<Value>) -> TeraResult<Vec<(Vec<Value>, Value)>> {
        let keyed: TeraResult<Vec<_>> =
            values.into_iter().map(|value| Ok((self.key(&value)?, value))).collect();
        let keyed = keyed?;
        for pair in keyed.windows(2) {
            if let [(a, _), (b, _)] = pair {
                let unlike = a.iter().zip(b).find(|(a, b)| a.partial_cmp(b).is_none());
                if let Some((a, b)) = unlike {
                    return failure(format!("không so được {} với {}", a.name(), b.name()));
                }
            }
        }
        Ok(keyed)
    }
}

fn sort(value: &Value, args: &Kwargs) -> TeraResult<Value> {
    let reverse = args.get::<Value>("reverse")?;
    // The first argument is Jinja's `reverse` when it is no text.
    let first = args.get::<Value>("attribute")?.filter(Value::is_bool);
    let reverse = reverse.or(first).is_some_and(|reverse| reverse.is_truthy());
    let mut keyed = Order::new(args)?.keyed(items(value)?)?;
    keyed.sort_by(|(a, _), (b, _)| if reverse { b.cmp(a) } else { a.cmp(b) });
    Ok(Value::from(keyed.into_iter().map(|(_, value)| value).collect::<Vec<_>>()))
}

fn unique(value: &Value, args: &Kwargs) -> TeraResult<Value> {
    let order = Order::new(args)?;
    let mut seen: Vec<Vec<Value>> = Vec::new();
    let mut kept = Vec::new();
    for item in items(value)? {
        let key = order.key(&item)?;
        if !seen.contains(&key) {
            seen.push(key);
            kept.push(item);
        }
    }
    Ok(Value::from(kept))
}

fn extreme(value: &Value, args: &Kwargs, wanted: Ordering) -> TeraResult<Value> {
    let mut best: Option<(Vec<Value>, Value)> = None;
    for (key, item) in Order::new(args)?.keyed(items(value)?)? {
        if best.as_ref().is_none_or(|(known, _)| key.cmp(known) == wanted) {
            best = Some((key, item));
        }
    }
    Ok(best.map_or_else(Value::undefined, |(_, item)| item))
}

fn dict_sort(value: &Value, args: &Kwargs) -> TeraResult<Value> {
    if !value.is_map() {
        return failure("dictsort cần một dict");
    }
    let by_value = text_of(args, &["by"])?.as_deref() == Some("value");
    let case = args.get::<Value>("case_sensitive")?.is_some_and(|case| case.is_truthy());
    let reverse = args.get::<Value>("reverse")?.is_some_and(|reverse| reverse.is_truthy());
    let order =
        Order { attributes: vec![usize::from(by_value).to_string()], folds_case: !case };
    let mut keyed = order.keyed(pairs(value)?)?;
    keyed.sort_by(|(a, _), (b, _)| if reverse { b.cmp(a) } else { a.cmp(b) });
    Ok(Value::from(keyed.into_iter().map(|(_, value)| value).collect::<Vec<_>>()))
}

/// Groups in the order of their values, each with `grouper` and `list`.
fn group_by(value: &Value, args: &Kwargs) -> TeraResult<Value> {
    let Some(attribute) = text_of(args, &["attribute"])? else {
        return failure("groupby cần tên trường");
    };
    let default = args.get::<Value>("default")?;
    let values = items(value)?.into_iter().map(|item| {
        let found = way(&item, &attribute).or_else(|| default.clone());
        found
            .map_or_else(|| needed(&item, &attribute), Ok)
            .map(|group| Value::from(vec![group, item]))
    });
    let values: TeraResult<Vec<Value>> = values.collect();
    let case = args.get::<Value>("case_sensitive")?.is_some_and(|case| case.is_truthy());
    let order = Order { attributes: vec!["0".to_owned()], folds_case: !case };
    let mut keyed = order.keyed(values?)?;
    keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut groups: Vec<(Vec<Value>, Value, Vec<Value>)> = Vec::new();
    for (key, pair) in keyed {
        let [group, item] = pair.as_array().unwrap_or_default() else { continue };
        match groups.last_mut() {
            Some((known, _, members)) if *known == key => members.push(item.clone()),
            _ => groups.push((key, group.clone(), vec![item.clone()])),
        }
    }
    let group = |(_, grouper, list): (Vec<Value>, Value, Vec<Value>)| {
        let map: Map = [
            (Key::from("grouper".to_owned()), grouper),
            (Key::from("list".to_owned()), Value::from(list)),
        ]
        .into_iter()
        .collect();
        Value::from(map)
    };
    Ok(Value::from(groups.into_iter().map(group).collect::<Vec<_>>()))
}

/// The arguments without a name, in their order.
fn plain_arguments(args: &Kwargs) -> Vec<Value> {
    let mut plain: Vec<(usize, Value)> = args
        .iter()
        .filter_map(|(key, value)| {
            Some((key.as_str()?.strip_prefix("arg")?.parse().ok()?, value.clone()))
        })
        .collect();
    plain.sort_by_key(|(at, _)| *at);
    plain.into_iter().map(|(_, value)| value).collect()
}

/// `map(attribute='x')`, or a filter by name with its arguments.
fn map(value: &Value, args: &Kwargs, state: &State) -> TeraResult<Value> {
    let values = items(value)?;
    if let Some(attribute) = text_of(args, &["attribute"])? {
        let default = args.get::<Value>("default")?;
        let found = values.iter().map(|value| match (way(value, &attribute), &default) {
            (Some(found), _) => Ok(found),
            (None, Some(default)) => Ok(default.clone()),
            (None, None) => needed(value, &attribute),
        });
        return Ok(Value::from(found.collect::<TeraResult<Vec<_>>>()?));
    }
    let plain = plain_arguments(args);
    let Some((name, plain)) = plain.split_first() else {
        return failure("map cần tên một bộ lọc hay attribute=");
    };
    let name = said(name);
    if let ("attr", [field]) = (name.as_str(), plain) {
        let field = said(field);
        return fields(&values, &field).map(Value::from);
    }
    let named =
        args.iter().filter(|(key, _)| !key.as_str().is_some_and(|k| k.starts_with("arg")));
    let mut given: Map = named.map(|(key, value)| (key.clone(), value.clone())).collect();
    for (at, value) in plain.iter().enumerate() {
        given.insert(Key::from(parameter(&name, at, plain.len())), value.clone());
    }
    let given = std::sync::Arc::new(given);
    let mapped = values.iter().map(|value| {
        state.call_filter(&name, value, Kwargs::new(std::sync::Arc::clone(&given)))
    });
    Ok(Value::from(mapped.collect::<TeraResult<Vec<_>>>()?))
}

fn select(value: &Value, args: &Kwargs, keeps: bool, by_field: bool) -> TeraResult<Value> {
    let mut plain = plain_arguments(args).into_iter();
    let field = if by_field {
        match plain.next().or(args.get::<Value>("attribute")?) {
            Some(field) => Some(said(&field)),
            None => return failure("selectattr và rejectattr cần tên trường"),
        }
    } else {
        None
    };
    let test = plain.next().map(|test| said(&test));
    let other = plain.next();
    let mut kept = Vec::new();
    for item in items(value)? {
        let asked = match (&field, test.as_deref()) {
            // An absent field is not true; everything else about it is a mistake.
            (Some(field), None | Some("defined" | "undefined")) => {
                way(&item, field).unwrap_or_else(Value::undefined)
            }
            (Some(field), Some(_)) => needed(&item, field)?,
            (None, _) => item.clone(),
        };
        let passes = match &test {
            Some(test) => run(test, &asked, other.as_ref())?,
            None => asked.is_truthy(),
        };
        if passes == keeps {
            kept.push(item);
        }
    }
    Ok(Value::from(kept))
}

/// Rows of so many, the last one filled up if asked.
fn batch(value: &Value, args: &Kwargs) -> TeraResult<Value> {
    let Some(count) = count_of(args, "linecount")?.filter(|count| *count > 0) else {
        return failure("batch cần số phần tử mỗi hàng");
    };
    let fill = args.get::<Value>("fill_with")?.filter(|fill| !fill.is_none());
    if fill.is_some() {
        bounded(count)?;
    }
    let items = items(value)?;
    let rows = items.chunks(count).map(|row| {
        let mut row = row.to_vec();
        if let Some(fill) = &fill {
            row.resize(count, fill.clone());
        }
        Value::from(row)
    });
    Ok(Value::from(rows.collect::<Vec<_>>()))
}

/// So many columns, the first ones longer by one where it does not come out even.
fn slice(value: &Value, args: &Kwargs) -> TeraResult<Value> {
    let Some(count) = count_of(args, "slices")?.filter(|count| (1..=1000).contains(count))
    else {
        return failure("slice cần số cột");
    };
    let fill = args.get::<Value>("fill_with")?.filter(|fill| !fill.is_none());
    let items = items(value)?;
    let (each, longer) = (items.len() / count, items.len() % count);
    let mut rest = items.into_iter();
    let mut columns = Vec::new();
    for at in 0..count {
        let is_longer = at < longer;
        let mut column: Vec<Value> =
            rest.by_ref().take(each + usize::from(is_longer)).collect();
        if let (Some(fill), false, true) = (&fill, is_longer, longer > 0) {
            column.push(fill.clone());
        }
        columns.push(Value::from(column));
    }
    Ok(Value::from(columns))
}

fn range(args: &Kwargs) -> TeraResult<Value> {
    let whole = |name: &str| -> TeraResult<Option<i128>> {
        match args.get::<Value>(name)? {
            None => Ok(None),
            Some(value) => match value.as_i128() {
                Some(value) => Ok(Some(value)),
                None => failure(format!(
                    "range: \"{}\" không phải số nguyên",
                    said(&printed(value)?)
                )),
            },
        }
    };
    let (start, step) = (whole("start")?.unwrap_or(0), whole("step_by")?.unwrap_or(1));
    let Some(end) = whole("end")? else { return failure("range cần điểm cuối") };
    if step == 0 {
        return failure("range: bước phải khác 0");
    }
    let span = if step > 0 { end.saturating_sub(start) } else { start.saturating_sub(end) };
    let count = (span.max(0).saturating_add(step.abs() - 1)) / step.abs();
    if count > MOST_ITEMS {
        return failure(format!("range cho hơn {MOST_ITEMS} phần tử"));
    }
    let values = (0..count).filter_map(|at| i64::try_from(start + at * step).ok());
    Ok(Value::from(values.collect::<Vec<_>>()))
}
