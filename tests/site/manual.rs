//! The first pages of the manual, followed to the letter: their files, their commands, what they say comes of it.

use super::project::Project;

/// The blocks of one language in a page of the manual, in order.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let text = std::fs::read_to_string(format!("{}/{page}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let fence = format!("```{language}\n");
    let after = text.split(fence.as_str()).skip(1);
    after.map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

fn started() -> Project {
    let project = Project::new();
    let init = project.run(&["init", project.root().to_str().unwrap()]);
    assert_eq!(init.code, Some(0), "{}", init.stderr);
    project
}

#[test]
fn getting_started_comes_to_the_site_that_it_describes() {
    const PAGE: &str = "docs/getting-started.md";
    let project = started();
    let article = &blocks(PAGE, "text")[0];
    let project = project.file("seeds/ferry-talks.txt", article);
    let outline: serde_json::Value = serde_json::from_str(
        &project.run(&["outline", &format!("{}/seeds/ferry-talks.txt", project.root().display())]).stdout,
    )
    .unwrap();
    assert_eq!(outline["title"], "Ferry Talks Resume After a Quiet Winter");
    assert!(outline["standfirst"].as_str().unwrap().starts_with("Two ministries"));
    assert_eq!(outline["byline"], serde_json::json!(["Ana Petrova"]));
    let kinds: Vec<&str> = outline["blocks"].as_array().unwrap().iter().map(|b| b["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["paragraph", "heading", "paragraph", "boilerplate"]);
    let built = project.run(&["build", "--portable"]);
    assert_eq!(built.code, Some(0), "{}", built.stderr);

    let registry = blocks(PAGE, "yaml");
    let project = project.file("content/actors.yaml", &registry[0]).file("content/themes.yaml", &registry[1]);
    assert_eq!(project.run(&["build", "--portable"]).code, Some(0));
    assert!(project.page("actors/harbour-board/index.html").contains("asks for a guarantee of winter service"));
    let why = project.run(&["why", "the ministry"]);
    assert!(
        why.stdout.contains("\"The ministry\" names the actor transport-ministry by \"the ministry\""),
        "{}",
        why.stdout
    );

    let notes = &blocks(PAGE, "markdown")[0];
    let project = project.file("content/notes/ferry-talks.md", notes);
    assert_eq!(project.run(&["build", "--portable"]).code, Some(0));
    let brief = project.page("briefs/ferry-talks/index.html");
    for words in ["The board wants a guarantee", "Which day does the summer timetable begin", "dates neither"] {
        assert!(brief.contains(words), "{words}");
    }
    assert!(project.page("positions/index.html").contains("Harbour Board"));

    let before = project.tree();
    let changed = notes.replace("a guarantee needs a budget first", "a guarantee requires a budget first");
    let project = project.file("content/notes/ferry-talks.md", &changed);
    let found = project.findings(&["build", "--portable"]);
    assert_eq!(found, ["briefgen.yaml:1:1 no-base-url", "content/notes/ferry-talks.md:7:12 quote-not-found"]);
    assert!(project.tree() == before, "the former site is left as it was");
}

#[test]
fn the_readme_s_ten_minutes_come_to_a_site() {
    let article = &blocks("docs/getting-started.md", "text")[0];
    let project = started()
        .file("seeds/ferry-talks.txt", article)
        .file("content/actors.yaml", &blocks("README.md", "yaml")[0])
        .file("content/notes/ferry-talks.md", &blocks("README.md", "markdown")[0]);
    project.build();
    let brief = project.page("briefs/ferry-talks/index.html");
    assert!(brief.contains("data-actor=\"transport-ministry\"") && brief.contains("a budget question in the way"));
}
