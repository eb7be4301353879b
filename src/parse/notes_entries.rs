//! The entries of editor notes' lists: what each of them takes.

use super::decode::{
    Choice, Fields, Language, Line, Markdown, OneOf, Reader, Record, Shape, Spanning, WebAddress, When, Words, brief,
};
use super::registry::{audience, in_order_of_time};
use super::yaml::Node;
use crate::diag::Code;
use crate::files::Spanned;
use crate::model::notes::{
    Addressee, Byline, Download, Event, Evidence, KeyMessage, LinkDecision, Note, NoteKind, PolicyOption, Position,
    Quote, Recommendation, Revision, RevisionKind, Signatory, Source, Stance,
};

impl Choice for NoteKind {
    fn choices() -> Vec<(&'static str, Self)> {
        Self::ALL.into_iter().map(|kind| (kind.name(), kind)).collect()
    }
}

impl Choice for Stance {
    fn choices() -> Vec<(&'static str, Self)> {
        Self::ALL.into_iter().map(|stance| (stance.name(), stance)).collect()
    }
}

impl Choice for RevisionKind {
    fn choices() -> Vec<(&'static str, Self)> {
        vec![("minor", Self::Minor), ("significant", Self::Significant), ("correction", Self::Correction)]
    }
}

/// `prefix`, `suffix` and `source` of a quote.
fn quote(f: &mut Fields<'_, '_, '_>, exact: Option<Spanned<String>>) -> (Option<Quote>, Option<Spanned<String>>) {
    let prefix = f.optional::<Words>("prefix", "words right before the quote, where it occurs twice");
    let suffix = f.optional::<Words>("suffix", "words right after the quote, where it occurs twice");
    let source = f.optional::<Words>("source", "the source that holds the quote, by id; the article without it");
    let quote = exact.map(|exact| Quote { exact, prefix, suffix, source: source.clone() });
    if quote.is_none() && f.is_absent("quote") {
        for key in ["prefix", "suffix"] {
            if !f.is_absent(key) {
                f.lacks(
                    Code::MissingField,
                    format!("`{key}` stands without a `quote`"),
                    "add the `quote` that it belongs to",
                );
            }
        }
    }
    (quote, source)
}

/// What a position or event rests on.
fn evidence(f: &mut Fields<'_, '_, '_>) -> Evidence {
    let exact = f.optional::<Words>("quote", "the exact words that it rests on");
    let (quote, source) = quote(f, exact);
    let locator = f.optional::<Line>("locator", "where in the source, as in p. 5");
    Evidence { quote, source, locator }
}

impl Record for Note {
    const WHAT: &'static str = "a note";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let exact = f.required::<Words>("quote", "the exact words that it speaks of");
        let (quote, _) = quote(f, exact);
        let kind = f.required::<OneOf<NoteKind>>("kind", "of what kind");
        let audience = audience(f);
        let text = f.required::<Markdown>("text", "the remark, in Markdown");
        Some(Note { quote: quote?, kind: kind?, audience, text: text?, span: f.span })
    }
}

impl Record for KeyMessage {
    const WHAT: &'static str = "a key message";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let text = f.required::<Markdown>("text", "the message, in Markdown");
        let exact = f.optional::<Words>("quote", "the exact words that it rests on");
        let (quote, _) = quote(f, exact);
        let audience = audience(f);
        Some(KeyMessage { text: text?, quote, audience, span: f.span })
    }
}

impl Record for Position {
    const WHAT: &'static str = "a position";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let actor = f.required::<Words>("actor", "the actor, by id");
        let theme = f.required::<Words>("theme", "the theme, by id");
        let stance = f.required::<Spanning<OneOf<Stance>>>("stance", "how the actor stands to the theme");
        let statement = f.required::<Line>("statement", "what the actor holds, in one sentence");
        let evidence = evidence(f);
        let message = "a position needs a quote or a source, and has neither";
        let help = "add `quote:` with the exact words of the article, or `source:` with `locator:`";
        f.lacks_all(&["quote", "source"], Code::MissingEvidence, message, help);
        let date = f.optional::<Spanning<When>>("date", "when; the article's date without it");
        let audience = audience(f);
        let span = f.span;
        let (actor, theme, stance, statement) = (actor?, theme?, stance?, statement?);
        Some(Position { actor, theme, stance, statement, evidence, date, audience, span })
    }
}

impl Record for Event {
    const WHAT: &'static str = "an event";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let date = f.required::<When>("date", "when, or since when");
        let until = f.optional::<When>("until", "until when, for a span of time");
        let text = f.required::<Markdown>("text", "what happened, in Markdown");
        let evidence = evidence(f);
        let actors = f.list::<Words>("actors", "who took part, by id");
        let themes = f.list::<Words>("themes", "what it was about, by id");
        let audience = audience(f);
        let (date, span) = (date?, f.span);
        in_order_of_time(f, Some(date), "until", until);
        Some(Event { date, until, text: text?, evidence, actors, themes, audience, span })
    }
}

impl Record for PolicyOption {
    const WHAT: &'static str = "an option";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let text = f.required::<Markdown>("text", "the course of action, in Markdown");
        let arguments_for = f.list::<Markdown>("for", "what speaks for it");
        let arguments_against = f.list::<Markdown>("against", "what speaks against it");
        let audience = audience(f);
        Some(PolicyOption { text: text?, arguments_for, arguments_against, audience, span: f.span })
    }
}

impl Record for Addressee {
    const WHAT: &'static str = "an addressee";
    const SHORT: bool = true;

    fn short(_: &mut Reader<'_>, text: Spanned<String>) -> Option<Self> {
        Some(Self::Actor(text))
    }

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        f.required::<Line>("name", "someone whom the registry needn't know").map(Self::Named)
    }
}

impl Record for Recommendation {
    const WHAT: &'static str = "a recommendation";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let text = f.required::<Markdown>("text", "the recommendation, in Markdown");
        let to = f.optional::<Addressee>("to", "to whom: an actor's id, or {name: …}");
        let by = f.optional::<When>("by", "by when");
        let audience = audience(f);
        Some(Recommendation { text: text?, to, by, audience, span: f.span })
    }
}

/// What quotes and citations (`[@hansard, p. 5]`) call a source: letters, digits and `_ - . :`.
struct SourceId;

impl Shape for SourceId {
    type Value = Spanned<String>;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<Spanned<String>> {
        let id = Words::read(reader, node)?;
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
        if !id.chars().all(fits) {
            let message = format!("`{}` is no id of a source", brief(&id));
            let help = format!("write it without spaces and signs: {}", slug::slugify(brief(&id)));
            reader.find(Code::InvalidId, node.span, message, help);
        }
        Some(id)
    }

    fn schema() -> serde_json::Value {
        Words::schema()
    }
}

impl Record for Source {
    const WHAT: &'static str = "a source";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let id = f.optional::<SourceId>("id", "what quotes and citations call it by");
        let file = f.optional::<Words>("file", "a stored text under seeds/, in which its quotes are verified");
        let title = f.required::<Line>("title", "its title");
        let author = f.optional::<Line>("author", "who wrote it");
        let publisher = f.optional::<Line>("publisher", "who published it");
        let url = f.optional::<WebAddress>("url", "where it stands");
        let date = f.optional::<When>("date", "when it came out");
        let accessed = f.optional::<When>("accessed", "when it was read");
        let audience = audience(f);
        // Without a title it stays known by its id, or every quote from it would fail too.
        let title = title.unwrap_or_default();
        Some(Source { id, file, title, author, publisher, url, date, accessed, audience, span: f.span })
    }
}

impl Record for Download {
    const WHAT: &'static str = "a download";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let file = f.required::<Words>("file", "the file: beside the notes, or from the root");
        let title = f.optional::<Line>("title", "its title");
        let language = f.optional::<Language>("language", "its language");
        Some(Download { file: file?, title, language })
    }
}

impl Record for LinkDecision {
    const WHAT: &'static str = "a link decision";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let text = f.required::<Words>("text", "the words");
        let to = f.required::<Words>("to", "the actor or theme that they mean here, by id");
        Some(LinkDecision { text: text?, to: to? })
    }
}

impl Record for Revision {
    const WHAT: &'static str = "a revision";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let date = f.required::<When>("date", "when");
        let kind = f.optional::<OneOf<RevisionKind>>("kind", "minor (default), significant or correction");
        let text = f.required::<Markdown>("text", "what changed, in Markdown");
        let audience = audience(f);
        Some(Revision { date: date?, kind: kind.unwrap_or(RevisionKind::Minor), text: text?, audience, span: f.span })
    }
}

impl Record for Byline {
    const WHAT: &'static str = "a signatory";
    const SHORT: bool = true;

    fn short(_: &mut Reader<'_>, text: Spanned<String>) -> Option<Self> {
        Some(Self { who: Signatory::Author(text), role: "author".to_owned() })
    }

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let name = f.optional::<Line>("name", "a name that stands here only");
        let id = f.optional::<Words>("id", "a person of content/authors.yaml");
        let role = f.optional::<Line>("role", "author (default) is cited; others, as reviewer, are shown only");
        let message = "a signatory needs `name` or `id`, and has neither";
        f.lacks_all(&["name", "id"], Code::MissingField, message, "add `name: …`");
        let who = id.map(Signatory::Author).or(name.map(Signatory::Named))?;
        Some(Self { who, role: role.unwrap_or_else(|| "author".to_owned()) })
    }
}
