//! Findings as workflow commands, which GitHub shows beside the changed lines.

use std::fmt;

use super::super::{Diagnostic, Diagnostics, Severity};
use super::places::Places;

pub(super) fn write(out: &mut dyn fmt::Write, places: &mut Places<'_>, diagnostics: &Diagnostics) -> fmt::Result {
    for found in diagnostics.iter() {
        let command = match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        write!(out, "::{command} ")?;
        if let Some(at) = places.locate(&found.place) {
            write!(out, "file={},line={}", property(at.path), at.start.line)?;
            if at.end.line > at.start.line {
                // Columns are for places within one line.
                write!(out, ",endLine={},", at.end.line)?;
            } else {
                write!(out, ",col={},endColumn={},", at.start.column, at.end.column)?;
            }
        }
        writeln!(out, "title={}::{}", property(found.code.name()), data(&words(found)))?;
    }
    Ok(())
}

fn words(found: &Diagnostic) -> String {
    let mut words = found.message.clone();
    for line in &found.help {
        words.push_str("\nhelp: ");
        words.push_str(line);
    }
    words
}

/// Line breaks and per cent signs are written as GitHub reads them; other controls would reach its log.
fn data(text: &str) -> String {
    let shown = |c: char| if c.is_control() && c != '\r' && c != '\n' { '\u{fffd}' } else { c };
    let text: String = text.chars().map(shown).collect();
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
