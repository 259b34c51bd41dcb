//! Figures that units did not send themselves, told once in a sentence: what the office entered for them, and what
//! only documents of the committee tell.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Operands, OrgIx, Origin, Period};
use crate::pack::Consolidated;
use crate::pack::period_words::in_words;
use crate::text::{self, Lang};

/// The sentences; nothing where every figure is of a return that its unit sent.
pub(super) fn in_sentences(data: &Consolidated) -> String {
    let mut entered: BTreeSet<OrgIx> = BTreeSet::new();
    let mut documents: BTreeMap<String, BTreeSet<Period>> = BTreeMap::new();
    for (key, figure) in data.figures.iter() {
        let Operands::Cell(Some(source)) = &figure.operands else { continue };
        match source.origin.as_deref() {
            Some(Origin::Entered(_)) if data.is_of_run(key.period) => {
                entered.insert(key.org);
            }
            Some(Origin::Document(document)) => {
                let day = text::date::short(document.date);
                let named = format!("văn bản số {}, ngày {day}", document.number);
                documents.entry(named).or_default().insert(key.period);
            }
            _ => {}
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
