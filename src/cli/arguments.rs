//! Raw arguments become settled commands; later code never looks at flags.

use std::ffi::OsString;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::ArgMatches;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::check;
use super::definition::definition;
use super::progress;
use super::questions::{Answers, Question};
use super::remind::{self, Remind};
use super::seal;
use super::today::today;
use crate::diagnostic::Code;
use crate::model::Period;
use crate::pipeline::{
    Annotate, BuildOptions, CheckFilesRequest, DiffRequest, IssueOptions, LintRequest,
    ProgressRequest, RenderRequest, Request, SealRequest, SuggestRequest,
};
use crate::report::ExportFormat;
use crate::text::{self, Lang};

/// A command with everything it needs.
pub(super) enum Command {
    /// Make a workspace.
    New(New),
    /// Check the returns.
    Check(Request, Voice),
    /// Check files by themselves.
    CheckFiles(CheckFilesRequest, Voice),
    /// Issue blanks.
    Issue(Issue),
    /// Make a draft.
    Build(Request, BuildOptions),
    /// Make what goes back to units and out to those above them.
    Remind(Remind),
    /// Seal a period.
    Seal(SealRequest),
    /// Explain a figure.
    Explain(Explain),
    /// Compare two drafts.
    Diff(DiffRequest, Voice),
    /// What came and what did not.
    Progress(ProgressRequest, Voice),
    /// Export all figures, or all words of units.
    Export(Request, Exported, ExportFormat),
    /// Fill one template from a JSON context.
    Render(RenderRequest),
    /// Look templates through.
    Lint(LintRequest, Voice),
    /// Propose tags for a form.
    Suggest(SuggestRequest, Voice),
    /// Show what the reader sees in a spreadsheet.
    Inspect(PathBuf),
    /// Copy a pack into a workspace.
    CopyPack(PathBuf, String),
    /// Delete what was received and made; whether really, and on which day.
    Purge(PathBuf, bool, NaiveDate),
    /// Explain the code of a finding.
    Help(Code),
}

/// What is exported.
#[derive(Debug, Clone, Copy)]
pub(super) enum Exported {
    /// All figures.
    Figures,
    /// What units say in their own words.
    Words,
}

/// Where a workspace is made, and what was said of the office.
pub(super) struct New {
    pub(super) folder: PathBuf,
    pub(super) answers: Answers,
    pub(super) as_of: Option<NaiveDate>,
}

/// Which blanks are issued, and what is said of them.
pub(super) struct Issue {
    pub(super) request: Request,
    pub(super) options: IssueOptions,
    /// Whether every file is named.
    pub(super) verbose: bool,
}

/// Which figure is to be explained, and how.
pub(super) struct Explain {
    pub(super) request: Request,
    pub(super) figure: String,
    pub(super) org: Option<String>,
    pub(super) voice: Voice,
}

/// How findings are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    /// To a person.
    Human,
    /// One line each.
    Short,
    /// To a program.
    Json,
}

/// What came of the arguments.
pub(super) enum Parsed {
    /// A command.
    Command(Command),
    /// Help or version was asked for.
    Help(String),
    /// The arguments cannot be used; why.
    Wrong(String),
}

/// The language asked for, found before anything else so that mistakes are told in it.
pub(super) fn language(arguments: &[OsString]) -> Lang {
    let mut words = arguments.iter().map(|word| word.to_string_lossy());
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--lang=") {
            Some(value) => Some(value.to_owned()),
            None if word == "--lang" => words.next().map(std::borrow::Cow::into_owned),
            None => None,
        };
        if let Some(lang) = value.and_then(|value| value.parse().ok()) {
            return lang;
        }
    }
    Lang::Vi
}

/// Reads the arguments.
pub(super) fn parse(arguments: &[OsString], lang: Lang) -> Parsed {
    let mut definition = definition(lang);
    let named = arguments.get(1).and_then(|name| definition.find_subcommand(name));
    let named = named.map(|command| command.get_name().to_owned());
    if arguments.len() < 2 {
        return Parsed::Wrong(definition.render_help().to_string());
    }
    match definition.try_get_matches_from(arguments) {
        Ok(matches) => settle(&matches, lang),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                Parsed::Help(error.to_string())
            }
            _ => Parsed::Wrong(wrong(&error, named.as_deref(), lang)),
        },
    }
}

fn settle(matches: &ArgMatches, lang: Lang) -> Parsed {
    let settled = match matches.subcommand() {
        Some(("help", of)) => return help(of, lang),
        Some((name, of)) => command(name, of, lang),
        None => Err(String::new()),
    };
    match settled {
        Ok(command) => Parsed::Command(command),
        Err(text) => Parsed::Wrong(text),
    }
}

fn help(of: &ArgMatches, lang: Lang) -> Parsed {
    let Some(written) = of.get_one::<String>("code") else {
        return Parsed::Help(definition(lang).render_help().to_string());
    };
    match written.to_uppercase().parse() {
        Ok(code) => Parsed::Command(Command::Help(code)),
        Err(_) => Parsed::Wrong(lang.pick(
            format!("lỗi: không có mã `{written}`; mã có dạng E203, W401, I402"),
            format!("error: there is no code `{written}`; codes look like E203, W401, I402"),
        )),
    }
}

fn command(name: &str, of: &ArgMatches, lang: Lang) -> Result<Command, String> {
    let string = |id: &str| of.get_one::<String>(id).cloned();
    let path = |id: &str| of.get_one::<PathBuf>(id).cloned().unwrap_or_default();
    let voice = match of.try_get_one::<String>("format").ok().flatten().map(String::as_str) {
        Some("short") => Voice::Short,
        Some("json") => Voice::Json,
        _ => Voice::Human,
    };
    Ok(match name {
        "new" => Command::New(New {
            folder: path("folder"),
            answers: Question::ALL
                .into_iter()
                .filter_map(|question| Some((question, string(question.flag())?)))
                .collect(),
            as_of: as_of(of, lang)?,
        }),
        "copy-pack" => Command::CopyPack(path("workspace"), string("pack").unwrap_or_default()),
        "purge" => Command::Purge(path("workspace"), of.get_flag("yes"), today()),
        "check" => check::settle(of, voice, lang)?,
        "issue" => {
            let out = of.get_one::<PathBuf>("out").cloned();
            Command::Issue(Issue {
                request: request(of, path("workspace"), lang)?,
                options: IssueOptions {
                    org: string("org"),
                    out,
                    entered: of.get_flag("entered"),
                },
                verbose: of.get_flag("verbose"),
            })
        }
        "build" => {
            let as_of = as_of(of, lang)?;
            let out = of.get_one::<PathBuf>("out").cloned();
            let strict = of.get_flag("strict");
            let certificates = of.get_flag("certificate").then_some(lang);
            let options = BuildOptions { as_of, out, strict, certificates };
            Command::Build(request(of, path("workspace"), lang)?, options)
        }
        "remind" => remind::settle(of, lang)?,
        "seal" => seal::settle(of, lang)?,
        "explain" => Command::Explain(Explain {
            request: request(of, path("workspace"), lang)?,
            figure: string("figure").unwrap_or_default(),
            org: string("org"),
            voice,
        }),
        "diff" => {
            let request = DiffRequest {
                workspace: path("workspace"),
                before: string("before").unwrap_or_default(),
                after: string("after").unwrap_or_default(),
                out: of.get_one::<PathBuf>("out").cloned(),
                as_of: as_of(of, lang)?,
            };
            Command::Diff(request, voice)
        }
        "progress" => Command::Progress(progress::settle(of, lang)?, voice),
        "export" => {
            let csv = string("format").as_deref() == Some("csv");
            let format = if csv { ExportFormat::Csv } else { ExportFormat::Json };
            let words = of.get_flag("words");
            let exported = if words { Exported::Words } else { Exported::Figures };
            Command::Export(request(of, path("workspace"), lang)?, exported, format)
        }
        "render" => Command::Render(RenderRequest {
            template: path("template"),
            context: path("context"),
            out: path("out"),
            certificate: of.get_one::<PathBuf>("certificate").cloned(),
            fill_locked: of.get_flag("fill-locked"),
            lang,
        }),
        "lint" => Command::Lint(lint(of, lang)?, voice),
        "suggest" => {
            let optional = |id: &str| of.get_one::<PathBuf>(id).cloned();
            let written = string("period");
            let request = SuggestRequest {
                form: path("form"),
                workspace: optional("workspace"),
                pack: string("pack"),
                like: optional("like"),
                period: written.map(|written| period(&written, lang)).transpose()?,
                out: optional("out"),
                lang,
            };
            Command::Suggest(request, voice)
        }
        _ => Command::Inspect(path("file")),
    })
}

fn lint(of: &ArgMatches, lang: Lang) -> Result<LintRequest, String> {
    let path = |id: &str| of.get_one::<PathBuf>(id).cloned();
    let templates: Vec<PathBuf> =
        of.get_many("template").unwrap_or_default().cloned().collect();
    let annotate = of.contains_id("annotate").then(|| path("annotate"));
    if templates.len() > 1 && annotate.as_ref().is_some_and(Option::is_some) {
        return Err(lang
            .pick(
                "lỗi: soát nhiều mẫu thì viết `--annotate` không kèm tên tệp; mỗi bản ghi chú nằm cạnh mẫu của nó",
                "error: with several templates write `--annotate` without a file; each copy lies beside its template",
            )
            .to_owned());
    }
    let date = as_of(of, lang)?;
    Ok(LintRequest {
        templates,
        context: path("context"),
        workspace: path("workspace"),
        period: of
            .get_one::<String>("period")
            .map(|written| period(written, lang))
            .transpose()?,
        annotate: annotate.map(|out| Annotate { out, date }),
        lang,
    })
}

pub(super) fn period(written: &str, lang: Lang) -> Result<Period, String> {
    written.parse().map_err(|_| {
        lang.pick(
            format!("lỗi: `--period {written}` không phải một kỳ; viết 2024, 2024-Q1, 2024-6T, 2024-9T, 2024-T03 hoặc 2019..2023"),
            format!("error: `--period {written}` is not a period; write 2024, 2024-Q1, 2024-6T, 2024-9T, 2024-T03 or 2019..2023"),
        )
    })
}

/// A workspace with the period asked for.
pub(super) fn request(
    of: &ArgMatches,
    workspace: PathBuf,
    lang: Lang,
) -> Result<Request, String> {
    let written = of.get_one::<String>("period").cloned().unwrap_or_default();
    let period = period(&written, lang)?;
    Ok(Request { workspace, period, day: day_of_run(of, lang)? })
}

/// The day of a run: that of the documents where one is given, else today.
pub(super) fn day_of_run(of: &ArgMatches, lang: Lang) -> Result<NaiveDate, String> {
    let given = of.try_get_one::<String>("as-of").ok().flatten();
    given.map_or_else(|| Ok(today()), |written| date("as-of", written, lang))
}

/// The date asked for, if any.
pub(super) fn as_of(of: &ArgMatches, lang: Lang) -> Result<Option<NaiveDate>, String> {
    let written = of.get_one::<String>("as-of");
    written.map(|written| date("as-of", written, lang)).transpose()
}

/// The date given with an option.
pub(super) fn date(option: &str, written: &str, lang: Lang) -> Result<NaiveDate, String> {
    text::date::parse(written).ok_or_else(|| {
        lang.pick(
            format!(
                "lỗi: `--{option} {written}` không phải một ngày; viết 2024-04-15 hoặc 15/4/2024"
            ),
            format!("error: `--{option} {written}` is not a date; write 2024-04-15 or 15/4/2024"),
        )
    })
}

/// What is wrong with the arguments, in one or two lines.
fn wrong(error: &clap::Error, command: Option<&str>, lang: Lang) -> String {
    if lang == Lang::En {
        return error.to_string();
    }
    let context = |kind| {
        error.get(kind).map(|value| match value {
            ContextValue::Strings(many) => many.join(", "),
            other => other.to_string(),
        })
    };
    let argument = context(ContextKind::InvalidArg).unwrap_or_default();
    let value = context(ContextKind::InvalidValue).unwrap_or_default();
    let mut text = match error.kind() {
        ErrorKind::MissingRequiredArgument => format!("lỗi: còn thiếu {argument}"),
        ErrorKind::UnknownArgument => format!("lỗi: không có tham số `{argument}`"),
        ErrorKind::InvalidSubcommand => {
            let name = context(ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("lỗi: không có lệnh `{name}`")
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            format!("lỗi: `{argument}` chưa có giá trị")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let allowed = context(ContextKind::ValidValue);
            let allowed =
                allowed.map_or_else(String::new, |values| format!("; chỉ nhận {values}"));
            format!("lỗi: `{argument}` không nhận giá trị `{value}`{allowed}")
        }
        ErrorKind::MissingSubcommand => "lỗi: chưa có lệnh".to_owned(),
        ErrorKind::ArgumentConflict => format!("lỗi: `{argument}` ghi hai lần"),
        _ => error.to_string(),
    };
    let near = context(ContextKind::SuggestedSubcommand)
        .or_else(|| context(ContextKind::SuggestedArg));
    if let Some(near) = near {
        text.push_str("; có phải `");
        text.push_str(&near);
        text.push_str("`?");
    }
    if error.kind() == ErrorKind::UnknownArgument && !argument.starts_with('-') {
        text.push_str(
            "\nĐường dẫn, tên có dấu cách thì đặt trong nháy kép: \"Báo cáo của tôi\"",
        );
    }
    text.push_str("\nXem cách dùng: tonghop ");
    if let Some(command) = command {
        text.push_str(command);
        text.push(' ');
    }
    text.push_str("--help");
    text
}
