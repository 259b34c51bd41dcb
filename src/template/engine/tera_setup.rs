//! Tera as both template engines use it: delimiters, escaping, filters, limits.

use std::collections::BTreeSet;
use std::io::{self, Write};

use tera::{Context, Delimiters, EscapeFn, Kwargs, State, Tera, Value};

use super::failure::{Failure, MOST_TURNS, OUTPUT_LIMIT, nearest};
use super::jinja::{Script, Statement, checked};
use super::python;
use crate::template::{Data, ProblemKind};

pub(super) const BLOCK: (&str, &str) = ("\u{1}%", "%\u{2}");
pub(super) const VARIABLE: (&str, &str) = ("\u{1}{", "}\u{2}");
const COMMENT: (&str, &str) = ("\u{1}#", "#\u{2}");

/// Begins each turn of a loop; counted and dropped while a part is written (a noncharacter of
/// Unicode: never part of a text).
const TURN: char = '\u{FDD5}';

/// Filter put behind every value that is `set`: passes it on unless it is a text so long that it
/// can only come from doubling it over and over.
const KEPT: &str = "keep_in_bounds";

/// Bytes that a text may have which is `set`.
const LONGEST_SET: usize = 1 << 20;

/// Name of the one-tag template in which a tag is checked on its own.
const PROBE: &str = "tag";

/// The loop in which a tag is checked.
const AROUND: &str = "for checked in []";

/// Name of the template that prints the names of all variables.
const NAMES: &str = "names";

/// Appends `{{ code }}` in the engine's delimiters, every name guarded against absence.
pub fn write_output(source: &mut String, code: &str) {
    write_output_in(source, code, &Script::default());
}

/// Appends `{{ code }}` where a script has come to.
pub fn write_output_in(source: &mut String, code: &str, script: &Script) {
    match script.output(code) {
        Ok(code) => write(source, VARIABLE, &code),
        // Refused by Tera as well; `check_output` says why.
        Err(_) => write(source, VARIABLE, ""),
    }
}

/// Appends `{% code %}` in the engine's delimiters, every name guarded against absence.
pub fn write_statement(source: &mut String, code: &str) {
    write_statement_in(source, code, &mut Script::default());
}

/// Appends `{% code %}` where a script has come to, and lets the script go on.
pub fn write_statement_in(source: &mut String, code: &str, script: &mut Script) {
    // Refused by Tera as well; `check_statement` says why.
    let statements = script.statements(code).unwrap_or_else(|_| vec![String::new()]);
    for statement in statements {
        match statement.split_once(" = ") {
            Some((name, value)) if name.starts_with("set") => {
                write(source, BLOCK, &format!("{name} = ({value}) | {KEPT}"));
            }
            _ => write(source, BLOCK, &statement),
        }
        if statement.starts_with("for ") {
            source.push(TURN);
        }
    }
}

/// Appends a mark that prints nothing and by which [`marked`] finds the tag that follows.
pub fn write_mark(source: &mut String, tag: usize) {
    source.push_str(COMMENT.0);
    source.push_str(&tag.to_string());
    source.push_str(COMMENT.1);
}

/// The number of the last mark before a byte of a source.
pub fn marked(source: &str, offset: usize) -> Option<usize> {
    let before = source.get(..source.floor_char_boundary(offset))?;
    let (_, mark) = before.rsplit_once(COMMENT.0)?;
    mark.split_once(COMMENT.1)?.0.parse().ok()
}

/// The numbers of all marks of a source, in their order.
pub fn marks(source: &str) -> impl Iterator<Item = usize> + '_ {
    let after_each = source.split(COMMENT.0).skip(1);
    after_each.filter_map(|after| after.split_once(COMMENT.1)?.0.parse().ok())
}

/// A stretch of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'s> {
    /// Text as it stands.
    Text(&'s str),
    /// The Tera code of what is printed.
    Output(&'s str),
    /// The Tera code of a statement.
    Statement(&'s str),
}

/// The stretches of a source, its marks left out.
pub fn pieces(source: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = source;
    while let Some((text, from)) = rest.split_once('\u{1}') {
        pieces.push(Piece::Text(text));
        let (code, after) = from.split_once('\u{2}').unwrap_or((from, ""));
        let mut chars = code.chars();
        let kind = chars.next();
        chars.next_back();
        let code = chars.as_str().trim();
        match kind {
            Some('{') => pieces.push(Piece::Output(code)),
            Some('%') => pieces.push(Piece::Statement(code)),
            _ => {}
        }
        rest = after;
    }
    pieces.push(Piece::Text(rest));
    pieces
}

/// A source without the names that its tags give in case a value is absent: what they would say
/// then is lost, what they print is the same, and each of them is filled in a third of the time.
pub fn without_names(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, from)) = rest.split_once(VARIABLE.0) {
        let (code, after) = from.split_once(VARIABLE.1).unwrap_or((from, ""));
        let path = code.split_once(NAMED).and_then(|(path, name)| {
            let name = name.trim_end().strip_suffix("\")")?;
            (!name.contains(['"', '\\'])).then_some(path)
        });
        out.extend([before, VARIABLE.0]);
        match path {
            Some(path) => out.extend([path, UNNAMED]),
            None => out.push_str(code),
        }
        out.push_str(VARIABLE.1);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// How a mere path is printed, up to its name.
const NAMED: &str = "| printed(path=\"";
/// The same without its name.
const UNNAMED: &str = "| printed ";

fn write(source: &mut String, (open, close): (&str, &str), code: &str) {
    source.push_str(open);
    source.push(' ');
    source.push_str(code);
    source.push(' ');
    source.push_str(close);
}

/// A Tera instance that fills the parts of one office file.
pub struct Engine {
    tera: Tera,
    /// Templates with blocks that capture what they write.
    capturing: BTreeSet<String>,
}

impl Engine {
    /// An engine with the caller's functions; `escape` writes a value's text into the format.
    pub fn new(data: &Data<'_>, escape: EscapeFn) -> Self {
        Self::with_functions(data.functions, escape)
    }

    /// An engine for checking templates without data.
    pub fn with_functions(functions: &dyn Fn(&mut Tera), escape: EscapeFn) -> Self {
        let mut tera = Tera::default();
        tera.autoescape_on([""]);
        tera.set_escape_fn(escape);
        // Fails only when templates were added before or two delimiters are alike.
        let delimiters = tera.set_delimiters(Delimiters {
            block_start: BLOCK.0.into(),
            block_end: BLOCK.1.into(),
            variable_start: VARIABLE.0.into(),
            variable_end: VARIABLE.1.into(),
            comment_start: COMMENT.0.into(),
            comment_end: COMMENT.1.into(),
        });
        debug_assert!(delimiters.is_ok());
        register_filters(&mut tera);
        functions(&mut tera);
        let mut names = String::new();
        write(&mut names, VARIABLE, "__tera_context | keys | join(sep=\",\")");
        let added = tera.add_raw_template(NAMES, &names);
        debug_assert!(added.is_ok());
        Self { tera, capturing: BTreeSet::new() }
    }

    /// Registers the caller's functions for the data at hand, in place of those for other data.
    pub fn register(&mut self, functions: &dyn Fn(&mut Tera)) {
        functions(&mut self.tera);
    }

    /// Adds the source of one part, written with [`write_output`] and [`write_statement`].
    pub fn add(&mut self, name: &str, source: &str) -> Result<(), Failure> {
        if source.contains("endset") || source.contains("endfilter") {
            self.capturing.insert(name.to_owned());
        }
        self.tera.add_raw_template(name, source).map_err(|error| Failure::new(&error))
    }

    /// Fills a part that was added; Tera and the escape functions write valid UTF-8 only. `size`
    /// is about how many bytes will come out, 0 when that is not known.
    pub fn render(
        &self,
        name: &str,
        context: &Context,
        size: usize,
    ) -> Result<Vec<u8>, Failure> {
        let mut out = Capped { bytes: Vec::with_capacity(size + size / 16), turns: 0 };
        self.tera
            .render_to(name, context, &mut out)
            .map_err(|error| self.with_nearest(Failure::new(&error), context))?;
        if self.capturing.contains(name) {
            // What a block captures is written in one piece, with the marks inside.
            let text = String::from_utf8(out.bytes).unwrap_or_default();
            return Ok(text.replace(TURN, "").into_bytes());
        }
        Ok(out.bytes)
    }

    /// Fills a part that was added, as text.
    pub fn render_text(&self, name: &str, context: &Context) -> Result<String, Failure> {
        String::from_utf8(self.render(name, context, 0)?).map_err(|error| Failure {
            kind: ProblemKind::Evaluation(error.to_string()),
            template: Some(name.to_owned()),
            offset: None,
        })
    }

    /// Lets templates call these names as functions and as filters, for checking without data.
    pub fn accept_names(tera: &mut Tera, names: &BTreeSet<String>) {
        for name in names {
            tera.register_function(name.clone(), |_: Kwargs, _: &State| Value::none());
            tera.register_filter(name.clone(), |value: Value, _: Kwargs, _: &State| value);
        }
    }

    /// The names of a context's variables.
    pub fn variables(&self, context: &Context) -> BTreeSet<String> {
        let names = self.tera.render(NAMES, context).unwrap_or_default();
        names.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect()
    }

    /// What is wrong with one output tag, looked at on its own.
    pub fn check_output(&mut self, code: &str) -> Option<ProblemKind> {
        if let Some(reason) = checked(code, true) {
            return Some(ProblemKind::Syntax(reason));
        }
        let mut script = Script::new(std::iter::once(code));
        let mut source = String::new();
        write_statement_in(&mut source, AROUND, &mut script);
        write_output_in(&mut source, code, &script);
        write_statement_in(&mut source, "endfor", &mut script);
        self.probe(&source)
    }

    /// What goes wrong when an output tag is evaluated that reads no variable.
    pub fn check_constant(&mut self, code: &str) -> Option<ProblemKind> {
        let mut source = String::new();
        write_output(&mut source, code);
        let added = self.add(PROBE, &source);
        let context = Context::new();
        let failed = added.and_then(|()| self.render(PROBE, &context, 0)).err();
        failed.map(|failure| failure.kind)
    }

    /// What is wrong with one statement tag, looked at on its own: the blocks it opens, closes
    /// or belongs to are added around it.
    pub fn check_statement(&mut self, code: &str) -> Option<ProblemKind> {
        if let Some(reason) = checked(code, false) {
            return Some(ProblemKind::Syntax(reason));
        }
        let statement = Statement::parse(code);
        let before = match statement {
            Statement::Elif | Statement::Else | Statement::EndIf => "if true",
            Statement::EndFor => "for x in []",
            Statement::EndSet => "set x",
            Statement::EndWith => "with x = 1",
            Statement::EndFilter => "filter upper",
            _ => "",
        };
        let after = match statement {
            Statement::Elif | Statement::Else => "endif",
            _ => statement.end_word().unwrap_or_default(),
        };
        let mut script = Script::new(std::iter::once(code));
        let mut source = String::new();
        for code in
            [AROUND, before, code, after, "endfor"].into_iter().filter(|c| !c.is_empty())
        {
            write_statement_in(&mut source, code, &mut script);
        }
        self.probe(&source)
    }

    /// Proposes a name from the context where the failure has none.
    fn with_nearest(&self, mut failure: Failure, context: &Context) -> Failure {
        let ProblemKind::UnknownName { name, nearest: proposal @ None } = &mut failure.kind
        else {
            return failure;
        };
        *proposal = match name.rsplit_once('.') {
            None => {
                let known = self.variables(context);
                nearest(name, known.iter().map(String::as_str))
            }
            Some((parent, field)) => {
                let (root, path) = parent.split_once('.').unwrap_or((parent, ""));
                let value = context.get(root);
                let value = value.and_then(|v| {
                    if path.is_empty() { Some(v) } else { v.get_from_path(path) }
                });
                let keys = value.and_then(Value::as_map).into_iter().flat_map(tera::Map::keys);
                let found = nearest(field, keys.filter_map(|key| key.as_str()));
                found.map(|field| format!("{parent}.{field}"))
            }
        };
        failure
    }

    fn probe(&mut self, source: &str) -> Option<ProblemKind> {
        self.add(PROBE, source).err().map(|failure| failure.kind)
    }
}

/// Registers what docxtpl's users know and Tera lacks.
fn register_filters(tera: &mut Tera) {
    python::register(tera);
    tera.register_filter(KEPT, |value: Value, _: Kwargs, _: &State| {
        if value.as_str().is_some_and(|text| text.len() > LONGEST_SET) {
            let message = format!("văn bản đặt bằng set dài quá {LONGEST_SET} byte");
            return Err(tera::Error::message(message));
        }
        Ok(value)
    });
    // Data never becomes markup, whatever a template says.
    tera.register_filter("safe", |value: Value, _: Kwargs, _: &State| value);
    for name in ["e", "escape", "forceescape"] {
        tera.register_filter(name, escape_once);
    }
}

/// Escapes text that is not escaped yet.
fn escape_once(value: Value, _: Kwargs, state: &State) -> tera::TeraResult<Value> {
    if value.is_undefined() || value.is_safe() {
        return Ok(value);
    }
    Ok(Value::safe_string(&state.escape(&value.to_string())?))
}

/// Collects output up to the limit, and counts the turns of loops.
#[derive(Default)]
struct Capped {
    bytes: Vec<u8>,
    turns: usize,
}

impl Write for Capped {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        let mut mark = [0; 3];
        let text = match part.strip_prefix(TURN.encode_utf8(&mut mark).as_bytes()) {
            Some(text) => {
                self.turns += 1;
                text
            }
            None => part,
        };
        if self.turns > MOST_TURNS {
            return Err(io::Error::from(io::ErrorKind::QuotaExceeded));
        }
        if self.bytes.len() + text.len() > OUTPUT_LIMIT {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        self.bytes.extend_from_slice(text);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::{NoFiles, NoReferences};

    fn fill(source: &str, context: &serde_json::Value) -> Result<String, Failure> {
        let context = Context::from_serialize(context).unwrap();
        let data = Data {
            context: context.clone(),
            references: &NoReferences,
            functions: &|_| {},
            files: &NoFiles,
        };
        let mut engine =
            Engine::new(&data, |text, out| out.write_all(text.replace('<', "&lt;").as_bytes()));
        engine.add("part", source)?;
        engine.render_text("part", &context)
    }

    fn output(code: &str) -> String {
        let mut source = String::new();
        write_output(&mut source, code);
        source
    }

    fn statement(code: &str) -> String {
        let mut source = String::new();
        write_statement(&mut source, code);
        source
    }

    fn kind(source: &str) -> ProblemKind {
        let context = serde_json::json!({ "don_vi": { "ten": "A" }, "so": 1 });
        fill(source, &context).unwrap_err().kind
    }

    fn unknown(name: &str, nearest: Option<&str>) -> ProblemKind {
        ProblemKind::UnknownName { name: name.to_owned(), nearest: nearest.map(str::to_owned) }
    }

    #[test]
    fn text_that_looks_like_a_tag_passes_unchanged() {
        let text = "{{ a }} {% b %} {# c #}";
        assert_eq!(fill(text, &serde_json::json!({})).unwrap(), text);
    }

    #[test]
    fn a_missing_name_is_an_error_everywhere_with_the_nearest_right_one() {
        assert_eq!(kind(&output("don_v")), unknown("don_v", Some("don_vi")));
        assert_eq!(kind(&output("don_v ~ 'x'")), unknown("don_v", Some("don_vi")));
        assert_eq!(kind(&output("don_vi.tem")), unknown("don_vi.tem", Some("don_vi.ten")));
        let condition = |code| kind(&(statement(code) + &statement("endif")));
        assert_eq!(condition("if don_vi.tem"), unknown("don_vi.tem", Some("don_vi.ten")));
        assert_eq!(condition("if so == 2 or s0 == 1"), unknown("s0", Some("so")));
    }

    #[test]
    fn a_name_may_be_missing_where_its_author_says_so() {
        let source = output("x | default(value='…')")
            + &statement("if x is defined")
            + "1"
            + &statement("endif");
        assert_eq!(fill(&source, &serde_json::json!({})).unwrap(), "…");
    }

    #[test]
    fn data_is_escaped_once_and_never_unescaped() {
        let context = serde_json::json!({ "x": "<b>" });
        for code in ["x", "x | e", "x | escape | e", "x | safe", "x | upper | lower"] {
            assert_eq!(fill(&output(code), &context).unwrap(), "&lt;b>", "{code}");
        }
    }

    #[test]
    fn loops_gone_wild_end_though_they_print_nothing() {
        let ranges = ["for a in range(end=3000)", "for b in range(end=10000)"];
        let source = ranges.map(statement).concat() + &statement("endfor").repeat(2);
        let told = kind(&source);
        assert!(
            matches!(&told, ProblemKind::Limit(crate::template::Limit::Turns(20_000_000))),
            "{told:?}"
        );
    }

    #[test]
    fn a_text_doubled_over_and_over_ends_before_memory_does() {
        let source = statement("set a = '0123456789'") + &statement("set a = a ~ a").repeat(40);
        assert!(matches!(kind(&source), ProblemKind::Evaluation(_)));
    }

    #[test]
    fn count_is_length() {
        assert_eq!(
            fill(&output("x | count"), &serde_json::json!({ "x": [1, 2] })).unwrap(),
            "2"
        );
    }

    #[test]
    fn a_tag_is_checked_on_its_own() {
        let mut engine = Engine::with_functions(&|_| {}, tera::escape_html);
        for code in [
            "for x in xs",
            "endfor",
            "if a",
            "elif b",
            "else",
            "endif",
            "set x",
            "endset",
            "break",
            "set a = 1",
        ] {
            assert_eq!(engine.check_statement(code), None, "{code}");
        }
        for code in ["for x of xs", "if", "include 'x'", "extends 'x'", "", "endif x"] {
            assert!(engine.check_statement(code).is_some(), "{code}");
        }
        assert_eq!(engine.check_output("a + 1"), None);
        let unknown = engine.check_output("a | upperr");
        assert_eq!(unknown, Some(self::unknown("upperr", Some("upper"))));
    }

    #[test]
    fn messages_stay_short_and_plain() {
        let ProblemKind::Syntax(message) = kind(&("x".repeat(5000) + &output("a +"))) else {
            panic!()
        };
        assert!(message.len() < 200 && !message.contains("xxx"), "{message}");
    }
}
