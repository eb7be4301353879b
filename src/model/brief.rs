//! Articles, editor notes and the briefs that they make.

use std::sync::Arc;

use super::body::{Body, Prose};
use super::date::PartialDate;
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

/// A source document as it was read. Its text is never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The file under `seeds/`.
    pub file: FileId,
    /// The title, if one was found.
    pub title: Option<Spanned<String>>,
    /// Names of the byline, without "By".
    pub byline: Vec<String>,
    /// The date that the text or its front matter gives.
    pub date: Option<PartialDate>,
    /// The last change that its front matter gives.
    pub updated: Option<PartialDate>,
    /// Title (kind `Title`, first, if any), standfirst (`Standfirst`, if any) and blocks.
    /// Title and standfirst stand in no token.
    pub body: Body,
    /// Tags and categories of a Markdown article, as written.
    pub tags: Vec<Spanned<String>>,
    /// Slug of a Markdown article's front matter (`slug`, or the last part of `permalink`).
    pub slug: Option<Spanned<String>>,
    /// Old addresses of a Markdown article (`aliases`, `redirect_from`, `permalink`, …), from the root.
    pub redirect_from: Vec<Spanned<String>>,
    /// `draft: true` or `published: false`, in a Markdown article, or its place among another tool's drafts.
    pub draft: bool,
    /// The day from which a Markdown article isn't published any more, by its front matter.
    pub expires: Option<PartialDate>,
    /// The day before which a Markdown article isn't published yet, by its front matter.
    pub begins: Option<PartialDate>,
    /// `description` of a Markdown article.
    pub description: Option<String>,
    /// Language of a Markdown article's front matter.
    pub language: Option<String>,
    /// Its text is plain: line by line, without markup.
    pub plain: bool,
}

impl Article {
    /// An article of which nothing is known but its text.
    pub fn new(file: FileId, body: Body) -> Self {
        Self {
            file,
            title: None,
            byline: Vec::new(),
            date: None,
            updated: None,
            body,
            tags: Vec::new(),
            slug: None,
            redirect_from: Vec::new(),
            draft: false,
            expires: None,
            begins: None,
            description: None,
            language: None,
            plain: false,
        }
    }
}

/// Facts of the article that its text lacks; they win over what was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Original {
    /// Its title.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it stood.
    pub url: Option<String>,
    /// When it came out.
    pub date: Option<PartialDate>,
    /// When it was read.
    pub accessed: Option<PartialDate>,
    /// Its language.
    pub language: Option<String>,
}

/// Words of a stored source that something points at, as the editor wrote them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The exact words.
    pub exact: Spanned<String>,
    /// Words right before, where `exact` occurs twice.
    pub prefix: Option<Spanned<String>>,
    /// Words right after.
    pub suffix: Option<Spanned<String>>,
    /// The source to look in, by id; the brief's own article or text without it.
    pub source: Option<Spanned<String>>,
}

/// The kinds of note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoteKind {
    /// What a reader needs to know to understand the passage.
    Context,
    /// The passage is wrong, and this is right.
    Correction,
    /// What remains open.
    Question,
    /// What to be careful about.
    Caution,
    /// Where it comes from.
    Source,
}

impl NoteKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Context, Self::Correction, Self::Question, Self::Caution, Self::Source];

    /// As files write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Context => "context",
            Self::Correction => "correction",
            Self::Question => "question",
            Self::Caution => "caution",
            Self::Source => "source",
        }
    }
}

/// One remark of an editor, anchored to a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The words that it speaks of.
    pub quote: Quote,
    /// Of what kind.
    pub kind: NoteKind,
    /// Who may see it.
    pub audience: Audience,
    /// The remark.
    pub text: Prose,
    /// The whole entry.
    pub span: Span,
}

/// What a reader should take away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyMessage {
    /// The message.
    pub text: Prose,
    /// The passage that it rests on.
    pub quote: Option<Quote>,
    /// Who may see it.
    pub audience: Audience,
    /// The whole entry.
    pub span: Span,
}

/// How an actor stands to a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stance {
    /// For it.
    Supports,
    /// Against it.
    Opposes,
    /// For it if something else happens.
    Conditional,
    /// Neither.
    Neutral,
    /// Can't be told.
    Unclear,
}

impl Stance {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Supports, Self::Opposes, Self::Conditional, Self::Neutral, Self::Unclear];

    /// As files write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::Opposes => "opposes",
            Self::Conditional => "conditional",
            Self::Neutral => "neutral",
            Self::Unclear => "unclear",
        }
    }
}

/// What a claim rests on. A position has at least one of `quote` and `source`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Words of a stored source.
    pub quote: Option<Quote>,
    /// A source of the brief, by id.
    pub source: Option<Spanned<String>>,
    /// Where in that source.
    pub locator: Option<String>,
}

/// An actor's stance on a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The actor's id.
    pub actor: Spanned<String>,
    /// The theme's id.
    pub theme: Spanned<String>,
    /// The stance.
    pub stance: Spanned<Stance>,
    /// What the actor holds, in one sentence.
    pub statement: String,
    /// What it rests on.
    pub evidence: Evidence,
    /// When; the article's date without it.
    pub date: Option<Spanned<PartialDate>>,
    /// Who may see it.
    pub audience: Audience,
    /// The whole entry.
    pub span: Span,
}

/// Something dated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When, or since when.
    pub date: PartialDate,
    /// Until when, for a span of time.
    pub until: Option<PartialDate>,
    /// What happened.
    pub text: Prose,
    /// What it rests on.
    pub evidence: Evidence,
    /// Who took part, by id.
    pub actors: Vec<Spanned<String>>,
    /// What it was about, by id.
    pub themes: Vec<Spanned<String>>,
    /// Who may see it.
    pub audience: Audience,
    /// The whole entry.
    pub span: Span,
}

/// A course of action, apart from findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyOption {
    /// The course.
    pub text: Prose,
    /// What speaks for it.
    pub arguments_for: Vec<Prose>,
    /// What speaks against it.
    pub arguments_against: Vec<Prose>,
    /// Who may see it.
    pub audience: Audience,
    /// The whole entry.
    pub span: Span,
}

/// Whom a recommendation speaks to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Addressee {
    /// An actor, by id.
    Actor(Spanned<String>),
    /// Someone whom the registry needn't know.
    Named(String),
}

/// What the desk recommends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recommendation {
    /// The recommendation.
    pub text: Prose,
    /// To whom.
    pub to: Option<Addressee>,
    /// By when.
    pub by: Option<PartialDate>,
    /// Who may see it.
    pub audience: Audience,
    /// The whole entry.
    pub span: Span,
}

/// A source of a brief, beside its article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The id that quotes and citations use.
    pub id: Option<Spanned<String>>,
    /// A stored text under `seeds/`, in which its quotes are verified.
    pub file: Option<Spanned<String>>,
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
    /// When it came out.
    pub date: Option<PartialDate>,
    /// When it was read.
    pub accessed: Option<PartialDate>,
    /// Who may see it.
    pub audience: Audience,
    /// The whole entry.
    pub span: Span,
}

impl Source {
    /// The path of its stored text from the site's root.
    pub fn seed_path(&self) -> Option<String> {
        self.file.as_ref().map(|file| seed_path(&file.value))
    }
}

/// The path from the site's root of an article named as below `seeds/`.
pub fn seed_path(name: &str) -> String {
    let name = name.strip_prefix("./").unwrap_or(name);
    if name.starts_with("seeds/") { name.to_owned() } else { format!("seeds/{name}") }
}

/// A file to take away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// The file: beside the notes, or from the root.
    pub file: Spanned<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its language.
    pub language: Option<String>,
}

/// What changed in a brief.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RevisionKind {
    /// Spelling, layout.
    Minor,
    /// The brief says something else.
    Significant,
    /// The brief was wrong.
    Correction,
}

/// One revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// When.
    pub date: PartialDate,
    /// What weight.
    pub kind: RevisionKind,
    /// What changed.
    pub text: Prose,
    /// Who may see it.
    pub audience: Audience,
    /// The whole entry.
    pub span: Span,
}

/// Someone who signs a brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Byline {
    /// The id in `content/authors.yaml`, or the name itself.
    pub who: Signatory,
    /// What they did; `author` is cited, others are shown only.
    pub role: String,
}

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signatory {
    /// A person of `content/authors.yaml`, by id.
    Author(Spanned<String>),
    /// A name that stands here only.
    Named(String),
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

/// Why and when a brief was withdrawn or removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// When.
    pub date: Option<PartialDate>,
    /// Why, in public.
    pub reason: Option<String>,
    /// Where readers should go instead: an address.
    pub redirect: Option<Spanned<String>>,
}

/// An embargo: an instant, and the zone in which it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embargo {
    /// When it lifts.
    pub until: jiff::Timestamp,
    /// As written.
    pub written: Spanned<String>,
}

/// A brief's own decision about words: `links: [{text, to}]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkDecision {
    /// The words.
    pub text: Spanned<String>,
    /// The actor or theme, by id.
    pub to: Spanned<String>,
}

/// Everything that editor notes (or a desk's own brief) say in their front matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
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
