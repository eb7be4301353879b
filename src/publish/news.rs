//! What a publication changes, in readers' words: briefs new, changed, withdrawn or removed, removed pages, and links.

use std::collections::{BTreeMap, BTreeSet};

use super::links::Links;
use super::moved;
use super::record::{BriefState, Record};
use crate::files::Files;
use crate::link::routes::page_route;
use crate::model::brief::{Brief, Status};
use crate::model::registry::Target;
use crate::model::site::{BriefIx, Site};

/// So many of a kind are named; of the others only the number is told.
const NAMED: usize = 12;

/// What happens to a brief, in the order in which it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    New,
    Changed,
    Moved,
    Again,
    Withdrawn,
    Removed,
    Gone,
}

impl What {
    fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Moved => "moved, and found at the old address too",
            Self::Again => "published again",
            Self::Withdrawn => "withdrawn",
            Self::Removed => "removed",
            Self::Gone => "no longer published",
        }
    }
}

/// The briefs of a site as readers see them.
pub(super) fn states(site: &Site, files: &Files) -> BTreeMap<String, BriefState> {
    let briefs = (0u32..).map(BriefIx).zip(&site.corpus.briefs);
    let state = |ix, brief: &Brief| match brief.front.status {
        Status::Removed => state(site, ix, brief.front.status),
        status => BriefState { marks: moved::marks(files, brief), ..state(site, ix, status) },
    };
    briefs.map(|(ix, brief)| (brief.slug.to_string(), state(ix, brief))).collect()
}

/// The routes of the desk's own pages that are removed.
pub(super) fn removed_pages(site: &Site) -> BTreeSet<String> {
    let removed = site.corpus.pages.iter().filter(|page| page.status == Status::Removed);
    removed.map(|page| page_route(&page.slug)).collect()
}

fn state(site: &Site, ix: BriefIx, status: Status) -> BriefState {
    let (_, links) = site.brief(ix);
    let registry = &site.corpus.registry;
    let id = |target: Target| match target {
        Target::Actor(ix) => format!("actors/{}", registry[ix].id.value),
        Target::Theme(ix) => format!("themes/{}", registry[ix].id.value),
    };
    let (title, status, shown) = match status {
        Status::Removed => (String::new(), "removed", false),
        Status::Withdrawn => (links.title.clone(), "withdrawn", true),
        Status::Published | Status::Draft => (links.title.clone(), "published", true),
    };
    let linked = links.mentions.iter().filter(|mention| shown && mention.linked);
    BriefState {
        title,
        status: status.to_owned(),
        links: linked.map(|mention| id(mention.target)).collect(),
        marks: Vec::new(),
    }
}

/// What becomes of each brief, with the title that readers knew.
fn changes<'b>(
    old: &'b BTreeMap<String, BriefState>,
    new: &'b BTreeMap<String, BriefState>,
    came: &BTreeMap<&str, &'b str>,
    sent: &dyn Fn(&str) -> bool,
) -> Vec<(What, &'b str, &'b str)> {
    let mut all = Vec::new();
    for (slug, now) in new {
        let before = old.get(slug);
        let was = before.map_or("", |before| before.status.as_str());
        let title = if now.title.is_empty() { before.map_or("", |before| &before.title) } else { &now.title };
        let what = match (was, now.status.as_str()) {
            ("removed", "removed") => continue,
            (_, "removed") => What::Removed,
            ("published" | "", "withdrawn") => What::Withdrawn,
            ("", "published") if came.contains_key(slug.as_str()) => What::Moved,
            ("" | "removed", _) => What::New,
            ("withdrawn", "published") => What::Again,
            _ if sent(&format!("briefs/{slug}/index.json")) => What::Changed,
            _ => continue,
        };
        all.push((what, slug.as_str(), title));
    }
    let went: BTreeSet<&str> = came.values().copied().collect();
    let stays = |slug: &str| new.contains_key(slug) || went.contains(slug);
    let gone = old.iter().filter(|(slug, before)| !stays(slug) && before.status != "removed");
    all.extend(gone.map(|(slug, before)| (What::Gone, slug.as_str(), before.title.as_str())));
    all.sort_by_key(|(what, slug, _)| (*what, *slug));
    all
}

/// The news from what is live, if a record says it, to what will be: a line each.
pub(super) fn tell(
    live: Option<&Record>,
    next: &Record,
    leads: &BTreeMap<String, String>,
    sent: &dyn Fn(&str) -> bool,
) -> Vec<String> {
    let none = BTreeMap::new();
    let (old, new) = (live.map_or(&none, |live| &live.briefs), &next.briefs);
    // Where each brief that moved came from.
    let moved = leads.iter().filter(|(from, _)| old.contains_key(*from));
    let came: BTreeMap<&str, &str> = moved.map(|(from, to)| (to.as_str(), from.as_str())).collect();
    let all = changes(old, new, &came, sent);
    let mut lines = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let what = all[at].0;
        let count = all[at..].iter().take_while(|change| change.0 == what).count();
        let noun = if count == 1 { "brief" } else { "briefs" };
        lines.push(format!("{count} {noun} {}", what.name()));
        for (what, slug, title) in all[at..at + count].iter().take(NAMED) {
            let from = came.get(slug).filter(|_| *what == What::Moved);
            let was = from.map_or(String::new(), |from| format!("/briefs/{from}/ is now "));
            lines.push(if title.is_empty() {
                format!("  {was}/briefs/{slug}/")
            } else {
                format!("  {title} ({was}/briefs/{slug}/)")
            });
        }
        lines.extend(further(count));
        at += count;
    }
    lines.extend(pages(live, next));
    lines.extend(links(old, new, &came));
    lines
}

fn further(count: usize) -> Option<String> {
    (count > NAMED).then(|| format!("  and {} more", count - NAMED))
}

/// Pages that are removed now. They have no titles here.
fn pages(live: Option<&Record>, next: &Record) -> Vec<String> {
    let routes: Vec<&String> = pages_that_go(live, next).collect();
    let first = match routes.len() {
        0 => return Vec::new(),
        1 => "1 page removed".to_owned(),
        count => format!("{count} pages removed"),
    };
    let named = routes.iter().take(NAMED).map(|route| format!("  {route}"));
    std::iter::once(first).chain(named).chain(further(routes.len())).collect()
}

/// The routes of removed pages that the record of what is live doesn't name as removed.
fn pages_that_go<'r>(live: Option<&'r Record>, next: &'r Record) -> impl Iterator<Item = &'r String> {
    let were = live.map(|live| &live.removed_pages);
    next.removed_pages.iter().filter(move |route| !were.is_some_and(|were| were.contains(*route)))
}

/// Links from briefs to actors and themes, gained and lost.
fn links(
    old: &BTreeMap<String, BriefState>,
    new: &BTreeMap<String, BriefState>,
    came: &BTreeMap<&str, &str>,
) -> Vec<String> {
    let none = Links::default();
    let mut lines = Vec::new();
    let (mut gained, mut lost) = (0, 0);
    let went: BTreeSet<&str> = came.values().copied().collect();
    let slugs: BTreeSet<&str> = old.keys().chain(new.keys()).map(String::as_str).collect();
    for slug in slugs.into_iter().filter(|slug| new.contains_key(*slug) || !went.contains(slug)) {
        let before = old.get(came.get(slug).copied().unwrap_or(slug)).map_or(&none, |brief| &brief.links);
        let now = new.get(slug).map_or(&none, |brief| &brief.links);
        let plus: Vec<&str> = now.beyond(before);
        let minus: Vec<&str> = before.beyond(now);
        gained += plus.len();
        lost += minus.len();
        if old.contains_key(slug) && !(plus.is_empty() && minus.is_empty()) && lines.len() < NAMED {
            let part = |what: &str, ids: &[&str]| (!ids.is_empty()).then(|| format!("{what} {}", ids.join(", ")));
            let parts: Vec<String> = [part("gains", &plus), part("loses", &minus)].into_iter().flatten().collect();
            lines.push(format!("  /briefs/{slug}/ {}", parts.join("; ")));
        }
    }
    if gained + lost > 0 {
        lines.insert(0, format!("{gained} {} gained, {lost} lost", if gained == 1 { "link" } else { "links" }));
    }
    lines
}

/// Whether a brief or a page is removed that readers may have read so far: under whatever slug it stood, and where no
/// record says what stood there.
pub(super) fn removes(live: Option<&Record>, next: &Record) -> bool {
    let was_removed =
        |slug: &str| live.and_then(|live| live.briefs.get(slug)).is_some_and(|was| was.status == "removed");
    let mut briefs = next.briefs.iter().filter(|(_, now)| now.status == "removed");
    briefs.any(|(slug, _)| !was_removed(slug)) || pages_that_go(live, next).next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::record::Published;

    fn brief(title: &str, status: &str, links: &[&str]) -> BriefState {
        let links = links.iter().map(|link| (*link).to_owned()).collect();
        BriefState { title: title.to_owned(), status: status.to_owned(), links, marks: Vec::new() }
    }

    fn record(briefs: Vec<(&str, BriefState)>, removed_pages: &[&str]) -> Record {
        let briefs = briefs.into_iter().map(|(slug, brief)| (slug.to_owned(), brief)).collect();
        let removed_pages = removed_pages.iter().map(|route| (*route).to_owned()).collect();
        Record::new(Published::default(), briefs, removed_pages)
    }

    #[test]
    fn news_are_told_in_readers_words() {
        let old = record(
            vec![
                ("a", brief("Talks", "published", &["actors/un"])),
                ("b", brief("Ferry", "published", &[])),
                ("c", brief("Secret", "published", &["themes/x"])),
                ("old", brief("Port", "published", &[])),
            ],
            &["/gone/"],
        );
        let new = record(
            vec![
                ("a", brief("Talks", "published", &["actors/eu"])),
                ("b", brief("Ferry", "withdrawn", &[])),
                ("c", brief("", "removed", &[])),
                ("d", brief("Dawn", "published", &[])),
                ("port", brief("Port", "published", &[])),
            ],
            &["/about/", "/gone/"],
        );
        let leads = BTreeMap::from([("old".to_owned(), "port".to_owned())]);
        let told = tell(Some(&old), &new, &leads, &|path| path == "briefs/a/index.json");
        assert_eq!(
            told,
            [
                "1 brief new",
                "  Dawn (/briefs/d/)",
                "1 brief changed",
                "  Talks (/briefs/a/)",
                "1 brief moved, and found at the old address too",
                "  Port (/briefs/old/ is now /briefs/port/)",
                "1 brief withdrawn",
                "  Ferry (/briefs/b/)",
                "1 brief removed",
                "  Secret (/briefs/c/)",
                "1 page removed",
                "  /about/",
                "1 link gained, 2 lost",
                "  /briefs/a/ gains actors/eu; loses actors/un",
                "  /briefs/c/ loses themes/x",
            ]
        );
        assert!(removes(Some(&old), &new));
        assert!(!removes(Some(&new), &new));
    }

    #[test]
    fn a_page_is_removed_by_the_publication_whose_record_names_it_first() {
        let (before, after) = (record(vec![], &[]), record(vec![], &["/about/"]));
        assert!(removes(Some(&before), &after));
        assert!(removes(None, &after));
        assert!(!removes(Some(&after), &after));
        assert!(!removes(Some(&after), &before));
    }
}
