//! Runs the program on an organisation and holds every figure that it exports against the truth.

use std::collections::BTreeMap;
use std::path::Path;

use tonghop::pipeline::{Request, Run, consolidate};
use tonghop::report::{ExportFormat, export};

use super::calendar::Span;
use super::indicators;
use super::measure;
use super::periods;
use super::truth;
use super::world::World;

/// What a comparison came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Figures compared.
    pub figures: usize,
    /// Indicators compared.
    pub indicators: usize,
    /// What differs, in order.
    pub differences: Vec<String>,
}

/// Key of a line: unit, period, element, category.
pub type Key = (String, String, String, String);

/// Runs the program on a workspace; in words why it would not.
pub fn run(workspace: &Path, span: Span) -> Result<Run, Vec<String>> {
    let period = span.to_string().parse().unwrap();
    let request =
        Request { workspace: workspace.to_owned(), period, day: chrono::NaiveDate::default() };
    consolidate(&request, &|_, _| {})
        .map_err(|findings| findings.iter().map(|finding| format!("{finding:?}")).collect())
}

/// Consolidates a workspace and compares.
pub fn compare(world: &World, workspace: &Path) -> Outcome {
    let run = match run(workspace, world.run) {
        Ok(run) => run,
        Err(differences) => return Outcome { differences, ..Outcome::default() },
    };
    let [pack] = run.packs.as_slice() else {
        let differences = vec!["the pack was not run".to_owned()];
        return Outcome { differences, ..Outcome::default() };
    };
    let exported = lines(&export(&[&pack.data], ExportFormat::Csv).unwrap());
    let mut outcome = every_line(world, exported);
    let found = run.findings.finish();
    let wrong = found.iter().filter(|one| one.finding.code.as_str().starts_with("E3"));
    outcome.differences.extend(wrong.map(|one| format!("a mistake that nobody made: {one:?}")));
    outcome
}

/// Every line that there must be, and no other.
fn every_line(world: &World, mut exported: BTreeMap<Key, Vec<String>>) -> Outcome {
    let mut outcome = Outcome::default();
    let (kept, wanted) = (periods::kept(world), periods::wanted(world));
    for (at, unit) in world.units.iter().enumerate() {
        for &span in &kept {
            let key = |element: &str, category: &str| {
                (unit.code.clone(), span.to_string(), element.to_owned(), category.to_owned())
            };
            for measure in measure::ALL {
                let (element, category) = measure.path();
                let figure = truth::figure(world, at, measure, span);
                outcome.hold(&key(element, category), &figure, &mut exported);
                outcome.figures += 1;
            }
            for ratio in &indicators::ALL {
                if let Some(figure) = ratio.expected(world, &wanted, at, span) {
                    outcome.hold(&key(ratio.code, ""), &figure, &mut exported);
                    outcome.indicators += 1;
                }
            }
        }
    }
    let more = exported.into_iter().map(|(key, said)| format!("{key:?}: {said:?} is too much"));
    outcome.differences.extend(more);
    outcome
}

impl Outcome {
    /// Holds one line against what it must say.
    fn hold(
        &mut self,
        key: &Key,
        wanted: &truth::Expected,
        exported: &mut BTreeMap<Key, Vec<String>>,
    ) {
        let said = exported.remove(key);
        if !agrees(wanted, said.as_deref()) {
            self.differences.push(format!(
                "{key:?}: {} {} {}/{} wanted, {said:?} exported",
                wanted.value.map_or("nothing".to_owned(), |value| value.to_string()),
                wanted.status,
                wanted.received(),
                wanted.owing.len(),
            ));
        }
    }
}

/// Lines of the export by their key: value, status, expected, received.
pub fn lines(csv: &[u8]) -> BTreeMap<Key, Vec<String>> {
    let mut reader = csv::Reader::from_reader(csv);
    let records = reader.records().map(Result::unwrap);
    let line = |record: csv::StringRecord| {
        let field = |at: usize| record[at].to_owned();
        let said = [4, 6, 7, 8].map(field).to_vec();
        ((field(0), field(1), field(2), field(3)), said)
    };
    records.map(line).collect()
}

fn agrees(wanted: &truth::Expected, said: Option<&[String]>) -> bool {
    let Some([value, status, expected, received]) = said else { return false };
    let value = match wanted.value {
        None => value.is_empty(),
        Some(fraction) if wanted.rounded => fraction.is_about(value),
        Some(fraction) => fraction.is_written(value),
    };
    value
        && *status == wanted.status
        && *expected == wanted.owing.len().to_string()
        && *received == wanted.received().to_string()
}
