//! Documents drawn by each profile, and reports built by it, held against what the rules say.

#[cfg(test)]
mod bodies;
#[cfg(test)]
mod built;
#[cfg(test)]
#[path = "../common/mod.rs"]
mod common;
#[cfg(test)]
mod ends;
#[cfg(test)]
mod page;
#[cfg(test)]
mod rules;
