//! What one page has and where it leads, as hashes: bytes that a later build of the same program takes as they are.

use std::borrow::Cow;
use std::collections::HashSet;

use super::html::{Scan, scan};
use super::pages::{Read, read};
use crate::text::address::decode;
use crate::text::hash::{self, OfHashes};

/// Where an address leads, as hashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lead {
    /// An output's path.
    Path(u64),
    /// A place on a page: the page's path, and the place's id.
    Place(u64, u64),
    /// Above the site's root (`../../..`).
    Above,
}

/// What one page has, and where it leads: numbers of eight bytes each. First how many ids there are, how many paths, and
/// whether an address leads above the site's root; then the ids, ascending, the paths that it leads to, ascending, and
/// places on pages: for each page its hash, the number of its places, and the places.
#[derive(Debug)]
pub struct Noted<'a>(Cow<'a, [u8]>);

/// A number of a page's notes.
type Number = [u8; 8];

/// What stands before the ids.
const LENGTHS: usize = 3;

impl Noted<'_> {
    /// Reads a page that stands at `path`.
    pub(super) fn of(path: &str, html: &str, base_path: &str) -> Self {
        let Scan { ids, addresses } = scan(html);
        let mut ids: Vec<u64> = ids.iter().map(|id| hash::of(id)).collect();
        ids.sort_unstable();
        // Half of all addresses lead to a place on the page itself: they are judged at once.
        let here = |address: &str| {
            let has = |at: &str| ids.binary_search(&hash::of(at)).is_ok();
            address.strip_prefix('#').is_some_and(|at| at.is_empty() || (!at.contains('%') && has(at)))
        };
        let mut met = HashSet::with_capacity_and_hasher(addresses.len(), OfHashes::default());
        let mut reader = Reader { base_path, path, page: String::new(), last: None };
        let open = addresses.iter().filter(|address| !here(address) && met.insert(hash::of(address)));
        let leads: Vec<Lead> = open.filter_map(|address| reader.lead(address)).collect();
        Self::new(&ids, leads)
    }

    fn new(ids: &[u64], mut leads: Vec<Lead>) -> Self {
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
        let lengths = [ids.len() as u64, paths.len() as u64, u64::from(above)];
        let mut bytes = Vec::with_capacity(size_of::<Number>() * (LENGTHS + ids.len() + paths.len() + places.len()));
        let numbers = lengths.iter().chain(ids).chain(&paths).chain(&places);
        numbers.for_each(|number| bytes.extend_from_slice(&number.to_le_bytes()));
        Self(Cow::Owned(bytes))
    }

    /// Where its addresses lead.
    pub(super) fn leads(&self) -> impl Iterator<Item = Lead> {
        let (paths, places, above) = self.after_ids();
        let mut places = places.iter().copied().map(u64::from_le_bytes);
        let mut page = (0, 0);
        let places = std::iter::from_fn(move || {
            if page.1 == 0 {
                page = (places.next()?, places.next()?);
            }
            page.1 = page.1.saturating_sub(1);
            Some(Lead::Place(page.0, places.next()?))
        });
        let paths = paths.iter().copied().map(|path| Lead::Path(u64::from_le_bytes(path)));
        paths.chain(places).chain(above.then_some(Lead::Above))
    }

    /// Whether the page has an id of this hash.
    pub(super) fn has(&self, id: u64) -> bool {
        self.ids().binary_search_by(|other| u64::from_le_bytes(*other).cmp(&id)).is_ok()
    }

    /// Whether the page has all ids that another has.
    pub(super) fn has_all_of(&self, other: &Self) -> bool {
        self.ids() == other.ids() || other.ids().iter().all(|id| self.has(u64::from_le_bytes(*id)))
    }

    /// Its bytes, for another run of the same program.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    fn numbers(&self) -> &[Number] {
        self.0.as_chunks().0
    }

    fn length(&self, at: usize) -> usize {
        self.numbers().get(at).and_then(|length| usize::try_from(u64::from_le_bytes(*length)).ok()).unwrap_or(0)
    }

    fn ids(&self) -> &[Number] {
        self.numbers().get(LENGTHS..).and_then(|rest| rest.get(..self.length(0))).unwrap_or_default()
    }

    /// Paths, places, and whether an address leads above the root.
    fn after_ids(&self) -> (&[Number], &[Number], bool) {
        let rest = self.numbers().get(LENGTHS + self.length(0)..).unwrap_or_default();
        let (paths, places) = rest.split_at_checked(self.length(1)).unwrap_or_default();
        (paths, places, self.length(2) != 0)
    }
}

/// Reads the addresses of one page. Lists name one place after the other on the same page: its file is found once.
struct Reader<'a> {
    base_path: &'a str,
    path: &'a str,
    page: String,
    /// What stood before the last place, and the hash of the file that it leads to.
    last: Option<(&'a str, u64)>,
}

impl<'a> Reader<'a> {
    fn lead(&mut self, address: &'a str) -> Option<Lead> {
        let (before, place) = address.split_once('#').map_or((address, None), |(before, at)| (before, Some(at)));
        let file = match self.last {
            Some((last, file)) if last == before => file,
            _ => match read(self.base_path, self.path, before, &mut self.page) {
                Read::Inside(_) => hash::of(&self.page),
                Read::Above => return Some(Lead::Above),
                Read::Elsewhere => return None,
            },
        };
        self.last = Some((before, file));
        Some(Lead::to(file, place.filter(|at| !at.is_empty()).map(decode).as_deref()))
    }
}

impl<'a> Noted<'a> {
    /// What [`bytes`](Self::bytes) gave; `None` for other bytes.
    pub fn from_bytes(bytes: &'a [u8]) -> Option<Self> {
        let noted = Self(Cow::Borrowed(bytes));
        let numbers = noted.numbers().len().checked_sub(LENGTHS)?;
        let fits = noted.length(0).checked_add(noted.length(1)).is_some_and(|told| told <= numbers);
        (bytes.len().is_multiple_of(size_of::<Number>()) && fits).then_some(noted)
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

    /// The hash of the path of the file that it leads to.
    pub(super) fn file(self) -> Option<u64> {
        match self {
            Self::Path(path) | Self::Place(path, _) => Some(path),
            Self::Above => None,
        }
    }

    /// Where an address leads, by the hash of its file, and the place there.
    fn to(file: u64, place: Option<&str>) -> Self {
        // Every page has its top.
        place.filter(|place| *place != "top").map_or(Self::Path(file), |place| Self::Place(file, hash::of(place)))
    }

    /// `page` is the file that an address inside the site leads to.
    pub(super) fn of(read: &Read<'_>, page: &str) -> Option<Self> {
        match read {
            Read::Inside(fragment) => Some(Self::to(hash::of(page), fragment.as_deref())),
            Read::Above => Some(Self::Above),
            Read::Elsewhere => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_survive_their_bytes() {
        let html = r##"<p id="here"><p id="there"><a href="#gone"></a><a href="../x/"></a><a href="../b/#at"></a><a href="../b/#on">
            </a><a href="../../../up"></a>"##;
        let noted = Noted::of("a/index.html", html, "/");
        let again = Noted::from_bytes(noted.bytes()).expect("they are its own");
        assert_eq!(again.leads().collect::<Vec<_>>(), noted.leads().collect::<Vec<_>>());
        assert_eq!(again.leads().count(), 5);
        assert!(again.has(hash::of("here")) && !again.has(hash::of("gone")) && again.has_all_of(&noted));
        assert!(!Noted::of("a/index.html", "<p id=here>", "/").has_all_of(&again));
    }

    #[test]
    fn addresses_that_follow_one_another_lead_where_they_would_alone() {
        let addresses =
            ["../b/#on", "../b/#at", "../b/", "../b/#top", "#gone", "", "#", "../../up#on", "x:y#z", "../b/#%61t"];
        let page = |address: &str| format!("<a href=\"{address}\"></a>");
        let together = Noted::of("a/index.html", &addresses.map(page).concat(), "/");
        let mut alone: Vec<Lead> = Vec::new();
        for address in addresses {
            alone.extend(Noted::of("a/index.html", &page(address), "/").leads());
        }
        alone.sort_unstable();
        alone.dedup();
        assert_eq!(together.leads().collect::<Vec<_>>(), alone);
        let (a, b) = (hash::of("a/index.html"), hash::of("b/index.html"));
        let place = |id: &str| Lead::Place(b, hash::of(id));
        let mut expected =
            [Lead::Path(b), place("on"), place("at"), Lead::Place(a, hash::of("gone")), Lead::Path(a)].to_vec();
        expected.push(Lead::Above);
        expected.sort_unstable();
        assert_eq!(alone, expected);
    }

    #[test]
    fn other_bytes_are_no_notes() {
        let noted = Noted::of("a/index.html", "<p id=a><p id=b>", "/");
        let bytes = noted.bytes();
        let more_than_there_are = [&u64::MAX.to_le_bytes()[..], &bytes[8..]].concat();
        for other in [&bytes[..bytes.len() - 1], &bytes[..bytes.len() - 8], &bytes[..16], &[], &more_than_there_are] {
            assert!(Noted::from_bytes(other).is_none());
        }
    }
}
