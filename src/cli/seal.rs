//! `seal`: a period as it was issued.

use clap::ArgMatches;

use super::Exit;
use super::arguments::{self, Command};
use super::commands::{printed, stopped, tell};
use super::terminal::Terminal;
use crate::pipeline::{self, ChangedLine, SealRequest};
use crate::text::{self, Lang};

pub(super) fn settle(of: &ArgMatches, lang: Lang) -> Result<Command, String> {
    let workspace = of.get_one("workspace").cloned().unwrap_or_default();
    let document: String = of.get_one::<String>("document").cloned().unwrap_or_default();
    if document.trim().is_empty() {
        return Err(lang
            .pick(
                "`--document` để trống; ghi số, ngày của văn bản đã ban hành số liệu",
                "`--document` is blank; give number and day of the document with the figures",
            )
            .to_owned());
    }
    let given = of.get_one::<String>("day");
    let given = given.map(|written| arguments::date("day", written, lang)).transpose()?;
    let dated = given.or_else(|| text::date::within(&document)).ok_or_else(|| {
        lang.pick(
            "`--document` chưa có ngày đọc được; ghi như «số 15-BC/ĐU, ngày 05/4/2024», hoặc thêm `--day 05/4/2024`",
            "`--document` has no day that can be read; write it there, or add `--day 2024-04-05`",
        )
    })?;
    let as_of = arguments::as_of(of, lang)?;
    let request = arguments::request(of, workspace, lang)?;
    Ok(Command::Seal(SealRequest { request, document, dated, as_of }))
}

pub(super) fn seal(asked: &SealRequest, terminal: &Terminal) -> Exit {
    let sealed = terminal.reading(|reading| pipeline::seal(asked, reading));
    let sealed = match sealed {
        Ok(sealed) => sealed,
        Err(findings) => return stopped(&findings, terminal),
    };
    tell(&sealed.findings, terminal);
    let lang = terminal.lang;
    let Some((folder, files)) = &sealed.folder else {
        let failed = sealed.refused;
        Terminal::talk(lang.pick("không chốt, không ghi gì", "nothing was sealed or written"));
        return if failed { Exit::Findings } else { Exit::Clean };
    };
    let lines: Vec<String> =
        sealed.changed.iter().map(|line| format!("{}\n", changed(line, lang))).collect();
    let folder = folder.display().to_string().replace('\\', "/");
    let exit = printed(format!("{}{folder}\n", lines.concat()).as_bytes(), Exit::Clean);
    let (period, document) = (asked.request.period, &asked.document);
    let count = lines.len();
    Terminal::talk(&lang.pick(
        format!("đã chốt kỳ {period} theo {document}: {files} tệp, để ở {folder}"),
        format!("sealed {period} by {document}: files: {files}, in {folder}"),
    ));
    if count > 0 {
        Terminal::talk(&lang.pick(
            format!("{count} số liệu khác lần chốt trước, nêu ở trên và trong niem-phong.json"),
            format!("figures other than in the seal before: {count}, told above and in niem-phong.json"),
        ));
    }
    exit
}

/// `Chi bộ thôn 1: Đảng viên nữ 8 → 9`
fn changed(line: &ChangedLine, lang: Lang) -> String {
    let value = |value: Option<rust_decimal::Decimal>| match value {
        Some(value) => text::number::exact(value.normalize(), lang),
        None => lang.pick("không có số", "no figure").to_owned(),
    };
    format!("{}: {} {} → {}", line.unit, line.label, value(line.before), value(line.after))
}
