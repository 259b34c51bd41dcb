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
}
