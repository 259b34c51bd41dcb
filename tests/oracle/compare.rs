//! Runs the program on an organisation and holds every figure that it exports against the truth.

use std::collections::BTreeMap;
use std::path::Path;

use tonghop::pack::Consolidated;
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
    let request = Request { workspace: workspace.to_owned(), period };
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
    let mut outcome = Outcome::default();
    figures(world, &pack.data, &mut outcome);
    ratios(world, &pack.data, &mut outcome);
    outcome
}

/// Every line of the export, both ways.
fn figures(world: &World, data: &Consolidated, outcome: &mut Outcome) {
    let mut exported = lines(&export(&[data], ExportFormat::Csv).unwrap());
    for (at, unit) in world.units.iter().enumerate() {
        for span in periods::kept(world, &indicators::bases(world)) {
            for measure in measure::ALL {
                outcome.figures += 1;
                let (element, category) = measure.path();
                let key =
                    (unit.code.clone(), span.to_string(), element.into(), category.into());
                let wanted = truth::figure(world, at, measure, span);
                let said = exported.remove(&key);
                if !agrees(&wanted, said.as_deref()) {
                    outcome.differences.push(format!(
                        "{key:?}: {} {} {}/{} wanted, {said:?} exported",
                        wanted.value.map_or("nothing".to_owned(), |value| value.to_string()),
                        wanted.status,
                        wanted.received(),
                        wanted.owing.len(),
                    ));
                }
            }
        }
    }
    let more = exported.into_iter().map(|(key, said)| format!("{key:?}: {said:?} is too much"));
    outcome.differences.extend(more);
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
        Some(fraction) => fraction.is_written(value),
    };
    value
        && *status == wanted.status
        && *expected == wanted.owing.len().to_string()
        && *received == wanted.received().to_string()
}

/// Every indicator of every unit and period.
fn ratios(world: &World, data: &Consolidated, outcome: &mut Outcome) {
    let book = data.book();
    let kept = periods::kept(world, &indicators::bases(world));
    for (at, unit) in world.units.iter().enumerate() {
        let org = data.tree.by_code(&unit.code).unwrap();
        for &span in &kept {
            let period = span.to_string().parse().unwrap();
            for ratio in &indicators::ALL {
                outcome.indicators += 1;
                let named = data.pack.named(ratio.code).unwrap();
                let said = book.named(org, named, period);
                let wanted = ratio.value(world, &kept, at, span);
                let agree = match (&wanted, &said.value) {
                    (None, Err(_)) => true,
                    (Some(wanted), Ok(said)) => wanted.is_written(&said.to_string()),
                    _ => false,
                };
                if !agree {
                    let key = (&unit.code, span.to_string(), ratio.code);
                    let wanted = wanted.map_or("nothing".to_owned(), |value| value.to_string());
                    let differ =
                        format!("{key:?}: {wanted} wanted, {:?} worked out", said.value);
                    outcome.differences.push(differ);
                }
            }
        }
    }
}
