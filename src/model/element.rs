//! Data elements: what is reported, broken down into categories, and how it adds up.

use super::OrgUnitKind;

/// How the figures of units below make the figure of the unit above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OverUnits {
    /// Added.
    Sum,
    /// Mean weighted by another element of the same unit and period (never a mean of means).
    WeightedMean {
        /// Item whose value is the weight.
        weight: Item,
    },
    /// The smallest.
    Min,
    /// The largest.
    Max,
    /// Not combined: the figure belongs to the unit that reports it.
    None,
}

/// How figures of some periods make the figure of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverPeriods {
    /// A flow: adjoining periods are added, nested ones that begin together subtracted.
    Sum,
    /// A closing stock: the figure of whatever period ends with it.
    Last,
    /// An opening stock: the figure of whatever period begins with it.
    First,
    /// The smallest of adjoining periods.
    Min,
    /// The largest of adjoining periods.
    Max,
    /// Not combined: the figure belongs to its own period.
    None,
}

/// What becomes of a total when some of those who owe it have not given theirs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Missing {
    /// The total of those who have, with its coverage.
    #[default]
    Partial,
    /// No total.
    Whole,
    /// For a closing stock: the unit's latest earlier one stands in, marked as carried.
    Carry,
}

/// What may stand in a cell of the element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// A whole number, 0 or more.
    Integer,
    /// A decimal number, 0 or more.
    Decimal,
    /// One of the element's categories by name; above the leaves, their counts.
    Class,
}

/// One column of an element's breakdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Code, the second half of a path (`nu` in `ket_nap.nu`).
    pub code: String,
    /// Name as forms write it.
    pub name: String,
    /// Whether it says of people what is not for everybody, though its element does not.
    pub sensitive: bool,
}

/// A data element: a quantity with one unit of measure and one way of adding up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataElement {
    /// Code, the first half of a path.
    pub code: String,
    /// Name as forms write it.
    pub name: String,
    /// Unit of measure (người, lượt người, buổi…): unlike units are never added.
    pub unit: String,
    /// What may stand in its cells.
    pub kind: ValueKind,
    /// Over organisation units.
    pub over_units: OverUnits,
    /// Over periods.
    pub over_periods: OverPeriods,
    /// When some figures are missing.
    pub missing: Missing,
    /// For an opening stock, the closing stock that it repeats.
    pub opening_of: Option<Item>,
    /// Given in the office's settings, not on a form.
    pub in_settings: bool,
    /// Whether it, with all its categories, says something of people that is not for everybody:
    /// left out of what others see. [`Catalogue::is_sensitive`] asks of one item.
    pub sensitive: bool,
    /// Largest value a single return can sensibly have, if the pack says so.
    pub max: Option<rust_decimal::Decimal>,
    /// Categories; the first is always the total (code [`DataElement::TOTAL`]).
    pub categories: Vec<Category>,
}

impl DataElement {
    /// Code of the category that holds the total of the breakdown.
    pub const TOTAL: &'static str = "tong";
}

/// One element and one of its categories: what a cell holds. Positions in a [`Catalogue`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Item {
    /// Position of the element.
    pub element: u16,
    /// Position of the category; 0 is the total.
    pub category: u16,
}

impl Item {
    /// The total of the same element.
    #[must_use]
    pub const fn total(self) -> Self {
        Self { element: self.element, category: 0 }
    }

    /// Whether it is a total.
    pub const fn is_total(self) -> bool {
        self.category == 0
    }
}

/// A pair of items for what moves between units: what leaves one and reaches another.
///
/// At the nearest unit of the kinds given, at or above both, it is no movement any more and is
/// taken off both items and everything that contains them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// Name, as findings call it.
    pub name: String,
    /// Kinds of the unit within which it moves.
    pub within: Vec<OrgUnitKind>,
    /// What came.
    pub incoming: Item,
    /// What left.
    pub outgoing: Item,
    /// Items that contain what came.
    pub incoming_totals: Vec<Item>,
    /// Items that contain what left.
    pub outgoing_totals: Vec<Item>,
}

impl Transfer {
    /// What is taken off an item where the movement ends, if anything.
    pub fn taken_off(&self, item: Item) -> Option<Item> {
        if item == self.incoming || self.incoming_totals.contains(&item) {
            Some(self.incoming)
        } else if item == self.outgoing || self.outgoing_totals.contains(&item) {
            Some(self.outgoing)
        } else {
            None
        }
    }
}

/// All data elements of a pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    elements: Vec<DataElement>,
}

impl Catalogue {
    /// A catalogue of these elements, in the pack's order.
    pub fn new(elements: Vec<DataElement>) -> Self {
        Self { elements }
    }

    /// The elements, in the pack's order.
    pub fn elements(&self) -> &[DataElement] {
        &self.elements
    }

    /// Every item, element by element, total first.
    pub fn items(&self) -> impl Iterator<Item = Item> + '_ {
        (0u16..).zip(&self.elements).flat_map(|(element, def)| {
            (0u16..).zip(&def.categories).map(move |(category, _)| Item { element, category })
        })
    }

    /// The items that a form's cell of `item` holds, that which it shows first: a cell of a class by
    /// name stands for all its categories, one that is ticked for its category and the class.
    pub fn items_of_cell(&self, item: Item) -> Vec<Item> {
        match self.element(item) {
            Some(element) if element.kind == ValueKind::Class && item.is_total() => {
                let categories = (0u16..).zip(&element.categories);
                categories.map(|(category, _)| Item { category, ..item }).collect()
            }
            Some(element) if element.kind == ValueKind::Class => vec![item, item.total()],
            Some(_) => vec![item],
            None => Vec::new(),
        }
    }

    /// Whether a form's cell of `item` is ticked: one of several for the categories of a class.
    pub fn is_ticked(&self, item: Item) -> bool {
        let class = self.element(item).is_some_and(|e| e.kind == ValueKind::Class);
        class && !item.is_total()
    }

    /// The element of an item.
    pub fn element(&self, item: Item) -> Option<&DataElement> {
        self.elements.get(usize::from(item.element))
    }

    /// Whether an item says something of people that is not for everybody.
    pub fn is_sensitive(&self, item: Item) -> bool {
        self.element(item).is_some_and(|element| element.sensitive)
            || self.category(item).is_some_and(|category| category.sensitive)
    }

    /// The category of an item.
    pub fn category(&self, item: Item) -> Option<&Category> {
        self.element(item)?.categories.get(usize::from(item.category))
    }

    /// The closing stock that an opening stock repeats: a total that of the element, a category
    /// the category of the same code, if the closing stock has it.
    pub fn closing_of(&self, opening: Item) -> Option<Item> {
        let closing = self.element(opening)?.opening_of?;
        if opening.is_total() {
            return Some(closing);
        }
        let code = &self.category(opening)?.code;
        let mut categories = (0u16..).zip(&self.element(closing)?.categories);
        let (category, _) = categories.find(|(_, known)| known.code == *code)?;
        closing.is_total().then_some(Item { category, ..closing })
    }

    /// The item a path names: `ket_nap` and `ket_nap.tong` are the total, `ket_nap.nu` a part.
    pub fn find(&self, path: &str) -> Option<Item> {
        let (element, category) = path.split_once('.').unwrap_or((path, DataElement::TOTAL));
        let (at, def) = (0u16..).zip(&self.elements).find(|(_, def)| def.code == element)?;
        let mut categories = (0u16..).zip(&def.categories);
        let (category, _) = categories.find(|(_, known)| known.code == category)?;
        Some(Item { element: at, category })
    }

    /// The shortest path of an item (`ket_nap`, `ket_nap.nu`).
    pub fn path(&self, item: Item) -> String {
        match (self.element(item), self.category(item)) {
            (Some(element), Some(category)) if !item.is_total() => {
                format!("{}.{}", element.code, category.code)
            }
            (Some(element), _) => element.code.clone(),
            _ => String::new(),
        }
    }

    /// The name of an item as a sentence uses it: «Kết nạp đảng viên: Nữ».
    pub fn label(&self, item: Item) -> String {
        match (self.element(item), self.category(item)) {
            (Some(element), Some(category)) if !item.is_total() => {
                format!("{}: {}", element.name, category.name)
            }
            (Some(element), _) => element.name.clone(),
            _ => String::new(),
        }
    }

    /// All paths, for "did you mean".
    pub fn paths(&self) -> Vec<String> {
        self.items().map(|item| self.path(item)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue() -> Catalogue {
        let category = |code: &str| Category {
            code: code.to_owned(),
            name: code.to_uppercase(),
            sensitive: false,
        };
        Catalogue::new(vec![DataElement {
            code: "ket_nap".to_owned(),
            name: "Kết nạp".to_owned(),
            unit: "người".to_owned(),
            kind: ValueKind::Integer,
            over_units: OverUnits::Sum,
            over_periods: OverPeriods::Sum,
            missing: Missing::Partial,
            opening_of: None,
            in_settings: false,
            sensitive: false,
            max: None,
            categories: vec![category("tong"), category("nu")],
        }])
    }

    #[test]
    fn a_part_of_an_opening_stock_repeats_the_same_part_and_never_the_total() {
        let part = |code: &str| Category {
            code: code.to_owned(),
            name: code.to_uppercase(),
            sensitive: false,
        };
        let closing = catalogue().elements.remove(0);
        let opening = DataElement {
            code: "dau_ky".to_owned(),
            opening_of: catalogue().find("ket_nap"),
            categories: vec![part("tong"), part("nam"), part("nu")],
            ..closing.clone()
        };
        let catalogue = Catalogue::new(vec![closing, opening]);
        let of = |path: &str| {
            let found = catalogue.closing_of(catalogue.find(path).unwrap());
            found.map(|item| catalogue.path(item))
        };
        assert_eq!(of("dau_ky").as_deref(), Some("ket_nap"));
        assert_eq!(of("dau_ky.nu").as_deref(), Some("ket_nap.nu"));
        assert_eq!(of("dau_ky.nam"), None);
        assert_eq!(of("ket_nap"), None);
    }

    #[test]
    fn a_path_can_be_a_number_and_have_children() {
        let catalogue = catalogue();
        let total = catalogue.find("ket_nap").unwrap();
        assert!(total.is_total());
        assert_eq!(catalogue.find("ket_nap.tong"), Some(total));
        let women = catalogue.find("ket_nap.nu").unwrap();
        assert_eq!(women.total(), total);
        assert_eq!(catalogue.path(women), "ket_nap.nu");
        assert_eq!(catalogue.path(total), "ket_nap");
        assert_eq!(catalogue.find("ket_nap.nam"), None);
        assert_eq!(catalogue.find("nu"), None);
    }
}
