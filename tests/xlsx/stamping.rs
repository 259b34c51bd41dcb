//! stamping
