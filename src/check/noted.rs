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
    Place(u64, Id),
    /// Above the site's root (`../../..`).
    Above,
}

/// The hash of an id. One page is asked for it, which has thousands at most: half a hash of all a site's texts will do.
pub(super) type Id = u32;

/// The hash of an id, or of a place that an address names.
pub(super) fn id_of(id: &str) -> Id {
    let bytes = hash::of(id).to_le_bytes();
    Id::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}

/// What one page has, and where it leads, in few bytes: a site has millions of addresses. First how many ids there are, how
/// many paths, and whether an address leads above the site's root; then the ids, ascending; the paths that it leads to,
/// ascending, of eight bytes each; and places on pages: for each page its hash in eight bytes, the number of its places,
/// and the places. All else has four bytes.
#[derive(Debug)]
pub struct Noted<'a>(Cow<'a, [u8]>);

/// A length or the hash of an id, as bytes.
type Short = [u8; 4];
/// The hash of a path, as bytes.
type Long = [u8; 8];

/// What stands before the ids.
const LENGTHS: usize = 3;

impl Noted<'_> {
    /// Reads a page that stands at `path`.
    pub(super) fn of(path: &str, html: &str, base_path: &str) -> Self {
        let Scan { ids, addresses } = scan(html);
        let mut ids: Vec<Id> = ids.iter().map(|id| id_of(id)).collect();
        ids.sort_unstable();
        // Half of all addresses lead to a place on the page itself: they are judged at once.
        let here = |address: &str| {
            let has = |at: &str| ids.binary_search(&id_of(at)).is_ok();
            address.strip_prefix('#').is_some_and(|at| at.is_empty() || (!at.contains('%') && has(at)))
        };
        let mut met = HashSet::with_capacity_and_hasher(addresses.len(), OfHashes::default());
        let mut reader = Reader { base_path, path, page: String::new(), last: None };
        let open = addresses.iter().filter(|address| !here(address) && met.insert(hash::of(address)));
        let leads: Vec<Lead> = open.filter_map(|address| reader.lead(address)).collect();
        Self::new(&ids, leads)
    }

    fn new(ids: &[Id], mut leads: Vec<Lead>) -> Self {
        leads.sort_unstable();
        leads.dedup();
        let (mut paths, mut places) = (Vec::<Long>::new(), Vec::new());
        for same in leads.chunk_by(|one, other| one.page() == other.page()) {
            match same[0] {
                Lead::Above => {}
                Lead::Path(path) => paths.push(path.to_le_bytes()),
                Lead::Place(path, _) => {
                    places.extend(path.to_le_bytes());
                    places.extend(short(same.len()));
                    places.extend(same.iter().filter_map(|lead| lead.place()).flat_map(Id::to_le_bytes));
                }
            }
        }
        let above = leads.last() == Some(&Lead::Above);
        let lengths = [short(ids.len()), short(paths.len()), short(usize::from(above))];
        let ids: Vec<Short> = ids.iter().map(|id| id.to_le_bytes()).collect();
        Self(Cow::Owned([lengths.as_flattened(), ids.as_flattened(), paths.as_flattened(), &places].concat()))
    }

    /// Where its addresses lead.
    pub(super) fn leads(&self) -> impl Iterator<Item = Lead> {
        let (paths, mut places, above) = self.after_ids();
        let mut page = (0, 0);
        let places = std::iter::from_fn(move || {
            if page.1 == 0 {
                page = (u64::from_le_bytes(take(&mut places)?), u32::from_le_bytes(take(&mut places)?));
            }
            page.1 = page.1.saturating_sub(1);
            Some(Lead::Place(page.0, Id::from_le_bytes(take(&mut places)?)))
        });
        let paths = paths.iter().copied().map(|path| Lead::Path(u64::from_le_bytes(path)));
        paths.chain(places).chain(above.then_some(Lead::Above))
    }

    /// Whether the page has an id of this hash.
    pub(super) fn has(&self, id: Id) -> bool {
        self.ids().binary_search_by(|other| Id::from_le_bytes(*other).cmp(&id)).is_ok()
    }

    /// Whether the page has all ids that another has.
    pub(super) fn has_all_of(&self, other: &Self) -> bool {
        self.ids() == other.ids() || other.ids().iter().all(|id| self.has(Id::from_le_bytes(*id)))
    }

    /// Its bytes, for another run of the same program.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    fn shorts(&self) -> &[Short] {
        self.0.as_chunks().0
    }

    fn length(&self, at: usize) -> usize {
        self.shorts().get(at).and_then(|length| usize::try_from(u32::from_le_bytes(*length)).ok()).unwrap_or(0)
    }

    fn ids(&self) -> &[Short] {
        self.shorts().get(LENGTHS..).and_then(|rest| rest.get(..self.length(0))).unwrap_or_default()
    }

    /// Paths, places, and whether an address leads above the root.
    fn after_ids(&self) -> (&[Long], &[u8], bool) {
        let after = size_of::<Short>() * (LENGTHS + self.length(0));
        let (paths, places) = self.0.split_at_checked(after + size_of::<Long>() * self.length(1)).unwrap_or_default();
        (paths.get(after..).unwrap_or_default().as_chunks().0, places, self.length(2) != 0)
    }
}

/// A length as bytes; no page has four thousand million ids.
fn short(length: usize) -> Short {
    u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes()
}

/// Takes bytes from the beginning.
fn take<const SIZE: usize>(bytes: &mut &[u8]) -> Option<[u8; SIZE]> {
    let (first, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*first)
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
        let lengths = size_of::<Short>() * LENGTHS;
        let told = size_of::<Short>().checked_mul(noted.length(0))?;
        let told = told.checked_add(size_of::<Long>().checked_mul(noted.length(1))?)?;
        let fits = bytes.len().checked_sub(lengths).is_some_and(|rest| told <= rest);
        (bytes.len().is_multiple_of(size_of::<Short>()) && fits).then_some(noted)
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

    fn place(self) -> Option<Id> {
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
        place.filter(|place| *place != "top").map_or(Self::Path(file), |place| Self::Place(file, id_of(place)))
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
        assert!(again.has(id_of("here")) && !again.has(id_of("gone")) && again.has_all_of(&noted));
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
        let place = |id: &str| Lead::Place(b, id_of(id));
        let mut expected =
            [Lead::Path(b), place("on"), place("at"), Lead::Place(a, id_of("gone")), Lead::Path(a)].to_vec();
        expected.push(Lead::Above);
        expected.sort_unstable();
        assert_eq!(alone, expected);
    }

    #[test]
    fn other_bytes_are_no_notes() {
        let noted = Noted::of("a/index.html", "<p id=a><p id=b>", "/");
        let bytes = noted.bytes();
        let more_than_there_are = [&u32::MAX.to_le_bytes()[..], &bytes[4..]].concat();
        for other in [&bytes[..bytes.len() - 1], &bytes[..bytes.len() - 4], &bytes[..8], &[], &more_than_there_are] {
            assert!(Noted::from_bytes(other).is_none());
        }
    }
}
