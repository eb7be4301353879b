//! The name that a mistyped one was meant to be.
//!
//! Takes a word and the names that would be right, gives the nearest if it is near enough. Never guesses far.

/// Longer words are no names: comparing them would cost more than it helps.
const LONGEST: usize = 64;

/// The name of `of` that is nearest to `word` by letters added, lost, changed or swapped, whatever the case;
/// `None` where more than a third of the letters differ. Of two equally near the first wins.
pub fn nearest<'a>(word: &str, of: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    for (distance, name) in near(word, of) {
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// Up to `count` names that [`nearest`] would take, the nearest first, each once.
pub fn nearest_few<'a>(word: &str, of: impl Iterator<Item = &'a str>, count: usize) -> Vec<&'a str> {
    let mut all: Vec<(usize, &str)> = near(word, of).collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().take(count).map(|(_, name)| name).collect()
}

/// Names that are near enough, and how far they are.
fn near<'a>(word: &str, of: impl Iterator<Item = &'a str>) -> impl Iterator<Item = (usize, &'a str)> {
    let word = letters(word);
    let usable = !word.is_empty() && word.len() <= LONGEST;
    of.filter_map(move |name| {
        let other = letters(name);
        if !usable || other.len() > LONGEST || other.is_empty() {
            return None;
        }
        let allowed = (word.len().max(other.len()) / 3).clamp(1, 4);
        if word.len().abs_diff(other.len()) > allowed {
            return None;
        }
        let distance = distance(&word, &other);
        // With a word of one or two letters, every other such word is one change away.
        let all_changed = distance >= word.len().min(other.len());
        (distance <= allowed && !all_changed).then_some((distance, name))
    })
}

/// The letters to compare, in lower case and with one kind of separator.
fn letters(word: &str) -> Vec<char> {
    word.chars().take(LONGEST + 1).flat_map(char::to_lowercase).map(|c| if c == '_' { '-' } else { c }).collect()
}

/// How many letters were added, lost, changed or swapped with their neighbour.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other) in b.iter().enumerate() {
            let changed = last[j] + usize::from(letter != other);
            let mut least = changed.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == b[j - 1] && a[i - 1] == *other {
                least = least.min(before_last[j - 1] + 1);
            }
            row.push(least);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: [&str; 5] = ["name", "aliases", "summary", "base_url", "key_messages"];

    fn near(word: &str) -> Option<&'static str> {
        nearest(word, KEYS.into_iter())
    }

    #[test]
    fn letters_lost_added_changed_and_swapped_are_near() {
        assert_eq!(near("nmae"), Some("name"));
        assert_eq!(near("alias"), Some("aliases"));
        assert_eq!(near("sumary"), Some("summary"));
        assert_eq!(near("Summary"), Some("summary"));
        assert_eq!(near("base-url"), Some("base_url"));
        assert_eq!(near("keymessages"), Some("key_messages"));
    }

    #[test]
    fn what_is_far_is_no_suggestion() {
        assert_eq!(near("wikidata"), None);
        assert_eq!(near(""), None);
        assert_eq!(nearest("to", ["by"].into_iter()), None);
        assert_eq!(near(&"x".repeat(100_000)), None);
    }
}
