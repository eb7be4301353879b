//! Words whatever their case, marks and spaces, and a short hash of them.

use unicode_normalization::UnicodeNormalization;

/// A short hash of words: a million pages of a thousand passages meet none of the same.
pub type Stamp = [u8; 5];

/// The hash of a text's normal words.
pub fn stamp(text: &str) -> Stamp {
    let mut line = words(text);
    line.push('\n');
    of_lines(&line)
}

/// The hash of a text's normal words and those of the text before it.
pub fn stamp_after(text: &str, before: &str) -> Stamp {
    of_lines(&format!("{}\n{}\n", words(text), words(before)))
}

fn of_lines(lines: &str) -> Stamp {
    let mut stamp = Stamp::default();
    stamp.copy_from_slice(&blake3::hash(lines.as_bytes()).as_bytes()[..5]);
    stamp
}

/// Words in lower case with single spaces, decomposed, without marks; the text itself where it has no words.
fn words(text: &str) -> String {
    let words = if let Some(words) = plain_words(text) {
        words
    } else {
        let lower: String = text.nfkd().filter(|c| *c != '\u{ad}').flat_map(char::to_lowercase).collect();
        let outside = |c: char| !(c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c));
        joined(lower.split(outside))
    };
    if words.is_empty() { text.to_owned() } else { words }
}

/// What each byte of ASCII is in normal words: a letter in lower case, a digit, or a space.
const PLAIN: [u8; 128] = {
    let mut plain = [b' '; 128];
    let mut byte = 0u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            plain[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    plain
};

/// The same of a text in ASCII and typographic marks, which are most texts; none of any other.
fn plain_words(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    // A line end may follow.
    let mut words = Vec::with_capacity(bytes.len() + 1);
    let mut space = true;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let plain = match PLAIN.get(usize::from(*byte)) {
            Some(plain) => *plain,
            // Hyphens and dashes, single and double quotation marks, three points: marks in every normal form.
            None => match bytes[at..] {
                [0xe2, 0x80, 0x90..=0x95 | 0x98 | 0x99 | 0x9c | 0x9d | 0xa6, ..] => {
                    at += 2;
                    b' '
                }
                _ => return None,
            },
        };
        at += 1;
        if !(space && plain == b' ') {
            words.push(plain);
        }
        space = plain == b' ';
    }
    if space {
        words.pop();
    }
    String::from_utf8(words).ok()
}

/// Words with single spaces between them.
fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for word in words.filter(|word| !word.is_empty()) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_a_hash_of_normal_words() {
        let of = |lines: &str| blake3::hash(lines.as_bytes()).as_bytes()[..5].to_owned();
        assert_eq!(stamp("The talks — “failed”."), of("the talks failed\n")[..]);
        assert_eq!(stamp("L’Élysée, à 3 h"), of("l e\u{301}lyse\u{301}e a\u{300} 3 h\n")[..]);
        assert_eq!(stamp("—"), of("—\n")[..]);
        assert_eq!(stamp_after("Yes.", "A “no”"), of("yes\na no\n")[..]);
    }

    #[test]
    fn plain_words_are_those_of_every_other_text() {
        for text in
            ["The talks — “failed”…", "It’s 3.5 per cent, U.S.-led ‘x’", "...", "", " A  b ", "a\u{2015}b\u{2010}"]
        {
            let lower: String = text.nfkd().flat_map(char::to_lowercase).collect();
            assert_eq!(plain_words(text), Some(joined(lower.split(|c: char| !c.is_alphanumeric()))), "{text}");
        }
        for text in ["Élysée", "a\u{2016}", "a\u{2026}\u{301}", "€", "a\u{a0}b"] {
            assert_eq!(plain_words(text), None, "{text}");
        }
    }
}
