//! Findings as one line each: `file:line:column: error[code]: message`.

use std::fmt;

use super::super::Diagnostics;
use super::one_line;
use super::places::Places;

pub(super) fn write(out: &mut dyn fmt::Write, places: &mut Places<'_>, diagnostics: &Diagnostics) -> fmt::Result {
    for found in diagnostics.iter() {
        if let Some(at) = places.locate(&found.place) {
            write!(out, "{}:{}:{}: ", one_line(at.path), at.start.line, at.start.column)?;
        }
        writeln!(out, "{}[{}]: {}", found.severity.name(), found.code.name(), one_line(&found.message))?;
    }
    Ok(())
}
