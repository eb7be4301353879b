//! Findings on stderr.

use std::io::{IsTerminal, Write};

use super::args::{Cli, Colour, FindingFormat};
use crate::diag::emit::{self, Format};
use crate::diag::{Diagnostics, Severity};
use crate::files::Files;

/// Prints findings as the arguments want them.
pub(super) fn findings(cli: &Cli, files: &Files, diagnostics: Diagnostics) {
    tell(&told(cli, files, diagnostics));
}

/// Findings as the arguments want them.
pub(super) fn told(cli: &Cli, files: &Files, mut diagnostics: Diagnostics) -> String {
    let human = matches!(cli.format, FindingFormat::Human | FindingFormat::Short);
    let count = |wanted: Severity, list: &Diagnostics| list.iter().filter(|found| found.severity == wanted).count();
    let (warnings, infos) = (count(Severity::Warning, &diagnostics), count(Severity::Info, &diagnostics));
    let least = match (cli.quiet, cli.verbose || !human) {
        (true, _) => Severity::Error,
        (false, true) => Severity::Info,
        (false, false) => Severity::Warning,
    };
    diagnostics.list_mut().retain(|found| found.severity >= least);
    emit::sort(files, &mut diagnostics);
    let mut text = String::new();
    emit::write(&mut text, format(cli.format), files, &diagnostics, colour(cli.color))
        .expect("writing to a String never fails");
    if human && !cli.quiet {
        text.push_str(&closing(count(Severity::Error, &diagnostics), warnings, infos, least));
    }
    text
}

/// Prints what was told of findings.
pub(super) fn tell(told: &str) {
    // A closed stderr leaves nobody to tell.
    let _ = std::io::stderr().lock().write_all(told.as_bytes());
}

fn closing(errors: usize, warnings: usize, infos: usize, least: Severity) -> String {
    let some = |count: usize, one: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {one}s")),
    };
    let hint = if least > Severity::Info { " (shown by -v)" } else { "" };
    let parts = [some(errors, "error"), some(warnings, "warning"), some(infos, "remark").map(|text| text + hint)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("{}\n", parts.join(", ")) }
}

fn format(format: FindingFormat) -> Format {
    match format {
        FindingFormat::Human => Format::Human,
        FindingFormat::Short => Format::Short,
        FindingFormat::Json => Format::Json,
        FindingFormat::Sarif => Format::Sarif,
        FindingFormat::Github => Format::Github,
    }
}

fn colour(wanted: Colour) -> bool {
    match wanted {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty())
        }
    }
}

/// Says why a command stopped.
pub(super) fn stop(message: &str) {
    let _ = writeln!(std::io::stderr().lock(), "briefgen: {message}");
}

/// Says something that isn't a finding, unless the user wants quiet.
pub(super) fn say(cli: &Cli, message: &str) {
    if !cli.quiet && matches!(cli.format, FindingFormat::Human | FindingFormat::Short) {
        let _ = writeln!(std::io::stderr().lock(), "{message}");
    }
}

/// One line on a terminal that says what is being done; nothing where nobody watches.
pub(super) struct Progress {
    shown: bool,
}

impl Progress {
    pub(super) fn new(cli: &Cli) -> Self {
        let human = matches!(cli.format, FindingFormat::Human | FindingFormat::Short);
        Self { shown: human && !cli.quiet && std::io::stderr().is_terminal() }
    }

    /// Puts `words` in place of what the line said.
    pub(super) fn show(&self, words: &str) {
        if self.shown {
            let mut stderr = std::io::stderr().lock();
            let _ = write!(stderr, "\r\x1b[K{words} …");
            let _ = stderr.flush();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let mut stderr = std::io::stderr().lock();
            let _ = write!(stderr, "\r\x1b[K");
            let _ = stderr.flush();
        }
    }
}

/// Prints a result.
pub(super) fn result(text: &str) -> std::io::Result<()> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        // `briefgen mentions | head` is no fault.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
