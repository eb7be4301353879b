//! A folder as a target.

use std::collections::BTreeMap;

use super::throughout::{Killed, killed};
use super::*;

const TARGET: &str = "    kind: directory\n    path: live\n";

fn live(project: &Project) -> BTreeMap<String, Vec<u8>> {
    without_state(tree(&project.root().join("live")))
}

#[test]
fn from_the_first_publication_to_a_removal_the_target_equals_the_build() {
    let project = desk(TARGET);
    let run = published(&project, &[]);
    assert!(run.stdout.starts_with("first publication to this target\n3 briefs new\n"), "{}", run.stdout);
    assert!(run.stdout.contains("  Ferry talks (/briefs/ferry/)\n"), "{}", run.stdout);
    same(live(&project), built(&project));
    assert!(!project.root().join("public").exists());

    let stamps = || {
        let every = walkdir(&project.root().join("live"));
        every.into_iter().map(|path| (path.clone(), std::fs::metadata(path).unwrap().modified().unwrap())).collect()
    };
    let before: BTreeMap<_, _> = stamps();
    let run = published(&project, &[]);
    assert_eq!(run.stdout, "");
    assert!(run.stderr.contains("live: nothing has changed, nothing is sent"), "{}", run.stderr);
    assert_eq!(stamps(), before);

    project.put("content/notes/ferry.md", notes("The ferry talks have ended.").as_bytes());
    let run = published(&project, &[]);
    assert!(run.stdout.starts_with("1 brief changed\n  Ferry talks (/briefs/ferry/)\nfiles: "), "{}", run.stdout);
    let after: BTreeMap<_, _> = stamps();
    let untouched = project.root().join("live/briefs/harbour/index.html");
    assert_eq!(after[&untouched], before[&untouched]);
    same(live(&project), built(&project));

    let withdrawn = "---\nstatus: withdrawn\nwithdrawn: {date: 2026-02-04, reason: A wrong figure}\n---\n";
    project.put("content/notes/harbour.md", withdrawn.as_bytes());
    let run = published(&project, &[]);
    assert!(run.stdout.contains("1 brief withdrawn\n  Harbour works (/briefs/harbour/)\n"), "{}", run.stdout);
    same(live(&project), built(&project));

    let removed = "---\nstatus: removed\nwithdrawn: {date: 2026-02-05, reason: By law}\n---\n";
    project.put("content/notes/pier.md", removed.as_bytes());
    let run = published(&project, &[]);
    assert!(run.stdout.contains("1 brief removed\n  Pier closed (/briefs/pier/)\n"), "{}", run.stdout);
    assert!(run.stdout.contains("this publication can't be taken back with --rollback\n"), "{}", run.stdout);
    same(live(&project), built(&project));
    assert_eq!(holds(&project.root().join("live"), "unmistakable"), Vec::<String>::new());
    assert_eq!(holds(&project.root().join("live"), "Pier closed"), Vec::<String>::new());
    let run = project.run(&["publish", "live", "--rollback", "--yes"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(
        run.stderr,
        "briefgen: the last publication can't be taken back: it removed a brief or a page, and nothing is kept of a site that held it\n"
    );
}

#[test]
fn nothing_is_kept_of_a_page_that_is_removed() {
    let project = desk(TARGET);
    let target = project.root().join("live");
    let record = target.join(".briefgen-manifest.json");
    project.put(ABOUT, PAGE);
    published(&project, &[]);
    // What stood before the next publication holds the page's text.
    project.put(ABOUT, &[PAGE, b"One more.\n"].concat());
    let run = published(&project, &[]);
    assert!(run.stdout.starts_with("files: "), "{}", run.stdout);
    assert!(!holds(&target.join(".briefgen"), "irreplaceable").is_empty());

    // The record of a version that knew no removed pages.
    let text = std::fs::read_to_string(&record).unwrap();
    let older = text.replace("\"removed_pages\":[],", "");
    assert_ne!(older, text);
    std::fs::write(&record, older).unwrap();
    project.put(ABOUT, REMOVED_PAGE);
    let run = published(&project, &[]);
    assert!(run.stdout.starts_with("1 page removed\n  /about/\nfiles: "), "{}", run.stdout);
    assert!(
        run.stdout.ends_with(
            " unchanged\na brief or a page is removed for good: this publication can't be taken back with --rollback\n"
        ),
        "{}",
        run.stdout
    );
    same(live(&project), built(&project));
    assert_eq!(holds(&target, "irreplaceable"), Vec::<String>::new());
    assert_eq!(holds(&target, "inimitable"), Vec::<String>::new());
    let run = project.run(&["publish", "live", "--rollback", "--yes"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(
        run.stderr,
        "briefgen: the last publication can't be taken back: it removed a brief or a page, and nothing is kept of a site that held it\n"
    );

    // It is removed once: the next publication tells nothing of it, and can be taken back.
    project.put("content/notes/ferry.md", notes("Another summary.").as_bytes());
    let run = published(&project, &[]);
    assert!(run.stdout.starts_with("1 brief changed\n  Ferry talks (/briefs/ferry/)\nfiles: "), "{}", run.stdout);
    assert!(run.stdout.ends_with(" unchanged\n"), "{}", run.stdout);
    published(&project, &["--rollback"]);
    assert_eq!(holds(&target, "irreplaceable"), Vec::<String>::new());
}

#[test]
fn the_last_publication_is_taken_back() {
    let project = desk(TARGET);
    published(&project, &[]);
    let first = live(&project);
    project.put("content/notes/ferry.md", notes("Another summary.").as_bytes());
    project.put("seeds/new.txt", b"A new brief\n\nThe Transport Ministry opens a line.\n");
    std::fs::remove_file(project.root().join("seeds/pier.txt")).unwrap();
    published(&project, &[]);
    assert!(live(&project) != first);
    let run = published(&project, &["--rollback"]);
    assert!(run.stdout.contains("1 brief new\n  Pier closed (/briefs/pier/)\n"), "{}", run.stdout);
    assert!(run.stdout.contains("1 brief no longer published\n  A new brief (/briefs/new/)\n"), "{}", run.stdout);
    same(live(&project), first);
    let run = project.run(&["publish", "live", "--rollback", "--yes"]);
    assert_eq!(run.code, Some(2), "{}", run.stdout);
}

#[test]
fn foreign_files_stay_and_one_in_the_way_stops_everything() {
    let project = desk(TARGET);
    project.put("live/owner.txt", b"mine");
    project.put("live/briefs/mine/index.html", b"mine");
    // The record of another site below, and whatever else has such a name.
    let foreign = ["live/sub/.briefgen-manifest.json", "live/briefs/.briefgen-notes.txt", "live/.briefgen-backup.tar"];
    foreign.iter().for_each(|path| project.put(path, b"mine"));
    published(&project, &[]);
    published(&project, &[]);
    foreign.iter().for_each(|path| assert!(project.root().join(path).exists(), "{path}"));
    project.put("live/briefs/dawn/index.html", b"mine");
    project.put("seeds/dawn.txt", b"Dawn\n\nThe Transport Ministry opens a line.\n");
    let before = live(&project);
    let run = project.run(&["publish", "live", "--yes"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(
        run.stderr,
        "briefgen: briefs/dawn/index.html stands at the target where a file of the site would go, and briefgen did not put it there; move it away or rename the page\n"
    );
    same(live(&project), before);
    assert_eq!(live(&project)["owner.txt"], b"mine");
    assert_eq!(live(&project)["briefs/mine/index.html"], b"mine");
}

#[test]
fn another_hand_is_told_of_and_set_right() {
    let project = desk(TARGET);
    published(&project, &[]);
    let page = "live/briefs/ferry/index.html";
    let size = project.root().join(page).metadata().unwrap().len();
    project.put(page, &vec![b'x'; usize::try_from(size).unwrap()]);
    std::fs::remove_file(project.root().join("live/robots.txt")).unwrap();
    let status = project.run(&["publish", "live", "--status"]);
    let told = "changed or deleted by another hand:\n  briefs/ferry/index.html\n  robots.txt\n";
    assert!(status.stdout.contains(told), "{}", status.stdout);
    assert!(status.stdout.contains(" by briefgen "), "{}", status.stdout);
    let run = published(&project, &[]);
    assert!(run.stdout.starts_with("2 files were changed at the target by another hand"), "{}", run.stdout);
    same(live(&project), built(&project));
}

#[test]
fn a_site_that_was_copied_there_is_taken_over() {
    let project = desk(TARGET);
    let run = project.run(&["build", "--base-url", "https://live.example/b/", "--out", "/dev/null/x"]);
    assert_eq!(run.code, Some(2));
    let out = project.root().join("live");
    let run = project.run(&["build", "--base-url", "https://live.example/b/", "--out", out.to_str().unwrap()]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    std::fs::remove_file(out.join(".briefgen-manifest.json")).unwrap();
    let run = published(&project, &[]);
    assert!(run.stdout.contains("it is taken over\n"), "{}", run.stdout);
    assert!(run.stdout.contains("files: 0 to send (0 bytes), 0 to delete"), "{}", run.stdout);
}

/// What a publication leaves for the next one to read, anybody can read: not the name of the folder of what was before.
fn names_no_folder_of_before(target: &BTreeMap<String, Vec<u8>>) {
    let Some(pending) = target.get(".briefgen/pending.json") else { return };
    let pending = String::from_utf8_lossy(pending);
    let names = target.keys().filter_map(|path| path.strip_prefix(".briefgen/previous-")?.split('/').next());
    names.for_each(|name| assert!(!pending.contains(name), "{pending}"));
}

#[test]
fn killed_at_any_moment_no_page_lacks_anything_and_the_next_run_completes_it() {
    let project = desk(TARGET);
    let target = Killed {
        command: &|| project.command(&["publish", "live", "--yes", "--quiet"]),
        read: &|path| std::fs::read(project.root().join("live").join(path)).ok(),
        live: &|| {
            names_no_folder_of_before(&tree(&project.root().join("live")));
            live(&project)
        },
    };
    killed(&project, &target, 100);
    assert!(!project.root().join("live/.briefgen/pending.json").exists());
    assert!(!project.root().join("live/.briefgen/lock.json").exists());
}

#[test]
fn a_record_that_names_files_elsewhere_is_nobodys() {
    let project = desk(TARGET);
    published(&project, &[]);
    project.put("outside.txt", b"mine");
    let record = project.root().join("live/.briefgen-manifest.json");
    let text = std::fs::read_to_string(&record).unwrap();
    let hash = blake3_of_nothing();
    let evil =
        text.replace("\"files\":{", &format!("\"files\":{{\"../outside.txt\":{{\"hash\":\"{hash}\",\"size\":4}},"));
    assert_ne!(evil, text);
    std::fs::write(&record, evil).unwrap();
    let pending = r#"{"base":"","touched":["../outside.txt","a/../../outside.txt"],"saved":[],"previous":"../../x"}"#;
    project.put("live/.briefgen/pending.json", pending.as_bytes());
    published(&project, &[]);
    assert_eq!(std::fs::read(project.root().join("outside.txt")).unwrap(), b"mine");
    same(live(&project), built(&project));
}

fn blake3_of_nothing() -> &'static str {
    "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"
}

fn walkdir(folder: &Path) -> Vec<std::path::PathBuf> {
    tree(folder).into_keys().map(|path| folder.join(path)).collect()
}
