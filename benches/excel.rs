//! A workbook of four forms with a row for each of 200 branches: `cargo bench --bench excel`.
//!
//! `forms/` holds the template, written as an office writes it, and the data of one period; how
//! other engines do with the same job is in `docs/measurements.md`.

#![allow(clippy::unwrap_used)]

use std::path::PathBuf;

use divan::{Bencher, black_box};
use tonghop::template::xlsx::{Options, Template};
use tonghop::template::{Data, NoFiles, NoReferences};

fn main() {
    divan::main();
}

fn forms(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/forms");
    std::fs::read(folder.join(name)).unwrap()
}

fn context() -> tera::Context {
    let data: serde_json::Value = serde_json::from_slice(&forms("context.json")).unwrap();
    tera::Context::from_serialize(&data).unwrap()
}

fn filled(template: &mut Template, context: &tera::Context, number: usize) -> usize {
    let mut context = context.clone();
    context.insert("ky", &format!("quý 4 năm {number}"));
    let data = Data { context, references: &NoReferences, functions: &|_| {}, files: &NoFiles };
    template.fill(&data, &Options::default()).unwrap().bytes.len()
}

/// The forms each time with other data, the template read once.
#[divan::bench]
fn fill_the_forms_again(bencher: Bencher<'_, '_>) {
    let mut template = Template::read(forms("template.xlsx")).unwrap();
    let context = context();
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        filled(&mut template, black_box(&context), number)
    });
}

/// Template read, looked through and filled, as for a single workbook.
#[divan::bench]
fn read_and_fill_the_forms(bencher: Bencher<'_, '_>) {
    let (template, context) = (forms("template.xlsx"), context());
    bencher.bench(|| {
        let mut template = Template::read(black_box(&template).clone()).unwrap();
        filled(&mut template, &context, 0)
    });
}
