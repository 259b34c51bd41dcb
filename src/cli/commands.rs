//! What each command does, and what it says.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDate;

use super::Exit;
use super::arguments::{Command, Explain, Exported, Issue, Voice};
use super::new;
use super::remind;
use super::terminal::Terminal;
use crate::diagnostic::{self, Code, Finding, FindingList, Findings, voice};
use crate::pipeline::{
    self, BuildOptions, DiffRequest, LintRequest, NamesFrom, RenderRequest, Request, Run,
    SuggestRequest,
};
use crate::report::{self, ExportFormat};
use crate::suggest::{suggestion_in_words, suggestion_json};
use crate::text;
use crate::trace::{Answer, diff_in_words, diff_json, explain, explain_json};

/// Executes a command.
pub(super) fn execute(command: &Command, terminal: &Terminal) -> Exit {
    match command {
        Command::New(asked) => new::create(asked, terminal),
        Command::Check(request, voice) => check(request, *voice, terminal),
        Command::CheckFiles(request, voice) => super::check::files(request, *voice, terminal),
        Command::Issue(asked) => issue(asked, terminal),
        Command::Build(request, options) => build(request, options, terminal),
        Command::Remind(asked) => remind::remind(asked, terminal),
        Command::Seal(asked) => super::seal::seal(asked, terminal),
        Command::Explain(asked) => explain_figure(asked, terminal),
        Command::Diff(request, voice) => diff(request, *voice, terminal),
        Command::Export(request, exported, format) => {
            export(request, *exported, *format, terminal)
        }
        Command::Progress(request, voice) => {
            super::progress::progress(request, *voice, terminal)
        }
        Command::Render(request) => render(request, terminal),
        Command::Lint(request, voice) => lint(request, *voice, terminal),
        Command::Suggest(request, voice) => suggest(request, *voice, terminal),
        Command::Inspect(file) => inspect(file, terminal),
        Command::CopyPack(workspace, code) => copy_pack(workspace, code, terminal),
        Command::Purge(workspace, really, day) => purge(workspace, *really, *day, terminal),
        Command::Help(code) => {
            printed(diagnostic::help(*code, terminal.lang).as_bytes(), Exit::Clean)
        }
    }
}

/// Writes a result; a result that could not be written whole is no success.
pub(super) fn printed(result: &[u8], exit: Exit) -> Exit {
    if Terminal::result(result) { exit } else { Exit::CouldNotRun }
}

pub(super) fn consolidate(request: &Request, terminal: &Terminal) -> Result<Run, FindingList> {
    terminal.reading(|reading| pipeline::consolidate(request, reading))
}

/// Findings that stopped the run, told on stderr.
pub(super) fn stopped(findings: &FindingList, terminal: &Terminal) -> Exit {
    tell(findings, terminal);
    Exit::CouldNotRun
}

pub(super) fn tell(findings: &FindingList, terminal: &Terminal) {
    if !findings.is_empty() {
        Terminal::talk(&voice::human_all(findings, terminal.lang, terminal.colour_err));
    }
}

fn verdict(findings: &FindingList) -> Exit {
    if findings.has_errors() { Exit::Findings } else { Exit::Clean }
}

fn summary(due: usize, received: usize, findings: &FindingList, terminal: &Terminal) -> String {
    let counts = findings.counts().in_words(terminal.lang);
    terminal.lang.pick(
        format!("đã nhận {received}/{due} biểu: {counts}"),
        format!("{received} of {due} returns received: {counts}"),
    )
}

fn coverage(run: &Run) -> (usize, usize) {
    run.packs.iter().fold((0, 0), |(due, received), pack| {
        (due + pack.status.returns_due, received + pack.status.returns_received)
    })
}

fn check(request: &Request, told: Voice, terminal: &Terminal) -> Exit {
    let (findings, covered) = match consolidate(request, terminal) {
        Ok(run) => {
            let covered = coverage(&run);
            (run.findings.finish(), Some(covered))
        }
        Err(findings) => (findings, None),
    };
    let text = in_words(&findings, told, terminal);
    let Some((due, received)) = covered else {
        return printed(text.as_bytes(), Exit::CouldNotRun);
    };
    // On a terminal both streams are one, and what comes last stays in view.
    let exit = printed(text.as_bytes(), verdict(&findings));
    Terminal::talk(&summary(due, received, &findings, terminal));
    exit
}

/// Findings as a result, for stdout.
fn in_words(findings: &FindingList, told: Voice, terminal: &Terminal) -> String {
    match told {
        Voice::Human => voice::human_all(findings, terminal.lang, terminal.colour_out),
        Voice::Short => voice::short_all(findings, terminal.lang),
        Voice::Json => voice::json(findings, terminal.lang),
    }
}

fn build(request: &Request, options: &BuildOptions, terminal: &Terminal) -> Exit {
    let run = match consolidate(request, terminal) {
        Ok(run) => run,
        Err(findings) => return stopped(&findings, terminal),
    };
    let (due, received) = coverage(&run);
    let built = match pipeline::build(run, options) {
        Ok(built) => built,
        Err(findings) => return stopped(&findings, terminal),
    };
    tell(&built.findings, terminal);
    let mut exit = verdict(&built.findings);
    match &built.draft {
        Some((folder, names)) => {
            let folder = folder.display().to_string().replace('\\', "/");
            let lines: Vec<String> =
                names.iter().map(|name| format!("{folder}/{name}\n")).collect();
            exit = printed(lines.concat().as_bytes(), exit);
        }
        None => Terminal::talk(terminal.lang.pick(
            "--strict: còn lỗi nên không ghi gì",
            "--strict: there are errors, so nothing was written",
        )),
    }
    Terminal::talk(&summary(due, received, &built.findings, terminal));
    exit
}

fn issue(asked: &Issue, terminal: &Terminal) -> Exit {
    let Issue { request, options, verbose } = asked;
    let run = match consolidate(request, terminal) {
        Ok(run) => run,
        Err(findings) => return stopped(&findings, terminal),
    };
    let issued = match pipeline::issue(&run, options) {
        Ok(issued) => issued,
        Err(findings) => return stopped(&findings, terminal),
    };
    tell(&issued.findings, terminal);
    let folder = issued.folder.display().to_string().replace('\\', "/");
    let (files, units) = (issued.names.len(), issued.units);
    Terminal::talk(&terminal.lang.pick(
        format!("đã phát hành {files} biểu cho {units} đơn vị vào {folder}"),
        format!("blanks issued: {files}, for {units} units, into {folder}"),
    ));
    let names = issued.names.iter().filter(|_| *verbose);
    let lines: Vec<String> = names.map(|name| format!("{folder}/{name}\n")).collect();
    printed(lines.concat().as_bytes(), Exit::Clean)
}

fn explain_figure(asked: &Explain, terminal: &Terminal) -> Exit {
    let Explain { request, figure, org, voice } = asked;
    let run = match consolidate(request, terminal) {
        Ok(run) => run,
        Err(findings) => return stopped(&findings, terminal),
    };
    let tree = &run.workspace.tree;
    let code = org.as_deref().unwrap_or_default();
    let own = org.is_none().then_some(run.workspace.unit);
    let Some(unit) = own.or_else(|| tree.by_code(code)) else {
        let codes = tree.iter().map(|(_, unit)| unit.code.clone());
        let finding = Finding::new(Code::E509).text("name", code);
        return refuse(finding.maybe("nearest", text::nearest(code, codes)), terminal);
    };
    let (due, received) = coverage(&run);
    let mut nearest = None;
    let mut periods = BTreeSet::new();
    for pack in &run.packs {
        match Answer::to(&pack.data, unit, figure) {
            Ok(answer) => {
                let told =
                    match voice {
                        Voice::Json => explain_json(&pack.data, &answer, &pack.sealed),
                        _ => Ok(explain(&pack.data, &answer, &pack.sealed, terminal.lang)
                            .into_bytes()),
                    };
                let findings = run.findings.finish();
                if findings.has_errors() {
                    Terminal::talk(&summary(due, received, &findings, terminal));
                }
                return match told {
                    Ok(bytes) => printed(&bytes, verdict(&findings)),
                    Err(error) => refuse(unwritable(&error.to_string()), terminal),
                };
            }
            Err(error) => {
                nearest = nearest.or(error.nearest);
                periods.extend(error.periods);
            }
        }
    }
    let mut finding = Finding::new(Code::E510).text("name", figure.as_str());
    if !periods.is_empty() {
        let periods: Vec<String> = periods.iter().map(ToString::to_string).collect();
        finding = finding.list("periods", periods);
    }
    refuse(finding.maybe("nearest", nearest), terminal)
}

fn unwritable(reason: &str) -> Finding {
    Finding::new(Code::E514).text("reason", reason)
}

fn diff(request: &DiffRequest, voice: Voice, terminal: &Terminal) -> Exit {
    let compared = match pipeline::compare(request) {
        Ok(compared) => compared,
        Err(findings) => return stopped(&findings, terminal),
    };
    let names = (compared.names.0.as_str(), compared.names.1.as_str());
    let told = match voice {
        Voice::Json => match diff_json(&compared.diff, names) {
            Ok(bytes) => bytes,
            Err(error) => return refuse(unwritable(&error.to_string()), terminal),
        },
        _ => diff_in_words(&compared.diff, names, terminal.lang).into_bytes(),
    };
    tell(&compared.findings, terminal);
    if let Some(page) = &compared.page {
        let out = page.display();
        Terminal::talk(&terminal.lang.pick(format!("đã ghi {out}"), format!("wrote {out}")));
    }
    printed(&told, Exit::Clean)
}

fn refuse(finding: Finding, terminal: &Terminal) -> Exit {
    let mut findings = Findings::new();
    findings.push(finding);
    stopped(&findings.finish(), terminal)
}

fn export(
    request: &Request,
    exported: Exported,
    format: ExportFormat,
    terminal: &Terminal,
) -> Exit {
    let run = match consolidate(request, terminal) {
        Ok(run) => run,
        Err(findings) => return stopped(&findings, terminal),
    };
    let (due, received) = coverage(&run);
    let packs: Vec<_> = run.packs.iter().map(|pack| &*pack.data).collect();
    let bytes = match exported {
        Exported::Figures => report::export(&packs, format),
        Exported::Words => report::export_words(&packs, format),
    };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => {
            return refuse(unwritable(&error.to_string()), terminal);
        }
    };
    let findings = run.findings.finish();
    Terminal::talk(&summary(due, received, &findings, terminal));
    printed(&bytes, verdict(&findings))
}

fn render(request: &RenderRequest, terminal: &Terminal) -> Exit {
    match pipeline::render(request) {
        Ok(notes) => {
            let notes = notes.finish();
            tell(&notes, terminal);
            let written = std::iter::once(&request.out).chain(&request.certificate);
            let lines: Vec<String> =
                written.map(|path| format!("{}\n", path.display())).collect();
            printed(lines.concat().as_bytes(), Exit::Clean)
        }
        Err(findings) => stopped(&findings.finish(), terminal),
    }
}

fn lint(request: &LintRequest, told: Voice, terminal: &Terminal) -> Exit {
    let linted = pipeline::lint(request);
    let exit = if linted.failed { Exit::CouldNotRun } else { verdict(&linted.findings) };
    let told = in_words(&linted.findings, told, terminal);
    let exit = printed(told.as_bytes(), exit);
    for copy in &linted.annotated {
        let out = copy.display();
        Terminal::talk(&terminal.lang.pick(format!("đã ghi {out}"), format!("wrote {out}")));
    }
    for (template, from) in &linted.looked_through {
        let names = names_from(from, terminal);
        Terminal::talk(&format!("{}: {names}", template.display()));
    }
    let counts = linted.findings.counts().in_words(terminal.lang);
    let count = linted.looked_through.len();
    Terminal::talk(&terminal.lang.pick(
        format!("đã soát {count} mẫu: {counts}"),
        format!("templates looked through: {count}; {counts}"),
    ));
    exit
}

/// Against which names a template was checked.
fn names_from(from: &NamesFrom, terminal: &Terminal) -> String {
    let lang = terminal.lang;
    match from {
        NamesFrom::Context(path) => {
            let path = path.display();
            lang.pick(format!("đối chiếu tên với {path}"), format!("names checked against {path}"))
        }
        NamesFrom::Workspace(path) => {
            let path = path.display();
            lang.pick(
                format!("đối chiếu tên với thư mục làm việc {path}"),
                format!("names checked against the workspace {path}"),
            )
        }
        NamesFrom::Pack(code) => lang.pick(
            format!("đối chiếu tên với bộ biểu mẫu {code}"),
            format!("names checked against the pack {code}"),
        ),
        NamesFrom::Nowhere => lang
            .pick(
                "chỉ soát cấu trúc và cách viết thẻ, chưa đối chiếu tên (dùng --context hoặc --workspace)",
                "only structure and syntax were checked, no names (use --context or --workspace)",
            )
            .to_owned(),
    }
}

fn suggest(request: &SuggestRequest, told: Voice, terminal: &Terminal) -> Exit {
    let suggested = match pipeline::suggest(request) {
        Ok(suggested) => suggested,
        Err(findings) => return stopped(&findings, terminal),
    };
    let suggestion = &suggested.suggestion;
    let words = match told {
        Voice::Json => match suggestion_json(suggestion) {
            Ok(json) => json,
            Err(error) => return refuse(unwritable(&error.to_string()), terminal),
        },
        _ => suggestion_in_words(suggestion, terminal.lang).into_bytes(),
    };
    if told != Voice::Json {
        // A note that there is no figure stands at its cell, and its line or column is named; of
        // a line whose cells are alike one is told.
        let mut findings = Findings::new();
        let mut lines = BTreeSet::new();
        let told = suggested.findings.iter().map(|reported| &reported.finding);
        let first_of_line = |finding: &&Finding| {
            let place = finding.place.as_ref();
            let line =
                place.map(|place| (place.sheet.clone(), place.cell.map(|cell| cell.row)));
            finding.code != Code::I642 && lines.insert((line, finding.code))
        };
        findings.extend(told.filter(first_of_line).cloned());
        tell(&findings.finish(), terminal);
    }
    let out = suggested.out.display();
    Terminal::talk(&terminal.lang.pick(format!("đã ghi {out}"), format!("wrote {out}")));
    printed(&words, Exit::Clean)
}

fn inspect(file: &Path, terminal: &Terminal) -> Exit {
    match pipeline::inspect(file) {
        Ok(json) => printed(&json, Exit::Clean),
        Err(findings) => stopped(&findings.finish(), terminal),
    }
}

fn copy_pack(workspace: &Path, code: &str, terminal: &Terminal) -> Exit {
    let copied = match pipeline::copy_pack(workspace, code) {
        Ok(copied) => copied,
        Err(findings) => return stopped(&findings, terminal),
    };
    let folder = copied.folder.display();
    let lines: Vec<String> =
        copied.names.iter().map(|name| format!("{folder}/{name}\n")).collect();
    let exit = printed(lines.concat().replace('\\', "/").as_bytes(), Exit::Clean);
    Terminal::talk(terminal.lang.pick(
        "từ nay dùng bản này thay cho bản có sẵn; xóa thư mục thì trở về bản có sẵn",
        "this copy is used from now on; without the folder the one of the program is used again",
    ));
    exit
}

fn purge(workspace: &Path, really: bool, day: NaiveDate, terminal: &Terminal) -> Exit {
    let purged = match pipeline::purge(workspace, really, day) {
        Ok(purged) => purged,
        Err(findings) => return stopped(&findings, terminal),
    };
    let size = |bytes: u64| text::number::format((bytes / 1024).into(), 0, terminal.lang);
    let lines: Vec<String> = purged
        .folders
        .iter()
        .map(|folder| {
            let (name, files, kib) = (&folder.name, folder.files, size(folder.bytes));
            let files = terminal.lang.pick(format!("{files} tệp"), format!("files: {files}"));
            format!("{}/{name}: {files}, {kib} KB\n", workspace.display()).replace('\\', "/")
        })
        .collect();
    let exit = printed(lines.concat().as_bytes(), Exit::Clean);
    let (vi, en) = match (lines.is_empty(), purged.gone) {
        (true, _) => ("không có gì để xóa", "there is nothing to delete"),
        (false, true) => (
            "đã xóa hẳn; bản ở thư điện tử, thẻ nhớ, bản sao lưu thì phải xóa riêng",
            "deleted for good; copies in mail, on sticks and in backups must be deleted there",
        ),
        (false, false) => (
            "chưa xóa gì; muốn xóa hẳn những tệp này thì chạy lại với --yes",
            "nothing was deleted; run it again with --yes to delete these files for good",
        ),
    };
    Terminal::talk(terminal.lang.pick(vi, en));
    if let Some(kept) = &purged.kept {
        let (name, files) = (&kept.name, kept.files);
        Terminal::talk(&terminal.lang.pick(
            format!("giữ lại các bản chốt: {name}, {files} tệp, có cả biểu đã nhận; muốn xóa thì xóa thư mục ấy"),
            format!("what was sealed stays, returns too: {name}, files: {files}; delete that folder if it is to go"),
        ));
    }
    exit
}
