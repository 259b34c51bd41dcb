//! Word templates.
