//! The site as data: feeds, sitemap, the pages' JSON, data files and citations. docs/exports.md shows every shape.
//!
//! Takes a [`Site`] and gives [`Output`]s, job by job, so that many threads can share the work.
//! Never reads a disk or a clock, never invents a date or name, and never shows words of an article that its
//! owner doesn't allow (see `shown`).

mod address;
mod at;
mod brief;
mod cite;
mod data;
mod entry;
mod feeds;
#[cfg(test)]
mod fixture;
mod graph;
pub mod outline;
mod people;
mod shown;
mod sitemap;
mod tables;
mod target;
#[cfg(test)]
mod tests;
mod xml;

pub use at::jobs_at;

use crate::link::archive::{Archive, ListPart};
use crate::model::output::Output;
use crate::model::reading::{Made, Reading};
use crate::model::registry::{ActorIx, Target, ThemeIx};
use crate::model::site::{BriefIx, Resolved, Site};

/// What exports need to know beside the site.
#[derive(Debug, Clone, Copy)]
pub struct ExportEnv<'a> {
    /// Where the site will stand, perhaps under a path; without it there are no feeds, no sitemap and no addresses.
    pub base_url: Option<&'a str>,
    /// briefgen's own version, for the feeds' generator.
    pub version: &'a str,
    /// Routes of list pages that stand in the output (`/`, `/briefs/`, `/timeline/2025/`), for the sitemap;
    /// it finds briefs, actors, themes, series and the desk's own pages itself.
    pub lists: &'a [String],
}

/// What a feed is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FeedOf {
    /// The whole site.
    Site,
    /// An actor.
    Actor(ActorIx),
    /// A theme.
    Theme(ThemeIx),
    /// A series, by its place in the corpus.
    Series(u32),
}

/// One file of `/data/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DataFile {
    /// `briefs.json`
    Briefs,
    /// `actors.json`
    Actors,
    /// `themes.json`
    Themes,
    /// `graph.json`
    Graph,
    /// `positions.csv`
    Positions,
    /// `events.csv`
    Events,
}

impl DataFile {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Briefs, Self::Actors, Self::Themes, Self::Graph, Self::Positions, Self::Events];

    /// Its name below `data/`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Briefs => "briefs.json",
            Self::Actors => "actors.json",
            Self::Themes => "themes.json",
            Self::Graph => "graph.json",
            Self::Positions => "positions.csv",
            Self::Events => "events.csv",
        }
    }
}

/// A piece of work: what it makes depends on nothing but the site and the environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ExportJob {
    /// A feed.
    Feed(FeedOf),
    /// `sitemap.xml`, in several files where it is long.
    Sitemap,
    /// `robots.txt`
    Robots,
    /// A brief's `index.json` and citations.
    Brief(BriefIx),
    /// An actor's or theme's `index.json`, or that of one of its further pages.
    Target(Target, ListPart),
    /// A file of `/data/`.
    Data(DataFile),
}

impl ExportJob {
    /// What it is called from one build to the next: no other job, and no page, has the name.
    pub fn name(self, site: &Site) -> String {
        let target = |target: Target| site.route(target.into());
        match self {
            Self::Feed(FeedOf::Site) => "feed".to_owned(),
            Self::Feed(FeedOf::Actor(ix)) => format!("feed {}", target(Target::Actor(ix))),
            Self::Feed(FeedOf::Theme(ix)) => format!("feed {}", target(Target::Theme(ix))),
            Self::Feed(FeedOf::Series(at)) => format!("feed /series/{}/", site.corpus.series[at as usize].id.value),
            Self::Sitemap => "sitemap".to_owned(),
            Self::Robots => "robots".to_owned(),
            Self::Brief(ix) => format!("data {}", site.route(Resolved::Brief(ix))),
            Self::Target(of, part) => format!("data {}{}", target(of), part.path()),
            Self::Data(file) => format!("data {}", file.name()),
        }
    }
}

/// Everything that a site exports, in a fixed order.
pub fn jobs(site: &Site) -> Vec<ExportJob> {
    let count = |len: usize| 0..u32::try_from(len).expect("a corpus has fewer than 2^32 of anything");
    let registry = &site.corpus.registry;
    let mut jobs = vec![ExportJob::Sitemap, ExportJob::Feed(FeedOf::Site)];
    // The desk's own wins.
    if !site.corpus.assets.iter().any(|asset| &*asset.path == "static/robots.txt") {
        jobs.push(ExportJob::Robots);
    }
    jobs.extend(DataFile::ALL.map(ExportJob::Data));
    jobs.extend(count(site.corpus.series.len()).map(|ix| ExportJob::Feed(FeedOf::Series(ix))));
    for ix in count(registry.actors.len()).map(ActorIx) {
        jobs.push(ExportJob::Feed(FeedOf::Actor(ix)));
        jobs.extend(parts(site, Target::Actor(ix)));
    }
    for ix in count(registry.themes.len()).map(ThemeIx) {
        jobs.push(ExportJob::Feed(FeedOf::Theme(ix)));
        jobs.extend(parts(site, Target::Theme(ix)));
    }
    jobs.extend(count(site.corpus.briefs.len()).map(|ix| ExportJob::Brief(BriefIx(ix))));
    jobs
}

/// The parts of the list of an actor or theme.
fn parts(site: &Site, target: Target) -> impl Iterator<Item = ExportJob> + use<> {
    let dates = site.dates_of(&site.backlinks(target).briefs);
    let parts = Archive::new(&dates).parts().into_iter();
    parts.map(move |(part, _)| ExportJob::Target(target, part))
}

/// What one job makes; nothing where there is nothing to say.
pub fn render(site: &Site, env: &ExportEnv<'_>, job: ExportJob) -> Made {
    let site = Reading::new(site);
    let outputs = files(&site, env, job);
    Made { outputs, reads: site.into_reads() }
}

fn files(site: &Reading<'_>, env: &ExportEnv<'_>, job: ExportJob) -> Vec<Output> {
    match job {
        ExportJob::Feed(of) => feeds::render(site, env, of).into_iter().collect(),
        ExportJob::Sitemap => sitemap::render(site, env),
        ExportJob::Robots => vec![sitemap::robots(env)],
        ExportJob::Brief(ix) => brief_files(site, env, ix),
        ExportJob::Target(target, part) => vec![target::render(site, env, (target, part))],
        ExportJob::Data(file) => vec![data_file(site, env, file)],
    }
}

fn brief_files(site: &Reading<'_>, env: &ExportEnv<'_>, ix: BriefIx) -> Vec<Output> {
    let mut files = vec![brief::render(site, env, ix)];
    files.extend(cite::render(site, env, ix));
    files
}

fn data_file(site: &Reading<'_>, env: &ExportEnv<'_>, file: DataFile) -> Output {
    match file {
        DataFile::Briefs => data::briefs(site, env),
        DataFile::Actors => data::actors(site, env),
        DataFile::Themes => data::themes(site, env),
        DataFile::Graph => graph::render(site),
        DataFile::Positions => tables::positions(site),
        DataFile::Events => tables::events(site),
    }
}

/// A list of which each entry is made when it is written: all at once would be more than a large site's file.
struct Each<I>(I);

impl<I: Iterator<Item: serde::Serialize> + Clone> serde::Serialize for Each<I> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.clone())
    }
}

/// A JSON file, a line end at its end.
fn json_file(path: String, value: &impl serde::Serialize) -> Output {
    let mut bytes = Output::buffer();
    serde_json::to_writer(&mut bytes, value).expect("what exports write has a JSON text");
    bytes.push(b'\n');
    Output { path, bytes }
}
