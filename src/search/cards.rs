//! What a result shows of a document: its title, address, kind and date.
//!
//! The cards of the documents that lead for a word stand in its shard; fragments hold the cards of all documents, with
//! the ids of their passages.

use std::borrow::Cow;

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
}

/// A card and the ids of its texts, which places name by number.
#[derive(Debug, Serialize)]
struct Whole<'a>(u32, Card<'a>, String);

/// How many fragments there are.
pub(super) fn fragments(slots: u32) -> u32 {
    slots.div_ceil(FRAGMENT)
}

/// A fragment by its number; `None` for one without documents.
pub(super) fn fragment(documents: &[Document<'_>], number: u32) -> Option<Output> {
    let from = documents.partition_point(|document| document.slot < number * FRAGMENT);
    let to = documents.partition_point(|document| document.slot < (number + 1) * FRAGMENT);
    let whole: Vec<Whole<'_>> = documents[from..to].iter().map(whole).collect();
    (!whole.is_empty()).then(|| script("search-cards", "cards", &number.to_string(), &whole))
}

fn whole<'a>(document: &'a Document<'_>) -> Whole<'a> {
    let ids = document.texts.iter().take(TEXTS).map(|text| text.id().strip_prefix("p-").unwrap_or(text.id()));
    Whole(document.slot, Card::of(document), ids.collect::<Vec<_>>().join(" "))
}
