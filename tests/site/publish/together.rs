//! Two publishers at once: one is told, and nothing is mixed.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::*;

const TOLD: &str = "briefgen: another publication to this target has been under way since ";

/// Sends a signal to a process that this test started.
fn signal(name: &str, child: &Child) {
    let done = Command::new("kill").args([&format!("-{name}"), &child.id().to_string()]).status().unwrap();
    assert!(done.success());
}

fn wait_for(what: &str, there: impl Fn() -> bool) {
    let since = Instant::now();
    while !there() {
        assert!(since.elapsed() < Duration::from_secs(60), "{what} never came");
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn quiet(mut command: Command) -> Command {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// One holds the lock and stands still; another is told; the first goes on and ends.
fn one_after_the_other(first: Command, second: Command, lock: impl Fn() -> bool) {
    let mut first = quiet(first).spawn().unwrap();
    wait_for("the lock", lock);
    signal("STOP", &first);
    let told = quiet(second).output().unwrap();
    signal("CONT", &first);
    let said = String::from_utf8(told.stderr).unwrap();
    assert_eq!(told.status.code(), Some(2), "{said}");
    assert!(said.contains(TOLD), "{said}");
    assert_eq!(first.wait().unwrap().code(), Some(0));
}

fn other_desk(target: &str) -> Project {
    let project = desk(target);
    project.put("content/notes/ferry.md", notes("What the other desk says.").as_bytes());
    project.put("seeds/dawn.txt", b"Dawn\n\nThe Transport Ministry opens a line.\n");
    project
}

#[test]
fn at_a_folder_the_second_is_told() {
    let shared = tempfile::tempdir().unwrap();
    let live = shared.path().join("live");
    let target = format!("    kind: directory\n    path: {}\n", live.display());
    let (one, other) = (desk(&target), other_desk(&target));
    let command = |project: &Project| project.command(&["publish", "live", "--yes", "--quiet"]);
    one_after_the_other(command(&one), command(&other), || live.join(".briefgen/lock.json").exists());
    same(without_state(tree(&live)), built(&one));
    published(&other, &[]);
    same(without_state(tree(&live)), built(&other));
}

#[cfg(feature = "publish")]
#[test]
fn at_a_bucket_the_second_is_told() {
    use super::bucket::{Bucket, publish, with_keys};
    let bucket = Bucket::start();
    let target = Bucket::target(bucket.port);
    let (one, other) = (desk(&target), other_desk(&target));
    let command = |project: &Project| with_keys(project, &["publish", "live", "--yes", "--quiet"]);
    one_after_the_other(command(&one), command(&other), || bucket.read(".briefgen/lock.json").is_some());
    same(bucket.live(), built(&one));
    publish(&other, &[]);
    same(bucket.live(), built(&other));
}

/// Both start at once, again and again. Each gets through or is told why not, and what is live in the end is what one
/// of those who got through built, whole.
fn at_once(
    rounds: u64,
    command: impl Fn(&Project) -> Command,
    one: &Project,
    other: &Project,
    live: impl Fn() -> BTreeMap<String, Vec<u8>>,
) {
    for round in 0..rounds {
        for (project, who) in [(one, "one"), (other, "other")] {
            project.put("content/notes/harbour.md", notes(&format!("Said by {who} in round {round}.")).as_bytes());
        }
        let running = [one, other].map(|project| quiet(command(project)).spawn().unwrap());
        let ended = running.map(|child| child.wait_with_output().unwrap());
        let mut through = Vec::new();
        for (project, ended) in [one, other].into_iter().zip(ended) {
            let said = String::from_utf8(ended.stderr).unwrap();
            match ended.status.code() {
                Some(0) => through.push(built(project)),
                code => {
                    assert_eq!(code, Some(2), "{said}");
                    let moved = "briefgen: the target was changed while this plan was being read; nothing was sent. Run the command again";
                    assert!(said.contains(TOLD) || said.contains(moved), "{said}");
                }
            }
        }
        let live = live();
        assert!(through.contains(&live), "in round {round}: mixed, or nobody got through");
    }
}

#[test]
fn at_a_folder_nothing_is_mixed() {
    let shared = tempfile::tempdir().unwrap();
    let live = shared.path().join("live");
    let target = format!("    kind: directory\n    path: {}\n", live.display());
    let command = |project: &Project| project.command(&["publish", "live", "--yes", "--quiet"]);
    at_once(4, command, &desk(&target), &other_desk(&target), || without_state(tree(&live)));
}

#[cfg(feature = "publish")]
fn nothing_is_mixed(conditions: super::bucket::Conditions, rounds: u64) {
    use super::bucket::{Bucket, with_keys};
    let bucket = Bucket::with(conditions);
    let target = Bucket::target(bucket.port);
    let command = |project: &Project| with_keys(project, &["publish", "live", "--yes", "--quiet"]);
    at_once(rounds, command, &desk(&target), &other_desk(&target), || bucket.live());
    assert!(bucket.read(".briefgen/lock.json").is_none());
}

#[cfg(feature = "publish")]
#[test]
fn at_a_bucket_nothing_is_mixed() {
    nothing_is_mixed(super::bucket::Conditions::Heeded, 4);
}

#[cfg(feature = "publish")]
#[test]
fn at_a_bucket_that_ignores_conditions_nothing_is_mixed() {
    nothing_is_mixed(super::bucket::Conditions::Ignored, 3);
}

#[cfg(feature = "publish")]
#[test]
fn at_a_bucket_that_refuses_conditions_nothing_is_mixed() {
    nothing_is_mixed(super::bucket::Conditions::Refused, 3);
}

/// A bare repository whose first push waits until it may go on.
fn waiting_repository(at: &Path) -> PathBuf {
    let repository = at.join("live.git");
    let done = Command::new("git").args(["init", "--quiet", "--bare"]).arg(&repository).status().unwrap();
    assert!(done.success());
    let hook = repository.join("hooks/pre-receive");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    let wait = "#!/bin/sh\nmkdir waiting 2>/dev/null || exit 0\nwhile [ ! -e go ]; do sleep 0.05; done\n";
    std::fs::write(&hook, wait).unwrap();
    std::fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    repository
}

#[test]
fn at_a_branch_the_slower_one_is_told() {
    let shared = tempfile::tempdir().unwrap();
    let repository = waiting_repository(shared.path());
    let target = format!("    kind: git\n    remote: {}\n    branch: pages\n", repository.display());
    let (one, other) = (desk(&target), other_desk(&target));
    let first = quiet(one.command(&["publish", "live", "--yes", "--quiet"])).spawn().unwrap();
    wait_for("the push", || repository.join("waiting").exists());
    published(&other, &[]);
    std::fs::write(repository.join("go"), "").unwrap();
    let told = first.wait_with_output().unwrap();
    assert_eq!(told.status.code(), Some(2));
    assert_eq!(
        String::from_utf8(told.stderr).unwrap(),
        "briefgen: the target was changed while this plan was being read; nothing was sent. Run the command again\n"
    );
    let mut expected = built(&other);
    expected.insert(".nojekyll".to_owned(), Vec::new());
    same(git::branch(&repository, "pages"), expected);
}
