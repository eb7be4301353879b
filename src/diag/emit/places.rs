//! Places of findings as lines and columns.
//!
//! Takes files, keeps an index of each that a finding points into, so that ten thousand findings in one file cost
//! one reading of it. Never fails: an offset past the end stands at the end.

use std::collections::HashMap;

use super::super::Place;
use crate::files::{FileId, Files, LineColumn, Span};

/// Bytes between two counts of characters: what one look-up reads at most.
const STRIDE: usize = 1024;

/// Where the lines of one file begin, and how many characters stand before every [`STRIDE`]th byte.
struct Lines {
    starts: Vec<usize>,
    counts: Vec<usize>,
}

impl Lines {
    fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let mut counts = Vec::with_capacity(bytes.len() / STRIDE + 1);
        let mut characters = 0;
        for (at, byte) in bytes.iter().enumerate() {
            if at % STRIDE == 0 {
                counts.push(characters);
            }
            // Every byte but those that continue a character begins one.
            characters += usize::from(byte & 0xc0 != 0x80);
            if *byte == b'\n' || *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at + 1);
            }
        }
        Self { starts, counts }
    }

    /// How many characters stand before a byte.
    fn characters(&self, text: &str, offset: usize) -> usize {
        let Some(stride) =
            (offset / STRIDE).min(self.counts.len()).checked_sub(usize::from(offset / STRIDE >= self.counts.len()))
        else {
            return 0;
        };
        let begun = text.as_bytes()[stride * STRIDE..offset].iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        self.counts[stride] + begun
    }

    /// The place of a byte in the list of lines, from 0.
    fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset) - 1
    }
}

/// A place as formats write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Located<'f> {
    /// From the site's root.
    pub(super) path: &'f str,
    pub(super) start: LineColumn,
    /// Exclusive.
    pub(super) end: LineColumn,
    /// In a text that was read.
    pub(super) span: Option<Span>,
}

/// Looks up places in files.
pub(super) struct Places<'f> {
    files: &'f Files,
    lines: HashMap<FileId, Lines>,
}

impl<'f> Places<'f> {
    pub(super) fn new(files: &'f Files) -> Self {
        Self { files, lines: HashMap::new() }
    }

    /// Where a place is; `None` for one that is nowhere in particular.
    pub(super) fn locate<'p>(&mut self, place: &'p Place) -> Option<Located<'p>>
    where
        'f: 'p,
    {
        let first = LineColumn { line: 1, column: 1 };
        match place {
            Place::Site => None,
            Place::Path(path) => Some(Located { path, start: first, end: first, span: None }),
            Place::Span(span) => Some(Located {
                path: self.files.path(span.file),
                start: self.line_column(span.file, span.start),
                end: self.line_column(span.file, span.end.max(span.start)),
                span: Some(*span),
            }),
        }
    }

    /// The line that a span begins in, without its ending, and the part of it that the span covers.
    pub(super) fn excerpt(&mut self, span: Span) -> (&'f str, std::ops::Range<usize>) {
        let text = self.files.text(span.file);
        let lines = self.lines.entry(span.file).or_insert_with(|| Lines::new(text));
        let offset = text.floor_char_boundary((span.start as usize).min(text.len()));
        let line = lines.line(offset);
        let start = lines.starts[line];
        let end = lines.starts.get(line + 1).copied().unwrap_or(text.len());
        let shown = text[start..end].trim_end_matches(['\n', '\r']);
        let from = (offset - start).min(shown.len());
        let to = text.floor_char_boundary((span.end as usize).min(text.len())).saturating_sub(start);
        (shown, from..to.clamp(from, shown.len()))
    }

    fn line_column(&mut self, file: FileId, offset: u32) -> LineColumn {
        let text = self.files.text(file);
        let lines = self.lines.entry(file).or_insert_with(|| Lines::new(text));
        let offset = text.floor_char_boundary((offset as usize).min(text.len()));
        let line = lines.line(offset);
        let before = lines.characters(text, lines.starts[line]);
        LineColumn { line: line + 1, column: lines.characters(text, offset) - before + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::line_column;

    #[test]
    fn the_index_agrees_with_counting() {
        let text = "é\r\nb\rc\n\nЖ long ".to_owned() + &"wörds ".repeat(900) + "\nlast";
        let mut files = Files::default();
        let file = files.add("a.txt", text.clone());
        let mut places = Places::new(&files);
        for offset in (0..text.len() + 3).filter(|at| text.is_char_boundary(*at) || *at > text.len()) {
            assert_eq!(places.line_column(file, offset as u32), line_column(&text, offset), "byte {offset}");
        }
    }

    #[test]
    fn an_empty_file_has_one_place() {
        let mut files = Files::default();
        let file = files.add("a.txt", String::new());
        let mut places = Places::new(&files);
        assert_eq!(places.line_column(file, 0), LineColumn { line: 1, column: 1 });
        assert_eq!(places.excerpt(Span::new(file, 0, 4)), ("", 0..0));
    }
}
