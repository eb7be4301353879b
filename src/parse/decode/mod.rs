//! From YAML nodes to the model: what each key takes, said once, for reading and for the JSON Schema.
//!
//! A [`Record`] names its keys through [`Fields`]; run over a node they are read and every fault is a finding,
//! run over nothing they describe themselves. Never reads a disk and never resolves an id.

mod dates;
mod fields;
mod habits;
mod names;
mod values;

use serde_json::Value as Json;

pub(crate) use dates::{EmbargoTime, When};
pub(crate) use fields::{Fields, Record, describe, read_record};
pub(crate) use names::{BaseUrl, Id, Language, OrcidId, Redirect, WebAddress, WikidataId, Zone, check_id, check_url};
pub(crate) use values::{Choice, Dictionary, Flag, Free, Line, List, Markdown, OneOf, Spanning, Words};

use super::yaml::{Node, Value};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::files::{FileId, Span};

/// What messages call a mapping.
pub(crate) const GROUP: &str = "a group of keys";

/// What every decoder needs.
pub(crate) struct Reader<'d> {
    /// The file.
    pub(crate) file: FileId,
    /// Its whole text.
    pub(crate) text: &'d str,
    /// Where findings go.
    pub(crate) diagnostics: &'d mut Diagnostics,
    /// The site's zone, for embargoes without one.
    pub(crate) timezone: Option<&'d str>,
    /// Lines of the file were left out, so that nothing can be called missing.
    pub(crate) damaged: bool,
}

impl Reader<'_> {
    /// Pushes a finding with its help.
    pub(crate) fn find(&mut self, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(code, span, message).help(help));
    }

    /// The value is of another type than `expected` (`a text`, `a list`).
    pub(crate) fn wrong_type(&mut self, node: &Node, expected: &str) {
        if self.damaged && matches!(node.value, Value::List(_) | Value::Map(_)) {
            // The line that would have made it right was left out.
            return;
        }
        let (found, help) = match &node.value {
            // Its fault was named already.
            Value::Broken => return,
            Value::Null => ("nothing", format!("write {expected}")),
            Value::Scalar { text, plain: true } if expected == "a list" && text.starts_with('-') => {
                ("a single value", "put a space after each dash".to_owned())
            }
            Value::Scalar { text, .. } if expected == "a list" => {
                ("a single value", format!("write it as a list: [{}]", brief(text)))
            }
            Value::Scalar { .. } if expected == GROUP => {
                ("a single value", "write keys, each as `key: value`".to_owned())
            }
            Value::Scalar { .. } => ("a single value", format!("write {expected}")),
            Value::List(items) => ("a list", list_help(items, expected)),
            Value::Map(entries) => ("a group of keys", map_help(node, entries, expected)),
        };
        let span = at_first_line(node);
        self.find(Code::WrongType, span, format!("{found} stands where {expected} is expected"), help);
    }

    /// The value isn't one of those that the key takes.
    pub(crate) fn invalid(&mut self, node: &Node, message: impl Into<String>, help: impl Into<String>) {
        self.find(Code::InvalidValue, node.span, message, help);
    }
}

/// A list of lists is a `[[reference]]` to its writer.
fn list_help(items: &[Node], expected: &str) -> String {
    match items {
        [Node { value: Value::List(_), .. }] => "`[[` begins a list to YAML; put the whole text in quotes".to_owned(),
        [one] if expected == "a text" && matches!(one.value, Value::Scalar { .. }) => {
            "take the bracket or dash away, or put the whole text in quotes".to_owned()
        }
        _ => format!("write {expected}"),
    }
}

/// `- Peace: now` is a key and a value to YAML, `{n}` a key without one.
fn map_help(node: &Node, entries: &[(crate::files::Spanned<String>, Node)], expected: &str) -> String {
    match entries {
        [(key, Node { value: Value::Scalar { text, .. }, .. })] if expected == "a text" => {
            format!("if this is text with a colon, put it in quotes: \"{}: {}\"", brief(key), brief(text))
        }
        [(key, Node { value: Value::Null, .. })] if expected == "a text" && node.span.start < key.span.start => {
            format!("put it in quotes: \"{{{}}}\"", brief(key))
        }
        _ if expected == "a list" => "begin each entry with `- `".to_owned(),
        _ => format!("write {expected}"),
    }
}

/// The place of a value; of a long one where it begins.
fn at_first_line(node: &Node) -> Span {
    match &node.value {
        Value::Map(entries) => {
            entries.first().map_or(node.span, |(key, _)| Span { start: node.span.start, ..key.span })
        }
        Value::List(items) => items.first().map_or(node.span, |first| Span { end: first.span.start, ..node.span }),
        _ => node.span,
    }
}

/// Puts the findings that came after the first `known` ones into the order of the text.
pub(crate) fn in_order(diagnostics: &mut Diagnostics, known: usize) {
    let place = |found: &Diagnostic| match &found.place {
        Place::Span(span) => (span.file, span.start),
        _ => (FileId(0), 0),
    };
    diagnostics.list_mut()[known..].sort_by_key(place);
}

/// Words for a message: one line, not too long.
pub(crate) fn brief(words: &str) -> String {
    let line = words.lines().next().unwrap_or("");
    let mut shown: String = line.chars().take(60).collect();
    if shown.len() < line.len() {
        shown.push('…');
    }
    shown
}

/// What a key takes: how it is read, and how JSON Schema says it.
pub(crate) trait Shape {
    /// What it becomes.
    type Value;
    /// Whether an empty value is an error even where the key may be left out: it would be taken for a decision.
    const DECIDES: bool = false;
    /// Reads a node that isn't null. `None` after a finding, or for an empty text.
    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<Self::Value>;
    /// Its JSON Schema.
    fn schema() -> Json;
}

#[cfg(test)]
pub(crate) mod tests;
