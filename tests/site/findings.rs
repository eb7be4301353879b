//! Broken sites: the right finding at the right place.

use super::project::Project;

const ARTICLE: &str =
    "Talks resume\n\nThe delegations met in Geneva on Monday. The talks went on for two days, and all said so.\n";

fn site() -> Project {
    Project::new()
        .file("briefgen.yaml", "title: Desk\nbase_url: https://desk.example/\n")
        .file("seeds/talks.txt", ARTICLE)
        .file("content/actors.yaml", "- id: geneva\n  name: Geneva\n  kind: place\n")
        .file("content/themes.yaml", "- id: talks\n  name: Talks\n")
}

#[track_caller]
fn assert_findings(project: &Project, wanted: &[&str]) {
    assert_eq!(project.findings(&["check", "--quiet"]), wanted);
}

#[test]
fn a_sound_site_has_no_errors() {
    assert_findings(&site(), &[]);
}

#[test]
fn every_finding_of_a_site_is_reported_in_one_run() {
    let project = site()
        .file("content/actors.yaml", "- id: geneva\n  name: Geneva\n  kind: plase\n  alias: x\n")
        .file(
            "content/notes/talks.md",
            "---\nthemes: [talk]\nnotes:\n  - quote: three days\n    kind: context\n    text: No.\n---\n",
        )
        .file("content/notes/gone.md", "---\nsummary: Gone.\n---\n");
    assert_findings(
        &project,
        &[
            "content/actors.yaml:3:9 invalid-value",
            "content/actors.yaml:4:3 unknown-key",
            "content/notes/gone.md:1:1 orphan-notes",
            "content/notes/talks.md:2:10 unknown-theme",
            "content/notes/talks.md:4:12 quote-not-found",
        ],
    );
}

#[test]
fn links_are_reported_where_they_were_written() {
    let project = site().file(
        "content/pages/about.md",
        "---\ntitle: About\n---\nSee [the brief](/briefs/talk/) and [its end](/briefs/talks/#end).\n\n![](nowhere.png)\n",
    );
    assert_findings(
        &project,
        &[
            "content/pages/about.md:4:17 broken-link",
            "content/pages/about.md:4:46 broken-anchor",
            "content/pages/about.md:6:1 missing-alt",
            "content/pages/about.md:6:5 missing-asset",
        ],
    );
}

#[test]
fn positions_that_contradict_each_other_are_an_error_at_the_later_one() {
    let position = "  - {actor: geneva, theme: talks, stance: STANCE, statement: A., quote: two days}\n";
    let two = position.replace("STANCE", "supports") + &position.replace("STANCE", "opposes");
    let project = site().file("content/notes/talks.md", &format!("---\npositions:\n{two}---\n"));
    assert_findings(&project, &["content/notes/talks.md:4:43 position-conflict"]);
}
