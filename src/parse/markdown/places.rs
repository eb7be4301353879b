//! Where bytes of a text stand in their file, when the text was cut, unescaped or rewritten before it was read.
//!
//! Takes pairs of offsets, answers with file offsets. Never fails: past the end is the end.

use crate::files::{FileId, Span};

/// A map from offsets of a text to offsets of its file.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    file: FileId,
    /// Offset in the text, offset in the file: ascending in the text, never empty, the first at 0.
    pairs: Vec<(usize, usize)>,
    /// No answer lies past it.
    end: usize,
}

impl Places {
    /// A text that stands in its file as it is, from byte `start` to byte `end`.
    pub(crate) fn exact(file: FileId, start: usize, end: usize) -> Self {
        Self { file, pairs: vec![(0, start)], end }
    }

    /// A rewritten text: `pairs` say where each stretch of it came from.
    pub(crate) fn rewritten(file: FileId, mut pairs: Vec<(usize, usize)>, end: usize) -> Self {
        if pairs.first().is_none_or(|(at, _)| *at != 0) {
            pairs.insert(0, (0, pairs.first().map_or(0, |(_, source)| *source)));
        }
        Self { file, pairs, end }
    }

    /// A YAML value whose file isn't at hand: it runs alike from the start of its place.
    pub(crate) fn value(span: Span) -> Self {
        Self { file: span.file, pairs: vec![(0, span.start as usize)], end: span.end as usize }
    }

    /// A YAML value, sought character by character in the text of its place, which has indentation, quotes and
    /// line ends besides. Where they part company, the rest runs alike.
    pub(crate) fn aligned(text: &str, value: &str, span: Span) -> Self {
        let (start, end) = (span.start as usize, span.end as usize);
        let Some(source) = text.get(start..end) else { return Self::value(span) };
        let mut at = match source.as_bytes().first() {
            Some(b'|' | b'>') if !value.starts_with(['|', '>']) => source.find('\n').map_or(0, |line| line + 1),
            Some(b'"' | b'\'') if !value.starts_with(['"', '\'']) => 1,
            _ => 0,
        };
        let mut pairs = vec![(0, start + at)];
        // Two quotes in single ones are one, and what is behind them stands elsewhere.
        let doubled = source.starts_with('\'') && value.contains('\'');
        if source[at..].starts_with(value) && !doubled {
            return Self { file: span.file, pairs, end };
        }
        let mut expected = at;
        for (offset, c) in value.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let skipped = source[at..].find(|s: char| !(s.is_whitespace() || s == '\\') || s == c);
            let Some(found) = skipped.map(|skip| at + skip).filter(|found| source[*found..].starts_with(c)) else {
                break;
            };
            if pairs.last().map(|(o, s)| s + (offset - o)) != Some(start + found) || found != expected {
                pairs.push((offset, start + found));
            }
            at = found + c.len_utf8();
            if c == '\'' && source.starts_with('\'') && source[at..].starts_with('\'') {
                at += 1;
            }
            expected = at;
        }
        Self { file: span.file, pairs, end }
    }

    /// The file offset of an offset of the text.
    pub(crate) fn at(&self, offset: usize) -> usize {
        let pair = self.pairs.partition_point(|(text, _)| *text <= offset).saturating_sub(1);
        let (text, source) = self.pairs[pair];
        (source + (offset - text)).min(self.end)
    }

    /// Whether a stretch of the text runs in the file as it does here.
    pub(crate) fn run_alike(&self, start: usize, end: usize) -> bool {
        let next = self.pairs.partition_point(|(text, _)| *text <= start);
        self.pairs.get(next).is_none_or(|(text, _)| *text >= end) && self.at(start) + (end - start) <= self.end
    }

    /// The place of a stretch of the text.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        let first = self.at(start);
        let after = if end > start { (self.at(end - 1) + 1).min(self.end) } else { first };
        Span::new(self.file, first, after.max(first))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_block_value_is_found_under_its_indentation() {
        let text = "text: |\n  One two.\n  Three.\nnext: 1\n";
        let span = Span::new(FileId(0), 6, 28);
        let places = Places::aligned(text, "One two.\nThree.\n", span);
        assert_eq!(places.at(0), text.find("One").unwrap());
        assert_eq!(places.at(9), text.find("Three").unwrap());
        assert_eq!(places.at(14), text.find("Three").unwrap() + 5);
    }

    #[test]
    fn a_quoted_value_is_found_behind_its_quote() {
        let text = r#"text: "a \"b\" c""#;
        let places = Places::aligned(text, r#"a "b" c"#, Span::new(FileId(0), 6, text.len()));
        assert_eq!(places.at(0), 7);
        assert_eq!(places.at(3), text.find('b').unwrap());
        assert_eq!(places.at(6), text.find('c').unwrap());
    }

    #[test]
    fn stretches_run_alike_up_to_where_something_was_left_out() {
        let text = r"text: 'a''b'' c'";
        let places = Places::aligned(text, "a'b' c", Span::new(FileId(0), 6, text.len()));
        assert_eq!(places.pairs, [(0, 7), (2, 10), (5, 14)]);
        assert!(places.run_alike(0, 2) && places.run_alike(2, 4) && !places.run_alike(1, 3));
        assert!(places.run_alike(5, 7) && !places.run_alike(5, 8), "no answer lies past the end");
        let plain = Places::aligned("text: a b c", "a b c", Span::new(FileId(0), 6, 11));
        assert_eq!(plain.pairs, [(0, 6)]);
    }
}
