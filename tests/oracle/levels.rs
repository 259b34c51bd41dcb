//! Level by level: every committee consolidates its own units and sends up what it has written.

use std::path::{Path, PathBuf};

use tonghop::pipeline::{BuildOptions, Run, build};
use tonghop::report::{ExportFormat, export};

use super::calendar::Span;
use super::compare::{self, Key};
use super::periods::taken;
use super::returns;
use super::world::{Scheme, World};

/// The file that a committee sends up.
const SENT_UP: &str = "bieu-tong-hop.xlsx";

/// Holds the office's figures made level by level against those made all at once.
pub fn differences(world: &World) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let at_once = folder.path().join("at-once");
    returns::write(world, &at_once);
    let by_level = match workspace(world, world.office, folder.path()) {
        Ok(by_level) => by_level,
        Err(said) => return said,
    };
    let export =
        |workspace: &Path| compare::run(workspace, world.run).map(|run| exported(&run));
    let (at_once, by_level) = match (export(&at_once), export(&by_level)) {
        (Ok(at_once), Ok(by_level)) => (at_once, by_level),
        (Err(said), _) | (_, Err(said)) => return said,
    };
    let mut differences = Vec::new();
    for (key, said) in &by_level {
        let known = at_once.get(key);
        // Whether a committee's figure was read or worked out is not the same, and should not be.
        let same = known.is_some_and(|known| {
            [0, 2, 3].iter().all(|at| known[*at] == said[*at])
                && (known[1] == said[1] || key.0.starts_with("DB"))
        });
        if !same {
            differences.push(format!("{key:?}: {known:?} at once, {said:?} level by level"));
        }
    }
    differences
}

fn exported(run: &Run) -> std::collections::BTreeMap<Key, Vec<String>> {
    let packs: Vec<_> = run.packs.iter().map(|pack| &*pack.data).collect();
    compare::lines(&export(&packs, ExportFormat::Csv).unwrap())
}

/// Writes the workspace of a unit that knows only itself and the units directly below it; what
/// committees among these send up has gone through their own workspaces.
fn workspace(world: &World, unit: usize, folder: &Path) -> Result<PathBuf, Vec<String>> {
    let below: Vec<usize> =
        (0..world.units.len()).filter(|at| world.units[*at].parent == Some(unit)).collect();
    let known: Vec<usize> = std::iter::once(unit).chain(below.iter().copied()).collect();
    let at = folder.join(&world.units[unit].code);
    returns::write_for(world, unit, &known, &at);
    for committee in below.into_iter().filter(|at| !world.units[*at].kind.is_leaf()) {
        let own = workspace(world, committee, folder)?;
        let spans = match world.scheme {
            Scheme::TwoYears => vec![world.run],
            _ => taken(world).to_vec(),
        };
        for span in spans {
            let to = at.join("bao-cao-den").join(returns::name(world, committee, span));
            send_up(&own, span, &to)?;
        }
    }
    Ok(at)
}

/// Builds a committee's draft and puts its return among those that the superior received.
fn send_up(workspace: &Path, span: Span, to: &Path) -> Result<(), Vec<String>> {
    let run = compare::run(workspace, span)?;
    let options =
        BuildOptions { out: Some(workspace.join("ket-qua")), ..BuildOptions::default() };
    let built = build(run, &options).map_err(|said| {
        said.iter().map(|finding| format!("{finding:?}")).collect::<Vec<_>>()
    })?;
    let (draft, _) = built.draft.ok_or_else(|| vec!["no draft".to_owned()])?;
    std::fs::copy(draft.join(SENT_UP), to).map_err(|error| vec![error.to_string()])?;
    Ok(())
}
