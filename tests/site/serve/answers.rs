//! What the preview answers: exactly what a build writes, and nothing but the site.

use super::desk;
use crate::preview::Preview;
use crate::project::tree;

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
    let head = preview.ask("HEAD", "/logo.svg", &["Range: bytes=0-3"], "");
    assert_eq!((head.status, head.header("content-length")), (200, Some("41")), "parts are for GET");
    let packed = preview.ask("GET", "/logo.svg", &["Accept-Encoding: gzip, br"], "");
    assert_eq!((packed.header("content-encoding"), packed.bytes.len()), (None, 41), "nothing is packed on one machine");
    let changed = preview.ask("GET", "/logo.svg", &["Range: bytes=1-3", "If-Range: \"other\""], "");
    assert_eq!((changed.status, changed.bytes.len()), (200, 41), "a part of something else is no use");
    let folder = preview.get("/briefs/talks");
    assert_eq!((folder.status, folder.header("location")), (307, Some("/briefs/talks/")));
    // The site's own absolute addresses name the path that it will stand under.
    assert!(preview.page("/briefings/briefs/talks/").contains("Talks resume"));
}

#[test]
fn nothing_but_the_site_is_answered() {
    let project = desk().file("secret.txt", "secret").file(".git/config", "secret");
    let files = tree(project.root());
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
    // The search index is made when it is asked for.
    assert_eq!(preview.get("/search/").status, 200);
    let mut now = tree(project.root());
    for kept in [".briefgen/articles/all", ".briefgen/finds/internal", ".briefgen/words/internal"] {
        assert!(now.remove(kept).is_some(), "a preview writes what the next start takes");
    }
    assert!(now == files, "a preview writes nothing else: {:?}", now.keys());
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
