//! The units by their names: several may have one, and only their codes tell them apart.

use std::collections::{BTreeMap, BTreeSet};

use super::{OrgIx, OrgTree};

/// The units of a tree by their names.
pub struct UnitNames<'a> {
    tree: &'a OrgTree,
    by_name: BTreeMap<&'a str, Vec<OrgIx>>,
}

/// Which unit is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedUnit {
    /// None.
    Nobody,
    /// This one.
    One(OrgIx),
    /// One of several of this name, nobody knows which.
    OneOfSeveral,
}

impl<'a> UnitNames<'a> {
    /// The names of a tree.
    pub fn new(tree: &'a OrgTree) -> Self {
        let mut by_name: BTreeMap<&str, Vec<OrgIx>> = BTreeMap::new();
        for (org, unit) in tree.iter() {
            by_name.entry(unit.name.as_str()).or_default().push(org);
        }
        Self { tree, by_name }
    }

    /// The units of a name.
    pub fn units(&self, name: &str) -> &[OrgIx] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// The unit of which something is told that names it so, and that stands in a file with returns
    /// of these units: of several of one name it is the one whose return is there.
    pub fn named(&self, names: &[String], owners: &BTreeSet<OrgIx>) -> NamedUnit {
        let such = names.iter().map(|name| self.units(name)).find(|units| !units.is_empty());
        let Some(units) = such else { return NamedUnit::Nobody };
        let there: Vec<OrgIx> =
            units.iter().filter(|unit| owners.contains(unit)).copied().collect();
        match (there.as_slice(), units) {
            ([one], _) | ([], [one]) => NamedUnit::One(*one),
            _ => NamedUnit::OneOfSeveral,
        }
    }

    /// The name of a unit, with its code where others have the same name.
    pub fn told_apart(&self, org: OrgIx) -> String {
        let name = self.tree.name(org);
        if self.is_shared(org) {
            format!("{name} ({})", self.tree.code(org))
        } else {
            name.to_owned()
        }
    }

    /// Whether others have the name of this unit.
    pub fn is_shared(&self, org: OrgIx) -> bool {
        self.units(self.tree.name(org)).len() > 1
    }
}
