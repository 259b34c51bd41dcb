//! The door: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    tonghop::cli::run(std::env::args_os())
}
