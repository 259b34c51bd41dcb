//! Reads a pack: TOML, then forms; every mistake is named by file and line or cell, all at once.

mod cells;
mod documents;
mod elements;
mod expressions;
mod others;
mod overview;
mod sense;
mod targets;
mod texts;
mod toml_words;
mod typing;
mod unusual;

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use toml::Spanned;

use self::expressions::parts_at_most_their_total;
use super::form::Names;
use super::raw::{
    RawCutOff, RawElements, RawFinality, RawIndicator, RawIndicators, RawPack, RawRules,
    RawTargets,
};
use super::reference::is_code;
use super::{ExpressionError, Finality, Indicator, Pack, PackFiles, Schedule};
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::model::{Calendar, CutOff, DataElement, OrgUnitKind, Period, Shape};
use crate::text;

/// Reads a pack; `None`, with findings, when it cannot be used.
pub fn load(files: &PackFiles, findings: &mut Findings) -> Option<Pack> {
    let mut loader = Loader { files, findings, sound: true, texts: BTreeSet::new() };
    let pack = loader.pack()?;
    loader.sound.then_some(pack)
}

/// What a code may look like, for whoever writes a pack.
const CODE_RULE: &str = "mã chỉ gồm chữ thường không dấu, chữ số và `_`, và không phải `tong`";

/// What periods a duty may have.
const PERIODS_RULE: &str = "viết như `2019..2023`, `2024`; bộ mỗi năm một lần nộp thì `periods` gồm các kỳ như \
                            `T01`, `Q1`, `6T`, `9T`, `year`";

/// By path, the names that figures have besides their own.
fn other_names(
    elements: &RawElements,
    indicators: &[RawIndicator],
) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    let mut add = |path: String, names: &[String]| {
        if !names.is_empty() {
            all.insert(path, names.to_vec());
        }
    };
    for element in &elements.element {
        let code = element.code.get_ref();
        add(code.clone(), &element.other_names);
        for category in &element.categories {
            add(format!("{code}.{}", category.code.get_ref()), &category.other_names);
        }
    }
    for indicator in indicators {
        add(indicator.code.get_ref().clone(), &indicator.other_names);
    }
    all
}

struct Loader<'a> {
    files: &'a PackFiles,
    findings: &'a mut Findings,
    sound: bool,
    /// Codes of text elements, which are no figures wherever a figure is asked for.
    texts: BTreeSet<String>,
}

impl Loader<'_> {
    fn pack(&mut self) -> Option<Pack> {
        let head: RawPack = self.toml("pack.toml", true)?;
        let mut elements: RawElements = self.toml("elements.toml", true)?;
        let indicators: Option<RawIndicators> = self.toml("indicators.toml", false);
        let rules: Option<RawRules> = self.toml("rules.toml", false);
        let targets: Option<RawTargets> = self.toml("targets.toml", false);

        let schedule = self.schedule(&head)?;
        let calendar = Calendar { cut_off: self.cut_off(&head), term: None };
        let finality = self.finality(head.finality.as_ref());
        let raw = indicators.as_ref().map_or(&[][..], |raw| &raw.indicator);
        let other_names = other_names(&elements, raw);
        let texts = self.texts(&mut elements.element);
        let parts = typing::parts(&elements.element);
        let catalogue = self.catalogue(elements.element);
        let typing = self.typing(&elements.unit_words, &parts, &catalogue);
        self.classes_fit(&catalogue, &schedule);
        let transfers = self.transfers(elements.transfer, &catalogue);
        let periods = periods_of_expressions(&schedule);
        let raw = indicators.map_or_else(Vec::new, |raw| raw.indicator);
        let indicators = self.indicators(raw, &catalogue);
        let known: Vec<Indicator> = indicators.iter().map(|(i, _)| i.clone()).collect();
        let raw = rules.map_or_else(Vec::new, |raw| raw.rule);
        let mut rules = self.rules(raw, &catalogue, &known, &periods);
        let indicators = self.indicators_make_sense(indicators, &catalogue, &rules, &periods);
        rules.extend(parts_at_most_their_total(&catalogue));
        let raw = targets.map_or_else(Vec::new, |raw| raw.target);
        let targets = self.targets(raw, &indicators);
        let overview = self.overview(head.overview.as_ref(), &catalogue, &indicators);
        let unusual = self.unusual(head.unusual.as_ref(), &catalogue, &indicators);
        let small_counts = self.small_counts(&head.others, &catalogue);
        self.outputs_differ(&head);
        let names = Names {
            catalogue: &catalogue,
            indicators: &indicators,
            texts: &texts,
            schedule: &schedule,
        };
        let forms = self.forms(head.form, &names);
        self.every_item_has_its_cells(&names, &forms);
        let tables = self.documents(head.table);
        let reports = self.documents(head.report);
        Some(Pack {
            code: head.code,
            name: head.name,
            version: head.version,
            note: head.note,
            schedule,
            calendar,
            finality,
            overview,
            unusual,
            catalogue,
            texts,
            other_names,
            abbreviations: elements.abbreviations,
            typing,
            transfers,
            indicators,
            rules,
            targets,
            small_counts,
            forms,
            out_of_use: BTreeSet::new(),
            tables,
            reports,
        })
    }

    /// Parses one TOML file; `None` when it is missing or cannot be read.
    fn toml<T: DeserializeOwned>(&mut self, name: &str, required: bool) -> Option<T> {
        let Some(bytes) = self.files.get(name) else {
            if required {
                self.report(name, None, Code::E701, &[("reason", "không có tệp này")]);
            }
            return None;
        };
        let text = String::from_utf8_lossy(bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        match toml::from_str(text) {
            Ok(value) => Some(value),
            Err(error) => {
                let at = error.span().map(|span| span.start);
                let reason = toml_words::in_words(error.message(), text, at);
                self.report(name, at, Code::E701, &[("reason", reason.as_str())]);
                None
            }
        }
    }

    fn report(
        &mut self,
        file: &str,
        at: Option<usize>,
        code: Code,
        fields: &[(&'static str, &str)],
    ) {
        self.sound = false;
        let mut place = Place::file(self.files.address(file));
        if let Some(at) = at {
            place = place.line(self.line(file, at));
        }
        let mut finding = Finding::new(code).at(place);
        for (name, value) in fields {
            finding = finding.text(name, *value);
        }
        self.findings.push(finding);
    }

    /// The line, from 1, of a byte of a file.
    fn line(&self, file: &str, at: usize) -> u32 {
        let bytes = self.files.get(file).unwrap_or_default();
        // Places are counted from behind the mark that some editors put in front.
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let before = bytes.get(..at).unwrap_or_default();
        u32::try_from(before.split(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
    }

    /// The periods of the duty: one, or some of every year.
    fn schedule(&mut self, head: &RawPack) -> Option<Schedule> {
        match (&head.period, &head.periods) {
            (Some(once), None) => {
                let parsed = once.get_ref().parse();
                if parsed.is_err() {
                    self.no_period(once);
                }
                parsed.ok().map(Schedule::Once)
            }
            (None, Some(every)) => {
                let mut shapes: Vec<Shape> = Vec::new();
                for raw in every.get_ref() {
                    match raw.get_ref().parse() {
                        Ok(shape) => shapes.push(shape),
                        Err(_) => self.no_period(raw),
                    }
                }
                shapes.dedup();
                (!shapes.is_empty()).then_some(Schedule::Every(shapes))
            }
            (first, _) => {
                let at = first.as_ref().map(|period| period.span().start);
                let reason = "phải có đúng một trong hai: `period` hoặc `periods`";
                self.report("pack.toml", at, Code::E701, &[("reason", reason)]);
                None
            }
        }
    }

    fn no_period(&mut self, raw: &Spanned<String>) {
        let fields = [
            ("declared", raw.get_ref().as_str()),
            ("reason", "không phải một kỳ"),
            ("mend", PERIODS_RULE),
        ];
        self.report("pack.toml", Some(raw.span().start), Code::E713, &fields);
    }

    fn cut_off(&mut self, head: &RawPack) -> CutOff {
        let Some(raw) = &head.cut_off else { return CutOff::LastDay };
        match raw.get_ref() {
            RawCutOff::Word(word) if word == "last_day" => CutOff::LastDay,
            RawCutOff::Day(day) if (1..=28).contains(day) => CutOff::Day(*day),
            _ => {
                let reason = "ngày chốt là \"last_day\" hoặc một số từ 1 đến 28";
                let fields = [("declared", "cut_off"), ("reason", reason)];
                self.report("pack.toml", Some(raw.span().start), Code::E713, &fields);
                CutOff::LastDay
            }
        }
    }

    fn finality(&mut self, raw: Option<&RawFinality>) -> Option<Finality> {
        let raw = raw?;
        let percent = &raw.received_percent;
        if *percent.get_ref() > 100 {
            let fields = [("declared", "received_percent"), ("reason", "lớn hơn 100")];
            self.report("pack.toml", Some(percent.span().start), Code::E713, &fields);
        }
        Some(Finality {
            received_percent: *percent.get_ref(),
            carried: raw.carried,
            errors: raw.errors,
        })
    }

    /// Says that a code is used twice or cannot be a code.
    fn new_code(&mut self, file: &str, code: &Spanned<String>, seen: &mut BTreeSet<String>) {
        if !is_code(code.get_ref()) || code.get_ref() == DataElement::TOTAL {
            let fields = [("declared", code.get_ref().as_str()), ("reason", CODE_RULE)];
            self.report(file, Some(code.span().start), Code::E713, &fields);
        }
        self.only_once(file, code, seen);
    }

    fn only_once(&mut self, file: &str, code: &Spanned<String>, seen: &mut BTreeSet<String>) {
        if !seen.insert(code.get_ref().clone()) {
            let fields = [("code", code.get_ref().as_str())];
            self.report(file, Some(code.span().start), Code::E705, &fields);
        }
    }

    fn unknown_name(
        &mut self,
        file: &str,
        at: Option<usize>,
        code: &str,
        path: &str,
        known: Vec<String>,
    ) {
        if self.texts.contains(path) {
            let reason = "phần tử chữ (`kind = \"text\"`) là lời của đơn vị, không tính được";
            let mend =
                format!("bỏ `{path}` ở đây; báo cáo in lời ấy bằng `y_kien(\"{path}\")`");
            let fields = [("declared", path), ("reason", reason), ("mend", mend.as_str())];
            self.report(file, at, Code::E713, &fields);
            return;
        }
        let nearest = text::nearest(path, known).unwrap_or_default();
        let mut fields = vec![("rule", code), ("element", path)];
        if !nearest.is_empty() {
            fields.push(("nearest", nearest.as_str()));
        }
        self.report(file, at, Code::E704, &fields);
    }

    fn not_understood(&mut self, file: &str, raw: &Spanned<String>, error: &ExpressionError) {
        let reason = format!("không hiểu ở `{}`", error.0);
        let fields = [("expression", raw.get_ref().as_str()), ("reason", reason.as_str())];
        self.report(file, Some(raw.span().start), Code::E706, &fields);
    }

    /// A kind of unit that a file of the pack names.
    fn kind(&mut self, key: &str, raw: &Spanned<String>) -> Option<OrgUnitKind> {
        let kind = OrgUnitKind::from_code(raw.get_ref());
        if kind.is_none() {
            let mut known: Vec<_> =
                OrgUnitKind::ALL.iter().map(|kind| kind.code().to_owned()).collect();
            let file = if key == "owed_by" { "pack.toml" } else { "elements.toml" };
            if key == "owed_by" {
                known.extend(["office", "lowest"].map(str::to_owned));
            }
            self.unknown_name(file, Some(raw.span().start), key, raw.get_ref(), known);
        }
        kind
    }
}

/// Periods for which the expressions of a pack are worked out.
fn periods_of_expressions(schedule: &Schedule) -> Vec<Period> {
    match schedule {
        Schedule::Once(period) => period.by_year().collect(),
        Schedule::Every(shapes) => {
            shapes.iter().filter_map(|shape| shape.of_year(2024)).collect()
        }
    }
}
