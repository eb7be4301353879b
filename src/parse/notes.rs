//! `content/notes/PATH.md` and `content/briefs/SLUG.md`: editor notes, and the desk's own briefs.
//!
//! Takes a text, gives its front matter and its Markdown. Whether actors, themes, quotes and articles that it
//! names exist is for `link` to say.

use std::collections::BTreeMap;

use super::decode::{
    Choice, EmbargoTime, Fields, Free, Id, Language, Line, Markdown, OneOf, Reader, Record, Redirect, Shape, Spanning,
    WebAddress, When, Words, brief, describe,
};
use super::registry;
use super::yaml::Node;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::files::{FileId, Span};
use crate::model::article::Original;
use crate::model::body::Prose;
use crate::model::brief::{Front, Show, Status};
use crate::model::notes::{
    Byline, Download, Event, KeyMessage, LinkDecision, Note, PolicyOption, Position, Recommendation, Revision, Source,
    Withdrawal,
};

/// What reading depends on beside the text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// The site's `timezone:`, for embargoes without a zone.
    pub timezone: Option<&'a str>,
}

impl Choice for Status {
    fn choices() -> Vec<(&'static str, Self)> {
        vec![
            ("published", Self::Published),
            ("draft", Self::Draft),
            ("withdrawn", Self::Withdrawn),
            ("removed", Self::Removed),
        ]
    }
}

impl Choice for Show {
    fn choices() -> Vec<(&'static str, Self)> {
        vec![("full", Self::Full), ("quoted", Self::Quoted), ("none", Self::None)]
    }
}

/// A DOI; an address of doi.org is taken off.
struct Doi;

impl Shape for Doi {
    type Value = String;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<String> {
        let text = Line::read(reader, node)?;
        let doi = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "doi:"]
            .iter()
            .find_map(|prefix| text.strip_prefix(prefix))
            .unwrap_or(&text)
            .trim();
        if !doi.starts_with("10.") || !doi.contains('/') || doi.contains(char::is_whitespace) {
            reader.invalid(node, format!("`{}` is no DOI", brief(&text)), "write it as in 10.1000/xyz123");
            return None;
        }
        Some(doi.to_owned())
    }

    fn schema() -> serde_json::Value {
        Line::schema()
    }
}

impl Record for Original {
    const WHAT: &'static str = "the original's facts";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        Some(Original {
            title: f.optional::<Line>("title", "the article's own title"),
            author: f.optional::<Line>("author", "who wrote it"),
            publisher: f.optional::<Line>("publisher", "who published it"),
            url: f.optional::<WebAddress>("url", "where it stood"),
            date: f.optional::<When>("date", "when it came out"),
            accessed: f.optional::<When>("accessed", "when it was read"),
            language: f.optional::<Language>("language", "its language"),
        })
    }
}

impl Record for Withdrawal {
    const WHAT: &'static str = "a withdrawal";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        Some(Withdrawal {
            date: f.required::<When>("date", "when"),
            reason: f.required::<Line>("reason", "why, in public"),
            redirect: f.optional::<Words>("redirect", "where readers should go instead"),
        })
    }
}

/// The front matter of notes and briefs.
pub(super) struct FrontRecord(Front);

impl Record for FrontRecord {
    const WHAT: &'static str = "editor notes";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let mut front = Front { keys: f.keys(), ..Front::default() };
        identity(f, &mut front);
        life(f, &mut front);
        imprint(f, &mut front);
        substance(f, &mut front);
        apparatus(f, &mut front);
        Some(Self(front))
    }
}

fn identity(f: &mut Fields<'_, '_, '_>, front: &mut Front) {
    front.article = f.optional::<Words>("article", "the article under seeds/; the one of the same path without it");
    front.original = f.optional::<Original>("original", "facts of the article that its text lacks").unwrap_or_default();
    front.title = f.optional::<Words>("title", "the title; the article's without it");
    front.slug = f.optional::<Id>("slug", "its address is /briefs/SLUG/");
}

fn life(f: &mut Fields<'_, '_, '_>, front: &mut Front) {
    let status = f.optional::<OneOf<Status>>("status", "published (default), draft, withdrawn or removed");
    front.status = status.unwrap_or_default();
    front.withdrawn = f.optional::<Withdrawal>("withdrawn", "when and why it was withdrawn or removed");
    if matches!(front.status, Status::Withdrawn | Status::Removed) {
        let message = "a withdrawn or removed brief needs `withdrawn`, which is missing";
        let help = "add `withdrawn: {date: 2026-11-30, reason: …}`";
        f.lacks_all(&["withdrawn"], Code::MissingField, message, help);
    }
    front.supersedes = f.list::<Words>("supersedes", "briefs that it replaces, by slug");
    front.audience = registry::audience(f);
    front.embargo = f.optional::<EmbargoTime>("embargo", "until when nobody may see it, with its time zone");
    front.show = f.optional::<OneOf<Show>>("show", "how much of the article's text may be shown: full, quoted or none");
    front.published = f.optional::<When>("published", "when the brief came out");
    front.updated = f.optional::<When>("updated", "its last significant change");
    front.as_of = f.optional::<When>("as_of", "the state of affairs that it describes");
    front.review_by = f.optional::<Spanning<When>>("review_by", "when to look at it again; never published");
}

fn imprint(f: &mut Fields<'_, '_, '_>, front: &mut Front) {
    front.authors = f.list::<Byline>("authors", "who signs: ids of content/authors.yaml, or {name, role}");
    front.series = f.optional::<Words>("series", "its series, by id");
    front.number = f.optional::<Words>("number", "its number in the series");
    front.doi = f.optional::<Doi>("doi", "its DOI");
    front.license = f.optional::<Line>("license", "its licence, if it isn't the site's");
    front.language = f.optional::<Language>("language", "its language, if it isn't the site's");
}

fn substance(f: &mut Fields<'_, '_, '_>, front: &mut Front) {
    front.summary = f.optional::<Markdown>("summary", "one paragraph");
    front.key_messages =
        f.list::<KeyMessage>("key_messages", "what to take away, each with the words that it rests on");
    front.themes = f.list::<Words>("themes", "what it is about, by id");
    front.actors = f.list::<Words>("actors", "whom it is about, by id");
    front.notes = f.list::<Note>("notes", "remarks, each on words of the article");
    front.positions = f.list::<Position>("positions", "stances of actors on themes, each with its evidence");
    front.events = f.list::<Event>("events", "what happened, and when");
    front.options = f.list::<PolicyOption>("options", "courses of action, with arguments for and against");
    front.recommendations = f.list::<Recommendation>("recommendations", "what the desk recommends");
}

fn apparatus(f: &mut Fields<'_, '_, '_>, front: &mut Front) {
    front.sources = f.list::<Source>("sources", "sources beside the article");
    sources_once(f, &front.sources);
    front.downloads = f.list::<Download>("downloads", "files to take away");
    front.links = f.list::<LinkDecision>("links", "words and the actor or theme that they mean here");
    front.unlink = f.list::<Words>("unlink", "words that are never linked here");
    front.redirect_from = f.list::<Redirect>("redirect_from", "old addresses on this site");
    front.translation_of = f.optional::<Words>("translation_of", "the brief that it translates, by slug");
    front.revisions = f.list::<Revision>("revisions", "what changed, and when");
    front.extra = f.optional::<Free>("extra", "free keys, for templates").unwrap_or_default();
}

/// Reports a source's id that stands in the list already.
fn sources_once(f: &mut Fields<'_, '_, '_>, sources: &[Source]) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for id in sources.iter().filter_map(|source| source.id.as_ref()) {
        match seen.get(id.value.as_str()) {
            Some(first) => f.reader.diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateId,
                    id.span,
                    format!("the source `{}` stands here for the second time", brief(id)),
                )
                .help("give one of the two another id")
                .related(*first, "the first is here"),
            ),
            None => {
                seen.insert(&id.value, id.span);
            }
        }
    }
}

/// Reads editor notes or a desk's own brief. A file without front matter is all text.
pub fn read(file: FileId, text: &str, context: Context<'_>, diagnostics: &mut Diagnostics) -> (Front, Prose) {
    registry::alone::<FrontRecord>(file, text, context.timezone, diagnostics)
        .map_or_else(Default::default, |(FrontRecord(front), body)| (front, body))
}

/// All keys that editor notes can have.
pub fn keys() -> Vec<String> {
    let schema = describe::<FrontRecord>();
    schema["properties"].as_object().map(|keys| keys.keys().cloned().collect()).unwrap_or_default()
}

#[cfg(test)]
#[path = "notes_tests.rs"]
mod tests;
