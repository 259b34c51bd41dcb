//! Data elements and what moves between units, from `elements.toml`.

use std::collections::BTreeSet;

use toml::Spanned;

use super::Loader;
use crate::diagnostic::Code;
use crate::model::{
    Catalogue, Category, DataElement, Item, Missing, OrgUnitKind, OverPeriods, OverUnits,
    Transfer, ValueKind,
};
use crate::pack::Schedule;
use crate::pack::raw::{
    RawElement, RawKind, RawMissing, RawOverPeriods, RawOverUnits, RawTransfer,
};

const FILE: &str = "elements.toml";

/// Names in an element that are looked up when all elements are known.
struct Names {
    /// Where the element's code stands.
    at: usize,
    weight: Option<Spanned<String>>,
    opening_of: Option<Spanned<String>>,
}

impl Loader<'_> {
    pub(super) fn catalogue(&mut self, raw: Vec<RawElement>) -> Catalogue {
        let mut seen = self.texts.clone();
        let mut names = Vec::new();
        let mut elements = Vec::new();
        for element in raw {
            self.new_code(FILE, &element.code, &mut seen);
            let mut parts = BTreeSet::new();
            self.has_what_figures_need(&element);
            for category in &element.categories {
                self.new_code(FILE, &category.code, &mut parts);
            }
            names.push(Names {
                at: element.code.span().start,
                weight: element.weight.clone(),
                opening_of: element.opening_of.clone(),
            });
            elements.push(data_element(element));
        }
        let plain = Catalogue::new(elements.clone());
        for (element, names) in elements.iter_mut().zip(names) {
            if matches!(element.over_units, OverUnits::WeightedMean { .. }) {
                self.adds_up_as_a_mean(element, names.at);
                let weight = self.weight(&plain, &element.code, names.weight.as_ref());
                element.over_units = OverUnits::WeightedMean { weight };
                self.goes_with_its_weight(element, names.at, weight, &plain);
            }
            if let Some(closing) = names.opening_of {
                element.opening_of = self.closing(&plain, element, names.at, &closing);
            }
            if element.missing == Missing::Carry && element.over_periods != OverPeriods::Last {
                let reason = "chỉ số cuối kỳ mới chuyển được sang kỳ sau";
                self.contradiction(&element.code, Some(names.at), reason);
            }
        }
        Catalogue::new(elements)
    }

    /// What the words of units may leave out, whatever is counted or measured must say.
    fn has_what_figures_need(&mut self, element: &RawElement) {
        for (key, is_there) in
            [("unit", element.unit.is_some()), ("over_periods", element.over_periods.is_some())]
        {
            if !is_there {
                let reason = format!("mục này thiếu khóa `{key}`");
                let at = Some(element.code.span().start);
                self.report(FILE, at, Code::E701, &[("reason", reason.as_str())]);
            }
        }
    }

    fn contradiction(&mut self, code: &str, at: Option<usize>, reason: &str) {
        self.report(FILE, at, Code::E713, &[("declared", code), ("reason", reason)]);
    }

    fn adds_up_as_a_mean(&mut self, element: &DataElement, at: usize) {
        if element.categories.len() > 1 {
            let reason = "bình quân không có phần «trong đó»; khai báo thành số liệu riêng";
            self.contradiction(&element.code, Some(at), reason);
        }
        if matches!(element.over_periods, OverPeriods::Min | OverPeriods::Max) {
            let reason = "bình quân theo kỳ không lấy số lớn nhất, nhỏ nhất";
            self.contradiction(&element.code, Some(at), reason);
        }
        if element.missing == Missing::Carry {
            let reason = "bình quân không lấy được từ kỳ trước";
            self.contradiction(&element.code, Some(at), reason);
        }
    }

    /// A mean goes over periods as its weight does: the mean age of members with the members of
    /// the last day, the mean age of those admitted with the admissions.
    fn goes_with_its_weight(
        &mut self,
        element: &DataElement,
        at: usize,
        weight: Item,
        all: &Catalogue,
    ) {
        let of_weight = all.element(weight).map(|weight| weight.over_periods);
        if element.over_periods != OverPeriods::None && of_weight != Some(element.over_periods)
        {
            let reason = "`over_periods` của bình quân phải giống của trọng số";
            self.contradiction(&element.code, Some(at), reason);
        }
    }

    /// A class in a cumulative series cannot be taken apart again.
    pub(super) fn classes_fit(&mut self, catalogue: &Catalogue, schedule: &Schedule) {
        let Schedule::Every(shapes) = schedule else { return };
        let periods: Vec<_> = shapes.iter().filter_map(|shape| shape.of_year(2024)).collect();
        let nested = periods
            .iter()
            .enumerate()
            .any(|(at, one)| periods.iter().skip(at + 1).any(|other| one.begins_with(*other)));
        for element in catalogue.elements() {
            let added = element.over_periods == OverPeriods::Sum;
            if nested && added && element.kind == ValueKind::Class {
                let reason = "xếp loại của các kỳ lũy kế không cộng, trừ được với nhau";
                self.contradiction(&element.code, None, reason);
            }
        }
    }

    fn weight(
        &mut self,
        plain: &Catalogue,
        code: &str,
        weight: Option<&Spanned<String>>,
    ) -> Item {
        let adds_up = |item: &Item| {
            plain
                .element(*item)
                .is_some_and(|e| e.kind == ValueKind::Integer && e.over_units == OverUnits::Sum)
        };
        let found = weight.and_then(|weight| plain.find(weight.get_ref())).filter(adds_up);
        if found.is_none() {
            let at = weight.map(|weight| weight.span().start);
            let path = weight.map_or("weight", |weight| weight.get_ref());
            self.unknown_name(FILE, at, code, path, plain.paths());
        }
        found.unwrap_or(Item { element: 0, category: 0 })
    }

    /// The closing stock that an opening stock repeats.
    fn closing(
        &mut self,
        plain: &Catalogue,
        element: &DataElement,
        at: usize,
        closing: &Spanned<String>,
    ) -> Option<Item> {
        let written = Some(closing.span().start);
        let Some(found) = plain.find(closing.get_ref()) else {
            self.unknown_name(FILE, written, &element.code, closing.get_ref(), plain.paths());
            return None;
        };
        let is_closing = plain.element(found).is_some_and(|e| {
            e.over_periods == OverPeriods::Last && e.over_units == element.over_units
        });
        if !is_closing {
            let reason = "`opening_of` phải nêu một số cuối kỳ (`last`) cộng như số đầu kỳ này";
            self.contradiction(closing.get_ref(), written, reason);
        }
        if element.over_periods != OverPeriods::First {
            let reason = "`opening_of` chỉ dùng cho số đầu kỳ (`first`)";
            self.contradiction(&element.code, Some(at), reason);
        }
        Some(found).filter(|_| is_closing)
    }

    pub(super) fn transfers(
        &mut self,
        raw: Vec<RawTransfer>,
        catalogue: &Catalogue,
    ) -> Vec<Transfer> {
        raw.into_iter().filter_map(|raw| self.transfer(raw, catalogue)).collect()
    }

    fn transfer(&mut self, raw: RawTransfer, catalogue: &Catalogue) -> Option<Transfer> {
        let at = raw.within.span().start;
        let within: Vec<OrgUnitKind> =
            raw.within.get_ref().iter().filter_map(|kind| self.kind("within", kind)).collect();
        if raw.within.get_ref().is_empty() {
            self.not_a_transfer(at, &raw.name, "chưa nêu cấp mà trong đó số chuyển tự bù trừ");
        }
        let incoming = self.moved(&raw.incoming, &raw.name, catalogue);
        let outgoing = self.moved(&raw.outgoing, &raw.name, catalogue);
        let mut all = |paths: &[Spanned<String>]| -> Vec<Item> {
            paths.iter().filter_map(|path| self.moved(path, &raw.name, catalogue)).collect()
        };
        let incoming_totals = all(&raw.incoming_totals);
        let outgoing_totals = all(&raw.outgoing_totals);
        let (incoming, outgoing) = (incoming?, outgoing?);
        let mut items = vec![incoming, outgoing];
        items.extend(incoming_totals.iter().chain(&outgoing_totals));
        let count = items.len();
        items.sort_unstable();
        items.dedup();
        if items.len() < count {
            self.not_a_transfer(at, &raw.name, "một số liệu được nêu hai lần");
        }
        Some(Transfer {
            name: raw.name,
            within,
            incoming,
            outgoing,
            incoming_totals,
            outgoing_totals,
        })
    }

    /// An item that a transfer names: a flow that is added over units.
    fn moved(
        &mut self,
        path: &Spanned<String>,
        name: &str,
        catalogue: &Catalogue,
    ) -> Option<Item> {
        let at = path.span().start;
        let Some(item) = catalogue.find(path.get_ref()) else {
            self.unknown_name(FILE, Some(at), name, path.get_ref(), catalogue.paths());
            return None;
        };
        let adds_up = catalogue.element(item).is_some_and(|element| {
            element.over_units == OverUnits::Sum
                && element.over_periods == OverPeriods::Sum
                && element.kind == ValueKind::Integer
        });
        if !adds_up {
            let reason = format!("`{}` không phải số phát sinh được cộng", path.get_ref());
            self.not_a_transfer(at, name, &reason);
        }
        Some(item)
    }

    fn not_a_transfer(&mut self, at: usize, name: &str, reason: &str) {
        self.report(FILE, Some(at), Code::E711, &[("name", name), ("reason", reason)]);
    }
}

fn data_element(raw: RawElement) -> DataElement {
    let total =
        Category { code: DataElement::TOTAL.to_owned(), name: "Tổng số".to_owned() };
    let parts = raw.categories.into_iter();
    let parts = parts.map(|part| Category { code: part.code.into_inner(), name: part.name });
    DataElement {
        code: raw.code.into_inner(),
        name: raw.name,
        unit: raw.unit.unwrap_or_default(),
        kind: match raw.kind {
            // Text elements are taken out before.
            RawKind::Integer | RawKind::Text => ValueKind::Integer,
            RawKind::Decimal => ValueKind::Decimal,
            RawKind::Class => ValueKind::Class,
        },
        over_units: match raw.over_units.unwrap_or_default() {
            RawOverUnits::Sum => OverUnits::Sum,
            // The weight is looked up when all elements are known.
            RawOverUnits::WeightedMean => {
                OverUnits::WeightedMean { weight: Item { element: 0, category: 0 } }
            }
            RawOverUnits::Min => OverUnits::Min,
            RawOverUnits::Max => OverUnits::Max,
            RawOverUnits::None => OverUnits::None,
        },
        over_periods: match raw.over_periods {
            // One that says nothing of it is refused.
            Some(RawOverPeriods::Sum) | None => OverPeriods::Sum,
            Some(RawOverPeriods::Last) => OverPeriods::Last,
            Some(RawOverPeriods::First) => OverPeriods::First,
            Some(RawOverPeriods::Min) => OverPeriods::Min,
            Some(RawOverPeriods::Max) => OverPeriods::Max,
            Some(RawOverPeriods::None) => OverPeriods::None,
        },
        missing: match raw.missing {
            RawMissing::Partial => Missing::Partial,
            RawMissing::Whole => Missing::Whole,
            RawMissing::Carry => Missing::Carry,
        },
        // Looked up when all elements are known.
        opening_of: None,
        in_settings: raw.given_in.is_some(),
        sensitive: raw.sensitive,
        max: raw.max.map(|max| max.value()),
        categories: std::iter::once(total).chain(parts).collect(),
    }
}
