//! Words to addresses: slugs of names, fragments of headings.
//!
//! Takes words, returns lower-case names. Never looks at what else there is, but for `unique`.

use std::collections::BTreeSet;

/// An ASCII slug: lower-case letters, digits and single hyphens. Empty where the words have neither.
pub fn slug(words: &str) -> String {
    slug::slugify(words)
}

/// The fragment of a heading, as most tools that read Markdown make it: letters and digits of any script in lower
/// case, spaces as hyphens, other characters gone. Links that were written for those tools go on leading there.
pub fn fragment(words: &str) -> String {
    let mut made = String::with_capacity(words.len());
    for c in words.trim().chars() {
        match c {
            ' ' | '\u{a0}' => made.push('-'),
            '-' | '_' => made.push(c),
            c if c.is_alphanumeric() => made.extend(c.to_lowercase()),
            _ => {}
        }
    }
    let bare = made.trim_matches('-');
    if bare.is_empty() { "section".to_owned() } else { bare.to_owned() }
}

/// `wanted`, or `wanted-2`, `wanted-3` … where it is taken; the result is taken from then on.
pub fn unique(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    if taken.insert(wanted.to_owned()) {
        return wanted.to_owned();
    }
    let numbered = |number: usize| format!("{wanted}-{number}");
    // Numbers are given without gaps, so the first free one is found by halving, however many headings are alike.
    let (mut low, mut high) = (1_usize, 2_usize);
    while taken.contains(&numbered(high)) {
        (low, high) = (high, high.saturating_mul(2));
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if taken.contains(&numbered(middle)) { low = middle } else { high = middle }
    }
    let free = numbered(high);
    taken.insert(free.clone());
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_ascii() {
        assert_eq!(slug("Élysée Palace"), "elysee-palace");
        assert_eq!(slug("Straße & Œuvre"), "strasse-oeuvre");
        assert_eq!(slug("…"), "");
    }

    #[test]
    fn fragments_keep_every_script() {
        assert_eq!(fragment("What’s new?"), "whats-new");
        assert_eq!(fragment("Война и мир"), "война-и-мир");
        assert_eq!(fragment("?!"), "section");
    }

    #[test]
    fn taken_names_get_numbers() {
        let mut taken = BTreeSet::new();
        assert_eq!(unique("a", &mut taken), "a");
        assert_eq!(unique("a", &mut taken), "a-2");
        assert_eq!(unique("a-2", &mut taken), "a-2-2");
        assert_eq!(unique("a", &mut taken), "a-3");
    }
}
