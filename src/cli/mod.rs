//! The command line: arguments → settings → pipeline → words and exit code.
//!
//! Results go to stdout, everything else to stderr. Exit codes: 0 clean, 1 findings of severity
//! error, 2 could not run.

mod arguments;
mod check;
mod commands;
mod definition;
mod new;
mod progress;
mod questions;
mod remind;
mod seal;
mod terminal;
mod today;

use std::ffi::OsString;
use std::process::ExitCode;

use arguments::Parsed;
use terminal::Terminal;

/// What a command ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// Nothing wrong was found.
    Clean,
    /// Findings of severity error.
    Findings,
    /// The command could not do its work.
    CouldNotRun,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Clean => Self::SUCCESS,
            Exit::Findings => Self::from(1),
            Exit::CouldNotRun => Self::from(2),
        }
    }
}

/// Runs the program with these arguments, the first being its name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !crate::sheet::catches_panics() {
            told(panic);
        }
    }));
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let lang = arguments::language(&arguments);
    let terminal = Terminal::new(lang);
    match arguments::parse(&arguments, lang) {
        Parsed::Command(command) => commands::execute(&command, &terminal).into(),
        Parsed::Help(text) => {
            let exit =
                if Terminal::result(text.as_bytes()) { Exit::Clean } else { Exit::CouldNotRun };
            exit.into()
        }
        Parsed::Wrong(text) => {
            Terminal::talk(&text);
            Exit::CouldNotRun.into()
        }
    }
}
