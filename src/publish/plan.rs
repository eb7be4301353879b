//! What a publication would do: told first, done only then.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::compare::{Difference, Snapshot, compare};
use super::error::PublishError;
use super::moved::Moved;
use super::news;
use super::progress::size;
use super::record::{BriefState, Kept as KeptFile, Published, Record};
use super::stepwise::{Kept, Previous, Work};
use super::store::{Shelf, Store};
use crate::write::{Entry, Manifest};

/// Superseded styles and scripts stay so long, for pages in readers' caches.
const SUPERSEDED_STAY: i64 = 7 * 24 * 3600;
/// So many files are named where somebody else changed them.
const NAMED: usize = 10;

/// A site that was built for a target.
pub struct Built {
    pub(super) site: Manifest,
    pub(super) briefs: BTreeMap<String, BriefState>,
    /// The routes of removed pages.
    pub(super) removed_pages: BTreeSet<String>,
    pub(super) base_url: Option<String>,
    pub(super) internal: bool,
    /// Old slugs that lead on, and where to.
    pub(super) moved: Moved,
    pub(super) leads: BTreeMap<String, String>,
    /// The target, as it was before the site was built for it.
    pub(super) found: Snapshot,
}

/// What of a built site its folder doesn't say.
#[derive(Serialize, Deserialize)]
pub(super) struct Known {
    pub(super) briefs: BTreeMap<String, BriefState>,
    pub(super) removed_pages: BTreeSet<String>,
    pub(super) leads: BTreeMap<String, String>,
}

impl Built {
    /// What [`Publication::built`](super::Publication::built) needs to know of the site later.
    pub fn known(&self) -> String {
        let (briefs, removed_pages) = (self.briefs.clone(), self.removed_pages.clone());
        let known = Known { briefs, removed_pages, leads: self.leads.clone() };
        serde_json::to_string(&known).expect("texts have a JSON text")
    }
}

/// What a publication would do.
pub struct Plan {
    pub(super) found: Snapshot,
    pub(super) site: Manifest,
    pub(super) record: Vec<u8>,
    pub(super) difference: Difference,
    /// Gone files that stay for a while.
    pub(super) kept: BTreeSet<String>,
    /// Where the bytes come from when the last publication is taken back.
    pub(super) back: Option<Kept>,
    pub(super) news: Vec<String>,
    /// It takes the last publication back.
    pub(super) is_back: bool,
    removes: bool,
    expired: bool,
}

impl Plan {
    /// From what the target holds to a site.
    pub(super) fn forward(built: Built, shelf: &dyn Shelf) -> Result<Self, PublishError> {
        let mut built = built;
        let found = std::mem::take(&mut built.found);
        // A domain that was set by hand at the host stays.
        if found.seen.contains_key("CNAME") && found.known("CNAME").is_none() {
            built.site.files.remove("CNAME");
        }
        let difference = compare(&built.site, &found, shelf)?;
        if let Some(path) = difference.in_the_way.first() {
            return Err(PublishError::InTheWay { path: path.clone() });
        }
        let now = Timestamp::now();
        let first = found.manifest.is_none() && !found.seen.keys().any(|path| path.starts_with("briefs/"));
        let published = Published {
            at: now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            by: format!("briefgen {}", env!("CARGO_PKG_VERSION")),
            base_url: built.base_url,
            audience: if built.internal { "internal" } else { "public" }.to_owned(),
            removes: false,
        };
        let live = found.record.as_ref();
        let mut record = Record::new(published, built.briefs, built.removed_pages);
        let removes = !first && news::removes(live, &record);
        record.published.removes = removes;
        let sent: BTreeSet<&str> = difference.send.iter().map(|send| send.path.as_str()).collect();
        let news = news::tell(live, &record, &built.leads, &|path| sent.contains(path));
        record.moved = built.moved;
        record.kept = superseded(&found, &difference, removes, now.as_second());
        let kept: BTreeSet<String> = record.kept.keys().cloned().collect();
        let expired = difference.gone.iter().all(|path| live.is_some_and(|live| live.kept.contains_key(path)));
        let record = record.to_bytes(&built.site);
        Ok(Self {
            found,
            site: built.site,
            record,
            difference,
            kept,
            back: None,
            news,
            is_back: false,
            removes,
            expired,
        })
    }

    /// Back to what stood before the last publication.
    pub(super) fn back(store: &dyn Store) -> Result<Self, PublishError> {
        let found = Snapshot::take(store)?;
        let Some(live) = &found.record else {
            return Err(PublishError::NoWayBack("nothing was published there yet"));
        };
        let removes = live.published.removes;
        let Some(kept) = Kept::find(store, &found)? else {
            return Err(PublishError::NoWayBack(if removes {
                "it removed a brief or a page, and nothing is kept of a site that held it"
            } else {
                "nothing is kept at the target of what stood before"
            }));
        };
        let Some((former, site)) = Record::parse(&kept.record) else {
            return Err(PublishError::NoWayBack("what stood before was not published by briefgen"));
        };
        let difference = compare(&site, &found, store)?;
        let sent: BTreeSet<&str> = difference.send.iter().map(|send| send.path.as_str()).collect();
        let news = news::tell(Some(live), &former, &BTreeMap::new(), &|path| sent.contains(path));
        let record = kept.record.clone();
        Ok(Self { back: Some(kept), ..Self::before(found, site, record, difference, &former, news) })
    }

    /// Back to a former record.
    pub(super) fn before(
        found: Snapshot,
        site: Manifest,
        record: Vec<u8>,
        difference: Difference,
        former: &Record,
        news: Vec<String>,
    ) -> Self {
        let kept = former.kept.keys().cloned().collect();
        Self { found, site, record, difference, kept, back: None, news, is_back: true, removes: false, expired: false }
    }

    /// Nothing would be written at all.
    pub fn is_empty(&self) -> bool {
        let settled = self.found.record.is_some() && self.found.pending.is_none();
        // Superseded files whose time is over go with the next change.
        settled && self.difference.send.is_empty() && (self.expired || self.deletions().next().is_none())
    }

    fn deletions(&self) -> impl Iterator<Item = &String> {
        self.difference.gone.iter().filter(|path| !self.kept.contains(*path))
    }

    /// The plan in readers' words.
    pub fn text(&self) -> String {
        let mut lines = Vec::new();
        match (&self.found.record, &self.found.manifest) {
            (None, None) if self.difference.unchanged > 0 || self.difference.send.iter().any(|send| !send.new) => {
                lines.push("the target holds a site that was not published by briefgen; it is taken over".to_owned());
            }
            (None, None) => lines.push("first publication to this target".to_owned()),
            (None, Some(_)) => lines.push("the target holds a build of briefgen; it is taken over".to_owned()),
            (Some(_), _) => {}
        }
        if self.found.pending.is_some() {
            lines.push("the last publication broke off; this one completes it".to_owned());
        }
        lines.extend(self.by_hand());
        lines.extend(self.news.iter().cloned());
        let bytes: u64 = self.difference.send.iter().map(|send| send.size).sum();
        lines.push(format!(
            "files: {} to send ({}), {} to delete, {} unchanged",
            self.difference.send.len(),
            size(bytes),
            self.deletions().count(),
            self.difference.unchanged
        ));
        if self.removes {
            let line = "a brief or a page is removed for good: this publication can't be taken back with --rollback";
            lines.push(line.to_owned());
        }
        lines.join("\n") + "\n"
    }

    fn by_hand(&self) -> Vec<String> {
        let all = &self.difference.by_hand;
        if all.is_empty() {
            return Vec::new();
        }
        let files = if all.len() == 1 { "file was" } else { "files were" };
        let mut lines =
            vec![format!("{} {files} changed at the target by another hand, and will be set right", all.len())];
        lines.extend(all.iter().take(NAMED).map(|path| format!("  {path}")));
        if all.len() > NAMED {
            lines.push(format!("  and {} more", all.len() - NAMED));
        }
        lines
    }

    /// What a commit says of it: counts, and addresses without titles, which a removal must not repeat.
    pub(super) fn message(&self) -> String {
        let counts: Vec<&str> = self.news.iter().filter(|line| !line.starts_with(' ')).map(String::as_str).collect();
        let addresses = self.news.iter().filter_map(|line| {
            let inner = line.strip_prefix("  ")?;
            let at = inner.find("/briefs/").or_else(|| inner.starts_with('/').then_some(0))?;
            inner[at..].split(')').next()
        });
        let verb = if self.is_back { "Take back" } else { "Publish" };
        let first = if counts.is_empty() { "pages, no change to a brief".to_owned() } else { counts.join(", ") };
        let body: Vec<&str> = addresses.collect();
        let gap = if body.is_empty() { "" } else { "\n\n" };
        format!("{verb}: {first}{gap}{}", body.join("\n"))
    }

    /// What the target is to do.
    pub(super) fn work<'w>(&'w self, bytes: &'w (dyn Fn(&str) -> Result<Vec<u8>, PublishError> + Sync)) -> Work<'w> {
        let previous = if self.removes || self.is_back { Previous::Drop } else { Previous::Keep };
        Work { difference: &self.difference, kept: &self.kept, record: &self.record, previous, bytes }
    }

    /// Bytes that were kept at the target, if they still are what they were.
    pub(super) fn verified(&self, path: &str, bytes: Option<Vec<u8>>) -> Result<Vec<u8>, PublishError> {
        let expected = self.site.files.get(path);
        let right = bytes.filter(|bytes| expected == Some(&Entry::of(bytes)));
        right.ok_or_else(|| PublishError::Damaged { path: path.to_owned() })
    }
}

/// The gone files that stay for a while: styles, fonts and scripts of the design, which hold no brief's text. Where a
/// brief or a page is removed, no script stays.
fn superseded(found: &Snapshot, difference: &Difference, removes: bool, now: i64) -> BTreeMap<String, KeptFile> {
    let former = found.record.as_ref().map(|record| &record.kept);
    let mut kept = BTreeMap::new();
    for path in difference.gone.iter().filter(|path| stays(path, removes)) {
        let Some(entry) = found.known(path) else { continue };
        let file = former.and_then(|former| former.get(path)).cloned().unwrap_or_else(|| KeptFile::new(&entry, now));
        if now - file.since < SUPERSEDED_STAY {
            kept.insert(path.clone(), file);
        }
    }
    kept
}

fn stays(path: &str, removes: bool) -> bool {
    let Some(name) = path.strip_prefix("assets/").filter(|name| !name.contains('/')) else { return false };
    let style = [".css", ".woff2", ".woff", ".ttf", ".otf"].iter().any(|ending| name.ends_with(ending));
    // The search index is written as scripts, which hold words of briefs.
    style || (!removes && name.ends_with(".js") && !name.starts_with("search-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_holds_words_of_a_brief_stays() {
        assert!(stays("assets/institute.0123456789abcdef.css", true));
        assert!(stays("assets/network.0123456789abcdef.js", false));
        assert!(!stays("assets/network.0123456789abcdef.js", true));
        assert!(!stays("assets/search-root.0123456789.js", false));
        assert!(!stays("assets/map.0123456789.png", false));
        assert!(!stays("briefs/x/index.html", false));
    }
}
