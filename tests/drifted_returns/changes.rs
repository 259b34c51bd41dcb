//! What many hands do to a sheet, each change random in place and number.

use tonghop::text;
use unicode_normalization::UnicodeNormalization;

use super::dice::Dice;
use super::page::{At, Cell, Held, Page, Was};

/// A kind of change of one sheet: done if it can be, else not at all.
type Change = fn(&mut Page, &mut Dice) -> Option<()>;

/// All kinds with what people would call them; those that happen more often are there twice.
pub const CHANGES: &[(&str, Change)] = &[
    ("blank row", blank_row),
    ("blank row", blank_row),
    ("row of text", row_of_text),
    ("row of other figures", row_of_figures),
    ("subtotal row", subtotal_row),
    ("row copied", row_copied),
    ("row deleted", row_deleted),
    ("row moved", row_moved),
    ("rows swapped", rows_swapped),
    ("labels swapped", labels_swapped),
    ("row hidden", row_hidden),
    ("blank column", blank_column),
    ("blank column", blank_column),
    ("column of other figures", column_of_figures),
    ("column deleted", column_deleted),
    ("columns swapped", columns_swapped),
    ("column hidden", column_hidden),
    ("capitals", |page, dice| retyped(page, dice, |text, _| text.to_uppercase())),
    ("spaces", |page, dice| {
        retyped(page, dice, |text, _| format!("  {}  ", text.replace(' ', "  ")))
    }),
    ("line break", |page, dice| retyped(page, dice, line_break)),
    ("marks lost", |page, dice| retyped(page, dice, |text, _| text::fold_ascii(text))),
    ("old letters", |page, dice| retyped(page, dice, |text, _| text.replace('ư', "ƣ"))),
    ("decomposed", |page, dice| retyped(page, dice, |text, _| text.nfd().collect())),
    ("punctuation", |page, dice| retyped(page, dice, punctuation)),
    ("numbering", |page, dice| retyped(page, dice, numbering)),
    ("abbreviated", |page, dice| reworded(page, dice, abbreviated)),
    ("one letter", |page, dice| reworded(page, dice, one_letter)),
    ("label taken away", label_taken_away),
    ("merged downwards", merged_downwards),
    ("merged sideways", merged_sideways),
    ("figures merged", figures_merged),
    ("split", split),
    ("column numbers", column_numbers),
    ("order numbers", order_numbers),
    ("titles above", titles_above),
    ("notes below", notes_below),
    ("unit in cell", unit_in_cell),
];

/// One change of a sheet; what it was.
pub fn change(page: &mut Page, dice: &mut Dice) -> &'static str {
    for _ in 0..20 {
        let Some((name, change)) = dice.of(CHANGES) else { break };
        if change(page, dice).is_some() {
            page.drop_covered();
            return name;
        }
    }
    "nothing"
}

fn blank_row(page: &mut Page, dice: &mut Dice) -> Option<()> {
    let row = dice.row(page.rows() + 1);
    for _ in 0..=dice.below(3) {
        page.insert_row(row);
    }
    Some(())
}

fn row_of_text(page: &mut Page, dice: &mut Dice) -> Option<()> {
    let (row, column) = (dice.row(page.rows() + 1), dice.column(3));
    page.insert_row(row);
    let words = ["Ghi thêm", "(chi bộ tự ghi)", "Trong đó:", "Phần của chi đoàn", "2024"];
    page.cells.insert((row, column), Cell::text(*dice.of(&words)?));
    Some(())
}

/// A row among those of figures that the form does not have.
fn row_with(page: &mut Page, dice: &mut Dice, label: &str) -> Option<()> {
    let rows = page.figure_rows();
    let beside = *dice.of(&rows)?;
    let row = beside + u32::from(dice.one_in(2));
    let of = |was: fn(Was) -> bool| -> Vec<u16> {
        page.row(beside).filter(|(_, cell)| was(cell.was)).map(|(column, _)| column).collect()
    };
    let figures = of(|was| matches!(was, Was::Figure(_)));
    let worded = page.row(beside).find(|(_, cell)| cell.words().is_some())?.0;
    page.insert_row(row);
    page.cells.insert((row, worded), Cell::text(label));
    for column in figures {
        page.cells.insert((row, column), Cell::added(7_000_000 + dice.below(1000)));
    }
    Some(())
}

fn row_of_figures(page: &mut Page, dice: &mut Dice) -> Option<()> {
    let labels =
        ["- Đảng viên khu vực biên giới", "Khác", "Đảng viên cao tuổi", "Nữ trẻ", "- Nữ"];
    let label = *dice.of(&labels)?;
    row_with(page, dice, label)
}

fn subtotal_row(page: &mut Page, dice: &mut Dice) -> Option<()> {
    let label = *dice.of(&["Cộng", "Tổng cộng", "Cộng mục 1"])?;
    row_with(page, dice, label)
}

/// A row with all its labels again, with other figures.
fn row_copied(page: &mut Page, dice: &mut Dice) -> Option<()> {
    let row = *dice.of(&page.figure_rows())?;
    let copied: Vec<(u16, Cell)> =
        page.row(row).map(|(column, cell)| (column, cell.clone())).collect();
    let to = if dice.one_in(2) { row + 1 } else { dice.row(page.rows() + 1) };
    page.insert_row(to);
    for (column, cell) in copied {
        let cell = match cell.was {
            Was::Figure(figure) => {
                Cell { was: Was::Copied(figure), ..Cell::added(8_000_000 + dice.below(1000)) }
            }
            _ => cell,
        };
        page.cells.insert((to, column), cell);
    }
    Some(())
}

fn row_deleted(page: &mut Page, dice: &mut Dice) -> Option<()> {
    page.delete_row(dice.row(page.rows()));
    Some(())
}

/// Rows that a merge ties to others, or that say what others say, do not go anywhere.
fn can_move(page: &Page, row: u32) -> bool {
    let tied = page.is_merged(|(from, to)| from.0 != to.0 && (from.0..=to.0).contains(&row));
    // A row that leaves those below it that say what others say makes them another's.
    !tied
        && page.is_single(row)
        && page.figure_rows().iter().all(|other| page.is_single(*other))
}

fn row_moved(page: &mut Page, dice: &mut Dice) -> Option<()> {
    let (row, to) = (dice.row(page.rows()), dice.row(page.rows()));
    can_move(page, row).then(|| page.move_row(row, to))
}

fn two_rows(page: &Page, dice: &mut Dice) -> Option<(u32, u32)> {
    let rows: Vec<u32> = page.figure_rows();
    let (one, other) = (*dice.of(&rows)?, *dice.of(&rows)?);
    (one != other && can_move(page, one) && can_move(page, other)).then_some((one, other))
}

fn rows_swapped(page: &mut Page, dice: &mut Dice) -> Option<()> {
    let (one, other) = two_rows(page, dice)?;
    page.rows_to(|row| {
        Some(if row == one {
            other
        } else if row == other {
            one
        } else {
            row
        })
    });
    Some(())
}

/// The texts of two rows typed in each other's place: the figures now belong to the other label.
fn labels_swapped(page: &mut Page, dice: &mut Dice) -> Option<()> {
    let (one, other) = two_rows(page, dice)?;
    let columns_of = |row| -> Vec<u16> { page.row(row).map(|(column, _)| column).collect() };
    let columns = columns_of(one);
    // Where a label was taken away, the other row's would stay, and still say whose its figures are.
    if columns_of(other) != columns {
        return None;
    }
    let pair = |column: u16| {
        let (a, b) = ((one, column), (other, column));
        Some((a, b, page.cells.get(&a)?.clone(), page.cells.get(&b)?.clone()))
    };
    // All or none: where a merge took a figure away, half of the rows would change.
    let pairs: Vec<_> = columns.into_iter().map(pair).collect::<Option<_>>()?;
    for (a, b, first, second) in pairs {
        if let (Was::Figure(one), Was::Figure(other)) = (first.was, second.was) {
            // A figure may be no possible one of the other label.
            page.spoilt.extend([one, other]);
            let with = |cell: &Cell, was| Cell { was, ..cell.clone() };
            page.cells.insert(a, with(&first, second.was));
            page.cells.insert(b, with(&second, first.was));
        } else {
            page.cells.insert(a, second);
            page.cells.insert(b, first);
        }
    }
    Some(())
}

fn row_hidden(page: &mut Page, dice: &mut Dice) -> Option<()> {
    page.hidden_rows.insert(dice.row(page.rows()));
    Some(())
}

fn blank_column(page: &mut Page, dice: &mut Dice) -> Option<()> {
    page.insert_column(dice.column(page.columns() + 1));
    Some(())
}

/// A column that the form does not have, with a heading and figures.
fn column_of_figures(page: &mut Page, dice: &mut Dice) -> Option<()> {
    let rows = page.figure_rows();
    let first = *rows.first()?;
    let column = dice.column(page.columns() + 1);
    page.insert_column(column);
    let heading = ["Ghi chú", "Cùng kỳ", "Năm 2018", "Nữ", "So sánh"];
    let heading = *dice.of(&heading)?;
    let above = first.checked_sub(1 + dice.row(2))?;
    page.cells.insert((above, column), Cell::text(heading));
    for row in rows {
        page.cells.insert((row, column), Cell::added(9_000_000 + dice.below(1000)));
    }
    Some(())
}

fn column_deleted(page: &mut Page, dice: &mut Dice) -> Option<()> {
    page.delete_column(dice.column(page.columns()));
    Some(())
}

/// Two columns of figures with their headings; none that a merged heading spans.
fn columns_swapped(page: &mut Page, dice: &mut Dice) -> Option<()> {
    let figures = page.cells.iter().filter(|(_, cell)| matches!(cell.was, Was::Figure(_)));
    let mut columns: Vec<u16> = figures.map(|((_, column), _)| *column).collect();
    columns.sort_unstable();
    columns.dedup();
    let (one, other) = (*dice.of(&columns)?, *dice.of(&columns)?);
    let first = *page.figure_rows().first()?;
    // The headings are the run of rows right above in which both columns have something.
    let has = |row: &u32| [one, other].iter().all(|at| page.cells.contains_key(&(*row, *at)));
    let top = (0..first).rev().take_while(has).last()?;
    let worded = |at| (top..first).any(|row| page.cells[&(row, at)].words().is_some());
    if !worded(one) || !worded(other) {
        return None;
    }
    let rows = top..=*page.figure_rows().last()?;
    let tied = page.is_merged(|(from, to)| {
        let has = |column| (from.1..=to.1).contains(&column);
        to.0 >= *rows.start() && from.0 <= *rows.end() && (has(one) || has(other))
    });
    if one == other || tied {
        return None;
    }
    page.cells_to(|(row, column)| {
        let to = if column == one {
            other
        } else if column == other {
            one
        } else {
            column
        };
        Some((row, if rows.contains(&row) { to } else { column }))
    });
    Some(())
}

fn column_hidden(page: &mut Page, dice: &mut Dice) -> Option<()> {
    page.hidden_columns.insert(dice.column(page.columns()));
    Some(())
}

/// A label written otherwise in the same words.
fn retyped(
    page: &mut Page,
    dice: &mut Dice,
    write: impl Fn(&str, &mut Dice) -> String,
) -> Option<()> {
    let many = if dice.one_in(4) { page.labels().len() } else { 1 };
    for _ in 0..many {
        let at = *dice.of(&page.labels())?;
        let cell = page.cells.get_mut(&at)?;
        cell.held = Held::Text(write(cell.words()?, dice));
    }
    Some(())
}

/// A label in other words: nobody can be expected to know it.
fn reworded(
    page: &mut Page,
    dice: &mut Dice,
    write: impl Fn(&str, &mut Dice) -> Option<String>,
) -> Option<()> {
    let at = *dice.of(&page.labels())?;
    let cell = page.cells.get_mut(&at)?;
    let written = write(cell.words()?, dice)?;
    *cell = Cell::text(written);
    Some(())
}

fn label_taken_away(page: &mut Page, dice: &mut Dice) -> Option<()> {
    let at = *dice.of(&page.labels())?;
    page.cells.remove(&at).map(|_| ())
}

fn line_break(text: &str, dice: &mut Dice) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let at = dice.below(words.len());
    format!("{}\n{}", words[..at].join(" "), words[at..].join(" "))
}

fn punctuation(text: &str, dice: &mut Dice) -> String {
    match dice.below(4) {
        0 => format!("{text}:"),
        1 => format!("{text}."),
        2 => format!("{text};"),
        _ => text.replace(", ", " , "),
    }
}

fn numbering(text: &str, dice: &mut Dice) -> String {
    let bare = text.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | ')' | ' ')
    });
    match dice.below(4) {
        0 => format!("- {bare}"),
        1 => format!("{}. {bare}", dice.below(9) + 1),
        2 => format!("a) {bare}"),
        _ => bare.to_owned(),
    }
}

fn abbreviated(text: &str, _: &mut Dice) -> Option<String> {
    let pairs =
        [("đảng viên", "ĐV"), ("Đảng viên", "ĐV"), ("chi bộ", "CB"), ("sinh hoạt", "SH")];
    let (long, short) = pairs.iter().find(|(long, _)| text.contains(long))?;
    Some(text.replace(long, short))
}

/// A letter left out, typed twice, or another.
fn one_letter(text: &str, dice: &mut Dice) -> Option<String> {
    let letters: Vec<(usize, char)> =
        text.char_indices().filter(|(_, c)| c.is_alphabetic()).collect();
    let (at, letter) = *dice.of(&letters)?;
    let end = at + letter.len_utf8();
    let instead = match dice.below(3) {
        0 => String::new(),
        1 => format!("{letter}{letter}"),
        _ => dice.of(&["s", "n", "u", "ơ", "đ"])?.to_string(),
    };
    let written = format!("{}{instead}{}", &text[..at], &text[end..]);
    (text::key::of(&written) != text::key::of(text)).then_some(written)
}

/// A heading drawn over the blank cell below it.
fn merged_downwards(page: &mut Page, dice: &mut Dice) -> Option<()> {
    let at = *dice.of(&page.labels())?;
    merged_with(page, at, (at.0 + 1, at.1))
}

/// A label drawn over the blank cell beside it.
fn merged_sideways(page: &mut Page, dice: &mut Dice) -> Option<()> {
    let at = *dice.of(&page.labels())?;
    merged_with(page, at, (at.0, at.1 + 1))
}

fn merged_with(page: &mut Page, at: At, blank: At) -> Option<()> {
    let taken = page.cells.contains_key(&blank)
        || page.is_merged(|merge| {
            super::page::contains(merge, at) || super::page::contains(merge, blank)
        });
    (!taken).then(|| page.merged.push((at, blank)))
}

/// Two figures in one cell: the second is lost, and whose the first is nobody knows.
fn figures_merged(page: &mut Page, dice: &mut Dice) -> Option<()> {
    let figures = page.cells.iter().filter(|(_, cell)| matches!(cell.was, Was::Figure(_)));
    let figures: Vec<At> = figures.map(|(at, _)| *at).collect();
    let at = *dice.of(&figures)?;
    let next = if dice.one_in(2) { (at.0, at.1 + 1) } else { (at.0 + 1, at.1) };
    let is_figure = matches!(page.cells.get(&next).map(|c| c.was), Some(Was::Figure(_)));
    let free = !page.is_merged(|merge| {
        super::page::contains(merge, at) || super::page::contains(merge, next)
    });
    (is_figure && free).then(|| {
        if let Some(Was::Figure(figure)) = page.cells.get(&at).map(|cell| cell.was) {
            page.spoilt.insert(figure);
        }
        page.merged.push((at, next));
    })
}

fn split(page: &mut Page, dice: &mut Dice) -> Option<()> {
    (!page.merged.is_empty())
        .then(|| page.merged.remove(dice.below(page.merged.len())))
        .map(|_| ())
}

/// The row of numbers of columns, put in or taken out.
fn column_numbers(page: &mut Page, dice: &mut Dice) -> Option<()> {
    let first = *page.figure_rows().first()?;
    let above = first.checked_sub(1)?;
    let numbers = |cell: &Cell| {
        cell.words().is_none() || matches!(&cell.held, Held::Text(t) if t.starts_with('('))
    };
    if dice.one_in(2) && page.row(above).all(|(_, cell)| numbers(cell)) {
        page.delete_row(above);
        return Some(());
    }
    let columns: Vec<u16> = page.row(first).map(|(column, _)| column).collect();
    page.insert_row(first);
    for (number, column) in columns.into_iter().enumerate() {
        let text = match dice.below(8) {
            0 => format!("{} (=1+2)", number + 1),
            _ => (number + 1).to_string(),
        };
        page.cells.insert((first, column), Cell::text(text));
    }
    Some(())
}

/// The column of order numbers, put in or taken out.
fn order_numbers(page: &mut Page, dice: &mut Dice) -> Option<()> {
    let rows = page.figure_rows();
    let has = page.cells.iter().any(|((_, column), cell)| {
        *column == 0 && matches!(&cell.held, Held::Text(text) if text == "TT" || text == "STT")
    });
    if has && dice.one_in(2) {
        page.delete_column(0);
        return Some(());
    }
    page.insert_column(0);
    let heading = rows.first()?.checked_sub(2)?;
    page.cells.insert((heading, 0), Cell::text("STT"));
    for (number, row) in rows.into_iter().enumerate() {
        page.cells.insert((row, 0), Cell::text((number + 1).to_string()));
    }
    Some(())
}

fn titles_above(page: &mut Page, dice: &mut Dice) -> Option<()> {
    let lines = ["ĐẢNG CỘNG SẢN VIỆT NAM", "BÁO CÁO SỐ LIỆU", "Số: 12-BC/CB", "Năm 2024"];
    for _ in 0..=dice.below(3) {
        page.insert_row(0);
        let column = dice.column(page.columns());
        page.cells.insert((0, column), Cell::text(*dice.of(&lines)?));
    }
    Some(())
}

fn notes_below(page: &mut Page, dice: &mut Dice) -> Option<()> {
    let lines =
        ["T/M CHI BỘ", "BÍ THƯ", "Ngày 30 tháng 6 năm 2024", "Nữ", "Ghi chú: số tạm tính"];
    for _ in 0..=dice.below(4) {
        let at = (page.rows(), dice.column(page.columns()));
        page.cells.insert(at, Cell::text(*dice.of(&lines)?));
    }
    Some(())
}

/// The unit of measure typed behind a figure.
fn unit_in_cell(page: &mut Page, dice: &mut Dice) -> Option<()> {
    let figures = page.cells.iter().filter(|(_, cell)| matches!(cell.was, Was::Figure(_)));
    let figures: Vec<At> = figures.map(|(at, _)| *at).collect();
    let cell = page.cells.get_mut(dice.of(&figures)?)?;
    let Held::Number(number) = cell.held else { return None };
    cell.held = Held::Text(format!("{number} {}", dice.of(&["đ/c", "người", "buổi"])?));
    let Was::Figure(figure) = cell.was else { return None };
    page.spoilt.insert(figure);
    Some(())
}

/// One change of a workbook as a whole, or none; what it was.
pub fn change_of_workbook(pages: &mut Vec<Page>, dice: &mut Dice) -> &'static str {
    let at = dice.below(pages.len());
    match dice.below(12) {
        0 => {
            let names = ["Sheet1", "Bản sao", "so lieu", "Trang 3"];
            let name: &str = dice.of(&names).unwrap();
            name.clone_into(&mut pages[at].name);
            "sheet renamed"
        }
        1 => {
            let capitals = pages[at].name.to_uppercase();
            pages[at].name = capitals.chars().take(30).collect();
            "sheet renamed"
        }
        2 => {
            let mut copy = pages[at].clone();
            "Bản sao (2)".clone_into(&mut copy.name);
            pages.insert(dice.below(pages.len() + 1), copy);
            "sheet copied"
        }
        3 => {
            // The copy was filled in further, or is an old one.
            let mut copy = pages[at].clone();
            "Bản sao (3)".clone_into(&mut copy.name);
            for cell in
                copy.cells.values_mut().filter(|cell| matches!(cell.was, Was::Figure(_)))
            {
                if dice.one_in(2) {
                    *cell = Cell::added(6_000_000 + dice.below(1000));
                }
            }
            if dice.one_in(2) {
                "Trang 4".clone_into(&mut pages[at].name);
            }
            pages[at].is_doubled = true;
            copy.is_doubled = true;
            pages.insert(dice.below(pages.len() + 1), copy);
            "sheet copied and changed"
        }
        4 => {
            let page = pages.remove(at);
            pages.insert(dice.below(pages.len() + 1), page);
            "sheet moved"
        }
        5 if pages.len() > 1 => {
            let other = (at + 1) % pages.len();
            let name = std::mem::take(&mut pages[at].name);
            pages[at].name = std::mem::replace(&mut pages[other].name, name);
            // Which of two sheets a name means, nobody knows.
            pages[at].is_doubled = true;
            pages[other].is_doubled = true;
            "names of sheets swapped"
        }
        6 if pages.len() > 1 => {
            pages.remove(at);
            "sheet deleted"
        }
        _ => "nothing",
    }
}
