//! Documents drawn by each profile, held against what the rules say.

#[cfg(test)]
mod page;
#[cfg(test)]
mod rules;
