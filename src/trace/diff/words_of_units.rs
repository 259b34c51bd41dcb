//! What units say in their own words, in two drafts.

use std::collections::BTreeMap;

use crate::trace::ledger::LedgerStatement;

/// Words of a unit that are others; a blank cell says the same as none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedWords {
    /// As they were; none where the earlier draft has no such cell.
    pub before: Option<LedgerStatement>,
    /// As they are; none where the later draft has no such cell.
    pub after: Option<LedgerStatement>,
}

impl ChangedWords {
    /// The later statement, else the earlier one: what was asked, of whom, for which period.
    pub fn either(&self) -> Option<&LedgerStatement> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

/// What was asked, for which period, of whom.
type Key<'a> = (&'a str, &'a str, &'a str);

/// The words that changed, in order of what was asked, the period and the unit. Of units of one
/// name the first is held against the first.
pub(super) fn changed(
    before: &[LedgerStatement],
    after: &[LedgerStatement],
) -> Vec<ChangedWords> {
    let (was, is) = (by_key(before), by_key(after));
    let mut keys: Vec<Key<'_>> = was.keys().chain(is.keys()).copied().collect();
    keys.sort_unstable();
    keys.dedup();
    let pairs = keys.into_iter().flat_map(|key| {
        let of = |all: &BTreeMap<Key<'_>, Vec<&LedgerStatement>>, at: usize| {
            all.get(&key).and_then(|said| said.get(at)).map(|said| (*said).clone())
        };
        let many = [&was, &is].map(|all| all.get(&key).map_or(0, Vec::len));
        let pair = |at| ChangedWords { before: of(&was, at), after: of(&is, at) };
        (0..many.into_iter().max().unwrap_or_default()).map(pair).collect::<Vec<_>>()
    });
    pairs.filter(|pair| said(pair.before.as_ref()) != said(pair.after.as_ref())).collect()
}

fn said(statement: Option<&LedgerStatement>) -> &str {
    statement.map_or("", |statement| statement.words.trim())
}

fn by_key(statements: &[LedgerStatement]) -> BTreeMap<Key<'_>, Vec<&LedgerStatement>> {
    let mut all: BTreeMap<Key<'_>, Vec<&LedgerStatement>> = BTreeMap::new();
    for said in statements {
        let key = (said.element.as_str(), said.period.as_str(), said.unit.as_str());
        all.entry(key).or_default().push(said);
    }
    all
}
