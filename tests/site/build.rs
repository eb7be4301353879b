//! What a build writes, and what it leaves alone.

use super::project::Project;

const ARTICLE: &str = "Talks resume\n\nUkraine’s delegation met in Geneva on Monday. The talks went on for two days.\n\n\
    What was said\n\nOfficials of Ukraine described the meeting as useful, and nobody spoke of a date for the next one.\n\n\
    By Ann Writer\n\nYou May Also Like\n";
const ACTORS: &str = "- id: ukraine\n  name: Ukraine\n  kind: state\n";

#[test]
fn a_site_of_one_article_and_nothing_else_is_a_site() {
    let project = Project::new().file("seeds/talks.txt", ARTICLE);
    let brief = project.build().page("briefs/talks/index.html");
    assert!(brief.contains("<html lang=\"en\""));
    assert!(brief.contains("Talks resume"));
    assert!(brief.contains("Ann Writer"));
    assert!(brief.contains("date unknown"));
    assert!(!brief.contains("You May Also Like"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let actors = format!("{ACTORS}- {{id: geneva, name: Geneva, kind: place}}\n");
    let project = Project::new().file("seeds/talks.txt", ARTICLE).file("content/actors.yaml", &actors);
    let first = project.build().tree();
    std::fs::remove_dir_all(project.root().join("public")).unwrap();
    let run = project
        .command(&["build"])
        .env("TZ", "Pacific/Auckland")
        .env("LC_ALL", "tr_TR")
        .env("RAYON_NUM_THREADS", "1")
        .output();
    assert_eq!(run.unwrap().status.code(), Some(0));
    assert_eq!(first, project.tree());
}

#[test]
fn a_site_with_errors_never_replaces_a_good_one() {
    let project = Project::new().file("seeds/talks.txt", ARTICLE).file("content/actors.yaml", ACTORS);
    let good = project.build().tree();
    project.put("content/actors.yaml", b"- id: ukraine\n  name: Ukraine\n  kind: stat\n");
    let run = project.run(&["build"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert_eq!(good, project.tree());
}

#[test]
fn a_folder_that_briefgen_did_not_make_is_refused() {
    let project = Project::new().file("seeds/talks.txt", ARTICLE).file("public/mine.txt", "mine");
    let run = project.run(&["build"]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert_eq!(project.tree().keys().collect::<Vec<_>>(), ["mine.txt"]);
}

#[test]
fn stale_pages_go_and_foreign_files_stay() {
    let project = Project::new().file("seeds/talks.txt", ARTICLE).file("seeds/more.txt", ARTICLE);
    project.build();
    project.put("public/CNAME", b"briefs.example");
    std::fs::remove_file(project.root().join("seeds/more.txt")).unwrap();
    let tree = project.build().tree();
    assert!(tree.contains_key("CNAME"));
    assert!(tree.contains_key("briefs/talks/index.html"));
    assert!(!tree.contains_key("briefs/more/index.html"));
}

#[test]
fn what_is_not_meant_for_the_audience_leaves_no_trace() {
    let public = Project::new().file("seeds/talks.txt", ARTICLE).file("content/actors.yaml", ACTORS);
    let whole = Project::new()
        .file("seeds/talks.txt", ARTICLE)
        .file("content/actors.yaml", "# canary-comment\n- id: ukraine\n  name: Ukraine\n  kind: state\n- id: canary-actor\n  name: Geneva\n  kind: place\n  audience: internal\n")
        .file("content/notes/talks.md", "---\nnotes:\n  - quote: two days\n    kind: question\n    audience: internal\n    text: canary-note about the two days of talks in Geneva\n---\n")
        .file("content/briefs/canary-draft.md", "---\ntitle: canary-draft title of a brief\nstatus: draft\n---\nText about Ukraine.\n")
        .file("content/briefs/canary-embargo.md", "---\ntitle: canary-embargo title\nembargo: 2126-12-01T00:01+01:00\n---\nText.\n");
    let public = public.build().tree();
    let whole = whole.build().tree();
    for (path, bytes) in &whole {
        assert!(!path.contains("canary"), "{path}");
        assert!(!String::from_utf8_lossy(bytes).contains("canary"), "{path}");
    }
    assert_eq!(public.keys().collect::<Vec<_>>(), whole.keys().collect::<Vec<_>>());
}

#[test]
fn an_articles_text_stays_out_where_only_quoted_passages_may_be_shown() {
    let project = Project::new()
        .file("seeds/talks.txt", ARTICLE)
        .file("content/actors.yaml", ACTORS)
        .file("content/notes/talks.md", "---\nshow: quoted\nnotes:\n  - quote: described the meeting as useful\n    kind: context\n    text: By whom?\n---\n");
    for (path, bytes) in project.build().tree() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("went on for two days"), "{path}");
    }
    assert!(project.page("briefs/talks/index.html").contains("the meeting as useful"));
    project.put("content/notes/talks.md", b"---\nshow: none\nnotes:\n  - quote: described the meeting as useful\n    kind: context\n    text: By whom?\n---\n");
    for (path, bytes) in project.build().tree() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("went on for two days") && !text.contains("the meeting as useful"), "{path}");
    }
}

#[test]
fn mentions_come_as_json_lines() {
    let project = Project::new().file("seeds/talks.txt", ARTICLE).file("content/actors.yaml", ACTORS);
    let run = project.run(&["mentions"]);
    let lines: Vec<serde_json::Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<String> = lines
        .iter()
        .map(|mention| {
            format!(
                "{}:{} {} {} linked {}",
                mention["document"], mention["line"], mention["text"], mention["id"], mention["linked"]
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "\"seeds/talks.txt\":3 \"Ukraine\" \"ukraine\" linked true",
            "\"seeds/talks.txt\":7 \"Ukraine\" \"ukraine\" linked true",
        ]
    );
}

#[test]
fn a_list_of_an_article_is_one_list() {
    let text = "Talks resume\n\nThe delegations agreed on the following points, and on nothing else for now:\n\n\
        - a date for the next round\n- a list of prisoners\n- a line for urgent calls\n\nThe talks then ended, and the delegations went home.\n";
    let brief = Project::new().file("seeds/talks.txt", text).build().page("briefs/talks/index.html");
    let list = &brief[brief.find("<ul><li>").expect("a list")..];
    let list = &list[..list.find("</ul>").expect("its end")];
    assert_eq!(list.matches("<li>").count(), 3, "{list}");
    assert_eq!(list.matches("</li>").count(), 3, "{list}");
    assert_eq!(list.matches("<ul").count(), 1, "{list}");
}

#[test]
fn a_link_to_a_page_of_a_document_leads_to_that_page() {
    let text =
        "---\ntitle: Talks\n---\n\nSee [the report](/report.pdf#page=12&zoom=100) and [the annex](annex.pdf#page=3).\n";
    let project = Project::new()
        .file("briefgen.yaml", "title: Desk\nnav: [{text: Report, url: \"/report.pdf#page=2\"}]\n")
        .file("content/briefs/talks.md", text)
        .file("content/briefs/annex.pdf", "annex")
        .file("static/report.pdf", "report");
    let page = project.build().page("briefs/talks/index.html");
    for address in ["../../report.pdf#page=12&amp;zoom=100", ".pdf#page=3", "../../report.pdf#page=2"] {
        assert!(page.contains(&format!("{address}\"")), "{address}: {page}");
    }
}
