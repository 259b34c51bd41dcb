//! Validation rules, in every period for which figures are reported.

use rust_decimal::Decimal;

use crate::diagnostic::{CellNote, Code, Finding, FindingId, Findings, Place};
use crate::model::{FactKey, Item, Operands, OrgIx, OrgTree, Period, Source};
use crate::pack::{Book, Due, Named, Reference, Rule};

/// Checks every rule on every return, then on every total above.
pub fn rules(book: Book<'_>, tree: &OrgTree, due: &Due, findings: &mut Findings) {
    let mut checker = Checker { book, tree, due, findings, broken: Vec::new() };
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

struct Checker<'a> {
    book: Book<'a>,
    tree: &'a OrgTree,
    due: &'a Due,
    findings: &'a mut Findings,
    /// What was found on returns: rule, unit, period.
    broken: Vec<(String, OrgIx, Period, FindingId)>,
}

/// Both sides of a broken rule.
struct Sides {
    left: Decimal,
    right: Decimal,
}

impl Checker<'_> {
    fn rule(&mut self, rule: &Rule, org: OrgIx, period: Period, on_totals: bool) {
        let references = rule.condition.references();
        let items: Vec<Item> = references.iter().filter_map(|r| self.item(r)).collect();
        let on_return = items.iter().all(|item| self.due.reports(org, *item));
        if on_return == on_totals || (on_totals && !rule.on_totals) {
            return;
        }
        let Some(sides) = self.broken_sides(rule, &references, org, period) else { return };
        let finding = if on_return {
            self.on_return(rule, &references, org, period)
        } else {
            self.on_total(rule, &references, org, period)
        };
        let finding = finding
            .text("quy_tac", rule.code.as_str())
            .text("ten", rule.name.as_str())
            .number("trai", sides.left)
            .text("dau", rule.condition.comparison.sign())
            .number("phai", sides.right)
            .number("lech", sides.left - sides.right)
            .text("huong_dan", rule.instruction.as_str())
            .scope(self.tree.name(org))
            .scope(period.to_string())
            .scope(self.book.pack.code.as_str());
        let id = self.findings.push(finding);
        if on_return {
            self.broken.push((rule.code.clone(), org, period, id));
        }
    }

    fn item(&self, reference: &Reference) -> Option<Item> {
        match self.book.pack.named(&reference.path) {
            Some(Named::Item(item)) => Some(item),
            _ => None,
        }
    }

    /// The two sides, when both can be worked out over the same units and do not stand as they
    /// should. What is missing is told elsewhere and breaks no rule.
    fn broken_sides(
        &self,
        rule: &Rule,
        references: &[&Reference],
        org: OrgIx,
        period: Period,
    ) -> Option<Sides> {
        self.book.parts(org, references, period).value.ok()?;
        let condition = &rule.condition;
        let left = self.book.expression(org, &condition.left, period).value.ok()?;
        let right = self.book.expression(org, &condition.right, period).value.ok()?;
        (!condition.comparison.holds(left, right)).then_some(Sides { left, right })
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
        // The side that is one figure is usually the total: its cell is the place.
        let anchor = rule.condition.right.references().first().and_then(|r| self.cell(r, org, period));
        let anchor = anchor.map(|(_, source)| source).or_else(|| Some(cells.first()?.1.clone()));
        let Some(anchor) = anchor else { return finding };
        finding = finding.at(Place::cell(&anchor.file, &anchor.sheet, anchor.cell));
        for (label, source) in cells {
            let elsewhere = source.sheet != anchor.sheet;
            let label =
                if elsewhere { format!("[{}] {label}", source.sheet) } else { label };
            finding = finding.cell(CellNote {
                cell: source.cell,
                label,
                text: source.text.to_string(),
                marked: source.cell == anchor.cell && !elsewhere,
            });
        }
        finding
    }

    /// The cell of a figure on a return, with its label.
    fn cell(&self, reference: &Reference, org: OrgIx, own: Period) -> Option<(String, Source)> {
        let item = self.item(reference)?;
        let period = reference.period.resolve(own)?;
        let figure = self.book.figures.get(FactKey { org, item, period })?;
        let Operands::Cell(Some(source)) = &figure.operands else { return None };
        let mut label = self.book.pack.catalogue.label(item);
        if period != own {
            label = format!("{label} ({period})");
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
        let figures: Vec<String> = references
            .iter()
            .filter_map(|reference| {
                let value = self.book.reference(org, reference, period).value.ok()?;
                let label = self.book.pack.catalogue.label(self.item(reference)?);
                Some(format!("{label} = {}", value.normalize()))
            })
            .collect();
        finding = finding.list("so_lieu", figures);
        let causes = self.broken.iter().filter(|(code, unit, when, _)| {
            *code == rule.code && *when == period && self.tree.is_within(*unit, org)
        });
        for (_, _, _, id) in causes {
            finding = finding.cause(*id);
        }
        finding
    }
}
