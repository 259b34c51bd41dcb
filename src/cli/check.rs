//! `check`: a workspace with its period, or files that stand by themselves.

use std::path::PathBuf;

use clap::ArgMatches;

use super::Exit;
use super::arguments::{self, Command, Voice};
use super::commands::{printed, stopped, tell};
use super::terminal::Terminal;
use crate::diagnostic::{Code, Finding, Findings, voice};
use crate::pipeline::{CheckFilesRequest, check_files, is_workspace};
use crate::report::{VerifiedFile, total_in_words, verified_in_words, verified_json};
use crate::text::Lang;

/// Tells a workspace from files: a workspace goes with a period.
pub(super) fn settle(of: &ArgMatches, voice: Voice, lang: Lang) -> Result<Command, String> {
    let paths: Vec<PathBuf> = of.get_many("paths").unwrap_or_default().cloned().collect();
    let option = |id: &str| of.get_one::<PathBuf>(id).cloned();
    if of.contains_id("period") {
        let of_files = ["out", "packs"].into_iter().find(|id| of.contains_id(id));
        return match (paths.as_slice(), of_files) {
            ([one], None) if !one.is_file() => {
                arguments::request(of, one.clone(), lang).map(|request| Command::Check(request, voice))
            }
            ([_], Some(id)) => Err(lang.pick(
                format!("lỗi: `--{id}` chỉ dùng khi kiểm tra tệp, không đi cùng `--period`"),
                format!("error: `--{id}` is for files and does not go with `--period`"),
            )),
            _ => Err(lang
                .pick(
                    "lỗi: `--period` chỉ đi với một thư mục làm việc; tệp tự nói nó là của kỳ nào, nên bỏ `--period`",
                    "error: `--period` goes with one workspace; files say their period themselves, so leave it out",
                )
                .to_owned()),
        };
    }
    if let Some(workspace) = paths.iter().find(|path| is_workspace(path)) {
        let path = workspace.display();
        return Err(lang.pick(
            format!(
                "lỗi: `{path}` là thư mục làm việc (có thiet-lap.xlsx) nên cần `--period KỲ`; muốn xem riêng tệp nào thì ghi tên tệp đó"
            ),
            format!(
                "error: `{path}` is a workspace (it has thiet-lap.xlsx) and needs `--period PERIOD`; to look at a file alone, name the file"
            ),
        ));
    }
    let as_of = arguments::as_of(of, lang)?;
    let request =
        CheckFilesRequest { paths, packs: option("packs"), out: option("out"), as_of };
    Ok(Command::CheckFiles(request, voice))
}

/// Looks files through and tells what was found.
pub(super) fn files(request: &CheckFilesRequest, told: Voice, terminal: &Terminal) -> Exit {
    let checked = match check_files(request) {
        Ok(checked) => checked,
        Err(findings) => return stopped(&findings, terminal),
    };
    let lang = terminal.lang;
    let text = match told {
        Voice::Human => {
            let told = checked.files.iter();
            let told = told.map(|file| verified_in_words(file, lang, terminal.colour_out));
            told.collect::<Vec<String>>().join("\n")
        }
        Voice::Short => {
            let lists = checked.files.iter().map(|file| &file.findings);
            lists.map(|findings| voice::short_all(findings, lang)).collect()
        }
        Voice::Json => match verified_json(&checked.files, lang) {
            Ok(json) => json,
            Err(error) => {
                let mut findings = Findings::new();
                findings.push(Finding::new(Code::E514).text("reason", error.to_string()));
                return stopped(&findings.finish(), terminal);
            }
        },
    };
    let exit = printed(text.as_bytes(), verdict(&checked.files));
    tell(&checked.notes, terminal);
    if let Some(out) = request.out.as_ref().filter(|_| checked.is_written) {
        let out = out.display();
        Terminal::talk(&lang.pick(format!("đã ghi {out}"), format!("wrote {out}")));
    }
    if checked.files.len() > 1 || told == Voice::Short {
        Terminal::talk(&total_in_words(&checked.files, lang));
    }
    // Whoever asked for a page has none.
    if request.out.is_some() && !checked.is_written { Exit::CouldNotRun } else { exit }
}

fn verdict(files: &[VerifiedFile]) -> Exit {
    let wrong = files.iter().any(|file| file.findings.has_errors());
    if wrong { Exit::Findings } else { Exit::Clean }
}
