//! Forms, tables and reports of a pack: their files, how they are filled, and what they become.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use super::Loader;
use crate::diagnostic::Code;
use crate::pack::form::{self, Names};
use crate::pack::raw::{RawDash, RawDocument, RawForm, RawPack};
use crate::pack::{Dash, Document, FilledCell, Filling, Form, OwedBy};
use crate::profile::DocumentType;
use crate::sheet;
use crate::text::{self, Lang};

/// What the name of a document may look like.
const FILE_NAME_RULE: &str = "tên tệp chỉ gồm chữ không dấu, chữ số, `-`, `_`, đuôi .docx hoặc .xlsx, \
                              và không phải `bang-nguon-so-lieu.xlsx` hay `tong-hop.xlsx`";

/// Names, without their ending, of what every draft has besides the pack's documents.
const TAKEN_NAMES: [&str; 2] = ["bang-nguon-so-lieu", "tong-hop"];

/// A name without folders that every system takes, and that no other file of a draft has.
fn is_plain_file_name(name: &str) -> bool {
    let stem = name.strip_suffix(".docx").or_else(|| name.strip_suffix(".xlsx"));
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let devices = ["con", "prn", "aux", "nul"];
    stem.is_some_and(|stem| {
        let lower = stem.to_ascii_lowercase();
        !stem.is_empty()
            && stem.chars().all(plain)
            && !TAKEN_NAMES.contains(&lower.as_str())
            && !devices.contains(&lower.as_str())
    })
}

fn is_word(file: &str) -> bool {
    let ending = std::path::Path::new(file).extension();
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("docx"))
}

impl Loader<'_> {
    pub(super) fn forms(&mut self, raw: Vec<RawForm>, names: &Names<'_>) -> Vec<Form> {
        let mut seen = BTreeSet::new();
        let mut forms = Vec::new();
        for raw in raw {
            self.only_once("pack.toml", &raw.code, &mut seen);
            let owed_by = raw.owed_by.iter().filter_map(|kind| self.owed_by(kind)).collect();
            let Some(bytes) = self.template(&raw.file) else { continue };
            let instructions = raw.instructions.as_ref().and_then(|file| self.template(file));
            let file = self.files.address(raw.file.get_ref());
            let before = self.findings.error_count();
            let filling = self.filling(raw.cells, raw.fill_locked, raw.fill_formulas);
            let sheets = form::sheets(&file, &bytes, &filling, names, self.findings);
            self.sound &= self.findings.error_count() == before;
            forms.push(Form {
                code: raw.code.into_inner(),
                version: raw.version,
                name: raw.name,
                file,
                owed_by,
                only_lowest: raw.only_lowest,
                output: raw.output.into_inner(),
                bytes,
                filling,
                instructions: instructions.map_or_else(String::new, |bytes| plain_text(&bytes)),
                sheets,
                in_use: true,
                dash: match raw.dash {
                    None => Dash::Unsaid,
                    Some(RawDash::Zero) => Dash::Zero,
                    Some(RawDash::Blank) => Dash::Blank,
                },
            });
        }
        forms
    }

    /// How a document is filled besides its tags; whether its cells exist is looked at with its
    /// tags.
    fn filling(
        &mut self,
        raw: BTreeMap<String, Spanned<String>>,
        locked: bool,
        formulas: bool,
    ) -> Filling {
        let mut filling = Filling { cells: Vec::new(), locked, formulas };
        for (address, tag) in raw {
            let cell = FilledCell::parse(&address, tag.get_ref());
            if let Some(cell) = cell.filter(|cell| !cell.tag.is_empty()) {
                filling.cells.push(cell);
            } else {
                let reason = "ô viết dạng \"Trang tính!D7\" = \"số liệu\"";
                let fields = [("declared", address.as_str()), ("reason", reason)];
                self.report("pack.toml", Some(tag.span().start), Code::E713, &fields);
            }
        }
        filling.cells.sort_by(|a, b| (&a.sheet, a.cell).cmp(&(&b.sheet, b.cell)));
        filling
    }

    /// Two documents of one name would lie on top of each other.
    pub(super) fn outputs_differ(&mut self, head: &RawPack) {
        let mut seen = BTreeSet::new();
        let printed = head.table.iter().chain(&head.report).map(|document| &document.output);
        for output in head.form.iter().map(|form| &form.output).chain(printed) {
            let name = output.get_ref();
            if !is_plain_file_name(name) {
                let fields = [("declared", name.as_str()), ("reason", FILE_NAME_RULE)];
                self.report("pack.toml", Some(output.span().start), Code::E713, &fields);
            }
            let folded = Spanned::new(output.span(), name.to_lowercase());
            self.only_once("pack.toml", &folded, &mut seen);
        }
    }

    fn template(&mut self, raw: &Spanned<String>) -> Option<Vec<u8>> {
        let bytes = self.files.get(raw.get_ref()).map(<[u8]>::to_vec);
        if bytes.is_none() {
            let reason = format!("không có tệp `{}` mà pack.toml nêu", raw.get_ref());
            let at = Some(raw.span().start);
            self.report("pack.toml", at, Code::E701, &[("reason", reason.as_str())]);
        }
        bytes
    }

    pub(super) fn documents(&mut self, raw: Vec<RawDocument>) -> Vec<Document> {
        let mut documents = Vec::new();
        for raw in raw {
            if let Some(bytes) = self.template(&raw.file) {
                let filling = self.filling(raw.cells, raw.fill_locked, raw.fill_formulas);
                if filling != Filling::default() && is_word(raw.file.get_ref()) {
                    let reason =
                        "`cells`, `fill_locked`, `fill_formulas` chỉ dùng cho mẫu Excel";
                    let fields =
                        [("declared", raw.file.get_ref().as_str()), ("reason", reason)];
                    let at = Some(raw.file.span().start);
                    self.report("pack.toml", at, Code::E713, &fields);
                }
                if raw.for_others {
                    self.no_formulas(&raw.file, &bytes);
                }
                let frame = raw.frame.and_then(|word| self.frame(&word, raw.file.get_ref()));
                documents.push(Document {
                    frame,
                    name: raw.name,
                    file: self.files.address(raw.file.get_ref()),
                    output: raw.output.into_inner(),
                    bytes,
                    filling,
                    for_others: raw.for_others,
                });
            }
        }
        documents
    }

    /// A sum over cells of which some are withheld would be another sum.
    fn no_formulas(&mut self, file: &Spanned<String>, bytes: &[u8]) {
        let name = file.get_ref().as_str();
        if is_word(name) {
            return;
        }
        // A workbook that cannot be read is told by the engine, with its reason.
        let Ok(workbook) = sheet::read(name, bytes, &sheet::Limits::default()) else { return };
        let mut cells = workbook.sheets.iter().flat_map(sheet::Sheet::iter);
        if let Some((at, _)) = cells.find(|(_, cell)| cell.formula.is_some()) {
            let reason = format!(
                "ô {at} có công thức; bảng gửi nơi khác có số bị che nên mọi số, cả số cộng, phải là thẻ"
            );
            let at = Some(file.span().start);
            let fields = [("declared", name), ("reason", reason.as_str())];
            self.report("pack.toml", at, Code::E713, &fields);
        }
    }

    /// The type of document into whose frame a body goes.
    fn frame(&mut self, word: &Spanned<String>, file: &str) -> Option<DocumentType> {
        let frame = DocumentType::from_code(word.get_ref()).filter(|_| is_word(file));
        if frame.is_none() {
            let known = DocumentType::ALL.map(DocumentType::code);
            let near = text::nearest(word.get_ref(), known);
            let near = near.map(|near| format!("có phải là `{near}`? nếu phải thì sửa lại"));
            let known = known.map(|code| format!("`{code}`"));
            let allowed = text::list::join(&known, Lang::Vi);
            let (reason, mend) = if is_word(file) {
                (
                    format!("`frame` chỉ nhận {allowed}"),
                    near.unwrap_or_else(|| "ghi một trong các giá trị ấy".to_owned()),
                )
            } else {
                ("`frame` chỉ dùng cho mẫu Word".to_owned(), "bỏ dòng `frame` này".to_owned())
            };
            let fields = [
                ("declared", word.get_ref().as_str()),
                ("reason", reason.as_str()),
                ("mend", mend.as_str()),
            ];
            self.report("pack.toml", Some(word.span().start), Code::E713, &fields);
        }
        frame
    }

    fn owed_by(&mut self, raw: &Spanned<String>) -> Option<OwedBy> {
        match raw.get_ref().as_str() {
            "office" => Some(OwedBy::Office),
            "lowest" => Some(OwedBy::Lowest),
            _ => self.kind("owed_by", raw).map(OwedBy::Kind),
        }
    }
}

/// A text file as a person wrote it, in Notepad or elsewhere.
fn plain_text(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned()
}
