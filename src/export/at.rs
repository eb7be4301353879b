//! The exports of a path: what a preview makes when it is asked for.

use super::{DataFile, ExportJob, FeedOf, jobs, parts};
use crate::model::registry::{Registry, Target};
use crate::model::site::Site;

/// The jobs that may make the output at `path`: a few of [`jobs`], whatever the site's size.
pub fn jobs_at(site: &Site, path: &str) -> Vec<ExportJob> {
    let registry: &Registry = &site.corpus.registry;
    let mut names = path.splitn(3, '/');
    let (kind, id) = (names.next().unwrap_or(""), names.next());
    let of_target = |target: Option<Target>, feed: Option<FeedOf>| {
        let files = target.into_iter().flat_map(|target| parts(site, target));
        files.chain(feed.map(ExportJob::Feed)).collect::<Vec<_>>()
    };
    match (kind, id) {
        ("briefs", Some(slug)) => site.find_brief(slug).map(ExportJob::Brief).into_iter().collect(),
        ("actors", Some(id)) => {
            let ix = registry.actor(id);
            of_target(ix.map(Target::Actor), ix.map(FeedOf::Actor))
        }
        ("themes", Some(id)) => {
            let ix = registry.theme(id);
            of_target(ix.map(Target::Theme), ix.map(FeedOf::Theme))
        }
        ("data", Some(name)) => {
            DataFile::ALL.into_iter().filter(|file| file.name() == name).map(ExportJob::Data).collect()
        }
        _ => jobs(site).into_iter().filter(ExportJob::of_whole_site).collect(),
    }
}

impl ExportJob {
    /// Whether it is of no single brief, actor or theme, nor a data file.
    fn of_whole_site(&self) -> bool {
        !matches!(
            self,
            Self::Brief(_) | Self::Target(..) | Self::Data(_) | Self::Feed(FeedOf::Actor(_) | FeedOf::Theme(_))
        )
    }
}
