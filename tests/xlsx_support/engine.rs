//! The engine as the cases call it: the only place that names its functions.

use std::collections::BTreeMap;

use tonghop::template::xlsx::{self, Options, Target};
use tonghop::template::{
    Data, Figure, Lookup, NoFiles, Place, Problem, ProblemKind, References,
};

/// What came out: the file and what is told beside it.
pub(super) struct Outcome {
    pub bytes: Vec<u8>,
    pub notes: String,
    pub certificate: xlsx::Certificate,
}

/// Fills a template twice over; answers what came out, and whether both were the same.
pub(super) fn fill(
    template: &[u8],
    data: &serde_json::Value,
    references: BTreeMap<String, serde_json::Value>,
    options: &serde_json::Value,
) -> Result<(Outcome, bool), String> {
    let references = Table(references);
    let data = Data {
        context: tera::Context::from_serialize(data).unwrap(),
        references: &references,
        functions: &|tera| {
            tera.register_function("khong", |_: tera::Kwargs, _: &tera::State| {
                tera::Value::none()
            });
        },
        files: &NoFiles,
    };
    let options = read_options(options);
    let mut read =
        xlsx::Template::read(template.to_vec()).map_err(|problem| told(&[problem]))?;
    let mut once = || read.fill(&data, &options).map_err(|problems| told(&problems));
    let first = once()?;
    let same = once()?.bytes == first.bytes;
    let again = xlsx::Template::read(template.to_vec()).unwrap().fill(&data, &options);
    let same = same && again.unwrap().bytes == first.bytes;
    let certificate = first.certificate(template).map_err(|problem| told(&[problem]))?;
    let notes = told(&first.notes);
    Ok((Outcome { bytes: first.bytes, notes, certificate }, same))
}

/// `{"targets": {"S!A1": "code"}, "overwrite_locked": true, "overwrite_formulas": true}`.
fn read_options(options: &serde_json::Value) -> Options {
    let is =
        |name: &str| options.get(name).and_then(serde_json::Value::as_bool).unwrap_or(false);
    let targets = options.get("targets").and_then(serde_json::Value::as_object);
    let target = |(place, code): (&String, &serde_json::Value)| {
        let (sheet, cell) = place.rsplit_once('!').expect("S!A1");
        let code = code.as_str().expect("a text").to_owned();
        Target { sheet: sheet.to_owned(), cell: cell.parse().expect("A1"), code }
    };
    Options {
        targets: targets.into_iter().flatten().map(target).collect(),
        overwrite_locked: is("overwrite_locked"),
        overwrite_formulas: is("overwrite_formulas"),
    }
}

/// Problems as lines: place, what, the text around.
fn told(problems: &[Problem]) -> String {
    let line = |problem: &Problem| {
        let place = match &problem.place {
            Place::Cell { sheet, cell } => format!("{sheet}!{cell}"),
            other => format!("{other:?}"),
        };
        let kind = match &problem.kind {
            ProblemKind::UnknownName { name, nearest: Some(nearest) } => {
                format!("unknown `{name}`, nearest `{nearest}`")
            }
            ProblemKind::UnknownName { name, nearest: None } => format!("unknown `{name}`"),
            kind => format!("{kind:?}"),
        };
        format!("{place}: {kind} «{}»\n", problem.around)
    };
    problems.iter().map(line).collect()
}

/// Figures that bare references name: a number, a text, `null` for one to be left empty; a tag
/// to be refused has the nearest right one behind a question mark.
struct Table(BTreeMap<String, serde_json::Value>);

impl References for Table {
    fn resolve(&self, tag: &str) -> Lookup {
        use serde_json::Value;
        match self.0.get(tag) {
            None => Lookup::NotAReference,
            Some(Value::Number(number)) => Lookup::Figure(Figure {
                id: None,
                text: format!("«{number}»"),
                number: Some(number.to_string().parse().unwrap()),
                blank: false,
            }),
            Some(Value::String(text)) => match text.strip_prefix('?') {
                Some(nearest) => Lookup::Unknown {
                    nearest: (!nearest.is_empty()).then(|| nearest.to_owned()),
                },
                None => Lookup::Figure(Figure::text(text.as_str())),
            },
            Some(_) => Lookup::Figure(Figure {
                id: None,
                text: "…".to_owned(),
                number: None,
                blank: true,
            }),
        }
    }
}
