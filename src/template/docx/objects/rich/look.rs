//! How a fragment of rich text looks: which properties its author gave, and Word's for them.

use serde::{Deserialize, Serialize};
use tera::Value;

use super::super::Placing;
use super::super::properties::Changes;
use crate::ooxml::escape_xml;
use crate::template::ProblemKind;

/// Keys that say how text looks.
pub(super) const KEYS: [&str; 15] = [
    "bold",
    "italic",
    "underline",
    "strike",
    "color",
    "highlight",
    "size",
    "font",
    "superscript",
    "subscript",
    "caps",
    "small_caps",
    "style",
    "lang",
    "double_strike",
];

/// Kinds of underline (ECMA-376 part 1, `ST_Underline`).
const UNDERLINES: [&str; 18] = [
    "single",
    "words",
    "double",
    "thick",
    "dotted",
    "dottedHeavy",
    "dash",
    "dashedHeavy",
    "dashLong",
    "dashLongHeavy",
    "dotDash",
    "dashDotHeavy",
    "dotDotDash",
    "dashDotDotHeavy",
    "wave",
    "wavyHeavy",
    "wavyDouble",
    "none",
];

/// Colours of Word's highlighter (ECMA-376 part 1, `ST_HighlightColor`).
const HIGHLIGHTS: [&str; 17] = [
    "black",
    "blue",
    "cyan",
    "green",
    "magenta",
    "red",
    "yellow",
    "white",
    "darkBlue",
    "darkCyan",
    "darkGreen",
    "darkMagenta",
    "darkRed",
    "darkYellow",
    "darkGray",
    "lightGray",
    "none",
];

/// Largest size of a font, in half points (Word's limit of 1638 points).
const LARGEST: f64 = 3276.0;

/// What was said of the look of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Look {
    /// Switches, by the name of the element.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    switches: Vec<(Switch, bool)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    underline: Option<String>,
    /// Six hexadecimal digits, or `auto`.
    #[serde(skip_serializing_if = "Option::is_none")]
    color: Option<String>,
    /// A colour of the highlighter.
    #[serde(skip_serializing_if = "Option::is_none")]
    highlight: Option<String>,
    /// Any other colour behind the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    shading: Option<String>,
    /// Half points.
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    font: Option<String>,
    /// `superscript`, `subscript` or `baseline`.
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<String>,
    /// Name or id of a character style.
    #[serde(skip_serializing_if = "Option::is_none")]
    style: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<String>,
}

/// Properties that are on or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Switch {
    Bold,
    Italic,
    Strike,
    DoubleStrike,
    Caps,
    SmallCaps,
}

impl Switch {
    /// The element, and the one that must go when it is on, or that goes with it.
    const fn elements(self) -> (&'static str, &'static str) {
        match self {
            Self::Bold => ("w:b", "w:bCs"),
            Self::Italic => ("w:i", "w:iCs"),
            Self::Strike => ("w:strike", "w:dstrike"),
            Self::DoubleStrike => ("w:dstrike", "w:strike"),
            Self::Caps => ("w:caps", "w:smallCaps"),
            Self::SmallCaps => ("w:smallCaps", "w:caps"),
        }
    }
}

impl Look {
    /// Takes one property in; `key` is one of [`KEYS`].
    pub(super) fn set(&mut self, key: &str, value: &Value) -> Result<(), String> {
        match key {
            "bold" => self.switch(Switch::Bold, truth(key, value)?),
            "italic" => self.switch(Switch::Italic, truth(key, value)?),
            "strike" => self.switch(Switch::Strike, truth(key, value)?),
            "double_strike" => self.switch(Switch::DoubleStrike, truth(key, value)?),
            "caps" => self.switch(Switch::Caps, truth(key, value)?),
            "small_caps" => self.switch(Switch::SmallCaps, truth(key, value)?),
            "superscript" | "subscript" => {
                let kind = if truth(key, value)? { key } else { "baseline" };
                self.position = Some(kind.to_owned());
            }
            "underline" => {
                let kind = match value.as_bool() {
                    Some(true) => "single",
                    Some(false) => "none",
                    None => one_of(key, value, &UNDERLINES)?,
                };
                self.underline = Some(kind.to_owned());
            }
            "color" => self.color = Some(color(key, value)?),
            "highlight" => match color(key, value) {
                Ok(color) => self.shading = Some(color),
                Err(_) => {
                    self.highlight = Some(one_of(key, value, &HIGHLIGHTS)?.to_owned());
                }
            },
            "size" => self.size = Some(half_points(value)?),
            "font" => self.font = Some(text(key, value)?.to_owned()),
            "style" => self.style = Some(text(key, value)?.to_owned()),
            _ => self.lang = Some(text(key, value)?.to_owned()),
        }
        Ok(())
    }

    fn switch(&mut self, switch: Switch, on: bool) {
        self.switches.retain(|(known, _)| *known != switch);
        self.switches.push((switch, on));
    }

    /// Whether a character style is named.
    pub(super) const fn has_style(&self) -> bool {
        self.style.is_some()
    }

    /// Word's properties for it.
    pub(super) fn changes(&self, placing: &mut Placing<'_>) -> Result<Changes, ProblemKind> {
        let mut changes = Changes::new();
        if let Some(name) = &self.style {
            let id = placing.required_style("character", name)?;
            changes.push(("w:rStyle", valued("w:rStyle", &id)));
        }
        if let Some(font) = &self.font {
            let font = escape_xml(font);
            let fonts = format!(
                "<w:rFonts w:ascii=\"{font}\" w:hAnsi=\"{font}\" w:eastAsia=\"{font}\" w:cs=\"{font}\"/>"
            );
            changes.push(("w:rFonts", fonts));
        }
        for (switch, on) in &self.switches {
            let (element, other) = switch.elements();
            let markup =
                |name: &str| format!("<{name}{}/>", if *on { "" } else { " w:val=\"0\"" });
            let goes_along = matches!(switch, Switch::Bold | Switch::Italic);
            changes.push((element, markup(element)));
            if goes_along {
                changes.push((other, markup(other)));
            } else if *on {
                changes.push((other, String::new()));
            }
        }
        self.values(&mut changes);
        Ok(changes)
    }

    fn values(&self, changes: &mut Changes) {
        let mut one = |name: &'static str, value: &Option<String>| {
            if let Some(value) = value {
                changes.push((name, valued(name, value)));
            }
        };
        one("w:color", &self.color);
        one("w:highlight", &self.highlight);
        one("w:u", &self.underline);
        one("w:vertAlign", &self.position);
        one("w:lang", &self.lang);
        if let Some(size) = self.size {
            let size = size.to_string();
            changes.push(("w:sz", valued("w:sz", &size)));
            changes.push(("w:szCs", valued("w:szCs", &size)));
        }
        if let Some(fill) = &self.shading {
            let shading =
                format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/>");
            changes.push(("w:shd", shading));
        }
    }
}

fn valued(name: &str, value: &str) -> String {
    format!("<{name} w:val=\"{}\"/>", escape_xml(value))
}

fn truth(key: &str, value: &Value) -> Result<bool, String> {
    value.as_bool().ok_or_else(|| format!("`{key}` phải là true hoặc false"))
}

/// Text that is not empty.
pub(super) fn text<'v>(key: &str, value: &'v Value) -> Result<&'v str, String> {
    let text = value.as_str().filter(|text| !text.trim().is_empty());
    text.ok_or_else(|| format!("`{key}` phải là chữ, không được trống"))
}

/// One of the words that are known.
pub(super) fn one_of<'k>(
    key: &str,
    value: &Value,
    known: &[&'k str],
) -> Result<&'k str, String> {
    let said = value.as_str().unwrap_or_default();
    let found = known.iter().find(|known| known.eq_ignore_ascii_case(said)).copied();
    found.ok_or_else(|| {
        format!("`{key}` không thể là `{value}` (dùng được: {})", known.join(", "))
    })
}

fn color(key: &str, value: &Value) -> Result<String, String> {
    let wrong =
        || format!("`{key}` phải là sáu chữ số thập lục phân như C00000, không phải `{value}`");
    let said = value.as_str().ok_or_else(wrong)?;
    let digits = said.strip_prefix('#').unwrap_or(said);
    if digits == "auto" {
        return Ok("auto".to_owned());
    }
    let is_hex = digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit());
    if is_hex { Ok(digits.to_ascii_uppercase()) } else { Err(wrong()) }
}

fn half_points(value: &Value) -> Result<u32, String> {
    let halves = value.as_f64().map(|points| points * 2.0);
    let fits = halves.filter(|h| h.fract() == 0.0 && (1.0..=LARGEST).contains(h));
    // Exact: a whole number in range.
    fits.and_then(|halves| halves.to_string().parse().ok()).ok_or_else(|| {
        format!("`size` phải là cỡ chữ tính bằng điểm như 14 hoặc 13.5, không phải `{value}`")
    })
}
