//! Whether the forms of a pack ask for every figure, for periods that make up the duty's own.

use std::collections::{BTreeMap, BTreeSet};

use super::Loader;
use crate::diagnostic::Code;
use crate::model::{Item, OverPeriods, Period, Shape, ValueKind};
use crate::pack::form::Names;
use crate::pack::{Form, Named, PeriodRef, Schedule};

impl Loader<'_> {
    /// An element that no form asks for would be absent for ever, and everything made from it; a
    /// span whose years are not all asked for would print less than there is.
    pub(super) fn every_item_has_its_cells(&mut self, names: &Names<'_>, forms: &[Form]) {
        let mut kept: BTreeMap<Item, Vec<PeriodRef>> = BTreeMap::new();
        for cell in forms.iter().flat_map(|form| &form.sheets).flat_map(|sheet| &sheet.cells) {
            if let Named::Item(item) = cell.named {
                kept.entry(item).or_default().push(cell.period);
            }
        }
        self.texts_have_their_cells(names, forms);
        for item in names.catalogue.items() {
            let Some(element) = names.catalogue.element(item) else { continue };
            let counted = element.kind == ValueKind::Class && !item.is_total();
            if counted {
                continue;
            }
            let mut cells = kept.remove(&item).unwrap_or_default();
            if cells.is_empty() && element.kind == ValueKind::Class {
                cells = self.ticked(names, item, &mut kept);
            }
            let path = names.catalogue.path(item);
            if element.in_settings {
                if !cells.is_empty() {
                    let reason = "số giao ở thiết lập không có ô trong biểu đơn vị nộp";
                    let fields = [("declared", path.as_str()), ("reason", reason)];
                    self.report("elements.toml", None, Code::E713, &fields);
                }
                continue;
            }
            match names.schedule {
                _ if cells.is_empty() => self.no_cells(&path, None),
                Schedule::Once(whole) => {
                    let kept = cells.iter().filter_map(|cell| cell.resolve(*whole, None));
                    self.periods_fit(&path, &kept.collect(), element.over_periods, *whole);
                }
                Schedule::Every(shapes) => {
                    self.cells_follow_the_period(&path, &cells, shapes, names.schedule);
                }
            }
        }
    }

    /// The periods of a class that is told by a tick in one of several cells: each of its categories
    /// has a cell for each of them.
    fn ticked(
        &mut self,
        names: &Names<'_>,
        class: Item,
        kept: &mut BTreeMap<Item, Vec<PeriodRef>>,
    ) -> Vec<PeriodRef> {
        let count = names.catalogue.element(class).map_or(0, |e| e.categories.len());
        let categories: Vec<Item> = (1u16..)
            .take(count.saturating_sub(1))
            .map(|category| Item { category, ..class })
            .collect();
        let cells: Vec<Vec<PeriodRef>> =
            categories.iter().map(|item| kept.remove(item).unwrap_or_default()).collect();
        let all: Vec<PeriodRef> =
            cells.iter().flatten().copied().fold(Vec::new(), |mut all, period| {
                if !all.contains(&period) {
                    all.push(period);
                }
                all
            });
        for (item, cells) in categories.iter().zip(&cells) {
            if all.iter().any(|period| !cells.contains(period)) {
                self.no_cells(&names.catalogue.path(*item), None);
            }
        }
        all
    }

    pub(super) fn no_cells(&mut self, path: &str, period: Option<Period>) {
        let period = period.map(|period| period.to_string());
        let mut fields = vec![("element", path)];
        fields.extend(period.as_ref().map(|period| ("period", period.as_str())));
        self.report("elements.toml", None, Code::E703, &fields);
    }

    /// A form that is made every year says its periods as seen from its own, and asks only for
    /// such as returns are made for: others follow from these and would contradict them.
    fn cells_follow_the_period(
        &mut self,
        path: &str,
        cells: &[PeriodRef],
        shapes: &[Shape],
        schedule: &Schedule,
    ) {
        if !cells.contains(&PeriodRef::Own) {
            self.no_cells(path, None);
        }
        for cell in cells {
            let asked =
                shapes.iter().filter_map(|shape| cell.resolve(shape.of_year(2024)?, None));
            let stray = match cell {
                PeriodRef::Absolute(period) => Some(*period),
                _ => asked.into_iter().find(|period| !schedule.is_reported(*period)),
            };
            if let Some(period) = stray {
                let fields = [("element", path), ("period", &period.to_string())];
                self.report("pack.toml", None, Code::E707, &fields);
            }
        }
    }

    /// The periods of an item must be the duty's own, or what makes it up and nothing besides.
    fn periods_fit(
        &mut self,
        path: &str,
        kept: &BTreeSet<Period>,
        over: OverPeriods,
        whole: Period,
    ) {
        let inside: Vec<Period> =
            kept.iter().copied().filter(|period| whole.contains(*period)).collect();
        let parts: BTreeSet<Period> = whole.by_year().collect();
        let stray = inside.iter().find(|period| {
            **period != whole && (kept.contains(&whole) || !parts.contains(*period))
        });
        if let Some(period) = stray {
            let fields = [("element", path), ("period", &period.to_string())];
            self.report("pack.toml", None, Code::E707, &fields);
        }
        if kept.contains(&whole) {
            return;
        }
        let needed: Vec<&Period> = match over {
            OverPeriods::Sum | OverPeriods::Min | OverPeriods::Max => parts.iter().collect(),
            OverPeriods::Last => parts.last().into_iter().collect(),
            OverPeriods::First => parts.first().into_iter().collect(),
            OverPeriods::None => Vec::new(),
        };
        if let Some(missing) = needed.into_iter().find(|part| !kept.contains(*part)) {
            self.no_cells(path, Some(*missing));
        }
    }
}
