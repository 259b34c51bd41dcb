//! Which names a tag's code reads and calls.

use std::collections::BTreeSet;

use super::statement::expressions;
use super::tree::Expr;
use super::write::shown;

/// The top-level variables that a tag's code reads, without those it binds itself (`x for x in`)
/// and without those that may be absent (`is defined`, `default`). `loop` is among them: whether
/// a loop is around, only the caller knows.
pub fn top_level_names(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (expr, bound) in expressions(code) {
        read(&expr, &bound, &mut names);
    }
    names
}

/// The variables of which a tag's code asks whether they are there (`x is defined`, also of a
/// field of theirs).
pub fn asked_names(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (expr, _) in expressions(code) {
        asked(&expr, &mut names);
    }
    names
}

fn asked(expr: &Expr, names: &mut BTreeSet<String>) {
    if matches!(expr, Expr::Test(_, test, _) if matches!(test.as_str(), "defined" | "undefined"))
    {
        names.extend(may_be_absent(expr).and_then(Expr::root).map(str::to_owned));
    }
    for part in expr.parts() {
        asked(part, names);
    }
}

/// The variables with the fields read from them (`a.b[1].c`), as written, without those that a
/// tag's code binds itself and without those that may be absent.
pub fn read_paths(code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for (expr, bound) in expressions(code) {
        collect_paths(&expr, &bound, &mut paths);
    }
    paths
}

fn collect_paths(expr: &Expr, bound: &[String], paths: &mut Vec<String>) {
    let absent = may_be_absent(expr);
    let is_path = matches!(expr, Expr::Name(_) | Expr::Field(..) | Expr::Item(..));
    match expr.root() {
        Some(root) if is_path && absent.is_none() => {
            if !bound.iter().any(|name| name == root) {
                paths.push(shown(expr));
            }
            let mut rest = expr;
            while let Expr::Field(of, ..) | Expr::Item(of, ..) = rest {
                if let Expr::Item(_, index, _) = rest {
                    collect_paths(index, bound, paths);
                }
                rest = of;
            }
        }
        _ => {
            if let Expr::Comprehension { item, names, over, when } = expr {
                let inner: Vec<String> = bound.iter().chain(names).cloned().collect();
                collect_paths(item, &inner, paths);
                collect_paths(over, bound, paths);
                if let Some(when) = when {
                    collect_paths(when, &inner, paths);
                }
            }
            let parts = expr.parts().into_iter();
            for part in parts.filter(|part| !absent.is_some_and(|of| std::ptr::eq(of, *part))) {
                collect_paths(part, bound, paths);
            }
        }
    }
}

/// The functions and filters that a tag's code calls.
pub fn called_names(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (expr, _) in expressions(code) {
        called(&expr, &mut names);
    }
    names
}

/// The operand whose absence its author has thought of, for `x is defined`, `x | default(…)`.
pub(super) fn may_be_absent(expr: &Expr) -> Option<&Expr> {
    match expr {
        Expr::Filter(of, name, _) if matches!(name.as_str(), "default" | "d") => Some(of),
        Expr::Test(of, name, _) if matches!(name.as_str(), "defined" | "undefined") => Some(of),
        Expr::Field(of, _, true) | Expr::Item(of, _, true) => Some(of),
        _ => None,
    }
}

fn read(expr: &Expr, bound: &[String], names: &mut BTreeSet<String>) {
    match expr {
        Expr::Name(name) if !bound.contains(name) => {
            names.insert(name.clone());
        }
        Expr::Comprehension { item, names: own, over, when } => {
            read(over, bound, names);
            let inner: Vec<String> = bound.iter().chain(own).cloned().collect();
            read(item, &inner, names);
            if let Some(when) = when {
                read(when, &inner, names);
            }
        }
        _ => {
            let absent = may_be_absent(expr);
            for part in expr.parts() {
                match absent {
                    Some(of) if std::ptr::eq(of, part) => read_inside(part, bound, names),
                    _ => read(part, bound, names),
                }
            }
        }
    }
}

/// Reads what a path that may be absent needs all the same: what stands in its brackets.
fn read_inside(path: &Expr, bound: &[String], names: &mut BTreeSet<String>) {
    match path {
        Expr::Name(_) => {}
        Expr::Field(of, ..) => read_inside(of, bound, names),
        Expr::Item(of, index, _) => {
            read_inside(of, bound, names);
            read(index, bound, names);
        }
        other => read(other, bound, names),
    }
}

fn called(expr: &Expr, names: &mut BTreeSet<String>) {
    if let Expr::Call(name, _) | Expr::Filter(_, name, _) = expr {
        names.insert(name.clone());
    }
    if let Expr::Comprehension { item, over, when, .. } = expr {
        for part in [Some(item), Some(over), when.as_ref()].into_iter().flatten() {
            called(part, names);
        }
    }
    for part in expr.parts() {
        called(part, names);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(code: &str) -> Vec<String> {
        top_level_names(code).into_iter().collect()
    }

    #[test]
    fn variables_are_told_from_fields_filters_tests_functions_and_keywords() {
        assert_eq!(names("a.b | f(x=c.d, y='e.f')"), ["a", "c"]);
        assert_eq!(names("g(1, h=2) ~ a[b.c]['d']"), ["a", "b"]);
        assert_eq!(names("if not a and b is not none or 'c' in d"), ["a", "b", "d"]);
        assert_eq!(names("set t = u + 1"), ["u"]);
        assert_eq!(names("[x.n for x in xs if x.n > m]"), ["m", "xs"]);
        assert_eq!(names("endfor"), Vec::<String>::new());
        assert_eq!(names("if for_x.y == True"), ["for_x"]);
        assert_eq!(names("for đv in đơn_vị if đv.số > n"), ["n", "đơn_vị"]);
        assert_eq!(names("a.get('k') or b.items()"), ["a", "b"]);
    }

    #[test]
    fn a_name_whose_absence_was_thought_of_is_not_required() {
        assert_eq!(names("if a is defined and b is not undefined"), Vec::<String>::new());
        assert_eq!(names("a | default(value=b)"), ["b"]);
        assert_eq!(names("a[i] | d('')"), ["i"]);
        assert_eq!(names("a?.b"), Vec::<String>::new());
    }

    #[test]
    fn functions_and_filters_are_told_from_variables() {
        let called: Vec<_> =
            called_names("so('a(b') | ngay if (x) and not (y)").into_iter().collect();
        assert_eq!(called, ["ngay", "so"]);
    }
}
