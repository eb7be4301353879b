//! Findings about the user's files: what a step pushes instead of failing.
//!
//! Takes codes, places and words; gives them in every format that users and machines read.
//! Never decides whether a build goes on: `pipeline` does.

mod code;
pub mod emit;

pub use code::Code;
pub use emit::{sort, summary};

use serde::{Deserialize, Serialize};

use crate::files::Span;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Worth mending; counts as an error under `--strict`.
    Warning,
    /// Nothing is written while it stands.
    Error,
}

impl Severity {
    /// As formats write it.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Place {
    /// In a text that was read.
    Span(Span),
    /// A file that isn't text, or isn't there: its path from the root.
    Path(Box<str>),
    /// Nowhere in particular.
    Site,
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Place::Span(span)
    }
}

/// Another place that explains a finding.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What is there.
    pub message: String,
}

/// A quotation that would be found, offered for one that isn't.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Suggestion {
    /// The words as they stand in the source.
    pub quote: String,
    /// The whole passage that holds them.
    pub passage: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// What it is about.
    pub code: Code,
    /// How much it weighs here; `checks:` may have changed it.
    pub severity: Severity,
    /// One sentence without a full stop: what was found and what was expected.
    pub message: String,
    /// Where.
    pub place: Place,
    /// What to do about it, a line each.
    pub help: Vec<String>,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// What to quote instead.
    pub suggestion: Option<Suggestion>,
    /// The line at its place holds a secret, and is never printed.
    pub secret: bool,
}

impl Diagnostic {
    /// A finding at its code's own severity.
    pub fn new(code: Code, place: impl Into<Place>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            place: place.into(),
            help: Vec::new(),
            related: Vec::new(),
            suggestion: None,
            secret: false,
        }
    }

    /// Adds a line of help.
    #[must_use]
    pub fn help(mut self, line: impl Into<String>) -> Self {
        self.help.push(line.into());
        self
    }

    /// Adds a place that explains it.
    #[must_use]
    pub fn related(mut self, place: impl Into<Place>, message: impl Into<String>) -> Self {
        self.related.push(Related { place: place.into(), message: message.into() });
        self
    }

    /// Offers a quotation that would be found.
    #[must_use]
    pub fn suggest(mut self, suggestion: Suggestion) -> Self {
        self.suggestion = Some(suggestion);
        self
    }

    /// Keeps the line at its place out of every output.
    #[must_use]
    pub fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    /// Gives it another severity than its code's.
    #[must_use]
    pub fn at(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }
}

/// The findings of a run, in the order in which steps pushed them.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds what another step found.
    pub fn append(&mut self, mut other: Diagnostics) {
        self.list.append(&mut other.list);
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// All of them, to change severities or order.
    pub fn list_mut(&mut self) -> &mut Vec<Diagnostic> {
        &mut self.list
    }

    /// Whether any is an error.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|found| found.severity == Severity::Error)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, iter: I) {
        self.list.extend(iter);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}
