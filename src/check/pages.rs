//! What pages have and where they lead, kept small: a site has millions of addresses.
//!
//! Takes pages one by one and keeps hashes alone: of the paths of all outputs, of each page's ids, of where it leads.
//! Judges when all are in. Which words stood in a faulty address is read again on its page, since faults are rare.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::html::{Scan, scan};
use crate::text::address::decode;
use crate::text::hash::{self, OfHashes};

/// Where addresses of a site lead, and what is there.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// Hashes of the paths of all outputs.
    paths: HashSet<u64, OfHashes>,
    /// By the hash of a page's path, the path and what was noted of the page.
    noted: HashMap<u64, (Box<str>, Noted), OfHashes>,
}

/// Where an address leads, as hashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lead {
    /// An output's path.
    Path(u64),
    /// A place on a page: the page's path, and the place's id.
    Place(u64, u64),
    /// Above the site's root (`../../..`).
    Above,
}

/// What one page has, and where it leads.
#[derive(Debug, Default)]
pub struct Noted {
    /// Hashes of its ids, ascending.
    ids: Box<[u64]>,
    /// Hashes of the paths that it leads to, ascending.
    paths: Box<[u64]>,
    /// Places on pages: for each page its hash, the number of its places, and the places.
    places: Box<[u64]>,
    /// An address leads above the site's root.
    above: bool,
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

impl Noted {
    /// Reads a page that stands at `path`.
    pub(super) fn of(path: &str, html: &str, base_path: &str) -> Self {
        let Scan { ids, addresses } = scan(html);
        let mut ids: Box<[u64]> = ids.iter().map(|id| hash::of(id)).collect();
        ids.sort_unstable();
        // Half of all addresses lead to a place on the page itself: they are judged at once.
        let here = |address: &str| {
            address.strip_prefix('#').is_some_and(|at| at.is_empty() || (!at.contains('%') && has(&ids, hash::of(at))))
        };
        let mut met = HashSet::with_capacity_and_hasher(addresses.len(), OfHashes::default());
        let mut page = String::new();
        let leads: Vec<Lead> = addresses
            .iter()
            .filter(|address| !here(address) && met.insert(hash::of(address)))
            .filter_map(|address| {
                let read = read(base_path, path, address, &mut page);
                Lead::of(&read, &page)
            })
            .collect();
        Self::new(ids, leads)
    }
}

impl Noted {
    fn new(ids: Box<[u64]>, mut leads: Vec<Lead>) -> Self {
        leads.sort_unstable();
        leads.dedup();
        let (mut paths, mut places) = (Vec::new(), Vec::new());
        for same in leads.chunk_by(|one, other| one.page() == other.page()) {
            match same[0] {
                Lead::Above => {}
                Lead::Path(path) => paths.push(path),
                Lead::Place(path, _) => {
                    places.extend([path, same.len() as u64]);
                    places.extend(same.iter().filter_map(|lead| lead.place()));
                }
            }
        }
        let above = leads.last() == Some(&Lead::Above);
        Self { ids, paths: paths.into(), places: places.into(), above }
    }

    fn leads(&self) -> impl Iterator<Item = Lead> {
        let mut places = self.places.iter().copied();
        let mut page = (0, 0);
        let places = std::iter::from_fn(move || {
            if page.1 == 0 {
                page = (places.next()?, places.next()?);
            }
            page.1 = page.1.saturating_sub(1);
            Some(Lead::Place(page.0, places.next()?))
        });
        let paths = self.paths.iter().map(|path| Lead::Path(*path));
        paths.chain(places).chain(self.above.then_some(Lead::Above))
    }

    /// Its bytes, for another run of the same program.
    pub fn bytes(&self) -> Vec<u8> {
        let lengths = [self.ids.len() as u64, self.paths.len() as u64, u64::from(self.above)];
        let numbers = lengths.iter().chain(&self.ids).chain(&self.paths).chain(&self.places);
        numbers.flat_map(|number| number.to_le_bytes()).collect()
    }

    /// What [`bytes`](Self::bytes) gave; `None` for other bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (numbers, []) = bytes.as_chunks::<8>() else { return None };
        let (lengths, numbers) = numbers.split_first_chunk::<3>()?;
        let [ids, paths, above] = lengths.map(u64::from_le_bytes);
        let (ids, numbers) = numbers.split_at_checked(usize::try_from(ids).ok()?)?;
        let (paths, places) = numbers.split_at_checked(usize::try_from(paths).ok()?)?;
        let of = |numbers: &[[u8; 8]]| numbers.iter().map(|number| u64::from_le_bytes(*number)).collect();
        Some(Self { ids: of(ids), paths: of(paths), places: of(places), above: above != 0 })
    }
}

impl Lead {
    /// The kind of lead, and the page that its places are on.
    fn page(self) -> (u8, u64) {
        match self {
            Self::Path(path) => (0, path),
            Self::Place(path, _) => (1, path),
            Self::Above => (2, 0),
        }
    }

    fn place(self) -> Option<u64> {
        match self {
            Self::Place(_, place) => Some(place),
            _ => None,
        }
    }

    /// `page` is the file that an address inside the site leads to.
    fn of(read: &Read<'_>, page: &str) -> Option<Self> {
        match read {
            Read::Inside(Some(fragment)) if fragment != "top" => Some(Self::Place(hash::of(page), hash::of(fragment))),
            Read::Inside(_) => Some(Self::Path(hash::of(page))),
            Read::Above => Some(Self::Above),
            Read::Elsewhere => None,
        }
    }
}

impl Pages {
    /// Takes note of an output, and of what it has if it is a page; `false` where its path is taken.
    pub(super) fn add(&mut self, path: &str, page: Option<Noted>) -> bool {
        let hash = hash::of(path);
        if !self.paths.insert(hash) {
            return false;
        }
        if let Some(page) = page {
            self.noted.insert(hash, (path.into(), page));
        }
        true
    }

    /// Each page with what was noted of it, in no order.
    pub(super) fn noted(&self) -> impl Iterator<Item = (&str, &Noted)> {
        self.noted.values().map(|(path, page)| (&**path, page))
    }

    fn leads_nowhere(&self, lead: Lead) -> bool {
        match lead {
            Lead::Above => true,
            Lead::Path(path) => !self.paths.contains(&path),
            Lead::Place(path, place) => match self.noted.get(&path) {
                Some((_, page)) => !has(&page.ids, place),
                // A place in a file that isn't a page is the reader's program's affair.
                None => !self.paths.contains(&path),
            },
        }
    }

    /// Paths of the pages with an address that leads nowhere, ascending.
    pub(super) fn faulty(&self) -> Vec<&str> {
        let leads_nowhere = |page: &Noted| page.leads().any(|lead| self.leads_nowhere(lead));
        let faulty = self.noted.par_iter().filter(|(_, (_, page))| leads_nowhere(page));
        let mut found: Vec<&str> = faulty.map(|(_, (path, _))| &**path).collect();
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

fn has(ids: &[u64], fragment: u64) -> bool {
    ids.binary_search(&fragment).is_ok()
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
enum Read<'a> {
    Inside(Option<Cow<'a, str>>),
    Above,
    Elsewhere,
}

/// Reads an address and leaves the file that it leads to in `page`.
fn read<'a>(base_path: &str, path: &str, address: &'a str, page: &mut String) -> Read<'a> {
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
        pages.add("a/index.html", Some(Noted::of("a/index.html", html, "/")));
        pages.add("b/index.html", Some(Noted::of("b/index.html", "<p id=there>", "/")));
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
