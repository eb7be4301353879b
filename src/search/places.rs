//! Places of words in a document, and what is shown of the best of them.

use std::hash::{Hash, Hasher};

use super::documents::{Document, Field, Text};
use super::words;

/// How much of a passage stands before and after the word that was sought.
const BEFORE: usize = 48;
const AFTER: usize = 72;

/// A word of a document: in which text, and which word of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) text: u32,
    pub(super) word: u32,
}

/// What a result shows of a document: the id of a passage and some of its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Excerpt<'a> {
    pub(super) id: &'a str,
    pub(super) words: String,
}

/// The passage that holds the stem most often, the first of several; what the document is about where none does.
pub(super) fn excerpt<'a>(document: &'a Document<'_>, places: &[Place]) -> Excerpt<'a> {
    match best(document, places) {
        Some((text, word)) => {
            let words = match text.instead_of() {
                Some((passage, place)) => beside(passage, (place.0 as usize, place.1 as usize)),
                None => around(&text.words(), word),
            };
            Excerpt { id: text.id(), words }
        }
        None => Excerpt { id: "", words: beginning(document) },
    }
}

/// Hashes what [`excerpt`] is made from: words as they stand, since it is done for each stem that shows a document.
pub(super) fn hash_excerpt(document: &Document<'_>, places: &[Place], state: &mut impl Hasher) {
    match best(document, places) {
        Some((text, word)) => match text.instead_of() {
            Some((passage, place)) => (text.id(), passage, place).hash(state),
            None => (text.id(), text.raw(), word).hash(state),
        },
        None => about(document).map(Text::raw).hash(state),
    }
}

/// The text and the word of it that are shown, if there is one beside the title.
fn best<'a>(document: &'a Document<'_>, places: &[Place]) -> Option<(&'a Text<'a>, u32)> {
    let rank = |place: &Place| {
        let text = &document.texts[place.text as usize];
        let title = matches!(text.field, Field::Title | Field::Names);
        let times = places.iter().filter(|other| other.text == place.text).count();
        let own = text.instead_of().is_none();
        (!title, own, !text.id().is_empty(), text.field != Field::Heading, times, std::cmp::Reverse(place.text))
    };
    // The first of equals: `max_by_key` alone would give the last.
    let place = places.iter().rev().max_by_key(|place| rank(place))?;
    let text = &document.texts[place.text as usize];
    (!matches!(text.field, Field::Title | Field::Names)).then_some((text, place.word))
}

/// The text that says what the document is about.
fn about<'d, 'a>(document: &'d Document<'a>) -> Option<&'d Text<'a>> {
    let of = |field: Field| document.texts.iter().find(|text| text.field == field);
    of(Field::Summary).or_else(|| of(Field::Text))
}

/// Its beginning.
fn beginning(document: &Document<'_>) -> String {
    let words = about(document).map(Text::words).unwrap_or_default();
    cut(&words, 0, (BEFORE + AFTER).min(words.len()))
}

/// Some words before and after one word of a text.
fn around(text: &str, word: u32) -> String {
    let mut count = 0;
    let mut place = (0, 0);
    words::until(text, |_, from, to| {
        place = (from, to);
        count += 1;
        count <= word
    });
    beside(text, place)
}

/// What stands before and after a place, and its words.
fn beside(text: &str, (start, end): (usize, usize)) -> String {
    cut(text, start.saturating_sub(BEFORE), (end + AFTER).min(text.len()))
}

/// A part of a text, cut between words, with an ellipsis where words were left out.
pub(super) fn cut(text: &str, from: usize, to: usize) -> String {
    let space = |c: char| c.is_whitespace();
    let from = text.floor_char_boundary(from);
    let to = text.ceil_char_boundary(to);
    let start = if from == 0 { 0 } else { text[from..to].find(space).map_or(from, |at| from + at) };
    let end = if to == text.len() { to } else { text[start..to].rfind(space).map_or(to, |at| start + at) };
    let end = if end <= start { to } else { end };
    let mut shown = String::with_capacity(end - start + 8);
    if start > 0 {
        shown.push('…');
    }
    shown.push_str(text[start..end].trim());
    if end < text.len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use std::hash::BuildHasher;

    use super::super::documents::Kind;
    use super::*;
    use crate::text::hash::OfParts;

    /// What is shown where the word is sought, and the hash of what that is made from.
    fn shown(text: &str, places: &[Place]) -> (String, u64) {
        let mut document = Document::new(Kind::Page, "about/".to_owned(), "About");
        document.add(Field::Text, text);
        let mut state = OfParts::default().build_hasher();
        hash_excerpt(&document, places, &mut state);
        (excerpt(&document, places).words, state.finish())
    }

    #[test]
    fn hashing_looks_at_words_as_they_stand_and_the_excerpt_follows_from_them() {
        for places in [&[Place { text: 1, word: 1 }][..], &[]] {
            let [composed, same, other, loose] = [
                "\u{c9}lys\u{e9}e talks",
                "\u{c9}lys\u{e9}e talks",
                "\u{c9}lys\u{e9}e walks",
                "E\u{301}lyse\u{301}e talks",
            ]
            .map(|text| shown(text, places));
            assert_eq!(composed, same);
            assert_ne!(composed.1, other.1);
            assert_eq!(composed.0, loose.0, "what is shown is in NFC");
            assert_ne!(composed.1, loose.1, "nothing is brought into NFC only to be hashed");
        }
    }

    #[test]
    fn excerpts_are_cut_between_words() {
        let text = "The delegations met again in Geneva on Monday, and nobody spoke of a date for the next round of talks \
                    between them, although everyone had expected that one of them would do so before the week was over.";
        assert_eq!(
            around(text, 12),
            "…in Geneva on Monday, and nobody spoke of a date for the next round of talks between them, although everyone had…"
        );
        assert_eq!(around("Kyiv said so.", 0), "Kyiv said so.");
    }

    #[test]
    fn a_text_without_spaces_is_cut_between_characters() {
        let text = "在北京会谈".repeat(40);
        let shown = around(&text, 60);
        assert!(shown.starts_with('…') && shown.ends_with('…') && shown.len() < 160, "{shown}");
    }
}
