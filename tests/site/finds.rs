//! What articles came to, what linking found and the words of the search index are kept from one run to the next, and
//! nobody misses them.

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

/// What articles came to is kept for all audiences, what was found and the words for each.
const KEPT: [&str; 3] = [".briefgen/articles/all", ".briefgen/finds/public", ".briefgen/words/public"];

fn kept(project: &Project) -> [PathBuf; 3] {
    KEPT.map(|path| project.root().join(path))
}

fn bytes(project: &Project) -> [Vec<u8>; 3] {
    kept(project).map(|path| std::fs::read(path).unwrap())
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
    let written = || kept(&project).map(|path| std::fs::metadata(path).unwrap().modified().unwrap());
    let before = written();
    build(&project, &[]);
    assert_eq!(written(), before);
    assert_eq!(project.tree(), tree);
    project.put("seeds/talks.txt", b"Talks end\n\nThe delegation of Ukraine left Geneva, and nobody said why.\n");
    build(&project, &[]);
    for (now, first) in bytes(&project).iter().zip(&first) {
        assert_ne!(now, first);
    }
    std::fs::remove_file(project.root().join("seeds/talks.txt")).unwrap();
    build(&project, &[]);
    for (now, first) in bytes(&project).iter().zip(&first) {
        assert!(now.len() < first.len(), "what is gone is forgotten");
    }
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
    let other = Project::new()
        .file("content/actors.yaml", "- {id: lee, name: Ann Lee, kind: person}\n")
        .file("seeds/talks.txt", "Talks resume\n\nAnn Lee met in Geneva on Monday. It went on for two days.\n");
    build(&other, &[]);
    let foreign = bytes(&other);
    for (at, path) in kept(&project).iter().enumerate() {
        let (own, others) = (&whole[at], &whole[(at + 1) % whole.len()]);
        let mut flipped = own.clone();
        flipped[60] ^= 1;
        let cases: [&[u8]; 7] = [&flipped, &own[..own.len() - 1], &own[..40], b"", b"no records", &foreign[at], others];
        for case in cases {
            std::fs::write(path, case).unwrap();
            build(&project, &[]);
            assert_eq!(project.tree(), tree);
            assert_eq!(bytes(&project), whole);
        }
        std::fs::remove_file(path).unwrap();
        build(&project, &[]);
        assert_eq!(bytes(&project), whole);
    }
    for path in kept(&project) {
        std::fs::remove_file(&path).unwrap();
        std::fs::create_dir(path).unwrap();
    }
    build(&project, &[]);
    assert_eq!(project.tree(), tree);
}

/// What is found in a text that is read anew is found in one that isn't, too, and the other way round.
#[test]
fn findings_of_a_reading_are_those_of_the_first() {
    let project = project().file("seeds/line.txt", "Only one line of Ukraine").file("seeds/empty.txt", "* * *\n");
    let first = project.run(&["build", "-v"]);
    for words in ["outline-uncertain", "empty-article"] {
        assert!(first.stderr.contains(words), "{}", first.stderr);
    }
    let again = project.run(&["build", "-v"]);
    assert_eq!((first.code, &first.stderr), (again.code, &again.stderr));
    project.put("seeds/other.txt", b"Only one line of Ukraine");
    project.put("seeds/line.txt", b"Ferry talks\n\nNobody spoke of Ukraine or of its ports in these two days.\n");
    let (now, clean) = (project.run(&["build", "-v"]), project.run(&["check", "-v"]));
    assert!(now.stderr.contains("seeds/other.txt") && !now.stderr.contains("seeds/line.txt"), "{}", now.stderr);
    assert_eq!((now.code, now.stderr), (clean.code, clean.stderr));
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
    for path in kept(&project) {
        std::fs::write(path, b"mine").unwrap();
    }
    build(&project, &["--no-cache"]);
    assert_eq!(project.run(&["check"]).code, Some(0));
    assert_eq!(project.tree(), tree);
    assert_eq!(bytes(&project), [b"mine"; 3]);
}

#[cfg(feature = "serve")]
#[test]
fn the_preview_starts_from_it_and_leaves_it_for_the_next_start() {
    let project = project();
    let first = crate::preview::Preview::of(&project);
    assert_eq!((first.get("/briefs/talks/").status, first.get("/search/").status), (200, 200));
    let desk = [KEPT[0], ".briefgen/finds/internal", ".briefgen/words/internal"].map(|path| project.root().join(path));
    let read = || desk.each_ref().map(|path| std::fs::read(path).unwrap());
    let whole = read();
    drop(first);
    build(&project, &["--audience", "internal"]);
    assert_eq!(read(), whole, "a build for the desk comes to the same");
    desk.iter().for_each(|path| std::fs::write(path, b"broken").unwrap());
    let second = crate::preview::Preview::of(&project);
    assert!(String::from_utf8(second.get("/briefs/talks/").bytes).unwrap().contains("data-actor=\"ukraine\""));
    assert_eq!(second.get("/search/").status, 200);
    assert_eq!(read(), whole);
}

#[test]
fn a_publication_takes_what_a_build_left() {
    let target = "publish: {live: {kind: directory, path: live, base_url: https://desk.example/}}\n";
    let project = project().file("briefgen.yaml", target);
    build(&project, &[]);
    let whole = bytes(&project);
    for path in kept(&project) {
        std::fs::write(path, b"broken").unwrap();
    }
    let run = project.run(&["publish", "live", "--yes"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(bytes(&project), whole);
}

#[test]
fn each_audience_has_finds_and_words_of_its_own() {
    let project = project().file("content/briefs/own.md", "---\ntitle: Own\naudience: internal\n---\nOf Ukraine.\n");
    build(&project, &[]);
    let (public, tree) = (bytes(&project), project.tree());
    build(&project, &["--audience", "internal"]);
    assert_ne!(project.tree(), tree);
    for (at, path) in [(1, ".briefgen/finds/internal"), (2, ".briefgen/words/internal")] {
        assert!(std::fs::read(project.root().join(path)).unwrap().len() > public[at].len(), "{path}");
    }
    assert_eq!(bytes(&project)[0], public[0], "articles are the same for all");
    build(&project, &[]);
    assert_eq!(project.tree(), tree);
    assert_eq!(bytes(&project), public);
}
