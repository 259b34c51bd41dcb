//! Which return came from whom, and in what state.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::rows::{Row, rows};
use super::{Owed, Receipts};
use crate::diagnostic::{Code, Field, Finding, FindingList, Severity};
use crate::model::{NamedUnit, OrgIx, Period, UnitNames};
use crate::pack::Consolidated;

/// What became of a return that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptState {
    /// Taken, and nothing wrong with it.
    Received,
    /// Taken, with so many errors in it.
    WithErrors(usize),
    /// Several versions came, none was taken.
    Disputed,
    /// Not there.
    Missing,
    /// Not due from this unit.
    NotDue,
}

/// How a return that was taken came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Arrival {
    /// The day on which it first came, in whatever version; none if nobody knows.
    pub received: Option<NaiveDate>,
    /// The day on which the version that counts came.
    pub last: Option<NaiveDate>,
    /// The last day on which it was in time, if the office sets one.
    pub deadline: Option<NaiveDate>,
    /// The number of the revision that counts.
    pub revision: Option<u16>,
    /// Whether it says that nothing occurred.
    pub none_occurred: bool,
    /// Whether the office entered it for the unit (nhập thay).
    pub entered: bool,
    /// Whether it came after the figures had been sealed.
    pub after_seal: bool,
}

/// A return of a unit: what became of it, and how it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// What became of it.
    pub state: ReceiptState,
    /// How it came; nothing of one that was not taken.
    pub arrival: Arrival,
    /// Cells of it that had to be filled in and are not.
    pub blank: usize,
}

impl Arrival {
    /// Of what was not taken.
    pub const NONE: Self = Self {
        received: None,
        last: None,
        deadline: None,
        revision: None,
        none_occurred: false,
        entered: false,
        after_seal: false,
    };

    /// Whether it first came after its deadline; what nobody knows the day of is not late.
    pub fn is_late(&self) -> bool {
        self.received.zip(self.deadline).is_some_and(|(received, last)| received > last)
    }
}

impl Receipt {
    /// Whether its figures count.
    pub fn is_taken(&self) -> bool {
        matches!(self.state, ReceiptState::Received | ReceiptState::WithErrors(_))
    }

    /// Whether there is nothing more to do about it: taken, in time, filled in, without errors, and
    /// the unit's own.
    pub fn is_whole(&self) -> bool {
        match self.state {
            ReceiptState::Received => {
                !self.arrival.is_late() && !self.arrival.entered && self.blank == 0
            }
            ReceiptState::NotDue => true,
            _ => false,
        }
    }
}

/// A return that is due: a column of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueReturn {
    /// Code of the form.
    pub code: String,
    /// Name of the form.
    pub name: String,
    /// For which period.
    pub period: Period,
    /// The last day on which it is in time, if the office sets one.
    pub deadline: Option<NaiveDate>,
}

/// Units by returns.
#[derive(Debug, Clone, Default)]
pub struct Matrix {
    /// The returns that are due from any unit, in the order of the pack.
    pub duties: Vec<DueReturn>,
    /// Units in the office's order, each with its receipts in the order of the duties; a unit
    /// that only stands above others has none, whatever came from those below it.
    pub lines: Vec<(Row, Vec<Receipt>)>,
}

impl Matrix {
    /// What became of every return that the run needs.
    pub fn new(data: &Consolidated, receipts: &Receipts, findings: &FindingList) -> Self {
        let mut duties = Vec::new();
        let mut due: BTreeSet<Owed> = BTreeSet::new();
        for form in &data.pack.forms {
            for period in data.made_of() {
                let mut units = data.due.units(&data.tree, &form.code, period).peekable();
                if units.peek().is_some() {
                    let (code, name) = (form.code.clone(), form.name.clone());
                    due.extend(units.map(|org| (code.clone(), org, period)));
                    let deadline = data.deadline(&code, period);
                    duties.push(DueReturn { code, name, period, deadline });
                }
            }
        }
        let errors = Counted::new(data, receipts, findings, errors_in);
        let blanks = Counted::new(data, receipts, findings, blanks_in);
        let receipt = |duty: &DueReturn, org: OrgIx| {
            let owed = (duty.code.clone(), org, duty.period);
            let arrival = receipts.arrivals.get(&owed).copied().unwrap_or_default();
            let state = match receipts.taken.get(&owed) {
                _ if !due.contains(&owed) => ReceiptState::NotDue,
                Some(file) => match errors.of(file, org) {
                    0 => ReceiptState::Received,
                    errors => ReceiptState::WithErrors(errors),
                },
                None if receipts.disputed.contains(&owed) => ReceiptState::Disputed,
                None => ReceiptState::Missing,
            };
            let file = receipts.taken.get(&owed).filter(|_| due.contains(&owed));
            let blank = file.map_or(0, |file| blanks.of(file, org));
            Receipt { state, arrival, blank }
        };
        let units: BTreeSet<OrgIx> = due.iter().map(|(_, org, _)| *org).collect();
        let mut order = rows(data, &units);
        if units.contains(&data.office) {
            order.insert(0, Row { org: data.office, depth: 0, is_subtotal: false });
        }
        let line = |row: Row| {
            let owes = units.contains(&row.org);
            let of_duties = duties.iter().filter(|_| owes);
            (row, of_duties.map(|duty| receipt(duty, row.org)).collect())
        };
        let lines = order.into_iter().map(line).collect();
        Self { duties, lines }
    }

    /// The receipts of a duty, with the units.
    pub fn of(&self, duty: usize) -> impl Iterator<Item = (OrgIx, Receipt)> + '_ {
        self.lines.iter().filter_map(move |(row, receipts)| {
            let receipt = *receipts.get(duty)?;
            (receipt.state != ReceiptState::NotDue).then_some((row.org, receipt))
        })
    }

    /// The units of which any return is in such a state, in order.
    pub fn units_with(&self, is_such: impl Fn(Receipt) -> bool) -> Vec<OrgIx> {
        let such = self
            .lines
            .iter()
            .filter(|(_, receipts)| receipts.iter().any(|receipt| is_such(*receipt)));
        such.map(|(row, _)| row.org).collect()
    }
}

/// What findings count in each file: of the unit that they name, or of all whose returns are in it.
struct Counted<'a>(BTreeMap<(&'a str, Option<OrgIx>), usize>);

impl<'a> Counted<'a> {
    fn new(
        data: &Consolidated,
        receipts: &Receipts,
        findings: &'a FindingList,
        counts: impl Fn(&Finding) -> usize,
    ) -> Self {
        let names = UnitNames::new(&data.tree);
        let mut owners: BTreeMap<&str, BTreeSet<OrgIx>> = BTreeMap::new();
        for ((_, org, _), file) in &receipts.taken {
            owners.entry(file).or_default().insert(*org);
        }
        let none = BTreeSet::new();
        let mut counted = BTreeMap::new();
        for finding in findings.iter().map(|reported| &reported.finding) {
            let count = counts(finding);
            if count == 0 {
                continue;
            }
            let home = finding.place.as_ref().map(|place| place.file.as_str());
            let of_file = home.and_then(|file| owners.get(file)).unwrap_or(&none);
            // Where nobody knows whose it is of several, none of them is without errors.
            let unit = match names.named(&finding.scope, of_file) {
                NamedUnit::One(unit) => Some(unit),
                NamedUnit::OneOfSeveral | NamedUnit::Nobody => None,
            };
            let others = finding.cells.iter().filter_map(|note| note.file.as_deref());
            // Of the cells of another file nobody knows whose they are.
            let others = others.filter(|file| Some(*file) != home).map(|file| (file, None));
            let places: BTreeSet<_> =
                home.map(|file| (file, unit)).into_iter().chain(others).collect();
            for place in places {
                *counted.entry(place).or_insert(0) += count;
            }
        }
        Self(counted)
    }

    fn of(&self, file: &str, org: OrgIx) -> usize {
        let of = |unit| self.0.get(&(file, unit)).copied().unwrap_or(0);
        of(Some(org)) + of(None)
    }
}

/// Errors of a return, or that its cells take part in.
fn errors_in(finding: &Finding) -> usize {
    usize::from(finding.severity() == Severity::Error && !finding.code.is_of_seals())
}

/// Cells that a unit had to fill in and did not.
fn blanks_in(finding: &Finding) -> usize {
    if finding.code != Code::W209 || finding.is_accepted() {
        return 0;
    }
    match finding.fields.get("count") {
        Some(Field::Count(count)) => usize::try_from(*count).unwrap_or(usize::MAX),
        _ => 1,
    }
}
