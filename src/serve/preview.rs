//! What is shown, to whom, and what is wrong with it.
//!
//! Two views of the same files: the desk's, and the public's, which is made when somebody first looks at it. Each shows
//! the last site without errors; the findings of the latest edit stand beside it.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use jiff::Timestamp;
use tokio::sync::watch;

use super::Options;
use crate::diag::emit::{self, Format};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::files::Files;
use crate::model::output::Output;
use crate::pipeline::{Changes, Design, Live, Prepared, Request};

/// So many findings stand in a page, and are told of in every open one after each edit.
const SHOWN: usize = 100;

/// Whose view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// The desk's: drafts, embargoed and internal material too, unless the user asked for less.
    Desk,
    /// What readers will see.
    Public,
}

/// A site without errors, ready to make any of its pages.
pub(super) struct Shown {
    prepared: Prepared,
    design: Arc<Design>,
    request: Request,
}

/// What a view has come to.
#[derive(Clone, Default)]
pub(super) struct Standing {
    /// Grows with every change.
    pub(super) version: u64,
    pub(super) shown: Option<Arc<Shown>>,
    pub(super) findings: Arc<Findings>,
    /// The latest edit has errors, so that the site shown is an older one.
    pub(super) former: bool,
    /// What is shown has errors itself, as no site without was there before: for the desk's eyes alone.
    pub(super) faulty: bool,
    /// The pages whose own files the latest edit touched.
    pub(super) edited: Arc<[String]>,
    /// The addresses of files of `static/` that the latest edit touched.
    pub(super) files: Arc<[String]>,
}

/// What is wrong with the latest edit.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    /// The first of them, errors before warnings, as `--format json` writes them.
    pub(super) shown: Vec<Box<str>>,
}

impl Standing {
    /// Whether a finding stands in this file, so that it may be opened in the editor.
    pub(super) fn names(&self, file: &str) -> bool {
        let named =
            |found: &str| serde_json::from_str::<serde_json::Value>(found).is_ok_and(|found| found["file"] == file);
        self.findings.shown.iter().any(|found| named(found))
    }
}

/// One view: its site, and who is told of changes.
struct Slot {
    request: Request,
    clock: Option<fn() -> Timestamp>,
    live: Mutex<Option<Live>>,
    standing: RwLock<Standing>,
    told: watch::Sender<u64>,
    /// Somebody looked at it, so it is kept up to date.
    wanted: AtomicBool,
}

/// Both views of a site.
pub(super) struct Preview {
    desk: Slot,
    public: Slot,
}

impl Preview {
    /// Reads the site and prepares the desk's view.
    pub(super) fn open(options: &Options) -> io::Result<Self> {
        let preview =
            Self { desk: Slot::new(&options.desk, options.clock), public: Slot::new(&options.public, options.clock) };
        preview.slot(View::Desk).open()?;
        Ok(preview)
    }

    fn slot(&self, view: View) -> &Slot {
        match view {
            View::Desk => &self.desk,
            View::Public => &self.public,
        }
    }

    /// What a view has come to; prepares it if nobody has looked at it before.
    pub(super) fn standing(&self, view: View) -> io::Result<Standing> {
        let slot = self.slot(view);
        if !slot.wanted.load(Ordering::Acquire) {
            slot.open()?;
        }
        Ok(slot.read())
    }

    /// Told of each new version of a view.
    pub(super) fn follow(&self, view: View) -> watch::Receiver<u64> {
        self.slot(view).told.subscribe()
    }

    /// The site can't be read at all any more: what is shown stays, and says so.
    pub(super) fn unreadable(&self, error: &io::Error) {
        for slot in [&self.desk, &self.public] {
            slot.unreadable(error);
        }
    }

    /// Takes up what changed on the disk, and what time made of it. The desk's view first: it is the one that people look at.
    pub(super) fn update(&self, changes: &Changes) -> io::Result<()> {
        self.desk.update(changes)?;
        self.public.update(changes)
    }
}

impl Slot {
    fn new(request: &Request, clock: Option<fn() -> Timestamp>) -> Self {
        Self {
            request: request.clone(),
            clock,
            live: Mutex::new(None),
            standing: RwLock::default(),
            told: watch::Sender::new(0),
            wanted: AtomicBool::new(false),
        }
    }

    fn read(&self) -> Standing {
        self.standing.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn live(&self) -> MutexGuard<'_, Option<Live>> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now(&self) -> Timestamp {
        self.clock.map_or(self.request.selection.as_of, |now| now())
    }

    /// Prepares the view, unless another thread just did.
    fn open(&self) -> io::Result<()> {
        let mut live = self.live();
        if live.is_none() {
            let mut request = self.request.clone();
            request.selection.as_of = self.now();
            let (mut opened, prepared) = Live::open(request)?;
            self.publish(&mut opened, prepared, &Changes::default());
            *live = Some(opened);
        }
        self.wanted.store(true, Ordering::Release);
        Ok(())
    }

    fn update(&self, changes: &Changes) -> io::Result<()> {
        let mut live = self.live();
        if let Some(live) = live.as_mut()
            && let Some(prepared) = live.update(changes, self.now())?
        {
            self.publish(live, prepared, changes);
        }
        Ok(())
    }

    fn unreadable(&self, error: &io::Error) {
        let mut standing = self.read();
        let found = serde_json::json!({"code": null, "severity": "error", "message": format!("the site can’t be read: {error}"), "help": []});
        standing.findings =
            Arc::new(Findings { errors: 1, warnings: 0, shown: vec![found.to_string().into_boxed_str()] });
        standing.former = standing.shown.is_some();
        standing.version += 1;
        let version = standing.version;
        *self.standing.write().unwrap_or_else(PoisonError::into_inner) = standing;
        self.told.send_replace(version);
    }

    /// Shows a site if it has no errors, or none without errors was there before; tells of its findings in any case.
    fn publish(&self, live: &mut Live, prepared: Prepared, changes: &Changes) {
        let mut found = Diagnostics::default();
        let before = self.read();
        let design = live.design(&prepared, &mut found);
        prepared.weigh(&self.request, &mut found);
        found.extend(prepared.diagnostics.iter().cloned());
        let failed = found.has_errors();
        let findings = Arc::new(Findings::of(&prepared.inputs.files, found));
        let edited = prepared.routes_of(changes).into();
        let files = changes.paths.iter().filter_map(|path| path.strip_prefix("static"));
        let files = files.filter(|path| path.starts_with('/')).map(str::to_owned).collect();
        let shown = match (design, &before.shown) {
            (Some(design), former) if !failed || former.is_none() => {
                Some(Arc::new(Shown { prepared, design, request: live.request().clone() }))
            }
            (_, former) => former.clone(),
        };
        let version = before.version + 1;
        let former = failed && before.shown.is_some();
        let faulty = failed && (before.faulty || before.shown.is_none());
        let standing = Standing { version, shown, findings, former, faulty, edited, files };
        *self.standing.write().unwrap_or_else(PoisonError::into_inner) = standing;
        self.told.send_replace(version);
    }
}

impl Shown {
    /// The output at a path; a finding where a template can't be filled.
    pub(super) fn output(&self, path: &str) -> Result<Option<Output>, Box<Diagnostic>> {
        self.prepared.output(&self.design, &self.request, path)
    }

    /// Every route of the site.
    pub(super) fn routes(&self) -> Vec<String> {
        self.prepared.routes()
    }

    /// The path under which the site will stand: `/` or `/briefings/`.
    pub(super) fn base_path(&self) -> String {
        self.prepared.base_path()
    }

    /// One finding by itself.
    pub(super) fn finding(&self, found: Diagnostic) -> Findings {
        let mut list = Diagnostics::default();
        list.push(found);
        Findings::of(&self.prepared.inputs.files, list)
    }
}

impl Findings {
    fn of(files: &Files, mut found: Diagnostics) -> Self {
        // What is merely worth knowing isn't shown in pages.
        found.list_mut().retain(|found| found.severity > Severity::Info);
        emit::sort(files, &mut found);
        found.list_mut().sort_by_key(|found| std::cmp::Reverse(found.severity));
        let errors = found.iter().filter(|found| found.severity == Severity::Error).count();
        let warnings = found.iter().count() - errors;
        found.list_mut().truncate(SHOWN);
        let mut text = String::new();
        emit::write(&mut text, Format::Json, files, &found, false).expect("writing to a String never fails");
        Self { errors, warnings, shown: text.lines().map(Box::from).collect() }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicI64;

    use super::*;
    use crate::model::corpus::Selection;
    use crate::serve::Editor;

    /// What the clock of these tests shows, in seconds since 1970.
    static NOW: AtomicI64 = AtomicI64::new(0);

    fn clock() -> Timestamp {
        Timestamp::from_second(NOW.load(Ordering::SeqCst)).unwrap()
    }

    fn options(root: &std::path::Path, clock: Option<fn() -> Timestamp>) -> Options {
        let as_of = "2026-11-30T23:00Z".parse().unwrap();
        let selection = Selection { internal: false, drafts: false, as_of };
        let public = Request::new(root.to_owned(), selection);
        let selection = Selection { internal: true, drafts: true, as_of };
        let desk = Request { selection, ..public.clone() };
        let host = "127.0.0.1".to_owned();
        Options { desk, public, clock, host, port: None, open: false, share_private: false, editor: Editor::Link }
    }

    /// What the public sees of the brief, how many warnings the desk has, and how many versions of it there were.
    fn seen(preview: &Preview) -> (bool, usize, u64) {
        let public = preview.standing(View::Public).unwrap().shown.unwrap();
        let desk = preview.standing(View::Desk).unwrap();
        let there = public.output("briefs/talks/index.html").unwrap().is_some();
        (there, desk.findings.warnings, desk.version)
    }

    #[test]
    fn an_embargo_ends_and_a_review_falls_due_while_nobody_edits() {
        let folder = tempfile::tempdir().unwrap();
        let put = |path: &str, text: &str| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        put("briefgen.yaml", "title: Desk\n");
        put("seeds/talks.txt", "Talks resume\n\nThe delegations met again on Monday.\n");
        put("content/notes/talks.md", "---\nembargo: 2026-12-01T12:00Z\nreview_by: 2026-12-02\n---\n");
        let at = |time: &str| NOW.store(time.parse::<Timestamp>().unwrap().as_second(), Ordering::SeqCst);
        at("2026-11-30T23:00Z");
        let goes = Preview::open(&options(folder.path(), Some(clock))).unwrap();
        let stands = Preview::open(&options(folder.path(), None)).unwrap();
        let (seen_at_first, nothing) = ((false, 0, 1), Changes::default());
        assert_eq!((seen(&goes), seen(&stands)), (seen_at_first, seen_at_first));
        for (time, wanted) in [
            ("2026-11-30T23:59Z", (false, 0, 1)),
            ("2026-12-01T11:59Z", (false, 0, 2)),
            ("2026-12-01T12:00Z", (true, 0, 3)),
            ("2026-12-01T12:01Z", (true, 0, 3)),
            ("2026-12-02T00:00Z", (true, 1, 4)),
        ] {
            at(time);
            goes.update(&nothing).unwrap();
            assert_eq!(seen(&goes), wanted, "{time}");
            stands.update(&nothing).unwrap();
            assert_eq!(seen(&stands), seen_at_first, "{time}, --as-of");
        }
    }
}
