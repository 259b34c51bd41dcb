//! Lists in sentences: `liet_ke(list)` of anything, `liet_ke_phan("ket_nap")` of the parts of an
//! element.

use tera::{Kwargs, Tera, TeraResult, Value};

use super::super::printing::{NONE, Printer};
use super::in_text;
use crate::model::{Coverage, DataElement, Item, State};
use crate::pack::{Evaluated, Named};
use crate::text::{self, Lang};
use crate::trace::FigureKey;

/// What is printed for a list of nothing.
const NOTHING: &str = "không có";

/// Registers the functions and the filter.
pub(super) fn register(printer: &Printer, tera: &mut Tera) {
    tera.register_function("liet_ke", |args: Kwargs, _: &tera::State| -> TeraResult<Value> {
        listed(&args.must_get::<Value>("arg1")?)
    });
    tera.register_filter("liet_ke", |list: Value, _: Kwargs, _: &tera::State| listed(&list));
    let printer = printer.clone();
    let parts = move |args: Kwargs, _: &tera::State| -> TeraResult<Value> {
        parts(&printer, &args, in_text(&args)?)
    };
    tera.register_function("liet_ke_phan", parts);
}

fn listed(list: &Value) -> TeraResult<Value> {
    let not_a_list = || {
        tera::Error::message(
            "liet_ke cần một danh sách chữ hoặc số; danh sách khác thì chọn trước, như \
             cac_don_vi | map(attribute=\"ten\") | liet_ke",
        )
    };
    let items = list.as_array().ok_or_else(not_a_list)?.iter().map(|item| {
        let is_plain = item.is_string() || item.is_number();
        is_plain.then(|| item.to_string()).ok_or_else(not_a_list)
    });
    Ok(Value::from(sentence(&items.collect::<TeraResult<Vec<String>>>()?)))
}

fn sentence(items: &[String]) -> String {
    if items.is_empty() { NOTHING.to_owned() } else { text::list::join(items, Lang::Vi) }
}

/// The parts of an element that are not 0, each with its figure: `nữ 5, đoàn viên 3`. That there are
/// none is said with the units of which it is, where these are not all.
fn parts(printer: &Printer, args: &Kwargs, in_text: bool) -> TeraResult<Value> {
    let key = printer.key(args)?;
    let data = printer.data();
    let element = match key.named {
        Named::Item(item) if item.is_total() => data.pack.catalogue.element(item),
        _ => None,
    };
    let element = element.filter(|element| element.categories.len() > 1);
    let (Some(element), Named::Item(item)) = (element, key.named) else {
        let path = key.path(data);
        let reason = format!("`{path}` không có các phần; viết tên của cả số liệu");
        return Err(tera::Error::message(reason));
    };
    let without = left_out(element, args)?;
    let unit = args.get::<&str>("don_vi")?.map(|unit| format!(" {unit}")).unwrap_or_default();
    let (mut told, mut coverages) = (Vec::new(), Vec::new());
    let mut all_zero = true;
    for (category, part) in (0u16..).zip(&element.categories).skip(1) {
        let key = FigureKey { named: Named::Item(Item { category, ..item }), ..key };
        if without.contains(&part.code) {
            continue;
        }
        let Evaluated { value, coverage } = printer.evaluate(key);
        coverages.push(coverage);
        all_zero &= value.is_ok_and(|value| value.is_zero());
        let is_nothing = match value {
            Ok(value) => value.is_zero(),
            Err(why) => why.state() == State::NotApplicable,
        };
        if is_nothing {
            // Who reads that there is none is told so by this figure.
            printer.note(key);
        } else {
            let name = text::within_a_sentence(&part.name);
            told.push(format!("{name} {}{unit}", printer.print(key, in_text).text));
        }
    }
    // Only who reported nothing has nothing; what nobody owes is no nothing.
    Ok(Value::from(match told.as_slice() {
        [] if all_zero => {
            NOTHING.to_owned() + &printer.covered(key.period, &Coverage::union(&coverages))
        }
        [] => NONE.to_owned(),
        told => told.join(", "),
    }))
}

/// The codes in `bo=`.
fn left_out(element: &DataElement, args: &Kwargs) -> TeraResult<Vec<String>> {
    let Some(written) = args.get::<Vec<String>>("bo")? else { return Ok(Vec::new()) };
    let parts = || element.categories.iter().skip(1).map(|part| part.code.clone());
    match written.iter().find(|code| !parts().any(|part| part == **code)) {
        None if parts().all(|part| written.contains(&part)) => {
            let code = &element.code;
            let reason = format!("bo= bỏ hết các phần của `{code}`, không còn gì để liệt kê");
            Err(tera::Error::message(reason))
        }
        None => Ok(written),
        Some(unknown) => {
            let near = text::nearest(unknown, parts());
            let hint = near.map_or_else(String::new, |near| format!("; có phải `{near}`?"));
            let code = &element.code;
            let reason = format!("`{code}` không có phần `{unknown}`{hint}");
            Err(tera::Error::message(reason))
        }
    }
}
