//! `git checkout` under a running preview: right afterwards, with at most two preparations of the site.
//!
//! `BRIEFGEN_CHECKOUT=1000` makes the two states larger; `just soak` does.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::preview::{PATIENCE, Preview};
use crate::project::{Project, tree};

fn size() -> usize {
    std::env::var("BRIEFGEN_CHECKOUT").ok().and_then(|count| count.parse().ok()).unwrap_or(60)
}

/// Two states of a site as branches, `one` checked out: most files differ, each has some that the other lacks.
fn desk() -> Project {
    let project = Project::new();
    git(project.root(), &["init", "--quiet", "--initial-branch", "one"]);
    for (state, place) in [("one", "Geneva"), ("two", "Vienna")] {
        if state == "two" {
            git(project.root(), &["checkout", "--quiet", "-b", "two"]);
            git(project.root(), &["rm", "--quiet", "-r", "seeds"]);
        }
        let actors = format!("- {{id: ukraine, name: Ukraine, kind: state, aliases: [{place} delegation]}}\n");
        project.put("content/actors.yaml", actors.as_bytes());
        project.put("briefgen.yaml", format!("title: The desk in {place}\n").as_bytes());
        for at in 0..size() {
            let folder = if at % 10 == 0 { state } else { "both" };
            let text = format!(
                "Talks {at} in {place}\n\nThe {place} delegation of Ukraine met again on a Monday, for the {at}th time.\n"
            );
            project.put(&format!("seeds/{folder}/talks-{at}.txt"), text.as_bytes());
        }
        git(project.root(), &["add", "--all"]);
        git(project.root(), &["commit", "--quiet", "--message", state]);
    }
    git(project.root(), &["checkout", "--quiet", "one"]);
    project
}

fn git(root: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(root).args(["-c", "user.name=Desk", "-c", "user.email=desk@desk.example"]);
    let done = command.args(["-c", "gc.auto=0"]).args(arguments).output().unwrap();
    assert!(done.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
}

/// Checks out `branch` in `root` and waits until everything that is served is what a build makes of it.
fn check_out(project: &Project, branch: &str, place: &str) {
    let preview = Preview::of(project);
    assert_eq!(preview.events("desk").next()["version"], 1);
    git(project.root(), &["checkout", "--quiet", branch]);
    let since = Instant::now();
    preview.wait_for("/", &format!("The desk in {place}"));
    let seen = since.elapsed();
    let out = project.root().join("built");
    let build = ["build", "--out", out.to_str().unwrap(), "--audience", "internal", "--drafts"];
    assert_eq!(project.run(&build).code, Some(0));
    let built = tree(&out);
    assert!(built.len() > size(), "{} files", built.len());
    for (path, bytes) in built.iter().filter(|(path, _)| !path.starts_with(".briefgen")) {
        let route = format!("/{}", path.strip_suffix("index.html").unwrap_or(path));
        while preview.get(&route).of_the_build() != *bytes {
            assert!(since.elapsed() < PATIENCE, "{route} is not what a build makes of {branch}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
    let prepared = preview.events("desk").next()["version"].as_u64().unwrap() - 1;
    println!("checkout of {} files: {prepared} preparations, shown after {} ms", size(), seen.as_millis());
    assert!(prepared <= 2, "the site was prepared {prepared} times");
}

#[test]
fn a_checkout_is_taken_up_at_once() {
    let project = desk();
    check_out(&project, "two", "Vienna");
    check_out(&project, "one", "Geneva");
}

#[test]
fn a_checkout_that_takes_long_is_waited_for() {
    let project = desk();
    let locks = [".git/index.lock".to_owned(), worktree_lock(&project)];
    for (at, lock) in locks.iter().enumerate() {
        let root = if at == 0 { project.root().to_owned() } else { project.root().join("tree") };
        let preview = Preview::at(&root, &["--port", "0"]);
        std::fs::write(project.root().join(lock), b"").unwrap();
        for at in 0..3 {
            std::fs::write(root.join(format!("seeds/both/talks-{at}1.txt")), format!("Part {at}\n\nOf a whole.\n"))
                .unwrap();
            std::thread::sleep(Duration::from_millis(400));
        }
        assert_eq!(preview.events("desk").next()["version"], 1, "{lock}");
        std::fs::remove_file(project.root().join(lock)).unwrap();
        preview.wait_for("/briefs/talks-21/", "Part 2");
        assert_eq!(preview.events("desk").next()["version"], 2, "{lock}");
    }
}

/// A second tree of the same repository; gives the lock of a git that works in it.
fn worktree_lock(project: &Project) -> String {
    git(project.root(), &["worktree", "add", "--quiet", "tree", "two"]);
    ".git/worktrees/tree/index.lock".to_owned()
}
