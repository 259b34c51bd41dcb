//! How long each stage takes on the office of source 000: `cargo bench`.

#![allow(clippy::unwrap_used)]

use std::path::PathBuf;

use divan::{Bencher, black_box};
use tonghop::pipeline::{Request, consolidate};
use tonghop::sheet::{self, Limits};
use tonghop::template::{Data, NoFiles, NoReferences, docx, xlsx};

fn main() {
    divan::main();
}

fn sample(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("input-samples").join(name)
}

/// One return of four sheets: pre-flight, checksums, every cell.
#[divan::bench]
fn read_a_return(bencher: Bencher<'_, '_>) {
    let file = sample("van-phong-ubnd/bao-cao-den/Biểu CT28 - CB Nhà khách.xlsx");
    let bytes = std::fs::read(file).unwrap();
    bencher.bench(|| sheet::read("r.xlsx", black_box(&bytes), &Limits::default()).unwrap());
}

/// Settings, pack, templates checked, six returns, totals, rules.
#[divan::bench]
fn consolidate_the_office(bencher: Bencher<'_, '_>) {
    let workspace = sample("van-phong-ubnd");
    let request = Request {
        workspace,
        period: "2019..2023".parse().unwrap(),
        day: chrono::NaiveDate::default(),
    };
    bencher.bench(|| assert!(consolidate(black_box(&request), &|_, _| {}).is_ok()));
}

fn people(count: usize) -> tera::Context {
    let people: Vec<_> = (0..count)
        .map(|at| serde_json::json!({ "ten": format!("Đồng chí {at}"), "tuoi": at % 60 }))
        .collect();
    tera::Context::from_serialize(&serde_json::json!({ "ds": people })).unwrap()
}

/// A Word table of 40 rows from a loop.
#[divan::bench]
fn fill_a_word_table(bencher: Bencher<'_, '_>) {
    let template = docx_template();
    let context = people(40);
    bencher.with_inputs(|| (template.clone(), context.clone())).bench_values(
        |(template, context)| {
            let data = Data {
                context,
                references: &NoReferences,
                functions: &|_| {},
                files: &NoFiles,
            };
            docx::render(template, &data).unwrap()
        },
    );
}

fn docx_template() -> Vec<u8> {
    use docx_rs::{Docx, Paragraph, Run, Table, TableCell, TableRow};
    let cell = |text: &str| {
        TableCell::new().add_paragraph(Paragraph::new().add_run(Run::new().add_text(text)))
    };
    let rows = vec![
        TableRow::new(vec![cell("{%tr for p in ds %}"), cell("")]),
        TableRow::new(vec![cell("{{ loop.index }}. {{ p.ten }}"), cell("{{ p.tuoi }}")]),
        TableRow::new(vec![cell("{%tr endfor %}"), cell("")]),
    ];
    let mut bytes = std::io::Cursor::new(Vec::new());
    Docx::new().add_table(Table::new(rows)).build().pack(&mut bytes).unwrap();
    bytes.into_inner()
}

/// A sheet of 200 rows from a loop, with a sum below.
#[divan::bench]
fn fill_a_sheet(bencher: Bencher<'_, '_>) {
    let template = xlsx_template();
    let context = people(200);
    bencher.with_inputs(|| (template.clone(), context.clone())).bench_values(
        |(template, context)| {
            let data = Data {
                context,
                references: &NoReferences,
                functions: &|_| {},
                files: &NoFiles,
            };
            xlsx::render(template, &data).unwrap().bytes
        },
    );
}

fn xlsx_template() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "{% for p in ds %}{{ loop.index }}").unwrap();
    sheet.write_string(0, 1, "{{ p.ten }}").unwrap();
    sheet.write_string(0, 2, "{{ p.tuoi }}").unwrap();
    sheet.write_string(0, 3, "{% endfor %}").unwrap();
    sheet.write_formula(1, 2, "=SUM(C1:C1)").unwrap();
    workbook.save_to_buffer().unwrap()
}
