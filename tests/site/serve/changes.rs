//! Every change of the site's files is taken up.

use std::fs;

use super::{ARTICLE, desk};
use crate::preview::Preview;
use crate::project::Project;

#[test]
fn an_edit_is_told_and_served() {
    let project = desk();
    let preview = Preview::of(&project);
    assert!(preview.page("/briefs/talks/").contains("First summary."));
    let mut events = preview.events("desk");
    assert_eq!(events.next()["version"], 1);
    project.put("content/notes/talks.md", b"---\nsummary: Second summary.\n---\n");
    let state = events.wait(|state| state["edited"] == serde_json::json!(["/briefs/talks/"]));
    assert_eq!(state["former"], false);
    assert!(preview.page("/briefs/talks/").contains("Second summary."));
    assert!(preview.page("/").contains("Second summary."), "other pages show it too");
}

#[test]
fn every_kind_of_input_is_watched() {
    let project = desk();
    let preview = Preview::of(&project);
    project.put("seeds/new.txt", b"A new article\n\nIt speaks of Ukraine for a whole long sentence.\n");
    preview.wait_for("/briefs/new/", "A new article");
    project.put("content/actors.yaml", b"- id: ukraine\n  name: Ukraine\n  kind: state\n  aliases: [delegations]\n");
    preview.wait_for("/briefs/talks/", ">delegations</a>");
    project.put("briefgen.yaml", b"title: Another desk\n");
    preview.wait_for("/", "Another desk");
    project.put("templates/404.html", b"{% extends \"base.html\" %}{% block main %}Nothing here{% endblock %}");
    preview.wait_for("/404.html", "Nothing here");
    project.put("static/deep/er/new.txt", b"static");
    preview.wait_for("/deep/er/new.txt", "static");
    project.put("content/pages/about.md", b"---\ntitle: About the desk\n---\nWho we are.\n");
    preview.wait_for("/about/", "Who we are.");
    project.put("content/authors.yaml", b"- {id: jdoe, name: Jane Doe}\n");
    project.put("content/notes/talks.md", b"---\nauthors: [jdoe]\n---\n");
    preview.wait_for("/briefs/talks/", "Jane Doe");
}

#[test]
fn files_come_move_and_go() {
    let project = desk();
    let preview = Preview::of(&project);
    let at = |path: &str| project.root().join(path);
    // As editors save: a new file that takes the place of the old one.
    project.put("seeds/.talks.txt.swp", b"x");
    project.put("seeds/talks.txt.tmp", ARTICLE.replace("Monday", "Tuesday").as_bytes());
    fs::rename(at("seeds/talks.txt.tmp"), at("seeds/talks.txt")).unwrap();
    preview.wait_for("/briefs/talks/", "Tuesday");
    fs::create_dir(at("seeds/2025")).unwrap();
    fs::rename(at("seeds/plan.txt"), at("seeds/2025/new-plan.txt")).unwrap();
    fs::remove_file(at("content/notes/plan.md")).unwrap();
    preview.wait_for("/briefs/new-plan/", "The plan");
    assert_eq!(preview.get("/briefs/plan/").status, 404);
    fs::rename(at("seeds/2025"), at("seeds/2026")).unwrap();
    project.put("seeds/2026/other.txt", b"Another one\n\nWith Ukraine in a whole long sentence of its own.\n");
    preview.wait_for("/briefs/other/", "Another one");
    fs::remove_dir_all(at("seeds/2026")).unwrap();
    preview.wait_for("/briefs/other/", "No page at");
    assert_eq!(preview.get("/briefs/new-plan/").status, 404);
}

#[test]
fn a_folder_that_goes_and_comes_back_is_watched_again() {
    let project = desk();
    let preview = Preview::of(&project);
    let mut events = preview.events("desk");
    let [content, away] = ["content", "away"].map(|name| project.root().join(name));
    for round in ["once", "twice"] {
        fs::rename(&content, &away).unwrap();
        events.wait(|state| state["version"].as_u64() > Some(1));
        fs::rename(&away, &content).unwrap();
        let notes = format!("---\nsummary: Back {round}.\n---\n");
        // At once, before it can be watched again.
        project.put("content/notes/talks.md", notes.as_bytes());
        preview.wait_for("/briefs/talks/", &format!("Back {round}."));
    }
}

#[test]
fn a_site_that_goes_and_comes_back_is_shown_again() {
    let project = Project::new();
    let root = project.root().join("site");
    let write = |summary: &str| {
        fs::create_dir_all(root.join("content/notes")).unwrap();
        fs::create_dir_all(root.join("seeds")).unwrap();
        fs::write(root.join("seeds/talks.txt"), ARTICLE).unwrap();
        fs::write(root.join("content/notes/talks.md"), format!("---\nsummary: {summary}\n---\n")).unwrap();
    };
    write("At first.");
    let preview = Preview::at(&root, &["--port", "0"]);
    let mut events = preview.events("desk");
    fs::remove_dir_all(&root).unwrap();
    let state = events.wait(|state| state["errors"] == 1);
    assert!(state["findings"][0]["message"].as_str().unwrap().starts_with("the site can’t be read: "), "{state}");
    assert!(preview.page("/briefs/talks/").contains("At first."), "what was shown stays");
    write("Come back.");
    preview.wait_for("/briefs/talks/", "Come back.");
    fs::write(root.join("content/notes/talks.md"), "---\nsummary: Edited.\n---\n").unwrap();
    preview.wait_for("/briefs/talks/", "Edited.");
}

#[cfg(unix)]
#[test]
fn what_stands_behind_links_is_watched() {
    use std::os::unix::fs::symlink;
    let notes = |summary: &str| format!("---\nsummary: {summary}\n---\n");
    let project = desk().file("store/talks.md", &notes("In the store."));
    let at = |path: &str| project.root().join(path);
    fs::rename(at("content"), at("store/content")).unwrap();
    symlink("store/content", at("content")).unwrap();
    let preview = Preview::of(&project);
    project.put("store/content/notes/talks.md", notes("By its own path.").as_bytes());
    preview.wait_for("/briefs/talks/", "By its own path.");
    // A file, and a folder, become links while the preview runs.
    fs::remove_file(at("content/notes/talks.md")).unwrap();
    symlink("../../talks.md", at("content/notes/talks.md")).unwrap();
    preview.wait_for("/briefs/talks/", "In the store.");
    project.put("store/talks.md", notes("Edited in the store.").as_bytes());
    preview.wait_for("/briefs/talks/", "Edited in the store.");
    project.put("store/talks.md.new", notes("Put in its place.").as_bytes());
    fs::rename(at("store/talks.md.new"), at("store/talks.md")).unwrap();
    preview.wait_for("/briefs/talks/", "Put in its place.");
    project
        .put("elsewhere/2025/more.txt", b"More talks\n\nThe delegations of Ukraine met once more, for a long time.\n");
    symlink("../elsewhere", at("seeds/linked")).unwrap();
    preview.wait_for("/briefs/more/", "once more");
    project
        .put("elsewhere/2025/more.txt", b"More talks\n\nThe delegations of Ukraine met twice more, for a long time.\n");
    preview.wait_for("/briefs/more/", "twice more");
}
