//! A build that would come to the same isn't made again, and says what the first one said.

use super::project::Project;

const ARTICLE: &str = "Talks resume\n\nUkraine’s delegation met in Geneva on Monday. The talks went on for two days.\n";
/// Nobody speaks of the second, which is a finding.
const ACTORS: &str = "- {id: ukraine, name: Ukraine, kind: state}\n- {id: nato, name: NATO, kind: organisation}\n";

fn project() -> Project {
    Project::new()
        .file("briefgen.yaml", "title: Desk\nbase_url: https://desk.example/\n")
        .file("seeds/talks.txt", ARTICLE)
        .file("content/actors.yaml", ACTORS)
        .file("content/briefs/own.md", "---\ntitle: Own\nembargo: 2026-12-01T00:01+01:00\n---\nText.\n")
        .file("static/note.txt", "one")
}

/// The phases that `--timings` names.
fn phases(project: &Project, more: &[&str]) -> Vec<String> {
    let run = project.run(&[&["build", "--timings", "--as-of", "2026-11-01"], more].concat());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let timed = run.stderr.lines().filter(|line| line.contains(" ms"));
    timed.filter_map(|line| line.split("  ").next().map(str::to_owned)).collect()
}

const LOOKED: [&str; 3] = ["load", "compare", "all"];

#[test]
fn the_second_build_of_an_unchanged_site_only_looks_and_says_the_same() {
    let project = project();
    let build = ["build", "-v", "--as-of", "2026-11-01", "--format", "json"];
    let first = project.run(&build);
    let tree = project.tree();
    let second = project.run(&build);
    assert!(first.stderr.contains("unmentioned-actor"), "{}", first.stderr);
    assert_eq!((first.code, &first.stderr), (second.code, &second.stderr));
    assert_eq!(tree, project.tree());
    assert_eq!(phases(&project, &[]), LOOKED);
}

#[test]
fn whatever_changes_is_built() {
    let project = project();
    phases(&project, &[]);
    let changes: [(&str, &str); 6] = [
        ("seeds/talks.txt", "Talks end\n\nUkraine’s delegation left Geneva on Tuesday, and nobody said why.\n"),
        ("content/actors.yaml", "- id: ukraine\n  name: Ukraine\n  kind: state\n  aliases: [Kyiv]\n"),
        ("static/note.txt", "two"),
        ("templates/404.html", "{% extends \"base.html\" %}{% block main %}<p>Gone</p>{% endblock %}"),
        ("templates/words/en.yaml", "home: Start\n"),
        ("briefgen.yaml", "title: House\nbase_url: https://desk.example/\n"),
    ];
    for (path, text) in changes {
        project.put(path, text.as_bytes());
        assert_ne!(phases(&project, &[]), LOOKED, "{path}");
        assert_eq!(phases(&project, &[]), LOOKED, "{path}");
    }
    std::fs::remove_file(project.root().join("static/note.txt")).unwrap();
    assert_ne!(phases(&project, &[]), LOOKED);
    assert!(!project.tree().contains_key("note.txt"));
    assert_ne!(phases(&project, &["--portable"]), LOOKED);
    assert_ne!(phases(&project, &["--base-url", "https://other.example/"]), LOOKED);
    assert_ne!(phases(&project, &["--no-cache"]), LOOKED);
}

#[test]
fn an_output_that_another_hand_changed_is_made_good() {
    let project = project();
    phases(&project, &[]);
    let whole = project.tree();
    project.put("public/briefs/talks/index.html", b"defaced");
    assert_ne!(phases(&project, &[]), LOOKED);
    assert_eq!(project.tree(), whole);
    std::fs::remove_file(project.root().join("public/feed.xml")).ok();
    std::fs::remove_file(project.root().join("public/index.html")).unwrap();
    assert_ne!(phases(&project, &[]), LOOKED);
    assert_eq!(project.tree(), whole);
}

#[test]
fn an_edit_that_is_undone_leaves_a_site_that_is_only_looked_at() {
    let project = project();
    phases(&project, &[]);
    let first = project.tree();
    for _ in 0..2 {
        project.put("seeds/talks.txt", format!("{ARTICLE}The envoy left.\n").as_bytes());
        phases(&project, &[]);
        assert_eq!(phases(&project, &[]), LOOKED);
        project.put("seeds/talks.txt", ARTICLE.as_bytes());
        phases(&project, &[]);
        assert_eq!(phases(&project, &[]), LOOKED);
        assert_eq!(project.tree(), first);
    }
    // An edit of the output by hand, made good twice.
    for _ in 0..2 {
        project.put("public/briefs/talks/index.html", b"defaced");
        phases(&project, &[]);
        assert_eq!(phases(&project, &[]), LOOKED);
        assert_eq!(project.tree(), first);
    }
}

/// What is kept is written beside and renamed: a link in its place leads nowhere.
#[cfg(unix)]
#[test]
fn a_planted_link_among_what_is_kept_is_not_followed() {
    let project = project();
    project.put("mine.txt", b"mine");
    const FOLDERS: [&str; 4] = ["articles", "finds", "ledgers", "builds"];
    for folder in FOLDERS {
        std::fs::create_dir_all(project.root().join(".briefgen").join(folder)).unwrap();
    }
    phases(&project, &[]);
    let kept = FOLDERS.map(|folder| project.root().join(".briefgen").join(folder));
    for folder in kept {
        let name = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().file_name();
        let unfinished = format!("{}.new", name.to_str().unwrap());
        std::os::unix::fs::symlink(project.root().join("mine.txt"), folder.join(unfinished)).unwrap();
    }
    project.put("seeds/talks.txt", format!("{ARTICLE}The envoy left.\n").as_bytes());
    phases(&project, &[]);
    assert_eq!(std::fs::read(project.root().join("mine.txt")).unwrap(), b"mine");
    assert_eq!(phases(&project, &[]), LOOKED);
}

#[test]
fn an_embargo_that_ends_between_two_builds_is_lifted() {
    let project = project();
    let at = |time: &str| {
        let run = project.run(&["build", "--as-of", time]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        project.tree().contains_key("briefs/own/index.html")
    };
    assert!(!at("2026-11-30T23:00:30Z"));
    assert!(!at("2026-11-30T23:00:59Z"));
    assert!(at("2026-11-30T23:01:00Z"));
    assert!(at("2026-11-30T23:01:01Z"));
    assert!(!at("2026-11-30T23:00:59Z"));
}

#[test]
fn what_is_kept_may_be_broken_or_gone() {
    let project = project();
    phases(&project, &[]);
    let whole = project.tree();
    let builds = project.root().join(".briefgen/builds");
    for entry in std::fs::read_dir(&builds).unwrap() {
        let path = entry.unwrap().path();
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[9] ^= 1;
        std::fs::write(&path, bytes).unwrap();
    }
    assert_ne!(phases(&project, &[]), LOOKED);
    std::fs::remove_dir_all(&builds).unwrap();
    assert_ne!(phases(&project, &[]), LOOKED);
    assert_eq!(project.tree(), whole);
    assert_eq!(phases(&project, &[]), LOOKED);
}
