//! Organisation units of the Party and the tree they form.

use std::collections::BTreeMap;

use chrono::NaiveDate;

/// Position of a unit in its [`OrgTree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrgIx(pub u32);

/// What kind of Party organisation a unit is; the pack says which kinds owe which form.
///
/// Source: Điều lệ Đảng, levels as in DOMAIN section 4 (chi bộ, TCCSĐ, cấp trên trực tiếp, tỉnh).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OrgUnitKind {
    /// Chi bộ trực thuộc đảng ủy cơ sở or đảng ủy bộ phận.
    SubordinateCell,
    /// Đảng bộ bộ phận.
    SectionCommittee,
    /// Chi bộ cơ sở: a cell that is itself a grass-roots organisation (TCCSĐ).
    GrassrootsCell,
    /// Đảng bộ cơ sở (TCCSĐ).
    GrassrootsCommittee,
    /// Đảng bộ cấp trên trực tiếp của TCCSĐ.
    SuperiorCommittee,
    /// Đảng bộ tỉnh, thành phố.
    ProvincialCommittee,
}

/// What names of units begin with and what does not tell them apart: kinds of Party organisations
/// and of what they are of.
pub const WORDS_BEFORE_NAMES: [&str; 18] = [
    "chi bộ",
    "chi bộ cơ sở",
    "cb",
    "cbcs",
    "đảng bộ",
    "đảng bộ cơ sở",
    "đb",
    "đbcs",
    "đảng ủy",
    "chi ủy",
    "thôn",
    "ấp",
    "bản",
    "buôn",
    "khu phố",
    "tổ dân phố",
    "khối phố",
    "tdp",
];

/// What begins the words behind a unit's name that say where it is.
pub const WORDS_OF_PLACES: [&str; 7] =
    ["xã", "phường", "thị trấn", "huyện", "đặc khu", "thành phố", "tỉnh"];

impl OrgUnitKind {
    /// All kinds, from the ground up.
    pub const ALL: [Self; 6] = [
        Self::SubordinateCell,
        Self::SectionCommittee,
        Self::GrassrootsCell,
        Self::GrassrootsCommittee,
        Self::SuperiorCommittee,
        Self::ProvincialCommittee,
    ];

    /// The kind's code in packs (TOML).
    pub const fn code(self) -> &'static str {
        match self {
            Self::SubordinateCell => "chi-bo-truc-thuoc",
            Self::SectionCommittee => "dang-bo-bo-phan",
            Self::GrassrootsCell => "chi-bo-co-so",
            Self::GrassrootsCommittee => "dang-bo-co-so",
            Self::SuperiorCommittee => "dang-bo-cap-tren-truc-tiep",
            Self::ProvincialCommittee => "dang-bo-tinh",
        }
    }

    /// The kind's name as offices write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SubordinateCell => "Chi bộ trực thuộc",
            Self::SectionCommittee => "Đảng bộ bộ phận",
            Self::GrassrootsCell => "Chi bộ cơ sở",
            Self::GrassrootsCommittee => "Đảng bộ cơ sở",
            Self::SuperiorCommittee => "Đảng bộ cấp trên trực tiếp của TCCSĐ",
            Self::ProvincialCommittee => "Đảng bộ tỉnh",
        }
    }

    /// Whether it is a chi bộ, led by a chi ủy; all others are đảng bộ, led by a đảng ủy.
    pub const fn is_cell(self) -> bool {
        matches!(self, Self::SubordinateCell | Self::GrassrootsCell)
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// One organisation unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrgUnit {
    /// Stable code given by the office; the identity of the unit, whatever its name.
    pub code: String,
    /// Official name.
    pub name: String,
    /// Other names under which its returns may come.
    pub other_names: Vec<String>,
    /// Kind.
    pub kind: OrgUnitKind,
    /// The unit directly above.
    pub parent: Option<OrgIx>,
    /// First day of existence, if known.
    pub opened: Option<NaiveDate>,
    /// Last day of existence, if it has ended.
    pub closed: Option<NaiveDate>,
}

/// Units with their parents, in the order in which the office lists them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrgTree {
    units: Vec<OrgUnit>,
    by_code: BTreeMap<String, OrgIx>,
    children: Vec<Vec<OrgIx>>,
    bottom_up: Vec<OrgIx>,
    /// Codes and names of units that only consolidated returns tell of.
    from_below: Vec<(String, String)>,
    from_below_by_code: BTreeMap<String, OrgIx>,
}

/// The parents given do not make a tree.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the units {0:?} are above themselves")]
pub struct OrgTreeError(
    /// The units on the cycle.
    pub Vec<OrgIx>,
);

impl OrgTree {
    /// Builds the tree.
    ///
    /// # Errors
    /// When a unit is above itself; the units on cycles are named.
    pub fn new(units: Vec<OrgUnit>) -> Result<Self, OrgTreeError> {
        let mut children = vec![Vec::new(); units.len()];
        let mut bottom_up = Vec::with_capacity(units.len());
        let mut queue = Vec::new();
        for (ix, unit) in indexed(&units) {
            match unit.parent.and_then(|parent| children.get_mut(parent.0 as usize)) {
                Some(siblings) => siblings.push(ix),
                None => queue.push(ix),
            }
        }
        // Breadth first from the roots; what is never reached hangs on a cycle.
        let mut next = 0;
        while let Some(&ix) = queue.get(next) {
            next += 1;
            bottom_up.push(ix);
            queue.extend(children.get(ix.0 as usize).into_iter().flatten());
        }
        if bottom_up.len() < units.len() {
            let circling =
                indexed(&units).map(|(ix, _)| ix).filter(|ix| is_above_itself(&units, *ix));
            return Err(OrgTreeError(circling.collect()));
        }
        bottom_up.reverse();
        let by_code = indexed(&units).map(|(ix, unit)| (unit.code.clone(), ix)).collect();
        Ok(Self {
            units,
            by_code,
            children,
            bottom_up,
            from_below: Vec::new(),
            from_below_by_code: BTreeMap::new(),
        })
    }

    /// Number of units.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether there is no unit at all.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// All units in the office's order.
    pub fn iter(&self) -> impl Iterator<Item = (OrgIx, &OrgUnit)> {
        indexed(&self.units)
    }

    /// A unit; `None` when the index belongs to another tree.
    pub fn get(&self, ix: OrgIx) -> Option<&OrgUnit> {
        self.units.get(ix.0 as usize)
    }

    /// The code of a unit (empty for an index of another tree).
    pub fn code(&self, ix: OrgIx) -> &str {
        let outside = || self.known_from_below(ix).map_or("", |(code, _)| code);
        self.get(ix).map_or_else(outside, |unit| &unit.code)
    }

    /// The name of a unit (empty for an index of another tree).
    pub fn name(&self, ix: OrgIx) -> &str {
        let outside = || self.known_from_below(ix).map_or("", |(_, name)| name);
        self.get(ix).map_or_else(outside, |unit| &unit.name)
    }

    /// The unit with this code.
    pub fn by_code(&self, code: &str) -> Option<OrgIx> {
        self.by_code.get(code).copied()
    }

    /// The units directly below.
    pub fn children(&self, ix: OrgIx) -> &[OrgIx] {
        self.children.get(ix.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// Every unit, each after all units below it.
    pub fn bottom_up(&self) -> &[OrgIx] {
        &self.bottom_up
    }

    /// A unit and everything above it, from below.
    pub fn ancestors(&self, ix: OrgIx) -> impl Iterator<Item = OrgIx> + '_ {
        std::iter::successors(Some(ix), |ix| self.get(*ix).and_then(|unit| unit.parent))
    }

    /// Whether `below` is `above` or lies anywhere under it.
    pub fn is_within(&self, below: OrgIx, above: OrgIx) -> bool {
        self.ancestors(below).any(|ix| ix == above)
    }

    /// A unit known only from a return that was consolidated below: it has a code and a name,
    /// and no place in the tree. A unit with this code that is known already stays as it is.
    pub fn know_from_below(&mut self, code: &str, name: &str) -> OrgIx {
        if let Some(known) = self.by_any_code(code) {
            return known;
        }
        let at = self.units.len() + self.from_below.len();
        self.from_below.push((code.to_owned(), name.to_owned()));
        let ix = OrgIx(u32::try_from(at).unwrap_or(u32::MAX));
        self.from_below_by_code.insert(code.to_owned(), ix);
        ix
    }

    /// The unit with this code, in the tree or known from below.
    pub fn by_any_code(&self, code: &str) -> Option<OrgIx> {
        self.by_code(code).or_else(|| self.from_below_by_code.get(code).copied())
    }

    fn known_from_below(&self, ix: OrgIx) -> Option<&(String, String)> {
        self.from_below.get((ix.0 as usize).checked_sub(self.units.len())?)
    }

    /// Whether the unit existed on a day.
    pub fn existed_on(&self, ix: OrgIx, day: NaiveDate) -> bool {
        self.get(ix).is_some_and(|unit| {
            unit.opened.is_none_or(|opened| opened <= day)
                && unit.closed.is_none_or(|closed| closed >= day)
        })
    }

    /// Whether the unit existed on any day from `first` to `last`.
    pub fn existed_between(&self, ix: OrgIx, first: NaiveDate, last: NaiveDate) -> bool {
        self.get(ix).is_some_and(|unit| {
            unit.opened.is_none_or(|day| day <= last)
                && unit.closed.is_none_or(|day| day >= first)
        })
    }
}

fn is_above_itself(units: &[OrgUnit], start: OrgIx) -> bool {
    let parent = |ix: OrgIx| units.get(ix.0 as usize).and_then(|unit| unit.parent);
    let ancestors = std::iter::successors(parent(start), |ix| parent(*ix));
    ancestors.take(units.len()).any(|ix| ix == start)
}

fn indexed(units: &[OrgUnit]) -> impl Iterator<Item = (OrgIx, &OrgUnit)> {
    (0u32..).map(OrgIx).zip(units)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(code: &str, parent: Option<u32>) -> OrgUnit {
        OrgUnit {
            code: code.to_owned(),
            name: code.to_owned(),
            other_names: Vec::new(),
            kind: OrgUnitKind::SubordinateCell,
            parent: parent.map(OrgIx),
            opened: None,
            closed: None,
        }
    }

    #[test]
    fn every_unit_comes_after_all_units_below_it_even_when_listed_in_any_order() {
        let tree =
            OrgTree::new(vec![unit("leaf", Some(2)), unit("root", None), unit("mid", Some(1))])
                .unwrap();
        let order: Vec<_> = tree.bottom_up().iter().map(|ix| tree.code(*ix)).collect();
        assert_eq!(order, ["leaf", "mid", "root"]);
        assert!(tree.is_within(OrgIx(0), OrgIx(1)));
        assert!(!tree.is_within(OrgIx(1), OrgIx(0)));
    }

    #[test]
    fn a_unit_above_itself_is_refused_by_name() {
        let below = unit("d", Some(0));
        let error =
            OrgTree::new(vec![unit("a", Some(1)), unit("b", Some(0)), unit("c", None), below]);
        assert_eq!(error, Err(OrgTreeError(vec![OrgIx(0), OrgIx(1)])));
    }

    #[test]
    fn a_unit_founded_in_2021_did_not_exist_in_2020() {
        let mut young = unit("y", None);
        young.opened = NaiveDate::from_ymd_opt(2021, 7, 1);
        let tree = OrgTree::new(vec![young]).unwrap();
        let day = |month, day| NaiveDate::from_ymd_opt(2021, month, day).unwrap();
        assert!(!tree.existed_between(OrgIx(0), day(1, 1), day(6, 30)));
        assert!(tree.existed_between(OrgIx(0), day(1, 1), day(7, 1)));
    }
}
