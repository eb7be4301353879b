//! What is never sent.

use super::*;

const TARGET: &str = "    kind: directory\n    path: live\n";

#[track_caller]
fn refused(project: &Project, arguments: &[&str], message: &str) {
    let run = project.run(arguments);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(run.stderr.ends_with(&format!("briefgen: {message}\n")), "{}", run.stderr);
    assert!(!project.root().join("live").exists());
}

#[test]
fn a_plan_alone_writes_nothing() {
    let project = desk(TARGET);
    let run = project.run(&["publish", "live", "--dry-run"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("3 briefs new\n"), "{}", run.stdout);
    assert!(!project.root().join("live").exists());
    refused(
        &project,
        &["publish", "live"],
        "nobody is there to be asked: add --yes to send this, or --dry-run to see it only",
    );
}

#[test]
fn drafts_and_other_audiences_are_refused() {
    let project = desk(TARGET);
    refused(
        &project,
        &["publish", "live", "--yes", "--drafts"],
        "drafts and what is under embargo are never published; take --drafts away",
    );
    refused(
        &project,
        &["publish", "live", "--yes", "--audience", "internal"],
        "the target `live` is marked for the audience public, not internal; see `audience:` of this target in briefgen.yaml",
    );
    refused(
        &project,
        &["publish", "lvie", "--yes"],
        "briefgen.yaml has no target `lvie`. Did you mean `live`?\nThere are: live",
    );
}

#[test]
fn a_site_with_errors_is_not_sent() {
    let project = desk(TARGET)
        .file("content/notes/harbour.md", "---\nnotes:\n  - {quote: never said, kind: context, text: x}\n---\n");
    let run = project.run(&["publish", "live", "--yes"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("quote-not-found"), "{}", run.stderr);
    assert!(run.stderr.ends_with("nothing was sent, since the site has errors\n"), "{}", run.stderr);
    assert!(!project.root().join("live").exists());
}

#[test]
fn the_sites_own_folders_are_no_target() {
    let project = desk("    kind: directory\n    path: public\n");
    refused(
        &project,
        &["publish", "live", "--yes"],
        "publish leaves public/ alone; choose another folder as `path:` of this target",
    );
    let project = desk("    kind: directory\n    path: content\n");
    let run = project.run(&["publish", "live", "--yes"]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
}

#[test]
fn a_secret_in_the_configuration_is_refused_and_never_shown() {
    let target = "    kind: s3\n    bucket: b\n    secret_access_key: wJalrXUtnFEMI\n    endpoint: https://me:t0pS3cret@h.example/\n";
    let project = desk(target);
    for format in ["human", "short", "json", "sarif", "github"] {
        let run = project.run(&["publish", "live", "--yes", "--format", format]);
        assert_eq!(run.code, Some(1), "{}", run.stderr);
        assert!(run.stderr.contains("secret_access_key"), "{}", run.stderr);
        for secret in ["wJalrXUtnFEMI", "t0pS3cret"] {
            assert!(!run.stderr.contains(secret) && !run.stdout.contains(secret), "{format}: {}", run.stderr);
        }
    }
    assert_eq!(
        project.findings(&["check", "--quiet"]),
        ["briefgen.yaml:8:5 unknown-key", "briefgen.yaml:9:15 invalid-value"]
    );
}

/// A line that can't even be read isn't shown either.
#[test]
fn a_key_on_a_line_that_is_no_yaml_is_never_shown() {
    let key = "wJalrXUtnFEMIbPxRfiCYEXAMPLEKEY";
    for line in [
        format!("\tsecret_access_key: {key}\n"),
        format!("    secret_access_key:{key}\n"),
        format!("    secret_access_key = {key}\n"),
        format!("    secret_access_key: \"{key}\n"),
        format!("   secret_access_key: {key}\n"),
        format!("base_url: https://me:{key}@h.example/\n"),
        format!("extra: {{store: {{access_key: a, secret: {key}}}}}\n"),
    ] {
        let project = Project::new()
            .file("seeds/a.txt", "A title\n\nSome words of a text that stands here.\n")
            .file("briefgen.yaml", &format!("title: Desk\npublish:\n  live:\n    kind: s3\n    bucket: b\n{line}"));
        for format in ["human", "json", "github"] {
            let run = project.run(&["check", "--format", format]);
            assert_eq!(run.code, Some(1), "{line}{}", run.stderr);
            assert!(!run.stderr.contains(key) && !run.stdout.contains(key), "{format} of {line}{}", run.stderr);
        }
    }
}

#[test]
fn a_key_in_any_spelling_and_at_any_place_is_refused_and_never_shown() {
    let key = "wJalrXUtnFEMIbPxRfiCYEXAMPLEKEY";
    let bucket = "publish:\n  live: {kind: s3, bucket: b}\n";
    for (text, place) in [
        (format!("{bucket}extra: {{aws_secret_access_key: {key}}}\n"), "3:9 invalid-value"),
        (format!("{bucket}extra:\n  deploy:\n    - {{Password: \"{key}\"}}\n"), "5:8 invalid-value"),
        (format!("{bucket}extra: {{deploy: ghp_{key}}}\n"), "3:17 invalid-value"),
        (format!("{bucket}AWS_SECRET_ACCESS_KEY: {key}\n"), "3:1 unknown-key"),
        (format!("publish:\n  live: {{kind: s3, bucket: 's3://me:{key}@b'}}\n"), "2:28 invalid-value"),
        (format!("publish:\n  live: {{kind: s3, bucket: b, secretAccessKey: {key}}}\n"), "2:31 unknown-key"),
        (
            format!("publish:\n  live: {{kind: s3, bucket: b, endpoint: 'https://h.example/?sig={key}'}}\n"),
            "2:41 invalid-value",
        ),
        (format!("publish:\n  live: {{kind: git, remote: 'me:{key}@h.example:x.git'}}\n"), "2:29 invalid-value"),
    ] {
        let project = Project::new().file("briefgen.yaml", &text).file("seeds/a.txt", "A\n\nB.\n");
        assert_eq!(project.findings(&["check", "--quiet"]), [format!("briefgen.yaml:{place}")], "{text}");
        for format in ["human", "short", "json", "sarif", "github"] {
            let run = project.run(&["publish", "live", "--yes", "-v", "--format", format]);
            assert_eq!(run.code, Some(1), "{}", run.stderr);
            assert!(!run.stderr.contains(key) && !run.stdout.contains(key), "{format}: {}", run.stderr);
        }
    }
}

#[test]
fn a_folder_that_can_t_be_one_is_refused() {
    for (path, message) in [
        ("public/briefs", "publish leaves public/ alone; choose another folder as `path:` of this target"),
        ("~/live", "`~/live` begins with ~, which only a shell understands; write the whole `path:`"),
        ("taken", "`taken` is a file; `path:` of this target names a folder"),
    ] {
        let project = desk(&format!("    kind: directory\n    path: {path}\n")).file("taken", "x");
        let before = tree(project.root());
        let run = project.run(&["publish", "live", "--yes"]);
        assert_eq!(run.code, Some(2), "{path}: {}", run.stderr);
        assert!(run.stderr.starts_with(&format!("briefgen: {message}")), "{}", run.stderr);
        assert!(tree(project.root()) == before, "{path}: something was written");
    }
}

#[test]
fn internal_material_goes_to_internal_targets_alone() {
    let internal =
        "---\nnotes:\n  - {quote: met the crews, kind: context, audience: internal, text: Only for the desk.}\n---\n";
    let public = desk(TARGET).file("content/notes/ferry.md", internal);
    published(&public, &[]);
    assert_eq!(holds(&public.root().join("live"), "Only for the desk"), Vec::<String>::new());
    let desk = desk(&format!("{TARGET}    audience: internal\n")).file("content/notes/ferry.md", internal);
    published(&desk, &[]);
    assert_ne!(holds(&desk.root().join("live"), "Only for the desk"), Vec::<String>::new());
}

#[test]
fn hosts_get_their_files() {
    let project = desk(&format!("{TARGET}    host: netlify\n"))
        .file("content/notes/ferry.md", "---\nsummary: x\nredirect_from: [/old/ferry/]\n---\n");
    published(&project, &[]);
    let files = tree(&project.root().join("live"));
    assert_eq!(files["_redirects"], b"/b/old/ferry/ /b/briefs/ferry/ 301!\n");
    let headers = String::from_utf8(files["_headers"].clone()).unwrap();
    assert!(headers.starts_with("/b/*\n  Content-Security-Policy: default-src 'none'; "), "{headers}");
}

#[test]
fn a_desks_own_assets_are_not_kept_for_ever() {
    let project = desk(&format!("{TARGET}    host: cloudflare\n")).file("static/assets/map.css", "p {}\n");
    published(&project, &[]);
    let files = tree(&project.root().join("live"));
    let headers = String::from_utf8(files["_headers"].clone()).unwrap();
    let lasting: Vec<&str> = headers.split("\n\n").filter(|rule| rule.contains("immutable")).collect();
    assert!(lasting.iter().any(|rule| rule.starts_with("/b/assets/institute.")), "{headers}");
    assert!(lasting.iter().any(|rule| rule.starts_with("/b/assets/search-*\n")), "{headers}");
    assert!(!headers.contains("assets/*") && !headers.contains("map"), "{headers}");
}
