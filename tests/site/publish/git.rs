//! A branch of a bare repository as a target.

use std::collections::BTreeMap;
use std::process::Command;

use super::throughout::{Killed, killed};
use super::*;

const TARGET: &str = "    kind: git\n    remote: ../live.git\n    branch: pages\n";

/// A site in a folder of its own beside a bare repository.
struct Beside {
    project: Project,
}

impl Beside {
    fn new(more: &str) -> Self {
        let project = desk(
            &TARGET.replace("../live.git", "live.git/").replace("branch: pages\n", &format!("branch: pages\n{more}")),
        );
        let beside = Self { project };
        beside.git(&["init", "--quiet", "--bare", "."]);
        beside
    }

    fn git(&self, arguments: &[&str]) -> String {
        let repository = self.project.root().join("live.git");
        std::fs::create_dir_all(&repository).unwrap();
        let output = Command::new("git").current_dir(repository).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn live(&self) -> BTreeMap<String, Vec<u8>> {
        branch(&self.project.root().join("live.git"), "pages")
    }

    fn expected(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = built(&self.project);
        files.insert(".nojekyll".to_owned(), Vec::new());
        files
    }

    fn commits(&self) -> usize {
        self.git(&["rev-list", "--count", "pages"]).trim().parse().unwrap()
    }
}

/// The files of a branch.
pub(super) fn branch(repository: &Path, branch: &str) -> BTreeMap<String, Vec<u8>> {
    let out = tempfile::tempdir().unwrap();
    let done = Command::new("git")
        .current_dir(repository)
        .env("GIT_INDEX_FILE", out.path().join(".git-index"))
        .args(["--work-tree", out.path().to_str().unwrap(), "checkout", "--force", branch, "--", "."])
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut files = without_state(tree(out.path()));
    files.remove(".git-index");
    files
}

#[test]
fn each_publication_is_one_commit_that_says_what_changed() {
    let desk = Beside::new("");
    published(&desk.project, &[]);
    same(desk.live(), desk.expected());
    assert_eq!(desk.commits(), 1);
    let first = desk.live();

    let run = published(&desk.project, &[]);
    assert_eq!(run.stdout, "");
    assert_eq!(desk.commits(), 1);

    desk.project.put("content/notes/ferry.md", notes("The ferry talks have ended.").as_bytes());
    published(&desk.project, &[]);
    same(desk.live(), desk.expected());
    assert_eq!(desk.commits(), 2);
    assert!(
        desk.git(&["log", "-1", "--format=%B", "pages"]).starts_with("Publish: 1 brief changed\n\n/briefs/ferry/\n")
    );

    let run = published(&desk.project, &["--rollback"]);
    assert!(run.stdout.starts_with("1 brief changed\n"), "{}", run.stdout);
    same(desk.live(), first);
    assert_eq!(desk.commits(), 3);

    let removed = "---\nstatus: removed\nwithdrawn: {date: 2026-02-05, reason: By law}\n---\n";
    desk.project.put("content/notes/pier.md", removed.as_bytes());
    published(&desk.project, &[]);
    same(desk.live(), desk.expected());
    let run = desk.project.run(&["publish", "live", "--rollback", "--yes"]);
    assert_eq!(run.stderr, "briefgen: the last publication can't be taken back: it removed a brief or a page\n");
}

#[test]
fn squashed_history_is_one_commit_without_a_byte_of_what_was_removed() {
    let desk = Beside::new("    history: squash\n");
    published(&desk.project, &[]);
    let removed = "---\nstatus: removed\nwithdrawn: {date: 2026-02-05, reason: By law}\n---\n";
    desk.project.put("content/notes/pier.md", removed.as_bytes());
    published(&desk.project, &[]);
    same(desk.live(), desk.expected());
    assert_eq!(desk.commits(), 1);
    assert!(!desk.git(&["log", "--format=%B", "pages"]).contains("Pier closed"));
}

#[test]
fn a_page_that_is_removed_does_not_come_back() {
    let desk = Beside::new("");
    desk.project.put(ABOUT, PAGE);
    published(&desk.project, &[]);
    desk.project.put(ABOUT, REMOVED_PAGE);
    published(&desk.project, &[]);
    same(desk.live(), desk.expected());
    let message = desk.git(&["log", "-1", "--format=%B", "pages"]);
    assert!(message.starts_with("Publish: 1 page removed\n\n/about/\n\nBriefgen-Tree: "), "{message}");
    let run = desk.project.run(&["publish", "live", "--rollback", "--yes"]);
    assert_eq!(run.stderr, "briefgen: the last publication can't be taken back: it removed a brief or a page\n");
}

#[test]
fn a_branch_that_moved_is_noticed_and_foreign_files_stay() {
    let desk = Beside::new("");
    published(&desk.project, &[]);
    // Somebody adds a file and changes a page, by hand.
    let blob = desk.git(&["hash-object", "-w", "HEAD"]);
    let index = desk.project.root().join("live.git/hand-index");
    let with_index = |arguments: &[&str]| {
        let repository = desk.project.root().join("live.git");
        let output =
            Command::new("git").current_dir(repository).env("GIT_INDEX_FILE", &index).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    with_index(&["read-tree", "pages"]);
    for path in ["CNAME", "briefs/ferry/index.html"] {
        with_index(&["update-index", "--add", "--cacheinfo", &format!("100644,{},{path}", blob.trim())]);
    }
    let tree = with_index(&["write-tree"]);
    let who = ["-c", "user.name=x", "-c", "user.email=x@x.example"];
    let commit = with_index(&[&who[..], &["commit-tree", &tree, "-p", "pages", "-m", "by hand"]].concat());
    desk.git(&["update-ref", "refs/heads/pages", &commit]);

    let status = desk.project.run(&["publish", "live", "--status"]);
    assert!(
        status.stdout.contains("changed or deleted by another hand:\n  briefs/ferry/index.html\n"),
        "{}",
        status.stdout
    );
    published(&desk.project, &[]);
    let mut expected = desk.expected();
    expected.insert("CNAME".to_owned(), std::fs::read(desk.project.root().join("live.git/HEAD")).unwrap());
    same(desk.live(), expected);
}

#[test]
fn a_remote_is_no_command() {
    let target = "    kind: git\n    remote: 'ext::sh -c touch% /tmp/never'\n";
    let run = desk(target).run(&["publish", "live", "--yes"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(
        run.stderr,
        "briefgen: `ext::sh -c touch% /tmp/never` is no address of a remote: write a path, an address with ssh:// or https://, or a remote's name\n"
    );
}

#[test]
fn github_gets_the_name_of_an_own_domain() {
    let desk = Beside::new("    host: github\n");
    let config = std::fs::read_to_string(desk.project.root().join("briefgen.yaml")).unwrap();
    desk.project.put("briefgen.yaml", config.replace("https://live.example/b/", "https://live.example/").as_bytes());
    published(&desk.project, &[]);
    assert_eq!(desk.live()["CNAME"], b"live.example\n");
}

#[test]
fn a_lock_that_a_killed_git_left_stops_nothing() {
    let desk = Beside::new("");
    published(&desk.project, &[]);
    let home =
        std::fs::read_dir(desk.project.root().join(".briefgen/publish")).unwrap().next().unwrap().unwrap().path();
    for (round, lock) in ["shallow.lock", "refs/briefgen/next.lock", "refs/briefgen/live.lock"].into_iter().enumerate()
    {
        std::fs::write(home.join("git").join(lock), "").unwrap();
        desk.project.put("content/notes/harbour.md", notes(&format!("Said in round {round}.")).as_bytes());
        published(&desk.project, &[]);
        assert_eq!(desk.live(), desk.expected());
    }
}

#[test]
fn killed_at_any_moment_the_branch_is_whole_and_the_next_run_completes_it() {
    let desk = Beside::new("");
    let repository = desk.project.root().join("live.git");
    let blob = |path: &str| {
        let mut command = Command::new("git");
        let output = command.current_dir(&repository).args(["cat-file", "blob", &format!("pages:{path}")]).output();
        output.ok().filter(|output| output.status.success()).map(|output| output.stdout)
    };
    let live = || {
        let mut files = desk.live();
        files.remove(".nojekyll");
        files
    };
    let command = || desk.project.command(&["publish", "live", "--yes", "--quiet"]);
    killed(&desk.project, &Killed { command: &command, read: &blob, live: &live }, 40);
}
