//! What is wrong with a template as findings: facts of the engines into fields of the catalogue.

use crate::diagnostic::{Code, Field, Finding, Place};
use crate::ooxml::CellRef;
use crate::template::{self, Problem, ProblemKind};

/// The finding for a problem of a template.
pub fn template_finding(file: &str, problem: Problem) -> Finding {
    let place = match problem.place {
        template::Place::File => Place::file(file),
        template::Place::Paragraph { part, number } => {
            Place::file(file).paragraph(part, number)
        }
        template::Place::Sheet(sheet) => Place::file(file).sheet(sheet),
        template::Place::Cell { sheet, cell } => {
            let cell: CellRef = cell;
            Place::file(file).sheet(sheet).cell(cell)
        }
    };
    let finding = stated(problem.kind).at(place);
    if problem.around.is_empty() { finding } else { finding.text("around", problem.around) }
}

/// A kind of problem with its facts.
fn stated(kind: ProblemKind) -> Finding {
    match kind {
        ProblemKind::Unreadable(reason) => Finding::new(Code::E601).text("reason", reason),
        ProblemKind::UnknownName { name, nearest } => {
            Finding::new(Code::E602).text("name", name).maybe("nearest", nearest)
        }
        ProblemKind::Unclosed(tag) => Finding::new(Code::E603).text("tag", tag),
        ProblemKind::Unopened(tag) => Finding::new(Code::E604).text("tag", tag),
        ProblemKind::Torn(tag) => Finding::new(Code::E605).text("tag", tag),
        ProblemKind::ZeroBefore(tag) => Finding::new(Code::W672).text("tag", tag),
        ProblemKind::Syntax(reason) => Finding::new(Code::E606).text("reason", reason),
        ProblemKind::Evaluation(reason) => Finding::new(Code::E607).text("reason", reason),
        ProblemKind::Resource { name, reason } => {
            Finding::new(Code::E610).text("name", name).text("reason", reason)
        }
        ProblemKind::Chart { name, reason } => {
            let chart = name.rsplit('/').next().unwrap_or_default().to_owned();
            Finding::new(Code::E663).text("chart", chart).text("reason", reason)
        }
        ProblemKind::Misplaced(reason) => Finding::new(Code::E611).text("reason", reason),
        ProblemKind::Stale(what) => Finding::new(Code::W612).text("what", what),
        ProblemKind::NoSubject(style) => Finding::new(Code::E660).text("style", style),
        ProblemKind::DroppedHeader(text) => Finding::new(Code::W665).text("text", text),
        ProblemKind::Unfilled(part) => Finding::new(Code::W613).text("part", part),
        ProblemKind::TabName { wanted, name } => {
            Finding::new(Code::W614).text("wanted", wanted).text("name", name)
        }
        ProblemKind::Uncopied(what) => Finding::new(Code::E625).text("what", what),
        ProblemKind::NoSheet => Finding::new(Code::E626),
        ProblemKind::NoTabName => Finding::new(Code::E627),
        ProblemKind::ColumnsOfOneRow { name } => Finding::new(Code::E620).text("name", name),
        ProblemKind::ColumnsDiffer => Finding::new(Code::E621),
        ProblemKind::OverFormula(formula) => Finding::new(Code::E630).text("formula", formula),
        ProblemKind::Locked { cells } => {
            let several = cells.len() > 1;
            let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
            Finding::new(Code::E631).maybe("cells", several.then_some(cells))
        }
        ProblemKind::NoTarget(reason) => Finding::new(Code::E632).text("reason", reason),
        ProblemKind::Covered(first) => {
            Finding::new(Code::E633).text("first", first.to_string())
        }
        ProblemKind::Digits(number) => Finding::new(Code::W634).text("number", number),
        ProblemKind::Signed => Finding::new(Code::W635),
        ProblemKind::Unfollowed { reference, copies } => Finding::new(Code::E636)
            .text("reference", reference)
            .maybe("copies", copies.map(|copies| copies.to_string())),
        ProblemKind::NotFilled(holder) => {
            Finding::new(Code::E638).field("where", Field::words(|lang| holder.in_words(lang)))
        }
        ProblemKind::TooLong { most } => Finding::new(Code::E639).count("most", most as u64),
        ProblemKind::LongFormula => Finding::new(Code::E645),
        ProblemKind::Immovable(what) => Finding::new(Code::E646).text("what", what),
        ProblemKind::EmptyTable(table) => Finding::new(Code::E647).text("table", table),
        ProblemKind::CutTable(table) => Finding::new(Code::E648).text("table", table),
        ProblemKind::TableColumn { reference } => {
            Finding::new(Code::E649).text("reference", reference)
        }
        ProblemKind::UnclearSeries => Finding::new(Code::E650),
        ProblemKind::PivotMoved(pivot) => Finding::new(Code::E651).text("pivot", pivot),
        ProblemKind::PivotSource => Finding::new(Code::E652),
        ProblemKind::LostLink { link, copies } => Finding::new(Code::E653)
            .text("link", link)
            .maybe("copies", (copies > 0).then_some(Field::Count(copies as u64))),
        ProblemKind::NoMeaning(tag) => Finding::new(Code::E654).text("tag", tag),
        ProblemKind::UnseenVariable(name) => Finding::new(Code::E655).text("name", name),
        ProblemKind::ColumnsInOneCell(tag) => Finding::new(Code::E656).text("tag", tag),
        ProblemKind::LostName(name) => Finding::new(Code::W657).text("name", name),
        ProblemKind::Unresolved { vi, en } => {
            Finding::new(Code::E690).field("reason", Field::Words { vi, en })
        }
        ProblemKind::Limit(limit) => {
            Finding::new(Code::E608).field("limit", Field::words(|lang| limit.in_words(lang)))
        }
    }
}
