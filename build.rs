//! Rebuilds the program when a shipped pack changes: the packs are embedded in it, and cargo does
//! not know that.

fn main() {
    println!("cargo::rerun-if-changed=templates");
}
