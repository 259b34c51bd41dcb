//! How a figure is printed, and the functions that templates have for figures: `so`, `gia_tri`, `co`
//! and `co_bieu`. Those of sentences stand in `prose`, bare references in `referring`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::beside::covered;
use super::prose::{self, Remarks};
use super::restated::{self, CORRECTS, Opening, OwnPlaces, opening};
use super::scope::Scope;
use crate::model::{
    Coverage, DataElement, FactKey, Item, OrgIx, OverPeriods, OverUnits, Period, ValueKind,
};
use crate::pack::{Consolidated, Evaluated, Named, NoValue, Reference};
use crate::template::{AS_FIGURE, AS_NUMBER, Figure};
use crate::text;
use crate::trace::{FigureKey, figure_hash};

/// What is printed for a figure that is due and not there.
pub(super) const ABSENT: &str = "…";
/// What is printed where no figure can be: nothing due, a mean over nobody, a ratio over 0.
pub(super) const NONE: &str = "-";

/// What is printed for a figure that others must not see.
pub(super) const WITHHELD: &str = "*";

/// Significant digits that a spreadsheet keeps of a number.
const SHEET_DIGITS: u32 = 15;

/// Decimals of a figure that is no indicator.
const DECIMALS: u32 = 2;

/// What a document prints on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Medium {
    /// Prose: figures as text.
    Word,
    /// Cells: figures as numbers.
    Excel,
}

impl Medium {
    /// A printed figure as a template value.
    fn value(self, figure: &Figure) -> Value {
        match (self, figure.number) {
            (Self::Excel, Some(value)) => number(value),
            (Self::Excel, None) if figure.blank => Value::from(""),
            _ => Value::from(figure.text.clone()),
        }
    }
}

/// Figures printed so far.
pub(super) type PrintLog = BTreeMap<FigureKey, Printed>;

/// How a figure was printed, and in which documents.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "one figure may be each, in different documents"
)]
pub(super) struct Printed {
    /// As it stands in a document.
    pub(super) text: String,
    /// Whether it was due and not there.
    pub(super) absent: bool,
    /// Whether it was withheld from others.
    pub(super) withheld: bool,
    /// Whether it is of a form that the office does not use.
    pub(super) out_of_use: bool,
    /// Whether it covers fewer units than owe it, and the document does not tell so elsewhere.
    pub(super) partial: bool,
    /// Names of the documents.
    pub(super) documents: BTreeSet<String>,
}

/// Prints the figures of a pack into one document.
#[derive(Clone)]
pub(super) struct Printer {
    data: Arc<Consolidated>,
    medium: Medium,
    document: Arc<str>,
    /// Whether it is for others, who must not see everything.
    for_others: bool,
    /// Whether counts below 10 have a 0 before them in running text.
    padded: bool,
    /// Whether the figures are made up to try a template.
    made_up: bool,
    /// Of whom the figures are, where the document tells it once for all.
    told: Option<Arc<Scope>>,
    /// The corrections that the document prints in a place of their own.
    own_places: Arc<OwnPlaces>,
    /// Those that were asked for.
    asked_for: Arc<Mutex<OwnPlaces>>,
    log: Arc<Mutex<PrintLog>>,
    remarks: Arc<Mutex<Remarks>>,
}

impl Printer {
    pub(super) fn new(data: Arc<Consolidated>, medium: Medium, document: &str) -> Self {
        Self {
            data,
            medium,
            document: Arc::from(document),
            for_others: false,
            padded: false,
            made_up: false,
            told: None,
            own_places: Arc::default(),
            asked_for: Arc::default(),
            log: Arc::default(),
            remarks: Arc::default(),
        }
    }

    /// The same, for others.
    pub(super) fn for_others(self, for_others: bool) -> Self {
        Self { for_others, ..self }
    }

    /// Whether the document is for others.
    pub(super) const fn is_for_others(&self) -> bool {
        self.for_others
    }

    /// Whether a text element is not to be told in this document.
    pub(super) fn withholds_text(&self, text: usize) -> bool {
        self.for_others && self.data.pack.texts.get(text).is_none_or(|text| text.sensitive)
    }

    /// The same, with counts in running text as the office writes them.
    pub(super) fn padded(self, padded: bool) -> Self {
        Self { padded, ..self }
    }

    /// The same, for figures that are made up: a template that reckons with an absent one, or names
    /// a unit that only the office knows, is not wrong for that.
    pub(super) fn of_made_up(self) -> Self {
        Self { made_up: true, ..self }
    }

    /// What a template reckons with where a made-up figure is absent: another number for each, so
    /// that their difference is not 0.
    fn stand_in(&self, key: FigureKey) -> Option<Decimal> {
        let name = format!("{} @ {}", key.path(&self.data), key.period);
        let mixed =
            name.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31) ^ u32::from(byte));
        self.made_up.then(|| Decimal::from(mixed % 99_991 + 2))
    }

    /// Whether its figures are made up.
    pub(super) const fn is_of_made_up(&self) -> bool {
        self.made_up
    }

    /// The same, in a document that tells once of whom its figures are.
    pub(super) fn telling(self, told: Option<Scope>) -> Self {
        Self { told: told.map(Arc::new), ..self }
    }

    /// The same, in a document that prints these corrections in a place of their own.
    pub(super) fn with_own_places(self, own_places: OwnPlaces) -> Self {
        Self { own_places: Arc::new(own_places), ..self }
    }

    /// Notes that the correction of an opening stock has a place of its own.
    pub(super) fn has_own_place(&self, key: FigureKey) {
        self.asked_for.lock().unwrap_or_else(PoisonError::into_inner).insert(key);
    }

    /// The corrections for which the document has a place of their own.
    pub(super) fn asked_for(&self) -> OwnPlaces {
        self.asked_for.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What stands beside a figure of a period that does not cover every unit, unless the
    /// document tells it elsewhere.
    pub(super) fn covered(&self, period: Period, coverage: &Coverage) -> String {
        let is_told = |scope: &Arc<Scope>| scope.tells(&self.data, period, coverage);
        if self.told.as_ref().is_some_and(is_told) { String::new() } else { covered(coverage) }
    }

    /// The figures.
    pub(super) fn data(&self) -> &Consolidated {
        &self.data
    }

    /// What it prints on.
    pub(super) const fn medium(&self) -> Medium {
        self.medium
    }

    /// What was printed.
    pub(super) fn log(&self) -> PrintLog {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What sentences left to be told.
    pub(super) fn remarks(&self) -> Remarks {
        self.remarks.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes something that is to be told, of this document.
    pub(super) fn remark(&self, note: impl FnOnce(&mut Remarks, &str)) {
        note(&mut self.remarks.lock().unwrap_or_else(PoisonError::into_inner), &self.document);
    }

    /// Registers the functions of figures with a template engine.
    pub(super) fn register(&self, tera: &mut Tera) {
        prose::register(self, tera);
        let printer = self.clone();
        tera.register_function("so", move |args: Kwargs, _: &State| -> TeraResult<Value> {
            let key = printer.key(&args)?;
            let figure = printer.print(key, prose::in_text(&args)?);
            if args.get::<bool>(AS_NUMBER)? == Some(true) {
                return Ok(Medium::Excel.value(&figure));
            }
            if args.get::<bool>(AS_FIGURE)? == Some(true) {
                let parts = [("id", figure.id.unwrap_or_default()), ("text", figure.text)];
                return Ok(Value::from_serializable(&BTreeMap::from(parts)));
            }
            Ok(printer.value(&figure))
        });
        let printer = self.clone();
        let correction = move |args: Kwargs, _: &State| restated::correction(&printer, &args);
        tera.register_function(CORRECTS, correction);
        let printer = self.clone();
        tera.register_function(
            "gia_tri",
            move |args: Kwargs, _: &State| -> TeraResult<Value> {
                let key = printer.key(&args)?;
                let value =
                    printer.whole(key).or_else(|| printer.stand_in(key)).ok_or_else(|| {
                        let path = key.path(&printer.data);
                        tera::Error::message(format!(
                            "chưa có số liệu `{path}`; viết điều kiện là co(\"{path}\") and …"
                        ))
                    })?;
                Ok(number(value))
            },
        );
        let printer = self.clone();
        tera.register_function("co", move |args: Kwargs, _: &State| -> TeraResult<Value> {
            let key = printer.key(&args)?;
            Ok(Value::from(printer.whole(key).is_some()))
        });
        let printer = self.clone();
        tera.register_function(
            "co_bieu",
            move |args: Kwargs, _: &State| -> TeraResult<Value> {
                let value = printer.evaluate(printer.key(&args)?).value;
                Ok(Value::from(value != Err(NoValue::OutOfUse)))
            },
        );
    }

    /// The figure that a call names: path first, then `ky=` and `dv=`.
    pub(super) fn key(&self, args: &Kwargs) -> TeraResult<FigureKey> {
        self.key_of(args.must_get("arg1")?, args)
    }

    /// The figure that a path names in a call with `ky=` and `dv=`.
    pub(super) fn key_of(&self, path: &str, args: &Kwargs) -> TeraResult<FigureKey> {
        // A year may be given as a number: `ky=2023`, or `ky=n` in a loop over years.
        let reference = match args.get::<Value>("ky")? {
            Some(period) if !path.contains('@') => format!("{path} @ {period}"),
            _ => path.to_owned(),
        };
        let org = self.unit(args)?;
        let found = match Reference::parse(&reference) {
            Some(Ok(reference)) => self.find(org, &reference),
            _ => None,
        };
        found.ok_or_else(|| {
            let nearest = text::nearest(path, self.data.pack.paths());
            let hint = nearest.map_or_else(String::new, |near| format!("; có phải `{near}`?"));
            tera::Error::message(format!("không có số liệu `{reference}`{hint}"))
        })
    }

    /// The unit that a call names with `dv=`, else the office.
    pub(super) fn unit(&self, args: &Kwargs) -> TeraResult<OrgIx> {
        let Some(code) = args.get::<&str>("dv")? else { return Ok(self.data.office) };
        let any = || self.data.units.first().copied().filter(|_| self.made_up);
        self.data
            .tree
            .by_code(code)
            .or_else(any)
            .ok_or_else(|| tera::Error::message(format!("không có đơn vị mang mã `{code}`")))
    }

    pub(super) fn find(&self, org: OrgIx, reference: &Reference) -> Option<FigureKey> {
        let named = self.data.pack.named(&reference.path)?;
        if matches!(named, Named::Text(_)) {
            return None;
        }
        let period = self.data.pack.resolve(reference.period, self.data.period)?;
        self.data.can_be_asked(named, period).then_some(FigureKey { org, named, period })
    }

    /// A figure, exact, and of whom it is.
    pub(super) fn evaluate(&self, key: FigureKey) -> Evaluated {
        let evaluated = self.data.book().named(key.org, key.named, key.period);
        match evaluated.value {
            Err(NoValue::NotApplicable) if !self.is_kept(key) => {
                Evaluated { value: Err(NoValue::Absent), ..evaluated }
            }
            _ => evaluated,
        }
    }

    /// Whether a figure is of a period of which there are any. Of an earlier one that was never
    /// returned the figures are absent: nobody said that there was nothing.
    pub(super) fn is_kept(&self, key: FigureKey) -> bool {
        let pack = &self.data.pack;
        match key.named {
            Named::Text(_) => true,
            Named::Item(item) => {
                let element = pack.catalogue.element(item);
                let made = element.is_some_and(|e| e.over_periods != OverPeriods::None);
                let figure = self.data.book().figure(key.org, item, key.period);
                figure.is_some()
                    || pack.out_of_use.contains(&item)
                    || self.data.keeps(key.named, key.period) && !made
            }
            Named::Indicator(at) => pack.indicators.get(at).is_none_or(|indicator| {
                indicator.references().iter().all(|reference| {
                    let named = pack.named(&reference.path);
                    let period = pack.resolve(reference.period, key.period);
                    let part = named.zip(period);
                    part.is_none_or(|(named, period)| {
                        self.is_kept(FigureKey { named, period, ..key })
                    })
                })
            }),
        }
    }

    /// The value of a figure that can be reckoned with: one that covers every unit. What is worked
    /// out from a part of the branches and compared with the whole of them would be wrong.
    pub(super) fn whole(&self, key: FigureKey) -> Option<Decimal> {
        let Evaluated { value, coverage } = self.evaluate(key);
        value.ok().filter(|_| coverage.is_complete())
    }

    /// The value of a figure that may be compared with that of another period: every unit has
    /// given its own, and none of an earlier period stands in.
    pub(super) fn reported(&self, key: FigureKey) -> Option<Decimal> {
        let Evaluated { value, coverage } = self.evaluate(key);
        value.ok().filter(|_| coverage.is_all_reported())
    }

    /// Notes that a figure is used in a sentence.
    pub(super) fn note(&self, key: FigureKey) {
        self.print(key, false);
    }

    /// Whether a figure's count has a 0 before it there.
    pub(super) fn pads(&self, key: FigureKey, in_text: bool) -> bool {
        self.pads_counts(in_text) && prose::is_count(&self.data, key)
    }

    /// Whether counts have a 0 before them there.
    pub(super) fn pads_counts(&self, in_text: bool) -> bool {
        self.padded && in_text && self.medium == Medium::Word
    }

    /// Prints a figure, in running text or not, and notes that it was.
    pub(super) fn print(&self, key: FigureKey, in_text: bool) -> Figure {
        let Evaluated { value, coverage } = self.evaluate(key);
        let out_of_use = value == Err(NoValue::OutOfUse);
        let (text, number, absent) = match (self.class(key), value) {
            (_, Err(NoValue::Withheld)) => (WITHHELD.to_owned(), None, false),
            (_, Err(NoValue::OutOfUse)) => (NONE.to_owned(), None, false),
            (Some((element, item)), _) => {
                let words = self.class_in_words(key, element, item);
                let absent = words.is_none();
                let leaf = self.data.units.contains(&key.org);
                let covered =
                    if leaf { String::new() } else { self.covered(key.period, &coverage) };
                let words = words.map(|words| words + &covered);
                (words.unwrap_or_else(|| ABSENT.to_owned()), None, absent)
            }
            (None, Ok(value)) => {
                let padded = self.pads(key, in_text);
                let opening = opening(&self.data, (key, value), &self.own_places, in_text);
                let Opening { number, stated, beside } = opening;
                let text = prose::written(stated, self.decimals(key), padded);
                let covered = self.covered(key.period, &coverage);
                (text + &beside + &covered, Some(self.kept(key, number)), false)
            }
            (None, Err(NoValue::Absent | NoValue::PartsDiffer)) => {
                (ABSENT.to_owned(), None, true)
            }
            (None, Err(NoValue::NotApplicable | NoValue::DivisionByZero)) => {
                (NONE.to_owned(), None, false)
            }
        };
        self.note_share(key, number);
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = log.entry(key).or_default();
        // Where a count stands both in a table and in a sentence, the ledger has that of the table.
        if entry.text.is_empty() || !self.pads(key, in_text) {
            entry.text.clone_from(&text);
        }
        entry.absent |= absent;
        entry.withheld |= text == WITHHELD;
        entry.out_of_use |= out_of_use;
        let is_there = ![ABSENT, NONE, WITHHELD].contains(&text.as_str());
        entry.partial |= is_there && !self.covered(key.period, &coverage).is_empty();
        entry.documents.insert(self.document.to_string());
        drop(log);
        let blank = number.is_none() && (absent || text == NONE);
        Figure { id: Some(figure_hash(&self.data, key)), text, number, blank }
    }

    /// A figure as a spreadsheet keeps it: a quotient goes on for ever, and whoever reads it has no
    /// digit too few at 15. What was counted or typed stays as it is.
    fn kept(&self, key: FigureKey, value: Decimal) -> Decimal {
        let is_quotient = match key.named {
            Named::Indicator(_) => true,
            Named::Item(item) => {
                self.data.pack.catalogue.element(item).is_some_and(|element| {
                    matches!(element.over_units, OverUnits::WeightedMean { .. })
                })
            }
            Named::Text(_) => false,
        };
        let rounded = is_quotient.then(|| value.round_sf(SHEET_DIGITS)).flatten();
        rounded.unwrap_or(value)
    }

    /// Decimals with which a figure is printed.
    pub(super) fn decimals(&self, key: FigureKey) -> u32 {
        match key.named {
            Named::Indicator(at) => {
                self.data.pack.indicators.get(at).map_or(DECIMALS, |i| i.decimals)
            }
            Named::Item(_) | Named::Text(_) => DECIMALS,
        }
    }

    /// Decimals with which a quotient is shown: an indicator, a mean; none for what is counted or
    /// typed, and for tags that print more than one figure.
    pub(super) fn decimals_of_tag(&self, tag: &str) -> Option<u32> {
        let tag = tag.trim();
        let path = match tag.strip_prefix("so(") {
            Some(call) => {
                let quote = call.chars().next().filter(|c| matches!(c, '"' | '\''))?;
                let (path, rest) = call.get(1..)?.split_once(quote)?;
                // Something more is done with what the call gives.
                rest.find(')').filter(|end| *end + 1 == rest.len())?;
                path
            }
            None => tag,
        };
        let reference = Reference::parse(path)?.ok()?;
        match self.data.pack.named(&reference.path)? {
            Named::Indicator(at) => self.data.pack.indicators.get(at).map(|i| i.decimals),
            Named::Item(item) => {
                let element = self.data.pack.catalogue.element(item)?;
                let is_mean = matches!(element.over_units, OverUnits::WeightedMean { .. });
                is_mean.then_some(DECIMALS)
            }
            Named::Text(_) => None,
        }
    }

    /// A figure as it is printed, still a number.
    pub(super) fn rounded(&self, key: FigureKey, value: Decimal) -> Decimal {
        text::number::rounded(value, self.decimals(key))
    }

    /// Notes an indicator that is the share of one figure in another.
    fn note_share(&self, key: FigureKey, value: Option<Decimal>) {
        if let (Some(value), Some((part, total))) = (value, prose::share_of(&self.data, key)) {
            let part = FigureKey { named: part, ..key };
            let total = FigureKey { named: total, ..key };
            let shown = self.rounded(key, value);
            self.remark(|remarks, document| remarks.share(document, part, total, shown));
        }
    }

    /// The element and item of a class, when the figure is one.
    fn class(&self, key: FigureKey) -> Option<(&DataElement, Item)> {
        let Named::Item(item) = key.named else { return None };
        let element = self.data.pack.catalogue.element(item)?;
        (item.is_total() && element.kind == ValueKind::Class).then_some((element, item))
    }

    /// A class in words: its name on a return, counts above; none when nothing is there.
    fn class_in_words(
        &self,
        key: FigureKey,
        element: &DataElement,
        item: Item,
    ) -> Option<String> {
        let count = |category: u16| {
            let key =
                FactKey { org: key.org, item: Item { category, ..item }, period: key.period };
            self.data.figures.get(key).and_then(|figure| figure.value)
        };
        let counts = (1u16..).zip(element.categories.iter().skip(1));
        let given: Vec<(&str, Decimal)> = counts
            .filter_map(|(at, category)| Some((category.name.as_str(), count(at)?)))
            .filter(|(_, count)| !count.is_zero())
            .collect();
        let leaf = self.data.units.contains(&key.org);
        match given.as_slice() {
            [] => None,
            [(name, _)] if leaf => Some((*name).to_owned()),
            many => {
                let part =
                    |(name, count): &(&str, Decimal)| format!("{name}: {}", count.normalize());
                Some(many.iter().map(part).collect::<Vec<_>>().join("; "))
            }
        }
    }

    /// A printed figure as a template value.
    pub(super) fn value(&self, figure: &Figure) -> Value {
        self.medium.value(figure)
    }

    /// The same printer, whose notes nobody reads.
    pub(super) fn unnoted(&self) -> Self {
        Self { log: Arc::default(), remarks: Arc::default(), ..self.clone() }
    }
}

/// The texts of a call that have no name, in their order.
pub(super) fn numbered(args: &Kwargs) -> TeraResult<Vec<String>> {
    let mut texts = vec![args.must_get::<String>("arg1")?];
    while let Some(text) = args.get::<String>(&format!("arg{}", texts.len() + 1))? {
        texts.push(text);
    }
    Ok(texts)
}

/// A decimal as a template number: whole numbers stay whole.
pub(super) fn number(value: Decimal) -> Value {
    // As many digits as a spreadsheet keeps; a longer quotient would only look like an identity.
    let value = value.round_sf(SHEET_DIGITS).unwrap_or(value).normalize();
    match value.to_i64().filter(|_| value.fract().is_zero()) {
        Some(whole) => Value::from(whole),
        None => Value::from(value.to_f64().unwrap_or(f64::NAN)),
    }
}
