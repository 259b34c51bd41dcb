//! What each command does, and what it says.

use std::path::Path;

use super::Exit;
use super::arguments::{Command, Voice};
use super::terminal::Terminal;
use crate::diagnostic::{self, Code, Finding, FindingList, Findings, voice};
use crate::pipeline::{self, BuildOptions, Request, Run};
use crate::report::{ExportFormat, export};
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
    let (due, received) = coverage(&run);
    let mut nearest = None;
    for pack in &run.packs {
        match explain(&pack.data, unit, figure, terminal.lang) {
            Ok(text) => {
                let findings = run.findings.finish();
                if findings.has_errors() {
                    Terminal::talk(&summary(due, received, &findings, terminal));
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
    match pipeline::render(template, context, out) {
        Ok(()) => {
            printed(format!("{}\n", out.display()).as_bytes(), Exit::Clean)
        }
        Err(findings) => stopped(&findings.finish(), terminal),
    }
}

fn inspect(file: &Path, terminal: &Terminal) -> Exit {
    match pipeline::inspect(file) {
        Ok(json) => printed(&json, Exit::Clean),
        Err(findings) => stopped(&findings.finish(), terminal),
    }
}
