//! Takes out what isn't meant for the audience: the one place where that happens.
//!
//! Takes the corpus and whom the build is for, returns the corpus that later steps see. What it took goes to the
//! check of the outputs and nowhere else. Nothing after this step can know of it: no link, count, name or order.

mod references;
mod words;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::diag::Diagnostics;
use crate::files::FileId;
use crate::model::body::Prose;
use crate::model::brief::{Audience, Brief, Front, Status};
use crate::model::corpus::{Corpus, Selection, Withheld};
use crate::model::notes::Embargo;
use crate::model::registry::Registry;
use crate::text::hash::OfIds;

/// What a selection left for the next of the same audience. The default keeps nothing.
#[derive(Debug, Default)]
pub struct Kept {
    keeps: bool,
    as_of: Option<jiff::Timestamp>,
    registry: Option<(Arc<Registry>, Arc<Registry>, Withheld)>,
    briefs: HashMap<FileId, Chosen, OfIds>,
}

/// A brief, and what is left of it.
#[derive(Debug)]
struct Chosen {
    parsed: Brief,
    stays: Option<Brief>,
    withheld: Withheld,
}

impl Kept {
    /// Keeps what it is given.
    pub fn keeping() -> Self {
        Self { keeps: true, ..Self::default() }
    }

    /// Forgets what is shown, or no longer, since the time of `selection` is another.
    fn go_on(&mut self, selection: &Selection) {
        let Some(as_of) = self.as_of.replace(selection.as_of).filter(|as_of| *as_of != selection.as_of) else { return };
        let former = Selection { as_of, ..selection.clone() };
        self.briefs.retain(|_, Chosen { parsed, .. }| not_now(parsed, &former) == not_now(parsed, selection));
    }
}

/// Leaves what `selection` shows. References from what stays to what goes are `withheld-reference`.
pub fn select(corpus: Corpus, selection: &Selection, diagnostics: &mut Diagnostics) -> (Corpus, Withheld) {
    select_again(corpus, selection, &mut Kept::default(), diagnostics)
}

/// Selects of what isn't the same as before; what is left is what a first selection leaves.
pub fn select_again(
    mut corpus: Corpus,
    selection: &Selection,
    kept: &mut Kept,
    diagnostics: &mut Diagnostics,
) -> (Corpus, Withheld) {
    let mut withheld = Withheld::default();
    kept.go_on(selection);
    registry_again(&mut corpus, selection, kept, &mut withheld);
    take_tags(&mut corpus, &withheld);
    briefs_again(&mut corpus, selection, kept, &mut withheld);
    take_pages(&mut corpus, selection, &mut withheld);
    references::check(&corpus, &withheld, diagnostics);
    (corpus, withheld)
}

fn registry_again(corpus: &mut Corpus, selection: &Selection, kept: &mut Kept, withheld: &mut Withheld) {
    if let Some((parsed, left, gone)) = &kept.registry
        && Arc::ptr_eq(parsed, &corpus.registry)
    {
        corpus.registry = Arc::clone(left);
        add(withheld, gone);
        return;
    }
    let parsed = kept.keeps.then(|| Arc::clone(&corpus.registry));
    let mut gone = Withheld::default();
    take_registry(Arc::make_mut(&mut corpus.registry), selection, &mut gone);
    add(withheld, &gone);
    kept.registry = parsed.map(|parsed| (parsed, Arc::clone(&corpus.registry), gone));
}

/// A tag of a withheld theme is as if mapped to nothing: the configuration itself is never published.
fn take_tags(corpus: &mut Corpus, withheld: &Withheld) {
    for theme in corpus.config.tags.values_mut() {
        theme.take_if(|theme| withheld.ids.iter().any(|(kind, id)| *kind == "theme" && *id == theme.value));
    }
}

fn briefs_again(corpus: &mut Corpus, selection: &Selection, kept: &mut Kept, withheld: &mut Withheld) {
    let parsed = std::mem::take(&mut corpus.briefs);
    if kept.briefs.len() > parsed.len() {
        let present: HashSet<FileId, OfIds> = parsed.iter().map(|brief| brief.span.file).collect();
        kept.briefs.retain(|file, _| present.contains(file));
    }
    corpus.briefs.reserve(parsed.len());
    for brief in parsed {
        let file = brief.span.file;
        if let Some(chosen) = kept.briefs.get(&file).filter(|chosen| chosen.parsed.is_same(&brief)) {
            add(withheld, &chosen.withheld);
            // What nothing is taken from stays the brief that it is.
            let whole = chosen.stays.as_ref().is_some_and(|stays| stays.is_same(&brief));
            corpus.briefs.extend(if whole { Some(brief) } else { chosen.stays.clone() });
        } else if kept.keeps {
            let chosen = choose_brief(brief.clone(), brief, selection);
            add(withheld, &chosen.withheld);
            corpus.briefs.extend(chosen.stays.clone());
            kept.briefs.insert(file, chosen);
        } else {
            corpus.briefs.extend(take_brief(brief, selection, withheld));
        }
    }
}

fn choose_brief(parsed: Brief, brief: Brief, selection: &Selection) -> Chosen {
    let mut withheld = Withheld::default();
    let stays = take_brief(brief, selection, &mut withheld);
    Chosen { parsed, stays, withheld }
}

fn add(withheld: &mut Withheld, more: &Withheld) {
    withheld.words.extend(more.words.iter().cloned());
    withheld.ids.extend(more.ids.iter().cloned());
}

fn hidden(audience: Audience, selection: &Selection) -> bool {
    audience == Audience::Internal && !selection.internal
}

/// Whether a brief or page of this status and embargo isn't shown yet.
fn unpublished(status: Status, embargo: Option<&Embargo>, selection: &Selection) -> bool {
    let draft = status == Status::Draft;
    let embargoed = embargo.is_some_and(|embargo| embargo.until > selection.as_of);
    (draft || embargoed) && !selection.drafts
}

/// Whether an article's own front matter ended its publication or puts it off, and no notes took it up.
fn out_of_time(brief: &Brief, selection: &Selection) -> bool {
    let today = selection.as_of.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    let Some(article) = brief.article.as_ref().filter(|_| brief.notes_file.is_none() && !selection.drafts) else {
        return false;
    };
    article.expires.is_some_and(|day| day.first_day() <= today)
        || article.begins.is_some_and(|day| day.first_day() > today)
}

/// Whether a brief isn't shown at the time of the selection.
fn not_now(brief: &Brief, selection: &Selection) -> bool {
    unpublished(brief.front.status, brief.front.embargo.as_ref(), selection) || out_of_time(brief, selection)
}

fn take_registry(registry: &mut Registry, selection: &Selection, withheld: &mut Withheld) {
    registry.actors.retain_mut(|actor| {
        if hidden(actor.audience, selection) {
            withheld.ids.push(("actor", actor.id.value.clone()));
            withheld.words.extend(actor.summary.take());
            words::of_prose(&actor.body, &mut withheld.words);
            return false;
        }
        choose(&mut actor.body, selection, withheld);
        true
    });
    registry.themes.retain_mut(|theme| {
        if hidden(theme.audience, selection) {
            withheld.ids.push(("theme", theme.id.value.clone()));
            withheld.words.extend(theme.summary.take());
            words::of_prose(&theme.body, &mut withheld.words);
            return false;
        }
        choose(&mut theme.body, selection, withheld);
        true
    });
}

/// What is left of a brief; nothing if it isn't shown.
fn take_brief(mut brief: Brief, selection: &Selection, withheld: &mut Withheld) -> Option<Brief> {
    let front = &brief.front;
    if hidden(front.audience, selection) || not_now(&brief, selection) {
        withheld.ids.push(("brief", brief.slug.clone()));
        words::of_brief(&brief, &mut withheld.words);
        return None;
    }
    if front.status == Status::Removed {
        words::of_brief(&brief, &mut withheld.words);
        leave_notice(&mut brief);
    }
    if has_internal(&brief.front) {
        take_entries(Arc::make_mut(&mut brief.front), selection, withheld);
    }
    if brief.text.internal.is_some() {
        choose(Arc::make_mut(&mut brief.text), selection, withheld);
    }
    Some(brief)
}

/// Whether a front matter has anything that only one audience sees: else it stays as it is, and shared.
fn has_internal(front: &Front) -> bool {
    let internal = |audience: Audience| audience == Audience::Internal;
    front.proses().iter().any(|prose| prose.internal.is_some())
        || front.notes.iter().any(|entry| internal(entry.audience))
        || front.key_messages.iter().any(|entry| internal(entry.audience))
        || front.positions.iter().any(|entry| internal(entry.audience))
        || front.events.iter().any(|entry| internal(entry.audience))
        || front.options.iter().any(|entry| internal(entry.audience))
        || front.recommendations.iter().any(|entry| internal(entry.audience))
        || front.sources.iter().any(|entry| internal(entry.audience))
        || front.revisions.iter().any(|entry| internal(entry.audience))
}

/// Of a removed brief only the notice stays: its title, dates, reason and where to go instead.
fn leave_notice(brief: &mut Brief) {
    let front = Arc::unwrap_or_clone(std::mem::take(&mut brief.front));
    brief.front = Arc::new(Front {
        title: front.title,
        status: front.status,
        withdrawn: front.withdrawn,
        redirect_from: front.redirect_from,
        language: front.language,
        slug: front.slug,
        ..Front::default()
    });
    brief.article = None;
    brief.text = Arc::default();
}

fn take_pages(corpus: &mut Corpus, selection: &Selection, withheld: &mut Withheld) {
    corpus.pages.retain_mut(|page| {
        if hidden(page.audience, selection) || unpublished(page.status, page.embargo.as_ref(), selection) {
            withheld.ids.push(("page", page.slug.clone()));
            withheld.words.push(page.title.value.clone());
            words::of_prose(&page.body, &mut withheld.words);
            return false;
        }
        if page.status == Status::Removed {
            words::of_prose(&page.body, &mut withheld.words);
            page.body = Prose::default();
            page.summary = None;
        }
        if let Some(summary) = &mut page.summary {
            choose(summary, selection, withheld);
        }
        choose(&mut page.body, selection, withheld);
        true
    });
}

/// Leaves the text of the chosen audience in `public` and forgets the other.
fn choose(prose: &mut Prose, selection: &Selection, withheld: &mut Withheld) {
    if let Some(whole) = prose.internal.take() {
        if selection.internal {
            prose.public = *whole;
        } else {
            words::of_internal_passages(&whole, &mut withheld.words);
        }
    }
}

fn take_entries(front: &mut Front, selection: &Selection, withheld: &mut Withheld) {
    let gone = &mut withheld.words;
    front.notes.retain(|note| stays(note.audience, selection, &[&note.text], gone));
    front.key_messages.retain(|message| stays(message.audience, selection, &[&message.text], gone));
    front.positions.retain(|position| {
        let stay = !hidden(position.audience, selection);
        if !stay {
            gone.push(position.statement.clone());
        }
        stay
    });
    front.events.retain(|event| stays(event.audience, selection, &[&event.text], gone));
    front.options.retain(|option| {
        let mut texts = vec![&option.text];
        texts.extend(option.arguments_for.iter().chain(&option.arguments_against));
        stays(option.audience, selection, &texts, gone)
    });
    front.recommendations.retain(|entry| stays(entry.audience, selection, &[&entry.text], gone));
    front.sources.retain(|source| {
        let stay = !hidden(source.audience, selection);
        if !stay {
            gone.push(source.title.clone());
            gone.extend(source.url.clone());
        }
        stay
    });
    front.revisions.retain(|entry| stays(entry.audience, selection, &[&entry.text], gone));
    for prose in proses(front) {
        choose(prose, selection, withheld);
    }
}

fn stays(audience: Audience, selection: &Selection, texts: &[&Prose], gone: &mut Vec<String>) -> bool {
    let stay = !hidden(audience, selection);
    if !stay {
        for text in texts {
            words::of_prose(text, gone);
        }
    }
    stay
}

/// Every Markdown text of a front matter.
fn proses(front: &mut Front) -> Vec<&mut Prose> {
    let mut all: Vec<&mut Prose> = front.summary.iter_mut().collect();
    all.extend(front.notes.iter_mut().map(|note| &mut note.text));
    all.extend(front.key_messages.iter_mut().map(|message| &mut message.text));
    all.extend(front.events.iter_mut().map(|event| &mut event.text));
    for option in &mut front.options {
        all.push(&mut option.text);
        all.extend(option.arguments_for.iter_mut().chain(&mut option.arguments_against));
    }
    all.extend(front.recommendations.iter_mut().map(|entry| &mut entry.text));
    all.extend(front.revisions.iter_mut().map(|entry| &mut entry.text));
    all
}
