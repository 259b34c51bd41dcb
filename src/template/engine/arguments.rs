//! Jinja's `round(2)` as Tera's `round(precision=2)`: arguments without a name get one.

/// The names of the arguments of filters, tests and functions, in Jinja's order.
const NAMES: &[(&str, &[&str])] = &[
    ("batch", &["linecount", "fill_with"]),
    ("center", &["width"]),
    ("chart", &["data"]),
    ("containing", &["pat"]),
    ("d", &["value", "boolean"]),
    ("default", &["value", "boolean"]),
    ("dictsort", &["case_sensitive", "by", "reverse"]),
    ("divisible_by", &["divisor"]),
    ("ending_with", &["pat"]),
    ("filesizeformat", &["binary"]),
    ("float", &["default"]),
    ("get", &["key", "default"]),
    ("group_by", &["attribute"]),
    ("groupby", &["attribute", "default", "case_sensitive"]),
    ("indent", &["width", "first", "blank"]),
    ("int", &["default", "base"]),
    ("join", &["sep", "attribute"]),
    ("max", &["case_sensitive", "attribute"]),
    ("min", &["case_sensitive", "attribute"]),
    ("nth", &["n"]),
    ("pluralize", &["plural", "singular"]),
    ("replace", &["from", "to", "count"]),
    ("round", &["precision", "method"]),
    ("slice", &["slices", "fill_with"]),
    ("sort", &["attribute", "case_sensitive", "attribute_name"]),
    ("split", &["pat"]),
    ("starting_with", &["pat"]),
    ("subdoc", &["file", "data", "sections"]),
    ("sum", &["attribute", "start"]),
    ("trim", &["pat"]),
    ("truncate", &["length", "killwords", "end", "leeway"]),
    ("unique", &["case_sensitive", "attribute"]),
    ("wordwrap", &["width", "break_long_words", "wrapstring", "break_on_hyphens"]),
];

/// The name that the argument at a place is given: those of functions and filters that nobody
/// listed are `arg1`, `arg2`, … . `count` is how many there are without a name.
pub(super) fn parameter(called: &str, index: usize, count: usize) -> String {
    // `range(end)`, `range(start, end)`, `range(start, end, step_by)`, as in Python.
    if called == "range" {
        let names = if count == 1 { ["end", "", ""] } else { ["start", "end", "step_by"] };
        return names.get(index).copied().unwrap_or("step_by").to_owned();
    }
    let known = NAMES.iter().find(|(name, _)| *name == called);
    let name = known.and_then(|(_, names)| names.get(index));
    name.map_or_else(|| format!("arg{}", index + 1), |name| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_without_a_name_get_the_one_that_is_asked_for() {
        assert_eq!(parameter("round", 0, 1), "precision");
        assert_eq!(parameter("replace", 1, 2), "to");
        assert_eq!(parameter("range", 0, 1), "end");
        assert_eq!(parameter("range", 0, 2), "start");
        assert_eq!(parameter("so", 1, 2), "arg2");
    }
}
