//! Texts made alike where readers see no difference, with the way back to the original's offsets.
//!
//! Takes a text; gives its folded form and where each part of it stood.
//! Never decides what matches: `link` does.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// What becomes of capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// They stay.
    Keep,
    /// Unicode case folding: `Straße` and `STRASSE` are one.
    Fold,
}

/// A text with typographic kin, spaces, normal forms and, if asked for, case made alike.
///
/// Apostrophes become `'`, quotation marks `"`, dashes `-`, each run of white space one space; soft hyphens and
/// other invisible marks vanish; NFD becomes NFC.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// Pairs of an offset into `text` and the offset of the same place in the original, ascending; between two
    /// pairs both run alike. Empty where all offsets agree.
    map: Vec<(u32, u32)>,
}

/// What becomes of a character that isn't plain ASCII.
enum Kin {
    Drop,
    As(char),
}

fn kin(c: char) -> Kin {
    match c {
        '’' | '‘' | '‛' | 'ʼ' | 'ʹ' | '′' | '＇' => Kin::As('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂' => Kin::As('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => Kin::As('-'),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => Kin::Drop,
        c => Kin::As(c),
    }
}

/// How many bytes are looked at in one go.
const STRIDE: usize = 32;

/// Whether nothing in `bytes` needs a closer look.
fn is_plain(bytes: &[u8]) -> bool {
    let (here, next) = (&bytes[..bytes.len() - 1], &bytes[1..]);
    let odd = |byte: u8| !byte.is_ascii() | (byte.wrapping_sub(b'\t') < 5);
    !here.iter().zip(next).fold(false, |found, (&a, &b)| found | odd(a) | odd(b) | ((a == b' ') & (b == b' ')))
}

/// The length of the start of `text` that is ASCII and needs no folding but of case.
fn plain_start(text: &[u8], nfc: bool) -> usize {
    let mut at = 0;
    // Most text is plain: look at many bytes at once.
    while text.get(at..=at + STRIDE).is_some_and(is_plain) {
        at += STRIDE;
    }
    while let Some(&byte) = text.get(at) {
        let next = text.get(at + 1).copied().unwrap_or(b'x');
        let odd_space = match byte {
            b' ' => next == b' ' || next.is_ascii_control() || !next.is_ascii(),
            b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => true,
            _ => false,
        };
        // The letter before a combining mark belongs to it.
        if !byte.is_ascii() || odd_space || (!nfc && !next.is_ascii()) {
            break;
        }
        at += 1;
    }
    at
}

/// Whether `c` belongs to the character before it.
fn continues(c: char) -> bool {
    is_combining_mark(c) || matches!(c, '\u{1160}'..='\u{11ff}')
}

impl Folded {
    /// Folds `text`.
    pub fn new(text: &str, case: Case) -> Self {
        let nfc = text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes;
        let mut folded = Self { text: String::with_capacity(text.len()), map: Vec::new() };
        let mut at = 0;
        while at < text.len() {
            let plain = plain_start(&text.as_bytes()[at..], nfc);
            if plain > 0 {
                folded.mark(at);
                let from = folded.text.len();
                folded.text.push_str(&text[at..at + plain]);
                if case == Case::Fold {
                    folded.text[from..].make_ascii_lowercase();
                }
                at += plain;
            } else {
                at += folded.push_odd(text, at, nfc, case);
            }
        }
        folded.mark(at);
        folded
    }

    /// Folds the character or white space at `at`; returns how many bytes that was.
    fn push_odd(&mut self, text: &str, at: usize, nfc: bool, case: Case) -> usize {
        let rest = &text[at..];
        let Some(first) = rest.chars().next() else { return rest.len().max(1) };
        if first.is_whitespace() {
            let length = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
            self.mark(at);
            self.text.push(' ');
            return length;
        }
        let mut length = first.len_utf8();
        if !nfc {
            length += rest[length..].chars().take_while(|c| continues(*c)).map(char::len_utf8).sum::<usize>();
        }
        self.mark(at);
        if length == first.len_utf8() && nfc {
            self.push(first, case);
        } else {
            for c in rest[..length].nfc() {
                self.push(c, case);
            }
        }
        length
    }

    fn push(&mut self, c: char, case: Case) {
        match kin(c) {
            Kin::Drop => {}
            Kin::As(c) if case == Case::Keep => self.text.push(c),
            Kin::As(c) if c.is_ascii() => self.text.push(c.to_ascii_lowercase()),
            Kin::As('ı') => self.text.push('ı'),
            Kin::As(c) => self.text.extend(c.to_uppercase().flat_map(char::to_lowercase)),
        }
    }

    /// Notes that what comes next stood at `original`.
    fn mark(&mut self, original: usize) {
        let here = self.text.len();
        if self.original(here) == original {
            return;
        }
        let fit = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        if self.map.last().is_some_and(|(folded, _)| *folded == fit(here)) {
            self.map.pop();
        }
        self.map.push((fit(here), fit(original)));
    }

    /// The offset in the original of an offset in the folded text.
    pub fn original(&self, offset: usize) -> usize {
        let before = self.map.partition_point(|(folded, _)| *folded as usize <= offset);
        match before.checked_sub(1).and_then(|at| self.map.get(at)) {
            None => offset,
            Some((folded, original)) => *original as usize + (offset - *folded as usize),
        }
    }
}

/// `text` with its typographic kin made alike and its case kept; borrowed where that changes nothing.
pub fn alike(text: &str) -> Cow<'_, str> {
    if plain_start(text.as_bytes(), true) == text.len() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(Folded::new(text, Case::Keep).text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of the original that the folded `needle` covers.
    fn original<'a>(text: &'a str, needle: &str) -> &'a str {
        let folded = Folded::new(text, Case::Fold);
        let start = folded.text.find(needle).expect("the needle is in the folded text");
        &text[folded.original(start)..folded.original(start + needle.len())]
    }

    #[test]
    fn kin_are_one_and_offsets_lead_back() {
        assert_eq!(original("of Ukraine’s plan — Kyiv’s", "kyiv"), "Kyiv");
        assert_eq!(original("of Ukraine’s plan", "ukraine's"), "Ukraine’s");
        assert_eq!(original("New\u{a0}York", "new york"), "New\u{a0}York");
        assert_eq!(original("in New \n  York today", "new york"), "New \n  York");
        assert_eq!(original("in New \n  York today", "today"), "today");
        assert_eq!(original("U.S.–led", "u.s.-led"), "U.S.–led");
    }

    #[test]
    fn letters_that_grow_or_shrink_shift_nothing() {
        assert_eq!(original("In İstanbul, Kyiv", "kyiv"), "Kyiv");
        assert_eq!(original("Große Straße in Kyiv", "strasse"), "Straße");
        assert_eq!(original("Große Straße in Kyiv", "kyiv"), "Kyiv");
        assert_eq!(original("Ἀθῆναι ΟΔΟΣ οδός", "οδοσ"), "ΟΔΟΣ");
    }

    #[test]
    fn composed_and_decomposed_are_one() {
        assert_eq!(original("the E\u{301}lyse\u{301}e said", "élysée"), "E\u{301}lyse\u{301}e");
        assert_eq!(original("cafe\u{301} in Kyiv", "kyiv"), "Kyiv");
        assert_eq!(original("\u{1112}\u{1161}\u{11ab} x", "한"), "\u{1112}\u{1161}\u{11ab}");
    }

    #[test]
    fn invisible_marks_vanish() {
        assert_eq!(original("the Ukrai\u{ad}ne plan", "ukraine"), "Ukrai\u{ad}ne");
    }

    #[test]
    fn plain_text_is_borrowed() {
        assert!(matches!(alike("New York"), Cow::Borrowed(_)));
        assert_eq!(alike("the States’"), "the States'");
    }
}
