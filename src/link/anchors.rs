//! Where the quotations of a brief stand: on its page, or in a stored source.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::mentions::hash_words;
use super::quotes::{self, Finder};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::files::{Files, Spanned};
use crate::model::article::Article;
use crate::model::body::PassageIx;
use crate::model::brief::{Brief, Front};
use crate::model::notes::{Evidence, Quote};
use crate::model::site::{BriefLinks, Found, Part, PassageRef};

/// Words that are sought.
#[derive(Clone, Copy)]
struct Sought<'a> {
    quote: &'a Quote,
    /// The source to look in, by id; the brief's own text without it.
    source: Option<&'a str>,
}

/// The quotations of notes, key messages, positions and events, entry by entry.
fn sought(front: &Front) -> [Vec<Option<Sought<'_>>>; 4] {
    fn one<'a>(quote: Option<&'a Quote>, beside: Option<&'a Spanned<String>>) -> Option<Sought<'a>> {
        let quote = quote?;
        Some(Sought { quote, source: quote.source.as_ref().or(beside).map(|source| source.value.as_str()) })
    }
    fn of(evidence: &Evidence) -> Option<Sought<'_>> {
        one(evidence.quote.as_ref(), evidence.source.as_ref())
    }
    [
        front.notes.iter().map(|note| one(Some(&note.quote), None)).collect(),
        front.key_messages.iter().map(|message| one(message.quote.as_ref(), None)).collect(),
        front.positions.iter().map(|position| of(&position.evidence)).collect(),
        front.events.iter().map(|event| of(&event.evidence)).collect(),
    ]
}

/// Looks up every quotation of the brief's front matter; what isn't found is an error.
pub(super) fn find(
    brief: &Brief,
    stored: &[Arc<Article>],
    files: &Files,
    links: &mut BriefLinks,
    diagnostics: &mut Diagnostics,
) {
    let mut search = Search { brief, stored, files, own: OnceCell::new(), diagnostics };
    let places = sought(&brief.front).map(|list| list.into_iter().map(|words| search.quote(words?)).collect());
    [links.notes, links.key_messages, links.positions, links.events] = places;
}

/// What decides, beside the brief's own texts, where its quotations stand.
pub(super) fn hash(brief: &Brief, stored: &[Arc<Article>], files: &Files, state: &mut impl Hasher) {
    let lists = sought(&brief.front);
    let mut named = BTreeSet::new();
    for list in &lists {
        list.len().hash(state);
        for words in list {
            let words = words.map(|Sought { quote, source }| {
                named.extend(source);
                let Quote { exact, prefix, suffix, source: _ } = quote;
                (&exact.value, prefix.as_deref(), suffix.as_deref(), source)
            });
            words.hash(state);
        }
    }
    brief.article.is_some().hash(state);
    for source in &brief.front.sources {
        let id = source.id.as_ref().map(|id| id.value.as_str());
        let path = source.seed_path();
        (id, &path).hash(state);
        let sought = path.filter(|_| id.is_some_and(|id| named.contains(id)));
        match sought.and_then(|path| article_at(&path, stored, files)) {
            Some(article) => hash_words(&article.body, state),
            None => state.write_u8(0),
        }
    }
}

/// The stored source of a path.
fn article_at<'a>(path: &str, stored: &'a [Arc<Article>], files: &Files) -> Option<&'a Article> {
    stored.iter().find(|article| files.path(article.file) == path).map(|article| &**article)
}

struct Search<'a, 'd> {
    brief: &'a Brief,
    stored: &'a [Arc<Article>],
    files: &'a Files,
    own: OnceCell<Finder<'a>>,
    diagnostics: &'d mut Diagnostics,
}

impl<'a> Search<'a, '_> {
    /// Looks in the source that the quotation names, else in the brief's own text.
    fn quote(&mut self, words: Sought<'_>) -> Option<Found> {
        match words.source {
            Some(id) => self.in_source(words.quote, id),
            None => self.in_own_text(words.quote),
        }
    }

    fn in_own_text(&mut self, quote: &Quote) -> Option<Found> {
        let brief = self.brief;
        let finder = self.own.get_or_init(|| Finder::new(own_passages(brief)));
        match find_in(finder, quote) {
            Ok(anchor) => Some(Found::Here(anchor)),
            Err(miss) => {
                let file = brief.article.as_ref().map_or(brief.span.file, |article| article.file);
                self.diagnostics.push(quotes::diagnostic(&miss, quote, self.files.path(file)));
                None
            }
        }
    }

    fn in_source(&mut self, quote: &Quote, id: &str) -> Option<Found> {
        let listed = (0u32..).zip(&self.brief.front.sources);
        let (at, source) =
            listed.into_iter().find(|(_, source)| source.id.as_ref().is_some_and(|own| own.value == id))?;
        let Some(path) = source.seed_path() else {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::QuoteNotFound,
                    quote.exact.span,
                    format!("the source `{id}` has no stored text, so these words can't be verified"),
                )
                .help("store its text below seeds/ and name it with `file:`, or give the place with `locator:` only"),
            );
            return None;
        };
        let article = article_at(&path, self.stored, self.files)?;
        let finder = Finder::new(passages_of(article));
        match find_in(&finder, quote) {
            Ok(_) => Some(Found::Source(at)),
            Err(miss) => {
                self.diagnostics.push(quotes::diagnostic(&miss, quote, &path));
                None
            }
        }
    }
}

fn find_in(finder: &Finder<'_>, quote: &Quote) -> Result<crate::model::site::Anchor, quotes::Miss> {
    let words = |part: &Option<crate::files::Spanned<String>>| part.as_ref().map(|part| part.value.clone());
    let (prefix, suffix) = (words(&quote.prefix), words(&quote.suffix));
    finder.find(&quote.exact.value, prefix.as_deref(), suffix.as_deref())
}

type Passages<'a> = Vec<(PassageRef, &'a crate::model::body::Passage)>;

/// The article's passages; those of the desk's own text where there is no article.
fn own_passages(brief: &Brief) -> Passages<'_> {
    match &brief.article {
        Some(article) => passages_of(article),
        None => listed(Part::Text, brief.text.body()),
    }
}

fn passages_of(article: &Article) -> Passages<'_> {
    listed(Part::Article, &article.body)
}

fn listed(part: Part, body: &crate::model::body::Body) -> Passages<'_> {
    (0u32..).zip(&body.passages).map(|(at, passage)| (PassageRef { part, passage: PassageIx(at) }, passage)).collect()
}
