//! `briefgen publish` to real targets: what stands there after each publication, and what never does.

#[cfg(feature = "publish")]
mod bucket;
mod crawl;
mod directory;
mod git;
#[cfg(feature = "publish")]
mod lines;
mod locks;
mod moved;
#[cfg(feature = "publish")]
mod proxy;
mod refused;
mod remotes;
#[cfg(feature = "publish")]
mod s3;
mod throughout;
mod together;

use std::collections::BTreeMap;
use std::path::Path;

use crate::project::{Project, Run, tree};

const SUMMARY: &str = "The ferry talks go on.";

/// A site of three briefs, with a target at the end of its configuration.
fn desk(target: &str) -> Project {
    let config = format!(
        "title: Desk\nbase_url: https://desk.example/\npublish:\n  live:\n    base_url: https://live.example/b/\n{target}"
    );
    Project::new()
        .file("briefgen.yaml", &config)
        .file("content/actors.yaml", "- {id: ministry, name: Transport Ministry, kind: government}\n- {id: union, name: Seafarers Union, kind: organisation}\n")
        .file("seeds/ferry.txt", "Ferry talks\n\nThe Transport Ministry met the crews on Monday.\n")
        .file("seeds/harbour.txt", "Harbour works\n\nThe Seafarers Union looks at the quay wall.\n")
        .file("seeds/pier.txt", "Pier closed\n\nA wholly unmistakable sentence about the pier.\n")
        .file("content/notes/ferry.md", &notes(SUMMARY))
        .file("static/robots-extra.txt", "hello\n")
}

fn notes(summary: &str) -> String {
    format!("---\nsummary: {summary}\npublished: 2026-02-03\n---\n")
}

const ABOUT: &str = "content/pages/about.md";
const PAGE: &[u8] = b"---\ntitle: About us\nsummary: An inimitable summary\n---\n\nAn irreplaceable sentence.\n";
const REMOVED_PAGE: &[u8] =
    b"---\ntitle: About us\nsummary: An inimitable summary\nstatus: removed\n---\n\nAn irreplaceable sentence.\n";

#[track_caller]
fn published(project: &Project, more: &[&str]) -> Run {
    let mut arguments = vec!["publish", "live", "--yes"];
    arguments.extend(more);
    let run = project.run(&arguments);
    assert_eq!(run.code, Some(0), "{}\n{}", run.stdout, run.stderr);
    run
}

/// What a build for the target's address makes, without what is briefgen's own.
fn built(project: &Project) -> BTreeMap<String, Vec<u8>> {
    let out = tempfile::tempdir().unwrap();
    let out_path = out.path().join("site");
    let run = project.run(&["build", "--base-url", "https://live.example/b/", "--out", out_path.to_str().unwrap()]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    without_state(tree(&out_path))
}

fn without_state(mut files: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    files.retain(|path, _| !path.starts_with(".briefgen") && !path.starts_with(".git/"));
    files
}

#[track_caller]
fn same(live: BTreeMap<String, Vec<u8>>, expected: BTreeMap<String, Vec<u8>>) {
    let paths = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(&live), paths(&expected));
    for (path, bytes) in &expected {
        assert!(live[path] == *bytes, "{path} differs");
    }
}

fn holds(folder: &Path, words: &str) -> Vec<String> {
    let hit = |bytes: &[u8]| bytes.windows(words.len()).any(|window| window == words.as_bytes());
    tree(folder).into_iter().filter(|(_, bytes)| hit(bytes)).map(|(path, _)| path).collect()
}
