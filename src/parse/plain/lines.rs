//! Cuts a plain text into pieces: one paragraph, heading or list item each, its lines joined.
//!
//! Takes the text of a file, returns [`Piece`]s in order with the way back to the file's bytes.
//! Knows line ends (LF, CRLF, CR), hard wrapping, indents and list markers; never what a piece means.

use super::marker::{self, Marker};

/// A run of lines that belong together.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// The words, lines joined, white space folded, a marker left out unless it counts.
    pub(super) text: String,
    /// See [`Passage::origins`](crate::model::body::Passage::origins).
    pub(super) origins: Vec<(u32, u32)>,
    /// First line, from 1.
    pub(super) line: usize,
    /// First byte in the file, that of the marker if there is one.
    pub(super) start: u32,
    /// First byte after it.
    pub(super) end: u32,
    /// How a list item, a quotation or a marked heading begins.
    pub(super) marker: Option<Marker>,
}

/// A line without its end and the white space around it.
struct Line {
    number: usize,
    start: usize,
    end: usize,
    /// White space before it, in columns.
    indent: usize,
    /// Width in columns, indent included.
    width: usize,
    /// A blank line stands before it.
    after_blank: bool,
}

/// What was cut, and whether it could have been cut otherwise.
#[derive(Debug)]
pub(super) struct Cut {
    /// In the file's order.
    pub(super) pieces: Vec<Piece>,
    /// No blank line separates anything, and line lengths alone decided what belongs together.
    pub(super) by_width: bool,
}

/// Lines wider than this are paragraphs of one line, not wrapped text.
const WRAP_LIMIT: usize = 110;

/// Cuts a text into pieces.
pub(super) fn cut(text: &str) -> Cut {
    let lines = lines(text);
    let layout = Layout::of(text, &lines);
    let mut pieces = Vec::new();
    let mut from = 0;
    for at in 1..=lines.len() {
        if at == lines.len() || !layout.continues(text, &lines[at - 1], &lines[at], &lines[from]) {
            pieces.push(join(text, &lines[from..at]));
            from = at;
        }
    }
    pieces.retain(|piece: &Piece| !piece.text.is_empty());
    let pieces = underline(pieces);
    Cut { by_width: layout.wrapped && !layout.spaced && pieces.len() < lines.len(), pieces }
}

/// A line of `=` or `-` right under a line marks it as a heading and is no text itself.
fn underline(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let sign = piece.text.chars().next().filter(|c| matches!(c, '=' | '-' | '~'));
        let all = sign.is_some_and(|sign| piece.text.len() >= 3 && piece.text.chars().all(|c| c == sign));
        match kept.last_mut() {
            Some(above) if all && above.marker.is_none() && above.line + 1 == piece.line => {
                above.marker = Some(Marker::Hash(if sign == Some('=') { 1 } else { 2 }));
            }
            _ => kept.push(piece),
        }
    }
    kept
}

/// White space that folds: every kind but the spaces that must not break, and control characters.
fn folds(c: char) -> bool {
    !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}') && (c.is_whitespace() || c.is_control())
}

fn blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || c == '\u{feff}'
}

/// Characters of scripts without spaces take two columns.
fn columns(c: char) -> usize {
    1 + usize::from(super::shape::spaceless(c))
}

fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().map(columns).sum() }
}

fn lines(text: &str) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let (mut at, mut number, mut after_blank) = (0, 0, true);
    while at < bytes.len() {
        number += 1;
        let end = memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |n| at + n);
        let raw = &text[at..end];
        let trimmed = raw.trim_start_matches(blank);
        let start = end - trimmed.len();
        let trimmed = trimmed.trim_end_matches(blank);
        if trimmed.is_empty() {
            after_blank = true;
        } else {
            let indent = raw[..start - at].chars().map(|c| if c == '\t' { 8 } else { 1 }).sum();
            let width = indent + width(trimmed);
            found.push(Line { number, start, end: start + trimmed.len(), indent, width, after_blank });
            after_blank = false;
        }
        at = end + 1;
        if bytes.get(end) == Some(&b'\r') && bytes.get(at) == Some(&b'\n') {
            at += 1;
        }
    }
    found
}

/// How the lines of a file make paragraphs.
struct Layout {
    /// Lines were broken at a width.
    wrapped: bool,
    /// That width, in columns.
    width: usize,
    /// Blank lines separate paragraphs.
    spaced: bool,
    /// Most lines that go on are as full as that width allows.
    greedy: bool,
    /// Lines often end early in the middle of a sentence.
    ragged: bool,
}

impl Layout {
    fn of(text: &str, lines: &[Line]) -> Self {
        // A line without a space (an address) can't be wrapped and says nothing about the width.
        let breakable = |line: &&Line| text[line.start..line.end].contains(|c| c == ' ' || super::shape::spaceless(c));
        let width = lines.iter().filter(breakable).map(|line| line.width).max().unwrap_or(0);
        let spaced = lines.iter().skip(1).any(|line| line.after_blank);
        let pairs = || lines.windows(2).filter(|pair| !pair[1].after_blank);
        let wrapped = (40..=WRAP_LIMIT).contains(&width) && pairs().next().is_some();
        let mut layout = Self { wrapped, width, spaced, greedy: true, ragged: false };
        let ended = |line: &Line| super::shape::ends_sentence(&text[line.start..line.end]);
        let (mut full, mut finished, mut wide) = (0, 0, 0);
        for pair in pairs() {
            if layout.full(text, &pair[0], &pair[1]) {
                full += 1;
                finished += usize::from(ended(&pair[0]));
            } else {
                wide += usize::from(layout.wide(&pair[0]) && !ended(&pair[0]));
            }
        }
        layout.ragged = wide * 8 > full;
        layout.greedy = full * 2 >= pairs().count();
        // Where wide lines end with their sentences, each is a paragraph.
        layout.wrapped &= spaced || finished * 2 <= full;
        layout
    }

    /// Whether the first word of `next` had no room at the end of `line`. Where blank lines separate paragraphs
    /// a ragged line is forgiven; where they don't, each column counts.
    fn full(&self, text: &str, line: &Line, next: &Line) -> bool {
        let next = &text[next.start..next.end];
        let mut word = 0;
        for c in next.chars().take_while(|c| !c.is_whitespace()) {
            word += columns(c);
            if word > self.width || super::shape::spaceless(c) || (c == '-' && word > 1) {
                break;
            }
        }
        let slack = if self.spaced { self.width / 12 } else { 0 };
        line.width + 1 + word + slack > self.width
    }

    /// Nearly as wide as lines get.
    fn wide(&self, line: &Line) -> bool {
        line.width * 4 > self.width * 3
    }

    fn continues(&self, text: &str, line: &Line, next: &Line, first: &Line) -> bool {
        if !self.wrapped || next.after_blank {
            return false;
        }
        let words = &text[next.start..next.end];
        let before = &text[line.start..line.end];
        let quoted = |words: &str| words.starts_with('>');
        if quoted(before) && quoted(words) {
            return true;
        }
        // `#peace` is a word of the text, `# Peace` and `#3` aren't.
        let hashtag = before.chars().nth(1).is_some_and(char::is_alphabetic);
        if before.starts_with('#') && !hashtag || marker::is_rule(words) || marker::is_rule(before) {
            return false;
        }
        let item = marker::read(&text[first.start..first.end]).is_some();
        if marker::read(words).is_some() {
            // A dash or a number that happens to begin a line within a sentence.
            let open = super::shape::Shape::of(before).ending == super::shape::Ending::Bare;
            return open && !item && first.number < line.number && self.greedy && self.full(text, line, next);
        }
        if item && next.indent > first.indent {
            return true;
        }
        // An indent marks a paragraph's first line.
        if next.indent >= 2 && line.indent + 2 <= next.indent {
            return false;
        }
        let lower = words.chars().next().is_some_and(char::is_lowercase);
        let unfinished = !super::shape::ends_sentence(before);
        if self.greedy || !self.spaced {
            let ragged = self.ragged && self.wide(line);
            let goes_on = self.spaced && before.ends_with([',', ';']);
            goes_on || self.full(text, line, next) || (unfinished && (ragged || (lower && line.width * 2 > self.width)))
        } else {
            // Broken by sense, not by width: only a bare short line above a sentence stands alone.
            lower || !unfinished || line.width * 2 > self.width
        }
    }
}

/// Joins lines to one piece, remembering where each part came from.
fn join(text: &str, lines: &[Line]) -> Piece {
    let (first, last) = (&lines[0], &lines[lines.len() - 1]);
    let marker = marker::read(&text[first.start..first.end]);
    let mut joined = Folder { text: String::with_capacity(last.end - first.start), origins: Vec::new(), space: None };
    for (n, line) in lines.iter().enumerate() {
        let mut start = line.start;
        // A number stays until it is known whether its line is an item or a heading.
        if let Some(marker) = marker
            && (n == 0 || marker == Marker::Quote)
            && !marker.ordered()
        {
            let own = &text[line.start..line.end];
            start += marker::read(own).map_or(0, |_| marker::length(own));
        }
        if n > 0 && needs_space(&joined.text, &text[start..line.end]) {
            joined.space = Some(lines[n - 1].end);
        }
        joined.add(&text[start..line.end], start);
    }
    let Folder { text, mut origins, .. } = joined;
    if origins.is_empty() {
        origins.push((0, offset(first.start)));
    }
    Piece { text, origins, line: first.number, start: offset(first.start), end: offset(last.end), marker }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Scripts that are written without spaces join without one; so does a compound broken at its hyphen.
fn needs_space(before: &str, next: &str) -> bool {
    let mut back = before.chars().rev();
    let (Some(last), Some(first)) = (back.next(), next.chars().next()) else { return false };
    if super::shape::spaceless(last) && super::shape::spaceless(first) {
        return false;
    }
    let compound = last == '-' && back.next().is_some_and(char::is_alphabetic) && first.is_lowercase();
    let word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    !compound || matches!(word, "and" | "or" | "to" | "und" | "oder" | "bis" | "et" | "ou" | "y" | "e")
}

/// Collects text with folded white space.
struct Folder {
    text: String,
    origins: Vec<(u32, u32)>,
    /// White space is due, and begins at this byte of the file.
    space: Option<usize>,
}

impl Folder {
    fn add(&mut self, words: &str, start: usize) {
        let mut at = 0;
        while at < words.len() {
            let plain = plain_start(&words.as_bytes()[at..]);
            let length = if plain > 0 {
                plain
            } else {
                let Some(c) = words[at..].chars().next() else { return };
                if folds(c) {
                    self.space.get_or_insert(start + at);
                    at += c.len_utf8();
                    continue;
                }
                c.len_utf8()
            };
            if let Some(space) = self.space.take()
                && !self.text.is_empty()
            {
                self.push(" ", space);
            }
            self.push(&words[at..at + length], start + at);
            at += length;
        }
    }

    fn push(&mut self, words: &str, source: usize) {
        let (own, source) = (offset(self.text.len()), offset(source));
        // A pair only where text and file cease to run alike.
        if self.origins.last().is_none_or(|(text, file)| file + (own - text) != source) {
            self.origins.push((own, source));
        }
        self.text.push_str(words);
    }
}

/// The length of the start of `bytes` in which no white space folds: visible ASCII, with single spaces in between.
fn plain_start(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let single = *byte == b' ' && bytes.get(at + 1).is_some_and(u8::is_ascii_graphic);
        if !byte.is_ascii_graphic() && !single {
            break;
        }
        at += 1;
    }
    // A space at its beginning may belong to white space before it.
    if bytes.first() == Some(&b' ') { 0 } else { at }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        cut(text).pieces.into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn every_kind_of_line_end_gives_the_same_pieces_and_lines() {
        for text in ["One\n\nTwo\nThree", "One\r\n\r\nTwo\r\nThree", "One\r\rTwo\rThree", "\u{feff}One\n\nTwo\nThree\n"]
        {
            let pieces = cut(text).pieces;
            let seen: Vec<_> = pieces.iter().map(|piece| (piece.line, piece.text.as_str())).collect();
            assert_eq!(seen, [(1, "One"), (3, "Two"), (4, "Three")], "{text:?}");
        }
    }

    #[test]
    fn wrapped_lines_join_and_the_way_back_holds_at_each_join() {
        let text =
            "The government said on Tuesday that it would\n not   return to the talks before the spring.\n\nNext";
        let pieces = cut(text).pieces;
        assert_eq!(
            pieces[0].text,
            "The government said on Tuesday that it would not return to the talks before the spring."
        );
        // "would" ends at 44, where the space stands for the line end; "not" begins at byte 46, "return" at byte 52.
        assert_eq!(pieces[0].origins, [(0, 0), (45, 46), (49, 52)]);
        for (own, source) in &pieces[0].origins[1..] {
            assert_eq!(pieces[0].text.as_bytes()[*own as usize], text.as_bytes()[*source as usize]);
        }
        assert_eq!(pieces[1].text, "Next");
    }

    #[test]
    fn long_lines_without_blank_lines_are_a_paragraph_each() {
        let long =
            "The committee has met three times this year and has yet to agree on who should chair the next round.";
        assert_eq!(texts(&format!("Title\n{long}\nHeading\n{long}")), ["Title", long, "Heading", long]);
    }

    #[test]
    fn a_short_line_ends_a_wrapped_paragraph_without_blank_lines() {
        let text = "The first paragraph of this text was wrapped at\na width of forty-eight columns, and it ends\nhere.\n\
                    The second paragraph then begins at once on\na line of its own.";
        assert_eq!(texts(text).len(), 2);
        assert!(cut(text).by_width);
    }

    #[test]
    fn a_compound_broken_at_its_hyphen_and_unspaced_scripts_join_without_a_space() {
        let text = "They asked for another round of what is called high-\nlevel diplomacy in the capital.\n";
        assert!(texts(text)[0].contains("high-level diplomacy"), "{:?}", texts(text));
        assert!(!needs_space("乌克兰政府", "表示愿意"));
        assert!(needs_space("pre-", "and post-war"));
    }

    #[test]
    fn a_piece_of_a_megabyte_is_read_once() {
        let text = "word  ".repeat(200_000);
        let pieces = cut(&text).pieces;
        assert_eq!(pieces.len(), 1);
        assert_eq!(pieces[0].text.len(), 200_000 * 5 - 1);
        assert_eq!(pieces[0].origins.len(), 200_000 * 2 - 1 - 199_999);
    }
}
