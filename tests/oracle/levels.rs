//! Level by level: every committee consolidates its own units and sends up what it has written.

use std::path::{Path, PathBuf};

use tonghop::pipeline::{BuildOptions, Run, build};
use tonghop::report::{ExportFormat, export};

use super::calendar::{Span, month};
use super::compare::{self, Key};
use super::generator;
use super::periods::taken;
use super::returns;
use super::world::{FIRST_YEAR, Scheme, Unit, World};

/// The file that a committee sends up.
const SENT_UP: &str = "bieu-tong-hop.xlsx";

/// The organisation of a seed, without what a level above cannot know: what is set for units that
/// it does not list; what a later return recalls for one that never came; moves that a return
/// leaves blank and so cannot be taken off its totals.
pub fn world(seed: u64) -> World {
    let mut world = generator::world(seed);
    world.plan.clear();
    world.waiting.clear();
    world.recalls &= world.silent.is_empty() && world.blank.is_empty();
    world.blank.retain(|(_, _, row)| !row.has_moves());
    world
}

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
    for (key, said) in by_level.iter().filter(|(key, _)| can_be_had(world, key)) {
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

/// What two totals can tell. Where branches miss different periods, what is left of one total
/// when another is taken off it is known only return by return.
fn can_be_had(world: &World, (_, period, _, category): &Key) -> bool {
    let faultless = world.silent.is_empty() && world.blank.is_empty();
    let reported = || world.reported().iter().any(|span| span.to_string() == *period);
    faultless || !category.is_empty() && reported()
}

/// Whether level by level can be told in everything: the level above knows neither the days on
/// which branches closed nor those of years of which it has no return.
pub fn is_told_in_full(world: &World) -> bool {
    let closes = |unit: &Unit| unit.closed.is_some_and(|(year, _, _)| year >= FIRST_YEAR);
    let compared =
        world.looked_at.first().is_some_and(|span| span.first < month(FIRST_YEAR, 1));
    // Every reported period of every committee is a draft of its own: months are too many.
    !world.units.iter().any(closes) && !compared && world.scheme != Scheme::Months
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
