//! The YAML that nearly all files are written in: keys and lists by their indentation, each value on one line.
//!
//! Takes a text, gives its tree, the same that the events of YAML come to. Whatever isn't surely such a text, or might
//! be a fault, is for the others to read: it gives nothing then.

use super::{Node, Value};
use crate::files::{FileId, Span, Spanned};

/// Lists and mappings inside each other.
const DEEPEST: usize = 12;
/// In bytes; longer ones may hold more values than are read.
const LONGEST: usize = 1_000_000;
/// In bytes.
const LONGEST_KEY: usize = 100;

/// The tree of a text whose first byte is byte `base` of the file.
pub(super) fn read(file: FileId, text: &str, base: usize) -> Option<Node> {
    if text.len() > LONGEST || !is_printable(text) {
        return None;
    }
    let mut simple = Simple { text, file, base, lines: lines(text)?, at: 0 };
    let root = simple.block(0)?;
    (simple.at == simple.lines.len()).then_some(root)
}

/// Whether line feeds are all that breaks lines or can't be seen.
fn is_printable(text: &str) -> bool {
    let unseen =
        |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    text.bytes().all(|byte| byte >= b' ' && byte != 0x7f || byte == b'\n')
        && (text.is_ascii() || !text.chars().any(|c| c != '\n' && unseen(c)))
}

/// A line with words; in a list, from what stands behind the dash on.
#[derive(Clone, Copy)]
struct Line {
    /// Where its words begin and end, in the text.
    start: usize,
    end: usize,
    /// The column of its words.
    column: usize,
}

/// Lines that aren't empty; none where spaces stand at the end of one.
fn lines(text: &str) -> Option<Vec<Line>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        if line.ends_with(' ') {
            return None;
        }
        let column = line.len() - line.trim_start_matches(' ').len();
        if column < line.len() {
            lines.push(Line { start: start + column, end, column });
        }
        start = end + 1;
    }
    Some(lines)
}

struct Simple<'t> {
    text: &'t str,
    file: FileId,
    base: usize,
    lines: Vec<Line>,
    /// The line that is read next.
    at: usize,
}

impl Simple<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.base + start, self.base + end)
    }

    fn words(&self, line: Line) -> &str {
        &self.text[line.start..line.end]
    }

    /// The next line, if its words begin in this column.
    fn next_in(&self, column: usize) -> Option<Line> {
        self.lines.get(self.at).copied().filter(|line| line.column == column)
    }

    /// The list or mapping that begins with the next line.
    fn block(&mut self, depth: usize) -> Option<Node> {
        let line = *self.lines.get(self.at)?;
        if depth > DEEPEST {
            return None;
        }
        if self.words(line).starts_with("- ") { self.list(line, depth) } else { self.map(line, depth) }
    }

    fn list(&mut self, first: Line, depth: usize) -> Option<Node> {
        let mut items = Vec::new();
        let mut end = first.start;
        while let Some(line) = self.next_in(first.column).filter(|line| self.words(*line).starts_with("- ")) {
            let words = self.words(line)[1..].trim_start_matches(' ');
            let start = line.end - words.len();
            let item = if key(words).is_some() {
                // A mapping begins behind the dash.
                let within = Line { start, end: line.end, column: line.column + (start - line.start) };
                self.lines[self.at] = within;
                self.map(within, depth + 1)?
            } else {
                self.value(start, line, depth + 1)?
            };
            end = self.end_of(&item);
            items.push(item);
        }
        Some(Node { value: Value::List(items), span: self.span(first.start, end) })
    }

    fn map(&mut self, first: Line, depth: usize) -> Option<Node> {
        let mut entries: Vec<(Spanned<String>, Node)> = Vec::new();
        let mut end = first.start;
        while let Some(line) = self.next_in(first.column) {
            let Some(name) = key(self.words(line)) else { break };
            let key = Spanned::new(name.to_owned(), self.span(line.start, line.start + name.len()));
            let words = self.words(line)[name.len() + 1..].trim_start_matches(' ');
            let value = if words.is_empty() {
                self.at += 1;
                let next = *self.lines.get(self.at)?;
                let within = next.column > line.column;
                let beside = next.column == line.column && self.words(next).starts_with("- ");
                let mut value = (within || beside).then(|| self.block(depth + 1))??;
                if let (true, Value::List(items)) = (beside, &value.value) {
                    // To the events, such a list begins behind its first dash.
                    value.span.start = items.first()?.span.start;
                }
                value
            } else {
                self.value(line.end - words.len(), line, depth + 1)?
            };
            end = self.end_of(&value);
            add(&mut entries, key, value)?;
        }
        let span = self.span(first.start, end);
        (!entries.is_empty()).then_some(Node { value: Value::Map(entries), span })
    }

    /// Where a node ends in the text.
    fn end_of(&self, node: &Node) -> usize {
        node.span.end as usize - self.base
    }

    /// The value that ends its line, which no deeper line goes on.
    fn value(&mut self, start: usize, line: Line, depth: usize) -> Option<Node> {
        let (node, end) = match self.text.as_bytes()[start] {
            b'"' | b'\'' => self.quoted(start, line.end)?,
            b'[' | b'{' => self.flow(start, line.end, depth)?,
            _ => (self.plain(start, line.end, is_plain)?, line.end),
        };
        self.at += 1;
        let goes_on = self.lines.get(self.at).is_some_and(|next| next.column > line.column);
        (end == line.end && !goes_on).then_some(node)
    }

    /// Words in quotes that stand for themselves, and where they end.
    fn quoted(&self, start: usize, end: usize) -> Option<(Node, usize)> {
        let quote = self.text[start..end].chars().next()?;
        let words = &self.text[start + 1..end];
        let words = &words[..words.find(quote)?];
        let after = start + words.len() + 2;
        if words.contains('\\') || self.text[after..end].starts_with(quote) {
            return None;
        }
        let value = Value::Scalar { text: words.to_owned(), plain: false };
        Some((Node { value, span: self.span(start, after) }, after))
    }

    /// Words without quotes.
    fn plain(&self, start: usize, end: usize, is_plain: fn(&str) -> bool) -> Option<Node> {
        let words = &self.text[start..end];
        let begins = words.starts_with(char::is_alphanumeric) && !matches!(words, "null" | "Null" | "NULL");
        let value = || Value::Scalar { text: words.to_owned(), plain: true };
        (begins && is_plain(words)).then(|| Node { value: value(), span: self.span(start, end) })
    }

    /// A value in brackets or within them, and where it ends.
    fn flow(&self, start: usize, end: usize, depth: usize) -> Option<(Node, usize)> {
        if depth > DEEPEST {
            return None;
        }
        match self.text.as_bytes()[..end].get(start)? {
            b'"' | b'\'' => self.quoted(start, end),
            b'[' => self.flow_list(start, end, depth),
            b'{' => self.flow_map(start, end, depth),
            _ => {
                let length = self.text[start..end].find([',', ']', '}'])?;
                let after = start + self.text[start..start + length].trim_end_matches(' ').len();
                Some((self.plain(start, after, is_plain_in_brackets)?, after))
            }
        }
    }

    fn flow_list(&self, start: usize, end: usize, depth: usize) -> Option<(Node, usize)> {
        let mut items = Vec::new();
        let mut at = self.past_spaces(start + 1, end);
        loop {
            let (item, after) = self.flow(at, end, depth + 1)?;
            items.push(item);
            match self.past_mark(after, end, b']')? {
                (next, false) => at = next,
                (after, true) => {
                    return Some((Node { value: Value::List(items), span: self.span(start, after) }, after));
                }
            }
        }
    }

    fn flow_map(&self, start: usize, end: usize, depth: usize) -> Option<(Node, usize)> {
        let mut entries = Vec::new();
        let mut at = self.past_spaces(start + 1, end);
        loop {
            let name = key(&self.text[at..end])?;
            let key = Spanned::new(name.to_owned(), self.span(at, at + name.len()));
            let (value, after) = self.flow(self.past_spaces(at + name.len() + 1, end), end, depth + 1)?;
            add(&mut entries, key, value)?;
            match self.past_mark(after, end, b'}')? {
                (next, false) => at = next,
                (after, true) => {
                    return Some((Node { value: Value::Map(entries), span: self.span(start, after) }, after));
                }
            }
        }
    }

    /// Behind the comma, or the bracket that closes, and whether it was that.
    fn past_mark(&self, at: usize, end: usize, close: u8) -> Option<(usize, bool)> {
        let at = self.past_spaces(at, end);
        match self.text.as_bytes()[..end].get(at)? {
            b',' => Some((self.past_spaces(at + 1, end), false)),
            byte if *byte == close => Some((at + 1, true)),
            _ => None,
        }
    }

    fn past_spaces(&self, at: usize, end: usize) -> usize {
        end - self.text[at..end].trim_start_matches(' ').len()
    }
}

/// Adds an entry, unless its key is there already.
fn add(entries: &mut Vec<(Spanned<String>, Node)>, key: Spanned<String>, value: Node) -> Option<()> {
    if entries.iter().any(|(known, _)| known.value == key.value) {
        return None;
    }
    entries.push((key, value));
    Some(())
}

/// The key that words begin with: small letters, digits and underscores, then a colon and a space or the end.
fn key(words: &str) -> Option<&str> {
    let length =
        words.bytes().position(|byte| !(byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'))?;
    let ends = matches!(words.as_bytes()[length..], [b':'] | [b':', b' ', ..]);
    (ends && words.starts_with(|c: char| c.is_ascii_lowercase()) && length <= LONGEST_KEY).then(|| &words[..length])
}

/// Whether words without quotes are one value up to the end of their line.
fn is_plain(words: &str) -> bool {
    !(words.contains('#') || words.contains(": ") || words.ends_with(':'))
}

/// The same within brackets.
fn is_plain_in_brackets(words: &str) -> bool {
    words.chars().all(|c| c.is_alphanumeric() || " ._/-".contains(c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tree;
    use super::*;

    /// The tree, which must be that of the events.
    fn simple(text: &str) -> Option<Node> {
        let read = read(FileId(0), text, 7)?;
        let built = tree::build(FileId(0), text, 7, &[]).unwrap_or_else(|stop| panic!("{stop:?}: {text}"));
        assert!(built.faults.is_empty() && built.twice.is_empty() && !built.damaged, "{text}");
        assert_eq!(Some(&read), built.root.as_ref(), "{text}");
        Some(read)
    }

    #[test]
    fn notes_as_they_are_written_are_simple() {
        let notes = "published: 2022-05-01\n\nsummary: \"One # of: two.\"\nauthors: [{name: \"Z. S.\", role: editor}, b-c]\n\
                     key_messages:\n  - text: 'It says.'\n    quote: asks - to, \"see\" https://a.example/b\n    empty: \"\"\n  - éa\n\
                     themes:\n- a\n-   b: c\n    d:\n      e: NO\n      f:\n      - [007, [a b, \"c\" ] ]\nlast: x\n";
        assert!(simple(notes).is_some());
        assert!(simple("- id: a\n  name: A\n- id: b\n").is_some());
        assert!(simple("a: b").is_some());
        assert!(simple("null: {true: a  b, null: 1.5}\ntrue: [a/b-c_d.e, 'f', no]\n").is_some());
    }

    #[test]
    fn whatever_else_yaml_can_say_is_not() {
        let values = [
            "",
            "~",
            "null",
            "&a b",
            "*a",
            "!a b",
            "|\n  b",
            "> b",
            "b: c",
            "b:",
            "b #c",
            "# b",
            "\"b\\n\"",
            "'b''c'",
            "\"b",
            "\"b\" c",
            "b\n  c",
            "- b",
            "{}",
            "[]",
            "[b",
            "[b,]",
            "{b}",
            "{b: }",
            "[b: c]",
            "{b: c, b: d}",
            "b\nA: c",
            "b\na: c",
            "b\n c: d",
            "[b] c",
            "\"b\": c",
            "@b",
            "%b",
            "`b`",
            "b\tc",
            "b\u{85}c",
            "b\u{2028}c",
            "b ",
            "b\n---\nc: d",
            "b\n...",
            "\n  b",
            "[b #c]",
            "\n  b: c\n d: e",
            "\n  - b\n - c",
            "? b",
            "-1",
            "\n  b: c\n   d: e",
            "[https://b.c]",
            "[b\n]",
        ];
        for value in values {
            let text = format!("a: {value}\n");
            assert!(read(FileId(0), &text, 0).is_none(), "{text}");
        }
        assert!(read(FileId(0), "", 0).is_none() && read(FileId(0), "a", 0).is_none());
        assert!(read(FileId(0), &"- a:\n  ".repeat(40), 0).is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]
        #[test]
        fn a_simple_text_has_the_tree_of_its_events(
            lines in proptest::collection::vec(
                "( {0,5}|  |    )(- {1,2}){0,2}([a-c]:( {0,2}|\n)){0,1}([a-cA-Bé0]{1,2}|\"[a-b #:'—]{0,4}\"|'[a-b #:,]{0,4}'|\
                 [\\[{]{1,2}(([a-c]: ){0,1}[a-c\"']{1,2}(, | ,|,){0,1}){0,3}[\\]}]{0,2}|[a-b #:,\\[\\]{}'\"&*!|>%@`?~-]{0,5}|)",
                1..7,
            ),
        ) {
            simple(&lines.join("\n"));
        }

        #[test]
        fn a_text_with_deeper_lines_has_it_too(lines in proptest::collection::vec("(  ){0,3}(- ){0,1}[a-h]:( [a-c]{1,2}|)", 1..9)) {
            simple(&lines.join("\n"));
        }
    }
}
