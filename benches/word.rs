//! One Word report of ten pages with six tables of up to 40 rows: `cargo bench --bench word`.
//!
//! `report/` holds the template, written for docxtpl, and the data of one report; how other
//! engines do with both is in `docs/measurements.md`.

#![allow(clippy::unwrap_used)]

use std::path::PathBuf;

use divan::{Bencher, black_box};
use tonghop::template::docx::Template;
use tonghop::template::{Data, NoFiles, NoReferences};

fn main() {
    divan::main();
}

fn report(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/report");
    std::fs::read(folder.join(name)).unwrap()
}

fn context() -> tera::Context {
    let data: serde_json::Value = serde_json::from_slice(&report("context.json")).unwrap();
    tera::Context::from_serialize(&data).unwrap()
}

fn filled(template: &mut Template, context: &tera::Context, number: usize) -> usize {
    let mut context = context.clone();
    context.insert("org_name", &format!("Đảng bộ xã Hòa Lộc {number}"));
    let data = Data { context, references: &NoReferences, functions: &|_| {}, files: &NoFiles };
    template.fill(&data).unwrap().bytes.len()
}

/// A report each time with other data, the template read once.
#[divan::bench]
fn fill_the_report_again(bencher: Bencher<'_, '_>) {
    let mut template = Template::read(report("template.docx")).unwrap();
    let context = context();
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        filled(&mut template, black_box(&context), number)
    });
}

/// Template read, looked through and filled, as for a single document.
#[divan::bench]
fn read_and_fill_the_report(bencher: Bencher<'_, '_>) {
    let (template, context) = (report("template.docx"), context());
    bencher.bench(|| {
        let mut template = Template::read(black_box(&template).clone()).unwrap();
        filled(&mut template, &context, 0)
    });
}
