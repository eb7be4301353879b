//! What can be found: briefs, actors, themes and pages, each with its texts and what it can be filtered by.
//!
//! Takes the site, gives documents in the order of their numbers. Withdrawn and removed ones aren't among them.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use rayon::prelude::*;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::named::{self, Named};
use crate::model::body::{Body, Passage, PassageKind, Prose};
use crate::model::brief::{Brief, Status};
use crate::model::date::PartialDate;
use crate::model::notes::{Addressee, Signatory};
use crate::model::registry::{Actor, Theme};
use crate::model::site::{BriefIx, BriefLinks, Site};
use crate::model::small::fit;
use crate::records::{Content, Key};

/// A passage is read so far: longer ones are no prose, and must not hold up a build.
const LONGEST: usize = 500_000;

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Brief,
    Actor,
    Theme,
    Page,
}

impl Kind {
    /// As filters and cards write it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Brief => "brief",
            Self::Actor => "actor",
            Self::Theme => "theme",
            Self::Page => "page",
        }
    }
}

/// Where in a document words stand; how much they weigh follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// The title of a page, the name of an actor or theme.
    Title,
    /// Other names, phrases, authors, series and number.
    Names,
    /// Headings.
    Heading,
    /// Summary, standfirst, key messages.
    Summary,
    /// Everything else.
    Text,
}

impl Field {
    pub(super) const ALL: [Self; 5] = [Self::Title, Self::Names, Self::Heading, Self::Summary, Self::Text];
}

/// Words of a document that stand together. A large site has a million of these.
#[derive(Debug, Clone)]
pub(super) struct Text<'a> {
    pub(super) field: Field,
    source: Source<'a>,
}

/// Where a text has its words from.
#[derive(Debug, Clone)]
enum Source<'a> {
    /// A passage that the page shows under its id.
    Passage(&'a Passage),
    /// Anything else that the page shows.
    Words(&'a str),
    /// A name for which a passage has other words.
    Name(Box<Named<'a>>),
}

impl<'a> Source<'a> {
    fn words(&self) -> &'a str {
        let words = match self {
            Self::Passage(passage) => &*passage.text,
            Self::Words(words) => words,
            Self::Name(named) => named.name,
        };
        &words[..words.floor_char_boundary(LONGEST)]
    }

    /// Hashes what the words follow from.
    fn hash_words(&self, state: &mut impl Hasher) {
        match self {
            Self::Passage(passage) => passage.text.hash_source(state),
            Self::Words(_) | Self::Name(_) => self.words().hash(state),
        }
    }
}

impl<'a> Text<'a> {
    /// `None` for a text without words.
    fn of(field: Field, source: Source<'a>) -> Option<Self> {
        (!source.words().is_empty()).then_some(Self { field, source })
    }

    /// As the source has them; [`Text::words`] follow from them.
    pub(super) fn raw(&self) -> &'a str {
        self.source.words()
    }

    /// In NFC.
    pub(super) fn words(&self) -> Cow<'a, str> {
        let words = self.raw();
        let loose = !words.is_ascii() && is_nfc_quick(words.chars()) != IsNormalized::Yes;
        if loose { Cow::Owned(words.nfc().collect()) } else { Cow::Borrowed(words) }
    }

    /// The id of its passage on the page; empty where it has none.
    pub(super) fn id(&self) -> &'a str {
        match &self.source {
            Source::Passage(passage) => &passage.id,
            Source::Words(_) => "",
            Source::Name(named) => &named.passage.id,
        }
    }

    /// How often the words stand there; once, but for names.
    pub(super) fn times(&self) -> u32 {
        if let Source::Name(named) = &self.source { named.times } else { 1 }
    }

    /// Where it is a name for which a passage has other words: that passage, and the place of these.
    pub(super) fn instead_of(&self) -> Option<(&'a str, (u32, u32))> {
        if let Source::Name(named) = &self.source { Some((&*named.passage.text, named.place)) } else { None }
    }
}

/// One page that can be found.
#[derive(Debug, Clone)]
pub(super) struct Document<'a> {
    /// Its number: the place that the hash of its address has in a table, so that a new document moves few others.
    pub(super) slot: u32,
    /// Below the site's root: `briefs/talks/`.
    pub(super) address: String,
    pub(super) kind: Kind,
    pub(super) date: Option<PartialDate>,
    /// The title comes first.
    pub(super) texts: Vec<Text<'a>>,
    /// What linking knows of a brief.
    pub(super) links: Option<&'a BriefLinks>,
}

impl<'a> Document<'a> {
    pub(super) fn new(kind: Kind, address: String, title: &'a str) -> Self {
        let mut document = Self { slot: 0, address, kind, date: None, texts: Vec::new(), links: None };
        document.add(Field::Title, title);
        document
    }

    /// What it is called.
    pub(super) fn title(&self) -> Cow<'a, str> {
        self.texts.first().map_or(Cow::Borrowed(""), Text::words)
    }

    /// Its title as the source has it.
    pub(super) fn raw_title(&self) -> &'a str {
        self.texts.first().map_or("", Text::raw)
    }

    /// Stands for the words of its texts: where it is the same, so are they, whoever wrote them. Words that stand elsewhere
    /// in a file have another.
    pub(super) fn print_of_words(&self) -> Key {
        let mut content = Content::default();
        self.texts.iter().for_each(|text| text.source.hash_words(&mut content));
        content.key()
    }

    pub(super) fn add(&mut self, field: Field, words: &'a str) {
        self.texts.extend(Text::of(field, Source::Words(words)));
    }

    /// A text whose passages the page shows under their ids.
    fn add_body(&mut self, body: &'a Body, shown: &str) {
        for passage in &body.passages {
            let field = match passage.kind {
                PassageKind::Heading(_) => Field::Heading,
                PassageKind::Standfirst => Field::Summary,
                // The brief's own title stands first already.
                PassageKind::Title if *passage.text == *shown => continue,
                PassageKind::Title => Field::Names,
                _ => Field::Text,
            };
            let source = match passage.kind {
                PassageKind::Title => Source::Words(&passage.text),
                _ => Source::Passage(passage),
            };
            self.texts.extend(Text::of(field, source));
        }
    }

    /// A text that the page shows without ids.
    fn add_prose(&mut self, field: Field, prose: &'a Prose) {
        for passage in &prose.body().passages {
            self.add(field, &passage.text);
        }
    }
}

/// All documents of a site, by number, and how many numbers there are.
pub(super) fn of(site: &Site) -> (Vec<Document<'_>>, u32) {
    let registry = &site.corpus.registry;
    let mut all: Vec<Document<'_>> = site.listed.par_iter().map(|ix| brief(site, *ix)).collect();
    all.extend(registry.actors.iter().map(actor));
    all.extend(registry.themes.iter().map(theme));
    let pages = site.corpus.pages.iter().filter(|page| page.slug != "index" && is_listed(page.status));
    all.extend(pages.map(|page| {
        let mut document = Document::new(Kind::Page, format!("{}/", page.slug), &page.title.value);
        page.summary.iter().for_each(|summary| document.add_prose(Field::Summary, summary));
        document.add_body(page.body.body(), "");
        document
    }));
    let slots = number(&mut all);
    (all, slots)
}

fn is_listed(status: Status) -> bool {
    !matches!(status, Status::Withdrawn | Status::Removed)
}

fn brief(site: &Site, ix: BriefIx) -> Document<'_> {
    let (brief, links) = site.brief(ix);
    let front = &brief.front;
    let mut document = Document::new(Kind::Brief, format!("briefs/{}/", brief.slug), &links.title);
    document.date = links.date;
    document.links = Some(links);
    signed(site, brief, &mut document);
    front.summary.iter().for_each(|summary| document.add_prose(Field::Summary, summary));
    front.key_messages.iter().for_each(|message| document.add_prose(Field::Summary, &message.text));
    document.add_body(brief.text.body(), "");
    if let Some(article) = &brief.article {
        document.add_body(&article.body, &links.title);
    }
    front.notes.iter().for_each(|note| document.add_body(note.text.body(), ""));
    front.positions.iter().for_each(|position| document.add(Field::Text, &position.statement));
    front.events.iter().for_each(|event| document.add_prose(Field::Text, &event.text));
    for option in &front.options {
        let texts = std::iter::once(&option.text).chain(&option.arguments_for).chain(&option.arguments_against);
        texts.for_each(|text| document.add_prose(Field::Text, text));
    }
    for entry in &front.recommendations {
        document.add_prose(Field::Text, &entry.text);
        if let Some(Addressee::Named(name)) = &entry.to {
            document.add(Field::Text, name);
        }
    }
    let names = named::otherwise(site, brief, links).into_iter().map(|named| Source::Name(Box::new(named)));
    document.texts.extend(names.filter_map(|name| Text::of(Field::Text, name)));
    fit(&mut document.texts);
    document
}

/// Who wrote it, and what it is called in a catalogue.
fn signed<'a>(site: &'a Site, brief: &'a Brief, document: &mut Document<'a>) {
    let front = &brief.front;
    for byline in &front.authors {
        match &byline.who {
            Signatory::Named(name) => document.add(Field::Names, name),
            Signatory::Author(id) => {
                let known = site.corpus.authors.iter().find(|author| author.id.value == id.value);
                known.into_iter().for_each(|author| document.add(Field::Names, &author.name));
            }
        }
    }
    if let Some(id) = &front.series {
        let known = site.corpus.series.iter().find(|series| series.id.value == id.value);
        known.into_iter().for_each(|series| document.add(Field::Names, &series.name));
    }
    front.number.iter().for_each(|number| document.add(Field::Names, &number.value));
    match &front.original.author {
        Some(author) => document.add(Field::Names, author),
        None => brief.article.iter().flat_map(|article| &article.byline).for_each(|name| {
            document.add(Field::Names, name);
        }),
    }
}

fn actor(actor: &Actor) -> Document<'_> {
    let mut document = Document::new(Kind::Actor, format!("actors/{}/", actor.id.value), &actor.name.value);
    actor.aliases.iter().for_each(|alias| document.add(Field::Names, &alias.text.value));
    actor.summary.iter().for_each(|summary| document.add(Field::Summary, summary));
    actor.roles.iter().for_each(|role| document.add(Field::Text, &role.title));
    document.add_body(actor.body.body(), "");
    document
}

fn theme(theme: &Theme) -> Document<'_> {
    let mut document = Document::new(Kind::Theme, format!("themes/{}/", theme.id.value), &theme.name.value);
    theme.phrases.iter().for_each(|phrase| document.add(Field::Names, &phrase.value));
    theme.summary.iter().for_each(|summary| document.add(Field::Summary, summary));
    document.add_body(theme.body.body(), "");
    document
}

/// Gives each document its number, sorts them by it, and returns how many numbers there are.
///
/// The table is at most half full, and a place that is taken passes the document on to the next.
fn number(documents: &mut [Document<'_>]) -> u32 {
    let slots = (documents.len() * 2).next_power_of_two().max(64);
    let hash = |address: &str| {
        let digest = blake3::hash(address.as_bytes());
        let bytes = digest.as_bytes();
        u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
    };
    documents.sort_by_cached_key(|document| (hash(&document.address), document.address.clone()));
    let mut taken = vec![false; slots];
    for document in documents.iter_mut() {
        let mut slot = hash(&document.address) as usize & (slots - 1);
        while std::mem::replace(&mut taken[slot], true) {
            slot = (slot + 1) & (slots - 1);
        }
        document.slot = u32::try_from(slot).unwrap_or(u32::MAX);
    }
    documents.sort_by_key(|document| document.slot);
    u32::try_from(slots).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::key;

    #[test]
    fn a_print_is_a_hash_that_nobody_finds_a_second_text_for() {
        let print = |title, text| {
            let mut document = Document::new(Kind::Page, "talks/".to_owned(), title);
            document.add(Field::Text, text);
            document.print_of_words()
        };
        let hash = blake3::hash(b"Grain talks\xffThey met.\xff");
        assert_eq!(print("Grain talks", "They met."), key(hash.as_bytes()));
        assert_ne!(print("Grain", "talks"), print("Grai", "ntalks"));
    }
}
