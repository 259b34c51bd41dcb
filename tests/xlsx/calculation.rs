//! calculation
