//! The catalogue: what each code says, in both languages.
//!
//! One file for each block of numbers. Messages and remedies are sentences with gaps (see
//! `wording`), lower case and without a full stop; names stand between «», literals between
//! backticks. The place is printed beside the message and does not stand in it.

pub(super) mod cell;
pub(super) mod completeness;
pub(super) mod decision;
pub(super) mod document;
pub(super) mod file;
pub(super) mod identity;
pub(super) mod pack;
pub(super) mod proofread;
pub(super) mod register;
pub(super) mod reminder;
pub(super) mod rule;
pub(super) mod seal;
pub(super) mod suggest;
pub(super) mod template;
pub(super) mod unseen;
pub(super) mod unusual;
pub(super) mod verification;
pub(super) mod workbook;
pub(super) mod workspace;

use crate::text::Lang;

/// What a code says in one language.
#[derive(Debug)]
pub struct Words {
    /// The code in a few words, without facts.
    pub title: &'static str,
    /// What happened, with gaps for facts.
    pub message: &'static str,
    /// What to do next; facts only in optional parts.
    pub remedy: &'static str,
    /// What the code means, for the help page: whole sentences.
    pub help: &'static str,
}

/// A code's entry in the catalogue.
#[derive(Debug)]
pub struct Entry {
    /// Facts every finding of this code must carry.
    pub fields: &'static [&'static str],
    /// Facts it may carry.
    pub optional: &'static [&'static str],
    /// Its Vietnamese words.
    pub vi: Words,
    /// Its English words.
    pub en: Words,
}

impl Entry {
    /// The words in a language.
    pub fn words(&self, lang: Lang) -> &Words {
        lang.pick(&self.vi, &self.en)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::diagnostic::{Code, Finding, wording};

    fn every_sentence() -> impl Iterator<Item = (Code, Lang, &'static str)> {
        Code::ALL.into_iter().flat_map(|code| {
            [Lang::Vi, Lang::En].into_iter().flat_map(move |lang| {
                let words = code.entry().words(lang);
                [words.message, words.remedy].map(|sentence| (code, lang, sentence))
            })
        })
    }

    #[test]
    fn every_entry_renders_with_all_its_fields_and_with_the_required_ones_alone() {
        for code in Code::ALL {
            let entry = code.entry();
            let fill = |names: &[&'static str]| {
                names.iter().fold(Finding::new(code), |finding, name| finding.text(name, "ABC"))
            };
            let all: Vec<&'static str> = [entry.fields, entry.optional].concat();
            for finding in [fill(&all), fill(entry.fields)] {
                assert_eq!(finding.field_faults(), Vec::<String>::new());
                for lang in [Lang::Vi, Lang::En] {
                    for text in [finding.message(lang), finding.remedy(lang)] {
                        assert!(!text.is_empty(), "{code} {lang:?}");
                        assert!(
                            !text.contains(['{', '}', '[', ']', '|', '…']),
                            "{code}: {text}"
                        );
                        assert!(!text.contains("  ") && text.trim() == text, "{code}: {text}");
                    }
                }
            }
        }
    }

    #[test]
    fn sentences_use_the_fields_their_entry_declares_and_no_others() {
        for (code, lang, sentence) in every_sentence() {
            let entry = code.entry();
            for name in wording::names(sentence) {
                let known = entry.fields.contains(&name) || entry.optional.contains(&name);
                assert!(known, "{code} {lang:?}: undeclared {name}");
            }
            for name in wording::names(&wording::required_part(sentence)) {
                assert!(entry.fields.contains(&name), "{code} {lang:?}: {name} is optional");
            }
        }
    }

    #[test]
    fn both_languages_tell_every_declared_fact() {
        for code in Code::ALL {
            let entry = code.entry();
            let declared: BTreeSet<&str> =
                entry.fields.iter().chain(entry.optional).copied().collect();
            for lang in [Lang::Vi, Lang::En] {
                let words = entry.words(lang);
                let told: BTreeSet<&str> =
                    wording::names(words.message).chain(wording::names(words.remedy)).collect();
                assert_eq!(told, declared, "{code} {lang:?}");
            }
        }
    }

    #[test]
    fn a_remedy_says_something_without_any_fact() {
        for code in Code::ALL {
            for lang in [Lang::Vi, Lang::En] {
                let remedy = code.entry().words(lang).remedy;
                assert_eq!(
                    wording::names(&wording::required_part(remedy)).count(),
                    0,
                    "{code}"
                );
            }
        }
    }

    #[test]
    fn no_optional_part_is_glued_to_the_word_beside_it() {
        let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "{}".contains(c));
        for (code, lang, sentence) in every_sentence() {
            for (at, _) in sentence.match_indices('[') {
                let (optional, after) = sentence[at + 1..].split_once(']').unwrap();
                let before = sentence[..at].chars().next_back();
                for one in optional.split('|') {
                    let glued = word(before) && word(one.chars().next())
                        || word(one.chars().next_back()) && word(after.chars().next());
                    assert!(!glued, "{code} {lang:?}: {sentence}");
                }
            }
        }
    }

    #[test]
    fn messages_and_remedies_start_small_and_end_without_a_stop() {
        for (code, lang, sentence) in every_sentence() {
            assert!(!sentence.ends_with(['.', ' ']), "{code} {lang:?}: {sentence}");
            let first = sentence.trim_start_matches(['[', '«', '“']).chars().next();
            assert!(!first.is_some_and(char::is_uppercase), "{code} {lang:?}: {sentence}");
        }
    }

    #[test]
    fn titles_are_short_and_help_pages_are_whole_sentences() {
        for code in Code::ALL {
            for lang in [Lang::Vi, Lang::En] {
                let words = code.entry().words(lang);
                assert!(
                    (5..=70).contains(&words.title.chars().count()),
                    "{code}: {}",
                    words.title
                );
                assert!(
                    words.help.ends_with('.') && words.help.len() > 60,
                    "{code}: {}",
                    words.help
                );
                assert!(words.help.starts_with(char::is_uppercase), "{code}: {}", words.help);
            }
        }
    }

    #[test]
    fn vietnamese_has_its_diacritics_and_its_quotation_marks() {
        for code in Code::ALL {
            let (vi, en) = (&code.entry().vi, &code.entry().en);
            for text in [vi.title, vi.message, vi.remedy, vi.help] {
                assert!(
                    !text.is_ascii() && !text.contains(['“', '"', '\u{303}']),
                    "{code}: {text}"
                );
            }
            for text in [en.title, en.message, en.remedy, en.help] {
                assert!(!text.contains(['«', '"', 'ộ', 'ể']), "{code}: {text}");
            }
        }
    }
}
