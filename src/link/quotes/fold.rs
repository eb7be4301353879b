//! Text in which typographic kin are equal, and the way back to the text as it was written.
//!
//! Takes any text, gives its folded form: one kind of quotation mark, of dash and of space, three dots for an
//! ellipsis, canonical decomposition, no soft hyphens. Case stays. Never shifts an offset on the way back.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// A part of the text whose folded form has another length than itself; compared as a whole only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    folded: (u32, u32),
    source: (u32, u32),
}

/// A text in its folded form.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// The folded form; white space at both ends is gone.
    pub(super) text: String,
    pieces: Vec<Piece>,
}

/// The one character that all kin of `c` fold to, if it has kin.
fn kin(c: char) -> Option<char> {
    Some(match c {
        '"' | '\'' | '`' | '´' | '\u{2018}'..='\u{201f}' | '\u{2032}'..='\u{2036}' | '«' | '»' | '‹' | '›' => {
            '\''
        }
        '\u{ff02}' | '\u{ff07}' | '\u{2bc}' | '\u{2b9}' | '\u{2ba}' | '\u{2bb}' => '\'',
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
        _ => return None,
    })
}

/// Characters that show nothing and change no word.
fn ignored(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Folds a text.
pub(super) fn fold(source: &str) -> Folded {
    let mut folded = Folded { text: String::with_capacity(source.len()), pieces: Vec::new() };
    let mut at = 0;
    while at < source.len() {
        let plain = plain_start(&source.as_bytes()[at..]);
        if plain > 0 {
            folded.text.push_str(&source[at..at + plain]);
            at += plain;
        } else {
            at = folded.push_odd(source, at);
        }
    }
    if folded.text.ends_with(' ') {
        let len = folded.text.len() - 1;
        folded.text.truncate(len);
        folded.pieces.retain(|piece| piece.folded.0 as usize <= len);
        if let Some(last) = folded.pieces.last_mut() {
            last.folded.1 = last.folded.1.min(offset(len));
        }
    }
    folded
}

/// The length of the start of `bytes` that folds to itself, letter by letter: ASCII without kin, with single spaces in
/// between. The letter before anything else may carry a mark, and the first byte may belong to a run of spaces.
fn plain_start(bytes: &[u8]) -> usize {
    let plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\'' | b'`' | b'-');
    if !bytes.first().is_some_and(|byte| plain(*byte)) {
        return 0;
    }
    let mut at = 1;
    while let Some(&byte) = bytes.get(at) {
        let single = byte == b' ' && bytes.get(at + 1).is_some_and(|next| plain(*next));
        if !plain(byte) && !single {
            break;
        }
        at += 1;
    }
    if bytes.get(at).is_some_and(|byte| !byte.is_ascii()) { at - 1 } else { at }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Folded {
    /// Folds the letter or white space at `start`; returns where the next begins.
    fn push_odd(&mut self, source: &str, start: usize) -> usize {
        let at = self.text.len();
        let mut rest = source[start..].chars();
        let Some(c) = rest.next() else { return source.len() };
        if c.is_whitespace() {
            let tail = rest.as_str();
            rest = tail.trim_start_matches(|next: char| next.is_whitespace() || ignored(next)).chars();
            if at > 0 && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
        } else if let Some(one) = kin(c) {
            self.text.push(one);
        } else if c == '…' {
            self.text.push_str("...");
        } else if ignored(c) {
            // Leaves nothing but a piece without length.
        } else if c.is_ascii() && rest.as_str().bytes().next().is_none_or(|next| next.is_ascii()) {
            self.text.push(c);
        } else {
            let tail = rest.as_str();
            rest = tail.trim_start_matches(|next: char| canonical_combining_class(next) != 0).chars();
            let end = source.len() - rest.as_str().len();
            self.text.extend(source[start..end].nfd());
        }
        let end = source.len() - rest.as_str().len();
        self.keep(at, (start, end));
        end
    }

    /// Remembers a piece that isn't simply its source.
    fn keep(&mut self, at: usize, source: (usize, usize)) {
        let end = self.text.len();
        let plain = end - at == source.1 - source.0 && self.text[at..].chars().nth(1).is_none();
        if !plain {
            self.pieces.push(Piece { folded: (offset(at), offset(end)), source: (offset(source.0), offset(source.1)) });
        }
    }

    /// Where a part of the folded text stands in the source; `None` if it begins or ends inside a letter.
    pub(super) fn source(&self, start: usize, end: usize) -> Option<(u32, u32)> {
        let (start, end) = (offset(start), offset(end));
        let from = match self.pieces.partition_point(|piece| piece.folded.0 <= start).checked_sub(1) {
            None => start,
            Some(at) => {
                let piece = self.pieces[at];
                if start >= piece.folded.1 {
                    piece.source.1 + (start - piece.folded.1)
                } else if start == piece.folded.0 {
                    piece.source.0
                } else {
                    return None;
                }
            }
        };
        let to = match self.pieces.partition_point(|piece| piece.folded.0 < end).checked_sub(1) {
            None => end,
            Some(at) => {
                let piece = self.pieces[at];
                if end < piece.folded.1 {
                    return None;
                }
                piece.source.1 + (end - piece.folded.1)
            }
        };
        (from < to).then_some((from, to))
    }
}

/// Whether a word could end and another begin between two characters.
fn parts(before: char, after: char) -> bool {
    let word = |c: char| c.is_alphanumeric() || canonical_combining_class(c) != 0;
    !word(before) || !word(after) || unspaced(before) || unspaced(after)
}

/// Scripts that are written without spaces between words.
fn unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{a4cf}'
        | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9d}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether `start..end` of a folded text takes whole words and whole numbers.
pub(super) fn whole_words(text: &str, start: usize, end: usize) -> bool {
    let first = text[start..].chars().next();
    let last = text[..end].chars().next_back();
    let mut before = text[..start].chars().rev();
    let mut after = text[end..].chars();
    let (near_before, far_before) = (before.next(), before.next());
    let (near_after, far_after) = (after.next(), after.next());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let point = |c: Option<char>| matches!(c, Some('.' | ','));
    if digit(last) && point(near_after) && digit(far_after) || digit(first) && point(near_before) && digit(far_before) {
        return false;
    }
    let apart = |a: Option<char>, b: Option<char>| a.zip(b).is_none_or(|(a, b)| parts(a, b));
    apart(near_before, first) && apart(last, near_after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kin_are_equal() {
        assert_eq!(fold("“It’s” — a −1…").text, "'It's' - a -1...");
        assert_eq!(fold("  a\u{a0}\n b\u{ad}c  ").text, "a bc");
        assert_eq!(fold("caf\u{e9}").text, fold("cafe\u{301}").text);
        assert_eq!(fold("한").text, fold("\u{1112}\u{1161}\u{11ab}").text);
    }

    #[test]
    fn offsets_come_back_exact() {
        let source = "“İstanbul’s caf\u{e9}… is\u{ad}land”";
        let folded = fold(source);
        for words in ["İstanbul’s", "caf\u{e9}…", "is\u{ad}land", source] {
            let key = fold(words).text;
            let at = folded.text.find(&key).unwrap();
            let (start, end) = folded.source(at, at + key.len()).unwrap();
            assert_eq!(&source[start as usize..end as usize], words);
        }
    }

    #[test]
    fn a_match_never_cuts_a_letter_in_two() {
        let folded = fold("caf\u{e9} au");
        assert_eq!(folded.text, "cafe\u{301} au");
        assert_eq!(folded.source(0, 4), None, "cafe without its accent");
        assert_eq!(folded.source(0, 6), Some((0, 5)));
        assert_eq!(fold("so…").source(0, 3), None, "one dot of an ellipsis");
    }

    #[test]
    fn words_and_numbers_are_taken_whole() {
        let whole = |text: &str, words: &str| {
            let at = text.find(words).unwrap();
            whole_words(text, at, at + words.len())
        };
        assert!(!whole("further rounds", "further round"));
        assert!(whole("Ukraine's aims", "Ukraine"));
        assert!(!whole("cost 4,000 euros", "cost 4"));
        assert!(whole("it was 4, then 5", "was 4"));
        assert!(whole("和平会谈", "和平"));
    }

    proptest::proptest! {
        /// Every part that has a place in the source folds from the words there.
        #[test]
        fn places_hold_the_words_that_were_folded(text in "[a \u{a0}\u{ad}“’\"—é\u{e9}e\u{301}İ…한\u{1112}\n.]{0,12}") {
            let folded = fold(&text);
            let ends: Vec<usize> = (0..=folded.text.len()).filter(|at| folded.text.is_char_boundary(*at)).collect();
            for (at, start) in ends.iter().enumerate() {
                for end in &ends[at + 1..] {
                    if let Some((from, to)) = folded.source(*start, *end) {
                        let words = fold(&text[from as usize..to as usize]).text;
                        proptest::prop_assert_eq!(words.trim(), folded.text[*start..*end].trim());
                    }
                }
            }
        }
    }
}
