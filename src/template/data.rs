//! What a template is filled with.

use rust_decimal::Decimal;

use super::Problem;

/// A printed figure: how it reads in prose, and its exact value for a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Identity of the figure, by which a Word document remembers it; `None` for text such as a
    /// name.
    pub id: Option<String>,
    /// The figure as prose prints it (`1.284`, `12,5`, `…` when absent).
    pub text: String,
    /// The unrounded value for a spreadsheet cell; `None` prints `text` as text.
    pub number: Option<Decimal>,
    /// Whether a spreadsheet cell stays empty (an absent figure is not a zero, and in a form
    /// that goes up not an ellipsis either).
    pub blank: bool,
}

impl Figure {
    /// A plain text, such as a name.
    pub fn text(text: impl Into<String>) -> Self {
        Self { id: None, text: text.into(), number: None, blank: false }
    }
}

/// What the text of a tag means to whoever knows the figures.
#[derive(Debug, Clone, PartialEq)]
pub enum Lookup {
    /// It names this figure.
    Figure(Figure),
    /// It is not a reference of ours: Tera evaluates it as an expression.
    NotAReference,
    /// It is written as a reference, but names nothing; the nearest right name, if one is close.
    Unknown {
        /// The nearest right name.
        nearest: Option<String>,
    },
}

/// Resolves tags that are one bare reference (`path [@ period]`), before Tera sees the template.
pub trait References {
    /// What the text between `{{` and `}}` (trimmed, typographic quotes made plain) means. Asked of
    /// every tag of a template, of those too that are left out of what is printed.
    fn resolve(&self, tag: &str) -> Lookup;

    /// Takes note that what a tag means stands in what is printed.
    fn printed(&self, tag: &str) {
        let _ = tag;
    }

    /// The same, asked by whoever only wants to know what the tag is: nothing is printed.
    fn knows(&self, tag: &str) -> Lookup {
        self.resolve(tag)
    }

    /// The call of a function that prints the figure of a bare reference. A document asks it
    /// where the figure stands, and not at all where a condition leaves the figure out.
    fn call_of(&self, tag: &str) -> Option<String> {
        let _ = tag;
        None
    }

    /// Whether what a function prints depends on where it stands. Called by a tag in running text,
    /// not in a table, it is given one more argument then, [`IN_TEXT`]`=true`.
    fn prints_by_place(&self, function: &str) -> bool {
        let _ = function;
        false
    }

    /// Whether a tag that is one call of this function prints nothing, and its paragraph stays
    /// only where the answer is true.
    fn keeps_paragraph(&self, function: &str) -> bool {
        let _ = function;
        false
    }

    /// Whether a function prints a figure. Called with one more argument,
    /// [`AS_FIGURE`]`=true`, it then answers a map of the figure's `id` and its `text`.
    fn prints_figures(&self, function: &str) -> bool {
        let _ = function;
        false
    }
}

/// The argument by which a function is asked for a figure together with its identity.
pub const AS_FIGURE: &str = "__figure";

/// The argument by which a function that [`References::prints_figures`] is told that it prints into a
/// cell of a workbook: it answers a number then, where the figure is one.
pub const AS_NUMBER: &str = "__number";

/// The argument by which a function is told that it prints into running text.
pub const IN_TEXT: &str = "__in_text";

/// No references: every tag is an expression over the context.
pub struct NoReferences;

impl References for NoReferences {
    fn resolve(&self, _tag: &str) -> Lookup {
        Lookup::NotAReference
    }
}

/// Pictures, documents and workbooks that a template's tags may name.
pub trait Files {
    /// The bytes of a file by the name that a tag or the data gives it.
    ///
    /// # Errors
    /// With the reason, in words for the template's author.
    fn read(&self, name: &str) -> Result<Vec<u8>, String>;
}

/// No files: a template that names one cannot be filled.
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _name: &str) -> Result<Vec<u8>, String> {
        Err("không có tệp nào kèm theo mẫu này".to_owned())
    }
}

/// Everything a template is filled with.
pub struct Data<'a> {
    /// Variables for Tera expressions.
    pub context: tera::Context,
    /// Bare references.
    pub references: &'a dyn References,
    /// Registers the caller's own functions and filters; called before any template is added.
    pub functions: &'a dyn Fn(&mut tera::Tera),
    /// Files that tags may name.
    pub files: &'a dyn Files,
}

/// A filled template.
#[derive(Debug)]
pub struct Filled {
    /// The file.
    pub bytes: Vec<u8>,
    /// What its reader must still do or know, such as page numbers that only Word can count.
    pub notes: Vec<Problem>,
}
