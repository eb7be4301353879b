//! What can be found: briefs, actors, themes and pages, each with its texts and what it can be filtered by.
//!
//! Takes the site, gives documents in the order of their numbers. Withdrawn and removed ones aren't among them.

use std::borrow::Cow;

use rayon::prelude::*;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::named;
use crate::model::body::{Body, PassageKind, Prose};
use crate::model::brief::{Brief, Status};
use crate::model::date::PartialDate;
use crate::model::notes::{Addressee, Signatory};
use crate::model::registry::{Actor, Theme};
use crate::model::site::{BriefIx, BriefLinks, Site};

/// A passage is read so far: longer ones are no prose, and must not hold up a build.
const LONGEST: usize = 500_000;

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// Words of a document that stand together.
#[derive(Debug, Clone)]
pub(super) struct Text<'a> {
    pub(super) field: Field,
    /// In NFC.
    pub(super) words: Cow<'a, str>,
    /// The id of its passage on the page; empty where it has none.
    pub(super) id: &'a str,
    /// How often they stand there; once, but for names.
    pub(super) times: u32,
    /// Where they are a name for which a passage has other words: that passage, and the place of these.
    pub(super) instead_of: Option<(&'a str, (u32, u32))>,
}

/// What a document can be filtered by. Kept as it is: a large site has a million of them.
#[derive(Debug, Clone, Copy)]
pub(super) enum Facet<'a> {
    Kind(Kind),
    Year(i16),
    /// The id of a theme that it is about.
    Theme(&'a str),
    /// The id of an actor that it names.
    Actor(&'a str),
}

impl Facet<'_> {
    /// As it stands among the forms: `theme:sequencing`.
    pub(super) fn form(self) -> String {
        match self {
            Self::Kind(kind) => format!("kind:{}", kind.name()),
            Self::Year(year) => format!("year:{year:04}"),
            Self::Theme(id) => format!("theme:{id}"),
            Self::Actor(id) => format!("actor:{id}"),
        }
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
    /// What it can be filtered by, with a weight from 1 on.
    pub(super) facets: Vec<(Facet<'a>, u32)>,
}

impl<'a> Document<'a> {
    fn new(kind: Kind, address: String, title: &'a str) -> Self {
        let facets = vec![(Facet::Kind(kind), 1)];
        let mut document = Self { slot: 0, address, kind, date: None, texts: Vec::new(), facets };
        document.add(Field::Title, title);
        document
    }

    /// What it is called.
    pub(super) fn title(&self) -> &str {
        self.texts.first().map_or("", |text| &text.words)
    }

    fn add(&mut self, field: Field, words: &'a str) {
        self.add_passage(field, words, "");
    }

    fn add_passage(&mut self, field: Field, words: &'a str, id: &'a str) {
        let words = &words[..words.floor_char_boundary(LONGEST)];
        if !words.is_empty() {
            self.texts.push(Text { field, words: composed(words), id, times: 1, instead_of: None });
        }
    }

    /// Names that stand for other words of a passage.
    fn add_name(&mut self, named: &named::Named<'a>) {
        let (words, id) = (composed(named.name), &*named.passage.id);
        let instead_of = Some((&*named.passage.text, named.place));
        self.texts.push(Text { field: Field::Text, words, id, times: named.times, instead_of });
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
            let id = if passage.kind == PassageKind::Title { "" } else { &passage.id };
            self.add_passage(field, &passage.text, id);
        }
    }

    /// A text that the page shows without ids.
    fn add_prose(&mut self, field: Field, prose: &'a Prose) {
        for passage in &prose.body().passages {
            self.add(field, &passage.text);
        }
    }
}

fn composed(words: &str) -> Cow<'_, str> {
    let plain = words.is_ascii() || is_nfc_quick(words.chars()) == IsNormalized::Yes;
    if plain { Cow::Borrowed(words) } else { Cow::Owned(words.nfc().collect()) }
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
    named::otherwise(site, brief, links).iter().for_each(|name| document.add_name(name));
    facets(site, links, &mut document.facets);
    document.texts.shrink_to_fit();
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

fn facets<'a>(site: &'a Site, links: &BriefLinks, facets: &mut Vec<(Facet<'a>, u32)>) {
    let registry = &site.corpus.registry;
    facets.reserve_exact(1 + links.themes.len() + links.actors.len());
    facets.extend(links.date.map(|date| (Facet::Year(date.year), 1)));
    facets.extend(links.themes.iter().map(|(ix, count)| (Facet::Theme(&registry[*ix].id.value), (*count).max(1))));
    facets.extend(links.actors.iter().map(|(ix, count)| (Facet::Actor(&registry[*ix].id.value), (*count).max(1))));
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
