//! An expression as a tree.

/// An expression of Jinja or Tera.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expr {
    /// A variable.
    Name(String),
    /// A string.
    Text(String),
    /// A number as typed, without underscores.
    Number(String),
    /// `true`, `false`.
    Bool(bool),
    /// `none`.
    None,
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `(a, b)`.
    Tuple(Vec<Expr>),
    /// `{'a': b}`.
    Map(Vec<(Expr, Expr)>),
    /// `...a` in a list.
    Spread(Box<Expr>),
    /// `a.b`, or with `true` `a?.b`.
    Field(Box<Expr>, String, bool),
    /// `a[b]`, or with `true` `a?[b]`.
    Item(Box<Expr>, Box<Expr>, bool),
    /// `a[from:to:step]`.
    Slice(Box<Expr>, [Option<Box<Expr>>; 3]),
    /// `f(a, b=c)`.
    Call(String, Arguments),
    /// `a.f(b)`.
    Method(Box<Expr>, String, Arguments),
    /// `a | f(b)`.
    Filter(Box<Expr>, String, Arguments),
    /// `a is t(b)`.
    Test(Box<Expr>, String, Arguments),
    /// `not a`.
    Not(Box<Expr>),
    /// `-a`.
    Minus(Box<Expr>),
    /// `+`, `-`, `*`, `/`, `//`, `%`, `**`, `~`.
    Operation(&'static str, Box<Expr>, Box<Expr>),
    /// `a < b <= c`.
    Compare(Box<Expr>, Vec<(&'static str, Expr)>),
    /// `a and b`.
    And(Box<Expr>, Box<Expr>),
    /// `a or b`.
    Or(Box<Expr>, Box<Expr>),
    /// `a if b else c`.
    Choice {
        /// What it is when the condition holds.
        then: Box<Expr>,
        /// The condition.
        when: Box<Expr>,
        /// What it is else; nothing when there is no `else`.
        otherwise: Option<Box<Expr>>,
    },
    /// `[item for names in over if when]`.
    Comprehension {
        /// What each item of the list is.
        item: Box<Expr>,
        /// The names bound.
        names: Vec<String>,
        /// What is gone through.
        over: Box<Expr>,
        /// Which are taken.
        when: Option<Box<Expr>>,
    },
}

/// What stands between the brackets of a call.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Arguments {
    /// Without a name.
    pub(super) plain: Vec<Expr>,
    /// With a name.
    pub(super) named: Vec<(String, Expr)>,
}

impl Arguments {
    /// All values.
    pub(super) fn values(&self) -> impl Iterator<Item = &Expr> {
        self.plain.iter().chain(self.named.iter().map(|(_, value)| value))
    }
}

impl Expr {
    /// The expressions it is made of, without what binds names of its own.
    pub(super) fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Name(_) | Self::Text(_) | Self::Number(_) | Self::Bool(_) | Self::None => {
                Vec::new()
            }
            Self::List(items) | Self::Tuple(items) => items.iter().collect(),
            Self::Map(items) => items.iter().flat_map(|(key, value)| [key, value]).collect(),
            Self::Spread(a) | Self::Field(a, ..) | Self::Not(a) | Self::Minus(a) => vec![a],
            Self::Item(a, b, _)
            | Self::Operation(_, a, b)
            | Self::And(a, b)
            | Self::Or(a, b) => vec![a, b],
            Self::Slice(a, bounds) => {
                std::iter::once(&**a).chain(bounds.iter().flatten().map(|b| &**b)).collect()
            }
            Self::Call(_, arguments) => arguments.values().collect(),
            Self::Method(a, _, arguments)
            | Self::Filter(a, _, arguments)
            | Self::Test(a, _, arguments) => {
                std::iter::once(&**a).chain(arguments.values()).collect()
            }
            Self::Compare(a, others) => {
                std::iter::once(&**a).chain(others.iter().map(|(_, other)| other)).collect()
            }
            Self::Choice { then, when, otherwise } => {
                [&**then, &**when].into_iter().chain(otherwise.as_deref()).collect()
            }
            Self::Comprehension { .. } => Vec::new(),
        }
    }

    /// The variable whose field, or field of a field, this is.
    pub(super) fn root(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            Self::Field(of, ..) | Self::Item(of, ..) => of.root(),
            _ => None,
        }
    }
}
