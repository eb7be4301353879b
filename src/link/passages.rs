//! Ids of passages: the address of a passage on its page, made from its own words.
//!
//! Takes the texts of one page, gives each passage an id that is unique there and survives edits elsewhere.
//! Never changes an id that is already there.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use crate::model::body::{Body, PassageKind};

/// Hexadecimal digits of the hash that an id holds: a million pages of a thousand passages meet none of the same.
const DIGITS: usize = 10;

/// Gives each passage of a page's texts its id.
///
/// A passage's is `p-…`, a hash of its words whatever their case, marks and spaces; the same words again are hashed
/// with the words of the passage before; an ordinal tells apart what still collides. A heading's is made of its
/// words; a title's is `title`. Ids that the text sets itself come first.
pub fn assign_ids(parts: &mut [&mut Body]) {
    let mut taken: HashSet<Box<str>> = HashSet::new();
    for body in parts.iter_mut() {
        taken.extend(body.fragments.iter().cloned());
        for passage in body.passages.iter_mut().filter(|passage| !passage.id.is_empty()) {
            // Two texts of one page may both have a heading “Background”.
            passage.id = free(passage.id.to_string(), &mut taken);
        }
    }
    // Headings last: their ids follow from what is left, passages' from nothing but words.
    for body in parts.iter_mut() {
        let mut before = String::new();
        for passage in &mut body.passages {
            let words = normal_words(&passage.text);
            if passage.id.is_empty() && !matches!(passage.kind, PassageKind::Heading(_) | PassageKind::Title) {
                passage.id = passage_id(&words, &before, &mut taken);
            }
            before = words;
        }
    }
    for passage in parts.iter_mut().flat_map(|body| &mut body.passages).filter(|passage| passage.id.is_empty()) {
        let stem = match passage.kind {
            PassageKind::Title => "title".to_owned(),
            _ => Some(slug::slugify(&passage.text)).filter(|words| !words.is_empty()).unwrap_or("section".to_owned()),
        };
        passage.id = free(stem, &mut taken);
    }
}

fn passage_id(words: &str, before: &str, taken: &mut HashSet<Box<str>>) -> Box<str> {
    let own = hashed(&[words]);
    if taken.insert(own.clone().into()) {
        return own.into();
    }
    free(hashed(&[words, before]), taken)
}

/// `p-` and the first digits of the hash of some words.
fn hashed(words: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in words {
        hasher.update(part.as_bytes());
        hasher.update(b"\n");
    }
    let digits = hasher.finalize().to_hex();
    format!("p-{}", &digits[..DIGITS])
}

/// A stem, numbered from 2 where it is taken.
fn free(stem: String, taken: &mut HashSet<Box<str>>) -> Box<str> {
    let numbered = (2..).map(|number| format!("{stem}-{number}"));
    let id: Box<str> = std::iter::once(stem.clone())
        .chain(numbered)
        .find(|id| !taken.contains(id.as_str()))
        .expect("numbers don't end")
        .into();
    taken.insert(id.clone());
    id
}

/// Words in lower case with single spaces, decomposed, without marks; the text itself where it has no words.
fn normal_words(text: &str) -> String {
    let words = if let Some(words) = plain_words(text) {
        words
    } else {
        let lower: String = text.nfkd().filter(|c| *c != '\u{ad}').flat_map(char::to_lowercase).collect();
        let outside = |c: char| !(c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c));
        joined(lower.split(outside))
    };
    if words.is_empty() { text.to_owned() } else { words }
}

/// The same of a text in ASCII and typographic marks, which are most texts; none of any other.
fn plain_words(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut words = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() {
            let end = bytes[at..].iter().position(|byte| !byte.is_ascii_alphanumeric());
            let end = end.map_or(bytes.len(), |length| at + length);
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(&text[at..end]);
            at = end;
        } else if byte.is_ascii() {
            at += 1;
        } else {
            // Hyphens and dashes, single and double quotation marks, three points: marks in every normal form.
            let mark = text[at..].chars().next()?;
            if !matches!(mark, '\u{2010}'..='\u{2015}' | '‘' | '’' | '“' | '”' | '…') {
                return None;
            }
            at += mark.len_utf8();
        }
    }
    words.make_ascii_lowercase();
    Some(words)
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
    use crate::files::{FileId, Span};
    use crate::model::body::Passage;

    fn body(texts: &[(PassageKind, &str)]) -> Body {
        let passage = |(kind, text): &(PassageKind, &str)| Passage::plain(*kind, *text, Span::file_start(FileId(0)));
        Body { passages: texts.iter().map(passage).collect(), ..Body::default() }
    }

    fn paragraphs(texts: &[&str]) -> Vec<String> {
        let texts: Vec<_> = texts.iter().map(|text| (PassageKind::Paragraph, *text)).collect();
        ids(&mut body(&texts))
    }

    fn ids(body: &mut Body) -> Vec<String> {
        assign_ids(&mut [body]);
        body.passages.iter().map(|passage| passage.id.to_string()).collect()
    }

    #[test]
    fn an_id_is_a_hash_of_the_passage_s_own_words() {
        let own = |words: &str| format!("p-{}", &blake3::hash(format!("{words}\n").as_bytes()).to_hex()[..10]);
        assert_eq!(paragraphs(&["The talks — “failed”."]), [own("the talks failed")]);
    }

    #[test]
    fn plain_words_are_those_of_every_other_text() {
        for text in ["The talks — “failed”…", "It’s 3.5 per cent, U.S.-led ‘x’", "...", "", " A  b "] {
            let lower: String = text.nfkd().flat_map(char::to_lowercase).collect();
            assert_eq!(plain_words(text), Some(joined(lower.split(|c: char| !c.is_alphanumeric()))), "{text}");
        }
        assert_eq!(plain_words("Élysée"), None);
    }

    #[test]
    fn edits_elsewhere_marks_and_case_keep_it() {
        let before = paragraphs(&["One thing.", "The envoy’s talks failed."]);
        let after = paragraphs(&["Another.", "Yet another.", "The Envoy's  talks failed!"]);
        assert_eq!(before[1], after[2]);
    }

    #[test]
    fn the_same_words_again_take_the_passage_before_and_then_a_number() {
        let first = paragraphs(&["Yes.", "A", "Yes.", "A", "Yes.", "B", "Yes."]);
        let mut different = first.clone();
        different.sort();
        different.dedup();
        assert_eq!(different.len(), first.len(), "{first:?}");
        assert_eq!(first[4], format!("{}-2", first[2]), "an ordinal where both are the same");
        let second = paragraphs(&["Yes.", "B", "Yes."]);
        assert_eq!(first[6], second[2], "the passage before tells them apart");
    }

    #[test]
    fn ids_are_unique_over_the_texts_of_a_page() {
        let mut article = body(&[(PassageKind::Paragraph, "Yes."), (PassageKind::Heading(2), "Peace talks")]);
        let mut text = body(&[(PassageKind::Paragraph, "Yes."), (PassageKind::Heading(2), "Peace talks")]);
        assign_ids(&mut [&mut article, &mut text]);
        assert_ne!(article.passages[0].id, text.passages[0].id);
        assert_eq!(&*article.passages[1].id, "peace-talks");
        assert_eq!(&*text.passages[1].id, "peace-talks-2");
    }

    #[test]
    fn headings_and_titles() {
        let heading = PassageKind::Heading(2);
        let mut text = body(&[
            (PassageKind::Title, "T"),
            (heading, "What’s next?"),
            (heading, "Own"),
            (heading, "???"),
            (heading, "Notes"),
        ]);
        text.passages[2].id = "kept".into();
        text.fragments.push("notes".into());
        assert_eq!(ids(&mut text), ["title", "what-s-next", "kept", "section", "notes-2"]);
    }
}
