//! The commands and their arguments, with help in both languages.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Arg, ArgAction, Command, value_parser};

use super::questions::Question;
use crate::text::Lang;

/// All commands, to be told in a language.
pub(super) fn definition(lang: Lang) -> Command {
    let words = Words(lang);
    let main = Command::new("tonghop")
        .version(env!("CARGO_PKG_VERSION"))
        .about(words.of(
            "tonghop: đọc biểu số liệu của các chi bộ, kiểm tra, tổng hợp, làm báo cáo Word và biểu Excel",
            "tonghop: reads the branches' returns, checks them, adds them up, fills Word and Excel templates",
        ))
        .help_template(words.of(
            "{about}\n\nCách dùng: tonghop <LỆNH> …\n\nCác lệnh:\n{subcommands}\n\nTùy chọn:\n{options}\n\nXem từng lệnh: tonghop <LỆNH> --help\n",
            "{about}\n\nUsage: tonghop <COMMAND> …\n\nCommands:\n{subcommands}\n\nOptions:\n{options}\n\nOne command: tonghop <COMMAND> --help\n",
        ))
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .subcommand_required(true)
        .arg(
            Arg::new("lang")
                .long("lang")
                .global(true)
                .value_parser(["vi", "en"])
                .value_name("vi|en")
                .hide_possible_values(true)
                .help(words.of("ngôn ngữ, mặc định vi", "language, vi by default")),
        )
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(words.of("in phiên bản", "print the version")),
        );
    words.with_help(main).subcommands([
        words.start(),
        words.check(),
        words.issue(),
        words.progress(),
        words.build(),
        words.remind(),
        words.seal(),
        words.explain(),
        words.diff(),
        words.export(),
        words.render(),
        words.lint(),
        words.suggest(),
        words.inspect(),
        words.copy_pack(),
        words.purge(),
        words.help(),
    ])
}

/// Words in the user's language.
#[derive(Clone, Copy)]
struct Words(Lang);

impl Words {
    fn of(self, vi: &'static str, en: &'static str) -> &'static str {
        self.0.pick(vi, en)
    }

    fn with_help(self, command: Command) -> Command {
        command.disable_help_flag(true).arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help(self.of("in hướng dẫn này", "print this help")),
        )
    }

    /// A command with its Vietnamese name beside the English one.
    fn command(
        self,
        (name, alias): (&'static str, &'static str),
        (vi, en): (&'static str, &'static str),
        usage: (&'static str, &'static str),
    ) -> Command {
        let also = self.of("cũng gọi là", "also called");
        let command = Command::new(name)
            .alias(alias)
            .about(format!("{} ({also} {alias})", self.of(vi, en)))
            .override_usage(format!("tonghop {name} {}", self.of(usage.0, usage.1)))
            .help_template(self.of(
                "{about}\n\nCách dùng: {usage}\n\nTham số:\n{positionals}\n\nTùy chọn:\n{options}\n",
                "{about}\n\nUsage: {usage}\n\nArguments:\n{positionals}\n\nOptions:\n{options}\n",
            ));
        self.with_help(command)
    }

    fn start(self) -> Command {
        let flags = Question::ALL.map(|question| {
            let flag = Arg::new(question.flag())
                .long(question.flag())
                .value_name(self.of(question.value_name().0, question.value_name().1))
                .help(self.of(question.text().0, question.text().1));
            if question == Question::Kind {
                flag.value_parser(["dang", "nha-nuoc"]).hide_possible_values(true)
            } else {
                flag
            }
        });
        self.command(
            ("new", "tao-moi"),
            (
                "tạo thư mục làm việc: thiết lập và khung văn bản của cơ quan",
                "make a workspace: settings, and the office's documents to write in",
            ),
            ("THƯ-MỤC [TÙY CHỌN]", "DIR [OPTIONS]"),
        )
        .arg(self.path(
            "folder",
            ("THƯ-MỤC", "DIR"),
            ("thư mục chưa có, hoặc còn trống", "a folder that is empty or does not exist"),
        ))
        .args(flags)
        .arg(self.as_of().help(self.of(
            "ngày mà văn bản theo quy định về thể thức của ngày đó; không có thì theo quy định mới nhất",
            "the day whose rules the documents follow; the latest rules without it",
        )))
    }

    fn check(self) -> Command {
        self.command(
            ("check", "kiem-tra"),
            (
                "kiểm tra các biểu đã nhận; hoặc thẩm tra riêng từng tệp, không cần thư mục làm việc",
                "check the returns received; or look single files through, without a workspace",
            ),
            (
                "THƯ-MỤC --period KỲ\n           tonghop check TỆP… [--out PHIẾU.docx] [--packs THƯ-MỤC]",
                "WORKSPACE --period PERIOD\n       tonghop check FILE… [--out PAGE.docx] [--packs DIR]",
            ),
        )
        .arg(
            self.path(
                "paths",
                ("THƯ-MỤC | TỆP…", "WORKSPACE | FILE…"),
                (
                    "thư mục làm việc (có thiet-lap.xlsx) thì kèm --period; còn lại là bảng tính cần thẩm tra, hoặc thư mục chứa chúng",
                    "a workspace (with thiet-lap.xlsx) goes with --period; else spreadsheets to look through, or folders with them",
                ),
            )
            .num_args(1..),
        )
        .arg(self.period().required(false).help(self.of(
            "kỳ báo cáo của thư mục làm việc: 2024, 2024-Q1, 2024-6T, 2024-9T, 2024-T03, 2019..2023",
            "period of the workspace: 2024, 2024-Q1, 2024-6T, 2024-9T, 2024-T03, 2019..2023",
        )))
        .arg(self.option(
            "out",
            ("PHIẾU.docx", "PAGE.docx"),
            (
                "lập «Phiếu thẩm tra số liệu» của các tệp vào tệp này",
                "write the page of what was found in the files to this file",
            ),
        ))
        .arg(self.option(
            "packs",
            ("THƯ-MỤC", "DIR"),
            (
                "thư mục bộ biểu mẫu của cơ quan (bo-bieu), dùng trước các bộ có sẵn",
                "a folder of packs, used before those that come with the program",
            ),
        ))
        .arg(self.as_of().visible_alias("date").help(self.of(
            "ngày ghi trên phiếu (2024-04-15); với thư mục làm việc: ngày coi là ngày nhận của tệp chưa có trong sổ tiếp nhận",
            "date of the page (2024-04-15); of a workspace: the day on which files that are not on the register came",
        )))
        .arg(self.format(&["human", "short", "json"]).default_value("human"))
    }

    fn build(self) -> Command {
        self.command(
            ("build", "tong-hop"),
            (
                "tổng hợp và lập dự thảo báo cáo, biểu",
                "consolidate, and make a draft of reports and forms",
            ),
            ("THƯ-MỤC --period KỲ [TÙY CHỌN]", "WORKSPACE --period PERIOD [OPTIONS]"),
        )
        .args([self.workspace(), self.period(), self.as_of()])
        .arg(self.option(
            "out",
            ("THƯ-MỤC", "DIR"),
            (
                "nơi để các dự thảo, thay cho ket-qua/<kỳ>",
                "folder of drafts instead of ket-qua/<period>",
            ),
        ))
        .arg(self.flag(
            "strict",
            ("còn lỗi thì không ghi gì", "write nothing while there are errors"),
        ))
        .arg(self.flag(
            "certificate",
            (
                "kèm mỗi biểu Excel một trang chứng nhận ô nào đã điền, vì sao",
                "with each Excel form a page of which cells were filled and why",
            ),
        ))
    }

    fn remind(self) -> Command {
        self.command(
            ("remind", "don-doc"),
            (
                "lập đề nghị chỉnh sửa, tin nhắn và công văn đôn đốc",
                "make what goes back to units, messages to them, and letters to those above",
            ),
            (
                "THƯ-MỤC --period KỲ [--as-of NGÀY] [--out THƯ-MỤC] [--certificate] [--verbose]",
                "WORKSPACE --period PERIOD [--as-of DATE] [--out DIR] [--certificate] [--verbose]",
            ),
        )
        .args([self.workspace(), self.period(), self.as_of()])
        .arg(self.option("out", ("THƯ-MỤC", "DIR"), ("nơi để thư mục don-doc-NN, thay cho ket-qua/<kỳ>", "where the folder don-doc-NN is put, instead of ket-qua/<period>")))
        .arg(self.flag("certificate", ("kèm mỗi tệp gửi trả một trang chứng nhận chỉ thêm màu, ghi chú (cơ quan giữ)", "with each copy sent back a page that says only notes and colours were added")))
        .arg(self.flag("verbose", ("in tên từng tệp", "print the name of every file")).short('v'))
    }

    fn seal(self) -> Command {
        self.command(
            ("seal", "chot"),
            (
                "chốt số liệu một kỳ: giữ biểu, thiết lập, mẫu, văn bản đã ban hành",
                "seal a period: keep returns, settings, templates and the documents as issued",
            ),
            (
                "THƯ-MỤC --period KỲ --document \"VĂN BẢN\" [--day NGÀY] [--as-of NGÀY]",
                "WORKSPACE --period PERIOD --document \"DOCUMENT\" [--day DATE] [--as-of DATE]",
            ),
        )
        .args([self.workspace(), self.period()])
        .arg(
            Arg::new("document")
                .long("document")
                .alias("van-ban")
                .required(true)
                .value_name(self.of("VĂN BẢN", "DOCUMENT"))
                .value_parser(NonEmptyStringValueParser::new())
                .help(self.of(
                    "văn bản ban hành số liệu: \"Báo cáo số 12-BC/ĐU, ngày 15/7/2024\"",
                    "the document with which the figures went out",
                )),
        )
        .arg(Arg::new("day").long("day").value_name(self.of("NGÀY", "DATE")).help(self.of(
            "ngày của văn bản ấy, khi không ghi trong tên văn bản",
            "the day of that document, where it does not say it",
        )))
        .arg(self.as_of())
    }

    fn issue(self) -> Command {
        self.command(
            ("issue", "phat-hanh"),
            (
                "phát hành biểu để các đơn vị ghi số liệu",
                "issue a blank form to every unit that owes a return",
            ),
            (
                "THƯ-MỤC --period KỲ [--org MÃ] [--out THƯ-MỤC] [--verbose]",
                "WORKSPACE --period PERIOD [--org CODE] [--out DIR] [--verbose]",
            ),
        )
        .args([self.workspace(), self.period()])
        .arg(self.org().help(
            self.of("chỉ phát hành cho tổ chức có mã này", "only for the unit with this code"),
        ))
        .arg(self.option("out", ("THƯ-MỤC", "DIR"), ("nơi để thư mục của kỳ, thay cho phat-hanh", "where the folder of the period is put, instead of phat-hanh")))
        .arg(
            self.flag("entered", ("biểu để cơ quan nhập thay đơn vị, có trang tính ghi nguồn và ngày", "blanks that the office fills in for units, with a sheet for source and date")).alias("nhap-thay"),
        )
        .arg(self.flag("verbose", ("in tên từng biểu", "print the name of every blank")).short('v'))
    }

    fn org(self) -> Arg {
        Arg::new("org")
            .long("org")
            .aliases(["don-vi", "unit"])
            .value_name(self.of("MÃ", "CODE"))
            .value_parser(NonEmptyStringValueParser::new())
    }

    fn explain(self) -> Command {
        self.command(
            ("explain", "giai-thich"),
            ("giải thích một số liệu, đến từng ô", "explain a figure down to its cells"),
            (
                "THƯ-MỤC --period KỲ SỐ-LIỆU [--org MÃ] [--format json]",
                "WORKSPACE --period PERIOD FIGURE [--org CODE] [--format json]",
            ),
        )
        .args([self.workspace(), self.period()])
        .arg(
            Arg::new("figure")
                .value_name(self.of("SỐ-LIỆU", "FIGURE"))
                .required(true)
                .value_parser(NonEmptyStringValueParser::new())
                .help(self.of(
                    "ví dụ ket_nap, \"ket_nap.nu @ 2019\", mã chỉ tiêu, mã số liệu hoặc mã trong Word (th1-…)",
                    "such as ket_nap, \"ket_nap.nu @ 2019\", a target's code, a figure's id or its mark in Word (th1-…)",
                )),
        )
        .arg(self.org().help(self.of(
            "mã tổ chức; không có thì là đơn vị tổng hợp",
            "code of the unit; by default the office's",
        )))
        .arg(self.format(&["human", "json"]).default_value("human"))
    }

    fn diff(self) -> Command {
        self.command(
            ("diff", "so-sanh"),
            (
                "so hai dự thảo: số nào đổi, do ô nào của biểu nào",
                "compare two drafts: which figures changed, and which cells made them so",
            ),
            (
                "THƯ-MỤC DỰ-THẢO DỰ-THẢO [--out TỆP.docx] [--format json]",
                "WORKSPACE DRAFT DRAFT [--out FILE.docx] [--format json]",
            ),
        )
        .args([
            self.workspace(),
            self.draft(
                "before",
                ("bản trước, ví dụ du-thao-01", "the earlier, such as du-thao-01"),
            ),
            self.draft(
                "after",
                ("bản sau, ví dụ 2024-6T/du-thao-02", "the later, such as 2024-6T/du-thao-02"),
            ),
            self.as_of(),
        ])
        .arg(self.option(
            "out",
            ("TỆP.docx", "FILE.docx"),
            (
                "lập trang «Thuyết minh điều chỉnh số liệu» vào tệp này",
                "write the page that explains the adjustments to this file",
            ),
        ))
        .arg(self.format(&["human", "json"]).default_value("human"))
    }

    fn draft(self, id: &'static str, help: (&'static str, &'static str)) -> Arg {
        Arg::new(id)
            .value_name(self.of("DỰ-THẢO", "DRAFT"))
            .required(true)
            .value_parser(NonEmptyStringValueParser::new())
            .help(self.of(help.0, help.1))
    }

    fn as_of(self) -> Arg {
        Arg::new("as-of").long("as-of").value_name(self.of("NGÀY", "DATE")).help(self.of(
            "ngày ghi trên văn bản (2024-04-15); không có thì để trống",
            "date of the documents (2024-04-15); left open without it",
        ))
    }

    fn progress(self) -> Command {
        self.command(
            ("progress", "tien-do"),
            (
                "xem đơn vị nào đã gửi, gửi muộn, gửi bản sửa đổi, chưa gửi",
                "show whose returns came, late, revised, or not at all",
            ),
            (
                "THƯ-MỤC --period KỲ… | --year NĂM [--out TỆP.xlsx] [--format json]",
                "WORKSPACE --period PERIOD… | --year YEAR [--out FILE.xlsx] [--format json]",
            ),
        )
        .arg(self.workspace())
        .arg(self.period().required(false).action(ArgAction::Append).help(self.of(
            "kỳ báo cáo; nhiều kỳ thì viết nhiều lần: mỗi kỳ một cột",
            "period; given several times, each is a column",
        )))
        .arg(
            Arg::new("year")
                .long("year")
                .alias("nam")
                .value_name(self.of("NĂM", "YEAR"))
                .value_parser(value_parser!(u16).range(1930..2200))
                .help(self.of(
                    "mọi kỳ báo cáo của năm này",
                    "all periods of this year for which returns are made",
                )),
        )
        .arg(self.option(
            "out",
            ("TỆP.xlsx", "FILE.xlsx"),
            ("ghi bảng vào tệp Excel này", "write the table to this workbook"),
        ))
        .arg(self.as_of().help(self.of(
            "ngày coi là ngày nhận của tệp chưa có trong sổ tiếp nhận; không có thì là hôm nay",
            "the day on which files that are not on the register came; today without it",
        )))
        .arg(self.format(&["text", "json"]).default_value("text"))
    }

    fn export(self) -> Command {
        self.command(
            ("export", "xuat"),
            (
                "xuất mọi số liệu, hoặc lời của đơn vị, ra CSV hoặc JSON",
                "export all figures, or the words of units, as CSV or JSON",
            ),
            (
                "THƯ-MỤC --period KỲ --format csv|json [--words]",
                "WORKSPACE --period PERIOD --format csv|json [--words]",
            ),
        )
        .args([self.workspace(), self.period()])
        .arg(self.flag(
            "words",
            (
                "xuất lời của đơn vị thay cho số liệu",
                "export what units say in their own words instead of figures",
            ),
        ))
        .arg(self.format(&["csv", "json"]).required(true))
    }

    fn render(self) -> Command {
        self.command(
            ("render", "dien-mau"),
            (
                "điền một mẫu Word hoặc Excel từ tệp JSON",
                "fill one Word or Excel template from JSON",
            ),
            ("MẪU DỮ-LIỆU.json KẾT-QUẢ [TÙY CHỌN]", "TEMPLATE CONTEXT.json OUT [OPTIONS]"),
        )
        .args([
            self.path(
                "template",
                ("MẪU", "TEMPLATE"),
                ("tệp .docx hoặc .xlsx có thẻ", "a tagged .docx or .xlsx"),
            ),
            self.path(
                "context",
                ("DỮ-LIỆU.json", "CONTEXT.json"),
                ("dữ liệu để điền", "the data"),
            ),
            self.path("out", ("KẾT-QUẢ", "OUT"), ("tệp ghi ra", "the file to write")),
            self.option(
                "certificate",
                ("TỆP", "FILE"),
                (
                    "mẫu Excel: lập trang chứng nhận ô nào đã điền, vì sao (.json thì ghi dạng JSON)",
                    "Excel: write a page of which cells were filled and why (as JSON for .json)",
                ),
            ),
            self.flag("fill-locked", ("mẫu Excel: điền cả ô bị khóa của trang tính đang bảo vệ", "Excel: fill locked cells of protected sheets too")),
        ])
    }

    fn lint(self) -> Command {
        self.command(
            ("lint", "soat-mau"),
            (
                "soát mẫu Word, Excel: mọi thẻ sai, nêu cùng lúc, kèm tên đúng gần nhất",
                "look templates through: every wrong tag at once, with the nearest right name",
            ),
            ("MẪU… [TÙY CHỌN]", "TEMPLATE… [OPTIONS]"),
        )
        .arg(
            self.path(
                "template",
                ("MẪU", "TEMPLATE"),
                ("tệp .docx hoặc .xlsx có thẻ", "a tagged .docx or .xlsx"),
            )
            .action(ArgAction::Append)
            .num_args(1..),
        )
        .args([
            self.option(
                "context",
                ("DỮ-LIỆU.json", "CONTEXT.json"),
                ("lấy tên từ tệp dữ liệu này", "take the names from this data"),
            ),
            self.option(
                "workspace",
                ("THƯ-MỤC", "WORKSPACE"),
                (
                    "lấy tên từ thư mục làm việc này, thay cho nơi mẫu nằm",
                    "take the names from this workspace instead of where the template lies",
                ),
            )
            .conflicts_with("context"),
            self.period().required(false),
            self.option(
                "annotate",
                ("TỆP", "FILE"),
                (
                    "lập bản sao có chú thích tại từng chỗ sai, từng ô sai (mặc định MẪU-ghi-chu.docx, .xlsx)",
                    "make a copy with a comment at each place, a note at each cell (TEMPLATE-ghi-chu.docx, .xlsx by default)",
                ),
            )
            .num_args(0..=1),
            self.as_of().help(self.of(
                "ngày của các chú thích trong Word; không có thì không ghi ngày",
                "date of the comments in Word; none without it",
            )),
            self.format(&["human", "short", "json"]).default_value("human"),
        ])
    }

    fn suggest(self) -> Command {
        self.command(
            ("suggest", "goi-y"),
            (
                "đề xuất thẻ cho biểu của cấp trên chưa có thẻ, lập bản sao có ghi chú",
                "propose tags for a form that has none, in a copy with notes",
            ),
            ("BIỂU.xlsx [TÙY CHỌN]", "FORM.xlsx [OPTIONS]"),
        )
        .args([
            self.path(
                "form",
                ("BIỂU.xlsx", "FORM.xlsx"),
                ("biểu trống của cấp trên", "the empty form"),
            ),
            self.option(
                "workspace",
                ("THƯ-MỤC", "WORKSPACE"),
                (
                    "lấy tên số liệu từ thư mục làm việc này, thay cho nơi biểu nằm",
                    "take the names from this workspace instead of where the form lies",
                ),
            ),
            Arg::new("pack").long("pack").alias("bo").value_name(self.of("MÃ", "CODE")).help(
                self.of("chỉ lấy tên của bộ biểu mẫu này", "take the names of this pack only"),
            ),
            self.option(
                "like",
                ("BIỂU-CŨ.xlsx", "TAGGED.xlsx"),
                (
                    "biểu đã gắn thẻ lần trước: nhãn giống thì lấy thẻ đó",
                    "the form tagged last time: the same labels get the same tags",
                ),
            ),
            self.period().required(false),
            self.option(
                "out",
                ("TỆP.xlsx", "FILE.xlsx"),
                ("bản sao (mặc định BIỂU-goi-y.xlsx)", "the copy (FORM-goi-y.xlsx by default)"),
            ),
            self.format(&["human", "json"]).default_value("human"),
        ])
    }

    fn inspect(self) -> Command {
        self.command(
            ("inspect", "soi"),
            (
                "xem máy đọc được gì trong một bảng tính",
                "show what the reader sees in a spreadsheet",
            ),
            ("TỆP [--format json]", "FILE [--format json]"),
        )
        .arg(self.path("file", ("TỆP", "FILE"), ("bảng tính", "a spreadsheet")))
        .arg(self.format(&["json"]).default_value("json"))
    }

    fn help(self) -> Command {
        self.command(
            ("help", "tro-giup"),
            ("giải thích một mã, ví dụ E203", "explain a code such as E203"),
            ("MÃ", "CODE"),
        )
        .arg(
            Arg::new("code")
                .value_name(self.of("MÃ", "CODE"))
                .help(self.of("mã của phát hiện", "code of a finding")),
        )
    }

    fn copy_pack(self) -> Command {
        self.command(
            ("copy-pack", "chep-bo-bieu"),
            (
                "chép một bộ biểu mẫu có sẵn vào bo-bieu để sửa bằng Word, Excel",
                "copy a pack that comes with the program into bo-bieu, to be edited in Word and Excel",
            ),
            ("THƯ-MỤC MÃ", "WORKSPACE CODE"),
        )
        .arg(self.workspace())
        .arg(Arg::new("pack").value_name(self.of("MÃ", "CODE")).required(true).help(self.of(
            "mã bộ biểu mẫu: ct28, quy, chi-tieu; chung: mẫu không thuộc bộ nào",
            "code of the pack: ct28, quy, chi-tieu; chung: templates that belong to no pack",
        )))
    }

    fn purge(self) -> Command {
        self.command(
            ("purge", "xoa-du-lieu"),
            (
                "xóa hẳn biểu đã nhận, biểu đã phát hành và dự thảo; thiết lập còn nguyên",
                "delete returns, blanks and drafts for good; settings stay",
            ),
            ("THƯ-MỤC [--yes]", "WORKSPACE [--yes]"),
        )
        .arg(self.workspace())
        .arg(
            self.flag(
                "yes",
                (
                    "xóa thật; không có thì chỉ liệt kê những gì sẽ xóa",
                    "really delete; without it what would go is listed",
                ),
            )
            .alias("dong-y"),
        )
    }

    fn workspace(self) -> Arg {
        self.path(
            "workspace",
            ("THƯ-MỤC", "WORKSPACE"),
            ("thư mục làm việc, có thiet-lap.xlsx", "the workspace, with thiet-lap.xlsx"),
        )
    }

    /// An option that is there or not.
    fn flag(self, id: &'static str, help: (&'static str, &'static str)) -> Arg {
        Arg::new(id).long(id).action(ArgAction::SetTrue).help(self.of(help.0, help.1))
    }

    fn option(
        self,
        id: &'static str,
        name: (&'static str, &'static str),
        help: (&'static str, &'static str),
    ) -> Arg {
        self.path(id, name, help).long(id).required(false)
    }

    fn path(
        self,
        id: &'static str,
        name: (&'static str, &'static str),
        help: (&'static str, &'static str),
    ) -> Arg {
        Arg::new(id)
            .value_name(self.of(name.0, name.1))
            .required(true)
            .value_parser(value_parser!(PathBuf))
            .help(self.of(help.0, help.1))
    }

    fn period(self) -> Arg {
        Arg::new("period")
            .long("period")
            .alias("ky")
            .value_name(self.of("KỲ", "PERIOD"))
            .required(true)
            .help(self.of(
                "kỳ báo cáo: 2024, 2024-Q1, 2024-6T, 2024-9T, 2024-T03, 2019..2023",
                "period: 2024, 2024-Q1, 2024-6T, 2024-9T, 2024-T03, 2019..2023",
            ))
    }

    fn format(self, values: &'static [&'static str]) -> Arg {
        let list = values.join(", ");
        Arg::new("format")
            .long("format")
            .value_name(self.of("DẠNG", "FORMAT"))
            .value_parser(values.to_vec())
            .hide_possible_values(true)
            .hide_default_value(true)
            .help(self.0.pick(format!("dạng in: {list}"), format!("one of {list}")))
    }
}
