//! Corners of the two axes that a reviewer found by hand; the oracle in `tests/` covers the rest.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::aggregate;
use crate::diagnostic::Findings;
use crate::model::{
    Calendar, Catalogue, Category, DataElement, Fact, FactKey, Facts, Figures, Item, Missing,
    OrgIx, OrgTree, OrgUnit, OrgUnitKind, Origin, OverPeriods, OverUnits, ReportedIn, Source,
    State, Transfer, ValueKind,
};
use crate::ooxml::CellRef;
use crate::pack::{
    Due, Form, FormCell, FormSheet, Named, OwedBy, Pack, PeriodRef, RunScope, Schedule,
};

fn element(code: &str, over_units: OverUnits, over_periods: OverPeriods) -> DataElement {
    DataElement {
        code: code.to_owned(),
        name: code.to_owned(),
        unit: "người".to_owned(),
        kind: ValueKind::Integer,
        over_units,
        over_periods,
        missing: Missing::Partial,
        opening_of: None,
        in_settings: false,
        sensitive: false,
        max: None,
        categories: vec![Category {
            code: "tong".to_owned(),
            name: "Tổng số".to_owned(),
            sensitive: false,
        }],
    }
}

/// A pack with one form that asks the lowest units for everything.
fn pack(elements: Vec<DataElement>, shapes: &[&str]) -> Pack {
    let catalogue = Catalogue::new(elements);
    let cells = catalogue.items().map(|item| FormCell {
        cell: CellRef::new(0, 0),
        named: Named::Item(item),
        path: catalogue.path(item),
        period: PeriodRef::Own,
        labels: Vec::new(),
    });
    let sheet = FormSheet { cells: cells.collect(), ..FormSheet::default() };
    let text = || "p".to_owned();
    Pack {
        code: text(),
        name: text(),
        version: text(),
        note: text(),
        schedule: Schedule::Every(shapes.iter().map(|shape| shape.parse().unwrap()).collect()),
        calendar: Calendar::default(),
        finality: None,
        overview: crate::pack::Overview::default(),
        unusual: crate::pack::Unusual::default(),
        catalogue,
        texts: Vec::new(),
        other_names: BTreeMap::new(),
        abbreviations: BTreeMap::new(),
        typing: crate::pack::Typing::default(),
        transfers: Vec::new(),
        indicators: Vec::new(),
        rules: Vec::new(),
        targets: Vec::new(),
        small_counts: Vec::new(),
        forms: vec![Form {
            code: text(),
            version: text(),
            name: text(),
            file: text(),
            owed_by: vec![OwedBy::Lowest],
            only_lowest: false,
            output: text(),
            bytes: Vec::new(),
            filling: crate::pack::Filling::default(),
            instructions: String::new(),
            sheets: vec![sheet],
            in_use: true,
            dash: crate::pack::Dash::default(),
        }],
        out_of_use: BTreeSet::new(),
        tables: Vec::new(),
        reports: Vec::new(),
    }
}

fn unit(code: &str, kind: OrgUnitKind, parent: Option<u32>) -> OrgUnit {
    OrgUnit {
        code: code.to_owned(),
        name: code.to_owned(),
        other_names: Vec::new(),
        kind,
        parent: parent.map(OrgIx),
        opened: None,
        closed: None,
    }
}

/// A committee of so many branches, numbered from 1.
fn branches(count: u32) -> Vec<OrgUnit> {
    let committee = unit("DB", OrgUnitKind::GrassrootsCommittee, None);
    let branch = |at: u32| unit(&format!("CB{at}"), OrgUnitKind::SubordinateCell, Some(0));
    std::iter::once(committee).chain((1..=count).map(branch)).collect()
}

/// What was reported: whose, of what, for which period, how much.
type Reported<'a> = (u32, &'a str, &'a str, i64);

fn figures(pack: &Pack, units: Vec<OrgUnit>, reported: &[Reported<'_>], run: &str) -> Figures {
    let tree = OrgTree::new(units).unwrap();
    let mut facts = Facts::default();
    for (org, path, period, value) in reported {
        let item = pack.catalogue.find(path).unwrap();
        let key = FactKey { org: OrgIx(*org), item, period: period.parse().unwrap() };
        let value = Some(Decimal::from(*value));
        let fact = Fact { state: State::Reported, value, source: None, consolidated: None };
        facts.insert(key, fact);
    }
    let came = facts.iter().map(|(key, _)| key.period).collect();
    let none = BTreeSet::new();
    let scope = RunScope { period: run.parse().unwrap(), came: &came, given: &none };
    let due = Due::new(pack, &tree, OrgIx(0), scope);
    aggregate(pack, &tree, OrgIx(0), &due, &facts, &mut Findings::new())
}

/// Value and coverage of the committee's figure: `11 [2/3]`.
fn told(figures: &Figures, pack: &Pack, org: u32, path: &str, period: &str) -> String {
    let item = pack.catalogue.find(path).unwrap();
    let key = FactKey { org: OrgIx(org), item, period: period.parse().unwrap() };
    let figure = figures.get(key).unwrap();
    let value = figure.value.map_or_else(|| "…".to_owned(), |v| v.normalize().to_string());
    format!("{value} [{}/{}]", figure.coverage.received(), figure.coverage.expected())
}

const SUM: (OverUnits, OverPeriods) = (OverUnits::Sum, OverPeriods::Sum);

#[test]
fn what_ended_below_is_not_taken_off_again_above_where_a_return_has_a_gap() {
    let flow = |code| element(code, SUM.0, SUM.1);
    let mut pack = pack(vec![flow("tang"), flow("den"), flow("di")], &["Q1"]);
    let item = |path: &str| pack.catalogue.find(path).unwrap();
    let within = vec![OrgUnitKind::SectionCommittee, OrgUnitKind::GrassrootsCommittee];
    pack.transfers = vec![Transfer {
        name: "chuyển".to_owned(),
        within,
        incoming: item("den"),
        outgoing: item("di"),
        incoming_totals: vec![item("tang")],
        outgoing_totals: Vec::new(),
    }];
    let units = vec![
        unit("DB", OrgUnitKind::GrassrootsCommittee, None),
        unit("BP", OrgUnitKind::SectionCommittee, Some(0)),
        unit("A", OrgUnitKind::SubordinateCell, Some(1)),
        unit("B", OrgUnitKind::SubordinateCell, Some(1)),
        unit("C", OrgUnitKind::SubordinateCell, Some(0)),
    ];
    let mut reported = vec![(2, "tang", "2024-Q1", 10), (4, "tang", "2024-Q1", 5)];
    for (org, den, di) in [(2, 4, 0), (3, 0, 4), (4, 0, 0)] {
        reported.extend([(org, "den", "2024-Q1", den), (org, "di", "2024-Q1", di)]);
    }
    let partial = figures(&pack, units.clone(), &reported, "2024-Q1");
    assert_eq!(told(&partial, &pack, 1, "tang", "2024-Q1"), "6 [1/2]");
    assert_eq!(told(&partial, &pack, 0, "tang", "2024-Q1"), "11 [2/3]");
    reported.push((3, "tang", "2024-Q1", 7));
    let whole = figures(&pack, units, &reported, "2024-Q1");
    assert_eq!(told(&whole, &pack, 0, "tang", "2024-Q1"), "18 [3/3]");
}

#[test]
fn the_largest_of_sums_is_the_same_whether_or_not_everybody_has_reported() {
    let pack = pack(vec![element("x", OverUnits::Max, OverPeriods::Sum)], &["Q1", "Q2"]);
    let reported = [
        (1, "x", "2024-Q1", 10),
        (1, "x", "2024-Q2", 0),
        (2, "x", "2024-Q1", 0),
        (2, "x", "2024-Q2", 10),
    ];
    let whole = figures(&pack, branches(2), &reported, "2024-6T");
    assert_eq!(told(&whole, &pack, 0, "x", "2024-6T"), "10 [2/2]");
    let partial = figures(&pack, branches(3), &reported, "2024-6T");
    assert_eq!(told(&partial, &pack, 0, "x", "2024-6T"), "10 [2/3]");
}

#[test]
fn what_a_closed_branch_reported_late_is_in_the_quarter_in_which_it_came() {
    let pack = pack(vec![element("x", SUM.0, SUM.1)], &["Q1", "6T"]);
    let mut units = branches(2);
    units[2].closed = NaiveDate::from_ymd_opt(2024, 2, 15);
    let reported = [
        (1, "x", "2024-Q1", 3),
        (1, "x", "2024-6T", 4),
        (2, "x", "2024-Q1", 5),
        (2, "x", "2024-6T", 7),
    ];
    let figures = figures(&pack, units, &reported, "2024-6T");
    assert_eq!(told(&figures, &pack, 0, "x", "2024-Q1"), "8 [2/2]");
    assert_eq!(told(&figures, &pack, 0, "x", "2024-Q2"), "3 [2/2]");
    assert_eq!(told(&figures, &pack, 0, "x", "2024-6T"), "11 [2/2]");
}

#[test]
fn a_branch_without_one_of_two_quarters_has_no_half_year() {
    let pack = pack(vec![element("x", SUM.0, SUM.1)], &["Q1", "Q2"]);
    let reported = [(1, "x", "2024-Q1", 3), (1, "x", "2024-Q2", 4), (2, "x", "2024-Q1", 5)];
    let figures = figures(&pack, branches(2), &reported, "2024-6T");
    assert_eq!(told(&figures, &pack, 2, "x", "2024-6T"), "… [0/1]");
    assert_eq!(told(&figures, &pack, 0, "x", "2024-6T"), "7 [1/2]");
}

#[test]
fn an_age_that_nobody_can_have_is_refused_and_in_no_total() {
    let mean = OverUnits::WeightedMean { weight: Item { element: 0, category: 0 } };
    let pack =
        pack(vec![element("so", SUM.0, SUM.1), element("tuoi", mean, SUM.1)], &["Q1", "6T"]);
    let reported = [
        // One of 40 and then two of 18 on average: the second would be −4.
        (1, "so", "2024-Q1", 1),
        (1, "tuoi", "2024-Q1", 40),
        (1, "so", "2024-6T", 2),
        (1, "tuoi", "2024-6T", 18),
        // Nobody new, and yet three years older together.
        (2, "so", "2024-Q1", 3),
        (2, "tuoi", "2024-Q1", 40),
        (2, "so", "2024-6T", 3),
        (2, "tuoi", "2024-6T", 41),
        (3, "so", "2024-Q1", 0),
        (3, "so", "2024-6T", 1),
        (3, "tuoi", "2024-6T", 30),
    ];
    let figures = figures(&pack, branches(3), &reported, "2024-6T");
    assert_eq!(told(&figures, &pack, 0, "tuoi", "2024-Q2"), "30 [1/3]");
}

/// What was reported in returns, and what documents tell.
fn with_documents(
    pack: &Pack,
    units: Vec<OrgUnit>,
    (reported, told): (&[Reported<'_>], &[Reported<'_>]),
    run: &str,
) -> Figures {
    let tree = OrgTree::new(units).unwrap();
    let origin = Some(Arc::new(Origin::Document(ReportedIn::default())));
    let facts_of = |lines: &[Reported<'_>], origin: Option<&Arc<Origin>>| {
        let mut facts = Facts::default();
        for (org, path, period, value) in lines {
            let item = pack.catalogue.find(path).unwrap();
            let key = FactKey { org: OrgIx(*org), item, period: period.parse().unwrap() };
            let source = Source {
                file: "x".into(),
                sheet: "x".into(),
                cell: CellRef::new(0, 0),
                text: "x".into(),
                calculated: false,
                result: None,
                adjusted: None,
                origin: origin.cloned(),
            };
            facts.insert(key, Fact::read(State::Reported, Some(Decimal::from(*value)), source));
        }
        facts
    };
    let mut facts = facts_of(reported, None);
    let documents = facts_of(told, origin.as_ref());
    facts.add_documents(&documents);
    let came = facts.iter().chain(documents.iter()).map(|(key, _)| key.period).collect();
    let none = BTreeSet::new();
    let scope = RunScope { period: run.parse().unwrap(), came: &came, given: &none };
    let due = Due::new(pack, &tree, OrgIx(0), scope);
    aggregate(pack, &tree, OrgIx(0), &due, &facts, &mut Findings::new())
}

#[test]
fn a_document_of_the_period_counts_before_stocks_of_an_earlier_one() {
    let stock = element("x", OverUnits::Sum, OverPeriods::Last);
    let pack = pack(vec![DataElement { missing: Missing::Carry, ..stock }], &["Q1", "6T"]);
    let reported = [(1, "x", "2024-Q1", 10), (2, "x", "2024-Q1", 20)];
    let none = with_documents(&pack, branches(2), (&reported, &[]), "2024-6T");
    assert_eq!(told(&none, &pack, 0, "x", "2024-6T"), "30 [0/2]");
    let document = [(0, "x", "2024-6T", 37)];
    let whole = with_documents(&pack, branches(2), (&reported, &document), "2024-6T");
    assert_eq!(told(&whole, &pack, 0, "x", "2024-6T"), "37 [2/2]");
    let of_one = [(1, "x", "2024-6T", 11)];
    let part = with_documents(&pack, branches(2), (&reported, &of_one), "2024-6T");
    assert_eq!(told(&part, &pack, 0, "x", "2024-6T"), "31 [1/2]");
}

#[test]
fn a_year_of_a_document_and_one_of_returns_lack_whom_the_returns_lack() {
    let pack = pack(vec![element("x", SUM.0, SUM.1)], &["year"]);
    let reported = [(1, "x", "2022", 3)];
    let document = [(0, "x", "2021", 9)];
    let figures = with_documents(&pack, branches(2), (&reported, &document), "2021..2022");
    assert_eq!(told(&figures, &pack, 0, "x", "2021"), "9 [2/2]");
    assert_eq!(told(&figures, &pack, 0, "x", "2022"), "3 [1/2]");
}

#[test]
fn a_mean_of_a_document_without_its_weight_is_missing_from_the_total() {
    let mean = OverUnits::WeightedMean { weight: Item { element: 0, category: 0 } };
    let pack = pack(vec![element("so", SUM.0, SUM.1), element("tuoi", mean, SUM.1)], &["Q1"]);
    let reported = [(1, "so", "2024-Q1", 1), (1, "tuoi", "2024-Q1", 40)];
    let mean = (2, "tuoi", "2024-Q1", 20);
    let alone = with_documents(&pack, branches(2), (&reported, &[mean]), "2024-Q1");
    assert_eq!(told(&alone, &pack, 0, "tuoi", "2024-Q1"), "40 [1/2]");
    let weighed = [mean, (2, "so", "2024-Q1", 3)];
    let both = with_documents(&pack, branches(2), (&reported, &weighed), "2024-Q1");
    assert_eq!(told(&both, &pack, 0, "tuoi", "2024-Q1"), "25 [2/2]");
}
