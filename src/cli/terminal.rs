//! Where words go: results to stdout, talk to stderr, progress only on a terminal.

use std::io::{ErrorKind, IsTerminal, Write};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::pipeline::Progress;
use crate::text::Lang;

/// The two streams and the language.
pub(super) struct Terminal {
    pub(super) lang: Lang,
    /// Colour on stdout.
    pub(super) colour_out: bool,
    /// Colour on stderr.
    pub(super) colour_err: bool,
}

impl Terminal {
    pub(super) fn new(lang: Lang) -> Self {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self {
            lang,
            colour_out: wanted && std::io::stdout().is_terminal(),
            colour_err: wanted && std::io::stderr().is_terminal(),
        }
    }

    /// Characters that a line on stdout has room for; what no person watches has as much as a page.
    pub(super) fn width() -> usize {
        const PAGE: usize = 120;
        let size = console::Term::stdout().size_checked();
        size.map_or(PAGE, |(_, columns)| usize::from(columns))
    }

    /// Writes a result to stdout; whether all of it was taken. A reader that has gone away has
    /// taken what it wanted.
    #[must_use]
    pub(super) fn result(bytes: &[u8]) -> bool {
        let mut out = std::io::stdout().lock();
        match out.write_all(bytes).and_then(|()| out.flush()) {
            Ok(()) => true,
            Err(error) => error.kind() == ErrorKind::BrokenPipe,
        }
    }

    /// Writes a line to stderr.
    pub(super) fn talk(text: &str) {
        let _ = writeln!(std::io::stderr().lock(), "{}", text.trim_end());
    }

    /// Runs what reads files, with a line on stderr that says how far it is.
    pub(super) fn reading<T>(&self, read: impl FnOnce(Progress<'_>) -> T) -> T {
        let bar = self.bar();
        let read = read(&|done, all| {
            bar.set_length(all as u64);
            bar.set_position(done as u64);
        });
        bar.finish_and_clear();
        read
    }

    /// A progress line on stderr, drawn only when a person watches.
    fn bar(&self) -> ProgressBar {
        let target = if std::io::stderr().is_terminal() {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let template = self
            .lang
            .pick("đọc {pos}/{len} tệp {wide_bar}", "reading {pos}/{len} files {wide_bar}");
        let bar = ProgressBar::with_draw_target(Some(0), target);
        match ProgressStyle::with_template(template) {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        }
    }
}
