//! What pages have and where they lead, kept small: a site has millions of addresses.
//!
//! Takes pages one by one and keeps hashes alone: of the paths of all outputs, of each page's ids, of where it leads.
//! Judges when all are in. Which words stood in a faulty address is read again on its page, since faults are rare.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::html::scan;
use super::noted::{Lead, Noted};
use crate::model::output::SEARCH_INDEX;
use crate::text::address::decode;
use crate::text::hash::{self, OfHashes};

/// Where addresses of a site lead, and what is there.
#[derive(Debug, Default)]
pub(super) struct Pages<'a> {
    /// Hashes of the paths of all outputs.
    paths: HashSet<u64, OfHashes>,
    /// By the hash of a page's path.
    noted: HashMap<u64, Page<'a>, OfHashes>,
    /// Hashes of the paths of the search index's files.
    fleeting: HashSet<u64, OfHashes>,
}

#[derive(Debug)]
struct Page<'a> {
    path: Box<str>,
    noted: Noted<'a>,
    /// Whether every address on it leads somewhere, as far as that is known: a page that stays has its former answer.
    leads_well: Option<bool>,
    /// An address on it leads to a file of the search index, which has another name after the next edit.
    fleeting: bool,
}

/// An output of a former build.
#[derive(Debug)]
pub struct Former<'a> {
    /// Its path.
    pub path: &'a str,
    /// What was noted of it, if it is a page.
    pub noted: Option<Noted<'a>>,
    /// Whether every address on it led somewhere, and does as long as what they led to is there.
    pub leads_well: bool,
}

/// An address whose destination isn't there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Missing {
    /// No output has this path.
    Path(String),
    /// The page is there, the place on it isn't.
    Fragment(String, String),
    /// The address leads above the site's root.
    Above(String),
}

/// What an address on a page means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A file of the output, and a fragment.
    Inside(String, Option<String>),
    /// Above the site's root.
    Above,
    /// Another host, another kind of address.
    Elsewhere,
}

impl<'a> Pages<'a> {
    /// Takes note of an output, and of what it has if it is a page; `false` where its path is taken. `leads_well` is
    /// known of a page that stays as a former build made it.
    pub(super) fn add(&mut self, path: &str, page: Option<Noted<'a>>, leads_well: Option<bool>) -> bool {
        let hash = hash::of(path);
        if !self.paths.insert(hash) {
            return false;
        }
        if path.starts_with(SEARCH_INDEX) {
            self.fleeting.insert(hash);
        }
        if let Some(noted) = page {
            self.noted.insert(hash, Page { path: path.into(), noted, leads_well, fleeting: false });
        }
        true
    }

    /// Each page with what was noted of it, in no order, and whether all of its addresses lead somewhere, and will as
    /// long as these pages and files are there.
    pub(super) fn noted(&self) -> impl Iterator<Item = (&str, &Noted<'a>, bool)> {
        let leads_well = |page: &Page<'_>| page.leads_well == Some(true) && !page.fleeting;
        self.noted.values().map(move |page| (&*page.path, &page.noted, leads_well(page)))
    }

    /// Whether an output of a former build is there, with every id that it had.
    fn has(&self, former: &Former<'_>) -> bool {
        let hash = hash::of(former.path);
        let has_ids = |former: &Noted<'_>| self.noted.get(&hash).is_some_and(|page| page.noted.has_all_of(former));
        self.paths.contains(&hash) && former.noted.as_ref().is_none_or(has_ids)
    }

    fn leads_nowhere(&self, lead: Lead) -> bool {
        match lead {
            Lead::Above => true,
            Lead::Path(path) => !self.paths.contains(&path),
            Lead::Place(path, place) => match self.noted.get(&path) {
                Some(page) => !page.noted.has(place),
                // A place in a file that isn't a page is the reader's program's affair.
                None => !self.paths.contains(&path),
            },
        }
    }

    /// Finds out which pages have an address that leads nowhere, after a build that had these `former` outputs. Where all
    /// of them are there still, what led well does so still, on pages that stay and on others.
    pub(super) fn judge(&mut self, former: Option<&[Former<'_>]>) {
        let former = former.filter(|former| former.par_iter().all(|former| self.has(former)));
        let is_open = |page: &Page<'_>| former.is_none() || page.leads_well != Some(true);
        let led_well = |former: &&Former<'_>| former.leads_well;
        let known: HashMap<u64, &Noted<'_>, OfHashes> = former
            .into_iter()
            .flatten()
            .filter(led_well)
            .filter_map(|former| Some((hash::of(former.path), former.noted.as_ref()?)))
            .collect();
        let judge = |hash: u64, page: &Page<'_>| {
            let mut led = known.get(&hash).into_iter().flat_map(|former| former.leads()).peekable();
            // Both are in their order.
            let mut is_known = |lead: &Lead| {
                while led.next_if(|led| led < lead).is_some() {}
                led.next_if_eq(lead).is_some()
            };
            let leads_nowhere = page.noted.leads().any(|lead| !is_known(&lead) && self.leads_nowhere(lead));
            let mut last = None;
            // Leads to one file follow on each other.
            let mut files = page.noted.leads().filter_map(Lead::file).filter(|file| last.replace(*file) != Some(*file));
            let fleeting = files.any(|file| self.fleeting.contains(&file));
            (leads_nowhere, fleeting)
        };
        let judged: HashMap<u64, (bool, bool), OfHashes> = self
            .noted
            .par_iter()
            .filter(|(_, page)| is_open(page))
            .map(|(hash, page)| (*hash, judge(*hash, page)))
            .collect();
        for (hash, page) in &mut self.noted {
            let (leads_nowhere, fleeting) = judged.get(hash).copied().unwrap_or_default();
            (page.leads_well, page.fleeting) = (Some(!leads_nowhere), fleeting);
        }
    }

    /// Paths of the pages that were found to have an address that leads nowhere, ascending.
    pub(super) fn faulty(&self) -> Vec<&str> {
        let faulty = self.noted.values().filter(|page| page.leads_well == Some(false));
        let mut found: Vec<&str> = faulty.map(|page| &*page.path).collect();
        found.sort_unstable();
        found
    }

    /// The addresses of a page that lead nowhere, by where they would.
    pub(super) fn faults(&self, path: &str, html: &str, base_path: &str) -> Vec<Missing> {
        let missing = |address: &str| {
            let mut page = String::new();
            let read = read(base_path, path, address, &mut page);
            let lead = Lead::of(&read, &page).filter(|lead| self.leads_nowhere(*lead))?;
            Some(match (read, lead) {
                (Read::Inside(Some(fragment)), Lead::Place(at, _)) if self.paths.contains(&at) => {
                    Missing::Fragment(page, fragment.into_owned())
                }
                (Read::Inside(_), _) => Missing::Path(page),
                _ => Missing::Above(address.to_owned()),
            })
        };
        let mut found: Vec<Missing> = scan(html).addresses.iter().filter_map(|address| missing(address)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// What an address on the page at `path` means; `base_path` is the path of the site's base address.
pub(super) fn target(base_path: &str, path: &str, address: &str) -> Target {
    let mut page = String::new();
    match read(base_path, path, address, &mut page) {
        Read::Inside(fragment) => Target::Inside(page, fragment.map(Cow::into_owned)),
        Read::Above => Target::Above,
        Read::Elsewhere => Target::Elsewhere,
    }
}

/// A [`Target`] whose file stands in a buffer: sites have millions of addresses.
pub(super) enum Read<'a> {
    Inside(Option<Cow<'a, str>>),
    Above,
    Elsewhere,
}

/// Reads an address and leaves the file that it leads to in `page`.
pub(super) fn read<'a>(base_path: &str, path: &str, address: &'a str, page: &mut String) -> Read<'a> {
    page.clear();
    if is_elsewhere(address) {
        return Read::Elsewhere;
    }
    let (rest, fragment) = address.split_once('#').map_or((address, None), |(rest, at)| (rest, Some(at)));
    let rest = rest.split_once('?').map_or(rest, |(rest, _)| rest);
    let fragment = fragment.filter(|at| !at.is_empty()).map(decode);
    if rest.is_empty() {
        page.push_str(path);
        return Read::Inside(fragment);
    }
    let rest = match rest.strip_prefix('/') {
        None => {
            page.push_str(path.rsplit_once('/').map_or("", |(folder, _)| folder));
            rest
        }
        Some(below) => {
            let prefix = base_path.trim_matches('/');
            let inner = below.strip_prefix(prefix).filter(|_| !prefix.is_empty());
            inner.map_or(below, |inner| inner.trim_start_matches('/'))
        }
    };
    if !follow(rest, page) {
        return Read::Above;
    }
    if page.contains('%') {
        *page = decode(page).into_owned();
    }
    if rest.is_empty() || rest.ends_with('/') || rest.ends_with("..") || rest == "." {
        page.push_str(if page.is_empty() { "index.html" } else { "/index.html" });
    }
    Read::Inside(fragment)
}

/// Follows a relative path from the folder in `page`; `false` if it leads above the root.
fn follow(path: &str, page: &mut String) -> bool {
    let up = |page: &mut String| {
        let there = !page.is_empty();
        page.truncate(page.bytes().rposition(|byte| byte == b'/').unwrap_or(0));
        there
    };
    let mut rest = path;
    while let Some(after) = rest.strip_prefix("../") {
        if !up(page) {
            return false;
        }
        rest = after;
    }
    let bytes = rest.as_bytes();
    let odd = |byte: u8| matches!(byte, b'.' | b'/');
    // Our own links are plain from here on: they are taken whole.
    let plain = !bytes.first().is_some_and(|byte| odd(*byte))
        && !bytes.windows(2).fold(false, |any, pair| any | (pair[0] == b'/' && odd(pair[1])));
    let add = |page: &mut String, part: &str| {
        if !page.is_empty() && !part.is_empty() {
            page.push('/');
        }
        page.push_str(part);
    };
    if plain {
        add(page, rest.strip_suffix('/').unwrap_or(rest));
        return true;
    }
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." if !up(page) => return false,
            ".." => {}
            part => add(page, part),
        }
    }
    true
}

fn is_elsewhere(address: &str) -> bool {
    let scheme = |scheme: &str| {
        !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    };
    address.starts_with("//") || address.split_once(':').is_some_and(|(before, _)| scheme(before))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(base: &str, path: &str, address: &str) -> String {
        match target(base, path, address) {
            Target::Inside(page, Some(fragment)) => format!("{page}#{fragment}"),
            Target::Inside(page, None) => page,
            Target::Above => "above".to_owned(),
            Target::Elsewhere => "elsewhere".to_owned(),
        }
    }

    #[test]
    fn addresses_mean_what_browsers_take_them_for() {
        let page = "briefs/peace/index.html";
        for (address, meant) in [
            ("#p-1", "briefs/peace/index.html#p-1"),
            ("../../actors/nato/", "actors/nato/index.html"),
            ("../../actors/nato/#p", "actors/nato/index.html#p"),
            ("../..", "index.html"),
            ("../../", "index.html"),
            ("../../../x/", "above"),
            (".", "briefs/peace/index.html"),
            ("map%20one.png?x=1", "briefs/peace/map one.png"),
            ("../x/./y//../z/", "briefs/x/z/index.html"),
            ("../../briefs/peace/index.html", "briefs/peace/index.html"),
            ("/desk/themes/", "themes/index.html"),
            ("/", "index.html"),
            ("mailto:a@b.example", "elsewhere"),
            ("//host.example/x", "elsewhere"),
        ] {
            assert_eq!(inside("/desk/", page, address), meant, "{address}");
        }
    }

    #[test]
    fn what_is_missing_is_told_once_for_each_page() {
        let mut pages = Pages::default();
        let html = r##"<p id="here"><a href="#here">a</a><a href="#gone">b</a><a href="../x/">c</a><a href="../x/">d</a>
            <a href="../../up">e</a><a href="../b/#there">f</a><a href="../b/#no">g</a><a href="../b/#top">h</a>"##;
        pages.add("a/index.html", Some(Noted::of("a/index.html", html, "/")), None);
        pages.add("b/index.html", Some(Noted::of("b/index.html", "<p id=there>", "/")), None);
        pages.judge(None);
        assert_eq!(pages.faulty(), ["a/index.html"]);
        let fragment = |page: &str, at: &str| Missing::Fragment(page.to_owned(), at.to_owned());
        assert_eq!(
            pages.faults("a/index.html", html, "/"),
            [
                Missing::Path("x/index.html".to_owned()),
                fragment("a/index.html", "gone"),
                fragment("b/index.html", "no"),
                Missing::Above("../../up".to_owned()),
            ]
        );
    }
}
