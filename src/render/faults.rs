//! What is wrong with a template, as findings.
//!
//! Takes the errors of the template engine, gives findings at the words that are at fault.

use std::collections::BTreeMap;
use std::ops::Range;

use tera::ErrorKind;

use super::layers::Text;
use crate::diag::{Code, Diagnostic, Place};
use crate::files::{FileId, Span};

/// A fault: the template, the cause, and where it stands in the template if that is known.
struct Fault {
    template: String,
    cause: String,
    range: Option<Range<usize>>,
}

/// The faults of templates that can't be compiled, each with the site's own file that holds it.
pub(super) fn of_compiling(
    error: &tera::Error,
    templates: &BTreeMap<String, Text>,
    files: &BTreeMap<String, FileId>,
) -> Vec<(Diagnostic, Option<String>)> {
    let faults = match error.kind() {
        ErrorKind::MissingParent { current, parent } => {
            let text = templates.get(current).map_or("", |text| text.text.as_str());
            let range = text.find(parent.as_str()).map(|at| at..at + parent.len());
            vec![Fault { template: current.clone(), cause: format!("it extends {parent}, which doesn't exist"), range }]
        }
        _ => match pointed(error) {
            Some(fault) => vec![fault],
            None => from_report(&error.to_string(), templates),
        },
    };
    let finding = |fault: &Fault| {
        let own = files.contains_key(&fault.template).then(|| fault.template.clone());
        (finding(fault, files), own)
    };
    faults.iter().map(finding).collect()
}

/// The fault that a template shows when it is filled.
pub(super) fn of_filling(error: &tera::Error, template: &str, files: &BTreeMap<String, FileId>) -> Diagnostic {
    let whole = || Fault { template: template.to_owned(), cause: error.to_string(), range: None };
    finding(&pointed(error).unwrap_or_else(whole), files)
}

/// A fault that knows its place.
fn pointed(error: &tera::Error) -> Option<Fault> {
    let fault = |template: &str, cause: &str, range| {
        Some(Fault { template: template.to_owned(), cause: cause.to_owned(), range })
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            fault(report.filename(), report.message(), Some(report.span().range.clone()))
        }
        ErrorKind::CircularExtend { tpl, .. } => fault(tpl, "it extends itself in a circle", None),
        ErrorKind::CircularInclude { tpl, .. } => fault(tpl, "it includes itself in a circle", None),
        _ => None,
    }
}

/// A report of several faults, each with `error: CAUSE` and below it `--> NAME:LINE:COLUMN`.
fn from_report(report: &str, templates: &BTreeMap<String, Text>) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    for line in report.lines().map(str::trim) {
        if let Some(cause) = line.strip_prefix("error: ") {
            faults.push(Fault { template: String::new(), cause: cause.to_owned(), range: None });
        } else if let (Some(at), Some(fault)) = (line.strip_prefix("--> "), faults.last_mut())
            && fault.template.is_empty()
        {
            let mut parts = at.rsplitn(3, ':');
            let (column, row) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
            parts.next().unwrap_or(at).clone_into(&mut fault.template);
            let text = templates.get(&fault.template).map(|text| text.text.as_str());
            fault.range = text.and_then(|text| word_at(text, row.parse().ok()?, column.parse().ok()?));
        }
    }
    if faults.is_empty() {
        faults.push(Fault { template: String::new(), cause: report.to_owned(), range: None });
    }
    faults
}

/// The word at a line and column, both from 1.
fn word_at(text: &str, line: usize, column: usize) -> Option<Range<usize>> {
    let start = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum::<usize>();
    let line = text.get(start..)?.lines().next()?;
    let from = line.char_indices().nth(column.checked_sub(1)?).map(|(at, _)| at)?;
    let words = &line[from..];
    let quoted = words.starts_with(['"', '\'']);
    let length = if quoted {
        words[1..].find(&words[..1]).map_or(words.len(), |end| end + 2)
    } else {
        words.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(words.len())
    };
    Some(start + from..start + from + length)
}

fn finding(fault: &Fault, files: &BTreeMap<String, FileId>) -> Diagnostic {
    let file = files.get(&fault.template).copied();
    let place = match (file, &fault.range) {
        (Some(file), Some(range)) => Place::Span(Span::new(file, range.start, range.end)),
        (Some(file), None) => Place::Span(Span::file_start(file)),
        (None, _) => Place::Site,
    };
    let cause = fault.cause.lines().next().unwrap_or("").trim_end_matches('.');
    let message = match fault.template.as_str() {
        "" => format!("the templates can't be used: {cause}"),
        name => format!("the template {name} can't be used: {cause}"),
    };
    let help = if file.is_some() {
        "docs/templates.md says what each template is given; without this file the built-in one is used"
    } else {
        "This template is briefgen's own; a template of the site that it uses may be at fault"
    };
    Diagnostic::new(Code::TemplateError, place, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_the_word_that_stands_there() {
        let text = "<p>ä</p>\n{{ x | uper }}\n{% include \"a.html\" %}";
        let word = |line, column| word_at(text, line, column).map(|range| &text[range]);
        assert_eq!(word(2, 8), Some("uper"));
        assert_eq!(word(3, 12), Some("\"a.html\""));
        assert_eq!(word(1, 4), Some("ä"));
        assert_eq!(word(9, 1), None);
        assert_eq!(word(0, 0), None);
    }
}
