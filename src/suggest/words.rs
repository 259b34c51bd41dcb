//! Proposals in words.

use std::fmt::Write as _;

use super::{Certainty, Fate, Suggestion};
use crate::text::Lang;

/// How many cells got which tags, and for which lines and columns there are no figures.
pub fn suggestion_in_words(suggestion: &Suggestion, lang: Lang) -> String {
    let count = |wanted: &dyn Fn(&Fate) -> bool| {
        suggestion.cells.iter().filter(|cell| wanted(&cell.fate)).count()
    };
    let of = |wanted: Certainty| {
        count(&|fate| matches!(fate, Fate::Tagged { certainty, .. } if *certainty == wanted))
    };
    let (sure, likely, doubtful) =
        (of(Certainty::Sure), of(Certainty::Likely), of(Certainty::Doubtful));
    let tagged = sure + likely + doubtful;
    let several = count(&|fate| matches!(fate, Fate::Several { .. }));
    let left = count(&|fate| matches!(fate, Fate::Left { .. }));
    let (tables, formulas) = (suggestion.tables, suggestion.formulas);
    let mut words = lang.pick(
        format!(
            "bảng: {tables}; ô số liệu: {}\n\
             đã gắn thẻ: {tagged} (chắc chắn {sure}, nhiều khả năng {likely}, cần xem lại {doubtful})\n\
             để nguyên: {} (phải chọn {several}, chưa có số liệu {left}); công thức giữ nguyên: {formulas}\n",
            suggestion.cells.len(),
            several + left,
        ),
        format!(
            "tables: {tables}; cells for figures: {}\n\
             tagged: {tagged} (sure {sure}, likely {likely}, to look at {doubtful})\n\
             left as they were: {} (to choose {several}, without figure {left}); formulas kept: {formulas}\n",
            suggestion.cells.len(),
            several + left,
        ),
    );
    let lists = [
        (&suggestion.empty_lines, lang.pick("dòng chưa có số liệu", "lines without figures")),
        (
            &suggestion.empty_columns,
            lang.pick("cột chưa có số liệu", "columns without figures"),
        ),
    ];
    for (labels, title) in lists.into_iter().filter(|(labels, _)| !labels.is_empty()) {
        let _ = writeln!(words, "{title}:");
        for (sheet, label) in labels {
            let _ = writeln!(words, "  {sheet}: «{label}»");
        }
    }
    words
}
