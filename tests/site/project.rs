//! A site in a folder of its own, and briefgen run on it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A site being written.
pub(crate) struct Project {
    folder: tempfile::TempDir,
}

/// What a run left.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Project {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// Writes a file of the site.
    pub(crate) fn file(self, path: &str, text: &str) -> Self {
        self.put(path, text.as_bytes());
        self
    }

    pub(crate) fn put(&self, path: &str, bytes: &[u8]) {
        let on_disk = self.root().join(path);
        std::fs::create_dir_all(on_disk.parent().unwrap()).unwrap();
        std::fs::write(on_disk, bytes).unwrap();
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = briefgen();
        command.arg("--root").arg(self.root()).args(arguments);
        command
    }

    /// Runs briefgen on the site.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let output = self.command(arguments).stdin(Stdio::null()).output().unwrap();
        Run {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Builds, and panics with the findings if that fails.
    #[track_caller]
    pub(crate) fn build(&self) -> &Self {
        let run = self.run(&["build"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        self
    }

    /// A page of the output.
    #[track_caller]
    pub(crate) fn page(&self, path: &str) -> String {
        let on_disk = self.root().join("public").join(path);
        std::fs::read_to_string(&on_disk).unwrap_or_else(|error| panic!("{}: {error}", on_disk.display()))
    }

    /// The findings as `line:column code` of a file, in order.
    pub(crate) fn findings(&self, arguments: &[&str]) -> Vec<String> {
        let mut all = arguments.to_vec();
        all.extend(["--format", "json"]);
        let run = self.run(&all);
        let lines = run.stderr.lines().filter(|line| line.starts_with('{'));
        lines
            .map(|line| {
                let found: serde_json::Value = serde_json::from_str(line).unwrap();
                let file = found["file"].as_str().unwrap_or("-");
                format!("{file}:{}:{} {}", found["line"], found["column"], found["code"].as_str().unwrap())
            })
            .collect()
    }

    /// Every file of the output with its bytes.
    pub(crate) fn tree(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.root().join("public"))
    }
}

/// Every file below a folder with its bytes.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(folder: &Path, root: &Path, into: &mut BTreeMap<String, Vec<u8>>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, into);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                into.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    let mut all = BTreeMap::new();
    walk(folder, folder, &mut all);
    all
}

/// The command that is being tested.
pub(crate) fn briefgen() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_briefgen"));
    command.env_remove("SOURCE_DATE_EPOCH").env("NO_COLOR", "1");
    command
}

/// Material that stands beside the project; `None`, said aloud, where it doesn't.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if !found.exists() {
        eprintln!("left out: ../shared/{path} isn't there");
        return None;
    }
    Some(found)
}
