//! A field's code as Word reads it: what kind of field it is, its arguments, its switches.

/// A field's code, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Instruction {
    /// The kind in capitals, such as `SEQ`; `=` for a formula.
    pub(super) kind: String,
    /// What stands there without a switch, without its quotes.
    pub(super) arguments: Vec<String>,
    /// Switches in their order: the character after `\`, and its argument.
    switches: Vec<(char, Option<String>)>,
}

/// A word of a field's code.
enum Word {
    Plain(String),
    Switch(char),
}

impl Instruction {
    /// Takes a code apart; an empty one is no field.
    pub(super) fn parse(code: &str) -> Option<Self> {
        let code = code.trim();
        let (kind, rest) = match code.strip_prefix('=') {
            Some(formula) => ("=", formula),
            None => code.split_once(char::is_whitespace).unwrap_or((code, "")),
        };
        if kind.is_empty() {
            return None;
        }
        let kind = kind.to_ascii_uppercase();
        let (mut arguments, mut switches) = (Vec::new(), Vec::<(char, Option<String>)>::new());
        let mut waits = false;
        for word in words(rest) {
            match (word, switches.last_mut()) {
                (Word::Switch(name), _) => {
                    waits = takes_argument(&kind, name);
                    switches.push((name, None));
                }
                (Word::Plain(word), Some((_, argument))) if waits => {
                    *argument = Some(word);
                    waits = false;
                }
                (Word::Plain(word), _) => arguments.push(word),
            }
        }
        Some(Self { kind, arguments, switches })
    }

    /// Whether a switch is given.
    pub(super) fn has(&self, name: char) -> bool {
        self.switches.iter().any(|(known, _)| *known == name)
    }

    /// The argument of a switch.
    pub(super) fn switch(&self, name: char) -> Option<&str> {
        let mut given = self.switches.iter().filter(|(known, _)| *known == name);
        given.find_map(|(_, argument)| argument.as_deref())
    }

    /// The formats (`\*`) but for those that say how the result looks.
    pub(super) fn formats(&self) -> impl Iterator<Item = &str> {
        let given = self.switches.iter().filter(|(name, _)| *name == '*');
        given.filter_map(|(_, format)| format.as_deref()).filter(|format| {
            !format.eq_ignore_ascii_case("MERGEFORMAT")
                && !format.eq_ignore_ascii_case("CHARFORMAT")
        })
    }

    /// The first argument.
    pub(super) fn argument(&self) -> Option<&str> {
        self.arguments.first().map(String::as_str)
    }
}

/// Whether a switch is followed by an argument (ECMA-376 part 1, 17.16.5).
fn takes_argument(kind: &str, switch: char) -> bool {
    match (kind, switch) {
        (_, '*' | '#' | '@')
        | ("SEQ", 'r' | 's')
        | ("REF", 'd')
        | ("TC", 'f' | 'l')
        | ("HYPERLINK", 'l' | 'o' | 't') => true,
        ("TOC", name) => "abcdflnopst".contains(name),
        _ => false,
    }
}

fn words(code: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            c if c.is_whitespace() => {}
            '\\' => found.extend(chars.next().map(|c| Word::Switch(c.to_ascii_lowercase()))),
            '"' | '\u{201C}' | '\u{201D}' => {
                let mut word = String::new();
                while let Some(c) = chars.next() {
                    match c {
                        '"' | '\u{201C}' | '\u{201D}' => break,
                        '\\' => word.extend(chars.next()),
                        c => word.push(c),
                    }
                }
                found.push(Word::Plain(word));
            }
            c => {
                let mut word = String::from(c);
                while let Some(c) =
                    chars.next_if(|c| !c.is_whitespace() && *c != '\\' && *c != '"')
                {
                    word.push(c);
                }
                found.push(Word::Plain(word));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kind_arguments_and_switches_are_told_apart() {
        let seq = Instruction::parse(" SEQ Hình \\* ARABIC \\r3 ").unwrap();
        assert_eq!((seq.kind.as_str(), seq.argument()), ("SEQ", Some("Hình")));
        assert_eq!((seq.switch('r'), seq.formats().next()), (Some("3"), Some("ARABIC")));
        let toc = Instruction::parse("TOC \\o \"1-3\" \\h \\z \\t \"Mục lớn;1\"").unwrap();
        assert_eq!((toc.switch('o'), toc.switch('t')), (Some("1-3"), Some("Mục lớn;1")));
        assert!(toc.has('h') && toc.has('z') && !toc.has('u') && toc.arguments.is_empty());
        let link = Instruction::parse("HYPERLINK \"a \\\"b\\\" \\\\c\" \\o x").unwrap();
        assert_eq!(link.argument(), Some("a \"b\" \\c"));
        assert_eq!(Instruction::parse("=SUM(ABOVE) \\# \"0\"").unwrap().kind, "=");
        assert_eq!(Instruction::parse("  "), None);
    }
}
