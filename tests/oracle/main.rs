//! The oracle: what a random organisation's figures must be is taken from its people and events,
//! and every figure that the program exports is held against it.
//!
//! `README.md` beside this says what it covers and what it does not.

#![allow(
    clippy::cast_precision_loss,
    clippy::expect_used,
    clippy::format_push_string,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    unreachable_pub
)]

mod calendar;
mod compare;
mod counting;
mod fraction;
mod generator;
mod indicators;
mod levels;
mod measure;
mod pack;
mod periods;
mod random;
mod returns;
mod truth;
mod world;

use rayon::prelude::*;

/// One organisation from its seed: the figures and indicators compared, or what differs.
fn one(seed: u64) -> Result<(usize, usize), String> {
    let world = generator::world(seed);
    let workspace = tempfile::tempdir().unwrap();
    returns::write(&world, workspace.path());
    let outcome = compare::compare(&world, workspace.path());
    if let Ok(folder) = std::env::var("ORACLE_KEEP") {
        returns::write(&world, std::path::Path::new(&folder));
    }
    if outcome.differences.is_empty() {
        return Ok((outcome.figures, outcome.indicators));
    }
    if let Ok(f) = std::env::var("ORACLE_DUMP") {
        std::fs::write(format!("{f}/{seed}.txt"), outcome.differences.join("\n")).unwrap();
    }
    let shown: Vec<String> = outcome.differences.iter().take(12).cloned().collect();
    Err(format!(
        "seed {seed} ({:?}, {} for {}, {:?}): {} differences\n  {}",
        world.scheme,
        world.units[world.office].code,
        world.run,
        world.cut_off,
        outcome.differences.len(),
        shown.join("\n  ")
    ))
}

/// The seeds to try: `ORACLE_SEEDS=17..18` tries that one alone.
fn seeds(count: u64) -> std::ops::Range<u64> {
    let Ok(asked) = std::env::var("ORACLE_SEEDS") else { return 0..count };
    let (from, to) = asked.split_once("..").unwrap();
    from.parse().unwrap()..to.parse().unwrap()
}

#[test]
fn every_figure_of_two_hundred_random_organisations_is_what_happened_in_them() {
    let outcomes: Vec<_> = seeds(200).into_par_iter().map(one).collect();
    let failures: Vec<&String> = outcomes.iter().filter_map(|one| one.as_ref().err()).collect();
    let report: Vec<&str> = failures.iter().take(8).map(|text| text.as_str()).collect();
    assert!(failures.is_empty(), "{} differ\n{}", failures.len(), report.join("\n"));
    let figures: usize = outcomes.iter().flatten().map(|(figures, _)| figures).sum();
    let indicators: usize = outcomes.iter().flatten().map(|(_, indicators)| indicators).sum();
    println!("{figures} figures and {indicators} indicators agree");
}

#[test]
fn level_by_level_equals_all_at_once_on_fifty_random_trees() {
    let worlds = (1_000..).map(levels::world).filter(|world| {
        world.owed_by_lowest
            && levels::is_told_in_full(world)
            && world
                .units
                .iter()
                .any(|unit| !unit.kind.is_leaf() && unit.parent == Some(world.office))
    });
    let worlds: Vec<world::World> = worlds.take(50).collect();
    let differ = worlds.par_iter().filter_map(|world| {
        let differences = levels::differences(world);
        let shown: Vec<String> = differences.iter().take(12).cloned().collect();
        let (seed, count) = (world.seed, differences.len());
        (count > 0)
            .then(|| format!("seed {seed}: {count} differences\n  {}", shown.join("\n  ")))
    });
    let differ: Vec<String> = differ.collect();
    let report: Vec<&str> = differ.iter().take(8).map(String::as_str).collect();
    assert!(differ.is_empty(), "{} differ\n{}", differ.len(), report.join("\n"));
}
