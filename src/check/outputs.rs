//! The pages that are about to be written: every address leads somewhere, and nothing withheld is in any byte.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Mutex;

use aho_corasick::AhoCorasick;
use rayon::prelude::*;

use super::html::scan;
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::files::Span;
use crate::model::address::Address;
use crate::model::corpus::Withheld;
use crate::model::output::Output;
use crate::model::site::Site;

/// Shorter stretches of withheld words may stand elsewhere by chance.
const LONG_ENOUGH: usize = 32;

/// Collects what outputs have and where they lead; judges when all are in. Shared by all threads.
#[derive(Debug, Default)]
pub struct Check {
    seen: Mutex<Seen>,
    leaks: Option<Leaks>,
    base_path: String,
}

#[derive(Debug, Default)]
struct Seen {
    paths: HashSet<String>,
    pages: HashMap<String, Page>,
    leaks: Vec<(String, String)>,
}

/// What a page has and where it leads, kept small: a site has millions of addresses.
#[derive(Debug, Default)]
struct Page {
    /// Hashes of its ids, ascending.
    ids: Vec<u64>,
    /// Its addresses inside the site, each once, one a line.
    addresses: String,
}

fn hashed(text: &str) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    std::hash::Hash::hash(text, &mut hasher);
    std::hash::Hasher::finish(&hasher)
}

#[derive(Debug)]
struct Leaks {
    words: Vec<String>,
    automaton: AhoCorasick,
}

/// Where an address was written.
#[derive(Debug, Clone, Copy)]
pub struct At {
    /// The place.
    pub span: Span,
    /// In an article as received: the desk can't mend it, so a fault there is a warning.
    pub received: bool,
}

/// Where users wrote the addresses that pages show.
#[derive(Debug, Default)]
pub struct Written {
    base_path: String,
    /// By the page, and what the address leads to there.
    on_page: BTreeMap<(String, String, Option<String>), (At, String)>,
    /// What the configuration names on every page.
    everywhere: BTreeMap<String, (At, String)>,
}

impl Written {
    /// None yet. `base_path` is the path of the site's base address.
    pub fn new(base_path: &str) -> Self {
        Self { base_path: base_path.to_owned(), ..Self::default() }
    }

    /// An address of a text on the page at `route`: as written, and what it means there.
    pub fn add(&mut self, route: &str, href: &str, address: &Address, at: At) {
        let page = file_of(route);
        let (target, fragment) = match address {
            Address::External(_) => return,
            Address::Asset { route } => (route.trim_start_matches('/').to_owned(), None),
            Address::Route { route, fragment } => (file_of(route), fragment.clone()),
            Address::Fragment(fragment) => (page.clone(), Some(fragment.clone())),
            Address::Broken => match target(&self.base_path, &page, href) {
                Target::Inside(target, fragment) => (target, fragment),
                _ => return,
            },
        };
        self.on_page.entry((page, target, fragment.map(|at| decoded(&at)))).or_insert((at, href.to_owned()));
    }

    /// A page that the navigation or the footer names.
    pub fn add_everywhere(&mut self, slug: &str, span: Span) {
        self.everywhere.insert(file_of(&format!("/{slug}/")), (At { span, received: false }, slug.to_owned()));
    }

    fn find(&self, page: &str, target: &str, fragment: Option<&str>) -> Option<&(At, String)> {
        let key = (page.to_owned(), target.to_owned(), fragment.map(str::to_owned));
        self.on_page.get(&key).or_else(|| self.everywhere.get(target))
    }
}

/// The file of a route: `/briefs/peace/` → `briefs/peace/index.html`.
fn file_of(route: &str) -> String {
    let path = decoded(route.trim_start_matches('/'));
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path }
}

impl Check {
    /// A check for a site, its withheld words, and the path of its base address (`/` or `/briefings/`).
    pub fn new(site: &Site, withheld: &Withheld, base_path: &str) -> Self {
        Self { leaks: Leaks::of(site, withheld), base_path: base_path.to_owned(), ..Self::default() }
    }

    /// Takes note of an output.
    pub fn add(&self, output: &Output) {
        let mut found = Vec::new();
        if let Some(leaks) = &self.leaks {
            found = leaks.within(&output.bytes);
        }
        let page = output.path.ends_with(".html").then(|| std::str::from_utf8(&output.bytes).ok()).flatten();
        let page = page.map(page_of);
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        seen.leaks.extend(found.into_iter().map(|words| (output.path.clone(), words)));
        seen.paths.insert(output.path.clone());
        if let Some(page) = page {
            seen.pages.insert(output.path.clone(), page);
        }
    }

    /// Judges everything that was added. A fault that stands in a user's file is reported there.
    pub fn finish(self, written: &Written, diagnostics: &mut Diagnostics) {
        let seen = self.seen.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut pages: Vec<(&String, &Page)> = seen.pages.iter().collect();
        pages.sort_by_key(|(path, _)| *path);
        let faults: Vec<Diagnostic> = pages
            .par_iter()
            .flat_map_iter(|(path, page)| faults_of(path, page, &seen, written, &self.base_path))
            .collect();
        let mut reported = HashSet::new();
        for finding in faults {
            if reported.insert((finding.place.clone(), finding.message.clone())) {
                diagnostics.push(finding);
            }
        }
        let mut leaks = seen.leaks;
        leaks.sort();
        for (path, words) in leaks {
            diagnostics.push(
                Diagnostic::new(
                    Code::WithheldLeak,
                    Place::Site,
                    format!("{path} would contain withheld words: “{}”", shortened(&words)),
                )
                .help("nothing was written; take these words out of what is published"),
            );
        }
    }
}

/// What an address on a page means: a file of the output and a fragment.
fn target(base_path: &str, path: &str, address: &str) -> Target {
    if is_elsewhere(address) {
        return Target::Elsewhere;
    }
    let (rest, fragment) = address.split_once('#').map_or((address, None), |(rest, at)| (rest, Some(at)));
    let rest = rest.split_once('?').map_or(rest, |(rest, _)| rest);
    let fragment = fragment.filter(|at| !at.is_empty()).map(decoded);
    if rest.is_empty() {
        return Target::Inside(path.to_owned(), fragment);
    }
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    let rest = match rest.strip_prefix('/') {
        None => rest,
        Some(below) => {
            parts.clear();
            let prefix = base_path.trim_matches('/');
            let inner = below.strip_prefix(prefix).filter(|_| !prefix.is_empty());
            inner.map_or(below, |inner| inner.trim_start_matches('/'))
        }
    };
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return Target::Above;
                }
            }
            part => parts.push(part),
        }
    }
    let mut target = decoded(&parts.join("/"));
    if rest.is_empty() || rest.ends_with('/') || rest.ends_with("..") || rest == "." {
        target = if target.is_empty() { "index.html".to_owned() } else { format!("{target}/index.html") };
    }
    Target::Inside(target, fragment)
}

enum Target {
    Inside(String, Option<String>),
    Above,
    Elsewhere,
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn page_of(html: &str) -> Page {
    let scan = scan(html);
    let mut ids: Vec<u64> = scan.ids.iter().map(|id| hashed(id)).collect();
    ids.sort_unstable();
    let mut addresses = scan.addresses;
    addresses.retain(|address| !is_elsewhere(address));
    addresses.sort_unstable();
    addresses.dedup();
    Page { ids, addresses: addresses.join("\n") }
}

fn is_elsewhere(address: &str) -> bool {
    address.starts_with("//")
        || address.split_once(':').is_some_and(|(scheme, _)| {
            !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        })
}

fn faults_of(path: &str, page: &Page, seen: &Seen, written: &Written, base_path: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for address in page.addresses.lines() {
        match target(base_path, path, address) {
            Target::Inside(target, fragment) => {
                if let Some(code) = fault(seen, &target, fragment.as_deref()) {
                    found.push(report(path, address, code, written.find(path, &target, fragment.as_deref())));
                }
            }
            Target::Above => found.push(report(path, address, Code::BrokenLink, None)),
            Target::Elsewhere => {}
        }
    }
    found
}

fn fault(seen: &Seen, target: &str, fragment: Option<&str>) -> Option<Code> {
    if !seen.paths.contains(target) {
        let name = target.rsplit('/').next().unwrap_or(target);
        let is_page = name.ends_with(".html") || !name.contains('.');
        return Some(if is_page { Code::BrokenLink } else { Code::MissingAsset });
    }
    let fragment = fragment?;
    let page = seen.pages.get(target)?;
    (fragment != "top" && page.ids.binary_search(&hashed(fragment)).is_err()).then_some(Code::BrokenAnchor)
}

fn report(path: &str, address: &str, code: Code, place: Option<&(At, String)>) -> Diagnostic {
    let route = format!("/{}", path.strip_suffix("index.html").unwrap_or(path));
    let shown = place.map_or(address, |(_, shown)| shown.as_str());
    let message = match code {
        Code::MissingAsset => format!("there is no file `{shown}`"),
        Code::BrokenAnchor => format!("`{shown}` leads to a place that its page doesn't have"),
        _ => format!("`{shown}` leads to no page of this site"),
    };
    let help = match code {
        Code::MissingAsset => "put the file beside this text or under static/, or correct its name",
        Code::BrokenAnchor => "correct what follows `#`, or leave it out",
        _ => "correct the address, or link by hand with `[[id]]`",
    };
    match place {
        Some((At { span, received: false }, _)) => Diagnostic::new(code, *span, message).help(help),
        Some((At { span, received: true }, _)) => Diagnostic::new(code, *span, message)
            .at(Severity::Warning)
            .help("the article stands as it was received, so the link does too; a note can tell readers"),
        None => {
            let place = Place::Path(format!("templates ({route})").into());
            Diagnostic::new(code, place, format!("{message} (on the page {route})"))
                .help("this address stands in no text of yours: look at your templates")
        }
    }
}

fn shortened(words: &str) -> String {
    let mut short: String = words.chars().take(60).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    short
}

impl Leaks {
    /// Withheld words that stand nowhere in what is shown.
    fn of(site: &Site, withheld: &Withheld) -> Option<Self> {
        let mut words: Vec<String> =
            withheld.words.iter().filter(|words| words.len() >= LONG_ENOUGH).cloned().collect();
        words.sort();
        words.dedup();
        if words.is_empty() {
            return None;
        }
        let automaton = AhoCorasick::new(&words).ok()?;
        let mut public = vec![false; words.len()];
        for brief in &site.corpus.briefs {
            let article = brief.article.iter().map(|article| &article.body);
            for passage in article.chain(std::iter::once(brief.text.body())).flat_map(|body| &body.passages) {
                for found in automaton.find_overlapping_iter(&*passage.text) {
                    public[found.pattern().as_usize()] = true;
                }
            }
        }
        let mut shown = public.into_iter();
        words.retain(|_| !shown.next().unwrap_or(false));
        if words.is_empty() {
            return None;
        }
        let automaton = AhoCorasick::new(&words).ok()?;
        Some(Self { words, automaton })
    }

    fn within(&self, bytes: &[u8]) -> Vec<String> {
        let mut found: Vec<usize> = self.automaton.find_iter(bytes).map(|found| found.pattern().as_usize()).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|at| self.words[at].clone()).collect()
    }
}
