//! Text elements: what units say in their own words, from `elements.toml`.

use std::collections::BTreeSet;

use super::{Loader, Names};
use crate::diagnostic::Code;
use crate::model::TextElement;
use crate::pack::raw::{RawElement, RawKind, RawMissing, RawOverPeriods, RawOverUnits};
use crate::pack::{Form, Named, PeriodRef, Schedule};

const FILE: &str = "elements.toml";

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
        let is_none = matches!(element.over_units, RawOverUnits::None)
            && matches!(element.over_periods, RawOverPeriods::None);
        let plain = matches!(element.missing, RawMissing::Partial)
            && element.weight.is_none()
            && element.opening_of.is_none()
            && element.given_in.is_none()
            && element.max.is_none()
            && element.unit.is_none()
            && element.categories.is_empty()
            && element.other_names.is_empty();
        let reason = match (is_none, plain) {
            (false, _) => {
                "lời của đơn vị không cộng, không ghép được: ghi `over_units = \"none\"` và \
                 `over_periods = \"none\"`"
            }
            (_, false) => "với `kind = \"text\"` chỉ ghi thêm được `sensitive`",
            _ => return,
        };
        let fields = [("expression", element.code.get_ref().as_str()), ("reason", reason)];
        self.report(FILE, Some(element.code.span().start), Code::E706, &fields);
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
                    let fields = [("expression", text.code.as_str()), ("reason", reason)];
                    self.report("pack.toml", None, Code::E706, &fields);
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
