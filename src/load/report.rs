//! Findings about files that can't be read as text.

use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::files::{FileId, Files, Span};

const HELP: &str = "save the file as UTF-8 text, or move it out of the site's folders";

/// A file of which nothing was read.
pub(super) fn unreadable(path: &str, message: &str, diagnostics: &mut Diagnostics) {
    diagnostics.push(Diagnostic::new(Code::NotText, Place::Path(path.into()), message).help(HELP));
}

/// A file that isn't text: what can be shown of it, and where the first bytes stand that no text has. Nothing is read
/// from it.
pub(super) fn not_text(files: &Files, id: FileId, at: usize, diagnostics: &mut Diagnostics) {
    let at = if files.get(id).bom { at - '\u{feff}'.len_utf8() } else { at };
    let (length, message) = if files.text(id)[at..].starts_with('\0') {
        (1, "the file isn't text: here stands a zero byte")
    } else {
        let message = "the file isn't UTF-8 text: here stand bytes that UTF-8 doesn't have";
        (char::REPLACEMENT_CHARACTER.len_utf8(), message)
    };
    diagnostics.push(Diagnostic::new(Code::NotText, Span::new(id, at, at + length), message).help(HELP));
}
