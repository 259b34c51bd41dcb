//! Figures that units did not send themselves, told once in a sentence: what the office entered for them, and what
//! only documents of the committee tell.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{OrgIx, Origin, Period};
use crate::pack::period_words::in_words;
use crate::pack::{Consolidated, PeriodRef};
use crate::text::{self, Lang};

/// The sentences; nothing where every figure is of a return that its unit sent.
pub(super) fn in_sentences(data: &Consolidated) -> String {
    // A quarter may be made of two returns, a span of many.
    let periods: BTreeSet<Period> = data.made_of().into_iter().collect();
    let is_of_run = |period: Period| data.is_of_run(period) || periods.contains(&period);
    let bases = PeriodRef::BASES.map(|base| data.pack.resolve(base, data.period));
    let is_compared = |period: Period| bases.contains(&Some(period));
    let mut entered: BTreeSet<OrgIx> = BTreeSet::new();
    let mut documents: BTreeMap<String, BTreeSet<Period>> = BTreeMap::new();
    for (key, figure) in data.figures.iter() {
        match figure.origin().map(|origin| &**origin) {
            Some(Origin::Entered(_)) if is_of_run(key.period) => {
                entered.insert(key.org);
            }
            Some(Origin::Document(document))
                if is_of_run(key.period) || is_compared(key.period) =>
            {
                let day = text::date::short(document.date);
                let named = format!("văn bản số {}, ngày {day}", document.number);
                documents.entry(named).or_default().insert(key.period);
            }
            _ => {}
        }
    }
    // Some forms have words alone.
    for (key, statement) in data.statements.iter() {
        let entered_for = statement.source.origin.as_deref().and_then(Origin::entered);
        if entered_for.is_some() && is_of_run(key.period) {
            entered.insert(key.org);
        }
    }
    let mut sentences = Vec::new();
    if !entered.is_empty() {
        let names: Vec<String> =
            entered.iter().map(|org| data.tree.name(*org).to_owned()).collect();
        let names = text::list::join(&names, Lang::Vi);
        sentences.push(format!("Số liệu của {names} do cơ quan nhập thay."));
    }
    for (document, periods) in documents {
        let periods: Vec<String> = periods.into_iter().map(in_words).collect();
        let periods = text::list::join(&periods, Lang::Vi);
        sentences.push(format!("Có số liệu của {periods} lấy theo {document}."));
    }
    sentences.join(" ")
}
