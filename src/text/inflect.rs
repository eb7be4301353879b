//! English words without their inflection, for finding themes.
//!
//! Takes one folded word; gives a key that its inflections share. The key isn't a word and is never shown.

use std::borrow::Cow;

/// Words whose forms no rule brings together, each with its base.
const IRREGULAR: &[(&str, &str)] = &[
    ("analyses", "analysis"),
    ("bases", "base"),
    ("began", "begin"),
    ("begun", "begin"),
    ("bought", "buy"),
    ("brought", "bring"),
    ("built", "build"),
    ("children", "child"),
    ("crises", "crisis"),
    ("criteria", "criterion"),
    ("fought", "fight"),
    ("held", "hold"),
    ("hypotheses", "hypothesis"),
    ("led", "lead"),
    ("lives", "life"),
    ("lost", "lose"),
    ("men", "man"),
    ("met", "meet"),
    ("oases", "oasis"),
    ("phenomena", "phenomenon"),
    ("sent", "send"),
    ("sold", "sell"),
    ("sought", "seek"),
    ("spent", "spend"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("taken", "take"),
    ("taught", "teach"),
    ("theses", "thesis"),
    ("took", "take"),
    ("withdrawn", "withdraw"),
    ("withdrew", "withdraw"),
    ("wives", "wife"),
    ("women", "woman"),
];

/// Words in `s` that are no plurals.
const INVARIANT: &[&str] = &[
    "always", "does", "has", "means", "news", "perhaps", "series", "species", "this", "thus", "towards", "was", "yes",
];

/// For each first letter of an irregular form the second letters that follow it, a bit for each: most words are none.
const STARTS: [u32; 26] = {
    let mut starts = [0; 26];
    let mut at = 0;
    while at < IRREGULAR.len() {
        let form = IRREGULAR[at].0.as_bytes();
        starts[(form[0] - b'a') as usize] |= 1 << (form[1] - b'a');
        at += 1;
    }
    starts
};

/// `word` holds small English letters alone.
fn irregular(word: &str) -> Option<&'static str> {
    let &[first, second, _, ..] = word.as_bytes() else { return None };
    if STARTS[usize::from(first - b'a')] & (1 << (second - b'a')) == 0 {
        return None;
    }
    IRREGULAR.binary_search_by(|(form, _)| (*form).cmp(word)).ok().map(|at| IRREGULAR[at].1)
}

/// Irregular forms whose base has the key `key`: they don't begin alike.
pub fn irregular_forms(key: &str) -> impl Iterator<Item = &'static str> {
    IRREGULAR.iter().filter(move |(_, base)| stem(base) == key).map(|(form, _)| *form)
}

fn is_english(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_lowercase())
}

/// `word` without a plural ending.
fn singular(word: &str) -> &str {
    match word.as_bytes() {
        [_, .., b's' | b'u' | b'i', b's'] | [.., b'i', b'c', b's'] | [] | [_] | [_, _] | [_, _, _] => word,
        [.., b's'] if !INVARIANT.contains(&word) => &word[..word.len() - 1],
        _ => word,
    }
}

/// `word` without `-ed` or `-ing`.
fn base(word: &str) -> &str {
    let stripped = match word.as_bytes() {
        [.., b'e', b'e', b'd'] => None,
        [rest @ .., b'e', b'd'] | [rest @ .., b'i', b'n', b'g'] => Some(&word[..rest.len()]),
        _ => None,
    };
    let has_vowel = |rest: &str| rest.bytes().any(|b| b"aeiouy".contains(&b));
    stripped.filter(|rest| rest.len() > 2 && has_vowel(rest)).unwrap_or(word)
}

/// Takes off what spelling adds or changes at a word's end.
fn trim(word: &str) -> Cow<'_, str> {
    if word.len() < 4 {
        return Cow::Borrowed(word);
    }
    let word = if word.as_bytes().ends_with(b"e") { &word[..word.len() - 1] } else { word };
    match word.as_bytes() {
        [rest @ .., b'y'] => Cow::Owned(format!("{}i", &word[..rest.len()])),
        // A doubled consonant.
        [_, _, .., before, last] if before == last && !b"aeiou".contains(last) => {
            Cow::Borrowed(&word[..word.len() - 1])
        }
        _ => Cow::Borrowed(word),
    }
}

/// What all inflections of a folded word share.
pub fn stem(word: &str) -> Cow<'_, str> {
    if !is_english(word) {
        return Cow::Borrowed(word);
    }
    if let Some(base) = irregular(word) {
        return stem(base);
    }
    trim(base(singular(word)))
}

/// What singular and plural of a folded word share; verbal endings stay.
pub fn noun_stem(word: &str) -> Cow<'_, str> {
    if !is_english(word) {
        return Cow::Borrowed(word);
    }
    if let Some(base) = irregular(word) {
        return noun_stem(base);
    }
    trim(singular(word))
}

/// Whether a folded word is a verb's form by its ending: "sequencing", "united".
pub fn is_verbal(word: &str) -> bool {
    is_english(word) && base(singular(word)) != singular(word)
}

/// The start that all regular inflections with this key share.
pub fn shared_start(key: &str) -> &str {
    key.strip_suffix('i').filter(|start| !start.is_empty()).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_share_a_key() {
        for forms in [
            "negotiation negotiations",
            "policy policies",
            "tax taxes taxed taxing",
            "sanction sanctions sanctioned sanctioning",
            "negotiate negotiates negotiated negotiating",
            "plan plans planned planning",
            "call calls called calling",
            "ally allies allied",
            "crisis crises",
            "meet meets met meeting meetings",
            "church churches",
            "process processes processed",
            "war wars",
            "woman women",
            "treaty treaties",
        ] {
            let keys: Vec<_> = forms.split(' ').map(stem).collect();
            assert!(keys.iter().all(|key| *key == keys[0]), "{forms}: {keys:?}");
        }
    }

    #[test]
    fn other_words_keep_apart() {
        for (one, two) in
            [("news", "new"), ("politics", "politic"), ("string", "str"), ("mission", "miss"), ("need", "ne")]
        {
            assert_ne!(stem(one), stem(two), "{one} {two}");
        }
        assert_eq!(stem("переговори"), "переговори");
    }

    #[test]
    fn nouns_keep_their_verbal_ending() {
        assert_eq!(noun_stem("meetings"), noun_stem("meeting"));
        assert_ne!(noun_stem("housing"), noun_stem("house"));
        assert!(is_verbal("sequencing"));
        assert!(!is_verbal("string"));
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(IRREGULAR.is_sorted());
    }
}
