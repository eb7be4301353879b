//! `[[references]]` and `[@citations]` in a run of plain words.
//!
//! Takes the words between two pieces of markup with their places, says where something else than words stands.
//! Never looks into code or at escaped brackets: those come as other events, or with a backslash before them.

use std::ops::Range;

use crate::model::body::ReferenceKind;

/// Words between two pieces of markup, and where each piece of them came from.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) text: String,
    /// Offset in `text`, offset in the source, and whether the source reads the same.
    pub(super) pieces: Vec<(usize, usize, bool)>,
}

impl Run {
    /// Adds words.
    pub(super) fn push(&mut self, words: &str, source: &str, range: &Range<usize>) {
        let exact = source.get(range.clone()) == Some(words);
        self.pieces.push((self.text.len(), range.start, exact));
        self.text.push_str(words);
    }

    /// The source offset of an offset in `text`, and whether the words run alike from there.
    pub(super) fn source(&self, at: usize) -> (usize, bool) {
        let piece = self.pieces.partition_point(|(start, ..)| *start <= at).saturating_sub(1);
        match self.pieces.get(piece) {
            Some((start, source, true)) => (source + (at - start), true),
            Some((_, source, false)) => (*source, false),
            None => (0, false),
        }
    }

    /// The stretches of `range` that came in one piece: where each begins, ends, and stands in the source.
    pub(super) fn stretches(&self, range: Range<usize>) -> Vec<(Range<usize>, usize, bool)> {
        let mut found = Vec::new();
        let mut at = range.start;
        let mut piece = self.pieces.partition_point(|(start, ..)| *start <= at).saturating_sub(1);
        while at < range.end {
            let end = self.pieces.get(piece + 1).map_or(self.text.len(), |(start, ..)| *start).min(range.end);
            if end > at {
                let (source, exact) = self.source(at);
                found.push((at..end, source, exact));
                at = end;
            }
            piece += 1;
            if piece > self.pieces.len() {
                break;
            }
        }
        found
    }

    /// Whether an unescaped `[[` is open at the end of the run.
    pub(super) fn is_inside_reference(&self, source: &str) -> bool {
        let Some(open) = self.text.rfind("[[") else { return false };
        !self.text[open..].contains("]]") && self.is_written(open, "[[", source) && self.text.len() - open < LONGEST
    }

    /// Whether these characters stand in the source as they are, without a backslash before them.
    fn is_written(&self, at: usize, characters: &str, source: &str) -> bool {
        let (place, exact) = self.source(at);
        exact
            && source.get(place..).is_some_and(|rest| rest.starts_with(characters))
            && source[..place].bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 0
    }
}

/// What isn't plain words in a run.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// `[[kind:id|words]]`; `words` is where they stand in the run.
    Reference { id: String, kind: Option<ReferenceKind>, has_words: bool, words: Range<usize> },
    /// `[@source, locator]`, or several of them between one pair of brackets.
    Citations(Vec<(String, Option<String>)>),
}

/// No reference or citation is longer.
const LONGEST: usize = 1_000;

/// Everything in the run that isn't words, in order.
pub(super) fn scan(run: &Run, source: &str) -> Vec<(Range<usize>, Found)> {
    let text = run.text.as_str();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find('[') {
        let open = at + next;
        at = open + 1;
        let rest = &text[open..text.floor_char_boundary((open + LONGEST).min(text.len()))];
        let read = if rest.starts_with("[[") && !rest.starts_with("[[[") && run.is_written(open, "[[", source) {
            reference(rest, open)
        } else if rest.starts_with("[@") && run.is_written(open, "[@", source) {
            citations(rest)
        } else {
            None
        };
        if let Some((length, what)) = read {
            found.push((open..open + length, what));
            at = open + length;
        }
    }
    found
}

fn reference(rest: &str, open: usize) -> Option<(usize, Found)> {
    let close = rest.find("]]")?;
    let inner = &rest[2..close];
    if inner.contains('[') || inner.trim().is_empty() {
        return None;
    }
    let (target, words) = match inner.find('|') {
        Some(bar) => (&inner[..bar], Some(bar + 1)),
        None => (inner, None),
    };
    let (kind, id) = kind_of(target.trim());
    let shown = match words {
        Some(start) if !inner[start..].trim().is_empty() => {
            let lead = inner[start..].len() - inner[start..].trim_start().len();
            start + lead..start + lead + inner[start..].trim().len()
        }
        _ => {
            let start = target.find(id).unwrap_or(0);
            start..start + id.len()
        }
    };
    let has_words = words.is_some_and(|start| !inner[start..].trim().is_empty());
    if id.is_empty() && !has_words {
        return None;
    }
    let words = open + 2 + shown.start..open + 2 + shown.end;
    Some((close + 2, Found::Reference { id: id.to_owned(), kind, has_words, words }))
}

fn kind_of(target: &str) -> (Option<ReferenceKind>, &str) {
    let Some((kind, id)) = target.split_once(':') else { return (None, target) };
    let kind = match kind.trim() {
        "actor" => ReferenceKind::Actor,
        "theme" => ReferenceKind::Theme,
        "brief" => ReferenceKind::Brief,
        _ => return (None, target),
    };
    (Some(kind), id.trim())
}

fn citations(rest: &str) -> Option<(usize, Found)> {
    let close = rest.find(']')?;
    let mut list = Vec::new();
    for part in rest[1..close].split(';') {
        let part = part.trim().strip_prefix('@')?;
        let (id, locator) = match part.split_once(',') {
            Some((id, locator)) => (id.trim(), Some(locator.trim().to_owned())),
            None => (part.trim(), None),
        };
        if id.is_empty() || id.contains(|c: char| c.is_whitespace() || "[]()".contains(c)) {
            return None;
        }
        list.push((id.to_owned(), locator.filter(|locator| !locator.is_empty())));
    }
    Some((close + 1, Found::Citations(list)))
}
