//! Designs: the ones that come with briefgen, and the one that the manual makes step by step.

use super::project::Project;

const ARTICLE: &str = "Talks resume\n\nThe delegations met again in Geneva on Monday and agreed on nothing at all.\n";

fn site() -> Project {
    Project::new().file("seeds/talks.txt", ARTICLE)
}

/// Files that a page of the manual tells to write: each stands in a fence that names its path after the language.
fn told(manual: &str) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(format!("{}/docs/{manual}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mut files = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in text.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some((info.split(' ').nth(1).unwrap_or("").to_owned(), String::new())),
            (Some(_), Some(_)) => files.extend(open.take().filter(|(path, _)| !path.is_empty())),
            (Some((_, text)), None) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    files
}

/// Names of the styles of a page, without their hashes.
fn styles(page: &str) -> Vec<&str> {
    let links = page.split("<link rel=\"stylesheet\" href=\"").skip(1);
    links.filter_map(|link| link.split('"').next()?.rsplit('/').next()?.split('.').next()).collect()
}

#[test]
fn the_design_of_the_manual_can_be_made_as_it_says() {
    let files = told("designs.md");
    let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    let folder = "templates/designs/gazette";
    let wanted = ["assets/gazette.css", "masthead.html", "home.html"].map(|file| format!("{folder}/{file}"));
    assert_eq!(paths[0], "briefgen.yaml");
    assert_eq!(paths[1..], wanted, "three files make a design");
    let project = site();
    for (path, text) in &files {
        project.put(path, text.as_bytes());
    }
    let run = project.run(&["build"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(!run.stderr.contains("error") && !run.stderr.contains("warning"), "{}", run.stderr);
    let home = project.page("index.html");
    assert!(home.contains("<p class=\"standfirst\">Briefs on everything</p>"));
    assert!(home.contains("All briefs (1)"), "its own home page");
    assert!(!project.page("briefs/talks/index.html").contains("site-tagline"), "its own masthead");
    assert_eq!(
        styles(&home),
        ["institute", "gazette", "house"],
        "a design's style comes after the one that it changes"
    );
}

#[test]
fn a_built_in_design_is_chosen_by_name_and_leaves_no_trace_otherwise() {
    let project = site();
    assert_eq!(styles(&project.build().page("index.html")), ["institute", "house"]);
    project.put("briefgen.yaml", b"design: newsroom\n");
    let home = project.build().page("index.html");
    assert_eq!(styles(&home), ["institute", "newsroom", "house"]);
    assert!(home.contains("<article class=\"lead\">"));
    project.put("templates/home.html", b"{% extends \"base.html\" %}{% block main %}<h1>Mine</h1>{% endblock main %}");
    assert!(project.build().page("index.html").contains("<h1>Mine</h1>"), "the site's own file wins");
}

#[test]
fn a_design_that_is_nowhere_is_reported_with_the_nearest_name() {
    let project = site().file("briefgen.yaml", "title: Desk\ndesign: newsrom\n");
    assert!(project.findings(&["check"]).contains(&"briefgen.yaml:2:9 invalid-value".to_owned()));
    let run = project.run(&["check"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("there is no design “newsrom”") && run.stderr.contains("did you mean newsroom?"));
    project.put("briefgen.yaml", b"title: Desk\ndesign: ../../etc\n");
    let run = project.run(&["check"]);
    assert!(run.stderr.contains("there are institute, newsroom; a design of your own"), "{}", run.stderr);
}

#[test]
fn fonts_of_the_house_are_served_by_the_site_and_asked_for_early() {
    let project = site()
        .file("briefgen.yaml", "fonts: {body: static/fonts/text.woff2, heading: static/fonts/head.ttf}\n")
        .file("static/fonts/text.woff2", "not really a font")
        .file("static/fonts/head.ttf", "nor this");
    let page = project.build().page("briefs/talks/index.html");
    let preload = "<link rel=\"preload\" as=\"font\" type=\"font/woff2\" href=\"../../fonts/text.woff2\" crossorigin>";
    assert!(page.contains(preload), "{page}");
    assert!(page.contains("type=\"font/ttf\" href=\"../../fonts/head.ttf\""));
    assert!(project.tree().contains_key("fonts/text.woff2"));
    assert!(!site().build().page("index.html").contains("preload"), "without fonts nothing is preloaded");
}
