//! `{{ image("anh/chu-ky.png", width="4cm") }}`: a picture in the text.

mod drawing;
mod frame;
mod length;
mod source;
mod spacing;

use serde::{Deserialize, Serialize};
use tera::value::Key;
use tera::{Kwargs, Map, State, Tera, Value};

use super::room::{Room, room};
use super::token::to_value;
use super::{Host, Markup, Object, Placing, chart};
use crate::template::ProblemKind;
use crate::template::docx::links;
use crate::template::docx::picture::{self, Picture};
use length::Length;
pub(super) use spacing::settle;

/// A picture as a template or its data ask for it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Image {
    /// Name of a file, or a `data:` address; empty for no picture.
    #[serde(skip_serializing_if = "String::is_empty")]
    src: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<Length>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<Length>,
    /// What the picture shows, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    alt: Option<String>,
    /// Where a click on it leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// Width and height in EMU.
type Extent = (i64, i64);

/// Longest side that Word takes (22 inches).
const LONGEST: f64 = 22.0 * picture::INCH;

/// Registers `image` as function and as filter.
pub(super) fn register(tera: &mut Tera) {
    tera.register_function("image", |args: Kwargs, _: &State| value(Image::read(None, &args)));
    // Around a tag that is a whole alternative text: data that name a picture are one there, and
    // so are those of a chart.
    tera.register_filter("framed", |value: Value, _: Kwargs, _: &State| {
        if let Some(chart) = chart::from_data(&value) {
            return chart;
        }
        if value.is_none() {
            return self::value(Ok(Image::default()));
        }
        from_data(&value).unwrap_or(Ok(value))
    });
    tera.register_filter("image", |source: Value, args: Kwargs, _: &State| {
        value(Image::read(Some(&source), &args))
    });
}

/// The picture that a value of the data names by its `src`, if it does.
pub(super) fn from_data(data: &Value) -> Option<tera::TeraResult<Value>> {
    let map = data.as_map().filter(|map| map.contains_key(&Key::Str("src")))?;
    let read = || {
        let mut image = Image::default();
        image.set_all(map)?;
        Ok(image)
    };
    Some(value(read()))
}

fn value(image: Result<Image, String>) -> tera::TeraResult<Value> {
    to_value(&Object::Image(image.map_err(tera::Error::message)?))
}

impl Image {
    fn read(source: Option<&Value>, args: &Kwargs) -> Result<Self, String> {
        let mut image = Self::default();
        let mut is_named = false;
        if let Some(source) = source {
            image.source(source)?;
            is_named = true;
        }
        for (key, value) in args.iter() {
            match key.as_str() {
                Some("arg1") => image.source(value)?,
                Some(key) => image.set(key, value)?,
                None => {}
            }
            is_named |= matches!(key.as_str(), Some("arg1" | "src"));
        }
        let missing = "image() cần tên tệp ảnh, như image(\"anh/chu-ky.png\", width=\"4cm\")";
        if is_named { Ok(image) } else { Err(missing.to_owned()) }
    }

    fn source(&mut self, value: &Value) -> Result<(), String> {
        if let Some(map) = value.as_map() {
            return self.set_all(map);
        }
        self.set("src", value)
    }

    fn set_all(&mut self, map: &Map) -> Result<(), String> {
        let mut all = map.iter();
        all.try_for_each(|(key, value)| self.set(key.as_str().unwrap_or_default(), value))
    }

    fn set(&mut self, key: &str, value: &Value) -> Result<(), String> {
        if value.is_none() {
            return Ok(());
        }
        let text = || {
            let text = value.as_str().map(|text| text.trim().to_owned());
            text.ok_or_else(|| format!("`{key}` của ảnh phải là chữ"))
        };
        match key {
            "src" => self.src = text()?,
            "width" => self.width = Some(Length::read(key, value)?),
            "height" => self.height = Some(Length::read(key, value)?),
            "alt" => self.alt = Some(text()?),
            "url" => self.url = Some(links::checked_url(&text()?)?),
            _ => {
                return Err(format!(
                    "ảnh không có thuộc tính `{key}` (dùng được: src, width, height, alt, url)"
                ));
            }
        }
        Ok(())
    }

    /// A run with the picture.
    pub(super) fn markup(
        &self,
        host: Host<'_>,
        placing: &mut Placing<'_>,
    ) -> Result<Markup, ProblemKind> {
        if self.src.is_empty() {
            return Ok(Markup::Inline(String::new()));
        }
        let (picture, id) = self.add(placing)?;
        let extent = self.extent(&picture, || room(host, placing))?;
        let link = self.url.as_ref().map(|url| placing.relate("hyperlink", url, true));
        let drawing = drawing::Drawing {
            extent,
            turn: picture.turn,
            name: self.name(),
            alt: self.alt.as_deref().unwrap_or_default(),
            id: &id,
            link: link.transpose()?,
        };
        let properties = host.run_properties;
        Ok(Markup::Inline(format!("<w:r>{properties}{}</w:r>", drawing.markup())))
    }

    /// Puts the picture's bytes into the document; answers what it is, and the relationship's id.
    fn add(&self, placing: &mut Placing<'_>) -> Result<(Picture, String), ProblemKind> {
        let refused = |reason: String| ProblemKind::Resource { name: self.told_name(), reason };
        let bytes = match self.src.strip_prefix("data:") {
            Some(data) => source::decoded(data).map_err(refused)?,
            None => placing.files.read(&self.src).map_err(refused)?,
        };
        let picture = picture::read(&bytes).map_err(refused)?;
        let part = placing.document.add_media(bytes, picture.extension, picture.kind);
        let id = placing.relate("image", &part, false)?;
        Ok((picture, id))
    }

    /// What the picture is called in messages.
    fn told_name(&self) -> String {
        let in_data = self.src.starts_with("data:");
        if in_data { "data:…".to_owned() } else { self.src.clone() }
    }

    /// What the picture is called in Word's list of objects.
    fn name(&self) -> &str {
        if self.src.starts_with("data:") {
            "image"
        } else {
            self.src.rsplit(['/', '\\']).next().unwrap_or(&self.src)
        }
    }

    /// The size on the page of the picture as it is stored, before it is turned.
    fn extent(
        &self,
        picture: &Picture,
        room: impl FnOnce() -> Room,
    ) -> Result<Extent, ProblemKind> {
        let is_turned = picture.turn.quarters % 2 == 1;
        let swap = |(a, b)| if is_turned { (b, a) } else { (a, b) };
        let (own_width, own_height) = swap((picture.width, picture.height));
        let lengths = [self.width, self.height];
        let is_measured = |length: &Option<Length>| matches!(length, Some(Length::Part(_)));
        let asks_for_room = lengths == [None, None] || lengths.iter().any(is_measured);
        let room = if asks_for_room { room() } else { Room { width: 0.0, height: 0.0 } };
        let width = self.width.map(|length| length.emu(room.width));
        let height = self.height.map(|length| length.emu(room.height));
        let (width, height) = match (width, height) {
            (Some(width), Some(height)) => (width, height),
            (Some(width), None) => (width, width * own_height / own_width),
            (None, Some(height)) => (height * own_width / own_height, height),
            (None, None) => fit((own_width, own_height), (room.width, room.height), 1.0),
        };
        let fits = |side: &f64| (1.0..=LONGEST).contains(side);
        if !fits(&width) || !fits(&height) {
            let reason = "cỡ ảnh phải lớn hơn 0 và không quá 55 cm mỗi chiều".to_owned();
            return Err(ProblemKind::Resource { name: self.told_name(), reason });
        }
        Ok(whole(swap((width, height))))
    }
}

/// The largest size of the same proportion in a box, at most so many times as large.
fn fit(
    (width, height): (f64, f64),
    (most_wide, most_high): (f64, f64),
    most: f64,
) -> (f64, f64) {
    let scale = (most_wide / width).min(most_high / height).min(most);
    (width * scale, height * scale)
}

/// Sides within Word's limits as whole EMU.
fn whole((width, height): (f64, f64)) -> Extent {
    // Below 2^31: exact.
    #[expect(clippy::cast_possible_truncation)]
    let whole = |side: f64| side.round() as i64;
    (whole(width), whole(height))
}
