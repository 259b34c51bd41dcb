//! Lists in a sentence.

use super::Lang;

/// Joins the items as a sentence does: `a, b và c`.
pub fn join<T: AsRef<str>>(items: &[T], lang: Lang) -> String {
    let and = lang.pick(" và ", " and ");
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{}{and}{}", first.join(", "), last.as_ref())
        }
    }
}

/// Names of units, so many as there is room for, and how many more there are:
/// `Chi bộ 1, Chi bộ 2 và 3 đơn vị nữa`.
pub fn units<T: AsRef<str>>(names: &[T], room: usize, lang: Lang) -> String {
    let (shown, rest) = names.split_at(names.len().min(room));
    let shown = shown.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
    match rest.len() {
        0 => shown,
        more => lang
            .pick(format!("{shown} và {more} đơn vị nữa"), format!("{shown} and {more} more")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_item_is_joined_by_a_word() {
        assert_eq!(join::<&str>(&[], Lang::Vi), "");
        assert_eq!(join(&["a"], Lang::Vi), "a");
        assert_eq!(join(&["a", "b"], Lang::Vi), "a và b");
        assert_eq!(join(&["a", "b", "c"], Lang::Vi), "a, b và c");
        assert_eq!(join(&["a", "b", "c"], Lang::En), "a, b and c");
    }

    #[test]
    fn units_beyond_the_room_are_counted() {
        assert_eq!(units(&["a", "b"], 2, Lang::Vi), "a, b");
        assert_eq!(units(&["a", "b", "c", "d"], 2, Lang::Vi), "a, b và 2 đơn vị nữa");
        assert_eq!(units(&["a", "b", "c"], 1, Lang::En), "a and 2 more");
    }
}
