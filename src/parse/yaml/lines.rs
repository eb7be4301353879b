//! What a line of YAML looks like to whoever wrote it: indentation, dash, key, value.
//!
//! Takes text and offsets, gives offsets. Knows nothing of trees: it serves explaining, not reading.

use super::{Fault, Mend};
use crate::diag::Code;

/// A line's parts, as offsets into the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// Spaces before anything else.
    pub(super) indent: usize,
    /// Where the words begin, after indentation and dashes.
    pub(super) words: usize,
    /// Begins with `- `.
    pub(super) dash: bool,
    /// The key, without its colon.
    pub(super) key: Option<(usize, usize)>,
    /// The value, or all words where there is no key; trimmed.
    pub(super) value: (usize, usize),
}

impl Entry {
    /// The column of the key or words: what stands deeper may belong to this line.
    pub(super) fn column(&self, line_start: usize) -> usize {
        self.words - line_start
    }
}

/// The line of a byte, without its line break.
pub(super) fn line_at(text: &str, at: usize) -> (usize, usize) {
    let at = text.floor_char_boundary(at.min(text.len()));
    let start = text[..at].rfind('\n').map_or(0, |found| found + 1);
    let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
    (start, start + text[start..end.max(start)].trim_end_matches('\r').len())
}

/// The parts of the line `start..end`.
pub(super) fn entry(text: &str, start: usize, end: usize) -> Entry {
    let line = &text[start..end];
    let indent = line.len() - line.trim_start_matches(' ').len();
    let mut words = start + line.len() - line.trim_start_matches([' ', '\t']).len();
    let mut dash = false;
    while text[words..end].starts_with("- ") || &text[words..end] == "-" {
        dash = true;
        words += 1;
        words = end - text[words..end].trim_start().len();
    }
    let key = key(&text[words..end]).map(|length| (words, words + length));
    let value = key.map_or(words, |(_, key_end)| {
        let colon = key_end + text[key_end..end].find(':').map_or(0, |at| at + 1);
        end - text[colon..end].trim_start().len()
    });
    Entry { indent, words, dash, key, value: (value, value + text[value..end].trim_end().len()) }
}

/// How long the key is that these words begin with.
fn key(words: &str) -> Option<usize> {
    let first = words.chars().next()?;
    if first == '"' || first == '\'' {
        let close = closing_quote(words, 0)? + 1;
        return words[close..].trim_start().starts_with(':').then_some(close);
    }
    if !(first.is_alphanumeric() || first == '_' || first == '<') {
        return None;
    }
    let colon = words
        .match_indices(':')
        .map(|(at, _)| at)
        .find(|at| words[at + 1..].chars().next().is_none_or(|next| next == ' ' || next == '\t'))?;
    let key = words[..colon].trim_end();
    (!key.contains(" #")).then_some(key.len())
}

/// Where the quotation mark at `open` is closed.
pub(super) fn closing_quote(text: &str, open: usize) -> Option<usize> {
    let quote = text[open..].chars().next()?;
    let mut chars = text[open + 1..].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && quote == '"' {
            chars.next();
        } else if c == quote {
            if quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == quote) {
                chars.next();
            } else {
                return Some(open + 1 + at);
            }
        }
    }
    None
}

/// Whether a key is written like those of briefgen: small letters and underscores.
pub(super) fn is_plain_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-')
}

/// Whether the line begins an entry of its own: `key:`, or a dash.
pub(super) fn begins_entry(text: &str, entry: &Entry) -> bool {
    entry.dash || entry.key.is_some_and(|(start, end)| is_plain_key(&text[start..end]))
}

/// All lines that aren't the inside of a `|` or `>` text, as start and end.
pub(super) fn outside_blocks(text: &str) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    let mut block: Option<usize> = None;
    let mut start = 0;
    for raw in text.split_inclusive('\n') {
        let line = raw.trim_end_matches(['\n', '\r']);
        let end = start + line.len();
        let blank = line.trim().is_empty();
        let indent = line.len() - line.trim_start_matches(' ').len();
        if block.is_some_and(|outer| blank || indent > outer) {
            start += raw.len();
            continue;
        }
        block = None;
        if !blank {
            let entry = entry(text, start, end);
            if is_block_header(&text[entry.value.0..entry.value.1]) {
                block = Some(indent);
            }
        }
        lines.push((start, end));
        start += raw.len();
    }
    lines
}

/// `|`, `>-`, `|2+ # remark`.
pub(super) fn is_block_header(value: &str) -> bool {
    let Some(rest) = value.strip_prefix(['|', '>']) else { return false };
    let rest = rest.trim_start_matches(['+', '-']).trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.trim_start_matches(['+', '-']);
    rest.is_empty() || rest.trim_start().starts_with('#') && rest.starts_with([' ', '\t'])
}

/// The first line with words.
pub(super) fn first_line(text: &str) -> (usize, usize) {
    line_at(text, text.len() - text.trim_start().len())
}

/// The next line with words after `end`.
pub(super) fn next_line(text: &str, end: usize) -> Option<(usize, usize)> {
    let mut from = end;
    loop {
        from += text.get(from..)?.find('\n')? + 1;
        let (start, end) = line_at(text, from);
        if !text[start..end].trim().is_empty() {
            return Some((start, end));
        }
        from = end;
    }
}

/// The last line with words before `start`.
pub(super) fn line_before(text: &str, start: usize) -> Option<(usize, usize)> {
    let before = text[..start].trim_end();
    (!before.is_empty()).then(|| line_at(text, before.len() - 1))
}

/// Whether the next line begins an entry that can't belong to what stands at `column`.
pub(super) fn left_behind(text: &str, end: usize, column: usize) -> bool {
    next_line(text, end).is_none_or(|(start, end)| {
        let next = entry(text, start, end);
        next.indent <= column && begins_entry(text, &next)
    })
}

/// Whether a quoted text of several lines takes in lines that are entries of their own.
pub(super) fn swallows_entries(text: &str, start: usize, end: usize) -> bool {
    if !text[start..end].contains('\n') {
        return false;
    }
    let (line_start, mut line_end) = line_at(text, start);
    let column = entry(text, line_start, line_end).column(line_start);
    while let Some((next_start, next_end)) = next_line(text, line_end) {
        if next_start >= end {
            return false;
        }
        let next = entry(text, next_start, next_end);
        if next.indent <= column && next.key.is_some() && begins_entry(text, &next) {
            return true;
        }
        line_end = next_end;
    }
    false
}

/// Where an unquoted value goes on behind a ` #` that no space follows: the `#`, and the end of the line.
pub(super) fn cut(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    if start >= end {
        return None;
    }
    cut_after(text, start + text[start..end].trim_end().len())
}

/// The same for a value that begins with `#`, behind its key.
pub(super) fn cut_after_key(text: &str, key_end: usize) -> Option<(usize, usize)> {
    let rest = text[key_end..].trim_start_matches([' ', '\t']);
    if !rest.starts_with(':') {
        return None;
    }
    cut_after(text, text.len() - rest.len() + 1)
}

/// The same for an entry of a list, somewhere between the entry before and what follows.
pub(super) fn cut_after_dash(text: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    let dash = from + text.get(from..to)?.rfind("- #")?;
    let (line_start, _) = line_at(text, dash);
    if !text[line_start..dash].chars().all(|c| c == ' ' || c == '-') {
        return None;
    }
    cut_after(text, dash + 1)
}

/// A cut between `from` and the end of its line. Looks at the line's end only where there is one.
fn cut_after(text: &str, from: usize) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    let words = rest.trim_start_matches([' ', '\t']);
    if words.len() == rest.len() || !is_cut(words) {
        return None;
    }
    let mark = text.len() - words.len();
    let end = words.find(['\n', '\r']).unwrap_or(words.len());
    Some((mark, mark + words[..end].trim_end().len()))
}

/// `#4` is text that YAML takes for a remark; `# four` is a remark.
pub(super) fn is_cut(words: &str) -> bool {
    let mut chars = words.chars();
    chars.next() == Some('#') && chars.next().is_some_and(|c| !c.is_whitespace() && !"#-=*!".contains(c))
}

/// The end of the value at `at`: of its line, or of its place in `{…}` and `[…]`.
pub(super) fn value_end(text: &str, at: usize) -> usize {
    let (start, end) = line_at(text, at);
    let entry = entry(text, start, end);
    let inside = entry.value.0 < at && text[entry.value.0..end].starts_with(['{', '[']);
    let end = if inside { text[at..end].find([',', '}', ']']).map_or(end, |found| at + found) } else { end };
    at + text[at..end].trim_end().len()
}

/// Words for a message: one line, not too long.
pub(super) fn short(words: &str) -> String {
    let line = words.lines().next().unwrap_or("");
    if line.chars().count() <= 60 {
        return line.to_owned();
    }
    let mut cut: String = line.chars().take(57).collect();
    cut.push('…');
    cut
}

/// The words in quotation marks, as YAML reads them.
pub(super) fn quoted(words: &str) -> String {
    if words.contains(['"', '\\']) && !words.contains('\'') {
        return format!("'{}'", short(words));
    }
    format!("\"{}\"", short(words).replace('\\', "\\\\").replace('"', "\\\""))
}

/// Each line that is indented with a tab.
pub(super) fn tabs(text: &str) -> Vec<Fault> {
    if !text.contains('\t') {
        return Vec::new();
    }
    let tabbed = |(start, end): &(usize, usize)| {
        let line = &text[*start..*end];
        let space = line.len() - line.trim_start_matches([' ', '\t']).len();
        line[..space].contains('\t') && begins_entry(text, &entry(text, *start, *end))
    };
    outside_blocks(text).into_iter().filter(tabbed).map(|(start, end)| tab(text, start, end)).collect()
}

/// The finding for a line with a tab in its indentation.
pub(super) fn tab(text: &str, start: usize, end: usize) -> Fault {
    let at = start + text[start..end].find('\t').unwrap_or(0);
    Fault {
        code: Code::YamlSyntax,
        start: at,
        end: at + 1,
        message: "a tab stands where only spaces can".to_owned(),
        help: vec!["replace the tab by spaces, as many as the lines beside this one begin with".to_owned()],
        mend: Mend::Blank(start, end),
    }
}
