//! Ids of passages: the address of a passage on its page, made from its own words.
//!
//! Takes the texts of one page, gives each passage an id that is unique there and survives edits elsewhere.
//! Never changes an id that is already there.

use std::collections::HashSet;

use crate::model::body::{Body, PassageKind};
use crate::text::hash::OfTexts;
use crate::text::normal::{self, Stamp};

/// The ids of a page: those that are a stamp, which are most, and all others.
#[derive(Default)]
struct Taken {
    stamps: HashSet<Stamp, OfTexts>,
    names: HashSet<Box<str>, OfTexts>,
}

impl Taken {
    fn holds(&self, id: &str) -> bool {
        stamp_of(id).map_or_else(|| self.names.contains(id), |stamp| self.stamps.contains(&stamp))
    }

    fn take(&mut self, id: &str) {
        match stamp_of(id) {
            Some(stamp) => _ = self.stamps.insert(stamp),
            None => _ = self.names.insert(id.into()),
        }
    }
}

/// Gives each passage of a page's texts its id.
///
/// A passage's is `p-…`, a hash of its words whatever their case, marks and spaces; the same words again are hashed
/// with the words of the passage before; an ordinal tells apart what still collides. A heading's is made of its
/// words; a title's is `title`. Ids that the text sets itself come first.
pub fn assign_ids(parts: &mut [&mut Body]) {
    let mut taken = Taken::default();
    taken.stamps.reserve(parts.iter().map(|body| body.passages.len()).sum());
    for body in parts.iter_mut() {
        body.fragments.iter().for_each(|id| taken.take(id));
        for passage in body.passages.iter_mut().filter(|passage| !passage.id.is_empty()) {
            // Two texts of one page may both have a heading “Background”.
            passage.id = free(passage.id.to_string(), &mut taken);
        }
    }
    // Headings last: their ids follow from what is left, passages' from nothing but words.
    for body in parts.iter_mut() {
        for at in 0..body.passages.len() {
            let passage = &body.passages[at];
            if passage.id.is_empty() && !matches!(passage.kind, PassageKind::Heading(_) | PassageKind::Title) {
                let own = passage.text.stamp().unwrap_or_else(|| normal::stamp(&passage.text));
                body.passages[at].id = if taken.stamps.insert(own) {
                    written(own).into()
                } else {
                    let before = at.checked_sub(1).map_or("", |before| &body.passages[before].text);
                    free(written(normal::stamp_after(&passage.text, before)), &mut taken)
                };
            }
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

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// `p-` and the digits of a hash.
fn written(stamp: Stamp) -> String {
    let mut id = String::with_capacity(2 + 2 * stamp.len());
    id.push_str("p-");
    let digits = stamp.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    id.extend(digits.map(|digit| char::from(DIGITS[usize::from(digit)])));
    id
}

/// The hash that an id is [`written`] of.
fn stamp_of(id: &str) -> Option<Stamp> {
    let digits = id.strip_prefix("p-")?.as_bytes();
    let mut stamp = Stamp::default();
    if digits.len() != 2 * stamp.len() {
        return None;
    }
    for (byte, pair) in stamp.iter_mut().zip(digits.chunks_exact(2)) {
        for digit in pair {
            let place = DIGITS.iter().position(|own| own == digit)?;
            *byte = *byte << 4 | u8::try_from(place).ok()?;
        }
    }
    Some(stamp)
}

/// A stem, numbered from 2 where it is taken.
fn free(stem: String, taken: &mut Taken) -> Box<str> {
    let numbered = (2..).map(|number| format!("{stem}-{number}"));
    let id: Box<str> =
        std::iter::once(stem.clone()).chain(numbered).find(|id| !taken.holds(id)).expect("numbers don't end").into();
    taken.take(&id);
    id
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
    fn words_that_bring_their_stamp_have_the_same_id() {
        let mut texts =
            [(PassageKind::Paragraph, "Yes."); 3].map(|text| body(&[text, (PassageKind::Paragraph, "Élan")]));
        for passage in &mut texts[1].passages {
            passage.text = passage.text.clone().stamped(normal::stamp(&passage.text));
        }
        let [plain, stamped, mut both] = texts;
        both.passages.extend(stamped.passages.iter().cloned());
        let mut twice = body(&[(PassageKind::Paragraph, "Yes."), (PassageKind::Paragraph, "Élan")].repeat(2));
        assert_eq!(ids(&mut plain.clone()), ids(&mut stamped.clone()));
        assert_eq!(ids(&mut both), ids(&mut twice));
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
    fn an_id_that_a_text_sets_may_look_like_a_stamp() {
        let own = paragraphs(&["Yes."]).remove(0);
        assert_eq!(written(stamp_of(&own).expect("it is one")), own);
        let words = own.replace('-', " ");
        let mut text = body(&[(PassageKind::Heading(2), &words), (PassageKind::Paragraph, "Yes.")]);
        assert_eq!(ids(&mut text.clone()), [format!("{own}-2"), own.clone()]);
        text.fragments.push(own.as_str().into());
        assert_ne!(ids(&mut text)[1], own);
        for other in ["p-", "p-0123456789a", "p-012345678G", "P-0123456789", "p-0123456789-2"] {
            assert_eq!(stamp_of(other), None, "{other}");
        }
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
