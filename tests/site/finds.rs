//! What linking found is kept from one run to the next, and nobody misses it.

use std::path::PathBuf;

use super::project::Project;

fn project() -> Project {
    Project::new()
        .file("content/actors.yaml", "- {id: ukraine, name: Ukraine, kind: state}\n")
        .file(
            "seeds/talks.txt",
            "Talks resume\n\nUkraine’s delegation met in Geneva on Monday. It went on for two days.\n",
        )
        .file("seeds/ferry.txt", "Ferry talks\n\nNobody spoke of Ukraine or of its ports in these two days.\n")
}

fn kept(project: &Project) -> PathBuf {
    project.root().join(".briefgen/finds/public")
}

fn bytes(project: &Project) -> Vec<u8> {
    std::fs::read(kept(project)).unwrap()
}

/// Another folder each time, so that each time the whole site is made.
#[track_caller]
fn build(project: &Project, more: &[&str]) {
    std::fs::remove_dir_all(project.root().join("public")).ok();
    let run = project.run(&[&["build"], more].concat());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

#[test]
fn it_is_written_when_it_changes_and_only_then() {
    let project = project();
    build(&project, &[]);
    let (first, tree) = (bytes(&project), project.tree());
    let written = || std::fs::metadata(kept(&project)).unwrap().modified().unwrap();
    let before = written();
    build(&project, &[]);
    assert_eq!(written(), before);
    assert_eq!(project.tree(), tree);
    project.put("seeds/talks.txt", b"Talks end\n\nThe delegation of Ukraine left Geneva, and nobody said why.\n");
    build(&project, &[]);
    assert_ne!(bytes(&project), first);
    std::fs::remove_file(project.root().join("seeds/talks.txt")).unwrap();
    build(&project, &[]);
    assert!(bytes(&project).len() < first.len(), "what is gone is forgotten");
}

#[test]
fn a_build_with_errors_keeps_what_it_found_too() {
    let project = project().file("content/notes/talks.md", "---\nactors: [nobody]\n---\n");
    assert_eq!(project.run(&["build"]).code, Some(1));
    let with_errors = bytes(&project);
    project.put("content/notes/talks.md", b"---\nactors: [ukraine]\n---\n");
    build(&project, &[]);
    assert_eq!(bytes(&project), with_errors, "the words are the same");
}

#[test]
fn whatever_stands_in_its_place_is_made_good() {
    let project = project();
    build(&project, &[]);
    let (whole, tree) = (bytes(&project), project.tree());
    let mut flipped = whole.clone();
    flipped[60] ^= 1;
    let other = Project::new()
        .file("content/actors.yaml", "- {id: lee, name: Ann Lee, kind: person}\n")
        .file("seeds/talks.txt", "Talks resume\n\nAnn Lee met in Geneva on Monday. It went on for two days.\n");
    build(&other, &[]);
    let foreign = bytes(&other);
    let cases: [&[u8]; 6] = [&flipped, &whole[..whole.len() - 1], &whole[..40], b"", b"no records", &foreign];
    for case in cases {
        std::fs::write(kept(&project), case).unwrap();
        build(&project, &[]);
        assert_eq!(project.tree(), tree);
        assert_eq!(bytes(&project), whole);
    }
    std::fs::remove_file(kept(&project)).unwrap();
    std::fs::create_dir(kept(&project)).unwrap();
    build(&project, &[]);
    assert_eq!(project.tree(), tree);
}

#[test]
fn no_cache_and_check_leave_it_alone() {
    let project = project();
    for arguments in [["build", "--no-cache"].as_slice(), &["check"]] {
        assert_eq!(project.run(arguments).code, Some(0));
        assert!(!project.root().join(".briefgen").exists(), "{arguments:?}");
    }
    build(&project, &[]);
    let tree = project.tree();
    std::fs::write(kept(&project), b"mine").unwrap();
    build(&project, &["--no-cache"]);
    assert_eq!(project.run(&["check"]).code, Some(0));
    assert_eq!(project.tree(), tree);
    assert_eq!(bytes(&project), b"mine");
}

#[cfg(feature = "serve")]
#[test]
fn the_preview_starts_from_it_and_leaves_it_for_the_next_start() {
    let project = project();
    let first = crate::preview::Preview::of(&project);
    assert_eq!(first.get("/briefs/talks/").status, 200);
    let desk = project.root().join(".briefgen/finds/internal");
    let whole = std::fs::read(&desk).unwrap();
    drop(first);
    build(&project, &["--audience", "internal"]);
    assert_eq!(std::fs::read(&desk).unwrap(), whole, "a build for the desk finds the same");
    std::fs::write(&desk, b"broken").unwrap();
    let second = crate::preview::Preview::of(&project);
    assert!(String::from_utf8(second.get("/briefs/talks/").bytes).unwrap().contains("data-actor=\"ukraine\""));
    assert_eq!(std::fs::read(&desk).unwrap(), whole);
}

#[test]
fn a_publication_takes_what_a_build_left() {
    let target = "publish: {live: {kind: directory, path: live, base_url: https://desk.example/}}\n";
    let project = project().file("briefgen.yaml", target);
    build(&project, &[]);
    let whole = bytes(&project);
    std::fs::write(kept(&project), b"broken").unwrap();
    let run = project.run(&["publish", "live", "--yes"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(bytes(&project), whole);
}

#[test]
fn each_audience_has_its_own() {
    let project = project().file("content/briefs/own.md", "---\ntitle: Own\naudience: internal\n---\nOf Ukraine.\n");
    build(&project, &[]);
    let (public, tree) = (bytes(&project), project.tree());
    build(&project, &["--audience", "internal"]);
    assert_ne!(project.tree(), tree);
    let internal = std::fs::read(project.root().join(".briefgen/finds/internal")).unwrap();
    assert!(internal.len() > public.len());
    build(&project, &[]);
    assert_eq!(project.tree(), tree);
    assert_eq!(bytes(&project), public);
}
