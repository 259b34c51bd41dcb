//! Reads a pack: TOML, then forms; every mistake is named by file and line or cell, all at once.

mod elements;
mod expressions;
mod overview;
mod sense;
mod targets;
mod texts;

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use toml::Spanned;

use self::expressions::parts_at_most_their_total;
use super::form::{self, Names};
use super::raw::{
    RawCutOff, RawDocument, RawElements, RawFinality, RawForm, RawIndicator, RawIndicators,
    RawPack, RawRules, RawTargets,
};
use super::reference::is_code;
use super::{
    Document, ExpressionError, FilledCell, Filling, Finality, Form, Indicator, Named, OwedBy,
    Pack, PackFiles, PeriodRef, Schedule,
};
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::model::{
    Calendar, CutOff, DataElement, Item, OrgUnitKind, OverPeriods, Period, Shape, ValueKind,
};
use crate::profile::DocumentType;
use crate::sheet;
use crate::text;

/// Reads a pack; `None`, with findings, when it cannot be used.
pub fn load(files: &PackFiles, findings: &mut Findings) -> Option<Pack> {
    let mut loader = Loader { files, findings, sound: true, texts: BTreeSet::new() };
    let pack = loader.pack()?;
    loader.sound.then_some(pack)
}

/// What a code may look like, for whoever writes a pack.
const CODE_RULE: &str = "mã chỉ gồm chữ thường không dấu, chữ số và `_`, và không phải `tong`";

/// What the name of a document may look like.
const FILE_NAME_RULE: &str = "tên tệp chỉ gồm chữ không dấu, chữ số, `-`, `_`, đuôi .docx hoặc .xlsx, \
                              và không phải `bang-nguon-so-lieu.xlsx` hay `tong-hop.xlsx`";

/// Names, without their ending, of what every draft has besides the pack's documents.
const TAKEN_NAMES: [&str; 2] = ["bang-nguon-so-lieu", "tong-hop"];

/// A name without folders that every system takes, and that no other file of a draft has.
fn is_plain_file_name(name: &str) -> bool {
    let stem = name.strip_suffix(".docx").or_else(|| name.strip_suffix(".xlsx"));
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let devices = ["con", "prn", "aux", "nul"];
    stem.is_some_and(|stem| {
        let lower = stem.to_ascii_lowercase();
        !stem.is_empty()
            && stem.chars().all(plain)
            && !TAKEN_NAMES.contains(&lower.as_str())
            && !devices.contains(&lower.as_str())
    })
}

fn is_word(file: &str) -> bool {
    let ending = std::path::Path::new(file).extension();
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("docx"))
}

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
        let catalogue = self.catalogue(elements.element);
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
            catalogue,
            texts,
            other_names,
            abbreviations: elements.abbreviations,
            transfers,
            indicators,
            rules,
            targets,
            small_counts: head.others.small_counts,
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
        let fields = [("expression", raw.get_ref().as_str()), ("reason", "không phải một kỳ")];
        self.report("pack.toml", Some(raw.span().start), Code::E706, &fields);
    }

    fn cut_off(&mut self, head: &RawPack) -> CutOff {
        let Some(raw) = &head.cut_off else { return CutOff::LastDay };
        match raw.get_ref() {
            RawCutOff::Word(word) if word == "last_day" => CutOff::LastDay,
            RawCutOff::Day(day) if (1..=28).contains(day) => CutOff::Day(*day),
            _ => {
                let reason = "ngày chốt là \"last_day\" hoặc một số từ 1 đến 28";
                let fields = [("expression", "cut_off"), ("reason", reason)];
                self.report("pack.toml", Some(raw.span().start), Code::E706, &fields);
                CutOff::LastDay
            }
        }
    }

    fn finality(&mut self, raw: Option<&RawFinality>) -> Option<Finality> {
        let raw = raw?;
        let percent = &raw.received_percent;
        if *percent.get_ref() > 100 {
            let fields = [("expression", "received_percent"), ("reason", "lớn hơn 100")];
            self.report("pack.toml", Some(percent.span().start), Code::E706, &fields);
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

    fn unknown_name(
        &mut self,
        file: &str,
        at: Option<usize>,
        code: &str,
        path: &str,
        known: Vec<String>,
    ) {
        if self.texts.contains(path) {
            let reason =
                format!("`{path}` là lời của đơn vị (`kind = \"text\"`), không phải số");
            let fields = [("expression", path), ("reason", reason.as_str())];
            self.report(file, at, Code::E706, &fields);
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

    fn forms(&mut self, raw: Vec<RawForm>, names: &Names<'_>) -> Vec<Form> {
        let mut seen = BTreeSet::new();
        let mut forms = Vec::new();
        for raw in raw {
            self.only_once("pack.toml", &raw.code, &mut seen);
            let owed_by = raw.owed_by.iter().filter_map(|kind| self.owed_by(kind)).collect();
            let Some(bytes) = self.template(&raw.file) else { continue };
            let instructions = raw.instructions.as_ref().and_then(|file| self.template(file));
            let file = self.files.address(raw.file.get_ref());
            let before = self.findings.error_count();
            let filling = self.filling(raw.cells, raw.fill_locked, raw.fill_formulas);
            let sheets = form::sheets(&file, &bytes, &filling, names, self.findings);
            self.sound &= self.findings.error_count() == before;
            forms.push(Form {
                code: raw.code.into_inner(),
                version: raw.version,
                name: raw.name,
                file,
                owed_by,
                only_lowest: raw.only_lowest,
                output: raw.output.into_inner(),
                bytes,
                filling,
                instructions: instructions.map_or_else(String::new, |bytes| plain_text(&bytes)),
                sheets,
                in_use: true,
            });
        }
        forms
    }

    /// How a document is filled besides its tags; whether its cells exist is looked at with its
    /// tags.
    fn filling(
        &mut self,
        raw: BTreeMap<String, Spanned<String>>,
        locked: bool,
        formulas: bool,
    ) -> Filling {
        let mut filling = Filling { cells: Vec::new(), locked, formulas };
        for (address, tag) in raw {
            let cell = FilledCell::parse(&address, tag.get_ref());
            if let Some(cell) = cell.filter(|cell| !cell.tag.is_empty()) {
                filling.cells.push(cell);
            } else {
                let reason = "ô viết dạng \"Trang tính!D7\" = \"số liệu\"";
                let fields = [("expression", address.as_str()), ("reason", reason)];
                self.report("pack.toml", Some(tag.span().start), Code::E706, &fields);
            }
        }
        filling.cells.sort_by(|a, b| (&a.sheet, a.cell).cmp(&(&b.sheet, b.cell)));
        filling
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
        match raw.get_ref().as_str() {
            "office" => Some(OwedBy::Office),
            "lowest" => Some(OwedBy::Lowest),
            _ => self.kind("owed_by", raw).map(OwedBy::Kind),
        }
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
                let filling = self.filling(raw.cells, raw.fill_locked, raw.fill_formulas);
                if filling != Filling::default() && is_word(raw.file.get_ref()) {
                    let reason =
                        "`cells`, `fill_locked`, `fill_formulas` chỉ dùng cho mẫu Excel";
                    let fields =
                        [("expression", raw.file.get_ref().as_str()), ("reason", reason)];
                    let at = Some(raw.file.span().start);
                    self.report("pack.toml", at, Code::E706, &fields);
                }
                if raw.for_others {
                    self.no_formulas(&raw.file, &bytes);
                }
                let frame = raw.frame.and_then(|word| self.frame(&word, raw.file.get_ref()));
                documents.push(Document {
                    frame,
                    name: raw.name,
                    file: self.files.address(raw.file.get_ref()),
                    output: raw.output.into_inner(),
                    bytes,
                    filling,
                    for_others: raw.for_others,
                });
            }
        }
        documents
    }

    /// A sum over cells of which some are withheld would be another sum.
    fn no_formulas(&mut self, file: &Spanned<String>, bytes: &[u8]) {
        let name = file.get_ref().as_str();
        if is_word(name) {
            return;
        }
        // A workbook that cannot be read is told by the engine, with its reason.
        let Ok(workbook) = sheet::read(name, bytes, &sheet::Limits::default()) else { return };
        let mut cells = workbook.sheets.iter().flat_map(sheet::Sheet::iter);
        if let Some((at, _)) = cells.find(|(_, cell)| cell.formula.is_some()) {
            let reason = format!(
                "ô {at} có công thức; bảng gửi nơi khác có số bị che nên mọi số, cả số cộng, phải là thẻ"
            );
            let at = Some(file.span().start);
            let fields = [("expression", name), ("reason", reason.as_str())];
            self.report("pack.toml", at, Code::E706, &fields);
        }
    }

    /// The type of document into whose frame a body goes.
    fn frame(&mut self, word: &Spanned<String>, file: &str) -> Option<DocumentType> {
        let frame = DocumentType::from_code(word.get_ref()).filter(|_| is_word(file));
        if frame.is_none() {
            let known = DocumentType::ALL.map(|document| format!("`{}`", document.code()));
            let reason = if is_word(file) {
                format!("`frame` là một trong: {}", known.join(", "))
            } else {
                "`frame` chỉ dùng cho mẫu Word".to_owned()
            };
            let fields = [("expression", word.get_ref().as_str()), ("reason", reason.as_str())];
            self.report("pack.toml", Some(word.span().start), Code::E706, &fields);
        }
        frame
    }

    /// An element that no form asks for would be absent for ever, and everything made from it; a
    /// span whose years are not all asked for would print less than there is.
    fn every_item_has_its_cells(&mut self, names: &Names<'_>, forms: &[Form]) {
        let mut kept: BTreeMap<Item, Vec<PeriodRef>> = BTreeMap::new();
        for cell in forms.iter().flat_map(|form| &form.sheets).flat_map(|sheet| &sheet.cells) {
            if let Named::Item(item) = cell.named {
                kept.entry(item).or_default().push(cell.period);
            }
        }
        self.texts_have_their_cells(names, forms);
        for item in names.catalogue.items() {
            let Some(element) = names.catalogue.element(item) else { continue };
            let counted = element.kind == ValueKind::Class && !item.is_total();
            if counted {
                continue;
            }
            let cells = kept.remove(&item).unwrap_or_default();
            let path = names.catalogue.path(item);
            if element.in_settings {
                if !cells.is_empty() {
                    let reason = "số giao ở thiết lập không có ô trong biểu đơn vị nộp";
                    let fields = [("expression", path.as_str()), ("reason", reason)];
                    self.report("elements.toml", None, Code::E706, &fields);
                }
                continue;
            }
            match names.schedule {
                _ if cells.is_empty() => self.no_cells(&path, None),
                Schedule::Once(whole) => {
                    let kept = cells.iter().filter_map(|cell| cell.resolve(*whole, None));
                    self.periods_fit(&path, &kept.collect(), element.over_periods, *whole);
                }
                Schedule::Every(shapes) => {
                    self.cells_follow_the_period(&path, &cells, shapes, names.schedule);
                }
            }
        }
    }

    fn no_cells(&mut self, path: &str, period: Option<Period>) {
        let period = period.map(|period| period.to_string());
        let mut fields = vec![("element", path)];
        fields.extend(period.as_ref().map(|period| ("period", period.as_str())));
        self.report("elements.toml", None, Code::E703, &fields);
    }

    /// A form that is made every year says its periods as seen from its own, and asks only for
    /// such as returns are made for: others follow from these and would contradict them.
    fn cells_follow_the_period(
        &mut self,
        path: &str,
        cells: &[PeriodRef],
        shapes: &[Shape],
        schedule: &Schedule,
    ) {
        if !cells.contains(&PeriodRef::Own) {
            self.no_cells(path, None);
        }
        for cell in cells {
            let asked =
                shapes.iter().filter_map(|shape| cell.resolve(shape.of_year(2024)?, None));
            let stray = match cell {
                PeriodRef::Absolute(period) => Some(*period),
                _ => asked.into_iter().find(|period| !schedule.is_reported(*period)),
            };
            if let Some(period) = stray {
                let fields = [("element", path), ("period", &period.to_string())];
                self.report("pack.toml", None, Code::E707, &fields);
            }
        }
    }

    /// The periods of an item must be the duty's own, or what makes it up and nothing besides.
    fn periods_fit(
        &mut self,
        path: &str,
        kept: &BTreeSet<Period>,
        over: OverPeriods,
        whole: Period,
    ) {
        let inside: Vec<Period> =
            kept.iter().copied().filter(|period| whole.contains(*period)).collect();
        let parts: BTreeSet<Period> = whole.by_year().collect();
        let stray = inside.iter().find(|period| {
            **period != whole && (kept.contains(&whole) || !parts.contains(*period))
        });
        if let Some(period) = stray {
            let fields = [("element", path), ("period", &period.to_string())];
            self.report("pack.toml", None, Code::E707, &fields);
        }
        if kept.contains(&whole) {
            return;
        }
        let needed: Vec<&Period> = match over {
            OverPeriods::Sum | OverPeriods::Min | OverPeriods::Max => parts.iter().collect(),
            OverPeriods::Last => parts.last().into_iter().collect(),
            OverPeriods::First => parts.first().into_iter().collect(),
            OverPeriods::None => Vec::new(),
        };
        if let Some(missing) = needed.into_iter().find(|part| !kept.contains(*part)) {
            self.no_cells(path, Some(*missing));
        }
    }
}

/// A text file as a person wrote it, in Notepad or elsewhere.
fn plain_text(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned()
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
