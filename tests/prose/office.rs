//! A committee of two branches with a pack of its own, and the sentences that its report prints.

use std::path::{Path, PathBuf};

use docx_rs::{Docx, Paragraph, Run, Table, TableCell, TableRow};
use rust_xlsxwriter::Workbook;
use tonghop::diagnostic::FindingList;
use tonghop::ooxml::Package;
use tonghop::pipeline::{BuildOptions, Built, Request, build, consolidate};
use tonghop::sheet::{Limits, read};
use tonghop::text::Lang;

const PACK: &str = r#"
code = "cau"
name = "Câu văn"
version = "1"
periods = ["Q1", "6T", "9T", "year"]
[[form]]
code = "cau"
version = "1"
name = "Biểu số liệu của chi bộ"
file = "bieu.xlsx"
owed_by = ["lowest"]
output = "bieu-cau.xlsx"
[[report]]
name = "Báo cáo"
file = "bao-cao.docx"
output = "bao-cao.docx"
"#;

const ELEMENTS: &str = r#"
[[element]]
code = "dang_vien"
name = "Tổng số đảng viên"
unit = "người"
over_periods = "last"
[[element]]
code = "ket_nap"
name = "Kết nạp"
unit = "đồng chí"
over_periods = "sum"
categories = [{ code = "nu", name = "Nữ" }, { code = "doan_vien", name = "Đoàn viên" }]
[[element]]
code = "tuoi"
name = "Tuổi bình quân"
unit = "tuổi"
kind = "decimal"
over_units = "weighted_mean"
weight = "ket_nap"
over_periods = "sum"
[[element]]
code = "buoi"
name = "Buổi sinh hoạt"
unit = "buổi"
over_periods = "sum"
categories = [
    { code = "tot", name = "Tốt" },
    { code = "kha", name = "Khá" },
    { code = "trung_binh", name = "Trung bình" },
]
"#;

const INDICATORS: &str = r#"
[[indicator]]
code = "ty_le"
name = "Tỷ lệ kết nạp"
unit = "%"
numerator = "ket_nap"
denominator = "dang_vien"
factor = 100
[[indicator]]
code = "ty_le_tot"
name = "Tỷ lệ buổi tốt"
unit = "%"
numerator = "buoi.tot"
denominator = "buoi"
factor = 100
"#;

const RULES: &str = r#"
[[rule]]
code = "B-01"
name = "buổi sinh hoạt = tốt + khá + trung bình"
check = "buoi = buoi.tot + buoi.kha + buoi.trung_binh"
instruction = "cộng lại"
"#;

/// The lines of the form, in order.
const LINES: [(&str, &str); 9] = [
    ("Tổng số đảng viên", "dang_vien"),
    ("Kết nạp", "ket_nap"),
    ("Trong đó: nữ", "ket_nap.nu"),
    ("Trong đó: đoàn viên", "ket_nap.doan_vien"),
    ("Tuổi bình quân", "tuoi"),
    ("Buổi sinh hoạt", "buoi"),
    ("Trong đó: tốt", "buoi.tot"),
    ("Trong đó: khá", "buoi.kha"),
    ("Trong đó: trung bình", "buoi.trung_binh"),
];

/// What a branch writes for a period, line by line; `""` is left blank.
pub(crate) type Written = [&'static str; 9];

/// Branch One and Branch Two in the first six months of 2024, and of the year before.
pub(crate) const ONE: Written = ["20", "4", "2", "3", "25", "9", "3", "3", "3"];
pub(crate) const TWO: Written = ["40", "1", "0", "1", "30", "6", "2", "2", "2"];
pub(crate) const ONE_BEFORE: Written = ["18", "3", "3", "0", "26", "8", "4", "2", "2"];
pub(crate) const TWO_BEFORE: Written = ["40", "0", "0", "0", "", "6", "3", "2", "1"];

/// The period of every report.
const PERIOD: &str = "2024-6T";

/// The committee.
pub(crate) struct Office {
    folder: tempfile::TempDir,
    padded: Option<&'static str>,
}

impl Office {
    /// With the returns of both years.
    pub(crate) fn new() -> Self {
        Self::with(&[
            ("2024-6T", [Some(ONE), Some(TWO)]),
            ("2023-6T", [Some(ONE_BEFORE), Some(TWO_BEFORE)]),
        ])
    }

    /// With the returns of these periods, of the first and the second branch.
    pub(crate) fn with(returns: &[(&str, [Option<Written>; 2])]) -> Self {
        let office = Self { folder: tempfile::tempdir().unwrap(), padded: None };
        let pack = office.path("bo-bieu/cau");
        std::fs::create_dir_all(&pack).unwrap();
        std::fs::create_dir_all(office.path("bao-cao-den")).unwrap();
        for (name, text) in [
            ("pack.toml", PACK),
            ("elements.toml", ELEMENTS),
            ("indicators.toml", INDICATORS),
            ("rules.toml", RULES),
        ] {
            std::fs::write(pack.join(name), text).unwrap();
        }
        write_form(&pack.join("bieu.xlsx"), "{{ don_vi.ten }}", "{{ ky.ten }}", |path| {
            format!("{{{{ {path} }}}}")
        });
        for (period, written) in returns {
            for (branch, lines) in ["Chi bộ Một", "Chi bộ Hai"].into_iter().zip(written) {
                let Some(lines) = lines else { continue };
                let file = office.path("bao-cao-den").join(format!("{branch} {period}.xlsx"));
                write_form(&file, branch, &in_words(period), |path| {
                    let at = LINES.iter().position(|(_, known)| *known == path).unwrap();
                    lines[at].to_owned()
                });
            }
        }
        office
    }

    /// The same, with other text in a file of its pack.
    pub(crate) fn with_pack(self, file: &str, from: &str, to: &str) -> Self {
        let path = self.path("bo-bieu/cau").join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from}");
        std::fs::write(path, text.replacen(from, to, 1)).unwrap();
        self
    }

    /// The same, with the setting for counts in sentences.
    pub(crate) fn counting(self, style: &'static str) -> Self {
        Self { padded: Some(style), ..self }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What the paragraphs of a template become, and what is found.
    pub(crate) fn prints(&self, paragraphs: &[&str]) -> Printed {
        let docx = paragraphs
            .iter()
            .fold(Docx::new(), |docx, text| docx.add_paragraph(paragraph(text)));
        self.fills(docx)
    }

    /// Writes a template of one paragraph, and says where.
    pub(crate) fn writes(&self, text: &str) -> PathBuf {
        self.settings();
        let path = self.path("bo-bieu/cau/bao-cao.docx");
        save(Docx::new().add_paragraph(paragraph(text)), &path);
        path
    }

    /// What one paragraph becomes.
    pub(crate) fn says(&self, text: &str) -> String {
        self.prints(&[text]).text.join("¶")
    }

    /// Why a template that cannot be filled cannot.
    pub(crate) fn refuses(&self, text: &str) -> Vec<String> {
        self.writes(text);
        self.refused()
    }

    /// Why a template whose text is this XML cannot be filled.
    pub(crate) fn refuses_document(&self, xml: &str) -> Vec<String> {
        let path = self.path("bo-bieu/cau/bao-cao.docx");
        let mut package = Package::open(std::fs::read(&path).unwrap()).unwrap();
        package.put("word/document.xml", xml.as_bytes().to_vec());
        std::fs::write(path, package.write().unwrap()).unwrap();
        self.refused()
    }

    fn refused(&self) -> Vec<String> {
        let request = Request {
            workspace: self.folder.path().to_owned(),
            period: PERIOD.parse().unwrap(),
            day: chrono::NaiveDate::default(),
        };
        let findings: FindingList = match consolidate(&request, &|_, _| {}) {
            Err(findings) => findings,
            Ok(run) => match build(run, &self.options()) {
                Err(findings) => findings,
                Ok(_) => panic!("the template was filled"),
            },
        };
        let errors = findings
            .iter()
            .map(|told| &told.finding)
            .filter(|finding| finding.code.to_string().starts_with('E'));
        errors
            .map(|finding| format!("{}: {}", finding.code, finding.message(Lang::Vi)))
            .collect()
    }

    /// What a template becomes, and what is found.
    pub(crate) fn fills(&self, docx: Docx) -> Printed {
        self.settings();
        save(docx, &self.path("bo-bieu/cau/bao-cao.docx"));
        let request = Request {
            workspace: self.folder.path().to_owned(),
            period: PERIOD.parse().unwrap(),
            day: chrono::NaiveDate::default(),
        };
        let told = |findings: &FindingList| -> Vec<String> {
            findings
                .iter()
                .map(|told| &told.finding)
                .map(|f| format!("{}: {}", f.code, f.message(Lang::Vi)))
                .collect()
        };
        let run =
            consolidate(&request, &|_, _| {}).unwrap_or_else(|f| panic!("{:?}", told(&f)));
        let Built { draft, findings } =
            build(run, &self.options()).unwrap_or_else(|f| panic!("{:?}", told(&f)));
        let (folder, _) = draft.unwrap();
        let ledger = std::fs::read(folder.join("bang-nguon-so-lieu.xlsx")).unwrap();
        let ledger = read("l.xlsx", &ledger, &Limits::default()).unwrap();
        let ledger = ledger.sheet("Số liệu đã in").unwrap();
        let mut rows = std::collections::BTreeMap::<u32, Vec<String>>::new();
        for (at, cell) in ledger.iter().filter(|(at, _)| at.row > 0) {
            rows.entry(at.row).or_default().push(cell.text.clone());
        }
        Printed {
            text: paragraphs(&folder.join("bao-cao.docx")),
            findings: told(&findings),
            ledger: rows.into_values().map(|row| row.join(" | ")).collect(),
            report: std::fs::read(folder.join("bao-cao.docx")).unwrap(),
        }
    }

    fn options(&self) -> BuildOptions {
        BuildOptions { out: Some(self.path("ra")), ..BuildOptions::default() }
    }

    fn settings(&self) {
        let mut book = Workbook::new();
        let mut office = vec![
            ["Tên cơ quan, đơn vị", "Đảng ủy xã Mẫu"],
            ["Mã tổ chức", "DB"],
            ["Bộ biểu mẫu", "cau"],
        ];
        office.extend(self.padded.map(|style| ["Số đếm trong câu", style]));
        let sheet = book.add_worksheet().set_name("Đơn vị").unwrap();
        sheet.write_row_matrix(0, 0, office).unwrap();
        let units = [
            ["Mã", "Tên", "Loại", "Trực thuộc"],
            ["DB", "Đảng bộ xã Mẫu", "Đảng bộ cơ sở", ""],
            ["CB1", "Chi bộ Một", "Chi bộ trực thuộc", "DB"],
            ["CB2", "Chi bộ Hai", "Chi bộ trực thuộc", "DB"],
        ];
        let sheet = book.add_worksheet().set_name("Tổ chức").unwrap();
        sheet.write_row_matrix(0, 0, units).unwrap();
        book.save(self.path("thiet-lap.xlsx")).unwrap();
    }
}

/// A filled report.
pub(crate) struct Printed {
    /// The text of each paragraph, in tables too; empty ones left out.
    pub(crate) text: Vec<String>,
    /// What is found.
    pub(crate) findings: Vec<String>,
    /// The lines of the ledger.
    pub(crate) ledger: Vec<String>,
    report: Vec<u8>,
}

impl Printed {
    /// The messages of a code.
    pub(crate) fn told(&self, code: &str) -> Vec<&str> {
        let wanted = format!("{code}: ");
        self.findings.iter().filter_map(|told| told.strip_prefix(&wanted)).collect()
    }

    /// The XML of a part of the report.
    pub(crate) fn part(&self, name: &str) -> String {
        part(self.report.clone(), name)
    }

    /// Whether the ledger names a figure as one of the report.
    pub(crate) fn traces(&self, label: &str, period: &str) -> bool {
        let of = |line: &&String| {
            let of_report = line.contains("bao-cao.docx");
            of_report && line.contains(label) && line.contains(period)
        };
        self.ledger.iter().any(|line| of(&line))
    }
}

/// A paragraph of one run.
pub(crate) fn paragraph(text: &str) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(text))
}

/// A table of one row.
pub(crate) fn row(cells: &[&[&str]]) -> Table {
    let cell = |texts: &&[&str]| {
        texts.iter().fold(TableCell::new(), |cell, text| cell.add_paragraph(paragraph(text)))
    };
    Table::new(vec![TableRow::new(cells.iter().map(cell).collect())])
}

fn save(docx: Docx, path: &Path) {
    docx.build().pack(std::fs::File::create(path).unwrap()).unwrap();
}

fn in_words(period: &str) -> String {
    tonghop::pack::period_words::in_words(period.parse().unwrap())
}

fn write_form(path: &Path, unit: &str, period: &str, cell: impl Fn(&str) -> String) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Biểu").unwrap();
    for (row, (label, text)) in [
        ("BIỂU SỐ LIỆU CỦA CHI BỘ", ""),
        ("Đơn vị:", unit),
        ("Kỳ báo cáo:", period),
        ("Nội dung", "Số lượng"),
    ]
    .into_iter()
    .enumerate()
    {
        let row = u32::try_from(row).unwrap();
        sheet.write_string(row, 0, label).unwrap();
        sheet.write_string(row, 1, text).unwrap();
    }
    for (row, (label, path)) in (4..).zip(LINES) {
        sheet.write_string(row, 0, label).unwrap();
        let text = cell(path);
        match text.parse::<f64>() {
            Ok(number) => sheet.write_number(row, 1, number).unwrap(),
            Err(_) => sheet.write_string(row, 1, text).unwrap(),
        };
    }
    book.save(path).unwrap();
}

/// The text of each paragraph of a document.
fn paragraphs(path: &Path) -> Vec<String> {
    let xml = part(std::fs::read(path).unwrap(), "word/document.xml");
    let paragraphs = xml.split("</w:p>").map(|paragraph| {
        let texts = paragraph.split("<w:t").skip(1).filter(|text| text.starts_with(['>', ' ']));
        let texts = texts.filter_map(|text| text.split_once('>'));
        texts.filter_map(|(_, text)| Some(text.split_once("</w:t>")?.0)).collect::<String>()
    });
    paragraphs.filter(|text| !text.is_empty()).collect()
}

fn part(report: Vec<u8>, name: &str) -> String {
    let mut package = Package::open(report).unwrap();
    String::from_utf8(package.read(name).unwrap()).unwrap()
}
