//! Why the YAML reader stopped, in words for people who never heard of YAML.
//!
//! Takes the text and where reading stopped; gives the finding at what the writer did, and how to read on.

use serde_yaml::granit_parser::ErrorKind;

use super::brackets::{Flow, flow};
use super::lines::{self, Entry};
use super::tree::Stop;
use super::{Fault, Mend};
use crate::diag::Code;

/// The fault behind `stop`; `None` where only guesses are left and a fault was named already.
pub(super) fn explain(original: &str, mended: &str, stop: &Stop, first: bool) -> Option<Fault> {
    match stop {
        Stop::TooDeep(at, message) => Some(too_deep(mended, *at, message)),
        Stop::OpenQuote(at) => Some(open_quote(original, *at)),
        Stop::Syntax(kind, at) => {
            let (start, end) = line_with_words(mended, *at);
            let tab = || tab(mended, kind, *at, start, end);
            let before = || lines::line_before(mended, start);
            tab()
                .or_else(|| unclosed(original, mended, end))
                .or_else(|| judge(original, mended, start, end))
                .or_else(|| before().and_then(|(start, end)| judge(original, mended, start, end)))
                .or_else(|| before().and_then(|(start, end)| no_space(original, start, end)))
                .or_else(|| no_space(original, start, end))
                .or_else(|| before().and_then(|above| no_colon(original, mended, above, (start, end))))
                .or_else(|| no_key(original, mended, start, end))
                .or_else(|| if about_indentation(kind) { deeper(original, mended, start, end) } else { None })
                .or_else(|| first.then(|| unexplained(original, kind, *at, start, end)))
        }
    }
}

/// The line where reading stopped; at the end of the text the last that says something.
fn line_with_words(text: &str, at: usize) -> (usize, usize) {
    let (start, end) = lines::line_at(text, at);
    if text[start..end].trim().is_empty() {
        lines::line_before(text, start).unwrap_or((start, end))
    } else {
        (start, end)
    }
}

fn syntax(start: usize, end: usize, message: impl Into<String>, help: impl Into<String>, mend: Mend) -> Fault {
    Fault { code: Code::YamlSyntax, start, end, message: message.into(), help: vec![help.into()], mend }
}

fn too_deep(text: &str, at: usize, message: &str) -> Fault {
    let end = text.ceil_char_boundary((at + 1).min(text.len()));
    Fault {
        code: Code::YamlTooDeep,
        start: at,
        end,
        message: message.to_owned(),
        help: vec!["check whether this file is what it should be; its text is not read".to_owned()],
        mend: Mend::Mask(at, at),
    }
}

fn tab(text: &str, kind: &ErrorKind, at: usize, start: usize, end: usize) -> Option<Fault> {
    let line = &text[start..end];
    let space = line.len() - line.trim_start_matches([' ', '\t']).len();
    if line[..space].contains('\t') {
        return Some(lines::tab(text, start, end));
    }
    let about_tabs = matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
            | ErrorKind::InvalidBlockEntryWhitespace
            | ErrorKind::InvalidMappingValueWhitespace
    );
    if !about_tabs {
        return None;
    }
    let near = text[at..].find('\t').map(|found| at + found).or_else(|| text[..at].rfind('\t'))?;
    let (start, end) = lines::line_at(text, near);
    Some(Fault { start: near, end: near + 1, ..lines::tab(text, start, end) })
}

pub(super) fn open_quote(original: &str, at: usize) -> Fault {
    let (_, end) = lines::line_at(original, at);
    let end = at + original[at..end].trim_end().len();
    let quote = &original[at..=at];
    let words = original[at + 1..end].trim_end_matches(quote);
    syntax(
        at,
        end,
        format!("the quotation mark {quote} is never closed"),
        format!("write it at both ends: {}", lines::quoted(words)),
        Mend::Mask(at, end),
    )
}

/// A quotation mark or bracket of a line up to `last` that is still open when the next entry begins.
fn unclosed(original: &str, mended: &str, last: usize) -> Option<Fault> {
    for (start, end) in lines::outside_blocks(mended) {
        if start > last {
            break;
        }
        let entry = lines::entry(mended, start, end);
        let value = &mended[entry.value.0..entry.value.1];
        let Some(opening) = value.chars().next().filter(|c| "\"'[{".contains(*c)) else { continue };
        if !lines::left_behind(mended, end, entry.column(start)) {
            continue;
        }
        match opening {
            '"' | '\'' if lines::closing_quote(value, 0).is_none() => {
                return Some(open_quote(original, entry.value.0));
            }
            '[' | '{' => match flow(original, mended, entry.value.0, entry.value.1) {
                Flow::Fault(fault) => return Some(fault),
                Flow::Open => {
                    let close = if opening == '[' { ']' } else { '}' };
                    return Some(syntax(
                        entry.value.0,
                        entry.value.1,
                        format!("the bracket `{opening}` is never closed"),
                        format!("close it: {}{close}", lines::short(value)),
                        Mend::Mask(entry.value.0, entry.value.1),
                    ));
                }
                Flow::Fine => {}
            },
            _ => {}
        }
    }
    None
}

/// What is wrong with one line by itself.
fn judge(original: &str, mended: &str, start: usize, end: usize) -> Option<Fault> {
    let entry = lines::entry(mended, start, end);
    let (from, to) = entry.value;
    let value = &mended[from..to];
    let first = value.chars().next()?;
    let second = value.chars().nth(1);
    match first {
        '#' => None,
        '"' | '\'' => after_quote(original, mended, from, to),
        '[' | '{' => match flow(original, mended, from, to) {
            Flow::Fault(fault) => Some(fault),
            _ => None,
        },
        '|' | '>' if lines::is_block_header(value) => None,
        '@' | '`' | '%' | '*' | '&' | '!' | '|' | '>' | ',' | ']' | '}' => {
            Some(begins_with(original, &entry, from, to, &first.to_string()))
        }
        '?' if entry.key.is_some() && second.is_none_or(|c| c == ' ') => {
            Some(begins_with(original, &entry, from, to, "?"))
        }
        '-' if entry.key.is_some() && second.is_none_or(|c| c == ' ') => Some(syntax(
            from,
            to,
            "a list can't begin on the line of its key",
            format!("begin a new line with `- `, or write {}: [ … ]", key_words(original, &entry)),
            Mend::Mask(from, to),
        )),
        _ if entry.key.is_some() => colon(original, &entry, from, to),
        _ => None,
    }
}

/// A value whose first character means something to YAML.
pub(super) fn begins_with(original: &str, entry: &Entry, from: usize, to: usize, what: &str) -> Fault {
    let corrected = format!("{}{}", prefix(original, entry), lines::quoted(&original[from..to]));
    syntax(
        from,
        to,
        format!("a value that begins with `{what}` needs quotes"),
        format!("put it in quotes: {corrected}"),
        Mend::Mask(from, to),
    )
}

/// `key: ` of a line, for showing it corrected.
fn prefix(original: &str, entry: &Entry) -> String {
    match entry.key {
        Some((start, end)) => format!("{}: ", &original[start..end]),
        None if entry.dash => "- ".to_owned(),
        None => String::new(),
    }
}

fn key_words<'t>(original: &'t str, entry: &Entry) -> &'t str {
    entry.key.map_or("key", |(start, end)| &original[start..end])
}

/// `title: Peace: now`.
pub(super) fn colon(original: &str, entry: &Entry, from: usize, to: usize) -> Option<Fault> {
    let value = &original[from..to];
    let words = value.find(" #").map_or(value, |at| value[..at].trim_end());
    if !(words.contains(": ") || words.contains(":\t") || words.ends_with(':')) {
        return None;
    }
    Some(syntax(
        from,
        from + words.len(),
        "text with a colon needs quotes",
        format!("put it in quotes: {}{}", prefix(original, entry), lines::quoted(words)),
        Mend::Mask(from, from + words.len()),
    ))
}

/// `"Peace" now`, `'It's time'`.
pub(super) fn after_quote(original: &str, mended: &str, from: usize, to: usize) -> Option<Fault> {
    let close = from + lines::closing_quote(&mended[from..to], 0)?;
    let rest = mended[close + 1..to].trim_start();
    if rest.is_empty() || rest.starts_with('#') {
        return None;
    }
    // In `'It's time'` the second mark was meant as an apostrophe, and the last one closes.
    let inside = mended[close + 1..to].starts_with(char::is_alphanumeric);
    let value = &original[from..to];
    let whole = if inside && value.ends_with(&value[..1]) { &value[1..value.len() - 1] } else { value };
    Some(syntax(
        from,
        to,
        "the text goes on after its closing quotation mark",
        format!("put all of it in quotes: {}", lines::quoted(whole)),
        Mend::Mask(from, to),
    ))
}

/// `title:Peace`, `-quote: the words`.
pub(super) fn no_space(text: &str, start: usize, end: usize) -> Option<Fault> {
    let entry = lines::entry(text, start, end);
    let words = &text[entry.value.0..entry.value.1];
    let (from, to) = entry.value;
    if let Some(item) = words.strip_prefix('-').filter(|item| item.starts_with(|c: char| c.is_ascii_lowercase())) {
        let help = format!("write - {}", lines::short(item));
        return Some(syntax(from, to, "a space is missing after the dash", help, Mend::Blank(start, end)));
    }
    let special = words.split_once(['：', '﹕', '∶']);
    if let Some((key, value)) = special.filter(|(key, _)| entry.key.is_none() && lines::is_plain_key(key)) {
        let help = format!("write {key}: {}", lines::short(value.trim()));
        let message = "the colon after the key is a special one, which only looks like a colon";
        return Some(syntax(from, to, message, help, Mend::Blank(start, end)));
    }
    let (key, value) = words.split_once(':')?;
    if entry.key.is_some() || !lines::is_plain_key(key) || value.is_empty() || value.starts_with("//") {
        return None;
    }
    let help = format!("write {key}: {}", lines::short(value.trim()));
    let message = if value.starts_with(char::is_whitespace) {
        "the space after the colon is a special one, which only looks like a space"
    } else {
        "a space is missing after the colon"
    };
    Some(syntax(from, to, message, help, Mend::Blank(start, end)))
}

/// `- id ukraine` or `title Peace`, with keys of the same entry below.
fn no_colon(original: &str, mended: &str, above: (usize, usize), line: (usize, usize)) -> Option<Fault> {
    let first = lines::entry(mended, above.0, above.1);
    let next = lines::entry(mended, line.0, line.1);
    let words = &mended[first.value.0..first.value.1];
    let key = words.split(' ').next().filter(|key| lines::is_plain_key(key))?;
    // Anywhere else it may go on with the text above.
    let begins = first.dash || lines::line_before(mended, above.0).is_none();
    let same_entry = begins && next.key.is_some() && first.column(above.0) == next.column(line.0);
    if first.key.is_some() || !same_entry {
        return None;
    }
    let help = format!("write {key}: {}", lines::short(words[key.len()..].trim()));
    let message = format!("`{}` has no colon after its key", lines::short(&original[first.value.0..first.value.1]));
    Some(syntax(first.value.0, first.value.1, message, help, Mend::Blank(above.0, above.1)))
}

/// A line that is no `key: value`.
fn no_key(original: &str, mended: &str, start: usize, end: usize) -> Option<Fault> {
    let entry = lines::entry(mended, start, end);
    let words = &mended[entry.value.0..entry.value.1];
    if entry.key.is_some() || words.is_empty() || words.starts_with(['"', '\'', '[', '{', '-']) {
        return None;
    }
    let span = entry.value;
    if entry.dash {
        return None;
    }
    let under_block = lines::line_before(mended, start).is_some_and(|(start, end)| {
        let before = lines::entry(mended, start, end);
        lines::is_block_header(&mended[before.value.0..before.value.1])
    });
    if under_block {
        let message = "the text below `|` or `>` must begin with more spaces than its key";
        let help = "put more spaces before this line and the lines that follow it";
        return Some(syntax(span.0, span.1, message, help, Mend::Blank(start, end)));
    }
    Some(syntax(
        span.0,
        span.1,
        format!("`{}` is neither `key: value` nor an item of a list", lines::short(&original[span.0..span.1])),
        "begin the line with more spaces if it goes on with the text above, or write `key: value`",
        Mend::Blank(start, end),
    ))
}

/// Whether the reader stopped at a line in the wrong place, and not at something within a line.
fn about_indentation(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::MappingValueNotAllowed
            | ErrorKind::InvalidIndentation
            | ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::ExpectedBlockSequenceEntry
            | ErrorKind::BlockSequenceEntryNotAllowed
            | ErrorKind::SimpleKeyExpected
            | ErrorKind::InvalidSimpleKey
            | ErrorKind::MappingKeyNotAllowed
            | ErrorKind::ExpectedDocumentStart
            | ErrorKind::UnexpectedEofBlockMapping
            | ErrorKind::UnexpectedEofBlockSequence
            | ErrorKind::InvalidColonPlacement
    )
}

/// An entry whose indentation fits no line above it.
fn deeper(original: &str, mended: &str, start: usize, end: usize) -> Option<Fault> {
    let entry = lines::entry(mended, start, end);
    if !lines::begins_entry(mended, &entry) && entry.key.is_none() {
        return None;
    }
    let (before_start, before_end) = lines::line_before(mended, start)?;
    if lines::line_before(original, start) != Some((before_start, before_end)) {
        // The line above was left out for a fault of its own: this one may be right.
        return None;
    }
    let before = lines::entry(mended, before_start, before_end);
    let first = start + entry.indent;
    let span = (first, end.max(first));
    let shown = lines::short(&original[start..end]).trim().to_owned();
    let column = before.column(before_start);
    let (message, help) = if entry.indent > column && before.value.0 < before.value.1 {
        (
            format!("`{shown}` is indented deeper than the line above, which has its value already"),
            "begin both lines with the same number of spaces; if this line goes on with the text above, put the whole text in quotes",
        )
    } else {
        (
            format!("the indentation of `{shown}` fits no line above it"),
            "begin the line with as many spaces as the lines that it belongs with",
        )
    };
    Some(syntax(span.0, span.1, message, help, Mend::Blank(start, end)))
}

/// Whether the reader took a backslash for the beginning of a character's number or name.
fn about_backslash(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnknownQuotedScalarEscape
            | ErrorKind::InvalidQuotedScalarHexEscape
            | ErrorKind::InvalidUnicodeEscape
            | ErrorKind::InvalidLowSurrogateHexEscape
            | ErrorKind::InvalidLowSurrogate
            | ErrorKind::MissingLowSurrogate
            | ErrorKind::UnpairedLowSurrogate
    )
}

/// What is left: the reader's reason as well as it can be said.
fn unexplained(original: &str, kind: &ErrorKind, at: usize, start: usize, end: usize) -> Fault {
    let at = original.floor_char_boundary(at.clamp(start, end));
    let message = match kind {
        kind if about_backslash(kind) => "a backslash in double quotes must be written twice",
        ErrorKind::InvalidSimpleKey | ErrorKind::SimpleKeyExpected => "this line is no `key: value`",
        ErrorKind::MismatchedFlowCollectionEnd { .. } | ErrorKind::MisplacedFlowCollectionEnd => {
            "this closing bracket fits no opening one"
        }
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
            "a comma or a closing bracket is missing here"
        }
        ErrorKind::DirectiveDisallowed | ErrorKind::MissingDirectiveName => "a line can't begin with `%`",
        ErrorKind::UnexpectedCharacter { .. } => "a value can't begin with this character",
        _ => "this can't be read as YAML, the format of keys and values",
    };
    let help = if about_backslash(kind) {
        "write `\\\\` for each backslash, or put the text in single quotes"
    } else {
        "compare the line with its neighbours: spaces at its beginning, quotes, brackets, the colon after its key"
    };
    syntax(at, end.max(at), message, help, Mend::Blank(start, end))
}
