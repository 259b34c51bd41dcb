//! Reads a pack: TOML, then forms; every mistake is named by file and line or cell, all at once.

mod targets;

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use toml::Spanned;

use super::expression::own;
use super::form::{self, Names};
use super::raw::{
    RawDocument, RawElement, RawElements, RawForm, RawIndicator, RawIndicators, RawKind,
    RawLevels, RawOverPeriods, RawOverUnits, RawPack, RawRule, RawRules, RawTargets,
};
use super::reference::is_code;
use super::{
    Comparison, Condition, Document, Expression, ExpressionError, Form, Indicator, Named,
    OwedBy, Pack, PackFiles, Rule,
};
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::model::{
    Catalogue, Category, DataElement, Item, OrgUnitKind, OverPeriods, OverUnits, Period,
    ValueKind,
};
use crate::text;

/// Reads a pack; `None`, with findings, when it cannot be used.
pub fn load(files: &PackFiles, findings: &mut Findings) -> Option<Pack> {
    let mut loader = Loader { files, findings, sound: true };
    let pack = loader.pack()?;
    loader.sound.then_some(pack)
}

/// What a code may look like, for whoever writes a pack.
const CODE_RULE: &str = "mã chỉ gồm chữ thường không dấu, chữ số và `_`, và không phải `tong`";

/// What the name of a document may look like.
const FILE_NAME_RULE: &str = "tên tệp chỉ gồm chữ không dấu, chữ số, `-`, `_`, đuôi .docx hoặc .xlsx, \
                              và không phải `bang-nguon-so-lieu.xlsx`";

/// A name without folders that every system takes, and that is not the ledger's.
fn is_plain_file_name(name: &str) -> bool {
    let stem = name.strip_suffix(".docx").or_else(|| name.strip_suffix(".xlsx"));
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let devices = ["con", "prn", "aux", "nul"];
    stem.is_some_and(|stem| {
        let lower = stem.to_ascii_lowercase();
        !stem.is_empty()
            && stem.chars().all(plain)
            && lower != "bang-nguon-so-lieu"
            && !devices.contains(&lower.as_str())
    })
}

struct Loader<'a> {
    files: &'a PackFiles,
    findings: &'a mut Findings,
    sound: bool,
}

impl Loader<'_> {
    fn pack(&mut self) -> Option<Pack> {
        let head: RawPack = self.toml("pack.toml", true)?;
        let elements: RawElements = self.toml("elements.toml", true)?;
        let indicators: Option<RawIndicators> = self.toml("indicators.toml", false);
        let rules: Option<RawRules> = self.toml("rules.toml", false);
        let targets: Option<RawTargets> = self.toml("targets.toml", false);

        let period = self.period(&head.period)?;
        let catalogue = self.catalogue(elements.element);
        let raw = indicators.map_or_else(Vec::new, |raw| raw.indicator);
        let indicators = self.indicators(raw, &catalogue);
        let raw = rules.map_or_else(Vec::new, |raw| raw.rule);
        let rules = self.rules(raw, &catalogue);
        let raw = targets.map_or_else(Vec::new, |raw| raw.target);
        let targets = self.targets(raw, &indicators);
        self.outputs_differ(&head);
        let names = Names { catalogue: &catalogue, indicators: &indicators, period };
        let forms = self.forms(head.form, &names);
        self.every_item_has_its_cells(&names, &forms);
        let tables = self.documents(head.table);
        let reports = self.documents(head.report);
        Some(Pack {
            code: head.code,
            name: head.name,
            version: head.version,
            note: head.note,
            period,
            catalogue,
            indicators,
            rules,
            targets,
            forms,
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
        match toml::from_str(text.strip_prefix('\u{feff}').unwrap_or(&text)) {
            Ok(value) => Some(value),
            Err(error) => {
                let at = error.span().map(|span| span.start);
                self.report(name, at, Code::E701, &[("reason", error.message())]);
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
        let before = self.files.get(file).and_then(|bytes| bytes.get(..at)).unwrap_or_default();
        u32::try_from(before.split(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
    }

    fn period(&mut self, raw: &Spanned<String>) -> Option<Period> {
        let parsed = raw.get_ref().parse();
        if parsed.is_err() {
            let fields =
                [("expression", raw.get_ref().as_str()), ("reason", "không phải một kỳ")];
            self.report("pack.toml", Some(raw.span().start), Code::E706, &fields);
        }
        parsed.ok()
    }

    /// Says that a code is used twice or cannot be a code.
    fn new_code(&mut self, file: &str, code: &Spanned<String>, seen: &mut BTreeSet<String>) {
        if !is_code(code.get_ref()) || code.get_ref() == DataElement::TOTAL {
            let fields = [("expression", code.get_ref().as_str()), ("reason", CODE_RULE)];
            self.report(file, Some(code.span().start), Code::E706, &fields);
        }
        self.only_once(file, code, seen);
    }

    fn only_once(&mut self, file: &str, code: &Spanned<String>, seen: &mut BTreeSet<String>) {
        if !seen.insert(code.get_ref().clone()) {
            let fields = [("code", code.get_ref().as_str())];
            self.report(file, Some(code.span().start), Code::E705, &fields);
        }
    }

    fn catalogue(&mut self, raw: Vec<RawElement>) -> Catalogue {
        let mut seen = BTreeSet::new();
        let mut weights = Vec::new();
        let mut elements = Vec::new();
        for element in raw {
            self.new_code("elements.toml", &element.code, &mut seen);
            let mut parts = BTreeSet::new();
            for category in &element.categories {
                self.new_code("elements.toml", &category.code, &mut parts);
            }
            weights.push(element.weight.clone());
            elements.push(data_element(element));
        }
        let plain = Catalogue::new(elements.clone());
        for (element, weight) in elements.iter_mut().zip(weights) {
            if matches!(element.over_units, OverUnits::WeightedMean { .. }) {
                if element.categories.len() > 1 {
                    let reason =
                        "bình quân không có phần «trong đó»; khai báo thành số liệu riêng";
                    let fields = [("expression", element.code.as_str()), ("reason", reason)];
                    self.report("elements.toml", None, Code::E706, &fields);
                }
                let weight = self.weight(&plain, &element.code, weight.as_ref());
                element.over_units = OverUnits::WeightedMean { weight };
            }
        }
        Catalogue::new(elements)
    }

    fn weight(
        &mut self,
        plain: &Catalogue,
        code: &str,
        weight: Option<&Spanned<String>>,
    ) -> Item {
        let adds_up = |item: &Item| {
            plain
                .element(*item)
                .is_some_and(|e| e.kind == ValueKind::Integer && e.over_units == OverUnits::Sum)
        };
        let found = weight.and_then(|weight| plain.find(weight.get_ref())).filter(adds_up);
        if found.is_none() {
            let at = weight.map(|weight| weight.span().start);
            let path = weight.map_or("weight", |weight| weight.get_ref());
            self.unknown_name("elements.toml", at, code, path, plain.paths());
        }
        found.unwrap_or(Item { element: 0, category: 0 })
    }

    fn unknown_name(
        &mut self,
        file: &str,
        at: Option<usize>,
        code: &str,
        path: &str,
        known: Vec<String>,
    ) {
        let nearest = text::nearest(path, known).unwrap_or_default();
        let mut fields = vec![("rule", code), ("element", path)];
        if !nearest.is_empty() {
            fields.push(("nearest", nearest.as_str()));
        }
        self.report(file, at, Code::E704, &fields);
    }

    /// Names every reference of an expression that the catalogue does not have.
    fn known(
        &mut self,
        file: &str,
        at: usize,
        code: &str,
        references: Vec<&super::Reference>,
        catalogue: &Catalogue,
    ) {
        for reference in references {
            if catalogue.find(&reference.path).is_none() {
                self.unknown_name(file, Some(at), code, &reference.path, catalogue.paths());
            }
        }
    }

    fn not_understood(&mut self, file: &str, raw: &Spanned<String>, error: &ExpressionError) {
        let reason = format!("không hiểu ở `{}`", error.0);
        let fields = [("expression", raw.get_ref().as_str()), ("reason", reason.as_str())];
        self.report(file, Some(raw.span().start), Code::E706, &fields);
    }

    fn indicators(&mut self, raw: Vec<RawIndicator>, catalogue: &Catalogue) -> Vec<Indicator> {
        let mut seen: BTreeSet<String> =
            catalogue.elements().iter().map(|element| element.code.clone()).collect();
        let mut indicators = Vec::new();
        for raw in raw {
            self.new_code("indicators.toml", &raw.code, &mut seen);
            let numerator = self.expression(&raw.code, &raw.numerator, catalogue);
            let denominator = self.expression(&raw.code, &raw.denominator, catalogue);
            indicators.push(Indicator {
                code: raw.code.into_inner(),
                name: raw.name,
                unit: raw.unit,
                numerator,
                denominator,
                factor: raw.factor.value(),
                decimals: raw.decimals,
            });
        }
        indicators
    }

    fn expression(
        &mut self,
        code: &Spanned<String>,
        raw: &Spanned<String>,
        catalogue: &Catalogue,
    ) -> Expression {
        match Expression::parse(raw.get_ref()) {
            Ok(expression) => {
                let at = raw.span().start;
                let references = expression.references();
                self.known("indicators.toml", at, code.get_ref(), references, catalogue);
                expression
            }
            Err(error) => {
                self.not_understood("indicators.toml", raw, &error);
                Expression::Number(rust_decimal::Decimal::ZERO)
            }
        }
    }

    fn rules(&mut self, raw: Vec<RawRule>, catalogue: &Catalogue) -> Vec<Rule> {
        let mut seen = BTreeSet::new();
        let mut rules = Vec::new();
        for raw in raw {
            self.only_once("rules.toml", &raw.code, &mut seen);
            match Condition::parse(raw.check.get_ref()) {
                Ok(condition) => {
                    let at = raw.check.span().start;
                    let code = raw.code.get_ref();
                    self.known("rules.toml", at, code, condition.references(), catalogue);
                    rules.push(Rule {
                        code: raw.code.into_inner(),
                        name: raw.name,
                        condition,
                        instruction: raw.instruction,
                        on_totals: raw.levels == RawLevels::All,
                    });
                }
                Err(error) => self.not_understood("rules.toml", &raw.check, &error),
            }
        }
        rules.extend(parts_at_most_their_total(catalogue));
        rules
    }

    fn forms(&mut self, raw: Vec<RawForm>, names: &Names<'_>) -> Vec<Form> {
        let mut seen = BTreeSet::new();
        let mut forms = Vec::new();
        for raw in raw {
            self.only_once("pack.toml", &raw.code, &mut seen);
            let owed_by = raw.owed_by.iter().filter_map(|kind| self.owed_by(kind)).collect();
            let Some(bytes) = self.template(&raw.file) else { continue };
            let file = self.files.address(raw.file.get_ref());
            let before = self.findings.error_count();
            let sheets = form::sheets(&file, &bytes, names, self.findings);
            self.sound &= self.findings.error_count() == before;
            forms.push(Form {
                code: raw.code.into_inner(),
                version: raw.version,
                name: raw.name,
                file,
                owed_by,
                output: raw.output.into_inner(),
                bytes,
                sheets,
            });
        }
        forms
    }

    /// Two documents of one name would lie on top of each other.
    fn outputs_differ(&mut self, head: &RawPack) {
        let mut seen = BTreeSet::new();
        let printed = head.table.iter().chain(&head.report).map(|document| &document.output);
        for output in head.form.iter().map(|form| &form.output).chain(printed) {
            let name = output.get_ref();
            if !is_plain_file_name(name) {
                let fields = [("expression", name.as_str()), ("reason", FILE_NAME_RULE)];
                self.report("pack.toml", Some(output.span().start), Code::E706, &fields);
            }
            let folded = Spanned::new(output.span(), name.to_lowercase());
            self.only_once("pack.toml", &folded, &mut seen);
        }
    }

    fn owed_by(&mut self, raw: &Spanned<String>) -> Option<OwedBy> {
        let code = raw.get_ref().as_str();
        if code == "office" {
            return Some(OwedBy::Office);
        }
        let kind = OrgUnitKind::from_code(code);
        if kind.is_none() {
            let mut known: Vec<_> =
                OrgUnitKind::ALL.iter().map(|kind| kind.code().to_owned()).collect();
            known.push("office".to_owned());
            self.unknown_name("pack.toml", Some(raw.span().start), "owed_by", code, known);
        }
        kind.map(OwedBy::Kind)
    }

    fn template(&mut self, raw: &Spanned<String>) -> Option<Vec<u8>> {
        let bytes = self.files.get(raw.get_ref()).map(<[u8]>::to_vec);
        if bytes.is_none() {
            let reason = format!("không có tệp `{}` mà pack.toml nêu", raw.get_ref());
            let at = Some(raw.span().start);
            self.report("pack.toml", at, Code::E701, &[("reason", reason.as_str())]);
        }
        bytes
    }

    fn documents(&mut self, raw: Vec<RawDocument>) -> Vec<Document> {
        let mut documents = Vec::new();
        for raw in raw {
            if let Some(bytes) = self.template(&raw.file) {
                documents.push(Document {
                    name: raw.name,
                    file: self.files.address(raw.file.get_ref()),
                    output: raw.output.into_inner(),
                    bytes,
                });
            }
        }
        documents
    }

    /// An element that no form asks for would be absent for ever, and everything made from it; a
    /// span whose years are not all asked for would print less than there is.
    fn every_item_has_its_cells(&mut self, names: &Names<'_>, forms: &[Form]) {
        let mut kept: BTreeMap<Item, BTreeSet<Period>> = BTreeMap::new();
        for cell in forms.iter().flat_map(|form| &form.sheets).flat_map(|sheet| &sheet.cells) {
            if let Named::Item(item) = cell.named {
                kept.entry(item).or_default().insert(cell.period);
            }
        }
        for item in names.catalogue.items() {
            let Some(element) = names.catalogue.element(item) else { continue };
            if element.kind == ValueKind::Class && !item.is_total() {
                continue;
            }
            let periods = kept.get(&item).cloned().unwrap_or_default();
            let path = names.catalogue.path(item);
            if periods.is_empty() {
                self.report("elements.toml", None, Code::E703, &[("element", path.as_str())]);
            } else {
                self.periods_fit(&path, &periods, element.over_periods, names.period);
            }
        }
    }

    /// The periods of an item must be the pack's own, or its years in full.
    fn periods_fit(
        &mut self,
        path: &str,
        kept: &BTreeSet<Period>,
        over: OverPeriods,
        whole: Period,
    ) {
        let years: BTreeSet<Period> = whole.whole_years().into_iter().collect();
        let inside =
            |period: &&Period| whole.start() <= period.start() && period.end() <= whole.end();
        let overlapping = kept.iter().filter(inside).find(|period| {
            **period != whole && (kept.contains(&whole) || !years.contains(*period))
        });
        if let Some(period) = overlapping {
            let fields = [("element", path), ("period", &period.to_string())];
            self.report("pack.toml", None, Code::E707, &fields);
        }
        if !whole.is_span() || kept.contains(&whole) {
            return;
        }
        let needed: Vec<&Period> = match over {
            OverPeriods::Sum => years.iter().collect(),
            OverPeriods::Last => years.last().into_iter().collect(),
            OverPeriods::First => years.first().into_iter().collect(),
            OverPeriods::None => Vec::new(),
        };
        if let Some(missing) = needed.into_iter().find(|year| !kept.contains(*year)) {
            let fields = [("element", path), ("period", &missing.to_string())];
            self.report("elements.toml", None, Code::E703, &fields);
        }
    }
}

fn data_element(raw: RawElement) -> DataElement {
    let total =
        Category { code: DataElement::TOTAL.to_owned(), name: "Tổng số".to_owned() };
    let parts = raw.categories.into_iter();
    let parts = parts.map(|part| Category { code: part.code.into_inner(), name: part.name });
    DataElement {
        code: raw.code.into_inner(),
        name: raw.name,
        unit: raw.unit,
        kind: match raw.kind {
            RawKind::Integer => ValueKind::Integer,
            RawKind::Decimal => ValueKind::Decimal,
            RawKind::Class => ValueKind::Class,
        },
        over_units: match raw.over_units {
            RawOverUnits::Sum => OverUnits::Sum,
            // The weight is looked up when all elements are known.
            RawOverUnits::WeightedMean => {
                OverUnits::WeightedMean { weight: Item { element: 0, category: 0 } }
            }
            RawOverUnits::None => OverUnits::None,
        },
        over_periods: match raw.over_periods {
            RawOverPeriods::Sum => OverPeriods::Sum,
            RawOverPeriods::Last => OverPeriods::Last,
            RawOverPeriods::First => OverPeriods::First,
            RawOverPeriods::None => OverPeriods::None,
        },
        max: raw.max.map(|max| max.value()),
        categories: std::iter::once(total).chain(parts).collect(),
    }
}

/// «Trong đó»: every part is at most its total. Follows from the catalogue, so no pack repeats it.
fn parts_at_most_their_total(catalogue: &Catalogue) -> Vec<Rule> {
    let parts = catalogue.items().filter(|item| {
        let class = catalogue.element(*item).is_some_and(|e| e.kind == ValueKind::Class);
        let mean = catalogue
            .element(*item)
            .is_some_and(|e| matches!(e.over_units, OverUnits::WeightedMean { .. }));
        !item.is_total() && !class && !mean
    });
    parts
        .map(|item| {
            let (part, total) = (catalogue.path(item), catalogue.path(item.total()));
            let name = catalogue.category(item).map_or("", |category| category.name.as_str());
            let whole = catalogue.element(item).map_or("", |element| element.name.as_str());
            Rule {
                code: format!("TD:{part}"),
                name: format!("«{name}» ≤ «{whole}»"),
                condition: Condition {
                    left: own(part),
                    comparison: Comparison::AtMost,
                    right: own(total),
                },
                instruction: "số «trong đó» không được lớn hơn tổng số; kiểm tra lại cả hai ô"
                    .to_owned(),
                on_totals: true,
            }
        })
        .collect()
}
