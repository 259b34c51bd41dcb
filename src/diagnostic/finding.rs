//! One finding: a code, its place, the cells that take part, and its facts.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::wording::{self, Lists};
use super::{Code, Decided, Field, FindingId, Place, Severity, Verdict};
use crate::ooxml::CellRef;
use crate::text::Lang;

/// A figure that takes part in a finding, with its label.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellNote {
    /// The file, where it is another than that of the finding.
    pub file: Option<String>,
    /// The sheet, where it is another than that of the finding.
    pub sheet: Option<String>,
    /// The cell; `None` for a figure that stands in no cell, such as a total.
    pub cell: Option<CellRef>,
    /// What the figure is, as the form says.
    pub label: String,
    /// The cell as typed, or the figure of a total.
    pub value: Field,
    /// What somebody wrote beside it, as in a note at the cell.
    pub remark: Option<String>,
    /// What is usual where it stands, of a figure that is not.
    pub usual: Option<Field>,
    /// Whether this is the one to look at.
    pub marked: bool,
}

impl CellNote {
    /// A cell of the finding's own sheet, with its text as typed.
    pub fn new(cell: CellRef, label: impl Into<String>, value: impl Into<Field>) -> Self {
        Self { cell: Some(cell), ..Self::figure(label, value) }
    }

    /// A figure that stands in no cell, such as a total.
    pub fn figure(label: impl Into<String>, value: impl Into<Field>) -> Self {
        Self {
            file: None,
            sheet: None,
            cell: None,
            label: label.into(),
            value: value.into(),
            remark: None,
            usual: None,
            marked: false,
        }
    }

    /// The cell stands on this sheet.
    #[must_use]
    pub fn in_sheet(mut self, sheet: impl Into<String>) -> Self {
        self.sheet = Some(sheet.into());
        self
    }

    /// The cell stands in this file.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.file = Some(file.into());
        self
    }

    /// The cell holds a formula of which this number was worked out: whoever reads wants the number.
    #[must_use]
    pub fn worked_out(mut self, result: Option<Decimal>) -> Self {
        if let Some(result) = result {
            self.value = result.normalize().into();
        }
        self
    }

    /// Somebody wrote this beside it.
    #[must_use]
    pub fn remark(mut self, remark: impl Into<String>) -> Self {
        self.remark = Some(remark.into());
        self
    }

    /// This is usual where it stands.
    #[must_use]
    pub fn usual(mut self, usual: Field) -> Self {
        self.usual = Some(usual);
        self
    }

    /// Behind the value, what is usual, if that is told: ` (thường 10 – 14)`.
    pub fn usual_in_words(&self, lang: Lang) -> String {
        let Some(usual) = &self.usual else { return String::new() };
        let usual = usual.print(lang);
        lang.pick(format!(" (thường {usual})"), format!(" (usually {usual})"))
    }

    /// This is the cell to look at.
    #[must_use]
    pub fn marked(mut self) -> Self {
        self.marked = true;
        self
    }
}

/// One finding: facts only, put into words by the catalogue.
///
/// The order is that in which a person reads them: findings on totals behind all others, then
/// by file, sheet, cell and line (those without a place last), then by code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of finding.
    pub code: Code,
    /// Where.
    pub place: Option<Place>,
    /// The figures that take part, in the order in which they should be read.
    pub cells: Vec<CellNote>,
    /// The facts its sentences need; the names are those its catalogue entry declares.
    pub fields: BTreeMap<&'static str, Field>,
    /// Whom and what it concerns: organisation, period, form.
    pub scope: Vec<String>,
    /// Earlier findings that explain this one.
    pub causes: Vec<FindingId>,
    /// What the office decided of it, if it did.
    pub decided: Option<Box<Decided>>,
}

impl Finding {
    /// A finding without place and facts yet.
    pub fn new(code: Code) -> Self {
        Self {
            code,
            place: None,
            cells: Vec::new(),
            fields: BTreeMap::new(),
            scope: Vec::new(),
            causes: Vec::new(),
            decided: None,
        }
    }

    /// It is here.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// This figure takes part.
    #[must_use]
    pub fn cell(mut self, note: CellNote) -> Self {
        self.cells.push(note);
        self
    }

    /// A fact of any kind.
    #[must_use]
    pub fn field(mut self, name: &'static str, value: impl Into<Field>) -> Self {
        self.fields.insert(name, value.into());
        self
    }

    /// A fact that is a name or a literal.
    #[must_use]
    pub fn text(self, name: &'static str, text: impl Into<String>) -> Self {
        self.field(name, Field::Text(text.into()))
    }

    /// A fact that may be unknown.
    #[must_use]
    pub fn maybe(self, name: &'static str, value: Option<impl Into<Field>>) -> Self {
        match value {
            Some(value) => self.field(name, value),
            None => self,
        }
    }

    /// A fact that is a figure.
    #[must_use]
    pub fn number(self, name: &'static str, value: Decimal) -> Self {
        self.field(name, Field::Number(value))
    }

    /// A fact that is a count of things.
    #[must_use]
    pub fn count(self, name: &'static str, count: u64) -> Self {
        self.field(name, Field::Count(count))
    }

    /// A fact that is several names.
    #[must_use]
    pub fn list<T: Into<String>>(
        self,
        name: &'static str,
        items: impl IntoIterator<Item = T>,
    ) -> Self {
        self.field(name, Field::List(items.into_iter().map(Into::into).collect()))
    }

    /// It concerns this organisation, period or form.
    #[must_use]
    pub fn scope(mut self, name: impl Into<String>) -> Self {
        self.scope.push(name.into());
        self
    }

    /// An earlier finding explains this one.
    #[must_use]
    pub fn caused_by(mut self, earlier: FindingId) -> Self {
        self.causes.push(earlier);
        self
    }

    /// How bad it is: what the office has accepted is something to know.
    pub fn severity(&self) -> Severity {
        if self.is_accepted() { Severity::Info } else { self.code.severity() }
    }

    /// Whether the office has accepted it, with its reason.
    pub fn is_accepted(&self) -> bool {
        self.decided.as_ref().is_some_and(|decided| decided.verdict == Verdict::Accepted)
    }

    /// The word in front of it: `lỗi`, or that the office has accepted it.
    pub fn severity_in_words(&self, lang: Lang) -> &'static str {
        if self.is_accepted() {
            return Verdict::Accepted.in_words(lang);
        }
        self.code.severity().in_words(lang)
    }

    /// What happened, in one sentence.
    pub fn message(&self, lang: Lang) -> String {
        self.told(Lists::Begun, lang)
    }

    /// What happened, with every item of lists that the message only begins.
    pub fn whole_message(&self, lang: Lang) -> String {
        self.told(Lists::Whole, lang)
    }

    fn told(&self, lists: Lists, lang: Lang) -> String {
        wording::render(self.code.entry().words(lang).message, &self.fields, lists, lang)
    }

    /// What to do next, in one sentence.
    pub fn remedy(&self, lang: Lang) -> String {
        let remedy = self.code.entry().words(lang).remedy;
        wording::render(remedy, &self.fields, Lists::Begun, lang)
    }

    /// Facts that its catalogue entry does not declare, or requires and does not find.
    pub fn field_faults(&self) -> Vec<String> {
        let entry = self.code.entry();
        let declared =
            |name: &str| entry.fields.contains(&name) || entry.optional.contains(&name);
        let extra = self.fields.keys().filter(|name| !declared(name));
        let extra = extra.map(|name| format!("{} has no field `{name}`", self.code));
        let missing = entry.fields.iter().filter(|name| !self.fields.contains_key(*name));
        let missing = missing.map(|name| format!("{} lacks the field `{name}`", self.code));
        extra.chain(missing).collect()
    }
}
