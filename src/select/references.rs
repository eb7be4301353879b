//! References by hand from what is shown to what is withheld.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::files::{Span, Spanned};
use crate::model::body::{Body, Prose, ReferenceKind};
use crate::model::brief::Brief;
use crate::model::corpus::{Corpus, Withheld};
use crate::model::notes::Addressee;

/// Reports every id of what is withheld that shown material names by hand.
pub(super) fn check(corpus: &Corpus, withheld: &Withheld, diagnostics: &mut Diagnostics) {
    if withheld.ids.is_empty() {
        return;
    }
    let gone = Gone { ids: withheld.ids.iter().map(|(kind, id)| (*kind, id.as_str())).collect() };
    for actor in &corpus.registry.actors {
        gone.ids_in("actor", actor.relations.iter().map(|relation| &relation.to), diagnostics);
        gone.ids_in("actor", actor.roles.iter().filter_map(|role| role.of.as_ref()), diagnostics);
        gone.prose(&actor.body, diagnostics);
    }
    for theme in &corpus.registry.themes {
        gone.ids_in("theme", theme.broader.iter(), diagnostics);
        gone.prose(&theme.body, diagnostics);
    }
    for page in &corpus.pages {
        gone.prose(&page.body, diagnostics);
    }
    for brief in &corpus.briefs {
        gone.brief(brief, diagnostics);
    }
}

struct Gone<'a> {
    ids: BTreeSet<(&'static str, &'a str)>,
}

impl Gone<'_> {
    fn report(&self, kind: &'static str, id: &str, span: Span, diagnostics: &mut Diagnostics) {
        if self.ids.contains(&(kind, id)) {
            diagnostics.push(
                Diagnostic::new(
                    Code::WithheldReference,
                    span,
                    format!("this names the {kind} `{id}`, which isn't shown to this audience"),
                )
                .help(format!("take the reference out, make it internal too, or publish the {kind}")),
            );
        }
    }

    fn ids_in<'s>(
        &self,
        kind: &'static str,
        ids: impl Iterator<Item = &'s Spanned<String>>,
        diagnostics: &mut Diagnostics,
    ) {
        for id in ids {
            self.report(kind, &id.value, id.span, diagnostics);
        }
    }

    fn prose(&self, prose: &Prose, diagnostics: &mut Diagnostics) {
        self.body(&prose.public, diagnostics);
    }

    fn body(&self, body: &Body, diagnostics: &mut Diagnostics) {
        for reference in &body.references {
            let kinds: &[&'static str] = match reference.kind {
                Some(ReferenceKind::Actor) => &["actor"],
                Some(ReferenceKind::Theme) => &["theme"],
                Some(ReferenceKind::Brief) => &["brief"],
                None => &["actor", "theme", "brief"],
            };
            for kind in kinds {
                self.report(kind, &reference.id, reference.span, diagnostics);
            }
        }
    }

    fn brief(&self, brief: &Brief, diagnostics: &mut Diagnostics) {
        let front = &brief.front;
        self.ids_in("actor", front.actors.iter(), diagnostics);
        self.ids_in("theme", brief.own_themes(), diagnostics);
        self.ids_in("actor", front.positions.iter().map(|position| &position.actor), diagnostics);
        self.ids_in("theme", front.positions.iter().map(|position| &position.theme), diagnostics);
        self.ids_in("actor", front.events.iter().flat_map(|event| &event.actors), diagnostics);
        self.ids_in("theme", front.events.iter().flat_map(|event| &event.themes), diagnostics);
        self.ids_in("brief", front.supersedes.iter().chain(&front.translation_of), diagnostics);
        for link in &front.links {
            self.report("actor", &link.to.value, link.to.span, diagnostics);
            self.report("theme", &link.to.value, link.to.span, diagnostics);
        }
        for entry in &front.recommendations {
            if let Some(Addressee::Actor(id)) = &entry.to {
                self.report("actor", &id.value, id.span, diagnostics);
            }
        }
        for prose in std::iter::once(&*brief.text).chain(front.proses()) {
            self.prose(prose, diagnostics);
        }
    }
}
