//! The data a template gives a chart: read from Tera's values, and checked, so that what is wrong
//! with them is told at the tag.

use serde::{Deserialize, Serialize};
use tera::value::Key;
use tera::{Map, Value};

use crate::template::engine::nearest;

/// Series that one chart can have (Excel's limit).
const MAX_SERIES: usize = 255;

/// What is said where a text is given for a number, which is what functions for prose give.
const NOT_TEXT: &str =
    " mà là chữ; hàm in ra chữ để đọc không dùng được, cần hàm cho giá trị của số liệu";

/// What a chart shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(in super::super) struct ChartData {
    /// The title; `None` leaves the template's.
    pub(in super::super) title: Option<String>,
    /// Per category its labels, from the outermost level in; all have as many.
    pub(super) categories: Vec<Vec<Cell>>,
    /// The series in their order.
    pub(in super::super) series: Vec<SeriesData>,
}

/// One series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in super::super) struct SeriesData {
    /// Its name as the legend shows it.
    pub(in super::super) name: String,
    /// Where its points stand on the horizontal axis, when they are not categories.
    pub(super) x: Option<Vec<Cell>>,
    /// Its values: `y`, or one a category.
    pub(super) values: Vec<Cell>,
    /// The sizes of bubbles.
    pub(super) sizes: Option<Vec<Cell>>,
    /// How its values are shown, as an Excel number format; `None` keeps the template's.
    pub(super) format: Option<String>,
}

/// A cell of the chart's data sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Cell {
    /// Nothing: no point is drawn, which is not a zero.
    Absent,
    /// A number as XML writes it; text keeps every digit.
    Number(String),
    /// A label.
    Text(String),
}

impl ChartData {
    /// Reads `{"categories": […], "series": [{"name": …, "values": […]}], "title": …}`; points of
    /// a scatter chart are `"x"` and `"y"` of a series, of a bubble chart `"size"` too.
    ///
    /// # Errors
    /// With the reason, in words for the template's author.
    pub(in super::super) fn read(data: &Map) -> Result<Self, String> {
        check_keys(data, &["categories", "series", "title"], "dữ liệu của biểu đồ")?;
        let categories = match get(data, "categories") {
            None => Vec::new(),
            Some(categories) => list(categories, "`categories`")?
                .iter()
                .map(category)
                .collect::<Result<Vec<_>, _>>()?,
        };
        let levels = categories.iter().map(Vec::len).max().unwrap_or(1);
        if categories.iter().any(|labels| labels.len() != levels) {
            return Err("các nhóm trong `categories` không cùng số cấp".to_owned());
        }
        let series = get(data, "series").ok_or("thiếu `series`")?;
        let series = list(series, "`series`")?;
        let series: Vec<SeriesData> =
            series.iter().enumerate().map(read_series).collect::<Result<_, _>>()?;
        let title = get(data, "title").map(|title| text(title, "`title`")).transpose()?;
        let data = Self { title, categories, series };
        data.check()?;
        Ok(data)
    }

    /// What a reader who does not see the chart is told of it.
    pub(in super::super) fn description(&self) -> String {
        let names = || self.series.iter().map(|series| series.name.as_str());
        self.title.clone().unwrap_or_else(|| names().collect::<Vec<_>>().join(", "))
    }

    fn check(&self) -> Result<(), String> {
        if self.series.is_empty() {
            return Err("không có chuỗi số liệu nào trong `series`".to_owned());
        }
        if self.series.len() > MAX_SERIES {
            return Err(format!("một biểu đồ có tối đa {MAX_SERIES} chuỗi số liệu"));
        }
        for series in &self.series {
            let (wanted, what) = match &series.x {
                Some(x) => (x.len(), "giá trị `x`"),
                None => (self.categories.len(), "nhóm trong `categories`"),
            };
            let counts = [Some(&series.values), series.sizes.as_ref()];
            if let Some(other) = counts.into_iter().flatten().find(|v| v.len() != wanted) {
                return Err(format!(
                    "chuỗi «{}» có {} giá trị mà có {wanted} {what}",
                    series.name,
                    other.len()
                ));
            }
        }
        Ok(())
    }
}

fn read_series((index, series): (usize, &Value)) -> Result<SeriesData, String> {
    let which = format!("chuỗi thứ {}", index + 1);
    let map = series.as_map().ok_or_else(|| {
        format!("{which} phải có `name` và `values`, đây là {}", shown(series))
    })?;
    check_keys(map, &["name", "values", "x", "y", "size", "format"], &which)?;
    let name = get(map, "name").ok_or_else(|| format!("{which} thiếu `name`"))?;
    let name = text(name, "`name`")?;
    let numbers = |key: &str| -> Result<Option<Vec<Cell>>, String> {
        let Some(values) = get(map, key) else { return Ok(None) };
        let values = list(values, &format!("`{key}` của chuỗi «{name}»"))?;
        let number = |(at, value): (usize, &Value)| {
            number(value).ok_or_else(|| {
                let at = at + 1;
                let text = if value.is_string() { NOT_TEXT } else { "" };
                format!(
                    "chuỗi «{name}»: `{key}` thứ {at} là {}, không phải số{text}",
                    shown(value)
                )
            })
        };
        values.iter().enumerate().map(number).collect::<Result<Vec<_>, _>>().map(Some)
    };
    let (x, sizes) = (numbers("x")?, numbers("size")?);
    let values = match (numbers("values")?, numbers("y")?) {
        (Some(values), None) | (None, Some(values)) => values,
        (Some(_), Some(_)) => {
            return Err(format!("chuỗi «{name}»: chỉ một trong `values` và `y`"));
        }
        (None, None) => return Err(format!("chuỗi «{name}» thiếu `values`")),
    };
    let format = get(map, "format").map(|format| text(format, "`format`")).transpose()?;
    Ok(SeriesData { name, x, values, sizes, format })
}

/// A category: a label, or labels from the outermost level in.
fn category(value: &Value) -> Result<Vec<Cell>, String> {
    let label = |value: &Value| {
        number(value)
            .or_else(|| value.as_str().map(|text| Cell::Text(text.to_owned())))
            .ok_or_else(|| format!("một nhóm trong `categories` là {}", shown(value)))
    };
    match value.as_array() {
        Some([]) => Err("một nhóm trong `categories` là danh sách rỗng".to_owned()),
        Some(levels) => levels.iter().map(label).collect(),
        None => Ok(vec![label(value)?]),
    }
}

/// A number, or nothing; `None` for anything else.
fn number(value: &Value) -> Option<Cell> {
    if value.is_none() {
        return Some(Cell::Absent);
    }
    if let Some(whole) = value.as_i128().filter(|_| value.is_number() && !value.is_f64()) {
        return Some(Cell::Number(whole.to_string()));
    }
    let number = value.as_f64().filter(|number| value.is_number() && number.is_finite())?;
    Some(Cell::Number(number.to_string()))
}

fn get<'v>(map: &'v Map, key: &str) -> Option<&'v Value> {
    map.get(&Key::from(key.to_owned())).filter(|value| !value.is_undefined())
}

fn list<'v>(value: &'v Value, what: &str) -> Result<&'v [Value], String> {
    value.as_array().ok_or_else(|| format!("{what} phải là danh sách, đây là {}", shown(value)))
}

fn text(value: &Value, what: &str) -> Result<String, String> {
    match value.as_str() {
        Some(text) => Ok(text.to_owned()),
        None if value.is_number() => Ok(value.to_string()),
        None => Err(format!("{what} phải là chữ, đây là {}", shown(value))),
    }
}

fn check_keys(map: &Map, known: &[&str], what: &str) -> Result<(), String> {
    let unknown = map.keys().find(|key| !key.as_str().is_some_and(|key| known.contains(&key)));
    let Some(key) = unknown else { return Ok(()) };
    let key = key.as_str().unwrap_or_default();
    let near = nearest(key, known.iter().copied());
    let near = near.map(|near| format!(", có phải `{near}`")).unwrap_or_default();
    Err(format!("{what} có mục lạ `{key}`{near}"))
}

/// A value in an error, shortened.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    let short: String = text.chars().take(40).collect();
    if value.is_none() {
        "rỗng".to_owned()
    } else if short.len() < text.len() {
        format!("«{short}…»")
    } else {
        format!("«{short}»")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &serde_json::Value) -> Result<ChartData, String> {
        ChartData::read(Value::from_serializable(json).as_map().unwrap())
    }

    #[test]
    fn numbers_keep_their_digits_and_an_absent_one_is_no_zero() {
        let data = read(&serde_json::json!({
            "categories": ["a", 2, ["b"]],
            "series": [{"name": "s", "values": [0.1, null, 9_007_199_254_740_993_i64]}]
        }));
        let number = |text: &str| Cell::Number(text.to_owned());
        let values = &data.unwrap().series[0].values;
        assert_eq!(*values, [number("0.1"), Cell::Absent, number("9007199254740993")]);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_series_and_place() {
        for (json, reason) in [
            (serde_json::json!({"series": []}), "không có chuỗi"),
            (
                serde_json::json!({"categories": ["a"], "serie": []}),
                "mục lạ `serie`, có phải `series`",
            ),
            (
                serde_json::json!({"categories": ["a", "b"], "series": [{"name": "s", "values": [1]}]}),
                "chuỗi «s» có 1 giá trị mà có 2 nhóm",
            ),
            (
                serde_json::json!({"categories": ["a"], "series": [{"name": "s", "values": ["1.284"]}]}),
                "chuỗi «s»: `values` thứ 1 là «1.284», không phải số",
            ),
            (
                serde_json::json!({"series": [{"name": "s", "x": [1, 2], "y": [1]}]}),
                "chuỗi «s» có 1 giá trị mà có 2 giá trị `x`",
            ),
            (
                serde_json::json!({"categories": [["a", "b"], "c"], "series": [{"name": "s", "values": [1, 2]}]}),
                "không cùng số cấp",
            ),
        ] {
            let told = read(&json).unwrap_err();
            assert!(told.contains(reason), "{told}");
        }
    }
}
