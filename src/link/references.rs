//! Ids that users write by hand: each must name something.

use super::known::Known;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::files::{Span, Spanned};
use crate::model::body::{Body, Reference, ReferenceKind};
use crate::model::brief::{Brief, Front};
use crate::model::corpus::Corpus;
use crate::model::notes::{Addressee, Quote, Signatory};
use crate::text::near::nearest;

/// Reports the ids of the registry and of the desk's own pages that name nothing.
pub(super) fn of_corpus(corpus: &Corpus, known: Known<'_>, diagnostics: &mut Diagnostics) {
    let check = Check { corpus, known };
    for actor in &corpus.registry.actors {
        let others = actor.relations.iter().map(|relation| &relation.to);
        others
            .chain(actor.roles.iter().filter_map(|role| role.of.as_ref()))
            .for_each(|id| check.actor(id, diagnostics));
        check.body(actor.body.body(), diagnostics);
    }
    for theme in &corpus.registry.themes {
        theme.broader.iter().for_each(|id| check.theme(id, diagnostics));
        check.body(theme.body.body(), diagnostics);
    }
    check.circles(diagnostics);
    corpus.config.tags.values().flatten().for_each(|id| check.theme(id, diagnostics));
    for page in &corpus.pages {
        check.body(page.body.body(), diagnostics);
    }
}

/// Reports the ids of a brief that name nothing.
pub(super) fn of_brief(brief: &Brief, corpus: &Corpus, known: Known<'_>, diagnostics: &mut Diagnostics) {
    let check = Check { corpus, known };
    let front = &brief.front;
    check.registry_ids(brief, diagnostics);
    check.people_and_series(front, diagnostics);
    for slug in front.supersedes.iter().chain(&front.translation_of) {
        if !known.brief(&slug.value) {
            let message = format!("there is no brief `{}`", slug.value);
            diagnostics.push(near(Code::UnknownReference, slug, message, known.slugs()));
        }
    }
    check.sources(brief, diagnostics);
    for body in bodies(brief) {
        check.body(body, diagnostics);
    }
}

/// Every Markdown text of a brief.
pub(super) fn bodies(brief: &Brief) -> impl Iterator<Item = &Body> {
    std::iter::once(&*brief.text).chain(brief.front.proses()).map(|prose| prose.body())
}

struct Check<'a> {
    corpus: &'a Corpus,
    known: Known<'a>,
}

impl Check<'_> {
    fn actor(&self, id: &Spanned<String>, diagnostics: &mut Diagnostics) {
        let registry = &self.corpus.registry;
        if registry.actor(&id.value).is_none() {
            let ids = registry.actors.iter().map(|actor| actor.id.value.as_str());
            let message = format!("the registry has no actor `{}`", id.value);
            diagnostics.push(near(Code::UnknownActor, id, message, ids));
        }
    }

    fn theme(&self, id: &Spanned<String>, diagnostics: &mut Diagnostics) {
        let registry = &self.corpus.registry;
        if registry.theme(&id.value).is_none() {
            let ids = registry.themes.iter().map(|theme| theme.id.value.as_str());
            let message = format!("the registry has no theme `{}`", id.value);
            diagnostics.push(near(Code::UnknownTheme, id, message, ids));
        }
    }

    /// A theme can't be broader than itself, by whatever way: one finding for each circle, at its last theme.
    fn circles(&self, diagnostics: &mut Diagnostics) {
        let registry = &self.corpus.registry;
        for theme in &registry.themes {
            let mut circle: Vec<&Spanned<String>> = Vec::new();
            let mut at = Some(theme);
            while let Some(broader) = at.and_then(|theme| theme.broader.as_ref()) {
                circle.push(broader);
                at = registry.theme(&broader.value).map(|ix| &registry[ix]);
                if broader.value == theme.id.value || circle.len() > registry.themes.len() {
                    break;
                }
            }
            let Some(own) = circle.first().copied() else { continue };
            let closed = circle.last().is_some_and(|last| last.value == theme.id.value);
            let place = |broader: &Spanned<String>| (broader.span.file, broader.span.start);
            if !closed || circle.iter().any(|other| place(other) > place(own)) {
                continue;
            }
            let message = format!("the theme `{}` would be broader than itself", theme.id.value);
            let mut finding = Diagnostic::new(Code::InvalidValue, own.span, message)
                .help("let `broader:` name a theme that isn't below this one");
            for other in &circle[1..] {
                finding = finding.related(other.span, "the circle goes on here");
            }
            diagnostics.push(finding);
        }
    }

    fn registry_ids(&self, brief: &Brief, diagnostics: &mut Diagnostics) {
        let front = &brief.front;
        front.actors.iter().for_each(|id| self.actor(id, diagnostics));
        brief.own_themes().for_each(|id| self.theme(id, diagnostics));
        for position in &front.positions {
            self.actor(&position.actor, diagnostics);
            self.theme(&position.theme, diagnostics);
        }
        for event in &front.events {
            event.actors.iter().for_each(|id| self.actor(id, diagnostics));
            event.themes.iter().for_each(|id| self.theme(id, diagnostics));
        }
        for entry in &front.recommendations {
            if let Some(Addressee::Actor(id)) = &entry.to {
                self.actor(id, diagnostics);
            }
        }
        for link in &front.links {
            if self.corpus.registry.theme(&link.to.value).is_none() {
                self.actor(&link.to, diagnostics);
            }
        }
    }

    fn people_and_series(&self, front: &Front, diagnostics: &mut Diagnostics) {
        let people = || self.corpus.authors.iter().map(|author| author.id.value.as_str());
        for byline in &front.authors {
            if let Signatory::Author(id) = &byline.who
                && !people().any(|known| known == id.value)
            {
                let message = format!("content/authors.yaml has nobody called `{}`", id.value);
                diagnostics.push(
                    near(Code::UnknownReference, id, message, people())
                        .help("for someone who stands here only, write `{name: Their Name}`"),
                );
            }
        }
        let shelves = || self.corpus.series.iter().map(|series| series.id.value.as_str());
        if let Some(id) = &front.series
            && !shelves().any(|known| known == id.value)
        {
            let message = format!("content/series.yaml has no series `{}`", id.value);
            diagnostics.push(near(Code::UnknownReference, id, message, shelves()));
        }
    }

    fn sources(&self, brief: &Brief, diagnostics: &mut Diagnostics) {
        let front = &brief.front;
        let listed = front.sources.iter().filter_map(|source| source.id.as_ref());
        let mut ids: Vec<&str> = listed.map(|id| id.value.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut named = |id: &str, span: Span| {
            if !ids.contains(&id) {
                let id = Spanned::new(id.to_owned(), span);
                let message = format!("this brief lists no source `{}`", id.value);
                diagnostics.push(
                    near(Code::UnknownSource, &id, message, ids.iter().copied())
                        .help("list it under `sources:` with that `id:`"),
                );
            }
        };
        for id in quotes(front).filter_map(|quote| quote.source.as_ref()) {
            named(&id.value, id.span);
        }
        let evidence = front.positions.iter().map(|position| &position.evidence);
        for id in evidence.chain(front.events.iter().map(|event| &event.evidence)).filter_map(|one| one.source.as_ref())
        {
            named(&id.value, id.span);
        }
        for citation in bodies(brief).flat_map(|body| &body.citations) {
            named(&citation.source, citation.span);
        }
    }

    fn body(&self, body: &Body, diagnostics: &mut Diagnostics) {
        for reference in &body.references {
            if !reference.id.is_empty() {
                self.reference(reference, diagnostics);
            }
        }
    }

    fn reference(&self, reference: &Reference, diagnostics: &mut Diagnostics) {
        let registry = &self.corpus.registry;
        let id = &*reference.id;
        let owners: Vec<&str> = [
            (ReferenceKind::Actor, "actor", registry.actor(id).is_some()),
            (ReferenceKind::Theme, "theme", registry.theme(id).is_some()),
            (ReferenceKind::Brief, "brief", self.known.brief(id)),
        ]
        .into_iter()
        .filter(|(kind, _, owns)| *owns && reference.kind.is_none_or(|wanted| wanted == *kind))
        .map(|(_, name, _)| name)
        .collect();
        match owners.as_slice() {
            [_] => {}
            [] => {
                let ids = registry.actors.iter().map(|actor| actor.id.value.as_str());
                let ids = ids.chain(registry.themes.iter().map(|theme| theme.id.value.as_str()));
                let id = Spanned::new(id.to_owned(), reference.span);
                let message = format!("`[[{}]]` names no actor, theme or brief", id.value);
                diagnostics.push(near(Code::UnknownReference, &id, message, ids.chain(self.known.slugs())));
            }
            [first, ..] => diagnostics.push(
                Diagnostic::new(
                    Code::UnknownReference,
                    reference.span,
                    format!("`[[{id}]]` could be {}", owners.join(" or ")),
                )
                .help(format!("say which: `[[{first}:{id}]]`")),
            ),
        }
    }
}

/// Every id that a brief names, of whatever kind.
pub(super) fn ids_of(brief: &Brief) -> impl Iterator<Item = &str> {
    let front = &brief.front;
    let registry = front.actors.iter().chain(&front.themes);
    let positions = front.positions.iter().flat_map(|position| [&position.actor, &position.theme]);
    let events = front.events.iter().flat_map(|event| event.actors.iter().chain(&event.themes));
    let addressees = front.recommendations.iter().filter_map(|entry| match &entry.to {
        Some(Addressee::Actor(id)) => Some(id),
        _ => None,
    });
    let signatories = front.authors.iter().filter_map(|byline| match &byline.who {
        Signatory::Author(id) => Some(id),
        Signatory::Named(_) => None,
    });
    let briefs = front.supersedes.iter().chain(&front.translation_of);
    let written = registry.chain(positions).chain(events).chain(addressees).chain(signatories).chain(briefs);
    let written = written.chain(&front.series).chain(front.links.iter().map(|link| &link.to));
    let references = bodies(brief).flat_map(|body| &body.references).map(|reference| &*reference.id);
    written.map(|id| id.value.as_str()).chain(references)
}

/// Every quotation of a front matter.
fn quotes(front: &Front) -> impl Iterator<Item = &Quote> {
    let notes = front.notes.iter().map(|note| &note.quote);
    let messages = front.key_messages.iter().filter_map(|message| message.quote.as_ref());
    let positions = front.positions.iter().filter_map(|position| position.evidence.quote.as_ref());
    notes.chain(messages).chain(positions).chain(front.events.iter().filter_map(|event| event.evidence.quote.as_ref()))
}

fn near<'a>(code: Code, id: &Spanned<String>, message: String, of: impl Iterator<Item = &'a str>) -> Diagnostic {
    let finding = Diagnostic::new(code, id.span, message);
    match nearest(&id.value, of) {
        Some(name) => finding.help(format!("did you mean `{name}`?")),
        None => finding,
    }
}
