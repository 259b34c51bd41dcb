//! Validation rules, in every period for which figures are reported.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::diagnostic::{CellNote, Code, Field, Finding, FindingId, Findings, Place};
use crate::model::{FactKey, Figures, Item, Operands, OrgIx, OrgTree, Period, Source};
use crate::pack::{Book, Due, Form, Levels, MissingOperands, Named, Reference, Rule, Schedule};
use crate::text::{Lang, number};

/// What else is known where rules are checked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside<'a> {
    /// Units and periods for which transfers were found not to match.
    pub unmatched: &'a [(OrgIx, Period)],
    /// All figures, those of sealed periods as they were sealed, where these are others.
    pub sealed: Option<&'a Figures>,
}

/// Checks every rule on every return, then on every total above.
pub fn rules(
    book: Book<'_>,
    tree: &OrgTree,
    due: &Due,
    beside: Beside<'_>,
    findings: &mut Findings,
) {
    let mut checker = Checker { book, tree, due, beside, findings, broken: Vec::new() };
    let periods = due.all_periods();
    // Leaves come first, so that what is found on a total can cite what caused it.
    for on_totals in [false, true] {
        for &org in tree.bottom_up().iter().rev() {
            for &period in &periods {
                for rule in &book.pack.rules {
                    checker.rule(rule, org, period, on_totals);
                }
            }
        }
    }
}

/// How much of the rules could be held against one return.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RulesChecked {
    /// How many times a rule was held against its figures.
    pub judged: usize,
    /// How many times a rule about figures of its form could not be, because some are missing:
    /// blank, or of a return that is not there.
    pub open: usize,
}

/// How much of the rules can be held against the return of a unit of a form and a period; of
/// what is wrong nothing is said.
pub fn rules_checked(
    book: Book<'_>,
    tree: &OrgTree,
    due: &Due,
    (org, form, own): (OrgIx, &Form, Period),
) -> RulesChecked {
    let mut nothing = Findings::new();
    let findings = &mut nothing;
    let checker =
        Checker { book, tree, due, beside: Beside::default(), findings, broken: Vec::new() };
    let items: BTreeSet<Item> =
        form.items().flat_map(|item| book.pack.catalogue.items_of_cell(item)).collect();
    let mut checked = RulesChecked::default();
    // A return that is made once has the years it is made of as well.
    let has = |period: &Period| match book.pack.schedule {
        Schedule::Once(_) => own.contains(*period),
        Schedule::Every(_) => own == *period,
    };
    for period in due.all_periods().into_iter().filter(has) {
        for rule in &book.pack.rules {
            let references = rule.condition.references();
            if !checker.wants(rule, &references, (org, period), false) {
                continue;
            }
            let mut of_rule = Vec::new();
            for reference in references.iter().filter(|of| !of.period.is_relative()) {
                checker.items_of(reference, period, &mut of_rule);
            }
            if checker.sides(book, (rule, &references), org, period).is_some() {
                checked.judged += 1;
            } else if of_rule.iter().all(|(item, _)| items.contains(item)) {
                checked.open += 1;
            }
        }
    }
    checked
}

struct Checker<'a> {
    book: Book<'a>,
    tree: &'a OrgTree,
    due: &'a Due,
    beside: Beside<'a>,
    findings: &'a mut Findings,
    /// What was found on returns: rule, unit, period.
    broken: Vec<(String, OrgIx, Period, FindingId)>,
}

/// Both sides of a rule.
struct Sides {
    left: Decimal,
    right: Decimal,
}

impl Sides {
    /// The facts of a broken rule.
    fn told(&self, finding: Finding, rule: &Rule) -> Finding {
        let finding = finding
            .text("rule", rule.code.as_str())
            .maybe("difference", self.left.checked_sub(self.right).map(Field::Number))
            .text("instruction", rule.instruction.as_str());
        if finding.code == Code::E303 {
            let finding = finding.text("label", rule.name.as_str());
            return finding.number("opening", self.left).number("closing", self.right);
        }
        let sentence = finding.text("sentence", rule.name.as_str());
        sentence.number("left", self.left).number("right", self.right)
    }
}

impl Checker<'_> {
    /// Whether a rule is checked at a unit for a period: on its return, or on its total.
    fn wants(
        &self,
        rule: &Rule,
        references: &[&Reference],
        (org, period): (OrgIx, Period),
        on_totals: bool,
    ) -> bool {
        let on_return = self.is_on_return(references, org, period);
        let wanted = match rule.levels {
            Levels::All => true,
            Levels::Returns => !on_totals,
            Levels::Branches => !on_totals && self.is_of_one_branch(references, org, period),
            Levels::Totals => on_totals,
        };
        on_return != on_totals && wanted && !self.cannot_balance(references, org, period)
    }

    fn rule(&mut self, rule: &Rule, org: OrgIx, period: Period, on_totals: bool) {
        let references = rule.condition.references();
        if !self.wants(rule, &references, (org, period), on_totals) {
            return;
        }
        let condition = &rule.condition;
        let holds = |Sides { left, right }: &Sides| {
            condition.comparison.holds_within(*left, *right, rule.tolerance)
        };
        let sides = self.sides(self.book, (rule, &references), org, period);
        let Some(sides) = sides.filter(|sides| !holds(sides)) else { return };
        let on_return = !on_totals;
        let as_sealed = self.as_sealed(rule, &references, org, period).filter(holds);
        if let Some(sealed) = as_sealed {
            let finding = self.corrected(rule, &references, (org, period), (&sides, &sealed));
            self.findings.push(finding);
            return;
        }
        let finding = if on_return {
            self.on_return(rule, &references, org, period)
        } else {
            self.on_total(rule, &references, org, period)
        };
        let finding = sides
            .told(finding, rule)
            .scope(self.tree.name(org))
            .scope(period.to_string())
            .scope(self.book.pack.code.as_str());
        let id = self.findings.push(finding);
        if on_return {
            self.broken.push((rule.code.clone(), org, period, id));
        }
    }

    /// Both sides of a rule over periods with what was sealed of the earlier ones.
    fn as_sealed(
        &self,
        rule: &Rule,
        references: &[&Reference],
        org: OrgIx,
        period: Period,
    ) -> Option<Sides> {
        let over_periods = references.iter().any(|reference| reference.period.is_relative());
        let figures = self.beside.sealed.filter(|_| over_periods)?;
        let book = Book { pack: self.book.pack, figures };
        self.sides(book, (rule, references), org, period)
    }

    /// A rule that only the correction of an earlier period breaks.
    fn corrected(
        &self,
        rule: &Rule,
        references: &[&Reference],
        (org, period): (OrgIx, Period),
        (now, sealed): (&Sides, &Sides),
    ) -> Finding {
        let earlier = references.iter().find(|reference| reference.period.is_relative());
        let earlier =
            earlier.and_then(|reference| self.book.pack.resolve(reference.period, period));
        let mut finding = if self.is_on_return(references, org, period) {
            self.on_return(rule, references, org, period)
        } else {
            Finding::new(Code::W437)
        };
        finding.code = Code::W437;
        let was = if now.right == sealed.right { sealed.left } else { sealed.right };
        finding
            .text("label", rule.name.as_str())
            .number("opening", now.left)
            .number("closing", now.right)
            .number("sealed", was)
            .text("period", earlier.unwrap_or(period).to_string())
            .maybe("difference", now.left.checked_sub(now.right).map(Field::Number))
            .scope(self.tree.name(org))
            .scope(period.to_string())
            .scope(self.book.pack.code.as_str())
    }

    /// Whether what a rule says of the period at hand stands on the unit's own return.
    fn is_on_return(&self, references: &[&Reference], org: OrgIx, period: Period) -> bool {
        let own = references.iter().filter(|reference| !reference.period.is_relative());
        let mut figures = Vec::new();
        for reference in own {
            self.items_of(reference, period, &mut figures);
        }
        let due =
            |(item, period): &(Item, Period)| self.due.is_due(self.tree, org, *item, *period);
        let nobody = |(item, period): &(Item, Period)| {
            let figure = self.book.figure(org, *item, *period);
            figure.is_none_or(|figure| figure.coverage.is_empty())
        };
        figures.iter().all(|figure| due(figure) || nobody(figure)) && figures.iter().any(due)
    }

    /// Whether figures are one branch's own: of a unit of a kind that has none below it, and not added up from others.
    fn is_of_one_branch(&self, references: &[&Reference], org: OrgIx, period: Period) -> bool {
        self.tree.get(org).is_some_and(|unit| unit.kind.is_cell())
            && references.iter().all(|reference| {
                let owing = self.book.reference(org, reference, period).coverage.owing;
                owing.is_empty() || owing.as_ref() == [org]
            })
    }

    /// Whether a rule is about what moves between units where that cannot balance: someone at one
    /// end has not reported, or the ends do not match, which is told already.
    fn cannot_balance(&self, references: &[&Reference], org: OrgIx, period: Period) -> bool {
        let mut items = Vec::new();
        for reference in references {
            self.items_of(reference, period, &mut items);
        }
        let transfers = &self.book.pack.transfers;
        let moves =
            |item: Item| transfers.iter().any(|transfer| transfer.taken_off(item).is_some());
        items.iter().filter(|(item, _)| moves(*item)).any(|(item, period)| {
            let figure = self.book.figure(org, *item, *period);
            let mut unmatched = self.beside.unmatched.iter();
            figure.is_some_and(|figure| !figure.coverage.is_complete())
                || unmatched.any(|(at, when)| when == period && self.tree.is_within(*at, org))
        })
    }

    /// The items behind a reference, through indicators.
    fn items_of(&self, reference: &Reference, own: Period, found: &mut Vec<(Item, Period)>) {
        let Some(period) = self.book.pack.resolve(reference.period, own) else { return };
        match self.book.pack.named(&reference.path) {
            Some(Named::Item(item)) => found.push((item, period)),
            Some(Named::Indicator(at)) => {
                let indicator = self.book.pack.indicators.get(at);
                for part in indicator.into_iter().flat_map(|i| i.references()) {
                    self.items_of(part, period, found);
                }
            }
            Some(Named::Text(_)) | None => {}
        }
    }

    fn item(&self, reference: &Reference) -> Option<Item> {
        match self.book.pack.named(&reference.path) {
            Some(Named::Item(item)) => Some(item),
            _ => None,
        }
    }

    /// The two sides, when both can be worked out over the same units. What is missing is told
    /// elsewhere and breaks no rule.
    fn sides(
        &self,
        book: Book<'_>,
        (rule, references): (&Rule, &[&Reference]),
        org: OrgIx,
        period: Period,
    ) -> Option<Sides> {
        let missing = rule.missing;
        let parts = book.parts(org, references, period, missing);
        parts.value.ok()?;
        // A stock of an earlier period that stands in breaks no rule of this one.
        // Where what is not due counts as 0, it may be due from some units and not from others.
        let same = missing == MissingOperands::NotDueIsZero
            || self.of_the_same_units(references, org, period);
        if !parts.coverage.carried.is_empty() || !same {
            return None;
        }
        let condition = &rule.condition;
        let left = book.expression(org, &condition.left, period, missing).value.ok()?;
        let right = book.expression(org, &condition.right, period, missing).value.ok()?;
        Some(Sides { left, right })
    }

    /// Whether the figures of a rule are owed by the same units, apart from the unit's own.
    ///
    /// A branch founded in the year has a closing stock and no opening one; that the totals then
    /// do not balance is nobody's mistake.
    fn of_the_same_units(&self, references: &[&Reference], org: OrgIx, period: Period) -> bool {
        let parts = references.iter().map(|r| self.book.reference(org, r, period).coverage);
        let mut others = parts.filter(|part| !part.is_empty() && part.owing.as_ref() != [org]);
        others.next().is_none_or(|first| others.all(|other| other.owing == first.owing))
    }

    fn on_return(
        &self,
        rule: &Rule,
        references: &[&Reference],
        org: OrgIx,
        period: Period,
    ) -> Finding {
        let earlier = references.iter().any(|reference| reference.period.is_relative());
        let mut finding = Finding::new(if earlier { Code::E303 } else { Code::E301 });
        let cells: Vec<(String, Source)> = references
            .iter()
            .filter_map(|reference| self.cell(reference, org, period))
            .collect();
        // The right side is usually the total, its cell the place; an earlier period's never is.
        let mut sides = rule.condition.right.references();
        sides.extend(rule.condition.left.references());
        let own = sides.into_iter().find(|reference| !reference.period.is_relative());
        let anchor = own.and_then(|reference| self.cell(reference, org, period));
        let anchor =
            anchor.map(|(_, source)| source).or_else(|| Some(cells.first()?.1.clone()));
        let Some(anchor) = anchor else { return finding };
        finding =
            finding.at(Place::file(&*anchor.file).sheet(&*anchor.sheet).cell(anchor.cell));
        for (label, source) in cells {
            let mut note =
                CellNote::new(source.cell, label, &*source.text).worked_out(source.result);
            if source.file != anchor.file {
                note = note.in_file(&*source.file).in_sheet(&*source.sheet);
            } else if source.sheet != anchor.sheet {
                note = note.in_sheet(&*source.sheet);
            } else if source.cell == anchor.cell {
                note = note.marked();
            }
            finding = finding.cell(note);
        }
        finding
    }

    /// The cell of a figure on a return, with its label.
    fn cell(&self, reference: &Reference, org: OrgIx, own: Period) -> Option<(String, Source)> {
        let item = self.item(reference)?;
        let period = self.book.pack.resolve(reference.period, own)?;
        let figure = self.book.figures.get(FactKey { org, item, period })?;
        let Operands::Cell(Some(source)) = &figure.operands else { return None };
        let mut label = self.book.pack.catalogue.label(item);
        if period != own {
            label = format!("{label} ({period})");
        }
        if let (Some(_), Some(value)) = (&source.adjusted, figure.value) {
            // The rule is about the figure that counts, the note about the cell.
            let value = number::exact(value.normalize(), Lang::Vi);
            label = format!("{label} (đã điều chỉnh: {value})");
        }
        Some((label, source.clone()))
    }

    fn on_total(
        &self,
        rule: &Rule,
        references: &[&Reference],
        org: OrgIx,
        period: Period,
    ) -> Finding {
        let mut finding = Finding::new(Code::E302);
        for reference in references {
            let value = self.book.reference(org, reference, period).value;
            if let (Ok(value), Some(item)) = (value, self.item(reference)) {
                let label = self.book.pack.catalogue.label(item);
                let value = Field::Number(value.normalize());
                finding = finding.cell(CellNote::figure(label, value));
            }
        }
        let causes = self.broken.iter().filter(|(code, unit, when, _)| {
            *code == rule.code && *when == period && self.tree.is_within(*unit, org)
        });
        for (_, _, _, id) in causes {
            finding = finding.caused_by(*id);
        }
        finding
    }
}
