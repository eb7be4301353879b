//! What a result shows of a document: its title, address, kind and date.
//!
//! The cards of the documents that lead for a word stand in its shard; fragments hold the cards of all documents, with
//! the ids of their passages.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use serde::Serialize;

use super::documents::Document;
use super::places::cut;
use super::script;
use crate::model::output::Output;
use crate::text::address::encode_path;

/// How many numbers of documents share a fragment.
pub(super) const FRAGMENT: u32 = 64;

/// A title is shown so far, in bytes.
const LONGEST: usize = 300;
/// Of so many texts a card has the ids.
const TEXTS: usize = 50;

/// Title, address below the site's root, kind, date.
#[derive(Debug, Serialize)]
pub(super) struct Card<'a>(Cow<'a, str>, String, &'static str, String);

impl<'a> Card<'a> {
    pub(super) fn of(document: &'a Document<'_>) -> Self {
        let date = document.date.map_or_else(String::new, |date| date.to_string());
        let title = document.title();
        let title = match title.len() {
            0..=LONGEST => title,
            _ => Cow::Owned(cut(&title, 0, LONGEST)),
        };
        Self(title, encode_path(&document.address).into_owned(), document.kind.name(), date)
    }

    /// Hashes what the card of a document is made from.
    pub(super) fn hash(document: &Document<'_>, state: &mut impl Hasher) {
        (document.raw_title(), &document.address, document.kind, document.date).hash(state);
    }
}

/// A card and the ids of its texts, which places name by number.
#[derive(Debug, Serialize)]
struct Whole<'a>(u32, Card<'a>, String);

/// How many fragments there are.
pub(super) fn fragments(slots: u32) -> u32 {
    slots.div_ceil(FRAGMENT)
}

/// The documents whose cards a fragment has.
pub(super) fn within<'d, 'a>(documents: &'d [Document<'a>], number: u32) -> &'d [Document<'a>] {
    let from = documents.partition_point(|document| document.slot < number * FRAGMENT);
    let to = documents.partition_point(|document| document.slot < (number + 1) * FRAGMENT);
    &documents[from..to]
}

/// A fragment by its number and documents.
pub(super) fn fragment(documents: &[Document<'_>], number: u32) -> Output {
    let whole: Vec<Whole<'_>> = documents.iter().map(whole).collect();
    script("cards", &number.to_string(), &whole)
}

fn whole<'a>(document: &'a Document<'_>) -> Whole<'a> {
    Whole(document.slot, Card::of(document), ids(document).collect::<Vec<_>>().join(" "))
}

/// The ids of a document's texts, as a card has them.
pub(super) fn ids<'a>(document: &Document<'a>) -> impl Iterator<Item = &'a str> {
    document.texts.iter().take(TEXTS).map(|text| text.id().strip_prefix("p-").unwrap_or(text.id()))
}
