//! A branch of a git remote: one commit for each publication, through the installed git.
//!
//! Works in a bare repository of its own below `.briefgen/`: no work tree, no hooks, nothing of the site's own
//! repository but the address of a named remote and the writer's name. Credentials are git's own. A push goes through
//! only if the branch still is where the plan found it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::compare::{Snapshot, compare};
use super::error::PublishError;
use super::news;
use super::plan::Plan;
use super::progress::Progress;
use super::record::{RECORD, Record};
use super::store::{Seen, Shelf};
use crate::model::config::TargetKind;
use crate::write::folder;

/// So long a lock may stand that a git at work holds: it writes a name and a hash meanwhile.
const LOCKED: Duration = Duration::from_secs(1);
/// Where a branch is, if none is named.
const BRANCH: &str = "gh-pages";
/// The branch as it was fetched.
const LIVE: &str = "refs/briefgen/live";
/// The commit that is being made.
const NEXT: &str = "refs/briefgen/next";
/// Says in a commit's message which tree briefgen gave it, so that a commit by another hand is known.
const TRAILER: &str = "Briefgen-Tree";

/// A branch of a remote.
pub(super) struct Git {
    root: PathBuf,
    dir: PathBuf,
    remote: String,
    branch: String,
    squash: bool,
    live: Mutex<Live>,
}

/// The branch as it was last fetched.
#[derive(Default, Clone)]
struct Live {
    tip: Option<String>,
    blobs: BTreeMap<String, String>,
    /// Its last commit is briefgen's.
    ours: bool,
}

impl Git {
    /// Prepares the private repository, in a folder whose lock is held.
    pub(super) fn open(root: &Path, dir: &Path, kind: &TargetKind) -> Result<Self, PublishError> {
        let TargetKind::Git { remote, branch, squash } = kind else {
            return Err(PublishError::Refused("this target is no git remote".to_owned()));
        };
        let branch = branch.clone().unwrap_or_else(|| BRANCH.to_owned());
        let root =
            std::path::absolute(root).map_err(|error| PublishError::target(root.display().to_string(), error))?;
        let dir = std::path::absolute(dir).map_err(|error| PublishError::target(dir.display().to_string(), error))?;
        let mut git =
            Self { root, dir, remote: String::new(), branch, squash: *squash, live: Mutex::new(Live::default()) };
        git.remote = git.address(remote)?;
        let full = format!("refs/heads/{}", git.branch);
        if git.branch.starts_with('-') || git.try_run(&["check-ref-format", &full])?.is_none() {
            return Err(PublishError::Refused(format!("`{}` can't be the name of a branch", git.branch)));
        }
        if git.is_left_locked() {
            let cleared = folder::remove_all(&git.dir);
            cleared.map_err(|error| PublishError::target(git.dir.display().to_string(), error))?;
        }
        if !git.dir.join("HEAD").exists() {
            fs::create_dir_all(&git.dir).map_err(|error| PublishError::target(git.dir.display().to_string(), error))?;
            git.run(&["init", "--quiet", "--bare"])?;
        }
        Ok(git)
    }

    /// Whether a git that was killed left a lock behind, which git itself never takes away. The folder is ours alone: only
    /// a git whose briefgen was killed may still be at work, and it holds no lock for as long as this waits. What the
    /// repository holds can be fetched again.
    fn is_left_locked(&self) -> bool {
        let names =
            |folder: PathBuf| fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
        let is_locked = || {
            let mut names = names(self.dir.clone()).chain(names(self.dir.join("refs/briefgen")));
            names.any(|name| Path::new(&name).extension().is_some_and(|ending| ending == "lock"))
        };
        let began = Instant::now();
        while is_locked() {
            if began.elapsed() > LOCKED {
                return true;
            }
            std::thread::sleep(LOCKED / 20);
        }
        false
    }

    /// The remote's address: as written, or that of a remote of the site's own repository.
    fn address(&self, written: &str) -> Result<String, PublishError> {
        if written.starts_with('-') || written.contains("::") {
            let why = format!(
                "`{written}` is no address of a remote: write a path, an address with ssh:// or https://, or a remote's name"
            );
            return Err(PublishError::Refused(why));
        }
        if written.contains("://") || written.split('/').next().is_some_and(|host| host.contains(':')) {
            return Ok(written.to_owned());
        }
        if !written.contains(['/', '\\']) {
            let mut command = bare_command();
            command.current_dir(&self.root).args(["remote", "get-url", "--push", written]);
            let named = command.output().map_err(no_git)?;
            if named.status.success() {
                return self.address_of_named(written, String::from_utf8_lossy(&named.stdout).trim());
            }
            if !self.root.join(written).exists() {
                return Err(PublishError::Refused(format!(
                    "the repository of this site has no remote `{written}`; add it with git remote add, or write its address"
                )));
            }
        }
        Ok(self.root.join(written).display().to_string())
    }

    fn address_of_named(&self, name: &str, url: &str) -> Result<String, PublishError> {
        if url.contains("::") || url.starts_with('-') {
            return Err(PublishError::Refused(format!(
                "the address of the remote `{name}` isn't one that briefgen uses"
            )));
        }
        let local = !url.contains("://") && !url.split('/').next().is_some_and(|host| host.contains(':'));
        Ok(if local { self.root.join(url).display().to_string() } else { url.to_owned() })
    }

    fn command(&self) -> Command {
        let mut command = bare_command();
        command.env("GIT_DIR", &self.dir).current_dir(self.dir.parent().unwrap_or(&self.root));
        command
    }

    fn output(&self, arguments: &[&str]) -> Result<Output, PublishError> {
        self.command().args(arguments).stdin(Stdio::null()).output().map_err(no_git)
    }

    /// Runs git; `None` if it says no.
    fn try_run(&self, arguments: &[&str]) -> Result<Option<String>, PublishError> {
        let mut command = self.command();
        if !self.dir.exists() {
            command.env_remove("GIT_DIR").current_dir(&self.root);
        }
        let output = command.args(arguments).stdin(Stdio::null()).output().map_err(no_git)?;
        Ok(output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned()))
    }

    fn run(&self, arguments: &[&str]) -> Result<String, PublishError> {
        let output = self.output(arguments)?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
        }
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(PublishError::target(format!("git {}", arguments.first().unwrap_or(&"")), said))
    }

    fn live(&self) -> Live {
        self.live.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Fetches the branch: its last commit, and the one before where history is kept.
    fn fetch(&self) -> Result<Live, PublishError> {
        let head = format!("refs/heads/{}", self.branch);
        let listed = self.run(&["ls-remote", "--", &self.remote, &head])?;
        let tip = listed.split_whitespace().next().map(str::to_owned);
        let Some(tip) = tip else { return Ok(Live::default()) };
        if self.try_run(&["rev-parse", "--verify", "--quiet", LIVE])?.as_deref() != Some(&tip) {
            let spec = format!("+{head}:{LIVE}");
            self.run(&["fetch", "--quiet", "--no-tags", "--depth", "2", "--", &self.remote, &spec])?;
        }
        let tip = self.run(&["rev-parse", LIVE])?;
        let mark = self.run(&["log", "-1", &format!("--format=%T%n%(trailers:key={TRAILER},valueonly)"), LIVE])?;
        let mut words = mark.split_whitespace();
        let ours = words.next().is_some_and(|tree| words.next() == Some(tree));
        Ok(Live { tip: Some(tip), blobs: BTreeMap::new(), ours })
    }

    /// Makes a commit of what the plan says, and pushes it.
    pub(super) fn send(
        &self,
        plan: &Plan,
        bytes: &dyn Fn(&str) -> Result<Vec<u8>, PublishError>,
        progress: &Progress,
    ) -> Result<(), PublishError> {
        let live = self.live();
        let message = plan.message();
        let tree = match plan.is_back {
            true => self.run(&["rev-parse", &format!("{LIVE}^^{{tree}}")])?,
            false => self.import(plan, &live, bytes, progress)?,
        };
        let commit = self.commit(&tree, &message, live.tip.as_deref())?;
        let head = format!("refs/heads/{}", self.branch);
        let lease = format!("--force-with-lease={head}:{}", live.tip.as_deref().unwrap_or(""));
        let push = self.output(&["push", "--quiet", &lease, "--", &self.remote, &format!("{commit}:{head}")])?;
        if push.status.success() {
            self.run(&["update-ref", LIVE, &commit])?;
            return Ok(());
        }
        let said = String::from_utf8_lossy(&push.stderr).trim().to_owned();
        if ["stale info", "fetch first", "non-fast-forward", "cannot lock ref"].iter().any(|sign| said.contains(sign)) {
            return Err(PublishError::Moved);
        }
        Err(PublishError::target("git push", said))
    }

    /// The tree of the branch with the plan's changes.
    fn import(
        &self,
        plan: &Plan,
        live: &Live,
        bytes: &dyn Fn(&str) -> Result<Vec<u8>, PublishError>,
        progress: &Progress,
    ) -> Result<String, PublishError> {
        let mut child = self
            .command()
            .args(["fast-import", "--quiet", "--force", "--done"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(no_git)?;
        let broken = |error: std::io::Error| PublishError::target("git fast-import", error);
        let written = child.stdin.take().map_or(Ok(()), |pipe| {
            let mut pipe = BufWriter::new(pipe);
            let mut write = |text: &[u8]| pipe.write_all(text).map_err(broken);
            write(format!("commit {NEXT}\ncommitter briefgen <> 0 +0000\ndata 0\n").as_bytes())?;
            if let Some(tip) = &live.tip {
                write(format!("from {tip}\n").as_bytes())?;
            }
            for path in plan.difference.gone.iter().filter(|path| !plan.kept.contains(*path)) {
                write(format!("D {}\n", quoted(path)).as_bytes())?;
            }
            for send in &plan.difference.send {
                write_file(&mut write, &send.path, &bytes(&send.path)?)?;
                progress.sent(send.size);
            }
            write_file(&mut write, RECORD, &plan.record)?;
            write(b"\ndone\n")?;
            pipe.flush().map_err(broken)
        });
        let ended = child.wait_with_output().map_err(broken)?;
        if !ended.status.success() {
            let said = String::from_utf8_lossy(&ended.stderr).trim().to_owned();
            return Err(PublishError::target("git fast-import", said));
        }
        written?;
        self.run(&["rev-parse", &format!("{NEXT}^{{tree}}")])
    }

    fn commit(&self, tree: &str, message: &str, tip: Option<&str>) -> Result<String, PublishError> {
        let message = format!("{message}\n\n{TRAILER}: {tree}");
        let mut command = self.command();
        for (key, otherwise) in [("NAME", "briefgen"), ("EMAIL", "briefgen@localhost")] {
            let configured = self.configured(&format!("user.{}", key.to_ascii_lowercase()));
            let value = configured.unwrap_or_else(|| otherwise.to_owned());
            for role in ["AUTHOR", "COMMITTER"] {
                let variable = format!("GIT_{role}_{key}");
                if std::env::var_os(&variable).is_none() {
                    command.env(variable, &value);
                }
            }
        }
        command.args(["commit-tree", tree, "-m", &message]);
        if let Some(tip) = tip.filter(|_| !self.squash) {
            command.args(["-p", tip]);
        }
        let output = command.stdin(Stdio::null()).output().map_err(no_git)?;
        if !output.status.success() {
            return Err(PublishError::target("git commit-tree", String::from_utf8_lossy(&output.stderr).trim()));
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// A setting of the site's own repository, or of the user.
    fn configured(&self, key: &str) -> Option<String> {
        let output = bare_command().current_dir(&self.root).args(["config", "--get", key]).output().ok()?;
        let value = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        (output.status.success() && !value.is_empty()).then_some(value)
    }

    /// Back to the commit before.
    pub(super) fn plan_back(&self) -> Result<Plan, PublishError> {
        let found = Snapshot::take(self)?;
        let Some(live) = &found.record else {
            return Err(PublishError::NoWayBack("nothing was published there yet"));
        };
        if live.published.removes {
            return Err(PublishError::NoWayBack("it removed a brief or a page"));
        }
        if self.squash {
            return Err(PublishError::NoWayBack("with `history: squash` the branch holds nothing but what is live"));
        }
        if !self.live().ours {
            return Err(PublishError::NoWayBack("somebody else has changed the branch since"));
        }
        let before = self.output(&["cat-file", "blob", &format!("{LIVE}^:{RECORD}")])?;
        let bytes = before.status.success().then_some(before.stdout);
        let former = bytes.as_deref().and_then(Record::parse);
        let (Some(bytes), Some((former, site))) = (bytes, former) else {
            return Err(PublishError::NoWayBack("nothing was published there before"));
        };
        let difference = compare(&site, &found, self)?;
        let sent: std::collections::BTreeSet<&str> = difference.send.iter().map(|send| send.path.as_str()).collect();
        let news = news::tell(Some(live), &former, &BTreeMap::new(), &|path| sent.contains(path));
        Ok(Plan::before(found, site, bytes, difference, &former, news))
    }
}

impl Shelf for Git {
    fn list(&self) -> Result<BTreeMap<String, Seen>, PublishError> {
        let mut live = self.fetch()?;
        let mut seen = BTreeMap::new();
        if live.tip.is_some() {
            let listed = self.output(&["ls-tree", "-r", "-l", "-z", LIVE])?;
            for line in String::from_utf8_lossy(&listed.stdout).split('\0').filter(|line| !line.is_empty()) {
                let Some((facts, path)) = line.split_once('\t') else { continue };
                let facts: Vec<&str> = facts.split_whitespace().collect();
                let [_, "blob", blob, size] = facts[..] else { continue };
                live.blobs.insert(path.to_owned(), blob.to_owned());
                seen.insert(path.to_owned(), Seen { size: size.parse().unwrap_or(0), touched: !live.ours });
            }
        }
        *self.live.lock().unwrap_or_else(PoisonError::into_inner) = live;
        Ok(seen)
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, PublishError> {
        let blob = self.live.lock().unwrap_or_else(PoisonError::into_inner).blobs.get(path).cloned();
        let Some(blob) = blob else { return Ok(None) };
        let output = self.output(&["cat-file", "blob", &blob])?;
        Ok(output.status.success().then_some(output.stdout))
    }

    fn at_once(&self) -> usize {
        4
    }
}

/// git, away from the repository that this process may have been started in, and without hooks.
fn bare_command() -> Command {
    let mut command = Command::new("git");
    for variable in
        ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"]
    {
        command.env_remove(variable);
    }
    if std::env::var_os("GIT_TERMINAL_PROMPT").is_none() && !std::io::stdin().is_terminal() {
        command.env("GIT_TERMINAL_PROMPT", "0");
    }
    command.env("LC_ALL", "C").env("GIT_ALLOW_PROTOCOL", "file:git:http:https:ssh");
    command.args(["-c", "core.hooksPath=/dev/null", "-c", "gc.auto=0"]);
    command
}

fn no_git(error: std::io::Error) -> PublishError {
    PublishError::target("git can't be started; a git target needs it installed", error)
}

fn write_file(
    write: &mut dyn FnMut(&[u8]) -> Result<(), PublishError>,
    path: &str,
    bytes: &[u8],
) -> Result<(), PublishError> {
    write(format!("M 100644 inline {}\ndata {}\n", quoted(path), bytes.len()).as_bytes())?;
    write(bytes)?;
    write(b"\n")
}

/// A path as fast-import reads it, whatever stands in it.
fn quoted(path: &str) -> String {
    format!("\"{}\"", path.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remotes_that_would_run_a_program_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        for remote in ["ext::sh -c id", "--upload-pack=id", "fd::3"] {
            let kind = TargetKind::Git { remote: remote.to_owned(), branch: None, squash: false };
            let opened = Git::open(folder.path(), &folder.path().join("git"), &kind);
            assert!(matches!(opened, Err(PublishError::Refused(_))), "{remote}");
        }
        let kind = TargetKind::Git { remote: "../x".to_owned(), branch: Some("--all".to_owned()), squash: false };
        assert!(matches!(Git::open(folder.path(), &folder.path().join("git"), &kind), Err(PublishError::Refused(_))));
    }
}
