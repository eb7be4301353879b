//! A fingerprint of each part of a site that a page may read: two sites whose parts have the same print show the same.
//!
//! Takes the linked site, gives numbers that are compared with those of a former run of the same program.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::Cache;
use crate::link::addresses::{self, Addresses, Shown};
use crate::model::abridged::{actor_without_places, theme_without_places};
use crate::model::brief::Page;
use crate::model::inputs::Inputs;
use crate::model::reading::Read;
use crate::model::registry::{Actor, Extra, Target, Theme};
use crate::model::site::{Backlinks, BriefIx, Resolved, Site};
use crate::render::{Design, PAGE_KINDS, RenderEnv};
use crate::text::hash::OfParts;

/// The prints of a site's parts, by their numbers.
#[derive(Debug)]
pub(super) struct Prints {
    briefs: usize,
    actors: usize,
    themes: usize,
    pages: usize,
    prints: Vec<u64>,
}

/// What a part is called in every run: its kind, and a slug or an id where there are several.
pub(super) type Name<'a> = (Kind, &'a str);

/// The kinds of parts, in the order of their numbers: those of [`Read`], and one that no page reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Kind {
    Brief,
    Near,
    Described,
    NamedActor,
    NamedTheme,
    CompanyOfActor,
    CompanyOfTheme,
    Actor,
    Theme,
    Page,
    Template,
    Listed,
    Superseded,
    Slugs,
    Translations,
    Descriptions,
    SearchIndex,
    Design,
    /// Who names what, in all briefs together.
    Names,
}

/// The kinds of which there is one.
const WHOLE: [Kind; 8] = [
    Kind::Listed,
    Kind::Superseded,
    Kind::Slugs,
    Kind::Translations,
    Kind::Descriptions,
    Kind::SearchIndex,
    Kind::Design,
    Kind::Names,
];

impl Prints {
    /// Of a site whose pages are made in `env`. `last` are the parts of a former build: where it is the same who
    /// names what, its briefs to read next are the same too, and aren't sought again.
    pub(super) fn of(
        site: &Site,
        (design, env): (&Design, &RenderEnv<'_>),
        addresses: &Addresses,
        last: &[(Name<'_>, u64)],
    ) -> Self {
        let places: Vec<u32> = (0u32..).take(site.corpus.briefs.len()).collect();
        let slugs: Vec<u64> = site.corpus.briefs.par_iter().map(|brief| print(&brief.slug)).collect();
        let slug = |ix: BriefIx| slugs[ix.0 as usize];
        let dated = |ix: BriefIx| (slug(ix), site.brief(ix).1.date);
        let mut prints: Vec<u64> =
            places.par_iter().map(|at| of_brief(site, addresses, env.cards(), BriefIx(*at))).collect();
        let briefs = prints.len();
        let named =
            |links: &Arc<Backlinks>| print(&links.briefs.iter().map(|link| dated(link.brief)).collect::<Vec<_>>());
        let company = |links: &Arc<Backlinks>| {
            let of = |list: &[(BriefIx, u32)]| list.iter().map(|(ix, at)| (slug(*ix), *at)).collect::<Vec<_>>();
            print(&(&links.actors, &links.themes, of(&links.positions), of(&links.events)))
        };
        let listed: Vec<_> = site.listed.iter().map(|ix| dated(*ix)).collect();
        let superseded: Vec<_> = site.superseded.iter().map(|(old, new)| (slug(*old), slug(*new))).collect();
        let translations = site.corpus.briefs.iter().map(|brief| brief.front.translation_of.as_ref());
        let translations: Vec<_> = translations.map(|slug| slug.map(|slug| &slug.value)).collect();
        let described: Vec<u64> = places.par_iter().map(|at| of_description(site, BriefIx(*at))).collect();
        let whole = [
            print(&listed),
            print(&superseded),
            print(&slugs),
            print(env.translated()),
            print(&described),
            print(&env.search_root()),
            print(&(design.print(), format!("{:?}", env.shared()))),
        ];
        let named: Vec<u64> = site.actors.par_iter().chain(&site.themes).map(named).collect();
        let names = print(&(&named, listed, superseded, &slugs, translations));
        let near = |at: &u32| {
            let near = env.near(BriefIx(*at)).iter().map(|near| (slug(near.brief), &near.shared));
            print(&near.collect::<Vec<_>>())
        };
        match last.split_at_checked(briefs).filter(|_| last.last() == Some(&((Kind::Names, ""), names))) {
            Some((_, last)) => prints.extend(last.iter().take(briefs).map(|(_, print)| *print)),
            None => prints.par_extend(places.par_iter().map(near)),
        }
        prints.extend(described);
        prints.extend(named);
        prints.par_extend(site.actors.par_iter().map(company));
        prints.par_extend(site.themes.par_iter().map(company));
        let corpus = &site.corpus;
        prints.par_extend(corpus.registry.actors.par_iter().map(|actor| of_actor(addresses, actor)));
        prints.par_extend(corpus.registry.themes.par_iter().map(|theme| of_theme(addresses, theme)));
        prints.par_extend(corpus.pages.par_iter().map(|page| of_page(addresses, page)));
        prints.extend(PAGE_KINDS.map(|kind| design.print_of_kind(kind)));
        prints.extend(whole);
        prints.push(names);
        Self { briefs, actors: site.actors.len(), themes: site.themes.len(), pages: corpus.pages.len(), prints }
    }

    /// The number of a part.
    pub(super) fn number(&self, read: Read) -> u32 {
        let registry = self.actors + self.themes;
        let of = |target| match target {
            Target::Actor(ix) => ix.0 as usize,
            Target::Theme(ix) => self.actors + ix.0 as usize,
        };
        let kinds = 3 * self.briefs + 3 * registry + self.pages;
        let whole = kinds + PAGE_KINDS.len();
        let number = match read {
            Read::Brief(ix) => ix.0 as usize,
            Read::Near(ix) => self.briefs + ix.0 as usize,
            Read::Described(ix) => 2 * self.briefs + ix.0 as usize,
            Read::Named(target) => 3 * self.briefs + of(target),
            Read::Company(target) => 3 * self.briefs + registry + of(target),
            Read::Entry(target) => 3 * self.briefs + 2 * registry + of(target),
            Read::Page(at) => 3 * self.briefs + 3 * registry + at as usize,
            Read::Listed => whole,
            Read::Superseded => whole + 1,
            Read::Slugs => whole + 2,
            Read::Translations => whole + 3,
            Read::Descriptions => whole + 4,
            Read::SearchIndex => whole + 5,
            Read::Design => whole + 6,
            Read::Template(kind) => kinds + PAGE_KINDS.iter().position(|known| *known == kind).expect("a kind of page"),
        };
        u32::try_from(number).expect("a site has fewer than 2^32 parts")
    }

    /// The print of the part with a number.
    pub(super) fn get(&self, number: u32) -> u64 {
        self.prints[number as usize]
    }

    /// Every part's name and print, by number.
    pub(super) fn named<'a>(&'a self, site: &'a Site) -> impl Iterator<Item = (Name<'a>, u64)> {
        let corpus = &site.corpus;
        let briefs = |kind| corpus.briefs.iter().map(move |brief| (kind, brief.slug.as_str()));
        let actors = |kind| corpus.registry.actors.iter().map(move |actor| (kind, actor.id.value.as_str()));
        let themes = |kind| corpus.registry.themes.iter().map(move |theme| (kind, theme.id.value.as_str()));
        let names = briefs(Kind::Brief).chain(briefs(Kind::Near)).chain(briefs(Kind::Described));
        let names = names.chain(actors(Kind::NamedActor)).chain(themes(Kind::NamedTheme));
        let names = names.chain(actors(Kind::CompanyOfActor)).chain(themes(Kind::CompanyOfTheme));
        let names = names.chain(actors(Kind::Actor)).chain(themes(Kind::Theme));
        let names = names.chain(corpus.pages.iter().map(|page| (Kind::Page, page.slug.as_str())));
        let names = names.chain(PAGE_KINDS.map(|kind| (Kind::Template, kind)));
        names.chain(WHOLE.map(|kind| (kind, ""))).zip(self.prints.iter().copied())
    }

    /// The number of the part with a name; `None` where this site has none.
    pub(super) fn find(&self, site: &Site, (kind, id): Name<'_>) -> Option<u32> {
        let registry = &site.corpus.registry;
        let actor = || registry.actor(id).map(Target::Actor);
        let theme = || registry.theme(id).map(Target::Theme);
        let read = match kind {
            Kind::Brief => site.find_brief(id).map(Read::Brief),
            Kind::Near => site.find_brief(id).map(Read::Near),
            Kind::Described => site.find_brief(id).map(Read::Described),
            Kind::NamedActor => actor().map(Read::Named),
            Kind::NamedTheme => theme().map(Read::Named),
            Kind::CompanyOfActor => actor().map(Read::Company),
            Kind::CompanyOfTheme => theme().map(Read::Company),
            Kind::Actor => actor().map(Read::Entry),
            Kind::Theme => theme().map(Read::Entry),
            Kind::Page => {
                let at = site.corpus.pages.binary_search_by(|page| page.slug.as_str().cmp(id)).ok();
                at.and_then(|at| u32::try_from(at).ok()).map(Read::Page)
            }
            Kind::Listed => Some(Read::Listed),
            Kind::Superseded => Some(Read::Superseded),
            Kind::Slugs => Some(Read::Slugs),
            Kind::Translations => Some(Read::Translations),
            Kind::Descriptions => Some(Read::Descriptions),
            Kind::SearchIndex => Some(Read::SearchIndex),
            Kind::Design => Some(Read::Design),
            Kind::Template => PAGE_KINDS.iter().find(|kind| **kind == id).map(|kind| Read::Template(kind)),
            Kind::Names => None,
        };
        read.map(|read| self.number(read))
    }
}

/// The print of everything that no page notes, since everything is made anew where it changes: `asked` is what the
/// build was asked for, and by which program, `sought` the withheld words that no output may have.
pub(super) fn of_frame(asked: &str, (site, inputs, sought): (&Site, &Inputs, &[String])) -> u64 {
    let mut state = OfParts::default().build_hasher();
    (asked, sought).hash(&mut state);
    let single = [inputs.config, inputs.authors, inputs.series];
    for file in single.into_iter().flatten().chain(inputs.words.iter().copied()) {
        (inputs.files.path(file), inputs.files.text(file)).hash(&mut state);
    }
    for asset in &inputs.assets {
        (&asset.path, asset.size).hash(&mut state);
    }
    // Names stand in the texts of briefs, and the frame of all pages goes by what there is.
    site.abridged().hash(&mut state);
    state.finish()
}

/// The print of what the files of the search index go by beside the site: the program, and the withheld words that no
/// output may have.
pub(super) fn of_search(cache: Option<&Cache>, sought: &[String]) -> u64 {
    print(&(cache.map(|cache| cache.program), sought))
}

fn of_brief(site: &Site, addresses: &Addresses, cards: &BTreeSet<BriefIx>, ix: BriefIx) -> u64 {
    let (brief, links) = site.brief(ix);
    let mut state = OfParts::default().build_hasher();
    (brief, links, cards.contains(&ix)).hash(&mut state);
    hash_extra(&brief.front.extra, &mut state);
    for shown in addresses::of_brief(brief) {
        hash_addresses(addresses, &shown, &mut state);
    }
    let downloads = brief.front.downloads.iter().map(|download| &download.file);
    let redirect = brief.front.withdrawn.as_ref().and_then(|withdrawn| withdrawn.redirect.as_ref());
    for address in downloads.chain(redirect) {
        let route = site.route(Resolved::Brief(ix));
        addresses.resolve(address.span.file, &route, &address.value).hash(&mut state);
    }
    state.finish()
}

fn of_description(site: &Site, ix: BriefIx) -> u64 {
    let mut state = OfParts::default().build_hasher();
    site.described(ix).hash(&mut state);
    hash_extra(&site.brief(ix).0.front.extra, &mut state);
    state.finish()
}

fn of_actor(addresses: &Addresses, actor: &Actor) -> u64 {
    of_own(addresses, actor_without_places(actor.clone()), &actor.extra, addresses::of_actor(actor))
}

fn of_theme(addresses: &Addresses, theme: &Theme) -> u64 {
    of_own(addresses, theme_without_places(theme.clone()), &theme.extra, addresses::of_theme(theme))
}

/// What stands on no other page; the rest of it is everybody's.
fn of_page(addresses: &Addresses, page: &Page) -> u64 {
    of_own(addresses, (&page.summary, &page.embargo, &page.body), &page.extra, addresses::of_page(page))
}

/// The print of what a page has of its own: what it is, its free keys, and where the addresses in its texts lead.
fn of_own<'a>(addresses: &Addresses, own: impl Hash, extra: &Extra, texts: impl IntoIterator<Item = Shown<'a>>) -> u64 {
    let mut state = OfParts::default().build_hasher();
    own.hash(&mut state);
    hash_extra(extra, &mut state);
    texts.into_iter().for_each(|shown| hash_addresses(addresses, &shown, &mut state));
    state.finish()
}

/// Templates show free keys in their order, of which a map's own hash knows nothing.
fn hash_extra(extra: &Extra, state: &mut impl Hasher) {
    serde_json::to_string(extra).ok().hash(state);
}

/// Where the addresses of a text lead depends on what else there is.
fn hash_addresses(addresses: &Addresses, (file, route, body): &Shown<'_>, state: &mut impl Hasher) {
    let links = body.links.iter().map(|link| &*link.href);
    for href in links.chain(body.images.iter().map(|image| &*image.src)) {
        addresses.resolve(*file, route, href).hash(state);
    }
}

fn print(value: &impl Hash) -> u64 {
    OfParts::default().hash_one(value)
}
