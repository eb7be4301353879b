//! Where words begin and end, in any script.
//!
//! Takes a text whose apostrophes are folded to `'`; answers about offsets in it. Never changes a text.

use unicode_normalization::char::is_combining_mark;

/// Whether `c` can stand inside a word.
pub fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() || c == '_' } else { c.is_alphanumeric() || is_combining_mark(c) }
}

/// Whether the script of `c` writes its words without spaces.
pub fn runs_on(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{309f}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Syllables of Korean, which takes its particles after the word without a space.
fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// Katakana writes foreign names among other scripts: a change of script is a boundary.
fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}')
}

fn free(before: char, after: char) -> bool {
    runs_on(before) || runs_on(after) || is_katakana(before) != is_katakana(after)
}

/// Whether a name may begin at `at`.
pub fn can_start(text: &str, at: usize) -> bool {
    let (head, tail) = text.split_at(at);
    let (Some(before), Some(after)) = (head.chars().next_back(), tail.chars().next()) else { return true };
    if is_word(before) {
        return is_word(after) && free(before, after);
    }
    if before == '\'' && is_word(after) {
        // "l'Ukraine" names Ukraine, "O'Brien" doesn't name Brien.
        let letters = &head[..head.len() - 1];
        let joined = letters.ends_with(['o', 'O']) && !letters[..letters.len() - 1].ends_with(is_word);
        return !joined;
    }
    true
}

/// Whether a name may end at `at`.
pub fn can_end(text: &str, at: usize) -> bool {
    let (head, tail) = text.split_at(at);
    let (Some(before), Some(after)) = (head.chars().next_back(), tail.chars().next()) else { return true };
    if is_word(after) {
        return free(before, after) || (is_hangul(before) && is_hangul(after));
    }
    if after == '\'' && is_word(before) {
        // "Ukraine's" and "Trump'll" name them, "Can't" doesn't name Can.
        let suffix = &tail[1..];
        let letters = suffix.find(|c| !is_word(c)).unwrap_or(suffix.len());
        return letters <= 2 && &suffix[..letters] != "t";
    }
    true
}

/// The end of the possessive ending after a name that ends at `end`, or `end` itself.
///
/// Takes the text as it is written, with apostrophes of any kind.
pub fn possessive_end(text: &str, end: usize) -> usize {
    let (head, tail) = text.split_at(end);
    let Some(apostrophe) = tail.chars().next().filter(|c| matches!(c, '\'' | '’' | 'ʼ' | '＇')) else { return end };
    let after = end + apostrophe.len_utf8();
    let rest = &text[after..];
    let letters = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    match &rest[..letters] {
        "s" | "S" => after + 1,
        "" if head.ends_with(['s', 'S', 'x', 'z']) && !opens_quotation(head) => after,
        _ => end,
    }
}

/// Whether a single quotation mark opens in `head`, so that the next apostrophe may close it.
fn opens_quotation(head: &str) -> bool {
    let head = &head[head.floor_char_boundary(head.len().saturating_sub(400))..];
    let mut before = ' ';
    head.chars().any(|c| {
        let opens = c == '‘' || (c == '\'' && !is_word(before));
        before = c;
        opens
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether `name` stands in `text` between boundaries.
    fn stands(name: &str, text: &str) -> bool {
        let at = text.find(name).expect("the text holds the name");
        can_start(text, at) && can_end(text, at + name.len())
    }

    #[test]
    fn words_end_at_hyphens_dashes_and_slashes() {
        for text in ["Trump", "a Trump-era", "x/Trump/y", "Trump's", "(Trump)", "Trump.", "l'Trump", "Trump'll"] {
            assert!(stands("Trump", text), "{text}");
        }
        for text in ["Trumpist", "xTrump", "Trump_x", "Trump2", "O'Trump", "Trump't", "Trump\u{301}"] {
            assert!(!stands("Trump", text), "{text}");
        }
    }

    #[test]
    fn names_that_end_in_a_point() {
        assert!(stands("U.S.", "the U.S.-led"));
        assert!(stands("U.S.", "the U.S.—play"));
        assert!(!stands("U.S.", "the U.S.A."));
    }

    #[test]
    fn other_scripts() {
        assert!(stands("Київ", "місто Київ."));
        assert!(!stands("Київ", "Київська"));
        assert!(stands("北京", "在北京会谈"));
        assert!(stands("우크라이나", "우크라이나는"));
        assert!(stands("ロシア", "とロシアの"));
        assert!(!stands("ロシア", "ベラロシア"));
    }

    #[test]
    fn possessive_endings_belong_to_the_link() {
        assert_eq!(possessive_end("Ukraine’s plan", 7), "Ukraine’s".len());
        assert_eq!(possessive_end("the States' plan", 10), 11);
        assert_eq!(possessive_end("'the States' plan", 11), 11);
        assert_eq!(possessive_end("Ukraine'll", 7), 7);
        assert_eq!(possessive_end("Ukraine", 7), 7);
    }
}
