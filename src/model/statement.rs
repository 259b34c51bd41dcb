//! Statements: what units say in their own words, beside the facts that are figures.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{OrgIx, Period, Source};

/// Something that a pack asks units to say in their own words: never added, never compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextElement {
    /// Code, which is its path.
    pub code: String,
    /// Name as forms write it.
    pub name: String,
    /// Whether it is left out of what others see.
    pub sensitive: bool,
}

/// Identity of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct StatementKey {
    /// Position of the text element in its pack.
    pub text: usize,
    /// For which period.
    pub period: Period,
    /// Whose.
    pub org: OrgIx,
}

/// What stands in a unit's cell for a text element, blank or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The cell with its text as typed, in one Unicode spelling.
    pub source: Source,
    /// The text as it stands in the file, where that is in an encoding from before Unicode.
    pub original: Option<Box<str>>,
    /// Of a return that was itself consolidated: who below it wrote what, in order.
    pub below: Option<Arc<[StatementBelow]>>,
}

/// What a unit wrote of which only a consolidated return tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementBelow {
    /// The unit's code in the office that gathered it.
    pub code: String,
    /// The unit's name.
    pub name: String,
    /// Its text as typed.
    pub text: String,
}

/// All statements of a run, by text element, period and unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statements {
    by_key: BTreeMap<StatementKey, Statement>,
}

impl Statements {
    /// Adds a statement; a key is given once.
    pub fn insert(&mut self, key: StatementKey, statement: Statement) {
        self.by_key.insert(key, statement);
    }

    /// All statements in order.
    pub fn iter(&self) -> impl Iterator<Item = (StatementKey, &Statement)> {
        self.by_key.iter().map(|(key, statement)| (*key, statement))
    }

    /// What is said under a text element for a period, in the order of units.
    pub fn of(&self, text: usize, period: Period) -> impl Iterator<Item = (OrgIx, &Statement)> {
        let all = StatementKey { text, period, org: OrgIx(0) }..=StatementKey {
            text,
            period,
            org: OrgIx(u32::MAX),
        };
        self.by_key.range(all).map(|(key, statement)| (key.org, statement))
    }

    /// What a unit says under a text element for a period.
    pub fn get(&self, key: StatementKey) -> Option<&Statement> {
        self.by_key.get(&key)
    }

    /// The statements under the text elements that are kept.
    #[must_use]
    pub fn only(&self, kept: impl Fn(usize) -> bool) -> Self {
        let by_key = self.iter().filter(|(key, _)| kept(key.text));
        Self { by_key: by_key.map(|(key, statement)| (key, statement.clone())).collect() }
    }
}
