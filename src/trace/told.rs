//! Who wrote what where: the answer to a question for a text element.

use serde::Serialize;

use super::explain_json::{OriginNode, origin_node};
use super::words;
use crate::model::{OrgIx, Period, Statement, TextElement};
use crate::pack::{Consolidated, Named, Reference};
use crate::text::Lang;

/// What units said under a text element for a period, at or under a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Told<'a> {
    element: &'a TextElement,
    text: usize,
    org: OrgIx,
    period: Period,
}

impl<'a> Told<'a> {
    /// The answer, if a question names a text element; an error where it has none for the period.
    pub(super) fn of(
        data: &'a Consolidated,
        org: OrgIx,
        question: &str,
    ) -> Option<Result<Self, ()>> {
        let reference = Reference::parse(question)?.ok()?;
        let text = data.pack.text(&reference.path)?;
        let element = data.pack.texts.get(text)?;
        let period = data.pack.resolve(reference.period, data.period);
        let period = period.filter(|period| data.keeps(Named::Text(text), *period));
        Some(period.map(|period| Self { element, text, org, period }).ok_or(()))
    }

    fn statements(&self, data: &'a Consolidated) -> Vec<(OrgIx, Period, &'a Statement)> {
        data.statements_of(self.text, self.period, self.org)
    }

    /// In words: what was made of it, then every cell with its text as typed.
    pub(super) fn in_words(&self, data: &'a Consolidated, lang: Lang) -> String {
        let Self { element, org, period, .. } = self;
        let opinions = data.opinions(self.text, *period, *org);
        let (all, nothing) = (opinions.all.len(), opinions.nothing.len());
        let counts = lang.pick(
            format!("{all} ý kiến; {nothing} đơn vị không có ý kiến"),
            format!("{all} opinions; {nothing} units have none"),
        );
        let unit = data.tree.name(*org);
        let mut lines =
            vec![format!("{} [{}], {unit}, {period}: {counts}", element.name, element.code)];
        let statements = self.statements(data);
        let several = has_several_periods(&statements);
        for (org, of, statement) in statements {
            let source = words::place(&statement.source, lang);
            // A unit wrote in each of the periods that this one is made of.
            let of = if several { format!(", {of}") } else { String::new() };
            let origin = statement.source.origin.as_deref();
            let origin = origin.map(|origin| format!("  ({})", words::origin(origin, lang)));
            let origin = origin.unwrap_or_default();
            lines.push(format!("  {}{of}  ← {source}{origin}", data.tree.name(org)));
            match &statement.below {
                None => lines.extend(typed(&statement.source.text, 4, lang)),
                Some(below) => {
                    for said in below.iter() {
                        lines.push(format!("    {}", said.name));
                        lines.extend(typed(&said.text, 6, lang));
                    }
                }
            }
            if let Some(original) = &statement.original {
                let stands = lang
                    .pick("gõ trong tệp bằng bảng mã cũ", "in the file, in an old encoding");
                lines.push(format!("    ({stands}:)"));
                lines.extend(typed(original, 6, lang));
            }
        }
        lines.push(String::new());
        lines.join("\n")
    }
}

fn has_several_periods(statements: &[(OrgIx, Period, &Statement)]) -> bool {
    statements.iter().any(|(_, of, _)| statements.first().is_some_and(|first| first.1 != *of))
}

fn typed(text: &str, depth: usize, lang: Lang) -> Vec<String> {
    let blank = lang.pick("(để trống)", "(blank)");
    let text = if text.trim().is_empty() { blank } else { text };
    text.lines().map(|line| format!("{:depth$}{line}", "")).collect()
}

/// The answer for programs.
#[derive(Serialize)]
pub(super) struct ToldNode<'a> {
    text: &'a str,
    label: &'a str,
    org: &'a str,
    org_name: &'a str,
    period: String,
    opinions: Vec<OpinionNode>,
    /// Names of the units that had nothing to say.
    nothing: Vec<String>,
    statements: Vec<StatementNode<'a>>,
}

#[derive(Serialize)]
struct OpinionNode {
    wording: String,
    units: Vec<String>,
}

#[derive(Serialize)]
struct StatementNode<'a> {
    org: &'a str,
    org_name: &'a str,
    /// Of which period, where the words of several are gathered.
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<String>,
    typed: &'a str,
    /// As the file has it, where that is in an old encoding.
    #[serde(skip_serializing_if = "Option::is_none")]
    original: Option<&'a str>,
    file: &'a str,
    sheet: &'a str,
    cell: String,
    /// From what the office typed it, if the unit did not send it itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<OriginNode<'a>>,
    /// Of a return that was itself consolidated: who below wrote what.
    below: Option<Vec<BelowNode<'a>>>,
}

#[derive(Serialize)]
struct BelowNode<'a> {
    org: &'a str,
    org_name: &'a str,
    typed: &'a str,
}

impl<'a> Told<'a> {
    pub(super) fn node(&self, data: &'a Consolidated) -> ToldNode<'a> {
        let Self { element, org, period, text } = *self;
        let opinions = data.opinions(text, period, org);
        let all = opinions.all.into_iter();
        let below = |statement: &'a Statement| {
            let below = statement.below.as_ref()?.iter();
            let node = |said: &'a crate::model::StatementBelow| BelowNode {
                org: &said.code,
                org_name: &said.name,
                typed: &said.text,
            };
            Some(below.map(node).collect())
        };
        let statements = self.statements(data);
        let several = has_several_periods(&statements);
        let statements = statements.into_iter().map(|(org, of, statement)| StatementNode {
            org: data.tree.code(org),
            org_name: data.tree.name(org),
            period: several.then(|| of.to_string()),
            typed: &statement.source.text,
            original: statement.original.as_deref(),
            file: &statement.source.file,
            sheet: &statement.source.sheet,
            cell: statement.source.cell.to_string(),
            origin: statement.source.origin.as_deref().map(origin_node),
            below: below(statement),
        });
        ToldNode {
            text: &element.code,
            label: &element.name,
            org: data.tree.code(org),
            org_name: data.tree.name(org),
            period: period.to_string(),
            opinions: all
                .map(|opinion| OpinionNode { wording: opinion.wording, units: opinion.units })
                .collect(),
            nothing: opinions.nothing,
            statements: statements.collect(),
        }
    }
}
