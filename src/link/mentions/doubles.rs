//! Names of the registry that two actors share, or that can never match anything new.
//!
//! Takes the registry; pushes findings. Never changes it.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::files::Spanned;
use crate::model::date::PartialDate;
use crate::model::registry::{Alias, Registry};
use crate::text::boundary;
use crate::text::fold::{Case, Folded, alike};

/// One listed name, with what decides when it matches.
struct Listed<'a> {
    actor: usize,
    owner: &'a str,
    text: &'a Spanned<String>,
    alias: Option<&'a Alias>,
}

impl Listed<'_> {
    fn any_case(&self) -> bool {
        self.alias.is_some_and(|alias| alias.any_case)
    }

    fn weak(&self) -> bool {
        self.alias.is_some_and(|alias| alias.weak)
    }

    fn dates(&self) -> (Option<PartialDate>, Option<PartialDate>) {
        self.alias.map_or((None, None), |alias| (alias.from, alias.until))
    }

    /// Whether both match the same words.
    fn same_words(&self, other: &Self) -> bool {
        self.any_case() || other.any_case() || alike(self.text.trim()) == alike(other.text.trim())
    }

    /// Whether some day belongs to both.
    fn same_time(&self, other: &Self) -> bool {
        let before = |until: Option<PartialDate>, from: Option<PartialDate>| {
            until.zip(from).is_some_and(|(until, from)| until.last_day() < from.first_day())
        };
        let ((from, until), (other_from, other_until)) = (self.dates(), other.dates());
        !before(until, other_from) && !before(other_until, from)
    }

    /// Whether nothing is left for `other`, of the same actor, to match.
    fn covers(&self, other: &Self) -> bool {
        let always = self.dates() == (None, None) || self.dates() == other.dates();
        let words = self.any_case() || alike(self.text.trim()) == alike(other.text.trim());
        always && words && (!self.weak() || other.weak()) && (self.any_case() || !other.any_case())
    }
}

/// Reports names that two actors share, at the second, and names that can never match.
pub(super) fn check(registry: &Registry, diagnostics: &mut Diagnostics) {
    let mut by_text: BTreeMap<String, Vec<Listed<'_>>> = BTreeMap::new();
    for (ix, actor) in registry.actors.iter().enumerate() {
        let name = Listed { actor: ix, owner: &actor.name, text: &actor.name, alias: None };
        let aliases = actor.aliases.iter().map(|alias| Listed { text: &alias.text, alias: Some(alias), ..name });
        let all: Vec<_> = std::iter::once(&name).map(|name| Listed { ..*name }).chain(aliases).collect();
        for listed in all {
            if listed.text.trim().is_empty() {
                // That it lacks was said where it was read.
                continue;
            }
            let folded = Folded::new(listed.text.trim(), Case::Fold).text;
            if !folded.contains(boundary::is_word) {
                diagnostics.push(nothing_to_find(&listed));
                continue;
            }
            let others = by_text.entry(folded).or_default();
            judge(&listed, others, diagnostics);
            others.push(listed);
        }
    }
    for theme in &registry.themes {
        for phrase in theme.phrases.iter().filter(|phrase| !phrase.contains(boundary::is_word)) {
            let message = format!("the phrase \"{}\" has no letter or digit, so it can never match", phrase.value);
            diagnostics.push(Diagnostic::new(Code::UselessAlias, phrase.span, message).help("remove it"));
        }
    }
}

/// Reports `listed` if an earlier name says the same.
fn judge(listed: &Listed<'_>, others: &[Listed<'_>], diagnostics: &mut Diagnostics) {
    let own = others.iter().find(|other| other.actor == listed.actor && other.covers(listed));
    if let Some(own) = own {
        let what = if own.alias.is_some() { "another alias" } else { "the name" };
        let message =
            format!("the alias \"{}\" finds nothing that {what} of {} doesn't find", listed.text.value, listed.owner);
        let finding = Diagnostic::new(Code::UselessAlias, listed.text.span, message);
        diagnostics
            .push(finding.help("remove it").related(own.text.span, format!("\"{}\" stands here", own.text.value)));
        return;
    }
    let shared = others.iter().find(|other| {
        other.actor != listed.actor
            && other.same_words(listed)
            && other.same_time(listed)
            && !(other.weak() && listed.weak())
    });
    if let Some(first) = shared {
        let message = format!("\"{}\" is a name of both {} and {}", listed.text.value, first.owner, listed.owner);
        diagnostics.push(
            Diagnostic::new(Code::AmbiguousAlias, listed.text.span, message)
                .help("it is linked only in briefs that also use a name which one of the two has alone")
                .help("take it away from one of them, bind it to a time with `from:` and `until:`, or decide in the brief's `links:`")
                .related(first.text.span, format!("{} has it here", first.owner)),
        );
    }
}

fn nothing_to_find(listed: &Listed<'_>) -> Diagnostic {
    let message = format!("the name \"{}\" has no letter or digit, so it can never match", listed.text.value);
    Diagnostic::new(Code::UselessAlias, listed.text.span, message)
        .help("remove it, or write the words as texts have them")
}
