//! Sheets that repeat, are renamed or left out, as formulas name them.
//!
//! Inside a copy the template's sheet is the copy itself; seen from another sheet it is all copies,
//! which functions such as SUM can take. Where one sheet is asked for and many have come of it,
//! nothing is guessed.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// Which sheets of the result the template's sheets have become.
#[derive(Debug, Default)]
pub(crate) struct Sheets {
    /// All sheets of the template in order, each with those of the result.
    order: Vec<(String, Vec<String>)>,
    /// Places in `order` by the template's name in lower case.
    places: BTreeMap<String, usize>,
    /// Places in `order` by the result's name in lower case.
    origins: BTreeMap<String, usize>,
    /// What has become of tables, by the template's name in lower case: the sheet (lower case)
    /// and the name of each.
    tables: BTreeMap<String, Vec<(String, String)>>,
    changed: bool,
}

/// What a name of a sheet, or of a table, means in the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning<'s> {
    /// What it meant.
    Same,
    /// This one.
    One(String),
    /// All of these.
    Many(Cow<'s, [String]>),
    /// Nothing any more.
    Gone,
}

impl Sheets {
    /// What has become of all sheets of the template, in order.
    pub(crate) fn new(order: Vec<(String, Vec<String>)>) -> Self {
        let mut sheets = Self::default();
        for (index, (name, copies)) in order.iter().enumerate() {
            sheets.places.insert(name.to_lowercase(), index);
            sheets.changed |= copies.len() != 1 || copies.first() != Some(name);
            for copy in copies {
                sheets.origins.insert(copy.to_lowercase(), index);
            }
        }
        sheets.order = order;
        sheets
    }

    /// Adds a copy of a table of a sheet that is repeated.
    pub(crate) fn add_table(&mut self, table: &str, sheet: &str, copy: &str) {
        let copies = self.tables.entry(table.to_lowercase()).or_default();
        copies.push((sheet.to_lowercase(), copy.to_owned()));
    }

    /// Says that a table has gone with its sheet.
    pub(crate) fn drop_table(&mut self, table: &str) {
        self.tables.entry(table.to_lowercase()).or_default();
    }

    /// Whether any sheet is repeated, renamed or left out.
    pub(crate) const fn changed(&self) -> bool {
        self.changed
    }

    /// The sheet of the template that a sheet of the result comes from.
    pub(crate) fn origin(&self, sheet: &str) -> Option<&str> {
        let place = self.origins.get(&sheet.to_lowercase())?;
        self.order.get(*place).map(|(name, _)| name.as_str())
    }

    /// The sheets of the result that a sheet of the template has become.
    pub(crate) fn copies(&self, sheet: &str) -> Option<&[String]> {
        let place = self.places.get(&sheet.to_lowercase())?;
        self.order.get(*place).map(|(_, copies)| copies.as_slice())
    }

    /// The first sheet of the result that a sheet of the template has become.
    pub(crate) fn first(&self, sheet: &str) -> Option<&str> {
        let place = self.places.get(&sheet.to_lowercase())?;
        self.order.get(*place)?.1.first().map(String::as_str)
    }

    /// What a sheet's name means in a formula of a sheet of the result.
    pub(super) fn meaning(&self, name: &str, home: &str) -> Meaning<'_> {
        let Some((place, copies)) = self.places.get(&name.to_lowercase()).and_then(|place| {
            let (_, copies) = self.order.get(*place)?;
            Some((place, copies))
        }) else {
            return Meaning::Same;
        };
        let is_home = self.origins.get(&home.to_lowercase()) == Some(place);
        match copies.as_slice() {
            _ if is_home => called(name, home),
            [] => Meaning::Gone,
            [only] => called(name, only),
            many => Meaning::Many(Cow::Borrowed(many)),
        }
    }

    /// What a table's name means in a formula of a sheet of the result.
    pub(super) fn table(&self, name: &str, home: &str) -> Meaning<'_> {
        let Some(copies) = self.tables.get(&name.to_lowercase()) else { return Meaning::Same };
        let home = home.to_lowercase();
        let own = copies.iter().find(|(sheet, _)| *sheet == home);
        match (own, copies.as_slice()) {
            (Some((_, own)), _) | (None, [(_, own)]) => called(name, own),
            (None, []) => Meaning::Gone,
            (None, many) => Meaning::Many(many.iter().map(|(_, name)| name.clone()).collect()),
        }
    }

    /// The first and the last sheet of the result that a reference over several sheets of the
    /// template covers, and whether these are as many as there were; none when it names a sheet
    /// that is not there.
    pub(super) fn span(&self, first: &str, last: &str) -> Option<(Option<[String; 2]>, bool)> {
        let place = |name: &str| self.places.get(&name.to_lowercase()).copied();
        let (first, last) = (place(first)?, place(last)?);
        let covered = self.order.get(first.min(last)..=first.max(last))?;
        let copies = || covered.iter().flat_map(|(_, copies)| copies);
        let ends = copies().next().cloned().zip(copies().next_back().cloned());
        let same = copies().count() == covered.len();
        Some((ends.map(|(first, last)| [first, last]), same))
    }

    /// The sheets of the result from one to another.
    pub(super) fn between(&self, first: &str, last: &str) -> Option<Vec<&str>> {
        let all: Vec<&str> =
            self.order.iter().flat_map(|(_, copies)| copies).map(String::as_str).collect();
        let place = |name: &str| {
            let name = name.to_lowercase();
            all.iter().position(|sheet| sheet.to_lowercase() == name)
        };
        let (first, last) = (place(first)?, place(last)?);
        all.get(first.min(last)..=first.max(last)).map(<[_]>::to_vec)
    }
}

fn called(before: &str, now: &str) -> Meaning<'static> {
    if before.to_lowercase() == now.to_lowercase() {
        Meaning::Same
    } else {
        Meaning::One(now.to_owned())
    }
}
