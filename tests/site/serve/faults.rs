//! A site with errors, and templates that fail.

use super::desk;
use crate::preview::Preview;

#[test]
fn a_failing_edit_leaves_the_last_good_site_under_its_findings() {
    let project = desk();
    let preview = Preview::of(&project);
    let mut events = preview.events("desk");
    assert_eq!(events.next()["findings"].as_array().unwrap().len(), 0);
    project.put("content/notes/talks.md", b"---\nsummery: A typing error.\n---\n");
    let state = events.wait(|state| state["former"] == true);
    let finding = &state["findings"][0];
    assert_eq!(
        (finding["code"].as_str(), finding["file"].as_str(), finding["line"].as_u64()),
        (Some("unknown-key"), Some("content/notes/talks.md"), Some(2))
    );
    assert!(preview.page("/briefs/talks/").contains("First summary."), "the last good site is shown");
    project.put("content/notes/talks.md", b"---\nsummary: Mended.\n---\n");
    let state = events.wait(|state| state["former"] == false);
    assert_eq!(state["findings"].as_array().unwrap().len(), 0);
    assert!(preview.page("/briefs/talks/").contains("Mended."));
}

#[test]
fn a_template_that_fails_says_why() {
    let project = desk();
    let preview = Preview::of(&project);
    project.put("templates/404.html", b"{{ nothing.here }}");
    let mut events = preview.events("desk");
    events.wait(|state| state["version"].as_u64() > Some(1));
    let answer = preview.get("/404.html");
    assert_eq!(answer.status, 500);
    assert!(answer.text().contains("&quot;code&quot;:&quot;template-error&quot;"), "{}", answer.text());
    project.put("templates/404.html", b"{{ ");
    let state = events.wait(|state| state["former"] == true);
    assert_eq!(state["findings"][0]["code"], "template-error");
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn a_site_with_errors_from_the_start_is_shown_as_far_as_it_goes() {
    let project = desk().file("briefgen.yaml", "title: [Desk\n");
    let preview = Preview::of(&project);
    let mut events = preview.events("desk");
    let state = events.next();
    assert_eq!((&state["former"], &state["findings"][0]["code"]), (&false.into(), &"yaml-syntax".into()), "{state}");
    assert!(preview.page("/briefs/talks/").contains("First summary."));
    project.put("briefgen.yaml", b"title: A mended desk\n");
    let state = events.wait(|state| state["version"] == 2);
    assert_eq!(state["errors"], 0);
    assert!(preview.page("/").contains("A mended desk"));
}

#[test]
fn of_many_findings_pages_are_told_a_hundred_errors_first() {
    let actors: String =
        (0..150).map(|at| format!("- {{id: a{at}, name: Nobody {at}, kind: state, aliases: [x]}}\n")).collect();
    let project = desk().file("content/actors.yaml", &actors).file("content/notes/talks.md", "---\nsummery: x\n---\n");
    let preview = Preview::of(&project);
    let state = preview.events("desk").next();
    assert_eq!(state["errors"], 1);
    assert_eq!(state["warnings"], 149, "each but the first has the same alias");
    let shown: Vec<&str> =
        state["findings"].as_array().unwrap().iter().map(|found| found["severity"].as_str().unwrap()).collect();
    assert_eq!((shown.len(), shown[0], shown[1]), (100, "error", "warning"));
}
