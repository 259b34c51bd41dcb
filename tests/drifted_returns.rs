//! Returns whose sheets were changed at random, as many hands change them: rows and columns put in,
//! taken out, moved, hidden; labels typed again; headings merged; tabs renamed and copied.
//!
//! Whatever is read must be what the branch had written, or be refused and told. By hand:
//! `DRIFT_SEEDS=100000 cargo test --release --test drifted_returns -- --nocapture` looks at more
//! and says how much was read; `DRIFT_FROM` is the first seed, `DRIFT_CHANGES` is the most changes of a sheet, `DRIFT_SEED` one
//! seed to look at, `DRIFT_FORM` one form.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
#![allow(clippy::print_stdout, unreachable_pub)]
// Every change has the signature of the table of changes.
#![allow(clippy::unnecessary_wraps)]

#[path = "drifted_returns/adversarial.rs"]
mod adversarial;
#[path = "drifted_returns/changes.rs"]
mod changes;
#[path = "drifted_returns/dice.rs"]
mod dice;
#[path = "drifted_returns/files.rs"]
mod files;
#[path = "drifted_returns/forms.rs"]
mod forms;
#[path = "drifted_returns/page.rs"]
mod page;
#[path = "drifted_returns/verdict.rs"]
mod verdict;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use dice::Dice;
use forms::Filled;
use page::Page;
use rayon::prelude::*;
use verdict::{Class, Count, Verdict, verdict, verdict_of};

/// Seeds without being asked for others.
const SEEDS: u64 = 1_000;
/// Most changes of a sheet.
const CHANGES: usize = 3;

fn asked<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// A return and what was done to it.
struct Drifted {
    pages: Vec<Page>,
    hidden: Vec<Page>,
    /// What was done to each of the pages.
    kinds: Vec<Vec<&'static str>>,
}

/// A return changed by a seed: typed again without names, or a blank whose names went with their
/// cells or stayed behind.
fn drifted(filled: &Filled, seed: u64) -> Drifted {
    let mut dice = Dice::new(seed);
    for _ in 0..8 {
        dice.below(2);
    }
    let mut pages = filled.pages.clone();
    let typed = dice.one_in(2);
    let names_move = dice.one_in(2);
    for page in &mut pages {
        page.names_move = names_move;
        if typed {
            page.names.clear();
        }
    }
    let most = asked("DRIFT_CHANGES").unwrap_or(CHANGES);
    let mut named: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
    for page in &mut pages {
        let many = dice.below(most + 1);
        let kinds = (0..many).map(|_| changes::change(page, &mut dice)).collect();
        named.insert(page.name.clone(), kinds);
    }
    let before: Vec<String> = pages.iter().map(|page| page.name.clone()).collect();
    let of_workbook = changes::change_of_workbook(&mut pages, &mut dice);
    files::with_names_of_their_own(&mut pages);
    let mut kinds: Vec<Vec<&'static str>> = Vec::new();
    for page in &pages {
        let known = before.iter().find(|name| **name == page.name);
        let mut all = known.and_then(|name| named.get(name)).cloned().unwrap_or_default();
        if of_workbook != "nothing" {
            all.push(of_workbook);
        }
        kinds.push(all);
    }
    let hidden = if typed { Vec::new() } else { filled.hidden.clone() };
    Drifted { pages, hidden, kinds }
}

/// What another program makes of the same files: `DRIFT_WRITE` is a folder to which each is written
/// under the number of its seed; `DRIFT_READ` one from which it is read again, with `DRIFT_ENDING`.
fn verdict_by_hand(filled: &Filled, seed: u64, drifted: &Drifted) -> Option<Verdict> {
    if let Some(folder) = asked::<PathBuf>("DRIFT_WRITE") {
        files::write(&folder.join(format!("{seed}.xlsx")), &drifted.pages, &drifted.hidden);
    }
    let ending = asked::<String>("DRIFT_ENDING").unwrap_or_else(|| "xlsx".to_owned());
    let file = asked::<PathBuf>("DRIFT_READ")?.join(format!("{seed}.{ending}"));
    let folder = tempfile::tempdir().unwrap();
    let named = Path::new(&filled.file_name()).with_extension(ending);
    std::fs::copy(file, folder.path().join(named)).unwrap();
    Some(verdict_of(filled, &drifted.pages, folder.path(), &drifted.kinds))
}

#[test]
fn a_sound_return_is_read_as_it_was_written() {
    for filled in forms::all() {
        let kinds = vec![Vec::new(); filled.pages.len()];
        for hidden in [&[][..], &filled.hidden] {
            let mut pages = filled.pages.clone();
            if hidden.is_empty() {
                for page in &mut pages {
                    page.names.clear();
                }
            }
            let verdict = verdict(&filled, &pages, hidden, &kinds);
            assert!(
                verdict.different.is_empty() && verdict.lost.is_empty(),
                "{}: {verdict:#?}",
                filled.code
            );
            let counts = verdict.counts.values();
            assert!(
                counts.clone().all(|count| count.all == count.read),
                "{}: {verdict:#?}",
                filled.code
            );
            assert!(counts.map(|count| count.all).sum::<usize>() > 0, "{}", filled.code);
        }
    }
}

#[test]
fn a_drifted_return_is_read_as_it_was_written_or_refused() {
    let forms = forms::all();
    let only: Option<String> = asked("DRIFT_FORM");
    let forms: Vec<&Filled> = forms
        .iter()
        .filter(|form| only.as_ref().is_none_or(|only| *only == form.code))
        .collect();
    let from: u64 = asked("DRIFT_FROM").unwrap_or(0);
    let seeds = asked("DRIFT_SEED")
        .map_or(from..from + asked::<u64>("DRIFT_SEEDS").unwrap_or(SEEDS), |seed: u64| {
            seed..seed + 1
        });
    let shown = asked::<u64>("DRIFT_SEED").is_some();
    let started = std::time::Instant::now();
    let verdicts: Vec<(u64, usize, usize, Verdict)> = seeds
        .into_par_iter()
        .map(|seed| {
            let at = usize::try_from(seed).unwrap() % forms.len();
            let drifted = drifted(forms[at], seed);
            let verdict = verdict_by_hand(forms[at], seed, &drifted).unwrap_or_else(|| {
                verdict(forms[at], &drifted.pages, &drifted.hidden, &drifted.kinds)
            });
            if shown {
                println!("{} {:?}\n{verdict:#?}", forms[at].code, drifted.kinds);
            }
            let changes = drifted.kinds.iter().map(Vec::len).sum();
            (seed, at, changes, verdict)
        })
        .collect();
    println!("{:?}", started.elapsed());
    report(&forms, &verdicts);
    for (seed, at, _, verdict) in &verdicts {
        let code = &forms[*at].code;
        assert!(verdict.different.is_empty(), "{code} seed {seed}: {:#?}", verdict.different);
        assert!(verdict.lost.is_empty(), "{code} seed {seed}: {:#?}", verdict.lost);
    }
}

fn report(forms: &[&Filled], verdicts: &[(u64, usize, usize, Verdict)]) {
    let mut by_change: BTreeMap<&str, Count> = BTreeMap::new();
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, form) in forms.iter().enumerate() {
        let own: Vec<_> = verdicts.iter().filter(|(_, of, _, _)| *of == at).collect();
        let changes: usize = own.iter().map(|(_, _, changes, _)| changes).sum();
        let mut line =
            format!("{:18} {:6} returns {:7} changes", form.code, own.len(), changes);
        for class in [Class::Unique, Class::Repeated, Class::Changed] {
            let of = own.iter().filter_map(|(_, _, _, verdict)| verdict.counts.get(&class));
            let (all, read) =
                of.fold((0, 0), |sum, count| (sum.0 + count.all, sum.1 + count.read));
            let percent = (read * 1000).checked_div(all).unwrap_or(0);
            let (whole, tenths) = (percent / 10, percent % 10);
            write!(line, "  {class:?} {read}/{all} {whole}.{tenths} %").unwrap();
        }
        let sum =
            |of: fn(&Verdict) -> usize| own.iter().map(|(_, _, _, v)| of(v)).sum::<usize>();
        let (lost, different) = (sum(|v| v.lost.len()), sum(|v| v.different.len()));
        println!(
            "{line}  lost {lost} different {different} unheard {} of refused files {}",
            sum(|v| v.unheard),
            sum(|v| v.of_refused_files)
        );
    }
    for (seed, _, _, verdict) in verdicts {
        if asked::<u32>("DRIFT_TOLD").is_some() && !verdict.unread.is_empty() {
            println!("UNREAD {seed} {} {:?}", verdict.unread.len(), verdict.unread.first());
            for told in &verdict.told {
                println!("{told}");
            }
        }
        for (kind, count) in &verdict.by_change {
            let sum = by_change.entry(kind).or_default();
            sum.all += count.all;
            sum.read += count.read;
        }
        for (code, count) in &verdict.codes {
            *codes.entry(code).or_default() += count;
        }
    }
    for (kind, count) in by_change {
        let refused = count.all - count.read;
        println!(
            "{kind:26} {refused:6} of {:6} refused, {} %",
            count.all,
            refused * 100 / count.all.max(1)
        );
    }
    println!("{codes:?}");
    for (seed, at, _, verdict) in verdicts {
        for what in verdict
            .different
            .iter()
            .map(|w| format!("DIFFERENT {w}"))
            .chain(verdict.lost.iter().map(|w| format!("lost {w}")))
            .take(1)
        {
            println!("{} seed {seed}: {what}", forms[*at].code);
        }
    }
}
