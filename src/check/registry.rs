//! What the texts make of the registry.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::registry::Target;
use crate::model::site::{Refusal, RefusalReason, Site};

/// Actors that no text names.
pub(super) fn unmentioned(site: &Site, diagnostics: &mut Diagnostics) {
    for (actor, backlinks) in site.corpus.registry.actors.iter().zip(&site.actors) {
        if backlinks.briefs.is_empty() {
            diagnostics.push(
                Diagnostic::new(
                    Code::UnmentionedActor,
                    actor.id.span,
                    format!("no brief names {}", actor.name.value),
                )
                .help("add the names that the texts use as `aliases:`; `briefgen why WORDS` tells why words aren't linked"),
            );
        }
    }
}

/// Words that look like a mention and were not taken for one.
pub(super) fn refused(site: &Site, diagnostics: &mut Diagnostics) {
    for (brief, links) in site.corpus.briefs.iter().zip(&site.links) {
        for refusal in &links.refusals {
            if refusal.reason == RefusalReason::Excluded {
                continue;
            }
            let Some(body) = brief.body(refusal.at.part) else { continue };
            let passage = body.passage(refusal.at.passage);
            let words = passage.text.get(refusal.start as usize..refusal.end as usize).unwrap_or("");
            let (message, help) = worded(site, refusal, words);
            let span = passage.source_span(refusal.start, refusal.end);
            diagnostics.push(Diagnostic::new(Code::RefusedMention, span, message).help(help));
        }
    }
}

fn worded(site: &Site, refusal: &Refusal, words: &str) -> (String, String) {
    let names: Vec<&str> = refusal.candidates.iter().map(|target| name(site, *target)).collect();
    let names = names.join(" or ");
    match refusal.reason {
        RefusalReason::Ambiguous => (
            format!("“{words}” could be {names}, and nothing here decides"),
            "decide for this brief with `links: [{text: WORDS, to: ID}]`".to_owned(),
        ),
        RefusalReason::Weak => (
            format!("“{words}” counts as {names} only where a fuller name stands, and none does here"),
            "add a fuller alias, or take `weak: true` away".to_owned(),
        ),
        RefusalReason::OutOfDate => (
            format!("“{words}” doesn't mean {names} at this article's date"),
            "check `from:` and `until:` of the alias and the article's date".to_owned(),
        ),
        RefusalReason::Undated => (
            format!("“{words}” means {names} at certain dates only, and this article has none"),
            "give the article a date with `original: {date: …}`".to_owned(),
        ),
        RefusalReason::PartOfName | RefusalReason::Excluded => (
            format!("“{words}” isn't {names} here: it is a part of “{}”", refusal.within.as_deref().unwrap_or(words)),
            "if it is the same, add these words as an alias; if not, as `not:`".to_owned(),
        ),
    }
}

fn name(site: &Site, target: Target) -> &str {
    match target {
        Target::Actor(ix) => &site.corpus.registry[ix].name.value,
        Target::Theme(ix) => &site.corpus.registry[ix].name.value,
    }
}
