//! The search page: what its script needs, and an index from A to Z for readers without it.

use serde::Serialize;

use super::super::archive::{self, PartView};
use super::super::scope::PageScope;
use super::{LinkView, NamedView, actor, brief_named, theme};
use crate::link::archive::{Archive, ListPart};
use crate::model::registry::{ActorIx, Target, ThemeIx};
use crate::text::order;

/// So many actors can be chosen in the filter: those of most briefs.
const CHOICES: usize = 300;

/// What `search.html` is given as `search`.
#[derive(Debug, Serialize)]
pub(crate) struct SearchView {
    /// The root of the search index, below the site's root.
    root: Option<String>,
    /// The script's words, as JSON.
    words: String,
    /// Themes with briefs, by name.
    themes: Vec<NamedView>,
    /// Actors with briefs, by name.
    actors: Vec<NamedView>,
    /// Years with briefs, the latest first.
    years: Vec<i16>,
    /// Briefs from A to Z; empty where there are too many for one list.
    briefs: Vec<LetterView>,
    /// Parts of the list of briefs, where there are too many.
    parts: Vec<PartView>,
    all_actors: Vec<LetterView>,
    all_themes: Vec<LetterView>,
}

/// Names that begin alike.
#[derive(Debug, Serialize)]
struct LetterView {
    letter: String,
    entries: Vec<LinkView>,
}

/// The view of the search page.
pub(crate) fn view(page: &PageScope<'_>) -> SearchView {
    let env = page.env;
    let site = &env.site;
    let dates = site.listed_dates();
    let parts = archive::links(page, &Archive::new(&dates), ListPart::First, "/briefs/");
    let briefs =
        if parts.is_empty() { site.listed().iter().map(|ix| brief_named(page, *ix)).collect() } else { Vec::new() };
    let counted = |target: Target| u32::try_from(site.named(target).len()).ok();
    let themes = (0u32..).map(ThemeIx).take(site.registry().themes.len());
    let themes: Vec<NamedView> =
        themes.map(|ix| NamedView { count: counted(Target::Theme(ix)), ..theme(page, ix) }).collect();
    let actors = (0u32..).map(ActorIx).take(site.registry().actors.len());
    let actors: Vec<NamedView> =
        actors.map(|ix| NamedView { count: counted(Target::Actor(ix)), ..actor(page, ix) }).collect();
    let mut years: Vec<i16> = dates.iter().flatten().map(|date| date.year).collect();
    years.sort_unstable_by_key(|year| std::cmp::Reverse(*year));
    years.dedup();
    SearchView {
        root: env.search_root(),
        words: page.voice.script(),
        briefs: letters(briefs),
        parts,
        all_actors: letters(actors.iter().map(link).collect()),
        all_themes: letters(themes.iter().map(link).collect()),
        themes: choices(themes),
        actors: choices(actors),
        years,
    }
}

fn link(named: &NamedView) -> LinkView {
    LinkView::new(&named.name, Some(named.href.clone()))
}

/// What can be chosen: what briefs name, at most so many, by name.
fn choices(mut all: Vec<NamedView>) -> Vec<NamedView> {
    all.retain(|named| named.count > Some(0));
    all.sort_by(|a, b| (b.count, &a.id).cmp(&(a.count, &b.id)));
    all.truncate(CHOICES);
    all.sort_by_cached_key(|named| (order::key(&named.name), named.id.clone()));
    all
}

/// Entries by their first letter; those that begin with a digit or have no letter come first.
fn letters(mut entries: Vec<LinkView>) -> Vec<LetterView> {
    entries.sort_by_cached_key(|entry| (order::key(&entry.text), entry.href.clone()));
    let mut groups: Vec<LetterView> = Vec::new();
    for entry in entries {
        let letter = order::letter(&entry.text).unwrap_or_else(|| "0–9".to_owned());
        match groups.iter_mut().find(|group| group.letter == letter) {
            Some(group) => group.entries.push(entry),
            None => groups.push(LetterView { letter, entries: vec![entry] }),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_under_their_first_letter_without_marks() {
        let named = |text: &str| LinkView::new(text, None);
        let groups = letters(["Élysée", "“Eastern” plan", "2025 in review", "Київ", "east"].map(named).into());
        let told: Vec<String> = groups
            .iter()
            .map(|group| {
                let entries: Vec<&str> = group.entries.iter().map(|entry| entry.text.as_str()).collect();
                format!("{}: {}", group.letter, entries.join(", "))
            })
            .collect();
        assert_eq!(told, ["0–9: 2025 in review", "E: east, “Eastern” plan, Élysée", "К: Київ"]);
    }
}
