//! Where sentences begin and end in running text.
//!
//! Takes a text and a place in it; gives the sentence. Never changes a text.

use std::ops::Range;

/// Abbreviations whose point ends no sentence when another word follows.
const ABBREVIATIONS: &[&str] = &[
    "adm", "art", "approx", "bros", "brig", "ca", "capt", "cf", "cmdr", "co", "col", "corp", "dept", "dr", "e.g", "ed",
    "est", "fig", "ft", "gen", "gov", "hon", "i.e", "inc", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec", "lt", "ltd", "maj", "messrs", "mr", "mrs", "ms", "mt", "no", "nos", "p", "ph.d", "pp",
    "prof", "rep", "reps", "rev", "sen", "sens", "sgt", "st", "vol", "vs", "viz",
];

/// Whether a point at the end of `head` (which leaves the point out) belongs to an abbreviation.
pub fn is_abbreviation(head: &str) -> bool {
    let start = head
        .rfind(|c: char| !(c.is_alphanumeric() || c == '.'))
        .map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
    let word = &head[start..];
    let mut letters = word.chars();
    let initial = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_uppercase());
    // "U.S", "J.R.R", "a.m": letters between points.
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() == 1);
    initial || dotted || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

fn closes(c: char) -> bool {
    matches!(c, '"' | '\'' | '’' | '”' | '»' | ')' | ']')
}

fn opens(c: char) -> bool {
    matches!(c, '"' | '\'' | '‘' | '“' | '„' | '«' | '(' | '[' | '—' | '–' | '-' | '•' | '*' | '·' | '>' | '#')
}

/// The end of the sentence whose closing mark stands at `at`, closing quotation marks included; `None` if that
/// mark ends no sentence.
fn sentence_end(text: &str, at: usize) -> Option<usize> {
    let mark = text[at..].chars().next()?;
    let after = at + mark.len_utf8();
    match mark {
        '。' | '！' | '？' | '।' => return Some(after),
        '.' | '!' | '?' | '…' => {}
        _ => return None,
    }
    let rest = &text[after..];
    let end = after + rest.find(|c| !closes(c)).unwrap_or(rest.len());
    let mut following = text[end..].chars();
    match following.next() {
        None => return Some(end),
        Some(c) if !c.is_whitespace() => return None,
        Some(_) => {}
    }
    let next = following.find(|c| !c.is_whitespace() && !opens(*c));
    let goes_on = match mark {
        '.' => next.is_some_and(char::is_lowercase) || (next.is_some() && is_abbreviation(&text[..at])),
        '…' => next.is_some_and(char::is_lowercase),
        _ => end > after && next.is_some_and(char::is_lowercase),
    };
    (!goes_on).then_some(end)
}

/// The sentence, or sentences, of `text` that hold `start..end`, without the space around them.
pub fn around(text: &str, start: usize, end: usize) -> Range<usize> {
    let start = text.floor_char_boundary(start);
    let end = text.ceil_char_boundary(end.max(start));
    let is_mark = |c: char| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '।');
    let begins = text[..start]
        .rmatch_indices(is_mark)
        .find_map(|(at, _)| sentence_end(text, at).filter(|after| *after <= start))
        .unwrap_or(0);
    // A name may end in the point that ends its sentence.
    let from = text[..end].char_indices().next_back().map_or(end, |(at, _)| at);
    let ends = text[from..]
        .match_indices(is_mark)
        .find_map(|(at, _)| sentence_end(text, from + at).filter(|after| *after >= end))
        .unwrap_or(text.len());
    let words = &text[begins..ends];
    let lead = words.len() - words.trim_start().len();
    begins + lead..begins + words.trim_end().len()
}

/// Whether the word at `at` is the first of its sentence, so that its capital proves nothing.
pub fn is_first_word(text: &str, at: usize) -> bool {
    let head = text[..at].trim_end_matches(|c: char| c.is_whitespace() || opens(c));
    match head.chars().next_back() {
        None => true,
        Some('.') => !is_abbreviation(&head[..head.len() - 1]),
        Some(c) if closes(c) => {
            let inner = head.trim_end_matches(closes);
            inner.ends_with(['.', '!', '?', '…'])
        }
        Some(c) => matches!(c, '!' | '?' | '…' | ':' | ';' | '。' | '！' | '？' | '।'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence<'a>(text: &'a str, words: &str) -> &'a str {
        let at = text.find(words).expect("the text holds the words");
        &text[around(text, at, at + words.len())]
    }

    #[test]
    fn a_sentence_is_cut_at_its_marks() {
        let text = "Talks began. Kyiv agreed! Did Trump? Nobody knows.";
        assert_eq!(sentence(text, "Kyiv"), "Kyiv agreed!");
        assert_eq!(sentence(text, "Trump"), "Did Trump?");
        assert_eq!(sentence(text, "Talks"), "Talks began.");
        assert_eq!(sentence(text, "knows"), "Nobody knows.");
    }

    #[test]
    fn abbreviations_and_initials_end_nothing() {
        let text = "First. The U.S. President met Mr. Smith, e.g. at J. R. Jones's house, on Nov. 3. Then he left.";
        assert_eq!(
            sentence(text, "Smith"),
            "The U.S. President met Mr. Smith, e.g. at J. R. Jones's house, on Nov. 3."
        );
    }

    #[test]
    fn closing_marks_belong_to_their_sentence() {
        let text = "He said: “Kyiv waits.” Then he left. Prices rose 3.5 percent.";
        assert_eq!(sentence(text, "Kyiv"), "He said: “Kyiv waits.”");
        assert_eq!(sentence(text, "percent"), "Prices rose 3.5 percent.");
    }

    #[test]
    fn a_name_may_end_its_sentence() {
        assert_eq!(sentence("It left the U.S.", "U.S."), "It left the U.S.");
        assert_eq!(sentence("他去了北京。他回来了。", "北京"), "他去了北京。");
    }

    #[test]
    fn first_words() {
        let text = "While it waits. Then Mr. Smith spoke: Now “Here” it is.";
        for (word, first) in [("While", true), ("Then", true), ("Smith", false), ("Now", true), ("Here", false)] {
            assert_eq!(is_first_word(text, text.find(word).expect("the word is there")), first, "{word}");
        }
    }
}
