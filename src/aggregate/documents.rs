//! What the committee reported in documents of its own, where no return gives it.

use rust_decimal::Decimal;

use super::Totals;
use super::reported::weighted;
use crate::model::{
    Coverage, Fact, FactKey, Figure, How, Operands, OverUnits, Sign, WeightedSum,
};

impl Totals<'_> {
    /// A figure, or what the committee reported in a document of its own where no return of the period gives any part
    /// of it: a sum of some units stays what it is. An earlier stock that stands in is no figure of the period, and a
    /// part of the units that documents tell of is no more than what the document of the whole tells.
    pub(super) fn or_document(&self, key: FactKey, figure: Figure) -> Figure {
        let Some(fact) = self.facts.document(key) else { return figure };
        let only_documents = !figure.coverage.is_complete() && self.is_of_documents(&figure);
        if figure.coverage.received() > 0 && !only_documents {
            return figure;
        }
        // The document speaks for whoever owes it, as what it is added to does.
        let coverage = match figure.coverage {
            none if none.is_empty() => Coverage::of_one(key.org, true),
            of => Coverage { missing: Vec::new(), carried: Vec::new(), ..of },
        };
        Figure {
            state: fact.state,
            value: fact.value,
            weighted: self.weighted_by_document(key, fact),
            coverage,
            operands: Operands::Cell(fact.source.clone()),
        }
    }

    /// Whether all that is known of a figure of several units comes from documents.
    fn is_of_documents(&self, figure: &Figure) -> bool {
        match &figure.operands {
            Operands::Cell(_) => figure.origin().is_some_and(|of| of.document().is_some()),
            Operands::Combined { how: How::OverUnits, of } => {
                let added = of.iter().filter(|operand| operand.sign == Sign::Plus);
                let mut parts = added.filter_map(|operand| self.figures.get(operand.key));
                parts.all(|part| part.coverage.received() == 0 || self.is_of_documents(part))
            }
            _ => false,
        }
    }

    /// A mean with how many it is over: as a document tells that too, or all who owe it.
    fn weighted_by_document(&self, key: FactKey, fact: &Fact) -> Option<WeightedSum> {
        let OverUnits::WeightedMean { weight } = self.over_units(key.item) else { return None };
        let weight = FactKey { item: *weight, ..key };
        let counted = self.figures.get(weight).filter(|of| of.coverage.is_all_reported());
        let told: Option<Decimal> = counted.and_then(|of| of.value);
        weighted(fact.value, told)
    }

    /// Whom a figure stands for in a total: nobody, where it is a mean of which nobody knows over how many.
    pub(super) fn coverage_in_total(&self, key: FactKey, figure: &Figure) -> Coverage {
        let is_mean = matches!(self.over_units(key.item), OverUnits::WeightedMean { .. });
        if is_mean && figure.value.is_some() && figure.weighted.is_none() {
            let (missing, carried) = (figure.coverage.owing.to_vec(), Vec::new());
            return Coverage { missing, carried, ..figure.coverage.clone() };
        }
        figure.coverage.clone()
    }
}
