//! A source without the code that failed, so that filling can go on and find what else fails.

use super::tera_setup::{BLOCK, VARIABLE};

/// A source in which the tag at a byte asks for nothing any more: what it printed is nothing, what
/// it asked is not so, what it went through is empty. What a `set` would have given nobody knows,
/// so whatever reads it is made harmless with it.
///
/// `None` when the tag is none of these, or was made harmless before.
pub fn without_failed(source: &str, offset: usize) -> Option<String> {
    let start = source.get(..=source.floor_char_boundary(offset))?.rfind(OPEN)?;
    let end = start + source.get(start..)?.find(CLOSE)? + CLOSE.len_utf8();
    let failed = source.get(start..end)?;
    let harmless = harmless(failed)?;
    if harmless == failed {
        return None;
    }
    let replaced = [source.get(..start)?, &harmless, source.get(end..)?].concat();
    Some(match set_name(failed) {
        Some(name) => without_readers(&replaced, name),
        None => replaced,
    })
}

const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';

/// A tag with its delimiters, asking for nothing.
fn harmless(tag: &str) -> Option<String> {
    if code(tag, VARIABLE).is_some() {
        return Some(format!("{} \"\" {}", VARIABLE.0, VARIABLE.1));
    }
    let code = code(tag, BLOCK)?;
    let (word, rest) = code.split_once(' ')?;
    let code = match word {
        "if" | "elif" => format!("{word} false"),
        "for" => format!("for {} in []", rest.split_once(" in ")?.0),
        "set" | "set_global" => format!("{word} {} = \"\"", rest.split_once(" = ")?.0),
        _ => return None,
    };
    Some(format!("{} {code} {}", BLOCK.0, BLOCK.1))
}

/// The code of a tag with these delimiters.
fn code<'t>(tag: &'t str, (open, close): (&str, &str)) -> Option<&'t str> {
    Some(tag.strip_prefix(open)?.strip_suffix(close)?.trim())
}

/// The variable that a tag sets.
fn set_name(tag: &str) -> Option<&str> {
    let code = code(tag, BLOCK)?;
    let rest = code.strip_prefix("set_global ").or_else(|| code.strip_prefix("set "))?;
    Some(rest.split_once(" = ")?.0.trim())
}

/// A source in which nothing reads a variable, nor what is set from it.
fn without_readers(source: &str, name: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut unknown = vec![name.to_owned()];
    let mut rest = source;
    while let Some(start) = rest.find(OPEN) {
        let end = rest.find(CLOSE).map_or(rest.len(), |end| end + CLOSE.len_utf8());
        let (before, from) = rest.split_at(start.min(end));
        let (tag, after) = from.split_at(end.saturating_sub(before.len()));
        out.push_str(before);
        let read = read_part(tag);
        let reads = words(read).any(|word| unknown.iter().any(|name| name == word));
        match harmless(tag).filter(|_| reads) {
            Some(harmless) => {
                unknown.extend(set_name(tag).map(str::to_owned));
                out.push_str(&harmless);
            }
            None => out.push_str(tag),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// What of a tag is read: of a `set` what stands behind its name.
fn read_part(tag: &str) -> &str {
    match set_name(tag) {
        Some(_) => tag.split_once(" = ").map_or(tag, |(_, value)| value),
        None => tag,
    }
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::engine::{write_output, write_statement};

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

    /// A source without what failed at a word of it.
    fn without(source: &str, word: &str) -> Option<String> {
        without_failed(source, source.find(word).unwrap())
    }

    #[test]
    fn the_failed_tag_alone_asks_for_nothing_any_more() {
        let source = output("sai()") + " và " + &output("dung()");
        let left = without(&source, "sai").unwrap();
        assert!(!left.contains("sai") && left.ends_with(&output("dung()")), "{left:?}");
        assert_eq!(without_failed(&left, 2), None);
    }

    #[test]
    fn blocks_stay_blocks() {
        for (code, wanted) in [
            ("if sai() > 1", " if false "),
            ("elif sai()", " elif false "),
            ("for x in sai()", " for x in [] "),
        ] {
            let left = without(&statement(code), "sai").unwrap();
            assert!(left.contains(wanted), "{left:?}");
        }
    }

    #[test]
    fn what_reads_a_variable_that_could_not_be_set_is_left_out_too() {
        let source = statement("set a = sai()")
            + &statement("set b = a.ten")
            + &output("b")
            + &output("ab");
        let left = without(&source, "sai").unwrap();
        assert!(left.contains("set b = \"\"") && left.ends_with(&output("ab")), "{left:?}");
        assert!(!left.contains(&output("b")), "{left:?}");
    }
}
