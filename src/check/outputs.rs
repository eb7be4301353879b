//! The pages that are about to be written: every address leads somewhere, and nothing withheld is in any byte.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Mutex;

use aho_corasick::AhoCorasick;

pub use super::noted::Noted;
pub use super::pages::Former;
use super::pages::{Missing, Pages, Target, target};
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::files::Span;
use crate::link::routes::path_of;
use crate::model::address::Address;
use crate::model::corpus::Withheld;
use crate::model::output::Output;
use crate::model::site::Site;
use crate::text::address::decode;

/// Shorter stretches of withheld words may stand elsewhere by chance.
const LONG_ENOUGH: usize = 32;

/// Gives the HTML of a page again, by its path.
pub type Again<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Collects what outputs have and where they lead; judges when all are in. Shared by all threads.
#[derive(Debug, Default)]
pub struct Check<'a> {
    seen: Mutex<Seen<'a>>,
    leaks: Option<Leaks>,
    base_path: String,
}

#[derive(Debug, Default)]
struct Seen<'a> {
    pages: Pages<'a>,
    leaks: Vec<(String, String)>,
    twice: BTreeSet<String>,
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
    everywhere: BTreeMap<(String, Option<String>), (At, String)>,
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
            Address::Asset { route, fragment } => (route.trim_start_matches('/').to_owned(), fragment.clone()),
            Address::Route { route, fragment } => (file_of(route), fragment.clone()),
            Address::Fragment(fragment) => (page.clone(), Some(fragment.clone())),
            Address::Broken => match target(&self.base_path, &page, href) {
                Target::Inside(target, fragment) => (target, fragment),
                Target::Above => (href.to_owned(), None),
                Target::Elsewhere => return,
            },
        };
        self.on_page
            .entry((page, target, fragment.map(|at| decode(&at).into_owned())))
            .or_insert((at, href.to_owned()));
    }

    /// An address that the configuration puts on every page.
    pub fn add_everywhere(&mut self, shown: &str, address: &Address, span: Span) {
        let key = match address {
            Address::Asset { route, fragment } | Address::Route { route, fragment } => {
                (file_of(route), fragment.as_deref().map(|at| decode(at).into_owned()))
            }
            _ => return,
        };
        self.everywhere.entry(key).or_insert((At { span, received: false }, shown.to_owned()));
    }

    fn find(&self, page: &str, target: &str, fragment: Option<&str>) -> Option<&(At, String)> {
        let (target, fragment) = (target.to_owned(), fragment.map(str::to_owned));
        let key = (page.to_owned(), target, fragment);
        self.on_page.get(&key).or_else(|| {
            let everywhere = &self.everywhere;
            // The page may be missing altogether, whatever place on it is named.
            let mut named = everywhere.range((key.1.clone(), None)..).take_while(|((path, _), _)| *path == key.1);
            match &key.2 {
                None => named.next().map(|(_, found)| found),
                Some(_) => everywhere.get(&(key.1.clone(), key.2.clone())),
            }
        })
    }
}

/// The file of a route: `/briefs/peace/` → `briefs/peace/index.html`.
fn file_of(route: &str) -> String {
    path_of(&decode(route))
}

impl<'a> Check<'a> {
    /// A check for a site, its withheld words, and the path of its base address (`/` or `/briefings/`).
    pub fn new(site: &Site, withheld: &Withheld, base_path: &str) -> Self {
        Self { leaks: Leaks::of(site, withheld), base_path: base_path.to_owned(), ..Self::default() }
    }

    /// The withheld words that are sought: those that stand in no text that is shown.
    pub fn sought(&self) -> &[String] {
        self.leaks.as_ref().map(|leaks| leaks.words.as_slice()).unwrap_or_default()
    }

    /// Whether two outputs had one path: then it is left to chance which of them is written.
    pub fn has_twice(&self) -> bool {
        !self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner).twice.is_empty()
    }

    /// Takes note of an output; `false` where another one has its path already.
    pub fn add(&self, output: &Output) -> bool {
        let found = self.leaks.as_ref().map(|leaks| leaks.within(&output.bytes)).unwrap_or_default();
        let html = output.path.ends_with(".html").then(|| std::str::from_utf8(&output.bytes).ok()).flatten();
        let page = html.map(|html| Noted::of(&output.path, html, &self.base_path));
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        seen.leaks.extend(found.into_iter().map(|words| (output.path.clone(), words)));
        if !seen.pages.add(&output.path, page, None) {
            seen.twice.insert(output.path.clone());
            return false;
        }
        true
    }

    /// Takes note of an output that stays as a former build made it; of a page with what was noted of it, and whether
    /// all of its addresses led somewhere. None of the words that are [`sought`](Self::sought) stood in it then.
    pub fn add_kept(&self, path: &str, page: Option<(Noted<'a>, bool)>) {
        let (noted, leads_well) = page.unzip();
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if !seen.pages.add(path, noted, leads_well) {
            seen.twice.insert(path.to_owned());
        }
    }

    /// Has `take` see each page with what was noted of it, in no order, and whether all of its addresses lead somewhere, and
    /// will as long as these pages and files are there.
    pub fn noted<T>(&self, take: impl FnOnce(&mut dyn Iterator<Item = (&str, &Noted<'a>, bool)>) -> T) -> T {
        let seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        take(&mut seen.pages.noted())
    }

    /// Reports withheld words in what was added, whatever else is wrong with it.
    pub fn leaks(&self, diagnostics: &mut Diagnostics) {
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut leaks = std::mem::take(&mut seen.leaks);
        leaks.sort();
        for (path, words) in leaks {
            let message = format!("{path} would contain withheld words: “{}”", shortened(&words));
            diagnostics.push(
                Diagnostic::new(Code::WithheldLeak, Place::Site, message)
                    .help("nothing was written; take these words out of what is published"),
            );
        }
    }

    /// Judges the addresses of everything that was added, after a build that had these `former` outputs, if there was one.
    /// A fault that stands in a user's file is reported there. `again` gives the pages with faults once more, for the
    /// words of their addresses.
    pub fn finish(
        &self,
        written: &Written,
        former: Option<&[Former<'_>]>,
        again: Again<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        seen.pages.judge(former);
        for path in &seen.twice {
            let message = format!("two files of the output would have the address {}", route_of(path));
            diagnostics.push(
                Diagnostic::new(Code::DuplicateRoute, Place::Site, message)
                    .help("give one of the two another slug or name"),
            );
        }
        if !seen.twice.is_empty() {
            // What leads to either of the two can't be judged.
            return;
        }
        let mut reported = HashSet::new();
        for path in seen.pages.faulty() {
            let html = again(path).unwrap_or_default();
            for missing in seen.pages.faults(path, &html, &self.base_path) {
                let finding = report(path, &missing, written);
                if reported.insert((finding.place.clone(), finding.message.clone())) {
                    diagnostics.push(finding);
                }
            }
        }
    }
}

fn report(path: &str, missing: &Missing, written: &Written) -> Diagnostic {
    let place = match missing {
        Missing::Path(target) => written.find(path, target, None),
        Missing::Fragment(target, fragment) => written.find(path, target, Some(fragment)),
        Missing::Above(address) => written.find(path, address, None),
    };
    let code = code(missing);
    let shown = place.map_or_else(|| shown(missing), |(_, shown)| shown.clone());
    let message = match code {
        Code::MissingAsset => format!("there is no file `{shown}`"),
        Code::BrokenAnchor => format!("`{shown}` leads to a place that its page doesn't have"),
        _ if matches!(missing, Missing::Above(_)) => format!("`{shown}` leads out of this site"),
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
            let route = route_of(path);
            let place = Place::Path(format!("templates ({route})").into());
            Diagnostic::new(code, place, format!("{message} (on the page {route})"))
                .help("this address stands in no text of yours: look at your templates")
        }
    }
}

fn code(missing: &Missing) -> Code {
    match missing {
        Missing::Fragment(..) => Code::BrokenAnchor,
        Missing::Path(target) | Missing::Above(target) => {
            let name = target.rsplit('/').next().unwrap_or(target);
            let is_page = [".html", ".htm", ".md"].iter().any(|end| name.ends_with(end)) || !name.contains('.');
            if is_page { Code::BrokenLink } else { Code::MissingAsset }
        }
    }
}

/// The address of what is missing, from the site's root.
fn shown(missing: &Missing) -> String {
    match missing {
        Missing::Path(target) => route_of(target),
        Missing::Fragment(target, fragment) => format!("{}#{fragment}", route_of(target)),
        Missing::Above(address) => address.clone(),
    }
}

/// `briefs/peace/index.html` → `/briefs/peace/`
fn route_of(path: &str) -> String {
    format!("/{}", path.strip_suffix("index.html").unwrap_or(path))
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
