//! `progress`: the matrix on the terminal, as JSON, or in a workbook.

use std::path::PathBuf;

use clap::ArgMatches;

use super::Exit;
use super::arguments::{self, Voice};
use super::commands::{printed, stopped, tell};
use super::terminal::Terminal;
use crate::diagnostic::{Code, Finding, Findings};
use crate::pipeline::{self, ProgressRequest};
use crate::report::{progress_in_words, progress_json};
use crate::text::Lang;

/// Which periods are asked for: some, or all of a year.
pub(super) fn settle(of: &ArgMatches, lang: Lang) -> Result<ProgressRequest, String> {
    let path = |id: &str| of.get_one::<PathBuf>(id).cloned();
    let written = of.get_many::<String>("period").unwrap_or_default();
    let periods = written.map(|written| arguments::period(written, lang));
    let periods = periods.collect::<Result<Vec<_>, String>>()?;
    let year = of.get_one::<u16>("year").copied();
    if periods.is_empty() && year.is_none() {
        return Err(lang
            .pick(
                "lỗi: cần `--period KỲ` hoặc `--year NĂM`",
                "error: give `--period` or `--year`",
            )
            .to_owned());
    }
    Ok(ProgressRequest {
        workspace: path("workspace").unwrap_or_default(),
        periods,
        year,
        day: arguments::day_of_run(of, lang)?,
        out: path("out"),
    })
}

/// Shows what came and what did not.
pub(super) fn progress(request: &ProgressRequest, told: Voice, terminal: &Terminal) -> Exit {
    let progressed = terminal.reading(|reading| pipeline::progress(request, reading));
    let progressed = match progressed {
        Ok(progressed) => progressed,
        Err(findings) => return stopped(&findings, terminal),
    };
    let exit = if progressed.has_errors { Exit::Findings } else { Exit::Clean };
    let bytes = if told == Voice::Json {
        match progress_json(&progressed.packs) {
            Ok(bytes) => bytes,
            Err(error) => {
                let mut findings = Findings::new();
                findings.push(Finding::new(Code::E514).text("reason", error.to_string()));
                return stopped(&findings.finish(), terminal);
            }
        }
    } else {
        let (width, lang) = (Terminal::width(), terminal.lang);
        let packs = progressed.packs.iter();
        let told = packs.map(|progress| progress_in_words(progress, width, lang));
        told.collect::<Vec<String>>().join("\n").into_bytes()
    };
    let exit = printed(&bytes, exit);
    tell(&progressed.findings, terminal);
    if let Some(out) = &request.out {
        let out = out.display();
        let lang = terminal.lang;
        Terminal::talk(&lang.pick(format!("đã ghi {out}"), format!("wrote {out}")));
    }
    exit
}
