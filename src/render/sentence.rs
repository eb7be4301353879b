//! The sentence around a mention, for the pages of actors and themes.
//!
//! Cuts at the ends of sentences, not at initials and abbreviations ("U.S. officials", "Mr. Smith").

use super::escape;

/// The longest sentence that is shown whole, in bytes.
const LONGEST: usize = 420;
/// What is kept on each side of the mention in a longer one.
const SIDE: usize = 180;

/// A part of a passage's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cut {
    /// First byte.
    pub(crate) start: usize,
    /// First byte after.
    pub(crate) end: usize,
    /// Words were left out before.
    pub(crate) cut_before: bool,
    /// Words were left out after.
    pub(crate) cut_after: bool,
}

/// The sentence of `text` around the bytes `start..end`.
pub(crate) fn around(text: &str, start: usize, end: usize) -> Cut {
    let start = text.floor_char_boundary(start.min(text.len()));
    let end = text.ceil_char_boundary(end.clamp(start, text.len()));
    let mut first = 0;
    let mut last = text.len();
    for at in ends(text) {
        if at <= start {
            first = at;
        } else if at >= end {
            last = at;
            break;
        }
    }
    let (mut cut_before, mut cut_after) = (false, false);
    if last - first > LONGEST {
        if start - first > SIDE {
            first = word_start(text, start - SIDE);
            cut_before = true;
        }
        if last - end > SIDE {
            last = word_end(text, end + SIDE);
            cut_after = true;
        }
    }
    let slice = &text[first..last];
    first += slice.len() - slice.trim_start().len();
    let last = first + text[first..last].trim_end().len();
    Cut { start: first, end: last.max(first), cut_before, cut_after }
}

/// Adds the sentence as HTML, the mention marked.
pub(crate) fn push_marked(out: &mut String, text: &str, start: usize, end: usize) {
    let cut = around(text, start, end);
    if cut.cut_before {
        out.push('…');
    }
    let (start, end) = (start.clamp(cut.start, cut.end), end.clamp(cut.start, cut.end));
    escape::push(out, &text[cut.start..start]);
    out.push_str("<mark>");
    escape::push(out, &text[start..end]);
    out.push_str("</mark>");
    escape::push(out, &text[end..cut.end]);
    if cut.cut_after {
        out.push('…');
    }
}

/// Offsets right after the white space that ends each sentence.
fn ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    // Most bytes are letters: the marks and the first bytes of those beyond ASCII are looked for alone.
    let candidates =
        bytes.iter().enumerate().filter(|(_, byte)| matches!(byte, b'.' | b'!' | b'?' | 0xe2 | 0xe3 | 0xef));
    candidates.filter_map(move |(at, _)| {
        let c = text[at..].chars().next()?;
        if matches!(c, '。' | '！' | '？') {
            return Some(at + c.len_utf8());
        }
        if !matches!(c, '.' | '!' | '?' | '…') {
            return None;
        }
        let rest = &text[at + c.len_utf8()..];
        let closed = rest.trim_start_matches(['"', '\'', '”', '’', ')', ']', '»']);
        if !closed.starts_with(' ') || (c == '.' && is_abbreviation(&text[..at], bytes, at)) {
            return None;
        }
        let next = closed.trim_start();
        let begins = next.trim_start_matches(['"', '\'', '“', '‘', '(', '[', '«']).chars().next();
        begins.filter(|c| !c.is_lowercase()).map(|_| text.len() - next.len())
    })
}

fn is_abbreviation(before: &str, bytes: &[u8], at: usize) -> bool {
    const TITLES: [&str; 24] = [
        "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Gen", "Col", "Lt", "Sgt", "Sen", "Rep", "Gov", "Pres", "Hon", "Rev",
        "No", "Art", "vs", "cf", "Jr", "Sr", "Fig", "Nos",
    ];
    let word = before.rsplit([' ', '(', '“', '"', '‘', '-', '–', '—']).next().unwrap_or("");
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let dotted = word.contains('.') && at > 0 && bytes[at - 1] != b'.';
    initial || dotted || TITLES.contains(&word)
}

fn word_start(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    text[at..].find(' ').map_or(at, |space| at + space + 1)
}

fn word_end(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary(at);
    text[..at].rfind(' ').unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence<'a>(text: &'a str, word: &str) -> &'a str {
        let start = text.find(word).expect("the word stands in the text");
        let cut = around(text, start, start + word.len());
        &text[cut.start..cut.end]
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        let text = "It waits. The U.S. President met Mr. Smith. “Go!” they said.";
        assert_eq!(sentence(text, "Smith"), "The U.S. President met Mr. Smith.");
        assert_eq!(sentence(text, "waits"), "It waits.");
        assert_eq!(sentence(text, "they"), "“Go!” they said.");
    }

    #[test]
    fn a_sentence_without_end_is_cut_around_the_mention() {
        let text = format!("{} Kyiv {}", "word ".repeat(200), "word ".repeat(200));
        let start = text.find("Kyiv").expect("it is there");
        let cut = around(&text, start, start + 4);
        assert!(cut.cut_before && cut.cut_after);
        assert!(cut.end - cut.start <= 4 + 2 * SIDE);
    }

    #[test]
    fn the_mention_is_marked_and_everything_escaped() {
        let mut out = String::new();
        push_marked(&mut out, "A <b> of Kyiv & more. Next.", 9, 13);
        assert_eq!(out, "A &lt;b&gt; of <mark>Kyiv</mark> &amp; more.");
    }
}
