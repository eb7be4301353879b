//! What an editor is told about a quote that has no place.

use super::{Miss, Nearest, Occurrence};
use crate::diag::{Code, Diagnostic, Suggestion};
use crate::model::notes::Quote;

/// Places that a message names.
pub(super) const MOST_PLACES: usize = 3;
/// Differences that a message names.
const MOST_DIFFERENCES: usize = 3;
/// Characters of quoted words in a message.
const MOST_CHARACTERS: usize = 80;

/// The finding about a quote that has no place in the text `article_path`.
pub fn diagnostic(miss: &Miss, quote: &Quote, article_path: &str) -> Diagnostic {
    match miss {
        Miss::NotFound(None) => nowhere(quote, article_path),
        Miss::NotFound(Some(nearest)) => near(nearest, quote, article_path),
        Miss::Ambiguous(places) => ambiguous(places, quote, article_path),
    }
}

fn nowhere(quote: &Quote, article_path: &str) -> Diagnostic {
    let message = format!("the words {} don't stand in {article_path}, nor any like them", shown(&quote.exact));
    Diagnostic::new(Code::QuoteNotFound, quote.exact.span, message)
        .help("Copy the words from the text: they must stand in it exactly, within one paragraph or heading")
        .help("If the text was revised and the passage is gone, quote another passage or take this entry out")
}

fn near(nearest: &Nearest, quote: &Quote, article_path: &str) -> Diagnostic {
    let named: Vec<String> = nearest
        .differing
        .iter()
        .take(MOST_DIFFERENCES)
        .map(|(quoted, source)| match (quoted.is_empty(), source.is_empty()) {
            (false, false) => format!("the quote says {}, the source says {}", shown(quoted), shown(source)),
            (false, true) => format!("the source lacks {}", shown(quoted)),
            _ => format!("the quote lacks {}", shown(source)),
        })
        .collect();
    let mut message = format!("the quoted words don't stand in {article_path}");
    if named.is_empty() {
        message.push_str(" within one paragraph");
    } else {
        message = format!("{message}: {}", named.join("; "));
    }
    let more = nearest.differing.len().saturating_sub(MOST_DIFFERENCES);
    if more > 0 {
        message = format!("{message}; and {more} more {}", if more == 1 { "difference" } else { "differences" });
    }
    Diagnostic::new(Code::QuoteNotFound, quote.exact.span, message)
        .help(format!("Quote the source's own words: {}", marked(&nearest.quote)))
        .related(nearest.span, "The nearest passage stands here")
        .suggest(Suggestion { quote: nearest.quote.clone(), passage: nearest.passage.clone() })
}

fn ambiguous(places: &[Occurrence], quote: &Quote, article_path: &str) -> Diagnostic {
    let often = if places.len() == 2 { "twice".to_owned() } else { format!("{} times", places.len()) };
    let words = shown(&quote.exact);
    let message = match (&quote.prefix, &quote.suffix) {
        (None, None) => format!("the words {words} stand {often} in {article_path}, and nothing says which are meant"),
        (Some(_), Some(_)) => format!(
            "the words {words} stand {often} in {article_path}, and the `prefix:` and `suffix:` don't decide which are meant"
        ),
        (Some(_), None) => format!(
            "the words {words} stand {often} in {article_path}, and the `prefix:` doesn't decide which are meant"
        ),
        (None, Some(_)) => format!(
            "the words {words} stand {often} in {article_path}, and the `suffix:` doesn't decide which are meant"
        ),
    };
    let mut found = Diagnostic::new(Code::QuoteAmbiguous, quote.exact.span, message)
        .help("Add the words right before as `prefix:` or the words right after as `suffix:`, or quote more words");
    for (place, at) in places.iter().zip(1..=MOST_PLACES) {
        let words = match (place.prefix.as_str(), place.suffix.as_str()) {
            ("", "") => None,
            ("", suffix) => Some(format!("`suffix: {}`", written(suffix))),
            (prefix, "") => Some(format!("`prefix: {}`", written(prefix))),
            (prefix, suffix) => Some(format!("`prefix: {}` or `suffix: {}`", written(prefix), written(suffix))),
        };
        if let Some(words) = words {
            found = found.help(format!("For place {at}: {words}"));
        }
        found = found.related(place.span, format!("Place {at} of the words"));
    }
    found
}

/// Words in quotation marks, whole.
fn marked(words: &str) -> String {
    format!("“{words}”")
}

/// Words in quotation marks, cut in the middle where they are many.
fn shown(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    let words = words.join(" ");
    let count = words.chars().count();
    if count <= MOST_CHARACTERS {
        return marked(&words);
    }
    let head: String = words.chars().take(MOST_CHARACTERS * 5 / 8).collect();
    let tail: String = words.chars().skip(count - MOST_CHARACTERS * 2 / 8).collect();
    let head = head.rsplit_once(' ').map_or(head.as_str(), |(kept, _)| kept);
    let tail = tail.split_once(' ').map_or(tail.as_str(), |(_, kept)| kept);
    marked(&format!("{head} … {tail}"))
}

/// Words as YAML takes them.
fn written(words: &str) -> String {
    format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\""))
}
