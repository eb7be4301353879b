//! Articles, editor notes and the briefs that they make.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::article::{Article, Original};
use super::body::{Body, Prose};
use super::date::PartialDate;
use super::notes::{
    Byline, Download, Embargo, Event, KeyMessage, LinkDecision, Note, PolicyOption, Position, Recommendation, Revision,
    Source, Withdrawal,
};
use super::registry::Extra;
use super::site::Part;
use crate::files::{FileId, Span, Spanned};

/// Who may see something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub enum Audience {
    /// Everyone.
    #[default]
    Public,
    /// The desk.
    Internal,
}

/// Where a brief or page stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Status {
    /// Published.
    #[default]
    Published,
    /// Not yet for anyone but the desk.
    Draft,
    /// Stays under a notice, out of lists, search and feeds.
    Withdrawn,
    /// Only the notice stays.
    Removed,
}

/// How much of an article's text may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Show {
    /// All of it.
    #[default]
    Full,
    /// Only passages that a quote points at.
    Quoted,
    /// None of it.
    None,
}

/// A person or institution that signs, of `content/authors.yaml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The id.
    pub id: Spanned<String>,
    /// The whole name.
    pub name: String,
    /// Given names.
    pub given: Option<String>,
    /// Family name.
    pub family: Option<String>,
    /// An institution, not a person.
    pub organisation: bool,
    /// The ORCID, `0000-0000-0000-0000`.
    pub orcid: Option<String>,
    /// Their own page.
    pub url: Option<String>,
    /// Their address.
    pub email: Option<String>,
}

/// A series of briefs, of `content/series.yaml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// The id.
    pub id: Spanned<String>,
    /// The name.
    pub name: String,
    /// The ISSN.
    pub issn: Option<String>,
    /// Whom to write to.
    pub contact: Option<String>,
}

/// Everything that editor notes (or a desk's own brief) say in their front matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Front {
    /// The article that it belongs to, as written.
    pub article: Option<Spanned<String>>,
    /// The article's own facts.
    pub original: Original,
    /// The title.
    pub title: Option<Spanned<String>>,
    /// The slug.
    pub slug: Option<Spanned<String>>,
    /// The status.
    pub status: Status,
    /// Why it was withdrawn or removed.
    pub withdrawn: Option<Withdrawal>,
    /// Briefs that it replaces, by slug.
    pub supersedes: Vec<Spanned<String>>,
    /// Who may see it.
    pub audience: Audience,
    /// Until when nobody may.
    pub embargo: Option<Embargo>,
    /// How much of the article may be shown; the site's `articles.show` without it.
    pub show: Option<Show>,
    /// When the brief came out.
    pub published: Option<PartialDate>,
    /// Last significant change.
    pub updated: Option<PartialDate>,
    /// The state of affairs that it describes.
    pub as_of: Option<PartialDate>,
    /// When to look at it again.
    pub review_by: Option<Spanned<PartialDate>>,
    /// Who signs.
    pub authors: Vec<Byline>,
    /// Its series, by id.
    pub series: Option<Spanned<String>>,
    /// Its number in the series.
    pub number: Option<Spanned<String>>,
    /// Its DOI.
    pub doi: Option<String>,
    /// Its licence; the site's without it.
    pub license: Option<String>,
    /// Its language; the site's without it.
    pub language: Option<String>,
    /// One paragraph.
    pub summary: Option<Prose>,
    /// What to take away.
    pub key_messages: Vec<KeyMessage>,
    /// What it is about, by id.
    pub themes: Vec<Spanned<String>>,
    /// Whom it is about, by id.
    pub actors: Vec<Spanned<String>>,
    /// Remarks.
    pub notes: Vec<Note>,
    /// Stances.
    pub positions: Vec<Position>,
    /// What happened.
    pub events: Vec<Event>,
    /// Courses of action.
    pub options: Vec<PolicyOption>,
    /// What the desk recommends.
    pub recommendations: Vec<Recommendation>,
    /// Sources beside the article.
    pub sources: Vec<Source>,
    /// Files to take away.
    pub downloads: Vec<Download>,
    /// Decisions about words.
    pub links: Vec<LinkDecision>,
    /// Words that are never linked here.
    pub unlink: Vec<Spanned<String>>,
    /// Old addresses.
    pub redirect_from: Vec<Spanned<String>>,
    /// The brief that it translates, by slug.
    pub translation_of: Option<Spanned<String>>,
    /// What changed.
    pub revisions: Vec<Revision>,
    /// Free keys.
    pub extra: Extra,
    /// Keys that were written, for `house.require` and `house.forbid`.
    pub keys: Vec<Spanned<String>>,
}

impl Front {
    /// Every Markdown text that it holds.
    pub fn proses(&self) -> Vec<&Prose> {
        let mut all: Vec<&Prose> = self.summary.iter().collect();
        all.extend(self.notes.iter().map(|note| &note.text));
        all.extend(self.key_messages.iter().map(|message| &message.text));
        all.extend(self.events.iter().map(|event| &event.text));
        for option in &self.options {
            all.push(&option.text);
            all.extend(option.arguments_for.iter().chain(&option.arguments_against));
        }
        all.extend(self.recommendations.iter().map(|entry| &entry.text));
        all.extend(self.revisions.iter().map(|entry| &entry.text));
        all
    }

    /// The same, to be changed.
    pub fn proses_mut(&mut self) -> Vec<&mut Prose> {
        let mut all: Vec<&mut Prose> = self.summary.iter_mut().collect();
        all.extend(self.notes.iter_mut().map(|note| &mut note.text));
        all.extend(self.key_messages.iter_mut().map(|message| &mut message.text));
        all.extend(self.events.iter_mut().map(|event| &mut event.text));
        for option in &mut self.options {
            all.push(&mut option.text);
            all.extend(option.arguments_for.iter_mut().chain(&mut option.arguments_against));
        }
        all.extend(self.recommendations.iter_mut().map(|entry| &mut entry.text));
        all.extend(self.revisions.iter_mut().map(|entry| &mut entry.text));
        all
    }
}

/// One published briefing page: an article, the desk's own Markdown, or both.
///
/// Its texts are shared, so that each step copies those alone that it changes, and a site that is prepared again
/// holds the rest of the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// The slug: its route is `/briefs/SLUG/`.
    pub slug: String,
    /// What was written about it; all defaults for an article alone.
    pub front: Arc<Front>,
    /// The desk's assessment, or the whole text of the desk's own brief.
    pub text: Arc<Prose>,
    /// The article, if it has one.
    pub article: Option<Arc<Article>>,
    /// The file of the notes or of the desk's own brief.
    pub notes_file: Option<FileId>,
    /// A date that the file's name begins with.
    pub name_date: Option<PartialDate>,
    /// Where to point for a finding about the brief as a whole.
    pub span: Span,
}

/// Without its file: the number of a file differs from one reading of the folder to the next.
impl Hash for Brief {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { slug, front, text, article, notes_file, name_date, span } = self;
        (slug, front, text, article, notes_file.is_some(), name_date, span).hash(state);
    }
}

impl Brief {
    /// The themes that its own notes name; others come from tags of the article, by the configuration.
    pub fn own_themes(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.front.themes.iter().filter(|theme| self.notes_file == Some(theme.span.file))
    }

    /// Whether this is the same brief, made of the very same texts. Never compares words.
    pub fn is_same(&self, other: &Self) -> bool {
        let article = match (&self.article, &other.article) {
            (Some(own), Some(other)) => Arc::ptr_eq(own, other),
            (None, None) => true,
            _ => false,
        };
        article
            && Arc::ptr_eq(&self.front, &other.front)
            && Arc::ptr_eq(&self.text, &other.text)
            && self.slug == other.slug
            && (self.notes_file, self.name_date, self.span) == (other.notes_file, other.name_date, other.span)
    }

    /// One of its texts in which mentions are sought.
    pub fn body(&self, part: Part) -> Option<&Body> {
        match part {
            Part::Article => self.article.as_ref().map(|article| &article.body),
            Part::Text => Some(self.text.body()),
            Part::Note(at) => self.front.notes.get(at as usize).map(|note| note.text.body()),
        }
    }

    /// The file that a text of it stands in.
    pub fn file_of(&self, part: Part) -> FileId {
        match (part, &self.article) {
            (Part::Article, Some(article)) => article.file,
            _ => self.notes_file.unwrap_or(self.span.file),
        }
    }
}

/// A page of the desk's own: about, method, contact. `index` introduces the home page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Page {
    /// The slug: its route is `/SLUG/`.
    pub slug: String,
    /// Where the slug was written; the file's first byte where the file's name gives it.
    pub place: Span,
    /// The title.
    pub title: Spanned<String>,
    /// One paragraph.
    pub summary: Option<Prose>,
    /// The status.
    pub status: Status,
    /// Who may see it.
    pub audience: Audience,
    /// Until when nobody may.
    pub embargo: Option<Embargo>,
    /// Its language.
    pub language: Option<String>,
    /// Old addresses.
    pub redirect_from: Vec<Spanned<String>>,
    /// Free keys.
    pub extra: Extra,
    /// Its text.
    pub body: Prose,
    /// Its file.
    pub file: FileId,
}
