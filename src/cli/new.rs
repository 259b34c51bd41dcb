//! `new`: what is not said is asked, then the workspace is made and the next steps are told.

use std::io::IsTerminal;
use std::path::Path;

use super::Exit;
use super::arguments::New;
use super::commands::{printed, stopped, tell};
use super::questions::{self, Answers, Question};
use super::terminal::Terminal;
use crate::model::Letterhead;
use crate::pipeline::{Created, NewRequest, new_workspace, unit_kind_of, unit_of};
use crate::profile::Kind;
use crate::workspace::FirstSettings;

pub(super) fn create(asked: &New, terminal: &Terminal) -> Exit {
    let mut answers = asked.answers.clone();
    if let Some(exit) = complete(&mut answers, terminal) {
        return exit;
    }
    let first = first(&answers);
    let request = NewRequest { folder: asked.folder.clone(), first, as_of: asked.as_of };
    match new_workspace(&request) {
        Ok(created) => told(&request, &created, terminal),
        Err(findings) => stopped(&findings, terminal),
    }
}

/// Asks for what is missing where a person can answer; an exit where it stays missing.
fn complete(answers: &mut Answers, terminal: &Terminal) -> Option<Exit> {
    let missing = questions::missing(answers);
    if missing.is_empty() {
        return None;
    }
    let (stdin, stderr) = (std::io::stdin(), std::io::stderr());
    let answered = if stdin.is_terminal() && stderr.is_terminal() {
        questions::ask(answers, terminal.lang, &mut stdin.lock(), &mut stderr.lock())
    } else {
        Ok(None)
    };
    if matches!(answered, Ok(Some(()))) {
        return None;
    }
    let missing = questions::missing(answers).join(", ");
    Terminal::talk(&terminal.lang.pick(
        format!("lỗi: còn thiếu {missing}\nXem cách dùng: tonghop new --help"),
        format!("error: missing {missing}\nUsage: tonghop new --help"),
    ));
    Some(Exit::CouldNotRun)
}

fn first(answers: &Answers) -> FirstSettings {
    let said = |question| answers.get(&question).map_or("", |said| said.trim()).to_owned();
    let list = |question, separators: &[char]| {
        let all = said(question);
        let items = all.split(separators).map(str::trim).filter(|item| !item.is_empty());
        items.map(str::to_owned).collect::<Vec<_>>()
    };
    let kind = if said(Question::Kind) == "dang" { Kind::Party } else { Kind::State };
    let name = said(Question::Name);
    let unit = said(Question::Unit);
    let unit = if unit.is_empty() { unit_of(&name) } else { unit };
    let packs = list(Question::Packs, &[',', ';']);
    FirstSettings {
        office: Letterhead {
            name,
            superior: said(Question::Superior),
            symbol: symbol(kind, said(Question::Symbol)),
            place: said(Question::Place),
            signer_title: said(Question::Title),
            signer_name: said(Question::Signer),
            recipients: list(Question::Recipients, &[';']),
        },
        kind,
        code: said(Question::Code),
        unit_kind: unit_kind_of(&unit),
        unit,
        packs: packs.iter().flat_map(|said| packs_in(said)).collect(),
    }
}

/// A folder as it is, else codes with blanks between.
fn packs_in(said: &str) -> Vec<String> {
    if Path::new(said).is_dir() || said.contains(['/', '\\']) {
        return vec![said.to_owned()];
    }
    said.split_whitespace().map(str::to_lowercase).collect()
}

/// The symbol of a report, from the office's part of it: `BC/ĐU`, `BC-VPUBND`.
fn symbol(kind: Kind, said: String) -> String {
    if said.is_empty() || said.contains(['/', '-']) {
        return said;
    }
    match kind {
        Kind::Party => format!("BC/{said}"),
        Kind::State => format!("BC-{said}"),
    }
}

fn told(request: &NewRequest, created: &Created, terminal: &Terminal) -> Exit {
    tell(&created.findings, terminal);
    let folder = request.folder.display().to_string().replace('\\', "/");
    let lines: Vec<String> =
        created.names.iter().map(|name| format!("{folder}/{name}\n")).collect();
    let exit = printed(lines.concat().as_bytes(), Exit::Clean);
    let (rules, unit) = (&created.rules, &request.first.unit);
    let kind = request.first.unit_kind.name();
    Terminal::talk(&terminal.lang.pick(
        format!(
            "khung văn bản theo {rules}\n\
             tổ chức đứng ra tổng hợp: «{unit}», loại {kind}; khác thì sửa ở trang tính Tổ chức\n\
             việc tiếp theo:\n\
             1. mở {folder}/thiet-lap.xlsx, trang tính Tổ chức, ghi các tổ chức trực thuộc\n\
             2. tonghop issue {folder} --period KỲ"
        ),
        format!(
            "documents follow {rules}\n\
             the unit that consolidates: “{unit}”, of the kind {kind}; change it on the sheet Tổ chức if it is another\n\
             next:\n\
             1. open {folder}/thiet-lap.xlsx, sheet Tổ chức, and type the units below it\n\
             2. tonghop issue {folder} --period PERIOD"
        ),
    ));
    exit
}
