//! What templates print of the units' own words: `y_kien`, `khong_y_kien`, `khong_ai_neu`, and the
//! bare tag, which is all of it in one text.

use serde::Serialize;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::super::printing::{Medium, Printer, WITHHELD};
use super::remarks::Remarks;
use crate::model::{OrgIx, Period};
use crate::pack::{Consolidated, FormCell, Named, Opinion, Opinions, Reference};
use crate::text;
use crate::trace::{LEDGER_FILE, STATEMENTS_SHEET};

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
        let asked = asked_for(&said, &args)?;
        let Some(opinions) = asked.opinions else {
            // No list, not even an empty one: its length would be told.
            let path = asked.path;
            let reason = format!(
                "`{path}` là lời không công bố; bỏ chỗ này khỏi mẫu của văn bản gửi nơi khác"
            );
            return Err(tera::Error::message(reason));
        };
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
            let opinions = asked_for(&said, &args)?.opinions;
            let nothing = opinions.map_or_else(|| vec![star(&said)], |o| o.nothing);
            Ok(Value::from_serializable(&nothing))
        },
    );
    let said = printer.clone();
    tera.register_function(
        "khong_ai_neu",
        move |args: Kwargs, _: &State| -> TeraResult<Value> {
            let asked = asked_for(&said, &args)?;
            let silent = asked.opinions.is_some_and(|opinions| opinions.all.is_empty());
            let Asked { text, period, org, .. } = asked;
            Ok(Value::from(silent && said.data().all_have_answered(text, period, org)))
        },
    );
}

/// What a call asks for.
struct Asked {
    path: String,
    text: usize,
    period: Period,
    org: OrgIx,
    /// None where others must not see them.
    opinions: Option<Opinions>,
}

fn asked_for(printer: &Printer, args: &Kwargs) -> TeraResult<Asked> {
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
    let seen = !printer.withholds_text(text);
    let opinions = seen.then(|| opinions(printer, text, period, org));
    Ok(Asked { path: path.to_owned(), text, period, org, opinions })
}

fn opinions(printer: &Printer, text: usize, period: Period, org: OrgIx) -> Opinions {
    let data = printer.data();
    let from = data.periods_of_words(text, period);
    if (!from.iter().all(|of| period.contains(*of)) || from.is_empty())
        && is_asked_for(data, text)
    {
        printer.remark(|remarks, document| {
            remarks.without_returns(document, (text, period), from);
        });
    }
    data.opinions(text, period, org)
}

/// Whether the office has any unit say it: a form that is not in use is asked of nobody.
fn is_asked_for(data: &Consolidated, text: usize) -> bool {
    let holds = |cell: &FormCell| cell.named == Named::Text(text);
    let mut forms = data.pack.forms.iter().filter(|form| form.in_use);
    forms.any(|form| form.sheets.iter().any(|sheet| sheet.cells.iter().any(holds)))
}

/// What stands for words that others must not see, noted so that the document explains it.
fn star(printer: &Printer) -> String {
    printer.remark(Remarks::star);
    WITHHELD.to_owned()
}

/// Everything said, a line for each opinion, where a reference names a text element: in a cell as
/// many as it holds.
pub(in super::super) fn gathered(printer: &Printer, reference: &Reference) -> Option<String> {
    let (text, period) = find(printer.data(), reference)?;
    if printer.withholds_text(text) {
        return Some(star(printer));
    }
    let opinions = opinions(printer, text, period, printer.data().office);
    let line =
        |opinion: &Opinion| format!("- {} ({})", opinion.wording, opinion.units.join("; "));
    let mut lines: Vec<String> = opinions.all.iter().map(line).collect();
    if printer.medium() == Medium::Excel {
        let left = lines.len() - fitting(&lines);
        if left > 0 {
            lines.truncate(lines.len() - left);
            lines.push(rest(left, printer.is_for_others()));
            printer.remark(|remarks, document| {
                remarks.left_out(document, (text, period), left);
            });
        }
    }
    Some(lines.join("\n"))
}

/// How many lines a cell holds: all, or as many as leave room for where the others are.
fn fitting(lines: &[String]) -> usize {
    let mut ends = lines.iter().scan(0, |end, line| {
        *end += line.encode_utf16().count() + 1;
        Some(*end)
    });
    let most = MOST_IN_A_CELL;
    match ends.clone().last() {
        Some(whole) if whole > most => ends.position(|end| end > most - ROOM).unwrap_or(0),
        _ => lines.len(),
    }
}

/// Characters (UTF-16 units) that a cell of Excel can hold.
const MOST_IN_A_CELL: usize = 32_767;

/// Characters that are kept for saying where the rest is.
const ROOM: usize = 200;

/// What is said of opinions that a cell has no room for. Others do not get the ledger.
fn rest(left: usize, for_others: bool) -> String {
    if for_others {
        format!("… còn {left} ý")
    } else {
        format!("… còn {left} ý, xem trang tính «{STATEMENTS_SHEET}» của {LEDGER_FILE}")
    }
}

/// The text element that a reference names, and the period.
fn find(data: &Consolidated, reference: &Reference) -> Option<(usize, Period)> {
    let text = data.pack.text(&reference.path)?;
    let period = data.pack.resolve(reference.period, data.period)?;
    data.keeps(Named::Text(text), period).then_some((text, period))
}
