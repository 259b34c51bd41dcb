//! What a document's sentences leave to be told: figures that could not be compared, shares that
//! do not make 100.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Field, Finding, Findings, Place};
use crate::model::{Item, OrgIx, Period, ValueKind};
use crate::ooxml::CellRef;
use crate::pack::{
    Comparison, Consolidated, Expression, NoValue, Operator, PeriodRef, Reference,
};
use crate::pack::{Named, Rule};
use crate::text::{Lang, list, number};
use crate::trace::FigureKey;

/// Per document, what is to be told of it.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Remarks {
    incomparable: BTreeMap<Incomparable, BTreeSet<String>>,
    unlike: BTreeMap<(FigureKey, FigureKey), BTreeSet<String>>,
    /// Shares as printed: of which parts in which total.
    shares: BTreeMap<Whole, BTreeMap<Named, Decimal>>,
    /// Text elements of periods for which no returns are made: the longer periods whose words
    /// stand for them, if any, and the documents.
    without_returns: BTreeMap<(usize, Period), (Vec<Period>, BTreeSet<String>)>,
    /// Text elements whose words did not all fit into a cell, with how many were left out.
    left_out: BTreeMap<(usize, Period, usize), BTreeSet<String>>,
    /// Documents in which a star stands for words that others must not see.
    starred: BTreeSet<String>,
    /// Cells with more words than a row has room for: document, sheet and cell.
    cut: BTreeSet<(String, String, CellRef)>,
}

/// A total in a document, and of which unit and period the parts are.
type Whole = (String, FigureKey, OrgIx, Period);

/// A comparison that could not be made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Incomparable {
    figure: FigureKey,
    base: Option<Period>,
    lacking: Lacking,
}

/// What there is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lacking {
    /// The other period.
    Base,
    /// Any figure of a period.
    Figure(Period),
    /// Leave to show it.
    Leave,
    /// Another period: the run is of the one to compare with.
    Other,
    /// Periods of one length, for what came about in them.
    Length,
    /// The figure of some units.
    Units { period: Period, received: usize, expected: usize },
}

impl Incomparable {
    /// Why a figure cannot be compared: this one is not there, or not for every unit.
    pub(super) fn of(
        data: &Consolidated,
        figure: FigureKey,
        base: Option<Period>,
        without: Option<FigureKey>,
    ) -> Self {
        let lacking = match without {
            None => Lacking::Base,
            Some(key) => {
                let evaluated = data.book().named(key.org, key.named, key.period);
                match evaluated.value {
                    Ok(_) => Lacking::Units {
                        period: key.period,
                        received: evaluated.coverage.received(),
                        expected: evaluated.coverage.expected(),
                    },
                    Err(NoValue::Withheld) => Lacking::Leave,
                    Err(_) => Lacking::Figure(key.period),
                }
            }
        };
        Self { figure, base, lacking }
    }

    /// A figure that is compared with itself.
    pub(super) fn itself(figure: FigureKey) -> Self {
        Self { figure, base: Some(figure.period), lacking: Lacking::Other }
    }

    /// What came about in periods of different lengths.
    pub(super) fn lengths(figure: FigureKey, base: Period) -> Self {
        Self { figure, base: Some(base), lacking: Lacking::Length }
    }

    /// Whether the figure is there, and others must not see it.
    pub(super) fn is_withheld(&self) -> bool {
        self.lacking == Lacking::Leave
    }

    /// Whether more returns could change it: periods that are unlike stay so.
    pub(super) fn is_for_now(&self) -> bool {
        !matches!(self.lacking, Lacking::Length | Lacking::Other)
    }

    fn reason(&self, lang: Lang) -> String {
        match self.lacking {
            Lacking::Base => lang
                .pick("không có kỳ để so sánh", "there is no period to compare with")
                .to_owned(),
            Lacking::Leave => lang.pick("không công bố", "not published").to_owned(),
            Lacking::Other => lang
                .pick(
                    "kỳ để so sánh chính là kỳ của báo cáo",
                    "the period to compare with is that of the report",
                )
                .to_owned(),
            Lacking::Length => lang
                .pick(
                    "số phát sinh trong hai kỳ dài khác nhau",
                    "what came about in periods of different lengths",
                )
                .to_owned(),
            Lacking::Figure(period) => {
                let words = lang.pick("chưa có số liệu của", "there is no figure for");
                format!("{words} {period}")
            }
            Lacking::Units { period, received, expected } => match lang {
                Lang::Vi => {
                    format!("số liệu của {period} mới có của {received}/{expected} đơn vị")
                }
                Lang::En => {
                    format!("the figure for {period} is of {received}/{expected} units")
                }
            },
        }
    }
}

impl Remarks {
    /// A comparison could not be made.
    pub(super) fn incomparable(&mut self, document: &str, what: Incomparable) {
        self.incomparable.entry(what).or_default().insert(document.to_owned());
    }

    /// A share could not be worked out, since its parts are of different units.
    pub(super) fn unlike(&mut self, document: &str, part: FigureKey, total: FigureKey) {
        self.unlike.entry((part, total)).or_default().insert(document.to_owned());
    }

    /// Words of units were asked for, of a period for which no returns are made; those of longer
    /// periods, if any, were printed.
    pub(super) fn without_returns(
        &mut self,
        document: &str,
        what: (usize, Period),
        printed: Vec<Period>,
    ) {
        let (_, documents) =
            self.without_returns.entry(what).or_insert_with(|| (printed, BTreeSet::new()));
        documents.insert(document.to_owned());
    }

    /// Not all opinions fitted into a cell.
    pub(super) fn left_out(
        &mut self,
        document: &str,
        (text, period): (usize, Period),
        count: usize,
    ) {
        let documents = self.left_out.entry((text, period, count)).or_default();
        documents.insert(document.to_owned());
    }

    /// Words of units were withheld from others.
    pub(super) fn star(&mut self, document: &str) {
        self.starred.insert(document.to_owned());
    }

    /// Whether words of units were withheld in a document.
    pub(in super::super) fn has_stars(&self, document: &str) -> bool {
        self.starred.contains(document)
    }

    /// Words that stand in a cell whole and are cut on paper.
    pub(in super::super) fn cut(&mut self, document: &str, sheet: &str, cell: CellRef) {
        self.cut.insert((document.to_owned(), sheet.to_owned(), cell));
    }

    /// A share was printed.
    pub(in super::super) fn share(
        &mut self,
        document: &str,
        part: FigureKey,
        total: FigureKey,
        shown: Decimal,
    ) {
        let whole = (document.to_owned(), total, part.org, part.period);
        self.shares.entry(whole).or_default().insert(part.named, shown);
    }

    /// Adds those of another document.
    pub(in super::super) fn extend(&mut self, other: Self) {
        self.cut.extend(other.cut);
        self.starred.extend(other.starred);
        for (what, (printed, documents)) in other.without_returns {
            let all = self.without_returns.entry(what);
            all.or_insert_with(|| (printed, BTreeSet::new())).1.extend(documents);
        }
        for (what, documents) in other.left_out {
            self.left_out.entry(what).or_default().extend(documents);
        }
        for (what, documents) in other.incomparable {
            self.incomparable.entry(what).or_default().extend(documents);
        }
        for (what, documents) in other.unlike {
            self.unlike.entry(what).or_default().extend(documents);
        }
        for (whole, shares) in other.shares {
            self.shares.entry(whole).or_default().extend(shares);
        }
    }

    /// Tells all.
    pub(in super::super) fn tell(&self, data: &Consolidated, findings: &mut Findings) {
        self.tell_incomparable(data, findings);
        for ((part, total), documents) in &self.unlike {
            let finding = Finding::new(Code::W673)
                .at(places(documents))
                .text("part", part.label(data))
                .text("total", total.label(data))
                .text("unit", data.tree.name(part.org));
            findings.push(finding);
        }
        for ((text, period), (printed, documents)) in &self.without_returns {
            let name = data.pack.texts.get(*text).map_or("", |text| text.name.as_str());
            let finding = Finding::new(Code::W222)
                .at(places(documents))
                .text("label", name)
                .text("period", period.to_string());
            let finding = match printed.as_slice() {
                [] => finding,
                printed => finding.list("source", printed.iter().map(Period::to_string)),
            };
            findings.push(finding);
        }
        for ((text, period, count), documents) in &self.left_out {
            let name = data.pack.texts.get(*text).map_or("", |text| text.name.as_str());
            let finding = Finding::new(Code::W225)
                .at(places(documents))
                .text("label", name)
                .text("period", period.to_string())
                .count("count", *count as u64);
            findings.push(finding);
        }
        for (document, sheet, cell) in &self.cut {
            let place = Place::file(document.as_str()).sheet(sheet.as_str()).cell(*cell);
            findings.push(Finding::new(Code::W224).at(place));
        }
        let partitions = partitions(data);
        for (whole, shares) in &self.shares {
            for (total, parts) in &partitions {
                if Named::Item(*total) == whole.1.named {
                    findings.extend(not_hundred(data, whole, shares, parts));
                }
            }
        }
    }
}

impl Remarks {
    /// One finding for all comparisons of a unit that the same lack prevents in the same documents.
    fn tell_incomparable(&self, data: &Consolidated, findings: &mut Findings) {
        let mut alike: BTreeMap<_, Vec<&Incomparable>> = BTreeMap::new();
        for (what, documents) in &self.incomparable {
            let why = (what.figure.org, what.base, what.lacking, documents);
            alike.entry(why).or_default().push(what);
        }
        for ((org, base, _, documents), all) in alike {
            let Some(first) = all.first() else { continue };
            let (figure, others) = (first.figure, all.len() - 1);
            let finding = Finding::new(Code::W670)
                .at(places(documents))
                .text("label", figure.label(data))
                .text("name", format!("{} @ {}", figure.path(data), figure.period))
                .maybe("others", (others > 0).then_some(Field::Count(others as u64)))
                .text("unit", data.tree.name(org))
                .field("reason", Field::words(|lang| first.reason(lang)))
                .maybe("base", base.map(|period| period.to_string()));
            findings.push(finding);
        }
    }
}

fn places(documents: &BTreeSet<String>) -> Place {
    let documents: Vec<&str> = documents.iter().map(String::as_str).collect();
    Place::file(documents.join(", "))
}

/// Totals with the parts that make them up, by the pack's rules, and classes with all their
/// categories.
fn partitions(data: &Consolidated) -> BTreeSet<(Item, BTreeSet<Item>)> {
    let pack = &data.pack;
    let of_rules = pack.rules.iter().filter_map(|rule| partition(data, rule));
    let items = pack.catalogue.items().filter(|item| item.is_total());
    let classes = items.filter_map(|total| {
        let element = pack.catalogue.element(total)?;
        let all = pack.catalogue.items_of_cell(total).into_iter().filter(|i| !i.is_total());
        (element.kind == ValueKind::Class).then(|| (total, all.collect()))
    });
    of_rules.chain(classes).collect()
}

/// The part and the total of which an indicator is the share in percent, if it is one.
pub(in super::super) fn share_of(
    data: &Consolidated,
    key: FigureKey,
) -> Option<(Named, Named)> {
    let Named::Indicator(at) = key.named else { return None };
    let indicator = data.pack.indicators.get(at)?;
    let item = |expression: &Expression| match expression {
        Expression::Reference(reference) if reference.period == PeriodRef::Own => {
            data.pack.named(&reference.path).filter(|named| matches!(named, Named::Item(_)))
        }
        _ => None,
    };
    let is_percent = indicator.factor == Decimal::ONE_HUNDRED;
    is_percent.then_some(())?;
    Some((item(&indicator.numerator)?, item(&indicator.denominator)?))
}

/// A rule that says that parts make up a total.
fn partition(data: &Consolidated, rule: &Rule) -> Option<(Item, BTreeSet<Item>)> {
    let condition = &rule.condition;
    let (left, right) = (summands(&condition.left)?, summands(&condition.right)?);
    let (total, parts) = match (left.as_slice(), right.as_slice()) {
        ([total], parts) | (parts, [total]) if parts.len() > 1 => (*total, parts),
        _ => return None,
    };
    let item = |reference: &Reference| match data.pack.named(&reference.path) {
        Some(Named::Item(item)) if reference.period == PeriodRef::Own => Some(item),
        _ => None,
    };
    let total = item(total)?;
    let parts: Option<BTreeSet<Item>> = parts.iter().map(|part| item(part)).collect();
    parts.filter(|_| condition.comparison == Comparison::Equal).map(|parts| (total, parts))
}

/// The references that are added, if nothing else is done.
fn summands(expression: &Expression) -> Option<Vec<&Reference>> {
    match expression {
        Expression::Reference(reference) => Some(vec![reference]),
        Expression::Binary(left, Operator::Add, right) => {
            let mut all = summands(left)?;
            all.extend(summands(right)?);
            Some(all)
        }
        _ => None,
    }
}

/// The finding for printed shares of all parts that do not add up to 100, though the parts do add
/// up to the total.
fn not_hundred(
    data: &Consolidated,
    (document, total, org, period): &Whole,
    shares: &BTreeMap<Named, Decimal>,
    parts: &BTreeSet<Item>,
) -> Option<Finding> {
    let shown: Option<Vec<Decimal>> =
        parts.iter().map(|part| shares.get(&Named::Item(*part)).copied()).collect();
    let shown = shown?;
    let sum: Decimal = shown.iter().sum();
    let value = |key: FigureKey| -> Result<Decimal, NoValue> {
        data.book().named(key.org, key.named, key.period).value
    };
    let part =
        |item: &Item| FigureKey { org: *org, named: Named::Item(*item), period: *period };
    let exact: Result<Decimal, NoValue> = parts.iter().map(|item| value(part(item))).sum();
    if sum == Decimal::ONE_HUNDRED || exact != value(*total) {
        return None;
    }
    let shown: Vec<String> =
        shown.iter().map(|share| number::format(*share, 2, Lang::Vi) + "%").collect();
    Some(
        Finding::new(Code::W671)
            .at(Place::file(document.clone()))
            .text("label", total.label(data))
            .text("unit", data.tree.name(*org))
            .text("period", period.to_string())
            .field("shares", Field::words(|lang| list::join(&shown, lang)))
            .text("sum", number::format(sum, 2, Lang::Vi)),
    )
}
