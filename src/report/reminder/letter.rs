//! The letter «đôn đốc» to each unit right below the office, with its branches and what they owe.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::cover::{Issue, PeriodName, Unit, framing};
use super::words::{common_deadline, day, due};
use super::{Reminders, UnitReminder};
use crate::model::{Letterhead, OrgIx, OrgTree, OrgUnitKind};
use crate::pack::period_words::in_words;
use crate::profile::DocumentType;
use crate::report::context::{Office, office};
use crate::report::framed::{FramedPage, framed_or_plain};
use crate::template::Problem;
use crate::text;

#[derive(Serialize)]
struct Context<'a> {
    co_quan: Office<'a>,
    don_vi: Unit<'a>,
    ky: PeriodName,
    bang: Vec<Row<'a>>,
    /// Whether the unit written to is the only one that owes anything.
    la_don_vi_nop: bool,
    so_don_vi: usize,
    so_thieu: usize,
    so_diem: usize,
    /// The deadline of all that is missing, where they have one.
    han_nop: String,
    han: String,
    ngay_van_ban: String,
}

#[derive(Serialize)]
struct Row<'a> {
    ma: &'a str,
    ten: &'a str,
    thieu: Vec<String>,
    so_thieu: usize,
    so_diem: usize,
}

/// The units right below the office that are written to, each with those at or below it that owe
/// or have to mend something, in the office's order.
///
/// A unit below the base gets messages, not letters, so a branch of a committee at the base is
/// written to only where all of the office's units are such branches.
pub fn addressees<'a>(
    tree: &OrgTree,
    office: OrgIx,
    reminders: &'a Reminders,
) -> Vec<(OrgIx, Vec<&'a UnitReminder>)> {
    let below = tree.children(office);
    let is_branch = |org: OrgIx| {
        let kind = tree.get(org).map(|unit| unit.kind);
        kind == Some(OrgUnitKind::SubordinateCell) && tree.children(org).is_empty()
    };
    let no_level_between = below.iter().all(|org| is_branch(*org));
    let mut found: BTreeMap<OrgIx, Vec<&UnitReminder>> = BTreeMap::new();
    for unit in &reminders.units {
        let above = below.iter().find(|above| tree.is_within(unit.org, **above));
        if let Some(above) = above.filter(|_| unit.is_asked() && unit.owes())
            && (no_level_between || !is_branch(*above))
        {
            found.entry(*above).or_default().push(unit);
        }
    }
    found.into_iter().collect()
}

/// The letters, in the order of their addressees.
///
/// # Errors
/// With what is wrong in the template.
pub fn letters(
    template: &[u8],
    issue: &Issue<'_>,
    tree: &OrgTree,
    addressees: &[(OrgIx, Vec<&UnitReminder>)],
) -> Result<Vec<FramedPage>, Vec<Problem>> {
    let letterhead = to_those_below(issue.letterhead);
    let made = addressees.par_iter().map(|(org, units)| {
        let issue = Issue { letterhead: &letterhead, ..*issue };
        let context = context(&issue, tree, *org, units);
        framed_or_plain(&framing(&issue), DocumentType::Letter, template, &context)
    });
    made.collect()
}

/// The office with only its archive as recipient: those whom its reports go to are not concerned.
pub(super) fn to_those_below(office: &Letterhead) -> Letterhead {
    let is_archive = |who: &&String| text::key::of(who).starts_with(&text::key::of("Lưu"));
    let recipients = office.recipients.iter().filter(is_archive).cloned().collect();
    Letterhead { recipients, ..office.clone() }
}

fn context<'a>(
    issue: &Issue<'a>,
    tree: &'a OrgTree,
    org: OrgIx,
    units: &[&'a UnitReminder],
) -> Context<'a> {
    let missing = units.iter().flat_map(|unit| &unit.returns.missing);
    let deadline = common_deadline(missing);
    let rows: Vec<Row<'_>> = units
        .iter()
        .map(|unit| Row {
            ma: tree.code(unit.org),
            ten: tree.name(unit.org),
            thieu: unit
                .returns
                .missing
                .iter()
                .map(|of| due(of, Some(issue.period), deadline))
                .collect(),
            so_thieu: unit.returns.missing.len(),
            so_diem: unit.points.len(),
        })
        .collect();
    let sum = |of: fn(&Row<'_>) -> usize| rows.iter().map(of).sum();
    Context {
        co_quan: office(issue.letterhead),
        don_vi: Unit { ma: tree.code(org), ten: tree.name(org) },
        ky: PeriodName { ten: in_words(issue.period) },
        la_don_vi_nop: units.iter().all(|unit| unit.org == org),
        so_don_vi: rows.len(),
        so_thieu: sum(|row| row.so_thieu),
        so_diem: sum(|row| row.so_diem),
        bang: rows,
        han_nop: deadline.map(text::date::short).unwrap_or_default(),
        han: day(issue.mend_by),
        ngay_van_ban: day(issue.date),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::OrgUnit;
    use crate::report::reminder::{Return, UnitReturns};

    fn tree(units: &[(&str, OrgUnitKind, Option<u32>)]) -> OrgTree {
        let unit = |(code, kind, parent): &(&str, OrgUnitKind, Option<u32>)| OrgUnit {
            code: (*code).to_owned(),
            name: (*code).to_owned(),
            other_names: Vec::new(),
            kind: *kind,
            parent: parent.map(OrgIx),
            opened: None,
            closed: None,
        };
        OrgTree::new(units.iter().map(unit).collect()).unwrap()
    }

    /// All units of the lowest level owe a return; who is written to, and about whom.
    fn written_to(tree: &OrgTree) -> Vec<(&str, Vec<&str>)> {
        let lowest =
            tree.iter().map(|(org, _)| org).filter(|org| tree.children(*org).is_empty());
        let unit = |org| UnitReminder {
            org,
            is_office: false,
            returns: UnitReturns {
                missing: vec![Return {
                    form: "b".into(),
                    period: "2024-Q1".parse().unwrap(),
                    deadline: None,
                    is_asked_again: false,
                }],
                ..UnitReturns::default()
            },
            points: Vec::new(),
        };
        let reminders = Reminders { units: lowest.map(unit).collect(), unread: Vec::new() };
        let found = addressees(tree, OrgIx(0), &reminders);
        let codes =
            |units: &[&UnitReminder]| units.iter().map(|unit| tree.code(unit.org)).collect();
        found.iter().map(|(org, units)| (tree.code(*org), codes(units))).collect()
    }

    #[test]
    fn above_the_base_committees_and_branches_at_the_base_are_written_to() {
        use OrgUnitKind as K;
        let tree = tree(&[
            ("huyện", K::SuperiorCommittee, None),
            ("đảng bộ xã", K::GrassrootsCommittee, Some(0)),
            ("bộ phận", K::SectionCommittee, Some(1)),
            ("thôn 1", K::SubordinateCell, Some(2)),
            ("thôn 2", K::SubordinateCell, Some(1)),
            ("chi bộ cơ sở", K::GrassrootsCell, Some(0)),
        ]);
        let expected = vec![
            ("đảng bộ xã", vec!["thôn 1", "thôn 2"]),
            ("chi bộ cơ sở", vec!["chi bộ cơ sở"]),
        ];
        assert_eq!(written_to(&tree), expected);
    }

    #[test]
    fn at_the_base_branches_are_written_to_only_where_nothing_stands_between() {
        use OrgUnitKind as K;
        let mixed = tree(&[
            ("xã", K::GrassrootsCommittee, None),
            ("bộ phận", K::SectionCommittee, Some(0)),
            ("thôn 1", K::SubordinateCell, Some(1)),
            ("thôn 2", K::SubordinateCell, Some(0)),
        ]);
        assert_eq!(written_to(&mixed), [("bộ phận", vec!["thôn 1"])]);
        let flat = tree(&[
            ("sở", K::GrassrootsCommittee, None),
            ("phòng 1", K::SubordinateCell, Some(0)),
            ("phòng 2", K::SubordinateCell, Some(0)),
        ]);
        let expected = vec![("phòng 1", vec!["phòng 1"]), ("phòng 2", vec!["phòng 2"])];
        assert_eq!(written_to(&flat), expected);
    }
}
