//! The lock at a target: who is told of it, and who takes it over.
#![cfg(unix)]

use std::process::Stdio;

use super::*;

const TARGET: &str = "    kind: directory\n    path: live\n";
const LOCK: &str = "live/.briefgen/lock.json";

fn held(until: i64) -> String {
    format!("{{\"token\":\"0\",\"since\":\"2026-01-02T03:04:05Z\",\"until\":{until}}}")
}

fn in_five_minutes() -> i64 {
    jiff::Timestamp::now().as_second() + 300
}

#[track_caller]
fn is_told(project: &Project, since: &str) {
    let before = without_state(tree(&project.root().join("live")));
    let run = project.run(&["publish", "live", "--yes", "--quiet"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(
        run.stderr,
        format!(
            "briefgen: another publication to this target has been under way since {since}; wait for it to end. One that broke off elsewhere stops counting after ten minutes\n"
        )
    );
    same(without_state(tree(&project.root().join("live"))), before);
}

#[track_caller]
fn goes_through(project: &Project) {
    published(project, &[]);
    same(without_state(tree(&project.root().join("live"))), built(project));
    assert!(!project.root().join(LOCK).exists());
}

#[test]
fn the_second_of_two_publishers_is_told_until_the_first_counts_no_more() {
    let project = desk(TARGET);
    published(&project, &[]);
    project.put("content/notes/ferry.md", notes("Another summary.").as_bytes());
    project.put(LOCK, held(in_five_minutes()).as_bytes());
    is_told(&project, "2026-01-02T03:04:05Z");
    project.put(LOCK, held(1).as_bytes());
    goes_through(&project);
}

#[test]
fn a_lock_that_was_torn_at_the_target_is_nobodys() {
    let project = desk(TARGET);
    published(&project, &[]);
    let whole = held(in_five_minutes());
    for (at, torn) in ["", &whole[..20], "\0\0\0\0"].into_iter().enumerate() {
        project.put("content/notes/ferry.md", notes(&format!("Summary {at}.")).as_bytes());
        project.put(LOCK, torn.as_bytes());
        goes_through(&project);
    }
}

/// The file by which this folder knows that a lock is its own.
fn holder(project: &Project) -> std::path::PathBuf {
    let homes = std::fs::read_dir(project.root().join(".briefgen/publish")).unwrap();
    homes.map(|home| home.unwrap().path().join("holder")).next().unwrap()
}

/// Kills a publication that holds the lock; the lock's words. One that ends before is followed by another.
fn killed_with_the_lock(project: &Project) -> String {
    for round in 0..20 {
        project.put("content/notes/ferry.md", notes(&format!("Killed in round {round}.")).as_bytes());
        let mut command = project.command(&["publish", "live", "--yes", "--quiet"]);
        let mut child = command.stdin(Stdio::null()).stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        let lock = loop {
            match (std::fs::read_to_string(project.root().join(LOCK)), child.try_wait().unwrap()) {
                (Ok(lock), None) => break Some(lock),
                (_, Some(_)) => break None,
                (Err(_), None) => std::thread::yield_now(),
            }
        };
        child.kill().unwrap();
        child.wait().unwrap();
        if let Some(lock) = lock.filter(|_| project.root().join(LOCK).exists()) {
            return lock;
        }
    }
    panic!("none of twenty was killed in time");
}

#[test]
fn what_this_folder_left_is_taken_over_at_once() {
    let project = desk(TARGET);
    killed_with_the_lock(&project);
    goes_through(&project);
}

#[test]
fn one_who_forgot_that_the_lock_is_its_own_is_told_how_long_to_wait() {
    for torn in [&b""[..], b"0123456789abc", b"\xff\xfe\0\0"] {
        let project = desk(TARGET);
        let lock = killed_with_the_lock(&project);
        std::fs::write(holder(&project), torn).unwrap();
        let lock: serde_json::Value = serde_json::from_str(&lock).unwrap();
        is_told(&project, lock["since"].as_str().unwrap());
        // Ten minutes later.
        project.put(LOCK, lock.to_string().replace(&lock["until"].to_string(), "1").as_bytes());
        goes_through(&project);
        // From then on it knows its own again.
        killed_with_the_lock(&project);
        goes_through(&project);
    }
}
