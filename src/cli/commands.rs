//! What each command does, and what it says.

use std::path::Path;

use super::Exit;
use super::arguments::{Command, Voice};
use super::terminal::Terminal;
use crate::diagnostic::{self, Code, Finding, FindingList, Findings, Place, voice};
use crate::pipeline::{self, BuildOptions, Request, Run};
use crate::report::{ExportFormat, export};
use crate::sheet;
use crate::template::{Data, NoReferences, Problem, docx, xlsx};
use crate::text;
use crate::trace::explain;

/// Executes a command.
pub(super) fn execute(command: &Command, terminal: &Terminal) -> Exit {
    match command {
        Command::Check(request, voice) => check(request, *voice, terminal),
        Command::Build(request, options) => build(request, options, terminal),
        Command::Explain { request, figure, org } => {
            explain_figure(request, figure, org.as_deref(), terminal)
        }
        Command::Export(request, format) => export_figures(request, *format, terminal),
        Command::Render { template, context, out } => render(template, context, out, terminal),
        Command::Inspect(file) => inspect(file, terminal),
        Command::Help(code) => {
            printed(diagnostic::help(*code, terminal.lang).as_bytes(), Exit::Clean)
        }
    }
}

/// Writes a result; a result that could not be written whole is no success.
fn printed(result: &[u8], exit: Exit) -> Exit {
    if Terminal::result(result) { exit } else { Exit::CouldNotRun }
}

fn consolidate(request: &Request, terminal: &Terminal) -> Result<Run, FindingList> {
    let bar = terminal.progress();
    let progress = |done: usize, all: usize| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    };
    let run = pipeline::consolidate(request, &progress);
    bar.finish_and_clear();
    run
}

/// Findings that stopped the run, told on stderr.
fn stopped(findings: &FindingList, terminal: &Terminal) -> Exit {
    tell(findings, terminal);
    Exit::CouldNotRun
}

fn tell(findings: &FindingList, terminal: &Terminal) {
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
    let text = match told {
        Voice::Human => voice::human_all(&findings, terminal.lang, terminal.colour_out),
        Voice::Short => voice::short_all(&findings, terminal.lang),
        Voice::Json => voice::json(&findings, terminal.lang),
    };
    let exit = match covered {
        Some((due, received)) => {
            Terminal::talk(&summary(due, received, &findings, terminal));
            verdict(&findings)
        }
        None => Exit::CouldNotRun,
    };
    printed(text.as_bytes(), exit)
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
    let mut told = verdict(&built.findings);
    match &built.draft {
        Some((folder, names)) => {
            let folder = folder.display().to_string().replace('\\', "/");
            let lines: Vec<String> =
                names.iter().map(|name| format!("{folder}/{name}\n")).collect();
            told = printed(lines.concat().as_bytes(), told);
        }
        None => Terminal::talk(terminal.lang.pick(
            "--strict: còn lỗi nên không ghi gì",
            "--strict: there are errors, so nothing was written",
        )),
    }
    Terminal::talk(&summary(due, received, &built.findings, terminal));
    told
}

fn explain_figure(
    request: &Request,
    figure: &str,
    org: Option<&str>,
    terminal: &Terminal,
) -> Exit {
    let run = match consolidate(request, terminal) {
        Ok(run) => run,
        Err(findings) => return stopped(&findings, terminal),
    };
    let tree = &run.workspace.tree;
    let Some(unit) = org.map_or(Some(run.workspace.unit), |code| tree.by_code(code)) else {
        let code = org.unwrap_or_default();
        let codes = tree.iter().map(|(_, unit)| unit.code.clone());
        let finding = Finding::new(Code::E509).text("name", code);
        return refuse(finding.maybe("nearest", text::nearest(code, codes)), terminal);
    };
    let mut nearest = None;
    for pack in &run.packs {
        match explain(&pack.data, unit, figure, terminal.lang) {
            Ok(text) => {
                let findings = run.findings.finish();
                if !findings.is_empty() {
                    Terminal::talk(&findings.counts().in_words(terminal.lang));
                }
                return printed(text.as_bytes(), verdict(&findings));
            }
            Err(error) => nearest = nearest.or(error.nearest),
        }
    }
    let finding = Finding::new(Code::E510).text("name", figure);
    refuse(finding.maybe("nearest", nearest), terminal)
}

fn refuse(finding: Finding, terminal: &Terminal) -> Exit {
    let mut findings = Findings::new();
    findings.push(finding);
    stopped(&findings.finish(), terminal)
}

fn export_figures(request: &Request, format: ExportFormat, terminal: &Terminal) -> Exit {
    let run = match consolidate(request, terminal) {
        Ok(run) => run,
        Err(findings) => return stopped(&findings, terminal),
    };
    let (due, received) = coverage(&run);
    let packs: Vec<_> = run.packs.iter().map(|pack| &*pack.data).collect();
    let bytes = match export(&packs, format) {
        Ok(bytes) => bytes,
        Err(error) => {
            let finding = Finding::new(Code::E514).text("reason", error.to_string());
            return refuse(finding, terminal);
        }
    };
    let findings = run.findings.finish();
    Terminal::talk(&summary(due, received, &findings, terminal));
    printed(&bytes, verdict(&findings))
}

fn render(template: &Path, context: &Path, out: &Path, terminal: &Terminal) -> Exit {
    match rendered(template, context).and_then(|bytes| write(out, &bytes)) {
        Ok(()) => {
            printed(format!("{}\n", out.display()).as_bytes(), Exit::Clean)
        }
        Err(findings) => stopped(&findings.finish(), terminal),
    }
}

fn rendered(template: &Path, context: &Path) -> Result<Vec<u8>, Findings> {
    let bytes = read(template)?;
    let context = json_context(context)?;
    let data = Data { context, references: &NoReferences, functions: &|_| {} };
    let name = template.display().to_string();
    let result = match kind(&bytes) {
        Some(Kind::Word) => docx::render(bytes, &data),
        Some(Kind::Excel) => xlsx::render(bytes, &data),
        None => {
            let finding = Finding::new(Code::E601).at(Place::file(name));
            let reason =
                "không phải tệp .docx hoặc .xlsx (tệp .doc, .xls: mở ra và lưu lại dạng mới)";
            return Err(one(finding.text("reason", reason)));
        }
    };
    result.map_err(|problems: Vec<Problem>| {
        let mut findings = Findings::new();
        findings
            .extend(problems.into_iter().map(|p| crate::report::template_finding(&name, p)));
        findings
    })
}

enum Kind {
    Word,
    Excel,
}

/// Which engine a template is for, by what is in it.
fn kind(bytes: &[u8]) -> Option<Kind> {
    let package = crate::ooxml::Package::open(bytes.to_vec()).ok()?;
    let has = |folder: &str| package.names().any(|name| name.starts_with(folder));
    match (has("word/"), has("xl/")) {
        (true, false) => Some(Kind::Word),
        (false, true) => Some(Kind::Excel),
        _ => None,
    }
}

fn json_context(path: &Path) -> Result<tera::Context, Findings> {
    let bytes = read(path)?;
    let fail = |reason: String| {
        let place = Place::file(path.display().to_string());
        one(Finding::new(Code::E101).at(place).text("reason", reason))
    };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let value: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|error| fail(error.to_string()))?;
    tera::Context::from_serialize(&value).map_err(|error| fail(error.to_string()))
}

fn read(path: &Path) -> Result<Vec<u8>, Findings> {
    std::fs::read(path).map_err(|error| {
        let place = Place::file(path.display().to_string());
        one(Finding::new(Code::E101).at(place).text("reason", error.to_string()))
    })
}

/// The file appears whole, by rename, or not at all.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Findings> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let written =
        tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new("."))).and_then(|file| {
            std::fs::write(file.path(), bytes)?;
            file.persist(path).map_err(|error| error.error)
        });
    written.map(|_| ()).map_err(|error| {
        let place = Place::file(path.display().to_string());
        one(Finding::new(Code::E514).at(place).text("reason", error.to_string()))
    })
}

fn one(finding: Finding) -> Findings {
    let mut findings = Findings::new();
    findings.push(finding);
    findings
}

fn inspect(file: &Path, terminal: &Terminal) -> Exit {
    let name = file.display().to_string();
    let bytes = match read(file) {
        Ok(bytes) => bytes,
        Err(findings) => return stopped(&findings.finish(), terminal),
    };
    match sheet::read(&name, &bytes, &sheet::Limits::default()) {
        Ok(workbook) => {
            let seen = sheet::to_inspect_json(&workbook);
            match serde_json::to_vec_pretty(&seen) {
                Ok(mut bytes) => {
                    bytes.push(b'\n');
                    printed(&bytes, Exit::Clean)
                }
                Err(error) => {
                    refuse(Finding::new(Code::E514).text("reason", error.to_string()), terminal)
                }
            }
        }
        Err(error) => refuse(crate::intake::unreadable(&error).at(Place::file(name)), terminal),
    }
}
