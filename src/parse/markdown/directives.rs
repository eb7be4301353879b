//! `::: internal` … `:::`: the blocks that only the desk sees.
//!
//! Takes a text, returns the stretches to withhold and the lines that say so. Never parses what lies between;
//! whatever it doesn't understand it withholds to the end.

use std::ops::Range;

use super::places::Places;
use crate::diag::{Code, Diagnostic, Diagnostics};
use pulldown_cmark::{Event, Tag};

/// What the directives of a text say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Directives {
    /// What lies between them.
    pub(super) withheld: Vec<Range<usize>>,
    /// The directives' own lines.
    pub(super) lines: Vec<Range<usize>>,
}

/// The directives of a text; `None` where there is none.
pub(super) fn find(text: &str, places: &Places, diagnostics: &mut Diagnostics) -> Option<Directives> {
    if !text.contains(":::") {
        return None;
    }
    let code = code_blocks(text);
    let mut found = Directives::default();
    let mut open: Option<Range<usize>> = None;
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let place = at..at + line.len();
        at = place.end;
        let Some(words) = directive(line) else { continue };
        let first = place.start + line.find(":::").unwrap_or(0);
        if inside(&code, first) {
            continue;
        }
        match (words, open.is_some()) {
            (Words::Internal, false) => open = Some(place.clone()),
            (Words::Close, true) => {
                let opened = open.take().expect("this arm holds only when one is open");
                found.withheld.push(opened.end..place.start);
                found.lines.push(opened);
            }
            (wrong, is_open) => {
                let end = first + line.trim_end().len() - (first - place.start).min(line.trim_end().len());
                let place_of_words = places.span(first, end.max(first + 3));
                diagnostics.push(complain(wrong, is_open, text[first..place.end].trim_end(), place_of_words));
                let from = open.take().map_or(place.start, |opened| opened.start);
                found.withheld.push(from..text.len());
                found.lines.push(place.clone());
                return Some(found);
            }
        }
        found.lines.push(place);
    }
    if let Some(opened) = open {
        let words = text[opened.clone()].trim();
        let start = opened.start + text[opened.clone()].find(":::").unwrap_or(0);
        diagnostics.push(
            Diagnostic::new(
                Code::BadDirective,
                places.span(start, start + words.len()),
                "`::: internal` is never closed, so nothing after it may be shown",
            )
            .help("end the withheld blocks with a line `:::`"),
        );
        found.withheld.push(opened.end..text.len());
    }
    (!found.lines.is_empty()).then_some(found)
}

/// The text with some stretches blanked: every byte but line ends is a space, so that offsets stay.
pub(super) fn blank<'r>(text: &str, stretches: impl Iterator<Item = &'r Range<usize>>) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for stretch in stretches {
        for byte in &mut bytes[stretch.clone()] {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    }
    String::from_utf8(bytes).expect("whole characters were replaced by spaces")
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Words {
    Internal,
    Close,
    Unknown,
    /// Behind the mark of a quotation or list, where a directive can't reach.
    Contained,
}

/// What a line says, if it opens with `:::`.
fn directive(line: &str) -> Option<Words> {
    let bare = line.trim_start();
    if let Some(rest) = bare.strip_prefix(":::") {
        return Some(match rest.trim_end() {
            "" => Words::Close,
            " internal" => Words::Internal,
            _ => Words::Unknown,
        });
    }
    let inner = bare.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || ">-*+.)".contains(c));
    (inner.len() < bare.len() && inner.starts_with(":::")).then_some(Words::Contained)
}

fn complain(words: Words, is_open: bool, written: &str, place: crate::files::Span) -> Diagnostic {
    let message = match words {
        Words::Close => "`:::` closes a block that was never opened".to_owned(),
        Words::Internal if is_open => "`::: internal` stands inside a block that is withheld already".to_owned(),
        Words::Contained => "a line `:::` can't stand inside a quotation or behind a list mark".to_owned(),
        _ => {
            let mut shown: String = written.chars().take(60).collect();
            if shown.len() < written.len() {
                shown.push('…');
            }
            format!("`{shown}` isn't a directive: a line that opens with `:::` is `::: internal` or `:::`")
        }
    };
    let help = match words {
        Words::Unknown if resembles_internal(written) => "did you mean `::: internal`?",
        Words::Close => "write `::: internal` on a line before the blocks to withhold, or take this line out",
        Words::Internal => "close the first block with a line `:::` before",
        _ => "to withhold blocks, put `::: internal` before them and `:::` after them, each on its own line",
    };
    Diagnostic::new(Code::BadDirective, place, message).help(help)
}

/// Whether a misspelt directive is nearly `internal`.
fn resembles_internal(written: &str) -> bool {
    let word: String = written.chars().filter(|c| c.is_alphabetic()).take(20).flat_map(char::to_lowercase).collect();
    let wanted = "internal";
    if word == wanted {
        return true;
    }
    let same_start = word.chars().zip(wanted.chars()).take_while(|(a, b)| a == b).count();
    let same_end = word.chars().rev().zip(wanted.chars().rev()).take_while(|(a, b)| a == b).count();
    word.len().abs_diff(wanted.len()) <= 2 && same_start + same_end + 2 >= wanted.len()
}

fn code_blocks(text: &str) -> Vec<Range<usize>> {
    super::events(text)
        .into_iter()
        .filter_map(|(event, range)| matches!(event, Event::Start(Tag::CodeBlock(_))).then_some(range))
        .collect()
}

fn inside(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.start <= at);
    next > 0 && ranges[next - 1].contains(&at)
}
