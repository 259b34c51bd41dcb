//! Excel templates.
