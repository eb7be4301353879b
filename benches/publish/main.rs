//! Publications of a large site: `cargo bench --bench publish -- ../site`, with a folder that has a `briefgen.yaml`
//! without `publish:`.
//!
//! Works on a copy, which goes to a folder, to a bucket of a store in this process, and to a branch of a bare
//! repository. Prints for each publication the wall time and the peak memory of `briefgen`, and how often it asked the
//! store. All of it stands in `TMPDIR`. Figures of memory come from /proc and are left out where it isn't there.
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod store;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use store::{Requests, Server};

/// The targets, by their names in `briefgen.yaml`.
const TARGETS: [&str; 3] = ["folder", "bucket", "branch"];

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        // What briefgen made of the site isn't part of it.
        if matches!(entry.file_name().to_str(), Some("public" | ".briefgen" | ".public.briefgen")) {
            continue;
        }
        let goal = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &goal),
            false => drop(std::fs::copy(entry.path(), goal).unwrap()),
        }
    }
}

/// A copy of a site, and the target that it is published to.
struct Bench {
    target: &'static str,
    folder: tempfile::TempDir,
    config: String,
    server: Server,
}

impl Bench {
    fn new(site: &Path, target: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        copy(site, &root);
        let done = Command::new("git").args(["init", "--quiet", "--bare"]).arg(folder.path().join("live.git")).status();
        assert!(done.unwrap().success(), "git is needed for the branch");
        let config = std::fs::read_to_string(root.join("briefgen.yaml")).unwrap();
        let bench = Self { target, folder, config, server: Server::start() };
        bench.configure("title: ");
        bench
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// Writes `briefgen.yaml`, with other words before the title.
    fn configure(&self, title: &str) {
        let (config, endpoint) = (self.config.replace("title: ", title), &self.server.endpoint);
        let targets = format!(
            "publish:\n  folder: {{kind: directory, path: ../live}}\n  \
             bucket: {{kind: s3, bucket: desk, endpoint: \"{endpoint}\"}}\n  \
             branch: {{kind: git, remote: ../live.git, branch: pages}}\n"
        );
        std::fs::write(self.root().join("briefgen.yaml"), format!("{config}\n{targets}")).unwrap();
    }

    fn publish(&self, what: &str, arguments: &[&str]) {
        let (wall, memory) = run(&self.root(), &[&["publish", self.target, "--quiet"], arguments].concat());
        let memory = memory.map_or("-".to_owned(), |memory| format!("{memory:.0}"));
        println!("{:<8} {what:<28} {wall:>8.2} {memory:>9}   {}", self.target, told(&self.server.requests()));
    }

    /// From a first publication to one that is taken back.
    fn measure(&self) {
        self.publish("first publication", &["--yes"]);
        self.publish("plan of an unchanged site", &["--dry-run"]);
        let root = self.root();
        std::fs::write(root.join("seeds/one-more.txt"), "One more\n\nA brief of one paragraph.\n").unwrap();
        std::fs::create_dir_all(root.join("content/notes")).unwrap();
        std::fs::write(root.join("content/notes/one-more.md"), "---\nreview_by: 2020-01-01\n---\n").unwrap();
        self.publish("one brief more", &["--yes"]);
        self.publish("plan, with a finding", &["--dry-run"]);
        self.configure("title: New ");
        self.publish("a new title on every page", &["--yes"]);
        self.publish("which is taken back", &["--rollback", "--yes"]);
    }
}

fn told(requests: &Requests) -> String {
    let each: Vec<String> = requests.iter().map(|(what, count)| format!("{count} {what}")).collect();
    each.join(", ")
}

/// Runs briefgen; its seconds, and the MiB that it had at most.
fn run(root: &Path, arguments: &[&str]) -> (f64, Option<f64>) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_briefgen"))
        .arg("--root")
        .arg(root)
        .args(arguments)
        .env("AWS_ACCESS_KEY_ID", "AKIDBRIEFGENBENCH")
        .env("AWS_SECRET_ACCESS_KEY", "secret-of-the-bench")
        .stdout(Stdio::null())
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut memory = None;
    let ended = loop {
        if let Some(ended) = child.try_wait().unwrap() {
            break ended;
        }
        if let Ok(text) = std::fs::read_to_string(&status) {
            let peak =
                text.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok());
            memory = peak.map(|kib: f64| kib / 1024.0).or(memory);
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    assert!(ended.success(), "{arguments:?} failed");
    (start.elapsed().as_secs_f64(), memory)
}

fn main() {
    let site = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).map(PathBuf::from);
    let Some(site) = site else { return println!("name the folder of a site: cargo bench --bench publish -- FOLDER") };
    println!("{:<8} {:<28} {:>8} {:>9}   requests", "target", "", "wall s", "peak MiB");
    // One after the other, since a large site is at several places meanwhile.
    for target in TARGETS {
        Bench::new(&site, target).measure();
    }
}
