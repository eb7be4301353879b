//! `briefgen publish`: to any static host, safely.
//!
//! Takes a prepared site and a target of `publish:`, builds into a private folder, compares with what the target
//! holds, tells the difference in readers' words, and brings the target there in an order in which no page lacks what
//! it needs. Never deletes a file that briefgen did not put, never touches `public/`, never runs a command out of
//! `briefgen.yaml`.
//!
//! | Target | File |
//! |---|---|
//! | a folder | `directory` |
//! | a branch of a git remote | `git` |
//! | a store of objects, as S3 and its kin | `object`, with the feature `publish` |

mod compare;
mod directory;
mod error;
mod git;
mod hosts;
mod lasting;
mod links;
mod lock;
mod moved;
mod news;
#[cfg(feature = "publish")]
mod object;
mod order;
mod parallel;
mod plan;
mod progress;
mod record;
mod room;
mod staged;
mod status;
mod stepwise;
mod store;

use std::path::{Path, PathBuf};

use crate::model::config::{PublishTarget, TargetKind};
use crate::pipeline::{Phases, Prepared, Request};

pub use error::PublishError;
pub use plan::{Built, Plan};

use compare::Snapshot;
use lock::Lock;
use plan::Known;
use progress::Progress;
use record::{RECORD, Record};
use staged::Home;
use store::{Shelf, Store};

/// Where a publication goes.
enum Place {
    /// A target that is changed file by file.
    Stepwise(Box<dyn Store>),
    /// A branch that moves from commit to commit.
    Git(git::Git),
}

impl Place {
    fn shelf(&self) -> &dyn Shelf {
        match self {
            Self::Stepwise(store) => &**store,
            Self::Git(git) => git,
        }
    }
}

/// A target, opened.
pub struct Publication<'t> {
    target: &'t PublishTarget,
    home: Home,
    place: Place,
}

impl<'t> Publication<'t> {
    /// Opens a target: its private folder below `root`, and the way to it.
    pub fn open(root: &Path, name: &str, target: &'t PublishTarget) -> Result<Self, PublishError> {
        let place = match &target.kind {
            TargetKind::Directory { path } => Place::Stepwise(Box::new(directory::open(root, path)?)),
            TargetKind::Git { .. } => {
                let home = Home::open(root, name)?;
                let git = git::Git::open(root, &home.path.join("git"), &target.kind)?;
                return Ok(Self { target, home, place: Place::Git(git) });
            }
            #[cfg(feature = "publish")]
            TargetKind::S3 { .. } => Place::Stepwise(Box::new(object::s3(&target.kind)?)),
            #[cfg(not(feature = "publish"))]
            TargetKind::S3 { .. } => {
                let why = "this briefgen was built without object stores; build it with the feature `publish`, \
                           or publish to a folder or a git branch";
                return Err(PublishError::Refused(why.to_owned()));
            }
        };
        Ok(Self { target, home: Home::open(root, name)?, place })
    }

    /// Builds the site for the target; `None` if it has errors, which then stand among its findings.
    pub fn build(
        &self,
        prepared: &mut Prepared,
        request: &Request,
        phases: Phases<'_>,
    ) -> Result<Option<Built>, PublishError> {
        if prepared.diagnostics.has_errors() {
            return Ok(None);
        }
        let briefs = news::states(&prepared.site, &prepared.inputs.files);
        let removed_pages = news::removed_pages(&prepared.site);
        let live = self.live()?;
        let (moved, leads) =
            moved::find(live.as_deref().and_then(Record::parse).as_ref().map(|(record, _)| record), &briefs);
        moved::add(&mut prepared.site, &leads);
        // A listing of a large target takes a while, and so does a build: each waits for something else.
        let (site, found) = std::thread::scope(|scope| {
            let looking = scope.spawn(|| Snapshot::take(self.place.shelf()));
            let site = self.home.build(prepared, request, self.target, phases);
            let found = looking.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            (site, found)
        });
        let (Some(site), found) = (site?, found?) else { return Ok(None) };
        if found.base != live.as_deref().map(|live| record::base(Some(live))) {
            return Err(PublishError::Moved);
        }
        let (base_url, internal) = (request.base_url.clone(), request.selection.internal);
        Ok(Some(Built { site, briefs, removed_pages, base_url, internal, moved, leads, found }))
    }

    /// The folder into which the site is built.
    pub fn folder(&self) -> PathBuf {
        self.home.site()
    }

    /// The site as it was last built for the target, where its folder still holds it: `known` is what
    /// [`Built::known`] gave then. `None` if what the target holds asks for other redirects since.
    pub fn built(&self, known: &str, request: &Request) -> Result<Option<Built>, PublishError> {
        let Ok(Known { briefs, removed_pages, leads }) = serde_json::from_str(known) else { return Ok(None) };
        if let Place::Git(git) = &self.place {
            git.list()?;
        }
        let found = Snapshot::take(self.place.shelf())?;
        let (moved, now) = moved::find(found.record.as_ref(), &briefs);
        if now != leads {
            return Ok(None);
        }
        let (base_url, internal) = (request.base_url.clone(), request.selection.internal);
        Ok(Some(Built { site: self.home.manifest()?, briefs, removed_pages, base_url, internal, moved, leads, found }))
    }

    /// The bytes of the target's record.
    fn live(&self) -> Result<Option<Vec<u8>>, PublishError> {
        if let Place::Git(git) = &self.place {
            git.list()?;
        }
        self.place.shelf().read(RECORD)
    }

    /// What publishing a built site would change.
    pub fn plan(&self, built: Built) -> Result<Plan, PublishError> {
        Plan::forward(built, self.place.shelf())
    }

    /// What taking the last publication back would change.
    pub fn plan_back(&self) -> Result<Plan, PublishError> {
        match &self.place {
            Place::Stepwise(store) => Plan::back(&**store),
            Place::Git(git) => git.plan_back(),
        }
    }

    /// Brings the target to what a plan says. The target must still be what the plan was made from.
    pub fn send(&self, plan: &Plan, quiet: bool) -> Result<(), PublishError> {
        let bytes = plan.difference.send.iter().map(|send| send.size).sum();
        let progress = Progress::new(plan.difference.send.len(), bytes, quiet);
        match &self.place {
            Place::Git(git) => git.send(plan, &|path| self.home.read(path), &progress),
            Place::Stepwise(store) => {
                let store = &**store;
                let lock = Lock::take(store, &self.home.path)?;
                let live = plan.found.still(store)?;
                lock.look()?;
                let read = |path: &str| match &plan.back {
                    Some(back) => plan.verified(path, back.read(store, path)?),
                    None => self.home.read(path),
                };
                stepwise::publish(store, &plan.found, live.as_deref(), &plan.work(&read), &lock, &progress)
            }
        }
    }

    /// What is live, in words.
    pub fn status(&self) -> Result<String, PublishError> {
        status::tell(self.place.shelf())
    }
}
