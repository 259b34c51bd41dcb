//! The documents tell the truth: commands run as written, codes are explained as the program
//! explains them, links lead somewhere, and the example pack works as it is printed.

#[cfg(test)]
mod common;

#[cfg(test)]
#[path = "docs/by_hand.rs"]
mod by_hand;
#[cfg(test)]
#[path = "docs/codes.rs"]
mod codes;
#[cfg(test)]
#[path = "docs/commands.rs"]
mod commands;
#[cfg(test)]
#[path = "docs/difference.rs"]
mod difference;
#[cfg(test)]
#[path = "docs/example_pack.rs"]
mod example_pack;
#[cfg(test)]
#[path = "docs/links.rs"]
mod links;
#[cfg(test)]
#[path = "docs/markdown.rs"]
mod markdown;
#[cfg(test)]
#[path = "docs/quarter.rs"]
mod quarter;
