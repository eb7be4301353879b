//! What a piece looks like: its length, how it begins and ends, how it is capitalised.
//!
//! Takes words, returns a [`Shape`]; reads no more than the first few hundred characters of a long piece
//! and its last ones, so that a line of a gigabyte costs nothing.

/// How a piece ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// A letter, digit, bracket: no punctuation.
    Bare,
    /// A full stop, or its like in other scripts.
    Stop,
    /// A question mark.
    Question,
    /// An exclamation mark.
    Exclamation,
    /// A colon: something follows.
    Colon,
    /// A comma, a semicolon or a dash: the sentence goes on.
    Open,
    /// Three dots.
    Dots,
}

/// What a piece looks like.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    /// Characters, counted up to [`LOOK`].
    pub(super) chars: usize,
    /// Words, counted up to [`LOOK`] characters; in scripts without spaces two characters count as one.
    pub(super) words: usize,
    /// Bytes, all of them.
    pub(super) bytes: usize,
    /// How it ends, closing quotes and brackets aside.
    pub(super) ending: Ending,
    /// A closing quotation mark ends it.
    pub(super) quoted_end: bool,
    /// An opening quotation mark begins it.
    pub(super) quoted_start: bool,
    /// Its first letter is lower-case.
    pub(super) lower_start: bool,
    /// A sentence ends within it and another begins.
    pub(super) inner_stop: bool,
    /// Most of its longer words are capitalised, and it is no sentence made of names.
    pub(super) title_case: bool,
    /// Longer words after the first, and how many of them are capitalised.
    pub(super) later_words: usize,
    /// See `later_words`.
    pub(super) later_capitals: usize,
    /// All its letters are capitals, and there are at least four.
    pub(super) all_caps: bool,
    /// It ends with a year, a full stop aside.
    pub(super) year_end: bool,
    /// It holds a letter or digit.
    pub(super) has_word: bool,
}

/// No more characters than this are looked at.
pub(super) const LOOK: usize = 600;

impl Shape {
    /// What `text` looks like.
    pub(super) fn of(text: &str) -> Self {
        let head = head(text);
        let has_word = text.chars().any(char::is_alphanumeric);
        let (mut ending, quoted_end) = if has_word { ending(text) } else { (Ending::Bare, false) };
        if [" and", " or", " und", " et"].iter().any(|word| text.ends_with(word)) {
            ending = Ending::Open;
        }
        let Words { count, longer, capitals, later: (later_words, later_capitals) } = Words::of(head);
        let letters = || head.chars().filter(|c| c.is_alphabetic());
        Self {
            chars: if head.is_ascii() { head.len() } else { head.chars().count() },
            words: count,
            bytes: text.len(),
            ending,
            quoted_end,
            quoted_start: head.chars().next().is_some_and(|c| matches!(c, '"' | '“' | '„' | '«' | '‘' | '「' | '\'')),
            lower_start: letters().next().is_some_and(char::is_lowercase)
                && head.chars().next().is_some_and(char::is_alphabetic),
            inner_stop: inner_stop(head),
            title_case: longer >= 1 && capitals * 10 >= longer * 6 && !(ending == Ending::Stop && has_verb(head)),
            later_words,
            later_capitals,
            all_caps: letters().all(char::is_uppercase) && letters().count() >= 4,
            year_end: ends_with_year(text),
            has_word,
        }
    }

    /// It reads as prose: a finished sentence of some length.
    pub(super) fn is_prose(&self) -> bool {
        let sentence = self.ending == Ending::Stop && (!self.title_case || (self.chars > 100 && self.words > 14));
        self.chars > 140 || self.inner_stop || (self.chars > 60 && sentence)
    }
}

/// Whether `c` belongs to a script that is written without spaces.
pub(super) fn spaceless(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{303f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}' | '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// Whether a sentence ends at the end of `text`.
pub(super) fn ends_sentence(text: &str) -> bool {
    matches!(ending(text).0, Ending::Stop | Ending::Question | Ending::Exclamation | Ending::Dots)
}

/// As tables of words are written: composed, lower-case, with typographic apostrophes.
pub(super) fn folded(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    if text.is_ascii() {
        return text.to_ascii_lowercase().replace('\'', "’");
    }
    text.nfc().collect::<String>().to_lowercase().replace('\'', "’")
}

/// The first [`LOOK`] characters.
fn head(text: &str) -> &str {
    if text.len() <= LOOK {
        return text;
    }
    if text.as_bytes()[..LOOK].is_ascii() {
        return &text[..LOOK];
    }
    text.char_indices().nth(LOOK).map_or(text, |(at, _)| &text[..at])
}

/// What the words of a piece look like, counted in one go.
#[derive(Debug, Default, PartialEq, Eq)]
struct Words {
    /// All that hold a letter or digit.
    count: usize,
    /// Those of four characters or more that have a case.
    longer: usize,
    /// Those of `longer` that begin with a capital.
    capitals: usize,
    /// Both without the first word.
    later: (usize, usize),
}

impl Words {
    fn of(text: &str) -> Self {
        if text.is_ascii() { Self::of_ascii(text.as_bytes()) } else { Self::of_any(text) }
    }

    /// The same of bytes that are characters.
    fn of_ascii(text: &[u8]) -> Self {
        let mut found = Self::default();
        // Of the present word: its first letter or digit, and the characters from there on.
        let (mut first, mut length) = (None, 0);
        let mut later = false;
        let mut before = b' ';
        for byte in text.iter().copied().chain([b' ']) {
            if !matches!(byte, b' ' | b'\t'..=b'\r') {
                if first.is_none() && byte.is_ascii_alphanumeric() {
                    first = Some(byte);
                }
                length += usize::from(first.is_some());
            } else if !matches!(before, b' ' | b'\t'..=b'\r') {
                if let Some(first) = first.take() {
                    found.count += 1;
                    if length >= 4 {
                        found.add(first.is_ascii_lowercase(), first.is_ascii_uppercase(), later);
                    }
                }
                length = 0;
                later = true;
            }
            before = byte;
        }
        found
    }

    fn of_any(text: &str) -> Self {
        let mut found = Self::default();
        for (at, word) in text.split_whitespace().enumerate() {
            let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
            let Some(first) = word.chars().next() else { continue };
            found.count += 1;
            if word.chars().nth(3).is_some() {
                found.add(first.is_lowercase(), first.is_uppercase(), at > 0);
            }
        }
        found.count += text.chars().filter(|c| spaceless(*c)).count() / 2;
        found
    }

    /// A longer word, by its first letter.
    fn add(&mut self, lower: bool, upper: bool, later: bool) {
        if lower || upper {
            self.longer += 1;
            self.capitals += usize::from(upper);
            self.later.0 += usize::from(later);
            self.later.1 += usize::from(later && upper);
        }
    }
}

fn ending(text: &str) -> (Ending, bool) {
    let mut quoted = false;
    for c in text.chars().rev().take(20) {
        let ending = match c {
            '"' | '”' | '’' | '»' | '“' | '」' | '\'' => {
                quoted = true;
                continue;
            }
            ')' | ']' | '*' | '_' | ' ' | '\u{a0}' | '\u{202f}' => continue,
            '.' => Ending::Stop,
            '。' | '।' | '．' | '۔' | '։' => Ending::Stop,
            '?' | '？' | '؟' | ';' if c != ';' => Ending::Question,
            '!' | '！' => Ending::Exclamation,
            ':' | '：' => Ending::Colon,
            ',' | ';' | '；' | '、' | '，' | '–' | '—' | '-' => Ending::Open,
            '…' => Ending::Dots,
            _ => Ending::Bare,
        };
        let dots = ending == Ending::Stop && text.trim_end_matches(['"', '”', ')', ' ']).ends_with("..");
        return (if dots { Ending::Dots } else { ending }, quoted);
    }
    (Ending::Bare, quoted)
}

/// A full stop, question or exclamation mark after a word of three letters or more, and a capital after it.
fn inner_stop(text: &str) -> bool {
    let mut before = 0;
    let mut stopped = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '。' | '।' | '！' | '？' if chars.peek().is_some() => return true,
            '.' | '!' | '?' if before >= 3 => stopped = true,
            ' ' if stopped => {
                let upper = chars.peek().is_some_and(|c| c.is_uppercase() || matches!(c, '“' | '"'));
                if upper {
                    return true;
                }
                stopped = false;
                before = 0;
            }
            '"' | '”' | ')' => {}
            c if c.is_lowercase() => {
                before += 1;
                stopped = false;
            }
            _ => {
                before = 0;
                stopped = false;
            }
        }
    }
    false
}

/// A form of "to be", "to have" or the like, by which an English sentence full of names is told from a title.
fn has_verb(text: &str) -> bool {
    let verbs = ["was", "were", "is", "are", "has", "had", "have", "did", "been", "became", "served", "remained"];
    text.split_whitespace().any(|word| verbs.contains(&word))
}

fn ends_with_year(text: &str) -> bool {
    let text = text.trim_end_matches(['.', ')', ' ']);
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    digits == 4 || (digits == 2 && text[..text.len() - 2].ends_with(['–', '-', '/', '’']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_look_past_closing_quotes_and_brackets() {
        assert_eq!(ending("He said “never.”"), (Ending::Stop, true));
        assert_eq!(ending("A heading (draft)"), (Ending::Bare, false));
        assert_eq!(ending("Why now?"), (Ending::Question, false));
        assert_eq!(ending("It helps us:"), (Ending::Colon, false));
        assert_eq!(ending("The plot thickens ..."), (Ending::Dots, false));
        assert_eq!(ending("他说。"), (Ending::Stop, false));
    }

    #[test]
    fn initials_and_abbreviations_end_no_sentence() {
        assert!(!inner_stop("U.S. Recognition of Poland, 1919"));
        assert!(!inner_stop("Address by Gen. Smith vs. the world"));
        assert!(inner_stop("They met. Nothing came of it."));
    }

    #[test]
    fn words_of_ascii_are_counted_like_all_others() {
        let texts = [
            "",
            " ",
            "Talks",
            "  On Monday, (Ann) Lee's U.S.-led 1919-20 talks\tand\u{b}more -- 'Then' x\r\nTHE end. ",
            "3rd Way: --abc, --abcd Abcd",
            "a\u{1c}b cd\u{0}ef",
        ];
        for text in texts {
            assert_eq!(Words::of_ascii(text.as_bytes()), Words::of_any(text), "{text:?}");
        }
        assert_eq!(
            Words::of("The talks of 1919 in “Geneva”"),
            Words { count: 6, longer: 2, capitals: 1, later: (2, 1) }
        );
    }

    #[test]
    fn capitals_tell_a_title_from_a_sentence() {
        assert!(Shape::of("Establishment of Diplomatic Relations, 1919.").title_case);
        assert!(!Shape::of("Ukraine’s quest for re-established diplomatic ties").title_case);
        assert!(Shape::of("THE ROAD AHEAD").all_caps);
        assert!(Shape::of("Elevation to Embassy Status, 1930.").year_end);
    }
}
