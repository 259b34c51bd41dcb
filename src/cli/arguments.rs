//! Raw arguments become settled commands; later code never looks at flags.

use std::ffi::OsString;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::builder::NonEmptyStringValueParser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command as Clap, value_parser};

use crate::diagnostic::Code;
use crate::model::Period;
use crate::pipeline::{BuildOptions, Request};
use crate::report::ExportFormat;
use crate::text::{self, Lang};

/// A command with everything it needs.
pub(super) enum Command {
    /// Check the returns.
    Check(Request, Voice),
    /// Make a draft.
    Build(Request, BuildOptions),
    /// Explain a figure.
    Explain { request: Request, figure: String, org: Option<String> },
    /// Export all figures.
    Export(Request, ExportFormat),
    /// Fill one template from a JSON context.
    Render { template: PathBuf, context: PathBuf, out: PathBuf },
    /// Show what the reader sees in a spreadsheet.
    Inspect(PathBuf),
    /// Explain the code of a finding.
    Help(Code),
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
    if arguments.len() < 2 {
        return Parsed::Wrong(definition.render_help().to_string());
    }
    match definition.try_get_matches_from(arguments) {
        Ok(matches) => settle(&matches, lang),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                Parsed::Help(error.to_string())
            }
            _ => Parsed::Wrong(wrong(&error, lang)),
        },
    }
}

fn definition(lang: Lang) -> Clap {
    let t = |vi: &'static str, en: &'static str| lang.pick(vi, en);
    let workspace = || {
        Arg::new("workspace")
            .value_name(t("THƯ-MỤC", "WORKSPACE"))
            .required(true)
            .value_parser(value_parser!(PathBuf))
            .help(t(
                "thư mục làm việc, có thiet-lap.xlsx",
                "the workspace, with thiet-lap.xlsx",
            ))
    };
    let period = || {
        Arg::new("period")
            .long("period")
            .alias("ky")
            .value_name(t("KỲ", "PERIOD"))
            .required(true)
            .help(t(
                "kỳ báo cáo: 2024, 2024-Q1, 2024-6T, 2024-9T, 2024-T03, 2019..2023",
                "period: 2024, 2024-Q1, 2024-6T, 2024-9T, 2024-T03, 2019..2023",
            ))
    };
    let format = |values: [&'static str; 3], default: Option<&'static str>| {
        let values: Vec<_> = values.into_iter().filter(|value| !value.is_empty()).collect();
        let list = values.join(", ");
        let format = Arg::new("format").long("format").value_name(t("DẠNG", "FORMAT"));
        let format =
            format.help(lang.pick(format!("dạng in: {list}"), format!("one of {list}")));
        let format = format.value_parser(values);
        match default {
            Some(default) => format.default_value(default),
            None => format.required(true),
        }
    };
    let path = |id: &'static str, name: &'static str, help: &'static str| {
        Arg::new(id)
            .value_name(name)
            .required(true)
            .value_parser(value_parser!(PathBuf))
            .help(help)
    };
    let command = |name: &'static str, alias: &'static str, about: &'static str| {
        let arguments_first = t(
            "{about}\n\nCách dùng: {usage}\n\n{all-args}",
            "{about}\n\nUsage: {usage}\n\n{all-args}",
        );
        flags(
            Clap::new(name).visible_alias(alias).about(about).help_template(arguments_first),
            lang,
        )
    };
    let main = Clap::new("tonghop")
        .version(env!("CARGO_PKG_VERSION"))
        .about(t(
            "tonghop: đọc biểu số liệu của các chi bộ, kiểm tra, tổng hợp, làm báo cáo Word và biểu Excel",
            "tonghop: reads the branches' returns, checks them, adds them up, fills Word and Excel templates",
        ))
        .help_template(t(
            "{about}\n\nCách dùng: tonghop <LỆNH> …\n\nCác lệnh:\n{subcommands}\n\nTùy chọn:\n{options}\n\nXem từng lệnh: tonghop <LỆNH> --help\n",
            "{about}\n\nUsage: tonghop <COMMAND> …\n\nCommands:\n{subcommands}\n\nOptions:\n{options}\n\nOne command: tonghop <COMMAND> --help\n",
        ))
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .subcommand_required(true)
        .arg(Arg::new("lang").long("lang").global(true).value_parser(["vi", "en"]).value_name("vi|en")
            .help(t("ngôn ngữ, mặc định vi", "language, vi by default")).hide_possible_values(true))
        .arg(Arg::new("version").short('V').long("version").action(ArgAction::Version)
            .help(t("in phiên bản", "print the version")));
    flags(main, lang)
        .subcommand(
            command(
                "check",
                "kiem-tra",
                t("kiểm tra các biểu đã nhận", "check the returns received"),
            )
            .args([
                workspace(),
                period(),
                format(["human", "short", "json"], Some("human")),
            ]),
        )
        .subcommand(
            command(
                "build",
                "tong-hop",
                t(
                    "tổng hợp và lập dự thảo báo cáo, biểu",
                    "consolidate, and make a draft of reports and forms",
                ),
            )
            .args([workspace(), period()])
            .arg(Arg::new("as-of").long("as-of").value_name(t("NGÀY", "DATE")).help(t(
                "ngày ghi trên văn bản (2024-04-15); không có thì để trống",
                "date of the documents (2024-04-15); left open without it",
            )))
            .arg(
                Arg::new("out")
                    .long("out")
                    .value_name(t("THƯ-MỤC", "DIR"))
                    .value_parser(value_parser!(PathBuf))
                    .help(t(
                        "nơi để các dự thảo, thay cho ket-qua/<kỳ>",
                        "folder of drafts instead of ket-qua/<period>",
                    )),
            )
            .arg(
                Arg::new("strict").long("strict").action(ArgAction::SetTrue).help(t(
                    "còn lỗi thì không ghi gì",
                    "write nothing while there are errors",
                )),
            ),
        )
        .subcommand(
            command(
                "explain",
                "giai-thich",
                t("giải thích một số liệu, đến từng ô", "explain a figure down to its cells"),
            )
            .args([workspace(), period()])
            .arg(
                Arg::new("figure")
                    .value_name(t("SỐ-LIỆU", "FIGURE"))
                    .required(true)
                    .value_parser(NonEmptyStringValueParser::new())
                    .help(t(
                        "ví dụ ket_nap, \"ket_nap.nu @ 2019\", hoặc mã số liệu",
                        "such as ket_nap, \"ket_nap.nu @ 2019\", or a figure's id",
                    )),
            )
            .arg(
                Arg::new("org").long("org").alias("don-vi").value_name(t("MÃ", "CODE")).help(
                    t(
                        "mã tổ chức; không có thì là đơn vị tổng hợp",
                        "code of the unit; by default the office's",
                    ),
                ),
            ),
        )
        .subcommand(
            command(
                "export",
                "xuat",
                t("xuất mọi số liệu ra CSV hoặc JSON", "export all figures as CSV or JSON"),
            )
            .args([workspace(), period(), format(["csv", "json", ""], None)]),
        )
        .subcommand(
            command(
                "render",
                "dien-mau",
                t(
                    "điền một mẫu Word hoặc Excel từ tệp JSON",
                    "fill one Word or Excel template from JSON",
                ),
            )
            .args([
                path(
                    "template",
                    t("MẪU", "TEMPLATE"),
                    t("tệp .docx hoặc .xlsx có thẻ", "a tagged .docx or .xlsx"),
                ),
                path("context", "CONTEXT.json", t("dữ liệu", "the data")),
                path("out", t("KẾT-QUẢ", "OUT"), t("tệp ghi ra", "the file to write")),
            ]),
        )
        .subcommand(
            command(
                "inspect",
                "soi",
                t(
                    "xem máy đọc được gì trong một bảng tính",
                    "show what the reader sees in a spreadsheet",
                ),
            )
            .args([
                path("file", t("TỆP", "FILE"), t("bảng tính", "a spreadsheet")),
                format(["json", "", ""], Some("json")),
            ]),
        )
        .subcommand(
            command(
                "help",
                "tro-giup",
                t("giải thích một mã, ví dụ E203", "explain a code such as E203"),
            )
            .arg(
                Arg::new("code")
                    .value_name(t("MÃ", "CODE"))
                    .help(t("mã của phát hiện", "code of a finding")),
            ),
        )
}

/// `--help` in the user's language.
fn flags(command: Clap, lang: Lang) -> Clap {
    command.disable_help_flag(true).arg(
        Arg::new("help")
            .short('h')
            .long("help")
            .action(ArgAction::Help)
            .help(lang.pick("in hướng dẫn này", "print this help")),
    )
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
    Ok(match name {
        "check" => {
            let voice = match string("format").as_deref() {
                Some("short") => Voice::Short,
                Some("json") => Voice::Json,
                _ => Voice::Human,
            };
            Command::Check(request(of, lang)?, voice)
        }
        "build" => {
            let as_of = string("as-of").map(|written| date(&written, lang)).transpose()?;
            let out = of.get_one::<PathBuf>("out").cloned();
            let strict = of.get_flag("strict");
            Command::Build(request(of, lang)?, BuildOptions { as_of, out, strict })
        }
        "explain" => Command::Explain {
            request: request(of, lang)?,
            figure: string("figure").unwrap_or_default(),
            org: string("org"),
        },
        "export" => {
            let csv = string("format").as_deref() == Some("csv");
            let format = if csv { ExportFormat::Csv } else { ExportFormat::Json };
            Command::Export(request(of, lang)?, format)
        }
        "render" => Command::Render {
            template: path("template"),
            context: path("context"),
            out: path("out"),
        },
        _ => Command::Inspect(path("file")),
    })
}

fn request(of: &ArgMatches, lang: Lang) -> Result<Request, String> {
    let written = of.get_one::<String>("period").cloned().unwrap_or_default();
    let period: Period = written.parse().map_err(|_| {
        lang.pick(
            format!("lỗi: `--period {written}` không phải một kỳ; viết 2024, 2024-Q1, 2024-6T, 2024-9T, 2024-T03 hoặc 2019..2023"),
            format!("error: `--period {written}` is not a period; write 2024, 2024-Q1, 2024-6T, 2024-9T, 2024-T03 or 2019..2023"),
        )
    })?;
    let workspace = of.get_one::<PathBuf>("workspace").cloned().unwrap_or_default();
    Ok(Request { workspace, period })
}

fn date(written: &str, lang: Lang) -> Result<NaiveDate, String> {
    text::date::parse(written).ok_or_else(|| {
        lang.pick(
            format!(
                "lỗi: `--as-of {written}` không phải một ngày; viết 2024-04-15 hoặc 15/4/2024"
            ),
            format!("error: `--as-of {written}` is not a date; write 2024-04-15 or 15/4/2024"),
        )
    })
}

/// What is wrong with the arguments, in one or two lines.
fn wrong(error: &clap::Error, lang: Lang) -> String {
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
    text.push_str("\nXem cách dùng: tonghop --help");
    text
}
