//! The tags of a part as Tera statements, one after the other.

use std::collections::BTreeSet;

use super::parse::expression;
use super::statement::{Parsed, parsed};
use super::tree::{Arguments, Expr};
use super::write::{Level, Scope, identifier};
use crate::template::engine::python::{MUST_EXIST, changes_its_object};

/// What is wrong with a tag's code; `prints` tells `{{ … }}` from `{% … %}`.
pub fn checked(code: &str, prints: bool) -> Option<String> {
    let mut script = Script { keeps_items: true, ..Script::default() };
    // Whether a loop is around is seen elsewhere.
    script.open.push(Open::For { items: Some("items".to_owned()), names: vec![String::new()] });
    if prints { script.output(code).err() } else { script.statements(code).err() }
}

/// A block that is open where the script has come to.
#[derive(Debug, Clone)]
enum Open {
    For { items: Option<String>, names: Vec<String> },
    With { id: usize, names: Vec<String> },
    Filter(usize),
    Other,
}

/// The tags of one part in their order, written as Tera code one after the other.
#[derive(Debug, Clone, Default)]
pub struct Script {
    /// Names whose objects are changed somewhere: they are held where every loop sees them.
    changed: BTreeSet<String>,
    /// Whether loops keep what they go through, for `loop.previtem` and the like.
    keeps_items: bool,
    open: Vec<Open>,
    blocks: usize,
}

impl Script {
    /// A script for tags with this code.
    pub fn new<'a>(codes: impl Iterator<Item = &'a str>) -> Self {
        let mut script = Self::default();
        for code in codes {
            script.keeps_items |= ["loop.previtem", "loop.nextitem", "loop.changed"]
                .iter()
                .any(|w| code.contains(w));
            if !code.contains('.') {
                continue;
            }
            match parsed(code) {
                Ok(Parsed::SetField { name, .. }) => {
                    script.changed.insert(name);
                }
                Ok(Parsed::Do(value) | Parsed::Set { value, .. }) => {
                    script.changed.extend(change(&value).map(|(name, ..)| name.to_owned()));
                }
                _ => {}
            }
        }
        script
    }

    /// The variable that counts how often the loop around has begun, where that is counted.
    pub fn runs(&self) -> Option<String> {
        self.scope().items.map(|items| runs_of(&items))
    }

    fn scope(&self) -> Scope {
        let mut scope = Scope::default();
        for open in &self.open {
            if let Open::For { items, names } = open {
                scope.items.clone_from(items);
                scope.loop_names.clone_from(names);
                scope.depth += 1;
            }
        }
        scope
    }

    /// The Tera expression for what a tag prints.
    ///
    /// # Errors
    /// With the reason why it cannot be understood.
    pub fn output(&self, code: &str) -> Result<String, String> {
        self.scope().printed(&expression(code)?)
    }

    /// The Tera statements that a statement becomes.
    ///
    /// # Errors
    /// With the reason why it cannot be understood.
    pub fn statements(&mut self, code: &str) -> Result<Vec<String>, String> {
        let scope = self.scope();
        match parsed(code)? {
            Parsed::For { names, over, when } => self.for_loop(&scope, names, &over, when),
            Parsed::Condition(word, expr) => {
                if word == "if" {
                    self.open.push(Open::Other);
                }
                Ok(vec![format!("{word} {}", scope.write(&expr, Level::Choice)?)])
            }
            Parsed::Set { targets, value, global } => {
                if let Some((name, method, arguments)) = change(&value) {
                    let mut statements = match targets.as_slice() {
                        [target] if method == "pop" => {
                            vec![self.taken(&scope, target, name, arguments, global)?]
                        }
                        _ => Vec::new(),
                    };
                    statements.extend(change_statement(&scope, name, method, arguments)?);
                    return Ok(statements);
                }
                self.set(&scope, &targets, &value, global)
            }
            Parsed::SetField { name, field, value } => {
                let arguments =
                    Arguments { plain: vec![Expr::Text(field), value], named: Vec::new() };
                change_statement(&scope, &name, "set", &arguments)
            }
            Parsed::SetBlock { name, filters, global } => {
                self.open.push(Open::Other);
                let filters = chain(&scope, &filters)?.into_iter().map(|f| format!(" | {f}"));
                let word = self.set_word(&name, global);
                let filters = std::iter::once(" | plain_text".to_owned()).chain(filters);
                Ok(vec![format!("{word} {}{}", identifier(&name), filters.collect::<String>())])
            }
            Parsed::With(values) => self.with(&scope, &values),
            Parsed::Filter(filters) => {
                let mut filters = chain(&scope, &filters)?;
                filters.reverse();
                self.open.push(Open::Filter(filters.len()));
                let block = |filter: String| {
                    let (name, arguments) = filter.split_once('(').unwrap_or((&filter, ")"));
                    let comma = if arguments == ")" { "" } else { ", " };
                    format!("filter in_text(filter_name='{name}'{comma}{arguments}")
                };
                Ok(filters.into_iter().map(block).collect())
            }
            Parsed::Do(value) => match change(&value) {
                Some((name, method, arguments)) => {
                    change_statement(&scope, name, method, arguments)
                }
                None => {
                    Ok(vec![format!("set done_ = {}", scope.write(&value, Level::Choice)?)])
                }
            },
            Parsed::Plain(word) => Ok(self.plain(word)),
            Parsed::Ignored => Ok(Vec::new()),
        }
    }

    fn plain(&mut self, word: &'static str) -> Vec<String> {
        if !word.starts_with("end") {
            return vec![word.to_owned()];
        }
        match self.open.pop() {
            Some(Open::With { id, names }) if word == "endwith" => {
                names.iter().map(|name| format!("set {name} = outside_{id}_{name}")).collect()
            }
            Some(Open::Filter(count)) if word == "endfilter" => {
                vec![word.to_owned(); count]
            }
            _ => vec![word.to_owned()],
        }
    }

    fn for_loop(
        &mut self,
        scope: &Scope,
        names: Vec<String>,
        over: &Expr,
        when: Option<Expr>,
    ) -> Result<Vec<String>, String> {
        let mut source = scope.iterated(over, names.len())?;
        let (bound, inner) = scope.binding(&names);
        if let Some(when) = when {
            let when = inner.write(&when, Level::Or)?;
            source = format!("[{bound} for {bound} in {source} if {when}]");
        }
        let mut statements = Vec::new();
        let items = self.keeps_items.then(|| {
            self.blocks += 1;
            format!("items_{}", self.blocks)
        });
        if let Some(items) = &items {
            statements.push(format!("set {items} = {source} | iterated"));
            let runs = runs_of(items);
            statements.push(format!(
                "set_global {runs} = {runs} | default(value=0) | operation(sign='+', b=1)"
            ));
            source.clone_from(items);
        }
        statements.push(format!("for {bound} in {source}"));
        if names.len() > 1 {
            let set = |(at, name): (usize, &String)| {
                format!("set {} = {bound}[{at}]", identifier(name))
            };
            statements.extend(names.iter().enumerate().map(set));
        }
        self.open.push(Open::For { items, names });
        Ok(statements)
    }

    fn set_word(&self, name: &str, global: bool) -> &'static str {
        if global || self.changed.contains(name) { "set_global" } else { "set" }
    }

    fn set(
        &self,
        scope: &Scope,
        targets: &[String],
        value: &Expr,
        global: bool,
    ) -> Result<Vec<String>, String> {
        let value_code = scope.write(value, Level::Pipe)?;
        if let [name] = targets {
            let word = self.set_word(name, global);
            return Ok(vec![format!("{word} {} = {value_code}", identifier(name))]);
        }
        let count = targets.len();
        let mut statements = vec![format!("set parts_ = {value_code} | parted(n={count})")];
        for (at, name) in targets.iter().enumerate() {
            let word = self.set_word(name, global);
            statements.push(format!("{word} {} = parts_[{at}]", identifier(name)));
        }
        Ok(statements)
    }

    /// `set x = xs.pop()`: what is about to be taken out.
    fn taken(
        &self,
        scope: &Scope,
        target: &str,
        name: &str,
        arguments: &Arguments,
        global: bool,
    ) -> Result<String, String> {
        let (word, of) = (self.set_word(target, global), identifier(name));
        let arguments = method_arguments(scope, "pop", arguments)?;
        let target = identifier(target);
        Ok(format!("{word} {target} = {of} | {MUST_EXIST}(path='{of}') | taken({arguments})"))
    }

    /// Sets the names, after what they meant outside was put aside.
    fn with(
        &mut self,
        scope: &Scope,
        values: &[(String, Expr)],
    ) -> Result<Vec<String>, String> {
        self.blocks += 1;
        let id = self.blocks;
        let mut statements = Vec::new();
        for (at, (_, value)) in values.iter().enumerate() {
            let value = scope.write(value, Level::Choice)?;
            statements.push(format!("set inside_{id}_{at} = {value}"));
        }
        let names: Vec<String> = values.iter().map(|(name, _)| identifier(name)).collect();
        for (at, name) in names.iter().enumerate() {
            statements.push(format!("set outside_{id}_{name} = {name}"));
            statements.push(format!("set {name} = inside_{id}_{at}"));
        }
        self.open.push(Open::With { id, names });
        Ok(statements)
    }
}

/// The variable that counts the runs of the loop which keeps its items in that one.
fn runs_of(items: &str) -> String {
    format!("runs_of_{items}")
}

/// The filters of a chain in their order, as Tera writes them.
fn chain(scope: &Scope, filters: &Expr) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    let mut rest = filters;
    while let Expr::Filter(of, name, arguments) = rest {
        let arguments = scope.arguments(name, arguments)?;
        found.push(if arguments.is_empty() {
            name.clone()
        } else {
            format!("{name}({arguments})")
        });
        rest = of;
    }
    found.reverse();
    Ok(found)
}

/// `xs.append(1)` and the like: the name, the method, its arguments.
fn change(value: &Expr) -> Option<(&str, &str, &Arguments)> {
    match value {
        Expr::Method(of, method, arguments) if changes_its_object(method) => match &**of {
            Expr::Name(name) if name != "loop" => Some((name, method, arguments)),
            _ => None,
        },
        _ => None,
    }
}

fn change_statement(
    scope: &Scope,
    name: &str,
    method: &str,
    arguments: &Arguments,
) -> Result<Vec<String>, String> {
    let name = identifier(name);
    let written = method_arguments(scope, method, arguments)?;
    Ok(vec![format!(
        "set_global {name} = {name} | {MUST_EXIST}(path='{name}') | changed({written})"
    )])
}

/// The name of a method and its arguments, as the filters behind methods take them.
fn method_arguments(
    scope: &Scope,
    method: &str,
    arguments: &Arguments,
) -> Result<String, String> {
    let mut written = vec![format!("method_name='{method}'")];
    for (at, value) in arguments.plain.iter().enumerate() {
        written.push(format!("arg{}={}", at + 1, scope.write(value, Level::Choice)?));
    }
    for (key, value) in &arguments.named {
        written.push(format!("{}={}", identifier(key), scope.write(value, Level::Choice)?));
    }
    Ok(written.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(code: &str) -> String {
        let written = Script::default().output(code).unwrap();
        written.strip_suffix(" | printed").unwrap_or(&written).to_owned()
    }

    fn statement(code: &str) -> Vec<String> {
        Script::default().statements(code).unwrap()
    }

    #[test]
    fn every_name_is_guarded_where_it_stands() {
        assert_eq!(statement("if a.b == 1"), ["if a.b | must_exist(path=\"a.b\") == 1"]);
        assert_eq!(
            output("a[b.c].d"),
            "a[b.c | must_exist(path=\"b.c\")][\"d\"] | printed(path=\"a[b.c].d\")"
        );
        assert_eq!(output("loop.index"), "loop.index");
        assert_eq!(statement("if a is defined"), ["if a is defined"]);
        assert_eq!(output("a.b | default('x')"), "a.b | default(value=\"x\")");
    }

    #[test]
    fn names_outside_ascii_are_looked_up_by_a_function() {
        assert_eq!(
            output("đv.tên | default('')"),
            "variable(name=\"đv\", bound=\"v__111_v\")[\"tên\"] | default(value=\"\")"
        );
        assert_eq!(
            statement("for đv in xs"),
            ["for v__111_v in xs | must_exist(path=\"xs\") | iterated"]
        );
    }

    #[test]
    fn operations_and_conditions_keep_their_order() {
        assert_eq!(
            output("1 + 2 * 3"),
            "1 | operation(sign='+', b=2 | operation(sign='*', b=3))"
        );
        assert_eq!(
            output("(1 + 2) * 3"),
            "1 | operation(sign='+', b=2) | operation(sign='*', b=3)"
        );
        assert_eq!(output("1 < 2 < 3 or not 4"), "(1 < 2 and 2 < 3 or not 4)");
        assert_eq!(output("1 if 2 else 3 if 4 else 5"), "(1 if 2 else 3 if 4 else 5)");
        assert_eq!(output("1 if 2"), "(1 if 2 else \"\")");
    }

    #[test]
    fn what_cannot_stand_in_a_document_is_named() {
        for code in
            ["include 'x'", "macro f(x)", "for x in y recursive", "for x of xs", "endif x"]
        {
            assert!(checked(code, false).is_some(), "{code}");
        }
        for code in ["xs.frobnicate()", "a +", "xs | random", "loop", "a b"] {
            assert!(checked(code, true).is_some(), "{code}");
        }
    }
}
