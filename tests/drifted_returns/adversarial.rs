//! Changes that someone could make, or a program, by which a figure would be read as another one if
//! labels, names or places alone were believed.

use super::forms::{self, Filled};
use super::page::{At, Cell, Page, Was};
use super::verdict::{Verdict, verdict};

fn read(filled: &Filled, pages: &[Page], with_names: bool) -> Verdict {
    let mut pages = pages.to_vec();
    if !with_names {
        for page in &mut pages {
            page.names.clear();
        }
    }
    let kinds = vec![Vec::new(); pages.len()];
    let hidden = if with_names { &filled.hidden[..] } else { &[] };
    verdict(filled, &pages, hidden, &kinds)
}

/// Nothing is read of another cell, and nothing is lost in silence.
#[track_caller]
fn sound(filled: &Filled, what: &str, verdict: &Verdict) {
    let code = &filled.code;
    assert!(verdict.different.is_empty(), "{code}, {what}: {:#?}", verdict.different);
    assert!(
        verdict.lost.is_empty(),
        "{code}, {what}: {:#?}\n{:#?}",
        verdict.lost,
        verdict.told
    );
}

fn figures(page: &Page) -> Vec<(At, usize)> {
    let figures = page.cells.iter().filter_map(|(at, cell)| match cell.was {
        Was::Figure(figure) => Some((*at, figure)),
        _ => None,
    });
    figures.collect()
}

#[test]
fn sheets_whose_names_were_swapped_are_known_by_what_they_say() {
    for filled in forms::all() {
        let tables = filled.pages.iter().filter(|page| !figures(page).is_empty()).count();
        for one in 0..tables {
            for other in one + 1..tables {
                let mut pages = filled.pages.clone();
                let name = std::mem::take(&mut pages[one].name);
                pages[one].name = std::mem::replace(&mut pages[other].name, name);
                let verdict = read(&filled, &pages, false);
                sound(&filled, "names swapped", &verdict);
                let read: usize = verdict.counts.values().map(|count| count.read).sum();
                let all: usize = verdict.counts.values().map(|count| count.all).sum();
                assert_eq!(read, all, "{}: {:#?}", filled.code, verdict.told);
            }
        }
    }
}

#[test]
fn a_cell_that_was_cut_and_put_over_another_is_not_read_by_its_name() {
    for filled in forms::all() {
        for (number, page) in filled.pages.iter().enumerate() {
            let figures = figures(page);
            for pair in figures.windows(2).step_by(7) {
                let [(from, _), (to, _)] = [pair[0], pair[1]];
                let mut pages = filled.pages.clone();
                let names = &mut pages[number].names;
                names.retain(|_, at| *at != to);
                names.values_mut().filter(|at| **at == from).for_each(|at| *at = to);
                pages[number].cells.remove(&from);
                let verdict = read(&filled, &pages, true);
                assert!(verdict.different.is_empty(), "{}: {verdict:#?}", filled.code);
            }
        }
    }
}

#[test]
fn a_row_that_took_the_place_of_another_is_not_read_by_the_name_that_stayed_there() {
    for filled in forms::all() {
        for (number, page) in filled.pages.iter().enumerate() {
            let rows = page.figure_rows();
            for row in rows.iter().skip(1) {
                let mut pages = filled.pages.clone();
                // Names stay where they were, as programs leave them that know nothing of names.
                pages[number].names_move = false;
                pages[number].delete_row(*row);
                sound(&filled, "a row deleted", &read(&filled, &pages, true));
            }
        }
    }
}

/// The form's own row is taken out, and one with the same label but other figures stands elsewhere.
#[test]
fn a_short_label_of_another_table_is_not_taken_for_one_that_was_taken_out() {
    for filled in forms::all() {
        for (number, page) in filled.pages.iter().enumerate() {
            let rows = page.figure_rows();
            let short = |row: &&u32| {
                let mut words = page.row(**row).filter_map(|(_, cell)| cell.words());
                words.all(|text| tonghop::text::key::of(text).split(' ').count() < 3)
            };
            let Some(last) = rows.last() else { continue };
            for row in rows.iter().filter(short).filter(|row| *row != last) {
                let mut pages = filled.pages.clone();
                let copy: Vec<(u16, Cell)> =
                    page.row(*row).map(|(column, cell)| (column, cell.clone())).collect();
                let page = &mut pages[number];
                for (column, cell) in copy {
                    let cell = match cell.was {
                        Was::Figure(_) => Cell::added(8_000_000),
                        _ => cell,
                    };
                    page.cells.insert((last + 1, column), cell);
                }
                page.merged.retain(|(from, _)| from.0 != last + 1);
                page.delete_row(*row);
                let verdict = read(&filled, &pages, false);
                assert!(
                    verdict.different.is_empty(),
                    "{}: {:#?}",
                    filled.code,
                    verdict.different
                );
            }
        }
    }
}

#[test]
fn a_table_that_stands_twice_on_a_sheet_is_refused() {
    for filled in forms::all() {
        for number in 0..filled.pages.len() {
            let mut pages = filled.pages.clone();
            let page = &mut pages[number];
            if figures(page).is_empty() {
                continue;
            }
            let down = page.rows() + 2;
            let again: Vec<(At, Cell)> = page
                .cells
                .iter()
                .map(|((row, column), cell)| ((row + down, *column), cell.clone()))
                .collect();
            for (at, cell) in again {
                let cell = match cell.was {
                    Was::Figure(_) => Cell::added(8_000_000),
                    _ => cell,
                };
                page.cells.insert(at, cell);
            }
            let verdict = read(&filled, &pages, false);
            sound(&filled, "a table twice", &verdict);
            assert_eq!(verdict.unheard, 0, "{}: {:#?}", filled.code, verdict.told);
        }
    }
}
