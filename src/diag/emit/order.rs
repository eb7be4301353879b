//! The order of findings, and the line that closes them.

use std::cmp::Ordering;

use super::super::{Diagnostics, Place, Severity};
use crate::files::{Files, Span};

/// Sorts findings by file, line, column, code and message, those of the whole site last, and drops repeated ones.
pub fn sort(files: &Files, diagnostics: &mut Diagnostics) {
    let list = diagnostics.list_mut();
    // Offsets of one file stand in the order of its lines and columns.
    list.sort_by(|a, b| {
        by_place(files, &a.place, &b.place)
            .then_with(|| a.code.name().cmp(b.code.name()))
            .then_with(|| a.message.cmp(&b.message))
            .then_with(|| end(&a.place).cmp(&end(&b.place)))
            .then_with(|| b.severity.cmp(&a.severity))
            .then_with(|| (&a.help, &a.related, &a.suggestion).cmp(&(&b.help, &b.related, &b.suggestion)))
    });
    list.dedup();
}

fn by_place(files: &Files, a: &Place, b: &Place) -> Ordering {
    let key = |place: &Place| match place {
        Place::Span(span) => (0, span.start),
        Place::Path(_) => (0, 0),
        Place::Site => (1, 0),
    };
    let (site_a, start_a) = key(a);
    let (site_b, start_b) = key(b);
    site_a.cmp(&site_b).then_with(|| path(files, a).cmp(path(files, b))).then(start_a.cmp(&start_b))
}

fn path<'p>(files: &'p Files, place: &'p Place) -> &'p str {
    match place {
        Place::Span(span) => files.path(span.file),
        Place::Path(path) => path,
        Place::Site => "",
    }
}

fn end(place: &Place) -> Option<Span> {
    match place {
        Place::Span(span) => Some(*span),
        Place::Path(_) | Place::Site => None,
    }
}

/// How many findings there are: `3 errors, 1 warning`; infos are counted last, and `no findings` is said as such.
pub fn summary(diagnostics: &Diagnostics) -> String {
    let count = |severity: Severity| diagnostics.iter().filter(|found| found.severity == severity).count();
    let counted = |severity: Severity, one: &str, more: &str| match count(severity) {
        0 => None,
        1 => Some(format!("1 {one}")),
        number => Some(format!("{number} {more}")),
    };
    let parts = [
        counted(Severity::Error, "error", "errors"),
        counted(Severity::Warning, "warning", "warnings"),
        counted(Severity::Info, "info", "infos"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") }
}
