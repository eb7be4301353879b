//! Briefs whose slug changed between two publications.

use super::*;

const TARGET: &str = "    kind: directory\n    path: live\n    host: cloudflare\n";

fn page(project: &Project, path: &str) -> Option<String> {
    std::fs::read_to_string(project.root().join("live").join(path)).ok()
}

#[test]
fn the_old_address_of_a_brief_leads_to_the_new_one_until_somebody_else_has_it() {
    let project = desk(TARGET);
    published(&project, &[]);
    let slug = |slug: &str| format!("---\nslug: {slug}\nsummary: x\n---\n");
    project.put("content/notes/ferry.md", slug("crossing").as_bytes());
    let run = published(&project, &[]);
    assert!(
        run.stdout.starts_with(
            "1 brief moved, and found at the old address too\n  Ferry talks (/briefs/ferry/ is now /briefs/crossing/)\nfiles: "
        ),
        "{}",
        run.stdout
    );
    let old = page(&project, "briefs/ferry/index.html").unwrap();
    assert!(old.contains("<meta http-equiv=\"refresh\" content=\"0; url=../../briefs/crossing/\">"), "{old}");
    assert!(old.contains("<link rel=\"canonical\" href=\"https://live.example/b/briefs/crossing/\">"), "{old}");
    assert_eq!(page(&project, "briefs/ferry/index.json"), None);
    assert_eq!(page(&project, "_redirects").unwrap(), "/b/briefs/ferry/ /b/briefs/crossing/ 301\n");
    let run = published(&project, &[]);
    assert!(run.stderr.contains("nothing has changed"), "{}", run.stdout);

    // It moves once more, as a file of another name with the same text.
    std::fs::remove_file(project.root().join("content/notes/ferry.md")).unwrap();
    std::fs::rename(project.root().join("seeds/ferry.txt"), project.root().join("seeds/strait.txt")).unwrap();
    published(&project, &[]);
    assert_eq!(
        page(&project, "_redirects").unwrap(),
        "/b/briefs/crossing/ /b/briefs/strait/ 301\n/b/briefs/ferry/ /b/briefs/strait/ 301\n"
    );

    // Another brief has the old address now.
    project.put("seeds/ferry.txt", b"Ferry prices\n\nPrices rise.\n");
    published(&project, &[]);
    assert_eq!(page(&project, "_redirects").unwrap(), "/b/briefs/crossing/ /b/briefs/strait/ 301\n");
    assert!(page(&project, "briefs/ferry/index.html").unwrap().contains("Prices rise."));

    // A removed brief leaves no such page.
    let removed = "---\nstatus: removed\nwithdrawn: {date: 2026-02-05, reason: By law}\n---\n";
    project.put("content/notes/strait.md", removed.as_bytes());
    published(&project, &[]);
    assert_eq!(page(&project, "_redirects"), None);
    assert_eq!(page(&project, "briefs/crossing/index.html"), None);
}

#[test]
fn a_brief_that_goes_while_another_comes_does_not_lead_there() {
    let project = desk(TARGET);
    published(&project, &[]);
    std::fs::remove_file(project.root().join("seeds/pier.txt")).unwrap();
    project.put("seeds/dawn.txt", b"Dawn\n\nThe Transport Ministry opens a line.\n");
    let run = published(&project, &[]);
    assert!(
        run.stdout.contains("1 brief new\n  Dawn (/briefs/dawn/)\n1 brief no longer published\n"),
        "{}",
        run.stdout
    );
    assert_eq!(page(&project, "briefs/pier/index.html"), None);
    assert_eq!(page(&project, "_redirects"), None);
}

#[test]
fn what_the_desk_says_of_an_old_address_comes_first() {
    let project = desk(TARGET);
    published(&project, &[]);
    project.put("content/notes/ferry.md", b"---\nslug: crossing\nsummary: x\n---\n");
    project.put("content/notes/pier.md", b"---\nredirect_from: [/briefs/ferry/]\nsummary: x\n---\n");
    published(&project, &[]);
    assert_eq!(page(&project, "_redirects").unwrap(), "/b/briefs/ferry/ /b/briefs/pier/ 301\n");
    // So does a file of its own.
    project.put("content/notes/pier.md", b"---\nsummary: x\n---\n");
    project.put("static/briefs/ferry/index.html", b"<p>Here.");
    published(&project, &[]);
    assert_eq!(page(&project, "_redirects"), None);
    assert_eq!(page(&project, "briefs/ferry/index.html").unwrap(), "<p>Here.");
}
