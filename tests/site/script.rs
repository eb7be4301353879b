//! What pages hold for their script: previews and the places of filters.

use crate::project::Project;

fn site() -> Project {
    let mut project = Project::new()
        .file("briefgen.yaml", "title: The Desk\nbase_url: https://desk.example/\n")
        .file("content/actors.yaml", "- {id: avaria, name: Avaria, kind: state, summary: A <small> state.}\n")
        .file("content/themes.yaml", "- {id: water, name: Water, phrases: [water]}\n");
    for day in 1..=5 {
        let article = format!("Day {day} of the talks\n\nAvaria spoke of water on day {day}, and nobody answered.\n");
        project = project
            .file(&format!("seeds/day-{day}.txt"), &article)
            .file(&format!("content/notes/day-{day}.md"), &format!("---\npublished: 2026-01-0{day}\n---\n"));
    }
    project
}

#[test]
fn a_preview_says_who_it_is_and_names_the_three_latest_briefs() {
    let project = site();
    let built = project.build();
    let actor = built.page("actors/avaria/preview.html");
    assert!(actor.contains("<p class=\"kicker\">State</p>"), "{actor}");
    assert!(actor.contains("<a href=\"../../actors/avaria/\">Avaria</a>"), "{actor}");
    assert!(actor.contains("<p>A &lt;small&gt; state.</p>"), "{actor}");
    let briefs: Vec<usize> = (1..=5).filter(|day| actor.contains(&format!("Day {day} of the talks"))).collect();
    assert_eq!(briefs, [3, 4, 5]);
    assert!(actor.contains("<meta name=\"robots\" content=\"noindex\">"));
    let theme = built.page("themes/water/preview.html");
    assert!(theme.contains("<p class=\"kicker\">Theme</p>"), "{theme}");
    assert!(!built.page("sitemap.xml").contains("preview"));
}

#[test]
fn a_withdrawn_brief_is_in_no_preview() {
    let withdrawn =
        "---\npublished: 2026-01-05\nstatus: withdrawn\nwithdrawn: {date: 2026-01-06, reason: Wrong.}\n---\n";
    let actor = site().file("content/notes/day-5.md", withdrawn).build().page("actors/avaria/preview.html");
    assert!(!actor.contains("Day 5") && actor.contains("Day 2"), "{actor}");
}

#[test]
fn mentions_say_what_else_their_brief_is_about() {
    let project = site();
    let built = project.build();
    let entry = |page: &str, id: &str| built.page(page).matches(&format!("<li data-about=\"{id}\">")).count();
    assert_eq!(entry("actors/avaria/index.html", "water"), 5);
    assert_eq!(entry("themes/water/index.html", "avaria"), 5);
    assert!(built.page("actors/avaria/index.html").contains("<div class=\"filter\" data-by=\"year about\""));
}

#[test]
fn a_script_of_the_sites_own_takes_the_place_of_ours() {
    let project = site().file("templates/assets/site.js", "").file("templates/assets/own.js", "'use strict';");
    let home = project.build().page("index.html");
    assert_eq!(home.matches("<script defer src=\"./assets/").count(), 2, "{home}");
    assert!(home.contains("assets/own."));
}
