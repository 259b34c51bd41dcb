//! Text elements: what units say in their own words, from `elements.toml`.

use std::collections::BTreeSet;

use super::{Loader, Names};
use crate::diagnostic::Code;
use crate::model::TextElement;
use crate::pack::raw::{RawElement, RawKind, RawMissing, RawOverPeriods, RawOverUnits};
use crate::pack::{Form, Named, PeriodRef, Schedule};
use crate::text::{self, Lang};

const FILE: &str = "elements.toml";

/// What the words of units are declared with.
const TEXT_RULE: &str = "lời của đơn vị không cộng, không ghép được, chỉ có `code`, `name`, \
                         `kind = \"text\"` và, nếu cần, `sensitive`";

impl Loader<'_> {
    /// Takes the text elements out of the others; what makes sense only of figures is refused.
    pub(super) fn texts(&mut self, elements: &mut Vec<RawElement>) -> Vec<TextElement> {
        let is_text = |element: &mut RawElement| element.kind == RawKind::Text;
        let raw: Vec<RawElement> = elements.extract_if(.., is_text).collect();
        let mut seen = BTreeSet::new();
        let mut texts = Vec::new();
        for element in raw {
            self.new_code(FILE, &element.code, &mut seen);
            self.is_no_figure(&element);
            texts.push(TextElement {
                code: element.code.into_inner(),
                name: element.name,
                sensitive: element.sensitive,
            });
        }
        self.texts = seen;
        texts
    }

    fn is_no_figure(&mut self, element: &RawElement) {
        let adds_up = |is_none: bool, key: &'static str| (!is_none).then_some(key);
        let over_units = element.over_units.is_none_or(|o| matches!(o, RawOverUnits::None));
        let over_periods =
            element.over_periods.is_none_or(|o| matches!(o, RawOverPeriods::None));
        let keys = [
            adds_up(over_units, "over_units"),
            adds_up(over_periods, "over_periods"),
            element.unit.is_some().then_some("unit"),
            (!matches!(element.missing, RawMissing::Partial)).then_some("missing"),
            element.weight.is_some().then_some("weight"),
            element.opening_of.is_some().then_some("opening_of"),
            element.given_in.is_some().then_some("given_in"),
            element.max.is_some().then_some("max"),
            element.out_of.is_some().then_some("out_of"),
            (!element.categories.is_empty()).then_some("categories"),
            (!element.other_names.is_empty()).then_some("other_names"),
        ];
        let keys: Vec<String> = keys.iter().flatten().map(|key| format!("`{key}`")).collect();
        if keys.is_empty() {
            return;
        }
        let mend = format!("bỏ {} của phần tử này", text::list::join(&keys, Lang::Vi));
        let fields = [
            ("declared", element.code.get_ref().as_str()),
            ("reason", TEXT_RULE),
            ("mend", mend.as_str()),
        ];
        self.report(FILE, Some(element.code.span().start), Code::E713, &fields);
    }

    /// A text that no form asks for would never be said.
    pub(super) fn texts_have_their_cells(&mut self, names: &Names<'_>, forms: &[Form]) {
        for (at, text) in names.texts.iter().enumerate() {
            let cells =
                forms.iter().flat_map(|form| &form.sheets).flat_map(|sheet| &sheet.cells);
            let cells = cells.filter(|cell| cell.named == Named::Text(at));
            let periods: Vec<PeriodRef> = cells.map(|cell| cell.period).collect();
            match names.schedule {
                _ if periods.is_empty() => self.no_cells(&text.code, None),
                Schedule::Every(_) if periods.iter().any(|cell| *cell != PeriodRef::Own) => {
                    let reason = "lời của đơn vị chỉ có của chính kỳ nộp biểu, không ghi `@`";
                    let fields = [("declared", text.code.as_str()), ("reason", reason)];
                    self.report("pack.toml", None, Code::E713, &fields);
                }
                Schedule::Every(_) => {}
                Schedule::Once(whole) => {
                    let periods = periods.iter().filter_map(|cell| cell.resolve(*whole, None));
                    let outside = periods.into_iter().find(|period| !whole.contains(*period));
                    if let Some(period) = outside {
                        let fields =
                            [("element", text.code.as_str()), ("period", &period.to_string())];
                        self.report("pack.toml", None, Code::E707, &fields);
                    }
                }
            }
        }
    }
}
