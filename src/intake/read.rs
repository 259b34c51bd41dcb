//! Reads the located cells of a return: a number, a class, a blank, or a finding. Never a guess.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::Wanted;
use super::consolidated::{Below, below};
use super::external::leads_elsewhere;
use super::held::Held;
use super::identify::Identified;
use super::locate::{Located, LocatedSheet, locate};
use super::none_occurred::ticks;
use super::revision;
use super::rulings::{CellRuling, Ruled};
use super::typed::Told;
use super::unseen::is_partly_struck;
use crate::diagnostic::{CellNote, Code, Finding, Place};
use crate::model::{
    DataElement, Fact, Item, OrgIx, OrgTree, OverUnits, Period, PrintedRatio, Source, State,
    Statement, ValueKind,
};
use crate::ooxml::CellRef;
use crate::pack::upward::Upward;
use crate::pack::{Due, Form, FormCell, Named, Pack};
use crate::sheet::{Value, Workbook};
use crate::text::typed_figure::{self, TypedFigure};
use crate::text::typed_number::Reading as Written;

/// Results of formulas that a file does not carry.
pub(super) type Results = BTreeMap<(String, CellRef), Value>;

/// The values of one return.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) facts: BTreeMap<(Item, Period), Fact>,
    pub(super) statements: BTreeMap<(usize, Period), Statement>,
    pub(super) claims: Vec<PrintedRatio>,
    pub(super) findings: Vec<Finding>,
    /// The number of the revision that it says it is.
    pub(super) revision: Option<u16>,
    /// That it says several, which is told whether it is taken or not.
    pub(super) unclear_revision: Option<Finding>,
    /// Whether it says for all that may be ticked, and is believed, that nothing occurred.
    pub(super) none_occurred: bool,
    /// Whether nothing was typed into any of its cells.
    pub(super) untouched: bool,
    /// Formulas whose results the file does not carry and that were calculated here, by sheet.
    pub(super) calculated: Vec<(String, CellNote)>,
    /// What became of the office's decisions about its cells.
    pub(super) ruled: Vec<Ruled>,
}

impl Reading {
    /// Whether two files say the same, wherever in them it stands.
    pub(super) fn same_values(&self, other: &Self) -> bool {
        let values = |reading: &Self| -> Vec<_> {
            let facts = reading.facts.iter();
            facts
                .map(|(key, fact)| {
                    let below = fact.consolidated.clone();
                    (*key, fact.state, fact.value, refused_text(fact), below)
                })
                .collect()
        };
        let said = |reading: &Self| -> Vec<_> {
            let statements = reading.statements.iter();
            statements
                .map(|(key, said)| (*key, said.source.text.clone(), said.below.clone()))
                .collect()
        };
        values(self) == values(other) && said(self) == said(other)
    }
}

impl Reading {
    /// The figures that two readings of one return do not give the same.
    pub(super) fn differing(&self, other: &Self) -> Vec<(Item, Period)> {
        let value = |reading: &Self, key: &(Item, Period)| {
            reading.facts.get(key).map(|fact| (fact.value, refused_text(fact)))
        };
        let keys: BTreeSet<_> = self.facts.keys().chain(other.facts.keys()).copied().collect();
        keys.into_iter().filter(|key| value(self, key) != value(other, key)).collect()
    }

    /// In how many figures and words two readings of one return differ, and how many of them the
    /// other has and this one has not.
    pub(super) fn differs_from(&self, other: &Self) -> Differs {
        let value = |fact: &Fact| (fact.value, refused_text(fact));
        let nothing = (None, None);
        let keys: BTreeSet<_> = self.facts.keys().chain(other.facts.keys()).collect();
        let mut differs = Differs::default();
        for key in keys {
            let [mine, others] = [self, other]
                .map(|reading| reading.facts.get(key).map_or_else(|| nothing.clone(), value));
            differs.figures += usize::from(mine != others);
            differs.left_out += usize::from(mine == nothing && others != nothing);
        }
        let said = |reading: &Self, key: &(usize, Period)| {
            reading.statements.get(key).map(|said| said.source.text.clone())
        };
        let keys: BTreeSet<_> = self.statements.keys().chain(other.statements.keys()).collect();
        let words = keys.into_iter().filter(|key| said(self, key) != said(other, key));
        differs.figures += words.count();
        differs
    }
}

/// How two readings of one return differ.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Differs {
    /// Figures and words that are not the same.
    pub(super) figures: usize,
    /// Of these, figures that only the other has.
    pub(super) left_out: usize,
}

/// What was refused is compared by its text: two different slips are two different returns.
fn refused_text(fact: &Fact) -> Option<String> {
    let refused = fact.state == State::Refused;
    fact.source.as_ref().filter(|_| refused).map(|source| source.text.to_string())
}

/// Reads a return of a form from a unit.
pub(super) fn read(
    path: &str,
    workbook: &Workbook,
    results: &Results,
    Identified { identity, overlay, revision, .. }: &Identified<'_>,
    wanted: Wanted<'_>,
) -> Reading {
    let identity = *identity;
    let (Some(duty), Some(form)) = (wanted.duty(identity), wanted.form(identity)) else {
        return Reading::default();
    };
    let upward =
        Upward::read(workbook).map(|upward| upward.under(wanted.tree.code(identity.org)));
    let mut reader = Reader {
        path: Arc::from(path),
        results,
        upward,
        pack: duty.pack,
        due: duty.due,
        tree: wanted.tree,
        form,
        org: identity.org,
        own: identity.period,
        reading: Reading::default(),
        outside: Vec::new(),
        misplaced: Vec::new(),
        as_text: BTreeSet::new(),
        held_back: Vec::new(),
        read_as: Told::new(),
        refusals: Vec::new(),
        added_up: Vec::new(),
        rulings: wanted.rulings.of_cells(&identity.key(form)),
        adjusted: BTreeSet::new(),
    };
    let own = identity.period;
    let sheets = locate(workbook, form, overlay, |period| duty.pack.resolve(period, own));
    let ticks = ticks(workbook, form, overlay);
    let mut blanks = vec![Vec::new(); sheets.len()];
    for pass in [Pass::First, Pass::AfterOthers, Pass::Means] {
        for (sheet, blanks) in sheets.iter().zip(&mut blanks) {
            reader.cells(sheet, pass, blanks);
        }
        if pass == Pass::AfterOthers {
            reader.ticks(&ticks, &sheets, &mut blanks);
        }
    }
    for sheet in &sheets {
        reader.refuse(&sheet.drifted);
        reader.refuse(&sheet.doubled);
        reader.refuse_uncertain(sheet);
    }
    reader.rulings_without_figure();
    reader.totals(workbook, &sheets, &mut blanks);
    reader.reading.untouched = reader.is_untouched(&sheets, &ticks);
    let (revision, unclear) = revision::revision(path, revision.as_deref(), &sheets);
    reader.reading.revision = revision;
    reader.reading.unclear_revision = unclear;
    reader.say_typed();
    reader.say_refusals();
    reader.say_added_up();
    reader.say_overtyped(workbook, &sheets);
    reader.say_unseen(&sheets);
    reader.say_renamed(&sheets);
    for (sheet, blanks) in sheets.iter().zip(&blanks) {
        reader.say_missing(sheet);
        reader.say_blank(sheet, blanks);
        reader.say_gathered(Code::E215, &reader.outside.clone(), sheet);
        reader.say_gathered(Code::E218, &reader.misplaced.clone(), sheet);
        reader.say_drifted(sheet);
        reader.say_uncertain(sheet);
        reader.say_followed(sheet);
        reader.say_added(sheet);
    }
    reader.reading
}

/// Cells without a value, with what they should hold.
pub(super) type Blanks = Vec<(CellRef, Item, Period)>;

pub(super) struct Reader<'a> {
    pub(super) path: Arc<str>,
    /// Results of formulas that the file does not carry.
    results: &'a Results,
    /// What the return carries, if it was itself consolidated.
    pub(super) upward: Option<Upward>,
    pub(super) pack: &'a Pack,
    pub(super) due: &'a Due,
    pub(super) tree: &'a OrgTree,
    pub(super) form: &'a Form,
    pub(super) org: OrgIx,
    /// The period of the return.
    pub(super) own: Period,
    pub(super) reading: Reading,
    /// Cells with figures for a time at which the unit did not exist, by sheet.
    pub(super) outside: Vec<(String, CellNote)>,
    /// Cells with moves within a body that the unit does not belong to, by sheet.
    misplaced: Vec<(String, CellNote)>,
    /// Figures that were stored as text: formulas of the return pass over most of them.
    pub(super) as_text: BTreeSet<(Item, Period)>,
    /// What is wrong with results of formulas, until it is known what became of their parts.
    pub(super) held_back: Vec<(Item, Period, Finding)>,
    /// Texts that were read as figures, until all are told together.
    pub(super) read_as: Told,
    /// What is wrong with cells, until those that share it are told together.
    pub(super) refusals: Vec<Finding>,
    /// Totals that were worked out from their parts.
    pub(super) added_up: Vec<Finding>,
    /// What the office decided of its cells.
    pub(super) rulings: &'a [CellRuling],
    /// Figures that the office put in the place of what the return says.
    pub(super) adjusted: BTreeSet<(Item, Period)>,
}

/// In which order cells are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// What is read by itself.
    First,
    /// What other figures must bear out: `12/15`, `1.251`.
    AfterOthers,
    /// Means: whether one is rightly blank depends on its weight.
    Means,
}

impl Reader<'_> {
    fn cells(&mut self, located: &LocatedSheet<'_>, pass: Pass, blanks: &mut Blanks) {
        for found in &located.found {
            if self.pass_of(found) != pass {
                continue;
            }
            match found.form.named {
                // The cells of a class are looked at together.
                Named::Item(item) if self.pack.catalogue.is_ticked(item) => {
                    self.ticked(located, (found, item), blanks);
                }
                Named::Item(item) if self.ruled(found, item) => {}
                Named::Item(_) | Named::Text(_) if self.merged_with_others(located, found) => {}
                Named::Item(item) if is_partly_struck(found, located) => {
                    let refused = Fact::read(State::Refused, None, self.source(found));
                    self.put(item, found.period, refused, found);
                }
                Named::Item(item) => self.item(found, item, blanks),
                Named::Indicator(indicator) => self.claim(found, indicator),
                Named::Text(text) => self.statement(found, text),
            }
        }
    }

    /// When a cell is read.
    fn pass_of(&self, found: &Located<'_>) -> Pass {
        match found.form.named {
            Named::Item(item) if self.is_mean(item) => Pass::Means,
            Named::Item(_) if self.depends_on_others(found) => Pass::AfterOthers,
            Named::Item(_) | Named::Indicator(_) | Named::Text(_) => Pass::First,
        }
    }

    /// A merge over cells of several figures says none of them for certain.
    pub(super) fn merged_with_others(
        &mut self,
        located: &LocatedSheet<'_>,
        found: &Located<'_>,
    ) -> bool {
        let within = |(from, to): &(CellRef, CellRef), cell: CellRef| {
            (from.row..=to.row).contains(&cell.row) && (from.col..=to.col).contains(&cell.col)
        };
        let mut merges = found.sheet.merged.iter().filter(|merge| within(merge, found.cell));
        let Some(merge) = merges.next() else { return false };
        let others = located.found.iter().filter(|other| within(merge, other.cell));
        let cells: Vec<String> = others.map(|other| other.cell.to_string()).collect();
        if cells.len() < 2 {
            return false;
        }
        if found.cell == merge.0 {
            let place = Place::file(&*self.path).sheet(&*found.sheet.name).cell(found.cell);
            let finding = Finding::new(Code::E214).at(place).text("label", self.label(found));
            let (from, to) = merge;
            let finding = finding.list("candidates", cells);
            self.push(finding.text("merged", format!("{from}:{to}")));
        }
        if let Named::Item(item) = found.form.named {
            let source = self.source(found);
            let refused = Fact::read(State::Refused, None, source);
            self.put(item, found.period, refused, found);
        }
        true
    }

    fn is_mean(&self, item: Item) -> bool {
        let element = self.pack.catalogue.element(item);
        element.is_some_and(|e| matches!(e.over_units, OverUnits::WeightedMean { .. }))
    }

    pub(super) fn push(&mut self, finding: Finding) {
        let finding = finding.scope(self.tree.name(self.org));
        self.reading.findings.push(finding.scope(self.form.name.as_str()));
    }

    pub(super) fn source(&self, found: &Located<'_>) -> Source {
        let cell = found.sheet.get(found.cell);
        let text = cell.map_or("", |cell| cell.text.as_str());
        let source = self.place(&found.sheet.name, found.cell, text);
        match cell.and_then(|cell| cell.formula.as_ref()) {
            Some(formula) if self.result(found).is_some() => {
                let result = match self.result(found) {
                    Some(Value::Number(result)) => Some(*result),
                    _ => None,
                };
                Source {
                    text: format!("={formula}").into(),
                    calculated: true,
                    result,
                    ..source
                }
            }
            _ => source,
        }
    }

    pub(super) fn place(&self, sheet: &str, cell: CellRef, text: &str) -> Source {
        Source {
            file: Arc::clone(&self.path),
            sheet: Arc::from(sheet),
            cell,
            text: text.into(),
            calculated: false,
            result: None,
            adjusted: None,
            origin: None,
        }
    }

    /// The result of a formula that the file does not carry, where it could be worked out.
    pub(super) fn result(&self, found: &Located<'_>) -> Option<&'_ Value> {
        let uncalculated =
            found.sheet.get(found.cell).is_some_and(|cell| cell.never_calculated);
        let result = self.results.get(&(found.sheet.name.clone(), found.cell));
        result.filter(|_| uncalculated)
    }

    fn item(&mut self, found: &Located<'_>, item: Item, blanks: &mut Blanks) {
        let Some(element) = self.pack.catalogue.element(item) else { return };
        let period = found.period;
        let cell = found.sheet.get(found.cell);
        if self.consolidated(found, item) {
            return;
        }
        if element.kind == ValueKind::Class {
            self.class(found, item, element, blanks);
            return;
        }
        let held = cell.map_or(Held::Blank, |cell| self.number(found, cell, element));
        let (state, value) = self.state_of(held, found, (item, element), blanks);
        let fact = Fact::read(state, value, self.source(found));
        self.put(item, period, fact, found);
    }

    /// What is reported by what a cell holds.
    fn state_of(
        &mut self,
        held: Held,
        found: &Located<'_>,
        (item, element): (Item, &DataElement),
        blanks: &mut Blanks,
    ) -> (State, Option<Decimal>) {
        let period = found.period;
        match held {
            Held::Number(value) if !self.due.applies(self.tree, self.org, item, period) => {
                if !value.is_zero() {
                    let note = self.note(found);
                    let may_move = self.due.may_move(self.tree, self.org, item);
                    let told = if may_move { &mut self.outside } else { &mut self.misplaced };
                    told.push(note);
                }
                (State::Refused, None)
            }
            Held::Number(value)
                if !value.is_zero() && self.weight(element, period) == Some(Decimal::ZERO) =>
            {
                self.push(self.of_nobody(found, element));
                (State::NotApplicable, None)
            }
            Held::Number(value) => (State::Reported, Some(value)),
            Held::Blank if self.weight(element, period) == Some(Decimal::ZERO) => {
                (State::NotApplicable, None)
            }
            // Whether anything is missing cannot be said while the weight itself is.
            Held::Blank if self.is_mean(item) && self.weight(element, period).is_none() => {
                (State::Absent, None)
            }
            Held::Blank => {
                if self.is_asked_for(item, period) {
                    blanks.push((found.cell, item, period));
                }
                (State::Absent, None)
            }
            Held::NotKnown => {
                if self.is_asked_for(item, period) {
                    self.tell(found, Code::W244, None);
                }
                (State::Absent, None)
            }
            Held::Refused(finding) => {
                let finding = finding.scope(period.to_string());
                let cell = found.sheet.get(found.cell);
                if cell.is_some_and(|cell| cell.formula.is_some()) {
                    self.held_back.push((item, period, finding));
                } else {
                    self.refusals.push(finding);
                }
                (State::Refused, None)
            }
        }
    }

    /// Whether the unit owes a figure in this very return: what is recalled of earlier periods may
    /// be left to their own returns.
    fn is_asked_for(&self, item: Item, period: Period) -> bool {
        self.own.contains(period) && self.due.applies(self.tree, self.org, item, period)
    }

    /// Takes what a consolidated return carries for a cell; whether there was anything to take.
    pub(super) fn consolidated(&mut self, found: &Located<'_>, item: Item) -> bool {
        let Some(upward) = &self.upward else { return false };
        let items = self.pack.catalogue.items_of_cell(item);
        let (source, cell) = (self.source(found), found.sheet.get(found.cell));
        match below(upward, self.pack, &items, found.period, cell, &source) {
            None => false,
            Some(Below::Facts(facts)) => {
                for (item, fact) in facts {
                    self.put(item, found.period, fact, found);
                }
                true
            }
            Some(Below::Changed(consolidated)) => {
                let finding =
                    self.refused(Code::W217, found).text("consolidated", consolidated);
                self.push(finding.scope(found.period.to_string()));
                false
            }
        }
    }

    /// Keeps a fact. A form may have two cells for one figure: they must say the same, and a blank
    /// one says nothing.
    pub(super) fn put(&mut self, item: Item, period: Period, fact: Fact, found: &Located<'_>) {
        let Some(known) = self.reading.facts.get(&(item, period)) else {
            self.reading.facts.insert((item, period), fact);
            return;
        };
        if known.value == fact.value || fact.state == State::Absent {
            return;
        }
        let earlier = known.source.clone();
        let refused = Fact { state: State::Refused, value: None, ..fact.clone() };
        let replaced = known.state == State::Absent;
        self.reading.facts.insert((item, period), if replaced { fact } else { refused });
        if let Some(earlier) = earlier.filter(|_| !replaced) {
            let note = CellNote::new(earlier.cell, self.label(found), &*earlier.text);
            let finding = self.refused(Code::E216, found).cell(note.in_sheet(&*earlier.sheet));
            self.push(finding.scope(period.to_string()));
        }
    }

    /// A mean that is given though its weight is 0.
    fn of_nobody(&self, found: &Located<'_>, element: &DataElement) -> Finding {
        let OverUnits::WeightedMean { weight } = element.over_units else {
            return self.refused(Code::W312, found);
        };
        let finding = self.refused(Code::W312, found);
        let finding = finding.text("weight", self.pack.catalogue.label(weight));
        finding.scope(found.period.to_string())
    }

    /// The weight of a mean, if there is one.
    pub(super) fn weight(&self, element: &DataElement, period: Period) -> Option<Decimal> {
        let OverUnits::WeightedMean { weight } = element.over_units else { return None };
        self.reading.facts.get(&(weight, period)).and_then(|fact| fact.value)
    }

    /// A finding at a cell, with its label and what stands in it.
    pub(super) fn refused(&self, code: Code, found: &Located<'_>) -> Finding {
        let source = self.source(found);
        let label = self.label(found);
        let finding = Finding::new(code)
            .at(Place::file(&*self.path).sheet(&*source.sheet).cell(found.cell))
            .cell(
                CellNote::new(found.cell, label.clone(), &*source.text)
                    .worked_out(source.result)
                    .marked(),
            )
            .text("label", label);
        // Of a formula without a result there is no value to show.
        if code == Code::E201 {
            let cell = found.sheet.get(found.cell);
            let formula = cell.and_then(|cell| cell.formula.as_deref());
            return finding.maybe("link", formula.filter(|formula| leads_elsewhere(formula)));
        }
        // Of one that was worked out here the result is what is wrong.
        match self.result(found) {
            Some(Value::Number(result)) => finding.number("value", *result),
            Some(Value::Text(result)) => finding.text("value", result.as_str()),
            _ => finding.text("value", &*source.text),
        }
    }

    pub(super) fn label(&self, found: &Located<'_>) -> String {
        match found.form.named {
            Named::Item(item) => self.pack.catalogue.label(item),
            Named::Indicator(at) => {
                let indicator = self.pack.indicators.get(at);
                indicator.map_or_else(String::new, |indicator| indicator.name.clone())
            }
            Named::Text(at) => {
                let text = self.pack.texts.get(at);
                text.map_or_else(String::new, |text| text.name.clone())
            }
        }
    }

    /// A ratio that the return prints itself is kept to be held against the recomputed one.
    fn claim(&mut self, found: &Located<'_>, indicator: usize) {
        let Some(cell) = found.sheet.get(found.cell) else { return };
        let unit = self.pack.indicators.get(indicator).map_or("", |ratio| ratio.unit.as_str());
        let (value, in_percent) = match &cell.value {
            Value::Number(value) if found.sheet.shows_percentage(found.cell) && unit == "%" => {
                (value.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(*value), true)
            }
            Value::Number(value) => (*value, false),
            Value::Text(text) => match typed_figure::read(text) {
                TypedFigure::Number(Written::Number(value)) => (value, false),
                TypedFigure::Percent(Written::Number(value)) if unit == "%" => (value, true),
                _ => return,
            },
            _ => return,
        };
        self.reading.claims.push(PrintedRatio {
            org: self.org,
            indicator,
            period: found.period,
            value,
            in_percent,
            source: self.source(found),
        });
    }

    pub(super) fn note(&self, found: &Located<'_>) -> (String, CellNote) {
        let source = self.source(found);
        let label = format!("{}, {}", self.label(found), found.period);
        (
            found.sheet.name.clone(),
            CellNote::new(found.cell, label, &*source.text).worked_out(source.result).marked(),
        )
    }

    /// Cells that were not found for certain: nothing of them is taken.
    pub(super) fn refuse(&mut self, cells: &[(&FormCell, Period)]) {
        for (cell, period) in cells {
            if let Named::Item(item) = cell.named {
                let fact = Fact {
                    state: State::Refused,
                    value: None,
                    source: None,
                    consolidated: None,
                };
                self.reading.facts.insert((item, *period), fact);
            }
        }
    }
}
