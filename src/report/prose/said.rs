//! What templates print of the units' own words: `y_kien`, `khong_y_kien`, and the bare tag, which
//! is all of it in one text.

use serde::Serialize;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::super::printing::Printer;
use crate::model::{OrgIx, Period};
use crate::pack::{Consolidated, FormCell, Named, Opinion, Opinions, Reference, Schedule};
use crate::text;

/// An opinion as templates see it.
#[derive(Serialize)]
struct Row<'a> {
    noi_dung: &'a str,
    don_vi: &'a [String],
    so_don_vi: usize,
}

/// Registers the functions.
pub(super) fn register(printer: &Printer, tera: &mut Tera) {
    let said = printer.clone();
    tera.register_function("y_kien", move |args: Kwargs, _: &State| -> TeraResult<Value> {
        let opinions = asked_for(&said, &args)?;
        let row = |opinion: &'_ Opinion| {
            let Opinion { wording, units } = opinion;
            let row = Row { noi_dung: wording, don_vi: units, so_don_vi: units.len() };
            Value::from_serializable(&row)
        };
        Ok(Value::from(opinions.all.iter().map(row).collect::<Vec<Value>>()))
    });
    let said = printer.clone();
    tera.register_function(
        "khong_y_kien",
        move |args: Kwargs, _: &State| -> TeraResult<Value> {
            Ok(Value::from_serializable(&asked_for(&said, &args)?.nothing))
        },
    );
}

fn asked_for(printer: &Printer, args: &Kwargs) -> TeraResult<Opinions> {
    let data = printer.data();
    let path: &str = args.must_get("arg1")?;
    let reference = match args.get::<Value>("ky")? {
        Some(period) => format!("{path} @ {period}"),
        None => path.to_owned(),
    };
    let org = printer.unit(args)?;
    let found = Reference::parse(&reference).and_then(Result::ok);
    let found = found.and_then(|reference| find(data, &reference));
    let (text, period) = found.ok_or_else(|| {
        let known = data.pack.texts.iter().map(|text| text.code.as_str());
        let hint = text::nearest(path, known);
        let hint = hint.map_or_else(String::new, |near| format!("; có phải `{near}`?"));
        let reason = "không có mục lời của đơn vị (`kind = \"text\"`) nào là";
        tera::Error::message(format!("{reason} `{reference}`{hint}"))
    })?;
    Ok(opinions(printer, text, period, org))
}

fn opinions(printer: &Printer, text: usize, period: Period, org: OrgIx) -> Opinions {
    let data = printer.data();
    let returned = match data.pack.schedule {
        Schedule::Once(whole) => whole.contains(period),
        Schedule::Every(_) => data.due.reported().contains(&period),
    };
    if !returned && is_asked_for(data, text) {
        printer.remark(|remarks, document| remarks.without_returns(document, text, period));
    }
    data.opinions(text, period, org)
}

/// Whether the office has any unit say it: a form that is not in use is asked of nobody.
fn is_asked_for(data: &Consolidated, text: usize) -> bool {
    let holds = |cell: &FormCell| cell.named == Named::Text(text);
    let mut forms = data.pack.forms.iter().filter(|form| form.in_use);
    forms.any(|form| form.sheets.iter().any(|sheet| sheet.cells.iter().any(holds)))
}

/// Everything said, a line for each opinion, where a reference names a text element.
pub(in super::super) fn gathered(printer: &Printer, reference: &Reference) -> Option<String> {
    let (text, period) = find(printer.data(), reference)?;
    let opinions = opinions(printer, text, period, printer.data().office);
    let line =
        |opinion: &Opinion| format!("- {} ({})", opinion.wording, opinion.units.join("; "));
    Some(opinions.all.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// The text element that a reference names, and the period.
fn find(data: &Consolidated, reference: &Reference) -> Option<(usize, Period)> {
    let text = data.pack.text(&reference.path)?;
    let period = data.pack.resolve(reference.period, data.period)?;
    data.keeps(Named::Text(text), period).then_some((text, period))
}
