//! YAML to a tree of nodes, each with its place in the file.
//!
//! Takes a stretch of a file's text; gives the tree, and a finding for each fault that it mended or stepped
//! over, so that one run names them all. Plain values keep their written form: `NO` and `007` are text.
//! Never decides what a key means: `decode` does.

mod brackets;
mod faults;
mod lines;
mod tree;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::files::{FileId, Span, Spanned};

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    /// The value.
    pub(crate) value: Value,
    /// From its first to its last character.
    pub(crate) span: Span,
}

/// What YAML can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// A value whose fault was named already: nothing more is to be said about it.
    Broken,
    /// Words, numbers, dates: all as written.
    Scalar {
        /// The words, without quotes.
        text: String,
        /// Written without quotes.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// Keys and values, in their order.
    Map(Vec<(Spanned<String>, Node)>),
}

/// What was read.
#[derive(Debug)]
pub(crate) struct Tree {
    /// The tree; `None` where the text holds nothing, or nothing that can be used.
    pub(crate) root: Option<Node>,
    /// Lines had to be left out: what is missing may have stood there.
    pub(crate) damaged: bool,
}

/// So many faults of one file are named; whoever has more starts with these.
const MOST_FAULTS: usize = 50;

/// A fault of the syntax, and how to read on after it.
#[derive(Debug)]
struct Fault {
    code: Code,
    /// Bytes of the stretch.
    start: usize,
    end: usize,
    message: String,
    help: Vec<String>,
    mend: Mend,
}

/// How the text is changed, in its own length, so that reading can go on and places stay right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mend {
    /// These bytes become a harmless word.
    Mask(usize, usize),
    /// These bytes become spaces: what they said is lost.
    Blank(usize, usize),
}

/// Reads the bytes `start..end` of a file's text as one YAML document.
pub(crate) fn read(file: FileId, text: &str, start: usize, end: usize, diagnostics: &mut Diagnostics) -> Tree {
    let original = &text[start..end];
    let mut mended = original.to_owned();
    let mut found: Vec<Fault> = Vec::new();
    let mut damaged = false;
    for fault in lines::tabs(original) {
        apply(&mut mended, fault.mend, &mut damaged);
        found.push(fault);
    }
    let mut root = None;
    let mut masks = Vec::new();
    for _ in 0..=MOST_FAULTS {
        match tree::build(file, &mended, start, &masks) {
            Ok(built) => {
                root = built.root;
                damaged |= built.damaged;
                found.extend(built.faults);
                if !damaged {
                    // Where a line was left out, two entries may have become one.
                    found.extend(built.twice);
                }
                break;
            }
            Err(stop) => {
                let Some(fault) = faults::explain(original, &mended, &stop, !damaged && found.is_empty()) else {
                    break;
                };
                let again = found.iter().any(|known| same_line(original, known.start, fault.start));
                if let Mend::Mask(from, to) = fault.mend {
                    masks.push((from, to));
                }
                let hopeless = fault.code == Code::YamlTooDeep;
                apply(&mut mended, fault.mend, &mut damaged);
                if !again {
                    found.push(fault);
                } else if matches!(fault.mend, Mend::Mask(..)) {
                    damaged = true;
                    blank_line(&mut mended, fault.start);
                }
                if hopeless {
                    break;
                }
            }
        }
    }
    // A single line `title:Peace` is one long word to YAML.
    if let Some(Value::Scalar { plain: true, .. }) = root.as_ref().map(|node| &node.value) {
        let (from, to) = lines::first_line(original);
        if let Some(fault) = faults::no_space(original, from, to) {
            found.push(fault);
            (root, damaged) = (None, true);
        }
    }
    report(file, start, found, diagnostics);
    Tree { root, damaged }
}

/// Whether two bytes stand in one line.
fn same_line(text: &str, a: usize, b: usize) -> bool {
    let (a, b) = (a.min(b), a.max(b));
    !text.as_bytes()[a.min(text.len())..b.min(text.len())].contains(&b'\n')
}

fn apply(text: &mut String, mend: Mend, damaged: &mut bool) {
    match mend {
        Mend::Mask(start, end) => fill(text, start, end, b'x'),
        Mend::Blank(start, end) => {
            *damaged = true;
            fill(text, start, end, b' ');
        }
    }
}

/// The line of a byte becomes spaces.
fn blank_line(text: &mut String, at: usize) {
    let (start, end) = lines::line_at(text, at);
    fill(text, start, end, b' ');
}

/// Puts `with` in the place of each byte but line breaks; the ends stand at characters.
fn fill(text: &mut String, start: usize, end: usize, with: u8) {
    let start = text.floor_char_boundary(start.min(text.len()));
    let end = text.ceil_char_boundary(end.min(text.len())).max(start);
    let filled: String = text[start..end]
        .bytes()
        .map(|byte| if byte == b'\n' || byte == b'\r' { char::from(byte) } else { char::from(with) })
        .collect();
    text.replace_range(start..end, &filled);
}

fn report(file: FileId, start: usize, mut found: Vec<Fault>, diagnostics: &mut Diagnostics) {
    found.sort_by_key(|fault| (fault.start, fault.end));
    for fault in found.into_iter().take(MOST_FAULTS) {
        let span = Span::new(file, start + fault.start, start + fault.end);
        let mut diagnostic = Diagnostic::new(fault.code, span, fault.message);
        diagnostic.help = fault.help;
        diagnostics.push(diagnostic);
    }
}

#[cfg(test)]
mod tests;
