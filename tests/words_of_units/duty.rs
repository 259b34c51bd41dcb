//! A duty that asks branches for two opinions, and offices that use it.

use std::path::Path;

use docx_rs::{Docx, Paragraph, Run};
use rust_xlsxwriter::{Format, Workbook};
use tonghop::sheet;

use super::common::{text, tonghop};

pub(super) const PERIOD: &str = "2024-Q1";

pub(super) const PACK: &str = r#"
code = "gop-y"
name = "Góp ý định kỳ"
version = "1"
periods = ["Q1", "6T", "9T", "year"]

[[form]]
code = "gop-y-chi-bo"
version = "1"
name = "Phiếu góp ý của chi bộ"
file = "phieu.xlsx"
owed_by = ["lowest"]
output = "phieu-gop-y.xlsx"

[[table]]
name = "Bảng ý kiến"
file = "bang.xlsx"
output = "bang-y-kien.xlsx"

[[report]]
name = "Báo cáo góp ý"
file = "bao-cao.docx"
output = "bao-cao.docx"
"#;

pub(super) const ELEMENTS: &str = r#"
[[element]]
code = "dang_vien"
name = "Tổng số đảng viên"
unit = "người"
over_periods = "last"

[[element]]
code = "han_che"
name = "Hạn chế, khuyết điểm"
kind = "text"
over_units = "none"
over_periods = "none"

[[element]]
code = "kien_nghi"
name = "Kiến nghị, đề xuất"
kind = "text"
over_units = "none"
over_periods = "none"
"#;

const REPORT: [&str; 9] = [
    "Tổng số {{ dang_vien }} đảng viên.",
    "Có {{ y_kien(\"han_che\") | length }} ý kiến.",
    "{%p for y in y_kien(\"han_che\") %}",
    "- {{ y.noi_dung }} ({{ y.so_don_vi }} đơn vị: {{ y.don_vi | join(\", \") }})",
    "{%p endfor %}",
    "Không có ý kiến: {{ khong_y_kien(\"han_che\") | join(\", \") }}.",
    "Riêng CB2: {% for y in y_kien(\"han_che\", dv=\"CB2\") %}[{{ y.noi_dung }}]{% endfor %}",
    "{{ kien_nghi }}",
    "{% if khong_ai_neu(\"han_che\") %}Không chi bộ nào nêu hạn chế.{% endif %}",
];

/// An office with its units below it: code, name and code above.
pub(super) type Unit<'a> = (&'a str, &'a str, &'a str, &'a str);

pub(super) const COMMUNE: [Unit<'_>; 5] = [
    ("DU", "Đảng bộ xã Tân Hòa", "Đảng bộ cơ sở", ""),
    ("CB1", "Chi bộ thôn 1", "Chi bộ trực thuộc", "DU"),
    ("CB2", "Chi bộ thôn 2", "Chi bộ trực thuộc", "DU"),
    ("CB3", "Chi bộ thôn 3", "Chi bộ trực thuộc", "DU"),
    ("CB4", "Chi bộ thôn 4", "Chi bộ trực thuộc", "DU"),
];

pub(super) fn write(at: &Path, sheets: &[(&str, &[(&str, &str)])]) {
    let mut workbook = Workbook::new();
    for (name, cells) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        sheet.set_column_width(1, 60).unwrap();
        let wrapped = Format::new().set_text_wrap();
        for (at, text) in *cells {
            let cell: tonghop::ooxml::CellRef = at.parse().unwrap();
            sheet.write_string_with_format(cell.row, cell.col, *text, &wrapped).unwrap();
        }
    }
    std::fs::create_dir_all(at.parent().unwrap()).unwrap();
    workbook.save(at).unwrap();
}

/// The form with these texts in the cells of a return, or its tags.
pub(super) fn form(at: &Path, said: [&str; 5]) {
    let [unit, period, members, shortcomings, proposals] = said;
    let cells = [
        ("A1", "PHIẾU GÓP Ý ĐỊNH KỲ"),
        ("A2", "Đơn vị:"),
        ("B2", unit),
        ("A3", "Kỳ báo cáo:"),
        ("B3", period),
        ("A5", "Nội dung"),
        ("B5", "Trả lời"),
        ("A6", "Tổng số đảng viên"),
        ("B6", members),
        ("A7", "Hạn chế, khuyết điểm"),
        ("B7", shortcomings),
        ("A8", "Kiến nghị, đề xuất"),
        ("B8", proposals),
    ];
    write(at, &[("Phiếu", &cells)]);
}

/// The pack in a folder of an office.
pub(super) fn pack(office: &Path, pack: &str, elements: &str) {
    let folder = office.join("bo-bieu/gop-y");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("pack.toml"), pack).unwrap();
    std::fs::write(folder.join("elements.toml"), elements).unwrap();
    form(
        &folder.join("phieu.xlsx"),
        [
            "{{ don_vi.ten }}",
            "{{ ky.ten }}",
            "{{ dang_vien }}",
            "{{ han_che }}",
            "{{ kien_nghi }}",
        ],
    );
    write(
        &folder.join("bang.xlsx"),
        &[(
            "Ý kiến",
            &[
                ("A1", "Ý kiến"),
                ("B1", "Đơn vị"),
                ("A2", "{% for y in y_kien(\"han_che\") %}"),
                ("A3", "{{ y.noi_dung }}"),
                ("B3", "{{ y.don_vi | join(\", \") }}"),
                ("A4", "{% endfor %}"),
            ],
        )],
    );
    let paragraphs = REPORT.map(|line| Paragraph::new().add_run(Run::new().add_text(line)));
    let docx = paragraphs.into_iter().fold(Docx::new(), Docx::add_paragraph);
    let mut bytes = std::io::Cursor::new(Vec::new());
    docx.build().pack(&mut bytes).unwrap();
    let mended = tonghop::template::docx::mend(bytes.into_inner(), "2024-01-01T00:00:00Z");
    std::fs::write(folder.join("bao-cao.docx"), mended.unwrap().bytes).unwrap();
}

/// The settings of an office; the first unit consolidates.
pub(super) fn settings(office: &Path, units: &[Unit<'_>]) {
    settings_saying(office, units, &[]);
}

/// The same, with more that the office says of itself.
pub(super) fn settings_saying(office: &Path, units: &[Unit<'_>], more: &[(&str, &str)]) {
    let mut rows: Vec<(String, &str)> = ["Mã", "Tên", "Loại", "Trực thuộc"]
        .into_iter()
        .zip(["A1", "B1", "C1", "D1"])
        .map(|(heading, at)| (at.to_owned(), heading))
        .collect();
    for (row, (code, name, kind, above)) in (2..).zip(units) {
        let cells = [("A", *code), ("B", *name), ("C", *kind), ("D", *above)];
        rows.extend(cells.map(|(column, said)| (format!("{column}{row}"), said)));
    }
    let rows: Vec<(&str, &str)> = rows.iter().map(|(at, said)| (at.as_str(), *said)).collect();
    let head = [
        ("Tên cơ quan, đơn vị", units[0].1),
        ("Mã tổ chức", units[0].0),
        ("Bộ biểu mẫu", "gop-y"),
    ];
    let kept = head.iter().filter(|(label, _)| more.iter().all(|(other, _)| other != label));
    let head: Vec<(String, &str)> = (1..)
        .zip(kept.chain(more))
        .flat_map(|(row, (label, said))| {
            [(format!("A{row}"), *label), (format!("B{row}"), *said)]
        })
        .collect();
    let head: Vec<(&str, &str)> = head.iter().map(|(at, said)| (at.as_str(), *said)).collect();
    write(&office.join("thiet-lap.xlsx"), &[("Đơn vị", &head), ("Tổ chức", &rows)]);
}

/// The commune with the returns of its four branches: shortcomings as given, no proposals but one.
pub(super) fn commune(office: &Path, shortcomings: [&str; 4]) {
    pack(office, PACK, ELEMENTS);
    settings(office, &COMMUNE);
    commune_returns(office, shortcomings);
}

/// The returns of its four branches.
pub(super) fn commune_returns(office: &Path, shortcomings: [&str; 4]) {
    for ((_, name, ..), said) in COMMUNE[1..].iter().zip(shortcomings) {
        let file = office.join(format!("bao-cao-den/{name}.xlsx"));
        let proposal = if name.ends_with('1') { "Cấp tài liệu" } else { "" };
        form(&file, [name, "Quý I/2024", "20", said, proposal]);
    }
}

/// Runs a command that must end well.
pub(super) fn run(arguments: &[&str]) -> String {
    let output = tonghop(arguments);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}{}",
        text(&output.stdout),
        text(&output.stderr)
    );
    text(&output.stdout) + &text(&output.stderr)
}

/// The cells of a sheet, by address.
pub(super) fn cell(file: &Path, sheet: &str, at: &str) -> String {
    let bytes = std::fs::read(file).unwrap();
    let workbook = sheet::read("t.xlsx", &bytes, &sheet::Limits::default()).unwrap();
    let sheet = workbook.sheet(sheet).unwrap();
    sheet.get(at.parse().unwrap()).map_or_else(String::new, |cell| cell.text.clone())
}
