//! Where the quotations of a brief stand: on its page, or in a stored source.

use std::cell::OnceCell;
use std::sync::Arc;

use super::quotes::{self, Finder};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::files::Files;
use crate::model::article::Article;
use crate::model::body::PassageIx;
use crate::model::brief::Brief;
use crate::model::notes::{Evidence, Quote};
use crate::model::site::{BriefLinks, Found, Part, PassageRef};

/// Looks up every quotation of the brief's front matter; what isn't found is an error.
pub(super) fn find(
    brief: &Brief,
    stored: &[Arc<Article>],
    files: &Files,
    links: &mut BriefLinks,
    diagnostics: &mut Diagnostics,
) {
    let mut search = Search { brief, stored, files, own: OnceCell::new(), diagnostics };
    let front = &brief.front;
    links.notes = front.notes.iter().map(|note| search.quote(&note.quote, None)).collect();
    links.key_messages = front.key_messages.iter().map(|message| search.quote(message.quote.as_ref()?, None)).collect();
    links.positions = front.positions.iter().map(|position| search.evidence(&position.evidence)).collect();
    links.events = front.events.iter().map(|event| search.evidence(&event.evidence)).collect();
}

struct Search<'a, 'd> {
    brief: &'a Brief,
    stored: &'a [Arc<Article>],
    files: &'a Files,
    own: OnceCell<Finder<'a>>,
    diagnostics: &'d mut Diagnostics,
}

impl<'a> Search<'a, '_> {
    fn evidence(&mut self, evidence: &Evidence) -> Option<Found> {
        self.quote(evidence.quote.as_ref()?, evidence.source.as_ref().map(|source| source.value.as_str()))
    }

    /// Looks in the source that the quotation names, else in the brief's own text.
    fn quote(&mut self, quote: &Quote, beside: Option<&str>) -> Option<Found> {
        match quote.source.as_ref().map(|source| source.value.as_str()).or(beside) {
            Some(id) => self.in_source(quote, id),
            None => self.in_own_text(quote),
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
        let article = self.stored.iter().find(|article| self.files.path(article.file) == path)?;
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
