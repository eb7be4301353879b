//! What pages have and where they lead, kept small: a site has millions of addresses.
//!
//! Takes pages one by one, gives the destinations that aren't there. Knows outputs by hashes of their paths, and writes
//! each destination down once for all pages that lead to it.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use super::html::{Scan, scan};

/// Where addresses of a site lead, and what is there.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// Hashes of the paths of all outputs.
    paths: HashSet<u64, AsItIs>,
    /// Hashes of a page's ids, ascending, by the hash of its path.
    ids: HashMap<u64, Box<[u64]>, AsItIs>,
    /// Paths of pages, with the numbers of the destinations that each leads to.
    leads: Vec<(Box<str>, Box<[u32]>)>,
    /// Addresses that leave the site by its roof (`../../..`), with their page.
    above: Vec<(Box<str>, Box<str>)>,
    numbers: HashMap<u64, u32, AsItIs>,
    destinations: Vec<Destination>,
    /// All destinations' texts, one after another.
    texts: String,
}

/// Hashes are keys that need no hashing of their own.
type AsItIs = BuildHasherDefault<Hashed>;

/// Gives back the hash that it is given.
#[derive(Debug, Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Parts path and fragment in the text of a destination: no output's path holds it.
const PLACE: char = '\0';

/// A place that pages lead to.
#[derive(Debug, Clone, Copy)]
struct Destination {
    /// First byte of its text in the common one; it ends where the next one begins.
    start: u32,
    /// Hash of the path.
    path: u64,
    /// Hash of the fragment.
    fragment: Option<u64>,
}

/// What one page has, before it is added to the others.
#[derive(Debug, Default)]
pub(super) struct Noted {
    ids: Vec<u64>,
    /// Paths, those with a fragment followed by [`PLACE`] and the fragment.
    leads: Vec<String>,
    above: Vec<String>,
}

/// An address whose destination isn't there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing<'a> {
    /// No output has this path.
    Path(&'a str),
    /// The page is there, the place on it isn't.
    Fragment(&'a str, &'a str),
    /// The address leads above the site's root.
    Above(&'a str),
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

impl Noted {
    /// Reads a page that stands at `path`.
    pub(super) fn of(path: &str, html: &str, base_path: &str) -> Self {
        let Scan { ids, mut addresses } = scan(html);
        let mut ids: Vec<u64> = ids.iter().map(|id| hashed(id)).collect();
        ids.sort_unstable();
        // Half of all addresses lead to a place on the page itself: they are judged at once.
        let here = |address: &str| {
            address.strip_prefix('#').is_some_and(|at| at.is_empty() || (!at.contains('%') && has(&ids, hashed(at))))
        };
        addresses.retain(|address| !here(address));
        addresses.sort_unstable();
        addresses.dedup();
        let mut noted = Self { ids, ..Self::default() };
        for address in &addresses {
            match target(base_path, path, address) {
                Target::Inside(page, fragment) => noted.lead(path, page, fragment),
                Target::Above => noted.above.push(address.clone().into_owned()),
                Target::Elsewhere => {}
            }
        }
        noted
    }

    /// Most addresses with a fragment lead to the page itself: those that are right need no further thought.
    fn lead(&mut self, own: &str, page: String, fragment: Option<String>) {
        match fragment {
            None => self.leads.push(page),
            Some(fragment) if page == own && has(&self.ids, hashed(&fragment)) => {}
            Some(fragment) if fragment == "top" => self.leads.push(page),
            Some(fragment) => self.leads.push(format!("{page}{PLACE}{fragment}")),
        }
    }
}

impl Pages {
    /// Takes note of an output, and of what it has if it is a page; `false` where its path is taken.
    pub(super) fn add(&mut self, path: &str, page: Option<Noted>) -> bool {
        let hash = hashed(path);
        if !self.paths.insert(hash) {
            return false;
        }
        let Some(noted) = page else { return true };
        self.ids.insert(hash, noted.ids.into_boxed_slice());
        let leads: Box<[u32]> = noted.leads.iter().map(|lead| self.number(lead)).collect();
        self.leads.push((path.into(), leads));
        self.above.extend(noted.above.into_iter().map(|address| (path.into(), address.into_boxed_str())));
        true
    }

    fn number(&mut self, lead: &str) -> u32 {
        let next = u32::try_from(self.destinations.len()).expect("a site has fewer than 2^32 addresses");
        *self.numbers.entry(hashed(lead)).or_insert_with(|| {
            let (path, fragment) = parted(lead);
            let start = u32::try_from(self.texts.len()).expect("the addresses of a site are shorter than 4 GB");
            self.destinations.push(Destination { start, path: hashed(path), fragment: fragment.map(hashed) });
            self.texts.push_str(lead);
            next
        })
    }

    fn text(&self, number: usize) -> &str {
        let end = self.destinations.get(number + 1).map_or(self.texts.len(), |next| next.start as usize);
        &self.texts[self.destinations[number].start as usize..end]
    }

    fn missing(&self, number: usize) -> Option<Missing<'_>> {
        let Destination { path, fragment, .. } = self.destinations[number];
        let (page, place) = parted(self.text(number));
        if !self.paths.contains(&path) {
            return Some(Missing::Path(page));
        }
        let ids = self.ids.get(&path)?;
        (!has(ids, fragment?)).then_some(Missing::Fragment(page, place?))
    }

    /// All addresses that lead nowhere with the page that has them, by page and address.
    pub(super) fn faults(&self) -> Vec<(&str, Missing<'_>)> {
        let missing: HashMap<u32, Missing<'_>> = (0u32..)
            .take(self.destinations.len())
            .filter_map(|number| Some((number, self.missing(number as usize)?)))
            .collect();
        let mut found: Vec<(&str, &str, Missing<'_>)> = Vec::new();
        for (page, leads) in self.leads.iter().filter(|_| !missing.is_empty()) {
            let faulty = leads.iter().filter_map(|number| Some((number, *missing.get(number)?)));
            found.extend(faulty.map(|(number, fault)| (&**page, self.text(*number as usize), fault)));
        }
        found.extend(self.above.iter().map(|(page, address)| (&**page, &**address, Missing::Above(address))));
        found.sort_by_key(|(page, text, _)| (*page, *text));
        found.into_iter().map(|(page, _, fault)| (page, fault)).collect()
    }
}

fn has(ids: &[u64], fragment: u64) -> bool {
    ids.binary_search(&fragment).is_ok()
}

fn parted(lead: &str) -> (&str, Option<&str>) {
    lead.split_once(PLACE).map_or((lead, None), |(path, fragment)| (path, Some(fragment)))
}

fn hashed(text: &str) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    std::hash::Hash::hash(text, &mut hasher);
    hasher.finish()
}

/// What an address on the page at `path` means; `base_path` is the path of the site's base address.
pub(super) fn target(base_path: &str, path: &str, address: &str) -> Target {
    if is_elsewhere(address) {
        return Target::Elsewhere;
    }
    let (rest, fragment) = address.split_once('#').map_or((address, None), |(rest, at)| (rest, Some(at)));
    let rest = rest.split_once('?').map_or(rest, |(rest, _)| rest);
    let fragment = fragment.filter(|at| !at.is_empty()).map(decoded);
    if rest.is_empty() {
        return Target::Inside(path.to_owned(), fragment);
    }
    let (mut joined, rest) = match rest.strip_prefix('/') {
        None => (path.rsplit_once('/').map_or_else(String::new, |(folder, _)| folder.to_owned()), rest),
        Some(below) => {
            let prefix = base_path.trim_matches('/');
            let inner = below.strip_prefix(prefix).filter(|_| !prefix.is_empty());
            (String::new(), inner.map_or(below, |inner| inner.trim_start_matches('/')))
        }
    };
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." if joined.is_empty() => return Target::Above,
            ".." => joined.truncate(joined.rfind('/').unwrap_or(0)),
            part => {
                if !joined.is_empty() {
                    joined.push('/');
                }
                joined.push_str(part);
            }
        }
    }
    let mut target = if joined.contains('%') { decoded(&joined) } else { joined };
    if rest.is_empty() || rest.ends_with('/') || rest.ends_with("..") || rest == "." {
        target.push_str(if target.is_empty() { "index.html" } else { "/index.html" });
    }
    Target::Inside(target, fragment)
}

/// Percent signs and what follows, as the characters that they stand for.
pub(super) fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
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
        pages.add("a/index.html", Some(Noted::of("a/index.html", html, "/")));
        pages.add("b/index.html", Some(Noted::of("b/index.html", "<p id=there>", "/")));
        let faults = pages.faults();
        assert_eq!(
            faults,
            [
                ("a/index.html", Missing::Above("../../up")),
                ("a/index.html", Missing::Fragment("a/index.html", "gone")),
                ("a/index.html", Missing::Fragment("b/index.html", "no")),
                ("a/index.html", Missing::Path("x/index.html")),
            ]
        );
    }
}
