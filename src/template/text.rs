//! Templates that are plain text: what is to be pasted somewhere. The same tags as in Word; a line
//! that holds nothing but statements prints nothing, not even its end.

use super::engine::{
    Engine, Failure, Lexer, Script, Tag, TagKind, write_mark, write_output_in,
    write_statement_in,
};
use super::{Data, Place, Problem, ProblemKind};

/// Name of the text in the engine.
const NAME: &str = "text";

/// A text template, read once and filled as often as one likes.
pub struct TextTemplate {
    engine: Engine,
    source: String,
    tags: Vec<String>,
}

impl TextTemplate {
    /// Reads a template; `data` says which functions its tags may call.
    ///
    /// # Errors
    /// With every delimiter that has no counterpart, or the first tag that cannot be understood.
    pub fn read(text: &str, data: &Data<'_>) -> Result<Self, Vec<Problem>> {
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        // Private characters of the engine are no text.
        let text: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
        let mut lexer = Lexer::new();
        let (tags, strays) = lexer.tags(&text);
        if !strays.is_empty() || lexer.in_raw() {
            let found = strays.iter().map(|stray| {
                let rest = text.get(stray.at..).unwrap_or_default();
                problem(ProblemKind::Unclosed(stray.delimiter.to_owned()), shortened(rest))
            });
            return Err(found.collect());
        }
        let source = source(&text, &tags);
        let tags: Vec<String> = tags.into_iter().map(|tag| tag.code).collect();
        let mut engine = Engine::new(data, |text, out| out.write_all(text.as_bytes()));
        engine.add(NAME, &source).map_err(|failure| vec![failed(failure, &source, &tags)])?;
        Ok(Self { engine, source, tags })
    }

    /// Fills it.
    ///
    /// # Errors
    /// With the tag that fails.
    pub fn fill(&self, context: &tera::Context) -> Result<String, Problem> {
        let filled = self.engine.render_text(NAME, context);
        filled.map_err(|failure| failed(failure, &self.source, &self.tags))
    }
}

/// The text in the engine's language, a mark before each tag.
fn source(text: &str, tags: &[Tag]) -> String {
    let codes = tags.iter().filter(|tag| tag.kind == TagKind::Statement);
    let mut script = Script::new(codes.map(|tag| tag.code.as_str()));
    let mut source = String::new();
    let mut numbered = tags.iter().enumerate().peekable();
    let mut at = 0;
    while at < text.len() {
        let mut end = line_end(text, at);
        let mut line = String::new();
        let (mut from, mut tagged, mut prints) = (at, false, false);
        while let Some((number, tag)) = numbered.next_if(|(_, tag)| tag.range.start < end) {
            let before = text.get(from..tag.range.start).unwrap_or_default();
            line.push_str(before);
            tagged = true;
            prints |= !before.trim().is_empty()
                || matches!(tag.kind, TagKind::Output | TagKind::Literal);
            write_mark(&mut line, number);
            match tag.kind {
                TagKind::Output => write_output_in(&mut line, &tag.code, &script),
                TagKind::Statement => write_statement_in(&mut line, &tag.code, &mut script),
                TagKind::Literal => line.push_str(&tag.code),
                TagKind::Comment => {}
            }
            from = tag.range.end;
            // A tag may be typed over several lines.
            end = end.max(line_end(text, from));
        }
        let after = text.get(from..end).unwrap_or_default();
        if prints || !tagged || !after.trim().is_empty() {
            source.push_str(&line);
            source.push_str(after);
        } else {
            // Blanks around statements go with their line.
            source.push_str(line.trim());
        }
        at = end;
    }
    source
}

/// Where the line ends in which a byte of a text stands, its end included.
fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.find('\n').map_or(text.len(), |found| at + found + 1)
}

fn failed(failure: Failure, source: &str, tags: &[String]) -> Problem {
    let mark = failure.offset.and_then(|offset| super::engine::marked(source, offset));
    let around = mark.and_then(|mark| tags.get(mark)).cloned().unwrap_or_default();
    problem(failure.kind, around)
}

fn problem(kind: ProblemKind, around: String) -> Problem {
    Problem { kind, place: Place::File, around }
}

fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::{NoFiles, NoReferences};

    fn data(context: tera::Context) -> Data<'static> {
        Data { context, references: &NoReferences, functions: &|_| {}, files: &NoFiles }
    }

    fn filled(template: &str) -> Result<String, Vec<Problem>> {
        let mut context = tera::Context::new();
        context.insert("ten", "{{ 1 + 1 }} <b>&");
        context.insert("bieu", &["Biểu 1", "Biểu 2"]);
        context.insert("khong", &Vec::<String>::new());
        let template = TextTemplate::read(template, &data(context.clone()))?;
        template.fill(&context).map_err(|problem| vec![problem])
    }

    #[test]
    fn data_is_never_a_tag_nor_markup() {
        assert_eq!(filled("Gửi {{ ten }}.").unwrap(), "Gửi {{ 1 + 1 }} <b>&.");
    }

    #[test]
    fn lines_of_statements_leave_no_line_and_a_mark_of_encoding_is_no_text() {
        let template = "\u{feff}Thiếu:\r\n  {% for b in bieu %}\r\n- {{ b }}\r\n{% endfor %}\r\n\
                        {% if khong | length > 0 %}\r\nkhông có\r\n{% endif %}\r\n\r\nHết{# chú\n thích #}.";
        assert_eq!(filled(template).unwrap(), "Thiếu:\n- Biểu 1\n- Biểu 2\n\nHết.");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_tag() {
        let unknown = filled("Gửi {{ ten }}: {{ tem }}").unwrap_err();
        assert_eq!(unknown[0].around, "tem");
        assert!(matches!(unknown[0].kind, ProblemKind::UnknownName { .. }), "{unknown:?}");
        let unclosed = filled("Gửi {{ ten").unwrap_err();
        assert!(matches!(unclosed[0].kind, ProblemKind::Unclosed(_)), "{unclosed:?}");
        assert!(filled("{% if ten %}a").is_err());
    }
}
