//! Words of any script, folded so that readers find them however they type.
//!
//! Takes a text in NFC; calls back with each word's folded form and its place. `templates/assets/search.js` does the
//! same with what readers type: a rule that changes here changes there, and `tests/search/` holds both together.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words are addresses and noise; nobody types them.
const LONGEST: usize = 40;

/// Calls `take` with each word's folded form, its first byte and the first byte after.
pub(super) fn each(text: &str, mut take: impl FnMut(&str, usize, usize)) {
    until(text, |form, from, to| {
        take(form, from, to);
        true
    });
}

/// The same, as long as `take` says so.
pub(super) fn until(text: &str, mut take: impl FnMut(&str, usize, usize) -> bool) {
    let bytes = text.as_bytes();
    let mut folded = String::with_capacity(LONGEST);
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii() {
            if !bytes[at].is_ascii_alphanumeric() {
                at += 1;
                continue;
            }
        } else if let Some(c) = text[at..].chars().next() {
            if is_unspaced(c) {
                at = run(text, at, &mut folded, &mut take);
                continue;
            }
            if !is_letter(c) {
                at += c.len_utf8();
                continue;
            }
        }
        let end = word_end(text, at);
        fold(&text[at..end], &mut folded);
        if is_kept(&folded) && !take(&folded, at, end) {
            return;
        }
        at = after_possessive(text, end);
    }
}

/// Scripts without spaces between words, and Korean, which takes particles without one: pairs of characters stand for
/// words. Returns the end of the run that begins at `start`.
fn run(text: &str, start: usize, folded: &mut String, take: &mut impl FnMut(&str, usize, usize) -> bool) -> usize {
    let chars = text[start..].char_indices().take_while(|(_, c)| is_unspaced(*c));
    let places: Vec<usize> = chars.map(|(at, c)| start + at + c.len_utf8()).collect();
    let end = places.last().copied().unwrap_or(text.len());
    if places.len() == 1 {
        fold(&text[start..end], folded);
        return if take(folded, start, end) { end } else { text.len() };
    }
    let starts = std::iter::once(start).chain(places.iter().copied());
    for (from, to) in starts.zip(places.iter().copied().skip(1)) {
        fold(&text[from..to], folded);
        if !take(folded, from, to) {
            return text.len();
        }
    }
    end
}

fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    loop {
        while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
            at += 1;
        }
        let Some(c) = text[at..].chars().next() else { return at };
        let goes_on = match c {
            '.' | ',' if is_digit(bytes, at.wrapping_sub(1)) && is_digit(bytes, at + 1) => true,
            '.' => is_initial(text, start, at),
            '\'' | '’' | 'ʼ' => joins(text, at, c),
            c => is_word(c) || is_invisible(c),
        };
        if !goes_on {
            return at;
        }
        at += c.len_utf8();
    }
}

fn is_digit(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_digit)
}

/// Whether the point at `at` stands between the initials of "U.S." or "e.g.".
fn is_initial(text: &str, start: usize, at: usize) -> bool {
    let bytes = text.as_bytes();
    let alone = at == start + 1 || bytes.get(at.wrapping_sub(2)) == Some(&b'.');
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let next_alone = |at: usize| !text[at..].chars().next().is_some_and(is_letter_or_mark);
    alone && letter(at.wrapping_sub(1)) && letter(at + 1) && next_alone(at + 2)
}

/// Whether an apostrophe belongs to the word: "здоров’я" is one, "l’Ukraine" are two.
fn joins(text: &str, at: usize, apostrophe: char) -> bool {
    let before = text[..at].chars().next_back().is_some_and(|c| c >= '\u{370}');
    before && text[at + apostrophe.len_utf8()..].chars().next().is_some_and(is_letter)
}

/// After the `’s` of a word that ends at `end`, or `end` itself.
fn after_possessive(text: &str, end: usize) -> usize {
    let Some(c) = text[end..].chars().next().filter(|c| is_apostrophe(*c)) else { return end };
    let after = end + c.len_utf8();
    let possessive = matches!(text.as_bytes().get(after), Some(b's' | b'S'));
    let ends = |at: usize| !text[at..].chars().next().is_some_and(is_letter_or_mark);
    if possessive && ends(after + 1) { after + 1 } else { end }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// What a word can begin with.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_apostrophe(c) && !is_unspaced(c)
}

fn is_letter_or_mark(c: char) -> bool {
    is_letter(c) || is_combining_mark(c)
}

fn is_word(c: char) -> bool {
    !c.is_ascii() && !is_unspaced(c) && (c.is_alphanumeric() || is_combining_mark(c))
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A lone Latin letter finds everything and means nothing.
fn is_kept(form: &str) -> bool {
    !form.is_empty() && form.len() <= LONGEST * 2 && !(form.len() == 1 && form.as_bytes()[0].is_ascii_alphabetic())
}

/// Puts the folded form of one word into `folded`.
pub(super) fn fold(word: &str, folded: &mut String) {
    folded.clear();
    if word.is_ascii() {
        folded.push_str(word);
        // Most words have nothing else in them.
        if !word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            folded.retain(|c| c.is_ascii_alphanumeric());
        }
        folded.make_ascii_lowercase();
        return;
    }
    let mut before = ' ';
    let bare = word.nfkd().flat_map(char::to_lowercase).filter(move |c| {
        let mark = matches!(c, '\u{300}'..='\u{36f}');
        // Й and Ї are letters of their own.
        let dropped = mark && !matches!(before, '\u{400}'..='\u{52f}');
        if !mark {
            before = *c;
        }
        !dropped && !is_dropped(*c)
    });
    for c in bare.collect::<String>().nfc() {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            'ё' => folded.push('е'),
            c => folded.push(c),
        }
    }
}

/// Apostrophes and points inside words, what can't be seen, the spaces of a letter that stands for several words (`ﷺ`),
/// and the vowel signs of Hebrew and Arabic.
fn is_dropped(c: char) -> bool {
    is_apostrophe(c)
        || is_invisible(c)
        || c.is_whitespace()
        || matches!(c, '.' | ',' | '\u{591}'..='\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{655}' | '\u{670}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        each(text, |form, _, _| all.push(form.to_owned()));
        all
    }

    #[test]
    fn words_of_latin_script() {
        assert_eq!(words("Ukraine’s “peace-talks”, U.S.-led"), ["ukraine", "peace", "talks", "us", "led"]);
        assert_eq!(words("l’Ukraine, 1,500 men (3.5%)"), ["ukraine", "1500", "men", "35"]);
        assert_eq!(words("Élysée, Straße, Œuvre, İstanbul, Łódź"), ["elysee", "strasse", "oeuvre", "istanbul", "lodz"]);
        assert_eq!(words("e.g. J.Smith and a x_y"), ["eg", "smith", "and"]);
    }

    #[test]
    fn words_of_other_scripts() {
        assert_eq!(words("Здоров’я Києва, ёлка; Київ"), ["здоровя", "києва", "елка", "київ"]);
        assert_eq!(words("ὁδός ΟΔΟΣ"), ["οδοσ", "οδοσ"]);
        assert_eq!(words("在北京会谈。好"), ["在北", "北京", "京会", "会谈", "好"]);
        assert_eq!(words("مُفَاوَضَات"), ["مفاوضات"]);
        assert_eq!(words("हिन्दी"), ["हिन्दी"]);
    }

    #[test]
    fn no_form_has_a_space_in_it() {
        assert_eq!(words("محمد ﷺ قال"), ["محمد", "صلىاللهعليهوسلم", "قال"]);
        assert_eq!(words("ﷻ, か゛ and ﹰ"), ["جلجلاله", "が", "and"]);
        let spaced = |c: &char| words(&format!("{c} a{c}b")).iter().any(|form| form.contains(char::is_whitespace));
        assert_eq!(('\0'..=char::MAX).filter(spaced).collect::<String>(), "");
    }

    #[test]
    fn places_are_those_of_the_text() {
        let mut places = Vec::new();
        each("In Kyiv’s 北京会", |form, from, to| places.push((form.to_owned(), from, to)));
        assert_eq!(
            places,
            [
                ("in".to_owned(), 0, 2),
                ("kyiv".to_owned(), 3, 7),
                ("北京".to_owned(), 12, 18),
                ("京会".to_owned(), 15, 21)
            ]
        );
    }
}
