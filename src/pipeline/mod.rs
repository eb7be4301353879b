//! The order of the steps. The one module that knows it.
//!
//! Takes the site's folder and what to build, returns the linked site, and hands outputs to whoever asks for them.
//! Has no clock: the date of the build comes in with the selection, and phases are announced, not timed.

#[cfg(feature = "cards")]
mod cards;
#[cfg(not(feature = "cards"))]
#[path = "no_cards.rs"]
mod cards;
mod copies;
mod findings;
pub mod former;
mod ledger;
mod live;
mod outputs;
mod page;
mod prints;
mod records;
mod searched;
mod shelf;
mod within;
mod written;

use std::path::PathBuf;
use std::sync::Arc;

use crate::diag::{Diagnostics, Place};
use crate::files::{FileId, Files, Span};
use crate::link::addresses::Addresses;
use crate::model::corpus::{Selection, Withheld};
use crate::model::inputs::Inputs;
use crate::model::output::Output;
use crate::model::site::Site;
use crate::{check, link, load, parse, select};

pub use crate::render::{Design, built_in_hash};
pub use ledger::Notes;
pub use live::{Changes, Live};
pub use outputs::{Again, Keep, Put};
pub use within::PagesWithin;
pub use written::Besides;

/// What to build.
#[derive(Debug, Clone)]
pub struct Request {
    /// The site's folder.
    pub root: PathBuf,
    /// Whom it is for, and when.
    pub selection: Selection,
    /// Where the site will stand, instead of what `briefgen.yaml` says.
    pub base_url: Option<String>,
    /// Links end in `index.html`.
    pub portable: bool,
    /// Warnings count as errors.
    pub strict: bool,
    /// Whether social cards are drawn.
    pub cards: Drawing,
    /// Where work is kept from one run to the next; without it none is.
    pub cache: Option<Cache>,
}

impl Request {
    /// The site at `root` as it is, with nothing drawn or kept.
    pub fn new(root: PathBuf, selection: Selection) -> Self {
        Self { root, selection, base_url: None, portable: false, strict: false, cards: Drawing::None, cache: None }
    }

    /// Each view has files of its own in the cache, so that a build for one leaves what was found for the other.
    fn view(&self) -> &'static str {
        if self.selection.internal { "internal" } else { "public" }
    }
}

/// Work of former runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cache {
    /// The folder, `.briefgen/`.
    pub folder: PathBuf,
    /// The hash of the program: another one may come to something else.
    pub program: [u8; 32],
}

/// How social cards are drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Drawing {
    /// Not at all. What there is to say about them is said all the same.
    None,
    /// All of them anew.
    Anew,
    /// Those that aren't kept in this folder since a former build.
    Kept(PathBuf),
}

/// A site, ready to be shown.
#[derive(Debug)]
pub struct Prepared {
    /// What was read.
    pub inputs: Inputs,
    /// What it came to.
    pub site: Site,
    /// What was found so far.
    pub diagnostics: Diagnostics,
    withheld: Withheld,
    addresses: Addresses,
    copies: Vec<Arc<Output>>,
    searched: std::sync::OnceLock<Option<searched::Searched>>,
    cards: cards::Cards,
    unchanged: former::Unchanged,
    /// Nothing that was prepared before was in memory.
    at_first: bool,
    within: within::Within,
}

/// Told the name of each phase as it begins.
pub type Phases<'a> = &'a mut dyn FnMut(&'static str);

/// Loads, parses, selects, links and checks a site.
pub fn prepare(request: &Request, phases: Phases<'_>) -> std::io::Result<Prepared> {
    let mut diagnostics = Diagnostics::default();
    phases("load");
    let inputs = load::load(&request.root, &mut diagnostics)?;
    prepare_read(request, inputs, diagnostics, phases)
}

/// Parses, selects, links and checks what was read, and found while it was read.
pub fn prepare_read(
    request: &Request,
    inputs: Inputs,
    found: Diagnostics,
    phases: Phases<'_>,
) -> std::io::Result<Prepared> {
    prepare_again(request, inputs, &mut Steps::default(), found, phases)
}

/// What each step made, kept for the next time. The default keeps nothing.
#[derive(Debug, Default)]
struct Steps {
    parsed: parse::kept::Kept,
    selected: select::Kept,
    linked: link::Kept,
    copied: copies::Kept,
}

/// Everything after loading. Whatever the steps kept, what comes out is what they make the first time. What is in
/// memory comes before what is on the disk, which is written the first time only.
fn prepare_again(
    request: &Request,
    inputs: Inputs,
    steps: &mut Steps,
    mut diagnostics: Diagnostics,
    phases: Phases<'_>,
) -> std::io::Result<Prepared> {
    phases("parse");
    let Steps { parsed, selected, linked, copied } = steps;
    let at_first = parsed.is_empty();
    let cache = |first: bool| request.cache.as_ref().filter(|_| first);
    // What an article came to is the same in every view.
    let mut corpus = records::kept(cache(at_first), ("articles", "all"), |records| {
        parse::corpus::corpus_again(&inputs, parsed, records, &mut diagnostics)
    });
    if let Some(base_url) = &request.base_url {
        let span = Span::file_start(FileId(0));
        corpus.config.base_url = Some(crate::files::Spanned::new(base_url.clone(), span));
    }
    let unchanged = former::Unchanged::of(&corpus, request.selection.as_of);
    phases("select");
    let (corpus, withheld) = select::select_again(corpus, &request.selection, selected, &mut diagnostics);
    phases("link");
    let site = records::kept(cache(linked.is_empty()), ("finds", request.view()), |records| {
        link::link_again(corpus, &inputs.files, linked, records, &mut diagnostics)
    });
    phases("check");
    let place = || {
        let mut addresses = Addresses::new(&site, &inputs.files);
        let copies = copies::place(&request.root, &site, &mut addresses, copied);
        copies.map(|copies| (addresses, copies))
    };
    let today = request.selection.as_of.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    let (placed, ()) = rayon::join(place, || check::site(&site, &inputs.files, today, &mut diagnostics));
    let (addresses, copies) = placed?;
    let there = |file: FileId, href: &str| {
        matches!(addresses.resolve(file, "/", href), crate::model::address::Address::Asset { .. })
    };
    check::files_named(&site, &there, &mut diagnostics);
    let cards = cards::Cards::plan(&site, &inputs.files, &copies, &mut diagnostics);
    findings::withheld_before_unknown(&mut diagnostics);
    findings::only_what_was_read(&inputs, &mut diagnostics);
    check::levels::apply(&site.corpus.config, request.strict, &mut diagnostics);
    let searched = std::sync::OnceLock::new();
    Ok(Prepared {
        inputs,
        site,
        diagnostics,
        withheld,
        addresses,
        copies,
        searched,
        cards,
        unchanged,
        at_first,
        within: within::Within::default(),
    })
}

/// Where findings about the configuration as a whole point.
fn config_place(files: &Files) -> Place {
    files.find("briefgen.yaml").map_or(Place::Site, |file| Span::file_start(file).into())
}
