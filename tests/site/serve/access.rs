//! Who sees what, and who may open an editor.

use super::desk;
use crate::preview::{PATIENCE, Preview};

#[test]
fn the_public_view_holds_what_a_public_build_holds() {
    let project = desk();
    let preview = Preview::of(&project);
    assert!(preview.page("/briefs/plan/").contains("Nobody outside has read this plan"));
    assert!(preview.page("/briefs/").contains("The plan"));
    assert_eq!(preview.get("/_public/briefs/plan/").status, 404);
    assert!(!preview.page("/_public/briefs/").contains("The plan"));
    let mut events = preview.events("public");
    assert_eq!(events.next()["version"], 1);
    project.put("content/notes/plan.md", b"---\narticle: plan.txt\n---\n");
    events.wait(|state| state["version"] == 2);
    assert!(preview.page("/_public/briefs/plan/").contains("Nobody outside has read this plan"));
}

#[test]
fn others_than_this_machine_see_the_public_view() {
    let project = desk();
    let preview = Preview::with(&project, &["--port", "0", "--host", "0.0.0.0"]);
    assert!(preview.said.starts_with("Preview of the public view on http://0.0.0.0:"), "{}", preview.said);
    assert_eq!(preview.get("/briefs/plan/").status, 404);
    let page = preview.page("/briefs/talks/");
    for private in ["data-secret", "data-switch", "Nobody outside"] {
        assert!(!page.contains(private), "{private}");
    }
    project.put("content/notes/talks.md", b"---\nsummery: not for others\n---\n");
    let mut events = preview.events("desk");
    let state = events.wait(|state| state["version"].as_u64() > Some(1));
    assert_eq!(state["findings"].as_array().unwrap().len(), 0);
    assert!(state["root"].is_null());
    assert_eq!(preview.ask("POST", "/_briefgen/open", &[], "{}").status, 405);
}

#[test]
fn others_see_nothing_of_a_site_that_was_never_without_errors() {
    let project = desk().file("content/briefs/early.md", "---\ntitle: Early\n---\nWhat [[plan]] says.\n");
    let preview = Preview::with(&project, &["--port", "0", "--host", "0.0.0.0"]);
    assert_eq!(preview.get("/briefs/early/").status, 503, "it names what isn't public");
    project.put("content/briefs/early.md", b"---\ntitle: Early\n---\nWhat the desk says.\n");
    preview.wait_for("/briefs/early/", "What the desk says.");
}

#[test]
fn a_token_shows_the_rest_once() {
    let project = desk();
    let preview = Preview::with(&project, &["--port", "0", "--host", "0.0.0.0", "--share-private"]);
    let token = preview.said.split("token=").nth(1).unwrap().trim().to_owned();
    assert_eq!(preview.get("/briefs/plan/").status, 404);
    assert_eq!(preview.get("/?token=wrong").header("set-cookie"), None);
    let answer = preview.get(&format!("/?token={token}"));
    assert_eq!((answer.status, answer.header("location")), (307, Some("/")));
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"), "{cookie}");
    let cookie = format!("Cookie: {}", cookie.split(';').next().unwrap());
    let page = preview.ask("GET", "/briefs/plan/", &[&cookie], "");
    assert_eq!(page.status, 200);
    assert!(!page.text().contains("data-secret"), "the editor opens on this machine alone");
    assert_eq!(preview.get(&format!("/?token={token}")).header("set-cookie"), None, "a token works once");
    assert_eq!(preview.get("/briefs/plan/").status, 404);
}

#[test]
fn places_are_opened_for_our_own_pages_alone() {
    let project = desk().file("content/notes/talks.md", "---\nsummery: x\n---\n");
    let copy = project.root().join("opened.txt");
    let editor = format!("cp {{file}} {}", copy.display());
    let preview = Preview::with(&project, &["--port", "0", "--editor", &editor]);
    let page = preview.get("/").text();
    let secret = page.split("data-secret=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let secret = format!("briefgen-secret: {secret}");
    let own = format!("Origin: http://localhost:{}", preview.port);
    let open = |lines: &[&str], file: &str| {
        let body = format!("{{\"file\": \"{file}\", \"line\": 2, \"column\": 1}}");
        preview.ask("POST", "/_briefgen/open", lines, &body).status
    };
    assert_eq!(open(&[&own], "content/notes/talks.md"), 403);
    assert_eq!(open(&[&own, "briefgen-secret: x"], "content/notes/talks.md"), 403);
    assert_eq!(open(&["Origin: http://evil.example", &secret], "content/notes/talks.md"), 403);
    assert_eq!(open(&[&own, &secret], "seeds/talks.txt"), 404);
    assert_eq!(open(&[&own, &secret], "../etc/passwd"), 404);
    assert!(!copy.exists());
    assert_eq!(open(&[&own, &secret], "content/notes/talks.md"), 200);
    let since = std::time::Instant::now();
    while !copy.exists() && since.elapsed() < PATIENCE {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert!(copy.exists());
}
