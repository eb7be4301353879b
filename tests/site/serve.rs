//! The preview: what it shows, to whom, and how soon.

use std::fs;
use std::time::Duration;

use briefgen::pipeline;

use super::edits::{Dice, article, edit, outcome, request};
use super::preview::Preview;
use super::project::{Project, tree};

const ARTICLE: &str = "Talks resume\n\nThe delegations of Ukraine met again in Geneva on Monday.\n";

fn desk() -> Project {
    Project::new()
        .file("briefgen.yaml", "title: Desk\nbase_url: https://desk.example/briefings/\n")
        .file("content/actors.yaml", "- id: ukraine\n  name: Ukraine\n  kind: state\n")
        .file("seeds/talks.txt", ARTICLE)
        .file(
            "content/notes/talks.md",
            "---\nsummary: First summary.\npublished: 2025-11-03\n---\nAn assessment with a [map](map.svg).\n",
        )
        .file("content/notes/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("content/notes/plan.md", "---\narticle: plan.txt\nstatus: draft\naudience: internal\n---\n")
        .file("seeds/plan.txt", "The plan\n\nNobody outside has read this plan of Ukraine so far.\n")
        .file("static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
}

#[test]
fn what_is_served_is_what_a_build_writes() {
    let project = desk();
    let out = project.root().join("built");
    let out = out.to_str().unwrap();
    let preview = Preview::of(&project);
    for (prefix, options) in [("", vec!["--audience", "internal", "--drafts"]), ("/_public", vec![])] {
        let mut build = vec!["build", "--out", out];
        build.extend(options);
        assert_eq!(project.run(&build).code, Some(0));
        let built = tree(std::path::Path::new(out));
        assert!(built.len() > 20, "{:?}", built.keys());
        for (path, bytes) in built.into_iter().filter(|(path, _)| !path.starts_with(".briefgen")) {
            let route = path.strip_suffix("index.html").unwrap_or(&path);
            let served = preview.get(&format!("{prefix}/{route}"));
            assert_eq!(served.status, if path == "404.html" { 404 } else { 200 }, "{path}");
            assert_eq!(
                String::from_utf8_lossy(&served.of_the_build()),
                String::from_utf8_lossy(&bytes),
                "{prefix}/{path}"
            );
        }
    }
}

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
fn answers_are_exact() {
    let project = desk();
    let preview = Preview::of(&project);
    let answer = preview.get("/briefs/talks/");
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(answer.header("cache-control"), Some("no-cache"));
    let tag = answer.header("etag").unwrap().to_owned();
    let again = preview.ask("GET", "/briefs/talks/", &[&format!("If-None-Match: {tag}")], "");
    assert_eq!((again.status, again.bytes.len()), (304, 0));
    assert_eq!(preview.get("/feed.xml").header("content-type"), Some("application/atom+xml; charset=utf-8"));
    assert_eq!(preview.get("/logo.svg").header("content-type"), Some("image/svg+xml"));
    let part = preview.ask("GET", "/logo.svg", &["Range: bytes=1-3"], "");
    assert_eq!((part.status, part.text().as_str()), (206, "svg"));
    assert_eq!(part.header("content-range"), Some("bytes 1-3/41"));
    assert_eq!(preview.ask("GET", "/logo.svg", &["Range: bytes=99-"], "").status, 416);
    let head = preview.ask("HEAD", "/logo.svg", &[], "");
    assert_eq!((head.status, head.bytes.len(), head.header("content-length")), (200, 0, Some("41")));
    let folder = preview.get("/briefs/talks");
    assert_eq!((folder.status, folder.header("location")), (307, Some("/briefs/talks/")));
    // The site's own absolute addresses name the path that it will stand under.
    assert!(preview.page("/briefings/briefs/talks/").contains("Talks resume"));
}

#[test]
fn a_missing_page_proposes_near_ones() {
    let project = desk();
    let preview = Preview::of(&project);
    let answer = preview.get("/briefs/talsk/");
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("<a href=\"/briefs/talks/\">/briefs/talks/</a>"), "{}", answer.text());
    let answer = preview.get("/_public/briefs/talsk/");
    assert!(answer.text().contains("<a href=\"/_public/briefs/talks/\">/briefs/talks/</a>"), "{}", answer.text());
}

#[test]
fn nothing_but_the_site_is_answered() {
    let project = desk().file("secret.txt", "secret").file(".git/config", "secret");
    let preview = Preview::of(&project);
    for path in ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/a/..%5csecret.txt", "/a%00"] {
        assert_eq!(preview.get(path).status, 400, "{path}");
    }
    for path in ["/secret.txt", "/.git/config", "/seeds/talks.txt", "/content/", "/assets/", "/briefgen.yaml"] {
        assert_eq!(preview.get(path).status, 404, "{path}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        assert_eq!(preview.ask(method, "/", &[], "").status, 405, "{method}");
    }
    let rebound = preview.ask("GET", "/", &["Host: evil.example:8321"], "");
    assert_eq!(rebound.status, 421);
    assert!(!rebound.text().contains("Desk"));
    assert!(!project.root().join("public").exists(), "a preview writes nothing");
    assert_eq!(project.root().read_dir().unwrap().count(), 6, "a preview writes nothing");
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
    while !copy.exists() && since.elapsed() < super::preview::PATIENCE {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert!(copy.exists());
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
fn a_port_that_is_taken_is_passed_over_unless_it_was_asked_for() {
    let project = desk();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = project.run(&["serve", "--port", &port]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.starts_with(&format!("briefgen: can’t listen on 127.0.0.1, port {port}: ")), "{}", run.stderr);
    let first = Preview::with(&project, &[]);
    let second = Preview::with(&project, &[]);
    assert_ne!(first.port, second.port);
    assert_eq!(second.get("/").status, 200);
}

#[test]
fn a_command_for_the_editor_is_judged_at_the_start() {
    let run = desk().run(&["serve", "--port", "0", "--editor", "code"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(run.stderr, "briefgen: --editor: `code` doesn’t say where the file goes: write {file} there\n");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_cleanly_while_pages_listen() {
    let project = desk();
    let preview = Preview::of(&project);
    let mut events = preview.events("desk");
    events.next();
    assert_eq!(preview.interrupt(), Some(0));
}

#[test]
fn many_files_at_once_are_taken_up_at_once() {
    let project = desk();
    let preview = Preview::of(&project);
    let mut events = preview.events("desk");
    events.next();
    // As a checkout does it: a lock while it lasts, files one after the other, with pauses.
    project.put(".git/index.lock", b"");
    for at in 0..300 {
        project.put(&format!("seeds/checked-{at}.txt"), ARTICLE.as_bytes());
        if at % 100 == 99 {
            std::thread::sleep(Duration::from_millis(300));
        }
    }
    fs::remove_file(project.root().join(".git/index.lock")).unwrap();
    preview.wait_for("/briefs/checked-299/", "Talks resume");
    preview.page("/briefs/checked-0/");
    let mut events = preview.events("desk");
    let version = events.next()["version"].as_u64().unwrap();
    assert!(version <= 3, "the site was prepared {} times", version - 1);
}

/// Random edits of every kind under a running preview with two pages that listen. `BRIEFGEN_SOAK` makes it longer.
#[test]
fn after_random_edits_every_page_is_right() {
    let edits: usize = std::env::var("BRIEFGEN_SOAK").ok().and_then(|count| count.parse().ok()).unwrap_or(24);
    let mut dice = Dice(7);
    let project = Project::new().file("content/actors.yaml", "- {id: ukraine, name: Ukraine, kind: state}\n");
    for slug in ["a", "b", "c", "d"] {
        project.put(&format!("seeds/{slug}.txt"), article(&mut dice).as_bytes());
    }
    let preview = Preview::with(&project, &["--port", "0", "--as-of", "2026-01-01"]);
    let listeners = [preview.events("desk"), preview.events("desk")];
    let request = request(project.root(), true);
    let mut memory = None;
    let mut compared = 0;
    for step in 0..edits {
        edit(&project, &mut dice);
        if dice.roll(3) > 0 {
            std::thread::sleep(Duration::from_millis(dice.roll(40) as u64));
            continue;
        }
        let clean = pipeline::prepare(&request, &mut |_| {}).unwrap();
        if clean.diagnostics.has_errors() {
            continue;
        }
        let (pages, _) = outcome(clean, &request);
        for (path, text) in pages.iter().filter(|(path, _)| path.ends_with(".html") && *path != "404.html") {
            let route = format!("/{}", path.strip_suffix("index.html").unwrap_or(path));
            let since = std::time::Instant::now();
            loop {
                let served = String::from_utf8(preview.get(&route).of_the_build()).unwrap();
                if served == *text {
                    break;
                }
                assert!(since.elapsed() < Duration::from_secs(20), "step {step}: {route} is {served}\nnot {text}");
                std::thread::sleep(Duration::from_millis(10));
            }
            compared += 1;
        }
        if step > edits / 3 && memory.is_none() {
            memory = preview.memory();
        }
    }
    assert!(compared > 0, "no page was compared");
    if let (Some(before), Some(after)) = (memory, preview.memory()) {
        assert!(after < before * 3 / 2 + 20_000, "memory grew from {before} to {after} KiB");
    }
    drop(listeners);
}
