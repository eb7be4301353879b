//! Findings in every format that users and machines read.
//!
//! Takes sorted findings and the files that they point into, writes text. Never sorts, drops or changes a finding;
//! the formats are siblings and know nothing of each other.

mod github;
mod human;
mod json;
mod order;
mod places;
mod sarif;
mod short;

use std::fmt;

pub use order::{sort, summary};

use super::Diagnostics;
use crate::files::Files;
use places::Places;

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Format {
    /// For people: with an excerpt, the place marked.
    #[default]
    Human,
    /// One line each: `file:line:column: error[code]: message`.
    Short,
    /// One JSON object a line.
    Json,
    /// One SARIF 2.1.0 document.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
}

impl Format {
    /// All of them, in the order of the manual.
    pub const ALL: [Self; 5] = [Self::Human, Self::Short, Self::Json, Self::Sarif, Self::Github];

    /// As users type it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Short => "short",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Github => "github",
        }
    }

    /// The format of a name that a user typed.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// Writes findings in a format. `colour` is for [`Format::Human`] alone.
///
/// # Errors
/// What `out` fails with; a `String` never does.
pub fn write(
    out: &mut dyn fmt::Write,
    format: Format,
    files: &Files,
    diagnostics: &Diagnostics,
    colour: bool,
) -> fmt::Result {
    let mut places = Places::new(files);
    match format {
        Format::Human => human::write(out, &mut places, diagnostics, colour),
        Format::Short => short::write(out, &mut places, diagnostics),
        Format::Json => json::write(out, &mut places, diagnostics),
        Format::Sarif => sarif::write(out, &mut places, diagnostics),
        Format::Github => github::write(out, &mut places, diagnostics),
    }
}

/// Text for one line of a terminal: line breaks are spaces, other controls show as marks.
fn one_line(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\r' | '\t' => ' ',
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        _ => c,
    };
    text.replace("\r\n", " ").chars().map(shown).collect()
}

#[cfg(test)]
mod tests;
