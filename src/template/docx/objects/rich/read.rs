//! Rich text as data and templates give it: text, a fragment, a list of them, or paragraphs.

use tera::value::Key;
use tera::{Kwargs, Map, Value};

use super::super::Object;
use super::super::token::{Piece, pieces, token_in};
use super::look::{KEYS, Look, one_of, text};
use super::{Fragment, Rich, RichParagraph};
use crate::template::docx::links;

/// Lists in lists in lists: deeper ones are a mistake.
const DEEPEST: usize = 16;

/// How paragraphs may be aligned, and Word's word for it.
const ALIGNMENTS: [(&str, &str); 5] = [
    ("left", "left"),
    ("center", "center"),
    ("right", "right"),
    ("justify", "both"),
    ("both", "both"),
];

/// `rich("text", bold=true)`, `rich(value)`.
pub(super) fn from_call(args: &Kwargs) -> Result<Rich, String> {
    let mut content = None;
    let mut look = Map::new();
    for (key, value) in args.iter() {
        match key.as_str() {
            Some("arg1" | "text") => content = Some(value),
            _ => {
                look.insert(key.clone(), value.clone());
            }
        }
    }
    let content = content.ok_or("rich() cần chữ hoặc dữ liệu, như rich(\"chữ\", bold=true)")?;
    with_look(content, look)
}

/// `value | rich`, `value | rich(bold=true)`.
pub(super) fn from_filter(value: &Value, args: &Kwargs) -> Result<Rich, String> {
    let look = args.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
    with_look(value, look)
}

fn with_look(content: &Value, look: Map) -> Result<Rich, String> {
    if look.is_empty() {
        return plain_or_rich(content);
    }
    let mut fragment = look;
    fragment.insert("text".into(), content.clone());
    plain_or_rich(&Value::from(fragment))
}

/// Reads a value that may be rich.
pub(in super::super) fn plain_or_rich(value: &Value) -> Result<Rich, String> {
    if let Some(map) = value.as_map()
        && let Some(paragraphs) = map.get(&Key::Str("paragraphs"))
    {
        return Ok(Rich::Paragraphs(self::paragraphs(map, paragraphs)?));
    }
    if let Some(Object::Rich(rich)) = value.as_str().and_then(only_object) {
        return Ok(rich);
    }
    let mut out = Vec::new();
    fragments(value, &Inherited::default(), 0, &mut out)?;
    Ok(Rich::Runs(out))
}

/// Whether a value is an object, and no rich text.
pub(super) fn is_other_object(value: &Value) -> bool {
    let object = value.as_str().and_then(only_object);
    object.is_some_and(|object| !matches!(object, Object::Rich(_)))
}

/// The object that a text consists of.
fn only_object(text: &str) -> Option<Object> {
    if token_in(text)? != (0..text.len()) {
        return None;
    }
    match pieces(text).pop()? {
        Piece::Object(_, object) => object,
        Piece::Text(_) => None,
    }
}

fn paragraphs(map: &Map, content: &Value) -> Result<Vec<RichParagraph>, String> {
    let (style, alignment) = paragraph_look(map, "paragraphs")?;
    let list = content.as_array().ok_or("`paragraphs` phải là một danh sách các đoạn")?;
    let paragraph = |item: &Value| {
        let own = item.as_map().filter(|map| map.contains_key(&Key::Str("runs")));
        let (own_style, own_alignment) = match own {
            Some(map) => paragraph_look(map, "runs")?,
            None => (None, None),
        };
        let content = own.and_then(|map| map.get(&Key::Str("runs"))).unwrap_or(item);
        let mut runs = Vec::new();
        fragments(content, &Inherited::default(), 0, &mut runs)?;
        Ok(RichParagraph {
            runs,
            style: own_style.or_else(|| style.clone()),
            alignment: own_alignment.or_else(|| alignment.clone()),
        })
    };
    list.iter().map(paragraph).collect()
}

/// Style and alignment of paragraphs, beside the key that holds their content.
fn paragraph_look(
    map: &Map,
    content: &str,
) -> Result<(Option<String>, Option<String>), String> {
    let (mut style, mut alignment) = (None, None);
    for (key, value) in map.iter().filter(|(_, value)| !value.is_none()) {
        match key.as_str().unwrap_or_default() {
            "style" => style = Some(text("style", value)?.to_owned()),
            "alignment" => {
                let known = ALIGNMENTS.map(|(word, _)| word);
                let word = one_of("alignment", value, &known)?;
                let jc = ALIGNMENTS.iter().find(|(known, _)| *known == word);
                alignment = jc.map(|(_, jc)| (*jc).to_owned());
            }
            key if key == content => {}
            key => {
                return Err(format!(
                    "đoạn văn không có thuộc tính `{key}` (dùng được: {content}, style, alignment)"
                ));
            }
        }
    }
    Ok((style, alignment))
}

/// What a fragment has from the one around it.
#[derive(Clone, Default)]
struct Inherited {
    look: Look,
    url: Option<String>,
}

fn fragments(
    value: &Value,
    inherited: &Inherited,
    depth: usize,
    out: &mut Vec<Fragment>,
) -> Result<(), String> {
    if depth > DEEPEST {
        return Err("chữ có định dạng lồng vào nhau quá sâu".to_owned());
    }
    if let Some(items) = value.as_array() {
        return items.iter().try_for_each(|item| fragments(item, inherited, depth + 1, out));
    }
    if let Some(map) = value.as_map() {
        return fragment(map, inherited, depth, out);
    }
    if value.is_none() {
        return Ok(());
    }
    if value.is_undefined() {
        return Err("chữ có định dạng chứa giá trị không có trong dữ liệu".to_owned());
    }
    let text = value.to_string();
    if token_in(&text).is_none() {
        out.push(inherited.fragment(text));
        return Ok(());
    }
    for piece in pieces(&text) {
        match piece {
            Piece::Text(text) => out.push(inherited.fragment(text.to_owned())),
            Piece::Object(_, Some(Object::Rich(Rich::Runs(runs)))) => out.extend(runs),
            Piece::Object(..) => {
                return Err(
                    "chữ có định dạng không chứa được ảnh, danh sách hay ngắt trang".to_owned()
                );
            }
        }
    }
    Ok(())
}

fn fragment(
    map: &Map,
    inherited: &Inherited,
    depth: usize,
    out: &mut Vec<Fragment>,
) -> Result<(), String> {
    let mut own = inherited.clone();
    let mut content = None;
    for (key, value) in map {
        match key.as_str().unwrap_or_default() {
            "text" => content = Some(value),
            // As if it were not there: data often name everything.
            _ if value.is_none() => {}
            "url" => own.url = Some(links::checked_url(text("url", value)?)?),
            key if KEYS.contains(&key) => own.look.set(key, value)?,
            key => {
                return Err(format!(
                    "chữ có định dạng không có thuộc tính `{key}` (dùng được: text, url, {})",
                    KEYS.join(", ")
                ));
            }
        }
    }
    let content = content.ok_or("chữ có định dạng thiếu `text`")?;
    fragments(content, &own, depth + 1, out)
}

impl Inherited {
    fn fragment(&self, text: String) -> Fragment {
        Fragment { text, look: self.look.clone(), url: self.url.clone() }
    }
}
