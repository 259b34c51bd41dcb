//! Packs (bộ biểu mẫu): everything one reporting duty needs, as data: elements, indicators, rules
//! and targets in TOML, forms as .xlsx, reports as .docx. A new directive is a new pack, no code.

mod book;
mod consolidated;
mod due;
pub mod entered;
mod expression;
mod files;
mod filling;
mod form;
pub mod judge;
pub mod legacy;
mod load;
mod opinions;
mod overview;
pub mod period_words;
mod raw;
pub mod reference;
mod schedule;
mod statements;
mod target;
mod typing;
mod unusual;
pub mod upward;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Calendar, Catalogue, Item, Period, TextElement, Transfer};
use crate::profile::DocumentType;

pub use book::{Book, Evaluated, NoValue};
pub use consolidated::{Consolidated, Deadlines, Restated, Restatement};
pub use due::{Due, OwedTwice, RunScope};
pub use expression::{Comparison, Condition, Expression, ExpressionError, Operator};
pub use files::{PackFiles, shared_template, shipped_profiles};
pub use filling::{FilledCell, Filling};
pub use form::{
    Dash, Form, FormCell, FormSheet, Label, NONE_OCCURRED, OwedBy, PERIOD_NAME, UNIT_NAME,
};
pub use load::load;
pub use opinions::{Opinion, Opinions};
pub use overview::Overview;
pub use reference::{PeriodRef, Reference};
pub use schedule::Schedule;
pub use target::{Reading, Target, TargetChoice, TargetLevel};
pub use typing::{Counted, Typing};
pub use unusual::{Measure, Unusual};

/// A pack, read and checked.
#[derive(Debug, Clone)]
pub struct Pack {
    /// Code, unique among packs.
    pub code: String,
    /// Name of the duty.
    pub name: String,
    /// Version of the pack.
    pub version: String,
    /// What users must know of it (a reconstruction, a draft…); empty if nothing.
    pub note: String,
    /// The periods it is reported for.
    pub schedule: Schedule,
    /// What days these periods have.
    pub calendar: Calendar,
    /// When its totals may be called final, if it says so.
    pub finality: Option<Finality>,
    /// What the overview of a draft draws.
    pub overview: Overview,
    /// What units are asked about because it is unlike others.
    pub unusual: Unusual,
    /// Data elements.
    pub catalogue: Catalogue,
    /// What units say in their own words.
    pub texts: Vec<TextElement>,
    /// By path, other names under which superiors' forms ask for a figure.
    pub other_names: BTreeMap<String, Vec<String>>,
    /// What headings of forms abbreviate, with the words in full.
    pub abbreviations: BTreeMap<String, String>,
    /// What units write in cells besides plain figures.
    pub typing: Typing,
    /// What moves between units.
    pub transfers: Vec<Transfer>,
    /// Indicators.
    pub indicators: Vec<Indicator>,
    /// Validation rules, those of the pack first, then those that follow from «trong đó».
    pub rules: Vec<Rule>,
    /// Targets.
    pub targets: Vec<Target>,
    /// Units of measure of which small counts are withheld from others.
    pub small_counts: Vec<String>,
    /// Forms that units owe.
    pub forms: Vec<Form>,
    /// Items whose forms are all out of use in this office: nobody owes them and nothing counts
    /// in their place.
    pub out_of_use: BTreeSet<Item>,
    /// Workbooks that are only printed.
    pub tables: Vec<Document>,
    /// Word reports.
    pub reports: Vec<Document>,
}

/// When the totals of a run may be called final (số liệu chính thức).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finality {
    /// Of a hundred returns that are due, how many must have come.
    pub received_percent: u8,
    /// Whether earlier stocks may stand in for units that have not reported.
    pub carried: bool,
    /// Whether there may be findings that are errors.
    pub errors: bool,
}

/// What becomes of an expression when some of its operands are missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MissingOperands {
    /// It has no value.
    #[default]
    Skip,
    /// What is not due counts as 0; what is due and absent leaves it without a value.
    NotDueIsZero,
    /// What is missing counts as 0, unless everything is.
    Zero,
}

/// A figure worked out from others: `factor × numerator ÷ denominator`.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// Code: its path.
    pub code: String,
    /// Name.
    pub name: String,
    /// Unit of measure (`%`).
    pub unit: String,
    /// Numerator.
    pub numerator: Expression,
    /// Denominator.
    pub denominator: Expression,
    /// Factor (100 for percent).
    pub factor: rust_decimal::Decimal,
    /// Decimals when printed.
    pub decimals: u32,
    /// When operands are missing.
    pub missing: MissingOperands,
    /// Whether it has no value over more than a year: a sum of several years says nothing beside
    /// a stock.
    pub within_a_year: bool,
}

impl Indicator {
    /// All references in it, in reading order.
    pub fn references(&self) -> Vec<&Reference> {
        let mut references = self.numerator.references();
        references.extend(self.denominator.references());
        references
    }
}

/// A validation rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Code.
    pub code: String,
    /// What must hold, in words.
    pub name: String,
    /// What must hold.
    pub condition: Condition,
    /// What the clerk is told to do when it does not.
    pub instruction: String,
    /// Where it is checked.
    pub levels: Levels,
    /// When operands are missing.
    pub missing: MissingOperands,
    /// By how much the two sides may differ.
    pub tolerance: rust_decimal::Decimal,
    /// Whether the side that is one figure is worked out from the other in the blanks of a form.
    pub computes: bool,
}

impl Rule {
    /// Whether it says that a part is at most its total («trong đó»), as every pack has it.
    pub fn is_of_parts(&self) -> bool {
        self.code.starts_with(Self::OF_PARTS)
    }

    /// The beginning of the codes of rules that follow from «trong đó».
    pub const OF_PARTS: &str = "TD:";

    /// For a rule that computes: the figure that is worked out, and from what.
    pub fn computed(&self) -> Option<(&Reference, &Expression)> {
        let Condition { left, right, .. } = &self.condition;
        match (left, right) {
            _ if !self.computes => None,
            (Expression::Reference(total), parts) | (parts, Expression::Reference(total)) => {
                Some((total, parts))
            }
            _ => None,
        }
    }
}

/// Where a rule is checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Levels {
    /// On returns and totals.
    #[default]
    All,
    /// On returns only.
    Returns,
    /// Only on returns of single branches, which have none below them: what holds for one branch (at most twelve
    /// months a year) does not hold for a committee's sum of several, which is a return at the level above.
    Branches,
    /// On totals only.
    Totals,
}

/// A template that is only printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Name for people.
    pub name: String,
    /// Where the template is, for findings.
    pub file: String,
    /// Name of the file it makes.
    pub output: String,
    /// The template.
    pub bytes: Vec<u8>,
    /// For a template that is only the body of a document: the type of document into whose frame
    /// it goes.
    pub frame: Option<DocumentType>,
    /// How it is filled besides its tags.
    pub filling: Filling,
    /// Whether it is meant for others than the office and its superior: what they must not see is
    /// withheld.
    pub for_others: bool,
}

/// What a path names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// A data item.
    Item(Item),
    /// An indicator, by position.
    Indicator(usize),
    /// A text element, by position: no figure.
    Text(usize),
}

impl Pack {
    /// The period that a reference means, seen from the period at hand.
    pub fn resolve(&self, period: PeriodRef, own: Period) -> Option<Period> {
        period.resolve(own, self.calendar.term)
    }

    /// What a path names in this pack.
    pub fn named(&self, path: &str) -> Option<Named> {
        named(&self.catalogue, &self.indicators, path)
            .or_else(|| named_text(&self.texts, path).map(Named::Text))
    }

    /// The position of the text element that a path names.
    pub fn text(&self, path: &str) -> Option<usize> {
        named_text(&self.texts, path)
    }

    /// Takes a form out of use, by position: nobody owes it any more.
    pub fn take_out_of_use(&mut self, form: usize) {
        if let Some(form) = self.forms.get_mut(form) {
            form.in_use = false;
        }
        let items = |in_use: bool| {
            let forms = self.forms.iter().filter(move |form| form.in_use == in_use);
            let items = forms.flat_map(Form::items);
            let items = items.flat_map(|item| self.catalogue.items_of_cell(item));
            items.collect::<BTreeSet<Item>>()
        };
        self.out_of_use = &items(false) - &items(true);
    }

    /// Every path, for "did you mean".
    pub fn paths(&self) -> Vec<String> {
        let mut paths = self.catalogue.paths();
        paths.extend(self.indicators.iter().map(|indicator| indicator.code.clone()));
        paths.extend(self.texts.iter().map(|text| text.code.clone()));
        paths
    }
}

fn named(catalogue: &Catalogue, indicators: &[Indicator], path: &str) -> Option<Named> {
    let indicator = indicators.iter().position(|indicator| indicator.code == path);
    indicator.map(Named::Indicator).or_else(|| catalogue.find(path).map(Named::Item))
}

fn named_text(texts: &[TextElement], path: &str) -> Option<usize> {
    texts.iter().position(|text| text.code == path)
}
