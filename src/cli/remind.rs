//! `remind`: the papers that go back to units and out to those above them, and what is said of
//! them.

use std::path::PathBuf;

use clap::ArgMatches;

use super::Exit;
use super::arguments::{self, Command};
use super::commands::{consolidate, printed, stopped, tell};
use super::terminal::Terminal;
use crate::pipeline::{self, RemindOptions, Request};
use crate::report::reminder::LISTING;
use crate::text::Lang;

/// What is to be made, and how much is said of it.
pub(super) struct Remind {
    request: Request,
    options: RemindOptions,
    /// Whether every file is named.
    verbose: bool,
}

pub(super) fn settle(of: &ArgMatches, lang: Lang) -> Result<Command, String> {
    let path = |id: &str| of.get_one::<PathBuf>(id).cloned();
    let options = RemindOptions {
        as_of: arguments::as_of(of, lang)?,
        out: path("out"),
        certificates: of.get_flag("certificate").then_some(lang),
    };
    let request = arguments::request(of, path("workspace").unwrap_or_default(), lang)?;
    Ok(Command::Remind(Remind { request, options, verbose: of.get_flag("verbose") }))
}

pub(super) fn remind(asked: &Remind, terminal: &Terminal) -> Exit {
    let run = match consolidate(&asked.request, terminal) {
        Ok(run) => run,
        Err(findings) => return stopped(&findings, terminal),
    };
    let reminded = match pipeline::remind(&run, &asked.options) {
        Ok(reminded) => reminded,
        Err(findings) => return stopped(&findings, terminal),
    };
    tell(&reminded.findings, terminal);
    let Some((folder, names)) = &reminded.folder else { return Exit::Clean };
    let folder = folder.display().to_string().replace('\\', "/");
    let named = names.iter().filter(|name| asked.verbose || *name == LISTING);
    let lines: Vec<String> = named.map(|name| format!("{folder}/{name}\n")).collect();
    let exit = printed(lines.concat().as_bytes(), Exit::Clean);
    let (units, back, letters) = (reminded.units, reminded.sent_back, reminded.letters);
    Terminal::talk(&terminal.lang.pick(
        format!("tin nhắn: {units}; đề nghị chỉnh sửa: {back}; công văn đôn đốc: {letters}; để ở {folder}"),
        format!("messages: {units}; sent back: {back}; letters: {letters}; in {folder}"),
    ));
    exit
}
