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

/// The sentences of a text.
pub struct Sentences<'t> {
    text: &'t str,
    /// Where each ends, closing quotation marks included; ascending.
    ends: Vec<usize>,
}

impl<'t> Sentences<'t> {
    /// Cuts a text.
    pub fn new(text: &'t str) -> Self {
        // Most bytes are letters: points, and the first bytes of the marks beyond ASCII, are looked for alone.
        let candidates =
            text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'.' | b'!' | b'?' | 0xe0..=0xe3 | 0xef));
        let ends = candidates.filter_map(|(at, _)| sentence_end(text, at)).collect();
        Self { text, ends }
    }

    /// The sentence, or sentences, that hold `start..end`, without the space around them.
    pub fn around(&self, start: usize, end: usize) -> Range<usize> {
        let before = self.ends.partition_point(|at| *at <= start);
        let begins = before.checked_sub(1).map_or(0, |at| self.ends[at]);
        let after = self.ends.partition_point(|at| *at < end.max(start));
        let ends = self.ends.get(after).copied().unwrap_or(self.text.len());
        let words = &self.text[begins..ends];
        let lead = words.len() - words.trim_start().len();
        begins + lead..begins + words.trim_end().len()
    }
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
        &text[Sentences::new(text).around(at, at + words.len())]
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
