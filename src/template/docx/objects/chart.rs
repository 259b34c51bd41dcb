//! `chart(…)` in the alternative text of a chart: the chart shows these data.

use tera::value::Key;
use tera::{Kwargs, Map, State, Tera, TeraResult, Value};

use super::frame::Frame;
use super::token::to_value;
use super::{Object, Placing};
use crate::ooxml::{Edits, escape_xml};
use crate::template::ProblemKind;
use crate::template::docx::chart::{ChartData, fill_chart};

const NO_CHART: &str = "`chart` phải đứng trong chữ thay thế (alt text) của một biểu đồ";

/// Registers the function.
pub(super) fn register(tera: &mut Tera) {
    tera.register_function("chart", |arguments: Kwargs, _: &State| {
        to_value(&Object::Chart(read(&arguments)?))
    });
}

/// `chart(data)`, or its parts by name; a part by name goes before the one in the data.
fn read(arguments: &Kwargs) -> TeraResult<ChartData> {
    let mut all = match arguments.get::<&Value>("data")? {
        Some(data) => data.as_map().cloned().ok_or_else(|| {
            refused(&format!("dữ liệu phải có `categories` và `series`, đây là «{data}»"))
        })?,
        None => Map::default(),
    };
    for (name, value) in arguments.iter().filter(|(name, _)| name.as_str() != Some("data")) {
        all.insert(name.clone(), value.clone());
    }
    ChartData::read(&all).map_err(|reason| refused(&reason))
}

/// Data that are those of a chart, where a tag is the whole alternative text of a drawing.
pub(super) fn from_data(data: &Value) -> Option<TeraResult<Value>> {
    let data = data.as_map().filter(|data| data.contains_key(&Key::from("series")))?;
    let data = ChartData::read(data).map_err(|reason| refused(&reason));
    Some(data.and_then(|data| to_value(&Object::Chart(data))))
}

fn refused(reason: &str) -> tera::Error {
    tera::Error::message(format!("chart: {reason}"))
}

/// Fills the chart in a drawing, and answers what it shows in words.
pub(super) fn fill_frame(
    data: &ChartData,
    frame: Frame<'_, '_>,
    placing: &mut Placing<'_>,
    edits: &mut Edits,
) -> Result<String, ProblemKind> {
    let tree = frame.tree;
    let no_chart = || ProblemKind::Misplaced(NO_CHART.to_owned());
    let chart = frame.find("c:chart").or_else(|| frame.find("chart")).ok_or_else(no_chart)?;
    let (id, place) = tree.attribute(chart, "r:id").ok_or_else(no_chart)?;
    if let Some(id) = fill_chart(placing.document, placing.part, &id, data)? {
        edits.replace(place, id);
    }
    Ok(escape_xml(&data.description()).into_owned())
}

/// Why a chart cannot stand in a run.
pub(super) fn misplaced() -> ProblemKind {
    ProblemKind::Misplaced(NO_CHART.to_owned())
}
