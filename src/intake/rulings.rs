//! What the office decided of returns: a figure in the place of what a cell says, and which of several
//! versions counts. A decision is about what stood there when it was made, and about nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

use super::ReturnKey;
use super::consolidated::{Below, below};
use super::locate::Located;
use super::read::Reader;
use crate::diagnostic::Place;
use crate::model::{
    Adjusted, Adjustment, DataElement, Fact, Item, Period, Source, State, ValueKind,
    WeightedSum,
};
use crate::ooxml::CellRef;
use crate::sheet::Value;
use crate::text::typed_figure::{self, TypedFigure};
use crate::text::typed_number::{self, Reading};
use crate::text::{self, key};

/// Decisions about returns, each with the number by which its outcome is told.
#[derive(Debug, Clone, Default)]
pub struct Rulings {
    cells: BTreeMap<ReturnKey, Vec<CellRuling>>,
    versions: BTreeMap<ReturnKey, VersionRuling>,
}

/// A figure in the place of what a cell says.
#[derive(Debug, Clone)]
pub struct CellRuling {
    /// Number of the decision.
    pub number: usize,
    /// The sheet; `None` where the form has but one.
    pub sheet: Option<String>,
    /// The cell.
    pub cell: CellRef,
    /// What stood in it when it was decided.
    pub stood: String,
    /// What counts.
    pub value: Adjusted,
    /// What it was decided of, where that is known.
    pub of: Option<RuledFigure>,
    /// What is on record.
    pub adjustment: Adjustment,
}

/// A figure that was decided of: its path and period, whatever cell it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuledFigure {
    /// Its path.
    pub path: String,
    /// Its period.
    pub period: Period,
    /// What stands in the other cells of its class, where it is ticked in one of several.
    pub beside: String,
}

/// Which of several versions of a return counts.
#[derive(Debug, Clone)]
pub struct VersionRuling {
    /// Number of the decision.
    pub number: usize,
    /// All versions there were.
    pub among: BTreeSet<Version>,
    /// The one that counts.
    pub chosen: Version,
}

/// One version of a return, whatever its file is called.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// The sheet, where the file has several returns.
    pub sheet: Option<String>,
}

/// What became of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruled {
    /// Number of the decision.
    pub number: usize,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a decision about a return that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The figure counts in the place of what the cell says.
    Adjusted {
        /// What the figure is called.
        label: String,
        /// Which figure it is.
        figure: RuledFigure,
        /// The cell.
        place: Place,
        /// What stands in it.
        stands: String,
    },
    /// This file counts, and the others do not.
    Chosen {
        /// The file that counts.
        file: String,
        /// The others.
        others: Vec<String>,
    },
    /// The cell says something else now.
    Changed {
        /// The cell.
        place: Place,
        /// What stands in it now.
        stands: String,
    },
    /// Another figure stands in the cell now.
    OtherFigure {
        /// What it is called.
        label: String,
        /// Its period.
        period: Period,
    },
    /// Other cells of the class say something else now.
    OtherTicks,
    /// Decisions put different figures into the cell, those of these numbers.
    Contradicted(Vec<usize>),
    /// The versions are others now.
    OtherVersions,
    /// No figure of the form stands in the cell.
    NoFigure,
    /// The figure cannot be that of the cell.
    Unfit(Unfit),
}

/// Why a figure cannot be that of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// It is no number.
    NoNumber,
    /// It is none of these classes, or no tick.
    NoClass(Vec<String>),
    /// It must be a whole number.
    NotWhole,
    /// It is below 0 or above what the figure can be.
    OutOfBounds,
    /// The unit does not owe the figure.
    NotDue,
    /// It stands for figures below, with what they were made from.
    Consolidated,
}

impl Rulings {
    /// Adds a decision about a cell of a return.
    pub fn rule_cell(&mut self, of: ReturnKey, ruling: CellRuling) {
        self.cells.entry(of).or_default().push(ruling);
    }

    /// Adds a decision about the versions of a return.
    pub fn rule_version(&mut self, of: ReturnKey, ruling: VersionRuling) {
        self.versions.insert(of, ruling);
    }

    pub(super) fn of_cells(&self, of: &ReturnKey) -> &[CellRuling] {
        self.cells.get(of).map_or(&[], Vec::as_slice)
    }

    pub(super) fn of_versions(&self, of: &ReturnKey) -> Option<&VersionRuling> {
        self.versions.get(of)
    }
}

impl CellRuling {
    fn is_at(&self, found: &Located<'_>) -> bool {
        let on = |name: &String| {
            let key = key::of(name);
            [&found.sheet.name, found.sheet.legible_name()].iter().any(|of| key::of(of) == key)
        };
        self.cell == found.cell && self.sheet.as_ref().is_none_or(on)
    }

    fn is_of(&self, figure: &RuledFigure) -> bool {
        let same = |of: &RuledFigure| (&of.path, of.period) == (&figure.path, figure.period);
        self.of.as_ref().is_none_or(same)
    }

    /// Whether the class was ticked elsewhere than now when it was decided.
    fn is_of_other_ticks(&self, figure: &RuledFigure) -> bool {
        self.of.as_ref().is_some_and(|of| of.beside != figure.beside)
    }
}

/// Whether two texts of a cell say the same: of numbers it does not matter how they are typed.
pub fn says_the_same(one: &str, other: &str) -> bool {
    let number = |text: &str| match typed_number::read(text) {
        Reading::Number(number) => Some(number.normalize()),
        Reading::Ambiguous { .. } | Reading::NotANumber => None,
    };
    one.trim() == other.trim() || number(one).is_some_and(|one| number(other) == Some(one))
}

/// What a decision makes of a cell.
enum Made {
    Figure(Fact),
    /// A class by the position of its category, and where it stands.
    Class(usize, Source),
}

impl Reader<'_> {
    /// Takes what the office put in the place of a cell; whether it did.
    pub(super) fn ruled(&mut self, found: &Located<'_>, item: Item) -> bool {
        self.ruled_beside(found, item, String::new())
    }

    /// Takes the tick that the office put into a cell of a class; whether it did. Ticks in two of its cells
    /// contradict one another.
    pub(super) fn ruled_tick(&mut self, cells: &[(&Located<'_>, Item)]) -> bool {
        let at = |found: &Located<'_>| -> Vec<usize> {
            let rulings = self.rulings.iter().filter(|ruling| ruling.is_at(found));
            rulings.map(|ruling| ruling.number).collect()
        };
        let ruled: Vec<(&Located<'_>, Item)> =
            cells.iter().filter(|(found, _)| !at(found).is_empty()).copied().collect();
        let [(found, item)] = ruled.as_slice() else {
            let all: Vec<usize> = ruled.iter().flat_map(|(found, _)| at(found)).collect();
            let told = all.iter().map(|number| Ruled {
                number: *number,
                outcome: Outcome::Contradicted(all.clone()),
            });
            self.reading.ruled.extend(told.collect::<Vec<_>>());
            return false;
        };
        let others = cells.iter().filter(|(other, _)| other.cell != found.cell);
        let said = others.map(|(other, of)| {
            let text = self.source(other).text;
            format!("{}={};", self.pack.catalogue.path(*of), key::of(&text))
        });
        // Texts come back from a workbook in other letters.
        let beside = text::hex(&Sha256::digest(said.collect::<String>()));
        self.ruled_beside(found, *item, beside)
    }

    fn ruled_beside(&mut self, found: &Located<'_>, item: Item, beside: String) -> bool {
        let Some(element) = self.pack.catalogue.element(item) else { return false };
        let path = self.pack.catalogue.path(item);
        let figure = RuledFigure { path, period: found.period, beside };
        let source = self.source(found);
        let rulings: Vec<&CellRuling> =
            self.rulings.iter().filter(|ruling| ruling.is_at(found)).collect();
        let holds = |ruling: &&&CellRuling| {
            ruling.is_of(&figure) && says_the_same(&ruling.stood, &source.text)
        };
        let values: BTreeSet<String> =
            rulings.iter().filter(holds).map(|ruling| ruling.value.as_typed()).collect();
        let all: Vec<usize> =
            rulings.iter().filter(holds).map(|ruling| ruling.number).collect();
        let mut made = None;
        let mut outcomes = Vec::new();
        for ruling in rulings {
            let label = self.pack.catalogue.label(item);
            let place = Place::file(&*self.path).sheet(&*source.sheet).cell(found.cell);
            let stands = source.text.to_string();
            let outcome = if !ruling.is_of(&figure) {
                Outcome::OtherFigure { label, period: found.period }
            } else if !says_the_same(&ruling.stood, &stands) {
                Outcome::Changed { place, stands }
            } else if ruling.is_of_other_ticks(&figure) {
                Outcome::OtherTicks
            } else if values.len() > 1 {
                Outcome::Contradicted(all.clone())
            } else {
                match self.put_in_place(found, (item, element), ruling, source.clone()) {
                    Ok(adjusted) => {
                        made = Some(adjusted);
                        Outcome::Adjusted { label, figure: figure.clone(), place, stands }
                    }
                    Err(unfit) => Outcome::Unfit(unfit),
                }
            };
            outcomes.push(Ruled { number: ruling.number, outcome });
        }
        self.reading.ruled.extend(outcomes);
        let Some(made) = made else { return false };
        match made {
            Made::Figure(fact) => {
                let key = (item, found.period);
                // The blank's own totals pass over what does not stand in their cells.
                self.as_text.insert(key);
                self.adjusted.insert(key);
                self.put(item, found.period, fact, found);
            }
            Made::Class(chosen, source) => {
                self.adjusted.insert((item.total(), found.period));
                let of = (State::Adjusted, Some(chosen));
                self.put_class_from(found, item.total(), of, &source);
            }
        }
        true
    }

    /// Decisions about cells in which no figure of the form was found.
    pub(super) fn rulings_without_figure(&mut self) {
        let known: BTreeSet<usize> = self.reading.ruled.iter().map(|one| one.number).collect();
        let unknown = self.rulings.iter().filter(|ruling| !known.contains(&ruling.number));
        let unknown =
            unknown.map(|ruling| Ruled { number: ruling.number, outcome: Outcome::NoFigure });
        self.reading.ruled.extend(unknown);
    }

    /// What a decision makes of a cell.
    fn put_in_place(
        &self,
        found: &Located<'_>,
        (item, element): (Item, &DataElement),
        ruling: &CellRuling,
        source: Source,
    ) -> Result<Made, Unfit> {
        if !self.due.applies(self.tree, self.org, item, found.period) {
            return Err(Unfit::NotDue);
        }
        if element.kind == ValueKind::Class {
            if self.upward.is_some() {
                return Err(Unfit::Consolidated);
            }
            let chosen = self.class_of(item, element, &ruling.value)?;
            let adjusted = Some(Arc::new(ruling.adjustment.clone()));
            return Ok(Made::Class(chosen, Source { adjusted, ..source }));
        }
        let Adjusted::Number(value) = ruling.value else { return Err(Unfit::NoNumber) };
        if element.kind == ValueKind::Integer && !value.fract().is_zero() {
            return Err(Unfit::NotWhole);
        }
        if self.impossible(found, element, value).is_some() {
            return Err(Unfit::OutOfBounds);
        }
        let adjustment =
            Adjustment { reported: self.plainly_reported(found), ..ruling.adjustment.clone() };
        let consolidated = self.consolidated_below(found, item, &source)?;
        let source = Source { adjusted: Some(Arc::new(adjustment)), ..source };
        let fact = Fact::read(State::Adjusted, Some(value.normalize()), source);
        Ok(Made::Figure(Fact { consolidated, ..fact }))
    }

    /// The class that a decision names, or ticks in the cell of its own.
    fn class_of(
        &self,
        item: Item,
        element: &DataElement,
        value: &Adjusted,
    ) -> Result<usize, Unfit> {
        let typed = value.as_typed();
        let names = || element.categories.iter().enumerate().skip(1);
        let is_named = |name: &str| key::of(name) == key::of(&typed);
        if item.is_total() {
            let named = names().find(|(_, category)| is_named(&category.name));
            let all = || names().map(|(_, category)| category.name.clone()).collect();
            return named.map(|(at, _)| at).ok_or_else(|| Unfit::NoClass(all()));
        }
        let own = self.pack.catalogue.category(item).map_or("", |category| &category.name);
        let is_tick = *value == Adjusted::Number(Decimal::ONE)
            || matches!(typed_figure::read(&typed), TypedFigure::Mark)
            || is_named(own);
        if is_tick {
            return Ok(usize::from(item.category));
        }
        Err(Unfit::NoClass(vec!["x".to_owned()]))
    }

    /// Of what a consolidated return carries for a cell the units that it is about; a mean has its
    /// parts below, which nobody here can change.
    fn consolidated_below(
        &self,
        found: &Located<'_>,
        item: Item,
        source: &Source,
    ) -> Result<Option<Box<crate::model::ConsolidatedState>>, Unfit> {
        let Some(upward) = &self.upward else { return Ok(None) };
        let cell = found.sheet.get(found.cell);
        let Some(Below::Facts(facts)) =
            below(upward, self.pack, &[item], found.period, cell, source)
        else {
            return Ok(None);
        };
        let state = facts.into_iter().next().and_then(|(_, fact)| fact.consolidated);
        let weighted = |sum: Option<WeightedSum>| sum.is_some();
        match state {
            Some(state) if weighted(state.weighted) => Err(Unfit::Consolidated),
            state => Ok(state),
        }
    }

    /// The number that a cell says, where it says one plainly.
    fn plainly_reported(&self, found: &Located<'_>) -> Option<Decimal> {
        let cell = found.sheet.get(found.cell)?;
        match self.result(found).unwrap_or(&cell.value) {
            Value::Number(_) if found.sheet.shows_percentage(found.cell) => None,
            Value::Number(number) => Some(number.normalize()),
            Value::Text(text) => match typed_number::read(text) {
                Reading::Number(number) => Some(number.normalize()),
                Reading::Ambiguous { .. } | Reading::NotANumber => None,
            },
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_typed_in_another_way_is_the_same_and_another_number_is_not() {
        assert!(says_the_same("12", " 12 "));
        assert!(says_the_same("12,5", "12.5"));
        assert!(says_the_same("", ""));
        assert!(!says_the_same("12", "13"));
        assert!(!says_the_same("1.251", "1251"));
        assert!(!says_the_same("", "0"));
        assert!(!says_the_same("mười hai", "12"));
    }
}
