//! What is wrong inside the `[…]` and `{…}` of one line.
//!
//! Takes the text and where a bracket opens; gives the first fault, or how the line ends.

use super::faults::{after_quote, begins_with, colon, open_quote};
use super::lines::{self, Entry};
use super::{Fault, Mend};
use crate::diag::Code;

/// How a `[…]` or `{…}` of one line ends.
pub(super) enum Flow {
    Fine,
    Open,
    Fault(Fault),
}

/// Walks through the brackets of one line.
pub(super) fn flow(original: &str, mended: &str, from: usize, to: usize) -> Flow {
    let mut stack: Vec<(char, usize)> = Vec::new();
    let mut at = from;
    // Whether a value begins here, and whether it stands after a key.
    let (mut fresh, mut keyed) = (true, false);
    while let Some(c) = mended[at..to].chars().next() {
        let rest = &mended[at..to];
        match c {
            ' ' | '\t' => at += 1,
            '[' | '{' => {
                stack.push((c, at));
                (fresh, keyed) = (true, false);
                at += 1;
            }
            ']' | '}' => {
                let open = stack.pop();
                if open.map(|(open, _)| open) != Some(if c == ']' { '[' } else { '{' }) {
                    return Flow::Fault(wrong_close(open.map(|(open, _)| open), at, from, to));
                }
                at += 1;
                (fresh, keyed) = (false, false);
                if stack.is_empty() {
                    return after_brackets(original, mended, from, at, to);
                }
                if let Some(fault) = open.and_then(|(_, open)| after_inner(original, mended, open, at, to)) {
                    return Flow::Fault(fault);
                }
            }
            ',' => {
                (fresh, keyed) = (true, false);
                at += 1;
            }
            '#' if lines::is_cut(rest) => return Flow::Fault(cut(original, mended, at, to)),
            '#' => return Flow::Open,
            '"' | '\'' if fresh => match lines::closing_quote(rest, 0) {
                None => return Flow::Fault(open_quote(original, at)),
                Some(close) => {
                    let after = rest[close + 1..].trim_start();
                    if !after.is_empty() && !after.starts_with([',', ']', '}', ':', '#']) {
                        let end = lines::value_end(mended, at + close + 1).max(at + close + 1);
                        return after_quote(original, mended, at, end).map_or(Flow::Open, Flow::Fault);
                    }
                    at += close + 1;
                    fresh = false;
                }
            },
            ':' => {
                (fresh, keyed) = (true, true);
                at += 1;
            }
            _ => {
                let end = at + plain_end(rest);
                if let Some(fault) = plain_fault(original, mended, at, end, keyed) {
                    return Flow::Fault(fault);
                }
                fresh = false;
                at = end.max(at + c.len_utf8());
            }
        }
    }
    Flow::Open
}

/// Where unquoted words inside brackets end: at a comma, a bracket, a key's colon or a remark.
fn plain_end(words: &str) -> usize {
    let ends = |(at, c): (usize, char)| {
        let next = words[at + c.len_utf8()..].chars().next();
        let ends = match c {
            ',' | ']' | '}' | '[' | '{' => true,
            ':' => next.is_none_or(|c| " ,]}\t".contains(c)),
            '#' => words[..at].ends_with(' '),
            _ => false,
        };
        ends.then_some(at)
    };
    words.char_indices().find_map(ends).unwrap_or(words.len())
}

/// Words that follow a bracket inside brackets: `{one: {n} note}`.
fn after_inner(original: &str, mended: &str, open: usize, at: usize, to: usize) -> Option<Fault> {
    let rest = mended[at..to].trim_start();
    if rest.is_empty() || rest.starts_with(['#', ',', ']', '}', ':']) {
        return None;
    }
    let mut depth = 0usize;
    let ends = |(_, c): &(usize, char)| {
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' | ',' if depth == 0 => return true,
            ']' | '}' => depth -= 1,
            _ => {}
        }
        false
    };
    let end = mended[at..to].char_indices().find(ends).map_or(to, |(end, _)| at + end);
    let end = open + mended[open..end].trim_end().len();
    let nothing = Entry { indent: 0, words: open, dash: false, key: None, value: (open, end) };
    Some(begins_with(original, &nothing, open, end, &original[open..=open]))
}

/// What is wrong with unquoted words inside brackets.
fn plain_fault(original: &str, mended: &str, at: usize, end: usize, keyed: bool) -> Option<Fault> {
    let nothing = Entry { indent: 0, words: at, dash: false, key: None, value: (at, end) };
    if mended[at..end].starts_with(['@', '`', '%', '*', '&', '!', '|', '>']) {
        let value_end = lines::value_end(mended, at);
        let first = &original[at..=at];
        return Some(begins_with(original, &nothing, at, value_end, first));
    }
    let two_colons = keyed && mended[end..].starts_with(':');
    two_colons.then(|| colon(original, &nothing, at, lines::value_end(mended, at))).flatten()
}

/// A bracket that closes another kind than was opened.
fn wrong_close(open: Option<char>, at: usize, from: usize, to: usize) -> Fault {
    let right = if open == Some('{') { '}' } else { ']' };
    Fault {
        code: Code::YamlSyntax,
        start: at,
        end: at + 1,
        message: "this closing bracket fits no opening one".to_owned(),
        help: vec![format!("write `{right}` here")],
        mend: Mend::Mask(from, to),
    }
}

/// Words that follow a closed bracket: `[[ukraine]] asks`.
fn after_brackets(original: &str, mended: &str, from: usize, at: usize, to: usize) -> Flow {
    let rest = mended[at..to].trim_start();
    if rest.is_empty() || rest.starts_with(['#', ',', ']', '}', ':']) {
        return Flow::Fine;
    }
    let first = if mended[from..].starts_with("[[") { "[[" } else { &original[from..=from] };
    let (start, end) = lines::line_at(mended, from);
    let entry = lines::entry(mended, start, end);
    Flow::Fault(begins_with(original, &entry, from, to, first))
}

/// ` #4` inside brackets takes the closing bracket with it.
fn cut(original: &str, mended: &str, at: usize, to: usize) -> Fault {
    let from = mended[..at].rfind([',', '{', '[', ':']).map_or(at, |found| found + 1);
    let from = from + (mended[from..at].len() - mended[from..at].trim_start().len());
    let end = at + mended[at..to].find([',', '}', ']']).unwrap_or(to - at);
    Fault {
        code: Code::CutValue,
        start: from,
        end,
        message: format!("without quotes, `{}` is not part of the value", lines::short(&original[at..end])),
        help: vec![format!("put the value in quotes: {}", lines::quoted(&original[from..end]))],
        mend: Mend::Mask(at, at + 1),
    }
}
